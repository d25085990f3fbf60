//! The latest results beside the ones before, by group, each with its limit and its state.

use serde::Serialize;

use crate::domain::{PropertyGroup, PropertyId, Reading, Sample, Severity, ValueState, Verdict, printable};
use crate::report::Context;
use crate::report::mark::{Mark, mark};
use crate::report::words::word;

use super::chart::spark;
use super::limit::{document_name, limit_text};
use super::point::Point;
use crate::findings::{Current, nearest_end};

/// Earlier results shown beside the latest.
const EARLIER: usize = 3;

/// The table of results.
#[derive(Debug, Clone, Serialize)]
pub struct Results {
    /// Days of the samples shown, latest first.
    pub days: Vec<String>,
    /// By group, in report order.
    pub groups: Vec<ResultGroup>,
}

/// The results of one group.
#[derive(Debug, Clone, Serialize)]
pub struct ResultGroup {
    /// Its name.
    pub name: String,
    /// One per property.
    pub rows: Vec<ResultRow>,
}

/// One property.
#[derive(Debug, Clone, Serialize)]
pub struct ResultRow {
    /// Its name.
    pub property: String,
    /// Its unit; empty for codes and ratings.
    pub unit: String,
    /// Results, latest first.
    pub cells: Vec<Cell>,
    /// The limit that decides.
    pub limit: String,
    /// Document of that limit.
    pub document: String,
    /// State in words.
    pub state: String,
    /// What the limit says, where the result is outside it.
    pub mark: Option<Mark>,
    /// The trend in small, as SVG; empty with fewer than two numbers.
    pub spark: String,
}

/// One result in a table.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// The result, or why there is none.
    pub text: String,
    /// The state's word in files; the page's style hangs on it.
    pub state: &'static str,
    /// The severity's mark where it is flagged.
    pub mark: Option<Mark>,
}

/// The table for a sampling point and its current sample.
pub(super) fn results(context: &Context<'_>, point: &Point<'_>, current: Current<'_>) -> Results {
    let mut shown: Vec<usize> = (0..current.index)
        .rev()
        .filter(|index| point.history.samples.get(*index).is_some_and(|sample| sample.kind == current.sample.kind))
        .take(EARLIER)
        .collect();
    shown.insert(0, current.index);
    let properties: Vec<PropertyId> = property_ids(context).filter(|id| is_shown(current, *id)).collect();
    let groups = PropertyGroup::ALL.into_iter().filter_map(|group| {
        let rows: Vec<ResultRow> = properties
            .iter()
            .filter(|id| context.standards.property(**id).group == group)
            .map(|id| row(context, point, current, &shown, *id))
            .collect();
        let name = word(context.words, &format!("group-{}", group.id()));
        (!rows.is_empty()).then_some(ResultGroup { name, rows })
    });
    let day = |index: &usize| point.history.samples.get(*index).map(|sample| sample.sampled_on.to_string());
    Results { groups: groups.collect(), days: shown.iter().filter_map(day).collect() }
}

fn is_shown(current: Current<'_>, property: PropertyId) -> bool {
    current.sample.measurement(property).is_some() || current.analysis.not_tested.contains(&property)
}

fn row(
    context: &Context<'_>,
    point: &Point<'_>,
    current: Current<'_>,
    shown: &[usize],
    property: PropertyId,
) -> ResultRow {
    let verdict: Option<&Verdict> = point.governing(current.index, property);
    let limit = verdict.map(|verdict| context.standards.limit(verdict.limit));
    let cells: Vec<Cell> = shown.iter().map(|index| cell(context, point, *index, property)).collect();
    let state = cells.first().map_or(ValueState::NotTested.id(), |cell| cell.state);
    ResultRow {
        property: context.words.property(property).to_owned(),
        unit: context.words.unit(property).to_owned(),
        limit: limit.map(|limit| limit_text(context, limit)).unwrap_or_default(),
        document: limit.map(|limit| document_name(context.standards.document(limit.document))).unwrap_or_default(),
        state: word(
            context.words,
            &if matches!(state, "unreadable" | "no-unit") {
                format!("report-{state}")
            } else {
                format!("state-{state}")
            },
        ),
        mark: cells.first().and_then(|cell| cell.mark.clone()),
        spark: spark(context, point, property),
        cells,
    }
}

/// A figure as it stands in the file, and in quotation marks, because it is in nobody's unit.
fn raw(context: &Context<'_>, sample: &Sample, position: usize) -> String {
    let measurement = sample.measurements.get(position);
    let source = context.source(sample);
    let text = source.zip(measurement).map(|(source, measurement)| source.raw(sample.place, measurement));
    format!("“{}”", printable(text.unwrap_or_default()))
}

/// A result of one sample.
pub(super) fn cell(context: &Context<'_>, point: &Point<'_>, index: usize, property: PropertyId) -> Cell {
    let empty = Cell { text: String::new(), state: ValueState::NotTested.id(), mark: None };
    let (Some(sample), Some(analysis)) = (point.history.samples.get(index), point.samples.get(index)) else {
        return empty;
    };
    let Some(position) = sample.measurements.iter().position(|measurement| measurement.property == property) else {
        return empty;
    };
    let state = analysis.states.get(position).copied().unwrap_or(ValueState::NotTested);
    let flagged = state == ValueState::Flagged;
    let text = match sample.reading(property) {
        Some(Reading::Value(value)) => {
            // In as many digits as it takes to see on which side of its limit the result lies.
            let limit = point.governing(index, property).map(|verdict| context.standards.limit(verdict.limit));
            let end = limit.zip(value.exact()).and_then(|(limit, number)| nearest_end(limit.compare, None, number));
            end.map_or_else(
                || context.words.bare_result(property, value),
                |end| context.words.bare_result_beside(property, value, end),
            )
        }
        Some(Reading::Unreadable) => word(context.words, "report-unreadable"),
        Some(Reading::NoUnit) => raw(context, sample, position),
        Some(Reading::NotTested) | None => String::new(),
    };
    let severity = point.reached(index, property).max(Severity::Caution);
    // Something was written there: that is not the same as a test that nobody made.
    let state = match sample.reading(property) {
        Some(Reading::Unreadable) => "unreadable",
        Some(Reading::NoUnit) => "no-unit",
        _ => state.id(),
    };
    Cell { text, state, mark: flagged.then(|| mark(context.words, severity)) }
}

/// All properties in the order of `properties.csv`.
pub(super) fn property_ids(context: &Context<'_>) -> impl Iterator<Item = PropertyId> + use<> {
    (0..context.standards.properties.len()).filter_map(|index| u16::try_from(index).ok()).map(PropertyId)
}
