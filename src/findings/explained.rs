//! What a misleading sample or a harmless pattern explains away, before anything is made of it.
//!
//! A cause is explained away where it would not stand without the results that the other accounts for. An alarm is
//! set aside where the rule says so and its limit is not critical. Nothing is dropped: what is explained is listed
//! under the finding that explains it, and the verdicts on the results stay as they are.

use std::collections::BTreeSet;

use crate::domain::{Finding, FindingKind, Message, Named, PropertyId, Severity};

use super::failure_cause::Candidate;

/// Moves each cause that another one explains under that one. Rules never mute in a circle; the loader sees to it.
pub(super) fn mute(mut candidates: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    let muters: Vec<Option<usize>> = (0..candidates.len()).map(|index| muter(&candidates, index)).collect();
    for (index, muter) in muters.iter().enumerate() {
        let Some(title) = muter.and(candidates.get(index)).map(named) else { continue };
        if let Some(muter) = muter.and_then(|muter| candidates.get_mut(muter)) {
            muter.finding.explains.findings.push(title);
        }
    }
    for candidate in &mut candidates {
        if candidate.rule.mutes.sets_limits_aside {
            candidate.finding.explains.aside = explained(candidate).into_iter().collect();
        }
    }
    let kept = candidates.into_iter().zip(muters).filter(|(_, muter)| muter.is_none());
    kept.map(|(candidate, _)| candidate).collect()
}

/// The first cause that explains this one and is not explained away itself.
fn muter(candidates: &[Candidate<'_>], index: usize) -> Option<usize> {
    let muted = candidates.get(index)?;
    let explains = |other: &Candidate<'_>| {
        let results = explained(other);
        let gone = |property: &Option<PropertyId>| property.is_some_and(|property| results.contains(&property));
        other.rule.mutes.causes.contains(&muted.rule.id) && muted.rests_on.iter().any(|clause| clause.iter().all(gone))
    };
    let mut others = candidates.iter().enumerate().filter(|(_, other)| explains(other));
    others.find(|(other, _)| muter(candidates, *other).is_none()).map(|(other, _)| other)
}

/// The results that a cause accounts for: those of its rule on which its own required evidence rests.
fn explained(candidate: &Candidate<'_>) -> BTreeSet<PropertyId> {
    let named: BTreeSet<PropertyId> = candidate.rests_on.iter().flatten().flatten().copied().collect();
    candidate.rule.mutes.explains.iter().copied().filter(|property| named.contains(property)).collect()
}

fn named(candidate: &Candidate<'_>) -> Named {
    // Muted causes are told without the word "suspected": nobody suspects them any more.
    Named { code: candidate.finding.code.clone(), title: Message::new(format!("cause-{}", candidate.rule.id)) }
}

/// Moves the alarms and trends on results that are set aside under the finding that explains them. Returns the
/// properties whose limits do not count; where a limit is critical, it stays.
pub(super) fn set_aside(findings: &mut Vec<Finding>) -> BTreeSet<PropertyId> {
    let mut aside = BTreeSet::new();
    for index in 0..findings.len() {
        for property in findings.get(index).map(|finding| finding.explains.aside.clone()).unwrap_or_default() {
            if findings.iter().any(|finding| is_alarm_on(finding, property) && finding.severity >= Severity::Critical) {
                continue;
            }
            aside.insert(property);
        }
    }
    for property in &aside {
        let moved = findings.iter().filter(|finding| is_alarm_on(finding, *property));
        let moved: Vec<Named> =
            moved.map(|finding| Named { code: finding.code.clone(), title: finding.title.clone() }).collect();
        if let Some(reason) = findings.iter_mut().find(|finding| finding.explains.aside.contains(property)) {
            reason.explains.findings.extend(moved);
        }
    }
    findings.retain(|finding| !aside.iter().any(|property| is_alarm_on(finding, *property)));
    for finding in findings.iter_mut() {
        finding.explains.aside.retain(|property| aside.contains(property));
    }
    aside
}

/// True for a limit or a trend that is about this property.
fn is_alarm_on(finding: &Finding, property: PropertyId) -> bool {
    matches!(finding.kind, FindingKind::OverLimit | FindingKind::Rising)
        && finding.because.iter().next().and_then(|proof| proof.property) == Some(property)
}
