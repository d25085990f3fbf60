//! Whether a signal of a cause's rule shows in a sample: yes with evidence, no, or not known.
//!
//! Not known is an answer of its own. A test that was not made neither supports nor refutes anything, and a
//! censored value answers only where all that it can be lies on one side.

use crate::domain::{Arg, Code, Message, Proof, PropertyId, Rating, Value};
use crate::history::{Movement, SeriesPoint, Trend};
use crate::standards::cause::{Clause, Signal};

use super::rising_trend::moved;
use super::says;
use super::subject::Subject;

/// The answer to a signal or a clause.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    /// It shows, and this is what was seen.
    Yes(Vec<Proof>),
    /// It does not show.
    No,
    /// It cannot be said; these properties were not tested.
    Unknown(Vec<PropertyId>),
}

impl Answer {
    pub(super) const fn is_yes(&self) -> bool {
        matches!(self, Self::Yes(_))
    }
}

/// Any one signal of the clause: the evidence of all that show.
pub(super) fn clause(subject: &Subject<'_, '_>, clause: &Clause) -> Answer {
    let (mut proofs, mut missing, mut known) = (Vec::new(), Vec::new(), true);
    for signal in &clause.any {
        match answer(subject, signal) {
            Answer::Yes(found) => proofs.extend(found),
            Answer::No => {}
            Answer::Unknown(properties) => {
                known = false;
                missing.extend(properties);
            }
        }
    }
    match (proofs.is_empty(), known) {
        (false, _) => Answer::Yes(proofs),
        (true, true) => Answer::No,
        (true, false) => Answer::Unknown(missing),
    }
}

/// One signal.
pub(super) fn answer(subject: &Subject<'_, '_>, signal: &Signal) -> Answer {
    match signal {
        Signal::Over(property, severity) => tested(subject, *property, |_| {
            let mut over = subject.verdicts_on(*property).filter(|v| v.outcome.is_outside() && v.severity >= *severity);
            Some(over.next().map(|verdict| says::outside(subject, verdict)))
        }),
        Signal::Above(property, level) => level_signal(subject, *property, *level, true, "proof-above-level"),
        Signal::Below(property, level) => level_signal(subject, *property, *level, false, "proof-below-level"),
        Signal::Rising(property) => moving(subject, *property, |movement| movement == Movement::Rising),
        Signal::Falling(property) => moving(subject, *property, |movement| movement == Movement::Falling),
        Signal::Flat(property) => moving(subject, *property, |movement| movement != Movement::Rising),
        Signal::OverReference(property, by) => against_new(subject, *property, |new| new + by, true),
        Signal::UnderReference(property, by) => against_new(subject, *property, |new| new - by, false),
        Signal::OverReferencePercent(property, by) => {
            against_new(subject, *property, |new| new * (1.0 + by / 100.0), true)
        }
        Signal::UnderReferencePercent(property, by) => {
            against_new(subject, *property, |new| new * (1.0 - by / 100.0), false)
        }
        Signal::RiseRatio(of, to, low, high) => ratio(subject, (*of, *to), (*low, *high), Ratio::Rises, |property| {
            subject.trend(property).and_then(|trend| Some(trend.last - trend.start?))
        }),
        Signal::Ratio(of, to, low, high) => ratio(subject, (*of, *to), (*low, *high), Ratio::Levels, |property| {
            subject.value(property).and_then(Value::exact)
        }),
        Signal::RatedAtLeast(property, rating) => rated(subject, *property, *rating),
        Signal::StepsUp(property, steps) => stepped(subject, *property, *steps, Steps::Most),
        Signal::StepsUpAll(property, steps) => stepped(subject, *property, *steps, Steps::Least),
        Signal::MachineHoursBelow(hours) => below_hours(subject.sample.machine_hours, *hours, "proof-machine-hours"),
        Signal::OilHoursBelow(hours) => below_hours(subject.sample.oil_hours, *hours, "proof-oil-hours"),
        Signal::ToppedUp => match subject.sample.top_up_l {
            None => Answer::Unknown(Vec::new()),
            Some(litres) if litres > 0.0 => {
                form(Message::new("proof-topped-up").with("litres", Arg::Number(litres, 0)))
            }
            Some(_) => Answer::No,
        },
        Signal::Noted(words) => match words.iter().find(|word| subject.note().contains(&***word)) {
            Some(word) => form(Message::new("proof-noted").with("words", Arg::Text(word.to_string()))),
            None => Answer::No,
        },
    }
}

