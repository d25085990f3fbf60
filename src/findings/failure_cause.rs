//! **What it finds.** What is going wrong in the machine or the oil: the causes whose required evidence shows, by rank.
//! At most three on an axis are shown to the customer; the others are kept for the engineer.
//!
//! **Why it matters.** A limit says that something is wrong; an engineer needs to know what, to act on the root
//! and not on its effect.
//!
//! **Evidence it needs.** All required clauses of the cause's rule. Supporting clauses make it surer, excluding ones
//! speak against it or close it, and tests that were not made are listed as missing. A single sample or two never
//! give high confidence. Causes are ranked by severity; then by weight, which is one step for each required or
//! supporting clause that holds and two back for each that speaks against; then a root before the wear that may be its
//! effect; then the more specific: the one that requires more, then the one of certain machines, then the one with
//! fewer tests missing. Misleading samples and harmless patterns come first: what they explain is listed under them.
//!
//! **Source.** Each rule in `causes/` names its own.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::{Arg, Confidence, Evidence, Explained, Finding, FindingKind, Message, Proof, PropertyId, Severity};
use crate::standards::cause::CauseGroup;
use crate::standards::{CauseRule, Standards};

use super::explained;
use super::signal::{self, Answer};
use super::subject::Subject;

/// Causes shown on one axis; more would hide the first.
const MOST_ON_AXIS: usize = 3;
/// Samples in the life from which the confidence can be high.
const ENOUGH_SAMPLES: usize = 4;

/// A cause that holds, with what decides its place in the list.
pub(super) struct Candidate<'x> {
    pub(super) rule: &'x CauseRule,
    pub(super) finding: Finding,
    /// What each required clause rests on; `None` stands for the form.
    pub(super) rests_on: Vec<BTreeSet<Option<PropertyId>>>,
    /// Required and supporting clauses that hold.
    satisfied: usize,
    /// Excluding clauses that hold.
    against: usize,
}

/// The causes that hold for a sample of oil in service.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    if !subject.is_in_service() {
        return Vec::new();
    }
    let candidates = subject.standards.causes.iter().filter_map(|rule| candidate(subject, rule)).collect();
    let mut candidates = explained::mute(candidates);
    candidates.sort_by(|a, b| order(a).cmp(&order(b)));
    candidates.into_iter().map(|candidate| candidate.finding).collect()
}

/// Takes out the causes that are outranked by three others on their axis, in order. The findings must be in order of
/// rank. A misleading sample or a harmless pattern takes no place of a cause.
pub(super) fn outranked(findings: &mut Vec<Finding>, standards: &Standards) -> Vec<Finding> {
    let takes_a_place = |finding: &Finding| {
        let rule = standards.causes.iter().find(|rule| *rule.id == *finding.code);
        finding.kind == FindingKind::Cause && rule.is_some_and(|rule| rule.group != CauseGroup::Artefact)
    };
    let mut on_axis = BTreeMap::new();
    let (shown, outranked) = std::mem::take(findings).into_iter().partition(|finding| {
        let count = on_axis.entry(finding.axis).or_insert(0);
        *count += usize::from(takes_a_place(finding));
        !takes_a_place(finding) || *count <= MOST_ON_AXIS
    });
    *findings = shown;
    outranked
}

/// While there is a doubt that holds the report, no cause is sure.
pub(super) fn doubt(findings: &mut [Finding]) {
    if findings.iter().any(|finding| finding.explains.holds) {
        for finding in findings.iter_mut().filter(|finding| finding.kind == FindingKind::Cause) {
            finding.confidence = finding.confidence.min(Confidence::Medium);
        }
    }
}

/// What decides a cause's place, smallest first.
type Rank<'c> = (Reverse<Severity>, Reverse<isize>, bool, (Reverse<usize>, bool, usize), &'c str);

fn order<'c>(candidate: &'c Candidate<'_>) -> Rank<'c> {
    let (finding, rule) = (&candidate.finding, candidate.rule);
    let weight = candidate.satisfied.cast_signed() - 2 * candidate.against.cast_signed();
    let is_effect = rule.group == CauseGroup::Wear;
    let specific = (Reverse(rule.required.len()), rule.machines.is_empty(), finding.missing.len());
    (Reverse(finding.severity), Reverse(weight), is_effect, specific, &finding.code)
}

