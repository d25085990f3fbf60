//! Signals about where a result stands: against the limits that apply, or against a level that the rule states.

use crate::domain::{Arg, Message, Proof, PropertyId, Severity, Value};

use super::super::says;
use super::super::subject::Subject;
use super::{Answer, beyond, tested};

pub(super) fn over(subject: &Subject<'_, '_>, property: PropertyId, at_least: Severity) -> Answer {
    tested(subject, property, |_| {
        let mut over = subject.verdicts_on(property).filter(|v| v.outcome.is_outside() && v.severity >= at_least);
        Some(over.next().map(|verdict| says::outside(subject, verdict)))
    })
}

/// A result that no limit judged is neither inside nor outside.
pub(super) fn within(subject: &Subject<'_, '_>, property: PropertyId) -> Answer {
    tested(subject, property, |_| {
        let (_, limit) = subject.judging_limits(property).next()?;
        let inside =
            || says::seen(subject, property, "proof-within").with("bound", Arg::Said(Box::new(says::bound(limit))));
        Some((!subject.is_outside(property)).then(inside))
    })
}

pub(super) fn above(subject: &Subject<'_, '_>, property: PropertyId, level: f64) -> Answer {
    against_level(subject, property, level, true, "proof-above-level")
}

pub(super) fn below(subject: &Subject<'_, '_>, property: PropertyId, level: f64) -> Answer {
    against_level(subject, property, level, false, "proof-below-level")
}

pub(super) fn reaches(subject: &Subject<'_, '_>, property: PropertyId, level: f64) -> Answer {
    tested(subject, property, |value| {
        let proof = || says::seen(subject, property, "proof-reaches-level").with("level", Arg::Of(property, level));
        let reached = if value == Value::Exact(level) { Some(true) } else { beyond(value, level, true) };
        reached.map(|reached| reached.then(proof))
    })
}

fn against_level(subject: &Subject<'_, '_>, property: PropertyId, level: f64, up: bool, id: &'static str) -> Answer {
    tested(subject, property, |value| {
        let proof = || says::seen(subject, property, id).with("level", Arg::Of(property, level));
        beyond(value, level, up).map(|is_beyond| is_beyond.then(proof))
    })
}

/// The latest result of the life that lies above the level; water that was dried out has done its harm.
pub(super) fn once_above(subject: &Subject<'_, '_>, property: PropertyId, level: f64) -> Answer {
    let results = subject.results(property);
    let above = results.iter().rev().find(|point| beyond(point.value, level, true) == Some(true));
    if let Some(point) = above {
        let says = Message::new("proof-once-above")
            .with("property", Arg::Property(property))
            .with("value", Arg::Result(property, point.value))
            .with("day", Arg::Date(point.on))
            .with("level", Arg::Of(property, level));
        return Answer::Yes(vec![Proof { property: Some(property), value: Some(point.value), limit: None, says }]);
    }
    let surely_not = results.iter().all(|point| beyond(point.value, level, true) == Some(false));
    match (results.is_empty(), surely_not) {
        (true, _) => Answer::Unknown(vec![property]),
        (false, true) => Answer::No,
        (false, false) => Answer::Unknown(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{fires, property, series};
    use crate::domain::Severity;
    use crate::standards::cause::Signal;

    #[test]
    fn a_level_is_passed_only_where_that_is_sure() {
        let above = |text: &str| fires(Signal::Above(property("fe"), 10.0), &series("fe", &[text]));
        assert!(!above("9.9") && !above("10") && above("10.1"));
        assert!(above(">10") && !above(">9") && !above("<11") && !above("nd") && !above("-") && !above("?"));
        let below = |text: &str| fires(Signal::Below(property("fe"), 10.0), &series("fe", &[text]));
        assert!(below("9.9") && !below("10") && !below("10.1"));
        assert!(below("<10") && !below("<10.1") && !below(">9") && below("nd"));
        let reaches = |text: &str| fires(Signal::Reaches(property("fe"), 10.0), &series("fe", &[text]));
        assert!(!reaches("9.9") && reaches("10") && reaches("10.1") && reaches(">10") && !reaches("<10"));
    }

    #[test]
    fn inside_a_limit_needs_a_limit_and_a_result() {
        // The alarm list allows 20 mg/kg iron; silicon has no limit.
        let within = |name: &str, text: &str| fires(Signal::Within(property(name)), &series(name, &[text]));
        assert!(within("fe", "19.9") && within("fe", "20") && !within("fe", "20.1"));
        assert!(!within("fe", "-") && !within("fe", "<30") && within("fe", "<20") && !within("si", "1"));
        let over = |text: &str| fires(Signal::Over(property("fe"), Severity::Caution), &series("fe", &[text]));
        assert!(!over("20") && over("20.1") && !over("<30"));
    }

    #[test]
    fn a_level_that_was_passed_earlier_in_the_life_counts() {
        let once = |results: &[&str]| fires(Signal::OnceAbove(property("water"), 0.05), &series("water", results));
        assert!(once(&["0.01", "0.051", "0.01"]) && once(&["0.051"]) && once(&["0.06", "-"]));
        assert!(!once(&["0.01", "0.05", "0.01"]) && !once(&["<0.06"]) && !once(&["-"]));
    }
}
