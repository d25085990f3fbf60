//! What is decided for a column from all of its cells: decimal signs, the order of dates, marks and units in cells.

use std::fmt::Write;

use proptest::prelude::*;

use super::{check, check_cell, column, problems, read, read_in_chunks, told};

#[test]
fn a_decimal_comma_is_read_as_one_and_never_dropped() {
    check(&column("fe [mg/kg]", &["1,5", "2", "<0,5"], ';'), "1: fe=1.5;\n2: fe=2;\n3: fe=<0.5;\n", &[]);
    let mixed = column("fe [mg/kg]", &["1.5", "1,5", "3"], ';');
    let told = "1: fe=unreadable 1.5;\n2: fe=unreadable 1,5;\n3: fe=3;\n";
    let intake = check(&mixed, told, &["2:4 ambiguous-number cell_lost"]);
    assert_eq!(intake.sources[0].ledger.cells_lost.get("ambiguous-number"), Some(&2));
    assert!(intake.problems[0].says.contains("\"1,5\" (row 3) a decimal comma"), "{}", intake.problems[0].says);
    check(
        &column("water [mg/kg]", &["\"0,030584\"", "\"239,86\""], ','),
        "1: water=0.0000030584;\n2: water=0.023986;\n",
        &[],
    );
    check(&column("fe [mg/kg]", &["\"1,234\"", "1.5"], ','), "1: fe=1234;\n2: fe=1.5;\n", &[]);
}

#[test]
fn three_digits_alone_are_refused_with_both_readings_and_the_switch() {
    for cell in ["1.234", "\"1,234\""] {
        let intake = read(&column("fe [mg/kg]", &[cell, "7", cell], ';'));
        assert_eq!(problems(&intake), ["2:4 ambiguous-number cell_lost"]);
        let says = &intake.problems[0].says;
        for part in ["1.234 with a decimal", "1234 with a decimal", "--decimal point or --decimal comma", "`decimal`"] {
            assert!(says.contains(part), "{says}");
        }
        assert_eq!(intake.sources[0].ledger.cells_lost.get("ambiguous-number"), Some(&2));
        assert!(told(&intake).contains("2: fe=7;"));
    }
}

#[test]
fn the_method_in_a_heading_of_the_own_form_stays_with_its_results() {
    let intake = read(&column("kv_40c [mm2/s] ASTM D445-18", &["46", "47"], ';'));
    assert_eq!(problems(&intake), Vec::<String>::new());
    for sample in &intake.samples {
        let method = sample.measurements.first().and_then(|measurement| sample.method(measurement));
        assert_eq!(method.map(|method| &**method), Some("ASTM D445"));
    }
    let plain = read(&column("kv_40c [mm2/s]", &["46"], ';'));
    assert_eq!(plain.samples[0].method(&plain.samples[0].measurements[0]), None);
    assert_eq!(problems(&read(&column("kv_40c [mm2/s] twice", &["46"], ';'))), ["1:4 unknown-column column_ignored"]);
}

