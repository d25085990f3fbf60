//! **What it finds.** A property of an oil in service outside one or more limits: one finding for each property,
//! with every limit that it breaks.
//!
//! **Why it matters.** It is what oil-change standards and alarm tables are for: somebody has to act.
//!
//! **Evidence it needs.** One result, and a limit that can judge it. Two samples in a row make it surer; a result
//! that the method cannot tell from the limit, or a limit not seen in print, makes it less sure.
//!
//! **Source.** The standard that each limit comes from; precedence as in `decision`.

use std::collections::BTreeSet;

use crate::domain::{
    Arg, Axis, Confidence, Evidence, Explained, Finding, FindingKind, Message, Outcome, PropertyId, Provenance,
    Severity, Verdict,
};

use super::drain_interval::is_spoilt_by_water;
use super::says;
use super::subject::Subject;

/// One finding for each property outside a limit.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    if !subject.is_in_service() {
        return Vec::new();
    }
    let outside = subject.verdicts.iter().filter(|verdict| verdict.counts_against());
    let properties: BTreeSet<PropertyId> = outside.map(|verdict| verdict.property).collect();
    properties.into_iter().filter_map(|property| finding(subject, property)).collect()
}

fn finding(subject: &Subject<'_, '_>, property: PropertyId) -> Option<Finding> {
    let mut broken: Vec<&Verdict> = subject.verdicts_on(property).filter(|v| v.counts_against()).collect();
    // The limits of the strongest document stand first; within it, the worst that is reached.
    broken.sort_by_key(|verdict| {
        let precedence = subject.standards.document_of(verdict.limit).precedence;
        (precedence, std::cmp::Reverse(verdict.severity))
    });
    let severity = subject.decisions.severity(property);
    let leading = broken.iter().find(|verdict| verdict.severity >= severity).or_else(|| broken.first())?;
    let axis = subject.standards.property(property).axis;
    let since = subject.outside_since.get(&leading.limit).copied();
    let lasting = since.is_some_and(|since| since < subject.sample.sampled_on);
    let limit = subject.standards.limit(leading.limit);
    let id = match (severity, lasting) {
        (Severity::Normal | Severity::NoVerdict, _) => "finding-over-limit-overruled",
        (_, true) => "finding-over-limit-since",
        (_, false) => "finding-over-limit",
    };
    let value = subject.value(property)?;
    let mut title = Message::new(id)
        .with("property", Arg::Property(property))
        .with("value", says::beside(subject, leading, value))
        .with("bound", Arg::Said(Box::new(says::bound(limit))))
        .with("document", Arg::Text(says::name_of(subject.standards.document_of(leading.limit))));
    if let Some(since) = since {
        title = title.with("since", Arg::Date(since));
    }
    let sources: BTreeSet<&str> =
        broken.iter().map(|verdict| &*subject.standards.limit(verdict.limit).source).collect();
    let mut proofs: Vec<_> = vec![says::outside(subject, leading)];
    proofs.extend(broken.iter().filter(|verdict| verdict.limit != leading.limit).map(|v| says::outside(subject, v)));
    Some(Finding {
        code: format!("over_limit:{}", subject.standards.property(property).id),
        kind: FindingKind::OverLimit,
        severity,
        axis,
        confidence: confidence(&broken, leading, lasting),
        title,
        because: Evidence::from_vec(proofs)?,
        against: Vec::new(),
        missing: Vec::new(),
        action: Message::new(if severity >= Severity::Caution && is_spoilt_by_water(subject, property) {
            "finding-over-limit-action-dry-first"
        } else {
            action(axis, severity)
        }),
        urgency_days: None,
        source: sources.into_iter().map(str::to_owned).collect(),
        since,
        explains: Explained::default(),
    })
}

fn confidence(broken: &[&Verdict], leading: &Verdict, lasting: bool) -> Confidence {
    // A result near the leading limit is still sure if another limit of that severity lies well behind it.
    let is_clear = |verdict: &&&Verdict| {
        verdict.severity >= leading.severity && verdict.outcome == Outcome::Fail && verdict.reason.is_none()
    };
    if !broken.iter().any(|verdict| is_clear(&verdict)) {
        Confidence::Low
    } else if leading.provenance == Provenance::Recalled || !lasting {
        Confidence::Medium
    } else {
        Confidence::High
    }
}