fn form(says: Message) -> Answer {
    Answer::Yes(vec![says::of_form(says)])
}

/// Asks a question of a result, if there is one. `None` means that the result cannot answer it.
fn tested(subject: &Subject<'_, '_>, property: PropertyId, ask: impl FnOnce(Value) -> Option<Option<Proof>>) -> Answer {
    let Some(value) = subject.value(property) else { return Answer::Unknown(vec![property]) };
    match ask(value) {
        Some(Some(proof)) => Answer::Yes(vec![proof]),
        Some(None) => Answer::No,
        None => Answer::Unknown(Vec::new()),
    }
}

/// True, false or not known: whether a value lies above (or below) a level.
fn beyond(value: Value, level: f64, up: bool) -> Option<bool> {
    match (value, up) {
        (Value::Exact(number), true) => Some(number > level),
        (Value::Exact(number), false) => Some(number < level),
        (Value::Above(number), true) => (number >= level).then_some(true),
        (Value::Above(number) | Value::AtLeast(number), false) => (number >= level).then_some(false),
        (Value::Below(number) | Value::AtMost(number), true) => (number <= level).then_some(false),
        (Value::Below(number), false) => (number <= level).then_some(true),
        (Value::AtLeast(number), true) => (number > level).then_some(true),
        (Value::AtMost(number), false) => (number < level).then_some(true),
        (Value::NotDetected, up) => (level >= 0.0).then_some(!up),
        (Value::Code(_), _) => Some(false),
    }
}

fn level_signal(subject: &Subject<'_, '_>, property: PropertyId, level: f64, up: bool, id: &'static str) -> Answer {
    tested(subject, property, |value| {
        let proof = || says::seen(subject, property, id).with("level", Arg::Of(property, level));
        beyond(value, level, up).map(|is_beyond| is_beyond.then(proof))
    })
}

