//! `samples.ndjson`: one JSON object per sample, schema `lubelab.sample/1`.
//!
//! The structs here are the schema. Fields are only added, never renamed or moved, within schema 1;
//! the types of the other modules can change without a reader of the file noticing.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use crate::domain::{
    Axes, DecisionRule, DrainForecast, Finding, FollowUpState, Gone, Joined, Measurement, Named, OpenCause, Outcome,
    Proof, Reading, Rounding, Sample, Severity, ValueState, Verdict,
};
use crate::findings::{Basis, Decisions, Item, NextSample, PointAnalysis, SampleAnalysis, by_property, would_change};

use super::Context;
use super::lives::{LifeLine, Lives, MakeUpLine, rounded};
use super::model::inspected;

/// Points rendered at one time: enough to keep every core busy, few enough to bound memory.
const POINTS_AT_ONCE: usize = 256;

#[derive(Serialize)]
struct SampleLine<'a> {
    schema: &'static str,
    sample_id: &'a str,
    lab: Option<&'a str>,
    customer: Option<&'a str>,
    site: Option<&'a str>,
    machine: &'a str,
    model: Option<&'a str>,
    component: Option<&'a str>,
    sampled_on: String,
    kind: &'static str,
    oil: Option<&'a str>,
    grade: Option<&'a str>,
    lot: Option<&'a str>,
    oil_hours: Option<f64>,
    machine_hours: Option<f64>,
    /// Which oil life it belongs to; null for new oil.
    life: Option<LifeLine>,
    /// The oil added in that life up to this sample; null for the life's first.
    make_up: Option<MakeUpLine>,
    source: SourceLine<'a>,
    severity: Severity,
    /// True if the report must not go out before somebody has asked.
    held: bool,
    axes: Axes,
    measurements: Vec<MeasurementLine<'a>>,
    verdicts: Vec<VerdictLine<'a>>,
    findings: Vec<FindingLine<'a>>,
    /// Causes that hold too and are outranked by three others on their axis; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    further: Vec<FindingLine<'a>>,
    /// Roots with their effects; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    joined: Vec<JoinedLine<'a>>,
    /// Findings of earlier samples that the tests of this one refute; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    closed: Vec<GoneLine<'a>>,
    /// Findings of earlier samples that the tests of this one leave open; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_rechecked: Vec<GoneLine<'a>>,
    /// What was recorded as done since the sample before; left out where nothing was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    done: Vec<String>,
    to_confirm: Vec<OpenCauseLine<'a>>,
    drain: DrainLine<'a>,
    /// With the last sample in service of a point; null with all others.
    next_sample: Option<NextSampleLine>,
    notices: Vec<String>,
    replaces: Option<ReplacedLine<'a>>,
}

#[derive(Serialize)]
struct SourceLine<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    row: u32,
}

#[derive(Serialize)]
struct ReplacedLine<'a> {
    file: &'a str,
    row: u32,
}

#[derive(Serialize)]
struct MeasurementLine<'a> {
    property: &'a str,
    value: Option<f64>,
    qualifier: &'static str,
    unit: &'a str,
    raw: &'a str,
    method: Option<&'a str>,
    state: &'static str,
    /// The value with what left with the oil added back; left out where top-ups make no difference, or only a bound is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected: Option<f64>,
    column: Option<&'a str>,
}

#[derive(Serialize)]
struct VerdictLine<'a> {
    document: &'a str,
    edition: &'a str,
    kind: crate::standards::DocumentKind,
    property: &'a str,
    limit: &'a str,
    outcome: &'static str,
    near: bool,
    severity: Severity,
    provenance: crate::domain::Provenance,
    rule: DecisionRule,
    rounding: Rounding,
    /// True if the severity of the property rests on this verdict.
    decides: bool,
    reason: Option<String>,
    /// How far from the limit the method can tell; null where that is not known or means nothing.
    precision: Option<PrecisionLine>,
    /// The folder laid over the rules that the limit is from; left out where it is from the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    overlay: Option<&'a str>,
    /// Who held the row against the printed standard, and when; left out where nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed: Option<ConfirmedLine<'a>>,
}

#[derive(Serialize)]
struct ConfirmedLine<'a> {
    by: &'a str,
    on: String,
}

#[derive(Serialize)]
struct PrecisionLine {
    /// R of what is compared, that of a measured new oil included.
    reproducibility: f64,
    /// The band on either side of the limit, by the rule.
    band: f64,
    method: String,
    oil: &'static str,
    provenance: crate::domain::Provenance,
}

#[derive(Serialize)]
struct FindingLine<'a> {
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
struct GoneLine<'a> {
    code: &'a str,
    title: String,
    since: String,
    last: String,
}

#[derive(Serialize)]
struct JoinedLine<'a> {
    root: &'a str,
    effect: &'a str,
    says: String,
}

#[derive(Serialize)]
struct OpenCauseLine<'a> {
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

