//! Layouts that a profile describes. All rows are invented.

use std::sync::Arc;

use crate::domain::MachineType;
use crate::ingest::layouts::Layouts;
use crate::ingest::text_table::TextTable;
use crate::ingest::{InputFile, Intake, read_files, sheets};
use crate::standards::{LabProfile, Standards};

use super::{check, options, problems, read, standards, told};

const HEAD: &str = "serialno;sampledate;evalcode;compartid;oilgradeid;oilhours;Fe;BO3;H2O;F;ISO6;ISO14";

#[test]
fn a_fleet_file_is_read_through_its_profile() {
    let text =
        format!("{HEAD}\r\n7;14-Aug-16;B;118;30;250;<1;;0.2;N;21;18\r\n7;27.marras.16;A;999;50;-3;12;;0;P;-;17\r\n");
    let intake = check(
        &text,
        "row 2: fe=<1; water=0.2; fuel_dilution=absent; cleanliness_iso4406=-/21/18;\n\
         row 3: fe=12; water=0; fuel_dilution=present; cleanliness_iso4406=-/-/17;\n",
        &["3:6 negative cell_lost"],
    );
    let sample = &intake.samples[0];
    assert_eq!((&*sample.machine, sample.component.as_deref()), ("Machine 7", Some("Compartment 118")));
    assert_eq!((sample.lab.as_deref(), sample.lab_verdict.as_deref()), (Some("Fleet laboratory"), Some("B")));
    assert_eq!((sample.grade.as_deref(), sample.oil_hours), (Some("SAE 30"), Some(250.0)));
    assert_eq!(
        (sample.machine_type.map(MachineType::id), sample.sampled_on.to_string()),
        (Some("engine_diesel"), "2016-08-14".to_owned())
    );
    let other = &intake.samples[1];
    assert_eq!((other.machine_type, other.grade.as_deref(), other.oil_hours), (None, Some("50"), None));
    assert_eq!(other.sampled_on.to_string(), "2016-11-27");
    let source = &intake.sources[0];
    assert_eq!(&*source.profile, "fleet");
    assert_eq!(source.raw(sample.place, &sample.measurements[3]), "21");
    assert_eq!(source.location(other.place, &other.measurements[0]).to_string(), "a.csv:3:7 \"Fe\"");
    assert_eq!(source.ledger.cells_skipped.get("ignored by profile: meaning not known"), Some(&2));
}

#[test]
fn a_code_in_parts_is_whole_or_not_there() {
    let row = |parts: &str| format!("{HEAD}\n1;14-Aug-16;A;118;30;1;1;;0;N;{parts}\n");
    let start = "row 2: fe=1; water=0; fuel_dilution=absent;";
    check(&row(";"), &format!("{start}\n"), &[]);
    check(&row("-;-"), &format!("{start} cleanliness_iso4406=not tested;\n"), &[]);
    check(&row(";18"), &format!("{start} cleanliness_iso4406=-/-/18;\n"), &[]);
    check(&row("2l;18"), &format!("{start} cleanliness_iso4406=unreadable 2l;\n"), &["2:11 bad-code cell_lost"]);
}

#[test]
fn a_profile_never_bends_to_a_wrong_decimal_sign_or_date() {
    let text = format!("{HEAD}\n1;14/08/16;A;118;30;1;1;;0;N;;\n1;14-Aug-16;A;118;30;1;1,5;;0;N;;\n");
    check(
        &text,
        "row 3: fe=unreadable 1,5; water=0; fuel_dilution=absent;\n",
        &["2:2 bad-date row_rejected", "3:7 ambiguous-number cell_lost"],
    );
}

#[test]
fn an_unknown_layout_says_what_is_missing() {
    let own = read("sample_id,sampled_on,fe [mg/kg]\n1,2026-05-01,1\n");
    assert_eq!(problems(&own), ["-:- missing-column file_rejected"]);
    let says = &own.problems[0].says;
    assert!(says.starts_with("row 1 holds the headings, 3 of 3 are known, and no column is the machine;"), "{says}");
    let near = read("serialno;sampledate;Fe\n1;14-Aug-16;1\n");
    assert!(near.problems[0].says.contains("fleet, which lacks compartid"), "{}", near.problems[0].says);
    let strange = read("name;value\nx;1\n");
    assert!(strange.problems[0].says.contains("describe the layout"), "{}", strange.problems[0].says);
}

