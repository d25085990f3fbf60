//! **What it finds.** A sample that shows what the one before it left in the instrument.
//!
//! **Why it matters.** A hundredth of an engine oil in a turbine oil looks like contamination of the turbine.
//!
//! **Evidence it needs.** The order of the tray; a sample before that is rich in several elements; and these, and no
//! other rich one, raised above the machine's own earlier results by one common small share. An oil that was really
//! topped up with the one before looks the same: the rerun tells.
//!
//! **Source.** Thresholds in `batch.csv`.

use std::collections::BTreeSet;

use crate::domain::{Arg, Confidence, Message, Proof, PropertyGroup, PropertyId, Sample, SampleKind};
use crate::findings::PointAnalysis;
use crate::stats::median;

use super::Rules;
use super::found::{Doubted, Draft, Found, Held};
use super::laboratory_run::{LaboratoryRun, Member};
use super::span::Span;
use super::view::machine;

/// The finding.
const CODE: &str = "quality:carry-over";

/// An element that the sample before is rich in.
struct Rich {
    property: PropertyId,
    /// How much more the sample before holds than the machine ever did.
    more: f64,
    /// How much more the sample holds than the machine ever did.
    raised: f64,
    /// What such a result scatters.
    scatter: f64,
}

/// Looks for carry-over from bottle to bottle of one run.
pub(super) fn check(rules: &Rules<'_>, run: &LaboratoryRun, analyses: &[PointAnalysis<'_>], found: &mut Found) {
    if !run.is_ordered {
        return;
    }
    for (before, member) in run.members.iter().zip(run.members.iter().skip(1)) {
        if before.point == member.point {
            continue;
        }
        let (Some(left), Some(sample)) = (before.of(analyses), member.of(analyses)) else { continue };
        found.drafts.extend(carried(rules, left, (*member, sample), analyses));
    }
}

fn carried(
    rules: &Rules<'_>,
    left: &Sample,
    (member, sample): (Member, &Sample),
    analyses: &[PointAnalysis<'_>],
) -> Option<Draft> {
    let carry = &rules.batch.carry_over;
    if sample.kind != SampleKind::InService {
        return None;
    }
    let rich = rich(rules, left, (member, sample), analyses);
    let raised: Vec<&Rich> = rich.iter().filter(|rich| rich.raised > carry.raised * rich.scatter).collect();
    if raised.len() < carry.elements {
        return None;
    }
    let shares: Vec<f64> = raised.iter().map(|rich| rich.raised / rich.more).collect();
    let share = median(&shares)?;
    let agree = |one: &f64| (one - share).abs() <= share * carry.agreement_percent / 100.0;
    let contradicts = |rich: &Rich| rich.raised + carry.raised * rich.scatter < share * rich.more;
    if share * 100.0 > carry.largest_percent || !shares.iter().all(agree) || rich.iter().any(contradicts) {
        return None;
    }
    let mut because: Vec<Proof> = raised.iter().filter_map(|rich| proof(rich, sample)).collect();
    let named = if sample.customer == left.customer {
        Message::new("proof-carry-share")
            .with("other", Arg::Text(machine(left)))
            .with("sample", Arg::Text(left.sample_id.to_string()))
    } else {
        Message::new("proof-carry-share-others")
    };
    because.push(super::swap::of_run(named.with("percent", Arg::Number(share * 100.0, 1))));
    let says = Message::new("batch-carry-over")
        .with("machine", Arg::Text(machine(sample)))
        .with("sample", Arg::Text(sample.sample_id.to_string()))
        .with("other", Arg::Text(machine(left)))
        .with("others", Arg::Text(left.sample_id.to_string()))
        .with("percent", Arg::Number(share * 100.0, 1))
        .with("elements", Arg::Properties(raised.iter().map(|rich| rich.property).collect()));
    let doubted: BTreeSet<PropertyId> = raised.iter().map(|rich| rich.property).collect();
    let explains = Doubted::Of(doubted);
    let held = Held { member, confidence: Confidence::Medium, because, against: Vec::new(), explains };
    Some(Draft { code: CODE, property: None, says: vec![says], held: vec![held] })
}

/// The elements of which the largest possible share of the sample before would show, where the machine's own level is known.
fn rich(
    rules: &Rules<'_>,
    left: &Sample,
    (member, sample): (Member, &Sample),
    analyses: &[PointAnalysis<'_>],
) -> Vec<Rich> {
    let carry = &rules.batch.carry_over;
    let mut rich = Vec::new();
    for measurement in &*sample.measurements {
        let property = measurement.property;
        let described = rules.standards.property(property);
        let groups = [PropertyGroup::Additive, PropertyGroup::Wear, PropertyGroup::Contamination];
        if described.unit.symbol() != "mg/kg" || !groups.contains(&described.group) {
            continue;
        }
        let (Some(value), Some(before)) = (Span::of(measurement.reading), left.exact(property)) else { continue };
        // Most elements of most oils are too low to leave anything: seen before any precision is worked out.
        if before * carry.largest_percent / 100.0 <= carry.raised * rules.scatters.of_rounding(property) {
            continue;
        }
        let scatter = rules.scatters.at_least(property, value.high, rules.batch.shift.scatter_percent);
        if before * carry.largest_percent / 100.0 <= carry.raised * scatter {
            continue;
        }
        let Some(own) = own(rules, member, property, analyses) else { continue };
        let more = before - own.middle();
        if more * carry.largest_percent / 100.0 > carry.raised * scatter {
            rich.push(Rich { property, more, raised: value.low - own.high, scatter });
        }
    }
    rich
}

/// What the machine held before: the middle of its last samples in service, whatever the oil life.
fn own(rules: &Rules<'_>, member: Member, property: PropertyId, analyses: &[PointAnalysis<'_>]) -> Option<Span> {
    let samples = analyses.get(member.point)?.history.samples.get(..member.sample)?;
    let of_service = samples.iter().rev().filter(|sample| sample.kind == SampleKind::InService);
    let spans: Vec<Span> =
        of_service.take(rules.batch.swap.earlier).filter_map(|sample| Span::of(sample.reading(property)?)).collect();
    if spans.len() < rules.batch.swap.history { None } else { Span::median(&spans) }
}

/// What is raised. How much the sample before holds is not said: it may be another customer's.
fn proof(rich: &Rich, sample: &Sample) -> Option<Proof> {
    let property = rich.property;
    let value = sample.reading(property)?.value()?;
    let says = Message::new("proof-carry-element")
        .with("property", Arg::Property(property))
        .with("value", Arg::Result(property, value))
        .with("more", Arg::Of(property, rich.raised));
    Some(Proof { property: Some(property), value: Some(value), limit: None, says })
}
