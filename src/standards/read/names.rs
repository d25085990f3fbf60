//! The names that one file defines and others use, `kv_40c` or `mg/kg`.
//!
//! A name whose own row is faulty is known to be meant: using it is no second fault.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::Location;

use super::super::faults::did_you_mean;
use super::table::Table;

/// Names with what they stand for.
pub(super) struct Names<T> {
    /// What a name is, for the sentence `unknown property "watr"`.
    subject: &'static str,
    found: BTreeMap<Arc<str>, T>,
    faulty: BTreeSet<Arc<str>>,
}

impl<T: Clone> Names<T> {
    pub(super) fn new(subject: &'static str) -> Self {
        Self { subject, found: BTreeMap::new(), faulty: BTreeSet::new() }
    }

    /// Adds a name; `None` stands for a faulty row.
    pub(super) fn add(&mut self, name: &str, meaning: Option<T>) {
        match meaning {
            Some(meaning) => {
                self.found.insert(Arc::from(name), meaning);
            }
            None => {
                self.faulty.insert(Arc::from(name));
            }
        }
    }

    /// Adds the names of rows that could not be taken apart.
    pub(super) fn add_lost(&mut self, table: &Table<'_>) {
        for cell in table.lost_cells() {
            self.add(cell, None);
        }
    }

    /// What a name stands for. The error is what to report; nothing if the name's own row was reported.
    pub(super) fn find(&self, name: &str) -> Result<T, Option<String>> {
        if let Some(meaning) = self.found.get(name) {
            return Ok(meaning.clone());
        }
        if self.faulty.contains(name) || self.found.is_empty() {
            return Err(None);
        }
        let near = did_you_mean(name, self.all());
        Err(Some(format!("unknown {} \"{name}\"{near}", self.subject)))
    }

    /// All names.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.found.keys().chain(&self.faulty).map(|name| &**name)
    }
}

/// Remembers where each row was first seen.
#[derive(Default)]
pub(super) struct Seen(BTreeMap<String, Location>);

impl Seen {
    /// The place of the earlier row with the same key, if there is one.
    pub(super) fn earlier(&mut self, key: String, here: Location) -> Option<Location> {
        match self.0.entry(key) {
            std::collections::btree_map::Entry::Occupied(first) => Some(first.get().clone()),
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(here);
                None
            }
        }
    }
}
