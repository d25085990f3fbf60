//! One part of a file, row by row: cells to samples, faults to problems, and an account of both.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::domain::{Effect, Location, Measurement, Place, Problem, ProblemCode, PropertyId, Reading, Sample};
use crate::standards::property::Word;

use super::above::Above;
use super::code_parts::CodesInParts;
use super::column::Column;
use super::context::{Context, Taken};
use super::context_cell::{ContextCell, ContextRules};
use super::density::ByDensity;
use super::fault::Fault;
use super::field::{Field, FieldKind};
use super::form::verdicts;
use super::layout::Layout;
use super::methods::Methods;
use super::names::Names;
use super::result::read_code_part;
use super::room::Room;
use super::row_unit::RowUnits;
use super::rows::{self, Cell, Chunk};
use super::told::Problems;
use super::viscosities::Viscosities;

/// A cell longer than this is a missing quotation mark, not a result.
const MOST_CELL_BYTES: usize = 65_535;

/// All that is needed to read the rows of a file, in any order.
#[derive(Debug)]
pub struct Table<'a> {
    /// The file's text.
    pub text: &'a [u8],
    /// The file's name.
    pub file: Location,
    /// What its columns are.
    pub layout: &'a Layout<'a>,
    /// How context cells are read.
    pub rules: ContextRules<'a>,
    /// The decimal sign of each column.
    pub decimals: Vec<Option<u8>>,
    /// Viscosities that must not contradict each other.
    pub viscosities: Viscosities,
    /// The columns whose results are contents by volume.
    pub by_density: ByDensity<'a>,
    /// The columns that say in what hours and litres are counted.
    pub row_units: RowUnits<'a>,
    /// How much it may cost.
    pub room: Room,
}

/// What came of a part of a file.
#[derive(Debug, Default)]
pub struct Part {
    /// Samples in row order.
    pub samples: Vec<Sample>,
    /// What each sample's cells came to, in the same order.
    pub accounts: Vec<Account>,
    /// Problems in row order.
    pub problems: Problems,
    /// The texts that the samples share.
    pub names: Names,
    /// Rows below the heading.
    pub rows_read: u64,
    /// Rows of samples, whose cells are accounted for one by one.
    pub rows_taken: u64,
    /// Rows left out on purpose, by reason.
    pub rows_skipped: BTreeMap<&'static str, u64>,
    /// Cells of taken rows left out on purpose, by reason.
    pub cells_skipped: BTreeMap<&'static str, u64>,
    /// Rows that are no samples.
    pub rows_rejected: BTreeMap<ProblemCode, u64>,
    /// Cells by what became of them.
    pub cells: Tally,
    /// Columns without heading that have cells.
    pub unnamed_used: Vec<usize>,
}

/// What became of cells.
#[derive(Debug, Default)]
pub struct Tally {
    /// Used.
    pub taken: u64,
    /// Nothing in them.
    pub empty: u64,
    /// Said to be not tested.
    pub not_tested: u64,
    /// Not readable.
    pub lost: BTreeMap<ProblemCode, u64>,
}

/// What one sample's rows and cells came to, so that a sample that is set aside later takes its account along.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Account {
    /// Rows.
    pub rows: u32,
    /// Cells used.
    pub taken: u32,
    /// Cells with nothing in them.
    pub empty: u32,
    /// Cells that say that nothing was tested.
    pub not_tested: u32,
}

/// The reason under which rows with nothing in them are accounted for.
pub const BLANK: &str = "blank";

/// The reason under which rows of averages are accounted for.
pub const AVERAGE: &str = "average";

/// A row that is no sample: the column at fault, from 0, and the fault.
pub type Rejection = (Option<usize>, Fault);

/// Space that the rows of a part use again and again.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The cells of the row at hand.
    pub cells: Vec<Cell>,
    /// What they measured.
    pub measurements: Vec<Measurement>,
    codes: CodesInParts,
    /// Verdicts: of which column, and the cell.
    verdicts: Vec<(usize, Cell)>,
    /// What could not be read, by column, from 0.
    pub faults: Vec<(usize, Fault)>,
    /// The test methods of the columns.
    pub methods: Methods,
    above: Above,
}

impl Scratch {
    /// Space for the rows of a table.
    pub fn of(layout: &Layout<'_>) -> Self {
        Self { methods: layout.methods(), ..Self::default() }
    }
}

