//! Where a sampling point stands today, and which point is worse than which.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{Arg, DrainForecast, Finding, Severity};
use crate::findings::{PointAnalysis, SampleAnalysis};
use crate::report::Context;
use crate::report::mark::{AxisMark, Mark, axes, mark};
use crate::report::words::{tell, word};

use super::drain::drain;
use super::hold;

/// One sampling point in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The page and the place on it.
    pub href: String,
    /// The machine.
    pub machine: String,
    /// Component, point and site.
    pub place: String,
    /// Whose it is.
    pub customer: String,
    /// The customer's page.
    pub customer_href: String,
    /// Overall state.
    pub mark: Mark,
    /// That the report is on hold; empty if it is not.
    pub held: String,
    /// State per axis.
    pub axes: Vec<AxisMark>,
    /// The worst finding, or that there is none.
    pub finding: String,
    /// What to do.
    pub action: String,
    /// By when.
    pub due: String,
    /// When the oil is due, if that is in sight; else empty.
    pub oil_change: String,
    /// Day of the sample that says so.
    pub sampled_on: String,
}

/// True if somebody has to do something.
pub(in crate::report) fn needs_action(severity: Severity) -> bool {
    severity >= Severity::Abnormal
}

/// Sorts worst first: by concern, then by what is due soonest, then by name.
pub(in crate::report) fn rank<'a>(point: &'a PointAnalysis<'a>, as_of: NaiveDate) -> impl Ord + use<'a> {
    let current = point.current(as_of);
    let severity = point.severity_now(as_of);
    let soonest = current.and_then(|current| soonest(current.analysis));
    (Reverse(severity.concern()), soonest.unwrap_or(u32::MAX), &point.history.key)
}

/// The finding to name where there is room for one.
pub(in crate::report) fn worst_finding(analysis: &SampleAnalysis) -> Option<&Finding> {
    analysis.findings.iter().find(|finding| finding.severity >= Severity::Caution)
}

/// The finding whose action comes first, with its term; of equals the worst.
fn most_urgent(analysis: &SampleAnalysis) -> Option<(&Finding, u32)> {
    let urgent = analysis.findings.iter().filter(|finding| finding.severity >= Severity::Caution);
    urgent.filter_map(|finding| Some((finding, finding.urgency_days?))).min_by_key(|(_, days)| *days)
}

/// In how many days the first thing has to be done, whichever finding asks for it.
fn soonest(analysis: &SampleAnalysis) -> Option<u32> {
    most_urgent(analysis).map(|(_, days)| days)
}

/// A point's line in a list. `page` leads to the customer's page, `anchor` to the place on it.
pub(in crate::report) fn row(
    context: &Context<'_>,
    point: &PointAnalysis<'_>,
    (customer, page): (&str, &str),
    anchor: &str,
) -> Row {
    let words = context.words;
    let current = point.current(context.facts.as_of);
    let state = current.map(|current| current.analysis.axes).unwrap_or_default();
    let finding = current.and_then(|current| worst_finding(current.analysis));
    // The term and the action of one finding: what has to be done first.
    let first = current.and_then(|current| most_urgent(current.analysis)).map(|(finding, _)| finding).or(finding);
    let said = match (finding, state.overall()) {
        (Some(finding), _) => words.say(&finding.title),
        (None, Severity::NoVerdict) => word(words, "report-nothing-judged"),
        (None, _) => word(words, "report-nothing-found"),
    };
    Row {
        href: format!("{page}#{anchor}"),
        machine: point.history.label.machine.to_string(),
        place: place(point),
        customer: customer.to_owned(),
        customer_href: page.to_owned(),
        mark: mark(words, state.overall()),
        held: hold::mark(context, current.is_some_and(|current| current.analysis.is_held())),
        axes: axes(words, state),
        finding: said,
        action: first.map(|finding| words.say(&finding.action)).unwrap_or_default(),
        oil_change: current.map(|current| in_sight(context, &current.analysis.drain)).unwrap_or_default(),
        due: current.map(|current| due(context, soonest(current.analysis))).unwrap_or_default(),
        sampled_on: current.map(|current| current.sample.sampled_on.to_string()).unwrap_or_default(),
    }
}

/// When the oil is due, for a list: only where it is due or a date is in sight.
fn in_sight(context: &Context<'_>, forecast: &DrainForecast) -> String {
    match forecast {
        DrainForecast::Due { .. } | DrainForecast::Forecast { .. } => {
            drain(context, forecast).map(|drain| drain.says).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// Component, point and site, as far as they are known.
pub(in crate::report) fn place(point: &PointAnalysis<'_>) -> String {
    let label = &point.history.label;
    let parts: Vec<&str> =
        [&label.component, &label.point, &label.site].into_iter().flatten().map(|part: &Arc<str>| &**part).collect();
    parts.join(" · ")
}

/// `within 7 days`; empty where the finding has no term.
pub(in crate::report) fn due(context: &Context<'_>, days: Option<u32>) -> String {
    match days {
        None => String::new(),
        Some(0) => word(context.words, "report-due-now"),
        Some(days) => tell(context.words, "report-due-days", vec![("days", Arg::Count(days as usize))]),
    }
}
