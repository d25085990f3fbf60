//! The files of all layers as text, lowest layer first.
//!
//! Tables are laid over each other row by row (`table`), entries of `documents.toml` and sentences by their names;
//! a cause or a layout profile stands whole for the one of the same file name below it. A file of an overlay is
//! shown with its folder's name before it, so that each place says whose it is.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::Location;

use super::super::faults::{FaultList, did_you_mean};
use super::super::layer::Layer;
use super::super::load::Files;
use super::lay_over::Tally;
use super::table::Table;
use super::{batch, comparability};

/// Files that must be there.
const REQUIRED: [&str; 19] = [
    "ageing.csv",
    "cleanliness/as4059.csv",
    "cleanliness/iso4406.csv",
    "cleanliness/nas1638.csv",
    "cleanliness/sizes.csv",
    "customary-units.csv",
    "documents.toml",
    "drain.csv",
    "headings.csv",
    "intervals.csv",
    "labels.csv",
    "methods.csv",
    "months.csv",
    "products.csv",
    "properties.csv",
    "text/en.ftl",
    "typical.csv",
    "units.csv",
    "words.csv",
];

/// What was held against the printed standards.
pub(in crate::standards) const CONFIRMED: &str = "confirmed.csv";

/// Files that may be there.
const OPTIONAL: [&str; 3] = [batch::PATH, comparability::PATH, CONFIRMED];

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

/// True if the files are a whole set of rules, which needs nothing below it.
pub(in crate::standards) fn is_whole(files: &Files) -> bool {
    REQUIRED.iter().all(|path| files.contains_key(*path))
}

/// True if there is nothing but notes for people.
pub(in crate::standards) fn is_empty(files: &Files) -> bool {
    files.keys().all(|path| is_for_people(path))
}

/// Notes for people: not read, and no part of the fingerprint.
pub(super) fn is_for_people(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "md")
}

/// A file's text.
pub(super) struct Text<'f> {
    /// The path as faults and places show it.
    pub(super) shown: Cow<'f, str>,
    /// What it says.
    pub(super) content: &'f str,
    /// The overlay that it stands in, if it is not the lowest layer.
    pub(super) overlay: Option<Arc<str>>,
    /// The number of its layer, 0 for the lowest.
    pub(super) layer: usize,
}

/// The texts of all layers.
pub(super) struct Folder<'f> {
    layers: Vec<BTreeMap<&'f str, Text<'f>>>,
    pub(super) faults: &'f FaultList,
    /// The day by whose knowledge is judged: what was confirmed later does not count. `None` counts everything.
    pub(super) as_of: Option<NaiveDate>,
    tallies: RefCell<Vec<Tally>>,
}

impl<'f> Folder<'f> {
    /// Takes the files of all layers, lowest first, and reports what cannot be one of ours.
    pub(super) fn open(layers: &'f [Layer], as_of: Option<NaiveDate>, faults: &'f FaultList) -> Self {
        let texts = layers.iter().enumerate().map(|(number, layer)| texts(layer, number, faults)).collect();
        for path in REQUIRED.iter().filter(|path| !layers.iter().any(|layer| layer.files.contains_key(**path))) {
            faults.report(Location::file(*path), "the file is missing");
        }
        for layer in layers.iter().skip(1).filter(|layer| is_empty(&layer.files)) {
            let says =
                "the folder holds no rules; a folder that is laid over the others holds the files that it changes";
            faults.report(Location::file(layer.origin.clone()), says);
        }
        Self { layers: texts, faults, as_of, tallies: RefCell::new(vec![Tally::default(); layers.len()]) }
    }

