//! What the headings of a surveyed file are taken for. A heading is known by a profile that fits the file, by the
//! project's own form, or by `headings.csv`, with or without a unit in brackets behind it. Anything that a person
//! might read in two ways becomes a question, never a guess.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{PropertyId, PropertyKind, Unit, fold};
use crate::standards::lab::{ColumnRule, heading_key};
use crate::standards::property::HeadingTarget;
use crate::standards::{LabProfile, Standards};

use super::super::fault::nearest;
use super::super::field::{Field, FieldKind};
use super::{ColumnSurvey, TakenAs};

/// Element symbols that are also pressure, sulphur or voltage, carbon number, and more.
const CLASHING: [&str; 7] = ["p", "s", "k", "v", "b", "na", "al"];

/// So many other elements beside a clashing symbol make it an element too.
const ELEMENTS_BESIDE: usize = 3;

/// What the columns under the headings are taken for; `filled` says which have cells.
#[must_use]
pub fn said(
    headings: &[Arc<str>],
    filled: &[bool],
    profile: Option<&LabProfile>,
    standards: &Standards,
) -> Vec<ColumnSurvey> {
    let read = Headings { profile: profile.map(Rules::new), standards, names: known_names(standards) };
    let mut columns: Vec<ColumnSurvey> = headings
        .iter()
        .zip(filled.iter().copied().chain(std::iter::repeat(true)))
        .map(|(heading, filled)| read.column(heading, filled))
        .collect();
    ask_about_symbols(&mut columns, standards);
    ask_about_repeats(&mut columns);
    columns
}

/// True if the cells of the column are numbers.
#[must_use]
pub fn is_numeric(taken_as: &TakenAs) -> bool {
    match taken_as {
        TakenAs::Property(_) => true,
        TakenAs::Context(id) => Field::from_id(id).is_some_and(|field| field.kind() == FieldKind::Amount),
        TakenAs::Ambiguous(inner) => is_numeric(inner),
        TakenAs::CodePart(..) | TakenAs::Unknown(_) | TakenAs::Ignored => false,
    }
}

/// The columns of the profile that fits the file, by folded heading.
struct Rules<'s> {
    columns: BTreeMap<String, &'s ColumnRule>,
    profile: &'s LabProfile,
}

impl<'s> Rules<'s> {
    fn new(profile: &'s LabProfile) -> Self {
        Self { columns: profile.columns.iter().map(|(heading, rule)| (heading_key(heading), rule)).collect(), profile }
    }
}

struct Headings<'s> {
    profile: Option<Rules<'s>>,
    standards: &'s Standards,
    names: Vec<String>,
}

