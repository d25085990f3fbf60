//! What the samples say: verdicts against limits, and one kind of finding per file.
//!
//! A finder is a pure function over one sample in its history. A new kind of finding is one file and one
//! line in `FINDERS`.

use crate::domain::{Axes, DrainForecast, Finding, Message, PropertyId, ValueState, Verdict};
use crate::history::PointHistory;

/// One sampling point with all that was found.
#[derive(Debug)]
pub struct PointAnalysis<'a> {
    /// The history.
    pub history: PointHistory<'a>,
    /// One per sample of the history, in the same order.
    pub samples: Vec<SampleAnalysis>,
}

/// What was found about one sample.
#[derive(Debug, Clone)]
pub struct SampleAnalysis {
    /// Every limit that applies, held against the sample; judged documents in order of precedence.
    pub verdicts: Vec<Verdict>,
    /// One per measurement of the sample, in the same order.
    pub states: Vec<ValueState>,
    /// Findings, worst first.
    pub findings: Vec<Finding>,
    /// Severity per axis.
    pub axes: Axes,
    /// When the oil is due.
    pub drain: DrainForecast,
    /// Properties that an applicable document limits and the sample does not have.
    pub not_tested: Vec<PropertyId>,
    /// What the reader must know about the choice of documents (superseded edition, no specification known).
    pub notices: Vec<Message>,
}
