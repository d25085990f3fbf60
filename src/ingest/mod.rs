//! Laboratories' files in, samples and problems out. Nothing is judged here, and nothing is lost here.
//!
//! A file is found and read (`file`), told by its bytes (`kind`), turned into tables of UTF-8 text (`text_table`,
//! `encoding`, `gzip`, `workbook`), laid out (`layout`, `column`), cut into rows (`rows`), and read row by row in
//! parallel (`part`, `table`). After this there are no strings to interpret. A fault of a file is a `Problem`
//! with its place; only a run that has nothing to read is an error.

mod above;
mod clock;
mod code_parts;
mod column;
mod context;
mod context_cell;
mod date;
mod day;
mod day_order;
mod decimal;
mod density;
mod drift;
mod duplicates;
mod encoding;
mod evidence;
mod fault;
mod field;
mod file;
mod form;
mod gzip;
mod heading;
mod inspections;
mod kind;
mod known;
mod layout;
mod layouts;
mod ledger;
mod methods;
mod names;
mod notation;
mod number;
mod part;
mod result;
mod row_unit;
mod rows;
mod same_file;
mod scanned;
mod seen;
mod sheet_signs;
mod sheets;
mod source;
mod survey;
mod table;
#[cfg(test)]
mod tests;
mod text_table;
mod told;
mod viscosities;
mod vocabulary;
mod words;
mod workbook;

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

pub use file::InputFile;
pub use heading::{AssumedUnit, ColumnSaid, explain as explain_headings};
pub use inspections::FORM as INSPECTIONS;
pub use ledger::Ledger;
pub use source::Source;
pub use survey::{ColumnSurvey, DatesSaid, DecimalSaid, Survey, TakenAs, survey};

use crate::domain::{Effect, Inspection, Location, Problem, ProblemCode, Sample};
use crate::standards::Standards;
use crate::standards::lab::Form;

use names::Names;
use table::{FileIntake, Instructions};
use told::Problems;

/// What came of reading the input files.
#[derive(Debug, Default)]
pub struct Intake {
    /// The files, in the order read; `Place::source` is an index into it.
    pub sources: Vec<Source>,
    /// The samples, in file and row order.
    pub samples: Vec<Sample>,
    /// What was wrong, in file and row order.
    pub problems: Vec<Problem>,
    /// What inspections found, in file and row order.
    pub inspections: Vec<Inspection>,
}

/// Why there is nothing to work on.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// A path that was named does not exist.
    #[error("{path}: no such file or folder")]
    Missing {
        /// The path.
        path: String,
    },
    /// A path that was named cannot be looked at.
    #[error("{path}: {error}")]
    Unreadable {
        /// The path.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// A folder has no sample files.
    #[error("{path}: the folder has no .{extensions} file")]
    NothingInFolder {
        /// The folder.
        path: String,
        /// What was looked for.
        extensions: String,
    },
    /// No file has a name of this pattern.
    #[error("{pattern}: no file has such a name")]
    NoMatch {
        /// The pattern.
        pattern: String,
    },
    /// A pattern cannot be understood.
    #[error("{pattern}: the pattern cannot be understood: {reason}")]
    BadPattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No encoding is called so.
    #[error("{name}: no encoding is called so; try gb18030, big5, euc-kr, shift_jis, windows-1252 or utf-8")]
    UnknownEncoding {
        /// The name.
        name: String,
    },
    /// No field of the sample's form is called so, or it differs from sample to sample by its nature.
    #[error("--given {field}: {reason}")]
    BadGiven {
        /// What was named.
        field: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No file could be opened.
    #[error("none of the files can be read: {reasons}")]
    NothingRead {
        /// Each file with what the system says.
        reasons: String,
    },
}

/// What is settled before a file is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day of the run; no sample is younger.
    pub as_of: NaiveDate,
    /// Encoding of text files by any of its names; `None` to find it.
    pub encoding: Option<String>,
    /// Decimal sign of every column; `None` to take the profile's or find it.
    pub decimal: Option<char>,
    /// Order of dates in figures, `dmy`, `mdy` or `ymd`; `None` to take the profile's or find it.
    pub date_order: Option<String>,
    /// Fields of the sample's form that all rows share where no column says them: the field's id and its text.
    pub given: Vec<(String, String)>,
}

impl Options {
    /// Nothing settled but the day.
    #[must_use]
    pub const fn on(as_of: NaiveDate) -> Self {
        Self { as_of, encoding: None, decimal: None, date_order: None, given: Vec::new() }
    }
}

