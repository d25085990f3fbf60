//! Causes that are not shown and not ruled out, because a test was not made: what to order next.
//!
//! A cause never fires on a test that is missing. But where a result is outside its limit or nears it, or the site reports
//! a sign of trouble, the engineer should hear which causes one more test would tell. A cause is listed here if such a
//! sign is what its first required clause rests on (the leading sign), nothing that it requires is refuted, nothing
//! decisive speaks against it, and one test can answer all that is open. What only time can tell is not listed, nor
//! what another test has answered with no already.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::domain::{Arg, Finding, FindingKind, Message, OpenCause, Proof, PropertyGroup, PropertyId};
use crate::standards::CauseRule;
use crate::standards::cause::{CauseGroup, Clause};

use super::signal::{self, Answer};
use super::subject::Subject;

/// Open causes shown for a sample; a laboratory does not order more.
const MOST: usize = 3;

/// The causes that a test would confirm or refute, best supported first.
pub(super) fn find<'f>(
    subject: &Subject<'_, '_>,
    findings: impl Iterator<Item = &'f Finding> + Clone,
) -> Vec<OpenCause> {
    let flagged = flagged(findings.clone());
    if !subject.is_in_service() || (flagged.is_empty() && subject.note().is_empty()) {
        return Vec::new();
    }
    let shown: BTreeSet<&str> = findings.map(|finding| finding.code.as_str()).collect();
    let rules = subject.standards.causes.iter();
    let candidates = rules.filter(|rule| rule.fits(subject.machine_type()) && !shown.contains(&*rule.id));
    let mut open: Vec<OpenCause> = candidates.filter_map(|rule| open(subject, rule, &flagged)).collect();
    open.sort_by(|a, b| (Reverse(a.because.len()), &a.code).cmp(&(Reverse(b.because.len()), &b.code)));
    open.truncate(MOST);
    open
}

/// Results that are outside a limit or near one.
fn flagged<'f>(findings: impl Iterator<Item = &'f Finding>) -> BTreeSet<PropertyId> {
    let of_results = findings.filter(|finding| matches!(finding.kind, FindingKind::OverLimit | FindingKind::Rising));
    of_results.flat_map(|finding| finding.because.iter().filter_map(|proof| proof.property)).collect()
}

fn open(subject: &Subject<'_, '_>, rule: &CauseRule, flagged: &BTreeSet<PropertyId>) -> Option<OpenCause> {
    let leads = rule.required.first().is_some_and(|leading| speaks_of(subject, leading, flagged));
    if !leads || matches!(rule.group, CauseGroup::Sampling | CauseGroup::Artefact) {
        return None;
    }
    let mut because: Vec<Proof> = Vec::new();
    let mut tests: Option<BTreeSet<PropertyId>> = None;
    for clause in &rule.required {
        match signal::clause(subject, clause) {
            Answer::No => return None,
            Answer::Yes(proofs) => {
                for proof in proofs {
                    if !because.contains(&proof) {
                        because.push(proof);
                    }
                }
            }
            Answer::Unknown(_) if is_doubtful(subject, clause) => return None,
            Answer::Unknown(missing) => {
                let missing: BTreeSet<PropertyId> =
                    missing.into_iter().filter(|test| !is_counted_otherwise(subject, *test)).collect();
                tests = Some(match tests {
                    Some(tests) => &tests & &missing,
                    None => missing,
                });
            }
        }
    }
    let tests = tests.filter(|tests| !tests.is_empty())?;
    let closed = rule.excluding.iter().any(|held| held.decisive && signal::clause(subject, &held.clause).is_yes());
    let tests: Vec<PropertyId> = tests.into_iter().collect();
    let cause = Message::new(format!("cause-{}", rule.id));
    let confirm = Message::new("cause-open-test").with("count", Arg::Count(tests.len()));
    (!closed).then(|| OpenCause {
        code: rule.id.to_string(),
        title: Message::new("cause-open").with("cause", Arg::Said(Box::new(cause))),
        because,
        confirm: confirm.with("tests", Arg::Properties(tests.clone())),
        tests,
    })
}

/// Whether a flagged result, or a word of the site, is a sign that makes the clause hold. That aluminium is flat is none.
fn speaks_of(subject: &Subject<'_, '_>, clause: &Clause, flagged: &BTreeSet<PropertyId>) -> bool {
    clause.any.iter().filter(|signal| signal.is_sign()).any(|sign| match signal::answer(subject, sign) {
        Answer::Yes(proofs) => proofs.iter().any(|proof| proof.property.is_none_or(|id| flagged.contains(&id))),
        Answer::No | Answer::Unknown(_) => false,
    })
}

/// Whether a test was made for the clause and does not show it; one more of its kind is not what the engineer waits for.
fn is_doubtful(subject: &Subject<'_, '_>, clause: &Clause) -> bool {
    let mut of_tests = clause.any.iter().filter(|signal| !signal.is_of_form());
    of_tests.any(|signal| signal::answer(subject, signal) == Answer::No)
}