/// What the cells of the row at hand came to; added to the part only if the row becomes a sample.
#[derive(Debug, Clone, Copy, Default)]
pub struct RowTally {
    /// Used.
    pub taken: u32,
    /// Nothing in them.
    pub empty: u32,
    /// Said to be not tested.
    pub not_tested: u32,
}

impl RowTally {
    /// The account of a sample of so many rows.
    #[must_use]
    pub const fn account(self, rows: u32) -> Account {
        Account { rows, taken: self.taken, empty: self.empty, not_tested: self.not_tested }
    }
}

impl Part {
    /// Adds a sample with what its rows and cells came to.
    pub fn take(&mut self, sample: Sample, account: Account) {
        self.samples.push(sample);
        self.accounts.push(account);
        self.cells.taken += u64::from(account.taken);
        self.cells.empty += u64::from(account.empty);
        self.cells.not_tested += u64::from(account.not_tested);
        self.rows_taken += u64::from(account.rows);
    }

    /// Counts a cell that could not be read.
    pub fn lose(&mut self, code: ProblemCode) {
        *self.cells.lost.entry(code).or_default() += 1;
    }

    /// Adds the problem that a fault is, unless the column's own problem tells it.
    pub fn tell(&mut self, fault: Fault, problem: impl FnOnce(Fault) -> Problem) {
        if !fault.is_told() {
            self.problems.push(problem(fault));
        }
    }
}