#[test]
fn a_heading_that_the_profile_does_not_know_is_told() {
    let intake = read(&format!("{HEAD};oilhour\n1;14-Aug-16;A;118;30;1;1;;0;N;;;5\n"));
    assert_eq!(problems(&intake), ["1:13 profile-drift column_ignored"]);
    assert!(intake.problems[0].says.ends_with("did you mean oilhours?"), "{}", intake.problems[0].says);
}

#[test]
fn a_heading_that_is_gone_is_noted_and_its_new_name_proposed() {
    let head = HEAD.replace("oilhours", "oil_hours");
    let intake = read(&format!("{head}\n1;14-Aug-16;A;118;30;1;1;;0;N;;\n"));
    assert_eq!(problems(&intake), ["-:- profile-drift note", "1:6 profile-drift column_ignored"]);
    assert_eq!(intake.problems[0].location.to_string(), "a.csv \"oilhours\"");
    assert!(intake.problems[0].says.ends_with("did you mean oil_hours?"), "{}", intake.problems[0].says);
    assert_eq!(intake.samples.len(), 1);
}

#[test]
fn columns_may_stand_in_any_order() {
    let turn = |row: &str| row.split(';').rev().collect::<Vec<_>>().join(";");
    let text = format!("{}\n{}\n", turn(HEAD), turn("7;14-Aug-16;B;118;30;250;<1;;0.2;N;21;18"));
    let told = "row 2: cleanliness_iso4406=-/21/18; fuel_dilution=absent; water=0.2; fe=<1;\n";
    check(&text, told, &[]);
}

#[test]
fn a_row_that_counts_kilometres_has_no_hours() {
    let row = |unit: &str| format!("{HEAD};hoursunit\n1;14-Aug-16;A;118;30;250;1;;0;N;;;{unit}\n");
    let hours = |unit: &str| read(&row(unit)).samples[0].oil_hours;
    assert_eq!((hours("hrs"), hours("H"), hours("km"), hours("")), (Some(250.0), Some(250.0), None, None));
    let intake = read(&row("km"));
    assert_eq!(problems(&intake), ["2:6 bad-unit cell_lost"]);
    assert!(intake.problems[0].says.contains("\"km\""), "{}", intake.problems[0].says);
}

#[test]
fn a_dash_means_no_where_the_answer_is_yes_or_no_and_nothing_where_it_is_a_number() {
    let intake = read(&format!("{HEAD};newfilter\n1;14-Aug-16;A;118;30;250;-;;0;N;;;-\n"));
    assert_eq!(problems(&intake), Vec::<String>::new());
    assert_eq!(intake.samples[0].filter_changed, Some(false));
    assert_eq!(super::told(&intake), "row 2: fe=not tested; water=0; fuel_dilution=absent;\n");
}

#[test]
fn verdicts_beside_results_are_kept_as_the_laboratorys_own() {
    let intake = read(&format!("{HEAD};RESULT_Fe;Result_ H2O\n1;14-Aug-16;A;118;30;250;1;;0;N;;;*;+\n"));
    assert_eq!(problems(&intake), Vec::<String>::new());
    assert_eq!(intake.samples[0].lab_verdict.as_deref(), Some("A; *: Fe; +: H2O"));
}

/// The small standards with their first profile, the fleet's, changed.
fn with_fleet(change: impl FnOnce(&mut LabProfile)) -> Standards {
    let mut standards = standards::small();
    change(&mut standards.labs[0]);
    standards
}

fn read_by(standards: &Standards, bytes: &[u8]) -> Intake {
    let file = InputFile { path: "a.csv".into(), bytes: Ok(bytes.to_vec()) };
    read_files(vec![file], standards, &options()).unwrap()
}

const ROW: &str = "14-Aug-16;A;118;30;1;1;;0;N;;";

