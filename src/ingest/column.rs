//! What each column of a file is. A heading is known letter by letter, folded; none is guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Effect, Location, Problem, ProblemCode, PropertyId, PropertyKind, Unit, fold};
use crate::standards::lab::{ColumnRule, heading_key};
use crate::standards::property::{HeadingTarget, Units};
use crate::standards::{LabProfile, Property, Standards};

use super::fault::{Fault, did_you_mean, nearest};
use super::field::Field;
use super::heading;
use super::result::ResultColumn;

/// A column of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// What is known about the sample.
    Context {
        /// Which field of the form.
        field: Field,
        /// Put before the text.
        prefix: String,
    },
    /// A result.
    Result(ResultColumn),
    /// One number of a coded result.
    CodePart {
        /// The coded property.
        property: PropertyId,
        /// Its name in files.
        id: Arc<str>,
        /// Index of the number.
        position: usize,
    },
    /// Results of a property whose unit nothing says: kept as they stand, and compared with nothing.
    NoUnit(PropertyId),
    /// The laboratory's verdict on the result in another column.
    Verdict {
        /// Index of the column that it speaks of.
        of: usize,
    },
    /// A part of the result that the row is, in the long form.
    OfResult(Field),
    /// Left out, with the reason under which its cells are accounted for.
    Skipped(String),
    /// Without a heading: left out, and told if anything stands in it.
    Unnamed,
}

impl Column {
    /// The property of a column whose results can be compared.
    #[must_use]
    pub const fn result_of(&self) -> Option<PropertyId> {
        match self {
            Self::Result(result) => Some(result.property),
            Self::CodePart { property, .. } => Some(*property),
            _ => None,
        }
    }

    /// What no second column of a file may be; `None` for columns that may repeat.
    fn claim(&self) -> Option<(u8, usize, usize)> {
        match self {
            Self::Context { field, .. } | Self::OfResult(field) => Some((0, *field as usize, 0)),
            // A column that the sample's density may yet rule out takes no other one's place.
            Self::Result(result) if result.unit_by_density().is_some() => None,
            Self::Result(result) => Some((1, result.property.index(), 0)),
            Self::CodePart { property, position, .. } => Some((2, property.index(), *position)),
            Self::Verdict { .. } | Self::NoUnit(_) | Self::Skipped(_) | Self::Unnamed => None,
        }
    }
}

/// Finds out what the columns under the headings are, and what is wrong with those that are left out. `place` is the
/// file at the row of the headings.
#[must_use]
pub fn resolve(
    headings: &[Arc<str>],
    profile: Option<&LabProfile>,
    standards: &Standards,
    place: &Location,
) -> (Vec<Column>, Vec<Problem>) {
    let known = profile.map(ProfileColumns::new);
    let mut columns = Vec::with_capacity(headings.len());
    let mut problems = Vec::new();
    let mut claimed = BTreeMap::new();
    for (heading, number) in headings.iter().zip(1_u32..) {
        let found = match &known {
            _ if heading.is_empty() => Ok(Column::Unnamed),
            Some(known) => known.column(heading, standards),
            None => own_column(heading, standards),
        };
        let found = found.and_then(|column| {
            let Some(claim) = column.claim() else { return Ok(column) };
            match claimed.get(&claim) {
                None => {
                    claimed.insert(claim, number);
                    Ok(column)
                }
                Some(first) => {
                    let says = format!("column {first} already is this; this one is not read");
                    Err(Fault::new(ProblemCode::DuplicateColumn, says))
                }
            }
        });
        columns.push(found.unwrap_or_else(|fault| {
            let location = place.clone().at_column(number).under(heading.clone());
            let code = fault.code;
            problems.push(Problem { code, effect: Effect::ColumnIgnored, location, says: fault.says });
            // `P`, `V` and `NA` alone may be a pressure, a volume and no answer.
            let name = fold(split_own(heading).0);
            let says_property = code == ProblemCode::BadUnit && name.len() > 2;
            let without_unit = says_property.then(|| standards.find_property(&name)).flatten();
            let without_unit =
                without_unit.filter(|property| standards.property(*property).kind == PropertyKind::Number);
            without_unit.map_or_else(|| Column::Skipped(code.id().to_owned()), Column::NoUnit)
        }));
    }
    (columns, problems)
}

/// True if a heading is one of the project's own form.
#[must_use]
pub fn is_own(heading: &str, standards: &Standards) -> bool {
    let (name, ..) = split_own(heading);
    let name = fold(name);
    Field::from_id(&name).is_some() || standards.find_property(&name).is_some()
}

/// `kv_40c [mm2/s] ASTM D445` to its name, its unit and its method. The unit may have brackets of its own, `[[degF]]`;
/// the method may be left out.
pub(super) fn split_own(heading: &str) -> (&str, Option<&str>, Option<String>) {
    let heading = heading.trim();
    let cut = heading.split_once('[').and_then(|(name, rest)| Some((name.trim(), rest.rsplit_once(']')?)));
    match cut {
        Some((name, (unit, ""))) => (name, Some(unit.trim()), None),
        Some((name, (unit, method))) => match heading::method(&fold(method)) {
            Some(method) => (name, Some(unit.trim()), Some(method)),
            None => (heading, None, None),
        },
        None => (heading, None, None),
    }
}

/// The test method that a heading of the own form or of `headings.csv` names.
pub fn method_of(heading: &str, standards: &Standards) -> Option<Arc<str>> {
    let (.., own) = split_own(heading);
    own.map(Arc::from).or_else(|| standards.headings.get(&fold(heading))?.method.clone())
}

