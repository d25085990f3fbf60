//! Due soon: the window opens before the next sample is usually drawn, so the change has to be planned now.
//!
//! The usual distance of samples is that of `intervals.csv`; for a machine that has none there it is a fifth of the age
//! of the oil. Both are rules of this project.

use chrono::NaiveDate;

use crate::domain::{
    Arg, Axis, DrainForecast, Evidence, Explained, Finding, FindingKind, Message, Proof, PropertyId, Severity,
};
use crate::history::Base;

use super::super::rising_trend::usual_interval;
use super::super::says;
use super::super::subject::Subject;

/// Share of the oil's age that counts as soon where no sampling interval is known.
const SOON: f64 = 0.2;

/// The finding, if the oil will be due soon.
pub(super) fn finding(subject: &Subject<'_, '_>) -> Option<Finding> {
    let DrainForecast::Forecast { limiting, hours, dates, confidence, reasons } = subject.drain() else { return None };
    let (limiting, on) = (*limiting, subject.sample.sampled_on);
    let is_soon = match (hours, dates) {
        (Some([earliest, ..]), _) => {
            let age = subject.sample.oil_hours.unwrap_or(0.0);
            *earliest <= usual_interval(subject, Base::OilHours).unwrap_or(SOON * age)
        }
        (None, Some([Some(earliest), ..])) => {
            let days = earliest.signed_duration_since(on).num_days() as f64;
            days <= usual_interval(subject, Base::Days).unwrap_or(SOON * days_observed(subject))
        }
        (None, _) => false,
    };
    if !is_soon {
        return None;
    }
    let because =
        reasons.first().map(|says| Proof { says: says.clone(), ..says::seen(subject, limiting, "drain-over") });
    Some(Finding {
        code: "drain:soon".to_owned(),
        kind: FindingKind::Drain,
        severity: Severity::Caution,
        axis: Axis::Oil,
        confidence: *confidence,
        title: title(limiting, *hours, *dates),
        because: Evidence::one(because?),
        against: Vec::new(),
        missing: Vec::new(),
        action: Message::new("finding-drain-soon-action"),
        urgency_days: None,
        source: Vec::new(),
        since: None,
        explains: Explained::default(),
    })
}

/// By the calendar where the machine's rate of use is known, else in hours.
fn title(limiting: PropertyId, hours: Option<[f64; 3]>, dates: Option<[Option<NaiveDate>; 3]>) -> Message {
    let message = |id: &str| Message::new(id).with("property", Arg::Property(limiting));
    match dates {
        Some([Some(earliest), _, Some(latest)]) => {
            message("finding-drain-soon").with("earliest", Arg::Date(earliest)).with("latest", Arg::Date(latest))
        }
        Some([Some(earliest), ..]) => message("finding-drain-soon-open").with("earliest", Arg::Date(earliest)),
        _ => {
            let earliest = hours.map_or(0.0, |[earliest, ..]| earliest);
            message("finding-drain-soon-hours").with("hours", Arg::Number(earliest, 0))
        }
    }
}

/// Days from the first sample of this oil to this one.
fn days_observed(subject: &Subject<'_, '_>) -> f64 {
    let first = subject.life.and_then(|(life, _)| subject.history.samples.get(*life.samples.first()?));
    first.map_or(0.0, |first| subject.sample.sampled_on.signed_duration_since(first.sampled_on).num_days() as f64)
}
