//! `found.csv`: what inspections found after a report, one cause a row. The file is given with the samples and known
//! by its headings `sample_id`, `cause` and `outcome`; `lab` and `machine` tell samples of one number apart.
//!
//! A row whose sample or cause is not known is a problem with its place, and every row and cell is in the account. Whether
//! the program was right is not decided here.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{Effect, Inspection, InspectionOutcome, Location, Problem, ProblemCode, Sample, fold};
use crate::standards::Standards;

use super::fault::{Fault, nearest, quoted};
use super::layout::DELIMITERS;
use super::ledger::Ledger;
use super::part::{BLANK, plain};
use super::rows::{self, Cell};
use super::source::Source;
use super::told::Problems;

/// The name of the form in `Source::profile`.
pub const FORM: &str = "inspections";

/// The reason under which rows that are no samples and were taken all the same are accounted for.
const TAKEN: &str = "inspection";

/// The reason under which the cells of rows that are not taken are accounted for.
const ROW: &str = "row";

/// The headings, in the order of [`Columns`].
const HEADINGS: [&str; 7] = ["sample_id", "cause", "outcome", "lab", "machine", "found", "found_on"];

/// Headings without which a file is none of inspections.
const REQUIRED: usize = 3;

/// Where each heading stands.
type Columns = [Option<usize>; HEADINGS.len()];

/// A file of inspections, told by its headings.
#[derive(Debug)]
pub struct Table {
    delimiter: u8,
    headings: Vec<Arc<str>>,
    columns: Columns,
}

/// Whether a text is a file of inspections: its first row has the headings.
pub fn recognise(text: &[u8], delimiter: Option<u8>) -> Option<Table> {
    let mut cells = Vec::new();
    let delimiters = delimiter.map_or_else(|| DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    delimiters.into_iter().find_map(|delimiter| {
        let (_, row) = rows::rows(text, delimiter).next()?;
        rows::split(row, delimiter, &mut cells).ok()?;
        let headings: Vec<Arc<str>> = cells.iter().map(|cell| Arc::from(text_of(*cell, row))).collect();
        let columns = HEADINGS.map(|wanted| headings.iter().position(|heading| fold(heading) == wanted));
        let all = columns.iter().take(REQUIRED).all(Option::is_some);
        all.then_some(Table { delimiter, headings, columns })
    })
}

fn text_of(cell: Cell, row: &[u8]) -> String {
    plain(cell.trimmed(row).of(row), cell.doubled).into_owned()
}

/// The samples by folded number.
type ById = BTreeMap<String, Vec<usize>>;

/// Reads all files of inspections among the sources, now that the samples are known. Gives the inspections, and
/// what is wrong by the index of the source.
pub fn settle(
    tables: Vec<(usize, Table)>,
    sources: &mut [Source],
    samples: &[Sample],
    standards: &Standards,
) -> (Vec<Inspection>, BTreeMap<u32, Problems>) {
    let (mut inspections, mut told) = (Vec::new(), BTreeMap::new());
    if tables.is_empty() {
        return (inspections, told);
    }
    let mut by_id: ById = BTreeMap::new();
    for (index, sample) in samples.iter().enumerate() {
        by_id.entry(fold(&sample.sample_id)).or_default().push(index);
    }
    for (index, table) in tables {
        let Some(source) = sources.get_mut(index) else { continue };
        let mut reading = Reading {
            table,
            samples,
            by_id: &by_id,
            standards,
            file: source.whole(),
            ledger: Ledger::default(),
            problems: Problems::default(),
        };
        reading.read(&source.text.clone(), &mut inspections);
        source.headings.clone_from(&reading.table.headings);
        source.ledger = reading.ledger;
        told.insert(u32::try_from(index).unwrap_or(u32::MAX), reading.problems);
    }
    (inspections, told)
}

/// One file.
struct Reading<'r> {
    table: Table,
    samples: &'r [Sample],
    by_id: &'r ById,
    standards: &'r Standards,
    file: Location,
    ledger: Ledger,
    problems: Problems,
}

/// The column at fault, from 0, and the fault.
type Rejected = (Option<usize>, Fault);