/// Against the new oil. Where that lies under a reporting limit, only "more than new" can be answered.
fn against_new(subject: &Subject<'_, '_>, property: PropertyId, level: impl Fn(f64) -> f64, up: bool) -> Answer {
    let under = subject.life.and_then(|(life, _)| life.reference.below.get(&property).copied()).filter(|_| up);
    let reference = subject.reference(property);
    tested(subject, property, |value| {
        let new = reference.or(under)?;
        // A step of exactly the size asked for counts; the hair's breadth is binary arithmetic.
        let slack = 1e-9 * level(new).abs();
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

fn moving(subject: &Subject<'_, '_>, property: PropertyId, wanted: impl Fn(Movement) -> bool) -> Answer {
    tested(subject, property, |value| match subject.trend(property) {
        Some(trend) if trend.movement != Movement::TooFew => {
            Some(wanted(trend.movement).then(|| movement_proof(subject, &trend)))
        }
        // Under the reporting limit nothing has risen, however few the results.
        _ if matches!(value, Value::Below(_) | Value::AtMost(_) | Value::NotDetected) => {
            let still = || says::seen(subject, property, "proof-under-reporting-limit");
            Some(wanted(Movement::WithinScatter).then(still))
        }
        _ => None,
    })
}

fn movement_proof(subject: &Subject<'_, '_>, trend: &Trend) -> Proof {
    match trend.movement {
        Movement::Rising | Movement::Falling => moved(subject, trend),
        Movement::WithinScatter | Movement::TooFew => says::seen(subject, trend.property, "proof-flat")
            .with("start", Arg::Of(trend.property, trend.start.unwrap_or(trend.first))),
    }
}

/// What is held against each other: what two properties have risen by, or where they stand.
#[derive(Clone, Copy)]
enum Ratio {
    Rises,
    Levels,
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

fn rated(subject: &Subject<'_, '_>, property: PropertyId, rating: Rating) -> Answer {
    tested(subject, property, |value| match value {
        Value::Code(Code::Rating(seen)) => {
            let bad = seen.badness() >= rating.badness();
            Some(bad.then(|| says::seen(subject, property, "proof-rated")))
        }
        _ => Some(None),
    })
}

/// Which of a code's numbers counts: the one that rose most, or the one that rose least.
#[derive(Clone, Copy)]
enum Steps {
    Most,
    Least,
}

fn stepped(subject: &Subject<'_, '_>, property: PropertyId, steps: u8, which: Steps) -> Answer {
    tested(subject, property, |value| {
        let earlier = subject.results(property).iter().filter(|point| point.sample < subject.index);
        let best = earlier.filter_map(|point| Some((steps_between(*point, value, which)?, point.value)));
        let (up, from) = best.max_by_key(|(up, _)| *up)?;
        let proof = || says::seen(subject, property, "proof-steps-up").with("best", Arg::Result(property, from));
        Some((up >= i16::from(steps)).then(proof))
    })
}

/// By how many steps a coded result is worse than an earlier one.
fn steps_between(earlier: SeriesPoint, now: Value, which: Steps) -> Option<i16> {
    let (Value::Code(earlier), Value::Code(now)) = (earlier.value, now) else { return None };
    match (earlier, now) {
        (Code::Iso4406(earlier), Code::Iso4406(now)) => {
            // A step at every size is seen only where every size was counted, both times.
            let whole = now.0.iter().chain(&earlier.0).all(|number| number.rank().is_some());
            let ranks = now.0.iter().zip(earlier.0);
            let steps = ranks.filter_map(|(now, earlier)| Some(i16::from(now.rank()?) - i16::from(earlier.rank()?)));
            match which {
                Steps::Most => steps.max(),
                Steps::Least => steps.min().filter(|_| whole),
            }
        }
        (Code::Nas1638(earlier), Code::Nas1638(now)) => Some(i16::from(now.rank()) - i16::from(earlier.rank())),
        (Code::As4059(earlier), Code::As4059(now)) => Some(i16::from(now.rank()) - i16::from(earlier.rank())),
        (Code::Copper(earlier), Code::Copper(now)) => Some(i16::from(now.rank()) - i16::from(earlier.rank())),
        (Code::Rating(earlier), Code::Rating(now)) => Some(i16::from(now.badness()) - i16::from(earlier.badness())),
        _ => None,
    }
}

fn below_hours(known: Option<f64>, hours: f64, id: &'static str) -> Answer {
    match known {
        None => Answer::Unknown(Vec::new()),
        Some(known) if known < hours => form(Message::new(id).with("hours", Arg::Number(known, 0))),
        Some(_) => Answer::No,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::fixture::{found, hydraulic, press};
    use crate::domain::{Axis, FindingKind, Provenance, Rating, Sample, Severity};
    use crate::history::fixture::{id, sample};
    use crate::standards::Standards;
    use crate::standards::cause::{CauseGroup, CauseRule, Clause, Signal};

    /// Whether a rule that requires only this signal fires for the last of the samples.
    fn fires(signal: Signal, samples: &[Sample]) -> bool {
        let (mut standards, ..) = hydraulic();
        standards.causes.push(CauseRule {
            id: Arc::from("X"),
            group: CauseGroup::Wear,
            axis: Axis::Machine,
            machines: Vec::new(),
            required: vec![Clause { any: vec![signal] }],
            supporting: Vec::new(),
            excluding: Vec::new(),
            severity: Severity::Caution,
            worse: Vec::new(),
            urgency_days: [None; 3],
            source: Vec::new(),
            provenance: Provenance::Single,
        });
        !found(&standards, samples, FindingKind::Cause).is_empty()
    }

    fn property(name: &str) -> crate::domain::PropertyId {
        id(&hydraulic().0, name)
    }

    fn series(name: &str, results: &[&str]) -> Vec<Sample> {
        press(&hydraulic().0, name, results)
    }

    fn one(results: &[(&str, &str)]) -> Sample {
        let (standards, ..): (Standards, _, _) = hydraulic();
        sample(&standards, "2025-01-01", Some(100.0), results)
    }

    #[test]
    fn a_level_is_passed_only_where_that_is_sure() {
        let above = |text: &str| fires(Signal::Above(property("fe"), 10.0), &series("fe", &[text]));
        assert!(!above("9.9") && !above("10") && above("10.1"));
        assert!(above(">10") && !above(">9") && !above("<11") && !above("nd") && !above("-") && !above("?"));
        let below = |text: &str| fires(Signal::Below(property("fe"), 10.0), &series("fe", &[text]));
        assert!(below("9.9") && !below("10") && !below("10.1"));
        assert!(below("<10") && !below("<10.1") && !below(">9") && below("nd"));
    }

    #[test]
    fn movements_are_seen_against_the_scatter() {
        let with = |signal: fn(crate::domain::PropertyId) -> Signal, iron: &[&str]| {
            fires(signal(property("fe")), &series("fe", iron))
        };
        let (up, flat, down) = (["5", "5", "5", "9", "9"], ["5", "5", "5", "6", "6"], ["9", "9", "9", "5", "5"]);
        assert!(with(Signal::Rising, &up) && !with(Signal::Rising, &flat) && !with(Signal::Rising, &down));
        assert!(with(Signal::Falling, &down) && !with(Signal::Falling, &flat));
        assert!(with(Signal::Flat, &flat) && with(Signal::Flat, &down) && !with(Signal::Flat, &up));
        // Under the reporting limit all the time: flat. One single number: not known.
        assert!(with(Signal::Flat, &["<1"]) && !with(Signal::Rising, &["<1"]));
        assert!(!with(Signal::Flat, &["5"]) && !with(Signal::Rising, &["5"]));
    }

    #[test]
    fn differences_from_new_oil_count_at_the_step_itself() {
        let with = |signal: Signal, new: &str, used: &str| {
            let mut samples = series("si", &[new, used]);
            if let Some(oil) = samples.first_mut() {
                oil.kind = crate::domain::SampleKind::New;
            }
            fires(signal, &samples)
        };
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
    fn ratios_need_both_results() {
        let ratio = |si: &str, al: &str| {
            fires(Signal::Ratio(property("si"), property("al"), 2.0, 4.0), &[one(&[("si", si), ("al", al)])])
        };
        assert!(!ratio("19.9", "10") && ratio("20", "10") && ratio("40", "10") && !ratio("40.1", "10"));
        assert!(!ratio("20", "<10") && !ratio("20", "0") && !ratio("20", "-"));
    }

    #[test]
    fn codes_step_up_from_the_best_earlier_one() {
        let steps = |codes: &[&str]| {
            fires(Signal::StepsUp(property("cleanliness_iso4406"), 2), &series("cleanliness_iso4406", codes))
        };
        assert!(
            !steps(&["17/15/12", "18/16/13"])
                && steps(&["17/15/12", "18/17/13"])
                && steps(&["17/15/12", "18/16/13", "19/16/13"])
        );
        assert!(!steps(&["19/17/14"]) && !steps(&["17/15/12", "-"]));
    }

    #[test]
    fn a_step_at_every_size_needs_every_size() {
        let steps = |codes: &[&str]| {
            fires(Signal::StepsUpAll(property("cleanliness_iso4406"), 2), &series("cleanliness_iso4406", codes))
        };
        assert!(!steps(&["17/15/12", "19/17/13"]) && steps(&["17/15/12", "19/17/14"]));
        assert!(!steps(&["-/15/12", "19/17/14"]) && !steps(&["17/15/12", "-/17/14"]));
    }

    #[test]
    fn ratings_hours_and_notes_are_read_from_the_sample() {
        let rated = |text: &str| {
            fires(Signal::RatedAtLeast(property("appearance"), Rating::Hazy), &[one(&[("appearance", text)])])
        };
        assert!(rated("hazy") && rated("cloudy") && !rated("clear") && !rated("-"));
        let mut form = one(&[]);
        assert!(!fires(Signal::ToppedUp, &[form.clone()]) && !fires(Signal::MachineHoursBelow(500.0), &[form.clone()]));
        form.top_up_l = Some(3.0);
        form.machine_hours = Some(499.0);
        form.note = Some(Arc::from("New BREATHER fitted"));
        assert!(fires(Signal::ToppedUp, &[form.clone()]) && fires(Signal::MachineHoursBelow(500.0), &[form.clone()]));
        assert!(!fires(Signal::MachineHoursBelow(499.0), &[form.clone()]));
        assert!(fires(Signal::Noted(vec![Arc::from("breather")]), &[form.clone()]));
        assert!(!fires(Signal::Noted(vec![Arc::from("seal")]), &[form]));
        assert!(fires(Signal::OilHoursBelow(101.0), &[one(&[])]) && !fires(Signal::OilHoursBelow(100.0), &[one(&[])]));
    }
}
