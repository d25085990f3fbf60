//! The usual time between two samples of a machine, in days: a row of `intervals.csv` in days, or in hours at the rate
//! at which the machine itself is used, whichever ends first.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{Arg, Criticality, Message, Provenance, Sample};
use crate::history::PointHistory;
use crate::standards::Standards;
use crate::standards::property::Interval as Row;

/// The usual interval of a machine, with its origin.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Interval {
    /// Whole days, at least one.
    pub(super) days: u32,
    /// Where from.
    pub(super) source: Arc<str>,
    /// How sure.
    pub(super) provenance: Provenance,
}

/// The interval with the reasons; without an interval the reasons say what is missing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Usual {
    /// `None` where none is known.
    pub(super) interval: Option<Interval>,
    /// Why.
    pub(super) reasons: Vec<Message>,
}

/// The usual interval of a point. A critical machine is never sampled later than one that is not.
pub(super) fn usual(history: &PointHistory<'_>, criticality: Criticality, standards: &Standards) -> Usual {
    let nothing = |id: &str| Usual { interval: None, reasons: vec![Message::new(id)] };
    let Some(machine) = history.machine_type else { return nothing("schedule-no-machine-type") };
    let name = || Arg::Said(Box::new(Message::new(format!("machine-{}", machine.id()))));
    let fits = |row: &&Row| {
        let of = Criticality::from_id(&row.criticality);
        row.machine_type == machine && (of == Some(criticality) || of == Some(Criticality::Normal))
    };
    let rows: Vec<&Row> = standards.intervals.iter().filter(fits).collect();
    if rows.is_empty() {
        let reasons = vec![Message::new("schedule-no-interval").with("machine", name())];
        return Usual { interval: None, reasons };
    }
    let rate = hours_per_day(history);
    let days_of = |row: &Row| {
        let by_hours = row.hours.zip(rate).and_then(|(hours, rate)| whole_days(f64::from(hours) / rate));
        [row.days.map(|days| days.max(1)), by_hours].into_iter().flatten().min()
    };
    // Of equal ones the row of the machine's own criticality is shown.
    let is_other = |row: &Row| Criticality::from_id(&row.criticality) != Some(criticality);
    let first = rows.iter().filter_map(|row| Some((days_of(row)?, is_other(row), *row)));
    let Some((days, _, row)) = first.min_by_key(|(days, other, _)| (*days, *other)) else {
        let reasons = vec![Message::new("schedule-hours-only").with("machine", name())];
        return Usual { interval: None, reasons };
    };
    let mut reasons = vec![table_says(row, name(), criticality)];
    reasons.extend(row.hours.map(|hours| at_rate(hours, rate)));
    let (source, provenance) = (Arc::clone(&row.source), row.provenance);
    reasons.push(
        Message::new("schedule-source")
            .with("source", Arg::Text(source.to_string()))
            .with("trust", Arg::Said(Box::new(Message::new(format!("report-trust-{}", provenance.id()))))),
    );
    Usual { interval: Some(Interval { days, source, provenance }), reasons }
}

/// What the row says.
fn table_says(row: &Row, machine: Arg, criticality: Criticality) -> Message {
    let count = |number: u32| Arg::Count(usize::try_from(number).unwrap_or(usize::MAX));
    let id = match (row.days, row.hours) {
        (Some(_), Some(_)) => "schedule-interval",
        (Some(_), None) => "schedule-interval-days",
        (None, _) => "schedule-interval-hours",
    };
    let mut says = Message::new(id).with("machine", machine);
    says = says.with("criticality", Arg::Text(criticality.id().to_owned()));
    if let Some(days) = row.days {
        says = says.with("days", count(days));
    }
    if let Some(hours) = row.hours {
        says = says.with("hours", count(hours));
    }
    says
}

/// What the hours come to in days.
fn at_rate(hours: u32, rate: Option<f64>) -> Message {
    let hours_arg = Arg::Number(f64::from(hours), 0);
    match rate.and_then(|rate| Some((rate, whole_days(f64::from(hours) / rate)?))) {
        Some((rate, days)) => Message::new("schedule-rate")
            .with("hours", hours_arg)
            .with("rate", Arg::Number(rate, 1))
            .with("days", Arg::Count(usize::try_from(days).unwrap_or(usize::MAX))),
        None => Message::new("schedule-rate-unknown").with("hours", hours_arg),
    }
}

/// Days rounded down, at least one; `None` for more than a hundred years.
fn whole_days(days: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between one and a hundred years")]
    let whole = || days.floor().max(1.0) as u32;
    (0.0..36_500.0).contains(&days).then(whole)
}

/// How fast the machine is used, in hours a day of the calendar: by the hours on its present oil, else by its own
/// hours, else by those on the oils before. `None` where no two samples tell.
pub(super) fn hours_per_day(history: &PointHistory<'_>) -> Option<f64> {
    let life = |indices: &[usize]| {
        let samples = indices.iter().filter_map(|index| history.samples.get(*index));
        rate(samples.filter_map(|sample| Some((sample.sampled_on, sample.oil_hours?))))
    };
    let mut lives = history.lives.iter().rev().map(|of| &*of.samples);
    let by_machine = || {
        let known = |sample: &&Sample| Some((sample.sampled_on, sample.machine_hours?));
        rate(history.samples.iter().filter_map(known))
    };
    lives.next().and_then(life).or_else(by_machine).or_else(|| lives.find_map(life))
}

/// From the first to the last of some counts of hours.
fn rate(mut hours: impl Iterator<Item = (NaiveDate, f64)>) -> Option<f64> {
    let (first_day, first) = hours.next()?;
    let (last_day, last) = hours.last()?;
    let days = last_day.signed_duration_since(first_day).num_days();
    let rate = (last - first) / days as f64;
    (days > 0 && rate.is_finite() && rate > 0.0).then_some(rate)
}
