//! Tables in which a column is a sample: the first column names what the rows hold, and each further column is a
//! sample's. The table is read as if it were turned; every place stays the one in the file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Effect, Location, Measurement, Place, Problem, ProblemCode, Sample, fold};
use crate::standards::LabProfile;
use crate::standards::lab::Form;

use super::super::column::{Column, is_own, resolve, symbol_of};
use super::super::context::Context;
use super::super::fault::Fault;
use super::super::field::Field;
use super::super::heading::{self, Headed, Target};
use super::super::known::{self, said};
use super::super::labels::Labels;
use super::super::layout::{DELIMITERS, KNOWN_HEADINGS, Layout, MOST_COLUMNS, OWN_FORM, Turned};
use super::super::layouts::Layouts;
use super::super::part::{BLANK, Part, Rejection, Scratch, Table};
use super::super::rows::{self, Cell};

/// More rows than there are properties and context fields by far; a measurement's place holds it in 16 bits.
const MOST_ROWS: usize = 65_535;

/// The cells that are kept at one time: 48 MB of places.
const MOST_CELLS: usize = 4_000_000;

/// Among so many first rows the labels of sample id and date must stand.
const ROWS_SEARCHED: usize = 100;

/// And within so many bytes: large files are not looked through for what stands at their beginning.
const BYTES_SEARCHED: usize = 1 << 18;

/// Longer than this is no label.
const MOST_LABEL_BYTES: usize = 160;

/// The reason under which columns of averages, targets and limits are accounted for.
const NO_SAMPLE: &str = "average, target or limit";

/// The cells of a table whose columns are samples.
#[derive(Debug)]
pub struct Grid {
    /// For each row of the file, its cells' index in `cells`; one more than there are rows.
    starts: Vec<usize>,
    /// Trimmed cells; positions count from the first byte of the text.
    cells: Vec<Cell>,
    /// Columns of the file.
    width: usize,
    /// The first column that can be a sample, from 0.
    first: usize,
    /// Words for what is no sample.
    labels: Arc<Labels>,
}

/// Looks whether the columns of a text are samples. The layout has one column for each row of the file.
///
/// `given`: what stands between cells, where that is known already.
pub fn find<'s>(
    text: &[u8],
    given: Option<u8>,
    layouts: &Layouts<'s>,
    file: &Location,
) -> Result<Option<(Grid, Layout<'s>, Vec<Problem>)>, Fault> {
    let mut delimiters = given.as_ref().map_or(DELIMITERS.as_slice(), std::slice::from_ref).iter();
    let Some((delimiter, profile)) = delimiters.find_map(|delimiter| recognise(text, *delimiter, layouts)) else {
        return Ok(None);
    };
    let standards = layouts.standards;
    let mut grid = Grid::cut(text, delimiter, layouts.labels.clone())?;
    let labels: Vec<Arc<str>> = (0..grid.height()).map(|row| Arc::from(grid.text(text, row, 0))).collect();
    let has_units = grid.unit_column(text, layouts);
    grid.first = 1 + usize::from(has_units);
    let is_own = |label: &Arc<str>| label.is_empty() || is_own(label, standards);
    let name = match profile {
        Some(profile) => profile.name.clone(),
        None if !has_units && labels.iter().all(is_own) => Arc::from(OWN_FORM),
        None => Arc::from(KNOWN_HEADINGS),
    };
    let mut headed = if &*name == KNOWN_HEADINGS {
        let units: Option<Vec<String>> =
            has_units.then(|| (0..grid.height()).map(|row| grid.text(text, row, 1)).collect());
        heading::columns(&labels, units.as_deref(), layouts.dictionary(), file)
    } else {
        let (columns, problems) = resolve(&labels, profile, standards, file);
        let said = said(&labels, &columns, &problems, standards, &name);
        Headed { columns, problems, said, ..Headed::default() }
    };
    let Headed { columns, problems, .. } = &mut headed;
    grid.leave_out_ragged(columns, problems, file);
    let Headed { columns, problems, said, assumed, units_of } = headed;
    let problems: Vec<Problem> = problems
        .into_iter()
        .map(turned)
        .map(|mut problem| {
            let row = problem.location.row.and_then(|row| usize::try_from(row).ok()).unwrap_or(0);
            problem.location.heading = labels.get(row.wrapping_sub(1)).cloned();
            problem
        })
        .collect();
    let units_of = units_of.into_iter().flat_map(|(units, of)| of.into_iter().map(move |amount| (amount, units)));
    let units_of = units_of.collect();
    let layout = Layout::turned(Turned { profile, name, delimiter, labels, columns, assumed, said, units_of });
    for field in [Field::SampleId, Field::Machine, Field::SampledOn] {
        let given = layouts.is_given(field, profile);
        if layout.column_of(field).is_none() && !given && !(field == Field::SampleId && &*layout.name != OWN_FORM) {
            let says = format!(
                "no row is the {}; a table whose columns are samples cannot be read without one: {}",
                field.id(),
                known::way_out(field)
            );
            return Err(Fault::new(ProblemCode::MissingColumn, says));
        }
    }
    Ok(Some((grid, layout, problems)))
}

