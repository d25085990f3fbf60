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

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use std::sync::Arc;

    use super::super::fixture::{hydraulic, last, press};
    use crate::domain::{Axis, Confidence, Finding, FindingKind, Provenance, Severity};
    use crate::history::fixture::id;
    use crate::standards::Standards;
    use crate::standards::cause::{CauseGroup, CauseRule, Clause, Mutes, Signal};

    fn rule(name: &str, group: CauseGroup, required: Vec<Vec<Signal>>) -> CauseRule {
        CauseRule {
            id: Arc::from(name),
            group,
            axis: Axis::Machine,
            machines: Vec::new(),
            required: required.into_iter().map(|any| Clause { any }).collect(),
            supporting: Vec::new(),
            excluding: Vec::new(),
            severity: if group == CauseGroup::Artefact { Severity::Normal } else { Severity::Abnormal },
            worse: Vec::new(),
            urgency_days: [None; 3],
            source: vec![Arc::from("by hand")],
            provenance: Provenance::Confirmed,
            leads_to: Vec::new(),
            mutes: Mutes::default(),
        }
    }

    /// Iron over its limit is run-in (A01), which explains wear (W01) as far as that rests on iron.
    fn run_in(wear: &[&[&str]], change: impl Fn(&mut CauseRule)) -> (Standards, Vec<Finding>, Severity) {
        let (mut standards, ..) = hydraulic();
        let over = |name: &str| Signal::Over(id(&standards, name), Severity::Caution);
        let mut artefact = rule("A01", CauseGroup::Artefact, vec![vec![over("fe")]]);
        artefact.mutes.explains = vec![id(&standards, "fe"), id(&standards, "water")];
        artefact.mutes.causes = vec![Arc::from("W01")];
        change(&mut artefact);
        let required = wear.iter().map(|any| any.iter().map(|name| over(name)).collect()).collect();
        let wear = rule("W01", CauseGroup::Wear, required);
        standards.causes = vec![artefact, wear];
        let mut samples = press(&standards, "fe", &["25"]);
        let wet =
            crate::history::fixture::sample(&standards, "2025-01-01", Some(100.0), &[("fe", "25"), ("water", "0.2")]);
        samples[0].measurements = wet.measurements;
        let analysis = last(&standards, &samples);
        (standards, analysis.findings, analysis.axes.machine)
    }

    fn codes(findings: &[Finding]) -> Vec<&str> {
        findings.iter().map(|finding| finding.code.as_str()).collect()
    }

    #[test]
    fn a_cause_is_explained_where_it_would_not_stand_without_the_result() {
        let (_, findings, machine) = run_in(&[&["fe"]], |_| {});
        assert!(!codes(&findings).contains(&"W01"));
        let artefact = findings.iter().find(|finding| finding.code == "A01");
        let explained = artefact.map(|finding| finding.explains.findings.clone()).unwrap_or_default();
        assert_eq!((explained[0].code.as_str(), explained[0].title.id.as_str()), ("W01", "cause-W01"));
        // The limit stands; the finding about it too.
        assert!(codes(&findings).contains(&"over_limit:fe") && machine >= Severity::Caution);
    }

    #[test]
    fn a_cause_that_rests_on_another_result_too_stands() {
        // Water is on the list of what is explained, and the rule itself does not rest on it.
        assert!(codes(&run_in(&[&["fe", "water"]], |_| {}).1).contains(&"W01"));
        assert!(!codes(&run_in(&[&["fe"], &["water"]], |_| {}).1).contains(&"W01"));
        assert!(codes(&run_in(&[&["fe"]], |rule| rule.mutes.causes = vec![Arc::from("W02")]).1).contains(&"W01"));
    }

    #[test]
    fn a_limit_that_is_set_aside_gives_no_verdict_and_is_listed() {
        let aside = |rule: &mut CauseRule| rule.mutes.sets_limits_aside = true;
        let (_, findings, machine) = run_in(&[&["fe"]], aside);
        assert!(!codes(&findings).contains(&"over_limit:fe") && codes(&findings).contains(&"over_limit:water"));
        let artefact = findings.iter().find(|finding| finding.code == "A01");
        let explained = artefact.map(|finding| finding.explains.findings.clone()).unwrap_or_default();
        let named: Vec<&str> = explained.iter().map(|named| named.code.as_str()).collect();
        assert_eq!((named, machine), (vec!["W01", "over_limit:fe"], Severity::Normal));
    }

    #[test]
    fn a_critical_limit_is_not_set_aside() {
        let (mut standards, ..) = hydraulic();
        let over = Signal::Over(id(&standards, "fe"), Severity::Caution);
        let mut artefact = rule("A01", CauseGroup::Artefact, vec![vec![over]]);
        artefact.mutes = Mutes { explains: vec![id(&standards, "fe")], sets_limits_aside: true, ..Mutes::default() };
        standards.causes = vec![artefact];
        if let Some(iron) = standards.limits.get_mut(3) {
            iron.severity = Severity::Critical;
        }
        let analysis = last(&standards, &press(&standards, "fe", &["25"]));
        assert_eq!(analysis.axes.machine, Severity::Critical);
        assert!(codes(&analysis.findings).contains(&"over_limit:fe"));
        assert!(analysis.findings.iter().all(|finding| finding.explains.findings.is_empty()));
    }

    #[test]
    fn a_doubt_about_the_sample_holds_the_report_and_raises_nothing() {
        let (mut standards, ..) = hydraulic();
        let mut doubt = rule("S03", CauseGroup::Sampling, vec![vec![Signal::Noted(vec![Arc::from("drain")])]]);
        doubt.mutes.holds = true;
        standards.causes = vec![doubt];
        let mut samples = press(&standards, "fe", &["5"]);
        samples[0].note = Some(Arc::from("from the drain"));
        let analysis = last(&standards, &samples);
        let found = &analysis.findings[0];
        assert_eq!(
            (found.kind, found.severity, found.explains.holds),
            (FindingKind::Quality, Severity::Abnormal, true)
        );
        // What the form says needs no second sample.
        assert_eq!((found.confidence, analysis.axes.machine), (Confidence::High, Severity::Normal));
    }
}
