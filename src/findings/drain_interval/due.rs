//! Due now: a condemning limit is reached, and not by one doubtful result.
//!
//! One result outside a limit condemns an oil only where the limit's own document says so: an oil-change standard has
//! the oil changed as soon as any one of its limits is reached. Elsewhere an earlier sample of this oil must have been
//! outside the same limit, or another condemning test must have reached its warning limit at least (ASTM D4378: no
//! action on one isolated result). Until then the oil is to be sampled again, and is not called due.

use crate::domain::{Arg, Axis, Confidence, Evidence, Explained, Finding, FindingKind, Message, PropertyId, Severity};

use super::super::says;
use super::super::subject::Subject;
use super::condemning::{Rules, broken_limits, is_broken};
use super::said;

/// The reason that asks for a second sample.
pub(super) const TO_CONFIRM: &str = "drain-to-confirm";

/// A condemning limit is reached.
pub(super) struct Due {
    /// By which property.
    pub(super) limiting: PropertyId,
    /// Whether that is enough to change the oil.
    pub(super) confirmed: bool,
    /// Whether another sample or another test agrees; if not, and it is confirmed, it is so by its document's rule.
    agreed: bool,
    /// What was seen.
    pub(super) reasons: Vec<Message>,
}

/// What condemns the oil now. RPVOT and its like count only if another test agrees.
pub(super) fn due(subject: &Subject<'_, '_>, rules: &Rules) -> Option<Due> {
    let condemns = |property: &PropertyId| is_broken(subject, *property);
    let mut over: Vec<PropertyId> = rules.condemning.iter().copied().filter(condemns).collect();
    let warns = |property: &PropertyId| subject.decisions.severity(*property) >= Severity::Caution;
    let agreeing: Vec<PropertyId> = rules.condemning.iter().copied().filter(warns).collect();
    if !agreeing.is_empty() {
        over.extend(rules.helping.iter().copied().filter(condemns));
    }
    // The worst decides; of equal ones the first in the rules.
    let worst = over.iter().map(|property| subject.decisions.severity(*property)).max()?;
    let limiting = over.iter().copied().find(|property| subject.decisions.severity(*property) == worst)?;
    let mut reasons: Vec<Message> = over.iter().map(|property| said(subject, *property, "drain-over")).collect();
    let others = agreeing.iter().filter(|property| !over.contains(property));
    reasons.extend(others.clone().map(|property| said(subject, *property, "drain-agrees")));
    let tests = over.len() + others.count();
    let agreed = tests > 1 || over.iter().any(|property| is_lasting(subject, *property));
    let by_rule = |property: &PropertyId| {
        broken_limits(subject, *property).any(|(_, limit)| subject.standards.document(limit.document).any_one)
    };
    let confirmed = agreed || over.iter().any(by_rule);
    Some(Due { limiting, confirmed, agreed, reasons })
}

/// True if an earlier sample of this oil broke the same limit, and none since was inside it.
fn is_lasting(subject: &Subject<'_, '_>, property: PropertyId) -> bool {
    broken_limits(subject, property).any(|(verdict, _)| {
        subject.outside_since.get(&verdict.limit).is_some_and(|since| *since < subject.sample.sampled_on)
    })
}

/// What would condemn the oil if another property agreed.
pub(super) fn alone(subject: &Subject<'_, '_>, rules: &Rules) -> Vec<Message> {
    let condemning = rules.helping.iter().copied().filter(|property| is_broken(subject, *property));
    condemning.map(|property| said(subject, property, "drain-with-another-alone")).collect()
}

/// The finding: due, or to be confirmed.
pub(super) fn finding(subject: &Subject<'_, '_>) -> Option<Finding> {
    let Due { limiting, confirmed, agreed, .. } = due(subject, &Rules::of(subject))?;
    let (verdict, _) = broken_limits(subject, limiting).next()?;
    let since = subject.outside_since.get(&verdict.limit).copied();
    // Two tests of one bottle agree less than two bottles do.
    let sure = if is_lasting(subject, limiting) { Confidence::High } else { Confidence::Medium };
    let (code, title, action, confidence) = match (confirmed, agreed) {
        (true, true) => ("drain:due", "finding-drain-due", "finding-drain-due-action", sure),
        (true, false) => ("drain:due", "finding-drain-due", "finding-drain-due-action-confirm", Confidence::Medium),
        (false, _) => ("drain:confirm", "finding-drain-confirm", "finding-drain-confirm-action", Confidence::Low),
    };
    let family = subject.specification.family.as_deref();
    let mut rows = subject.standards.drain.iter().filter(|row| row.property == limiting);
    let rule = rows.find(|row| Some(&*row.family) == family);
    Some(Finding {
        code: code.to_owned(),
        kind: FindingKind::Drain,
        severity: Severity::Abnormal,
        axis: Axis::Oil,
        confidence,
        title: Message::new(title).with("property", Arg::Property(limiting)),
        because: Evidence::one(says::outside(subject, verdict)),
        against: Vec::new(),
        missing: Vec::new(),
        action: Message::new(action),
        urgency_days: None,
        source: rule.map(|row| row.source.to_string()).into_iter().collect(),
        since,
        explains: Explained::default(),
    })
}
