//! What a trend chart shows besides results and limits: the way to a limit, oil added, and how fast a property changed.

use chrono::NaiveDate;

use crate::domain::{Arg, DrainForecast, Message, PropertyGroup, PropertyId, Sample, Severity, Value};
use crate::findings::Current;
use crate::plot::{ChartBand, ChartForecast, ChartLimit, ChartLine, ChartPoint, ChartRates, PointKind};
use crate::report::Context;
use crate::report::words::tell;
use crate::standards::Precedence;

use super::chart::scatter;
use super::point::Point;

/// Hours of a rate: the change per thousand hours.
const RATE_HOURS: f64 = 1000.0;
/// Samples closer together than this part of their usual distance show the scatter of the method, not a rate.
const CLOSE: f64 = 0.1;

/// The forecast, if it is about this property and this oil is still in the machine.
pub(super) fn forecast(
    context: &Context<'_>,
    current: Current<'_>,
    property: PropertyId,
    limits: &[ChartLimit],
) -> Option<ChartForecast> {
    let DrainForecast::Forecast { limiting, dates: Some(days), reasons, .. } = &current.analysis.drain else {
        return None;
    };
    if *limiting != property || current.sample.oil_changed == Some(true) {
        return None;
    }
    let value = current.sample.exact(property)?;
    let level = reasons.iter().find_map(|reason| level(reason, property)).or_else(|| nearest(limits, value))?;
    let label = window(context, *days)?;
    Some(ChartForecast { from: current.sample.sampled_on, value, level, days: *days, label })
}

/// The limit that the forecast names.
fn level(reason: &Message, property: PropertyId) -> Option<f64> {
    reason.args.iter().find_map(|(name, arg)| match arg {
        Arg::Of(of, level) | Arg::Bound(of, level) if *name == "level" && *of == property => Some(*level),
        _ => None,
    })
}

/// The nearest limit that can condemn an oil.
fn nearest(limits: &[ChartLimit], value: f64) -> Option<f64> {
    let condemning = limits.iter().filter(|limit| limit.severity >= Severity::Abnormal);
    let levels = condemning.flat_map(|limit| [&limit.low, &limit.high]).flatten().map(|line| line.value);
    levels.min_by(|a, b| (a - value).abs().total_cmp(&(b - value).abs()))
}

/// The window in words; `None` if not even its earliest day is known.
fn window(context: &Context<'_>, [earliest, expected, latest]: [Option<NaiveDate>; 3]) -> Option<String> {
    let mut args = vec![("earliest", Arg::Date(earliest?))];
    args.extend(expected.map(|day| ("expected", Arg::Date(day))));
    args.extend(latest.map(|day| ("latest", Arg::Date(day))));
    let id = match (expected, latest) {
        (None, _) => "report-chart-forecast-from",
        (Some(_), None) => "report-chart-forecast-open",
        (Some(_), Some(_)) => "report-chart-forecast",
    };
    Some(tell(context.words, id, args))
}

/// Oil added before each sample.
pub(super) fn top_ups(point: &Point<'_>) -> Vec<(NaiveDate, String)> {
    let added = |sample: &&Sample| {
        let litres = sample.top_up_l.filter(|litres| *litres > 0.0)?;
        Some((sample.sampled_on, format!("+{litres}")))
    };
    point.history.samples.iter().filter_map(added).collect()
}

/// The results with what left with the oil added back, those of an oil to which nothing was added as they are. Empty
/// where no correction exceeds the scatter of the method: two lines upon each other say no more than one.
pub(super) fn corrected(context: &Context<'_>, point: &Point<'_>, property: PropertyId) -> Vec<ChartPoint> {
    let counts = point.history.samples.iter().enumerate().any(|(index, sample)| {
        let raw = sample.exact(property);
        let brought = point.lives.corrected(index, property).and_then(Value::shown_number);
        raw.zip(brought).is_some_and(|(raw, brought)| {
            let scatter = scatter(context, property, raw, sample.kind).unwrap_or_default();
            (brought - raw).abs() > scatter
        })
    });
    if counts { levels(point, property) } else { Vec::new() }
}

/// What the oil would hold if none had left with top-ups.
fn levels(point: &Point<'_>, property: PropertyId) -> Vec<ChartPoint> {
    let level = |(index, sample): (usize, &&Sample)| {
        let life = Some(point.history.life_of(index)?);
        let value = point.lives.corrected(index, property).or_else(|| sample.reading(property)?.value())?;
        let kind = match value {
            Value::Exact(_) => PointKind::Exact,
            Value::Below(_) | Value::AtMost(_) => PointKind::Below,
            Value::Above(_) | Value::AtLeast(_) => PointKind::Above,
            Value::NotDetected | Value::Code(_) => return None,
        };
        Some(ChartPoint {
            day: sample.sampled_on,
            oil_hours: sample.oil_hours,
            value: value.shown_number()?,
            kind,
            error: None,
            severity: Severity::NoVerdict,
            life,
        })
    };
    point.history.samples.iter().enumerate().filter_map(level).collect()
}

/// The change of a wear metal from sample to sample of one oil, what left with the oil included, per
/// thousand hours; `None` with fewer than two.
pub(super) fn rates(
    context: &Context<'_>,
    point: &Point<'_>,
    current: Current<'_>,
    property: PropertyId,
) -> Option<ChartRates> {
    let row = context.standards.property(property);
    if row.group != PropertyGroup::Wear {
        return None;
    }
    let bars = bars(&levels(point, property));
    let args = vec![("unit", Arg::Text(row.unit.for_people()))];
    let usual = usual_rate(context, current, property);
    (bars.len() >= 2).then(|| ChartRates { label: tell(context.words, "report-chart-rates", args), bars, usual })
}

