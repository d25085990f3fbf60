//! Tables in which a row is one result: rows to results, and results to samples by what is known about the bottle.
//!
//! Rows of one sample are gathered wherever they stand. A row whose parameter nobody knows is left out and told once
//! with all its likes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::{Effect, Location, Place, Problem, ProblemCode, fold};
use crate::standards::property::Word;

use super::super::column::Column;
use super::super::context::{Bottle, Context};
use super::super::fault::Fault;
use super::super::field::Field;
use super::super::heading::AssumedUnit;
use super::super::layout::Layout;
use super::super::layouts::Layouts;
use super::super::part::{Part, Rejection, RowTally, Scratch, Table, plain};
use super::super::row_unit::RowUnits;
use super::super::rows::{self, Cell, Chunk};
use super::cells::{self, Cells, Told};
use super::gather::Gathering;
use super::parameter::{Parameters, Target};

/// The reason under which the rows of a sample are accounted for, but for its first.
pub const RESULT_ROW: &str = "result row of a sample";

/// More unknown names than this are counted and not listed: the wrong column was taken for the names.
const MOST_NAMES_TOLD: usize = 200;

/// More unknown names than this in a part of a file are not even told apart: they would only cost memory.
const MOST_NAMES_KEPT: usize = 2_000;

/// What so many names mean is remembered, each with so many units; all tables of laboratories have fewer.
const MOST_TARGETS: [usize; 2] = [2_000, 50];

/// Rows that are looked at for the names of elements; laboratories repeat theirs sample by sample.
const ROWS_NAMED: usize = 10_000;

/// Different names among them.
const MOST_NAMES: usize = 1_000;

/// The columns of a long table.
#[derive(Debug)]
pub struct Roles {
    /// Name of what was measured.
    pub parameter: usize,
    /// The result.
    pub value: Option<usize>,
    /// The result in words.
    pub text: Option<usize>,
    /// Its unit.
    pub unit: Option<usize>,
    /// The new oil's value.
    pub baseline: Option<usize>,
    /// The laboratory's verdict.
    pub verdict: Option<usize>,
    /// A remark.
    pub note: Option<usize>,
    /// The test method.
    pub method: Option<usize>,
    /// What is known about the sample, and the units in which it counts hours and litres.
    context: Vec<usize>,
    /// Columns without heading.
    unnamed: Vec<usize>,
}

impl Roles {
    fn of(layout: &Layout<'_>, row_units: &RowUnits<'_>) -> Option<Self> {
        let find = |wanted| {
            layout.columns.iter().position(|column| matches!(column, Column::OfResult(field) if *field == wanted))
        };
        let all = |is: fn(&Column) -> bool| {
            layout
                .columns
                .iter()
                .enumerate()
                .filter(|(_, column)| is(column))
                .map(|(index, _)| index)
                .collect::<Vec<_>>()
        };
        Some(Self {
            parameter: find(Field::Parameter)?,
            value: find(Field::Value),
            text: find(Field::ValueText),
            unit: find(Field::Unit),
            baseline: find(Field::Baseline),
            verdict: find(Field::LabVerdict),
            note: find(Field::Note),
            method: find(Field::Method),
            context: all(|column| matches!(column, Column::Context { .. }))
                .into_iter()
                .chain(row_units.unit_columns())
                .collect(),
            unnamed: all(|column| matches!(column, Column::Unnamed)),
        })
    }
}

/// Pieces of a table that are held at once, for each thread: enough to keep it busy while they are put together.
const PIECES_A_THREAD: usize = 2;