/// Whether the particles were counted already, and only written in another code. Nobody orders a second count.
fn is_counted_otherwise(subject: &Subject<'_, '_>, test: PropertyId) -> bool {
    let is_count = |id: PropertyId| subject.standards.property(id).group == PropertyGroup::Cleanliness;
    let counted = || {
        subject.sample.measurements.iter().any(|result| is_count(result.property) && result.reading.value().is_some())
    };
    is_count(test) && counted()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use std::sync::Arc;

    use super::super::fixture::{hydraulic, last};
    use super::*;
    use crate::domain::{Axis, MachineType, Provenance, Sample, Severity};
    use crate::history::fixture::{id, sample};
    use crate::standards::Standards;
    use crate::standards::cause::{Exclusion, Mutes, Signal};

    /// Water over its limit, and what else is required; sodium closes it.
    fn with(required: impl Fn(&Standards) -> Vec<Vec<Signal>>) -> Standards {
        let (mut standards, ..) = hydraulic();
        let clause = |any: Vec<Signal>| Clause { any };
        let water = vec![Signal::Over(id(&standards, "water"), Severity::Caution)];
        let all = std::iter::once(water).chain(required(&standards)).map(clause).collect();
        let sodium = clause(vec![Signal::Above(id(&standards, "na"), 10.0)]);
        standards.causes = vec![CauseRule {
            id: Arc::from("C05"),
            group: CauseGroup::Contamination,
            axis: Axis::Contamination,
            machines: vec![MachineType::Hydraulic],
            required: all,
            supporting: Vec::new(),
            excluding: vec![Exclusion { clause: sodium, decisive: true }],
            severity: Severity::Caution,
            worse: Vec::new(),
            urgency_days: [None; 3],
            source: vec![Arc::from("by hand")],
            provenance: Provenance::Confirmed,
            leads_to: Vec::new(),
            mutes: Mutes::default(),
        }];
        standards
    }

    fn tests(standards: &Standards, results: &[(&str, &str)]) -> Vec<Vec<PropertyId>> {
        let mut wet = sample(standards, "2025-01-01", Some(100.0), results);
        wet.machine_type = Some(MachineType::Hydraulic);
        let samples: [Sample; 1] = [wet];
        last(standards, &samples).to_confirm.into_iter().map(|cause| cause.tests).collect()
    }

    #[test]
    fn what_one_test_would_tell_is_listed_with_the_test() {
        let standards =
            with(|known| vec![vec![Signal::Above(id(known, "si"), 20.0), Signal::Above(id(known, "fe"), 9.0)]]);
        let [si, fe] = ["si", "fe"].map(|name| id(&standards, name));
        assert_eq!(tests(&standards, &[("water", "0.05")]), [vec![fe.min(si), fe.max(si)]]);
        // A reading that cannot say leaves the other test; one that says no settles it.
        assert_eq!(tests(&standards, &[("water", "0.05"), ("si", "<30")]), [vec![fe]]);
        assert!(tests(&standards, &[("water", "0.05"), ("si", "20")]).is_empty());
        // Shown, closed, or nothing flagged: nothing is open.
        assert!(tests(&standards, &[("water", "0.05"), ("si", "21")]).is_empty());
        assert!(tests(&standards, &[("water", "0.05"), ("na", "10.1")]).is_empty());
        assert!(tests(&standards, &[("water", "0.02")]).is_empty());
    }

    #[test]
    fn what_takes_two_tests_or_time_is_not_listed() {
        let two =
            with(|known| vec![vec![Signal::Above(id(known, "si"), 20.0)], vec![Signal::Above(id(known, "fe"), 9.0)]]);
        assert!(tests(&two, &[("water", "0.05")]).is_empty());
        assert_eq!(tests(&two, &[("water", "0.05"), ("si", "21")]).len(), 1);
        let time = with(|known| vec![vec![Signal::Rising(id(known, "fe"))]]);
        assert!(tests(&time, &[("water", "0.05"), ("fe", "5")]).is_empty());
    }

    #[test]
    fn particles_are_not_counted_twice() {
        let standards = with(|known| {
            let step = |name: &str| Signal::Over(id(known, name), Severity::Caution);
            vec![vec![step("cleanliness_iso4406"), step("cleanliness_nas1638")]]
        });
        let [iso, nas] = ["cleanliness_iso4406", "cleanliness_nas1638"].map(|name| id(&standards, name));
        assert_eq!(tests(&standards, &[("water", "0.05")]), [vec![iso.min(nas), iso.max(nas)]]);
        assert!(tests(&standards, &[("water", "0.05"), ("cleanliness_iso4406", "16/14/11")]).is_empty());
    }

    #[test]
    fn the_leading_sign_has_to_be_there() {
        let mut standards = with(|known| vec![vec![Signal::Above(id(known, "si"), 20.0)]]);
        assert_eq!(tests(&standards, &[("water", "0.05")]).len(), 1);
        standards.causes[0].required.reverse();
        assert!(tests(&standards, &[("water", "0.05")]).is_empty());
    }

    #[test]
    fn a_word_of_the_site_is_a_sign_too() {
        let mut standards = with(|known| vec![vec![Signal::Above(id(known, "si"), 20.0)]]);
        standards.causes[0].required[0] = Clause { any: vec![Signal::Noted(vec![Arc::from("alarm")])] };
        let mut silent = sample(&standards, "2025-01-01", Some(100.0), &[]);
        silent.machine_type = Some(MachineType::Hydraulic);
        assert!(last(&standards, &[silent.clone()]).to_confirm.is_empty());
        silent.note = Some(Arc::from("Chip ALARM"));
        assert_eq!(last(&standards, &[silent]).to_confirm[0].tests, [id(&standards, "si")]);
    }

    #[test]
    fn a_cause_that_only_hears_good_news_is_not_listed() {
        let mut standards = with(|known| vec![vec![Signal::Above(id(known, "si"), 20.0)]]);
        standards.causes[0].required[0] = Clause { any: vec![Signal::Within(id(&standards, "fe"))] };
        assert!(tests(&standards, &[("water", "0.05"), ("fe", "5")]).is_empty());
    }
}
