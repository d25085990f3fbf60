//! Signals about how a property moves within the oil life, against what its method can tell apart.

use crate::domain::{Arg, Proof, PropertyId, Value};
use crate::history::{Movement, Trend};

use super::super::rising_trend::moved;
use super::super::says;
use super::super::subject::Subject;
use super::{Answer, tested};

pub(super) fn moving(subject: &Subject<'_, '_>, property: PropertyId, wanted: impl Fn(Movement) -> bool) -> Answer {
    tested(subject, property, |value| match subject.trend(property) {
        Some(trend) if trend.movement != Movement::TooFew => {
            Some(wanted(trend.movement).then(|| proof(subject, &trend)))
        }
        // Under the reporting limit nothing has risen, however few the results.
        _ if matches!(value, Value::Below(_) | Value::AtMost(_) | Value::NotDetected) => {
            let still = || says::seen(subject, property, "proof-under-reporting-limit");
            Some(wanted(Movement::WithinScatter).then(still))
        }
        _ => None,
    })
}

fn proof(subject: &Subject<'_, '_>, trend: &Trend) -> Proof {
    match trend.movement {
        Movement::Rising | Movement::Falling => moved(subject, trend),
        Movement::WithinScatter | Movement::TooFew => says::seen(subject, trend.property, "proof-flat")
            .with("start", Arg::Of(trend.property, trend.start.unwrap_or(trend.first))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{fires, property, series};
    use crate::domain::PropertyId;
    use crate::standards::cause::Signal;

    #[test]
    fn movements_are_seen_against_the_scatter() {
        let with = |signal: fn(PropertyId) -> Signal, iron: &[&str]| fires(signal(property("fe")), &series("fe", iron));
        let (up, flat, down) = (["5", "5", "5", "9", "9"], ["5", "5", "5", "6", "6"], ["9", "9", "9", "5", "5"]);
        assert!(with(Signal::Rising, &up) && !with(Signal::Rising, &flat) && !with(Signal::Rising, &down));
        assert!(with(Signal::Falling, &down) && !with(Signal::Falling, &flat));
        assert!(with(Signal::Flat, &flat) && with(Signal::Flat, &down) && !with(Signal::Flat, &up));
        // Under the reporting limit all the time: flat. One single number: not known.
        assert!(with(Signal::Flat, &["<1"]) && !with(Signal::Rising, &["<1"]));
        assert!(!with(Signal::Flat, &["5"]) && !with(Signal::Rising, &["5"]));
    }
}
