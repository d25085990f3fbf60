//! What a row of results measures: the parameter's name and unit as they stand in the row, to a property.
//!
//! Names are matched whole, as headings are: by the layout profile, by the project's own ids, by `headings.csv`. A unit
//! of the row's own comes before the unit that the name says.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{ProblemCode, PropertyId, PropertyKind, fold};
use crate::standards::lab::ColumnRule;
use crate::standards::property::{HeadingTarget, Word};
use crate::standards::{LabProfile, Standards};

use super::super::column::{result_column, split_own, symbol_of};
use super::super::fault::{did_you_mean, nearest, quoted};
use super::super::result::ResultColumn;
use super::super::words::Words;

/// What a parameter stands for.
#[derive(Debug, Clone)]
pub enum Target {
    /// A property, in a unit that can be converted.
    Result(ResultColumn),
    /// Left out on purpose by the layout profile.
    Ignored,
    /// Nobody knows.
    Unknown,
    /// The unit is missing, unknown or of another dimension: what is wrong with it.
    BadUnit(String),
}

/// All that a parameter's name is looked up in.
#[derive(Debug)]
pub struct Parameters<'s> {
    standards: &'s Standards,
    rules: BTreeMap<String, &'s ColumnRule>,
    ignore: BTreeSet<String>,
}

impl<'s> Parameters<'s> {
    /// The names that a profile and the standards know.
    #[must_use]
    pub fn new(profile: Option<&'s LabProfile>, standards: &'s Standards) -> Self {
        let rules = profile.into_iter().flat_map(|profile| &profile.columns);
        let ignore = profile.into_iter().flat_map(|profile| &profile.ignore);
        Self {
            standards,
            rules: rules.map(|(name, rule)| (fold(name), rule)).collect(),
            ignore: ignore.map(|(name, _)| fold(name)).collect(),
        }
    }

    /// What a name with the row's own unit stands for.
    #[must_use]
    pub fn find(&self, name: &str, unit: &str, words: &Words<'_>) -> Target {
        let own_unit =
            Some(unit).filter(|unit| !unit.is_empty() && words.meaning(unit.as_bytes()) != Some(Word::NotTested));
        if self.ignore.contains(&fold(name)) {
            return Target::Ignored;
        }
        let Some((property, named_unit)) = self.property(name).or_else(|| self.property_before_unit(name)) else {
            return Target::Unknown;
        };
        // Codes and ratings have no unit; what laboratories write for theirs ("code", "class") says nothing.
        let is_number = self.standards.property(property).kind == PropertyKind::Number;
        let unit = own_unit.or(named_unit.as_deref()).filter(|_| is_number);
        match result_column(property, unit, self.standards) {
            Ok(column) => Target::Result(column),
            Err(_) => Target::BadUnit(self.bad_unit(property, unit)),
        }
    }

    fn bad_unit(&self, property: PropertyId, unit: Option<&str>) -> String {
        let known = self.standards.property(property);
        let canonical = known.unit.symbol();
        unit.map_or_else(
            || format!("the unit is missing; {} is kept in {canonical}", known.id),
            |unit| {
                let unit = quoted(unit.as_bytes());
                format!(
                    "the unit {unit} is not known, or does not measure what {} is; it is kept in {canonical}",
                    known.id
                )
            },
        )
    }

    /// The property of a whole name, with the unit that goes with the name.
    fn property(&self, name: &str) -> Option<(PropertyId, Option<String>)> {
        let folded = fold(name);
        if let Some(ColumnRule::Property { property, unit }) = self.rules.get(&folded) {
            return Some((*property, Some(unit.symbol().to_owned())));
        }
        let (own, unit, _) = split_own(name);
        if let Some(property) = self.standards.find_property(&fold(own)) {
            return Some((property, unit.map(str::to_owned)));
        }
        let meaning = self.standards.headings.get(&folded)?;
        match &meaning.target {
            HeadingTarget::Property(property) => {
                Some((*property, meaning.unit.as_ref().map(|unit| unit.symbol().to_owned())))
            }
            HeadingTarget::Context(_) => None,
        }
    }

    /// `Hollin, wt%` and `Water (ppm)`: a known name with a known unit behind it.
    fn property_before_unit(&self, name: &str) -> Option<(PropertyId, Option<String>)> {
        let name = name.trim();
        let in_brackets = |open: char, close: char| name.strip_suffix(close)?.rsplit_once(open);
        let cuts = [name.rsplit_once(','), in_brackets('(', ')'), in_brackets('[', ']')];
        cuts.into_iter().flatten().find_map(|(before, unit)| {
            let unit = symbol_of(&self.standards.units, unit.trim())?;
            let (property, _) = self.property(before.trim())?;
            Some((property, Some(unit.to_owned())))
        })
    }

    /// What is told once of all rows with an unknown name.
    #[must_use]
    pub fn unknown(&self, name: &str, rows: u64) -> String {
        let folded = fold(name);
        let known = self.rules.keys().chain(self.standards.headings.keys()).map(String::as_str);
        let near = nearest(&folded, known.chain(self.standards.properties.iter().map(|property| &*property.id)));
        let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        format!("nothing is known as {}; its {rows} are left out{}", quoted(name.as_bytes()), did_you_mean(near))
    }
}

impl Target {
    /// The code under which rows with this parameter are left out, if they are.
    #[must_use]
    pub const fn left_out(&self) -> Option<ProblemCode> {
        match self {
            Self::Result(_) | Self::Ignored => None,
            Self::Unknown => Some(ProblemCode::UnknownParameter),
            Self::BadUnit(_) => Some(ProblemCode::BadUnit),
        }
    }
}
