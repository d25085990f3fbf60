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

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::{fires, property, series};
    use crate::domain::{SampleKind, Severity};
    use crate::standards::cause::Signal;

    #[test]
    fn a_jump_is_larger_than_two_tests_can_differ_by() {
        // Iron is told apart from 2 mg/kg on, whatever the level.
        let up = |iron: &[&str]| fires(Signal::JumpedUp(property("fe")), &series("fe", iron));
        let down = |iron: &[&str]| fires(Signal::JumpedDown(property("fe")), &series("fe", iron));
        assert!(up(&["5", "7.1"]) && !up(&["5", "7"]) && !up(&["5", "4"]) && !up(&["7.1"]));
        assert!(down(&["7.1", "5"]) && !down(&["7", "5"]) && !down(&["5", "7.1"]));
        // Against the sample before, not against the start; a censored one is passed over.
        assert!(!up(&["5", "8", "8"]) && up(&["5", "<1", "8"]) && down(&["9", "<1"]) && !down(&["9", "<8"]));
    }

    #[test]
    fn a_code_got_better_only_where_no_size_got_worse() {
        let down = |codes: &[&str]| {
            fires(Signal::StepsDown(property("cleanliness_iso4406"), 2), &series("cleanliness_iso4406", codes))
        };
        assert!(down(&["19/17/14", "17/17/14"]) && !down(&["19/17/14", "18/16/13"]));
        assert!(!down(&["19/17/14", "17/15/15"]) && !down(&["17/15/12", "19/17/14", "19/17/14"]));
    }

    #[test]
    fn what_the_new_oil_holds_is_asked_of_the_new_oil() {
        let over = |new: &str, used: &str| {
            let mut samples = series("fe", &[new, used]);
            samples[0].kind = SampleKind::New;
            let holds = fires(Signal::NewOilAbove(property("fe"), 1.0), &samples);
            (holds, fires(Signal::OverAsInNew(property("fe"), Severity::Caution), &samples))
        };
        assert!(!over("1", "30").0 && over("1.1", "30").0 && !over("<1", "30").0 && !over("-", "30").0);
        // The alarm list allows 20; 2 more than the new oil is scatter.
        assert!(over("19", "21").1 && !over("19", "21.1").1 && !over("19", "20").1 && !over("-", "21").1);
    }

    #[test]
    fn a_limit_is_passed_within_scatter_only_once_and_in_no_run() {
        let within = |iron: &[&str]| fires(Signal::OverWithinScatter(property("fe")), &series("fe", iron));
        assert!(within(&["19", "21"]) && !within(&["19", "21.1"]) && !within(&["21"]));
        assert!(!within(&["18", "19", "20.5"]) && within(&["19.5", "19", "20.5"]) && within(&["19", "19", "20.5"]));
        assert!(!within(&["19", "21", "20.5"]) && within(&["19", "21", "19", "20.5"]));
    }

    #[test]
    fn a_code_cannot_rise_with_size() {
        let rises = |code: &str| {
            fires(Signal::CodeRises(property("cleanliness_iso4406")), &series("cleanliness_iso4406", &[code]))
        };
        assert!(rises("16/17/12") && !rises("17/17/12") && !rises("-"));
    }
}
