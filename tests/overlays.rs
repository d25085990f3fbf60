//! A laboratory's own folder laid over the rules: what it overrides, what it confirms, and what is told of both.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may panic and write"
)]

mod support;

use std::fs;
use std::path::Path;
use std::time::Duration;

use clap::Parser as _;
use lubelab::cli::Args;
use lubelab::run::{Now, Talk};
use support::{Run, folder, lubelab, write};
use tempfile::TempDir;

const LIMITS: &str = "document,edition,grades,machine_types,property,condition,method,unit,compare,low,high,code,severity,\
                      recall,note,source,provenance\n";

/// The pour point of SF 40, as the rules have it but for the number.
fn pour_point(high: &str) -> String {
    format!("{LIMITS}GB 11121,2006,SF 40,,pour_point,,GB/T 3535,Cel,at_most,,{high},,abnormal,,,house rule,single\n")
}

/// A new SF 40 oil of 2020 with a pour point of -12 °C.
const OIL: &str = "sample_id,machine,machine_type,grade,kind,sampled_on,pour_point [Cel]\n\
                   S1,Tank,other,SF 40,new,2020-01-05,-12\n";

/// A working folder with `in.csv` and `my/` of the files given.
fn work(overlay: &[(&str, &str)]) -> TempDir {
    let work = folder(&[("in.csv", OIL)]);
    fs::create_dir(work.path().join("my")).unwrap();
    for (name, text) in overlay {
        write(&work.path().join("my").join(name), text);
    }
    work
}

/// The program in a working folder.
fn go(work: &Path, words: &[&str]) -> Run {
    Run::from(lubelab().current_dir(work).args(words).output().unwrap())
}

/// A run over `in.csv` with the overlay.
fn judged(work: &Path, more: &[&str]) -> Run {
    let words = ["run", "in.csv", "--as-of", "2026-11-21", "--standards", "my"];
    go(work, &[&words[..], more].concat())
}

fn page(work: &Path) -> String {
    fs::read_to_string(work.join("reports/customers/customer-not-named/report.html")).unwrap()
}

fn json(work: &Path, name: &str) -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(work.join("reports").join(name)).unwrap()).unwrap()
}

/// The verdict on the pour point.
fn verdict(work: &Path) -> serde_json::Value {
    let sample = json(work, "samples.ndjson");
    let verdicts = sample["verdicts"].as_array().unwrap().clone();
    verdicts.into_iter().find(|verdict| verdict["property"] == "pour_point").unwrap()
}

#[track_caller]
fn expect(run: &Run, code: i32, words: &[&str]) {
    let said = format!("{}{}", run.out, run.err);
    assert_eq!(run.code, code, "{said}");
    for word in words {
        assert!(said.contains(word), "{word:?} is not in:\n{said}");
    }
    assert!(!said.contains("panicked"), "{said}");
}

const CONFIRM: [&str; 9] =
    ["standards", "confirm", "GB 11121-2006", "--by", "Li, Oil Lab", "--on", "2026-11-01", "--standards", "my"];

fn confirm(work: &Path, more: &[&str]) -> Run {
    go(work, &[&CONFIRM[..], more].concat())
}

#[test]
fn an_overlay_overrides_a_limit_and_the_report_says_which_folder_it_is_from() {
    for (high, outcome) in [("-10", "near_pass"), ("-12", "near_pass"), ("-13", "near_fail")] {
        let work = work(&[("grades/gb-11121.csv", &pour_point(high))]);
        expect(&judged(work.path(), &[]), 0, &["1 samples taken"]);
        let verdict = verdict(work.path());
        assert_eq!((&verdict["outcome"], &verdict["overlay"]), (&outcome.into(), &"my".into()), "{high}");
        let run = json(work.path(), "run.json");
        let overlay = &run["standards"]["overlays"][0];
        assert_eq!((&run["standards"]["origin"], &overlay["origin"]), (&"built in".into(), &"my".into()));
        assert_eq!(overlay["fingerprint"].as_str().unwrap().len(), 64);
        let index = fs::read_to_string(work.path().join("reports/index.html")).unwrap();
        assert!(index.contains("Laid over them") && index.contains(overlay["fingerprint"].as_str().unwrap()));
        assert!(page(work.path()).contains("from my</small>") && page(work.path()).contains("with limits from my"));
    }
}

