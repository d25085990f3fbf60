//! **What it finds.** Whether an oil is due for its change, when it will be, and whether it may stay in for longer.
//!
//! **Why it matters.** An oil changed too late costs a machine, one changed too early costs the oil. Water and dirt
//! ask for drying and filtering, not for a change.
//!
//! **Evidence it needs.** Due: a property that condemns oils of the family, outside a limit of abnormal or worse, and
//! that confirmed by an earlier sample or another test, unless the limit's own document has the oil changed on any one
//! result (`due`). A forecast: four results of this oil life that move beyond the method's scatter towards such a
//! limit (`outlook`); nothing is said beyond the age that the oil has already reached. Due soon: the window opens
//! before the next sample is usually drawn (`soon`). An extension: everything of `extension`.
//!
//! **Source.** The roles in `drain.csv` and the courses in `ageing.csv`; ASTM D7669 on trends, ASTM D4378 and the
//! oil-change standards on what condemns.

mod condemning;
mod due;
mod extension;
#[cfg(test)]
mod healthy;
mod outlook;
mod soon;
#[cfg(test)]
mod tests;

use crate::domain::{DrainForecast, Finding, Message, PropertyId, Severity};

use super::says;
use super::subject::Subject;

use condemning::Rules;
pub(super) use condemning::is_spoilt_by_water;

/// When the oil is due.
pub(super) fn forecast(subject: &Subject<'_, '_>) -> DrainForecast {
    if !subject.is_in_service() {
        return DrainForecast::NotApplicable;
    }
    let rules = Rules::of(subject);
    if rules.condemn_nothing() {
        return DrainForecast::NotEnoughData { reasons: vec![Message::new("drain-no-rules")] };
    }
    let cleaning = cleaning(subject, &rules.cleaning);
    let mut spoilt: Vec<Message> = rules.spoilt.iter().map(|property| said(subject, *property, "drain-wet")).collect();
    if let Some(due) = due::due(subject, &rules) {
        let mut reasons = due.reasons;
        if due.confirmed {
            reasons.extend(spoilt);
            reasons.extend(cleaning);
            return DrainForecast::Due { limiting: due.limiting, reasons };
        }
        reasons.push(Message::new(due::TO_CONFIRM));
        reasons.extend(spoilt);
        reasons.extend(cleaning);
        return DrainForecast::NotEnoughData { reasons };
    }
    let mut outlook = outlook::outlook(subject, &rules.condemning);
    if !spoilt.is_empty() && !matches!(outlook, DrainForecast::Forecast { .. }) {
        // Whether the oil can stay is open until it has been tested dry.
        outlook = DrainForecast::NotEnoughData { reasons: std::mem::take(&mut spoilt) };
    }
    match &mut outlook {
        DrainForecast::NotEnoughData { reasons }
        | DrainForecast::Due { reasons, .. }
        | DrainForecast::Forecast { reasons, .. }
        | DrainForecast::NoneInSight { reasons } => {
            reasons.extend(spoilt);
            reasons.extend(due::alone(subject, &rules));
            reasons.extend(cleaning);
        }
        DrainForecast::NotApplicable => {}
    }
    outlook
}

/// The finding that goes with it.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    let found = match subject.drain() {
        DrainForecast::NotApplicable => None,
        DrainForecast::Due { .. } => due::finding(subject),
        DrainForecast::NotEnoughData { reasons } => {
            reasons.iter().any(|reason| reason.id == due::TO_CONFIRM).then(|| due::finding(subject)).flatten()
        }
        DrainForecast::Forecast { .. } => soon::finding(subject).or_else(|| extension::finding(subject)),
        DrainForecast::NoneInSight { .. } => extension::finding(subject),
    };
    found.into_iter().collect()
}

fn said(subject: &Subject<'_, '_>, property: PropertyId, id: &str) -> Message {
    says::seen(subject, property, id).says
}

/// What must be cleaned out of the oil rather than changed with it.
fn cleaning(subject: &Subject<'_, '_>, properties: &[PropertyId]) -> Vec<Message> {
    let dirty =
        properties.iter().copied().filter(|property| subject.decisions.severity(*property) >= Severity::Caution);
    dirty.map(|property| said(subject, property, "drain-clean")).collect()
}
