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
    Arg, Axis, Confidence, Evidence, Finding, FindingKind, Message, Outcome, PropertyId, Provenance, Severity, Verdict,
};

use super::says;
use super::subject::Subject;

/// One finding for each property outside a limit.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    if !subject.is_in_service() {
        return Vec::new();
    }
    let outside = subject.verdicts.iter().filter(|verdict| verdict.outcome.is_outside());
    let properties: BTreeSet<PropertyId> = outside.map(|verdict| verdict.property).collect();
    properties.into_iter().filter_map(|property| finding(subject, property)).collect()
}

fn finding(subject: &Subject<'_, '_>, property: PropertyId) -> Option<Finding> {
    let mut broken: Vec<&Verdict> = subject.verdicts_on(property).filter(|v| v.outcome.is_outside()).collect();
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
        .with("value", Arg::Result(property, value))
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
        action: Message::new(action(axis, severity)),
        urgency_days: None,
        source: sources.into_iter().map(str::to_owned).collect(),
        since,
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