#[test]
fn only_the_rows_of_the_overlay_are_from_it() {
    let work = work(&[("grades/gb-11121.csv", &pour_point("-13"))]);
    let show = ["standards", "show", "GB 11121-2006", "--grade", "SF 40", "--standards", "my"];
    let shown = go(work.path(), &[&show[..], &["--output-format", "json"]].concat());
    let shown: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    let limits = shown["documents"][0]["limits"].as_array().unwrap();
    let own: Vec<_> = limits.iter().filter(|limit| limit["overlay"] == "my").collect();
    assert_eq!((limits.len(), own.len()), (17, 1));
    assert_eq!((&own[0]["limit"], &own[0]["source"]), (&"at_most -13 Cel".into(), &"house rule".into()));
    assert_eq!(own[0]["location"], "my/grades/gb-11121.csv:2");
    let place = limits.iter().position(|limit| limit["overlay"] == "my");
    assert_eq!(place, Some(2), "a row that changed stands where it stood");
    let check = go(work.path(), &["standards", "check", "--standards", "my"]);
    expect(&check, 0, &["built in: no faults", "my: 1 rows replace others, 0 rows are new"]);
}

#[test]
fn of_several_overlays_the_last_one_named_counts() {
    let work = work(&[("grades/gb-11121.csv", &pour_point("-13"))]);
    write(&work.path().join("customer/grades/gb-11121.csv"), &pour_point("-11"));
    expect(&judged(work.path(), &["--standards", "customer"]), 0, &[]);
    assert_eq!(verdict(work.path())["overlay"], "customer");
    assert_eq!(verdict(work.path())["outcome"], "near_pass");
    let overlays = json(work.path(), "run.json")["standards"]["overlays"].as_array().unwrap().len();
    assert_eq!(overlays, 2);
}

#[test]
fn an_overlay_changes_a_sentence_and_leaves_the_others() {
    let work = work(&[("text/en.ftl", "report-as-of = Judged on\n")]);
    expect(&judged(work.path(), &[]), 0, &[]);
    let page = page(work.path());
    assert!(page.contains("Judged on") && page.contains("Documents used"));
}

#[test]
fn an_overlay_adds_a_customers_agreement_as_a_document_of_its_own() {
    let document = "[[document]]\nid = \"Acme\"\nedition = \"2026\"\ntitle = \"Agreed with Acme\"\nkind = \"alarm\"\n\
                    precedence = \"customer\"\nmachine_types = [\"hydraulic\"]\nsource = \"contract 7\"\n\
                    provenance = \"single\"\n";
    let limit = format!("{LIMITS}Acme,2026,,,fe,,,mg/kg,at_most,,7,,abnormal,,,contract 7,single\n");
    let work = work(&[("documents.toml", document), ("alarms/acme.csv", &limit)]);
    let oil = "sample_id,machine,machine_type,sampled_on,fe [mg/kg]\nS1,Press,hydraulic,2026-01-05,8\n";
    write(&work.path().join("in.csv"), oil);
    expect(&judged(work.path(), &["--fail-on", "abnormal"]), 1, &["abnormal"]);
    assert!(page(work.path()).contains("Agreed with Acme"));
}

