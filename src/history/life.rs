//! Oil lives: from one oil change to the next. A trend never crosses one.

use std::collections::BTreeMap;

use crate::domain::{PropertyId, Sample, SampleKind};

use super::make_up::Brought;
use super::reference::{NewOils, Reference};
use super::reset::Resets;

/// Share of the sump from which oil added between two samples counts as a partial change: from there on more of the
/// sump is new than old (project threshold). Less is make-up, and levels are corrected for it.
const PARTIAL_CHANGE: f64 = 0.5;

/// From one oil change to the next.
#[derive(Debug, Clone)]
pub struct OilLife {
    /// Indices into the point's samples, in time order.
    pub samples: Vec<usize>,
    /// Why it begins where it begins.
    pub start: LifeStart,
    /// The new oil that it is compared with.
    pub reference: Reference,
    /// After a partial change: what the oil held when the life began, the last level before scaled by the share that
    /// stayed and the new oil's by the share filled in. Empty for every other start.
    pub start_levels: BTreeMap<PropertyId, f64>,
}

/// Why an oil life begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LifeStart {
    /// It is the first sample that there is.
    FirstSample,
    /// The form of the sample before says that the oil was changed.
    RecordedChange,
    /// The oil hours fell.
    HoursFell,
    /// The product changed.
    ProductChanged,
    /// More than half of the sump was filled up since the sample before.
    PartlyChanged {
        /// The share of the sump that stayed, if all was filled in at once.
        retained: f64,
    },
    /// Nobody recorded a change, but this sample and the one before show new oil: the additives are back at its level
    /// and the wear metals are down.
    FoundByResults,
}

impl LifeStart {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::FirstSample => "first_sample",
            Self::RecordedChange => "recorded_change",
            Self::HoursFell => "hours_fell",
            Self::ProductChanged => "product_changed",
            Self::PartlyChanged { .. } => "partly_changed",
            Self::FoundByResults => "found_by_results",
        }
    }
}

impl OilLife {
    /// The number that the oil held when the life began: after a partial change the scaled one, else the new oil's.
    #[must_use]
    pub fn start_level(&self, property: PropertyId) -> Option<f64> {
        self.start_levels.get(&property).copied().or_else(|| self.reference.value(property))
    }
}

/// The oil lives of a point's samples, each with its reference oil.
pub(super) fn lives(samples: &[&Sample], new_oils: &NewOils<'_>, resets: &Resets<'_>) -> Vec<OilLife> {
    let mut parts: Vec<(LifeStart, Vec<usize>)> = Vec::new();
    let mut running = Running::default();
    for (index, sample) in samples.iter().enumerate().filter(|(_, sample)| sample.kind == SampleKind::InService) {
        let life = parts.last().map_or(&[][..], |(_, life)| life);
        let start = running.start(sample, new_oils).or_else(|| {
            let found = resets.is_new_oil((samples, life), sample, new_oils);
            found.then_some(LifeStart::FoundByResults)
        });
        match (start, parts.last_mut()) {
            (None, Some((_, life))) => life.push(index),
            (start, _) => parts.push((start.unwrap_or(LifeStart::FirstSample), vec![index])),
        }
    }
    let mut lives: Vec<OilLife> = Vec::with_capacity(parts.len());
    for (start, indices) in parts {
        let of_life: Vec<&Sample> = indices.iter().filter_map(|index| samples.get(*index).copied()).collect();
        let reference = new_oils.reference(&of_life);
        let mut life = OilLife { samples: indices, start, reference, start_levels: BTreeMap::new() };
        if let (LifeStart::PartlyChanged { retained }, Some(before)) = (start, lives.last()) {
            life.start_levels = scaled((samples, before), &life, retained, new_oils);
        }
        lives.push(life);
    }
    lives
}

/// The last levels of the life before, each scaled by what stayed of the oil and what the new oil brought.
fn scaled(
    (samples, before): (&[&Sample], &OilLife),
    life: &OilLife,
    retained: f64,
    new_oils: &NewOils<'_>,
) -> BTreeMap<PropertyId, f64> {
    let mut levels = BTreeMap::new();
    let measured = before.samples.iter().filter_map(|index| samples.get(*index));
    for measurement in measured.flat_map(|sample| &sample.measurements) {
        let brought = Brought::of(life, measurement.property, new_oils.standards()).and_then(Brought::number);
        if let (Some(last), Some(new)) = (measurement.reading.exact(), brought) {
            levels.insert(measurement.property, retained * last + (1.0 - retained) * new);
        }
    }
    levels
}

/// What is known of the oil at the sample before.
#[derive(Default)]
struct Running<'p> {
    begun: bool,
    changed: bool,
    hours: Option<f64>,
    product: Option<&'p str>,
    sump_l: Option<f64>,
}

