//! A case is a folder in `tests/cases/`: input files and `expect.txt`, what the program makes of them. A folder `trap-…`
//! is about reading: its expectation lists what was read and what became of each file instead of verdicts.
//! `UPDATE_EXPECT=1 cargo test --test cases` writes the expectations; read the diff before you keep it.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may panic and read"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;
use support::{Run, lubelab, root};

/// Marks a machine whose name promises another outcome; no expectation may hold it.
const WRONG: &str = "against its name:";

/// One line a verdict that is no plain pass, one line a finding, one line a problem: what a reviewer needs to see.
fn outcome(case: &Path) -> String {
    let out = tempfile::tempdir().unwrap();
    let target = out.path().join("reports");
    let mut inputs: Vec<_> = fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().is_some_and(|name| name != "expect.txt" && name != "README.md"))
        .collect();
    inputs.sort();
    let mut command = lubelab();
    command.current_dir(case).arg("run").args(inputs.iter().map(|path| path.file_name().unwrap()));
    command.args(["--as-of", "2026-11-21", "--format", "json,csv", "--standards"]).arg(root().join("standards"));
    let run = Run::from(command.arg("--out").arg(&target).output().unwrap());
    let mut text = format!("exit {}\n", run.code);
    if run.code == 2 {
        text.push_str(&run.err);
        return text;
    }
    let name = case.file_name().unwrap().to_string_lossy();
    let is_trap = name.starts_with("trap-") || name.starts_with("reads-");
    if is_trap {
        let facts: Value = serde_json::from_str(&fs::read_to_string(target.join("run.json")).unwrap()).unwrap();
        files(&facts, &mut text);
    }
    let samples = fs::read_to_string(target.join("samples.ndjson")).unwrap();
    let samples: Vec<Value> = samples.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    if let Some(cause) = name.strip_prefix("cause-") {
        for (machine, last) in last_of_each_machine(&samples) {
            causes(cause, machine, last, &mut text);
        }
        return text;
    }
    for line in &samples {
        if is_trap { reading(line, &mut text) } else { sample(line, &mut text) }
    }
    for line in fs::read_to_string(target.join("problems.csv")).unwrap().lines().skip(1) {
        writeln!(text, "problem {line}").unwrap();
    }
    text
}

fn sample(sample: &Value, text: &mut String) {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    writeln!(
        text,
        "{} {} {}: {} (oil {}, contamination {}, machine {}), drain {}",
        word(&sample["sample_id"]),
        word(&sample["machine"]),
        word(&sample["sampled_on"]),
        word(&sample["severity"]),
        word(&sample["axes"]["oil"]),
        word(&sample["axes"]["contamination"]),
        word(&sample["axes"]["machine"]),
        word(&sample["drain"]["state"]),
    )
    .unwrap();
    for verdict in sample["verdicts"].as_array().unwrap() {
        let outcome = word(&verdict["outcome"]);
        if outcome != "no_limit" && (outcome != "not_tested" || sample["kind"] == "new") {
            let (document, edition) = (word(&verdict["document"]), word(&verdict["edition"]));
            let (property, limit) = (word(&verdict["property"]), word(&verdict["limit"]));
            writeln!(text, "  {outcome}: {property} {limit} ({document}-{edition})").unwrap();
        }
    }
    for finding in sample["findings"].as_array().unwrap() {
        let (code, severity) = (word(&finding["code"]), word(&finding["severity"]));
        writeln!(text, "  finding {code} {severity} {}: {}", word(&finding["confidence"]), word(&finding["title"]))
            .unwrap();
    }
}

/// The last sample in service of each machine, by the machine's name.
fn last_of_each_machine(samples: &[Value]) -> BTreeMap<&str, &Value> {
    let mut last: BTreeMap<&str, &Value> = BTreeMap::new();
    for sample in samples.iter().filter(|sample| sample["kind"] == "in_service") {
        let slot = last.entry(sample["machine"].as_str().unwrap()).or_insert(sample);
        if sample["sampled_on"].as_str() > slot["sampled_on"].as_str() {
            *slot = sample;
        }
    }
    last
}

