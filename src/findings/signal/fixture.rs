//! What the tests of signals share: a rule that requires one signal, and samples to try it on.

use std::sync::Arc;

use super::super::fixture::{found, hydraulic, press};
use crate::domain::{Axis, FindingKind, PropertyId, Provenance, Sample, Severity};
use crate::history::fixture::{id, sample};
use crate::standards::Standards;
use crate::standards::cause::{CauseGroup, CauseRule, Clause, Mutes, Signal};

/// Whether a rule that requires only this signal fires for the last of the samples.
pub(super) fn fires(signal: Signal, samples: &[Sample]) -> bool {
    let (mut standards, ..) = hydraulic();
    standards.causes.push(CauseRule {
        id: Arc::from("X"),
        group: CauseGroup::Wear,
        axis: Axis::Machine,
        machines: Vec::new(),
        required: vec![Clause { any: vec![signal] }],
        supporting: Vec::new(),
        excluding: Vec::new(),
        severity: Severity::Caution,
        worse: Vec::new(),
        urgency_days: [None; 3],
        source: Vec::new(),
        provenance: Provenance::Single,
        leads_to: Vec::new(),
        mutes: Mutes::default(),
    });
    !found(&standards, samples, FindingKind::Cause).is_empty()
}

pub(super) fn property(name: &str) -> PropertyId {
    id(&hydraulic().0, name)
}

/// Monthly results of one property from a hydraulic machine.
pub(super) fn series(name: &str, results: &[&str]) -> Vec<Sample> {
    press(&hydraulic().0, name, results)
}

pub(super) fn one(results: &[(&str, &str)]) -> Sample {
    let (standards, ..): (Standards, _, _) = hydraulic();
    sample(&standards, "2025-01-01", Some(100.0), results)
}
