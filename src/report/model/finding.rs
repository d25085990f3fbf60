//! A finding with everything it rests on.

use serde::Serialize;

use crate::domain::{Arg, Axis, Finding, FindingKind, OpenCause, Proof, Provenance, Severity};
use crate::findings::{Current, SampleAnalysis, would_change};
use crate::report::Context;
use crate::report::link::{Piece, pieces};
use crate::report::mark::{Mark, mark};
use crate::report::words::{tell, word};
use crate::standards::Limit;

use super::follow_up::{inspected, state};
use super::limit::{document_name, limit_text};
use super::status::due;

/// What to do, and why.
#[derive(Debug, Clone, Serialize)]
pub struct Action {
    /// How bad it is.
    pub mark: Mark,
    /// What to do.
    pub text: String,
    /// By when.
    pub due: String,
    /// The findings that ask for it.
    pub reasons: Vec<String>,
}

/// A finding.
#[derive(Debug, Clone, Serialize)]
pub struct FindingCard {
    /// How bad it is.
    pub mark: Mark,
    /// The finding in one sentence.
    pub title: String,
    /// Stable code.
    pub code: String,
    /// Which axis.
    pub axis: String,
    /// How sure.
    pub confidence: String,
    /// How it stands against the sample before; empty where that means nothing.
    pub follow_up: String,
    /// What inspections found.
    pub inspected: Vec<String>,
    /// What would change it.
    pub changes: Vec<String>,
    /// Since when, where a trend says so.
    pub since: Option<String>,
    /// What it rests on.
    pub because: Vec<ProofLine>,
    /// What speaks against it.
    pub against: Vec<ProofLine>,
    /// What was not tested and would have told.
    pub missing: String,
    /// What it explains, so that nobody acts on it.
    pub explains: Vec<String>,
    /// Where the rule comes from.
    pub sources: Vec<Vec<Piece>>,
}

/// A cause that a test not made would confirm or refute.
#[derive(Debug, Clone, Serialize)]
pub struct OpenCard {
    /// Stable code.
    pub code: String,
    /// The cause in one sentence.
    pub title: String,
    /// The test to order.
    pub confirm: String,
    /// What speaks for it so far.
    pub because: Vec<ProofLine>,
}

/// One piece of evidence.
#[derive(Debug, Clone, Serialize)]
pub struct ProofLine {
    /// What it says.
    pub says: String,
    /// The result.
    pub result: String,
    /// The limit.
    pub limit: String,
    /// The limit's document with edition.
    pub document: String,
    /// How far the limit can be trusted, as a sentence; empty without a limit.
    pub provenance: String,
    /// True if the limit is not yet confirmed.
    pub unconfirmed: bool,
    /// The value of another source that is not used, as a sentence; empty where none disagrees.
    pub other: String,
}

/// The findings of a sample, worst first. That the next sample is overdue stands with its date, not here.
pub(super) fn cards(context: &Context<'_>, current: Current<'_>) -> Vec<FindingCard> {
    let about_oil = current.analysis.findings.iter().filter(|finding| finding.kind != FindingKind::Schedule);
    about_oil.map(|finding| card(context, current, finding)).collect()
}

/// The causes that hold too and are outranked.
pub(super) fn further_cards(context: &Context<'_>, current: Current<'_>) -> Vec<FindingCard> {
    current.analysis.further.iter().map(|finding| card(context, current, finding)).collect()
}

/// The causes that are neither shown nor ruled out.
pub(super) fn open_cards(context: &Context<'_>, analysis: &SampleAnalysis) -> Vec<OpenCard> {
    let card = |cause: &OpenCause| OpenCard {
        code: cause.code.clone(),
        title: context.words.say(&cause.title),
        confirm: context.words.say(&cause.confirm),
        because: cause.because.iter().map(|proof| line(context, proof)).collect(),
    };
    analysis.to_confirm.iter().map(card).collect()
}