/// Reads a long table, part by part, and gathers its samples; says the units that nothing in it says.
#[must_use]
pub fn read(table: &Table<'_>, chunks: &[Chunk], layouts: &Layouts<'_>) -> (Vec<Part>, BTreeSet<AssumedUnit>) {
    let standards = layouts.standards;
    let mut assumed = BTreeSet::new();
    let Some(roles) = Roles::of(table.layout, &table.row_units) else { return (Vec::new(), assumed) };
    let names = names_of(table, roles.parameter);
    let parameters = Parameters::new(table.layout.profile, layouts.dictionary(), &names);
    let long = Long { table, roles, parameters };
    let (mut gathering, mut left_out, mut nameless) = (Gathering::default(), BTreeMap::new(), 0);
    let mut parts = Vec::with_capacity(chunks.len() + 1);
    // A table sorted by parameter has every sample in every piece: pieces are put together a few at a time.
    for chunks in chunks.chunks(PIECES_A_THREAD * rayon::current_num_threads()).take_while(|_| !table.room.is_spent()) {
        let pieces: Vec<Piece> = chunks.par_iter().map(|chunk| long.read(*chunk)).collect();
        let known = gathering.samples.len();
        for piece in pieces {
            gathering.add(piece.gathering);
            assumed.extend(piece.assumed);
            nameless += piece.nameless;
            for (key, theirs) in piece.left_out {
                let mine: &mut LeftOut = left_out.entry(key).or_insert(LeftOut { rows: 0, ..theirs.clone() });
                mine.rows += theirs.rows;
            }
            parts.push(piece.part);
        }
        table.room.take(gathering.samples.len() - known);
    }
    let mut last = Part::default();
    last.problems.extend(long.tell(left_out, nameless));
    gathering.samples.sort_by_key(|gathered| gathered.place);
    for gathered in gathering.samples {
        let name = |property| standards.property(property).id.clone();
        let (sample, problems) = gathered.finish(table, name);
        problems.iter().filter(|problem| problem.effect == Effect::CellLost).for_each(|lost| last.lose(lost.code));
        last.problems.extend(problems);
        let Some((sample, account)) = sample else { continue };
        *last.rows_skipped.entry(RESULT_ROW).or_default() += u64::from(account.rows.saturating_sub(1));
        last.take(sample, account);
    }
    parts.push(last);
    (parts, assumed)
}

/// The names that stand in the first rows of a table.
fn names_of(table: &Table<'_>, column: usize) -> BTreeSet<String> {
    let (mut names, mut cells) = (BTreeSet::new(), Vec::new());
    let below = table.layout.heading_row as usize;
    for (_, row) in rows::rows(table.text, table.layout.delimiter).skip(below).take(ROWS_NAMED) {
        if rows::split(row, table.layout.delimiter, &mut cells).is_ok()
            && let Some(cell) = cells.get(column)
            && names.len() < MOST_NAMES
        {
            let name = plain(cell.trimmed(row).of(row), cell.doubled);
            if !names.contains(&*name) {
                names.insert(name.into_owned());
            }
        }
    }
    names
}

/// A long table with what is needed to read its rows.
struct Long<'a> {
    table: &'a Table<'a>,
    roles: Roles,
    parameters: Parameters<'a>,
}

/// What came of a part of the file.
#[derive(Default)]
struct Piece {
    part: Part,
    gathering: Gathering,
    left_out: BTreeMap<(ProblemCode, String, String), LeftOut>,
    /// Rows that are left out under names too many to be told apart.
    nameless: u64,
    assumed: BTreeSet<AssumedUnit>,
}

/// Rows that are left out for the same reason.
#[derive(Debug, Clone)]
struct LeftOut {
    first_row: u32,
    rows: u64,
    name: String,
    says: Option<String>,
}

/// What the row at hand says of its sample; rows that say the same in the same bytes share it.
struct Said {
    known: Result<(Context, Bottle, RowTally), Rejection>,
    faults: Vec<(usize, Fault)>,
    /// Its sample, once a row of it was taken.
    sample: Option<usize>,
}

/// What names stand for, with the unit beside them.
type Targets = BTreeMap<Box<[u8]>, BTreeMap<Box<[u8]>, Arc<Target>>>;

/// What lasts from row to row of a part.
#[derive(Default)]
struct Memory<'t> {
    scratch: Scratch,
    row: &'t [u8],
    cells: Vec<Cell>,
    said: Option<Said>,
    targets: Targets,
}

