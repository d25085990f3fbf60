//! When the oil is due, in words.

use serde::Serialize;

use crate::domain::{Arg, DrainForecast, Message, PropertyId};
use crate::report::Context;
use crate::report::words::{tell, word};

/// When the oil is due.
#[derive(Debug, Clone, Serialize)]
pub struct Drain {
    /// The word used in files; the page's style hangs on it.
    pub id: &'static str,
    /// The answer.
    pub says: String,
    /// The same by the calendar.
    pub calendar: String,
    /// What it rests on.
    pub reasons: Vec<String>,
}

/// The forecast of a sample; `None` for oil that is not in service.
pub(super) fn drain(context: &Context<'_>, forecast: &DrainForecast) -> Option<Drain> {
    let words = context.words;
    let said = |reasons: &[Message]| reasons.iter().map(|reason| words.say(reason)).collect();
    let mut calendar = String::new();
    let (says, reasons): (String, &[Message]) = match forecast {
        DrainForecast::NotApplicable => return None,
        DrainForecast::NotEnoughData { reasons } if reasons.iter().any(|reason| reason.id == "drain-wet") => {
            (word(words, "report-drain-dry-first"), reasons)
        }
        DrainForecast::NotEnoughData { reasons } if reasons.iter().any(|reason| reason.id == "drain-to-confirm") => {
            (word(words, "report-drain-confirm-first"), reasons)
        }
        DrainForecast::NotEnoughData { reasons } => (word(words, "report-drain-not-enough-data"), reasons),
        DrainForecast::NoneInSight { reasons } => (word(words, "report-drain-none-in-sight"), reasons),
        DrainForecast::Due { limiting, reasons } => {
            (tell(words, "report-drain-due", vec![("property", Arg::Property(*limiting))]), reasons)
        }
        DrainForecast::Forecast { limiting, hours, dates, reasons, .. } => {
            let days = dates.map(|days| days.map(|day| day.map(|day| day.to_string())));
            let Some(hours) = hours else {
                let says = window(context, "report-drain-by-calendar", Some(*limiting), days.unwrap_or_default());
                return Some(Drain { id: forecast.id(), says, calendar, reasons: said(reasons) });
            };
            calendar = days.map(|days| window(context, "report-drain-calendar", None, days)).unwrap_or_default();
            let hours = hours.map(|hours| hours_left(context, hours));
            (window(context, "report-drain-forecast", Some(*limiting), hours), reasons)
        }
    };
    Some(Drain { id: forecast.id(), says, calendar, reasons: said(reasons) })
}

/// A window in words. An end that is open is not said: `ID`, `ID-open` (no latest), `ID-from` (only an earliest).
fn window(context: &Context<'_>, id: &str, property: Option<PropertyId>, window: [Option<String>; 3]) -> String {
    let mut args: Vec<(&'static str, Arg)> = Vec::new();
    args.extend(property.map(|property| ("property", Arg::Property(property))));
    let ending = match &window {
        [_, None, _] => "-from",
        [_, Some(_), None] => "-open",
        [_, Some(_), Some(_)] => "",
    };
    for (name, end) in ["earliest", "expected", "latest"].into_iter().zip(window) {
        args.extend(end.map(|end| (name, Arg::Text(end))));
    }
    tell(context.words, &format!("{id}{ending}"), args)
}

/// Oil hours, rounded: a forecast is not exact to the hour. `None` for an open end.
fn hours_left(context: &Context<'_>, hours: f64) -> Option<String> {
    let step = if hours >= 1000.0 {
        50.0
    } else if hours >= 100.0 {
        10.0
    } else {
        1.0
    };
    let rounded = (hours.max(0.0) / step).round() * step;
    let args = vec![("hours", Arg::Number(rounded, 0))];
    hours.is_finite().then(|| tell(context.words, "report-hours", args))
}
