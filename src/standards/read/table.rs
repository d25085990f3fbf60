//! A CSV file of the standards folder, as written: cells with their places, and nothing interpreted.
//!
//! The heading row is checked here, and so is the number of cells in each row. How tables of
//! several layers become one stands in `lay_over`.

use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use crate::domain::{Location, Provenance};

use super::super::faults::{FaultList, Read, Reported, did_you_mean};
use super::folder::Text;

/// The columns of limits that a file needs only where its sources disagree, or where it narrows its limits.
const MAY_BE_MISSING: [&str; 7] =
    ["other", "scale", "components", "models", "products", "oil_hours_from", "oil_hours_below"];

/// One file of a table.
pub(super) struct Part {
    /// The path within its folder.
    path: Arc<str>,
    /// The path as places show it.
    shown: Arc<str>,
    overlay: Option<Arc<str>>,
    layer: usize,
    columns: Vec<(&'static str, Option<usize>)>,
}

/// A row as written, with its part and its number there.
pub(super) struct Record {
    pub(super) part: usize,
    pub(super) number: u32,
    pub(super) cells: csv::StringRecord,
}

/// Rows under headings, from one file or from several that count as one.
pub(super) struct Table<'f> {
    pub(super) parts: Vec<Part>,
    pub(super) rows: Vec<Record>,
    pub(super) lost: Vec<csv::StringRecord>,
    pub(super) shortened: Vec<Shortened>,
    faults: &'f FaultList,
}

/// Rows that stand in the place of more rows than they are.
pub(super) struct Shortened {
    /// The first of them.
    pub(super) place: Location,
    /// How many there were.
    pub(super) before: usize,
    /// How many there are.
    pub(super) after: usize,
}

impl<'f> Table<'f> {
    /// A table without files.
    pub(super) const fn empty(faults: &'f FaultList) -> Self {
        Self { parts: Vec::new(), rows: Vec::new(), lost: Vec::new(), shortened: Vec::new(), faults }
    }

    /// Adds a file that must have exactly these columns, in any order; only a few of limits may be missing. Rows with too few
    /// or too many cells are reported and left out; a column that is missing is reported once and then read as faulty in every row.
    pub(super) fn add(&mut self, path: &str, text: &Text<'_>, columns: &[&'static str]) {
        let mut part = Part {
            path: Arc::from(path),
            shown: Arc::from(&*text.shown),
            overlay: text.overlay.clone(),
            layer: text.layer,
            columns: Vec::new(),
        };
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.content.as_bytes());
        let mut rows = RowCounter::new(text.content);
        let mut width = None;
        let here = || Location::file(part.shown.clone());
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    self.faults.report(here(), format!("cannot be read as CSV: {error}"));
                    break;
                }
            };
            let row = rows.row_of(&record);
            match width {
                None => {
                    width = Some(record.len());
                    part.columns = take_headings(&here().at_row(row), &record, columns, self.faults);
                }
                Some(width) if width != record.len() => {
                    let says = format!("the row has {} cells and there are {width} headings", record.len());
                    self.faults.report(here().at_row(row), says);
                    self.lost.push(record);
                }
                Some(_) => self.rows.push(Record { part: self.parts.len(), number: row, cells: record }),
            }
        }
        if width.is_none() {
            self.faults.report(here(), "the file has no row of headings");
        }
        self.parts.push(part);
    }

    /// Where rows of a higher layer stand in the place of more rows than they are.
    pub(super) fn shortened(&self) -> &[Shortened] {
        &self.shortened
    }

    /// Reports a table that has headings and nothing below them. For the files that all others rest on: without a
    /// unit or a property, every other row would be read past in silence.
    pub(super) fn must_have_rows(&self) {
        let headed = self.parts.iter().find(|part| !part.columns.is_empty());
        if let Some(part) = headed.filter(|_| self.rows.is_empty() && self.lost.is_empty()) {
            self.faults.report(Location::file(part.shown.clone()), "the file has headings and no rows below them");
        }
    }

    /// The cells of the rows that were left out.
    pub(super) fn lost_cells(&self) -> impl Iterator<Item = &str> {
        self.lost.iter().flat_map(csv::StringRecord::iter).map(str::trim)
    }

    /// The rows below the headings.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().filter_map(|record| {
            let part = self.parts.get(record.part)?;
            Some(Row { faults: self.faults, part, number: record.number, record: &record.cells })
        })
    }
}

/// The index of each column that a file should have; the headings' faults are reported.
fn take_headings(
    row: &Location,
    record: &csv::StringRecord,
    columns: &[&'static str],
    faults: &FaultList,
) -> Vec<(&'static str, Option<usize>)> {
    let here = |index: usize, heading: &str| row.clone().at_column(column_number(index)).under(heading);
    for (index, heading) in record.iter().map(str::trim).enumerate() {
        if !columns.contains(&heading) {
            let says = format!("unknown column{}", did_you_mean(heading, columns.iter().copied()));
            faults.report(here(index, heading), says);
        } else if record.iter().take(index).any(|earlier| earlier.trim() == heading) {
            faults.report(here(index, heading), "the column is there twice");
        }
    }
    let find = |column: &'static str| {
        let index = record.iter().position(|heading| heading.trim() == column);
        if index.is_none() && !MAY_BE_MISSING.contains(&column) {
            faults.report(row.clone(), format!("the column \"{column}\" is missing"));
        }
        (column, index)
    };
    columns.iter().copied().map(find).collect()
}

fn column_number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}

/// Counts rows as a spreadsheet does: empty lines count, line breaks inside a quoted cell do not.
struct RowCounter<'t> {
    bytes: &'t [u8],
    counted_to: usize,
    lines: u32,
    inside_cells: u32,
}