impl Long<'_> {
    fn read(&self, chunk: Chunk) -> Piece {
        let mut piece = Piece::default();
        let mut memory = Memory::default();
        let text = self.table.text.get(chunk.start..chunk.end).unwrap_or_default();
        for ((start, row), number) in rows::rows(text, self.table.layout.delimiter).zip(chunk.first_row..) {
            if number == self.table.layout.heading_row {
                continue;
            }
            piece.part.rows_read += 1;
            if let Some(reason) = self.table.layout.aside(number) {
                *piece.part.rows_skipped.entry(reason).or_default() += 1;
                continue;
            }
            let place = Place { source: 0, row: number, byte: (chunk.start + start) as u64 };
            if let Err((column, fault)) = self.read_row(row, place, &mut piece, &mut memory) {
                *piece.part.rows_rejected.entry(fault.code).or_default() += 1;
                piece.part.tell(fault, |fault| self.table.problem(number, column, Effect::RowRejected, fault));
            }
        }
        piece
    }

    fn read_row<'t>(
        &self,
        row: &'t [u8],
        place: Place,
        piece: &mut Piece,
        memory: &mut Memory<'t>,
    ) -> Result<(), Rejection> {
        if let Some(reason) = self.table.cut(row, &mut memory.scratch)? {
            *piece.part.rows_skipped.entry(reason).or_default() += 1;
            return Ok(());
        }
        self.look_at_context(row, piece, memory);
        let Memory { cells, said: Some(said), targets, .. } = memory else { return Ok(()) };
        let (context, bottle, context_tally) = said.known.as_ref().map_err(Clone::clone)?;
        let cells = Cells { row, list: cells, roles: &self.roles, table: self.table };
        let name = cells.plain(Some(self.roles.parameter));
        let target = if name.is_empty() {
            if cells.has_result() {
                let says = "the row has a result and does not say what was measured";
                return Err((Some(self.roles.parameter), Fault::new(ProblemCode::MissingCell, says)));
            }
            None
        } else {
            Some(self.target(&cells, &name, targets))
        };
        if let Some(target) = &target
            && self.leave_out(target, &name, &cells, place, piece)
        {
            return Ok(());
        }
        for (index, fault) in &said.faults {
            piece.part.lose(fault.code);
            let problem = |fault| self.table.problem(place.row, Some(*index), Effect::CellLost, fault);
            piece.part.tell(fault.clone(), problem);
        }
        let sample = *said.sample.get_or_insert_with(|| piece.gathering.index(bottle, context, place));
        let column = target.as_deref().and_then(|target| match target {
            Target::Result(column, assumed) => {
                if let Some(unit) = assumed.as_ref().filter(|unit| !piece.assumed.contains(unit)) {
                    piece.assumed.insert(unit.clone());
                }
                Some(&**column)
            }
            _ => None,
        });
        let told = cells::read(&cells, column, &name, &mut piece.part);
        self.add(told, *context_tally, place, sample, piece);
        Ok(())
    }

    /// Reads what the row says of its sample, unless the row above says the same.
    fn look_at_context<'t>(&self, row: &'t [u8], piece: &mut Piece, memory: &mut Memory<'t>) {
        let Memory { scratch, row: above, cells, said, .. } = memory;
        let same = |index: &usize| match (scratch.cells.get(*index), cells.get(*index)) {
            (Some(mine), Some(theirs)) => mine.of(row) == theirs.of(above) && mine.doubled == theirs.doubled,
            _ => false,
        };
        if said.is_none() || !self.roles.context.iter().all(same) {
            let mut context = Context::default();
            let known = self.table.understand(row, &mut context, &mut piece.part, scratch);
            let known = known.map(|tally| {
                let bottle = context.bottle();
                (context, bottle, tally)
            });
            scratch.faults.sort_by_key(|(column, _)| *column);
            *said = Some(Said { known, faults: std::mem::take(&mut scratch.faults), sample: None });
        }
        for index in &self.roles.unnamed {
            let is_used = scratch.cells.get(*index).is_some_and(|cell| cell.start < cell.end);
            if is_used && !piece.part.unnamed_used.contains(index) {
                piece.part.unnamed_used.push(*index);
            }
        }
        *above = row;
        std::mem::swap(&mut scratch.cells, cells);
    }

    fn target(&self, cells: &Cells<'_>, name: &str, targets: &mut Targets) -> Arc<Target> {
        let unit = cells.bytes(self.roles.unit);
        if let Some(known) = targets.get(name.as_bytes()).and_then(|units| units.get(unit)) {
            return Arc::clone(known);
        }
        let found = Arc::new(self.parameters.find(name, &String::from_utf8_lossy(unit), &self.table.rules.words));
        if targets.len() >= MOST_TARGETS[0] {
            targets.clear();
        }
        let units = targets.entry(Box::from(name.as_bytes())).or_default();
        if units.len() >= MOST_TARGETS[1] {
            units.clear();
        }
        units.insert(Box::from(unit), Arc::clone(&found));
        found
    }

    /// True if the row is left out for what it measures.
    fn leave_out(&self, target: &Target, name: &str, cells: &Cells<'_>, place: Place, piece: &mut Piece) -> bool {
        if let Target::Aside(reason) = target {
            *piece.part.rows_skipped.entry(reason).or_default() += 1;
            return true;
        }
        let Some((code, says)) = target.left_out() else { return false };
        // A result that was not given is not lost, whatever its unit.
        *piece.part.rows_skipped.entry(code.id()).or_default() += 1;
        let unit = match target {
            Target::BadUnit(_) => fold(&cells.plain(self.roles.unit)),
            _ => String::new(),
        };
        let key = (code, fold(name), unit);
        if piece.left_out.len() >= MOST_NAMES_KEPT && !piece.left_out.contains_key(&key) {
            piece.nameless += 1;
            return true;
        }
        let new = LeftOut { first_row: place.row, rows: 0, name: name.to_owned(), says: says.map(str::to_owned) };
        piece.left_out.entry(key).or_insert(new).rows += 1;
        true
    }

    fn add(&self, told: Told, context: RowTally, place: Place, sample: usize, piece: &mut Piece) {
        for (column, fault) in told.faults {
            piece.part.lose(fault.code);
            piece.part.tell(fault, |fault| self.table.problem(place.row, Some(column), Effect::CellLost, fault));
        }
        let Some(sample) = piece.gathering.samples.get_mut(sample) else { return };
        sample.count(context, told.tally);
        if let Some(result) = told.result {
            let shifted = sample.shifted(result, place);
            sample.results.push(shifted);
        }
        if let Some(baseline) = told.baseline {
            let shifted = sample.shifted(baseline, place);
            sample.baseline.push(shifted);
        }
        sample.verdicts.extend(told.verdict);
        sample.notes.extend(told.note);
    }

    /// The problems of the rows that were left out for what they measure, each name once.
    fn tell(&self, left_out: BTreeMap<(ProblemCode, String, String), LeftOut>, nameless: u64) -> Vec<Problem> {
        let mut left_out: Vec<(ProblemCode, LeftOut)> =
            left_out.into_iter().map(|((code, ..), left_out)| (code, left_out)).collect();
        left_out.sort_by_key(|(_, left_out)| left_out.first_row);
        let told = left_out.len().min(MOST_NAMES_TOLD);
        let (listed, others) = left_out.split_at_checked(told).unwrap_or_default();
        let column = self.roles.parameter;
        let problem = |(code, left_out): &(ProblemCode, LeftOut)| {
            let rows = left_out.rows;
            let says = left_out.says.as_ref().map_or_else(
                || self.parameters.unknown(&left_out.name, rows),
                |says| format!("\"{}\": {says}; rows left out: {rows}", plain(left_out.name.as_bytes(), false)),
            );
            self.table.problem(left_out.first_row, Some(column), Effect::ColumnIgnored, Fault::new(*code, says))
        };
        let mut problems: Vec<Problem> = listed.iter().map(problem).collect();
        if !others.is_empty() {
            let rows = nameless + others.iter().map(|(_, left_out)| left_out.rows).sum::<u64>();
            let more = if nameless > 0 { "many" } else { &others.len().to_string() };
            let says = format!("{more} more names are not known; rows left out: {rows}");
            let location =
                Location { heading: self.table.layout.headings.get(column).cloned(), ..self.table.file.clone() };
            let (code, effect) = (ProblemCode::UnknownParameter, Effect::ColumnIgnored);
            problems.push(Problem { code, effect, location, says });
        }
        problems
    }
}

/// True if a cell says that nothing was given.
pub fn says_nothing(text: &[u8], table: &Table<'_>) -> bool {
    table.rules.words.meaning(text) == Some(Word::NotTested)
}
