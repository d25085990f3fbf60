//! When the oil will be due: the earliest crossing over the properties that condemn it, as a window.
//!
//! Each property that moves beyond its scatter follows the course of `ageing.csv` to its condemning limit. The property
//! with the earliest expected crossing is named; each end of the window is the earliest of all properties. No life is told
//! of a turbine whose make-up is not recorded, since new oil can hide any ageing; and an oil that was changed in part
//! is followed from then on only.

use chrono::{NaiveDate, TimeDelta};

use crate::domain::{Arg, Confidence, DrainForecast, Message, PropertyId, Severity};
use crate::history::{Ahead, Base, Movement, SeriesPoint, Trend, TrendDepth, ahead, trend_of};

use super::super::rising_trend::level_ahead;
use super::super::subject::Subject;
use super::condemning::condemning_limits;
use super::said;

/// Results from which a movement is a forecast.
const ENOUGH_RESULTS: usize = 4;
/// From this share of the sump on, a top-up is a change in part. A rule of this project.
pub(super) const CHANGED_IN_PART: f64 = 0.2;
/// Families whose oil is topped up for years and lives on it.
const LIVES_ON_MAKE_UP: &str = "turbine";

/// A property on its way to a limit.
struct Approach {
    property: PropertyId,
    level: f64,
    /// `None` if the limit lies further ahead than the oil is old.
    ahead: Option<Ahead>,
}

/// What the condemning properties promise, none of them being over a limit.
pub(super) fn outlook(subject: &Subject<'_, '_>, condemning: &[PropertyId]) -> DrainForecast {
    let limited: Vec<PropertyId> =
        condemning.iter().copied().filter(|property| condemning_limits(subject, *property).next().is_some()).collect();
    if limited.is_empty() {
        let not_judged = Message::new("drain-not-judged").with("properties", Arg::Properties(condemning.to_vec()));
        return DrainForecast::NotEnoughData { reasons: vec![not_judged] };
    }
    let part = changed_in_part(subject);
    let since = part.as_ref().map_or(0, |(sample, _)| *sample);
    let trends: Vec<Trend> = limited.iter().filter_map(|property| trend_since(subject, *property, since)).collect();
    let most = trends.iter().map(|trend| trend.count).max().unwrap_or(0);
    let partly = part.map(|(_, said)| said);
    if most < ENOUGH_RESULTS {
        let few = Message::new("drain-few-results").with("count", Arg::Count(most));
        let few = few.with("needed", Arg::Count(ENOUGH_RESULTS));
        return DrainForecast::NotEnoughData { reasons: std::iter::once(few).chain(partly).collect() };
    }
    let approaching: Vec<Approach> = trends.iter().filter_map(|trend| approach(subject, trend, since)).collect();
    let make_up = is_make_up_known(subject);
    if !approaching.is_empty() && !make_up && subject.specification.family.as_deref() == Some(LIVES_ON_MAKE_UP) {
        return DrainForecast::NotEnoughData { reasons: vec![Message::new("drain-make-up-unknown")] };
    }
    let Some((first, left)) = earliest(&approaching) else {
        let mut reasons: Vec<Message> = approaching.iter().map(|far| too_far(subject, far)).collect();
        if reasons.is_empty() {
            reasons.push(Message::new("drain-none").with("properties", Arg::Properties(limited)));
        }
        reasons.extend(partly);
        return DrainForecast::NoneInSight { reasons };
    };
    let Approach { property, level, ahead: Some(Ahead { base, age, .. }) } = *first else {
        return DrainForecast::NoneInSight { reasons: Vec::new() };
    };
    let mut reasons = vec![said(subject, property, "drain-approaches").with("level", Arg::Of(property, level))];
    if left.iter().any(|end| end.is_infinite()) {
        let (id, name) = if base == Base::Days { ("drain-open-end-days", "days") } else { ("drain-open-end", "hours") };
        reasons.push(Message::new(id).with(name, Arg::Number(age, 0)));
    }
    if base == Base::Days {
        reasons.push(Message::new("drain-by-calendar"));
    }
    if !make_up {
        reasons.push(Message::new("drain-make-up-open"));
    }
    reasons.extend(partly);
    let days_an_hour = if base == Base::Days { Some(1.0) } else { subject.hours_per_day().map(|rate| 1.0 / rate) };
    let dates = days_an_hour.map(|days| left.map(|left| date(subject.sample.sampled_on, left * days)));
    let agreeing = agrees(subject, &limited, &approaching, property);
    DrainForecast::Forecast {
        limiting: property,
        hours: (base == Base::OilHours).then_some(left),
        dates,
        confidence: confidence(base, agreeing && make_up),
        reasons,
    }
}

