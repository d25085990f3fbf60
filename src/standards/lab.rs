//! How one laboratory lays out its export: `labs/*.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{MachineType, PropertyId, Unit};

/// A file of `labs/`.
#[derive(Debug, Clone, Default)]
pub struct LabProfile {
    /// File name without `.toml`.
    pub name: Arc<str>,
    /// What it is, for people.
    pub title: Arc<str>,
    /// Headings that must all be there for the profile to be chosen by itself.
    pub signature: Vec<String>,
    /// Encoding by its WHATWG name, `windows-1252`; `None` to find it.
    pub encoding: Option<String>,
    /// Sheets of a workbook that are read; empty for all of them.
    pub sheets: Vec<String>,
    /// Row of the headings, from 1; `None` to find it.
    pub heading_row: Option<u32>,
    /// Shape of the table.
    pub form: Form,
    /// Delimiter; `None` to find it.
    pub delimiter: Option<u8>,
    /// Decimal sign; `None` to find it, column by column.
    pub decimal: Option<u8>,
    /// Date forms in strftime notation, tried in order; month names are `%b`.
    pub date_formats: Vec<String>,
    /// Month names beyond English, folded, to 1..=12.
    pub months: BTreeMap<String, u32>,
    /// Two-digit years up to this one are 20xx, later ones 19xx.
    pub century_pivot: u32,
    /// Heading, as written, to what it is.
    pub columns: BTreeMap<String, ColumnRule>,
    /// Headings of `columns` that not every file of the laboratory has, as written; no one misses them.
    pub optional: BTreeSet<String>,
    /// Heading of an hours column to the heading of the column that says what it counts, `h` or `km`.
    pub unit_from: BTreeMap<String, String>,
    /// Headings, as written, that are known and left out on purpose, with the reason.
    pub ignore: BTreeMap<String, String>,
    /// Context fields that every row of the file has, `lab` or `customer`.
    pub constants: BTreeMap<String, String>,
    /// Cell words of this layout, folded: `-` to not tested, `N` to absent.
    pub words: BTreeMap<String, super::property::Word>,
    /// Values of the `machine_type` or `component` column that mean a machine type or a component's name.
    pub component_types: BTreeMap<String, MachineType>,
    /// Values of the grade or product column that mean a grade.
    pub grades: BTreeMap<String, String>,
}

/// The shape of a laboratory's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// A row is a sample, a column a result.
    #[default]
    Wide,
}

impl Form {
    /// All forms.
    pub const ALL: &'static [Self] = &[Self::Wide];

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Wide => "wide",
        }
    }

    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.id() == id)
    }
}

/// What a column of a layout is.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnRule {
    /// A context field; a prefix is put before the cell's text (`Engine ` + `3`).
    Context {
        /// Field of the sample's form.
        field: Arc<str>,
        /// Put before the text.
        prefix: String,
    },
    /// A result in the unit given.
    Property {
        /// What was measured.
        property: PropertyId,
        /// In which unit.
        unit: Unit,
    },
    /// One number of a coded result, `ISO6`: which of the three.
    CodePart {
        /// The coded property.
        property: PropertyId,
        /// Index of the number, 0 to 2.
        position: u8,
    },
}
