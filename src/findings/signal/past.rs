//! Signals that hold a result against the sample before it, or against the new oil itself.
//!
//! They are what tells a doubtful sample from a sick machine. Not known is an answer here too: without an earlier
//! result, or without the precision of the method, nothing has jumped.

use crate::domain::{Arg, Code, Message, Proof, PropertyId, Severity, Value};
use crate::standards::method::OilState;

use super::super::says;
use super::super::subject::Subject;
use super::code::{Steps, steps_between};
use super::{Answer, beyond, tested};

/// What two results on used oil can differ by at a level: by the method, else by what this oil's own results scatter.
fn scatter(subject: &Subject<'_, '_>, property: PropertyId, level: f64) -> Option<f64> {
    let by_method = subject.precisions.reproducibility(property, level, OilState::Used);
    by_method.or_else(|| subject.trend(property).and_then(|trend| trend.scatter))
}

/// Exact results of this oil life before this sample, the latest first.
fn before(subject: &Subject<'_, '_>, property: PropertyId) -> impl Iterator<Item = f64> {
    let earlier = subject.results(property).iter().rev().filter(|point| point.sample < subject.index);
    earlier.filter_map(|point| point.value.exact())
}

/// A step from the sample before, up or down, larger than two tests can differ by.
pub(super) fn jumped(subject: &Subject<'_, '_>, property: PropertyId, up: bool) -> Answer {
    tested(subject, property, |value| {
        let previous = before(subject, property).next()?;
        let scatter = scatter(subject, property, previous)?;
        let level = if up { previous + scatter } else { previous - scatter };
        let id = if up { "proof-jumped-up" } else { "proof-jumped-down" };
        let proof = || {
            let proof = says::seen(subject, property, id).with("previous", Arg::Of(property, previous));
            proof.with("scatter", Arg::Of(property, scatter))
        };
        Some(beyond(value, level, up)?.then(proof))
    })
}

/// A code that got better since the sample before, at no size worse.
pub(super) fn stepped_down(subject: &Subject<'_, '_>, property: PropertyId, steps: u8) -> Answer {
    tested(subject, property, |value| {
        let previous = *subject.results(property).iter().rev().find(|point| point.sample < subject.index)?;
        let (worst, best) =
            (steps_between(previous, value, Steps::Most)?, steps_between(previous, value, Steps::Least)?);
        let proof = || {
            says::seen(subject, property, "proof-steps-down").with("previous", Arg::Result(property, previous.value))
        };
        Some((worst <= 0 && best <= -i16::from(steps)).then(proof))
    })
}

/// The new oil holds more than a level.
pub(super) fn new_oil_above(subject: &Subject<'_, '_>, property: PropertyId, level: f64) -> Answer {
    let under = subject.life.and_then(|(life, _)| life.reference.below.get(&property).copied());
    match (subject.reference(property), under) {
        (Some(new), _) if new > level => {
            let says = Message::new("proof-in-new-oil").with("property", Arg::Property(property));
            let says = says.with("reference", Arg::Of(property, new));
            Answer::Yes(vec![Proof { property: Some(property), value: None, limit: None, says }])
        }
        (Some(_), _) => Answer::No,
        (None, Some(under)) if under <= level => Answer::No,
        (None, _) => Answer::Unknown(Vec::new()),
    }
}

/// Outside a limit, and no more than what the new oil brings along.
pub(super) fn over_as_in_new(subject: &Subject<'_, '_>, property: PropertyId, severity: Severity) -> Answer {
    tested(subject, property, |value| {
        let mut over = subject.verdicts_on(property).filter(|v| v.outcome.is_outside() && v.severity >= severity);
        if over.next().is_none() {
            return Some(None);
        }
        let new = subject.reference(property)?;
        let scatter = scatter(subject, property, new).unwrap_or_default();
        let level = new + scatter;
        let proof = || {
            let proof = says::seen(subject, property, "proof-as-in-new").with("reference", Arg::Of(property, new));
            proof.with("scatter", Arg::Of(property, scatter))
        };
        beyond(value, level, true).map(|is_more| (!is_more).then(proof))
    })
}

/// Newly outside a limit by a change that two tests on one oil could show.
pub(super) fn over_within_scatter(subject: &Subject<'_, '_>, property: PropertyId) -> Answer {
    tested(subject, property, |value| {
        if subject.outside_since(property) != Some(subject.sample.sampled_on) {
            return Some(None);
        }
        let (now, mut earlier) = (value.exact()?, before(subject, property));
        let previous = earlier.next()?;
        let change = now - previous;
        let carries_on = earlier.next().is_some_and(|older| (previous - older) * change > 0.0);
        let scatter = scatter(subject, property, previous)?;
        let proof = || {
            let proof = says::seen(subject, property, "proof-within-scatter");
            proof.with("previous", Arg::Of(property, previous)).with("scatter", Arg::Of(property, scatter))
        };
        Some((!carries_on && change.abs() <= scatter).then(proof))
    })
}

/// A code whose numbers rise with size.
pub(super) fn code_rises(subject: &Subject<'_, '_>, property: PropertyId) -> Answer {
    tested(subject, property, |value| match value {
        Value::Code(Code::Iso4406(code)) => {
            Some((!code.is_monotonic()).then(|| says::seen(subject, property, "proof-code-rises")))
        }
        _ => Some(None),
    })
}