/// The layout profile whose labels stand in the first column of a text.
#[must_use]
pub fn profile_of<'s>(text: &[u8], given: Option<u8>, layouts: &Layouts<'s>) -> Option<&'s LabProfile> {
    let mut delimiters = given.as_ref().map_or(DELIMITERS.as_slice(), std::slice::from_ref).iter();
    delimiters.find_map(|delimiter| recognise(text, *delimiter, layouts)).and_then(|(_, profile)| profile)
}

/// A problem of a row's label, which was found as if the label were a heading.
#[must_use]
pub fn turned(mut problem: Problem) -> Problem {
    problem.location.row = problem.location.column;
    problem.location.column = Some(1);
    problem
}

/// The profile, if any, under which the first column names rows; `None` if it does not name them.
fn recognise<'s>(text: &[u8], delimiter: u8, layouts: &Layouts<'s>) -> Option<(u8, Option<&'s LabProfile>)> {
    let standards = layouts.standards;
    let text = text.get(..BYTES_SEARCHED).unwrap_or(text);
    let mut cells = Vec::new();
    let mut across: Vec<String> = Vec::new();
    let mut labels = BTreeSet::new();
    for (number, (_, row)) in rows::rows(text, delimiter).take(ROWS_SEARCHED).enumerate() {
        if rows::split(row, delimiter, &mut cells).is_err() {
            continue;
        }
        let texts =
            cells.iter().take(MOST_COLUMNS).map(|cell| String::from_utf8_lossy(cell.trimmed(row).of(row)).into_owned());
        if number == 0 {
            across.extend(texts.clone());
        }
        labels.extend(texts.take(1));
    }
    let folded: BTreeSet<String> = labels.iter().map(|label| fold(label)).collect();
    let by_profile = standards.labs.iter().filter(|profile| profile.form == Form::Columns).find(|profile| {
        let names_all = profile.signature.iter().all(|label| folded.contains(&fold(label)));
        !profile.signature.is_empty() && names_all && profile.delimiter.is_none_or(|named| named == delimiter)
    });
    if by_profile.is_some() {
        return Some((delimiter, by_profile));
    }
    // The headings of the own form stand in its first row; it is not worth looking anything up.
    let own = |field: Field| across.iter().any(|heading| heading.eq_ignore_ascii_case(field.id()));
    if own(Field::SampleId) && own(Field::SampledOn) {
        return None;
    }
    let field = |label: &String| context_field(label, layouts);
    let fields: BTreeSet<Field> = labels.iter().filter_map(field).collect();
    let names_samples = fields.contains(&Field::SampledOn) && fields.len() > 1;
    // Where the headings stand in the first row, no more than one of them can stand in the first column.
    (names_samples && fields.len() > across.iter().filter_map(field).count()).then_some((delimiter, None))
}

/// The context field that a label names.
fn context_field(label: &str, layouts: &Layouts<'_>) -> Option<Field> {
    // Words and not numbers name rows, and no label is longer than the longest heading.
    if label.len() > MOST_LABEL_BYTES || !label.chars().any(char::is_alphabetic) {
        return None;
    }
    match layouts.dictionary().meaning(label)?.target {
        Target::Field(field) => Some(field),
        Target::Property(_) | Target::CodePart(..) => None,
    }
}

impl Grid {
    fn cut(text: &[u8], delimiter: u8, labels: Arc<Labels>) -> Result<Self, Fault> {
        let mut grid = Self { starts: vec![0], cells: Vec::new(), width: 0, first: 1, labels };
        let mut cells = Vec::new();
        for (start, row) in rows::rows(text, delimiter) {
            let number = grid.starts.len();
            rows::split(row, delimiter, &mut cells).map_err(|inside| {
                let says = format!(
                    "in row {number} a quotation mark closes inside cell {}; double the marks that belong to the text",
                    inside.0
                );
                Fault::new(ProblemCode::BadQuotes, says)
            })?;
            if number > MOST_ROWS || cells.len() > MOST_COLUMNS || grid.cells.len() + cells.len() > MOST_CELLS {
                let says = format!(
                    "a table whose columns are samples has at most {MOST_ROWS} rows, {MOST_COLUMNS} columns and \
                     {MOST_CELLS} cells; this one has more"
                );
                return Err(Fault::new(ProblemCode::UnknownLayout, says));
            }
            // Positions are held in 32 bits; files of 4 GiB and more are turned away before.
            let shift = u32::try_from(start).unwrap_or(u32::MAX);
            grid.cells.extend(cells.iter().map(|cell| cell.trimmed(row)).map(|cell| Cell {
                start: cell.start + shift,
                end: cell.end + shift,
                ..cell
            }));
            grid.starts.push(grid.cells.len());
        }
        grid.width = grid.common_width();
        Ok(grid)
    }

