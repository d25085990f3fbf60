//! All properties of a sampling point at a glance, by families.

use crate::domain::{Arg, PropertyGroup, PropertyId, Value};
use crate::findings::Current;
use crate::plot::{ChartPoint, FamilyChart, FamilyGroup, FamilyStrip, PointKind};
use crate::report::Context;
use crate::report::words::{tell, word};

use super::chart::{Chart, is_read_from_zero, limits, oil_changes, points};
use super::point::Point;
use super::result::property_ids;

/// With fewer properties the trend charts show all there is.
const STRIPS_MIN: usize = 4;

/// The chart of all properties with at least two results in service; `None` where those are few.
pub(super) fn family(context: &Context<'_>, point: &Point<'_>, current: Current<'_>, anchor: &str) -> Option<Chart> {
    let mut groups: Vec<(PropertyGroup, FamilyGroup)> = Vec::new();
    let mut never_seen: Vec<PropertyId> = Vec::new();
    for property in property_ids(context) {
        let Some(strip) = strip(context, point, current, property) else { continue };
        if strip.points.iter().all(|point| point.kind == PointKind::Below) {
            // A flat line of bounds shows nothing; the name is enough.
            never_seen.push(property);
            continue;
        }
        let of = context.standards.property(property).group;
        if let Some((_, group)) = groups.iter_mut().find(|(group, _)| *group == of) {
            group.strips.push(strip);
        } else {
            let name = word(context.words, &format!("group-{}", of.id()));
            groups.push((of, FamilyGroup { name, strips: vec![strip] }));
        }
    }
    let count: usize = groups.iter().map(|(_, group)| group.strips.len()).sum();
    if count < STRIPS_MIN {
        return None;
    }
    let args = vec![("count", Arg::Count(count)), ("machine", Arg::Text(point.history.label.machine.to_string()))];
    let chart = FamilyChart {
        title: point.history.label.machine.to_string(),
        description: tell(context.words, "report-family-description", args),
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        oil_changes: oil_changes(context, point).into_iter().map(|(day, _)| day).collect(),
        oil_change: word(context.words, "report-chart-oil-change"),
        note: if never_seen.is_empty() {
            String::new()
        } else {
            tell(context.words, "report-family-never-seen", vec![("properties", Arg::Properties(never_seen))])
        },
    };
    Some(Chart { file: format!("charts/{anchor}-all.svg"), svg: chart.to_svg() })
}

fn strip(context: &Context<'_>, point: &Point<'_>, current: Current<'_>, property: PropertyId) -> Option<FamilyStrip> {
    let points: Vec<ChartPoint> =
        points(context, point, property).into_iter().filter(|point| point.life.is_some()).collect();
    if points.len() < 2 {
        return None;
    }
    let words = context.words;
    let value = current.sample.reading(property).and_then(crate::domain::Reading::value);
    let number = |value: f64| words.number(property, value);
    let finite = || points.iter().map(|point| point.value).filter(|value| value.is_finite());
    let low = finite().reduce(f64::min)?;
    let high = finite().reduce(f64::max)?;
    Some(FamilyStrip {
        name: words.property(property).to_owned(),
        unit: words.unit(property).to_owned(),
        last: value.map(|value| last(&number, value)).unwrap_or_default(),
        span: if number(low) == number(high) { String::new() } else { format!("{}–{}", number(low), number(high)) },
        limits: limits(context, point, current, property),
        zero_baseline: is_read_from_zero(context.standards.property(property).group),
        points,
    })
}

/// A result without its unit, which stands beside the name.
fn last(number: &impl Fn(f64) -> String, value: Value) -> String {
    match value.shown_number() {
        Some(shown) => format!("{}{}", value.qualifier().trim_start_matches('='), number(shown)),
        None => String::new(),
    }
}
