//! A sampling point with what decides about each of its results, worked out once for all tables and charts.

use crate::domain::{PropertyId, Severity, Verdict};
use crate::findings::{Decisions, PointAnalysis, SampleAnalysis};
use crate::history::PointHistory;
use crate::report::Context;
use crate::report::lives::Lives;

/// A sampling point.
pub(super) struct Point<'p> {
    /// Its samples and oil lives.
    pub(super) history: &'p PointHistory<'p>,
    /// What was found, one per sample.
    pub(super) samples: &'p [SampleAnalysis],
    /// Which verdicts decide, one per sample.
    decisions: Vec<Decisions>,
    /// Oil lives and corrected levels.
    pub(super) lives: Lives<'p>,
}

impl<'p> Point<'p> {
    /// Weighs the verdicts of all samples.
    pub(super) fn new(context: &Context<'_>, point: &'p PointAnalysis<'p>) -> Self {
        let decisions = point.samples.iter().map(|sample| Decisions::new(&sample.verdicts, context.standards));
        let lives = Lives::new(&point.history, context.standards);
        Self { history: &point.history, samples: &point.samples, decisions: decisions.collect(), lives }
    }

    /// The severity that a property reached in a sample; `NoVerdict` if nothing judged it.
    pub(super) fn reached(&self, sample: usize, property: PropertyId) -> Severity {
        self.decisions.get(sample).map_or(Severity::NoVerdict, |decisions| decisions.severity(property))
    }

    /// The verdict to show for a property: the first that reached the severity decided on; where nothing judged
    /// it, the first that there is.
    pub(super) fn governing(&self, sample: usize, property: PropertyId) -> Option<&'p Verdict> {
        let severity = self.reached(sample, property);
        let verdicts = || self.samples.get(sample).into_iter().flat_map(|analysis| &analysis.verdicts);
        let of = || verdicts().filter(|verdict| verdict.property == property);
        of().find(|verdict| verdict.outcome.is_judged() && verdict.severity == severity).or_else(|| of().next())
    }
}
