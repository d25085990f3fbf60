//! A table laid out by known headings: its columns, and what only its cells can settle.
//!
//! The cells are looked at for two things. A column of nothing but verdict signs beside a result is a verdict, and a
//! column of units decides whether the amounts beside it are hours.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Effect, Location, Problem, ProblemCode};
use crate::standards::Standards;

use super::column::{Column, method_of};
use super::fault::{Fault, quoted};
use super::field::Field;
use super::heading::{self, ColumnSaid, Dictionary, Headed, HeadingRow};
use super::layout::Layout;
use super::rows;

/// Rows that are looked at for verdict signs.
const SIGN_ROWS: usize = 200;

/// More different texts than this in a column of units are not repeated in a sentence.
const MOST_UNITS: usize = 5;

/// A table with known headings.
#[derive(Debug)]
pub struct Known {
    /// What its columns are.
    pub headed: Headed,
    /// The headings.
    pub headings: Vec<Arc<str>>,
    /// What is wrong with the columns that are left out, and with the table.
    pub problems: Vec<Problem>,
}

/// Lays out a table below a heading row.
#[must_use]
pub fn lay_out(text: &[u8], row: &HeadingRow, dictionary: &Dictionary<'_>, file: &Location) -> Known {
    let headings: Vec<Arc<str>> = row.headings.iter().map(|heading| Arc::from(heading.as_str())).collect();
    let place = file.clone().at_row(row.row);
    let mut headed = heading::columns(&headings, row.units.as_deref(), dictionary, &place);
    let mut problems = std::mem::take(&mut headed.problems);
    take_signs(text, row, &mut headed, &mut problems);
    for (units, amounts) in std::mem::take(&mut headed.units_of) {
        check_amounts(text, row, dictionary, &mut headed, (units, &amounts), &place, &mut problems);
    }
    let is_result = |column: &Column| match column {
        Column::Result(_) | Column::CodePart { .. } | Column::NoUnit(_) => true,
        // The results of the long form.
        Column::Context { field, .. } => matches!(field, Field::Value | Field::ValueText),
        _ => false,
    };
    if !headed.columns.iter().any(is_result) {
        let says = "no column of this table is read as a result; its samples have none".to_owned();
        problems.push(Problem { code: ProblemCode::MissingColumn, effect: Effect::Note, location: place, says });
    }
    Known { headed, headings, problems }
}

/// The fault of a table whose headings are known and which has no machine or no date.
#[must_use]
pub fn lacking(layout: &Layout<'_>, fields: &[Field], known: usize) -> Fault {
    let filled = layout.headings.iter().filter(|heading| !heading.is_empty()).count();
    let says = format!(
        "row {} holds the headings, {known} of {filled} are known, and no column is the {}; a sample needs both a machine \
         and a day of sampling: {}",
        layout.heading_row,
        fields.iter().map(|field| field.id()).collect::<Vec<_>>().join(" and no column the "),
        fields.iter().map(|field| way_out(*field)).collect::<Vec<_>>().join("; ")
    );
    Fault::new(ProblemCode::MissingColumn, says)
}

/// What a person can do about a field that every sample needs and a table does not have.
#[must_use]
pub const fn way_out(field: Field) -> &'static str {
    match field {
        Field::Machine => {
            "add it under the heading machine, or, if all results are of one machine, say which: --given machine=\"Press 3\", or \
             machine under [constants] of a layout profile"
        }
        Field::SampledOn => {
            "add the day of sampling under the heading sampled_on, or, if all were drawn on one day, say which: \
             --given sampled_on=2026-05-01; the day of arrival or of the test is not taken for it"
        }
        _ => "add it",
    }
}

/// What the columns of the own form or of a profile were taken for.
#[must_use]
pub fn said(
    headings: &[Arc<str>],
    columns: &[Column],
    problems: &[Problem],
    standards: &Standards,
    layout: &str,
) -> Vec<ColumnSaid> {
    let problem = |number: usize| {
        let at = |problem: &&Problem| problem.location.column.is_some_and(|column| column as usize == number);
        problems.iter().find(at).map(|problem| problem.says.clone())
    };
    let column = |((heading, column), number): ((&Arc<str>, &Column), usize)| {
        let (taken_as, unit) = match column {
            Column::Context { field, .. } | Column::OfResult(field) => (Some(format!("@{}", field.id())), None),
            Column::Result(result) => {
                let canonical = standards.property(result.property).unit.symbol().to_owned();
                (Some(result.id.to_string()), result.is_canonical().then_some(canonical))
            }
            Column::CodePart { id, position, .. } => (Some(format!("{id}#{}", position + 1)), None),
            Column::Verdict { .. } => (Some(format!("@{}", Field::LabVerdict.id())), None),
            Column::NoUnit(_) | Column::Skipped(_) | Column::Unnamed => (None, None),
        };
        let why = match column {
            Column::Skipped(reason) => problem(number).unwrap_or_else(|| reason.clone()),
            Column::NoUnit(_) => problem(number).unwrap_or_default(),
            Column::Unnamed => "no heading".to_owned(),
            _ => layout.to_owned(),
        };
        let read = taken_as.is_some();
        let method = method_of(heading, standards).filter(|_| read);
        ColumnSaid { heading: heading.clone(), taken_as, unit, method, assumed: false, read, why }
    };
    headings.iter().zip(columns).zip(1..).map(column).collect()
}