    /// The width that most rows have, without the empty columns behind the last sample.
    fn common_width(&self) -> usize {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for row in (0..self.height()).filter(|row| self.used(*row) > 1) {
            *counts.entry(self.row(row).len()).or_default() += 1;
        }
        let width = counts.iter().max_by_key(|(_, rows)| **rows).map_or(1, |(width, _)| *width);
        let of_width = (0..self.height()).filter(|row| self.row(*row).len() == width);
        of_width.map(|row| self.used(row)).max().unwrap_or(1)
    }

    /// The cells of a row up to its last that is not empty.
    fn used(&self, row: usize) -> usize {
        self.row(row).iter().rposition(|cell| cell.start < cell.end).map_or(0, |index| index + 1)
    }

    fn height(&self) -> usize {
        self.starts.len() - 1
    }

    fn row(&self, row: usize) -> &[Cell] {
        let ends = self.starts.get(row).zip(self.starts.get(row + 1));
        ends.and_then(|(start, end)| self.cells.get(*start..*end)).unwrap_or_default()
    }

    fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        self.row(row).get(column).copied()
    }

    fn text(&self, text: &[u8], row: usize, column: usize) -> String {
        let Some(cell) = self.cell(row, column) else { return String::new() };
        String::from_utf8_lossy(cell.of(text)).replace("\"\"", "\"")
    }

    /// True if the second column holds the rows' units: nothing else stands in it, but for its own heading.
    fn unit_column(&self, text: &[u8], layouts: &Layouts<'_>) -> bool {
        let mut units = 0;
        for row in 0..self.height() {
            let unit = self.text(text, row, 1);
            let is_plain_number = unit.bytes().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii());
            if unit.is_empty() || context_field(&unit, layouts) == Some(Field::Unit) {
                continue;
            }
            if (is_plain_number && unit != "%") || symbol_of(&layouts.standards.units, &unit).is_none() {
                return false;
            }
            units += 1;
        }
        units > 0
    }

    /// Leaves out rows that have not one cell for each sample: which cell is whose cannot be told.
    fn leave_out_ragged(&self, columns: &mut [Column], problems: &mut Vec<Problem>, file: &Location) {
        for (row, column) in columns.iter_mut().enumerate() {
            let (cells, used) = (self.row(row), self.used(row));
            let is_title = used <= 1;
            let fits = cells.len() >= self.width && used <= self.width;
            if is_title || fits || matches!(column, Column::Skipped(_)) {
                continue;
            }
            *column = Column::Skipped(ProblemCode::RaggedRow.id().to_owned());
            let says = format!(
                "the row has {} cells, the others {}; which cell belongs to which sample cannot be told",
                cells.len(),
                self.width
            );
            let number = u32::try_from(row + 1).unwrap_or(u32::MAX);
            let location = file.clone().at_column(number);
            let (code, effect) = (ProblemCode::RaggedRow, Effect::ColumnIgnored);
            problems.push(Problem { code, effect, location, says });
        }
    }

    /// Shows the cells of all samples, each with its row's index and its column's.
    pub fn each_cell(&self, text: &[u8], layout: &Layout<'_>, mut see: impl FnMut(usize, usize, Cell)) {
        for column in (self.first..self.width).filter(|column| !self.is_no_sample(*column, text, layout)) {
            for row in 0..self.height() {
                if let Some(cell) = self.cell(row, column) {
                    see(row, column, cell);
                }
            }
        }
    }

    /// Reads the samples, column by column.
    #[must_use]
    pub fn read(&self, table: &Table<'_>) -> Part {
        let mut part = Part::default();
        let mut scratch = Scratch::of(table.layout);
        for column in self.first..self.width {
            part.rows_read += 1;
            if let Err((row, fault)) = self.read_column(column, table, &mut part, &mut scratch) {
                *part.rows_rejected.entry(fault.code).or_default() += 1;
                part.tell(fault, |fault| problem(table, row, column, Effect::RowRejected, fault));
            }
        }
        part
    }

    fn read_column(
        &self,
        column: usize,
        table: &Table<'_>,
        part: &mut Part,
        scratch: &mut Scratch,
    ) -> Result<(), Rejection> {
        const NOTHING: Cell = Cell { start: 0, end: 0, doubled: false };
        scratch.cells.clear();
        scratch.cells.extend((0..self.height()).map(|row| self.cell(row, column).unwrap_or(NOTHING)));
        if scratch.cells.iter().all(|cell| cell.start == cell.end) {
            *part.rows_skipped.entry(BLANK).or_default() += 1;
            return Ok(());
        }
        if self.is_no_sample(column, table.text, table.layout) {
            *part.rows_skipped.entry(NO_SAMPLE).or_default() += 1;
            return Ok(());
        }
        Table::check_length(&scratch.cells)?;
        let mut context = Context::default();
        let tally = table.understand(table.text, &mut context, part, scratch)?;
        let place = self.place(column);
        let has_id = context.has(Field::SampleId);
        let turned = scratch.measurements.iter().map(|found| turned_measurement(*found, place, column)).collect();
        let Some(mut sample) = context.finish(table.rules.labels, turned, scratch.methods.names.clone(), place) else {
            return Ok(());
        };
        if !has_id {
            sample.sample_id = Arc::from(format!("{COLUMN_ID}{}", column + 1));
        }
        part.take(sample, tally.account(1));
        scratch.faults.sort_by_key(|(row, _)| *row);
        for (row, fault) in scratch.faults.drain(..) {
            part.lose(fault.code);
            part.tell(fault, |fault| problem(table, Some(row), column, Effect::CellLost, fault));
        }
        Ok(())
    }

    /// True for averages, targets and limits, by a word above the results. Where a day of sampling stands, only the
    /// sample's own names can say so: a verdict in a row that nobody knows may well read "alarm".
    fn is_no_sample(&self, column: usize, text: &[u8], layout: &Layout<'_>) -> bool {
        let filled = |row: usize| self.cell(row, column).filter(|cell| cell.start < cell.end);
        let is_dated = layout.column_of(Field::SampledOn).and_then(filled).is_some();
        (0..).zip(&layout.columns).any(|(row, kind)| {
            let may_say = match kind {
                Column::Context { field: Field::SampleId | Field::Machine, .. } => true,
                // Free text may speak of limits.
                Column::Context { field: Field::Note | Field::LabVerdict, .. }
                | Column::Result(_)
                | Column::CodePart { .. } => false,
                _ => !is_dated,
            };
            let Some(cell) = filled(row).filter(|_| may_say) else { return false };
            self.labels.is_no_sample(cell.of(text))
        })
    }

    /// Where a column begins: its uppermost cell.
    fn place(&self, column: usize) -> Place {
        let cells = (1..).zip(0..self.height()).filter_map(|(number, row)| Some((number, self.cell(row, column)?)));
        let first = cells.into_iter().next();
        first.map_or_else(Place::default, |(row, cell)| Place { source: 0, row, byte: u64::from(cell.start) })
    }
}

