//! May stay in for longer: an oil near its planned change that nothing speaks against.
//!
//! **Planned** is what the machine's own record shows: the hours at which its oil was changed last, by record. Nobody
//! states it on a sample's form, so without such a record nothing is offered. A step is a fifth of the last interval,
//! and all steps together end at 1.6 times the first one (the rule of an oil company for truck engines, one source).
//! **Asked for:** the oxidation tests of the family, judged and within their warning limits in the last three samples;
//! machine and contamination judged and good, with no cause open and nothing rising; a known reference oil and no heavy
//! top-up; for turbines a recorded make-up. It is offered on the second charge at the earliest, so never in run-in.

use std::collections::BTreeSet;

use crate::domain::{
    Arg, Axis, Confidence, DrainForecast, Evidence, Explained, Finding, FindingKind, Message, Proof, PropertyId,
    Severity,
};
use crate::history::LifeStart;

use super::super::subject::Subject;
use super::super::{failure_cause, rising_trend, says, viscosity_class};
use super::condemning::Rules;
use super::outlook::{CHANGED_IN_PART, is_make_up_known};

/// One step, as a factor.
const STEP: f64 = 1.2;
/// All steps together.
const ALL_STEPS: f64 = 1.6;
/// Share of the planned interval from which on its end is near.
const NEAR: f64 = 0.8;
/// Samples that must agree.
const AGREEING: usize = 3;

/// The tests without which nothing can be said of a family's oxidation: of each row one of the properties.
const TESTS: &[(&str, &[&[&str]])] = &[
    ("turbine", &[&["mpc_delta_e"], &["ruler_amine", "ruler_phenol"]]),
    ("engine_petrol", &[&["oxidation"], &["base_number"], &["acid_number"]]),
    ("engine_diesel", &[&["oxidation"], &["base_number"], &["acid_number"]]),
    ("engine_gas", &[&["oxidation", "nitration"], &["base_number"], &["acid_number"]]),
];
/// The same for every other family.
const TESTS_OF_OTHERS: &[&[&str]] = &[&["acid_number", "oxidation"]];

/// The finding, if the oil may run for longer than it was planned to.
pub(super) fn finding(subject: &Subject<'_, '_>) -> Option<Finding> {
    let age = subject.sample.oil_hours?;
    let (first, last) = practised(subject)?;
    let next = (STEP * last).min(ALL_STEPS * first);
    // Less than half a step is not worth a word.
    if age < NEAR * last || age >= next || next < last * f64::midpoint(1.0, STEP) {
        return None;
    }
    if let DrainForecast::Forecast { hours, .. } = subject.drain()
        && hours.is_none_or(|[earliest, ..]| age + earliest < next)
    {
        return None;
    }
    let tests = oxidation_tests(subject)?;
    if !is_sound(subject) {
        return None;
    }
    let hours = |hours: f64| Arg::Number(hours, 0);
    let planned = Message::new("drain-extend-planned").with("planned", hours(last)).with("age", hours(age));
    let mut because = Evidence::one(Proof { property: None, value: None, limit: None, says: planned });
    for property in tests {
        because.push(says::seen(subject, property, "drain-extend-test"));
    }
    Some(Finding {
        code: "drain:extend".to_owned(),
        kind: FindingKind::Drain,
        severity: Severity::Normal,
        axis: Axis::Oil,
        confidence: Confidence::Medium,
        title: Message::new("finding-drain-extend").with("hours", hours(next)).with("planned", hours(last)),
        because,
        against: Vec::new(),
        missing: Vec::new(),
        action: Message::new("finding-drain-extend-action"),
        urgency_days: None,
        source: vec!["truckinginfo.com, oil drain intervals (Shell); Caterpillar on oil drain intervals".to_owned()],
        since: None,
        explains: Explained::default(),
    })
}

/// The hours at which the oil was changed by record the first time and the last time before this charge.
fn practised(subject: &Subject<'_, '_>) -> Option<(f64, f64)> {
    let lives = &subject.history.lives;
    let this = subject.history.life_of(subject.index)?;
    if lives.get(this)?.start != LifeStart::RecordedChange {
        return None;
    }
    let changed_at = |life: &crate::history::OilLife| {
        let sample = subject.history.samples.get(*life.samples.last()?)?;
        sample.oil_hours.filter(|hours| *hours > 0.0 && sample.oil_changed == Some(true))
    };
    let changes: Vec<f64> = lives.iter().take(this).filter_map(changed_at).collect();
    Some((*changes.first()?, *changes.last()?))
}

/// The family's oxidation tests, if all were made and none of the last three samples warns; `None` else.
fn oxidation_tests(subject: &Subject<'_, '_>) -> Option<Vec<PropertyId>> {
    let family = subject.specification.family.as_deref();
    let asked = TESTS.iter().find(|(name, _)| Some(*name) == family).map_or(TESTS_OF_OTHERS, |(_, asked)| asked);
    let good = |id: &&str| {
        let property = subject.standards.find_property(id)?;
        (subject.decisions.severity(property) == Severity::Normal && has_agreed(subject, property)).then_some(property)
    };
    asked.iter().map(|any| any.iter().find_map(good)).collect()
}

/// True if the last three results lie inside every limit that warns or condemns.
fn has_agreed(subject: &Subject<'_, '_>, property: PropertyId) -> bool {
    let results = subject.results(property);
    let Some(latest) = results.len().checked_sub(AGREEING).and_then(|from| results.get(from..)) else { return false };
    let reference = subject.reference(property);
    let warning = subject.judging_limits(property).filter(|(_, limit)| limit.severity >= Severity::Caution);
    let mut bands = warning.filter_map(|(_, limit)| limit.compare.band(reference));
    bands.all(|(low, high)| {
        latest.iter().all(|point| point.value.exact().is_some_and(|value| (low..=high).contains(&value)))
    })
}

/// True if nothing speaks against the oil staying in.
fn is_sound(subject: &Subject<'_, '_>) -> bool {
    let rules = Rules::of(subject);
    let mut ageing = rules.condemning.iter().chain(&rules.helping).chain(&rules.cleaning);
    let Some((life, _)) = subject.life else { return false };
    let samples = || life.samples.iter().filter(|index| **index <= subject.index);
    let topped_up = samples().filter_map(|index| {
        let sample = subject.history.samples.get(*index)?;
        Some(sample.top_up_l? / sample.sump_l?)
    });
    let axes = subject.decisions.axes(subject.standards, &BTreeSet::new());
    let open = |finding: &Finding| finding.severity >= Severity::Caution;
    samples().count() >= AGREEING
        && ageing.all(|property| subject.decisions.severity(*property) < Severity::Caution)
        && axes.machine == Severity::Normal
        && axes.contamination == Severity::Normal
        && topped_up.fold(0.0, |sum: f64, share| sum + share) < CHANGED_IN_PART
        && (is_make_up_known(subject) || subject.specification.family.as_deref() != Some("turbine"))
        && rules.condemning.iter().any(|property| subject.reference(*property).is_some())
        && viscosity_class::find(subject).is_empty()
        && !rising_trend::find(subject).iter().any(open)
        && !failure_cause::find(subject).iter().any(|finding| open(finding) || finding.explains.holds)
}
