//! `lubelab due`: what is overdue, what comes next, and that no machine is left out.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may panic"
)]

mod support;

use serde_json::{Value, json};
use support::{Run, folder, lubelab, run};

const HEADINGS: &str = "sample_id,customer,machine,machine_type,kind,sampled_on,criticality,supply,fe [mg/kg]\n";

/// `lubelab due` over rows below these headings.
fn due(rows: &str, args: &[&str]) -> Run {
    let input = folder(&[("in.csv", &format!("{HEADINGS}{rows}"))]);
    Run::from(lubelab().arg("due").arg(input.path().join("in.csv")).args(args).output().unwrap())
}

fn due_json(rows: &str, as_of: &str) -> Value {
    let run = due(rows, &["--as-of", as_of, "--output-format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn a_sample_is_overdue_from_the_day_after_it_was_due() {
    // Gear units are sampled every 60 days: 2 March.
    let row = "S1,A,M1,gear,in_service,2026-01-01,,,5\n";
    let lists = |as_of: &str| {
        let list = due_json(row, as_of);
        [&list["overdue"], &list["coming"]].map(|points| points.as_array().unwrap().len())
    };
    assert_eq!(lists("2026-03-02"), [0, 1]);
    assert_eq!(lists("2026-03-03"), [1, 0]);
    let late = &due_json(row, "2026-03-12")["overdue"][0];
    assert_eq!(
        (&late["due_on"], &late["days_late"], &late["rule"]),
        (&json!("2026-03-02"), &json!(10), &json!("interval"))
    );
    assert!(late["reasons"][1].as_str().unwrap().contains("one source"), "{late}");
}

#[test]
fn within_says_how_far_ahead_to_look() {
    let row = "S1,A,M1,gear,in_service,2026-01-01,,,5\n";
    let coming = |days: &str| {
        let run = due(row, &["--as-of", "2026-02-01", "--within", days]);
        assert_eq!(run.code, 0);
        run.out.contains("in 29 days")
    };
    assert_eq!(["28", "29", "30"].map(coming), [false, true, true]);
}

#[test]
fn a_critical_machine_is_due_sooner() {
    let on = |criticality: &str| {
        let row = format!("S1,A,M1,gear,in_service,2026-01-01,{criticality},,5\n");
        due_json(&row, "2026-06-01")["overdue"][0]["due_on"].as_str().unwrap().to_owned()
    };
    assert_eq!([on("normal"), on(""), on("Critical")], ["2026-03-02", "2026-03-02", "2026-01-31"]);
}

#[test]
fn a_word_that_is_no_criticality_is_a_problem_and_the_sample_stays() {
    let run = due("S1,A,M1,gear,in_service,2026-01-01,high,wholesale,5\n", &["--as-of", "2026-02-01"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("\"high\" is none of normal, critical"), "{}", run.err);
    assert!(run.err.contains("\"wholesale\" is none of direct, dealer"), "{}", run.err);
    assert!(run.out.contains("2026-03-02"), "{}", run.out);
}

#[test]
fn a_machine_without_an_interval_is_listed_and_new_oil_is_counted() {
    let rows = "S1,A,M1,pump,in_service,2026-01-01,,,5\nS2,A,M2,,in_service,2026-01-01,,,5\nS3,A,Tank,other,new,2026-01-01,,,5\n";
    let run = due(rows, &["--as-of", "2026-06-01"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for words in [
        "overdue on 2026-06-01: 0 of 2 sampling points",
        "without a date: 2; new oil only: 1",
        "A · M1: No interval known for this machine type (Pump).",
        "A · M2: No interval known: the machine type is not given.",
    ] {
        assert!(run.out.contains(words), "{words} is not in:\n{}", run.out);
    }
}

#[test]
fn a_machine_that_fell_silent_stays_overdue_and_is_asked_after() {
    let row = "S1,A,M1,gear,in_service,2026-01-01,,,5\n";
    let silent = |as_of: &str| due_json(row, as_of)["overdue"][0]["silent_days"].clone();
    assert_eq!([silent("2026-06-30"), silent("2026-07-01")], [Value::Null, json!(181)]);
    assert!(due(row, &["--as-of", "2026-07-01"]).out.contains("no sample for 181 days, does it still run?"));
}

#[test]
fn a_customer_of_direct_supply_gets_one_line_a_quarter_and_others_get_none() {
    let rows = "S1,Direct,M1,gear,in_service,2026-01-01,,direct,5\nS2,Direct,M2,gear,in_service,2026-02-11,,,5\n\
                S3,Dealer,M3,gear,in_service,2026-01-01,,dealer,5\nS4,Unknown,M4,gear,in_service,2026-01-01,,,5\n";
    let run = due(rows, &["--as-of", "2026-06-30"]);
    assert!(run.out.contains("Direct: follow-up due by 2026-06-30 (last sample S2 of 2026-02-11)"), "{}", run.out);
    assert_eq!(run.out.matches("follow-up due").count(), 1);
    assert!(run.out.contains("Direct, our own supply") && run.out.contains("Dealer, through the dealer"));
    let run = due(rows, &["--as-of", "2026-07-01"]);
    assert!(run.out.contains("Direct: follow-up was due by 2026-06-30, one day ago"), "{}", run.out);
    assert!(
        !due("S4,Unknown,M4,gear,in_service,2026-01-01,,,5\n", &["--as-of", "2026-07-01"]).out.contains("follow-up")
    );
}

#[test]
fn only_the_customers_asked_for_are_listed() {
    let rows = "S1,A,M1,gear,in_service,2026-01-01,,,5\nS2,B,M2,gear,in_service,2026-01-01,,,5\n";
    let run = due(rows, &["--as-of", "2026-06-01", "--customer", "b"]);
    assert!(run.out.contains("1 of 1") && run.out.contains("M2") && !run.out.contains("M1"), "{}", run.out);
    assert_eq!(due(rows, &["--customer", "C"]).code, 2);
}

#[test]
fn what_cannot_be_read_ends_with_2_and_what_was_lost_with_1() {
    assert_eq!(run(["due", "no-such-file.csv"]).code, 2);
    assert_eq!(run(["due"]).code, 2);
    assert_eq!(due("S1,A,M1,gear,in_service,2026-01-01,,,1O\n", &["--as-of", "2026-06-01"]).code, 1);
}

#[test]
fn a_run_says_the_same_in_its_samples_and_findings() {
    let input = folder(&[("in.csv", &format!("{HEADINGS}S1,A,M1,gear,in_service,2026-01-01,,,5\n"))]);
    let out = input.path().join("out");
    let mut command = lubelab();
    command.arg("run").arg(input.path().join("in.csv")).args(["--as-of", "2026-03-12", "--out"]).arg(&out);
    assert_eq!(Run::from(command.output().unwrap()).code, 0);
    let read = |path: &str| std::fs::read_to_string(out.join(path)).unwrap();
    let sample: Value = serde_json::from_str(&read("samples.ndjson")).unwrap();
    assert_eq!(
        (&sample["next_sample"]["due_on"], &sample["next_sample"]["rule"]),
        (&json!("2026-03-02"), &json!("interval"))
    );
    assert_eq!(sample["findings"][0]["code"], "schedule:overdue");
    assert_ne!(sample["severity"], "caution");
    assert!(read("findings.csv").contains("schedule:overdue"));
    for page in ["index.html", "customers/a/report.html"] {
        assert!(read(page).contains("10 days"), "{page}");
    }
    assert!(run(["explain", "schedule:overdue"]).out.contains("A sample that is overdue"));
}