fn candidate<'x>(subject: &Subject<'x, '_>, rule: &'x CauseRule) -> Option<Candidate<'x>> {
    if !rule.fits(subject.machine_type()) || rule.required.is_empty() {
        return None;
    }
    let mut evidence = Collected::default();
    let mut rests_on = Vec::new();
    for clause in &rule.required {
        let answer = signal::clause(subject, clause);
        let Answer::Yes(proofs) = &answer else { return None };
        rests_on.push(proofs.iter().map(|proof| proof.property).collect());
        evidence.take(answer);
    }
    let required = evidence.satisfied;
    for clause in &rule.supporting {
        evidence.take(signal::clause(subject, clause));
    }
    let mut against = Vec::new();
    for exclusion in &rule.excluding {
        match signal::clause(subject, &exclusion.clause) {
            Answer::Yes(_) if exclusion.decisive => return None,
            Answer::Yes(proofs) => against.push(proofs),
            Answer::No => {}
            Answer::Unknown(missing) => evidence.missing.extend(missing),
        }
    }
    let mut severity = rule.severity;
    for (reached, clause) in &rule.worse {
        let answer = signal::clause(subject, clause);
        if answer.is_yes() {
            severity = severity.max(*reached);
        }
        // What makes it worse is evidence too, but no further support of the cause.
        let satisfied = evidence.satisfied;
        evidence.take_without_missing(answer);
        evidence.satisfied = satisfied;
    }
    let supported = evidence.satisfied > required || rule.supporting.is_empty();
    let spoken_against = against.len();
    let confidence = confidence(subject, rule, &evidence.proofs, supported, spoken_against);
    let finding = finding(subject, rule, severity, confidence, &evidence, against)?;
    Some(Candidate { rule, finding, rests_on, satisfied: evidence.satisfied, against: spoken_against })
}

fn finding(
    subject: &Subject<'_, '_>,
    rule: &CauseRule,
    severity: Severity,
    confidence: Confidence,
    evidence: &Collected,
    against: Vec<Vec<Proof>>,
) -> Option<Finding> {
    let urgency = match severity {
        Severity::Caution => rule.urgency_days[0],
        Severity::Abnormal => rule.urgency_days[1],
        Severity::Critical => rule.urgency_days[2],
        Severity::Normal | Severity::NoVerdict => None,
    };
    let named = Message::new(format!("cause-{}", rule.id));
    Some(Finding {
        code: rule.id.to_string(),
        // A doubt about the sample asks for a second look and raises no severity of oil or machine.
        kind: if rule.group == CauseGroup::Sampling { FindingKind::Quality } else { FindingKind::Cause },
        severity,
        axis: rule.axis,
        confidence,
        title: match confidence {
            Confidence::Low => Message::new("cause-suspected").with("cause", Arg::Said(Box::new(named))),
            Confidence::Medium | Confidence::High => named,
        },
        because: Evidence::from_vec(evidence.proofs.clone())?,
        against: against.into_iter().flatten().collect(),
        missing: evidence.missing.iter().copied().collect(),
        action: Message::new(format!("cause-{}.action", rule.id)),
        urgency_days: urgency,
        source: rule.source.iter().map(ToString::to_string).collect(),
        since: since(subject, &evidence.proofs),
        explains: Explained { holds: rule.mutes.holds, ..Explained::default() },
    })
}

/// What the clauses of a rule brought.
#[derive(Default)]
struct Collected {
    proofs: Vec<Proof>,
    missing: BTreeSet<PropertyId>,
    satisfied: usize,
}

impl Collected {
    fn take(&mut self, answer: Answer) {
        if let Answer::Unknown(missing) = &answer {
            self.missing.extend(missing.iter().copied());
        }
        self.take_without_missing(answer);
    }

    fn take_without_missing(&mut self, answer: Answer) {
        if let Answer::Yes(proofs) = answer {
            self.satisfied += 1;
            for proof in proofs {
                if !self.proofs.contains(&proof) {
                    self.proofs.push(proof);
                }
            }
        }
    }
}