impl Reading<'_> {
    fn read(&mut self, text: &[u8], inspections: &mut Vec<Inspection>) {
        self.tell_unknown_columns();
        let delimiter = self.table.delimiter;
        let mut cells = Vec::new();
        for ((_, row), number) in rows::rows(text, delimiter).zip(1_u32..).skip(1) {
            self.ledger.rows_read += 1;
            self.ledger.cells_read += self.table.headings.len() as u64;
            if row.trim_ascii().is_empty() {
                self.skip(BLANK);
                continue;
            }
            let texts: Result<Vec<String>, Rejected> = rows::split(row, delimiter, &mut cells)
                .map(|()| cells.iter().map(|cell| text_of(*cell, row)).collect())
                .map_err(|inside| {
                    let says = "a quotation mark closes inside this cell; double the marks that belong to the text";
                    (
                        usize::try_from(inside.0).ok().and_then(|column| column.checked_sub(1)),
                        Fault::new(ProblemCode::BadQuotes, says),
                    )
                });
            let taken = texts.and_then(|texts| {
                let inspection = self.row(&texts, number)?;
                self.is_new(&inspection, inspections)?;
                Ok((texts, inspection))
            });
            match taken {
                Ok((texts, inspection)) => {
                    *self.ledger.rows_skipped.entry(TAKEN.to_owned()).or_default() += 1;
                    self.account(&texts, inspection.found_on.is_some());
                    inspections.push(inspection);
                }
                Err((column, fault)) => {
                    *self.ledger.rows_rejected.entry(fault.code.id().to_owned()).or_default() += 1;
                    *self.ledger.cells_skipped.entry(ROW.to_owned()).or_default() += self.table.headings.len() as u64;
                    self.tell(number, column, Effect::RowRejected, fault);
                }
            }
        }
    }

    fn skip(&mut self, reason: &str) {
        *self.ledger.rows_skipped.entry(reason.to_owned()).or_default() += 1;
        *self.ledger.cells_skipped.entry(ROW.to_owned()).or_default() += self.table.headings.len() as u64;
    }

    fn tell(&mut self, row: u32, column: Option<usize>, effect: Effect, fault: Fault) {
        let mut location = self.file.clone().at_row(row);
        if let Some(column) = column {
            location.column = u32::try_from(column + 1).ok();
            location.heading = self.table.headings.get(column).cloned();
        }
        self.problems.push(Problem { code: fault.code, effect, location, says: fault.says });
    }

    fn tell_unknown_columns(&mut self) {
        let unknown = self.table.headings.iter().enumerate();
        let unknown: Vec<usize> = unknown
            .filter(|(index, heading)| !heading.is_empty() && !self.table.columns.contains(&Some(*index)))
            .map(|(index, _)| index)
            .collect();
        for column in unknown {
            let says = format!("a file of inspections has the columns {}; this one is not read", HEADINGS.join(", "));
            self.tell(1, Some(column), Effect::ColumnIgnored, Fault::new(ProblemCode::UnknownColumn, says));
        }
    }

    /// Counts the cells of a row that was taken.
    fn account(&mut self, texts: &[String], has_day: bool) {
        let day = self.column("found_on");
        for column in 0..self.table.headings.len() {
            let is_empty = texts.get(column).is_none_or(String::is_empty);
            if !self.table.columns.contains(&Some(column)) {
                let reason = ProblemCode::UnknownColumn.id().to_owned();
                *self.ledger.cells_skipped.entry(reason).or_default() += 1;
            } else if is_empty {
                self.ledger.cells_empty += 1;
            } else if Some(column) == day && !has_day {
                *self.ledger.cells_lost.entry(ProblemCode::BadDate.id().to_owned()).or_default() += 1;
            } else {
                self.ledger.cells_taken += 1;
            }
        }
    }

    fn column(&self, heading: &str) -> Option<usize> {
        let index = HEADINGS.iter().position(|known| *known == heading)?;
        self.table.columns.get(index).copied().flatten()
    }

    fn cell<'t>(&self, texts: &'t [String], heading: &str) -> Option<&'t str> {
        texts.get(self.column(heading)?).map(String::as_str).filter(|text| !text.is_empty())
    }

    fn needed<'t>(&self, texts: &'t [String], heading: &str) -> Result<&'t str, Rejected> {
        self.cell(texts, heading).ok_or_else(|| {
            let says = format!("{heading} is missing; without it a row says nothing");
            (self.column(heading), Fault::new(ProblemCode::MissingCell, says))
        })
    }

    fn row(&mut self, texts: &[String], number: u32) -> Result<Inspection, Rejected> {
        if texts.len() != self.table.headings.len() {
            let says = format!("the row has {} cells, the heading row {}", texts.len(), self.table.headings.len());
            return Err((None, Fault::new(ProblemCode::RaggedRow, says)));
        }
        let cause = self.cause(self.needed(texts, "cause")?)?;
        let word = self.needed(texts, "outcome")?;
        let outcome = InspectionOutcome::from_id(&fold(word)).ok_or_else(|| {
            let says = format!("{} is neither confirmed nor refuted", quoted(word.as_bytes()));
            (self.column("outcome"), Fault::new(ProblemCode::UnknownWord, says))
        })?;
        let sample = self.sample(texts)?.place;
        let found_on = self.cell(texts, "found_on").and_then(|text| {
            let day = text.parse::<NaiveDate>();
            if day.is_err() {
                let says =
                    format!("{} is not a date as 2026-05-01; the row is taken without it", quoted(text.as_bytes()));
                self.tell(number, self.column("found_on"), Effect::CellLost, Fault::new(ProblemCode::BadDate, says));
            }
            day.ok()
        });
        let found = self.cell(texts, "found").map(Arc::from);
        Ok(Inspection { sample, cause, outcome, found, found_on, location: self.file.clone().at_row(number) })
    }

    fn cause(&self, text: &str) -> Result<Arc<str>, Rejected> {
        let known = self.standards.causes.iter().find(|rule| rule.id.eq_ignore_ascii_case(text));
        known.map(|rule| Arc::clone(&rule.id)).ok_or_else(|| {
            let near = nearest(text, self.standards.causes.iter().map(|rule| &*rule.id));
            let near = near.map(|near| format!(", did you mean \"{near}\"?")).unwrap_or_default();
            let says = format!("no cause is called {}{near}", quoted(text.as_bytes()));
            (self.column("cause"), Fault::new(ProblemCode::UnknownCause, says))
        })
    }

    /// The one sample that a row is about.
    fn sample(&self, texts: &[String]) -> Result<&Sample, Rejected> {
        let id = self.needed(texts, "sample_id")?;
        let is = |wanted: Option<&str>, name: Option<&Arc<str>>| {
            wanted.is_none_or(|wanted| name.is_some_and(|name| fold(name) == fold(wanted)))
        };
        let (lab, machine) = (self.cell(texts, "lab"), self.cell(texts, "machine"));
        let named = self.by_id.get(&fold(id)).into_iter().flatten().filter_map(|index| self.samples.get(*index));
        let fitting: Vec<&Sample> =
            named.filter(|sample| is(lab, sample.lab.as_ref()) && is(machine, Some(&sample.machine))).collect();
        match fitting.as_slice() {
            [sample] => Ok(sample),
            none_or_many => {
                let says = match none_or_many.len() {
                    0 => format!("no sample read is called {} with this lab and machine", quoted(id.as_bytes())),
                    count => format!(
                        "{count} samples are called {}; say which by the columns lab and machine",
                        quoted(id.as_bytes())
                    ),
                };
                Err((self.column("sample_id"), Fault::new(ProblemCode::UnknownSample, says)))
            }
        }
    }

    /// A second word on one cause of one sample is told, and not taken.
    fn is_new(&self, inspection: &Inspection, known: &[Inspection]) -> Result<(), Rejected> {
        let same = |other: &&Inspection| other.sample == inspection.sample && other.cause == inspection.cause;
        let Some(first) = known.iter().find(same) else { return Ok(()) };
        let (code, says) = if first.outcome == inspection.outcome {
            (ProblemCode::DuplicateRow, format!("the same is said at {}", first.location))
        } else {
            (
                ProblemCode::ContradictingCells,
                format!("{} says {} of the same cause", first.location, first.outcome.id()),
            )
        };
        Err((self.column("outcome"), Fault::new(code, says)))
    }
}
