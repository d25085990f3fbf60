//! Limits that a fleet's own results teach: learnt, checked, used by a run, and held against the laboratory.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may panic and write"
)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use lubelab::stats::SplitMix64;
use serde_json::Value as Json;
use support::{Run, folder, lubelab, write};
use tempfile::TempDir;

const HEADINGS: &str = "sample_id,customer,machine,machine_type,component,model,product,sampled_on,oil_hours,\
                        fe [mg/kg],cr [mg/kg],water [%{m/m}],kv_40c [mm2/s]\n";

/// A number from 0 to 1.
fn unit(stream: &mut SplitMix64) -> f64 {
    (stream.draw() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Roughly normal: the sum of twelve uniform numbers less six.
fn normal(stream: &mut SplitMix64) -> f64 {
    (0..12).map(|_| unit(stream)).sum::<f64>() - 6.0
}

/// Samples of invented machines of one build: iron about `iron` and viscosity about 46, chromium below the reporting
/// limit, water always the same.
fn samples(kind: &str, component: &str, machines: usize, each: usize, iron: f64) -> String {
    let mut stream = SplitMix64::new(machines as u64 * 1000 + each as u64);
    let mut text = String::new();
    for machine in 0..machines {
        for number in 0..each {
            let fe = (iron * (0.3 * normal(&mut stream)).exp()).round();
            let kv = 0.4_f64.mul_add(normal(&mut stream), 46.0);
            let (year, month) = (2020 + number / 12, number % 12 + 1);
            let hours = 100 + (stream.draw() % 900);
            let _ = writeln!(
                text,
                "{component}-{machine}-{number},Example,{component} {machine},{kind},{component},X1,Example Oil,\
                 {year}-{month:02}-05,{hours},{fe},<1,0.01,{kv:.2}"
            );
        }
    }
    text
}

/// Ten pumps with 20 samples each, iron about 8.
fn pumps() -> String {
    samples("hydraulic", "Pump", 10, 20, 8.0)
}

fn work(files: &[(&str, &str)]) -> TempDir {
    folder(files)
}

fn go(work: &Path, words: &[&str]) -> Run {
    Run::from(lubelab().current_dir(work).args(words).output().unwrap())
}

/// `limits learn` over `in.csv` into `my`.
fn learn(work: &Path, more: &[&str]) -> Run {
    let words = ["limits", "learn", "in.csv", "--as-of", "2026-11-21", "--out", "my"];
    go(work, &[&words[..], more].concat())
}

fn json(run: &Run) -> Json {
    serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}{}", run.out, run.err))
}

/// The rows of `alarms/fleet.csv` as maps from column to cell.
fn rows(work: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(work.join("my/alarms/fleet.csv")).unwrap();
    let headings = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| headings.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// The upper limit of a property for a severity in a component, for any age of the oil.
fn high(work: &Path, component: &str, property: &str, severity: &str) -> Option<f64> {
    let rows = rows(work);
    let fits = |row: &&std::collections::BTreeMap<String, String>| {
        row["components"] == component
            && row["property"] == property
            && row["severity"] == severity
            && row["oil_hours_from"].is_empty()
            && row["oil_hours_below"].is_empty()
    };
    rows.iter().find(fits).and_then(|row| row["high"].parse().ok())
}

#[test]
fn what_is_learnt_passes_the_check_and_judges_a_run() {
    let work = work(&[("in.csv", &format!("{HEADINGS}{}", pumps()))]);
    let work = work.path();
    let learnt = learn(work, &[]);
    assert_eq!(learnt.code, 0, "{}{}", learnt.out, learnt.err);
    assert!(learnt.out.contains("hydraulic · Pump · X1 · Example Oil: 200 samples of 10 machines"), "{}", learnt.out);
    let check = go(work, &["standards", "check", "--standards", "my"]);
    assert_eq!(check.code, 0, "{}", check.out);
    assert!(check.out.contains("my: 0 rows replace others"), "{}", check.out);
    // Iron of 8 scatters by the factor e^0.3: 95 of 100 lie below some 13.
    let caution = high(work, "Pump", "fe", "caution").expect("iron has a limit");
    assert!((12.0..15.0).contains(&caution), "{caution}");
    let abnormal = high(work, "Pump", "fe", "abnormal").unwrap();
    let sample = |fe: f64, component: &str| {
        write(
            &work.join("new.csv"),
            &format!("{HEADINGS}N1,Example,New,hydraulic,{component},X1,Example Oil,2026-03-05,300,{fe},<1,0.01,46\n"),
        );
        let words =
            ["run", "new.csv", "--as-of", "2026-11-21", "--standards", "my", "--format", "json", "--out", "out"];
        let run = go(work, &words);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        let line: Json = serde_json::from_str(&fs::read_to_string(work.join("out/samples.ndjson")).unwrap()).unwrap();
        assert_eq!(line["model"], "X1");
        let fleet = |verdict: &&Json| verdict["document"] == "FLEET" && verdict["property"] == "fe";
        let verdicts = line["verdicts"].as_array().unwrap().iter().filter(fleet);
        let severities: Vec<String> =
            verdicts.map(|verdict| verdict["severity"].as_str().unwrap().to_owned()).collect();
        severities
    };
    assert_eq!(sample(caution, "Pump"), ["normal", "normal", "normal"]);
    assert_eq!(sample(caution + 1.0, "Pump"), ["caution", "normal", "normal"]);
    assert_eq!(sample(abnormal + 1.0, "pump"), ["caution", "abnormal", "normal"]);
    // The limits are for pumps alone.
    assert_eq!(sample(abnormal + 1.0, "Motor"), Vec::<String>::new());
}

#[test]
fn two_runs_have_the_same_bytes_and_learning_again_changes_nothing() {
    let work = work(&[("in.csv", &format!("{HEADINGS}{}", pumps()))]);
    let work = work.path();
    let files = || {
        ["README.md", "documents.toml", "alarms/fleet.csv"].map(|name| fs::read(work.join("my").join(name)).unwrap())
    };
    let first = (learn(work, &["--output-format", "json"]).out, files());
    let second = (learn(work, &["--output-format", "json"]).out, files());
    assert!(first == second);
    // With the learnt limits in force the same samples teach: they do not creep down from year to year.
    let again = learn(work, &["--standards", "my"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(files()[2], first.1[2]);
}

#[test]
fn a_group_that_is_too_small_learns_from_its_parent_and_says_so() {
    let motors = samples("hydraulic", "Motor", 2, 10, 8.0);
    let work = work(&[("in.csv", &format!("{HEADINGS}{}{motors}", pumps()))]);
    let run = learn(work.path(), &["--by", "machine_type,component", "--output-format", "json"]);
    let told = json(&run);
    let group = |name: &str| {
        let groups = told["groups"].as_array().unwrap();
        groups.iter().find(|group| group["of"]["components"] == name).unwrap().clone()
    };
    let iron = |name: &str| {
        let properties = group(name)["properties"].as_array().unwrap().clone();
        properties.into_iter().find(|property| property["property"] == "fe").unwrap()
    };
    assert_eq!((&iron("Pump")["levels_up"], &iron("Motor")["levels_up"]), (&Json::from(0), &Json::from(1)));
    // The parent's limit stands in a row without a component, the pumps' in one with it.
    assert!(high(work.path(), "", "fe", "caution").is_some() && high(work.path(), "Pump", "fe", "caution").is_some());
    assert_eq!(high(work.path(), "Motor", "fe", "caution"), None);
}

/// A layout of headings of its own with the laboratory's letters: A is normal and C abnormal; X is not said.
fn profile() -> String {
    let mut text = "title = \"Letters\"\nsignature = [\"x sample_id\", \"Letter\"]\n\n\
                    [verdicts]\nA = \"normal\"\nC = \"abnormal\"\n\n\
                    [[column]]\nheading = \"Letter\"\ncontext = \"lab_verdict\"\n"
        .to_owned();
    for heading in HEADINGS.trim().split(',') {
        let _ = match heading.split_once(" [") {
            Some((property, unit)) => {
                let unit = unit.trim_end_matches(']');
                write!(text, "\n[[column]]\nheading = \"x {heading}\"\nproperty = \"{property}\"\nunit = \"{unit}\"\n")
            }
            None => write!(text, "\n[[column]]\nheading = \"x {heading}\"\ncontext = \"{heading}\"\n"),
        };
    }
    text
}

/// Rows with a laboratory's letter at their end.
fn lettered(rows: &str, letter: &str) -> String {
    rows.lines().fold(String::new(), |text, row| text + row + "," + letter + "\n")
}

#[test]
fn alarmed_samples_do_not_train() {
    let ok = lettered(&pumps(), "A");
    // Fifty more of the same pumps, higher, which the laboratory calls abnormal, and ten with a letter of no meaning.
    let others = |name: &str, each: usize, iron: f64| {
        samples("hydraulic", "Pump", 10, each, iron).replace("Pump-", name).replace("-05,", "-25,")
    };
    let bad = lettered(&others("Bad-", 5, 19.0), "C");
    let odd = lettered(&others("Odd-", 1, 8.0).replace("2020", "2019"), "X");
    let headings: Vec<String> = HEADINGS.trim().split(',').map(|heading| format!("x {heading}")).collect();
    let headings = lettered(&headings.join(","), "Letter");
    let work = work(&[
        ("in.csv", &format!("{headings}{ok}{bad}{odd}")),
        ("good.csv", &format!("{headings}{ok}{odd}")),
        ("rules/labs/letters.toml", &profile()),
    ]);
    let work = work.path();
    let rules = ["--standards", "rules", "--output-format", "json"];
    let told = json(&learn(work, &rules));
    assert_eq!(told["left_out"]["laboratory_verdict"], 50);
    assert_eq!(told["unknown_verdicts"]["X"], 10);
    let with = high(work, "Pump", "fe", "caution");
    // Judged they are, and held against the laboratory's letters.
    let agreement = &told["scores"]["learnt_limits"]["agreement"][1];
    let count = |key: &str| agreement[key].as_u64().unwrap();
    assert_eq!(count("both") + count("laboratory_only"), 50);
    assert_eq!(count("both") + count("laboratory_only") + count("limits_only") + count("neither"), 250);
    assert!(agreement["recall"].as_f64().unwrap() > 0.5, "{agreement}");
    fs::copy(work.join("good.csv"), work.join("in.csv")).unwrap();
    let told = json(&learn(work, &rules));
    assert_eq!(told["left_out"]["laboratory_verdict"], 0);
    assert_eq!((with.is_some(), with), (true, high(work, "Pump", "fe", "caution")));
}

#[test]
fn limits_in_force_that_do_not_fit_are_told_and_can_be_set_aside_by_name() {
    let work = work(&[("in.csv", &format!("{HEADINGS}{}", samples("hydraulic", "Pump", 10, 20, 90.0)))]);
    let run = learn(work.path(), &[]);
    assert!(
        run.out.contains("fe: fewer than 30 results teach, because the limits in force alarm the others"),
        "{}",
        run.out
    );
    assert_eq!(high(work.path(), "Pump", "fe", "caution"), None);
    assert_eq!(learn(work.path(), &["--despite", "fe"]).code, 0);
    assert!(high(work.path(), "Pump", "fe", "caution").is_some_and(|high| (130.0..170.0).contains(&high)));
    let readme = fs::read_to_string(work.path().join("my/README.md")).unwrap();
    assert!(readme.contains("do not fit these machines for fe"), "{readme}");
    assert_eq!(learn(work.path(), &["--despite", "iron"]).code, 2);
}

#[test]
fn machines_that_did_not_teach_are_judged() {
    let work = work(&[("in.csv", &format!("{HEADINGS}{}", pumps()))]);
    let told =
        |more: &[&str]| json(&learn(work.path(), &[&["--output-format", "json"], more].concat()))["backtest"].clone();
    let once = told(&["--holdout", "0.5", "--seed", "7"]);
    assert_eq!((&once["machines_teaching"], &once["machines_judged"]), (&Json::from(5), &Json::from(5)));
    assert_eq!(once["sum"]["learnt_limits"]["flags"]["judged"], 100);
    assert_eq!(once, told(&["--holdout", "0.5", "--seed", "7"]));
    assert_ne!(once["sum"], told(&["--holdout", "0.5", "--seed", "8"])["sum"]);
    let twice = told(&["--holdout", "0.5", "--seed", "7", "--repeat", "2"]);
    assert_eq!(twice["sum"]["learnt_limits"]["flags"]["judged"], 200);
    assert_eq!(twice["each"].as_array().unwrap().len(), 2);
    assert_eq!(told(&[]), Json::Null);
}

#[test]
fn constants_and_what_is_all_below_the_reporting_limit_have_no_limit_and_the_reason_is_told() {
    let work = work(&[("in.csv", &format!("{HEADINGS}{}", pumps()))]);
    let run = learn(work.path(), &[]);
    assert!(run.out.contains("cr: the limit would lie among results below the reporting limit"), "{}", run.out);
    assert!(run.out.contains("water: too many results are the same"), "{}", run.out);
    let properties: Vec<String> = rows(work.path()).iter().map(|row| row["property"].clone()).collect();
    assert!(properties.iter().all(|property| property == "fe" || property == "kv_40c"), "{properties:?}");
    // Viscosity has two ends.
    let rows = rows(work.path());
    let kv = rows.iter().find(|row| row["property"] == "kv_40c").unwrap();
    assert_eq!(kv["compare"], "within");
}

#[test]
fn too_little_teaches_nothing_and_writes_nothing() {
    for text in [String::new(), HEADINGS.to_owned(), format!("{HEADINGS}{}", samples("gear", "Box", 1, 1, 40.0))] {
        let work = work(&[("in.csv", &text)]);
        let run = learn(work.path(), &[]);
        assert_eq!(run.code, 2, "{}", run.out);
        assert!(run.err.contains("no limit could be learnt, and nothing is written"), "{}", run.err);
        assert!(!work.path().join("my").exists());
    }
    // Forty samples of one machine are no fleet.
    let work = work(&[("in.csv", &format!("{HEADINGS}{}", samples("gear", "Box", 1, 40, 40.0)))]);
    let run = learn(work.path(), &[]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("fewer than 3 machines"), "{}", run.out);
}

#[test]
fn a_folder_of_anything_else_is_not_touched() {
    let work =
        work(&[("in.csv", &format!("{HEADINGS}{}", pumps())), ("my/words.csv", "word,language,means,confidence\n")]);
    let work = work.path();
    let run = learn(work, &[]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("my holds files that `limits learn` has not made"), "{}", run.err);
    assert!(!work.join("my/documents.toml").exists());
    // Nor one that was learnt and that somebody has added to.
    fs::remove_file(work.join("my/words.csv")).unwrap();
    assert_eq!(learn(work, &[]).code, 0);
    write(&work.join("my/words.csv"), "word,language,means,confidence\n");
    assert_eq!(learn(work, &[]).code, 2);
}

#[test]
fn without_out_nothing_is_written() {
    let work = work(&[("in.csv", &format!("{HEADINGS}{}", pumps()))]);
    let run = go(work.path(), &["limits", "learn", "in.csv", "--as-of", "2026-11-21"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(fs::read_dir(work.path()).unwrap().count(), 1);
}
