//! One table laid over another one, row by row.
//!
//! A row of a higher layer takes the place of all rows below it with the same key: a limit of two levels has two
//! rows, and who changes one of them has to say what becomes of the other.

use std::collections::BTreeMap;

use crate::domain::{Location, fold};

use super::table::{Record, Row, Shortened, Table};

/// What laying a table over another one did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Rows that stand in the place of others.
    pub(super) replacing: usize,
    /// Rows beside the others.
    pub(super) added: usize,
}

/// The rows of the higher layer that have one key.
#[derive(Default)]
struct Group {
    /// Where the first of them stands.
    place: Location,
    /// Which they are.
    indices: Vec<usize>,
    /// How many rows below have their key.
    displaced: usize,
}

impl Table<'_> {
    /// Lays a table over this one: its rows take the place of the rows here that have the same cells in the
    /// columns of `key`, whatever their case and blanks; the others follow at the end. Order is kept, so that a
    /// changed property keeps its place in reports.
    pub(super) fn lay_over(&mut self, upper: Self, key: &[&str]) -> Tally {
        let offset = self.parts.len();
        // The lowest table has nothing to be held against: nothing is spent on it.
        let mut groups = if offset == 0 { BTreeMap::new() } else { upper.groups(key) };
        let below = if groups.is_empty() { Vec::new() } else { self.keys(key) };
        let records = upper.rows.into_iter().map(|record| Record { part: record.part + offset, ..record });
        let mut new: Vec<Option<Record>> = records.map(Some).collect();
        self.parts.extend(upper.parts);
        self.lost.extend(upper.lost);
        let mut tally = Tally::default();
        if !below.is_empty() {
            let mut rows = Vec::with_capacity(self.rows.len());
            for (key, record) in below.iter().zip(std::mem::take(&mut self.rows)) {
                let Some(group) = groups.get_mut(key) else {
                    rows.push(record);
                    continue;
                };
                if group.displaced == 0 {
                    tally.replacing += group.indices.len();
                    rows.extend(group.indices.iter().filter_map(|index| new.get_mut(*index)?.take()));
                }
                group.displaced += 1;
            }
            self.rows = rows;
        }
        let rest = self.rows.len();
        self.rows.extend(new.into_iter().flatten());
        tally.added = if offset == 0 { 0 } else { self.rows.len() - rest };
        self.shortened.extend(groups.into_values().filter_map(|group| {
            let Group { place, indices, displaced } = group;
            (indices.len() < displaced).then_some(Shortened { place, before: displaced, after: indices.len() })
        }));
        tally
    }

    fn keys(&self, key: &[&str]) -> Vec<String> {
        self.rows().map(|row| key_of(row, key)).collect()
    }

    fn groups(&self, key: &[&str]) -> BTreeMap<String, Group> {
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        for (index, row) in self.rows().enumerate() {
            let group = groups.entry(key_of(row, key)).or_default();
            if group.indices.is_empty() {
                group.place = row.location();
            }
            group.indices.push(index);
        }
        groups
    }
}

/// The cells by which a row is known, in the form in which names are compared.
pub(super) fn key_of(row: Row<'_>, key: &[&str]) -> String {
    key.iter().map(|column| fold(row.text(column))).collect::<Vec<_>>().join("\n")
}
