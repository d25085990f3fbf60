//! What the samples say: verdicts against limits, and one kind of finding per file.
//!
//! A finder is a pure function over one sample in its history. A new kind of finding is one file and one
//! line in `FINDERS`.

mod analyse;
mod band;
mod decision;
mod drain_interval;
mod edition;
mod examine;
mod explained;
mod failure_cause;
#[cfg(test)]
mod fixture;
mod follow_up;
mod grade_class;
mod grade_rows;
mod joined;
mod judge;
mod off_grade;
mod over_limit;
mod quality;
mod rising_trend;
mod rounding;
mod says;
mod side;
mod signal;
mod specification;
mod standing;
mod subject;
mod to_confirm;
mod viscosity_class;
mod why;
mod withdraw;

use crate::domain::{
    Axes, DrainForecast, Finding, FollowUps, Joined, Message, OpenCause, PropertyId, ValueState, Verdict,
};
use crate::history::PointHistory;

pub use analyse::analyse;
pub use band::Margin;
pub use decision::Decisions;
pub use examine::{Basis, Examiner, by_property};
pub use grade_class::GradeClass;
pub use judge::{Decision, judge};
pub use side::nearest_end;
pub use specification::{Item, Specification, Specifications};
pub use standing::Current;
pub use subject::{Judged, Known, Subject};
pub use why::why;
pub use withdraw::would_change;

/// A kind of finding: a pure function over one sample in its history.
type Finder = fn(&Subject<'_, '_>) -> Vec<Finding>;

/// All kinds of findings. Of findings of one severity and rank (see `analyse`), those of the kind that stands first
/// come first: the root before its effects.
const FINDERS: &[Finder] = &[
    failure_cause::find,
    drain_interval::find,
    viscosity_class::find,
    off_grade::find,
    over_limit::find,
    rising_trend::find,
    quality::find,
];

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
    /// Causes that hold too and are outranked by those shown on their axis, in order of rank.
    pub further: Vec<Finding>,
    /// Roots with their effects.
    pub joined: Vec<Joined>,
    /// What became of the findings since the sample before.
    pub follow_up: FollowUps,
    /// Causes that a test not made would confirm or refute, best supported first.
    pub to_confirm: Vec<OpenCause>,
    /// Severity per axis.
    pub axes: Axes,
    /// When the oil is due.
    pub drain: DrainForecast,
    /// Properties that an applicable document limits and the sample does not have.
    pub not_tested: Vec<PropertyId>,
    /// What the reader must know about the choice of documents (superseded edition, no specification known).
    pub notices: Vec<Message>,
}