/// Makes a verdict of each column that has no known heading, nothing in it but signs, and a result on its left.
fn take_signs(text: &[u8], row: &HeadingRow, headed: &mut Headed, problems: &mut Vec<Problem>) {
    let unknown = ProblemCode::UnknownColumn.id();
    for index in 1..headed.columns.len() {
        let open = match headed.columns.get(index) {
            Some(Column::Unnamed) => true,
            Some(Column::Skipped(reason)) => reason == unknown,
            _ => false,
        };
        let beside = matches!(headed.columns.get(index - 1), Some(Column::Result(_)));
        if !open || !beside || !only_signs(text, row, index) {
            continue;
        }
        let reason = heading::VERDICT;
        if let Some(column) = headed.columns.get_mut(index) {
            *column = Column::Skipped(reason.to_owned());
        }
        if let Some(said) = headed.said.get_mut(index) {
            reason.clone_into(&mut said.why);
        }
        problems.retain(|problem| problem.location.column.is_none_or(|column| column as usize != index + 1));
    }
}

fn only_signs(text: &[u8], row: &HeadingRow, index: usize) -> bool {
    let mut any = false;
    let mut all = true;
    each_cell(text, row, index, SIGN_ROWS, |cell| {
        if !cell.is_empty() {
            any = true;
            all &= heading::is_sign(cell);
        }
    });
    any && all
}

/// Leaves out amounts whose column of units says something else than the form's unit.
fn check_amounts(
    text: &[u8],
    row: &HeadingRow,
    dictionary: &Dictionary<'_>,
    headed: &mut Headed,
    (units, amounts): (usize, &[usize]),
    place: &Location,
    problems: &mut Vec<Problem>,
) {
    let mut texts: BTreeSet<String> = BTreeSet::new();
    each_cell(text, row, units, usize::MAX, |cell| {
        if !cell.is_empty() && texts.len() < 100 {
            let cell = String::from_utf8_lossy(cell);
            if !texts.contains(&*cell) {
                texts.insert(cell.into_owned());
            }
        }
    });
    for index in amounts.iter().copied() {
        let Some(Column::Context { field, .. }) = headed.columns.get(index) else { continue };
        let Some(wanted) = heading::unit_of(*field) else { continue };
        let other: Vec<String> = texts
            .iter()
            .filter(|text| dictionary.unit(text) != Some(wanted))
            .take(MOST_UNITS)
            .map(|text| quoted(text.as_bytes()))
            .collect();
        let silent =
            texts.is_empty() && row.headings.get(index).is_some_and(|heading| heading::hours_or_distance(heading));
        if other.is_empty() && !silent {
            continue;
        }
        let found = if silent { "nothing".to_owned() } else { other.join(", ") };
        let says = format!(
            "{} has to be in {wanted}, and column {} says {found} in some rows; the column is not read",
            field.id(),
            units + 1
        );
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let heading = row.headings.get(index).map_or("", String::as_str);
        let location = place.clone().at_column(number).under(heading);
        if let Some(said) = headed.said.get_mut(index) {
            said.read = false;
            said.why.clone_from(&says);
        }
        if let Some(column) = headed.columns.get_mut(index) {
            *column = Column::Skipped(ProblemCode::BadUnit.id().to_owned());
        }
        problems.push(Problem { code: ProblemCode::BadUnit, effect: Effect::ColumnIgnored, location, says });
    }
}

/// Shows the trimmed cells of one column below the headings.
fn each_cell(text: &[u8], heading: &HeadingRow, index: usize, most: usize, mut see: impl FnMut(&[u8])) {
    let mut cells = Vec::new();
    for ((_, row), number) in
        rows::rows(text, heading.delimiter).zip(1_u32..).take(most.saturating_add(heading.row as usize))
    {
        if number <= heading.row || heading.aside.contains_key(&number) {
            continue;
        }
        if rows::split(row, heading.delimiter, &mut cells).is_ok()
            && let Some(cell) = cells.get(index)
        {
            see(cell.trimmed(row).of(row));
        }
    }
}
