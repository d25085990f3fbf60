//! Signals from the form that came with the sample: hours, top-up, the note, and what machine and oil are called.

use std::sync::Arc;

use crate::domain::{Arg, Message, fold};

use super::super::says;
use super::super::subject::Subject;
use super::Answer;

pub(super) fn machine_hours_below(subject: &Subject<'_, '_>, hours: f64) -> Answer {
    below_hours(subject.sample.machine_hours, hours, "proof-machine-hours")
}

pub(super) fn oil_hours_below(subject: &Subject<'_, '_>, hours: f64) -> Answer {
    below_hours(subject.sample.oil_hours, hours, "proof-oil-hours")
}

fn below_hours(known: Option<f64>, hours: f64, id: &'static str) -> Answer {
    match known {
        None => Answer::Unknown(Vec::new()),
        Some(known) if known < hours => yes(Message::new(id).with("hours", Arg::Number(known, 0))),
        Some(_) => Answer::No,
    }
}

pub(super) fn topped_up(subject: &Subject<'_, '_>) -> Answer {
    match subject.sample.top_up_l {
        None => Answer::Unknown(Vec::new()),
        Some(litres) if litres > 0.0 => yes(Message::new("proof-topped-up").with("litres", Arg::Number(litres, 0))),
        Some(_) => Answer::No,
    }
}

pub(super) fn noted(subject: &Subject<'_, '_>, words: &[Arc<str>]) -> Answer {
    match words.iter().find(|word| subject.note().contains(&***word)) {
        Some(word) => yes(Message::new("proof-noted").with("words", Arg::Text(word.to_string()))),
        None => Answer::No,
    }
}

/// What machine, component, product and grade are called. A name that says nothing is no proof of the opposite, but
/// there is no test to order for it either.
pub(super) fn described(subject: &Subject<'_, '_>, words: &[Arc<str>]) -> Answer {
    let sample = subject.sample;
    let names = [Some(&sample.machine), sample.component.as_ref(), sample.product.as_ref(), sample.grade.as_ref()];
    for name in names.into_iter().flatten() {
        let folded = fold(name);
        if words.iter().any(|word| folded.contains(&**word)) {
            return yes(Message::new("proof-described").with("name", Arg::Text(name.to_string())));
        }
    }
    Answer::No
}

fn yes(says: Message) -> Answer {
    Answer::Yes(vec![says::of_form(says)])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::fixture::{fires, one};
    use crate::standards::cause::Signal;

    #[test]
    fn hours_notes_and_names_are_read_from_the_sample() {
        let mut form = one(&[]);
        assert!(!fires(Signal::ToppedUp, &[form.clone()]) && !fires(Signal::MachineHoursBelow(500.0), &[form.clone()]));
        form.top_up_l = Some(3.0);
        form.machine_hours = Some(499.0);
        form.note = Some(Arc::from("New BREATHER fitted"));
        form.grade = Some(Arc::from("ISO 12922 / HFDU 46"));
        assert!(fires(Signal::ToppedUp, &[form.clone()]) && fires(Signal::MachineHoursBelow(500.0), &[form.clone()]));
        assert!(!fires(Signal::MachineHoursBelow(499.0), &[form.clone()]));
        assert!(fires(Signal::Noted(vec![Arc::from("breather")]), &[form.clone()]));
        assert!(!fires(Signal::Noted(vec![Arc::from("seal")]), &[form.clone()]));
        let described = |word: &str| fires(Signal::Described(vec![Arc::from(word)]), &[form.clone()]);
        assert!(described("hfdu") && !described("breather"));
        assert!(fires(Signal::OilHoursBelow(101.0), &[one(&[])]) && !fires(Signal::OilHoursBelow(100.0), &[one(&[])]));
    }
}
