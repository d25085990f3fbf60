//! Oil lives: from one oil change to the next. A trend never crosses one.

use crate::domain::{Sample, SampleKind};

use super::reference::{NewOils, Reference};

/// From one oil change to the next.
#[derive(Debug, Clone)]
pub struct OilLife {
    /// Indices into the point's samples, in time order.
    pub samples: Vec<usize>,
    /// Why it begins where it begins.
    pub start: LifeStart,
    /// The new oil that it is compared with.
    pub reference: Reference,
}

/// Why an oil life begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifeStart {
    /// It is the first sample that there is.
    FirstSample,
    /// The form of the sample before says that the oil was changed.
    RecordedChange,
    /// The oil hours fell.
    HoursFell,
    /// The product changed.
    ProductChanged,
}

/// The oil lives of a point's samples, each with its reference oil.
pub(super) fn lives(samples: &[&Sample], new_oils: &NewOils<'_>) -> Vec<OilLife> {
    let mut parts: Vec<(LifeStart, Vec<usize>)> = Vec::new();
    let mut running = Running::default();
    for (index, sample) in samples.iter().enumerate().filter(|(_, sample)| sample.kind == SampleKind::InService) {
        let start = running.start(sample, new_oils);
        match (start, parts.last_mut()) {
            (None, Some((_, life))) => life.push(index),
            (start, _) => parts.push((start.unwrap_or(LifeStart::FirstSample), vec![index])),
        }
    }
    let life = |(start, indices): (LifeStart, Vec<usize>)| {
        let of_life: Vec<&Sample> = indices.iter().filter_map(|index| samples.get(*index).copied()).collect();
        OilLife { samples: indices, start, reference: new_oils.reference(&of_life) }
    };
    parts.into_iter().map(life).collect()
}

/// What is known of the oil at the sample before.
#[derive(Default)]
struct Running<'p> {
    begun: bool,
    changed: bool,
    hours: Option<f64>,
    product: Option<&'p str>,
}

impl<'p> Running<'p> {
    /// Why the sample begins a life, if it does; then takes the sample as the one before.
    fn start(&mut self, sample: &Sample, new_oils: &'p NewOils<'_>) -> Option<LifeStart> {
        let product = sample.product.as_deref().map(|product| new_oils.product_key(product));
        let fell = sample.oil_hours.zip(self.hours).is_some_and(|(now, before)| now < before);
        let start = if !self.begun {
            Some(LifeStart::FirstSample)
        } else if self.changed {
            Some(LifeStart::RecordedChange)
        } else if product.zip(self.product).is_some_and(|(now, before)| now != before) {
            Some(LifeStart::ProductChanged)
        } else {
            fell.then_some(LifeStart::HoursFell)
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
    fn new_oil_belongs_to_no_life() {
        let mut samples = fixture::monthly(&fixture::standards(), "fe", &["1", "2", "3"]);
        samples[1].kind = SampleKind::New;
        assert_eq!(starts(&samples), [(LifeStart::FirstSample, vec![0, 2])]);
    }
}
