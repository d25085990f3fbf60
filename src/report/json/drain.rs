//! When the oil is due and when the next sample is, in `samples.ndjson`.

use serde::Serialize;

use crate::domain::DrainForecast;
use crate::findings::NextSample;

use super::Context;

#[derive(Serialize)]
pub(super) struct DrainLine<'a> {
    state: &'static str,
    limiting: Option<&'a str>,
    /// Earliest, expected, latest; an open end is null.
    due_in_hours: Option<[Option<f64>; 3]>,
    /// The same as days of the calendar, at the machine's own rate of use.
    due_on: Option<[Option<String>; 3]>,
    /// How sure the forecast is.
    confidence: Option<&'static str>,
    reasons: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct NextSampleLine {
    /// Null if no interval is known.
    due_on: Option<String>,
    rule: &'static str,
    reasons: Vec<String>,
}

pub(super) fn next_sample_line(context: &Context<'_>, next: &NextSample) -> NextSampleLine {
    NextSampleLine {
        due_on: next.due.as_ref().map(|due| due.on.to_string()),
        rule: next.rule_id(),
        reasons: next.reasons.iter().map(|reason| context.words.say(reason)).collect(),
    }
}

pub(super) fn drain_line<'a>(context: &Context<'a>, drain: &DrainForecast) -> DrainLine<'a> {
    let (limiting, reasons): (_, &[_]) = match drain {
        DrainForecast::NotApplicable => (None, &[]),
        DrainForecast::NotEnoughData { reasons } | DrainForecast::NoneInSight { reasons } => (None, reasons),
        DrainForecast::Due { limiting, reasons } | DrainForecast::Forecast { limiting, reasons, .. } => {
            (Some(*limiting), reasons)
        }
    };
    let (hours, dates, confidence) = match drain {
        DrainForecast::Forecast { hours, dates, confidence, .. } => (*hours, *dates, Some(confidence.id())),
        _ => (None, None, None),
    };
    DrainLine {
        state: drain.id(),
        limiting: limiting.map(|id| &*context.standards.property(id).id),
        due_in_hours: hours.map(|hours| hours.map(|hours| hours.is_finite().then_some(hours.round()))),
        due_on: dates.map(|dates| dates.map(|date| date.map(|date| date.to_string()))),
        confidence,
        reasons: reasons.iter().map(|reason| context.words.say(reason)).collect(),
    }
}