#[derive(Serialize)]
struct DrainLine<'a> {
    state: &'static str,
    limiting: Option<&'a str>,
    /// Earliest, expected, latest; an open end is null.
    due_in_hours: Option<[Option<f64>; 3]>,
    /// The same as days of the calendar, at the machine's own rate of use.
    due_on: Option<[Option<String>; 3]>,
    /// How sure the forecast is.
    confidence: Option<&'static str>,
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct NextSampleLine {
    /// Null if no interval is known.
    due_on: Option<String>,
    rule: &'static str,
    reasons: Vec<String>,
}

/// Writes one line per sample, in the order of the sampling points and their samples.
pub(super) fn write_samples(
    out: &mut impl Write,
    context: &Context<'_>,
    analyses: &[PointAnalysis<'_>],
) -> io::Result<()> {
    for points in analyses.chunks(POINTS_AT_ONCE) {
        let lines: Vec<io::Result<Vec<u8>>> = points.par_iter().map(|point| point_lines(context, point)).collect();
        for line in lines {
            out.write_all(&line?)?;
        }
    }
    Ok(())
}

fn point_lines(context: &Context<'_>, point: &PointAnalysis<'_>) -> io::Result<Vec<u8>> {
    let mut written = Vec::new();
    let lives = Lives::new(&point.history, context.standards);
    for (index, (sample, analysis)) in point.history.samples.iter().zip(&point.samples).enumerate() {
        let mut told = sample_line(context, (index, sample), &lives, analysis);
        let next = point.next_sample.as_ref().filter(|next| next.sample == index);
        told.next_sample = next.map(|next| next_sample_line(context, next));
        serde_json::to_writer(&mut written, &told)?;
        written.push(b'\n');
    }
    Ok(written)
}

fn sample_line<'a>(
    context: &Context<'a>,
    (index, sample): (usize, &'a Sample),
    lives: &Lives<'_>,
    analysis: &'a SampleAnalysis,
) -> SampleLine<'a> {
    let life = lives.of(index).map(|(_, life)| life);
    let measured = by_property(sample);
    let decisions = Decisions::new(&analysis.verdicts, context.standards);
    let basis = |verdict: &Verdict| {
        let item = Item { limit: verdict.limit, blocked: None };
        context.examiner.basis(sample, &item, &measured, life)
    };
    SampleLine {
        schema: "lubelab.sample/1",
        sample_id: &sample.sample_id,
        lab: sample.lab.as_deref(),
        customer: sample.customer.as_deref(),
        site: sample.site.as_deref(),
        machine: &sample.machine,
        model: sample.model.as_deref(),
        component: sample.component.as_deref(),
        sampled_on: sample.sampled_on.to_string(),
        kind: sample.kind.id(),
        oil: sample.product.as_deref(),
        grade: sample.grade.as_deref(),
        lot: sample.lot.as_deref(),
        oil_hours: sample.oil_hours,
        machine_hours: sample.machine_hours,
        life: lives.line(index),
        make_up: lives.make_up_line(index),
        source: SourceLine { file: context.path(sample), sheet: context.sheet(sample), row: sample.place.row },
        severity: analysis.axes.overall(),
        held: analysis.is_held(),
        axes: analysis.axes,
        measurements: sample
            .measurements
            .iter()
            .zip(&analysis.states)
            .map(|(measurement, state)| MeasurementLine {
                corrected: corrected(lives.corrected(index, measurement.property)),
                ..measurement_line(context, sample, measurement, *state)
            })
            .collect(),
        verdicts: analysis
            .verdicts
            .iter()
            .map(|verdict| {
                verdict_line(context, verdict, &basis(verdict), decisions.decides(verdict, context.standards))
            })
            .collect(),
        findings: finding_lines(context, sample, analysis, &analysis.findings),
        further: finding_lines(context, sample, analysis, &analysis.further),
        joined: analysis.joined.iter().map(|joined| joined_line(context, joined)).collect(),
        closed: gone_lines(context, analysis, FollowUpState::Closed),
        not_rechecked: gone_lines(context, analysis, FollowUpState::NotRechecked),
        done: analysis.follow_up.done.iter().map(|done| context.words.say(done)).collect(),
        to_confirm: analysis.to_confirm.iter().map(|cause| open_cause_line(context, cause)).collect(),
        drain: drain_line(context, &analysis.drain),
        next_sample: None,
        notices: analysis.notices.iter().map(|notice| context.words.say(notice)).collect(),
        replaces: sample.replaces.map(|place| ReplacedLine { file: context.path_of(place), row: place.row }),
    }
}

fn measurement_line<'a>(
    context: &Context<'a>,
    sample: &'a Sample,
    measurement: &Measurement,
    state: ValueState,
) -> MeasurementLine<'a> {
    let property = context.standards.property(measurement.property);
    let source = context.source(sample);
    MeasurementLine {
        property: &property.id,
        value: measurement.reading.value().and_then(crate::domain::Value::shown_number),
        qualifier: qualifier(measurement.reading),
        unit: property.unit.symbol(),
        raw: source.map_or("", |source| source.raw(sample.place, measurement)),
        method: sample.method(measurement).map(|method| &**method),
        state: state.id(),
        corrected: None,
        column: context.heading(sample, measurement),
    }
}