impl Table<'_> {
    /// Reads a part of the file. The heading row is not a row; the rows around it that are no samples are skipped.
    #[must_use]
    pub fn read(&self, chunk: Chunk) -> Part {
        let mut part = Part::default();
        if self.room.is_spent() {
            return part;
        }
        let mut scratch = Scratch::of(self.layout);
        part.samples.reserve_exact(chunk.rows as usize);
        part.accounts.reserve_exact(chunk.rows as usize);
        let text = self.text.get(chunk.start..chunk.end).unwrap_or_default();
        for ((start, row), number) in rows::rows(text, self.layout.delimiter).zip(chunk.first_row..) {
            if number == self.layout.heading_row {
                continue;
            }
            part.rows_read += 1;
            if let Some(reason) = self.layout.aside(number) {
                *part.rows_skipped.entry(reason).or_default() += 1;
                continue;
            }
            if self.room.is_full() {
                break;
            }
            let place = Place { source: 0, row: number, byte: (chunk.start + start) as u64 };
            if let Err((column, fault)) = self.read_row(row, place, &mut part, &mut scratch) {
                *part.rows_rejected.entry(fault.code).or_default() += 1;
                part.tell(fault, |fault| self.problem(number, column, Effect::RowRejected, fault));
            }
        }
        part
    }

    /// A problem of a row, at a column.
    pub fn problem(&self, row: u32, column: Option<usize>, effect: Effect, fault: Fault) -> Problem {
        let mut location = self.file.clone().at_row(row);
        if let Some(column) = column {
            location.column = u32::try_from(column + 1).ok();
            location.heading = self.layout.headings.get(column).cloned();
        }
        Problem { code: fault.code, effect, location, says: fault.says }
    }

    fn read_row(&self, row: &[u8], place: Place, part: &mut Part, scratch: &mut Scratch) -> Result<(), Rejection> {
        if let Some(reason) = self.cut(row, scratch)? {
            *part.rows_skipped.entry(reason).or_default() += 1;
            return Ok(());
        }
        let mut context = Context::default();
        let tally = self.understand(row, &mut context, part, scratch)?;
        let methods = scratch.methods.names.clone();
        let Some(sample) = context.finish(self.rules.labels, scratch.measurements.as_slice().into(), methods, place)
        else {
            return Ok(());
        };
        part.take(sample, tally.account(1));
        self.room.take(1);
        scratch.faults.sort_by_key(|(column, _)| *column);
        for (column, fault) in scratch.faults.drain(..) {
            part.lose(fault.code);
            part.tell(fault, |fault| self.problem(place.row, Some(column), Effect::CellLost, fault));
        }
        Ok(())
    }

    /// Cuts a row into trimmed cells; gives the reason if the row is left out.
    pub fn cut(&self, row: &[u8], scratch: &mut Scratch) -> Result<Option<&'static str>, Rejection> {
        rows::split(row, self.layout.delimiter, &mut scratch.cells).map_err(|inside| {
            let says = "a quotation mark closes inside this cell; double the marks that belong to the text";
            (Some(inside.0 as usize - 1), Fault::new(ProblemCode::BadQuotes, says))
        })?;
        for cell in &mut scratch.cells {
            *cell = cell.trimmed(row);
        }
        if scratch.cells.iter().all(|cell| cell.start == cell.end) {
            return Ok(Some(BLANK));
        }
        if self.layout.is_average(row, &scratch.cells, self.rules.labels) {
            return Ok(Some(AVERAGE));
        }
        self.check_shape(&scratch.cells)?;
        Ok(None)
    }

    /// Reads the cells in the scratch, whose positions count from the first byte of `row`. What was measured and
    /// what could not be read stays in the scratch.
    pub fn understand(
        &self,
        row: &[u8],
        context: &mut Context,
        part: &mut Part,
        scratch: &mut Scratch,
    ) -> Result<RowTally, Rejection> {
        let mut tally = self.read_cells(row, part, scratch, context)?;
        self.fill_constants(context, part)?;
        for (field, fault) in context.drop_impossible_dates() {
            // Read at first, lost now that it contradicts another date.
            tally.taken = tally.taken.saturating_sub(1);
            scratch.faults.push((self.layout.column_of(field).unwrap_or(0), fault));
        }
        if let Some(field) = context.missing(&self.rules) {
            let says = format!("{} is missing; without it a row is no sample", field.id());
            return Err((self.layout.column_of(field), Fault::new(ProblemCode::MissingCell, says)));
        }
        scratch.codes.finish(&mut scratch.measurements);
        let beside = self.by_density.convert(&mut scratch.measurements);
        for (measurement, fault) in
            self.viscosities.drop_impossible(&mut scratch.measurements).into_iter().chain(beside)
        {
            tally.taken = tally.taken.saturating_sub(1);
            scratch.faults.push((usize::from(measurement.column).saturating_sub(1), fault));
        }
        for measurement in &mut scratch.measurements {
            measurement.method = scratch.methods.of_column(measurement.column);
        }
        self.add_verdicts(row, context, part, scratch);
        Ok(tally)
    }

    /// Adds the laboratory's verdicts on single results to its verdict on the sample.
    fn add_verdicts(&self, row: &[u8], context: &mut Context, part: &mut Part, scratch: &Scratch) {
        if scratch.verdicts.is_empty() {
            return;
        }
        let texts: Vec<(&str, Cow<'_, str>)> = scratch
            .verdicts
            .iter()
            .filter_map(|(of, cell)| Some((&**self.layout.headings.get(*of)?, plain(cell.of(row), cell.doubled))))
            .collect();
        let verdicts: Vec<(&str, &str)> = texts.iter().map(|(heading, text)| (*heading, &**text)).collect();
        if let Some(verdict) = verdicts::in_one(&verdicts) {
            let whole = context.lab_verdict().map(|sample| format!("{sample}; {verdict}")).unwrap_or(verdict);
            context.say(Field::LabVerdict, part.names.share(Field::LabVerdict as usize, &whole));
        }
    }

    fn check_shape(&self, cells: &[Cell]) -> Result<(), Rejection> {
        let wanted = self.layout.columns.len();
        let mut beyond = cells.iter().enumerate().skip(wanted).filter(|(_, cell)| cell.start < cell.end);
        let used = beyond.next_back().map_or(cells.len().min(wanted), |(index, _)| index + 1);
        if used != wanted {
            let says = format!("the row has {used} cells, the heading row {wanted}");
            return Err((None, Fault::new(ProblemCode::RaggedRow, says)));
        }
        Self::check_length(cells)
    }

    /// Turns away rows with a cell that is longer than any result.
    pub fn check_length(cells: &[Cell]) -> Result<(), Rejection> {
        let long = cells.iter().position(|cell| (cell.end - cell.start) as usize > MOST_CELL_BYTES);
        long.map_or(Ok(()), |column| {
            let says = format!("the cell is longer than {MOST_CELL_BYTES} bytes; is a quotation mark missing?");
            Err((Some(column), Fault::new(ProblemCode::BadQuotes, says)))
        })
    }

    fn read_cells(
        &self,
        row: &[u8],
        part: &mut Part,
        scratch: &mut Scratch,
        context: &mut Context,
    ) -> Result<RowTally, Rejection> {
        scratch.measurements.clear();
        scratch.codes.clear();
        scratch.faults.clear();
        scratch.verdicts.clear();
        let mut tally = RowTally::default();
        for (index, (column, cell)) in self.layout.columns.iter().zip(&scratch.cells).enumerate() {
            let text = cell.of(row);
            match column {
                Column::Skipped(_) | Column::OfResult(_) => continue,
                Column::Unnamed => {
                    if !text.is_empty() && !part.unnamed_used.contains(&index) {
                        part.unnamed_used.push(index);
                    }
                    continue;
                }
                _ if text.is_empty() => {
                    tally.empty += 1;
                    continue;
                }
                Column::Context { .. }
                | Column::Result(_)
                | Column::NoUnit(_)
                | Column::CodePart { .. }
                | Column::Verdict { .. } => {}
            }
            let decimal = self.decimals.get(index).copied().flatten();
            let read = match column {
                Column::Context { field, prefix } => {
                    let mut read = || {
                        let text = plain(text, cell.doubled);
                        let cell = ContextCell { field: *field, prefix, text: &text, decimal };
                        cell.read(&self.rules, &mut part.names)
                    };
                    // Amounts and samples' numbers hardly ever repeat the row above.
                    let repeats = field.kind() != FieldKind::Amount && *field != Field::SampleId && !cell.doubled;
                    let said = match self.row_units.fault(index, row, &scratch.cells) {
                        Some(other_unit) => Err(other_unit),
                        None if repeats => scratch.above.said(index, text, &mut read),
                        None => read(),
                    };
                    match said {
                        // Without its date a row is no sample.
                        Err(fault) if *field == Field::SampledOn => return Err((Some(index), fault)),
                        said => said.map(|said| context.put(*field, said, &mut part.names)),
                    }
                }
                Column::Result(result) => {
                    let read = result.read(text, decimal, &self.rules.words);
                    let reading = read.as_ref().map_or(Reading::Unreadable, |reading| *reading);
                    scratch.measurements.push(measurement(result.property, index, *cell, reading));
                    read.map(|reading| if reading == Reading::NotTested { Taken::NotGiven } else { Taken::Used })
                }
                Column::NoUnit(property) => {
                    let tested = self.rules.words.meaning(text) != Some(Word::NotTested);
                    let reading = if tested { Reading::NoUnit } else { Reading::NotTested };
                    scratch.measurements.push(measurement(*property, index, *cell, reading));
                    // The column's own problem tells it.
                    if tested { Err(Fault::of_column(ProblemCode::BadUnit)) } else { Ok(Taken::NotGiven) }
                }
                Column::CodePart { property, id, position } => {
                    let read = read_code_part(text, id, &self.rules.words);
                    let first = measurement(*property, index, *cell, Reading::NotTested);
                    scratch.codes.gather(first, *position, read.as_ref().map_or(Err(()), |number| Ok(*number)));
                    read.map(|number| if number.is_none() { Taken::NotGiven } else { Taken::Used })
                }
                Column::Verdict { of } if self.rules.words.meaning(text) != Some(Word::NotTested) => {
                    scratch.verdicts.push((*of, *cell));
                    Ok(Taken::Used)
                }
                Column::Verdict { .. } => Ok(Taken::NotGiven),
                Column::Skipped(_) | Column::OfResult(_) | Column::Unnamed => continue,
            };
            match read {
                Ok(Taken::Used) => tally.taken += 1,
                Ok(Taken::NotGiven) => tally.not_tested += 1,
                Err(fault) => scratch.faults.push((index, fault)),
            }
        }
        Ok(tally)
    }

    /// Gives the sample what its profile says of every row, where the row itself says nothing.
    fn fill_constants(&self, context: &mut Context, part: &mut Part) -> Result<(), Rejection> {
        for (field, text) in &self.rules.constants {
            if !context.has(*field) {
                let cell = ContextCell { field: *field, prefix: "", text, decimal: None };
                context.set(cell, &self.rules, &mut part.names).map_err(|fault| {
                    (
                        None,
                        Fault::new(
                            fault.code,
                            format!("said of all rows, by --given or the layout profile: {}", fault.says),
                        ),
                    )
                })?;
            }
        }
        Ok(())
    }
}

/// A cell's text for keeping: doubled quotation marks made single.
pub fn plain(text: &[u8], doubled: bool) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(text);
    if doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { text }
}

/// A measurement where its cell stands.
pub fn measurement(property: PropertyId, index: usize, cell: Cell, reading: Reading) -> Measurement {
    Measurement {
        property,
        column: u16::try_from(index + 1).unwrap_or(u16::MAX),
        method: 0,
        reading,
        row_offset: 0,
        raw_start: cell.start,
        raw_len: u16::try_from(cell.end - cell.start).unwrap_or(u16::MAX),
    }
}
