//! All findings of all sampling points: points in parallel, samples of a point in time order, each judged with the
//! history up to itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::domain::{
    Finding, FindingKind, LimitId, Outcome, PropertyId, Provenance, Reading, Sample, SampleKind, Severity, ValueState,
    Verdict,
};
use crate::history::{LifeSeries, OilLife, PointHistory, Precisions};
use crate::standards::Standards;
use crate::standards::method::OilState;

use super::decision::Decisions;
use super::judge::judge;
use super::specification::{Item, Specification, Specifications};
use super::subject::{Judged, Known, Subject};
use super::{FINDERS, PointAnalysis, SampleAnalysis};

/// What is found at all sampling points, in the order of the histories.
#[must_use]
pub fn analyse<'a>(histories: Vec<PointHistory<'a>>, standards: &Standards) -> Vec<PointAnalysis<'a>> {
    let rules = Rules {
        standards,
        precisions: Precisions::new(standards),
        known: Known::new(standards),
        specifications: Specifications::new(&histories, standards),
    };
    let point = |history: PointHistory<'a>| PointAnalysis { samples: rules.samples(&history), history };
    histories.into_par_iter().map(point).collect()
}

/// Everything that does not depend on the point.
struct Rules<'s, 'a> {
    standards: &'s Standards,
    precisions: Precisions,
    known: Known,
    specifications: Specifications<'a>,
}

/// Since when each limit is broken, and in which life that was.
#[derive(Default)]
struct Outside {
    life: Option<usize>,
    since: BTreeMap<LimitId, NaiveDate>,
}

impl<'a> Rules<'_, 'a> {
    fn samples(&self, history: &PointHistory<'a>) -> Vec<SampleAnalysis> {
        let mut lives = vec![None; history.samples.len()];
        let series: Vec<LifeSeries> = (0..history.lives.len()).map(|life| history.life_series(life)).collect();
        for (number, (life, series)) in history.lives.iter().zip(&series).enumerate() {
            for index in &life.samples {
                if let Some(slot) = lives.get_mut(*index) {
                    *slot = Some((number, series));
                }
            }
        }
        let mut outside = Outside::default();
        let samples = history.samples.iter().zip(lives).enumerate();
        samples.map(|(index, (sample, life))| self.sample(history, (index, sample), life, &mut outside)).collect()
    }

    fn sample(
        &self,
        history: &PointHistory<'a>,
        (index, sample): (usize, &'a Sample),
        life: Option<(usize, &LifeSeries)>,
        outside: &mut Outside,
    ) -> SampleAnalysis {
        let specification = self.specifications.of(sample, history.machine_type);
        let of_life = life.and_then(|(number, _)| history.lives.get(number));
        let verdicts = self.verdicts(sample, of_life, specification);
        let decisions = Decisions::new(&verdicts, self.standards);
        if let Some((number, _)) = life {
            outside.note(number, sample.sampled_on, &verdicts);
        }
        let judged =
            Judged { specification, verdicts: &verdicts, decisions: &decisions, outside_since: &outside.since };
        let subject =
            Subject::new((self.standards, &self.precisions, &self.known), history, (index, sample), life, judged);
        let mut findings: Vec<Finding> = FINDERS.iter().flat_map(|find| find(&subject)).collect();
        findings.sort_by_key(|finding| Reverse(finding.severity));
        let drain = subject.drain().clone();
        let mut axes = decisions.axes(self.standards);
        for finding in findings.iter().filter(|finding| finding.kind != FindingKind::Quality) {
            axes.raise(finding.axis, finding.severity);
        }
        let states = states(sample, &verdicts);
        let not_tested = not_tested(&verdicts, self.standards);
        let notices = specification.notices.clone();
        SampleAnalysis { verdicts, states, findings, axes, drain, not_tested, notices }
    }

    fn verdicts(&self, sample: &Sample, life: Option<&OilLife>, specification: &Specification) -> Vec<Verdict> {
        // One pass over the measurements instead of one per limit; the first result of a property counts.
        let mut readings: BTreeMap<PropertyId, Reading> = BTreeMap::new();
        for measurement in &*sample.measurements {
            readings.entry(measurement.property).or_insert(measurement.reading);
        }
        let verdict = |item: &Item| {
            let reading = readings.get(&self.standards.limit(item.limit).property).copied();
            self.verdict(sample.kind, item, reading, life)
        };
        specification.items.iter().map(verdict).collect()
    }

    fn verdict(&self, kind: SampleKind, item: &Item, reading: Option<Reading>, life: Option<&OilLife>) -> Verdict {
        let limit = self.standards.limit(item.limit);
        let property = limit.property;
        let reference = life.and_then(|life| life.reference.values.get(&property));
        let reference = reference.filter(|_| limit.compare.needs_reference());
        let oil = if kind == SampleKind::InService { OilState::Used } else { OilState::New };
        let reproducibility = |level: f64| self.precisions.reproducibility(property, level, oil);
        let (mut outcome, mut reason) = judge(limit, reading, reference.map(|new| new.value), reproducibility);
        let is_open = matches!(outcome, Outcome::NotTested | Outcome::NoLimit);
        if let Some(blocked) = item.blocked.as_ref().filter(|_| !is_open) {
            (outcome, reason) = (Outcome::NotComparable, Some(blocked.clone()));
        }
        let severity = match outcome {
            Outcome::Fail => limit.severity,
            Outcome::NearFail => limit.severity.min(Severity::Caution),
            Outcome::Pass | Outcome::NearPass => Severity::Normal,
            _ => Severity::NoVerdict,
        };
        let document = self.standards.document(limit.document);
        let provenance = match &document.verified {
            Some(_) => Provenance::Confirmed,
            None => limit.provenance.min(document.provenance),
        };
        let provenance = reference.map_or(provenance, |new| provenance.min(new.provenance));
        Verdict { limit: item.limit, property, outcome, severity, provenance, reason }
    }
}

