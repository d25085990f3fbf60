//! Levels with what left with the oil added back.

use crate::domain::{PropertyGroup, PropertyId, PropertyKind, Value};
use crate::standards::Standards;

use super::super::life::OilLife;
use super::super::series::{LifeSeries, SeriesPoint};
use super::{TopUps, share_of};

/// Units of what mixes by mass, so that oil added thins it or brings it.
const MIXING_UNITS: [&str; 5] = ["mg/kg", "%{m/m}", "%", "mg{KOH}/g", "{Abs}/cm"];

/// The least and the most that a number can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) least: f64,
    pub(super) most: f64,
}

impl Range {
    const NONE: Self = Self { least: 0.0, most: 0.0 };

    /// Where a result can lie; a content is not below zero. A result without a number lies nowhere.
    const fn of(value: Value) -> Option<Self> {
        match value {
            Value::Exact(number) => Some(Self { least: number, most: number }),
            Value::Below(bound) | Value::AtMost(bound) => Some(Self { least: 0.0, most: bound }),
            Value::Above(bound) | Value::AtLeast(bound) => Some(Self { least: bound, most: f64::INFINITY }),
            Value::NotDetected | Value::Code(_) => None,
        }
    }

    /// What left with the oil and was not brought by the oil added, between two levels.
    pub(super) fn lost(share: f64, (before, now): (Self, Self), brought: Self) -> Self {
        if share <= 0.0 {
            return Self::NONE;
        }
        let mean = |a: f64, b: f64| a / 2.0 + b / 2.0;
        Self {
            least: share * (mean(before.least, now.least) - brought.most),
            most: share * (mean(before.most, now.most) - brought.least),
        }
    }
}

/// What a litre of the oil added brings along, as a level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brought(pub(super) Range);

impl Brought {
    /// What the reference oil of a life brings of a property; `None` where the property does not mix by mass or its
    /// level in the new oil is not known.
    ///
    /// A wear metal of which nothing is known in the new oil counts as not brought along, as in the mass balance.
    #[must_use]
    pub fn of(life: &OilLife, property: PropertyId, standards: &Standards) -> Option<Self> {
        let described = standards.property(property);
        if described.kind != PropertyKind::Number || !MIXING_UNITS.contains(&described.unit.symbol()) {
            return None;
        }
        let measured = life.reference.value(property).map(|new| Range { least: new, most: new });
        match described.group {
            PropertyGroup::Wear => {
                let below = life.reference.below.get(&property);
                let below = below.map(|bound| Range { least: 0.0, most: *bound });
                Some(Self(measured.or(below).unwrap_or(Range::NONE)))
            }
            PropertyGroup::Additive | PropertyGroup::Condition => measured.map(Self),
            _ => None,
        }
    }

    /// The level as a number; `None` where only a bound of it is known.
    pub(in crate::history) fn number(self) -> Option<f64> {
        (self.0.most <= self.0.least).then_some(self.0.least)
    }
}

impl TopUps {
    /// The series with what left with the oil added back, one point for each that has a number or a bound.
    ///
    /// Where the range of what was lost is wider than `resolution`, because censored values bound it, an exact result
    /// becomes "at least". Oil that the forms do not mention is not corrected for.
    #[must_use]
    pub fn corrected(&self, points: &[SeriesPoint], brought: Brought, resolution: f64) -> Vec<SeriesPoint> {
        let mut lost = Range::NONE;
        let mut before: Option<(usize, Range)> = None;
        let mut corrected = Vec::with_capacity(points.len());
        for point in points {
            let Some(now) = Range::of(point.value) else { continue };
            if let Some((sample, level)) = before {
                let share = share_of(self.between(sample, point.sample));
                let step = Range::lost(share, (level, now), brought.0);
                lost = Range { least: lost.least + step.least, most: lost.most + step.most };
            }
            before = Some((point.sample, now));
            let value = match point.value {
                Value::Exact(number) if lost.most - lost.least <= resolution => Value::Exact(number + lost.least),
                Value::Exact(number) | Value::AtLeast(number) => Value::AtLeast(number + lost.least),
                Value::Above(bound) => Value::Above(bound + lost.least),
                Value::Below(bound) if lost.most.is_finite() => Value::Below(bound + lost.most),
                Value::AtMost(bound) if lost.most.is_finite() => Value::AtMost(bound + lost.most),
                _ => continue,
            };
            corrected.push(SeriesPoint { value, ..*point });
        }
        corrected
    }
}

impl LifeSeries {
    /// The results of a property up to and with a sample, with what left with the oil added back. `None` where no oil
    /// was added that the forms tell of, or the property cannot be corrected.
    #[must_use]
    pub fn corrected(
        &self,
        life: &OilLife,
        property: PropertyId,
        up_to: usize,
        standards: &Standards,
    ) -> Option<Vec<SeriesPoint>> {
        if !self.top_ups.has_any(up_to) {
            return None;
        }
        let brought = Brought::of(life, property, standards)?;
        let resolution = 10_f64.powi(-i32::from(standards.property(property).decimals));
        Some(self.top_ups.corrected(self.up_to(property, up_to), brought, resolution))
    }
}
