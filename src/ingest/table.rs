//! One file: bytes to text, text to layout, rows to samples in parallel, and one account of all of it.
//!
//! The parts of a file are read by any number of threads and put together in byte order, so that the result does
//! not depend on how many there were.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use encoding_rs::Encoding;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::domain::{Effect, Location, Problem, ProblemCode, Sample};
use crate::standards::Standards;
use crate::standards::lab::Form;

use super::column::Column;
use super::context_cell::ContextRules;
use super::date::DateForms;
use super::day::{DayOrder, SerialBase};
use super::decimal::Origin;
use super::density::ByDensity;
use super::drift;
use super::encoding;
use super::evidence::{self, Sheet};
use super::fault::Fault;
use super::field::{Field, FieldKind};
use super::form::{self, Shape};
use super::inspections;
use super::layout::Layout;
use super::layouts::Layouts;
use super::ledger::Ledger;
use super::names::Names;
use super::part::{AVERAGE, Account, Part, Table};
use super::room::{Deadline, Room};
use super::row_unit::RowUnits;
use super::rows;
use super::source::Source;
use super::text_table::{self, Note, TextTable};
use super::told::Problems;
use super::viscosities::Viscosities;
use super::vocabulary::Vocabulary;
use super::words::Words;
use super::{IngestError, Options, sheet_signs, sheets};

/// Rows are shared out among threads in pieces of about this size: many enough to keep all busy, and large
/// enough for the sharing to cost nothing.
pub const CHUNK_BYTES: usize = 1 << 20;

/// The reason under which the cells of rows that are no samples are accounted for.
const ROW: &str = "row";

/// The reason under which the cells below no heading are accounted for.
const NO_HEADING: &str = "no-heading";

/// What came of one file. Places do not know yet which source they belong to.
#[derive(Debug)]
pub struct FileIntake {
    /// The file.
    pub source: Source,
    /// Its samples in row order.
    pub samples: Vec<Sample>,
    /// Its problems in row order.
    pub problems: Problems,
    /// The texts that its samples share.
    pub names: Names,
    /// What each sample's cells came to, in the samples' order.
    pub accounts: Vec<Account>,
    /// The file of inspections that it is, if it is one; it has no samples then.
    pub inspections: Option<inspections::Table>,
}

/// What files are read by.
#[derive(Debug)]
pub struct Instructions<'s> {
    /// What is known.
    pub standards: &'s Standards,
    /// What was asked for.
    pub options: &'s Options,
    /// The encoding that was asked for.
    pub encoding: Option<&'static Encoding>,
    /// The words by which encodings are told.
    pub vocabulary: Vocabulary,
    /// The layouts that are known.
    pub layouts: Layouts<'s>,
    /// About how many bytes of rows are read in one piece.
    pub chunk_bytes: usize,
}

impl<'s> Instructions<'s> {
    /// Makes ready to read.
    pub fn new(standards: &'s Standards, options: &'s Options, chunk_bytes: usize) -> Result<Self, IngestError> {
        let by_name =
            |name: &String| encoding::by_name(name).ok_or_else(|| IngestError::UnknownEncoding { name: name.clone() });
        let encoding = options.encoding.as_ref().map(by_name).transpose()?;
        let given = options.given.iter().map(given).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            standards,
            options,
            encoding,
            vocabulary: Vocabulary::new(standards),
            layouts: Layouts::new(standards, &given),
            chunk_bytes,
        })
    }
}

/// A field that all rows share, and its text.
fn given((id, text): &(String, String)) -> Result<(Field, String), IngestError> {
    let bad = |reason: &str| IngestError::BadGiven { field: id.clone(), reason: reason.to_owned() };
    let field = Field::from_id(id).ok_or_else(|| bad("the sample's form has no such field"))?;
    match field.kind() {
        FieldKind::Amount | FieldKind::YesNo | FieldKind::Result => Err(bad("it differs from sample to sample")),
        _ if text.is_empty() => Err(bad("the value is missing, as in machine=\"Press 3\"")),
        _ => Ok((field, text.clone())),
    }
}

/// Reads the bytes of one file: a text, or each sheet of a workbook.
#[must_use]
pub fn read(path: &Arc<str>, bytes: Vec<u8>, with: &Instructions<'_>) -> Vec<FileIntake> {
    let deadline = Deadline::start(with.options.patience);
    let sha256 = hexadecimal(&Sha256::digest(&bytes));
    match text_table::tables(bytes, with.encoding, &with.vocabulary) {
        Ok(tables) => sheets::chosen(tables, &with.layouts)
            .into_iter()
            .map(|table| read_table(path, &sha256, table, (with, deadline)))
            .collect(),
        Err(fault) => {
            let mut intake = FileIntake::empty(path.clone(), sha256);
            intake.reject(fault);
            vec![intake]
        }
    }
}

