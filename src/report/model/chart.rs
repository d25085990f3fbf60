//! Which charts a sampling point gets, and what they show.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{
    Arg, DrainForecast, PropertyGroup, PropertyId, Recall, Sample, SampleKind, Severity, Value, ValueState,
};
use crate::history::LifeStart;
use crate::plot::{ChartLimit, ChartLine, ChartPoint, ChartWords, PointKind, TrendChart, sparkline};
use crate::report::Context;
use crate::report::words::{tell, word};
use crate::standards::method::OilState;
use crate::standards::{DocumentKind, Limit, Precedence};

use super::outlook;
use super::point::Point;
use crate::findings::Current;

/// Charts per sampling point; a reader looks at no more.
const CHARTS_MAX: usize = 6;

/// What a reader looks at when nothing asks for attention, first to last.
const USUAL: [&str; 7] = ["kv_40c", "acid_number", "base_number", "fe", "water", "si", "kv_100c"];

/// A chart on the page and as a file.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    /// Path below the customer's folder.
    pub file: String,
    /// The picture.
    pub svg: String,
}

/// The most telling charts: what the findings rest on, what is flagged, what limits the oil, then the usual.
pub(super) fn charts(context: &Context<'_>, point: &Point<'_>, current: Current<'_>, anchor: &str) -> Vec<Chart> {
    let mut chosen: Vec<PropertyId> = Vec::new();
    for property in candidates(context, current) {
        let points = points(context, point, property);
        let in_service = points.iter().filter(|point| point.life.is_some()).count();
        if !chosen.contains(&property) && in_service >= 2 && chosen.len() < CHARTS_MAX {
            chosen.push(property);
        }
    }
    chosen
        .into_iter()
        .map(|property| {
            let id = &context.standards.property(property).id;
            Chart { file: format!("charts/{anchor}-{id}.svg"), svg: trend(context, point, current, property).to_svg() }
        })
        .collect()
}

fn candidates(context: &Context<'_>, current: Current<'_>) -> Vec<PropertyId> {
    let analysis = current.analysis;
    let evidence =
        analysis.findings.iter().flat_map(|finding| finding.because.iter()).filter_map(|proof| proof.property);
    let states = current.sample.measurements.iter().zip(&analysis.states);
    let flagged =
        states.filter(|(_, state)| **state == ValueState::Flagged).map(|(measurement, _)| measurement.property);
    let limiting = match &analysis.drain {
        DrainForecast::Due { limiting, .. } | DrainForecast::Forecast { limiting, .. } => Some(*limiting),
        _ => None,
    };
    let usual = USUAL.iter().filter_map(|id| context.standards.find_property(id));
    evidence.chain(flagged).chain(limiting).chain(usual).collect()
}

/// The latest results of a property in small, as SVG; empty with fewer than two numbers.
pub(super) fn spark(context: &Context<'_>, point: &Point<'_>, property: PropertyId) -> String {
    let points: Vec<ChartPoint> =
        points(context, point, property).into_iter().filter(|point| point.life.is_some()).collect();
    if points.len() < 2 {
        return String::new();
    }
    let args = vec![("property", Arg::Property(property)), ("count", Arg::Count(points.len()))];
    sparkline(&points, &tell(context.words, "report-spark", args))
}

fn trend(context: &Context<'_>, point: &Point<'_>, current: Current<'_>, property: PropertyId) -> TrendChart {
    let words = context.words;
    let row = context.standards.property(property);
    let unit = row.unit.for_people();
    let points = points(context, point, property);
    let limits = limits(context, point, current, property);
    let reference = life(point, current).and_then(|life| life.reference.value(property));
    TrendChart {
        title: words.property(property).to_owned(),
        description: description(context, point, property, &points),
        y_label: if unit.is_empty() { row.symbol.to_string() } else { format!("{}, {unit}", row.symbol) },
        new_oil: new_oil(context, point, current, property),
        oil_changes: oil_changes(context, point),
        zero_baseline: is_read_from_zero(row.group),
        words: chart_words(context),
        top_ups: outlook::top_ups(point),
        forecast: outlook::forecast(context, current, property, &limits),
        rates: outlook::rates(context, point, current, property),
        band: outlook::fleet_band(context, current, property, reference),
        corrected: outlook::corrected(context, point, property),
        outliers: outlook::outliers(context, point, property),
        limits,
        points,
    }
}

