//! When the oil is due, in words.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{Arg, DrainForecast, Message};
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
    let mut calendar = String::new();
    let (says, reasons): (String, &[Message]) = match forecast {
        DrainForecast::NotApplicable => return None,
        DrainForecast::NotEnoughData { reasons } => (word(words, "report-drain-not-enough-data"), reasons),
        DrainForecast::NoneInSight { reasons } => (word(words, "report-drain-none-in-sight"), reasons),
        DrainForecast::Due { limiting, reasons } => {
            (tell(words, "report-drain-due", vec![("property", Arg::Property(*limiting))]), reasons)
        }
        DrainForecast::Forecast { limiting, hours, dates, reasons } => {
            let [earliest, expected, latest] = hours.map(|hours| Arg::Text(hours_left(context, hours)));
            let args = vec![
                ("property", Arg::Property(*limiting)),
                ("expected", expected),
                ("earliest", earliest),
                ("latest", latest),
            ];
            if let Some([earliest, expected, latest]) = dates.map(|dates| dates.map(|day| day_or_open(context, day))) {
                let args = vec![("expected", expected), ("earliest", earliest), ("latest", latest)];
                calendar = tell(words, "report-drain-calendar", args);
            }
            (tell(words, "report-drain-forecast", args), reasons)
        }
    };
    let reasons = reasons.iter().map(|reason| words.say(reason)).collect();
    Some(Drain { id: forecast.id(), says, calendar, reasons })
}

/// Oil hours to two significant digits' worth of sense: a forecast is not exact to the hour.
fn hours_left(context: &Context<'_>, hours: f64) -> String {
    if !hours.is_finite() {
        return word(context.words, "report-drain-open");
    }
    let step = if hours >= 1000.0 { 50.0 } else if hours >= 100.0 { 10.0 } else { 1.0 };
    let rounded = (hours.max(0.0) / step).round() * step;
    tell(context.words, "report-hours", vec![("hours", Arg::Number(rounded, 0))])
}

fn day_or_open(context: &Context<'_>, day: Option<NaiveDate>) -> Arg {
    Arg::Text(day.map_or_else(|| word(context.words, "report-drain-open"), |day| day.to_string()))
}
