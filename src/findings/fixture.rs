//! What the tests of finders share: a hydraulic oil with its standard and alarm list, and one call to analyse.

use std::sync::Arc;

use crate::domain::{Finding, FindingKind, MachineType, Sample, Severity};
use crate::history::fixture::{self, document, limit, product};
use crate::history::histories;
use crate::standards::{Compare, DocumentId, DocumentKind, Standards};

use super::{SampleAnalysis, analyse};

/// `L-HM 46` judged by a published oil-change standard, machines of type hydraulic by an alarm list.
pub(super) fn hydraulic() -> (Standards, DocumentId, DocumentId) {
    let mut standards = fixture::standards();
    product(&mut standards, "Oil", "hydraulic", Some("L-HM 46"));
    let change = document(&mut standards, "CHANGE", DocumentKind::InService, "hydraulic");
    let alarm = document(&mut standards, "ALARM", DocumentKind::Alarm, "hydraulic");
    if let Some(change) = standards.documents.first_mut() {
        change.for_grades.push(Arc::from("L-HM"));
    }
    if let Some(alarm) = standards.documents.get_mut(1) {
        alarm.machine_types.push(MachineType::Hydraulic);
    }
    limit(&mut standards, change, None, "acid_number", Compare::ChangeAtMost(0.3));
    limit(&mut standards, change, None, "water", Compare::AtMost(0.1));
    limit(&mut standards, alarm, None, "water", Compare::AtMost(0.02));
    limit(&mut standards, alarm, None, "fe", Compare::AtMost(20.0));
    if let Some(warning) = standards.limits.get_mut(2) {
        warning.severity = Severity::Caution;
    }
    (standards, change, alarm)
}

/// Monthly samples of one property from a hydraulic machine.
pub(super) fn press(standards: &Standards, property: &str, results: &[&str]) -> Vec<Sample> {
    let mut samples = fixture::monthly(standards, property, results);
    for sample in &mut samples {
        sample.machine_type = Some(MachineType::Hydraulic);
    }
    samples
}

/// What is found at the first point, sample by sample.
pub(super) fn all(standards: &Standards, samples: &[Sample]) -> Vec<SampleAnalysis> {
    analyse(histories(samples, standards), standards).into_iter().next().map_or_else(Vec::new, |point| point.samples)
}

/// What is found about the last sample of the first point.
pub(super) fn last(standards: &Standards, samples: &[Sample]) -> SampleAnalysis {
    let mut all = all(standards, samples);
    all.pop().unwrap_or_else(|| SampleAnalysis {
        verdicts: Vec::new(),
        states: Vec::new(),
        findings: Vec::new(),
        further: Vec::new(),
        joined: Vec::new(),
        follow_up: crate::domain::FollowUps::default(),
        to_confirm: Vec::new(),
        axes: crate::domain::Axes::default(),
        drain: crate::domain::DrainForecast::NotApplicable,
        not_tested: Vec::new(),
        notices: Vec::new(),
    })
}

/// The findings of one kind about the last sample.
pub(super) fn found(standards: &Standards, samples: &[Sample], kind: FindingKind) -> Vec<Finding> {
    last(standards, samples).findings.into_iter().filter(|finding| finding.kind == kind).collect()
}