impl<'p> Running<'p> {
    /// Why the form says that the sample begins a life, if it does; then takes the sample as the one before.
    fn start(&mut self, sample: &Sample, new_oils: &'p NewOils<'_>) -> Option<LifeStart> {
        let product = sample.product.as_deref().map(|product| new_oils.product_key(product));
        let fell = sample.oil_hours.zip(self.hours).is_some_and(|(now, before)| now < before);
        self.sump_l = sample.sump_l.filter(|litres| *litres > 0.0).or(self.sump_l);
        let filled = sample.top_up_l.zip(self.sump_l).map(|(litres, sump)| litres / sump);
        let start = if !self.begun {
            Some(LifeStart::FirstSample)
        } else if self.changed {
            Some(LifeStart::RecordedChange)
        } else if product.zip(self.product).is_some_and(|(now, before)| now != before) {
            Some(LifeStart::ProductChanged)
        } else if fell {
            Some(LifeStart::HoursFell)
        } else {
            let partial = filled.filter(|share| *share > PARTIAL_CHANGE);
            partial.map(|share| LifeStart::PartlyChanged { retained: (1.0 - share).max(0.0) })
        };
        if start.is_some() {
            self.hours = None;
        }
        self.begun = true;
        self.changed = sample.oil_changed == Some(true);
        self.hours = sample.oil_hours.or(self.hours);
        self.product = product.or(self.product);
        start
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use std::sync::Arc;

    use super::super::{fixture, histories};
    use super::*;

    fn starts(samples: &[Sample]) -> Vec<(LifeStart, Vec<usize>)> {
        let histories = histories(samples, &fixture::standards());
        histories[0].lives.iter().map(|life| (life.start, life.samples.clone())).collect()
    }

    #[test]
    fn a_recorded_change_begins_a_life_at_the_next_sample() {
        let mut samples = fixture::monthly(&fixture::standards(), "fe", &["1", "2", "3", "4"]);
        samples[1].oil_changed = Some(true);
        assert_eq!(starts(&samples), [(LifeStart::FirstSample, vec![0, 1]), (LifeStart::RecordedChange, vec![2, 3])]);
    }

    #[test]
    fn falling_oil_hours_begin_a_life_and_equal_ones_do_not() {
        let mut samples = fixture::monthly(&fixture::standards(), "fe", &["1", "2", "3", "4"]);
        samples[1].oil_hours = samples[0].oil_hours;
        samples[2].oil_hours = None;
        samples[3].oil_hours = Some(499.0);
        assert_eq!(starts(&samples), [(LifeStart::FirstSample, vec![0, 1, 2]), (LifeStart::HoursFell, vec![3])]);
    }

    #[test]
    fn another_product_begins_a_life_and_another_spelling_does_not() {
        let mut standards = fixture::standards();
        fixture::product(&mut standards, "Oil", "hydraulic", None);
        let mut samples = fixture::monthly(&standards, "fe", &["1", "2", "3", "4"]);
        samples[1].product = Some(Arc::from("OIL (drum)"));
        samples[2].product = None;
        samples[3].product = Some(Arc::from("Oil Plus"));
        let histories = histories(&samples, &standards);
        let starts: Vec<LifeStart> = histories[0].lives.iter().map(|life| life.start).collect();
        assert_eq!(starts, [LifeStart::FirstSample, LifeStart::ProductChanged]);
    }

    #[test]
    fn more_than_half_of_the_sump_at_once_is_a_partial_change_and_scales_what_the_life_begins_with() {
        let standards = fixture::standards();
        let with = |litres: f64| {
            let mut samples = fixture::monthly(&standards, "fe", &["30", "40", "12", "14"]);
            (samples[0].sump_l, samples[2].top_up_l) = (Some(100.0), Some(litres));
            samples
        };
        assert_eq!(starts(&with(50.0)), [(LifeStart::FirstSample, vec![0, 1, 2, 3])]);
        let retained = LifeStart::PartlyChanged { retained: 0.25 };
        assert_eq!(starts(&with(75.0)), [(LifeStart::FirstSample, vec![0, 1]), (retained, vec![2, 3])]);
        let samples = with(75.0);
        let histories = histories(&samples, &standards);
        let level = |life: usize| histories[0].lives[life].start_level(fixture::id(&standards, "fe"));
        // A quarter of 40 stayed, and the new oil brought none.
        assert_eq!((level(0), level(1)), (None, Some(10.0)));
        assert_eq!(starts(&with(130.0))[1].0, LifeStart::PartlyChanged { retained: 0.0 });
    }

    #[test]
    fn new_oil_belongs_to_no_life() {
        let mut samples = fixture::monthly(&fixture::standards(), "fe", &["1", "2", "3"]);
        samples[1].kind = SampleKind::New;
        assert_eq!(starts(&samples), [(LifeStart::FirstSample, vec![0, 2])]);
    }
}
