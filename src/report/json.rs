//! `samples.ndjson`: one JSON object per sample, schema `lubelab.sample/1`.
//!
//! The structs here are the schema. Fields are only added, never renamed or moved, within schema 1;
//! the types of the other modules can change without a reader of the file noticing.

mod drain;
mod finding;
mod verdict;

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use crate::domain::{Axes, FollowUpState, Measurement, Reading, Sample, Severity, ValueState, Verdict};
use crate::findings::{Decisions, Item, PointAnalysis, SampleAnalysis, by_property};

use super::Context;
use super::lives::{LifeLine, Lives, MakeUpLine, rounded};
use drain::{DrainLine, NextSampleLine, drain_line, next_sample_line};
use finding::{
    FindingLine, GoneLine, JoinedLine, OpenCauseLine, finding_lines, gone_lines, joined_line, open_cause_line,
};
use verdict::{VerdictLine, verdict_line};

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
    /// The laboratory's own verdict as written; shown, never used.
    lab_verdict: Option<&'a str>,
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
        lab_verdict: sample.lab_verdict.as_deref(),
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
