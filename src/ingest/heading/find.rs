//! Which row holds the headings, and what the rows around it are: titles, units, limits.
//!
//! The first rows are scored by how much of each is known; a table whose best row is hardly known is not guessed at.

use std::collections::BTreeMap;

use super::super::{layout, rows};
use super::dictionary::{Dictionary, Found};
use super::kind::{aside, is_bound};

/// Rows that are looked at.
const ROWS: usize = 12;

/// Rows that may stand above the headings.
const MOST_TITLES: usize = 10;

/// Rows of units and limits that may stand below them.
const MOST_BELOW: usize = 4;

/// Longer than this is no heading.
const MOST_HEADING_BYTES: usize = 160;

/// The heading row of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingRow {
    /// What stands between cells.
    pub delimiter: u8,
    /// The row, from 1.
    pub row: u32,
    /// The headings, trimmed.
    pub headings: Vec<String>,
    /// How many of them are known.
    pub known: usize,
    /// Rows around it that hold no samples, with the reason.
    pub aside: BTreeMap<u32, &'static str>,
    /// The cells of a row of units.
    pub units: Option<Vec<String>>,
}

/// Finds the heading row: at least two known headings, and more known for its length than any other row.
///
/// `delimiters`: what may stand between cells; the first of equals wins.
#[must_use]
pub fn find(text: &[u8], delimiters: &[u8], dictionary: &Dictionary<'_>) -> Option<HeadingRow> {
    let mut best: Option<(usize, usize, HeadingRow)> = None;
    for &delimiter in delimiters {
        let records = first_rows(text, delimiter);
        if records.iter().all(|cells| cells.len() < 2) {
            continue;
        }
        for (index, cells) in records.iter().enumerate().take(MOST_TITLES + 1) {
            let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
            let known = cells.iter().filter(|cell| is_known(cell, dictionary)).count();
            // known²/filled: many known headings speak for a row, many unknown ones against it.
            let better = best.as_ref().is_none_or(|(other, of, _)| known * known * of > other * other * filled);
            if known >= 2 && better {
                let row = HeadingRow {
                    delimiter,
                    row: row_number(index),
                    headings: cells.clone(),
                    known,
                    aside: BTreeMap::new(),
                    units: None,
                };
                best = Some((known, filled, row));
            }
        }
    }
    let (_, _, mut row) = best?;
    let records = first_rows(text, row.delimiter);
    look_around(&mut row, &records, dictionary);
    Some(row)
}

fn is_known(cell: &str, dictionary: &Dictionary<'_>) -> bool {
    if cell.is_empty() || cell.len() > MOST_HEADING_BYTES || !cell.chars().any(char::is_alphabetic) {
        return false;
    }
    matches!(dictionary.find(cell), Found::Known(_))
        || aside(cell, dictionary).is_some()
        || dictionary.labels.subject_of_units(cell).is_some()
}

/// The first rows as text, trimmed. A row that cannot be split has no cells.
fn first_rows(text: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut cells = Vec::new();
    rows::rows(text, delimiter)
        .take(ROWS + MOST_BELOW)
        .map(|(_, row)| match row.len() {
            length if length > layout::MOST_HEADING_BYTES => Vec::new(),
            _ if rows::split(row, delimiter, &mut cells).is_err() => Vec::new(),
            _ => cells.iter().map(|cell| plain(cell.of(row))).collect(),
        })
        .collect()
}

fn plain(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).replace("\"\"", "\"").trim().to_owned()
}

fn row_number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

/// Says what the rows above and below the headings are.
fn look_around(heading: &mut HeadingRow, records: &[Vec<String>], dictionary: &Dictionary<'_>) {
    let at = heading.row as usize - 1;
    for (index, cells) in records.iter().enumerate().take(at) {
        if cells.iter().any(|cell| !cell.is_empty()) {
            let reason = aside_row(heading, cells, dictionary).unwrap_or("title");
            if reason == "units" {
                heading.units = Some(cells.clone());
            }
            heading.aside.insert(row_number(index), reason);
        }
    }
    for (index, cells) in records.iter().enumerate().skip(at + 1).take(MOST_BELOW) {
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let Some(reason) = aside_row(heading, cells, dictionary) else { break };
        if reason == "units" {
            heading.units = Some(cells.clone());
        }
        heading.aside.insert(row_number(index), reason);
    }
}

/// `units` or `limits`, if a row is one of these.
fn aside_row(heading: &HeadingRow, cells: &[String], dictionary: &Dictionary<'_>) -> Option<&'static str> {
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let is_number = |cell: &str| cell.replace(',', ".").parse::<f64>().is_ok();
    let is_unit = |cell: &&&String| {
        let inner = cell.trim_matches(['[', ']', ' ']);
        dictionary.labels.is_units_label(inner) || (!is_number(inner) && dictionary.unit(inner).is_some())
    };
    let units = filled.iter().filter(is_unit).count();
    if units >= 2 && units * 2 > filled.len() {
        return Some("units");
    }
    // Without a day of sampling a row is no sample; a label or nothing but bounds says what it is.
    let dated =
        |cell: &&String| cell.len() >= 6 && cell.chars().filter(char::is_ascii_digit).count() >= 4 && !is_bound(cell);
    let cell = |id: &str| {
        let is = |name: &String| dictionary.meaning(name).is_some_and(|meaning| dictionary.id(meaning.target) == id);
        heading.headings.iter().position(is).and_then(|column| cells.get(column)).filter(|cell| !cell.is_empty())
    };
    if cell("@sampled_on").is_some_and(|cell| dated(&cell)) {
        return None;
    }
    let labelled = filled.iter().take(3).any(|cell| dictionary.labels.is_limit(cell));
    let bounds = filled.iter().filter(|cell| is_bound(cell)).count();
    // A machine without a date is a sample that lacks one, even if all its results are below something.
    let unlabelled = bounds >= 1 && bounds * 2 > filled.len() && cell("@machine").is_none();
    (labelled || unlabelled).then_some("limits")
}
