//! What became of a sampling point since the sample before, and what an inspection found.

use serde::Serialize;

use crate::domain::{Arg, Finding, FollowUpState, Gone, InspectionOutcome, Sample};
use crate::findings::SampleAnalysis;
use crate::report::Context;
use crate::report::words::{tell, word};

/// Since the sample before.
#[derive(Debug, Clone, Serialize)]
pub struct Since {
    /// What was done to machine and oil.
    pub done: Vec<String>,
    /// Findings that the tests do not show any more.
    pub closed: Vec<GoneLine>,
    /// Findings whose tests were not made or cannot tell yet.
    pub not_rechecked: Vec<GoneLine>,
}

/// A finding of an earlier sample.
#[derive(Debug, Clone, Serialize)]
pub struct GoneLine {
    /// Closed, or not re-checked.
    pub state: String,
    /// The finding with its days.
    pub says: String,
    /// Stable code.
    pub code: String,
}

/// What became of the findings before; `None` if there is nothing to tell.
pub(super) fn since(context: &Context<'_>, analysis: &SampleAnalysis) -> Option<Since> {
    let gone = |state: FollowUpState| {
        let of_state = analysis.follow_up.gone.iter().filter(|gone| gone.state == state);
        of_state.map(|gone| gone_line(context, gone)).collect::<Vec<_>>()
    };
    let (closed, not_rechecked) = (gone(FollowUpState::Closed), gone(FollowUpState::NotRechecked));
    let followed = analysis.follow_up.findings.values().any(|follow_up| follow_up.last.is_some());
    // What was done is told where it explains something.
    let done: Vec<String> = analysis.follow_up.done.iter().map(|message| context.words.say(message)).collect();
    let is_told = !closed.is_empty() || !not_rechecked.is_empty() || (followed && !done.is_empty());
    is_told.then_some(Since { done, closed, not_rechecked })
}

fn gone_line(context: &Context<'_>, gone: &Gone) -> GoneLine {
    let args = vec![
        ("title", Arg::Said(Box::new(gone.title.clone()))),
        ("last", Arg::Date(gone.last)),
        ("since", Arg::Date(gone.since)),
    ];
    GoneLine {
        state: word(context.words, &format!("follow-{}", gone.state.id())),
        says: tell(context.words, "follow-gone", args),
        code: gone.code.clone(),
    }
}

/// How a finding stands against the sample before, as a word, with its first day where the finding itself does not say; empty where that means nothing.
pub(super) fn state(context: &Context<'_>, analysis: &SampleAnalysis, finding: &Finding) -> String {
    let Some(follow_up) = analysis.follow_up.findings.get(&finding.code) else { return String::new() };
    let state = word(context.words, &format!("follow-{}", follow_up.state.id()));
    // A finding that says since when itself says it better than the first sample that had it.
    if follow_up.state == FollowUpState::New || finding.since.is_some() {
        return state;
    }
    let args = vec![("state", Arg::Text(state)), ("since", Arg::Date(follow_up.since))];
    tell(context.words, "follow-up", args)
}

/// What inspections after a sample found of a cause.
pub(in crate::report) fn inspected(context: &Context<'_>, sample: &Sample, code: &str) -> Vec<String> {
    let of_cause = context
        .facts
        .inspections
        .iter()
        .filter(|inspection| inspection.sample == sample.place && *inspection.cause == *code);
    let line = |inspection: &crate::domain::Inspection| {
        let day = inspection.found_on.map(|day| format!(" {day}")).unwrap_or_default();
        let found = inspection.found.as_deref().unwrap_or_default().to_owned();
        let id = match (inspection.outcome, &inspection.found) {
            (InspectionOutcome::Confirmed, Some(_)) => "inspected-confirmed",
            (InspectionOutcome::Confirmed, None) => "inspected-confirmed-short",
            (InspectionOutcome::Refuted, Some(_)) => "inspected-refuted",
            (InspectionOutcome::Refuted, None) => "inspected-refuted-short",
        };
        tell(context.words, id, vec![("day", Arg::Text(day)), ("found", Arg::Text(found))])
    };
    of_cause.map(line).collect()
}
