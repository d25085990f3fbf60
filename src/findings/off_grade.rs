//! **What it finds.** New oil that does not meet the grade it is sold as: one finding for each document, with every
//! property that misses it.
//!
//! **Why it matters.** A bad delivery that goes into a machine becomes the machine's problem, and then that of
//! every machine filled from the lot.
//!
//! **Evidence it needs.** A new-oil sample with a declared grade, and a result outside one of the grade's limits.
//! A limit that is only weakly remembered gives a question, not a rejection.
//!
//! **Source.** The grade's standard.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Arg, Axis, Confidence, Evidence, Finding, FindingKind, Message, Outcome, Proof, PropertyId, Severity, Verdict,
};
use crate::standards::DocumentId;

use super::says;
use super::subject::Subject;

/// One finding for each document that the new oil misses.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    if subject.is_in_service() {
        return Vec::new();
    }
    let mut missed: BTreeMap<DocumentId, Vec<&Verdict>> = BTreeMap::new();
    for verdict in subject.verdicts.iter().filter(|verdict| verdict.outcome.is_outside()) {
        missed.entry(subject.standards.limit(verdict.limit).document).or_default().push(verdict);
    }
    missed.into_iter().filter_map(|(document, missed)| finding(subject, document, &missed)).collect()
}

fn finding(subject: &Subject<'_, '_>, document: DocumentId, missed: &[&Verdict]) -> Option<Finding> {
    let worst = missed.iter().max_by_key(|verdict| verdict.severity)?;
    let severity = worst.severity;
    let confirmed = missed.iter().any(|verdict| verdict.outcome == Outcome::Fail);
    let clear = missed.iter().any(|verdict| verdict.outcome == Outcome::Fail && verdict.reason.is_none());
    let document = subject.standards.document(document);
    let properties: BTreeSet<PropertyId> = missed.iter().map(|verdict| verdict.property).collect();
    let grade = subject.standards.limit(worst.limit).grade.as_ref().map(ToString::to_string).unwrap_or_default();
    let id = if confirmed { "finding-off-grade" } else { "finding-off-grade-unconfirmed" };
    let title = Message::new(id)
        .with("grade", Arg::Text(grade))
        .with("document", Arg::Text(document.label()))
        .with("properties", Arg::Properties(properties.into_iter().collect()));
    let action = match (confirmed, &subject.sample.lot) {
        (false, _) => Message::new("finding-off-grade-action-unconfirmed"),
        (true, None) => Message::new("finding-off-grade-action"),
        (true, Some(lot)) => Message::new("finding-off-grade-action-lot").with("lot", Arg::Text(lot.to_string())),
    };
    let sources: BTreeSet<&str> =
        missed.iter().map(|verdict| &*subject.standards.limit(verdict.limit).source).collect();
    let proofs: Vec<Proof> = missed.iter().map(|verdict| says::outside(subject, verdict)).collect();
    Some(Finding {
        code: format!("off_grade:{}", document.label()),
        kind: FindingKind::OffGrade,
        severity,
        axis: axis(subject, missed, severity),
        confidence: if clear { Confidence::Medium } else { Confidence::Low },
        title,
        because: Evidence::from_vec(proofs)?,
        against: Vec::new(),
        missing: Vec::new(),
        action,
        urgency_days: None,
        source: sources.into_iter().map(str::to_owned).collect(),
        since: None,
    })
}

/// The oil's axis, unless only contamination is wrong with it.
fn axis(subject: &Subject<'_, '_>, missed: &[&Verdict], severity: Severity) -> Axis {
    let of = |verdict: &&&Verdict| subject.standards.property(verdict.property).axis;
    let worst: Vec<Axis> = missed.iter().filter(|verdict| verdict.severity == severity).map(|v| of(&v)).collect();
    if worst.contains(&Axis::Oil) { Axis::Oil } else { worst.first().copied().unwrap_or(Axis::Oil) }
}
