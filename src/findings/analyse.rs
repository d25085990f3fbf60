//! All findings of all sampling points: points in parallel, samples of a point in time order, each judged with the
//! history up to itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::domain::{Axis, Finding, FindingKind, LimitId, Outcome, PropertyId, Reading, Sample, ValueState, Verdict};
use crate::history::{LifeSeries, OilLife, PointHistory, Precisions};
use crate::standards::Standards;

use super::decision::Decisions;
use super::examine::{Examiner, by_property};
use super::explained;
use super::failure_cause;
use super::follow_up::Followed;
use super::joined;
use super::specification::{Specification, Specifications};
use super::subject::{Judged, Known, Subject};
use super::{FINDERS, PointAnalysis, SampleAnalysis, to_confirm};

/// What is found at all sampling points, in the order of the histories.
#[must_use]
pub fn analyse<'a>(histories: Vec<PointHistory<'a>>, standards: &Standards) -> Vec<PointAnalysis<'a>> {
    let rules = Rules {
        standards,
        precisions: Precisions::new(standards),
        known: Known::new(standards),
        specifications: Specifications::new(&histories, standards),
        examiner: Examiner::new(standards, histories.iter().flat_map(|history| history.samples.iter().copied())),
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
    examiner: Examiner<'s>,
}

/// What the samples before leave to the next.
#[derive(Default)]
struct Past {
    outside: Outside,
    followed: Followed,
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
        let mut past = Past::default();
        let samples = history.samples.iter().zip(lives).enumerate();
        samples.map(|(index, (sample, life))| self.sample(history, (index, sample), life, &mut past)).collect()
    }

    fn sample(
        &self,
        history: &PointHistory<'a>,
        (index, sample): (usize, &'a Sample),
        life: Option<(usize, &LifeSeries)>,
        Past { outside, followed }: &mut Past,
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
        findings.sort_by_key(|finding| (Reverse(finding.severity), rank(finding)));
        let aside = explained::set_aside(&mut findings);
        failure_cause::doubt(&mut findings);
        let further = failure_cause::outranked(&mut findings, self.standards);
        let to_confirm = to_confirm::find(&subject, findings.iter().chain(&further));
        let follow_up = followed.follow(&subject, findings.iter().chain(&further));
        let joined = joined::find(&findings, self.standards);
        let drain = subject.drain().clone();
        let mut axes = decisions.axes(self.standards, &aside);
        for finding in findings.iter().filter(|finding| finding.kind != FindingKind::Quality) {
            axes.raise(finding.axis, finding.severity);
        }
        let states = states(sample, &verdicts);
        let not_tested = not_tested(&verdicts, self.standards);
        let notices = specification.notices.clone();
        SampleAnalysis {
            verdicts,
            states,
            findings,
            further,
            joined,
            follow_up,
            to_confirm,
            axes,
            drain,
            not_tested,
            notices,
        }
    }

    fn verdicts(&self, sample: &Sample, life: Option<&OilLife>, specification: &Specification) -> Vec<Verdict> {
        // One pass over the measurements instead of one per limit.
        let measured = by_property(sample);
        specification.items.iter().map(|item| self.examiner.verdict(sample, item, &measured, life)).collect()
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
            if verdict.counts_against() {
                self.since.entry(verdict.limit).or_insert(day);
            } else {
                self.since.remove(&verdict.limit);
            }
        }
    }
}

/// Of findings of one severity: first what is going wrong in the machine or gets into the oil, then that the oil is
/// due, then why it ages, then the limits and trends by which all that was seen.
const fn rank(finding: &Finding) -> u8 {
    match (finding.kind, finding.axis) {
        (FindingKind::Cause, Axis::Contamination | Axis::Machine) => 0,
        (FindingKind::Drain, _) => 1,
        (FindingKind::Cause, Axis::Oil) => 2,
        _ => 3,
    }
}