fn own_column(heading: &str, standards: &Standards) -> Result<Column, Fault> {
    let (name, unit, _) = split_own(heading);
    let name = fold(name);
    if let Some(field) = Field::from_id(&name).filter(|_| unit.is_none()) {
        return Ok(Column::Context { field, prefix: String::new() });
    }
    let Some(property) = standards.find_property(&name) else {
        let says =
            format!("this heading is not known{}", did_you_mean(own_suggestion(heading, &name, standards).as_deref()));
        return Err(Fault::new(ProblemCode::UnknownColumn, says));
    };
    result_column(property, unit, standards).map(Column::Result)
}

/// The own form's heading that an unknown one may stand for: by `headings.csv`, else by likeness.
fn own_suggestion(heading: &str, name: &str, standards: &Standards) -> Option<String> {
    let by_table = standards.headings.get(&fold(heading)).map(|meaning| match &meaning.target {
        HeadingTarget::Property(property) => with_unit(*property, meaning.unit.as_ref(), standards),
        HeadingTarget::Context(field) => field.to_string(),
    });
    by_table.or_else(|| {
        let fields = Field::ALL.iter().map(|field| field.id());
        let near = nearest(name, fields.chain(standards.properties.iter().map(|property| &*property.id)))?;
        Some(standards.find_property(near).map_or(near.to_owned(), |property| with_unit(property, None, standards)))
    })
}

/// True if a heading must say the unit: not for codes and ratings, nor for scales that are their own unit, `1` and `{dE}`.
pub fn needs_unit(known: &Property) -> bool {
    let symbol = known.unit.symbol();
    let is_scale = symbol == "1" || (symbol.starts_with('{') && symbol.ends_with('}'));
    known.kind == PropertyKind::Number && !is_scale
}

/// A property's heading in the own form.
fn with_unit(property: PropertyId, unit: Option<&Unit>, standards: &Standards) -> String {
    let known = standards.property(property);
    let unit = unit.unwrap_or(&known.unit).symbol();
    if needs_unit(known) { format!("{} [{unit}]", known.id) } else { known.id.to_string() }
}

pub(super) fn result_column(
    property: PropertyId,
    unit: Option<&str>,
    standards: &Standards,
) -> Result<ResultColumn, Fault> {
    let right = with_unit(property, None, standards);
    in_unit(property, unit, standards)
        .map_err(|says| Fault::new(ProblemCode::BadUnit, format!("{says}; write {right}")))
}

/// The column of a property whose numbers are in a unit, or why there is none.
pub fn in_unit(property: PropertyId, unit: Option<&str>, standards: &Standards) -> Result<ResultColumn, String> {
    let known = standards.property(property);
    let canonical = known.unit.symbol();
    let symbol = match unit.filter(|unit| !unit.is_empty()) {
        None if !needs_unit(known) => canonical,
        None => return Err("the heading does not say the unit".to_owned()),
        Some(unit) if unit == canonical => canonical,
        Some(unit) => symbol_of(&standards.units, unit)
            .ok_or_else(|| format!("the unit {unit} is not known (standards/units.csv)"))?,
    };
    ResultColumn::new(property, known, symbol, &standards.units)
        .filter(|column| known.kind == PropertyKind::Number || column.is_canonical())
        .ok_or_else(|| format!("{symbol} does not measure what {} is", known.id))
}

/// The symbol that a unit is meant by: a UCUM symbol letter by letter, else a spelling of `units.csv`.
pub(super) fn symbol_of<'a>(units: &'a Units, spelling: &'a str) -> Option<&'a str> {
    if let Some((symbol, _)) = units.by_symbol.get_key_value(spelling) {
        return Some(symbol);
    }
    units.by_spelling.get(&fold(spelling)).map(String::as_str)
}

/// The headings of a layout profile, folded.
struct ProfileColumns<'s> {
    rules: BTreeMap<String, &'s ColumnRule>,
    profile: &'s LabProfile,
    names: BTreeSet<&'s str>,
}

impl<'s> ProfileColumns<'s> {
    fn new(profile: &'s LabProfile) -> Self {
        Self {
            rules: profile.columns.iter().map(|(heading, rule)| (heading_key(heading), rule)).collect(),
            profile,
            names: profile.columns.keys().chain(profile.ignore.keys()).map(String::as_str).collect(),
        }
    }

    fn column(&self, heading: &str, standards: &Standards) -> Result<Column, Fault> {
        let folded = heading_key(heading);
        if let Some(reason) = self.profile.ignored(heading) {
            return Ok(Column::Skipped(format!("ignored by profile: {reason}")));
        }
        let unknown = |says: String| Fault::new(ProblemCode::UnknownColumn, says);
        match self.rules.get(&folded) {
            Some(ColumnRule::Context { field, prefix }) => match Field::from_id(field) {
                Some(field) => Ok(Column::Context { field, prefix: prefix.clone() }),
                None => {
                    Err(unknown(format!("the layout profile makes this column {field}, which is not a context column")))
                }
            },
            Some(ColumnRule::Property { property, unit }) => {
                result_column(*property, Some(unit.symbol()), standards).map(Column::Result)
            }
            Some(ColumnRule::CodePart { property, position }) => Ok(Column::CodePart {
                property: *property,
                id: standards.property(*property).id.clone(),
                position: usize::from(*position),
            }),
            None => {
                let near = nearest(heading, self.names.iter().copied());
                let says = format!("the layout profile does not know this heading{}", did_you_mean(near));
                Err(Fault::new(ProblemCode::ProfileDrift, says))
            }
        }
    }
}