/// How sure a forecast is: high if two tests agree and hours and make-up are recorded; a step less by the calendar.
const fn confidence(base: Base, backed: bool) -> Confidence {
    match (base, backed) {
        (Base::OilHours, true) => Confidence::High,
        (Base::OilHours, false) | (Base::Days, true) => Confidence::Medium,
        (Base::Days, false) => Confidence::Low,
    }
}

/// True if another property says the same: it too is on its way to a limit, or warns already.
fn agrees(subject: &Subject<'_, '_>, limited: &[PropertyId], approaching: &[Approach], but: PropertyId) -> bool {
    let moves = |property: PropertyId| approaching.iter().any(|approach| approach.property == property);
    let warns = |property: PropertyId| subject.decisions.severity(property) >= Severity::Caution;
    limited.iter().any(|property| *property != but && (moves(*property) || warns(*property)))
}

/// The property that is expected at its limit first, with the earliest of each end of the windows. Oil hours come before
/// the calendar.
fn earliest(approaching: &[Approach]) -> Option<(&Approach, [f64; 3])> {
    let known = || approaching.iter().filter_map(|approach| Some((approach, approach.ahead?)));
    let base = if known().any(|(_, ahead)| ahead.base == Base::OilHours) { Base::OilHours } else { Base::Days };
    let of_base = || known().filter(|(_, ahead)| ahead.base == base);
    let (first, _) = of_base().min_by(|(_, a), (_, b)| {
        let ([a0, a1, _], [b0, b1, _]) = (a.left, b.left);
        a1.total_cmp(&b1).then(a0.total_cmp(&b0))
    })?;
    let mut left = [f64::INFINITY; 3];
    for (_, ahead) in of_base() {
        for (end, of_this) in left.iter_mut().zip(ahead.left) {
            *end = end.min(of_this);
        }
    }
    Some((first, left))
}

/// How a property moves since a sample.
fn trend_since(subject: &Subject<'_, '_>, property: PropertyId, since: usize) -> Option<Trend> {
    if since == 0 {
        return subject.trend(property);
    }
    let rules = (subject.standards, subject.precisions);
    let points = results_since(subject, property, since);
    trend_of(points, subject.reference(property), property, rules, TrendDepth::Movement)
}

fn results_since<'x>(subject: &Subject<'x, '_>, property: PropertyId, since: usize) -> &'x [SeriesPoint] {
    let all = subject.results(property);
    all.get(all.partition_point(|point| point.sample < since)..).unwrap_or_default()
}

/// A property on its way to the nearest condemning limit; `None` if it does not move towards one.
fn approach(subject: &Subject<'_, '_>, trend: &Trend, since: usize) -> Option<Approach> {
    let up = match trend.movement {
        Movement::Rising => true,
        Movement::Falling => false,
        Movement::WithinScatter | Movement::TooFew => return None,
    };
    if trend.count < ENOUGH_RESULTS {
        return None;
    }
    let property = trend.property;
    let reference = subject.reference(property);
    let limits = condemning_limits(subject, property);
    let levels = limits.filter_map(|(_, limit)| level_ahead(limit, reference, trend.last, up));
    let level = levels.min_by(|a, b| (a - trend.last).abs().total_cmp(&(b - trend.last).abs()))?;
    let rules = (subject.standards, subject.precisions);
    Some(Approach { property, level, ahead: ahead(results_since(subject, property, since), property, level, rules) })
}

fn too_far(subject: &Subject<'_, '_>, approach: &Approach) -> Message {
    said(subject, approach.property, "drain-far").with("level", Arg::Of(approach.property, approach.level))
}

/// The last sample before which so much oil was added that the oil before it says nothing of the oil since, and the
/// sentence that says so.
fn changed_in_part(subject: &Subject<'_, '_>) -> Option<(usize, Message)> {
    let (life, _) = subject.life?;
    let known = life.samples.iter().copied().skip(1).filter(|index| *index <= subject.index);
    let share = |index: usize| {
        let sample = subject.history.samples.get(index)?;
        let share = sample.top_up_l? / sample.sump_l?;
        (share >= CHANGED_IN_PART && share.is_finite()).then_some((index, sample.sampled_on, share))
    };
    let (index, on, share) = known.filter_map(share).last()?;
    let said =
        Message::new("drain-changed-in-part").with("date", Arg::Date(on)).with("share", Arg::Number(100.0 * share, 0));
    Some((index, said))
}

/// True if any sample of this life says how much oil was added, be it none.
pub(super) fn is_make_up_known(subject: &Subject<'_, '_>) -> bool {
    let Some((life, _)) = subject.life else { return false };
    let so_far = life.samples.iter().filter(|index| **index <= subject.index);
    so_far.filter_map(|index| subject.history.samples.get(*index)).any(|sample| sample.top_up_l.is_some())
}

fn date(from: NaiveDate, days: f64) -> Option<NaiveDate> {
    if !days.is_finite() || days > 36_500.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "less than a hundred years of days")]
    from.checked_add_signed(TimeDelta::days(days.floor() as i64))
}
