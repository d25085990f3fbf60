//! What a row of results measures: the parameter's name and unit as they stand in the row, to a property.
//!
//! Names are matched as headings are: by the layout profile, by the project's own ids, by the dictionary of all known
//! headings. A unit of the row's own comes before the unit that the name says, and the customary one is assumed only
//! where neither says any.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{ProblemCode, PropertyId, PropertyKind, Unit, fold};
use crate::standards::lab::{ColumnRule, heading_key};
use crate::standards::property::Word;
use crate::standards::{LabProfile, Standards};

use super::super::column::{needs_unit, result_column, split_own};
use super::super::fault::{did_you_mean, nearest, quoted};
use super::super::heading::{self, AssumedUnit, Dictionary, ELEMENTS_AROUND, Evidence, Found, Target as Means};
use super::super::result::ResultColumn;
use super::super::words::Words;

/// What a parameter stands for.
#[derive(Debug, Clone)]
pub enum Target {
    /// A property, in a unit that can be converted; the unit may be one that nothing says.
    Result(Box<ResultColumn>, Option<AssumedUnit>),
    /// Left out by name, with the reason under which its rows are accounted for.
    Aside(&'static str),
    /// Nobody knows.
    Unknown,
    /// It may be more than one thing: what is wrong with it.
    Ambiguous(String),
    /// The unit is missing, unknown or of another dimension: what is wrong with it.
    BadUnit(String),
}

/// All that a parameter's name is looked up in.
#[derive(Debug)]
pub struct Parameters<'s> {
    dictionary: &'s Dictionary<'s>,
    profile: Option<&'s LabProfile>,
    rules: BTreeMap<String, &'s ColumnRule>,
    /// True if enough of the table's names are elements for `P` to be one.
    among_elements: bool,
}

/// What a name means, and the unit that goes with it.
type Named = (PropertyId, Option<String>, Evidence);

impl<'s> Parameters<'s> {
    /// The names that a profile and the standards know; `names` are names of the table.
    #[must_use]
    pub fn new(profile: Option<&'s LabProfile>, dictionary: &'s Dictionary<'s>, names: &BTreeSet<String>) -> Self {
        let rules = profile.into_iter().flat_map(|profile| &profile.columns);
        let certain = |name: &String| match dictionary.find(name) {
            Found::Known(found) if found.evidence == Evidence::Said && dictionary.is_element(found.target) => {
                Some(found.target)
            }
            _ => None,
        };
        let elements: BTreeSet<Means> = names.iter().filter_map(certain).collect();
        Self {
            dictionary,
            profile,
            rules: rules.map(|(name, rule)| (heading_key(name), rule)).collect(),
            among_elements: elements.len() >= ELEMENTS_AROUND,
        }
    }

