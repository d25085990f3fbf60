//! What many machines tell together, as the laboratory and as each customer sees it, and what inspections found.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may panic and read"
)]

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Run, lubelab, root};

/// Runs a case of `tests/cases` with everything written.
fn run(case: &str, args: &[&str]) -> (tempfile::TempDir, Run) {
    let out = tempfile::tempdir().unwrap();
    let mut command = lubelab();
    command.current_dir(root().join("tests/cases").join(case));
    command.args(args).args(["--as-of", "2026-11-21", "--standards"]).arg(root().join("standards"));
    if args[0] == "run" {
        command.arg("--out").arg(out.path().join("reports"));
    }
    let run = Run::from(command.output().unwrap());
    (out, run)
}

fn read(out: &tempfile::TempDir, path: &str) -> String {
    fs::read_to_string(out.path().join("reports").join(path)).unwrap()
}

fn samples(out: &tempfile::TempDir) -> Vec<Value> {
    read(out, "samples.ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_bad_lot_names_everybody_to_the_laboratory_and_nobody_to_a_customer() {
    let (out, _) = run("lot-across-customers", &["run", "input.csv"]);
    let facts: Value = serde_json::from_str(&read(&out, "run.json")).unwrap();
    let lots = facts["lots"].as_array().unwrap();
    assert_eq!((lots.len(), lots[0]["code"].as_str()), (1, Some("lot:hydro 46/h-102")));
    let overview = read(&out, "index.html");
    let (_, listed) = overview.split_once("Delivery lots that stand out").unwrap();
    let (listed, _) = listed.split_once("</section>").unwrap();
    for (index, customer) in ('A'..='H').enumerate() {
        let holds = index % 2 == 1;
        assert_eq!(listed.contains(&format!("Customer {customer}")), holds, "{customer}");
        let page = read(&out, &format!("customers/customer-{}/report.html", customer.to_ascii_lowercase()));
        assert_eq!(page.contains("lot:hydro 46&#x2f;h-102"), holds, "{customer}");
        for other in ('A'..='H').filter(|other| *other != customer) {
            assert!(!page.contains(&format!("Customer {other}")), "{customer} reads of {other}");
        }
    }
    for sample in samples(&out) {
        let of_lot = sample["findings"].as_array().unwrap().iter().any(|finding| finding["kind"] == "lot");
        let customer = sample["customer"].as_str().unwrap();
        assert_eq!(of_lot, "BDFH".contains(&customer[customer.len() - 1..]), "{}", sample["sample_id"]);
    }
}

#[test]
fn a_report_for_one_customer_names_no_other_receiver() {
    let (out, _) = run("lot-across-customers", &["run", "input.csv", "--customer", "Customer B"]);
    for path in ["index.html", "run.json", "samples.ndjson", "findings.csv"] {
        let text = read(&out, path);
        let others = ('A'..='H').filter(|other| *other != 'B');
        assert!(others.into_iter().all(|other| !text.contains(&format!("Customer {other}"))), "{path}");
        assert!(text.contains("h-102"), "{path}");
    }
}

#[test]
fn an_inspection_stands_beside_its_finding_and_scores_its_rule() {
    let (out, run_of) = run("inspections", &["run", "samples.csv", "--found", "found.csv"]);
    assert_eq!(run_of.code, 1, "{}", run_of.err);
    let samples = samples(&out);
    let sample = samples.iter().find(|sample| sample["sample_id"] == "A4" && sample["machine"] == "Press 1").unwrap();
    let finding = sample["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "C03").unwrap();
    assert_eq!(finding["inspected"][0], "Confirmed on inspection 2026-05-20: cooler tube split");
    let page = Path::new("customers");
    let page = fs::read_dir(out.path().join("reports").join(page)).unwrap().next().unwrap().unwrap().path();
    assert!(fs::read_to_string(page.join("report.html")).unwrap().contains("cooler tube split"));
    let facts: Value = serde_json::from_str(&read(&out, "run.json")).unwrap();
    assert_eq!(facts["balances"], true);

    let args = ["causes", "score", "samples.csv", "--found", "found.csv", "--output-format", "json"];
    let (_, scored) = run("inspections", &args);
    assert_eq!(scored.code, 1);
    let told: Value = serde_json::from_str(&scored.out).unwrap();
    let counts = |rule: &Value| {
        let count = |name: &str| rule[name].as_u64().unwrap();
        (rule["cause"].as_str().unwrap().to_owned(), count("hits"), count("misses"), count("false_alarms"))
    };
    let counted: Vec<_> = told["rules"].as_array().unwrap().iter().map(counts).collect();
    assert_eq!(counted, [("C03".to_owned(), 1, 0, 1), ("W02".to_owned(), 0, 1, 0)]);
    assert!(scored.err.contains("found.csv:6:1 \"sample_id\": no sample read is called \"B9\""), "{}", scored.err);

    let (_, none) = run("inspections", &["causes", "score", "samples.csv", "--found", "samples.csv"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("lacks the headings sample_id, cause and outcome"), "{}", none.err);
}

#[test]
fn every_cause_is_explained_with_evidence_and_source() {
    for entry in fs::read_dir(root().join("standards/causes")).unwrap() {
        let id = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        let explained = support::run(["explain", &id]);
        assert_eq!(explained.code, 0, "{id}");
        for part in ["Why it matters\n", "What settles it\n", "What to do\n", "requires: ", "source: "] {
            assert!(explained.out.contains(part), "{id}: {part}");
        }
        assert!(!explained.out.contains('⟦'), "{id}: {}", explained.out);
    }
}

#[test]
fn no_sentence_of_the_sample_reports_is_missing() {
    let out = tempfile::tempdir().unwrap();
    let mut command = lubelab();
    command.args(["run", "samples", "--as-of", "2026-11-21", "--out"]).arg(out.path().join("reports"));
    assert_eq!(Run::from(command.output().unwrap()).code, 0);
    let text = read(&out, "samples.ndjson");
    assert!(!text.contains('⟦'));
    let with_changes = samples(&out)
        .iter()
        .flat_map(|sample| sample["findings"].as_array().unwrap().clone())
        .all(|finding| !finding["changes"].as_array().unwrap().is_empty());
    assert!(with_changes, "each finding says what would change it");
}
