//! Files in, samples and problems out: what a technician would see.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod cells;
mod columns;
mod files;
mod forms;
mod given;
mod headings;
mod identity;
mod kinds;
mod languages;
mod parameters;
mod profiles;
pub(super) mod standards;

use std::fmt::Write;

use chrono::NaiveDate;

use crate::domain::{Reading, Value};

use super::table::Instructions;
use super::{InputFile, Intake, Options, join, take_in};

/// The day of every run in these tests.
pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

/// Nothing asked for.
fn options() -> Options {
    Options::on(today())
}

fn read_in_chunks(name: &str, text: &[u8], chunk_bytes: usize) -> Intake {
    let file = InputFile { path: name.into(), bytes: Ok(text.to_vec()) };
    let (standards, options) = (standards::small(), options());
    let instructions = Instructions::new(&standards, &options, chunk_bytes).unwrap();
    let intake = join(vec![take_in(file, &instructions)], &standards);
    for source in &intake.sources {
        assert!(source.ledger.balances(), "{:?}", source.ledger);
    }
    intake
}

fn read(text: &str) -> Intake {
    read_in_chunks("a.csv", text.as_bytes(), 1 << 20)
}

/// The samples, one a line: id, then `property=reading` for each result.
fn told(intake: &Intake) -> String {
    let standards = standards::small();
    let mut lines = String::new();
    for sample in &intake.samples {
        write!(lines, "{}:", sample.sample_id).unwrap();
        for measurement in &sample.measurements {
            let source = &intake.sources[sample.place.source as usize];
            let shown = match measurement.reading {
                Reading::NotTested => "not tested".to_owned(),
                Reading::NoUnit => format!("no unit {}", source.raw(sample.place, measurement)),
                Reading::Unreadable => format!("unreadable {}", source.raw(sample.place, measurement)),
                Reading::Value(Value::Code(code)) => code.to_string(),
                Reading::Value(value) => {
                    let number = value.shown_number().map(|number| number.to_string()).unwrap_or_default();
                    format!("{}{number}", value.qualifier().trim_start_matches('='))
                }
            };
            write!(lines, " {}={shown};", standards.property(measurement.property).id).unwrap();
        }
        lines.push('\n');
    }
    lines
}

/// The problems, one a line: `row:column code effect`.
fn problems(intake: &Intake) -> Vec<String> {
    let place = |number: Option<u32>| number.map_or("-".to_owned(), |number| number.to_string());
    intake
        .problems
        .iter()
        .map(|problem| {
            let location = &problem.location;
            format!("{}:{} {} {}", place(location.row), place(location.column), problem.code, problem.effect.id())
        })
        .collect()
}

fn check(text: &str, samples: &str, expect: &[&str]) -> Intake {
    let intake = read(text);
    assert_eq!(told(&intake), samples, "{text}");
    assert_eq!(problems(&intake), expect, "{text}\n{:?}", intake.problems);
    intake
}

/// A file of one result column, one row a cell.
fn column(heading: &str, cells: &[&str], delimiter: char) -> String {
    let mut text = format!("sample_id{delimiter}machine{delimiter}sampled_on{delimiter}{heading}\n");
    for (cell, number) in cells.iter().zip(1..) {
        writeln!(text, "{number}{delimiter}M1{delimiter}2026-05-01{delimiter}{cell}").unwrap();
    }
    text
}

/// What one cell under a heading of a semicolon file came to, and the problem it made.
fn check_cell(heading: &str, cell: &str, expect: &str, problem: &str) {
    let intake = read(&column(heading, &[cell], ';'));
    let told = told(&intake);
    let reading = told.trim().trim_start_matches("1:").trim().trim_end_matches(';');
    let reading = reading.split_once('=').map_or("", |(_, reading)| reading);
    let code = intake.problems.first().map_or("", |problem| problem.code.id());
    assert_eq!((reading, code), (expect, problem), "{heading}: {cell} {:?}", intake.problems);
}