/// The upper end of what is normal among like machines, where the last rate exceeds it.
fn usual_rate(context: &Context<'_>, current: Current<'_>, property: PropertyId) -> Option<ChartLine> {
    let code = format!("rate:{}", context.standards.property(property).id);
    let finding = current.analysis.findings.iter().find(|finding| finding.code == code)?;
    let value = finding.title.args.iter().find_map(|(name, arg)| match arg {
        Arg::Of(of, upper) if *name == "upper" && *of == property => Some(*upper),
        _ => None,
    })?;
    let args = vec![("value", Arg::Text(context.words.number(property, value)))];
    Some(ChartLine { value, label: tell(context.words, "report-chart-usual-rate", args) })
}

/// The days of the results that lie far off the course of the others of their oil.
pub(super) fn outliers(context: &Context<'_>, point: &Point<'_>, property: PropertyId) -> Vec<NaiveDate> {
    let mut days = Vec::new();
    for (number, life) in point.history.lives.iter().enumerate() {
        let Some(last) = life.samples.last() else { continue };
        let Some(trend) = point.history.trend(number, *last, property, context.standards) else { continue };
        if trend.outliers.is_empty() {
            continue;
        }
        let series = point.history.life_series(number);
        let outlying = trend.outliers.samples(series.up_to(property, *last));
        days.extend(outlying.filter_map(|index| Some(point.history.samples.get(index)?.sampled_on)));
    }
    days
}

/// What is usual in the fleet, where a limit was learnt from it: up to its mildest limit, with the number of results
/// and machines that it rests on.
pub(super) fn fleet_band(
    context: &Context<'_>,
    current: Current<'_>,
    property: PropertyId,
    reference: Option<f64>,
) -> Option<ChartBand> {
    let standards = context.standards;
    let verdicts = current.analysis.verdicts.iter().filter(|verdict| verdict.property == property);
    let limits = verdicts.map(|verdict| standards.limit(verdict.limit));
    let learnt = limits.filter(|limit| standards.document(limit.document).precedence == Precedence::Fleet);
    let mildest = learnt.filter(|limit| limit.severity >= Severity::Caution).min_by_key(|limit| limit.severity)?;
    let (low, high) = mildest.compare.band(reference)?;
    let label = tell(context.words, "report-chart-fleet-band", vec![("how", Arg::Text(mildest.note.to_string()))]);
    Some(ChartBand { low, high, label })
}

fn bars(points: &[ChartPoint]) -> Vec<(NaiveDate, NaiveDate, f64)> {
    let used: Vec<&ChartPoint> = points.iter().filter(|point| point.life.is_some()).collect();
    let pairs = used.iter().zip(used.iter().skip(1)).filter(|(from, to)| from.life == to.life);
    // A bound is no number: the change to it or from it is not known.
    let exact = |point: &ChartPoint| point.kind == PointKind::Exact && point.value.is_finite();
    let steps: Vec<(&ChartPoint, &ChartPoint, f64)> = pairs
        .filter(|(from, to)| exact(from) && exact(to))
        .filter_map(|(from, to)| Some((*from, *to, to.oil_hours? - from.oil_hours?)))
        .filter(|(.., hours)| hours.is_finite() && *hours > 0.0)
        .collect();
    let mut distances: Vec<f64> = steps.iter().map(|(.., hours)| *hours).collect();
    distances.sort_by(f64::total_cmp);
    let usual = distances.get(distances.len() / 2).copied().unwrap_or_default();
    let far = steps.iter().filter(|(.., hours)| *hours >= usual * CLOSE);
    far.map(|(from, to, hours)| (from.day, to.day, (to.value - from.value) / hours * RATE_HOURS)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixture::day;

    fn point(on: &str, hours: f64, value: f64, life: usize) -> ChartPoint {
        ChartPoint {
            day: day(on),
            oil_hours: Some(hours),
            value,
            kind: PointKind::Exact,
            error: None,
            severity: Severity::Normal,
            life: Some(life),
        }
    }

    #[test]
    fn rates_are_per_thousand_hours_of_one_oil() {
        let mut points = [
            point("2026-01-01", 100.0, 5.0, 0),
            point("2026-02-01", 600.0, 10.0, 0),
            point("2026-03-01", 1100.0, 8.0, 0),
            point("2026-04-01", 100.0, 2.0, 1),
            point("2026-05-01", 350.0, 3.0, 1),
        ];
        let rates = |points: &[ChartPoint]| bars(points).into_iter().map(|(.., rate)| rate).collect::<Vec<_>>();
        assert_eq!(rates(&points), [10.0, -4.0, 4.0]);
        // From a bound nothing is known.
        points[1].kind = PointKind::Below;
        assert_eq!(rates(&points), [4.0]);
    }

    #[test]
    fn a_repeat_right_after_a_sample_is_no_rate() {
        let with = |hours: f64| {
            let points = [
                point("2026-01-01", 0.0, 5.0, 0),
                point("2026-02-01", 500.0, 6.0, 0),
                point("2026-02-02", 500.0 + hours, 7.0, 0),
                point("2026-03-01", 1000.0 + hours, 8.0, 0),
            ];
            bars(&points).len()
        };
        assert_eq!((with(49.0), with(50.0)), (2, 3));
    }
}
