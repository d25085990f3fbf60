//! The first pass over a file: what its columns as wholes show of decimal signs and of the order of dates, and what of
//! it the reader must be told once for a column. The cells themselves are read in the second pass (`part`).

use rayon::prelude::*;

use crate::domain::{Effect, Location, Problem, ProblemCode, PropertyKind};

use super::column::Column;
use super::context_cell::ContextRules;
use super::date::DateForms;
use super::day::{DayOrder, DayWords, WrittenDay};
use super::day_order::{self, Decision};
use super::decimal::{self, Origin};
use super::fault::quoted;
use super::field::{Field, FieldKind};
use super::form::columns::Grid;
use super::layout::Layout;
use super::notation::{Written, may_have_signs, split_mark};
use super::rows::{self, Chunk};
use super::scanned::Scanned;
use super::seen::Spot;

/// What a column has shown.
#[derive(Debug, Clone, Copy, Default)]
struct Shown {
    number: decimal::Evidence,
    day: day_order::Evidence,
}

impl Shown {
    /// Takes in a trimmed cell; `years` are the words for months and the year of the run.
    fn see(&mut self, wanted: Wanted, cell: &[u8], spot: Spot, (words, this_year): (DayWords<'_>, i32)) {
        match (wanted, std::str::from_utf8(cell)) {
            (Wanted::Number, _) | (Wanted::Any, Err(_)) => self.number.see(cell, spot),
            (Wanted::Any, Ok(text)) => {
                let before = self.number.marked.count;
                self.number.see(cell, spot);
                let is_code = text.contains('/') && self.number.marked.count == before;
                self.number.marked.note(is_code && split_mark(text).1, spot);
            }
            (Wanted::Code, Ok(text)) => self.number.marked.note(split_mark(text).1, spot),
            (Wanted::Day, Ok(text)) => self.day.see(text, spot, words, this_year),
            (Wanted::Day | Wanted::Code, Err(_)) | (Wanted::Nothing, _) => {}
        }
    }
}

/// What is looked for in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Nothing,
    Number,
    Code,
    /// A number or a code: the result of a long table.
    Any,
    Day,
}

/// What a sentence calls the cells that it speaks of together, and the others that they are numbered by.
#[derive(Debug, Clone, Copy)]
struct Terms {
    line: &'static str,
    across: &'static str,
}

/// A file's text and how it is cut into cells.
pub struct Sheet<'a> {
    /// The text.
    pub text: &'a [u8],
    /// What its columns are.
    pub layout: &'a Layout<'a>,
    /// Its pieces.
    pub chunks: &'a [Chunk],
    /// Its cells, if a column is a sample: what is said of columns then holds for rows.
    pub grid: Option<&'a Grid>,
    /// Where the text comes from.
    pub origin: Origin,
}

/// Decides the decimal sign of each column, and tells `rules` the order of each column of dates. `given` is the sign
/// that the user stated for the whole file. The problems are those of columns, not of cells.
#[must_use]
pub fn decide(
    sheet: &Sheet<'_>,
    rules: &mut ContextRules<'_>,
    given: Option<u8>,
    file: &Location,
) -> (Vec<Option<u8>>, Vec<Problem>) {
    let columns = &sheet.layout.columns;
    let given = given.or_else(|| sheet.layout.profile.and_then(|profile| profile.decimal));
    // Where commas part the cells and none is quoted, no cell can hold a comma.
    let only_points = sheet.origin == Origin::Text { delimiter: b',' } && memchr::memchr(b'"', sheet.text).is_none();
    let known = given.or(only_points.then_some(b'.'));
    let (shown, terms) = match sheet.grid {
        Some(grid) => (gather_rows(sheet, grid, rules), Terms { line: "row", across: "column" }),
        None => (gather(sheet, rules, known.is_some()), Terms { line: "column", across: "row" }),
    };
    let numbers: Vec<decimal::Evidence> = shown.iter().map(|shown| shown.number).collect();
    let decimals = match known {
        Some(sign) => vec![Some(sign); columns.len()],
        None => decimal::decide(&numbers, sheet.origin),
    };
    let mut problems = Vec::new();
    for (index, ((column, shown), decimal)) in columns.iter().zip(&shown).zip(&decimals).enumerate() {
        let mut tell = |(code, effect, spot, says): Told| {
            let heading = sheet.layout.headings.get(index).cloned().unwrap_or_default();
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let place = file.clone().under(heading);
            let location = match sheet.grid {
                Some(_) => place.at_row(number).at_column(spot.row),
                None => place.at_row(spot.row).at_column(number),
            };
            problems.push(Problem { code, effect, location, says });
        };
        sign_problem(name(column), shown.number, *decimal, sheet.text, terms).into_iter().for_each(&mut tell);
        if matches!(column, Column::Result(_) | Column::OfResult(_)) {
            notes(name(column), shown.number, sheet.text, terms).into_iter().for_each(&mut tell);
        }
        if let Column::Context { field, .. } = column
            && field.kind() == FieldKind::Time
            && rules.dates.needs_order()
        {
            let (order, problem) = day_problem(*field, &shown.day, sheet.text, &rules.dates, terms);
            problem.into_iter().for_each(tell);
            if shown.day.open.any() {
                rules.dates.set_order(*field, order);
            }
        }
    }
    (decimals, problems)
}

