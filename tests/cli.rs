//! The program at its edges: exit codes and messages for input and folders that are not as they should be.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "a test may panic and write")]

mod support;

use std::fs;
use std::io::Read as _;
use std::process::Stdio;

use support::{Run, folder, lubelab, run, write};

const HEADINGS: &str = "sample_id,machine,sampled_on,fe [mg/kg]\n";

/// `lubelab run` over one file of the given text, into a folder of its own.
fn run_text(text: &str) -> Run {
    let input = folder(&[("in.csv", text)]);
    let out = input.path().join("out");
    let arguments = ["run", "--as-of", "2026-11-21", "--format", "html,json,csv"];
    let file = input.path().join("in.csv");
    Run::from(lubelab().args(arguments).arg(&file).arg("--out").arg(&out).output().unwrap())
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

#[test]
fn a_clean_file_ends_with_0() {
    expect(&run_text(&format!("{HEADINGS}S1,M1,2026-01-05,12\n")), 0, &["1 rows read: 1 samples taken", "index.html"]);
}

#[test]
fn an_empty_file_is_named_and_nothing_can_be_run() {
    expect(&run_text(""), 1, &["in.csv", "empty-file"]);
}

#[test]
fn a_file_with_headings_only_says_that_it_has_no_rows() {
    expect(&run_text(HEADINGS), 0, &["in.csv", "no-rows", "0 rows read"]);
}

#[test]
fn a_ragged_row_is_rejected_by_row_and_the_others_are_taken() {
    let run = run_text(&format!("{HEADINGS}S1,M1,2026-01-05,12\nS2,M1,2026-02-05\nS3,M1,2026-03-05,13,14\n"));
    expect(&run, 1, &["in.csv:3", "in.csv:4", "ragged-row", "3 rows read: 1 samples taken, 2 rejected"]);
}

#[test]
fn an_unknown_column_is_named_with_the_nearest_known_one() {
    let run = run_text("sample_id,machine,sampled_on,kv_40cc [mm2/s]\nS1,M1,2026-01-05,46\n");
    expect(&run, 1, &["in.csv:1:4 \"kv_40cc [mm2/s]\"", "unknown-column", "kv_40c"]);
}

#[test]
fn a_cell_that_is_no_number_costs_only_that_cell() {
    let run = run_text(&format!("{HEADINGS}S1,M1,2026-01-05,1O\n"));
    expect(
        &run,
        1,
        &["in.csv:2:4 \"fe [mg/kg]\"", "1O", "not-a-number", "1 samples taken", "1 cells could not be read"],
    );
}

#[test]
fn a_date_that_cannot_be_read_rejects_the_row_by_name() {
    let run = run_text(&format!("{HEADINGS}S1,M1,31.02.2026,12\n"));
    expect(&run, 1, &["in.csv:2:3 \"sampled_on\"", "31.02.2026", "bad-date", "0 samples taken, 1 rejected"]);
}

#[test]
fn negative_hours_are_named_and_not_used() {
    let run = run_text("sample_id,machine,sampled_on,oil_hours\nS1,M1,2026-01-05,-5719\n");
    expect(&run, 1, &["in.csv:2:4 \"oil_hours\"", "-5719", "negative", "1 samples taken"]);
}

#[test]
fn a_quotation_mark_without_partner_rejects_the_file_and_names_the_row() {
    let run = run_text(&format!("{HEADINGS}S1,M1,2026-01-05,12\nS2,\"M1,2026-02-05,12\nS3,M1,2026-03-05,12\n"));
    expect(&run, 1, &["in.csv: a quotation mark opens in row 3", "bad-quotes"]);
}

#[test]
fn a_folder_without_files_cannot_be_run() {
    let empty = folder(&[("README.md", "nothing to read")]);
    let run =
        Run::from(lubelab().arg("run").arg(empty.path()).arg("--out").arg(empty.path().join("out")).output().unwrap());
    expect(&run, 2, &["no", ".csv"]);
    assert!(!empty.path().join("out").exists());
}

#[test]
fn a_missing_path_cannot_be_run() {
    expect(&run(["run", "no-such-file.csv"]), 2, &["no-such-file.csv"]);
}

#[test]
fn an_unreadable_file_among_others_is_named_and_the_others_are_read() {
    let input = folder(&[("a.csv", &format!("{HEADINGS}S1,M1,2026-01-05,12\n"))]);
    std::os::unix::fs::symlink(input.path().join("gone"), input.path().join("b.csv")).unwrap();
    let out = input.path().join("out");
    let run = Run::from(lubelab().arg("run").arg(input.path()).arg("--out").arg(&out).output().unwrap());
    expect(&run, 1, &["b.csv", "unreadable-file", "1 samples taken"]);
}

#[test]
fn an_output_folder_that_cannot_be_written_fails_and_names_it() {
    let input = folder(&[("in.csv", &format!("{HEADINGS}S1,M1,2026-01-05,12\n")), ("out", "a file, not a folder")]);
    let out = input.path().join("out").join("reports");
    let run = Run::from(lubelab().arg("run").arg(input.path().join("in.csv")).arg("--out").arg(&out).output().unwrap());
    expect(&run, 2, &["out/reports"]);
    assert_eq!(fs::read_to_string(input.path().join("out")).unwrap(), "a file, not a folder");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let input = folder(&[("in.csv", &format!("{HEADINGS}S1,M1,2026-01-05,12\n"))]);
    let mut child =
        lubelab().args(["standards", "list"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{err}");
    assert_eq!(err, "");
    drop(input);
}

#[test]
fn a_wrong_option_is_a_usage_error() {
    expect(&run(["run", "--no-such-option"]), 2, &["--no-such-option"]);
    expect(&run(["run", "--as-of", "yesterday"]), 2, &["yesterday"]);
    expect(&run(["run", "--lang", "xx"]), 2, &["xx"]);
}

#[test]
fn fail_on_turns_a_bad_sample_into_exit_code_1() {
    let text = "sample_id,machine,machine_type,grade,kind,sampled_on,kv_100c [mm2/s]\n\
                S1,Tank,other,SF 40,new,2026-01-05,12.1\n";
    let input = folder(&[("in.csv", text)]);
    let (file, out) = (input.path().join("in.csv"), input.path().join("out"));
    let go = |level: &str| {
        let mut command = lubelab();
        command.args(["run", "--as-of", "2026-11-21", "--fail-on", level]).arg(&file).arg("--out").arg(&out);
        Run::from(command.output().unwrap())
    };
    expect(&go("abnormal"), 1, &["abnormal"]);
    expect(&go("critical"), 0, &["abnormal"]);
}

#[test]
fn check_reads_and_writes_nothing() {
    let input = folder(&[("in.csv", &format!("{HEADINGS}S1,M1,2026-01-05,1O\n"))]);
    let before = fs::read_dir(input.path()).unwrap().count();
    let run = Run::from(lubelab().arg("check").arg(input.path().join("in.csv")).output().unwrap());
    expect(&run, 1, &["in.csv:2:4", "not-a-number"]);
    assert_eq!(fs::read_dir(input.path()).unwrap().count(), before);
}

#[test]
fn every_fault_of_a_standards_folder_is_listed_in_one_go() {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&support::root().join("standards"), copy.path());
    let edit = |file: &str, from: &str, to: &str| {
        let path = copy.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} does not contain {from:?}");
        write(&path, &text.replacen(from, to, 1));
    };
    let append = |file: &str, line: &str| {
        let path = copy.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        write(&path, &format!("{text}{line}\n"));
    };
    let limit = |property: &str, compare: &str, low: &str, high: &str, source: &str| {
        format!("GB 11121,2006,SF 40,,{property},,,mm2/s,{compare},{low},{high},,abnormal,firm,,{source},recalled")
    };
    let grades = "grades/gb-11121.csv";
    append(grades, &limit("kv_100cc", "at_least", "3", "", "a book"));
    append(grades, &limit("kv_100c", "at_leest", "3", "", "a book"));
    append(grades, &limit("kv_100c", "within", "9", "3", "a book"));
    append(grades, &limit("kv_100c", "at_least", "three", "", "a book"));
    append(grades, &limit("kv_100c", "at_least", "4", "", ""));
    append(grades, "GB 11121,2006,SF 40");
    append(grades, "GB 99999,2006,SF 40,,kv_100c,,,mm2/s,at_least,3,,,abnormal,firm,,a book,recalled");
    append("units.csv", "mm2/s,viscosity,1,0,stokes");
    append("drain.csv", "hydraulic,kv_40c,condemm,a book,single");
    append("causes/C03.toml", "colour_of_the_sky = \"blue\"");
    edit("properties.csv", "plausible_max", "plausible_maximum");
    let arguments = ["standards", "check", "--standards"];
    let run = Run::from(lubelab().args(arguments).arg(copy.path()).output().unwrap());
    let words = [
        "kv_100cc",
        "did you mean",
        "at_leest",
        "three",
        "GB 99999",
        "condemm",
        "colour_of_the_sky",
        "plausible_maximum",
        "units.csv:",
        "drain.csv:",
        "causes/C03.toml:",
        "grades/gb-11121.csv:",
        "properties.csv:1",
    ];
    expect(&run, 2, &words);
    let faults = run.out.lines().filter(|line| line.contains("[standards]")).count();
    assert!(faults >= 11, "{faults} faults in:\n{}", run.out);
    let refused = Run::from(lubelab().args(["run", "--standards"]).arg(copy.path()).output().unwrap());
    expect(&refused, 2, &["kv_100cc", "condemm"]);
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            write(&target, &fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn the_standards_can_be_listed_shown_and_explained() {
    expect(&run(["standards", "check"]), 0, &["no faults"]);
    expect(&run(["standards", "list"]), 0, &["GB 11121", "2006", "NB/SH/T 0599"]);
    expect(
        &run(["standards", "show", "GB 11121-2006", "--grade", "SF 40"]),
        0,
        &["kv_100c", "12.5", "16.3", "recalled"],
    );
    expect(&run(["standards", "show", "GB 1112"]), 2, &["did you mean", "GB 1112"]);
    expect(&run(["explain", "C03"]), 0, &["water"]);
    expect(&run(["explain", "not-a-number"]), 0, &["not-a-number"]);
    let shown = run(["standards", "show", "GB 11121-2006", "--grade", "SF 40", "--output-format", "json"]);
    let parsed: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    assert!(parsed.to_string().contains("within_below"), "{parsed}");
}

#[test]
fn another_working_folder_uses_the_rules_built_in() {
    let input = folder(&[("in.csv", &format!("{HEADINGS}S1,M1,2026-01-05,12\n"))]);
    let mut command = lubelab();
    command.current_dir(input.path()).args(["run", "in.csv", "--out", "out", "--as-of", "2026-11-21"]);
    expect(&Run::from(command.output().unwrap()), 0, &["in.csv: 1 rows", "out/index.html"]);
    assert!(input.path().join("out/samples.ndjson").exists());
}

const HOSTILE: &str = "sample_id,machine,customer,sampled_on,machine_type,fe [mg/kg],\u{1b}]0;x\u{7}\n\
                       S1,\"M\u{1b}[2J\n1\",A\u{202e}B\u{0},2026-01-05,hydraulic,900,1\n";

#[test]
fn nothing_from_a_file_steers_the_terminal_or_the_page() {
    let input = folder(&[("in.csv", HOSTILE)]);
    let out = input.path().join("out");
    let arguments = ["run", "--as-of", "2026-11-21", "--format", "html,csv"];
    let file = input.path().join("in.csv");
    let run = Run::from(lubelab().args(arguments).arg(&file).arg("--out").arg(&out).output().unwrap());
    expect(&run, 1, &["unknown-column", "A\u{fffd}B\u{fffd} · M\u{fffd}[2J 1 · 2026-01-05"]);
    let mut shown = vec![run.out, run.err];
    shown
        .extend(["index.html", "findings.csv", "problems.csv"].map(|name| fs::read_to_string(out.join(name)).unwrap()));
    for text in shown {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{0}', '\u{202e}']), "{text}");
    }
}

#[test]
fn a_customer_that_nobody_is_leaves_the_reports_as_they_are() {
    let text = "sample_id,machine,customer,sampled_on,fe [mg/kg]\nS1,M1,Acme,2026-01-05,12\nS2,M1,Zeta,2026-01-05,12\n";
    let input = folder(&[("in.csv", text)]);
    let (file, out) = (input.path().join("in.csv"), input.path().join("out"));
    let go = |customer: Option<&str>| {
        let mut command = lubelab();
        command.args(["run", "--as-of", "2026-11-21", "--format", "html"]).arg(&file).arg("--out").arg(&out);
        Run::from(command.args(customer.map(|name| format!("--customer={name}"))).output().unwrap())
    };
    expect(&go(None), 0, &["2 sampling points"]);
    expect(&go(Some("Acmee")), 2, &["no sample is of the customer \"Acmee\"", "Acme, Zeta"]);
    assert!(out.join("customers/acme/report.html").exists() && out.join("customers/zeta/report.html").exists());
    expect(&go(Some("ACME")), 0, &["1 sampling points"]);
    let account = fs::read_to_string(out.join("run.json")).unwrap();
    assert!(account.contains("\"only_customers\": [\n    \"ACME\"\n  ]"), "{account}");
}

#[test]
fn each_file_has_its_line_and_the_folder_is_named_as_it_is() {
    let input = folder(&[("a.csv", ""), ("b.csv", &format!("{HEADINGS}S1,M1,2026-01-05,12\n"))]);
    std::os::unix::fs::symlink(input.path().join("gone"), input.path().join("c.csv")).unwrap();
    let out = input.path().join("out");
    let arguments = ["run", "--as-of", "2026-11-21", "--format", "csv"];
    let run = Run::from(lubelab().args(arguments).arg(input.path()).arg("--out").arg(&out).output().unwrap());
    let words = ["a.csv: not read (empty-file)", "b.csv: 1 rows, 1 samples", "c.csv: not read (unreadable-file)"];
    expect(&run, 1, &words);
    assert!(!run.out.contains("index.html"), "there is none: {}", run.out);
}

#[test]
fn a_standards_folder_without_a_sentence_that_the_program_says_is_faulty() {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&support::root().join("standards"), copy.path());
    let path = copy.path().join("text/en.ftl");
    let text = fs::read_to_string(&path).unwrap();
    let without: Vec<&str> = text.lines().filter(|line| !line.starts_with("drain-none =")).collect();
    assert!(without.len() + 1 == text.lines().count());
    write(&path, &without.join("\n"));
    let run = Run::from(lubelab().args(["standards", "check", "--standards"]).arg(copy.path()).output().unwrap());
    expect(&run, 2, &["text/en.ftl", "drain-none", "missing"]);
}

#[test]
fn a_grade_that_nobody_knows_is_told_although_other_limits_judge() {
    let text = "sample_id,machine,machine_type,grade,sampled_on,fe [mg/kg]\nS1,Press,hydraulic,L-HMM 46,2026-01-05,5\n";
    let input = folder(&[("in.csv", text)]);
    let out = input.path().join("out");
    let mut command = lubelab();
    command.args(["run", "--as-of", "2026-11-21"]).arg(input.path().join("in.csv")).arg("--out").arg(&out);
    assert!(Run::from(command.output().unwrap()).code < 2);
    let page = fs::read_to_string(out.join("customers/customer-not-named/report.html")).unwrap();
    assert!(page.contains("The grade &quot;L-HMM 46&quot; is not known"), "the page says nothing of the grade");
}

#[test]
fn a_customer_sees_what_was_lost_of_their_rows_and_of_nobody_elses() {
    let text = "sample_id,customer,machine,sampled_on,fe [mg/kg]\nS1,Acme,M1,2026-01-05,1O\nS2,Zeta,M2,2026-01-05,2l\n";
    let input = folder(&[("in.csv", text)]);
    let out = input.path().join("out");
    let mut command = lubelab();
    command.args(["run", "--as-of", "2026-11-21"]).arg(input.path().join("in.csv")).arg("--out").arg(&out);
    assert_eq!(Run::from(command.output().unwrap()).code, 1);
    let page = |customer: &str| fs::read_to_string(out.join(format!("customers/{customer}/report.html"))).unwrap();
    assert!(page("acme").contains("1O") && !page("acme").contains("2l"));
    assert!(page("zeta").contains("2l") && !page("zeta").contains("1O"));
}