#[test]
fn every_fault_of_an_overlay_is_listed_with_its_folder_and_nothing_is_run() {
    let work = work(&[
        ("grades/gb-11121.csv", &pour_point("cold").replace("pour_point", "pour_pint")),
        ("confirmed.csv", "document,edition\nGB 11121,2006\n"),
        ("limits.csv", "a\n"),
        ("documents.toml", "[[document]]\nid = \"X\"\n"),
        ("words.csv", "word,language,means,confidence\nnix,de,nothing,single\n"),
    ]);
    let words = [
        "my/grades/gb-11121.csv:2:5 \"property\": unknown property \"pour_pint\", did you mean \"pour_point\"?",
        "my/grades/gb-11121.csv:2:11 \"high\": \"cold\" is not a number",
        "my/confirmed.csv:1: the column \"verified_by\" is missing",
        "my/limits.csv: no such file belongs",
        "my/documents.toml:1",
        "my/words.csv:2:3",
        "built in + my",
    ];
    expect(&judged(work.path(), &[]), 2, &words);
    assert!(!work.path().join("reports").exists());
    expect(&go(work.path(), &["standards", "check", "--standards", "my"]), 2, &words);
    expect(&confirm(work.path(), &["--yes"]), 2, &words);
}

#[test]
fn a_limit_of_two_levels_is_not_replaced_by_one() {
    let rules = go(Path::new("."), &["standards", "show", "water", "--output-format", "json"]);
    let rules: serde_json::Value = serde_json::from_str(&rules.out).unwrap();
    let levels =
        rules["limits"].as_array().unwrap().iter().filter(|row| row["document"] == "lubelab alarm hydraulic-1");
    assert!(levels.count() >= 2, "the rules have two levels for water in hydraulic oil");
    let row = |severity: &str, high: &str| {
        let text = fs::read_to_string(support::root().join("standards/alarms/hydraulic.csv")).unwrap();
        let row = text.lines().find(|row| row.contains(",water,") && row.contains(severity)).unwrap().to_owned();
        let mut cells: Vec<&str> = row.split(',').collect();
        cells[10] = high;
        cells.truncate(13);
        format!("{},,,house rule,single\n", cells.join(","))
    };
    let one = format!("{LIMITS}{}", row("abnormal", "900"));
    let work = work(&[("alarms/hydraulic.csv", &one)]);
    let check = ["standards", "check", "--standards", "my"];
    expect(&go(work.path(), &check), 2, &["my/alarms/hydraulic.csv:2: 2 rows are for this limit", "and 1 here"]);
    let both = format!("{one}{}", row("caution", "500"));
    write(&work.path().join("my/alarms/hydraulic.csv"), &both);
    expect(&go(work.path(), &check), 0, &["my: 2 rows replace others"]);
}

#[test]
fn an_empty_overlay_and_one_that_is_not_there_are_refused() {
    let work = work(&[("README.md", "notes")]);
    expect(&judged(work.path(), &[]), 2, &["my: the folder holds no rules"]);
    let missing = ["run", "in.csv", "--standards", "mine"];
    expect(&go(work.path(), &missing), 2, &["the standards folder cannot be read: mine"]);
}

#[test]
fn a_confirmed_row_drops_the_notice_and_a_changed_one_raises_it_again() {
    let work = work(&[]);
    fs::remove_dir(work.path().join("my")).unwrap();
    let plain = go(work.path(), &["run", "in.csv", "--as-of", "2026-11-21"]);
    expect(&plain, 0, &[]);
    assert!(page(work.path()).contains("Limits not yet confirmed."));
    assert_eq!(verdict(work.path())["provenance"], "recalled");

    let only = ["--grade", "SF 40", "--property", "pour_point", "--yes"];
    expect(&confirm(work.path(), &only), 0, &["at_most -10 Cel", "1 row confirmed by Li, Oil Lab on 2026-11-01"]);
    expect(&judged(work.path(), &[]), 0, &[]);
    assert!(!page(work.path()).contains("Limits not yet confirmed."), "{}", page(work.path()));
    assert!(page(work.path()).contains("limits checked against the printed standard"));
    let seen = verdict(work.path());
    assert_eq!(seen["provenance"], "confirmed");
    assert_eq!(seen["confirmed"], serde_json::json!({"by": "Li, Oil Lab", "on": "2026-11-01"}));

    // An update of the rules, here a folder between them and the laboratory's own, changes the number.
    write(&work.path().join("update/grades/gb-11121.csv"), &pour_point("-9").replace("single", "recalled"));
    let updated = ["run", "in.csv", "--as-of", "2026-11-21", "--standards", "update", "--standards", "my"];
    expect(&go(work.path(), &updated), 0, &[]);
    let words = "Pour point of GB 11121-2006, confirmed as at_most -10 Cel, now at_most -9 Cel";
    assert!(page(work.path()).contains("Limits not yet confirmed.") && page(work.path()).contains(words));
    assert_eq!(verdict(work.path())["provenance"], "recalled");
    assert!(verdict(work.path()).get("confirmed").is_none());
    let check = go(work.path(), &["standards", "check", "--standards", "update", "--standards", "my"]);
    expect(&check, 0, &["my/confirmed.csv:2: GB 11121-2006 SF 40 pour_point was confirmed as at_most -10 Cel"]);
}

