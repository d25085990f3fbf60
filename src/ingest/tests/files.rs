//! Whole files: shapes, headings, quotes, encodings, threads.

#![expect(clippy::disallowed_methods, reason = "a test writes the files that it reads")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use proptest::prelude::*;

use super::super::{IngestError, Options, Patience, read as read_paths, read_files};
use super::{check, column, options, problems, read, read_in_chunks, standards, told};

const HEAD: &str = "sample_id,machine,sampled_on,fe [mg/kg]";

#[test]
fn one_row_is_enough_and_none_is_told() {
    check(&format!("{HEAD}\n1,M1,2026-05-01,42"), "1: fe=42;\n", &[]);
    check(&format!("{HEAD}\n"), "", &["-:- no-rows note"]);
    check("", "", &["-:- empty-file file_rejected"]);
    check("\u{feff}\r\n", "", &["-:- empty-file file_rejected"]);
}

#[test]
fn rows_end_in_any_way_and_are_counted_as_a_spreadsheet_does() {
    for end in ["\n", "\r\n", "\r"] {
        let text = [HEAD, "1,M1,2026-05-01,42", "", "2,M1,2026-05-02,1O", ""].join(end);
        let intake = check(&text, "1: fe=42;\n2: fe=unreadable 1O;\n", &["4:4 not-a-number cell_lost"]);
        let ledger = &intake.sources[0].ledger;
        assert_eq!((ledger.rows_read, ledger.rows_skipped.get("blank")), (3, Some(&1)), "{end:?}");
    }
    let quoted = "sample_id,machine,sampled_on,note,fe [mg/kg]\n1,\"M,1\",2026-05-01,\"two\nlines \"\"here\"\"\",\"42\"\n2,M1,x,,\n";
    let intake = check(quoted, "1: fe=42;\n", &["3:3 bad-date row_rejected"]);
    assert_eq!(&*intake.samples[0].machine, "M,1");
    assert_eq!(intake.samples[0].note.as_deref(), Some("two\nlines \"here\""));
    let sample = &intake.samples[0];
    assert_eq!(intake.sources[0].raw(sample.place, &sample.measurements[0]), "42");
}

#[test]
fn a_mark_of_byte_order_is_no_part_of_the_first_heading() {
    let intake = check(
        &format!("\u{feff}{HEAD}\n1,M1,2026-05-01,1O\n"),
        "1: fe=unreadable 1O;\n",
        &["2:4 not-a-number cell_lost"],
    );
    assert_eq!(&*intake.sources[0].headings[0], "sample_id");
}

#[test]
fn text_in_another_encoding_is_rejected_with_the_way_out() {
    let intake = read_in_chunks("a.csv", b"sample_id,machine,sampled_on\n1,M\xfcller,2026-05-01\n", 64);
    assert_eq!(problems(&intake), ["-:- bad-encoding file_rejected"]);
    assert!(intake.problems[0].says.contains("line 2") && intake.problems[0].says.contains("CSV UTF-8"));
    assert_eq!(problems(&read_in_chunks("a.csv", b"\xff\xfes\0\x01", 64)), ["-:- bad-encoding file_rejected"]);
}

#[test]
fn ragged_rows_are_rejected_and_trailing_empty_cells_are_not() {
    let rows = "1,M1,2026-05-01\n2,M1,2026-05-01,4,5\n3,M1,2026-05-01,6,,\n,,\n";
    let intake = check(
        &format!("{HEAD}\n{rows}"),
        "3: fe=6;\n",
        &["2:- ragged-row row_rejected", "3:- ragged-row row_rejected"],
    );
    let ledger = &intake.sources[0].ledger;
    assert_eq!(ledger.cells_skipped, BTreeMap::from([("row".to_owned(), 12)]));
    assert_eq!((ledger.cells_read, ledger.cells_taken), (16, 4));
}

#[test]
fn quotes_that_do_not_close_are_named_by_the_row_where_they_open() {
    let open = read(&format!("{HEAD}\n1,M1,2026-05-01,1\n2,\"M1,2026-05-01,1\n3,M1,2026-05-01,1\n"));
    assert_eq!(problems(&open), ["-:- bad-quotes file_rejected"]);
    assert!(open.problems[0].says.contains("row 3"), "{}", open.problems[0].says);
    check(
        &format!("{HEAD}\n1,\"M\"1,2026-05-01,1\n2,M1,2026-05-01,1\n"),
        "2: fe=1;\n",
        &["2:2 bad-quotes row_rejected"],
    );
}

#[test]
fn a_row_needs_its_id_and_its_machine() {
    let rows = ",M1,2026-05-01,1\n2,,2026-05-01,1\n3,-,2026-05-01,1\n";
    check(
        &format!("{HEAD}\n{rows}"),
        "",
        &["2:1 missing-cell row_rejected", "3:2 missing-cell row_rejected", "4:2 missing-cell row_rejected"],
    );
}

