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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Location;
    use crate::findings::analyse;
    use crate::history::{fixture, histories};

    #[test]
    fn a_rule_is_scored_by_what_was_looked_for() {
        let standards = fixture::standards();
        let mut samples = fixture::monthly(&standards, "fe", &["1", "2", "3"]);
        for (row, sample) in (2..).zip(&mut samples) {
            sample.place.row = row;
        }
        let mut points = analyse(histories(&samples, &standards), &standards);
        let said = |code: &str| crate::domain::Finding { code: code.to_owned(), ..finding() };
        for (row, sample) in points.iter_mut().flat_map(|point| &mut point.samples).enumerate() {
            sample.findings = if row < 2 { vec![said("C01")] } else { Vec::new() };
            sample.further = if row < 1 { vec![said("W02")] } else { Vec::new() };
        }
        let inspection = |row: u32, cause: &str, outcome| Inspection {
            sample: Place { row, ..Place::default() },
            cause: Arc::from(cause),
            outcome,
            found: None,
            found_on: None,
            location: Location::default(),
        };
        let (yes, no) = (InspectionOutcome::Confirmed, InspectionOutcome::Refuted);
        let told = [(2, "C01", yes), (3, "C01", no), (4, "C01", yes), (2, "W02", yes), (4, "W02", no), (9, "C09", yes)];
        let scores = score(&points, &told.map(|(row, cause, outcome)| inspection(row, cause, outcome)));
        let counts = |score: &RuleScore| {
            let RuleScore { hits, misses, false_alarms, rightly_silent, .. } = *score;
            (score.cause.to_string(), [hits, misses, false_alarms, rightly_silent])
        };
        let expected = [("C01".to_owned(), [1, 1, 1, 0]), ("W02".to_owned(), [1, 0, 0, 1])];
        assert_eq!(scores.iter().map(counts).collect::<Vec<_>>(), expected);
        let shares: Vec<_> = scores.iter().map(|score| (score.precision(), score.recall())).collect();
        assert_eq!(shares, [(Some(0.5), Some(0.5)), (Some(1.0), Some(1.0))]);
        assert_eq!(RuleScore::default().precision(), None);
    }

    fn finding() -> crate::domain::Finding {
        use crate::domain::{Axis, Confidence, Evidence, Explained, Finding, FindingKind, Message, Proof, Severity};
        let says = Message::new("proof");
        Finding {
            code: String::new(),
            kind: FindingKind::Cause,
            severity: Severity::Caution,
            axis: Axis::Machine,
            confidence: Confidence::Medium,
            title: Message::new("title"),
            because: Evidence::one(Proof { property: None, value: None, limit: None, says }),
            against: Vec::new(),
            missing: Vec::new(),
            action: Message::new("action"),
            urgency_days: None,
            source: Vec::new(),
            since: None,
            explains: Explained::default(),
        }
    }
}
