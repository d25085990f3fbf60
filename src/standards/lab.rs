//! How one laboratory lays out its export: `labs/*.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{MachineType, PropertyId, Severity, Unit, fold};

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
    /// Heading of a column of hours or litres to the heading of the column that says its unit row by row, `h` or `km`.
    pub unit_from: BTreeMap<String, String>,
    /// Headings, as written, that are known and left out on purpose, with the reason. `RESULT_*` stands for all that
    /// begin so, `* - Estado` for all that end so.
    pub ignore: BTreeMap<String, String>,
    /// Context fields that every row of the file has, `lab` or `customer`.
    pub constants: BTreeMap<String, String>,
    /// Cell words of this layout, folded: `-` to not tested, `N` to absent.
    pub words: BTreeMap<String, super::property::Word>,
    /// Words of yes-or-no columns alone, folded: `-`, which is a missing result in a column of numbers, to no.
    pub yes_no: BTreeMap<String, bool>,
    /// What the laboratory's own verdicts mean, folded: `a` to normal. They are compared with, never used as ours.
    pub verdicts: BTreeMap<String, Severity>,
    /// Values of the `machine_type` or `component` column that mean a machine type or a component's name.
    pub component_types: BTreeMap<String, MachineType>,
    /// Values of the grade or product column that mean a grade.
    pub grades: BTreeMap<String, String>,
}

/// The form in which headings of files and profiles are compared: folded, and without the year of a method's edition,
/// `ASTM D 5185-18` or `ISO 4406:2021`, which changes while the column stays the same.
#[must_use]
pub fn heading_key(heading: &str) -> String {
    let folded = fold(heading);
    let names_method = folded.contains("astm") || folded.contains("iso");
    if !names_method {
        return folded;
    }
    let words: Vec<&str> = folded.split(' ').map(without_year).collect();
    words.join(" ")
}

/// `5185-18` to `5185`, `4406:2021` to `4406`.
fn without_year(word: &str) -> &str {
    let number = word.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let Some((method, year)) = number.split_once(['-', ':']) else { return word };
    let is_figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_figures(method) && is_figures(year) && matches!(year.len(), 2 | 4) {
        word.get(..word.len() - year.len() - 1).unwrap_or(word)
    } else {
        word
    }
}

impl LabProfile {
    /// The reason for which a heading is left out, if it is.
    #[must_use]
    pub fn ignored(&self, heading: &str) -> Option<&str> {
        let folded = heading_key(heading);
        let whole = self.ignore.iter().find(|(ignored, _)| heading_key(ignored) == folded);
        // A column that is named has a meaning, whatever a pattern says of its like.
        let is_named = || self.columns.keys().any(|known| heading_key(known) == folded);
        let by_part = || {
            self.ignore.iter().find(|(pattern, _)| match (pattern.strip_suffix('*'), pattern.strip_prefix('*')) {
                (Some(begin), _) => !begin.is_empty() && folded.starts_with(&fold(begin)),
                (None, Some(end)) => !end.is_empty() && folded.ends_with(&fold(end)),
                (None, None) => false,
            })
        };
        whole.or_else(|| if is_named() { None } else { by_part() }).map(|(_, reason)| reason.as_str())
    }
}

/// The shape of a laboratory's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// A row is a sample, a column a result; or a row a result, if the columns say what was measured and the result.
    #[default]
    Wide,
    /// A row is one result of a sample.
    Long,
    /// A column is a sample, a row a property.
    Columns,
}

impl Form {
    /// All forms.
    pub const ALL: &'static [Self] = &[Self::Wide, Self::Long, Self::Columns];

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Long => "long",
            Self::Columns => "columns",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_an_edition_is_no_part_of_a_heading() {
        for (heading, key) in [
            ("ASTM D 5185-18 - Hierro (Fe)", "astm d 5185 - hierro (fe)"),
            ("ISO 4406:2021 - Conteo", "iso 4406 - conteo"),
            ("Agua (IR) ASTM E2412-23a", "agua (ir) astm e2412-23a"),
            ("ISO Code (4/6/14)", "iso code (4/6/14)"),
            ("HIERRO (FE) - 26", "hierro (fe) - 26"),
            ("ASTM D95-13 water", "astm d95 water"),
            ("NAS particles 5-15", "nas particles 5-15"),
        ] {
            assert_eq!(heading_key(heading), key);
        }
    }

    #[test]
    fn a_pattern_leaves_out_what_begins_or_ends_like_it_and_no_column_that_is_named() {
        let ignore = [("RESULT_*", "verdict"), ("* - Estado", "state"), ("Barcode", "own"), ("*", "all")];
        let rule = ColumnRule::Context { field: Arc::from("lab_verdict"), prefix: String::new() };
        let profile = LabProfile {
            ignore: ignore.map(|(heading, reason)| (heading.to_owned(), reason.to_owned())).into(),
            columns: BTreeMap::from([("RESULT_Product".to_owned(), rule)]),
            ..LabProfile::default()
        };
        let reasons = ["Result_ B", "Hierro (Fe)  - ESTADO ", "barcode", "RESULT_Product", "Fe", "Estado"];
        let expect = [Some("verdict"), Some("state"), Some("own"), None, None, None];
        assert_eq!(reasons.map(|heading| profile.ignored(heading)), expect);
    }
}
