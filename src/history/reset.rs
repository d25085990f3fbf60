//! Oil that was changed without a word on the form, found by its results.
//!
//! Additives do not come back by themselves, and metals do not leave by themselves: where both happen together, while
//! the hours run on, the oil was changed. One bottle is no proof, it may hold new oil; two in a row are. So a life
//! is only taken to begin at the second of them, and the first stays with the oil before, where the cause S03 asks
//! about it. Whatever a top-up explains is no change. That iron lower at longer oil hours and additives that rise mean
//! an unrecorded change is general practice; the thresholds are the project's.

use crate::domain::{PropertyGroup, PropertyId, PropertyKind, Reading, Sample, Value, Worse};
use crate::standards::Standards;
use crate::standards::method::OilState;

use super::Precisions;
use super::reference::{NewOils, Reference};

/// Samples of the old oil that the new one is held against.
const OLD_SAMPLES: usize = 3;
/// Metals that have to be down.
const METALS_DOWN: usize = 2;
/// Share of its level that a metal may keep: more of it is gone than left (project threshold).
const METAL_KEPT: f64 = 0.5;

/// What a change of oil is recognised by.
pub(super) struct Resets<'s> {
    standards: &'s Standards,
    precisions: Precisions,
}

/// The last samples of the old oil, and the two that may hold new oil.
struct Around<'a> {
    old: &'a [&'a Sample],
    new: [&'a Sample; 2],
    /// Share of the sump that was added since the old oil.
    added: f64,
}

impl<'s> Resets<'s> {
    pub(super) fn new(standards: &'s Standards) -> Self {
        Self { standards, precisions: Precisions::new(standards) }
    }

    /// True if a sample and the one before it, the last of its life, hold new oil, and those before them did not.
    /// `life` are the indices of the life's samples so far.
    pub(super) fn is_new_oil(
        &self,
        (samples, life): (&[&Sample], &[usize]),
        now: &Sample,
        new_oils: &NewOils<'_>,
    ) -> bool {
        let Some(from) = life.len().checked_sub(OLD_SAMPLES + 1) else { return false };
        let indices = life.get(from..).unwrap_or_default();
        let recent: Vec<&Sample> = indices.iter().filter_map(|index| samples.get(*index).copied()).collect();
        let Some((first, old)) = recent.split_last() else { return false };
        // Most samples end here: hardly any machine has metals that fall.
        if !self.falls_at_all(old, [first, now]) {
            return false;
        }
        let Some(added) = added(&recent, now) else { return false };
        let around = Around { old, new: [first, now], added };
        if !self.metals_are_down(&around) {
            return false;
        }
        let of_life: Vec<&Sample> = life.iter().filter_map(|index| samples.get(*index).copied()).collect();
        self.additives_are_back(&around, &new_oils.reference(&of_life))
    }

    /// A cheap look: some metal of the last old sample lies lower in both new ones.
    fn falls_at_all(&self, old: &[&Sample], new: [&Sample; 2]) -> bool {
        let Some(last) = old.last() else { return false };
        last.measurements.iter().filter(|m| self.is_metal(m.property)).any(|measurement| {
            let below = |sample: &Sample| {
                let now = value_of(sample, measurement.property).and_then(upper);
                now.zip(measurement.reading.exact()).is_some_and(|(now, before)| now <= before * METAL_KEPT)
            };
            new.into_iter().all(below)
        })
    }

    fn is_metal(&self, property: PropertyId) -> bool {
        let described = self.standards.property(property);
        described.group == PropertyGroup::Wear && described.unit.symbol() == "mg/kg"
    }

    fn is_additive(&self, property: PropertyId) -> bool {
        let described = self.standards.property(property);
        let is_used_up = described.group == PropertyGroup::Condition && described.worse == Worse::Down;
        described.kind == PropertyKind::Number && (described.group == PropertyGroup::Additive || is_used_up)
    }

    fn scatter(&self, property: PropertyId, level: f64) -> Option<f64> {
        self.precisions.reproducibility(property, level, OilState::Used)
    }

