//! The thresholds of the checks of one laboratory run, in words.

use std::fmt::Write as _;

use super::super::{BatchRules, Standards};

/// The thresholds on which a finding rests, one line each; empty if it rests on none.
pub(super) fn text(standards: &Standards, finding: &str) -> String {
    let mut text = String::new();
    let rows = standards.batch.as_ref().map_or(&[][..], |BatchRules { rows, .. }| rows);
    for row in rows.iter().filter(|row| *row.finding == *finding) {
        let property = row.property.map(|property| format!(" {}", standards.property(property).id)).unwrap_or_default();
        let number = format!("{} {}", row.value, row.unit);
        let (check, number, provenance) = (&row.check, number.trim_end(), row.provenance.id());
        let _ = writeln!(text, "threshold {check}{property}: {number}, {} ({}, {provenance})", row.note, row.source);
    }
    text
}
