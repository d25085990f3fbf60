//! How well the causes' rules did, by what inspections found: hits, misses and false alarms, rule by rule.
//!
//! An inspection speaks about one cause after one sample. A cause that was never looked for counts neither for nor
//! against its rule: what is counted here is small, and the counts are always stated.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Inspection, InspectionOutcome, Place};
use crate::findings::{PointAnalysis, SampleAnalysis};

/// One rule against the inspections that speak about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleScore {
    /// The cause's id.
    pub cause: Arc<str>,
    /// The report said so, and it was there.
    pub hits: usize,
    /// It was there, and the report did not say so.
    pub misses: usize,
    /// The report said so, and it was not there.
    pub false_alarms: usize,
    /// It was not there, and the report did not say so.
    pub rightly_silent: usize,
}

impl RuleScore {
    /// Of what the report said, the share that was there.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(self.hits, self.hits + self.false_alarms)
    }

    /// Of what was there, the share that the report said.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        share(self.hits, self.hits + self.misses)
    }

    /// Inspections that it rests on.
    #[must_use]
    pub const fn inspections(&self) -> usize {
        self.hits + self.misses + self.false_alarms + self.rightly_silent
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The rules that inspections speak about: the most errors first, then by id.
#[must_use]
pub fn score(analyses: &[PointAnalysis<'_>], inspections: &[Inspection]) -> Vec<RuleScore> {
    let mut by_place: BTreeMap<Place, &SampleAnalysis> = BTreeMap::new();
    for point in analyses {
        by_place.extend(point.history.samples.iter().map(|sample| sample.place).zip(&point.samples));
    }
    let mut scores: BTreeMap<&Arc<str>, RuleScore> = BTreeMap::new();
    for inspection in inspections {
        let Some(found) = by_place.get(&inspection.sample) else { continue };
        let score = scores
            .entry(&inspection.cause)
            .or_insert_with(|| RuleScore { cause: Arc::clone(&inspection.cause), ..RuleScore::default() });
        let said = found.findings.iter().chain(&found.further).any(|finding| *finding.code == *inspection.cause);
        let count = match (inspection.outcome, said) {
            (InspectionOutcome::Confirmed, true) => &mut score.hits,
            (InspectionOutcome::Confirmed, false) => &mut score.misses,
            (InspectionOutcome::Refuted, true) => &mut score.false_alarms,
            (InspectionOutcome::Refuted, false) => &mut score.rightly_silent,
        };
        *count += 1;
    }
    let mut scores: Vec<RuleScore> = scores.into_values().collect();
    scores.sort_by_key(|score| (std::cmp::Reverse(score.misses + score.false_alarms), Arc::clone(&score.cause)));
    scores
}