/// True for what cannot be negative and is nothing in good oil.
pub(super) const fn is_read_from_zero(group: PropertyGroup) -> bool {
    matches!(group, PropertyGroup::Wear | PropertyGroup::Contamination | PropertyGroup::Cleanliness)
}

/// All results that are numbers or bounds of numbers. New oils stand by themselves.
pub(super) fn points(context: &Context<'_>, point: &Point<'_>, property: PropertyId) -> Vec<ChartPoint> {
    let samples = point.history.samples.iter().enumerate();
    let one = |(index, sample): (usize, &&Sample)| {
        let value = sample.reading(property)?.value()?;
        let kind = match value {
            Value::Exact(_) => PointKind::Exact,
            Value::Below(_) | Value::AtMost(_) => PointKind::Below,
            Value::Above(_) | Value::AtLeast(_) => PointKind::Above,
            Value::NotDetected | Value::Code(_) => return None,
        };
        let number = value.shown_number()?;
        Some(ChartPoint {
            day: sample.sampled_on,
            oil_hours: sample.oil_hours,
            value: number,
            kind,
            error: scatter(context, property, number, sample.kind).filter(|_| kind == PointKind::Exact),
            severity: point.reached(index, property),
            life: point.history.life_of(index),
        })
    };
    samples.filter_map(one).collect()
}

/// What a single result can be off by: the method's reproducibility R is the difference that two laboratories
/// exceed in one case of twenty, so one result scatters by R/√2 (ISO 5725-6, 4.1.4).
pub(super) fn scatter(context: &Context<'_>, property: PropertyId, level: f64, kind: SampleKind) -> Option<f64> {
    let oil = if kind == SampleKind::InService { OilState::Used } else { OilState::New };
    let reproducibility = context.precisions.reproducibility(property, level, oil)?;
    Some(reproducibility / std::f64::consts::SQRT_2)
}

/// Per severity and side the strictest of the limits that decide (as `findings::Decisions` has it: particular
/// limits alone, else the strongest of each kind). A milder line beyond a harsher one says nothing and is left out.
pub(super) fn limits(
    context: &Context<'_>,
    point: &Point<'_>,
    current: Current<'_>,
    property: PropertyId,
) -> Vec<ChartLimit> {
    let reference = life(point, current).and_then(|life| life.reference.value(property));
    let mut lows: BTreeMap<Severity, f64> = BTreeMap::new();
    let mut highs: BTreeMap<Severity, f64> = BTreeMap::new();
    for limit in deciding(context, current, property) {
        let Some((low, high)) = limit.compare.band(reference) else { continue };
        if low.is_finite() {
            let line = lows.entry(limit.severity).or_insert(low);
            *line = line.max(low);
        }
        if high.is_finite() {
            let line = highs.entry(limit.severity).or_insert(high);
            *line = line.min(high);
        }
    }
    let line = |severity: Severity, value: f64| {
        let word = word(context.words, &format!("severity-{}", severity.id()));
        let args = vec![("severity", Arg::Text(word)), ("value", Arg::Text(context.words.number(property, value)))];
        ChartLine { value, label: tell(context.words, "report-chart-limit", args) }
    };
    let low = |severity: Severity| {
        let value = *lows.get(&severity)?;
        let hidden = lows.iter().any(|(other, low)| *other > severity && *low >= value);
        (!hidden).then(|| line(severity, value))
    };
    let high = |severity: Severity| {
        let value = *highs.get(&severity)?;
        let hidden = highs.iter().any(|(other, high)| *other > severity && *high <= value);
        (!hidden).then(|| line(severity, value))
    };
    Severity::ALL
        .into_iter()
        .map(|severity| ChartLimit { severity, low: low(severity), high: high(severity) })
        .filter(|limit| limit.low.is_some() || limit.high.is_some())
        .collect()
}

