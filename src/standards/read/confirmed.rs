//! `confirmed.csv`: rows of limits as somebody found them in the printed standard.
//!
//! Each row repeats what was compared. A limit is confirmed only while it still says the same, so a change of the
//! rules below cannot borrow the trust that an earlier number had. What is not a limit any more is no fault: the
//! rules may have moved on, and it is told as lapsed.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::Provenance;

use super::super::confirmation::{Confirmation, Lapsed};
use super::super::document::Document;
use super::super::faults::Read;
use super::super::limit::Limit;
use super::documents::Documents;
use super::folder::{CONFIRMED, Folder};
use super::lay_over::key_of;
use super::table::Row;

/// The columns: those that say which limit, those that say what it allows, and who compared it when.
pub(in crate::standards) const COLUMNS: [&str; 15] = [
    "document",
    "edition",
    "grades",
    "machine_types",
    "property",
    "condition",
    "method",
    "severity",
    "unit",
    "compare",
    "low",
    "high",
    "code",
    "verified_by",
    "verified_on",
];

/// The columns that say which limit is meant.
pub(in crate::standards) const KEY: [&str; 8] =
    ["document", "edition", "grades", "machine_types", "property", "condition", "method", "severity"];

/// What a limit allows, as written; numbers as numbers, so that `0.5` is `0.50`.
#[derive(Debug, Clone, PartialEq)]
struct Allowed {
    words: [String; 3],
    low: Option<f64>,
    high: Option<f64>,
}

impl Allowed {
    fn of(row: Row<'_>) -> Read<Self> {
        let (low, high) = (row.number("low"), row.number("high"));
        let words = ["unit", "compare", "code"].map(|column| row.text(column).to_owned());
        Ok(Self { words, low: low?, high: high? })
    }

