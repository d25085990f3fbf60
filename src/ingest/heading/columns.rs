//! From the headings of one table to its columns: what the neighbours settle, what stands twice, and every unit.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Effect, Location, Problem, ProblemCode, PropertyKind, Unit};

use super::super::column::{self, Column};
use super::super::fault::{Fault, did_you_mean, nearest};
use super::super::field::{Field, FieldKind};
use super::dictionary::{Dictionary, Evidence, Found, Meaning, Target};
use super::kind::{Aside, aside};
use super::said::{AssumedUnit, ColumnSaid};
use super::uom;

/// A symbol of one letter is an element only beside this many columns that certainly are.
pub const ELEMENTS_AROUND: usize = 3;

/// More unknown headings than this get no suggestion each: the table is another kind of table.
const MOST_SUGGESTIONS: usize = 40;

/// What the headings of a table came to.
#[derive(Debug, Default)]
pub struct Headed {
    /// What the columns are; as many as headings.
    pub columns: Vec<Column>,
    /// What is wrong with those that are left out.
    pub problems: Vec<Problem>,
    /// What each was taken for.
    pub said: Vec<ColumnSaid>,
    /// Units that the file does not say.
    pub assumed: Vec<AssumedUnit>,
    /// Columns of units (from 0) with the columns of amounts that they speak of.
    pub units_of: Vec<(usize, Vec<usize>)>,
}

/// A column while the table is being worked out.
enum Draft {
    Unnamed,
    Aside(Aside),
    UnitsColumn(String),
    Known(Meaning),
    Conflict(Target, Target),
    Unknown,
}

/// Finds out what the columns are. `units` are the cells of a row of units below the headings; `place` is the file at
/// the row of the headings.
#[must_use]
pub fn columns(
    headings: &[Arc<str>],
    units: Option<&[String]>,
    dictionary: &Dictionary<'_>,
    place: &Location,
) -> Headed {
    let is = |heading: &Arc<str>, fields: &[Field]| {
        let meaning = dictionary.meaning(heading);
        meaning.is_some_and(|meaning| fields.iter().any(|field| meaning.target == Target::Field(*field)))
    };
    let has = |fields: &[Field]| headings.iter().any(|heading| is(heading, fields));
    let long = has(&[Field::Parameter]) && has(&[Field::Value, Field::ValueText]);
    let drafts: Vec<Draft> = headings.iter().map(|heading| draft(heading, dictionary, long)).collect();
    let elements = drafts.iter().filter(|draft| is_certain_element(draft, dictionary)).count();
    let verdicts = drafts.iter().filter(|draft| is_verdict(draft)).count();
    let mut table = Table { dictionary, headings, units, elements, verdicts, claimed: BTreeMap::new(), unknown: 0 };
    let mut headed = Headed { units_of: units_of(headings, &drafts), ..Headed::default() };
    let with_units: Vec<usize> = headed.units_of.iter().flat_map(|(_, amounts)| amounts.iter().copied()).collect();
    for (index, draft) in drafts.iter().enumerate() {
        let heading = headings.get(index).cloned().unwrap_or_else(|| Arc::from(""));
        let mut said = ColumnSaid {
            heading: heading.clone(),
            taken_as: None,
            unit: None,
            method: None,
            assumed: false,
            read: false,
            why: String::new(),
        };
        let column = match table.column(index, draft, &mut said, with_units.contains(&index)) {
            Ok(column) => column,
            Err(fault) => {
                let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
                let location = place.clone().at_column(number).under(heading.clone());
                let code = fault.code;
                said.why.clone_from(&fault.says);
                headed.problems.push(Problem { code, effect: Effect::ColumnIgnored, location, says: fault.says });
                match draft {
                    Draft::Known(Meaning { target: Target::Property(property), .. })
                        if code == ProblemCode::BadUnit
                            && dictionary.standards().property(*property).kind == PropertyKind::Number =>
                    {
                        Column::NoUnit(*property)
                    }
                    _ => Column::Skipped(code.id().to_owned()),
                }
            }
        };
        said.read = !matches!(column, Column::Skipped(_) | Column::NoUnit(_) | Column::Unnamed);
        if said.assumed && said.read {
            let unit = said.unit.clone().unwrap_or_default();
            let property = said.taken_as.clone().unwrap_or_default();
            headed.assumed.push(AssumedUnit { heading: heading.to_string(), property, unit });
        }
        headed.columns.push(column);
        headed.said.push(said);
    }
    headed
}

