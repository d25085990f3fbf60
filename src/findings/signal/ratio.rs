//! Signals about two properties held against each other: how much they have risen by, or where they stand.

use crate::domain::{Arg, PropertyId, Value};

use super::super::says;
use super::super::subject::Subject;
use super::Answer;

#[derive(Clone, Copy)]
enum Ratio {
    Rises,
    Levels,
}

pub(super) fn of_rises(subject: &Subject<'_, '_>, pair: (PropertyId, PropertyId), band: (f64, f64)) -> Answer {
    ratio(subject, pair, band, Ratio::Rises, |property| {
        subject.trend(property).and_then(|trend| Some(trend.last - trend.start?))
    })
}

pub(super) fn of_levels(subject: &Subject<'_, '_>, pair: (PropertyId, PropertyId), band: (f64, f64)) -> Answer {
    ratio(subject, pair, band, Ratio::Levels, |property| subject.value(property).and_then(Value::exact))
}

fn ratio(
    subject: &Subject<'_, '_>,
    (of, to): (PropertyId, PropertyId),
    (low, high): (f64, f64),
    kind: Ratio,
    number: impl Fn(PropertyId) -> Option<f64>,
) -> Answer {
    let untested: Vec<PropertyId> = [of, to].into_iter().filter(|p| subject.value(*p).is_none()).collect();
    if !untested.is_empty() {
        return Answer::Unknown(untested);
    }
    let (Some(above), Some(below)) = (number(of), number(to)) else { return Answer::Unknown(Vec::new()) };
    if above <= 0.0 || below <= 0.0 {
        return Answer::No;
    }
    let ratio = above / below;
    if !(low..=high).contains(&ratio) {
        return Answer::No;
    }
    let (times, is_less) = if ratio < 1.0 { (1.0 / ratio, true) } else { (ratio, false) };
    let id = match (kind, is_less) {
        (Ratio::Rises, false) => "proof-rise-ratio",
        (Ratio::Rises, true) => "proof-rise-ratio-less",
        (Ratio::Levels, false) => "proof-ratio",
        (Ratio::Levels, true) => "proof-ratio-less",
    };
    let proof = says::seen(subject, of, id)
        .with("other", Arg::Property(to))
        .with("times", Arg::Number(times, u8::from(times < 10.0)));
    let proof = match kind {
        Ratio::Rises => proof.with("rise", Arg::Of(of, above)).with("other-rise", Arg::Of(to, below)),
        Ratio::Levels => proof.with("other-value", Arg::Of(to, below)),
    };
    Answer::Yes(vec![proof])
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{fires, one, property};
    use crate::standards::cause::Signal;

    #[test]
    fn ratios_need_both_results() {
        let ratio = |si: &str, al: &str| {
            fires(Signal::Ratio(property("si"), property("al"), 2.0, 4.0), &[one(&[("si", si), ("al", al)])])
        };
        assert!(!ratio("19.9", "10") && ratio("20", "10") && ratio("40", "10") && !ratio("40.1", "10"));
        assert!(!ratio("20", "<10") && !ratio("20", "0") && !ratio("20", "-"));
    }
}
