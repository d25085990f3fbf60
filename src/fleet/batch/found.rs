//! What the checks of one run found, until it is written into the samples.
//!
//! Several checks can hold one bottle. Of one code a sample gets one finding, with all that speaks for it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Arg, Axis, Confidence, Evidence, Explained, Finding, FindingKind, Message, Proof, PropertyId, Severity,
};
use crate::findings::PointAnalysis;
use crate::standards::Standards;

use super::laboratory_run::{LaboratoryRun, Member};
use super::view::{Bottle, Hold, SwapCount};

/// All that one run brought.
#[derive(Default)]
pub(super) struct Found {
    pub(super) swap: SwapCount,
    pub(super) drafts: Vec<Draft>,
}

/// One reason to hold reports.
pub(super) struct Draft {
    /// Code of the finding: a cause, or `quality:…`.
    pub(super) code: &'static str,
    /// The test that is held, where it is one.
    pub(super) property: Option<PropertyId>,
    /// What was seen, with all names.
    pub(super) says: Vec<Message>,
    /// The bottles.
    pub(super) held: Vec<Held>,
}

/// What is held against one bottle, in words that its owner may read.
pub(super) struct Held {
    pub(super) member: Member,
    pub(super) confidence: Confidence,
    pub(super) because: Vec<Proof>,
    pub(super) against: Vec<Proof>,
    pub(super) explains: Doubted,
}

/// Which results are not to be believed.
#[derive(Clone)]
pub(super) enum Doubted {
    /// All of the bottle.
    All,
    /// These.
    Of(BTreeSet<PropertyId>),
}

impl Doubted {
    fn join(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Of(own), Self::Of(others)) => own.extend(others),
            (_, Self::All) => *self = Self::All,
            (Self::All, Self::Of(_)) => {}
        }
    }

    /// True if a finding stands on doubted results alone.
    fn explain(&self, finding: &Finding) -> bool {
        let doubted = |proof: &Proof| match self {
            Self::All => true,
            Self::Of(properties) => proof.property.is_none_or(|property| properties.contains(&property)),
        };
        let of_results = finding.because.iter().any(|proof| proof.property.is_some());
        of_results && finding.because.iter().all(doubted)
    }
}

impl Found {
    /// Writes the findings into the samples, and tells what is held.
    pub(super) fn apply(
        self,
        analyses: &mut [PointAnalysis<'_>],
        run: &LaboratoryRun,
        standards: &Standards,
    ) -> Vec<Hold> {
        let holds = self.drafts.iter().map(|draft| draft.hold(analyses, run)).collect();
        let mut by_bottle: BTreeMap<(Member, &'static str), Held> = BTreeMap::new();
        for (code, held) in
            self.drafts.into_iter().flat_map(|draft| draft.held.into_iter().map(move |h| (draft.code, h)))
        {
            match by_bottle.entry((held.member, code)) {
                std::collections::btree_map::Entry::Vacant(slot) => drop(slot.insert(held)),
                std::collections::btree_map::Entry::Occupied(mut slot) => {
                    let known = slot.get_mut();
                    known.because.extend(held.because);
                    known.against.extend(held.against);
                    known.confidence = known.confidence.max(held.confidence);
                    known.explains.join(held.explains);
                }
            }
        }
        for ((member, code), held) in by_bottle {
            let sample = analyses.get_mut(member.point).and_then(|point| point.samples.get_mut(member.sample));
            let explains = held.explains.clone();
            if let Some((sample, finding)) = sample.zip(finding(code, held, standards)) {
                sample.add_doubt(finding, |other| explains.explain(other));
            }
        }
        holds
    }
}

impl Draft {
    fn hold(&self, analyses: &[PointAnalysis<'_>], run: &LaboratoryRun) -> Hold {
        Hold {
            code: self.code.to_owned(),
            lab: run.lab.clone(),
            day: run.day,
            day_of: run.day_of,
            property: self.property,
            title: title(self.code),
            says: self.says.clone(),
            action: action(self.code),
            bottles: self.held.iter().filter_map(|held| Bottle::of(held.member, analyses)).collect(),
        }
    }
}

fn finding(code: &str, held: Held, standards: &Standards) -> Option<Finding> {
    let rule = standards.causes.iter().find(|rule| &*rule.id == code);
    let named = title(code);
    Some(Finding {
        code: code.to_owned(),
        kind: FindingKind::Quality,
        severity: rule.map_or(Severity::Caution, |rule| rule.severity),
        axis: rule.map_or(Axis::Oil, |rule| rule.axis),
        confidence: held.confidence,
        title: match held.confidence {
            Confidence::Low => Message::new("cause-suspected").with("cause", Arg::Said(Box::new(named))),
            Confidence::Medium | Confidence::High => named,
        },
        because: Evidence::from_vec(held.because)?,
        against: held.against,
        missing: Vec::new(),
        action: action(code),
        urgency_days: rule.and_then(|rule| rule.urgency_days[0]),
        source: rule.map(|rule| rule.source.iter().map(ToString::to_string).collect()).unwrap_or_default(),
        since: None,
        explains: Explained { holds: true, ..Explained::default() },
    })
}

/// The words of a code: a cause has its own, a doubtful result those of its kind.
fn title(code: &str) -> Message {
    Message::new(
        code.strip_prefix("quality:").map_or_else(|| format!("cause-{code}"), |name| format!("quality-{name}")),
    )
}

fn action(code: &str) -> Message {
    let of_quality = |name: &str| format!("quality-{name}-action");
    Message::new(code.strip_prefix("quality:").map_or_else(|| format!("cause-{code}.action"), of_quality))
}
