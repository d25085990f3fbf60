//! **What it finds.** New oil that does not meet the grade it is sold as: one finding for each document, with every
//! property that misses it, and the class of viscosity that it has where it misses that.
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
    Arg, Axis, Confidence, Evidence, Explained, Finding, FindingKind, Message, Outcome, Proof, PropertyId, Recall,
    Severity, Verdict,
};
use crate::standards::DocumentId;

use super::says;
use super::subject::Subject;
use super::viscosity_class;

/// One finding for each document that the new oil misses.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    if subject.is_in_service() {
        return Vec::new();
    }
    let mut missed: BTreeMap<DocumentId, Vec<&Verdict>> = BTreeMap::new();
    for verdict in subject.verdicts.iter().filter(|verdict| verdict.counts_against()) {
        missed.entry(subject.standards.limit(verdict.limit).document).or_default().push(verdict);
    }
    missed.into_iter().filter_map(|(document, missed)| finding(subject, document, &missed)).collect()
}

fn finding(subject: &Subject<'_, '_>, document: DocumentId, missed: &[&Verdict]) -> Option<Finding> {
    let worst = missed.iter().max_by_key(|verdict| verdict.severity)?;
    let severity = worst.severity;
    // What is only doubtful (a limit hardly remembered, a result that the rule does not reject) rejects nothing.
    let rejects = |verdict: &&&Verdict| {
        let limit = subject.standards.limit(verdict.limit);
        verdict.outcome.is_outside() && limit.recall != Some(Recall::Weak) && verdict.severity == limit.severity
    };
    let confirmed = missed.iter().any(|verdict| rejects(&verdict));
    let weak = missed.iter().any(|verdict| subject.standards.limit(verdict.limit).recall == Some(Recall::Weak));
    let clear = missed.iter().any(|verdict| verdict.outcome == Outcome::Fail && verdict.reason.is_none());
    let document = subject.standards.document(document);
    let properties: BTreeSet<PropertyId> = missed.iter().map(|verdict| verdict.property).collect();
    let grade = subject.standards.limit(worst.limit).grade.as_ref().map(ToString::to_string).unwrap_or_default();
    let id = match (confirmed, weak) {
        (true, _) => "finding-off-grade",
        (false, true) => "finding-off-grade-unconfirmed",
        (false, false) => "finding-off-grade-near",
    };
    let title = Message::new(id)
        .with("grade", Arg::Text(grade))
        .with("document", Arg::Text(document.label()))
        .with("properties", Arg::Properties(properties.into_iter().collect()));
    let action = match (confirmed, &subject.sample.lot) {
        (false, _) if weak => Message::new("finding-off-grade-action-unconfirmed"),
        (false, _) => Message::new("finding-off-grade-action-near"),
        (true, None) => Message::new("finding-off-grade-action"),
        (true, Some(lot)) => Message::new("finding-off-grade-action-lot").with("lot", Arg::Text(lot.to_string())),
    };
    let sources: BTreeSet<&str> =
        missed.iter().map(|verdict| &*subject.standards.limit(verdict.limit).source).collect();
    let outside = missed.iter().map(|verdict| says::outside(subject, verdict));
    let class = viscosity_class::named(subject)
        .filter(|class| missed.iter().any(|verdict| Some(verdict.property) == class.property));
    let proofs: Vec<Proof> = outside.chain(class).collect();
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
        explains: Explained::default(),
    })
}

/// The oil's axis, unless only contamination is wrong with it.
fn axis(subject: &Subject<'_, '_>, missed: &[&Verdict], severity: Severity) -> Axis {
    let of = |verdict: &&&Verdict| subject.standards.property(verdict.property).axis;
    let worst: Vec<Axis> = missed.iter().filter(|verdict| verdict.severity == severity).map(|v| of(&v)).collect();
    if worst.contains(&Axis::Oil) { Axis::Oil } else { worst.first().copied().unwrap_or(Axis::Oil) }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::found;
    use super::*;
    use crate::domain::{LimitId, Sample, SampleKind};
    use crate::history::fixture::{self, document, limit, sample, weaken};
    use crate::standards::{Compare, DocumentKind, Standards};

    fn sf_40() -> Standards {
        let mut standards = fixture::standards();
        let grade = document(&mut standards, "GB 11121", DocumentKind::Grade, "engine_petrol");
        limit(&mut standards, grade, Some("SF 40"), "kv_100c", Compare::WithinBelow(12.5, 16.3));
        limit(&mut standards, grade, Some("SF 40"), "pour_point", Compare::AtMost(-10.0));
        limit(&mut standards, grade, Some("SF 40"), "flash_point_coc", Compare::AtLeast(225.0));
        standards
    }

    fn delivery(standards: &Standards, results: &[(&str, &str)]) -> Vec<Sample> {
        let mut oil = sample(standards, "2025-01-01", None, results);
        oil.kind = SampleKind::New;
        oil.grade = Some(std::sync::Arc::from("SF 40"));
        oil.lot = Some(std::sync::Arc::from("L7"));
        vec![oil]
    }

    #[test]
    fn a_delivery_off_grade_is_one_finding_with_all_that_it_misses() {
        let standards = sf_40();
        let oil = delivery(&standards, &[("kv_100c", "12.49"), ("pour_point", "-6"), ("flash_point_coc", "225")]);
        let findings = found(&standards, &oil, FindingKind::OffGrade);
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].because.iter().count(), findings[0].severity), (2, Severity::Abnormal));
        assert_eq!(findings[0].action.id, "finding-off-grade-action-lot");
    }

    #[test]
    fn a_delivery_on_grade_is_no_finding() {
        let standards = sf_40();
        let oil = delivery(&standards, &[("kv_100c", "12.5"), ("pour_point", "-10")]);
        assert!(found(&standards, &oil, FindingKind::OffGrade).is_empty());
        let analysis = super::super::fixture::last(&standards, &oil);
        assert_eq!(analysis.not_tested, [fixture::id(&standards, "flash_point_coc")]);
    }

    #[test]
    fn a_weakly_remembered_limit_asks_and_does_not_reject() {
        let mut standards = sf_40();
        weaken(&mut standards, LimitId(1));
        let oil = delivery(&standards, &[("kv_100c", "14"), ("pour_point", "-6")]);
        let findings = found(&standards, &oil, FindingKind::OffGrade);
        assert_eq!(findings[0].severity, Severity::Caution);
        assert_eq!(findings[0].title.id, "finding-off-grade-unconfirmed");
    }
}
