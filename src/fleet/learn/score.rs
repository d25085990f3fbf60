//! What learnt limits flag, and how that agrees with the laboratory's own verdicts.
//!
//! Samples are judged the way a run judges them, by the rules with the learnt folder laid over them; nothing here
//! decides anew what is outside of a limit.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{PropertyId, Sample, SampleKind, Severity, Verdict};
use crate::findings::{Decisions, PointAnalysis};
use crate::standards::Standards;

use super::candidate::{Candidate, Candidates, without_fleet};
use super::key::{Key, Name};

/// How many samples reached which severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// Judged samples.
    pub judged: usize,
    /// Of them caution.
    pub caution: usize,
    /// Of them abnormal.
    pub abnormal: usize,
    /// Of them critical.
    pub critical: usize,
}

impl Flags {
    /// Counts a severity.
    pub const fn count(&mut self, severity: Severity) {
        match severity {
            Severity::NoVerdict => return,
            Severity::Normal => {}
            Severity::Caution => self.caution += 1,
            Severity::Abnormal => self.abnormal += 1,
            Severity::Critical => self.critical += 1,
        }
        self.judged += 1;
    }

    /// Adds what was flagged elsewhere.
    pub const fn add(&mut self, more: Self) {
        self.judged += more.judged;
        self.caution += more.caution;
        self.abnormal += more.abnormal;
        self.critical += more.critical;
    }

    /// Samples that reached a severity or a worse one.
    #[must_use]
    pub const fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::NoVerdict | Severity::Normal => self.judged,
            Severity::Caution => self.caution + self.abnormal + self.critical,
            Severity::Abnormal => self.abnormal + self.critical,
            Severity::Critical => self.critical,
        }
    }
}

/// Who judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judge {
    /// The limits in force without any fleet's own.
    Others,
    /// The learnt limits alone.
    Learnt,
    /// All together, as a run does.
    Together,
}

impl Judge {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Others, Self::Learnt, Self::Together];

    /// Its word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Others => "limits_in_force",
            Self::Learnt => "learnt_limits",
            Self::Together => "together",
        }
    }

    /// What it calls a sample: the worst of all properties.
    fn severity(self, verdicts: &[Verdict], standards: &Standards, document: &str) -> Severity {
        let decisions = match self {
            Self::Others => without_fleet(verdicts, standards),
            Self::Learnt => of_document(verdicts, standards, document),
            Self::Together => Decisions::new(verdicts, standards),
        };
        let properties: BTreeSet<PropertyId> = verdicts.iter().map(|verdict| verdict.property).collect();
        properties.into_iter().map(|property| decisions.severity(property)).max().unwrap_or_default()
    }
}

fn of_document(verdicts: &[Verdict], standards: &Standards, document: &str) -> Decisions {
    let is_of = |verdict: &Verdict| *standards.document_of(verdict.limit).id == *document;
    let own: Vec<Verdict> = verdicts.iter().filter(|verdict| is_of(verdict)).cloned().collect();
    Decisions::new(&own, standards)
}

/// Agreement with the laboratory from one severity on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Flagged by both.
    pub both: usize,
    /// Flagged by the limits alone.
    pub limits_only: usize,
    /// Flagged by the laboratory alone.
    pub laboratory_only: usize,
    /// Flagged by neither.
    pub neither: usize,
}

impl Agreement {
    const fn count(&mut self, ours: bool, theirs: bool) {
        match (ours, theirs) {
            (true, true) => self.both += 1,
            (true, false) => self.limits_only += 1,
            (false, true) => self.laboratory_only += 1,
            (false, false) => self.neither += 1,
        }
    }

    /// Samples.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.both + self.limits_only + self.laboratory_only + self.neither
    }

    /// Of what the limits flag, the share that the laboratory flags too; `None` if they flag nothing.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(self.both, self.both + self.limits_only)
    }

    /// Of what the laboratory flags, the share that the limits flag too; `None` if it flags nothing.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        share(self.both, self.both + self.laboratory_only)
    }

    fn add(&mut self, other: Self) {
        self.both += other.both;
        self.limits_only += other.limits_only;
        self.laboratory_only += other.laboratory_only;
        self.neither += other.neither;
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The severities from which on agreement is counted.
pub const FROM: [Severity; 2] = [Severity::Caution, Severity::Abnormal];

/// How one judge did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// What it flagged.
    pub flags: Flags,
    /// Agreement from [`FROM`] on, over the samples whose laboratory verdict has a known meaning.
    pub agreement: [Agreement; 2],
}

/// The scores of all judges.
pub type Scores = BTreeMap<Judge, Score>;

