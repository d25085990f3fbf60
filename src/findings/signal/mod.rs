//! Whether a signal of a cause's rule shows in a sample: yes with evidence, no, or not known.
//!
//! Not known is an answer of its own. A test that was not made neither supports nor refutes anything, and a
//! censored value answers only where all that it can be lies on one side. One file for each kind of signal.

mod code;
mod fact;
#[cfg(test)]
mod fixture;
mod form;
mod level;
mod movement;
mod past;
mod ratio;
mod reference;

use crate::domain::{Proof, PropertyId, Value};
use crate::history::Movement;
use crate::standards::cause::{Clause, Signal};

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
        Signal::Over(property, severity) => level::over(subject, *property, *severity),
        Signal::Within(property) => level::within(subject, *property),
        Signal::Above(property, level) => level::above(subject, *property, *level),
        Signal::Reaches(property, level) => level::reaches(subject, *property, *level),
        Signal::Below(property, level) => level::below(subject, *property, *level),
        Signal::OnceAbove(property, level) => level::once_above(subject, *property, *level),
        Signal::Rising(property) => movement::moving(subject, *property, |seen| seen == Movement::Rising),
        Signal::Falling(property) => movement::moving(subject, *property, |seen| seen == Movement::Falling),
        Signal::Flat(property) => movement::moving(subject, *property, |seen| seen != Movement::Rising),
        Signal::OverReference(property, by) => reference::over(subject, *property, |new| new + by),
        Signal::UnderReference(property, by) => reference::under(subject, *property, |new| new - by),
        Signal::NearReference(property, by) => reference::near(subject, *property, *by),
        Signal::OverReferencePercent(property, by) => {
            reference::over(subject, *property, |new| new * (1.0 + by / 100.0))
        }
        Signal::UnderReferencePercent(property, by) => {
            reference::under(subject, *property, |new| new * (1.0 - by / 100.0))
        }
        Signal::RiseRatio(of, to, low, high) => ratio::of_rises(subject, (*of, *to), (*low, *high)),
        Signal::Ratio(of, to, low, high) => ratio::of_levels(subject, (*of, *to), (*low, *high)),
        Signal::RatedAtLeast(property, rating) => code::rated(subject, *property, *rating),
        Signal::StepsUp(property, steps) => code::stepped(subject, *property, *steps, code::Steps::Most),
        Signal::StepsUpAt(property, size, steps) => code::stepped(subject, *property, *steps, code::Steps::At(*size)),
        Signal::StepsUpAll(property, steps) => code::stepped(subject, *property, *steps, code::Steps::Least),
        Signal::MachineHoursBelow(hours) => fact::machine_hours_below(subject, *hours),
        Signal::OilHoursBelow(hours) => fact::oil_hours_below(subject, *hours),
        Signal::ToppedUp => fact::topped_up(subject),
        Signal::Noted(words) => fact::noted(subject, words),
        Signal::Described(words) => fact::described(subject, words),
        Signal::JumpedUp(property) => past::jumped(subject, *property, true),
        Signal::JumpedDown(property) => past::jumped(subject, *property, false),
        Signal::StepsDown(property, steps) => past::stepped_down(subject, *property, *steps),
        Signal::NewOilAbove(property, level) => past::new_oil_above(subject, *property, *level),
        Signal::OverAsInNew(property, severity) => past::over_as_in_new(subject, *property, *severity),
        Signal::OverWithinScatter(property) => past::over_within_scatter(subject, *property),
        Signal::CodeRises(property) => past::code_rises(subject, *property),
        Signal::FilterChanges(count) => form::filter_changes(subject, *count),
        Signal::FormMissing(field) => form::form_missing(subject, *field),
        Signal::MachineHoursFell => form::machine_hours_fell(subject),
        Signal::OilChangeFound => form::oil_change_found(subject),
    }
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
