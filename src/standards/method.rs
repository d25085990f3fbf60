//! What a test method can tell apart: `methods.csv`.

use std::sync::Arc;

use crate::domain::{PropertyId, Provenance};

/// A row of `methods.csv`: the precision of one method for one property in one range.
#[derive(Debug, Clone)]
pub struct Precision {
    /// The method, `ASTM D664`.
    pub method: Arc<str>,
    /// The same method under other names.
    pub equivalents: Vec<Arc<str>>,
    /// What it measures.
    pub property: PropertyId,
    /// New oil, used oil, or any.
    pub oil: OilState,
    /// Repeatability r.
    pub repeatability: Option<PowerLaw>,
    /// Reproducibility R.
    pub reproducibility: Option<PowerLaw>,
    /// Range for which it was found, in the property's canonical unit.
    pub valid: (f64, f64),
    /// Footnote.
    pub note: Arc<str>,
    /// Where the numbers were seen.
    pub source: Arc<str>,
    /// How far they can be trusted.
    pub provenance: Provenance,
}

/// What oil a precision was found for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OilState {
    /// New oil.
    New,
    /// Used oil.
    Used,
    /// Either.
    Any,
}

impl OilState {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Used => "used",
            Self::Any => "any",
        }
    }
}

/// factor · (x + shift) ^ power, the form in which the methods state r and R.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerLaw {
    /// Multiplier, scaled to the canonical unit.
    pub factor: f64,
    /// Added to the level.
    pub shift: f64,
    /// Exponent; 0 for a constant.
    pub power: f64,
}

impl PowerLaw {
    /// The precision at a level; `None` if the level is outside of what the formula can take.
    #[must_use]
    pub fn at(self, level: f64) -> Option<f64> {
        let value = self.factor * (level + self.shift).powf(self.power);
        (value.is_finite() && value >= 0.0).then_some(value)
    }
}