#[test]
fn headings_are_known_or_told_with_a_suggestion() {
    let head = "Sample_ID,machine,sampled_on,fe [mg/kg],kv_40 [mm2/s],FE [ppm],iron ppm,fe";
    let intake = check(
        &format!("{head}\n1,M1,2026-05-01,1,2,3,4,5\n"),
        "1: fe=1;\n",
        &[
            "1:5 unknown-column column_ignored",
            "1:6 duplicate-column column_ignored",
            "1:7 unknown-column column_ignored",
            "1:8 bad-unit column_ignored",
        ],
    );
    assert!(intake.problems[0].says.ends_with("did you mean kv_40c [mm2/s]?"), "{}", intake.problems[0].says);
    assert!(intake.problems[2].says.ends_with("did you mean fe [mg/kg]?"), "{}", intake.problems[2].says);
    assert!(intake.problems[3].says.ends_with("write fe [mg/kg]"), "{}", intake.problems[3].says);
    let skipped = &intake.sources[0].ledger.cells_skipped;
    let reasons: Vec<(&str, u64)> = skipped.iter().map(|(reason, count)| (reason.as_str(), *count)).collect();
    assert_eq!(reasons, [("bad-unit", 1), ("duplicate-column", 1), ("unknown-column", 2)]);
}

#[test]
fn a_column_without_heading_is_told_only_if_something_stands_in_it() {
    check(&format!("{HEAD},\n1,M1,2026-05-01,1,\n"), "1: fe=1;\n", &[]);
    let used = check(&format!("{HEAD},\n1,M1,2026-05-01,1,x\n"), "1: fe=1;\n", &["1:5 unknown-column column_ignored"]);
    assert_eq!(used.sources[0].ledger.cells_skipped.get("no-heading"), Some(&1));
}

#[test]
fn the_delimiter_is_the_one_under_which_most_headings_are_known() {
    for delimiter in [',', ';', '\t'] {
        let intake = check(&column("fe [mg/kg]", &["7"], delimiter), "1: fe=7;\n", &[]);
        assert_eq!(&*intake.sources[0].profile, "own form");
    }
}

#[test]
fn equal_names_are_one_text() {
    let intake = read_in_chunks("a.csv", format!("{HEAD}\n1,M1,2026-05-01,1\n2,M1,2026-05-01,2\n").as_bytes(), 1);
    assert!(std::sync::Arc::ptr_eq(&intake.samples[0].machine, &intake.samples[1].machine));
}

#[test]
fn limits_stand_where_they_are_said_to_stand() {
    let wide = |count: usize| {
        let extra: Vec<String> = (3..count).map(|index| format!("x{index}")).collect();
        read(&format!("sample_id,machine,sampled_on,{}\n", extra.join(",")))
    };
    assert_eq!(problems(&wide(4096)).first().map(String::as_str), Some("-:- no-rows note"));
    assert_eq!(problems(&wide(4097)), ["-:- unknown-layout file_rejected"]);
    let long =
        |count: usize| read(&format!("sample_id,machine,sampled_on,note\n1,M1,2026-05-01,{}\n", "n".repeat(count)));
    assert_eq!(long(65_535).samples.len(), 1);
    assert_eq!(problems(&long(65_536)), ["2:4 bad-quotes row_rejected"]);
    // A row of headings, and a row of cells.
    let heading =
        |bytes: usize| read(&format!("sample_id,machine,sampled_on,{}\n1,M1,2026-05-01,1\n", "x".repeat(bytes)));
    assert_eq!(problems(&heading((1 << 18) - 29)), ["1:4 unknown-column column_ignored"]);
    assert_eq!(problems(&heading((1 << 18) - 28)), ["-:- unknown-layout file_rejected"]);
    let row = |cells: usize| read(&format!("{HEAD}\n1,M1,2026-05-01,1{}x\n", ",".repeat(cells - 4)));
    let says = |cells: usize| row(cells).problems[0].says.clone();
    assert!(says(65_537).contains("has 65537 cells") && says(100_000).contains("has 65537 cells"), "{}", says(100_000));
}

#[test]
fn of_problems_of_one_kind_the_first_thousand_are_told_and_the_others_counted() {
    let mut text = format!("{HEAD}\n");
    for number in 1..=2_500 {
        writeln!(text, "{number},M1,2026-05-01,1O").unwrap();
    }
    text += "x\n";
    for chunk_bytes in [1 << 20, 100] {
        let intake = read_in_chunks("a.csv", text.as_bytes(), chunk_bytes);
        let told = problems(&intake);
        assert_eq!(told.iter().filter(|line| line.ends_with("not-a-number cell_lost")).count(), 1_001);
        assert_eq!(told[999], "1001:4 not-a-number cell_lost");
        assert_eq!(told.iter().filter(|line| line.contains("ragged-row")).count(), 1);
        let last = intake.problems.last().unwrap();
        assert!(last.says.contains(" 1500 more times"), "{last}");
        assert_eq!(intake.sources[0].ledger.cells_lost.get("not-a-number"), Some(&2_500));
    }
}