#[test]
fn a_number_written_otherwise_is_the_number_that_was_confirmed() {
    let work = work(&[]);
    expect(&confirm(work.path(), &["--grade", "SF 40", "--property", "pour_point", "--yes"]), 0, &[]);
    write(&work.path().join("update/grades/gb-11121.csv"), &pour_point("-10.0"));
    let check = go(work.path(), &["standards", "check", "--standards", "update", "--standards", "my"]);
    expect(&check, 0, &["no faults"]);
    assert!(!check.out.contains("was confirmed"), "{}", check.out);
}

#[test]
fn what_was_confirmed_later_does_not_count_before() {
    let work = work(&[]);
    expect(&confirm(work.path(), &["--property", "pour_point", "--yes"]), 0, &[]);
    for (as_of, provenance) in [("2026-10-31", "recalled"), ("2026-11-01", "confirmed"), ("2026-11-02", "confirmed")] {
        expect(&go(work.path(), &["run", "in.csv", "--as-of", as_of, "--standards", "my"]), 0, &[]);
        assert_eq!(verdict(work.path())["provenance"], provenance, "{as_of}");
    }
}

#[test]
fn a_document_is_confirmed_when_all_of_its_rows_are() {
    let work = work(&[]);
    expect(&confirm(work.path(), &["--yes"]), 0, &["rows confirmed by Li, Oil Lab"]);
    let list = go(work.path(), &["standards", "list", "--standards", "my", "--output-format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list.out).unwrap();
    let row =
        |label: &str| list["documents"].as_array().unwrap().iter().find(|row| row["label"] == label).unwrap().clone();
    assert_eq!(row("GB 11121-2006")["verified_by"], "Li, Oil Lab");
    assert_eq!(row("GB 11121-2006")["recalled"], 0);
    assert!(row("GB 11121-1995")["verified_by"].is_null());
    let again = confirm(work.path(), &["--property", "pour_point", "--yes"]);
    expect(&again, 0, &[]);
    let rows = fs::read_to_string(work.path().join("my/confirmed.csv")).unwrap().lines().count() - 1;
    assert_eq!(Some(rows as u64), row("GB 11121-2006")["limits"].as_u64(), "a row confirmed again stands once");
}

#[test]
fn confirming_asks_and_writes_nothing_without_an_answer() {
    let work = work(&[]);
    let said = ["17 rows of GB 11121-2006 go into my/confirmed.csv", "nothing is confirmed", "--yes"];
    expect(&confirm(work.path(), &["--grade", "SF 40"]), 2, &said);
    assert_eq!(fs::read_dir(work.path().join("my")).unwrap().count(), 0);
}

#[test]
fn only_a_whole_yes_at_a_terminal_confirms() {
    for (answer, confirms) in [("", false), ("y\n", false), ("no\n", false), ("yes\n", true), (" yes \n", true)] {
        let work = work(&[]);
        let my = work.path().join("my");
        let words = ["lubelab", "standards", "confirm", "GB 11121-2006", "--by", "Li", "--property", "pour_point"];
        let words = words.iter().map(std::ffi::OsStr::new);
        let args = Args::parse_from(words.chain(["--standards".as_ref(), my.as_os_str()]));
        let (mut out, mut err, mut answers) = (Vec::new(), Vec::new(), answer.as_bytes());
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let talk = Talk { out: &mut out, err: &mut err, answers: Some(&mut answers) };
        let _ = lubelab::run::run(args, Now { today, clock: || Duration::ZERO }, talk);
        assert!(String::from_utf8(err).unwrap().contains("Type yes: "));
        let text = fs::read_to_string(my.join("confirmed.csv")).unwrap_or_default();
        assert_eq!(text.contains("Li,2026-11-21"), confirms, "{answer:?}");
    }
}

#[test]
fn confirming_is_refused_where_it_cannot_be_meant() {
    let work = work(&[]);
    let path = work.path();
    expect(&go(path, &CONFIRM[..7]), 2, &["folder of your own", "--standards my-standards/"]);
    expect(&confirm(path, &["--yes", "--grade", "SF 45"]), 2, &["did you mean \"SF 40\"?"]);
    expect(&confirm(path, &["--yes", "--property", "pour_pint"]), 2, &["did you mean \"pour_point\"?"]);
    expect(&confirm(path, &["--yes", "--property", "fe"]), 2, &["nothing named \"GB 11121-2006\" of fe"]);
    let of = |id: &'static str, by: &'static str, on: &'static str| {
        go(path, &["standards", "confirm", id, "--by", by, "--on", on, "--standards", "my", "--yes"])
    };
    expect(&of("GB 11121", "Li", "2026-11-01"), 2, &["GB 11121-1995, GB 11121-2006, GB 11121-2025"]);
    expect(&of("GB 11121-2016", "Li", "2026-11-01"), 2, &["did you mean \"GB 11121-2006\"?"]);
    expect(&of("GB 11121-2006", " ", "2026-11-01"), 2, &["--by needs the name"]);
    expect(&of("GB 11121-2006", "Li", "9999-01-01"), 2, &["--on 9999-01-01 lies after"]);
    assert_eq!(fs::read_dir(path.join("my")).unwrap().count(), 0);
}

#[test]
fn a_folder_that_cannot_be_written_is_named_and_left_as_it_is() {
    let work = work(&[("grades/gb-11121.csv", &pour_point("-13"))]);
    fs::create_dir(work.path().join("my/confirmed.csv")).unwrap();
    expect(&confirm(work.path(), &["--property", "pour_point", "--yes"]), 2, &["lubelab: my/confirmed.csv: "]);
    let nowhere = ["standards", "confirm", "GB 11121-2006", "--by", "Li", "--standards", "no/such/my", "--yes"];
    expect(&go(work.path(), &nowhere), 2, &["no/such/my/confirmed.csv: "]);
    let file = ["standards", "confirm", "GB 11121-2006", "--by", "Li", "--standards", "in.csv", "--yes"];
    expect(&go(work.path(), &file), 2, &["in.csv"]);
    assert_eq!(fs::read_to_string(work.path().join("in.csv")).unwrap(), OIL);
    let names: Vec<_> = fs::read_dir(work.path().join("my")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left behind: {names:?}");
}

#[test]
fn a_confirmation_keeps_the_rows_of_other_limits() {
    let work = work(&[]);
    expect(&confirm(work.path(), &["--grade", "SF 40", "--property", "pour_point", "--yes"]), 0, &[]);
    expect(&confirm(work.path(), &["--grade", "SF 40", "--property", "kv_100c", "--yes"]), 0, &[]);
    let text = fs::read_to_string(work.path().join("my/confirmed.csv")).unwrap();
    let expected = "document,edition,grades,machine_types,property,condition,method,severity,unit,compare,low,high,code,\
                    verified_by,verified_on\n\
                    GB 11121,2006,SF 40,,pour_point,,GB/T 3535,abnormal,Cel,at_most,,-10,,\"Li, Oil Lab\",2026-11-01\n\
                    GB 11121,2006,SF 40,,kv_100c,100 Cel,GB/T 265,abnormal,mm2/s,within_below,12.5,16.3,,\
                    \"Li, Oil Lab\",2026-11-01\n";
    assert_eq!(text, expected);
}
