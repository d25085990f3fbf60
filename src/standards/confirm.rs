//! Confirming limits: somebody holds rows against the printed standard and puts their name to it.
//!
//! The rows are copied as they are seen now into `confirmed.csv` of the laboratory's own folder, the last one named;
//! the rules themselves are not touched. An update of the rules leaves that file alone, and a row that the update
//! changes is not confirmed any more.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use crate::domain::{LimitId, fold, one_line};

use super::Standards;
use super::document::DocumentId;
use super::layer::Layer;
use super::load::{self, LoadError};
use super::read::{self, CONFIRMED, CONFIRMED_COLUMNS, CONFIRMED_KEY};
use super::show::{self, NotFound};

/// Why nothing was confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// No folder was named to keep the confirmations in.
    #[error(
        "confirmations are kept in a folder of your own, laid over the rules: name one, as in \
         `--standards my-standards/`; it is made if it is not there and needs no other file. Runs that shall \
         count the confirmations name it too"
    )]
    NoFolder,
    /// The rules cannot be used.
    #[error(transparent)]
    Standards(#[from] LoadError),
    /// There are no such rows.
    #[error(transparent)]
    Unknown(#[from] NotFound),
    /// Nobody puts their name to it.
    #[error("--by needs the name of who compared the rows")]
    NoName,
    /// The day of the comparison is still to come.
    #[error("--on {on} lies after {today}, the day of this run")]
    Future {
        /// The day given.
        on: NaiveDate,
        /// The day of this run.
        today: NaiveDate,
    },
    /// The file could not be written; it is as it was.
    #[error("{}: {error}", path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// The rules, and the folder in which their confirmations are kept.
#[derive(Debug)]
pub struct Confirming {
    standards: Standards,
    layers: Vec<Layer>,
    /// The folder that keeps the confirmations, and whether it is the highest of the layers already.
    folder: (PathBuf, bool),
}

/// Who compared rows, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Name, and laboratory if they gave it.
    pub by: String,
    /// The day of the comparison.
    pub on: NaiveDate,
}

impl Signature {
    /// A name and a day that has come.
    pub fn new(by: &str, on: NaiveDate, today: NaiveDate) -> Result<Self, ConfirmError> {
        let by = one_line(by.trim());
        if by.is_empty() {
            return Err(ConfirmError::NoName);
        }
        if on > today {
            return Err(ConfirmError::Future { on, today });
        }
        Ok(Self { by, on })
    }
}

/// Rows of one edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    document: DocumentId,
    limits: Vec<LimitId>,
}

impl Confirming {
    /// Opens the folders named. The last keeps the confirmations and need not be there yet.
    pub fn open(folders: &[PathBuf]) -> Result<Self, ConfirmError> {
        let Some((folder, below)) = folders.split_last() else { return Err(ConfirmError::NoFolder) };
        let is_new = load::is_new(folder)?;
        let layers = load::layers(if is_new { below } else { folders })?;
        let standards = Standards::from_layers(&layers, None).map_err(LoadError::from)?;
        Ok(Self { standards, layers, folder: (folder.clone(), !is_new) })
    }

    /// The rows of an edition, or those of a grade or a property alone.
    pub fn select(&self, id: &str, grade: Option<&str>, property: Option<&str>) -> Result<Selection, ConfirmError> {
        let (document, limits) = show::of_edition(&self.standards, id, grade, property)?;
        Ok(Selection { document, limits })
    }

    /// The rows to compare, and what confirming them does.
    #[must_use]
    pub fn shown(&self, selection: &Selection) -> String {
        let table = show::document(&self.standards, selection.document, &selection.limits);
        let label = self.standards.document(selection.document).label();
        let goes = if selection.limits.len() == 1 { "goes" } else { "go" };
        format!("{table}\n{} of {label} {goes} into {}\n", rows(selection.limits.len()), self.path().display())
    }

    /// What was confirmed, as JSON.
    #[must_use]
    pub fn json(&self, selection: &Selection, signature: &Signature) -> Json {
        json!({
            "schema": "lubelab.standards_confirm/1",
            "confirmed": show::document_json(&self.standards, selection.document, &selection.limits),
            "verified_by": signature.by,
            "verified_on": signature.on.to_string(),
            "written": self.path().to_string_lossy(),
        })
    }

    /// How many rows there are, in words: `16 rows`.
    #[must_use]
    pub fn count(selection: &Selection) -> String {
        rows(selection.limits.len())
    }

    /// The file that is written.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.0.join(CONFIRMED)
    }

    /// Writes the confirmation: all rows or, if anything fails, none.
    pub fn write(&self, selection: &Selection, signature: &Signature) -> Result<(), ConfirmError> {
        let failed = |error| ConfirmError::Write { path: self.path(), error };
        let text = self.text(selection, signature).map_err(failed)?;
        load::replace(&self.folder.0, CONFIRMED, &text).map_err(failed)
    }

    /// The file as it is to be: the rows that it has for other limits, then those confirmed now.
    fn text(&self, selection: &Selection, signature: &Signature) -> io::Result<Vec<u8>> {
        let seen = [signature.by.clone(), signature.on.to_string()];
        let own: Vec<&str> = CONFIRMED_COLUMNS.into_iter().filter(|column| !column.starts_with("verified_")).collect();
        let cells = read::limit_cells(&self.layers, &own);
        let places = selection.limits.iter().map(|id| &self.standards.limit(*id).location);
        let new: Vec<Vec<String>> =
            places.filter_map(cells).map(|row| row.into_iter().chain(seen.clone()).collect()).collect();
        let renewed: BTreeSet<String> = new.iter().map(|row| key(row)).collect();
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        out.write_record(CONFIRMED_COLUMNS)?;
        for row in self.kept()?.iter().filter(|row| !renewed.contains(&key(row))).chain(&new) {
            out.write_record(row)?;
        }
        out.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }

    /// The rows that the folder has already, in the order of the columns.
    fn kept(&self) -> io::Result<Vec<Vec<String>>> {
        let own = self.layers.last().filter(|_| self.folder.1);
        let file = own.and_then(|layer| layer.files.get(CONFIRMED));
        let Some(content) = file else { return Ok(Vec::new()) };
        let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
        let mut reader = csv::Reader::from_reader(content);
        let headings = reader.headers()?.clone();
        let find = |column: &str| headings.iter().position(|heading| heading.trim() == column);
        let columns = CONFIRMED_COLUMNS.map(find);
        let cell = |row: &csv::StringRecord, index: Option<usize>| {
            index.and_then(|index| row.get(index)).unwrap_or_default().trim().to_owned()
        };
        let rows = reader.records();
        rows.map(|row| row.map(|row| columns.iter().map(|index| cell(&row, *index)).collect()))
            .collect::<Result<_, _>>()
            .map_err(io::Error::from)
    }
}

/// The cells by which a row of `confirmed.csv` is known.
fn key(row: &[String]) -> String {
    row.iter().take(CONFIRMED_KEY.len()).map(|cell| fold(cell)).collect::<Vec<_>>().join("\n")
}

fn rows(count: usize) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}
