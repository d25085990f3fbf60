//! Signals about coded results: ratings, and codes or classes that got worse within the oil life.

use crate::domain::{Arg, Code, PropertyId, Rating, ScaleNumber, Value};
use crate::history::SeriesPoint;

use super::super::says;
use super::super::subject::Subject;
use super::{Answer, tested};

pub(super) fn rated(subject: &Subject<'_, '_>, property: PropertyId, rating: Rating) -> Answer {
    tested(subject, property, |value| match value {
        Value::Code(Code::Rating(seen)) => {
            let bad = seen.badness() >= rating.badness();
            Some(bad.then(|| says::seen(subject, property, "proof-rated")))
        }
        _ => Some(None),
    })
}

/// Which of a code's numbers counts.
#[derive(Clone, Copy)]
pub(super) enum Steps {
    /// The one that rose most.
    Most,
    /// The one that rose least.
    Least,
    /// The one of a size, counted from the smallest.
    At(usize),
}

pub(super) fn stepped(subject: &Subject<'_, '_>, property: PropertyId, steps: u8, which: Steps) -> Answer {
    tested(subject, property, |value| {
        let earlier = subject.results(property).iter().filter(|point| point.sample < subject.index);
        let best = earlier.filter_map(|point| Some((steps_between(*point, value, which)?, point.value)));
        let (up, from) = best.max_by_key(|(up, _)| *up)?;
        let proof = || says::seen(subject, property, "proof-steps-up").with("best", Arg::Result(property, from));
        Some((up >= i16::from(steps)).then(proof))
    })
}

/// By how many steps a coded result is worse than an earlier one.
pub(super) fn steps_between(earlier: SeriesPoint, now: Value, which: Steps) -> Option<i16> {
    let (Value::Code(earlier), Value::Code(now)) = (earlier.value, now) else { return None };
    match (earlier, now) {
        (Code::Iso4406(earlier), Code::Iso4406(now)) => {
            // A step at every size is seen only where every size was counted, both times.
            let whole = now.0.iter().chain(&earlier.0).all(|number| number.rank().is_some());
            let steps =
                |(now, earlier): (ScaleNumber, ScaleNumber)| Some(i16::from(now.rank()?) - i16::from(earlier.rank()?));
            let mut pairs = now.0.into_iter().zip(earlier.0);
            match which {
                Steps::Most => pairs.filter_map(steps).max(),
                Steps::Least => pairs.filter_map(steps).min().filter(|_| whole),
                Steps::At(size) => pairs.nth(size).and_then(steps),
            }
        }
        (Code::Nas1638(earlier), Code::Nas1638(now)) => Some(i16::from(now.rank()) - i16::from(earlier.rank())),
        (Code::As4059(earlier), Code::As4059(now)) => Some(i16::from(now.rank()) - i16::from(earlier.rank())),
        (Code::Copper(earlier), Code::Copper(now)) => Some(i16::from(now.rank()) - i16::from(earlier.rank())),
        (Code::Rating(earlier), Code::Rating(now)) => Some(i16::from(now.badness()) - i16::from(earlier.badness())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{fires, one, property, series};
    use crate::domain::Rating;
    use crate::standards::cause::Signal;

    fn iso(signal: Signal, codes: &[&str]) -> bool {
        fires(signal, &series("cleanliness_iso4406", codes))
    }

    #[test]
    fn codes_step_up_from_the_best_earlier_one() {
        let steps = |codes: &[&str]| iso(Signal::StepsUp(property("cleanliness_iso4406"), 2), codes);
        assert!(
            !steps(&["17/15/12", "18/16/13"])
                && steps(&["17/15/12", "18/17/13"])
                && steps(&["17/15/12", "18/16/13", "19/16/13"])
        );
        assert!(!steps(&["19/17/14"]) && !steps(&["17/15/12", "-"]));
    }

    #[test]
    fn a_step_at_every_size_needs_every_size() {
        let steps = |codes: &[&str]| iso(Signal::StepsUpAll(property("cleanliness_iso4406"), 2), codes);
        assert!(!steps(&["17/15/12", "19/17/13"]) && steps(&["17/15/12", "19/17/14"]));
        assert!(!steps(&["-/15/12", "19/17/14"]) && !steps(&["17/15/12", "-/17/14"]));
    }

    #[test]
    fn a_step_at_one_size_looks_at_no_other() {
        let silt = |codes: &[&str]| iso(Signal::StepsUpAt(property("cleanliness_iso4406"), 0, 2), codes);
        assert!(silt(&["17/15/12", "19/15/12"]) && !silt(&["17/15/12", "18/17/14"]));
        assert!(!silt(&["-/15/12", "19/17/14"]) && silt(&["17/-/-", "19/17/14"]));
        assert!(iso(Signal::StepsUpAt(property("cleanliness_iso4406"), 2, 2), &["17/15/12", "17/15/14"]));
    }

    #[test]
    fn ratings_are_an_order() {
        let rated = |text: &str| {
            fires(Signal::RatedAtLeast(property("appearance"), Rating::Hazy), &[one(&[("appearance", text)])])
        };
        assert!(rated("hazy") && rated("cloudy") && !rated("clear") && !rated("-"));
    }
}
