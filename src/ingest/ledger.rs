//! The account of every row and every cell: what was read must equal what was taken, rejected and skipped.

use std::collections::BTreeMap;

use serde::Serialize;

/// Counts of one file, or of a whole run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// Rows below the heading.
    pub rows_read: u64,
    /// Rows that became samples.
    pub samples_taken: u64,
    /// Rows that did not, by problem code.
    pub rows_rejected: BTreeMap<String, u64>,
    /// Rows left out on purpose, by reason (`blank`).
    pub rows_skipped: BTreeMap<String, u64>,
    /// Cells in the rows read, counted by the headings' columns.
    pub cells_read: u64,
    /// Cells that became a measurement or a part of the form.
    pub cells_taken: u64,
    /// Cells with nothing in them.
    pub cells_empty: u64,
    /// Cells by which the laboratory says that it did not test.
    pub cells_not_tested: u64,
    /// Cells that could not be read, by problem code.
    pub cells_lost: BTreeMap<String, u64>,
    /// Cells of columns left out, by reason (`unknown-column`, `ignored by profile`), and of rows not taken (`row`).
    pub cells_skipped: BTreeMap<String, u64>,
}

impl Ledger {
    /// Adds another account to this one.
    pub fn add(&mut self, other: &Self) {
        self.rows_read += other.rows_read;
        self.samples_taken += other.samples_taken;
        self.cells_read += other.cells_read;
        self.cells_taken += other.cells_taken;
        self.cells_empty += other.cells_empty;
        self.cells_not_tested += other.cells_not_tested;
        for (mine, theirs) in [
            (&mut self.rows_rejected, &other.rows_rejected),
            (&mut self.rows_skipped, &other.rows_skipped),
            (&mut self.cells_lost, &other.cells_lost),
            (&mut self.cells_skipped, &other.cells_skipped),
        ] {
            for (reason, count) in theirs {
                *mine.entry(reason.clone()).or_default() += count;
            }
        }
    }

    /// True if every row and every cell is accounted for.
    #[must_use]
    pub fn balances(&self) -> bool {
        let sum = |counts: &BTreeMap<String, u64>| counts.values().sum::<u64>();
        self.rows_read == self.samples_taken + sum(&self.rows_rejected) + sum(&self.rows_skipped)
            && self.cells_read
                == self.cells_taken
                    + self.cells_empty
                    + self.cells_not_tested
                    + sum(&self.cells_lost)
                    + sum(&self.cells_skipped)
    }
}
