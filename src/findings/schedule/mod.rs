//! When the next sample of a sampling point is due, and that it is overdue.
//!
//! **What it finds.** The day of the next sample: the usual interval of the machine family, in days and in hours turned
//! to days at the machine's own rate of use, whichever comes first; shortened by the state of the last samples and by
//! a forecast that lets the oil reach its limit sooner. Overdue is what was due before the day of the run.
//!
//! **Why it matters.** An alarm that nobody confirms is worth nothing, and a machine that is not sampled is not watched.
//! A schedule says nothing about oil or machine, so it never raises a severity.
//!
//! **Evidence it needs.** A sample of oil in service and a row of `intervals.csv`, or a sample that asks for another at
//! once. Without either the point has no date, and that is said.
//!
//! **Source.** `intervals.csv`, each row with its own; the rule that halves, quarters and restores the interval is the
//! one of `state`.

mod interval;
mod overdue;
mod state;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::domain::{Arg, Criticality, DrainForecast, Message, Provenance, Sample, SampleKind, Severity, Supply};
use crate::history::PointHistory;
use crate::standards::Standards;

use super::SampleAnalysis;
use interval::Interval;
use state::{Pace, State};

pub use overdue::add_overdue;

/// Intervals without a sample after which somebody must ask whether the machine still runs.
const SILENT_INTERVALS: i64 = 3;

/// When the next sample of a sampling point is due.
#[derive(Debug, Clone, PartialEq)]
pub struct NextSample {
    /// Index of the sample that it is counted from: the last of oil in service.
    pub sample: usize,
    /// Its day.
    pub sampled_on: NaiveDate,
    /// What the point's last judged samples came to; no verdict if none was judged.
    pub severity: Severity,
    /// What a failure of the machine would cost.
    pub criticality: Criticality,
    /// Who supplies the oil, if a form of this point says.
    pub supply: Option<Supply>,
    /// The day, with its rule; `None` if no interval is known.
    pub due: Option<Due>,
    /// Why, in sentences.
    pub reasons: Vec<Message>,
}

/// The day on which a sample is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// The day.
    pub on: NaiveDate,
    /// What made it this day.
    pub rule: ScheduleRule,
    /// The usual interval in days, not shortened; `None` where none is known.
    pub interval_days: Option<u32>,
    /// Where the usual interval is from, and how sure that is.
    pub source: Option<(Arc<str>, Provenance)>,
}

/// What decides about the day of the next sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScheduleRule {
    /// The usual interval.
    Interval,
    /// Half of it, after a caution.
    AfterCaution,
    /// A quarter of it, after an abnormal or critical sample.
    AfterAbnormal,
    /// At once, to confirm an abnormal or critical sample.
    AtOnce,
    /// Before the oil can reach its limit.
    BeforeLimit,
}

impl ScheduleRule {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Interval => "interval",
            Self::AfterCaution => "after_caution",
            Self::AfterAbnormal => "after_abnormal",
            Self::AtOnce => "at_once",
            Self::BeforeLimit => "before_limit",
        }
    }
}

impl NextSample {
    /// The word used in files: the rule, or that no interval is known.
    #[must_use]
    pub fn rule_id(&self) -> &'static str {
        self.due.as_ref().map_or("no_interval", |due| due.rule.id())
    }

    /// Days by which the sample is late on a day; `None` if it is not: on its day it is not late yet.
    #[must_use]
    pub fn days_late(&self, as_of: NaiveDate) -> Option<u32> {
        let late = as_of.signed_duration_since(self.due.as_ref()?.on).num_days();
        u32::try_from(late).ok().filter(|late| *late > 0)
    }

    /// Days since the last sample, if they are more than three usual intervals.
    #[must_use]
    pub fn silent_days(&self, as_of: NaiveDate) -> Option<u32> {
        let interval = i64::from(self.due.as_ref()?.interval_days?);
        let silent = as_of.signed_duration_since(self.sampled_on).num_days();
        u32::try_from(silent).ok().filter(|_| silent > SILENT_INTERVALS * interval)
    }
}