impl Headings<'_> {
    fn column(&self, heading: &Arc<str>, filled: bool) -> ColumnSurvey {
        let say = |taken_as, unit, assumed, why: String| ColumnSurvey {
            heading: heading.clone(),
            taken_as,
            unit,
            assumed,
            why,
        };
        let folded = fold(heading);
        if folded.is_empty() {
            return say(TakenAs::Ignored, None, false, "no heading".to_owned());
        }
        if let Some(known) = self.by_profile(heading) {
            return known;
        }
        let (name, unit) = split_unit(heading);
        let by_name = self.target(&folded).map(|found| (found, None));
        let found = by_name.or_else(|| self.target(&fold(name)).map(|found| (found, unit)));
        match found {
            Some((Target::Context(id, implied), unit)) => self.context(heading, id, implied, unit),
            Some((Target::Property(property, implied), unit)) => self.property(heading, property, implied, unit),
            None if verdict_or_derived(&folded).is_some() => {
                say(TakenAs::Ignored, None, false, verdict_or_derived(&folded).unwrap_or_default().to_owned())
            }
            None if !filled => say(TakenAs::Ignored, None, false, "no cell of it was filled".to_owned()),
            None => {
                let near = nearest(&folded, self.names.iter().map(String::as_str)).map(str::to_owned);
                say(TakenAs::Unknown(near), None, false, "this heading is not known".to_owned())
            }
        }
    }

    fn by_profile(&self, heading: &Arc<str>) -> Option<ColumnSurvey> {
        let profile = self.profile.as_ref()?;
        let said = |taken_as, unit, why| ColumnSurvey { heading: heading.clone(), taken_as, unit, assumed: false, why };
        if let Some(reason) = profile.profile.ignored(heading) {
            return Some(said(TakenAs::Ignored, None, reason.to_owned()));
        }
        let why = format!("as in labs/{}.toml", profile.profile.name);
        Some(match profile.columns.get(&heading_key(heading))? {
            ColumnRule::Context { field, .. } => said(TakenAs::Context(Field::from_id(field)?.id()), None, why),
            ColumnRule::Property { property, unit } => said(TakenAs::Property(*property), Some(unit.clone()), why),
            ColumnRule::CodePart { property, position } => said(TakenAs::CodePart(*property, *position), None, why),
        })
    }

    fn target(&self, folded: &str) -> Option<Target> {
        if let Some(field) = Field::from_id(folded) {
            return Some(Target::Context(field.id(), None));
        }
        if let Some(property) = self.standards.find_property(folded) {
            return Some(Target::Property(property, None));
        }
        let meaning = self.standards.headings.get(folded)?;
        Some(match &meaning.target {
            HeadingTarget::Context(field) => Target::Context(Field::from_id(field)?.id(), meaning.unit.clone()),
            HeadingTarget::Property(property) => Target::Property(*property, meaning.unit.clone()),
        })
    }

    fn symbol(&self, spelling: &str) -> Option<Unit> {
        let units = &self.standards.units;
        let symbol = units.by_symbol.get_key_value(spelling).map(|(symbol, _)| symbol);
        symbol.or_else(|| units.by_spelling.get(&fold(spelling))).map(|symbol| Unit::new(symbol.as_str()))
    }

    /// A context column. Hours and litres in another unit would be bent by a profile, which has no unit for them.
    fn context(
        &self,
        heading: &Arc<str>,
        id: &'static str,
        implied: Option<Unit>,
        written: Option<&str>,
    ) -> ColumnSurvey {
        let own = match Field::from_id(id) {
            Some(Field::OilHours | Field::MachineHours) => Some("h"),
            Some(Field::TopUpL | Field::SumpL) => Some("L"),
            _ => None,
        };
        let context = TakenAs::Context(id);
        let unit = written.map_or_else(
            || implied.map(|unit| unit.symbol().to_owned()),
            |written| Some(self.symbol(written).map_or_else(|| written.to_owned(), |unit| unit.symbol().to_owned())),
        );
        let (taken_as, assumed, why) = match (own, unit) {
            (Some(own), Some(unit)) if unit != own => {
                let says = format!("it counts in {unit}, and {id} in {own}; is it to be left out?");
                (TakenAs::Ambiguous(Box::new(context)), false, says)
            }
            (Some(own), None) if fold(heading) != id && !fold(heading).contains("hour") => {
                (context, true, format!("the heading does not say that it counts in {own}"))
            }
            _ => (context, false, "known heading".to_owned()),
        };
        ColumnSurvey { heading: heading.clone(), taken_as, unit: None, assumed, why }
    }

    fn property(
        &self,
        heading: &Arc<str>,
        property: PropertyId,
        implied: Option<Unit>,
        written: Option<&str>,
    ) -> ColumnSurvey {
        let known = self.standards.property(property);
        let column = |taken_as, unit, assumed, why: String| ColumnSurvey {
            heading: heading.clone(),
            taken_as,
            unit,
            assumed,
            why,
        };
        let taken = TakenAs::Property(property);
        if known.kind != PropertyKind::Number {
            return column(taken, None, false, "known heading".to_owned());
        }
        let unit = implied.or_else(|| written.and_then(|unit| self.symbol(unit)));
        let canonical = known.unit.symbol();
        match (unit, written) {
            (Some(unit), _) if self.standards.units.conversion(unit.symbol(), canonical).is_some() => {
                column(taken, Some(unit), false, "the unit stands in the heading".to_owned())
            }
            (Some(unit), _) => {
                let says = format!(
                    "{} does not convert into {canonical}, the unit of {}; which unit do the cells have?",
                    unit.symbol(),
                    known.id
                );
                column(TakenAs::Ambiguous(Box::new(taken)), Some(known.unit.clone()), true, says)
            }
            (None, Some(unit)) => {
                let says = format!("\"{unit}\" is not a unit of units.csv; which unit do the cells have?");
                column(TakenAs::Ambiguous(Box::new(taken)), Some(known.unit.clone()), true, says)
            }
            (None, None) => {
                let why = if is_own_unit(canonical) {
                    "the scale is its own unit"
                } else {
                    "the heading does not say a unit"
                };
                column(taken, Some(known.unit.clone()), !is_own_unit(canonical), why.to_owned())
            }
        }
    }
}

/// A heading's meaning, and the unit that it implies.
enum Target {
    Context(&'static str, Option<Unit>),
    Property(PropertyId, Option<Unit>),
}

/// Scales and indices need no unit in the heading.
fn is_own_unit(symbol: &str) -> bool {
    symbol == "1" || (symbol.starts_with('{') && symbol.ends_with('}'))
}

/// `Fe (mg/kg)`, `water [ppm]` to the name and the text of the unit.
fn split_unit(heading: &str) -> (&str, Option<&str>) {
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some((name, unit)) = heading.strip_suffix(close).and_then(|text| text.split_once(open)) {
            return (name.trim(), Some(unit.trim()));
        }
    }
    (heading, None)
}