fn gather(sheet: &Sheet<'_>, rules: &ContextRules<'_>, sign_known: bool) -> Vec<Shown> {
    use chrono::Datelike;
    let columns = &sheet.layout.columns;
    let nothing = || vec![Shown::default(); columns.len()];
    let all: Vec<Wanted> = columns.iter().map(wanted).collect();
    let (words, this_year) = (rules.dates.words(), rules.as_of.year());
    let read = |chunk: &Chunk| {
        let piece = sheet.text.get(chunk.start..chunk.end).unwrap_or_default();
        let signs = may_have_signs(piece);
        let numbers = !sign_known || signs;
        let looked_at = |wanted: &Wanted| match wanted {
            Wanted::Nothing => false,
            Wanted::Number | Wanted::Any => numbers,
            Wanted::Code => signs,
            Wanted::Day => rules.dates.needs_order(),
        };
        let mut shown = nothing();
        let Some(last) = all.iter().rposition(looked_at) else { return shown };
        let mut cells = Vec::new();
        for ((start, row), number) in rows::rows(piece, sheet.layout.delimiter).zip(chunk.first_row..) {
            if number <= sheet.layout.heading_row || sheet.layout.aside(number).is_some() {
                continue;
            }
            let front = beginning(row, sheet.layout.delimiter, last + 1);
            if rows::split(front, sheet.layout.delimiter, &mut cells).is_err() {
                continue;
            }
            for ((shown, wanted), cell) in shown.iter_mut().zip(&all).zip(&cells).filter(|((_, all), _)| looked_at(all))
            {
                let cell = cell.trimmed(front);
                let at = |place: u32| chunk.start + start + place as usize;
                let spot = Spot { row: number, start: at(cell.start), end: at(cell.end) };
                shown.see(*wanted, cell.of(front), spot, (words, this_year));
            }
        }
        shown
    };
    sheet.chunks.par_iter().map(read).reduce(nothing, |mut mine, theirs| {
        for (mine, theirs) in mine.iter_mut().zip(theirs) {
            mine.number.add(theirs.number);
            mine.day.add(theirs.day);
        }
        mine
    })
}

/// What the rows of a table have shown in which a column is a sample. A spot's row is its column.
fn gather_rows(sheet: &Sheet<'_>, grid: &Grid, rules: &ContextRules<'_>) -> Vec<Shown> {
    use chrono::Datelike;
    let all: Vec<Wanted> = sheet.layout.columns.iter().map(wanted).collect();
    let mut shown = vec![Shown::default(); all.len()];
    let years = (rules.dates.words(), rules.as_of.year());
    grid.each_cell(sheet.text, sheet.layout, |row, column, cell| {
        let number = u32::try_from(column + 1).unwrap_or(u32::MAX);
        let spot = Spot { row: number, start: cell.start as usize, end: cell.end as usize };
        if let (Some(shown), Some(wanted)) = (shown.get_mut(row), all.get(row)) {
            shown.see(*wanted, cell.of(sheet.text), spot, years);
        }
    });
    shown
}

/// The part of a row that holds its first cells. The whole row where quotation marks may hold delimiters.
fn beginning(row: &[u8], delimiter: u8, cells: usize) -> &[u8] {
    if memchr::memchr(b'"', row).is_some() {
        return row;
    }
    let end = memchr::memchr_iter(delimiter, row).nth(cells - 1);
    row.get(..end.unwrap_or(row.len())).unwrap_or(row)
}

fn wanted(column: &Column) -> Wanted {
    match column {
        Column::Result(result) => match result.kind {
            PropertyKind::Number => Wanted::Number,
            PropertyKind::Rating => Wanted::Nothing,
            _ => Wanted::Code,
        },
        Column::OfResult(Field::Value | Field::ValueText) => Wanted::Any,
        Column::OfResult(Field::Baseline) => Wanted::Number,
        Column::Context { field, .. } if field.kind() == FieldKind::Amount => Wanted::Number,
        Column::Context { field, .. } if field.kind() == FieldKind::Time => Wanted::Day,
        _ => Wanted::Nothing,
    }
}

fn name(column: &Column) -> &str {
    match column {
        Column::Result(result) => &result.id,
        Column::Context { field, .. } | Column::OfResult(field) => field.id(),
        _ => "",
    }
}

/// A problem of a column before it has a place: its first cell.
type Told = (ProblemCode, Effect, Spot, String);