/// High needs four samples since the oil change, two tests that agree and recorded hours, with nothing against it;
/// one or two samples are low. Without hours the time base is weaker, and each contradiction takes a step.
fn confidence(
    subject: &Subject<'_, '_>,
    rule: &CauseRule,
    proofs: &[Proof],
    supported: bool,
    against: usize,
) -> Confidence {
    let samples = subject.samples_in_life();
    let tests: BTreeSet<PropertyId> = proofs.iter().filter_map(|proof| proof.property).collect();
    if tests.is_empty() {
        // That the form lacks its hours is a fact; what the site reports of its machine is not tested.
        let is_fact = rule.group == CauseGroup::Sampling;
        return if is_fact { Confidence::High } else { Confidence::Medium };
    }
    let mut steps: usize = match samples {
        0..=2 => 0,
        _ if samples < ENOUGH_SAMPLES || tests.len() < 2 || !supported => 1,
        _ => 2,
    };
    if subject.sample.oil_hours.is_none() {
        steps = steps.saturating_sub(1);
    }
    match steps.saturating_sub(against) {
        0 => Confidence::Low,
        1 => Confidence::Medium,
        _ => Confidence::High,
    }
}

/// The first day on which any of the evidence shows.
fn since(subject: &Subject<'_, '_>, proofs: &[Proof]) -> Option<NaiveDate> {
    let properties: BTreeSet<PropertyId> = proofs.iter().filter_map(|proof| proof.property).collect();
    let day = |property: PropertyId| {
        let trend = subject.trend(property).and_then(|trend| trend.since);
        trend.into_iter().chain(subject.outside_since(property)).min()
    };
    properties.into_iter().filter_map(day).min()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use std::sync::Arc;

    use super::super::fixture::{found, hydraulic, last};
    use super::*;
    use crate::domain::{Axis, MachineType, Provenance, Rating, Sample};
    use crate::history::fixture::{id, sample};
    use crate::standards::Standards;
    use crate::standards::cause::{Clause, Exclusion, Mutes, Signal};

    fn clause(signal: Signal) -> Clause {
        Clause { any: vec![signal] }
    }

    /// Water over its limit; hazy supports; sodium closes, a top-up speaks against; cloudy is worse.
    fn water(standards: &Standards) -> CauseRule {
        let property = |name: &str| id(standards, name);
        CauseRule {
            id: Arc::from("C03"),
            group: CauseGroup::Contamination,
            axis: Axis::Contamination,
            machines: Vec::new(),
            required: vec![clause(Signal::Over(property("water"), Severity::Caution))],
            supporting: vec![clause(Signal::RatedAtLeast(property("appearance"), Rating::Hazy))],
            excluding: vec![
                Exclusion { clause: clause(Signal::Above(property("na"), 10.0)), decisive: true },
                Exclusion { clause: clause(Signal::ToppedUp), decisive: false },
            ],
            severity: Severity::Caution,
            worse: vec![(Severity::Abnormal, clause(Signal::RatedAtLeast(property("appearance"), Rating::Cloudy)))],
            urgency_days: [Some(30), Some(7), None],
            source: vec![Arc::from("by hand")],
            provenance: Provenance::Confirmed,
            leads_to: Vec::new(),
            mutes: Mutes::default(),
        }
    }

    fn with(rules: impl Fn(&Standards) -> Vec<CauseRule>) -> Standards {
        let (mut standards, ..) = hydraulic();
        standards.causes = rules(&standards);
        standards
    }

    /// Dry months, then the results given.
    fn months(standards: &Standards, dry: usize, results: &[(&str, &str)]) -> Vec<Sample> {
        let mut samples: Vec<Sample> = (0..=dry)
            .map(|month| {
                let on = format!("2025-{:02}-01", month + 1);
                let results = if month == dry { results } else { &[("water", "0.01")][..] };
                sample(standards, &on, Some(500.0 * (month as f64 + 1.0)), results)
            })
            .collect();
        for sample in &mut samples {
            sample.machine_type = Some(MachineType::Hydraulic);
        }
        samples
    }

    fn causes(standards: &Standards, results: &[(&str, &str)]) -> Vec<Finding> {
        found(standards, &months(standards, 3, results), FindingKind::Cause)
    }

    #[test]
    fn a_cause_needs_all_that_it_requires() {
        let standards = with(|standards| vec![water(standards)]);
        assert!(causes(&standards, &[("water", "0.02")]).is_empty());
        let found = causes(&standards, &[("water", "0.021")]);
        assert_eq!(
            (found[0].code.as_str(), found[0].severity, found[0].urgency_days),
            ("C03", Severity::Caution, Some(30))
        );
        assert_eq!((found[0].title.id.as_str(), found[0].action.id.as_str()), ("cause-C03", "cause-C03.action"));
        // Not tested is not known, and never fires.
        assert!(causes(&standards, &[("water", "-"), ("appearance", "cloudy")]).is_empty());
    }

    #[test]
    fn what_was_not_tested_is_listed_and_neither_supports_nor_closes() {
        let standards = with(|standards| vec![water(standards)]);
        let found = causes(&standards, &[("water", "0.05")]);
        assert_eq!(found[0].missing, [id(&standards, "appearance"), id(&standards, "na")]);
        assert_eq!(found[0].confidence, Confidence::Medium);
    }

    #[test]
    fn support_raises_the_confidence_and_worse_signs_the_severity() {
        let standards = with(|standards| vec![water(standards)]);
        let hazy = causes(&standards, &[("water", "0.05"), ("appearance", "hazy")]);
        assert_eq!((hazy[0].confidence, hazy[0].severity), (Confidence::High, Severity::Caution));
        let cloudy = causes(&standards, &[("water", "0.05"), ("appearance", "cloudy")]);
        assert_eq!((cloudy[0].severity, cloudy[0].urgency_days), (Severity::Abnormal, Some(7)));
    }

    #[test]
    fn decisive_evidence_closes_a_cause_and_other_evidence_weakens_it() {
        let standards = with(|standards| vec![water(standards)]);
        assert!(causes(&standards, &[("water", "0.05"), ("na", "10.1")]).is_empty());
        assert_eq!(causes(&standards, &[("water", "0.05"), ("na", "10")]).len(), 1);
        assert!(causes(&standards, &[("water", "0.05"), ("na", ">10")]).is_empty());
        let mut samples = months(&standards, 3, &[("water", "0.05"), ("appearance", "hazy")]);
        samples[3].top_up_l = Some(5.0);
        let weakened = found(&standards, &samples, FindingKind::Cause);
        assert_eq!((weakened[0].confidence, weakened[0].against.len()), (Confidence::Medium, 1));
    }

    #[test]
    fn few_samples_never_give_high_confidence() {
        let standards = with(|standards| vec![water(standards)]);
        let confidence = |dry: usize| {
            let samples = months(&standards, dry, &[("water", "0.05"), ("appearance", "hazy")]);
            found(&standards, &samples, FindingKind::Cause)[0].confidence
        };
        let expected = [Confidence::Low, Confidence::Low, Confidence::Medium, Confidence::High];
        assert_eq!([confidence(0), confidence(1), confidence(2), confidence(3)], expected);
        let title = |dry: usize| {
            let samples = months(&standards, dry, &[("water", "0.05"), ("appearance", "hazy")]);
            found(&standards, &samples, FindingKind::Cause)[0].title.id.clone()
        };
        assert_eq!((title(1).as_str(), title(2).as_str()), ("cause-suspected", "cause-C03"));
    }

    #[test]
    fn at_most_three_causes_stand_on_an_axis_worst_and_best_supported_first() {
        let standards = with(|standards| {
            let rule = |name: &str, severity: Severity, supported: bool| CauseRule {
                id: Arc::from(name),
                severity,
                supporting: if supported { water(standards).supporting } else { Vec::new() },
                ..water(standards)
            };
            vec![
                rule("C05", Severity::Caution, false),
                rule("C02", Severity::Caution, false),
                rule("C09", Severity::Caution, true),
                rule("C08", Severity::Abnormal, false),
            ]
        });
        let codes: Vec<String> = causes(&standards, &[("water", "0.05"), ("appearance", "hazy")])
            .into_iter()
            .map(|cause| cause.code)
            .collect();
        assert_eq!(codes, ["C08", "C09", "C02"]);
    }

    #[test]
    fn a_cause_of_other_machines_is_not_looked_at() {
        let standards = with(|standards| vec![CauseRule { machines: vec![MachineType::Gear], ..water(standards) }]);
        assert!(causes(&standards, &[("water", "0.05")]).is_empty());
    }

    #[test]
    fn a_cause_raises_its_axis() {
        let standards = with(|standards| vec![CauseRule { axis: Axis::Machine, ..water(standards) }]);
        let analysis = last(&standards, &months(&standards, 3, &[("water", "0.05")]));
        assert_eq!((analysis.axes.machine, analysis.axes.oil), (Severity::Caution, Severity::NoVerdict));
    }
}
