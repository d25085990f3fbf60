//! The new oil that a used oil is compared with, and which one it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{PropertyId, Provenance};

/// New-oil values, each with its origin. A property without one is not compared.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    /// By property, in canonical unit.
    pub values: BTreeMap<PropertyId, ReferenceValue>,
}

/// One new-oil value.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceValue {
    /// In the property's canonical unit.
    pub value: f64,
    /// Where it comes from.
    pub kind: ReferenceKind,
    /// How far it can be trusted.
    pub provenance: Provenance,
}

/// Where a new-oil value comes from, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceKind {
    /// Measured on new oil of the same product (and lot, where given).
    Measured {
        /// The new-oil sample.
        sample_id: Arc<str>,
        /// When it was drawn.
        sampled_on: NaiveDate,
        /// Its lot, if it is the used oil's lot too.
        lot: Option<Arc<str>>,
    },
    /// The product's typical data.
    Typical {
        /// The product.
        product: Arc<str>,
    },
    /// The middle of the grade's viscosity class.
    GradeMidpoint {
        /// The grade.
        grade: Arc<str>,
    },
}

impl Reference {
    /// The new-oil number for a property.
    #[must_use]
    pub fn value(&self, property: PropertyId) -> Option<f64> {
        self.values.get(&property).map(|reference| reference.value)
    }
}