/// Why a column with such a heading holds no results of a sample.
fn verdict_or_derived(folded: &str) -> Option<&'static str> {
    if folded.starts_with("result_") || folded.ends_with("- estado") {
        Some("the laboratory's own verdict on the column before it")
    } else if ["average", "mean", "promedio", "durchschnitt"].iter().any(|word| folded.contains(word)) {
        Some("an average, not a sample")
    } else if ["target", "limit", "límite"].iter().any(|word| folded.starts_with(word)) {
        Some("a target or limit, not a result")
    } else if folded.split(' ').any(|word| word == "acum" || word == "cumulative") {
        Some("a running total, not a result")
    } else {
        None
    }
}

fn known_names(standards: &Standards) -> Vec<String> {
    let ids = Field::ALL.iter().map(|field| field.id().to_owned());
    let properties = standards.properties.iter().map(|property| property.id.to_string());
    ids.chain(properties).chain(standards.headings.keys().cloned()).collect()
}

/// `P` alone may be pressure; beside other elements it is phosphorus.
fn ask_about_symbols(columns: &mut [ColumnSurvey], standards: &Standards) {
    let is_element = |column: &ColumnSurvey| match &column.taken_as {
        TakenAs::Property(property) => {
            let known = standards.property(*property);
            known.id.len() <= 2 && known.unit.symbol() == "mg/kg"
        }
        _ => false,
    };
    let elements = columns.iter().filter(|column| is_element(column)).count();
    for column in columns.iter_mut() {
        if is_element(column) && elements <= ELEMENTS_BESIDE && CLASHING.contains(&fold(&column.heading).as_str()) {
            let what = column.heading.clone();
            column.why = format!("is \"{what}\" the element? Few other elements stand beside it");
            column.taken_as = TakenAs::Ambiguous(Box::new(column.taken_as.clone()));
        }
    }
}

/// Two columns cannot be the same thing; which of them is, the laboratory knows.
fn ask_about_repeats(columns: &mut [ColumnSurvey]) {
    let mut first: Vec<(TakenAs, usize)> = Vec::new();
    for (index, column) in columns.iter_mut().enumerate() {
        if !matches!(column.taken_as, TakenAs::Context(_) | TakenAs::Property(_) | TakenAs::CodePart(..)) {
            continue;
        }
        match first.iter().find(|(taken, _)| *taken == column.taken_as) {
            Some((_, number)) => {
                column.why = format!("column {number} is taken for the same; which of the two is it?");
                column.taken_as = TakenAs::Ambiguous(Box::new(column.taken_as.clone()));
            }
            None => first.push((column.taken_as.clone(), index + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::tests::standards;

    fn check(headings: &[&str], expect: &[&str]) {
        let headings: Vec<Arc<str>> = headings.iter().map(|heading| Arc::from(*heading)).collect();
        let standards = standards::small();
        let told: Vec<String> = said(&headings, &vec![true; headings.len()], None, &standards)
            .iter()
            .map(|column| {
                let unit = column.unit.as_ref().map(Unit::symbol).unwrap_or_default();
                let assumed = if column.assumed { "?" } else { "" };
                let name = |taken: &TakenAs| match taken {
                    TakenAs::Context(id) => (*id).to_owned(),
                    TakenAs::Property(property) => standards.property(*property).id.to_string(),
                    other => format!("{other:?}"),
                };
                match &column.taken_as {
                    TakenAs::Ambiguous(inner) => format!("ask {} {unit}{assumed}", name(inner)),
                    taken => format!("{} {unit}{assumed}", name(taken)).trim_end().to_owned(),
                }
            })
            .collect();
        assert_eq!(told, expect);
    }

    #[test]
    fn units_come_from_the_heading_or_are_marked_as_assumed() {
        check(&["fe [ppm]", "cu (mg/kg)", "water"], &["fe mg/kg", "cu mg/kg", "water %{m/m}?"]);
        check(&["pq_index", "cleanliness_iso4406"], &["pq_index 1", "cleanliness_iso4406"]);
        check(&["iron ppm", "Water (mg/L)"], &["fe mg/kg", "ask water %{m/m}?"]);
        check(&["water (furlong)"], &["ask water %{m/m}?"]);
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        check(&["kv_40"], &["Unknown(Some(\"kv_40c\"))"]);
        check(&["colour of the sky"], &["Unknown(None)"]);
        check(&["", "RESULT_Fe", "Target PC 4", "Fe Acum ppm"], &["Ignored", "Ignored", "Ignored", "Ignored"]);
    }

    #[test]
    fn the_second_column_of_a_kind_is_a_question() {
        check(&["fe [ppm]", "Iron ppm"], &["fe mg/kg", "ask fe mg/kg"]);
        check(&["machine", "Machine"], &["machine", "ask machine "]);
    }

    #[test]
    fn hours_whose_unit_is_not_said_are_marked() {
        check(&["oil_hours", "machine_hours (km)"], &["oil_hours", "ask machine_hours "]);
    }
}