/// A corrected number in as many digits as mean something; a bound is no number.
fn corrected(value: Option<crate::domain::Value>) -> Option<f64> {
    value.and_then(crate::domain::Value::exact).map(rounded)
}

/// The sign before the number, or why there is none.
pub(super) const fn qualifier(reading: Reading) -> &'static str {
    match reading {
        Reading::Value(value) => value.qualifier(),
        Reading::NotTested => "not_tested",
        Reading::Unreadable => "unreadable",
        Reading::NoUnit => "no_unit",
    }
}

fn verdict_line<'a>(context: &Context<'a>, verdict: &Verdict, basis: &Basis<'_>, decides: bool) -> VerdictLine<'a> {
    let (rule, rounding) = context.standards.document_of(verdict.limit).decides_by();
    let margin = basis.decision.margin.filter(|_| verdict.outcome.is_judged());
    let document = context.standards.document_of(verdict.limit);
    let limit = context.standards.limit(verdict.limit);
    let confirmed = limit.confirmed.as_ref().filter(|seen| seen.holds());
    VerdictLine {
        document: &document.id,
        edition: &document.edition,
        kind: document.kind,
        property: &context.standards.property(verdict.property).id,
        limit: &limit.written,
        outcome: verdict.outcome.id(),
        near: matches!(verdict.outcome, Outcome::NearPass | Outcome::NearFail),
        severity: verdict.severity,
        provenance: verdict.provenance,
        overlay: limit.overlay.as_deref(),
        confirmed: confirmed.map(|seen| ConfirmedLine { by: &seen.by, on: seen.on.to_string() }),
        rule,
        rounding,
        decides,
        reason: verdict.reason.as_ref().map(|reason| context.words.say(reason)),
        precision: margin.zip(basis.precision.as_ref()).map(|(margin, known)| PrecisionLine {
            reproducibility: in_four_digits(margin.reproducibility),
            band: in_four_digits(margin.width),
            method: known.method.to_string(),
            oil: known.oil.id(),
            provenance: known.provenance,
        }),
    }
}

/// No precision is known to more.
fn in_four_digits(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}

fn finding_lines<'a>(
    context: &Context<'a>,
    sample: &Sample,
    analysis: &SampleAnalysis,
    findings: &'a [Finding],
) -> Vec<FindingLine<'a>> {
    findings.iter().map(|finding| finding_line(context, (sample, analysis), finding)).collect()
}

fn gone_lines<'a>(context: &Context<'_>, analysis: &'a SampleAnalysis, state: FollowUpState) -> Vec<GoneLine<'a>> {
    let line = |gone: &'a Gone| GoneLine {
        code: &gone.code,
        title: context.words.say(&gone.title),
        since: gone.since.to_string(),
        last: gone.last.to_string(),
    };
    analysis.follow_up.gone.iter().filter(|gone| gone.state == state).map(line).collect()
}

fn joined_line<'a>(context: &Context<'_>, joined: &'a Joined) -> JoinedLine<'a> {
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

fn open_cause_line<'a>(context: &Context<'a>, cause: &'a OpenCause) -> OpenCauseLine<'a> {
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

fn next_sample_line(context: &Context<'_>, next: &NextSample) -> NextSampleLine {
    NextSampleLine {
        due_on: next.due.as_ref().map(|due| due.on.to_string()),
        rule: next.rule_id(),
        reasons: next.reasons.iter().map(|reason| context.words.say(reason)).collect(),
    }
}

fn drain_line<'a>(context: &Context<'a>, drain: &DrainForecast) -> DrainLine<'a> {
    let (limiting, reasons): (_, &[_]) = match drain {
        DrainForecast::NotApplicable => (None, &[]),
        DrainForecast::NotEnoughData { reasons } | DrainForecast::NoneInSight { reasons } => (None, reasons),
        DrainForecast::Due { limiting, reasons } | DrainForecast::Forecast { limiting, reasons, .. } => {
            (Some(*limiting), reasons)
        }
    };
    let (hours, dates, confidence) = match drain {
        DrainForecast::Forecast { hours, dates, confidence, .. } => (*hours, *dates, Some(confidence.id())),
        _ => (None, None, None),
    };
    DrainLine {
        state: drain.id(),
        limiting: limiting.map(|id| &*context.standards.property(id).id),
        due_in_hours: hours.map(|hours| hours.map(|hours| hours.is_finite().then_some(hours.round()))),
        due_on: dates.map(|dates| dates.map(|date| date.map(|date| date.to_string()))),
        confidence,
        reasons: reasons.iter().map(|reason| context.words.say(reason)).collect(),
    }
}