impl Outside {
    /// Takes a sample's verdicts: what is outside stays or begins, what is judged inside ends, what was not tested
    /// stays as it was. A new life begins anew.
    fn note(&mut self, life: usize, day: NaiveDate, verdicts: &[Verdict]) {
        if self.life != Some(life) {
            *self = Self { life: Some(life), since: BTreeMap::new() };
        }
        for verdict in verdicts.iter().filter(|verdict| verdict.outcome.is_judged()) {
            if verdict.outcome.is_outside() {
                self.since.entry(verdict.limit).or_insert(day);
            } else {
                self.since.remove(&verdict.limit);
            }
        }
    }
}

/// One state for each measurement.
fn states(sample: &Sample, verdicts: &[Verdict]) -> Vec<ValueState> {
    let mut by_property: BTreeMap<PropertyId, ValueState> = BTreeMap::new();
    for verdict in verdicts.iter().filter(|verdict| verdict.outcome.is_judged()) {
        let state = by_property.entry(verdict.property).or_insert(ValueState::Within);
        if verdict.outcome.is_outside() {
            *state = ValueState::Flagged;
        }
    }
    let state = |property: PropertyId, reading: Reading| match reading {
        Reading::NotTested => ValueState::NotTested,
        Reading::Unreadable => ValueState::NoLimit,
        Reading::Value(_) => by_property.get(&property).copied().unwrap_or(ValueState::NoLimit),
    };
    sample.measurements.iter().map(|measurement| state(measurement.property, measurement.reading)).collect()
}

/// What the documents limit and the sample does not have. Of alternatives, such as two cleanliness codes, one does.
fn not_tested(verdicts: &[Verdict], standards: &Standards) -> Vec<PropertyId> {
    let missing = verdicts.iter().filter(|verdict| verdict.outcome == Outcome::NotTested);
    let asked_for = missing.filter(|verdict| &*standards.limit(verdict.limit).condition != "alternative");
    let properties: BTreeSet<PropertyId> = asked_for.map(|verdict| verdict.property).collect();
    properties.into_iter().collect()
}