/// Reads files, the sample files of folders, and the files of a pattern.
pub fn read(paths: &[PathBuf], standards: &Standards, options: &Options) -> Result<Intake, IngestError> {
    let instructions = Instructions::new(standards, options, table::CHUNK_BYTES)?;
    let files = file::find(paths)?;
    if files.is_empty() {
        return Err(IngestError::NothingRead { reasons: "no path was given".to_owned() });
    }
    let read: Vec<FileOutcome> = files.par_iter().map(|path| take_in(file::read(path), &instructions)).collect();
    let unread = |outcome: &FileOutcome| match outcome {
        FileOutcome::Unread(problem) => Some(format!("{}: {}", problem.location, problem.says)),
        FileOutcome::Read(_) => None,
    };
    let reasons: Vec<String> = read.iter().filter_map(unread).collect();
    if reasons.len() == read.len() {
        return Err(IngestError::NothingRead { reasons: reasons.join("; ") });
    }
    Ok(join(read, standards))
}

/// Reads files that are in memory already.
pub fn read_files(files: Vec<InputFile>, standards: &Standards, options: &Options) -> Result<Intake, IngestError> {
    let instructions = Instructions::new(standards, options, table::CHUNK_BYTES)?;
    Ok(join(files.into_par_iter().map(|file| take_in(file, &instructions)).collect(), standards))
}

/// Samples that a thread takes at once where each costs next to nothing.
const SAMPLES_AT_ONCE: usize = 1024;

/// How a file is laid out, without reading its rows.
#[derive(Debug)]
pub struct LayoutSaid {
    /// What the rows and columns are; where a column is a sample, the rows are told as columns.
    pub form: Form,
    /// What the layout rests on: a profile's name, `own form`, `known headings`.
    pub name: Arc<str>,
    /// What stands between cells.
    pub delimiter: u8,
    /// The row of the headings, from 1.
    pub heading_row: u32,
    /// What each column was taken for, and why.
    pub columns: Vec<ColumnSaid>,
    /// What is wrong with the columns that are left out.
    pub problems: Vec<Problem>,
}

/// Says how a text in UTF-8 is laid out; `path` is the name to put into problems.
pub fn explain_layout(path: &str, text: &[u8], standards: &Standards) -> Result<LayoutSaid, Problem> {
    let file = Location::file(path);
    match form::find(text, None, &layouts::Layouts::new(standards, &[]), &file) {
        Ok(form::Shape { form, layout, problems, .. }) => Ok(LayoutSaid {
            form,
            columns: layout.explain(),
            name: layout.name,
            delimiter: layout.delimiter,
            heading_row: layout.heading_row,
            problems,
        }),
        Err(fault) => Err(Problem { code: fault.code, effect: Effect::FileRejected, location: file, says: fault.says }),
    }
}

/// What came of one file.
enum FileOutcome {
    /// One table, or each sheet of a workbook.
    Read(Vec<FileIntake>),
    Unread(Problem),
}

fn take_in(file: InputFile, with: &Instructions<'_>) -> FileOutcome {
    let InputFile { path, bytes } = file;
    match bytes {
        Ok(bytes) => FileOutcome::Read(table::read(&path, bytes, with)),
        Err(says) => FileOutcome::Unread(Problem {
            code: ProblemCode::UnreadableFile,
            effect: Effect::FileRejected,
            location: Location::file(path),
            says,
        }),
    }
}

/// Puts the files together in order.
fn join(mut outcomes: Vec<FileOutcome>, standards: &Standards) -> Intake {
    same_file::empty_the_later(&mut outcomes);
    let mut names = Names::default();
    for outcome in &outcomes {
        if let FileOutcome::Read(tables) = outcome {
            for table in tables {
                names.add(&table.names);
            }
        }
    }
    let mut intake = Intake::default();
    let mut accounts = Vec::new();
    let mut of_inspections = Vec::new();
    // The problems of each table, and which source they belong to.
    let mut problems: Vec<(u32, Problems)> = Vec::new();
    for outcome in outcomes {
        let tables = match outcome {
            FileOutcome::Unread(problem) => vec![FileIntake::unread(problem)],
            FileOutcome::Read(tables) => tables,
        };
        for mut table in tables {
            let source = u32::try_from(intake.sources.len()).unwrap_or(u32::MAX);
            table.samples.par_chunks_mut(SAMPLES_AT_ONCE).for_each(|samples| {
                for sample in samples.iter_mut() {
                    sample.place.source = source;
                }
                names.unify(samples);
            });
            if intake.samples.is_empty() {
                intake.samples = table.samples;
            } else {
                intake.samples.append(&mut table.samples);
            }
            accounts.append(&mut table.accounts);
            of_inspections.extend(table.inspections.map(|inspections| (intake.sources.len(), inspections)));
            intake.sources.push(table.source);
            problems.push((source, table.problems));
        }
    }
    let mut of_samples = duplicates::settle(&mut intake.samples, &accounts, &mut intake.sources);
    let (inspections, mut told) = inspections::settle(of_inspections, &mut intake.sources, &intake.samples, standards);
    intake.inspections = inspections;
    for (source, mut of_table) in problems {
        for more in of_samples.remove(&source).into_iter().chain(told.remove(&source)) {
            of_table.append(more);
        }
        intake.problems.append(&mut of_table.finish());
    }
    intake
}
