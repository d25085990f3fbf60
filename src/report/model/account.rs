//! What became of every row and cell, and what the run rested on.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ingest::Ledger;
use crate::report::Context;
use crate::report::words::word;
use crate::standards::Document;

use super::Fact;

/// The account of rows and cells.
#[derive(Debug, Clone, Serialize)]
pub struct Account {
    /// Rows: read, then where they went.
    pub rows: Vec<Fact>,
    /// Cells: read, then where they went.
    pub cells: Vec<Fact>,
    /// Whether both add up.
    pub says: String,
    /// True if both add up.
    pub balances: bool,
}

/// An input file.
#[derive(Debug, Clone, Serialize)]
pub struct InputFile {
    /// As it was named.
    pub path: String,
    /// The layout that read it.
    pub profile: String,
    /// Samples taken of rows read.
    pub taken: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// The account of the whole run.
pub(super) fn account(context: &Context<'_>) -> Account {
    let ledger: &Ledger = context.facts.ledger;
    let name = |id: &str| word(context.words, id);
    let line = |id: &str, count: u64| Fact { name: name(id), text: grouped(count) };
    let by_reason = |id: &str, counts: &BTreeMap<String, u64>| -> Vec<Fact> {
        let named = name(id);
        counts
            .iter()
            .map(|(reason, count)| Fact { name: format!("{named}: {reason}"), text: grouped(*count) })
            .collect()
    };
    let mut rows = vec![line("report-rows-read", ledger.rows_read), line("report-samples-taken", ledger.samples_taken)];
    rows.extend(by_reason("report-rows-rejected", &ledger.rows_rejected));
    rows.extend(by_reason("report-rows-skipped", &ledger.rows_skipped));
    let mut cells = vec![
        line("report-cells-read", ledger.cells_read),
        line("report-cells-taken", ledger.cells_taken),
        line("report-cells-empty", ledger.cells_empty),
        line("report-cells-not-tested", ledger.cells_not_tested),
    ];
    cells.extend(by_reason("report-cells-lost", &ledger.cells_lost));
    cells.extend(by_reason("report-cells-skipped", &ledger.cells_skipped));
    let balances = ledger.balances();
    let says = name(if balances { "report-balances" } else { "report-does-not-balance" });
    Account { rows, cells, says, balances }
}

/// The input files.
pub(super) fn inputs(context: &Context<'_>) -> Vec<InputFile> {
    let one = |source: &crate::ingest::Source| InputFile {
        path: source.path.to_string(),
        profile: source.profile.to_string(),
        taken: format!("{} / {}", grouped(source.ledger.samples_taken), grouped(source.ledger.rows_read)),
        sha256: source.sha256.clone(),
    };
    context.facts.sources.iter().map(one).collect()
}

/// What the run rested on.
pub(super) fn run_facts(context: &Context<'_>) -> Vec<Fact> {
    let fact = |id: &str, text: String| Fact { name: word(context.words, id), text };
    let standards = context.standards;
    let mut facts = vec![
        fact("report-as-of", context.facts.as_of.to_string()),
        fact("report-program", format!("lubelab {}", context.facts.version)),
        fact("report-standards", standards.origin.to_string()),
        fact("report-fingerprint", standards.fingerprint.clone()),
    ];
    for overlay in &standards.overlays {
        facts.push(fact("report-overlay", overlay.origin.to_string()));
        facts.push(fact("report-overlay-fingerprint", overlay.fingerprint.clone()));
    }
    let editions: Vec<String> = standards.pinned().map(Document::label).collect();
    facts.extend((!editions.is_empty()).then(|| fact("report-editions", editions.join(", "))));
    facts
}

/// Digits in groups of three, parted by narrow spaces that do not break (ISO 80000-1).
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1\u{202f}000");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
    }
}
