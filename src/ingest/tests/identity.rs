//! When two rows are one sample.

use super::{Intake, check, options, problems, standards, told};
use crate::ingest::table::Instructions;
use crate::ingest::{InputFile, join, take_in};

const HEAD: &str = "sample_id,machine,sampled_on,customer,reported_at,fe [mg/kg]";

fn files(texts: &[&str]) -> Intake {
    let (standards, options) = (standards::small(), options());
    let outcomes = texts.iter().zip('a'..).map(|(text, name)| {
        let file = InputFile { path: format!("{name}.csv").into(), bytes: Ok(text.as_bytes().to_vec()) };
        take_in(file, &Instructions::new(&standards, &options, 64).unwrap())
    });
    let intake = join(outcomes.collect(), &standards);
    for source in &intake.sources {
        assert!(source.ledger.balances(), "{:?}", source.ledger);
    }
    intake
}

fn skipped(intake: &Intake, source: usize, reason: &str) -> (Option<u64>, Option<u64>) {
    let ledger = &intake.sources[source].ledger;
    (ledger.rows_skipped.get(reason).copied(), ledger.cells_skipped.get(reason).copied())
}

#[test]
fn the_same_row_twice_adds_nothing_however_it_is_written() {
    let rows = "1,M1,2026-05-01,Acme,,42\n１, m1 ,2026-05-01,ACME,2026-05-09,42.0\n";
    let intake = check(&format!("{HEAD}\n{rows}"), "1: fe=42;\n", &["3:- duplicate-row note"]);
    assert_eq!(skipped(&intake, 0, "duplicate"), (Some(1), Some(6)));
    assert!(intake.problems[0].says.contains("a.csv:2"), "{}", intake.problems[0].says);
    let (one, two) = (format!("{HEAD}\n1,M1,2026-05-01,Acme,,42\n"), format!("{HEAD}\n1,M1,2026-05-01,Acme,,42.0\n"));
    let intake = files(&[&one, &two]);
    assert_eq!((told(&intake).as_str(), problems(&intake)), ("1: fe=42;\n", vec!["2:- duplicate-row note".to_owned()]));
    assert_eq!((intake.sources[1].ledger.samples_taken, skipped(&intake, 1, "duplicate").0), (0, Some(1)));
}

#[test]
fn a_corrected_report_takes_the_place_of_the_older() {
    let one = format!("{HEAD}\n1,M1,2026-05-01,Acme,,42\n2,M1,2026-05-01,Acme,,5\n");
    let two = format!("{HEAD}\n1,M1,2026-05-01,acme,,45\n");
    let intake = files(&[&one, &two]);
    assert_eq!(told(&intake), "2: fe=5;\n1: fe=45;\n");
    assert_eq!(problems(&intake), ["2:- revised-sample note"]);
    let says = &intake.problems[0].says;
    assert!(says.contains("a.csv:2") && says.contains("b.csv:2 is used"), "{says}");
    let replaced = intake.samples[1].replaces.unwrap();
    assert_eq!((replaced.source, replaced.row), (0, 2));
    assert_eq!((skipped(&intake, 0, "replaced"), intake.sources[0].ledger.samples_taken), ((Some(1), Some(6)), 1));
}

#[test]
fn the_later_report_is_used_wherever_it_stands() {
    let row = |reported: &str, fe: &str| format!("1,M1,2026-05-01,Acme,{reported},{fe}\n");
    let used = |first: (&str, &str), second: (&str, &str)| {
        let intake = files(&[&format!("{HEAD}\n{}{}", row(first.0, first.1), row(second.0, second.1))]);
        assert_eq!(intake.samples.len(), 1);
        intake.samples[0].measurements[0].reading.exact()
    };
    assert_eq!(used(("2026-05-09", "1"), ("2026-05-03", "2")), Some(1.0));
    assert_eq!(used(("2026-05-03", "1"), ("2026-05-09", "2")), Some(2.0));
    assert_eq!(used(("2026-05-03", "1"), ("2026-05-03", "2")), Some(2.0));
    assert_eq!(used(("2026-05-09", "1"), ("", "2")), Some(2.0));
    assert_eq!(used(("2026-05-03T10:00+08:00", "1"), ("2026-05-03T09:59+08:00", "2")), Some(1.0));
}

