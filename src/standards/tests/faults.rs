//! Faults of tables, each with the place and the words in which it is told.

use std::fmt::Write as _;

use super::{Standards, standards, tiny};

/// The faults after edits of the form (file, text, new text), one line each.
pub(super) fn faults_of(edits: &[(&str, &str, &str)]) -> String {
    let mut files = tiny();
    for (path, old, new) in edits {
        let text = String::from_utf8(files.get(*path).cloned().unwrap_or_default()).unwrap();
        assert!(text.contains(old), "{path} has no {old}");
        files.insert((*path).to_owned(), text.replacen(old, new, 1).into_bytes());
    }
    let mut lines = String::new();
    if let Err(faults) = Standards::from_files(&files, "tiny") {
        for fault in faults.problems() {
            writeln!(lines, "{}: {}", fault.location, fault.says).unwrap();
        }
    }
    lines
}

/// One edit, one fault.
pub(super) fn check(path: &str, old: &str, new: &str, expect: &str) {
    assert_eq!(faults_of(&[(path, old, new)]).trim_end(), expect);
}

#[test]
fn the_tiny_folder_has_no_fault() {
    assert_eq!(faults_of(&[]), "");
    assert_eq!(standards().limits.len(), 17);
}

const GRADES: &str = "grades/gb-11121.csv";
const ALARMS: &str = "alarms/hydraulic.csv";

#[test]
fn files_that_are_missing_or_do_not_belong_are_named() {
    let mut files = tiny();
    let drain = files.remove("drain.csv").unwrap();
    files.insert("drian.csv".to_owned(), drain);
    files.insert("grades/old.xls".to_owned(), Vec::new());
    files.insert("README.md".to_owned(), b"for people".to_vec());
    let faults = Standards::from_files(&files, "tiny").unwrap_err().to_string();
    let expected = "3 faults in the standards folder (tiny):\n\
        drain.csv: the file is missing [standards]\n\
        drian.csv: no such file belongs in the standards folder, did you mean \"drain.csv\"? [standards]\n\
        grades/old.xls: no such file belongs in the standards folder [standards]";
    assert_eq!(faults, expected);
}