/// When the next sample of a point is due; `None` for a point that has never had oil in service.
pub(super) fn next_sample(
    history: &PointHistory<'_>,
    analyses: &[SampleAnalysis],
    standards: &Standards,
) -> Option<NextSample> {
    let samples = || history.samples.iter().copied().zip(analyses).enumerate();
    let in_service = || samples().filter(|(_, (sample, _))| sample.kind == SampleKind::InService);
    let (index, (last, judged)) = in_service().next_back()?;
    let state = State::after(in_service().map(|(_, (sample, analysis))| (sample.sampled_on, analysis.axes)));
    let said = |of: fn(&Sample) -> Option<Criticality>| history.samples.iter().rev().find_map(|sample| of(sample));
    let criticality = said(|sample| sample.criticality).unwrap_or_default();
    let usual = interval::usual(history, criticality, standards);
    let mut reasons = usual.reasons;
    let mut day: Option<(NaiveDate, ScheduleRule)> = None;
    let changed = last.oil_changed == Some(true);
    let pace = match state.pace {
        // In the sump is another oil now: what was wrong with the old one cannot be confirmed any more.
        Pace::AtOnce if changed => {
            reasons.push(Message::new("schedule-changed"));
            Pace::Quarter
        }
        pace => pace,
    };
    if pace == Pace::AtOnce {
        day = Some((told_on(last), ScheduleRule::AtOnce));
    } else if let Some(usual) = &usual.interval {
        day = after(last.sampled_on, usual, pace);
    }
    reasons.extend(state.reason(pace));
    if let Some((earliest, reason)) = before_limit(last, &judged.drain).filter(|_| !changed)
        && day.is_none_or(|(on, _)| earliest < on)
    {
        day = Some((earliest, ScheduleRule::BeforeLimit));
        reasons.push(reason);
    }
    let (interval_days, source) = usual.interval.map(|usual| (usual.days, (usual.source, usual.provenance))).unzip();
    Some(NextSample {
        sample: index,
        sampled_on: last.sampled_on,
        severity: state.severity,
        criticality,
        supply: history.samples.iter().rev().find_map(|sample| sample.supply),
        due: day.map(|(on, rule)| Due { on, rule, interval_days, source }),
        reasons,
    })
}

/// The day after the usual interval, or a half or a quarter of it.
fn after(from: NaiveDate, usual: &Interval, pace: Pace) -> Option<(NaiveDate, ScheduleRule)> {
    let (part, rule) = match pace {
        Pace::Usual => (1, ScheduleRule::Interval),
        Pace::Half => (2, ScheduleRule::AfterCaution),
        Pace::Quarter | Pace::AtOnce => (4, ScheduleRule::AfterAbnormal),
    };
    // A part of a day is rounded down: sooner is safer.
    let days = (usual.days / part).max(1);
    Some((from.checked_add_days(Days::new(u64::from(days)))?, rule))
}

/// The day on which the customer could know that another sample is wanted.
fn told_on(sample: &Sample) -> NaiveDate {
    let told = [sample.reported_at, sample.tested_at, sample.received_at].into_iter().flatten().next();
    told.map_or(sample.sampled_on, |stamp| stamp.local.date().max(sample.sampled_on))
}

/// The first day on which the oil can reach its limit, if a forecast says so.
fn before_limit(sample: &Sample, drain: &DrainForecast) -> Option<(NaiveDate, Message)> {
    let DrainForecast::Forecast { limiting, dates: Some([earliest, ..]), .. } = drain else { return None };
    let earliest = (*earliest)?.max(sample.sampled_on);
    let reason = Message::new("schedule-before-limit")
        .with("property", Arg::Property(*limiting))
        .with("day", Arg::Date(earliest));
    Some((earliest, reason))
}