#[test]
fn any_number_of_threads_and_any_chunk_gives_the_same() {
    let mut text = String::from("sample_id;machine;sampled_on;note;fe [mg/kg];water [mg/kg]\r\n");
    for number in 0..300 {
        let note = if number % 7 == 0 { "\"a;\r\nb\"" } else { "" };
        let iron = if number % 11 == 0 { "1O".to_owned() } else { format!("{},5", number % 90) };
        write!(text, "{};M{};2026-05-{:02};{note};{iron};<{number}\r\n", number % 250, number % 9, number % 33)
            .unwrap();
    }
    let whole = read(&text);
    assert!(whole.problems.len() > 30 && whole.samples.len() > 200);
    let shown =
        |intake: &super::Intake| format!("{:?}{:?}{:?}", intake.samples, intake.problems, intake.sources[0].ledger);
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        for chunk_bytes in [1, 37, 1000] {
            let other = pool.install(|| read_in_chunks("a.csv", text.as_bytes(), chunk_bytes));
            assert_eq!(shown(&whole), shown(&other), "{threads} threads, {chunk_bytes} bytes");
        }
    }
}

#[test]
fn one_unreadable_file_among_several_is_a_problem_and_alone_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.csv"), format!("{HEAD}\n1,M1,2026-05-01,1\n")).unwrap();
    fs::write(at("b.csv"), "").unwrap();
    let standards = standards::small();
    let intake = read_paths(&[folder.path().to_path_buf()], &standards, &options()).unwrap();
    assert_eq!(
        (told(&intake).as_str(), problems(&intake)),
        ("1: fe=1;\n", vec!["-:- empty-file file_rejected".to_owned()])
    );
    assert_eq!(intake.sources.len(), 2);
    assert_eq!(intake.sources[1].sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let broken = super::super::InputFile { path: "x.csv".into(), bytes: Err("permission denied".to_owned()) };
    let unread = super::super::read_files(vec![broken], &standards, &options()).unwrap();
    assert_eq!(problems(&unread), ["-:- unreadable-file file_rejected"]);
    let gone = read_paths(&[at("gone.csv")], &standards, &options());
    assert!(matches!(gone, Err(IngestError::Missing { .. })));
    assert!(matches!(read_paths(&[], &standards, &options()), Err(IngestError::NothingRead { .. })));
}

#[test]
fn a_file_that_takes_too_long_is_turned_away_whole() {
    static SECONDS: AtomicU64 = AtomicU64::new(0);
    let late = || Duration::from_secs(SECONDS.fetch_add(10, Ordering::Relaxed));
    let text = format!("{HEAD}\n1,M1,2026-05-01,1\n");
    let standards = standards::small();
    let file = || super::super::InputFile { path: "a.csv".into(), bytes: Ok(text.clone().into_bytes()) };
    for (most, is_read) in [(5, false), (5_000, true)] {
        let patience = Some(Patience { most: Duration::from_secs(most), clock: late });
        let intake = read_files(vec![file()], &standards, &Options { patience, ..options() }).unwrap();
        assert_eq!(intake.samples.len(), usize::from(is_read));
        assert_eq!(
            problems(&intake).first().map(String::as_str),
            (!is_read).then_some("-:- out-of-time file_rejected")
        );
        assert_eq!(intake.sources[0].rejected.is_some(), !is_read);
    }
}

proptest! {
    #[test]
    fn no_bytes_panic_and_the_account_always_balances(
        tail in proptest::collection::vec(any::<u8>(), 0..60),
        semicolon in any::<bool>(),
        chunk_bytes in 1_usize..40,
    ) {
        let head = if semicolon { HEAD.replace(',', ";") } else { HEAD.to_owned() };
        let text = [format!("{head};x\n").as_bytes(), &tail].concat();
        read_in_chunks("a.csv", &text, chunk_bytes);
        read_in_chunks("a.csv", &tail, chunk_bytes);
    }

    #[test]
    fn near_rows_balance_too(
        rows in proptest::collection::vec("(1|)[,;](M1|)[,;](2026-05-01|x|)[,;](1|1O|<1|-|1,5|\"1,5\"|)[,;\"]?\r?\n", 0..12),
        chunk_bytes in 1_usize..40,
    ) {
        let text = format!("{HEAD}\n{}", rows.concat());
        let intake = read_in_chunks("a.csv", text.as_bytes(), chunk_bytes);
        let whole = read(&text);
        prop_assert_eq!(told(&intake), told(&whole));
        prop_assert_eq!(intake.problems, whole.problems);
    }
}
