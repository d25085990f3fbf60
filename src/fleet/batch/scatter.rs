//! By how much a result scatters from run to run: the standard deviation that a check counts in.
//!
//! Source: repeatability and reproducibility are 2.77 standard deviations (ISO 5725-6, ISO 4259-1). What one laboratory
//! scatters over months lies between the two.

use std::collections::BTreeMap;

use crate::domain::PropertyId;
use crate::history::Precisions;
use crate::standards::Standards;
use crate::standards::method::{OilState, Precision};
use crate::stats::TWO_RESULTS;

/// Where scatter is looked up.
pub(super) struct Scatters<'s> {
    standards: &'s Standards,
    precisions: &'s Precisions,
    repeatability: BTreeMap<PropertyId, Vec<&'s Precision>>,
}

impl<'s> Scatters<'s> {
    pub(super) fn new(standards: &'s Standards, precisions: &'s Precisions) -> Self {
        let mut repeatability: BTreeMap<PropertyId, Vec<&Precision>> = BTreeMap::new();
        for row in standards.precision.iter().filter(|row| row.repeatability.is_some()) {
            repeatability.entry(row.property).or_default().push(row);
        }
        Self { standards, precisions, repeatability }
    }

    /// The standard deviation between laboratories, of used oil.
    pub(super) fn between(&self, property: PropertyId, level: f64) -> Option<f64> {
        Some(self.precisions.reproducibility(property, level, OilState::Used)? / TWO_RESULTS)
    }

    /// The same, or `percent` of the level where no precision is known, and never less than one step of the report.
    pub(super) fn at_least(&self, property: PropertyId, level: f64, percent: f64) -> f64 {
        self.between(property, level).unwrap_or_else(|| level.abs() * percent / 100.0).max(self.of_rounding(property))
    }

    /// What rounding alone scatters: a rounded result lies anywhere within its last step.
    pub(super) fn of_rounding(&self, property: PropertyId) -> f64 {
        10_f64.powi(-i32::from(self.standards.property(property).decimals)) / 12_f64.sqrt()
    }

    /// The standard deviation within one laboratory, of new oil: what a check sample scatters at the very least.
    pub(super) fn within(&self, property: PropertyId, level: f64) -> Option<f64> {
        let rows = self.repeatability.get(&property)?;
        let fits = |row: &&&Precision| row.oil != OilState::Used && (row.valid.0..=row.valid.1).contains(&level);
        let row = rows.iter().find(fits).or_else(|| rows.first())?;
        Some(row.repeatability?.at(level)? / TWO_RESULTS)
    }
}