const fn action(axis: Axis, severity: Severity) -> &'static str {
    match (axis, severity) {
        (_, Severity::Normal | Severity::NoVerdict) => "finding-over-limit-action-overruled",
        (Axis::Oil, Severity::Caution) => "finding-over-limit-action-oil-watch",
        (Axis::Contamination, Severity::Caution) => "finding-over-limit-action-contamination-watch",
        (Axis::Machine, Severity::Caution) => "finding-over-limit-action-machine-watch",
        (Axis::Oil, _) => "finding-over-limit-action-oil",
        (Axis::Contamination, _) => "finding-over-limit-action-contamination",
        (Axis::Machine, _) => "finding-over-limit-action-machine",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::{found, hydraulic, last, press};
    use super::*;
    use crate::domain::FindingKind;
    use crate::history::fixture;
    use crate::standards::Precedence;

    #[test]
    fn water_is_found_above_its_warning_limit_and_not_at_it() {
        let (standards, ..) = hydraulic();
        let severity = |water: &str| last(&standards, &press(&standards, "water", &[water])).axes.contamination;
        assert_eq!(severity("0.019"), Severity::Normal);
        assert_eq!(severity("0.02"), Severity::Normal);
        assert_eq!(severity("0.021"), Severity::Caution);
        assert_eq!(severity("0.1"), Severity::Caution);
        assert_eq!(severity("0.101"), Severity::Abnormal);
        assert_eq!(severity("-"), Severity::NoVerdict);
        assert_eq!(severity("?"), Severity::NoVerdict);
        assert_eq!(severity("<0.2"), Severity::NoVerdict);
    }

    #[test]
    fn one_finding_shows_every_limit_that_is_broken_strongest_document_first() {
        let (standards, ..) = hydraulic();
        let findings = found(&standards, &press(&standards, "water", &["0.2"]), FindingKind::OverLimit);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code, "over_limit:water");
        let limits: Vec<u32> = findings[0].because.iter().filter_map(|proof| Some(proof.limit?.0)).collect();
        assert_eq!(limits, [1, 2]);
        assert_eq!(findings[0].action.id, "finding-over-limit-action-contamination");
    }

    #[test]
    fn a_standard_that_passes_the_oil_does_not_hide_the_alarm_for_the_machine() {
        let (standards, ..) = hydraulic();
        let findings = found(&standards, &press(&standards, "water", &["0.05"]), FindingKind::OverLimit);
        assert_eq!(findings[0].severity, Severity::Caution);
    }

    #[test]
    fn an_agreed_limit_decides_and_the_others_are_still_shown() {
        let (mut standards, ..) = hydraulic();
        let agreed = fixture::document(&mut standards, "AGREED", crate::standards::DocumentKind::Alarm, "hydraulic");
        standards.documents[2].precedence = Precedence::Customer;
        fixture::limit(&mut standards, agreed, None, "fe", crate::standards::Compare::AtMost(50.0));
        let of = |iron: &str| last(&standards, &press(&standards, "fe", &[iron]));
        let passed = of("30");
        assert_eq!(passed.axes.machine, Severity::Normal);
        assert_eq!(passed.findings[0].severity, Severity::Normal);
        assert_eq!(passed.findings[0].title.id, "finding-over-limit-overruled");
        assert_eq!(of("51").axes.machine, Severity::Abnormal);
    }

    #[test]
    fn the_day_since_when_belongs_to_the_unbroken_run_of_this_life() {
        let (standards, ..) = hydraulic();
        let since = |mut samples: Vec<crate::domain::Sample>, changed: Option<usize>| {
            if let Some(changed) = changed {
                samples[changed].oil_changed = Some(true);
            }
            found(&standards, &samples, FindingKind::OverLimit)[0].since.map(|day| day.to_string())
        };
        let samples = |iron: &[&str]| press(&standards, "fe", iron);
        assert_eq!(since(samples(&["25", "10", "25", "-", "26"]), None).as_deref(), Some("2025-03-01"));
        assert_eq!(since(samples(&["25", "25", "25"]), Some(1)).as_deref(), Some("2025-03-01"));
    }

    #[test]
    fn doubt_lowers_the_confidence() {
        let (mut standards, ..) = hydraulic();
        let confidence = |standards: &_, iron: &[&str]| {
            found(standards, &press(standards, "fe", iron), FindingKind::OverLimit)[0].confidence
        };
        // R of iron is 2 here, so 21.1 lies within 0.59 R of 20.
        assert_eq!(confidence(&standards, &["21.1"]), Confidence::Low);
        assert_eq!(confidence(&standards, &["40"]), Confidence::Medium);
        assert_eq!(confidence(&standards, &["40", "40"]), Confidence::High);
        fixture::weaken(&mut standards, crate::domain::LimitId(3));
        let weak = last(&standards, &press(&standards, "fe", &["40", "40"]));
        assert_eq!((weak.axes.machine, weak.findings[0].confidence), (Severity::Caution, Confidence::Low));
    }
}