/// The causes found, what they rest on, what speaks against them and what was not tested; and whether the one that the
/// case is about is there or not, as the machine's name says.
fn causes(about: &str, machine: &str, sample: &Value, text: &mut String) {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let found: Vec<&Value> = sample["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["kind"] == "cause" || f["kind"] == "quality")
        .collect();
    let fires = found.iter().any(|finding| finding["code"] == about);
    let wanted = machine.starts_with("Fires");
    assert!(wanted || machine.starts_with("Alike"), "{about}: a machine is named \"{machine}\"");
    writeln!(text, "{machine}: {}", word(&sample["severity"])).unwrap();
    if fires != wanted {
        writeln!(text, "  {WRONG} {about} {}", if wanted { "is not found" } else { "is found" }).unwrap();
    }
    for finding in found {
        let urgency = finding["urgency_days"].as_u64().map_or_else(String::new, |days| format!(", within {days} d"));
        let (code, severity) = (word(&finding["code"]), word(&finding["severity"]));
        let title = word(&finding["title"]);
        writeln!(text, "  {code} {severity}, {}{urgency}: {title}", word(&finding["confidence"])).unwrap();
        for (heading, list) in [("because", &finding["because"]), ("against", &finding["against"])] {
            for proof in list.as_array().unwrap() {
                writeln!(text, "    {heading}: {}", word(&proof["says"])).unwrap();
            }
        }
        for named in finding["explains"].as_array().unwrap() {
            writeln!(text, "    explains: {} {}", word(&named["code"]), word(&named["title"])).unwrap();
        }
        if finding["holds"] == true {
            text.push_str("    holds the report\n");
        }
        let missing: Vec<String> = finding["missing"].as_array().unwrap().iter().map(word).collect();
        if !missing.is_empty() {
            writeln!(text, "    not tested: {}", missing.join(" ")).unwrap();
        }
    }
    for open in sample["to_confirm"].as_array().unwrap() {
        writeln!(text, "  ({}) {}. {}", word(&open["code"]), word(&open["title"]), word(&open["confirm"])).unwrap();
    }
}

/// What became of each file: its profile and its account.
fn files(facts: &Value, text: &mut String) {
    let sum = |counts: &Value| counts.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum::<u64>();
    for input in facts["inputs"].as_array().unwrap() {
        let account = &input["account"];
        writeln!(
            text,
            "file {} ({}): {} rows = {} samples + {} rejected + {} skipped; \
             {} cells = {} taken + {} empty + {} not tested + {} lost + {} skipped",
            input["path"].as_str().unwrap(),
            input["profile"].as_str().unwrap(),
            account["rows_read"],
            account["samples_taken"],
            sum(&account["rows_rejected"]),
            sum(&account["rows_skipped"]),
            account["cells_read"],
            account["cells_taken"],
            account["cells_empty"],
            account["cells_not_tested"],
            sum(&account["cells_lost"]),
            sum(&account["cells_skipped"]),
        )
        .unwrap();
    }
}

/// What was read of one sample: its context, each value beside its text and heading, and what was found.
fn reading(sample: &Value, text: &mut String) {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let fields = ["sample_id", "machine", "component", "sampled_on", "oil_hours", "machine_hours"];
    let context: Vec<String> =
        fields.iter().filter(|field| !sample[**field].is_null()).map(|field| word(&sample[*field])).collect();
    writeln!(text, "{}", context.join(" | ")).unwrap();
    for result in sample["measurements"].as_array().unwrap() {
        let value = match result["qualifier"].as_str().unwrap() {
            word @ ("code" | "not_tested" | "unreadable" | "nd") => word.to_owned(),
            sign => format!("{sign} {} {}", result["value"], word(&result["unit"])),
        };
        let (property, raw, heading) = (word(&result["property"]), word(&result["raw"]), word(&result["column"]));
        writeln!(text, "  {property} {value} from {raw:?} under {heading:?}").unwrap();
    }
    for finding in sample["findings"].as_array().unwrap() {
        writeln!(text, "  finding {} {}", word(&finding["code"]), word(&finding["title"])).unwrap();
    }
}

#[test]
fn every_case_comes_out_as_expected() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut cases: Vec<_> =
        fs::read_dir(root().join("tests/cases")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "tests/cases is empty");
    let mut faults = String::new();
    let outcomes: Vec<String> = cases.par_iter().map(|case| outcome(case)).collect();
    for (case, found) in cases.iter().zip(outcomes) {
        if found.contains(WRONG) {
            writeln!(faults, "{}\n{found}", case.display()).unwrap();
            continue;
        }
        let expected = case.join("expect.txt");
        if update {
            fs::write(&expected, &found).unwrap();
        } else {
            let wanted = fs::read_to_string(&expected).unwrap_or_default();
            if found != wanted {
                writeln!(faults, "{}\n--- expected\n{wanted}\n--- found\n{found}", case.display()).unwrap();
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
