//! Every number and word a verdict rests on, read from `standards/` and checked as a whole.
//!
//! The files are for a chemist to edit; the types here are for the stages to use, and hold nothing that was
//! not validated. Judging is not done here.

pub mod batch;
mod catalog;
pub mod cause;
pub mod cleanliness;
pub mod comparability;
mod confirm;
mod confirmation;
mod conversion;
mod coverage;
pub mod document;
mod edition;
mod faults;
mod grade;
pub mod lab;
pub mod label;
mod layer;
pub mod limit;
mod load;
pub mod method;
mod number;
pub mod property;
mod read;
pub mod scope;
pub mod show;
mod signal_says;
#[cfg(test)]
mod tests;
pub mod viscosity_class;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{DecisionRule, LimitId, PropertyId, Rounding};
use crate::stats::Ageing;

pub use batch::BatchRules;
pub use catalog::{Catalog, CatalogError};
pub use cause::CauseRule;
pub use cleanliness::Cleanliness;
pub use confirm::{ConfirmError, Confirming, Selection, Signature};
pub use confirmation::{Confirmation, Lapsed};
pub use conversion::{Conversion, Densities, Scale, kinematic_of_saybolt, saybolt_of_kinematic};
pub use document::{Document, DocumentId, DocumentKind, Precedence};
pub use edition::EditionError;
pub use faults::Faults;
pub use grade::{GradeCandidate, GradeClaim, Standing};
pub use lab::LabProfile;
pub use layer::{Layer, Overlay};
pub use limit::{Compare, Limit};
pub use load::{Files, LoadError, folder_files, write_folder};
pub use method::Precision;
pub use property::Property;
pub use scope::{Asked, Scope};
pub use viscosity_class::{ClassSystem, ViscosityClass};

/// The standards folder, loaded and without a fault.
#[derive(Debug)]
pub struct Standards {
    /// `properties.csv`; a [`PropertyId`] is an index into it.
    pub properties: Vec<Property>,
    /// `documents.toml`.
    pub documents: Vec<Document>,
    /// All rows of `grades/`, `in-service/` and `alarms/`; a [`LimitId`] is an index into it.
    pub limits: Vec<Limit>,
    /// `methods.csv`.
    pub precision: Vec<Precision>,
    /// `comparability.csv`: which methods and tests agree.
    pub comparability: comparability::Comparability,
    /// `batch.csv`: when samples of one laboratory run are held; `None` where no such checks are made.
    pub batch: Option<BatchRules>,
    /// `causes/*.toml`, by id.
    pub causes: Vec<CauseRule>,
    /// `cleanliness/*.csv`: particle counts to codes and classes.
    pub cleanliness: Cleanliness,
    /// `labs/*.toml`.
    pub labs: Vec<LabProfile>,
    /// `products.csv` with `typical.csv`.
    pub products: Vec<property::Product>,
    /// `units.csv`.
    pub units: property::Units,
    /// `headings.csv`: folded heading to what it means.
    pub headings: BTreeMap<String, property::HeadingMeaning>,
    /// `words.csv`: folded word to what it means.
    pub words: BTreeMap<String, property::Word>,
    /// `labels.csv`: words that mark what is no result.
    pub labels: label::Labels,
    /// `months.csv`: folded month name to its number.
    pub months: BTreeMap<String, u32>,
    /// `drain.csv`: which properties decide that an oil is due, by fluid family.
    pub drain: Vec<property::DrainRole>,
    /// `ageing.csv`.
    pub ageing: BTreeMap<PropertyId, property::Course>,
    /// `intervals.csv`.
    pub intervals: Vec<property::Interval>,
    /// `text/*.ftl` by language, as sources; `Catalog` renders them.
    pub text: BTreeMap<String, String>,
    /// SHA-256 over names and contents of all files of the lowest folder, hexadecimal.
    pub fingerprint: String,
    /// The lowest folder's name as given, or `built in`.
    pub origin: Arc<str>,
    /// The folders laid over it, lowest first.
    pub overlays: Vec<Overlay>,
    /// Rows that were confirmed and are no longer what was confirmed.
    pub lapsed: Vec<Lapsed>,
}

impl Standards {
    /// The property behind an id.
    ///
    /// # Panics
    /// Never for ids that came from this set of standards.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "a PropertyId is made only from an index into this list")]
    pub fn property(&self, id: PropertyId) -> &Property {
        &self.properties[id.index()]
    }

    /// By which course a property ages: straight, unless a row says otherwise.
    #[must_use]
    pub fn ageing(&self, property: PropertyId) -> Ageing {
        self.ageing.get(&property).map_or(Ageing::Straight, |course| course.model)
    }

    /// The limit behind an id.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "a LimitId is made only from an index into this list")]
    pub fn limit(&self, id: LimitId) -> &Limit {
        &self.limits[id.index()]
    }

    /// The document behind an id.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "a DocumentId is made only from an index into this list")]
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.0 as usize]
    }

    /// The document that a limit belongs to.
    #[must_use]
    pub fn document_of(&self, id: LimitId) -> &Document {
        self.document(self.limit(id).document)
    }

    /// Has the documents that leave it open decided by a laboratory's own choice. A document that asks for a rule keeps it.
    pub fn decide_by(&mut self, rule: Option<DecisionRule>, rounding: Option<Rounding>) {
        for document in &mut self.documents {
            document.decision_rule = document.decision_rule.or(rule);
            document.rounding = document.rounding.or(rounding);
        }
    }

    /// Finds a property by its id in files, `kv_40c`.
    #[must_use]
    pub fn find_property(&self, id: &str) -> Option<PropertyId> {
        let index = self.properties.iter().position(|property| &*property.id == id)?;
        u16::try_from(index).ok().map(PropertyId)
    }
}
