//! Signals about how far a result stands from the new oil.

use crate::domain::{Arg, PropertyId, Value};

use super::super::says;
use super::super::subject::Subject;
use super::{Answer, beyond, tested};

/// A step of exactly the size asked for counts; the hair's breadth is binary arithmetic.
const HAIR: f64 = 1e-9;

pub(super) fn over(subject: &Subject<'_, '_>, property: PropertyId, level: impl Fn(f64) -> f64) -> Answer {
    against_new(subject, property, level, true)
}

pub(super) fn under(subject: &Subject<'_, '_>, property: PropertyId, level: impl Fn(f64) -> f64) -> Answer {
    against_new(subject, property, level, false)
}

/// Under which the new oil is known to lie, where it was measured below a reporting limit.
fn bound_of_new(subject: &Subject<'_, '_>, property: PropertyId) -> Option<f64> {
    subject.life.and_then(|(life, _)| life.reference.below.get(&property).copied())
}

/// Where the new oil lies under a reporting limit, only "more than new" can be answered.
fn against_new(subject: &Subject<'_, '_>, property: PropertyId, level: impl Fn(f64) -> f64, up: bool) -> Answer {
    let bound = bound_of_new(subject, property).filter(|_| up);
    let reference = subject.reference(property);
    tested(subject, property, |value| {
        let new = reference.or(bound)?;
        let slack = HAIR * level(new).abs();
        let is_beyond = beyond(value, if up { level(new) - slack } else { level(new) + slack }, up)?;
        if !is_beyond && reference.is_none() {
            return None;
        }
        let id = match (up, reference) {
            (true, Some(_)) => "proof-over-new",
            (true, None) => "proof-over-new-below",
            (false, _) => "proof-under-new",
        };
        let proof = || says::seen(subject, property, id).with("reference", Arg::Of(property, new));
        Some(is_beyond.then(proof))
    })
}

/// Less than `by` away from the new oil, either way. Both may be known only as lying under a reporting limit.
pub(super) fn near(subject: &Subject<'_, '_>, property: PropertyId, by: f64) -> Answer {
    let reference = subject.reference(property);
    let bound = bound_of_new(subject, property);
    tested(subject, property, |value| {
        let (new_low, new_high) = match (reference, bound) {
            (Some(new), _) => (new, new),
            (None, Some(bound)) => (0.0, bound),
            (None, None) => return None,
        };
        let (low, high) = match value {
            Value::Exact(number) => (number, number),
            Value::Below(number) | Value::AtMost(number) => (0.0, number),
            Value::NotDetected => (0.0, 0.0),
            Value::Above(number) | Value::AtLeast(number) => (number, f64::INFINITY),
            Value::Code(_) => return Some(None),
        };
        let (least, most) = (low - new_high, high - new_low);
        let by = by - HAIR * by.max(new_high);
        let proof = || match reference {
            Some(new) => says::seen(subject, property, "proof-near-new").with("reference", Arg::Of(property, new)),
            None => {
                says::seen(subject, property, "proof-near-new-below").with("reference", Arg::Of(property, new_high))
            }
        };
        if -by < least && most < by {
            return Some(Some(proof()));
        }
        (least >= by || most <= -by).then_some(None)
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{fires, property, series};
    use crate::domain::SampleKind;
    use crate::standards::cause::Signal;

    fn with(signal: Signal, new: &str, used: &str) -> bool {
        let mut samples = series("si", &[new, used]);
        if let Some(oil) = samples.first_mut() {
            oil.kind = SampleKind::New;
        }
        fires(signal, &samples)
    }

    #[test]
    fn differences_from_new_oil_count_at_the_step_itself() {
        let si = property("si");
        let over = |new: &str, used: &str| with(Signal::OverReference(si, 5.0), new, used);
        assert!(!over("2", "6.9") && over("2", "7") && over("2", "7.1"));
        // The new oil lies under 1: 6 is surely 5 more, 5.9 may be.
        assert!(over("<1", "6") && !over("<1", "5.9"));
        let percent = |used: &str| with(Signal::OverReferencePercent(si, 10.0), "10", used);
        assert!(!percent("10.9") && percent("11") && percent("11.1"));
        let under = |used: &str| with(Signal::UnderReferencePercent(si, 10.0), "10", used);
        assert!(!under("9.1") && under("9") && under("8.9"));
        assert!(!fires(Signal::OverReference(si, 5.0), &series("si", &["50"])));
    }

    #[test]
    fn near_new_oil_is_where_it_is_surely_neither_over_nor_under() {
        let near = |new: &str, used: &str| with(Signal::NearReference(property("si"), 5.0), new, used);
        assert!(near("12", "16.9") && !near("12", "17") && !near("12", "17.1"));
        assert!(near("12", "7.1") && !near("12", "7") && !near("12", "6.9"));
        // Both under a reporting limit, or one of them: sure only where the whole range is near.
        assert!(near("<1", "<1") && near("<1", "4.9") && !near("<1", "5.1") && near("2", "<1") && near("2", "nd"));
        assert!(!near("<6", "0.5") && !near("4", "<10") && !near("4", ">5") && !near("4", "-"));
        assert!(!fires(Signal::NearReference(property("si"), 5.0), &series("si", &["5"])));
    }
}
