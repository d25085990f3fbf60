//! Properties, units, headings, words and products: the dictionary of the standards folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Axis, MachineType, PropertyGroup, PropertyId, PropertyKind, Provenance, Rating, Unit, Worse};
use crate::stats::Ageing;

/// A row of `properties.csv`.
#[derive(Debug, Clone)]
pub struct Property {
    /// Id in files, `kv_40c`.
    pub id: Arc<str>,
    /// Section of a report.
    pub group: PropertyGroup,
    /// Axis that it speaks for.
    pub axis: Axis,
    /// What kind of result it has.
    pub kind: PropertyKind,
    /// Symbol, `ν40`; the id where the field has none.
    pub symbol: Arc<str>,
    /// Names by language: English, Chinese, Korean.
    pub names: [Arc<str>; 3],
    /// Canonical unit.
    pub unit: Unit,
    /// In which direction it gets worse.
    pub worse: Worse,
    /// Decimals shown.
    pub decimals: u8,
    /// Outside of this no sample can be: a slip of the pen, not a bad oil.
    pub plausible: (f64, f64),
    /// True for numbers that are steps of a scale and no quantities.
    pub is_stepped: bool,
}

impl Property {
    /// True if results have an order and no distances: nothing is added to them or taken off, and none is averaged.
    #[must_use]
    pub fn is_ordinal(&self) -> bool {
        self.kind != PropertyKind::Number || self.is_stepped
    }

    /// The name in a language (`en`, `zh`, `ko`); English for any other.
    #[must_use]
    pub fn name(&self, language: &str) -> &str {
        let [english, chinese, korean] = &self.names;
        match language {
            "zh" => chinese,
            "ko" => korean,
            _ => english,
        }
    }
}

/// `units.csv`: which spellings mean which unit, and how units of one dimension convert.
#[derive(Debug, Clone, Default)]
pub struct Units {
    /// By UCUM symbol.
    pub by_symbol: BTreeMap<String, UnitDefinition>,
    /// Folded spelling to UCUM symbol. The symbol itself is one of its spellings.
    pub by_spelling: BTreeMap<String, String>,
    /// `customary-units.csv`: what is meant where a heading says no unit.
    pub customary: BTreeMap<PropertyId, CustomaryUnit>,
}

/// A row of `customary-units.csv`: the one unit in which everybody states a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomaryUnit {
    /// The unit.
    pub unit: Unit,
    /// Where from.
    pub source: Arc<str>,
    /// How sure.
    pub provenance: Provenance,
}

/// A row of `units.csv`: base = value * factor + offset.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitDefinition {
    /// Units convert only within one dimension.
    pub dimension: String,
    /// Scale to the dimension's base unit.
    pub factor: f64,
    /// Shift to the dimension's base unit.
    pub offset: f64,
}

/// What a heading in the wild stands for: `headings.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadingMeaning {
    /// The property, or the name of a context field.
    pub target: HeadingTarget,
    /// The unit that the heading implies.
    pub unit: Option<Unit>,
    /// The test method that it names.
    pub method: Option<Arc<str>>,
}

/// A property or a field of the sample's form.
#[derive(Debug, Clone, PartialEq)]
pub enum HeadingTarget {
    /// A result.
    Property(PropertyId),
    /// A context field, `sampled_on`.
    Context(Arc<str>),
}

/// What a word in a cell means: `words.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The laboratory did not test it.
    NotTested,
    /// Tested, nothing found.
    NotDetected,
    /// A rating.
    Rating(Rating),
    /// Yes, for yes-or-no columns.
    Yes,
    /// No, for yes-or-no columns.
    No,
}

/// A row of `products.csv` with its rows of `typical.csv`.
#[derive(Debug, Clone)]
pub struct Product {
    /// Trade name.
    pub name: Arc<str>,
    /// Other spellings.
    pub aliases: Vec<Arc<str>>,
    /// Fluid family, `hydraulic`.
    pub family: Arc<str>,
    /// Grade it is sold as.
    pub grade: Option<Arc<str>>,
    /// Typical new-oil values in canonical units.
    pub typical: Vec<(PropertyId, f64)>,
    /// Where from.
    pub source: Arc<str>,
    /// How sure.
    pub provenance: Provenance,
}

/// A row of `ageing.csv`: by which course a property moves as the oil ages.
#[derive(Debug, Clone)]
pub struct Course {
    /// The course.
    pub model: Ageing,
    /// Where from.
    pub source: Arc<str>,
    /// How sure.
    pub provenance: Provenance,
}

/// A row of `drain.csv`: what a property over its limit means for the oil.
#[derive(Debug, Clone)]
pub struct DrainRole {
    /// Fluid family.
    pub family: Arc<str>,
    /// Property.
    pub property: PropertyId,
    /// What it decides.
    pub role: Role,
    /// Where from.
    pub source: Arc<str>,
    /// How sure.
    pub provenance: Provenance,
}

/// What a property over its limit asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The oil must be changed.
    Condemn,
    /// The oil must be changed if another condemning property agrees.
    WithAnother,
    /// The oil must be changed if it is dry; if it is wet, it must be dried and tested again first.
    CondemnDry,
    /// The oil must be dried, filtered or cleaned, not changed.
    Clean,
}

/// A row of `intervals.csv`: how often to sample.
#[derive(Debug, Clone)]
pub struct Interval {
    /// Machine family.
    pub machine_type: MachineType,
    /// `normal` or `critical`.
    pub criticality: Arc<str>,
    /// Days between samples.
    pub days: Option<u32>,
    /// Hours between samples.
    pub hours: Option<u32>,
    /// Where from.
    pub source: Arc<str>,
    /// How sure.
    pub provenance: Provenance,
}