/// What the id of a sample begins with that has none, where a column is a sample.
const COLUMN_ID: &str = "column ";

/// True if a sample was given its id by its place.
#[must_use]
pub fn is_numbered_by_place(sample: &Sample, form: Form) -> bool {
    let number = |prefix| sample.sample_id.strip_prefix(prefix).and_then(|number| number.parse::<u32>().ok());
    match form {
        Form::Columns => number(COLUMN_ID).is_some(),
        Form::Wide | Form::Long => number("row ") == Some(sample.place.row),
    }
}

/// A measurement that was read as if its row's label were a heading.
fn turned_measurement(found: Measurement, place: Place, column: usize) -> Measurement {
    Measurement {
        column: u16::try_from(column + 1).unwrap_or(u16::MAX),
        row_offset: u32::from(found.column).saturating_sub(place.row),
        raw_start: found.raw_start.saturating_sub(u32::try_from(place.byte).unwrap_or(u32::MAX)),
        ..found
    }
}

fn problem(table: &Table<'_>, row: Option<usize>, column: usize, effect: Effect, fault: Fault) -> Problem {
    let location = Location {
        row: row.and_then(|row| u32::try_from(row + 1).ok()),
        column: u32::try_from(column + 1).ok(),
        heading: row.and_then(|row| table.layout.headings.get(row).cloned()),
        ..table.file.clone()
    };
    Problem { code: fault.code, effect, location, says: fault.says }
}