/// Judges the samples of oil in service of some machines, by their index in [`Candidates::machines`].
#[must_use]
pub fn scores(
    candidates: &Candidates<'_>,
    machines: &BTreeSet<usize>,
    judged: &[PointAnalysis<'_>],
    standards: &Standards,
    document: &str,
) -> Scores {
    let verdicts = by_sample(judged);
    let mut scores = Scores::new();
    for candidate in candidates.list.iter().filter(|one| machines.contains(&one.machine)) {
        let Some(verdicts) = verdicts.get(&address(candidate.sample)) else { continue };
        for judge in Judge::ALL {
            let score = scores.entry(judge).or_default();
            let severity = judge.severity(verdicts, standards, document);
            score.flags.count(severity);
            let Some(theirs) = candidate.lab_severity else { continue };
            for (agreement, from) in score.agreement.iter_mut().zip(FROM) {
                agreement.count(severity >= from, theirs >= from);
            }
        }
    }
    scores
}

/// Adds the scores of a repetition.
pub fn add(sum: &mut Scores, more: &Scores) {
    for (judge, score) in more {
        let slot = sum.entry(*judge).or_default();
        for (agreement, more) in slot.agreement.iter_mut().zip(score.agreement) {
            agreement.add(more);
        }
        slot.flags.add(score.flags);
    }
}

/// What the learnt limits flag in each of the smallest groups, property by property.
#[must_use]
pub fn flagged(
    candidates: &Candidates<'_>,
    judged: &[PointAnalysis<'_>],
    standards: &Standards,
    document: &str,
) -> BTreeMap<(Vec<Name>, PropertyId), Flags> {
    let verdicts = by_sample(judged);
    let mut flagged: BTreeMap<(Vec<Name>, PropertyId), Flags> = BTreeMap::new();
    for candidate in &candidates.list {
        let Some(verdicts) = verdicts.get(&address(candidate.sample)) else { continue };
        let decisions = of_document(verdicts, standards, document);
        let names: Vec<Name> = candidate.names.iter().map(|(name, _)| name.clone()).collect();
        let measured: BTreeSet<PropertyId> =
            candidate.sample.measurements.iter().map(|measurement| measurement.property).collect();
        for property in measured {
            flagged.entry((names.clone(), property)).or_default().count(decisions.severity(property));
        }
    }
    flagged
}

/// A sample is known by where it lies in memory: both judgements look at the same list.
fn address(sample: &Sample) -> usize {
    std::ptr::from_ref(sample).addr()
}

fn by_sample<'x>(judged: &'x [PointAnalysis<'_>]) -> BTreeMap<usize, &'x [Verdict]> {
    let of_point = |analysis: &'x PointAnalysis<'_>| {
        analysis
            .history
            .samples
            .iter()
            .zip(&analysis.samples)
            .filter(|(sample, _)| sample.kind == SampleKind::InService)
    };
    judged.iter().flat_map(of_point).map(|(sample, judged)| (address(sample), &*judged.verdicts)).collect()
}

/// Machines drawn by lot: those that teach, and those that are judged. At least one of each where there are two.
#[must_use]
pub fn split(machines: usize, holdout: f64, seed: u64) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let mut order: Vec<usize> = (0..machines).collect();
    crate::stats::SplitMix64::new(seed).shuffle(&mut order);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
    let held = (holdout.clamp(0.0, 1.0) * machines as f64).round() as usize;
    let held = held.clamp(usize::from(machines > 1), machines.saturating_sub(1));
    let judged: BTreeSet<usize> = order.iter().take(held).copied().collect();
    let teaching = order.into_iter().skip(held).collect();
    (teaching, judged)
}

/// The candidates of some machines.
#[must_use]
pub fn of_machines<'x, 'a>(candidates: &'x Candidates<'a>, machines: &BTreeSet<usize>) -> Vec<&'x Candidate<'a>> {
    candidates.list.iter().filter(|one| machines.contains(&one.machine)).collect()
}

/// The keys that samples have.
#[must_use]
pub fn used(by: &[Key], candidates: &Candidates<'_>) -> Vec<Key> {
    by.iter().copied().filter(|key| !candidates.unused.contains(key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_are_drawn_by_the_seed_and_each_is_on_one_side() {
        for machines in 2..9 {
            let (teaching, judged) = split(machines, 0.5, 7);
            assert!(teaching.is_disjoint(&judged) && teaching.len() + judged.len() == machines);
            assert_eq!((teaching, judged), split(machines, 0.5, 7));
        }
        assert_eq!(split(10, 0.3, 1).1.len(), 3);
        assert_eq!((split(2, 0.01, 1).1.len(), split(2, 0.99, 1).1.len()), (1, 1));
        assert_eq!((split(1, 0.5, 1).1.len(), split(0, 0.5, 1).1.len()), (0, 0));
        assert_ne!(split(20, 0.5, 1), split(20, 0.5, 2));
    }

    #[test]
    fn precision_and_recall_are_shares_of_what_either_side_flags() {
        let mut agreement = Agreement::default();
        for (ours, theirs) in [(true, true), (true, true), (true, false), (false, true), (false, false)] {
            agreement.count(ours, theirs);
        }
        assert_eq!((agreement.precision(), agreement.recall()), (Some(2.0 / 3.0), Some(2.0 / 3.0)));
        assert_eq!(agreement.total(), 5);
        assert_eq!((Agreement::default().precision(), Agreement::default().recall()), (None, None));
    }
}
