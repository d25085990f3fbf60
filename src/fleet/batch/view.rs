//! What the checks of all runs came to: for the laboratory's overview and for `run.json`.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{Message, PropertyId, Sample};
use crate::findings::PointAnalysis;
use crate::history::PointKey;

use super::laboratory_run::{DayOf, Member};

/// What was checked, held and not to be checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BatchView {
    /// Runs: one laboratory, one day.
    pub runs: usize,
    /// Samples in them.
    pub samples: usize,
    /// Samples with neither a day of test nor of receipt, which belong to no run and were not checked.
    pub without_day: usize,
    /// How far the oils of the runs could be told apart.
    pub swap: SwapCount,
    /// What is held, last run first.
    pub holds: Vec<Hold>,
}

/// Samples of oil in service, by whether a swap could be seen. They add up to all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SwapCount {
    /// At least one oil of the run is another one: a swap with that would be seen.
    pub checked: usize,
    /// Of those: others of the run hold the same oil, and a swap with one of these cannot be seen.
    pub with_alike: usize,
    /// Every other oil of the run is alike: no swap would be seen.
    pub all_alike: usize,
    /// Too few earlier samples, or too few results, to know the machine's oil; or nothing else in the run to compare.
    pub unknown: usize,
}

impl SwapCount {
    /// Adds the count of another run.
    pub(super) fn add(&mut self, other: Self) {
        self.checked += other.checked;
        self.with_alike += other.with_alike;
        self.all_alike += other.all_alike;
        self.unknown += other.unknown;
    }
}

/// Reports held for one reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Hold {
    /// Code of the finding.
    pub code: String,
    /// The laboratory, where it is named.
    pub lab: Option<Arc<str>>,
    /// The day of the run.
    pub day: NaiveDate,
    /// Of what.
    pub day_of: DayOf,
    /// The test that is held, where it is one.
    pub property: Option<PropertyId>,
    /// The finding in one sentence.
    pub title: Message,
    /// What was seen, with the names of all machines: for the laboratory's eyes.
    pub says: Vec<Message>,
    /// What to do.
    pub action: Message,
    /// The bottles, in the order of the tray: these are to be tested again.
    pub bottles: Vec<Bottle>,
}

/// A bottle by the names on its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bottle {
    /// The sampling point.
    pub key: PointKey,
    /// Whose it is.
    pub customer: Option<Arc<str>>,
    /// Machine, component and point.
    pub machine: String,
    /// The laboratory's number.
    pub sample_id: Arc<str>,
}

impl Bottle {
    pub(super) fn of(member: Member, analyses: &[PointAnalysis<'_>]) -> Option<Self> {
        let history = &analyses.get(member.point)?.history;
        let sample = *history.samples.get(member.sample)?;
        Some(Self {
            key: history.key.clone(),
            customer: sample.customer.clone(),
            machine: machine(sample),
            sample_id: sample.sample_id.clone(),
        })
    }
}

/// The name on the label, as far as it tells one bottle from another.
pub(super) fn machine(sample: &Sample) -> String {
    let parts = [Some(&sample.machine), sample.component.as_ref(), sample.point.as_ref()];
    parts.into_iter().flatten().map(|part| &**part).collect::<Vec<_>>().join(" · ")
}

impl BatchView {
    /// Leaves only what is about these sampling points. Sentences that name other machines go.
    pub fn keep(&mut self, points: &BTreeSet<PointKey>) {
        for hold in &mut self.holds {
            let before = hold.bottles.len();
            hold.bottles.retain(|bottle| points.contains(&bottle.key));
            if hold.bottles.len() < before {
                hold.says.clear();
            }
        }
        self.holds.retain(|hold| !hold.bottles.is_empty());
    }

    /// How many bottles are held, each counted once.
    #[must_use]
    pub fn bottles(&self) -> usize {
        let bottles = self.holds.iter().flat_map(|hold| hold.bottles.iter().map(move |bottle| (hold.day, bottle)));
        bottles.map(|(day, bottle)| (day, &bottle.key, &bottle.sample_id)).collect::<BTreeSet<_>>().len()
    }
}
