//! Words in cells and names of months in the languages of the standards: each is read as what it means.

use std::collections::BTreeSet;
use std::fmt::Write;

use proptest::prelude::*;

use crate::domain::{Code, Rating, Reading, Value};
use crate::ingest::{InputFile, Intake, read_files};
use crate::standards::Standards;
use crate::standards::property::Word;

use super::{column, options, problems};

fn read(text: &str, standards: &Standards) -> Intake {
    let file = InputFile { path: "a.csv".into(), bytes: Ok(text.as_bytes().to_vec()) };
    read_files(vec![file], standards, &options()).unwrap()
}

#[test]
fn words_in_a_column_of_numbers_are_read_as_what_they_mean() {
    let standards = Standards::built_in().unwrap();
    let mut cells = vec!["0.5".to_owned()];
    let mut expect = vec![Some(Reading::Value(Value::Exact(0.5)))];
    for (word, means) in &standards.words {
        expect.push(match means {
            Word::NotTested => Some(Reading::NotTested),
            Word::NotDetected => Some(Reading::Value(Value::NotDetected)),
            Word::Rating(rating) => Some(Reading::Value(Value::Code(Code::Rating(*rating)))),
            Word::No => Some(Reading::Value(Value::Code(Code::Rating(Rating::Absent)))),
            // `yes` is no amount of iron.
            Word::Yes => Some(Reading::Unreadable),
        });
        cells.push(format!("\"{}\"", word.replace('"', "\"\"")));
    }
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let intake = read(&column("fe [mg/kg]", &cells, ';'), &standards);
    let found: Vec<Option<Reading>> =
        intake.samples.iter().map(|sample| sample.measurements.first().map(|found| found.reading)).collect();
    for ((cell, found), expect) in cells.iter().zip(found).zip(expect) {
        assert_eq!(found, expect, "{cell}");
    }
    for text in ["未检出", "불검출", "no detectado", "não detectado", "nicht nachweisbar", "не обнаружено"]
    {
        let known = standards.words.get(&crate::domain::fold(text));
        assert_eq!(known, Some(&Word::NotDetected), "{text}");
    }
}

#[test]
fn numbers_that_are_none_and_dates_at_the_end_of_time_are_told() {
    let standards = Standards::built_in().unwrap();
    for cell in ["Inf", "-inf", "Infinity", "NaN", "1e400", "-1e400", "1e999999999", "9e307"] {
        let intake = read(&column("fe [mg/kg]", &[cell], ';'), &standards);
        assert_eq!(intake.samples[0].measurements[0].reading, Reading::Unreadable, "{cell}");
        assert_eq!(intake.problems.len(), 1, "{cell}: {:?}", intake.problems);
    }
    for day in ["9999-12-31", "31/12/9999", "0016-08-14", "1949-12-31", "2200-01-01"] {
        let text = format!("sample_id;machine;sampled_on;fe [mg/kg]\n1;M1;{day};3\n");
        assert_eq!(problems(&read(&text, &standards)), ["2:3 implausible-date row_rejected"], "{day}");
    }
}

#[test]
fn every_months_name_is_read_in_every_order_that_is_written() {
    let standards = Standards::built_in().unwrap();
    let mut seen = BTreeSet::new();
    let mut table = "sample_id;machine;sampled_on;note;fe [mg/kg]\n".to_owned();
    for (name, month) in &standards.months {
        for text in
            [format!("5 {name} 2025"), format!("05-{name}-2025"), format!("{name} 5, 2025"), format!("5. {name} 25")]
        {
            writeln!(table, "{text};{text};{text};2025-{month:02}-05;3").unwrap();
        }
        seen.insert(*month);
    }
    let intake = read(&table, &standards);
    for sample in &intake.samples {
        assert_eq!(Some(&*sample.sampled_on.to_string()), sample.note.as_deref(), "{}", sample.machine);
    }
    assert_eq!((intake.samples.len(), problems(&intake)), (standards.months.len() * 4, Vec::new()));
    assert_eq!(seen.len(), 12);
}

proptest! {
    #[test]
    fn days_are_read_back_in_the_order_in_which_they_are_written(
        days in proptest::collection::vec((1990_i32..2026, 1_u32..13, 1_u32..29), 1..6),
        order in 0_usize..3,
        apart in proptest::sample::select(vec!["/", "-", ".", " "]),
        padded in any::<bool>(),
    ) {
        let standards = super::standards::small();
        let mut text = "sample_id;machine;sampled_on;fe [mg/kg]\n".to_owned();
        // A day beyond the twelfth shows the order of the whole column.
        let days: Vec<(i32, u32, u32)> = days.into_iter().chain([(2025, 12, 28)]).collect();
        for (number, (year, month, day)) in days.iter().enumerate() {
            let two = |part: u32| if padded { format!("{part:02}") } else { part.to_string() };
            let parts = match order {
                0 => [two(*day), two(*month), year.to_string()],
                1 => [two(*month), two(*day), year.to_string()],
                _ => [year.to_string(), two(*month), two(*day)],
            };
            writeln!(text, "{number};M1;{};3", parts.join(apart)).unwrap();
        }
        let intake = read(&text, &standards);
        let read: Vec<String> = intake.samples.iter().map(|sample| sample.sampled_on.to_string()).collect();
        let expect: Vec<String> = days.iter().map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")).collect();
        prop_assert_eq!(read, expect, "{:?}", intake.problems);
    }

    #[test]
    fn codes_are_read_back_as_they_are_written(
        numbers in [0_u8..29, 0_u8..29, 0_u8..29],
        blank in proptest::sample::select(vec!["", " "]),
        first in proptest::sample::select(vec!["", "*", "-"]),
        heading in proptest::sample::select(vec!["cleanliness_iso4406"]),
    ) {
        let standards = super::standards::small();
        let mut sorted = numbers;
        sorted.sort_unstable_by(|one, other| other.cmp(one));
        let [four, six, fourteen] = sorted.map(|number| number.to_string());
        let four = if first.is_empty() { four } else { first.to_owned() };
        let cell = [four.clone(), six.clone(), fourteen.clone()].join(&format!("{blank}/{blank}"));
        let intake = read(&column(heading, &[&cell], ';'), &standards);
        let code = intake.samples[0].measurements[0].reading.value();
        let shown = match code { Some(Value::Code(code)) => code.to_string(), other => format!("{other:?}") };
        let plain = format!("{}/{six}/{fourteen}", if four == "*" { "-" } else { &four });
        prop_assert!(shown == plain || shown == cell.replace(' ', ""), "{cell}: {shown}");
    }
}