    const fn standards(&self) -> &'s Standards {
        self.dictionary.standards()
    }

    /// What a name with the row's own unit stands for.
    #[must_use]
    pub fn find(&self, name: &str, unit: &str, words: &Words<'_>) -> Target {
        let own_unit =
            Some(unit).filter(|unit| !unit.is_empty() && words.meaning(unit.as_bytes()) != Some(Word::NotTested));
        if self.profile.is_some_and(|profile| profile.ignored(name).is_some()) {
            return Target::Aside("ignored by profile");
        }
        let (property, named_unit, evidence) = match self.named(name) {
            Ok(named) => named,
            Err(target) => return target,
        };
        let known = self.standards().property(property);
        // Codes and ratings have no unit; what laboratories write for theirs ("code", "class") says nothing.
        let is_number = known.kind == PropertyKind::Number;
        let spelled = own_unit.map(|unit| self.dictionary.unit(unit).unwrap_or(unit));
        let mut unit = spelled.or(named_unit.as_deref()).filter(|_| is_number);
        if evidence == Evidence::AmongElements && !self.among_elements && unit.is_none() {
            let says = format!(
                "this may be {}, but a symbol of this kind is taken for an element only with a unit beside it, or where \
                 at least {ELEMENTS_AROUND} other names are elements; say what it is in a layout profile",
                known.id
            );
            return Target::Ambiguous(says);
        }
        let customary = self.standards().units.customary.get(&property).map(|customary| customary.unit.symbol());
        let assumed = customary.filter(|_| unit.is_none() && needs_unit(known));
        unit = unit.or(assumed);
        match result_column(property, unit, self.standards()) {
            Ok(column) if column.unit_by_density().is_none() => {
                let said = |unit: &str| AssumedUnit {
                    heading: name.to_owned(),
                    property: known.id.to_string(),
                    unit: unit.to_owned(),
                };
                Target::Result(Box::new(column), assumed.map(said))
            }
            _ => Target::BadUnit(self.bad_unit(property, own_unit.filter(|_| is_number).or(unit))),
        }
    }

    fn bad_unit(&self, property: PropertyId, unit: Option<&str>) -> String {
        let known = self.standards().property(property);
        let canonical = known.unit.symbol();
        unit.map_or_else(
            || format!("the unit is missing, and laboratories differ; {} is kept in {canonical}", known.id),
            |unit| {
                let unit = quoted(unit.as_bytes());
                format!(
                    "the unit {unit} is not known, or does not measure what {} is; it is kept in {canonical}",
                    known.id
                )
            },
        )
    }

    /// The property that a name means, or what is to be done with its rows.
    fn named(&self, name: &str) -> Result<Named, Target> {
        let symbol = |unit: &Unit| unit.symbol().to_owned();
        if let Some(ColumnRule::Property { property, unit }) = self.rules.get(&heading_key(name)) {
            return Ok((*property, Some(symbol(unit)), Evidence::Said));
        }
        let (own, unit, _) = split_own(name);
        if let Some(property) = self.standards().find_property(&fold(own)).filter(|_| own.len() > 2) {
            return Ok((property, unit.map(str::to_owned), Evidence::Said));
        }
        match self.dictionary.find(name) {
            Found::Known(meaning) => match meaning.target {
                Means::Property(property) => Ok((property, meaning.unit.as_ref().map(symbol), meaning.evidence)),
                Means::CodePart(..) | Means::Field(_) => Err(self.aside(name)),
            },
            Found::Conflict(one, other) => {
                let (one, other) = (self.dictionary.id(one), self.dictionary.id(other));
                let says = format!("one part of it means {one}, another {other}; say which it is in a layout profile");
                Err(Target::Ambiguous(says))
            }
            Found::Unknown => Err(self.aside(name)),
        }
    }

    /// Averages, verdicts and tests of grease are left out by name; all else that is no property is not known.
    fn aside(&self, name: &str) -> Target {
        heading::aside(name, self.dictionary).map_or(Target::Unknown, |aside| Target::Aside(aside.reason()))
    }

    /// What is told once of all rows with an unknown name.
    #[must_use]
    pub fn unknown(&self, name: &str, rows: u64) -> String {
        let folded = fold(name);
        let near = nearest(&folded, self.rules.keys().map(String::as_str).chain(self.dictionary.known()));
        let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        format!("nothing is known as {}; its {rows} are left out{}", quoted(name.as_bytes()), did_you_mean(near))
    }
}

impl Target {
    /// The code under which rows with this parameter are left out and told, if they are, and what is to be told.
    #[must_use]
    pub fn left_out(&self) -> Option<(ProblemCode, Option<&str>)> {
        match self {
            Self::Result(..) | Self::Aside(_) => None,
            Self::Unknown => Some((ProblemCode::UnknownParameter, None)),
            Self::Ambiguous(says) => Some((ProblemCode::AmbiguousColumn, Some(says))),
            Self::BadUnit(says) => Some((ProblemCode::BadUnit, Some(says))),
        }
    }
}