#[test]
fn signs_between_thousands_need_regular_groups() {
    for (cell, read) in [
        ("1.234.567,8", "unreadable 1.234.567,8"),
        ("12.345,6", "12345.6"),
        ("12,345.6", "12345.6"),
        ("1 234,5", "1234.5"),
        ("1\u{a0}234,5", "1234.5"),
        ("1\u{2009}234", "1234"),
        ("1\u{202f}234.5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("< 1'234", "<1234"),
        ("１２．５", "12.5"),
        ("≥ １２", ">=12"),
    ] {
        check_cell("fe [mg/kg]", cell, read, if read.starts_with("unreadable") { "implausible" } else { "" });
    }
    check(&column("fe [mg/kg]", &["1.234", "1.234,5"], ';'), "1: fe=1234;\n2: fe=1234.5;\n", &[]);
    check(
        &column("fe [mg/kg]", &["1.5", "12.34,5"], ';'),
        "1: fe=1.5;\n2: fe=unreadable 12.34,5;\n",
        &["3:4 not-a-number cell_lost"],
    );
}

#[test]
fn a_limit_may_have_a_name_and_a_number_an_exponent() {
    check_cell("fe [mg/kg]", "<LOQ 5", "<5", "");
    check_cell("fe [mg/kg]", "< LOD: 5", "<5", "");
    check_cell("fe [mg/kg]", "1e-3", "0.001", "");
    check_cell("fe [mg/kg]", "+5", "5", "");
}

#[test]
fn a_unit_in_a_cell_is_converted_within_its_dimension() {
    for (heading, cell, read, problem) in [
        ("fe [mg/kg]", "5 ppm", "5", ""),
        ("fe [mg/kg]", "<5ppm", "<5", ""),
        ("water [%{m/m}]", "0.1 %", "0.1", ""),
        ("water [%{m/m}]", "0.1％", "0.1", ""),
        ("water [%{m/m}]", "500 PPM", "0.05", ""),
        ("water [mg/kg]", "0.1 wt%", "0.1", ""),
        // Of what is not said.
        ("water [mg/kg]", "0.1 %", "unreadable 0.1 %", "bad-unit"),
        ("kv_40c [mm2/s]", "12 cSt", "12", ""),
        ("flash_point_coc [Cel]", "500.15 K", "227", ""),
        ("flash_point_coc [Cel]", "227 °C", "227", ""),
        ("kv_40c [mm2/s]", "12 ppm", "unreadable 12 ppm", "bad-unit"),
    ] {
        check_cell(heading, cell, read, problem);
    }
}

#[test]
fn saybolt_seconds_are_viscosity_only_at_the_temperature_of_the_property() {
    // 100 °F is not 40 °C, so the heading must say kv_40c; 46 mm2/s are some 214 s at either.
    let intake = read(&column("kv_40c [SUS]", &["214.06", "31"], ';'));
    let number = intake.samples[0].measurements[0].reading.exact().unwrap();
    assert!((number - 46.0).abs() < 0.05, "{number}");
    assert_eq!(problems(&intake), ["3:4 implausible cell_lost"]);
    check_cell("fe [SUS]", "200", "", "bad-unit");
}

#[test]
fn a_viscosity_in_the_column_of_another_temperature_is_noticed() {
    let file = |cold: &str, hot: &str| {
        format!("sample_id;machine;sampled_on;kv_40c [mm2/s];kv_100c [mm2/s]\n1;M1;2026-05-01;{cold};{hot}\n")
    };
    check(&file("14.01", "14"), "1: kv_40c=14.01; kv_100c=14;\n", &[]);
    let lost = ["2:4 implausible cell_lost", "2:5 implausible cell_lost"];
    check(&file("14", "14"), "1: kv_40c=unreadable 14; kv_100c=unreadable 14;\n", &lost);
    check(&file("13.99", "14"), "1: kv_40c=unreadable 13.99; kv_100c=unreadable 14;\n", &lost);
    check(&file("-", "14"), "1: kv_40c=not tested; kv_100c=14;\n", &[]);
    check(&file("<14", "14"), "1: kv_40c=<14; kv_100c=14;\n", &[]);
}

#[test]
fn marks_and_inexact_numbers_are_told_once_for_a_column() {
    let cells = ["12*", "15+", "7", "~5", "ca. 6", "<3*"];
    let intake = check(
        &column("fe [mg/kg]", &cells, ';'),
        "1: fe=12;\n2: fe=15;\n3: fe=7;\n4: fe=5;\n5: fe=6;\n6: fe=<3;\n",
        &["2:4 laboratory-mark note", "5:4 approximate note"],
    );
    assert!(
        intake.problems[0].says.contains("3 cells of this column, \"12*\" the first"),
        "{}",
        intake.problems[0].says
    );
    assert!(intake.problems[1].says.contains("2 cells of this column"), "{}", intake.problems[1].says);
    check(
        &column("cleanliness_iso4406", &["18/16/13*", "18/16/*"], ';'),
        "1: cleanliness_iso4406=18/16/13;\n2: cleanliness_iso4406=18/16/*;\n",
        &["2:4 laboratory-mark note"],
    );
    // Where the decimal sign is known beforehand, marks are found all the same.
    check(&column("fe [mg/kg]", &["1", "12*"], ','), "1: fe=1;\n2: fe=12;\n", &["3:4 laboratory-mark note"]);
}

#[test]
fn plausible_bounds_hold_in_every_notation() {
    for (cell, read, problem) in [
        ("200 000", "200000", ""),
        ("200 001", "unreadable 200 001", "implausible"),
        ("20 %", "unreadable 20 %", "bad-unit"),
        ("20 wt%", "200000", ""),
        ("20.0001 wt%", "unreadable 20.0001 wt%", "implausible"),
        ("200000*", "200000", "laboratory-mark"),
    ] {
        check_cell("fe [mg/kg]", cell, read, problem);
    }
}

#[test]
fn a_date_in_a_column_of_codes_is_never_read_back() {
    for (cell, problem) in [
        ("2016-11-14", "bad-code"),
        ("14/11/2016", "bad-code"),
        ("16-Nov-14", "bad-code"),
        ("42688", "bad-code"),
        ("2016-11-14 00:00:00", "bad-code"),
    ] {
        for heading in ["cleanliness_iso4406", "cleanliness_nas1638", "cleanliness_as4059"] {
            let intake = read(&column(heading, &[cell], ';'));
            assert_eq!(problems(&intake), [format!("2:4 {problem} cell_lost")], "{heading} {cell}");
            assert!(intake.problems[0].says.contains("turned the code into a date"), "{}", intake.problems[0].says);
        }
    }
    let slip = read(&column("cleanliness_iso4406", &["18/16/1E"], ';'));
    assert!(!slip.problems[0].says.contains("spreadsheet"), "{}", slip.problems[0].says);
}

#[test]
fn codes_are_read_in_all_their_spellings() {
    for (heading, cell, read) in [
        ("cleanliness_iso4406", "18-16-13", "18/16/13"),
        ("cleanliness_iso4406", "18 / 16 / 13", "18/16/13"),
        ("cleanliness_iso4406", "１８／１６／１３", "18/16/13"),
        ("cleanliness_iso4406", "*/16/13", "*/16/13"),
        ("cleanliness_iso4406", "18/16/*", "18/16/*"),
        ("cleanliness_iso4406", "14/12/≥7", "14/12/≥7"),
        ("cleanliness_nas1638", "NAS1638 7", "7"),
        ("cleanliness_nas1638", "NAS 00", "00"),
        ("cleanliness_as4059", "6b", "6B"),
        ("copper_corrosion", "1 B", "1b"),
    ] {
        check_cell(heading, cell, read, "");
    }
}

/// A file of one column of dates beside the sampling date.
fn days(heading: &str, cells: &[&str]) -> super::Intake {
    let mut text = if heading == "sampled_on" {
        "sample_id;machine;sampled_on\n".to_owned()
    } else {
        format!("sample_id;machine;sampled_on;{heading}\n")
    };
    for (cell, number) in cells.iter().zip(1..) {
        let first = if heading == "sampled_on" { "" } else { "2001-01-01;" };
        writeln!(text, "{number};M1;{first}{cell}").unwrap();
    }
    read(&text)
}

#[test]
fn the_order_of_dates_is_that_of_the_column() {
    let sampled = |cells: &[&str]| {
        let intake = days("sampled_on", cells);
        let days: Vec<String> = intake.samples.iter().map(|sample| sample.sampled_on.to_string()).collect();
        (days.join(" "), problems(&intake))
    };
    for (cells, read) in [
        (["03/04/2026", "13/04/2026"], "2026-04-03 2026-04-13"),
        (["03/04/2026", "04/13/2026"], "2026-03-04 2026-04-13"),
        (["03.04.26", "28.04.26"], "2026-04-03 2026-04-28"),
        (["24-Mar-2026", "4 Mar 2026"], "2026-03-24 2026-03-04"),
        (["2026年3月24日", "2026. 3. 24."], "2026-03-24 2026-03-24"),
        (["46105", "46106"], "2026-03-24 2026-03-25"),
    ] {
        assert_eq!(sampled(&cells), (read.to_owned(), vec![]), "{cells:?}");
    }
    assert_eq!(sampled(&["20000", "60001"]), ("1954-10-03".to_owned(), vec!["3:3 bad-date row_rejected".to_owned()]));
}

#[test]
fn a_column_of_dates_that_cannot_be_told_is_one_problem_and_every_row_is_counted() {
    for (cells, row, part) in [
        (["03/04/2026", "05/06/2026", "07/08/2026"], 2, "3 April 2026 as dmy or 4 March 2026 as mdy"),
        (["13/04/2026", "04/13/2026", "01/02/2026"], 2, "\"13/04/2026\" (row 2) and \"04/13/2026\" (row 3)"),
        (["03.04.26", "13.04.26", "04.04.26"], 2, "3 April 2026 as dmy or 26 April 2003 as ymd"),
    ] {
        let intake = days("sampled_on", &cells);
        assert_eq!(problems(&intake), [format!("{row}:3 ambiguous-date row_rejected")], "{cells:?}");
        let says = &intake.problems[0].says;
        assert!(says.contains(part) && says.contains("--dates dmy, mdy or ymd"), "{says}");
        assert_eq!((intake.samples.len(), intake.sources[0].ledger.rows_rejected.get("ambiguous-date")), (0, Some(&3)));
    }
    let other = days("reported_at", &["03/04/2026", "", "05/06/2026"]);
    assert_eq!(problems(&other), ["2:4 ambiguous-date cell_lost"]);
    assert_eq!((other.samples.len(), other.sources[0].ledger.cells_lost.get("ambiguous-date")), (3, Some(&2)));
}

#[test]
fn dates_that_a_spreadsheet_turned_are_refused() {
    let intake = days("sampled_on", &["2026-04-03", "13/04/2026", "2026-11-03"]);
    assert_eq!(problems(&intake), ["3:3 ambiguous-date row_rejected"]);
    assert!(intake.problems[0].says.contains("wrong order"), "{}", intake.problems[0].says);
}

#[test]
fn moments_keep_their_time_and_offset() {
    let intake = days("reported_at", &["13/02/2026, 18:30:05", "03/02/2026 6:30 PM +08:00"]);
    let stamps: Vec<String> =
        intake.samples.iter().map(|sample| format!("{:?}", sample.reported_at.unwrap().local)).collect();
    assert_eq!(stamps, ["2026-02-13T18:30:05", "2026-02-03T18:30:00"]);
    assert!(intake.samples[1].reported_at.unwrap().offset.is_some());
}

#[test]
fn columns_are_decided_alike_by_any_number_of_threads() {
    let mut text = String::from("sample_id;machine;sampled_on;fe [mg/kg];cu [mg/kg];water [mg/kg];reported_at\n");
    for number in 0..200 {
        let (day, month) = (number % 12 + 1, number % 9 + 1);
        let last = if number == 150 { "14/01/2026" } else { "01/02/2026" };
        let iron = if number == 120 { "12,5*" } else { "1.234" };
        let water = if number % 50 == 7 {
            "~1,5"
        } else if number % 50 == 9 {
            "1.5"
        } else {
            "9"
        };
        writeln!(text, "{number};M1;{last};{iron};1.234;{water};{day:02}/{month:02}/2026").unwrap();
    }
    let whole = read(&text);
    assert_eq!(whole.samples.len(), 200);
    let expect = [
        "2:7 ambiguous-date cell_lost",
        "9:6 ambiguous-number cell_lost",
        "9:6 approximate note",
        "122:4 laboratory-mark note",
    ];
    assert_eq!(problems(&whole), expect, "{:?}", whole.problems);
    assert_eq!(whole.samples[0].measurements[0].reading.exact(), Some(1234.0));
    let shown =
        |intake: &super::Intake| format!("{:?}{:?}{:?}", intake.samples, intake.problems, intake.sources[0].ledger);
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        for chunk_bytes in [1, 100, 3000] {
            let other = pool.install(|| read_in_chunks("a.csv", text.as_bytes(), chunk_bytes));
            assert_eq!(shown(&whole), shown(&other), "{threads} threads, {chunk_bytes} bytes");
        }
    }
}