/// In a table whose rows are no results (`long` is false), a heading of a part of one is none: `UOM` beside `Oil Age`.
fn draft(heading: &str, dictionary: &Dictionary<'_>, long: bool) -> Draft {
    if heading.is_empty() {
        return Draft::Unnamed;
    }
    let of_result =
        |meaning: &Meaning| matches!(meaning.target, Target::Field(field) if field.kind() == FieldKind::Result);
    let found = match dictionary.find(heading) {
        Found::Known(meaning) if !long && of_result(&meaning) => Found::Unknown,
        found => found,
    };
    if let Found::Known(meaning) = found {
        return Draft::Known(meaning);
    }
    if let Some(aside) = aside(heading, dictionary) {
        return Draft::Aside(aside);
    }
    if let Some(subject) = dictionary.labels.subject_of_units(heading) {
        return Draft::UnitsColumn(subject);
    }
    match found {
        Found::Conflict(one, other) => Draft::Conflict(one, other),
        Found::Known(_) | Found::Unknown => Draft::Unknown,
    }
}

fn is_certain_element(draft: &Draft, dictionary: &Dictionary<'_>) -> bool {
    matches!(draft, Draft::Known(meaning) if meaning.evidence == Evidence::Said && dictionary.is_element(meaning.target))
}

fn is_verdict(draft: &Draft) -> bool {
    matches!(draft, Draft::Known(Meaning { target: Target::Field(Field::LabVerdict), .. }))
}

fn units_of(headings: &[Arc<str>], drafts: &[Draft]) -> Vec<(usize, Vec<usize>)> {
    let amounts = |subject: &str| {
        let speaks = |(index, draft): (usize, &Draft)| match draft {
            Draft::Known(Meaning { target: Target::Field(field), .. }) => {
                headings.get(index).is_some_and(|heading| uom::speaks_of(subject, *field, heading)).then_some(index)
            }
            _ => None,
        };
        drafts.iter().enumerate().filter_map(speaks).collect::<Vec<usize>>()
    };
    let column = |(index, draft): (usize, &Draft)| match draft {
        Draft::UnitsColumn(subject) => Some((index, amounts(subject))),
        _ => None,
    };
    drafts.iter().enumerate().filter_map(column).collect()
}

struct Table<'a, 's> {
    dictionary: &'a Dictionary<'s>,
    headings: &'a [Arc<str>],
    units: Option<&'a [String]>,
    elements: usize,
    verdicts: usize,
    /// What is read already, with the column and what its heading says of method and unit.
    claimed: BTreeMap<Target, (usize, Meaning)>,
    unknown: usize,
}

impl Table<'_, '_> {
    fn column(
        &mut self,
        index: usize,
        draft: &Draft,
        said: &mut ColumnSaid,
        has_units_column: bool,
    ) -> Result<Column, Fault> {
        let meaning = match draft {
            Draft::Unnamed => {
                "no heading".clone_into(&mut said.why);
                return Ok(Column::Unnamed);
            }
            Draft::Aside(aside) => {
                aside.reason().clone_into(&mut said.why);
                return Ok(Column::Skipped(aside.reason().to_owned()));
            }
            Draft::UnitsColumn(_) => {
                "units of another column".clone_into(&mut said.why);
                return Ok(Column::Skipped("units of another column".to_owned()));
            }
            Draft::Conflict(one, other) => return Err(self.conflict(*one, *other)),
            Draft::Unknown => return Err(self.unknown(index)),
            Draft::Known(meaning) => meaning,
        };
        let id = self.dictionary.id(meaning.target);
        said.taken_as = Some(id.clone());
        said.method.clone_from(&meaning.method);
        said.unit = meaning.unit.as_ref().map(|unit| unit.symbol().to_owned());
        "known heading".clone_into(&mut said.why);
        if meaning.evidence == Evidence::AmongElements {
            if self.elements < ELEMENTS_AROUND {
                said.taken_as = None;
                let says = format!(
                    "this may be {id}, but a symbol of this kind is taken for an element only where at least \
                     {ELEMENTS_AROUND} other columns are elements; say what it is in a layout profile"
                );
                return Err(Fault::new(ProblemCode::AmbiguousColumn, says));
            }
            "symbol of an element, among elements".clone_into(&mut said.why);
        }
        if let Some((first, earlier)) = self.claimed.get(&meaning.target) {
            return Err(self.duplicate(&id, *first, earlier, meaning));
        }
        let column = match meaning.target {
            Target::Field(field) => self.field(index, field, meaning, has_units_column)?,
            Target::CodePart(property, position) => {
                let id = self.dictionary.standards().property(property).id.clone();
                Column::CodePart { property, id, position }
            }
            Target::Property(_) => self.result(index, meaning, said)?,
        };
        let waits = matches!(&column, Column::Result(result) if result.unit_by_density().is_some());
        if meaning.target != Target::Field(Field::LabVerdict) && !waits {
            self.claimed.insert(meaning.target, (index, meaning.clone()));
        }
        Ok(column)
    }

    fn heading(&self, index: usize) -> &str {
        self.headings.get(index).map_or("", |heading| heading)
    }

    fn conflict(&self, one: Target, other: Target) -> Fault {
        let (one, other) = (self.dictionary.id(one), self.dictionary.id(other));
        let says =
            format!("one part of this heading means {one}, another {other}; say which it is in a layout profile");
        Fault::new(ProblemCode::AmbiguousColumn, says)
    }

