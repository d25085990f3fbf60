//! The cells of one row of a long table: the result in numbers and in words, the new oil's value, verdict and remark.

use std::borrow::Cow;
use std::sync::Arc;

use crate::domain::{Measurement, ProblemCode, PropertyKind, Reading};

use super::super::fault::{Fault, quoted};
use super::super::field::Field;
use super::super::part::{Part, RowTally, Table, measurement, plain};
use super::super::result::ResultColumn;
use super::super::rows::Cell;
use super::gather::agree;
use super::long::{Roles, says_nothing};

/// The reason under which words beside a number are accounted for.
const BESIDE_NUMBER: &str = "words beside the number";

/// The reason under which test methods of single results are accounted for.
const METHOD: &str = "method of a result";

/// The cells of a row.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    /// The row's bytes.
    pub row: &'a [u8],
    /// Its trimmed cells.
    pub list: &'a [Cell],
    /// Which is which.
    pub roles: &'a Roles,
    /// The table.
    pub table: &'a Table<'a>,
}

/// What a row brings to its sample.
#[derive(Debug, Default)]
pub struct Told {
    /// The result.
    pub result: Option<Measurement>,
    /// The new oil's value.
    pub baseline: Option<Measurement>,
    /// Parameter and verdict.
    pub verdict: Option<(Arc<str>, Arc<str>)>,
    /// Remark.
    pub note: Option<Arc<str>>,
    /// What its cells came to.
    pub tally: RowTally,
    /// What could not be read, by column.
    pub faults: Vec<(usize, Fault)>,
}

/// A cell that was read.
type ReadCell = (usize, Cell, Result<Reading, Fault>);

impl<'a> Cells<'a> {
    fn cell(&self, column: Option<usize>) -> Option<(usize, Cell)> {
        let column = column?;
        Some((column, *self.list.get(column)?))
    }

    /// A cell's bytes; none for a column that the table does not have.
    #[must_use]
    pub fn bytes(&self, column: Option<usize>) -> &'a [u8] {
        self.cell(column).map_or(&[], |(_, cell)| cell.of(self.row))
    }

    /// A cell's text for keeping.
    #[must_use]
    pub fn plain(&self, column: Option<usize>) -> Cow<'a, str> {
        self.cell(column).map_or(Cow::Borrowed(""), |(_, cell)| plain(cell.of(self.row), cell.doubled))
    }

    /// True if there is anything where results stand.
    #[must_use]
    pub fn has_result(&self) -> bool {
        [self.roles.value, self.roles.text].into_iter().any(|column| !self.bytes(column).is_empty())
    }

    fn read(&self, column: Option<usize>, result: &ResultColumn) -> Option<ReadCell> {
        let (index, cell) = self.cell(column)?;
        let text = cell.of(self.row);
        let decimal = self.table.decimals.get(index).copied().flatten();
        (!text.is_empty()).then(|| (index, cell, result.read(text, decimal, &self.table.rules.words)))
    }

    /// Half of the last digit that a text gives, in the property's own unit.
    fn half_digit(&self, column: Option<usize>, result: &ResultColumn) -> f64 {
        let decimals = match self.cell(column) {
            Some((index, cell)) => {
                let sign = self.table.decimals.get(index).copied().flatten().unwrap_or(b'.');
                let text = cell.of(self.row);
                let behind = text.iter().skip_while(|byte| **byte != sign).skip(1);
                behind.take_while(|byte| byte.is_ascii_digit()).count()
            }
            None => 0,
        };
        let half = 0.5 * 10_f64.powi(-i32::try_from(decimals.min(12)).unwrap_or(0));
        result.difference(half).abs()
    }
}

/// Reads a row of results. Without `result` the row says nothing but what it says of its sample.
#[must_use]
pub fn read(cells: &Cells<'_>, result: Option<&ResultColumn>, name: &str, part: &mut Part) -> Told {
    let mut told = Told::default();
    let roles = cells.roles;
    for column in [Some(roles.parameter), roles.unit] {
        count_text(cells, column, &mut told.tally);
    }
    if let Some((_, cell)) = cells.cell(roles.method) {
        if cell.start < cell.end {
            *part.cells_skipped.entry(METHOD).or_default() += 1;
        } else {
            told.tally.empty += 1;
        }
    }
    if let Some(result) = result {
        read_result(cells, result, &mut told, part);
        read_baseline(cells, result, &mut told);
    } else {
        for column in [roles.value, roles.text, roles.baseline] {
            count_text(cells, column, &mut told.tally);
        }
    }
    let mut kept = |column: Option<usize>, field: Field| {
        let given = count_text(cells, column, &mut told.tally);
        given.then(|| part.names.share(field as usize, &cells.plain(column)))
    };
    told.note = kept(roles.note, Field::Note);
    told.verdict = kept(roles.verdict, Field::LabVerdict)
        .map(|verdict| (part.names.share(Field::Parameter as usize, name), verdict));
    told
}