#[test]
fn text_that_is_not_utf8_is_a_fault_with_its_row() {
    let mut files = tiny();
    files.get_mut("words.csv").unwrap().extend(b"gr\xfcn,de,pass,single\n");
    let faults = Standards::from_files(&files, "tiny").unwrap_err();
    let told: Vec<String> = faults.problems().iter().map(|fault| fault.location.to_string()).collect();
    assert_eq!(told, ["words.csv:5"]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_fault() {
    let mut files = tiny();
    for content in files.values_mut() {
        let text = String::from_utf8(content.clone()).unwrap().replace('\n', "\r\n");
        *content = format!("\u{feff}{text}").into_bytes();
    }
    assert_eq!(Standards::from_files(&files, "tiny").err().map(|faults| faults.to_string()), None);
}

#[test]
fn columns_are_unknown_missing_or_there_twice() {
    check(
        GRADES,
        "severity",
        "severty",
        "grades/gb-11121.csv:1: the column \"severity\" is missing\n\
         grades/gb-11121.csv:1:13 \"severty\": unknown column, did you mean \"severity\"?",
    );
    check(
        "words.csv",
        "confidence",
        "language",
        "words.csv:1: the column \"confidence\" is missing\nwords.csv:1:4 \"language\": the column is there twice",
    );
}

#[test]
fn a_ragged_row_is_counted_as_a_spreadsheet_counts() {
    // Row 3 has a line break in a cell, and an empty line stands before the ragged row.
    check(
        "grades/gb-11118.1.csv",
        "GB 11118.1,2011,L-HM 68 normal,,",
        "\nGB 11118.1,2011,L-HM 68 normal,",
        "grades/gb-11118.1.csv:7: the row has 16 cells and there are 17 headings",
    );
}

#[test]
fn unknown_words_come_with_the_word_that_was_meant() {
    let cases = [
        (
            ALARMS,
            ",fe,,",
            ",Fe2,,",
            "alarms/hydraulic.csv:6:5 \"property\": unknown property \"Fe2\", did you mean \"fe\"?",
        ),
        (ALARMS, "mg/L", "ppm", "alarms/hydraulic.csv:3:8 \"unit\": unknown unit \"ppm\", did you mean \"mg/kg\"?"),
        (
            ALARMS,
            "hydraulic;pump",
            "hydraulic;pumps",
            "alarms/hydraulic.csv:2:4 \"machine_types\": unknown machine type \"pumps\", did you mean \"pump\"?",
        ),
        (
            ALARMS,
            "change_at_most",
            "chnge_at_most",
            "alarms/hydraulic.csv:6:9 \"compare\": unknown compare word \"chnge_at_most\", did you mean \"change_at_most\"?",
        ),
        (ALARMS, "caution", "warning", "alarms/hydraulic.csv:2:13 \"severity\": unknown severity \"warning\""),
        (
            GRADES,
            "recalled",
            "recaled",
            "grades/gb-11121.csv:2:17 \"provenance\": unknown provenance \"recaled\", did you mean \"recalled\"?",
        ),
        (
            GRADES,
            "weak",
            "week",
            "grades/gb-11121.csv:5:14 \"recall\": unknown recall \"week\", did you mean \"weak\"?",
        ),
        (
            "properties.csv",
            ",number,Fe",
            ",numbr,Fe",
            "properties.csv:5:4 \"kind\": unknown kind \"numbr\", did you mean \"number\"?",
        ),
        (
            "properties.csv",
            "wear,machine",
            "waer,machine",
            "properties.csv:5:2 \"group\": unknown group \"waer\", did you mean \"wear\"?",
        ),
        (
            "properties.csv",
            "wear,machine",
            "wear,machines",
            "properties.csv:5:3 \"axis\": unknown axis \"machines\", did you mean \"machine\"?",
        ),
        ("properties.csv", "mg/kg,up", "mg/kg,high", "properties.csv:5:10 \"worse\": unknown worse \"high\""),
        ("ageing.csv", ",straight,", ",bent,", "ageing.csv:2:2 \"model\": unknown model \"bent\""),
        ("drain.csv", ",clean,", ",cleen,", "drain.csv:2:3 \"role\": unknown role \"cleen\", did you mean \"clean\"?"),
        (
            "words.csv",
            ",trace,",
            ",trase,",
            "words.csv:3:3 \"means\": unknown meaning \"trase\", did you mean \"trace\"?",
        ),
        (
            "headings.csv",
            "@customer",
            "@custmer",
            "headings.csv:4:3 \"property\": unknown context field \"@custmer\", did you mean \"customer\"?",
        ),
        (
            "intervals.csv",
            "hydraulic,normal",
            "hydraulics,normal",
            "intervals.csv:2:1 \"machine_type\": unknown machine type \"hydraulics\", did you mean \"hydraulic\"?",
        ),
        ("methods.csv", ",used,", ",usd,", "methods.csv:2:4 \"oil\": unknown oil \"usd\", did you mean \"used\"?"),
        (
            "causes/C03.toml",
            "\"rated_at_least\"",
            "\"rated_at_leest\"",
            "causes/C03.toml:13:20 \"signal\": unknown signal \"rated_at_leest\", did you mean \"rated_at_least\"?",
        ),
        (
            "causes/C03.toml",
            "\"hazy\"",
            "\"hasy\"",
            "causes/C03.toml:13:72 \"rating\": unknown rating \"hasy\", did you mean \"hazy\"?",
        ),
        (
            "documents.toml",
            "\"in_service\"",
            "\"in-service\"",
            "documents.toml:55:8 \"kind\": unknown kind \"in-service\", did you mean \"in_service\"?",
        ),
    ];
    for (path, old, new, expect) in cases {
        let found = faults_of(&[(path, old, new)]);
        // The limits of a document that cannot be read are not blamed as well.
        assert_eq!(found.trim_end(), expect);
    }
}

#[test]
fn source_and_provenance_must_be_there() {
    check(GRADES, "page,single", ",single", "grades/gb-11121.csv:6:16 \"source\": source is missing");
    check(GRADES, "page,single", "page,", "grades/gb-11121.csv:6:17 \"provenance\": provenance is missing");
    check("documents.toml", "source = \"house\"\n", "", "documents.toml:65:1: source is missing");
    check("causes/C03.toml", "[\"https://example.org\"]", "[]", "causes/C03.toml:7:10 \"source\": source is missing");
}

#[test]
fn numbers_and_ranges_are_checked() {
    check(GRADES, "225,", "2Z5,", "grades/gb-11121.csv:4:10 \"low\": \"2Z5\" is not a number");
    check(GRADES, "225,", "inf,", "grades/gb-11121.csv:4:10 \"low\": \"inf\" is not a finite number");
    check(
        GRADES,
        "9.3,12.5",
        "12.5,9.3",
        "grades/gb-11121.csv:5:11 \"high\": the range is inverted: 9.3 is less than 12.5",
    );
    check(GRADES, "9.3,12.5", "12.5,12.5", "grades/gb-11121.csv:5:11 \"high\": nothing can lie within this range");
    check("grades/gb-11118.1.csv", "41.4,50.6", "50.6,50.6", "");
    check(
        "properties.csv",
        ",2,0,100",
        ",2,100,0",
        "properties.csv:4:13 \"plausible_max\": the range is inverted: 0 is less than 100",
    );
    check(
        "methods.csv",
        "10,25000",
        "25000,10",
        "methods.csv:3:13 \"valid_max\": the range is inverted: 10 is less than 25000",
    );
    check(
        "causes/C03.toml",
        "low = 0.5",
        "low = 0.5, high = 0.4",
        "causes/C03.toml:15:77 \"high\": the range is inverted: 0.4 is less than 0.5",
    );
    check("units.csv", "0.0001,0", "0,0", "units.csv:4:3 \"factor\": the factor must be more than 0");
}

#[test]
fn a_compare_word_has_the_bounds_it_needs_and_no_other() {
    check(ALARMS, ",500,,", ",,,", "alarms/hydraulic.csv:2:11 \"high\": at_most needs high");
    check(ALARMS, ",,500,", ",1,500,", "alarms/hydraulic.csv:2:10 \"low\": at_most has no use for low");
    check(
        "grades/gb-11118.1.csv",
        "pass,,,,",
        "pass,,,1b,",
        "grades/gb-11118.1.csv:5:12 \"code\": pass has no use for code",
    );
    check(
        "in-service/nb-sh-t-0599.csv",
        "%,change",
        "mm2/s,change",
        "in-service/nb-sh-t-0599.csv:2:8 \"unit\": change_within_percent is in \"%\"",
    );
}

#[test]
fn codes_must_fit_their_property() {
    check(ALARMS, "-/18/15", "-/18/ab", "alarms/hydraulic.csv:4:12 \"code\": \"-/18/ab\" is not an ISO 4406 code");
    check(
        "grades/gb-11118.1.csv",
        ",1b,",
        ",1g,",
        "grades/gb-11118.1.csv:3:12 \"code\": \"1g\" is not a copper-strip class, 1a to 4c",
    );
    check(
        ALARMS,
        "cleanliness_iso4406,,,{code},code_at_most",
        "fe,,,mg/kg,code_at_most",
        "alarms/hydraulic.csv:4:9 \"compare\": code_at_most cannot judge this property: its results are numbers",
    );
    check(
        GRADES,
        "Cel,at_least,225,",
        "Cel,pass,,",
        "grades/gb-11121.csv:4:9 \"compare\": pass cannot judge this property: its results are numbers",
    );
}

#[test]
fn a_folder_without_any_unit_or_property_does_not_pass_for_faultless() {
    for path in ["properties.csv", "units.csv"] {
        let mut files = tiny();
        let text = String::from_utf8(files.get(path).cloned().unwrap()).unwrap();
        let headings = format!("{}\n", text.lines().next().unwrap());
        files.insert(path.to_owned(), headings.into_bytes());
        let told = Standards::from_files(&files, "tiny").map(|_| ()).unwrap_err().to_string();
        assert!(told.contains(&format!("{path}: the file has headings and no rows below them")), "{told}");
    }
}
