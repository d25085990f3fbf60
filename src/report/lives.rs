//! What the reports say of a sample's oil life: which one it is, why it began, what was topped up, and the levels with
//! what left with the oil added back.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{PropertyId, Value};
use crate::history::{LifeStart, MakeUp, OilLife, PointHistory, TopUps};
use crate::standards::Standards;

/// The oil lives of a sampling point, worked out once for all of its samples.
pub(super) struct Lives<'p> {
    history: &'p PointHistory<'p>,
    top_ups: Vec<TopUps>,
    corrected: BTreeMap<(usize, PropertyId), Value>,
}

/// An oil life in `samples.ndjson`.
#[derive(Serialize)]
pub(super) struct LifeLine {
    /// From 1, at this sampling point.
    number: usize,
    /// Why it begins.
    start: &'static str,
    /// Day of its first sample.
    since: String,
    /// After a partial change, the share of the sump that stayed; left out else.
    #[serde(skip_serializing_if = "Option::is_none")]
    retained: Option<f64>,
}

/// The oil added in a life up to a sample, in `samples.ndjson`.
#[derive(Serialize)]
pub(super) struct MakeUpLine {
    state: &'static str,
    litres: f64,
    share: f64,
    sump_l: Option<f64>,
}

impl<'p> Lives<'p> {
    pub(super) fn new(history: &'p PointHistory<'p>, standards: &Standards) -> Self {
        let top_ups: Vec<TopUps> = history.lives.iter().map(|life| history.top_ups(life)).collect();
        let mut corrected = BTreeMap::new();
        for (number, (life, _)) in
            history.lives.iter().zip(&top_ups).enumerate().filter(|(_, (_, top_ups))| top_ups.has_any(usize::MAX))
        {
            let series = history.life_series(number);
            for property in series.properties() {
                let raw = series.up_to(property, usize::MAX).iter().map(|point| (point.sample, point.value));
                let raw: BTreeMap<usize, Value> = raw.collect();
                for point in series.corrected(life, property, usize::MAX, standards).into_iter().flatten() {
                    if raw.get(&point.sample) != Some(&point.value) {
                        corrected.insert((point.sample, property), point.value);
                    }
                }
            }
        }
        Self { history, top_ups, corrected }
    }

    /// The life of a sample, with its number from 1; `None` for new oil.
    pub(super) fn of(&self, sample: usize) -> Option<(usize, &'p OilLife)> {
        let number = self.history.life_of(sample)?;
        Some((number + 1, self.history.lives.get(number)?))
    }

    /// What is known of the oil added up to a sample.
    pub(super) fn make_up(&self, sample: usize) -> Option<MakeUp> {
        self.top_ups.get(self.history.life_of(sample)?)?.make_up(sample)
    }

    /// A result with what left with the oil added back, where that makes a difference.
    pub(super) fn corrected(&self, sample: usize, property: PropertyId) -> Option<Value> {
        self.corrected.get(&(sample, property)).copied()
    }

    pub(super) fn line(&self, sample: usize) -> Option<LifeLine> {
        let (number, life) = self.of(sample)?;
        let first = self.history.samples.get(*life.samples.first()?)?;
        let retained = match life.start {
            LifeStart::PartlyChanged { retained } => Some(rounded(retained)),
            _ => None,
        };
        Some(LifeLine { number, start: life.start.id(), since: first.sampled_on.to_string(), retained })
    }

    pub(super) fn make_up_line(&self, sample: usize) -> Option<MakeUpLine> {
        let MakeUp { state, litres, share, sump_l } = self.make_up(sample)?;
        Some(MakeUpLine { state: state.id(), litres: rounded(litres), share: rounded(share), sump_l })
    }
}

/// No form states litres or shares to more.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}