#[test]
fn three_reports_leave_one_and_a_chain() {
    let row = |fe: &str| format!("{HEAD}\n1,M1,2026-05-01,Acme,,{fe}\n");
    let intake = files(&[&row("1"), &row("2"), &row("3"), &row("3.0")]);
    assert_eq!(told(&intake), "1: fe=3;\n");
    assert_eq!(intake.samples[0].replaces.map(|place| place.source), Some(1));
    assert_eq!(problems(&intake), ["2:- revised-sample note", "2:- revised-sample note", "2:- duplicate-row note"]);
}

#[test]
fn another_customers_sample_is_never_replaced() {
    let rows = "1,M1,2026-05-01,Acme,,42\n1,M1,2026-05-01,Other,,45\n";
    check(&format!("{HEAD}\n{rows}"), "1: fe=42;\n1: fe=45;\n", &["3:- duplicate-sample note"]);
}

#[test]
fn two_parts_of_one_report_are_both_kept() {
    let one = "sample_id,machine,sampled_on,fe [mg/kg]\n1,M1,2026-05-01,42\n";
    let two = "sample_id,machine,sampled_on,kv_40c [mm2/s]\n1,M1,2026-05-01,46\n";
    let intake = files(&[one, two]);
    assert_eq!(told(&intake), "1: fe=42;\n1: kv_40c=46;\n");
    assert_eq!(problems(&intake), ["2:- duplicate-sample note"]);
}

#[test]
fn a_reused_number_is_kept_and_told_once() {
    let rows = "7,M1,2026-05-01,Acme,,1\n7,M1,2026-06-01,Acme,,2\n7,M2,2026-05-01,Acme,,3\n8,M1,2026-05-01,Acme,,1\n";
    let intake =
        check(&format!("{HEAD}\n{rows}"), "7: fe=1;\n7: fe=2;\n7: fe=3;\n8: fe=1;\n", &["3:- reused-sample-id note"]);
    assert!(intake.problems[0].says.contains("stands for 3 samples"), "{}", intake.problems[0].says);
    let one = format!("{HEAD}\n7,M1,2026-05-01,Acme,,1\n");
    let two = format!("{HEAD}\n7,M9,2026-05-01,Acme,,1\n");
    assert_eq!(problems(&files(&[&one, &two])), [""; 0]);
}

#[test]
fn rows_without_a_number_are_one_only_if_all_is_equal() {
    let head = "serialno;sampledate;evalcode;compartid;oilgradeid;oilhours;Fe;BO3;H2O;F;ISO6;ISO14";
    let row = |hours: &str, fe: &str| format!("7;14-Aug-16;B;118;30;{hours};{fe};;0.2;N;21;18\n");
    let intake = files(&[&format!("{head}\n{}{}{}", row("250", "1"), row("250", "1"), row("250", "2"))]);
    assert_eq!((intake.samples.len(), problems(&intake)), (2, vec!["3:- duplicate-row note".to_owned()]));
    let ignored = row("250", "1").replace("1;;0.2", "1;x;0.2");
    assert_eq!(files(&[&format!("{head}\n{}{ignored}", row("250", "1"))]).samples.len(), 2);
    let (one, two) = (format!("{head}\n{}", row("250", "1")), format!("{head}\n{}", row("260", "1")));
    let intake = files(&[&one, &two]);
    assert_eq!((intake.samples.len(), problems(&intake)), (2, vec![]));
}

#[test]
fn a_long_tables_duplicate_takes_all_its_rows_along() {
    let long =
        "sample_id;machine;sampled_on;parameter;value;unit\n1;M1;2026-05-01;fe;42;ppm\n1;M1;2026-05-01;cu;3;ppm\n";
    let wide = "sample_id,machine,sampled_on,fe [mg/kg],cu [mg/kg]\n1,M1,2026-05-01,42,3\n";
    let intake = files(&[wide, long]);
    assert_eq!(told(&intake), "1: fe=42; cu=3;\n");
    let ledger = &intake.sources[1].ledger;
    assert_eq!((ledger.samples_taken, skipped(&intake, 1, "duplicate")), (0, (Some(2), Some(12))));
    let revised = files(&[long, &wide.replace("42", "43")]);
    assert_eq!((revised.samples.len(), skipped(&revised, 0, "replaced").0), (1, Some(2)));
}
