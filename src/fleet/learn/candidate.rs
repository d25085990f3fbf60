//! Which samples may teach what is normal, and why the others may not.
//!
//! An alarmed result must not train the limit that is to find its like. What alarms it here are the limits in force
//! other than the fleet's own: those would take off the top of the healthy again each time the limits are learnt anew,
//! and the limits would creep down until half the fleet is abnormal.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Finding, FindingKind, PropertyId, Sample, SampleKind, Severity, Verdict, fold};
use crate::findings::{Decisions, PointAnalysis, SampleAnalysis};
use crate::ingest::Source;
use crate::standards::cause::CauseGroup;
use crate::standards::{Precedence, Standards};

use super::key::{Key, Name, Written};

/// A sample of oil in service, with what decides what it may teach.
#[derive(Debug)]
pub struct Candidate<'a> {
    /// The sample.
    pub sample: &'a Sample,
    /// Its names for the keys of grouping, up to the first that it does not say.
    pub names: Vec<Written>,
    /// Its oil.
    pub oil: Option<Written>,
    /// Its machine: index into [`Candidates::machines`].
    pub machine: usize,
    /// Why nothing of it teaches, if nothing does.
    pub left_out: Option<LeftOut>,
    /// Properties that a limit in force alarms.
    pub alarmed: BTreeSet<PropertyId>,
    /// What the laboratory's own verdict means, if that is known.
    pub lab_severity: Option<Severity>,
}

/// Why nothing of a sample teaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// The sample or a result is doubtful.
    Quality,
    /// The laboratory itself calls it abnormal or worse.
    LabVerdict,
}

/// All samples of oil in service.
#[derive(Debug, Default)]
pub struct Candidates<'a> {
    /// The samples, point by point.
    pub list: Vec<Candidate<'a>>,
    /// Customer, site and machine of each machine, folded, in order.
    pub machines: Vec<[Arc<str>; 3]>,
    /// Keys asked for that no sample has.
    pub unused: Vec<Key>,
    /// Verdicts of laboratories that nothing says the meaning of, with their number.
    pub unknown_verdicts: BTreeMap<String, usize>,
}

/// Looks through judged sampling points. `despite` are properties whose alarms do not count, because somebody has said
/// that the limits in force do not fit these machines.
#[must_use]
pub fn candidates<'a>(
    analyses: &[PointAnalysis<'a>],
    (by, despite): (&[Key], &BTreeSet<PropertyId>),
    sources: &[Source],
    standards: &Standards,
) -> Candidates<'a> {
    let of_point = |analysis: &PointAnalysis<'a>| -> [Arc<str>; 3] {
        let [customer, site, machine, ..] = &analysis.history.key.0;
        [customer.clone(), site.clone(), machine.clone()]
    };
    let machines: BTreeSet<[Arc<str>; 3]> = analyses.iter().map(of_point).collect();
    let machines: Vec<[Arc<str>; 3]> = machines.into_iter().collect();
    let in_service = || {
        let samples = |analysis: &'_ PointAnalysis<'a>| analysis.history.samples.clone();
        analyses.iter().flat_map(samples).filter(|sample| sample.kind == SampleKind::InService)
    };
    let is_unused = |key: &Key| !in_service().any(|sample| Name::of(sample, *key, None).is_some());
    let (unused, used): (Vec<Key>, Vec<Key>) = by.iter().partition(|key| is_unused(key));
    let mut unknown_verdicts = BTreeMap::new();
    let mut list = Vec::new();
    for analysis in analyses {
        let machine = machines.binary_search(&of_point(analysis)).unwrap_or_default();
        let machine_type = analysis.history.machine_type;
        for (sample, judged) in analysis.history.samples.iter().zip(&analysis.samples) {
            if sample.kind != SampleKind::InService {
                continue;
            }
            let verdict = lab_severity(sample, sources, standards);
            if let (Some(said), None) = (&sample.lab_verdict, verdict) {
                *unknown_verdicts.entry(said.to_string()).or_default() += 1;
            }
            let names = used.iter().map_while(|key| Name::of(sample, *key, machine_type)).collect();
            list.push(Candidate {
                sample,
                names,
                oil: Name::of(sample, Key::Oil, machine_type),
                machine,
                left_out: left_out(judged, verdict, standards),
                alarmed: &alarmed(sample, &judged.verdicts, standards) - despite,
                lab_severity: verdict,
            });
        }
    }
    Candidates { list, machines, unused, unknown_verdicts }
}

/// What a laboratory's own verdict means: by the words of its profile, else by our own words for severities. Of
/// several verdicts on one sample the worst counts.
fn lab_severity(sample: &Sample, sources: &[Source], standards: &Standards) -> Option<Severity> {
    let said = sample.lab_verdict.as_deref()?;
    let profile = sources.get(sample.place.source as usize).map(|source| &source.profile);
    let profile = standards.labs.iter().find(|lab| profile.is_some_and(|profile| **profile == *lab.name));
    let one = |word: &str| {
        let word = fold(word);
        let by_profile = profile.and_then(|profile| profile.verdicts.get(&word)).copied();
        by_profile.or_else(|| Severity::from_id(&word)).filter(|severity| *severity != Severity::NoVerdict)
    };
    one(said).or_else(|| said.split(';').filter_map(one).max())
}

fn left_out(judged: &SampleAnalysis, verdict: Option<Severity>, standards: &Standards) -> Option<LeftOut> {
    // A form that lacks something is no doubt about the results; a wrong bottle or a wrong place is.
    let is_doubt = |finding: &Finding| match standards.causes.iter().find(|cause| *cause.id == *finding.code) {
        Some(cause) => cause.group == CauseGroup::Sampling && (cause.mutes.holds || !cause.mutes.explains.is_empty()),
        None => finding.kind == FindingKind::Quality,
    };
    let doubts = judged.findings.iter().any(is_doubt);
    if doubts {
        return Some(LeftOut::Quality);
    }
    verdict.filter(|severity| *severity >= Severity::Abnormal).map(|_| LeftOut::LabVerdict)
}

/// The properties of a sample that the limits in force, other than a fleet's own, call abnormal or worse.
fn alarmed(sample: &Sample, verdicts: &[Verdict], standards: &Standards) -> BTreeSet<PropertyId> {
    let decisions = without_fleet(verdicts, standards);
    let properties = sample.measurements.iter().map(|measurement| measurement.property);
    properties.filter(|property| decisions.severity(*property) >= Severity::Abnormal).collect()
}

/// What the verdicts come to without those of fleets' own limits.
pub(super) fn without_fleet(verdicts: &[Verdict], standards: &Standards) -> Decisions {
    let is_fleet = |verdict: &Verdict| standards.document_of(verdict.limit).precedence == Precedence::Fleet;
    let others: Vec<Verdict> = verdicts.iter().filter(|verdict| !is_fleet(verdict)).cloned().collect();
    Decisions::new(&others, standards)
}
