//! One sampling point of a customer: verdict, action, evidence, charts, results, history.

use serde::Serialize;

use crate::domain::{Arg, Axis, PropertyId, SampleKind, Severity};
use crate::findings::PointAnalysis;
use crate::report::Context;
use crate::report::mark::{AxisMark, Mark, axes, mark};
use crate::report::words::{tell, word};

use super::Fact;
use super::chart::{Chart, charts};
use super::delivery::{Lot, lots};
use super::document::{LimitApplied, limits_applied};
use super::drain::{Drain, drain};
use super::due::{Next, next};
use super::family::family;
use super::finding::{Action, FindingCard, OpenCard, actions, cards, further_cards, open_cards};
use super::follow_up::{Since, since};
use super::history::{HistoryTable, form_facts, history};
use super::hold;
use super::point::Point;
use super::result::{Results, results};
use super::status::place;
use crate::findings::Current;

/// One sampling point.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Its place on the page.
    pub anchor: String,
    /// The machine.
    pub machine: String,
    /// Component, point and site.
    pub place: String,
    /// Overall state.
    pub mark: Mark,
    /// That the report is on hold; empty if it is not.
    pub held: String,
    /// State per axis.
    pub axes: Vec<AxisMark>,
    /// What the form says.
    pub facts: Vec<Fact>,
    /// What to do, soonest first.
    pub actions: Vec<Action>,
    /// What to say where there is nothing to do.
    pub nothing: String,
    /// What became of the findings of the sample before.
    pub since: Option<Since>,
    /// Roots with their effects.
    pub joined: Vec<String>,
    /// Findings, worst first.
    pub findings: Vec<FindingCard>,
    /// Causes that hold too and are outranked by those shown.
    pub further: Vec<FindingCard>,
    /// Causes that a test not made would confirm or refute.
    pub to_confirm: Vec<OpenCard>,
    /// When the oil is due.
    pub drain: Option<Drain>,
    /// When the next sample is due.
    pub next: Option<Next>,
    /// The most telling charts.
    pub charts: Vec<Chart>,
    /// All properties at a glance.
    pub family: Option<Chart>,
    /// The latest results.
    pub results: Results,
    /// What was not tested although a document limits it.
    pub not_tested: String,
    /// Deliveries of new oil.
    pub lots: Vec<Lot>,
    /// All samples.
    pub history: Vec<HistoryTable>,
    /// How many older samples are left out; empty if none.
    pub history_more: String,
    /// Every limit that was applied to the latest sample.
    pub limits: Vec<LimitApplied>,
    /// What the reader must know about the choice of documents.
    pub notices: Vec<String>,
}

/// The section of a sampling point; `None` for a point without a sample.
pub(super) fn section(context: &Context<'_>, point: &PointAnalysis<'_>, anchor: &str) -> Option<Section> {
    let words = context.words;
    let current = point.current(context.facts.as_of)?;
    let analysis = current.analysis;
    let overall = analysis.axes.overall();
    let actions = actions(context, analysis);
    let nothing = match (actions.is_empty(), overall) {
        (false, _) => String::new(),
        (true, Severity::NoVerdict) => word(words, "report-nothing-judged"),
        (true, _) => word(words, "report-nothing-to-do"),
    };
    let not_tested: Vec<String> =
        analysis.not_tested.iter().map(|property| words.property(*property).to_owned()).collect();
    let view = Point::new(context, point);
    let (history, left_out) = history(context, &view);
    let history_more = if left_out == 0 {
        String::new()
    } else {
        tell(words, "report-more-samples", vec![("count", Arg::Count(left_out))])
    };
    Some(Section {
        anchor: anchor.to_owned(),
        machine: point.history.label.machine.to_string(),
        place: place(point),
        mark: mark(words, overall),
        held: hold::mark(context, analysis.is_held()),
        axes: axes(words, analysis.axes),
        facts: form_facts(context, &view, current.sample),
        actions,
        nothing,
        since: since(context, analysis),
        joined: analysis.joined.iter().map(|joined| words.say(&joined.says)).collect(),
        findings: cards(context, current),
        further: further_cards(context, current),
        to_confirm: open_cards(context, analysis),
        drain: drain(context, &analysis.drain),
        next: point.next_sample.as_ref().map(|of| next(context, of)),
        charts: charts(context, &view, current, anchor),
        family: family(context, &view, current, anchor),
        results: results(context, &view, current),
        not_tested: not_tested.join(", "),
        lots: lots(context, point),
        history,
        history_more,
        limits: limits_applied(context, &point.history, (current.index, current.sample), &analysis.verdicts),
        notices: analysis
            .notices
            .iter()
            .map(|notice| words.say(notice))
            .chain(not_the_latest(context, point, current))
            .chain(not_judged(context, current))
            .chain(held(context, current))
            .collect(),
    })
}

/// The notice that some axis of an oil in service has results and no verdict, so that it is not taken for good.
fn not_judged(context: &Context<'_>, current: Current<'_>) -> Option<String> {
    let axes = current.analysis.axes;
    if current.sample.kind != SampleKind::InService || axes.overall() == Severity::NoVerdict {
        return None;
    }
    let is_measured = |axis: Axis| {
        let of = |property: PropertyId| context.standards.property(property).axis == axis;
        current.sample.measurements.iter().any(|measured| of(measured.property) && measured.reading.value().is_some())
    };
    let open = Axis::ALL.into_iter().filter(|axis| axes.get(*axis) == Severity::NoVerdict && is_measured(*axis));
    let names: Vec<String> = open.map(|axis| word(context.words, &format!("axis-{}", axis.id()))).collect();
    let args = vec![("axes", Arg::Text(names.join(", ").to_lowercase()))];
    (!names.is_empty()).then(|| tell(context.words, "report-axes-not-judged", args))
}

/// The notice that the report is held, with the findings that hold it.
fn held(context: &Context<'_>, current: Current<'_>) -> Option<String> {
    let holding = current.analysis.findings.iter().filter(|finding| finding.explains.holds);
    let reasons: Vec<String> = holding.map(|finding| context.words.say(&finding.title)).collect();
    let args = vec![("reasons", Arg::Text(reasons.join("; ")))];
    (!reasons.is_empty()).then(|| tell(context.words, "report-held", args))
}

/// The notice that an earlier delivery speaks for the point.
fn not_the_latest(context: &Context<'_>, point: &PointAnalysis<'_>, current: Current<'_>) -> Option<String> {
    let is_latest = current.index + 1 == point.history.samples.len();
    let args = vec![
        ("sample", Arg::Text(current.sample.sample_id.to_string())),
        ("day", Arg::Text(current.sample.sampled_on.to_string())),
    ];
    (!is_latest && current.sample.kind != SampleKind::InService)
        .then(|| tell(context.words, "report-worst-delivery", args))
}
