//! Findings in `samples.ndjson`: what was found, why, what speaks against it, and how it stands against the sample before.

use serde::Serialize;

use crate::domain::{Finding, FollowUpState, Gone, Joined, Named, OpenCause, Proof, Sample, Severity};
use crate::findings::{SampleAnalysis, would_change};

use super::super::model::inspected;
use super::Context;

#[derive(Serialize)]
pub(super) struct FindingLine<'a> {
    code: &'a str,
    kind: &'static str,
    severity: Severity,
    axis: crate::domain::Axis,
    confidence: &'static str,
    title: String,
    because: Vec<ProofLine<'a>>,
    against: Vec<ProofLine<'a>>,
    missing: Vec<&'a str>,
    action: String,
    urgency_days: Option<u32>,
    source: &'a [String],
    /// How it stands against the sample before; null where that means nothing.
    follow_up: Option<FollowUpLine>,
    /// What would change it.
    changes: Vec<String>,
    /// What inspections found; left out where nobody looked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inspected: Vec<String>,
    /// What it explains, so that nobody acts on it.
    explains: Vec<NamedLine<'a>>,
    /// True if the report must not go out before somebody has asked.
    holds: bool,
}

#[derive(Serialize)]
struct NamedLine<'a> {
    code: &'a str,
    title: String,
}

#[derive(Serialize)]
struct FollowUpLine {
    state: &'static str,
    since: String,
    last: Option<String>,
}

#[derive(Serialize)]
pub(super) struct GoneLine<'a> {
    code: &'a str,
    title: String,
    since: String,
    last: String,
}

#[derive(Serialize)]
pub(super) struct JoinedLine<'a> {
    root: &'a str,
    effect: &'a str,
    says: String,
}

#[derive(Serialize)]
pub(super) struct OpenCauseLine<'a> {
    code: &'a str,
    title: String,
    because: Vec<ProofLine<'a>>,
    /// Any one of them tells.
    tests: Vec<&'a str>,
    confirm: String,
}

#[derive(Serialize)]
struct ProofLine<'a> {
    property: Option<&'a str>,
    value: Option<f64>,
    unit: Option<&'a str>,
    says: String,
}

pub(super) fn finding_lines<'a>(
    context: &Context<'a>,
    sample: &Sample,
    analysis: &SampleAnalysis,
    findings: &'a [Finding],
) -> Vec<FindingLine<'a>> {
    findings.iter().map(|finding| finding_line(context, (sample, analysis), finding)).collect()
}

pub(super) fn gone_lines<'a>(
    context: &Context<'_>,
    analysis: &'a SampleAnalysis,
    state: FollowUpState,
) -> Vec<GoneLine<'a>> {
    let line = |gone: &'a Gone| GoneLine {
        code: &gone.code,
        title: context.words.say(&gone.title),
        since: gone.since.to_string(),
        last: gone.last.to_string(),
    };
    analysis.follow_up.gone.iter().filter(|gone| gone.state == state).map(line).collect()
}

pub(super) fn joined_line<'a>(context: &Context<'_>, joined: &'a Joined) -> JoinedLine<'a> {
    JoinedLine { root: &joined.root, effect: &joined.effect, says: context.words.say(&joined.says) }
}

fn finding_line<'a>(
    context: &Context<'a>,
    (sample, analysis): (&Sample, &SampleAnalysis),
    finding: &'a Finding,
) -> FindingLine<'a> {
    let follow_up = analysis.follow_up.findings.get(&finding.code);
    FindingLine {
        code: &finding.code,
        kind: finding.kind.id(),
        severity: finding.severity,
        axis: finding.axis,
        confidence: finding.confidence.id(),
        title: context.words.say(&finding.title),
        because: finding.because.iter().map(|proof| proof_line(context, proof)).collect(),
        against: finding.against.iter().map(|proof| proof_line(context, proof)).collect(),
        missing: finding.missing.iter().map(|id| &*context.standards.property(*id).id).collect(),
        action: context.words.say(&finding.action),
        urgency_days: finding.urgency_days,
        source: &finding.source,
        follow_up: follow_up.map(|follow_up| FollowUpLine {
            state: follow_up.state.id(),
            since: follow_up.since.to_string(),
            last: follow_up.last.map(|day| day.to_string()),
        }),
        changes: would_change(context.standards, finding).iter().map(|change| context.words.say(change)).collect(),
        inspected: inspected(context, sample, &finding.code),
        explains: finding.explains.findings.iter().map(|named| named_line(context, named)).collect(),
        holds: finding.explains.holds,
    }
}

fn named_line<'a>(context: &Context<'_>, named: &'a Named) -> NamedLine<'a> {
    NamedLine { code: &named.code, title: context.words.say(&named.title) }
}

pub(super) fn open_cause_line<'a>(context: &Context<'a>, cause: &'a OpenCause) -> OpenCauseLine<'a> {
    OpenCauseLine {
        code: &cause.code,
        title: context.words.say(&cause.title),
        because: cause.because.iter().map(|proof| proof_line(context, proof)).collect(),
        tests: cause.tests.iter().map(|id| &*context.standards.property(*id).id).collect(),
        confirm: context.words.say(&cause.confirm),
    }
}

fn proof_line<'a>(context: &Context<'a>, proof: &Proof) -> ProofLine<'a> {
    let property = proof.property.map(|id| context.standards.property(id));
    ProofLine {
        property: property.map(|property| &*property.id),
        // A censored value is no number; the sentence says what it was.
        value: proof.value.and_then(crate::domain::Value::exact),
        unit: property.map(|property| property.unit.symbol()),
        says: context.words.say(&proof.says),
    }
}