#[test]
fn a_text_that_is_not_unicode_is_read_in_the_encoding_of_the_profile_whose_headings_it_has() {
    // Nothing in the text is a known word, so that only the profile can tell.
    let text = format!("{HEAD}\nдизель 7;{ROW}\n");
    let (bytes, _, _) = encoding_rs::KOI8_R.encode(&text);
    let intake = read_by(&standards::small(), &bytes);
    assert_eq!(problems(&intake), ["-:- bad-encoding file_rejected"]);
    let koi8 = with_fleet(|fleet| fleet.encoding = Some("KOI8-R".to_owned()));
    let intake = read_by(&koi8, &bytes);
    assert_eq!((&*intake.samples[0].machine, intake.sources[0].encoding), ("Machine дизель 7", "KOI8-R"));
    // UTF-8 shows itself; a text of other headings is not this laboratory's.
    assert_eq!(read_by(&koi8, text.as_bytes()).sources[0].encoding, "UTF-8");
    let other =
        [b"sample_id;machine;sampled_on\n1;", &*encoding_rs::KOI8_R.encode("дизель").0, b";2026-05-01\n"].concat();
    assert_eq!(problems(&read_by(&koi8, &other)), ["-:- bad-encoding file_rejected"]);
    // A byte that the profile's encoding does not have is told, not bent.
    let strict = with_fleet(|fleet| fleet.encoding = Some("EUC-KR".to_owned()));
    let broken = read_by(&strict, &[format!("{HEAD}\n").as_bytes(), b"\xff;", ROW.as_bytes()].concat());
    assert!(broken.problems[0].says.contains("not EUC-KR from line 2"), "{}", broken.problems[0].says);
}

#[test]
fn an_encoding_is_known_by_its_heading_in_it() {
    let text = format!("отчет\n{HEAD};серия\n7;{ROW};x\n");
    let koi8 = with_fleet(|fleet| {
        fleet.encoding = Some("KOI8-R".to_owned());
        fleet.signature.push("Серия".to_owned());
        fleet.ignore.insert("Серия".to_owned(), "own".to_owned());
    });
    let intake = read_by(&koi8, &encoding_rs::KOI8_R.encode(&text).0);
    assert_eq!((intake.samples.len(), problems(&intake)), (1, Vec::new()), "{:?}", intake.problems);
}

#[test]
fn headings_are_looked_for_where_the_profile_says_first() {
    let blank = "\n".repeat(19);
    // An older block with the same headings stands above the table that is meant.
    let text = format!("{HEAD}\n1;{ROW}\n{}{HEAD}\n7;{ROW}\n", &blank[2..]);
    let stated = with_fleet(|fleet| fleet.heading_row = Some(20));
    let intake = read_by(&stated, text.as_bytes());
    assert_eq!(told(&intake), "row 21: fe=1; water=0; fuel_dilution=absent;\n");
    assert_eq!(read_by(&standards::small(), text.as_bytes()).samples[0].sample_id.as_ref(), "row 2");
    let moved = read_by(&stated, format!("{HEAD}\n7;{ROW}\n").as_bytes());
    assert_eq!((moved.samples.len(), problems(&moved)), (1, vec!["1:- profile-drift note".to_owned()]));
    assert!(moved.problems[0].says.ends_with("says row 20"), "{}", moved.problems[0].says);
}

fn sheets_read(sheets: &[(&str, &str)], standards: &Standards) -> Vec<String> {
    let table = |(name, text): &(&str, &str)| TextTable {
        sheet: Some(Arc::from(*name)),
        text: text.replace(';', "\t").into_bytes(),
        delimiter: Some(b'\t'),
        encoding: "UTF-8",
        notes: Vec::new(),
    };
    let tables = sheets::chosen(sheets.iter().map(table).collect(), &Layouts::new(standards, &[]));
    let mut said: Vec<String> = tables.iter().filter_map(|table| table.sheet.as_deref().map(str::to_owned)).collect();
    let notes = tables.iter().flat_map(|table| &table.notes);
    said.extend(notes.map(|note| format!("{} {}", note.sheet.as_deref().unwrap_or("-"), note.fault.code)));
    said
}

#[test]
fn only_the_sheets_that_the_profile_names_are_read() {
    let table = format!("{HEAD}\n7;{ROW}\n");
    let named = with_fleet(|fleet| fleet.sheets = vec!["Results".to_owned(), "More".to_owned()]);
    let (old, results) = (("Old", table.as_str()), (" RESULTS", table.as_str()));
    let expect = [" RESULTS", "Old sheet-left-out", "Notes sheet-left-out"];
    assert_eq!(sheets_read(&[old, results, ("Notes", "x;y\n")], &named), expect);
    // Without the name in the workbook nothing is dropped in silence; without the headings it is not that profile's.
    assert_eq!(sheets_read(&[old, ("Notes", "x;y\n")], &named), ["Old", "Notes", "- profile-drift"]);
    assert_eq!(sheets_read(&[("Results", "x;y\n"), ("Notes", "x;y\n")], &named), ["Results", "Notes"]);
    assert_eq!(sheets_read(&[old, results], &standards::small()), ["Old", " RESULTS"]);
}