impl<'t> RowCounter<'t> {
    const fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), counted_to: 0, lines: 0, inside_cells: 0 }
    }

    fn row_of(&mut self, record: &csv::StringRecord) -> u32 {
        let mut start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
        // The reader gives the place before the empty lines that it skips.
        while self.bytes.get(start).is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            start += 1;
        }
        self.lines += self.newlines(self.counted_to..start);
        self.counted_to = start;
        let row = self.lines.saturating_sub(self.inside_cells) + 1;
        let inside: usize = record.iter().map(|cell| memchr::memchr_iter(b'\n', cell.as_bytes()).count()).sum();
        self.inside_cells += u32::try_from(inside).unwrap_or(u32::MAX);
        row
    }

    fn newlines(&self, range: Range<usize>) -> u32 {
        let bytes = self.bytes.get(range).unwrap_or_default();
        u32::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX)
    }
}

/// One row below the headings.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    faults: &'t FaultList,
    part: &'t Part,
    number: u32,
    record: &'t csv::StringRecord,
}

impl<'t> Row<'t> {
    fn index(&self, column: &str) -> Option<usize> {
        self.part.columns.iter().find(|(name, _)| *name == column).and_then(|(_, index)| *index)
    }

    /// The whole row's place.
    pub(super) fn location(&self) -> Location {
        Location::file(self.part.shown.clone()).at_row(self.number)
    }

    /// The file that the row stands in, within its folder.
    pub(super) fn path(&self) -> &str {
        &self.part.path
    }

    /// The overlay that the row stands in, if it is not in the lowest layer.
    pub(super) fn overlay(&self) -> Option<&'t Arc<str>> {
        self.part.overlay.as_ref()
    }

    /// The number of the layer that the row stands in, 0 for the lowest.
    pub(super) const fn layer(&self) -> usize {
        self.part.layer
    }

    /// Reports a fault of one cell.
    pub(super) fn fault(&self, column: &str, says: impl Into<String>) -> Reported {
        let place = match self.index(column) {
            Some(index) => self.location().at_column(column_number(index)).under(column),
            None => self.location(),
        };
        self.faults.report(place, says)
    }

    /// Reports a fault of the whole row.
    pub(super) fn fault_of_row(&self, says: impl Into<String>) -> Reported {
        self.faults.report(self.location(), says)
    }

    /// The cell's text without white space at its ends; empty if there is none.
    pub(super) fn text(&self, column: &str) -> &'t str {
        self.index(column).and_then(|index| self.record.get(index)).unwrap_or_default().trim()
    }

    /// The cell's text, which must be there.
    pub(super) fn required(&self, column: &str) -> Read<Arc<str>> {
        match (self.index(column), self.text(column)) {
            (None, _) => Err(Reported),
            (Some(_), "") => Err(self.fault(column, format!("{column} is missing"))),
            (Some(_), text) => Ok(Arc::from(text)),
        }
    }

    /// A number, or nothing where the cell is empty.
    pub(super) fn number(&self, column: &str) -> Read<Option<f64>> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        match f64::from_str(text) {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            Ok(_) => Err(self.fault(column, format!("\"{text}\" is not a finite number"))),
            Err(_) => Err(self.fault(column, format!("\"{text}\" is not a number"))),
        }
    }

    /// A number of things, or nothing where the cell is empty.
    pub(super) fn count<T: FromStr>(&self, column: &str) -> Read<Option<T>> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.fault(column, format!("\"{text}\" is not a whole number in range")))
    }

    /// One of a closed list of words.
    pub(super) fn word<T>(&self, column: &str, known: &[&str], parse: impl Fn(&str) -> Option<T>) -> Read<T> {
        let text = self.required(column)?;
        self.word_in(column, &text, known, parse)
    }

    /// One of a closed list of words, or nothing where the cell is empty.
    pub(super) fn optional_word<T>(
        &self,
        column: &str,
        known: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Read<Option<T>> {
        if self.text(column).is_empty() { Ok(None) } else { self.word(column, known, parse).map(Some) }
    }

    /// Words of a closed list with a separator between them.
    pub(super) fn words<T>(
        &self,
        column: &str,
        separator: char,
        known: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Read<Vec<T>> {
        let read: Vec<Read<T>> =
            self.list(column, separator).map(|word| self.word_in(column, word, known, &parse)).collect();
        read.into_iter().collect()
    }

    /// Texts with a separator between them; empty ones are left out.
    pub(super) fn list(&self, column: &str, separator: char) -> impl Iterator<Item = &'t str> + use<'t> {
        self.text(column).split(separator).map(str::trim).filter(|text| !text.is_empty())
    }

    fn word_in<T>(&self, column: &str, word: &str, known: &[&str], parse: impl Fn(&str) -> Option<T>) -> Read<T> {
        parse(word).ok_or_else(|| {
            let near = did_you_mean(word, known.iter().copied());
            self.fault(column, format!("unknown {} \"{word}\"{near}", subject(column)))
        })
    }

    /// Source and provenance, which every rule has.
    pub(super) fn origin(&self) -> Read<(Arc<str>, Provenance)> {
        let source = self.required("source");
        let provenance = self.word("provenance", &super::known::PROVENANCE, Provenance::from_id);
        Ok((source?, provenance?))
    }
}

/// What a column's words are called in a sentence.
fn subject(column: &str) -> &str {
    match column {
        "machine_types" | "machine_type" => "machine type",
        "compare" => "compare word",
        "means" => "meaning",
        other => other,
    }
}
