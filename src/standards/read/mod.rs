//! From the files of a standards folder to [`Standards`], or to the list of all their faults.
//!
//! What a file says as written is a [`table::Row`] or [`toml_table::Keys`]; one reader per kind of file turns it
//! into the validated type. Readers go on after a fault; only a folder without any fault becomes `Standards`.

mod bounds;
mod causes;
mod customary;
mod dictionary;
mod documents;
mod known;
mod labs;
mod limits;
mod methods;
mod months;
mod mutes;
mod names;
mod products;
mod signals;
mod table;
mod text;
mod toml_table;
mod words;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::domain::Location;

use super::Standards;
use super::faults::{FaultList, Faults, did_you_mean};
use super::load::Files;

use dictionary::Dictionary;
use table::Table;

pub(super) use text::message_ids;

/// Files that must be there.
const REQUIRED: [&str; 13] = [
    "customary-units.csv",
    "documents.toml",
    "drain.csv",
    "headings.csv",
    "intervals.csv",
    "methods.csv",
    "months.csv",
    "products.csv",
    "properties.csv",
    "text/en.ftl",
    "typical.csv",
    "units.csv",
    "words.csv",
];

/// Folders with files of one kind, and what the names of those files end in.
const FOLDERS: [(&str, &str); 7] = [
    ("alarms/", ".csv"),
    ("causes/", ".toml"),
    ("cleanliness/", ".csv"),
    ("grades/", ".csv"),
    ("in-service/", ".csv"),
    ("labs/", ".toml"),
    ("text/", ".ftl"),
];

/// Reads and checks everything. `sentences` is a text whose messages the folder's English must have too, causes
/// apart: the sentences that the program says.
pub(super) fn read(files: &Files, origin: &Arc<str>, sentences: Option<&str>) -> Result<Standards, Faults> {
    let faults = FaultList::default();
    let folder = Folder::open(files, &faults);
    let mut dictionary = Dictionary::read(&folder);
    dictionary.units.customary = customary::read(&folder, &dictionary);
    let documents = documents::read(&folder);
    let limits = limits::read(&folder, &dictionary, &documents);
    documents::check_use(&folder, &documents, &limits);
    if let Some(sentences) = sentences {
        text::check_sentences(&folder, sentences);
    }
    let standards = Standards {
        precision: methods::read(&folder, &dictionary),
        causes: causes::read(&folder, &dictionary),
        labs: labs::read(&folder, &dictionary),
        products: products::read(&folder, &dictionary),
        headings: words::read_headings(&folder, &dictionary),
        words: words::read_words(&folder),
        months: months::read(&folder),
        drain: products::read_drain(&folder, &dictionary),
        intervals: products::read_intervals(&folder),
        text: text::read(&folder),
        fingerprint: fingerprint(files),
        origin: origin.clone(),
        documents: documents.list,
        limits: limits.list,
        properties: dictionary.properties,
        units: dictionary.units,
    };
    faults.into_result(standards, origin)
}

/// SHA-256 over the paths, in order, and contents of all files; each with its length, so that nothing can move
/// from one file into the next unseen.
fn fingerprint(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (path, content) in files.iter().filter(|(path, _)| !is_for_people(path)) {
        for part in [path.as_bytes(), content] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Notes for people: not read, and no part of the fingerprint.
fn is_for_people(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "md")
}

/// The files as text.
struct Folder<'f> {
    texts: BTreeMap<&'f str, &'f str>,
    faults: &'f FaultList,
}

impl<'f> Folder<'f> {
    fn open(files: &'f Files, faults: &'f FaultList) -> Self {
        let mut folder = Self { texts: BTreeMap::new(), faults };
        for (path, content) in files.iter().filter(|(path, _)| !is_for_people(path)) {
            if !is_known(path) {
                let near = did_you_mean(path, REQUIRED);
                faults.report(
                    Location::file(path.as_str()),
                    format!("no such file belongs in the standards folder{near}"),
                );
                continue;
            }
            let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
            match std::str::from_utf8(content) {
                Ok(text) => {
                    folder.texts.insert(path, text);
                }
                Err(error) => {
                    let before = content.get(..error.valid_up_to()).unwrap_or_default();
                    let row = memchr::memchr_iter(b'\n', before).count() + 1;
                    let place = Location::file(path.as_str()).at_row(u32::try_from(row).unwrap_or(u32::MAX));
                    faults.report(place, "the text is not UTF-8");
                }
            }
        }
        for path in REQUIRED.iter().filter(|path| !files.contains_key(**path)) {
            faults.report(Location::file(*path), "the file is missing");
        }
        folder
    }

    /// A table that must be there; an empty one if it is not, which was reported.
    fn table(&self, path: &str, columns: &[&'static str]) -> Option<Table<'f>> {
        self.texts.get(path).map(|text| Table::parse(path, text, columns, self.faults))
    }

    /// The files of a folder, by name.
    fn under(&self, folder: &str) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.texts.iter().filter(move |(path, _)| path.starts_with(folder)).map(|(path, text)| (*path, *text))
    }
}

fn is_known(path: &str) -> bool {
    let in_folder = |(folder, ending): &(&str, &str)| {
        path.strip_prefix(folder).and_then(|name| name.strip_suffix(ending)).is_some_and(|stem| !stem.contains('/'))
    };
    REQUIRED.contains(&path) || FOLDERS.iter().any(in_folder)
}