    /// The versions of a file, lowest layer first.
    pub(super) fn versions(&self, path: &str) -> impl Iterator<Item = &Text<'f>> {
        self.layers.iter().filter_map(move |texts| texts.get(path))
    }

    /// True if some layer has the file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.versions(path).next().is_some()
    }

    /// The paths of all files.
    pub(super) fn paths(&self) -> BTreeSet<&'f str> {
        self.layers.iter().flat_map(BTreeMap::keys).copied().collect()
    }

    /// The files of a folder by name, each as the highest layer has it.
    pub(super) fn under(&self, folder: &str) -> BTreeMap<&'f str, &Text<'f>> {
        let all = self.layers.iter().flatten();
        all.filter(|(path, _)| path.starts_with(folder)).map(|(path, text)| (*path, text)).collect()
    }

    /// The files of a folder by name, each layer's version of each.
    pub(super) fn all_under(&self, folder: &str) -> impl Iterator<Item = (&'f str, &Text<'f>)> {
        let within = move |(path, _): &(&&str, &Text<'f>)| path.starts_with(folder);
        self.layers.iter().flat_map(move |texts| texts.iter().filter(within)).map(|(path, text)| (*path, text))
    }

    /// The table of a file. A row of a higher layer takes the place of the rows below it with the same cells in
    /// the columns of `key`. `None` if there is no such file, which was reported.
    pub(super) fn table(&self, path: &str, columns: &[&'static str], key: &[&str]) -> Option<Table<'f>> {
        self.has(path).then(|| self.laid_over(|file| file == path, columns, key))
    }

    /// The same for all files of a folder, as if they were one.
    pub(super) fn table_under(&self, folder: &str, columns: &[&'static str], key: &[&str]) -> Table<'f> {
        self.laid_over(|file| file.starts_with(folder), columns, key)
    }

    fn laid_over(&self, wanted: impl Fn(&str) -> bool, columns: &[&'static str], key: &[&str]) -> Table<'f> {
        let mut whole = Table::empty(self.faults);
        for (number, texts) in self.layers.iter().enumerate() {
            let mut table = Table::empty(self.faults);
            for (path, text) in texts.iter().filter(|(path, _)| wanted(path)) {
                table.add(path, text, columns);
            }
            let tally = whole.lay_over(table, key);
            // A confirmation is no rule.
            if let Some(sum) = self.tallies.borrow_mut().get_mut(number).filter(|_| !wanted(CONFIRMED)) {
                sum.replacing += tally.replacing;
                sum.added += tally.added;
            }
        }
        whole
    }

    /// What the rows of each layer did to those below, lowest layer first.
    pub(super) fn tallies(&self) -> Vec<Tally> {
        self.tallies.borrow().clone()
    }
}

fn texts<'f>(layer: &'f Layer, number: usize, faults: &FaultList) -> BTreeMap<&'f str, Text<'f>> {
    let is_overlay = number > 0;
    let mut texts = BTreeMap::new();
    for (path, content) in layer.files.iter().filter(|(path, _)| !is_for_people(path)) {
        let shown = if is_overlay {
            Cow::Owned(format!("{}/{path}", layer.origin.trim_end_matches('/')))
        } else {
            Cow::Borrowed(path.as_str())
        };
        if !is_known(path) {
            let near = did_you_mean(path, REQUIRED.into_iter().chain(OPTIONAL));
            let says = format!("no such file belongs in the standards folder{near}");
            faults.report(Location::file(&*shown), says);
            continue;
        }
        let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
        match std::str::from_utf8(content) {
            Ok(content) => {
                let overlay = is_overlay.then(|| layer.origin.clone());
                texts.insert(path.as_str(), Text { shown, content, overlay, layer: number });
            }
            Err(error) => {
                let before = content.get(..error.valid_up_to()).unwrap_or_default();
                let row = memchr::memchr_iter(b'\n', before).count() + 1;
                let place = Location::file(&*shown).at_row(u32::try_from(row).unwrap_or(u32::MAX));
                faults.report(place, "the text is not UTF-8");
            }
        }
    }
    texts
}

fn is_known(path: &str) -> bool {
    let in_folder = |(folder, ending): &(&str, &str)| {
        path.strip_prefix(folder).and_then(|name| name.strip_suffix(ending)).is_some_and(|stem| !stem.contains('/'))
    };
    OPTIONAL.contains(&path) || REQUIRED.contains(&path) || FOLDERS.iter().any(in_folder)
}