/// One state for each measurement.
fn states(sample: &Sample, verdicts: &[Verdict]) -> Vec<ValueState> {
    let mut by_property: BTreeMap<PropertyId, ValueState> = BTreeMap::new();
    for verdict in verdicts.iter().filter(|verdict| verdict.outcome.is_judged()) {
        let state = by_property.entry(verdict.property).or_insert(ValueState::Within);
        if verdict.counts_against() {
            *state = ValueState::Flagged;
        }
    }
    let state = |property: PropertyId, reading: Reading| match reading {
        Reading::NotTested | Reading::Unreadable | Reading::NoUnit => ValueState::NotTested,
        Reading::Value(_) => by_property.get(&property).copied().unwrap_or(ValueState::NoLimit),
    };
    sample.measurements.iter().map(|measurement| state(measurement.property, measurement.reading)).collect()
}

/// What the documents limit and the sample does not have. Of alternatives, such as two cleanliness codes, one does.
fn not_tested(verdicts: &[Verdict], standards: &Standards) -> Vec<PropertyId> {
    // A test under another condition does not stand in for the one that is asked for.
    let replaced = |verdict: &Verdict| verdict.reason.as_ref().is_some_and(|reason| reason.id == "reason-other-test");
    let missing = verdicts.iter().filter(|verdict| verdict.outcome == Outcome::NotTested || replaced(verdict));
    let asked_for = missing.filter(|verdict| &*standards.limit(verdict.limit).condition != "alternative");
    let properties: BTreeSet<PropertyId> = asked_for.map(|verdict| verdict.property).collect();
    properties.into_iter().collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
mod incomplete;

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::{all, hydraulic, last, press};
    use super::*;
    use crate::domain::{Provenance, Severity};
    use crate::history::{fixture, histories};

    #[test]
    fn each_value_has_one_of_four_states() {
        let (standards, ..) = hydraulic();
        let results = [("fe", "25"), ("water", "0.01"), ("cu", "5"), ("acid_number", "-"), ("si", "1O")];
        let mut sample = fixture::sample(&standards, "2025-01-01", Some(100.0), &results);
        sample.machine_type = Some(crate::domain::MachineType::Hydraulic);
        let analysis = last(&standards, &[sample]);
        let states: Vec<&str> = analysis.states.iter().map(|state| state.id()).collect();
        assert_eq!(states, ["flagged", "within", "no_limit", "not_tested", "not_tested"]);
        assert_eq!(analysis.not_tested, [fixture::id(&standards, "acid_number")]);
        assert_eq!(analysis.axes.oil, Severity::NoVerdict);
    }

    #[test]
    fn a_sample_is_judged_with_the_history_up_to_itself() {
        let (standards, ..) = hydraulic();
        let full = press(&standards, "fe", &["6", "6", "6", "12", "14", "30", "40"]);
        let whole = all(&standards, &full);
        for count in 1..=full.len() {
            let part = all(&standards, full.get(..count).unwrap());
            let (whole, part) = (&whole[count - 1], part.last().unwrap());
            assert_eq!((&whole.findings, whole.axes, &whole.drain), (&part.findings, part.axes, &part.drain));
        }
    }

    #[test]
    fn the_number_of_threads_does_not_show() {
        let (standards, ..) = hydraulic();
        let mut samples = Vec::new();
        for machine in 0..40 {
            for mut sample in press(&standards, "fe", &["6", "6", "6", "12", "14", "30"]) {
                sample.machine = std::sync::Arc::from(format!("M{machine}"));
                samples.push(sample);
            }
        }
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| format!("{:?}", analyse(histories(&samples, &standards), &standards)))
        };
        let one = run(1);
        assert!(one == run(2) && one == run(8));
    }

    #[test]
    fn a_verdict_is_as_sure_as_the_weakest_thing_that_it_rests_on() {
        let (mut standards, ..) = hydraulic();
        standards.limits[0].provenance = Provenance::Recalled;
        standards.limits[0].compare = crate::standards::Compare::AtMost(1.0);
        let provenance =
            |standards: &Standards| last(standards, &press(standards, "acid_number", &["0.5"])).verdicts[0].provenance;
        assert_eq!(provenance(&standards), Provenance::Recalled);
        standards.documents[0].provenance = Provenance::Single;
        standards.limits[0].provenance = Provenance::Confirmed;
        assert_eq!(provenance(&standards), Provenance::Single);
        standards.documents[0].verified = Some((std::sync::Arc::from("Li"), fixture::day("2025-01-01")));
        assert_eq!(provenance(&standards), Provenance::Confirmed);
    }
}