    /// Two metals or more are down by more than half and more than their method scatters, in both samples, and by more
    /// than the oil added explains; and none has risen.
    fn metals_are_down(&self, around: &Around<'_>) -> bool {
        let mut down = 0_usize;
        for property in measured(around, |property| self.is_metal(property)) {
            let Some((least, most)) = around.levels_before(property) else { continue };
            let (Some(scatter), Some(scatter_up)) = (self.scatter(property, least), self.scatter(property, most))
            else {
                continue;
            };
            let explained = least * (1.0 - around.added).max(0.0);
            let level = explained.min(least * METAL_KEPT).min(explained - scatter);
            if around.both(property, |value| upper(value).is_some_and(|now| now <= level)) {
                down += 1;
            } else if around.any(property, |value| lower(value).is_some_and(|now| now > most + scatter_up)) {
                return false;
            }
        }
        down >= METALS_DOWN
    }

    /// One additive or more stood below the new oil by more than its method scatters and is back at it in both samples;
    /// and none is still below.
    fn additives_are_back(&self, around: &Around<'_>, reference: &Reference) -> bool {
        let mut back = false;
        for property in measured(around, |property| self.is_additive(property)) {
            let Some(new) = reference.value(property) else { continue };
            let Some(scatter) = self.scatter(property, new) else { continue };
            let is_at = |value: Value| value.exact().is_some_and(|now| (now - new).abs() <= scatter);
            if !around.both(property, is_at) {
                return false;
            }
            let Some((_, most)) = around.levels_before(property) else { continue };
            let Some(scatter_before) = self.scatter(property, most) else { continue };
            let expected = most + around.added * (new - most).max(0.0);
            let has_risen =
                around.both(property, |value| value.exact().is_some_and(|now| now > expected + scatter_before));
            back |= most < new - scatter && has_risen;
        }
        back
    }
}

impl Around<'_> {
    /// The least and the most of the old samples' results; `None` unless each has a number.
    fn levels_before(&self, property: PropertyId) -> Option<(f64, f64)> {
        let mut range: Option<(f64, f64)> = None;
        for sample in self.old {
            let level = sample.exact(property)?;
            range = Some(range.map_or((level, level), |(least, most)| (least.min(level), most.max(level))));
        }
        range
    }

    fn both(&self, property: PropertyId, holds: impl Fn(Value) -> bool) -> bool {
        self.new.iter().all(|sample| value_of(sample, property).is_some_and(&holds))
    }

    fn any(&self, property: PropertyId, holds: impl Fn(Value) -> bool) -> bool {
        self.new.iter().any(|sample| value_of(sample, property).is_some_and(&holds))
    }
}

fn value_of(sample: &Sample, property: PropertyId) -> Option<Value> {
    sample.reading(property).and_then(Reading::value)
}

/// The properties of a kind that the sample has.
fn measured(around: &Around<'_>, is_wanted: impl Fn(PropertyId) -> bool) -> Vec<PropertyId> {
    let [_, now] = around.new;
    now.measurements.iter().map(|measurement| measurement.property).filter(|property| is_wanted(*property)).collect()
}

/// The share of the sump added with the two new samples; `None` if litres went into a sump of unknown size.
fn added(recent: &[&Sample], now: &Sample) -> Option<f64> {
    let first = recent.last()?;
    let sump = [now].into_iter().chain(recent.iter().rev().copied()).find_map(|sample| sample.sump_l);
    let litres: f64 = [first.top_up_l, now.top_up_l].into_iter().flatten().sum();
    if litres <= 0.0 {
        return Some(0.0);
    }
    sump.filter(|sump| *sump > 0.0).map(|sump| litres / sump)
}

/// The number that a value surely does not exceed.
const fn upper(value: Value) -> Option<f64> {
    match value {
        Value::Exact(number) | Value::Below(number) | Value::AtMost(number) => Some(number),
        Value::Above(_) | Value::AtLeast(_) | Value::NotDetected | Value::Code(_) => None,
    }
}