/// The limits on a property that can decide about it.
fn deciding<'s>(context: &Context<'s>, current: Current<'_>, property: PropertyId) -> Vec<&'s Limit> {
    let standards = context.standards;
    let rank = |limit: &Limit| {
        let document = standards.document(limit.document);
        let particular = document.precedence < Precedence::Published;
        (document.precedence, (!particular).then_some(document.kind))
    };
    let verdicts = current.analysis.verdicts.iter().filter(|verdict| verdict.property == property);
    let limits: Vec<&Limit> = verdicts
        .map(|verdict| standards.limit(verdict.limit))
        .filter(|limit| limit.comparable && limit.severity >= Severity::Caution && limit.recall != Some(Recall::Weak))
        .collect();
    let strongest =
        |kind: Option<DocumentKind>| limits.iter().map(|limit| rank(limit)).filter(|rank| rank.1 == kind).min();
    let wanted = match strongest(None) {
        Some(particular) => vec![particular],
        None => [DocumentKind::Grade, DocumentKind::InService, DocumentKind::Alarm]
            .into_iter()
            .filter_map(|kind| strongest(Some(kind)))
            .collect(),
    };
    limits.iter().copied().filter(|limit| wanted.contains(&rank(limit))).collect()
}

fn life<'a>(point: &'a Point<'_>, current: Current<'_>) -> Option<&'a crate::history::OilLife> {
    point.history.lives.iter().find(|life| life.samples.contains(&current.index))
}

fn new_oil(context: &Context<'_>, point: &Point<'_>, current: Current<'_>, property: PropertyId) -> Option<ChartLine> {
    let value = life(point, current)?.reference.value(property)?;
    Some(ChartLine {
        value,
        label: tell(context.words, "report-chart-new-oil", vec![("value", Arg::Of(property, value))]),
    })
}

/// Where each oil life but the first begins. A recorded change follows the sample before it; any other is
/// known only from the first sample after it.
pub(super) fn oil_changes(context: &Context<'_>, point: &Point<'_>) -> Vec<(NaiveDate, String)> {
    let day = |index: Option<&usize>| Some(point.history.samples.get(*index?)?.sampled_on);
    let pairs = point.history.lives.iter().zip(point.history.lives.iter().skip(1));
    pairs
        .filter_map(|(before, after)| match after.start {
            LifeStart::RecordedChange => day(before.samples.last()),
            _ => day(after.samples.first()),
        })
        .map(|day| (day, word(context.words, "report-chart-oil-change")))
        .collect()
}

fn description(context: &Context<'_>, point: &Point<'_>, property: PropertyId, points: &[ChartPoint]) -> String {
    let day = |point: Option<&ChartPoint>| Arg::Text(point.map(|point| point.day.to_string()).unwrap_or_default());
    let args = vec![
        ("property", Arg::Property(property)),
        ("machine", Arg::Text(point.history.label.machine.to_string())),
        ("count", Arg::Count(points.len())),
        ("first", day(points.first())),
        ("last", day(points.last())),
    ];
    tell(context.words, "report-chart-description", args)
}

fn chart_words(context: &Context<'_>) -> ChartWords {
    let words = context.words;
    let counted = |id: &str| tell(words, id, vec![("count", Arg::Text("{count}".to_owned()))]);
    ChartWords {
        severities: Severity::ALL
            .into_iter()
            .map(|severity| (severity, word(words, &format!("severity-{}", severity.id()))))
            .collect(),
        below: word(words, "report-chart-below"),
        above: word(words, "report-chart-above"),
        error: word(words, "report-chart-scatter"),
        corrected: word(words, "report-chart-corrected"),
        outlier: word(words, "report-chart-outlier"),
        top_ups: word(words, "report-chart-top-ups"),
        oil_hours: word(words, "report-chart-oil-hours"),
        no_values: word(words, "report-chart-no-values"),
        not_drawn: counted("report-chart-not-drawn"),
        thinned: counted("report-chart-thinned"),
    }
}