    fn written(&self) -> String {
        let [unit, compare, code] = &self.words;
        let numbers: Vec<String> = [self.low, self.high].iter().flatten().map(f64::to_string).collect();
        let parts = [compare.clone(), numbers.join(" to "), code.clone()];
        let unit = if numbers.is_empty() { "" } else { unit };
        let parts: Vec<&str> = parts.iter().map(String::as_str).chain([unit]).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

struct Entry {
    allowed: Allowed,
    by: Arc<str>,
    on: NaiveDate,
    lapsed: Lapsed,
    /// True if a limit is what this says.
    holds: bool,
}

/// All confirmations, by the limit that they mean.
#[derive(Default)]
pub(super) struct Confirmed {
    entries: BTreeMap<String, Vec<Entry>>,
}

/// Reads `confirmed.csv` of all layers. What was confirmed after the day by which is judged is left out.
pub(super) fn read(folder: &Folder<'_>) -> Confirmed {
    let mut confirmed = Confirmed::default();
    if !folder.has(CONFIRMED) {
        return confirmed;
    }
    // What two folders confirm is confirmed by both; what they confirm differently is for the limit to decide.
    let Some(table) = folder.table(CONFIRMED, &COLUMNS, &COLUMNS) else { return confirmed };
    for row in table.rows() {
        let Ok(entry) = read_row(row) else { continue };
        if folder.as_of.is_none_or(|as_of| entry.on <= as_of) {
            confirmed.entries.entry(key_of(row, &KEY)).or_default().push(entry);
        }
    }
    confirmed
}

fn read_row(row: Row<'_>) -> Read<Entry> {
    let allowed = Allowed::of(row);
    let (document, property, compare) = (row.required("document"), row.required("property"), row.required("compare"));
    let by = row.required("verified_by");
    let on = row.required("verified_on").and_then(|text| {
        let day = NaiveDate::parse_from_str(&text, "%Y-%m-%d");
        day.map_err(|_| row.fault("verified_on", format!("\"{text}\" is not a date of the form 2026-07-01")))
    });
    let (allowed, document) = (allowed?, document?);
    compare?;
    let edition = row.text("edition");
    let lapsed = Lapsed {
        place: row.location(),
        document: if edition.is_empty() { document.to_string() } else { format!("{document}-{edition}") },
        grades: row.text("grades").to_owned(),
        property: property?.to_string(),
        was: allowed.written(),
        now: None,
    };
    Ok(Entry { allowed, by: by?, on: on?, lapsed, holds: false })
}

impl Confirmed {
    /// Tells a limit who confirmed it. A row that somebody has seen in print needs no memory any more.
    pub(super) fn apply(&mut self, row: Row<'_>, limit: &mut Limit, documents: &Documents) {
        if self.entries.is_empty() {
            return;
        }
        let Some(entries) = self.entries.get_mut(&key_of(row, &KEY)) else { return };
        let Ok(allowed) = Allowed::of(row) else { return };
        // Of equal ones the last: that of the highest folder.
        if let Some(entry) = entries.iter_mut().rev().find(|entry| entry.allowed == allowed) {
            entry.holds = true;
            limit.confirmed = Some(Confirmation { by: entry.by.clone(), on: entry.on, was: None });
            let label = documents.list.get(usize::from(limit.document.0)).map(Document::label).unwrap_or_default();
            let seen = format!("{label} in print, compared by {} on {}", entry.by, entry.on);
            limit.source = match limit.provenance {
                Provenance::Recalled => Arc::from(seen),
                Provenance::Single | Provenance::Confirmed => Arc::from(format!("{seen}; {}", limit.source)),
            };
            (limit.provenance, limit.recall) = (Provenance::Confirmed, None);
            return;
        }
        if limit.confirmed.is_some() {
            return;
        }
        // A limit can have two rows, at least and at most; the one that changed is the one with the same word.
        let same_word = |entry: &&mut Entry| entry.allowed.words.get(1) == allowed.words.get(1);
        let was = match entries.iter_mut().rev().find(same_word) {
            Some(entry) => Some(entry),
            None => entries.iter_mut().rev().find(|entry| !entry.holds),
        };
        if let Some(entry) = was {
            entry.lapsed.now = Some(limit.written.clone());
            let was = Some(Arc::from(entry.lapsed.was.as_str()));
            limit.confirmed = Some(Confirmation { by: entry.by.clone(), on: entry.on, was });
        }
    }

    /// The confirmations that hold for no limit, by place.
    pub(super) fn lapsed(&self) -> Vec<Lapsed> {
        // An older confirmation of a row that was confirmed again is history, not a lapse.
        let word = |entry: &Entry| entry.allowed.words.get(1).cloned();
        let again =
            |entry: &Entry, group: &[Entry]| group.iter().any(|other| other.holds && word(other) == word(entry));
        let of_group = |group: &Vec<Entry>| {
            let open = group.iter().filter(|entry| !entry.holds && !again(entry, group));
            open.map(|entry| entry.lapsed.clone()).collect::<Vec<_>>()
        };
        let mut lapsed: Vec<Lapsed> = self.entries.values().flat_map(of_group).collect();
        lapsed.sort();
        lapsed
    }
}

/// A document is verified when every one of its rows is.
pub(super) fn verify(documents: &mut [Document], limits: &[Limit]) {
    if limits.iter().all(|limit| limit.confirmed.is_none()) {
        return;
    }
    for (index, document) in documents.iter_mut().enumerate() {
        let of_document = || limits.iter().filter(|limit| usize::from(limit.document.0) == index);
        let seen: Option<Vec<&Confirmation>> =
            of_document().map(|limit| limit.confirmed.as_ref().filter(|seen| seen.holds())).collect();
        // What documents.toml says of the whole does not speak for rows that were laid over it.
        let Some(seen) = seen else {
            document.verified = None;
            continue;
        };
        let mut names: Vec<&str> = seen.iter().map(|confirmation| &*confirmation.by).collect();
        names.sort_unstable();
        names.dedup();
        let last = seen.iter().map(|confirmation| confirmation.on).max();
        document.verified = last.map(|on| (Arc::from(names.join(", ")), on));
    }
}
