//! One row, one limit.

use std::sync::Arc;

use crate::domain::{Code, Iso4406, Location, MachineType, PropertyId, Provenance, Recall, Severity};

use super::confirmation::Confirmation;
use super::document::DocumentId;
use super::scope::Scope;

/// A row of `grades/`, `in-service/` or `alarms/`. Numbers are in the property's canonical unit, except where
/// the dimension differs (`mg/L` water): then the row is kept and `comparable` is false.
#[derive(Debug, Clone)]
pub struct Limit {
    /// The document that it belongs to.
    pub document: DocumentId,
    /// The grade that it is for (`grades/`); empty in other folders.
    pub grade: Option<Arc<str>>,
    /// Beginnings of the grade names that it is for; empty for all that the document covers.
    pub for_grades: Vec<Arc<str>>,
    /// Machines that it is for; empty for all that the document covers.
    pub machine_types: Vec<MachineType>,
    /// To which components, models, products and ages of the oil it is narrowed.
    pub scope: Scope,
    /// What it limits.
    pub property: PropertyId,
    /// The test's condition as the document words it, `54 °C`.
    pub condition: Arc<str>,
    /// The test method that the document names.
    pub method: Arc<str>,
    /// What passes.
    pub compare: Compare,
    /// The limit as written in the file, for people: `at_most 0.1 %{m/m}`.
    pub written: String,
    /// The unit as written in the file, UCUM.
    pub unit: Arc<str>,
    /// False if the limit's unit is of another dimension than the property's.
    pub comparable: bool,
    /// Decimals that its numbers are written with; `None` if they are converted from another unit.
    pub decimals: Option<u8>,
    /// The severity reached when it fails.
    pub severity: Severity,
    /// How sure the memory behind a recalled limit is.
    pub recall: Option<Recall>,
    /// Footnote.
    pub note: Arc<str>,
    /// What another source says in its place and is not used, with that source; empty where none disagrees.
    pub other: Arc<str>,
    /// Where the number was seen.
    pub source: Arc<str>,
    /// How far it can be trusted.
    pub provenance: Provenance,
    /// Who held this row against the printed standard; `None` if nobody did, or the document as a whole was.
    pub confirmed: Option<Confirmation>,
    /// The folder laid over the rules that it comes from; `None` for the rules themselves.
    pub overlay: Option<Arc<str>>,
    /// Where it stands in the standards folder.
    pub location: Location,
}

/// What passes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Compare {
    /// value ≤ high
    AtMost(f64),
    /// value < high
    Below(f64),
    /// value ≥ low
    AtLeast(f64),
    /// value > low
    Above(f64),
    /// low ≤ value ≤ high
    Within(f64, f64),
    /// low ≤ value < high
    WithinBelow(f64, f64),
    /// A class not worse than this one.
    ClassAtMost(Code),
    /// An ISO 4406 code, judged number by number; `-` in the limit limits nothing.
    CodeAtMost(Iso4406),
    /// low ≤ 100 (value − reference) / reference ≤ high
    ChangeWithinPercent(f64, f64),
    /// value − reference ≤ high
    ChangeAtMost(f64),
    /// value − reference < high
    ChangeBelow(f64),
    /// value − reference ≥ low
    ChangeAtLeast(f64),
    /// 100 value / reference ≥ low
    PercentOfNewAtLeast(f64),
    /// A rating that is good: pass, clear, absent, normal.
    Pass,
    /// A trace or less; a number below the bound means a trace.
    AtMostTrace(f64),
    /// None; a number up to the bound means none.
    AtMostNone(f64),
    /// To be reported; never passes or fails.
    Report,
}

impl Compare {
    /// True if a reference (new-oil) value is needed.
    #[must_use]
    pub const fn needs_reference(self) -> bool {
        matches!(
            self,
            Self::ChangeWithinPercent(..)
                | Self::ChangeAtMost(_)
                | Self::ChangeBelow(_)
                | Self::ChangeAtLeast(_)
                | Self::PercentOfNewAtLeast(_)
        )
    }

    /// The band of passing numbers `(low, high)` as absolute values, infinite where open. `None` for codes,
    /// ratings and report rows, and where a needed reference is missing.
    #[must_use]
    pub fn band(self, reference: Option<f64>) -> Option<(f64, f64)> {
        const OPEN: f64 = f64::INFINITY;
        Some(match self {
            Self::AtMost(high) | Self::Below(high) | Self::AtMostTrace(high) | Self::AtMostNone(high) => (-OPEN, high),
            Self::AtLeast(low) | Self::Above(low) => (low, OPEN),
            Self::Within(low, high) | Self::WithinBelow(low, high) => (low, high),
            Self::ChangeWithinPercent(low, high) => {
                let new = reference?;
                (new * (1.0 + low / 100.0), new * (1.0 + high / 100.0))
            }
            Self::ChangeAtMost(high) | Self::ChangeBelow(high) => (-OPEN, reference? + high),
            Self::ChangeAtLeast(low) => (reference? + low, OPEN),
            Self::PercentOfNewAtLeast(low) => (reference? * low / 100.0, OPEN),
            Self::ClassAtMost(_) | Self::CodeAtMost(_) | Self::Pass | Self::Report => return None,
        })
    }
}