    fn unknown(&mut self, index: usize) -> Fault {
        self.unknown += 1;
        let heading = self.heading(index).to_lowercase();
        // A short word is like too many others.
        let near = if self.unknown <= MOST_SUGGESTIONS && (5..60).contains(&heading.len()) {
            let like = |known: &&str| known.len().abs_diff(heading.len()) * 5 <= heading.len() * 2;
            nearest(&heading, self.dictionary.known().filter(like))
        } else {
            None
        };
        Fault::new(ProblemCode::UnknownColumn, format!("this heading is not known{}", did_you_mean(near)))
    }

    fn duplicate(&self, id: &str, first: usize, earlier: &Meaning, this: &Meaning) -> Fault {
        let unit = |meaning: &Meaning| meaning.unit.as_ref().map(|unit| format!("in {}", unit.symbol()));
        let method = |meaning: &Meaning| meaning.method.as_ref().map(|method| format!("by {method}"));
        let code = |meaning: &Meaning| meaning.code.as_ref().map(|code| format!("the laboratory's test {code}"));
        let said = |text: Option<String>| text.unwrap_or_else(|| "not said".to_owned());
        let differ: Vec<String> =
            [(unit(earlier), unit(this)), (method(earlier), method(this)), (code(earlier), code(this))]
                .into_iter()
                .filter(|(one, other)| one != other)
                .map(|(one, other)| format!("; that one {}, this one {}", said(one), said(other)))
                .collect();
        let differ = differ.concat();
        let says =
            format!("column {} \"{}\" is {id} already{differ}; this one is not read", first + 1, self.heading(first));
        Fault::new(ProblemCode::DuplicateColumn, says)
    }

    fn field(&self, index: usize, field: Field, meaning: &Meaning, has_units_column: bool) -> Result<Column, Fault> {
        let heading = self.heading(index);
        if let (Some(wanted), Some(unit)) = (uom::unit_of(field), &meaning.unit)
            && unit.symbol() != wanted
        {
            let says = format!("{} has to be in {wanted}, and the heading says {}", field.id(), unit.symbol());
            return Err(Fault::new(ProblemCode::BadUnit, says));
        }
        if meaning.unit.is_none() && !has_units_column && uom::hours_or_distance(heading) {
            let says = format!(
                "the heading says hours or a distance, and nothing says which; say in a layout profile that it is {}",
                field.id()
            );
            return Err(Fault::new(ProblemCode::BadUnit, says));
        }
        let several = field == Field::LabVerdict && self.verdicts > 1;
        let prefix = if several { format!("{}: ", heading.trim_end_matches(':')) } else { String::new() };
        Ok(Column::Context { field, prefix })
    }

    fn result(&self, index: usize, meaning: &Meaning, said: &mut ColumnSaid) -> Result<Column, Fault> {
        let Target::Property(property) = meaning.target else { return Ok(Column::Unnamed) };
        let standards = self.dictionary.standards();
        let known = standards.property(property);
        let bad = |says: String| Fault::new(ProblemCode::BadUnit, says);
        let below = self.units.and_then(|units| units.get(index)).map_or("", String::as_str);
        let below = match below.trim_matches(['[', ']', ' ']) {
            "" | "-" => None,
            text => Some(self.dictionary.unit(text).ok_or_else(|| {
                bad(format!("the unit {text:?} in the row of units is not known (standards/units.csv)"))
            })?),
        };
        let unit = match (&meaning.unit, below) {
            (Some(heading), Some(below)) if heading.symbol() != below => {
                return Err(bad(format!("the heading says {} and the row of units {below}", heading.symbol())));
            }
            (Some(unit), _) => Some(unit.clone()),
            (None, Some(below)) => Some(Unit::new(below)),
            (None, None) if !column::needs_unit(known) => None,
            (None, None) => {
                let customary = standards.units.customary.get(&property).ok_or_else(|| {
                    bad(format!(
                        "nothing says the unit of {}, and laboratories differ; say it in a layout profile (canonical: {})",
                        known.id,
                        known.unit.symbol()
                    ))
                })?;
                said.assumed = true;
                "known heading; nothing says the unit, the customary one is assumed".clone_into(&mut said.why);
                Some(customary.unit.clone())
            }
        };
        said.unit = unit.as_ref().map(|unit| unit.symbol().to_owned()).or(said.unit.take());
        // A code or a rating has no unit, whatever the heading says of size or scale.
        let unit = unit.filter(|_| known.kind == PropertyKind::Number);
        let result = column::in_unit(property, unit.as_ref().map(Unit::symbol), standards);
        result.map(Column::Result).map_err(|says| {
            let way_out = "say in a layout profile what it is";
            bad(format!("{says}; {way_out}"))
        })
    }
}