/// A number in one of the notations, by its digits.
fn written(number: f64, decimals: usize, comma: bool, group: &str) -> String {
    let plain = format!("{number:.decimals$}");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push_str(match group {
                "other" if comma => ".",
                "other" => ",",
                group => group,
            });
        }
        text.push(digit);
    }
    if fraction.is_empty() { text } else { format!("{text}{}{fraction}", if comma { ',' } else { '.' }) }
}

proptest! {
    #[test]
    fn what_is_written_in_any_notation_is_read_back(
        eighths in proptest::collection::vec(0_u32..1_600_000, 1..8),
        decimals in 1_usize..4,
        comma in any::<bool>(),
        group in proptest::sample::select(vec!["", " ", "\u{a0}", "\u{2009}", "\u{202f}", "'", "\u{2019}", "other"]),
        before in proptest::sample::select(vec!["", "<", "≤ ", "＞", ">=", "~", "ca. ", "<LOQ "]),
        behind in proptest::sample::select(vec!["", " ppm", "mg/kg", " µg/g", "*", " +"]),
        tab in any::<bool>(),
    ) {
        let numbers: Vec<f64> = eighths.iter().map(|eighth| f64::from(*eighth) / 8.0).collect();
        let mut cells: Vec<String> =
            numbers.iter().map(|number| format!("{before}{}{behind}", written(*number, decimals, comma, group))).collect();
        // One cell that no other sign can be meant by.
        cells.push(written(1.5, 1, comma, group));
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let intake = read(&column("fe [mg/kg]", &cells, if tab { '\t' } else { ';' }));
        for (sample, number) in intake.samples.iter().zip(&numbers) {
            let rounded: f64 = format!("{number:.decimals$}").parse().unwrap();
            let shown = sample.measurements[0].reading.value().and_then(crate::domain::Value::shown_number);
            // Nothing lies below zero or above the most that can be.
            let censored = before.contains(['<', '≤', '＞', '>']);
            let edge = rounded <= 0.0 || rounded >= 200_000.0;
            prop_assert!(shown == Some(rounded) || (censored && edge), "{:?} {:?}", cells, intake.problems);
        }
    }
}