fn read_table(
    path: &Arc<str>,
    sha256: &str,
    table: TextTable,
    (with, deadline): (&Instructions<'_>, Option<Deadline>),
) -> FileIntake {
    let mut intake = FileIntake::empty(path.clone(), sha256.to_owned());
    intake.source.sheet = table.sheet;
    intake.source.encoding = table.encoding;
    intake.source.text = Arc::new(table.text);
    intake.inspections = inspections::recognise(&intake.source.text, table.delimiter);
    if intake.inspections.is_some() {
        intake.source.profile = Arc::from(inspections::FORM);
    } else if let Err(fault) = fill(&mut intake, table.delimiter, (with, deadline)) {
        intake.reject(fault);
    }
    intake.problems.extend(table.notes.into_iter().map(|Note { sheet, fault: Fault { code, says } }| {
        let location = Location { sheet, ..Location::file(path.clone()) };
        Problem { code, effect: Effect::Note, location, says }
    }));
    intake
}

impl FileIntake {
    /// A file of which nothing is read yet.
    pub fn empty(path: Arc<str>, sha256: String) -> Self {
        let source = Source {
            path,
            sheet: None,
            encoding: "",
            text: Arc::default(),
            sha256,
            headings: Vec::new(),
            profile: Arc::from(""),
            assumed_units: Vec::new(),
            by_density: Vec::new(),
            form: Form::Wide,
            rejected: None,
            ledger: Ledger::default(),
        };
        let (samples, problems, accounts) = (Vec::new(), Problems::default(), Vec::new());
        Self { source, samples, problems, names: Names::default(), accounts, inspections: None }
    }

    /// A file that could not be opened.
    pub fn unread(problem: Problem) -> Self {
        let mut intake = Self::empty(problem.location.path.clone(), String::new());
        intake.reject(Fault::new(problem.code, problem.says));
        intake
    }

    /// A file that nothing is read of, and why.
    pub fn reject(&mut self, fault: Fault) {
        let Fault { code, says } = fault;
        self.source.rejected = Some(Arc::from(says.as_str()));
        self.problems = Problems::default();
        self.problems.push(Problem { code, effect: Effect::FileRejected, location: self.source.whole(), says });
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn fill(
    intake: &mut FileIntake,
    delimiter: Option<u8>,
    (with, deadline): (&Instructions<'_>, Option<Deadline>),
) -> Result<(), Fault> {
    let Instructions { standards, options, .. } = *with;
    let file = intake.source.whole();
    let text = intake.source.text.clone();
    let Shape { form, grid, layout, mut problems, by_density: converted } =
        form::find(&text, delimiter, &with.layouts, &file)?;
    intake.source.form = form;
    problems.extend(drift::missing(&layout, form, &file));
    let chunks = rows::chunks(&text, layout.delimiter, with.chunk_bytes).map_err(|unclosed| {
        let says = format!(
            "a quotation mark opens in row {} and is never closed; everything after it would be one cell",
            unclosed.row
        );
        Fault::new(ProblemCode::BadQuotes, says)
    })?;
    let rows = chunks.iter().map(|chunk| chunk.rows as usize).sum();
    let room = Room::of(form, (text.len(), rows), deadline)?;
    let mut rules = context_rules(&layout, with);
    // The sheets of workbooks say what stands between their cells.
    let origin = if delimiter.is_some() { Origin::Workbook } else { Origin::Text { delimiter: layout.delimiter } };
    let sheet = Sheet { text: &text, layout: &layout, chunks: &chunks, grid: grid.as_ref(), origin };
    let (mut decimals, of_columns) =
        evidence::decide(&sheet, &mut rules, options.decimal.and_then(|sign| u8::try_from(sign).ok()), &file);
    if origin == Origin::Workbook && grid.is_none() {
        sheet_signs::settle(&mut decimals, &text, layout.delimiter, &chunks);
    }
    let by_density = ByDensity::new(&layout, standards);
    let row_units = RowUnits::new(&layout, standards);
    let table = Table {
        text: &text,
        file: file.clone(),
        layout: &layout,
        rules,
        decimals,
        viscosities: Viscosities::of(standards),
        by_density,
        row_units,
        room,
    };
    let mut assumed = layout.assumed.clone();
    let parts: Vec<Part> = match (&grid, form) {
        (Some(grid), _) => vec![grid.read(&table)],
        (None, Form::Long) => {
            let (parts, units) = form::long::read(&table, &chunks, &with.layouts);
            assumed.extend(units);
            parts
        }
        (None, _) => chunks.into_par_iter().map(|chunk| table.read(chunk)).collect(),
    };
    if let Some(fault) = table.room.fault() {
        return Err(fault);
    }
    intake.problems.extend(problems);
    intake.problems.extend(of_columns);
    merge(intake, parts, &layout, &file);
    intake.source.profile = layout.name;
    intake.source.assumed_units = assumed;
    intake.source.by_density = converted;
    intake.source.headings = layout.headings;
    Ok(())
}

fn context_rules<'a, 's: 'a>(layout: &Layout<'s>, with: &'a Instructions<'s>) -> ContextRules<'a> {
    let Instructions { standards, options, ref layouts, .. } = *with;
    let order = options.date_order.as_deref().and_then(DayOrder::from_id);
    let profile = layout.profile;
    let constants = profile.map(|profile| &profile.constants).into_iter().flatten();
    let constants = constants
        .filter_map(|(id, text)| Some((Field::from_id(id)?, text.trim())))
        // Amounts and dates differ from row to row; a profile cannot know them.
        .filter(|(field, text)| {
            !text.is_empty() && !matches!(field.kind(), FieldKind::Amount | FieldKind::Time | FieldKind::YesNo)
        });
    // The person at the keyboard knows this file; the profile knows its like.
    let given = layouts.given.iter().map(|(field, text)| (*field, text.as_str()));
    let constants = given.chain(constants).collect();
    ContextRules {
        profile,
        labels: &layouts.labels,
        words: Words::new(profile.map(|profile| &profile.words), &standards.words),
        dates: DateForms::new(profile, &standards.months, SerialBase::Year1900, order),
        as_of: options.as_of,
        constants,
        id_by_row: layout.id_by_row(),
    }
}

/// Puts the parts of a file together, in byte order, and closes its account.
fn merge(intake: &mut FileIntake, parts: Vec<Part>, layout: &Layout<'_>, file: &Location) {
    let ledger = &mut intake.source.ledger;
    let mut unnamed_used = Vec::new();
    let mut rows_taken = 0;
    // Samples are what costs memory: they are moved once, to where there is room for all of them.
    intake.samples.reserve_exact(parts.iter().map(|part| part.samples.len()).sum());
    intake.accounts.reserve_exact(parts.iter().map(|part| part.accounts.len()).sum());
    for mut part in parts {
        ledger.rows_read += part.rows_read;
        ledger.samples_taken += part.samples.len() as u64;
        rows_taken += part.rows_taken;
        for (code, count) in part.rows_rejected {
            *ledger.rows_rejected.entry(code.id().to_owned()).or_default() += count;
        }
        ledger.cells_taken += part.cells.taken;
        ledger.cells_empty += part.cells.empty;
        ledger.cells_not_tested += part.cells.not_tested;
        for (code, count) in part.cells.lost {
            *ledger.cells_lost.entry(code.id().to_owned()).or_default() += count;
        }
        for (reason, count) in part.rows_skipped {
            *ledger.rows_skipped.entry(reason.to_owned()).or_default() += count;
        }
        for (reason, count) in part.cells_skipped {
            *ledger.cells_skipped.entry(reason.to_owned()).or_default() += count;
        }
        unnamed_used.append(&mut part.unnamed_used);
        intake.accounts.append(&mut part.accounts);
        intake.names.add(&part.names);
        intake.samples.append(&mut part.samples);
        intake.problems.append(part.problems);
    }
    let columns = layout.columns.len() as u64;
    ledger.cells_read = ledger.rows_read * columns;
    let mut skip = |reason: &str, count: u64| {
        if count > 0 {
            *ledger.cells_skipped.entry(reason.to_owned()).or_default() += count;
        }
    };
    skip(ROW, (ledger.rows_read - rows_taken) * columns);
    for column in &layout.columns {
        match column {
            Column::Skipped(reason) => skip(reason, rows_taken),
            Column::Unnamed => skip(NO_HEADING, rows_taken),
            Column::Context { .. }
            | Column::Result(_)
            | Column::NoUnit(_)
            | Column::CodePart { .. }
            | Column::Verdict { .. }
            | Column::OfResult(_) => {}
        }
    }
    let aside = layout.aside.values().copied().chain([AVERAGE]).collect::<BTreeSet<_>>();
    let aside: u64 = aside.iter().filter_map(|reason| ledger.rows_skipped.get(*reason)).sum();
    if ledger.rows_read == aside {
        let says = "the file has headings and no rows below them".to_owned();
        intake.problems.push(Problem { code: ProblemCode::NoRows, effect: Effect::Note, location: file.clone(), says });
    }
    unnamed_used.sort_unstable();
    unnamed_used.dedup();
    let unnamed = unnamed_used.into_iter().filter_map(|index| u32::try_from(index + 1).ok());
    intake.problems.extend(unnamed.map(|column| match intake.source.form {
        Form::Columns => form::columns::turned(layout.unnamed(file, column)),
        Form::Wide | Form::Long => layout.unnamed(file, column),
    }));
}
