//! Laboratories' files in, samples and problems out. Nothing is judged here, and nothing is lost here.

mod ledger;
mod source;

pub use ledger::Ledger;
pub use source::Source;

use crate::domain::{Problem, Sample};

/// What came of reading the input files.
#[derive(Debug, Default)]
pub struct Intake {
    /// The files, in the order read; `Place::source` is an index into it.
    pub sources: Vec<Source>,
    /// The samples, in file and row order.
    pub samples: Vec<Sample>,
    /// What was wrong, in file and row order.
    pub problems: Vec<Problem>,
}