/// The number that a value surely is not under.
const fn lower(value: Value) -> Option<f64> {
    match value {
        Value::Exact(number) | Value::Above(number) | Value::AtLeast(number) => Some(number),
        Value::Below(_) | Value::AtMost(_) | Value::NotDetected | Value::Code(_) => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::{LifeStart, fixture, histories};
    use super::*;
    use crate::domain::SampleKind;

    /// Iron, copper and base number, sample by sample, of an oil that is new at a base number of 10. Precision: 2 mg/kg
    /// of the metals, 0.5 of the base number.
    fn starts(results: &[(&str, &str, &str)], change: impl Fn(&mut Vec<Sample>)) -> Vec<(LifeStart, usize)> {
        let mut standards = fixture::standards();
        fixture::precision(&mut standards, "cu", OilState::Any, 2.0, 0.0, 0.0);
        fixture::precision(&mut standards, "base_number", OilState::Any, 0.5, 0.0, 0.0);
        let mut samples: Vec<Sample> = results
            .iter()
            .enumerate()
            .map(|(index, (fe, cu, base))| {
                let hours = Some(500.0 * (index as f64 + 1.0));
                let results = [("fe", *fe), ("cu", *cu), ("base_number", *base)];
                fixture::sample(&standards, &format!("2025-{:02}-01", index + 1), hours, &results)
            })
            .collect();
        change(&mut samples);
        let mut new = fixture::sample(&standards, "2024-12-01", None, &[("base_number", "10")]);
        new.kind = SampleKind::New;
        samples.insert(0, new);
        let histories = histories(&samples, &standards);
        histories[0].lives.iter().map(|life| (life.start, life.samples[0])).collect()
    }

    const OLD: [(&str, &str, &str); 3] = [("20", "10", "7"), ("21", "11", "6.5"), ("22", "11", "6")];
    const ONE: [(LifeStart, usize); 1] = [(LifeStart::FirstSample, 1)];
    const TWO: [(LifeStart, usize); 2] = [(LifeStart::FirstSample, 1), (LifeStart::FoundByResults, 5)];

    fn with(new: &[(&str, &str, &str)]) -> Vec<(LifeStart, usize)> {
        starts(&[&OLD[..], new].concat(), |_| {})
    }

    #[test]
    fn two_samples_of_new_oil_begin_a_life_at_the_second() {
        assert_eq!(with(&[("4", "3", "9.8"), ("5", "4", "9.6"), ("6", "5", "9.4")]), TWO);
        // One bottle may be anything.
        assert_eq!(with(&[("4", "3", "9.8")]), ONE);
        assert_eq!(with(&[("4", "3", "9.8"), ("22", "11", "6")]), ONE);
        // A fall under the reporting limit is sure.
        assert_eq!(with(&[("<1", "<1", "9.8"), ("<1", "<1", "9.6")]), TWO);
    }

    #[test]
    fn metals_or_additives_alone_do_not() {
        // Filtered: the base number stays where it was.
        assert_eq!(with(&[("4", "3", "6"), ("5", "4", "6")]), ONE);
        // Additive restored: the metals stay.
        assert_eq!(with(&[("22", "11", "9.8"), ("22", "11", "9.6")]), ONE);
        // One metal alone, or another that rises.
        assert_eq!(with(&[("4", "11", "9.8"), ("5", "11", "9.6")]), ONE);
        // Just more than half of the iron left; just half.
        assert_eq!(with(&[("10.1", "3", "9.8"), ("10.1", "3", "9.6")]), ONE);
        assert_eq!(with(&[("10", "3", "9.8"), ("10", "3", "9.6")]), TWO);
        // The base number just within and just outside of what two tests of the new oil can differ by.
        assert_eq!(with(&[("4", "3", "9.5"), ("5", "4", "9.5")]), TWO);
        assert_eq!(with(&[("4", "3", "9.4"), ("5", "4", "9.5")]), ONE);
    }

    #[test]
    fn what_the_form_says_goes_first() {
        let new = [("4", "3", "9.8"), ("5", "4", "9.6")];
        let all = [&OLD[..], &new].concat();
        // Hours that fell, and a change on the form.
        let fell = starts(&all, |samples| samples[3].oil_hours = Some(100.0));
        assert_eq!(fell, [(LifeStart::FirstSample, 1), (LifeStart::HoursFell, 4)]);
        let recorded = starts(&all, |samples| samples[2].oil_changed = Some(true));
        assert_eq!(recorded, [(LifeStart::FirstSample, 1), (LifeStart::RecordedChange, 4)]);
        // Half of the sump was added: that explains 10 of 20 mg/kg and no more.
        let topped = |litres: f64| {
            starts(&all, move |samples| (samples[3].top_up_l, samples[3].sump_l) = (Some(litres), Some(100.0)))
        };
        assert_eq!(topped(40.0), TWO);
        let unknown = starts(&all, |samples| samples[3].top_up_l = Some(40.0));
        assert_eq!(unknown, ONE);
    }

    #[test]
    fn three_samples_of_the_old_oil_are_needed() {
        let short = [&OLD[1..], &[("4", "3", "9.8"), ("5", "4", "9.6")][..]].concat();
        assert_eq!(starts(&short, |_| {}), ONE);
    }
}
