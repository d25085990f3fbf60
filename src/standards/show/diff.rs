//! What two editions, or two documents, limit differently.
//!
//! Rows are paired by what they are for; where only method or condition moved, the row has changed and was not
//! taken out and put in again.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::domain::{LimitId, Provenance};

use super::super::limit::Limit;
use super::super::{DocumentId, Standards};
use super::find::{NotFound, of_edition};
use super::tables::table;

/// What differs between two editions.
#[derive(Debug)]
pub struct Diff {
    labels: [String; 2],
    lines: Vec<Line>,
    same: usize,
    unconfirmed: usize,
}

/// One difference.
#[derive(Debug, Serialize)]
struct Line {
    change: &'static str,
    grade: String,
    property: String,
    condition: String,
    what: &'static str,
    old: String,
    new: String,
    trust: &'static str,
}

/// Compares two editions, each named by its label, whole or for one grade.
pub fn diff(standards: &Standards, names: [&str; 2], grade: Option<&str>) -> Result<Diff, NotFound> {
    let [old, new] = names;
    let (old, new) = (of_edition(standards, old, None, None)?, of_edition(standards, new, None, None)?);
    let of_grade = |(_, limits): &(DocumentId, Vec<LimitId>)| -> Vec<LimitId> {
        let fits = |limit: &&LimitId| {
            grade.is_none_or(|grade| super::find::judges(standards, standards.limit(**limit), grade))
        };
        limits.iter().filter(fits).copied().collect()
    };
    if let Some(grade) = grade {
        super::find::check_grade(standards, grade)?;
    }
    let labels = [&old, &new].map(|(document, _)| standards.document(*document).label());
    let (old, new) = (of_grade(&old), of_grade(&new));
    let pairs = pairs(standards, &old, &new);
    let mut diff = Diff { labels, lines: Vec::new(), same: 0, unconfirmed: 0 };
    for pair in pairs {
        let lines = compare(standards, pair);
        let ids = [pair.0, pair.1];
        if lines.is_empty() {
            diff.same += 1;
        } else if ids.iter().flatten().any(|id| standards.trust(*id) != Provenance::Confirmed) {
            diff.unconfirmed += 1;
        }
        diff.lines.extend(lines);
    }
    Ok(diff)
}

type Pair = (Option<LimitId>, Option<LimitId>);

/// Rows that are for the same thing, in the order of the old edition, then those that only the new one has.
fn pairs(standards: &Standards, old: &[LimitId], new: &[LimitId]) -> Vec<Pair> {
    let mut partner: BTreeMap<LimitId, LimitId> = BTreeMap::new();
    let mut free: Vec<LimitId> = new.to_vec();
    // First the rows that agree in everything but the number, then those whose test moved, then the level.
    for closeness in 0..3 {
        for id in old {
            if partner.contains_key(id) {
                continue;
            }
            let key = key(standards.limit(*id), closeness);
            let found = free.iter().position(|other| self::key(standards.limit(*other), closeness) == key);
            if let Some(found) = found {
                partner.insert(*id, free.remove(found));
            }
        }
    }
    let old = old.iter().map(|id| (Some(*id), partner.get(id).copied()));
    old.chain(free.into_iter().map(|id| (None, Some(id)))).collect()
}

fn key(limit: &Limit, closeness: usize) -> [String; 6] {
    let parts = [
        limit.property.0.to_string(),
        grade_of(limit),
        machines(limit),
        limit.severity.id().to_owned(),
        limit.condition.to_string(),
        limit.method.to_string(),
    ];
    let mut left = 6_usize.saturating_sub(closeness);
    parts.map(|part| {
        let counts = left > 0;
        left = left.saturating_sub(1);
        if counts { part } else { String::new() }
    })
}

fn grade_of(limit: &Limit) -> String {
    limit.grade.as_deref().map_or_else(|| limit.for_grades.join("; "), str::to_owned)
}

fn machines(limit: &Limit) -> String {
    limit.machine_types.iter().map(|machine| machine.id()).collect::<Vec<_>>().join("; ")
}

/// The differences of a pair; none if both say the same.
fn compare(standards: &Standards, pair: Pair) -> Vec<Line> {
    let [old, new] = [pair.0, pair.1].map(|id| id.map(|id| standards.limit(id)));
    let Some(shown) = old.or(new) else { return Vec::new() };
    let trust = [pair.0, pair.1].into_iter().flatten().map(|id| standards.trust(id)).min();
    let line = |change, what, old: &str, new: &str| Line {
        change,
        grade: grade_of(shown),
        property: standards.property(shown.property).id.to_string(),
        condition: shown.condition.to_string(),
        what,
        old: old.to_owned(),
        new: new.to_owned(),
        trust: trust.map_or("", Provenance::id),
    };
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (Some(old), None) => return vec![line("removed", "limit", &old.written, "")],
        (None, Some(new)) => return vec![line("added", "limit", "", &new.written)],
        (None, None) => return Vec::new(),
    };
    let mut lines = Vec::new();
    // 0.5 and 0.50 are one limit; another unit is told although it may be the same quantity.
    if old.compare != new.compare || old.unit != new.unit {
        lines.push(line("changed", "limit", &old.written, &new.written));
    }
    let texts = [
        ("condition", &*old.condition, &*new.condition),
        ("method", &*old.method, &*new.method),
        ("severity", old.severity.id(), new.severity.id()),
    ];
    lines.extend(
        texts.iter().filter(|(_, old, new)| old != new).map(|(what, old, new)| line("changed", what, old, new)),
    );
    lines
}

impl Diff {
    /// For people.
    #[must_use]
    pub fn text(&self) -> String {
        let [old, new] = &self.labels;
        let mut text = String::new();
        if !self.lines.is_empty() {
            let cells = |line: &Line| {
                let words = [&line.grade, &line.property, &line.condition, &line.old, &line.new];
                let [grade, property, condition, old, new] = words.map(Clone::clone);
                [
                    line.change.to_owned(),
                    grade,
                    property,
                    condition,
                    line.what.to_owned(),
                    old,
                    new,
                    line.trust.to_owned(),
                ]
            };
            let headings = ["change", "grade", "property", "condition", "what", old, new, "trust"];
            text += &table(headings, &self.lines.iter().map(cells).collect::<Vec<_>>());
            text.push('\n');
        }
        let count = |change: &str| self.lines.iter().filter(|line| line.change == change).count();
        let _ = writeln!(
            text,
            "{old} to {new}: {} added, {} removed, {} changed, {} rows the same",
            count("added"),
            count("removed"),
            count("changed"),
            self.same
        );
        if self.unconfirmed > 0 {
            let _ = writeln!(
                text,
                "{} of the rows that differ are not confirmed: a difference may be one of memory, not of the standards",
                self.unconfirmed
            );
        }
        text
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> Json {
        let [old, new] = &self.labels;
        json!({
            "schema": "lubelab.standards_diff/1",
            "old": old,
            "new": new,
            "same": self.same,
            "unconfirmed": self.unconfirmed,
            "differences": self.lines,
        })
    }
}