fn card(context: &Context<'_>, current: Current<'_>, finding: &Finding) -> FindingCard {
    let words = context.words;
    let missing: Vec<String> = finding.missing.iter().map(|property| words.property(*property).to_owned()).collect();
    FindingCard {
        mark: mark(words, finding.severity),
        title: words.say(&finding.title),
        code: finding.code.clone(),
        axis: word(words, &format!("axis-{}", finding.axis.id())),
        confidence: word(words, &format!("confidence-{}", finding.confidence.id())),
        follow_up: state(context, current.analysis, finding),
        inspected: inspected(context, current.sample, &finding.code),
        changes: would_change(context.standards, finding).iter().map(|message| words.say(message)).collect(),
        since: finding.since.map(|day| day.to_string()),
        because: finding.because.iter().map(|proof| line(context, proof)).collect(),
        against: finding.against.iter().map(|proof| line(context, proof)).collect(),
        missing: missing.join(", "),
        explains: finding.explains.findings.iter().map(|named| words.say(&named.title)).collect(),
        sources: finding.source.iter().map(|source| pieces(source)).collect(),
    }
}

fn line(context: &Context<'_>, proof: &Proof) -> ProofLine {
    let words = context.words;
    let limit = proof.limit.map(|id| context.standards.limit(id));
    let result = proof.property.zip(proof.value).map(|(property, value)| words.result(property, value));
    let document = limit.map(|limit| document_name(context.standards.document(limit.document))).unwrap_or_default();
    let says = words.say(&proof.says);
    // Most sentences name limit and document themselves.
    let said = says.contains(&document);
    ProofLine {
        result: result.unwrap_or_default(),
        limit: limit.filter(|_| !said).map(|limit| limit_text(context, limit)).unwrap_or_default(),
        document: if said { String::new() } else { document },
        says,
        provenance: limit
            .map(|limit| word(words, &format!("provenance-{}", limit.provenance.id())))
            .unwrap_or_default(),
        unconfirmed: limit.is_some_and(|limit| limit.provenance == Provenance::Recalled),
        other: limit.filter(|limit| !limit.other.is_empty()).map(|limit| other(context, limit)).unwrap_or_default(),
    }
}

/// What other sources say in the limit's place. The words are those of the standards folder.
fn other(context: &Context<'_>, limit: &Limit) -> String {
    tell(context.words, "report-limit-other", vec![("other", Arg::Text(limit.other.to_string()))])
}

/// True for a limit or a trend whose general advice a better finding makes superfluous: a cause on the same axis that
/// rests on the same result, or the oil change.
fn is_answered(finding: &Finding, all: &[Finding]) -> bool {
    let particular = ["finding-over-limit-action-dry-first", "finding-over-limit-action-overruled"];
    if !matches!(finding.kind, FindingKind::OverLimit | FindingKind::Rising)
        || particular.contains(&&*finding.action.id)
    {
        return false;
    }
    let property = finding.because.iter().next().and_then(|proof| proof.property);
    all.iter().any(|other| match other.kind {
        FindingKind::Cause => {
            other.axis == finding.axis
                && other.severity >= finding.severity
                && other.because.iter().any(|proof| proof.property == property)
        }
        FindingKind::Drain => finding.axis == Axis::Oil && other.severity >= finding.severity,
        _ => false,
    })
}

/// What the findings ask for: each action once, soonest first, with all findings that ask for it.
pub(super) fn actions(context: &Context<'_>, analysis: &SampleAnalysis) -> Vec<Action> {
    let mut findings: Vec<&Finding> = analysis
        .findings
        .iter()
        .filter(|finding| finding.severity >= Severity::Caution || finding.explains.holds)
        .filter(|finding| !is_answered(finding, &analysis.findings))
        .collect();
    findings.sort_by_key(|finding| (finding.urgency_days.unwrap_or(u32::MAX), std::cmp::Reverse(finding.severity)));
    let mut actions: Vec<Action> = Vec::new();
    for finding in findings {
        let text = context.words.say(&finding.action);
        let reason = context.words.say(&finding.title);
        match actions.iter_mut().find(|action| action.text == text) {
            Some(known) if known.reasons.contains(&reason) => {}
            Some(known) => known.reasons.push(reason),
            None => actions.push(Action {
                mark: mark(context.words, finding.severity),
                due: due(context, finding.urgency_days),
                text,
                reasons: vec![reason],
            }),
        }
    }
    actions
}