/// Counts a cell that is kept as it stands; true if it says something.
fn count_text(cells: &Cells<'_>, column: Option<usize>, tally: &mut RowTally) -> bool {
    let Some((index, cell)) = cells.cell(column) else { return false };
    let text = cell.of(cells.row);
    if text.is_empty() {
        tally.empty += 1;
    } else if index != cells.roles.parameter && says_nothing(text, cells.table) {
        tally.not_tested += 1;
    } else {
        tally.taken += 1;
        return true;
    }
    false
}

fn read_result(cells: &Cells<'_>, result: &ResultColumn, told: &mut Told, part: &mut Part) {
    let (value, text) = (cells.roles.value, cells.roles.text);
    let there = u32::from(value.is_some()) + u32::from(text.is_some());
    let read = match (cells.read(value, result), cells.read(text, result)) {
        (None, None) => {
            told.tally.empty += there;
            return;
        }
        (Some(one), None) | (None, Some(one)) => {
            told.tally.empty += there - 1;
            take(one, told)
        }
        (Some(number), Some(text)) => {
            let half_digit = cells.half_digit(cells.roles.text, result);
            both(number, text, (cells, result, half_digit), told, part)
        }
    };
    let (index, cell, reading) = read;
    told.result = Some(measurement(result.property, index, cell, reading));
}

/// Counts one cell that was read, and keeps its fault.
fn take((index, cell, read): ReadCell, told: &mut Told) -> (usize, Cell, Reading) {
    let reading = match read {
        Ok(Reading::NotTested) => {
            told.tally.not_tested += 1;
            Reading::NotTested
        }
        Ok(reading) => {
            told.tally.taken += 1;
            reading
        }
        Err(fault) => {
            told.faults.push((index, fault));
            Reading::Unreadable
        }
    };
    (index, cell, reading)
}

/// A result that is given twice, as a number and in words.
fn both(
    number: ReadCell,
    text: ReadCell,
    (cells, result, half_digit): (&Cells<'_>, &ResultColumn, f64),
    told: &mut Told,
    part: &mut Part,
) -> (usize, Cell, Reading) {
    match (&number.2, &text.2) {
        (Ok(one), Ok(other)) if one.value().is_some() && other.value().is_some() => {
            let Some(reading) = agree(*one, *other, half_digit) else {
                let (one, other) = (number.1.of(cells.row), text.1.of(cells.row));
                let says = format!(
                    "{}: the number says {} and the text {}; neither is used",
                    result.id,
                    quoted(one),
                    quoted(other)
                );
                let fault = Fault::new(ProblemCode::ContradictingCells, says);
                told.faults.push((number.0, fault.clone()));
                told.faults.push((text.0, fault));
                return (number.0, number.1, Reading::Unreadable);
            };
            let cell = if reading == *one { (number.0, number.1) } else { (text.0, text.1) };
            told.tally.taken += 2;
            (cell.0, cell.1, reading)
        }
        // Words beside a number, as "normal" or a remark, are no result.
        (Ok(reading), Err(_)) if reading.value().is_some() && result.kind == PropertyKind::Number => {
            *part.cells_skipped.entry(BESIDE_NUMBER).or_default() += 1;
            take(number, told)
        }
        (Ok(reading), _) if reading.value().is_some() => {
            take(text, told);
            take(number, told)
        }
        _ => {
            take(number, told);
            take(text, told)
        }
    }
}

fn read_baseline(cells: &Cells<'_>, result: &ResultColumn, told: &mut Told) {
    let Some((index, cell)) = cells.cell(cells.roles.baseline) else { return };
    let Some(read) = cells.read(Some(index), result) else {
        told.tally.empty += 1;
        return;
    };
    let (_, _, reading) = take(read, told);
    if reading.value().is_some() {
        told.baseline = Some(measurement(result.property, index, cell, reading));
    }
}