fn sign_problem(
    id: &str,
    shown: decimal::Evidence,
    decimal: Option<u8>,
    text: &[u8],
    Terms { line, across }: Terms,
) -> Option<Told> {
    let signed = [shown.point.first, shown.comma.first, shown.unclear.first];
    let first = signed.into_iter().flatten().min_by_key(|spot| spot.row);
    let (None, Some(first)) = (decimal, first) else { return None };
    let says = match (shown.point.first, shown.comma.first) {
        (Some(point), Some(comma)) => format!(
            "{id}: this {line} contradicts itself: {} ({across} {}) has a decimal point and {} ({across} {}) a decimal \
                 comma; no number with a point or a comma is read from it; {SIGN_SWITCH}",
            quoted(point.of(text)),
            point.row,
            quoted(comma.of(text)),
            comma.row
        ),
        _ => format!(
            "{id}: {}, and nothing in this {line} or the rest of the file shows which; no number with a point or a \
                 comma is read from it; {SIGN_SWITCH}",
            two_readings(first.of(text))
        ),
    };
    Some((ProblemCode::AmbiguousNumber, Effect::CellLost, first, says))
}

/// What stands beside the numbers and codes of a column and is no part of them.
fn notes(id: &str, shown: decimal::Evidence, text: &[u8], Terms { line, .. }: Terms) -> Vec<Told> {
    let mut told = Vec::new();
    if let Some(first) = shown.approximate.first {
        let says = format!(
            "{id}: {} of this {line}, {} the first, say that their number is not exact; it is taken as it stands",
            cells(shown.approximate.count),
            quoted(first.of(text))
        );
        told.push((ProblemCode::Approximate, Effect::Note, first, says));
    }
    if let Some(first) = shown.marked.first {
        let says = format!(
            "{id}: {} of this {line}, {} the first, have a * or + at their end; it is taken for the laboratory's own \
             mark and is no part of the result",
            cells(shown.marked.count),
            quoted(first.of(text))
        );
        told.push((ProblemCode::LaboratoryMark, Effect::Note, first, says));
    }
    told
}

/// What settles the decimal sign of a column.
const SIGN_SWITCH: &str = "say which with --decimal point or --decimal comma, or as `decimal` in a layout profile";

fn cells(count: u64) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

fn two_readings(text: &[u8]) -> String {
    let shown = quoted(text);
    let written = std::str::from_utf8(text).ok().and_then(Written::of);
    let value = |number: Scanned, sign: u8| number.value(Some(sign)).ok();
    match written.map(|written| (value(written.number, b'.'), value(written.number, b','))) {
        Some((Some(point), Some(comma))) => {
            format!("{shown} is {point} with a decimal point and {comma} with a decimal comma")
        }
        _ => format!("{shown} can be read in two ways"),
    }
}

fn day_problem(
    field: Field,
    shown: &day_order::Evidence,
    text: &[u8],
    dates: &DateForms<'_>,
    Terms { line, across }: Terms,
) -> (Option<DayOrder>, Option<Told>) {
    let id = field.id();
    let cell = |spot: Spot| format!("{} ({across} {})", quoted(spot.of(text)), spot.row);
    let (spot, says) = match shown.decide() {
        Decision::NotNeeded => return (None, None),
        Decision::Settled(order) => return (Some(order), None),
        Decision::Ambiguous(one, other) => {
            let spot = shown.unclear.first.or(shown.open.first).unwrap_or_default();
            let day = |order: DayOrder| {
                let written = WrittenDay::of(&String::from_utf8_lossy(spot.of(text)), dates.words());
                let stamp = written.and_then(|written| written.stamp(Some(order), dates.words().pivot));
                stamp.map(|stamp| format!("{} as {}", stamp.local.date().format("%-d %B %Y"), order.id()))
            };
            let days = [one, other].into_iter().filter_map(day).collect::<Vec<_>>().join(" or ");
            (spot, format!("{} is {days}, and no date of this {line} shows which", quoted(spot.of(text))))
        }
        Decision::Mixed(one, other) => {
            (one, format!("this {line} mixes two orders: {} and {} fit no common one", cell(one), cell(other)))
        }
        Decision::Turned(open, turned) => (
            open,
            format!(
                "{} and {} stand in one {line}, and the day of every date written like the latter could be its month: \
                 a spreadsheet has read some of these dates in the wrong order",
                cell(open),
                cell(turned)
            ),
        ),
    };
    let (effect, cost) = match field {
        Field::SampledOn => (Effect::RowRejected, format!("their {across}s are not read")),
        _ => (Effect::CellLost, "they are not read".to_owned()),
    };
    let says = format!(
        "{id}: {says}; {cost}; say the order with --dates dmy, mdy or ymd, or as `date_formats` in a layout profile"
    );
    (None, Some((ProblemCode::AmbiguousDate, effect, spot, says)))
}
