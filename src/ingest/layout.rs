//! How a file is laid out: its delimiter, the profile that fits its headings, and what its columns are.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Effect, Location, Problem, ProblemCode, fold};
use crate::standards::lab::heading_key;
use crate::standards::{LabProfile, Standards};

use super::column::{Column, is_own, resolve};
use super::fault::Fault;
use super::field::Field;
use super::rows;

/// Delimiters that are tried where no profile names one.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// More columns than this no laboratory has; the widest export known has some 430.
pub const MOST_COLUMNS: usize = 4096;

/// The name under which the project's own form stands in `Source::profile`.
pub const OWN_FORM: &str = "own form";

/// Columns without which a row is no sample. A profile may do without the first.
const REQUIRED: [Field; 3] = [Field::SampleId, Field::Machine, Field::SampledOn];

/// The layout of one file.
#[derive(Debug)]
pub struct Layout<'s> {
    /// The profile; `None` for the project's own form.
    pub profile: Option<&'s LabProfile>,
    /// What stands between cells.
    pub delimiter: u8,
    /// Headings as they stand in the file.
    pub headings: Vec<Arc<str>>,
    /// What the columns are; as many as headings.
    pub columns: Vec<Column>,
}

impl<'s> Layout<'s> {
    /// Finds the layout of a text by its first row. Columns that are left out are problems beside it; a file whose
    /// layout is not known is a fault.
    pub fn find(text: &[u8], standards: &'s Standards, file: &Location) -> Result<(Self, Vec<Problem>), Fault> {
        let (delimiter, profile, headings) = choose(text, standards)?;
        if headings.len() > MOST_COLUMNS {
            let says = format!("the heading row has {} columns; at most {MOST_COLUMNS} are read", headings.len());
            return Err(Fault::new(ProblemCode::UnknownLayout, says));
        }
        let headings: Vec<Arc<str>> = headings.into_iter().map(Arc::from).collect();
        let (columns, problems) = resolve(&headings, profile, standards, file);
        let layout = Self { profile, delimiter, headings, columns };
        for field in REQUIRED {
            let given = profile.is_some_and(|profile| profile.constants.contains_key(field.id()));
            if layout.column_of(field).is_none() && !given && !(field == Field::SampleId && profile.is_some()) {
                let says = format!("no column is the {}; the file cannot be read without one", field.id());
                return Err(Fault::new(ProblemCode::MissingColumn, says));
            }
        }
        Ok((layout, problems))
    }

    /// The column of a field, from 0.
    #[must_use]
    pub fn column_of(&self, wanted: Field) -> Option<usize> {
        self.columns.iter().position(|column| matches!(column, Column::Context { field, .. } if *field == wanted))
    }

    /// The profile's name.
    #[must_use]
    pub fn name(&self) -> Arc<str> {
        self.profile.map_or_else(|| Arc::from(OWN_FORM), |profile| profile.name.clone())
    }

    /// The problem that a column without heading holds cells.
    #[must_use]
    pub fn unnamed(file: &Location, column: u32) -> Problem {
        Problem {
            code: ProblemCode::UnknownColumn,
            effect: Effect::ColumnIgnored,
            location: file.clone().at_row(1).at_column(column),
            says: "this column has cells and no heading; it is not read".to_owned(),
        }
    }
}

type Choice<'s> = (u8, Option<&'s LabProfile>, Vec<String>);

fn choose<'s>(text: &[u8], standards: &'s Standards) -> Result<Choice<'s>, Fault> {
    let known = KnownHeadings::new(standards);
    let mut tried: Vec<(u8, Vec<String>)> =
        DELIMITERS.into_iter().map(|delimiter| (delimiter, first_row(text, delimiter))).collect();
    // The first of equals stays first: the sort is stable.
    tried.sort_by_key(|(_, headings)| std::cmp::Reverse((known.count(headings), headings.len())));
    let Some((delimiter, headings)) = tried.into_iter().next() else {
        return Err(Fault::new(ProblemCode::UnknownLayout, "the file has no heading row"));
    };
    let folded: BTreeSet<String> = headings.iter().map(|heading| fold(heading)).collect();
    if REQUIRED.iter().all(|field| folded.contains(field.id())) {
        return Ok((delimiter, None, headings));
    }
    let mut best: Option<(usize, Choice<'s>)> = None;
    for profile in &standards.labs {
        let delimiter = profile.delimiter.unwrap_or(delimiter);
        let headings = first_row(text, delimiter);
        let size = profile.signature.len();
        let fits = size > 0 && missing(profile, &headings).is_empty();
        if fits && best.as_ref().is_none_or(|(other, _)| size > *other) {
            best = Some((size, (delimiter, Some(profile), headings)));
        }
    }
    best.map(|(_, choice)| choice).ok_or_else(|| unknown_layout(&folded, &headings, standards))
}

/// The headings that a profile asks for and a file does not have.
fn missing<'p>(profile: &'p LabProfile, headings: &[String]) -> Vec<&'p str> {
    let there: BTreeSet<String> = headings.iter().map(|heading| heading_key(heading)).collect();
    profile.signature.iter().map(String::as_str).filter(|heading| !there.contains(&heading_key(heading))).collect()
}

fn unknown_layout(folded: &BTreeSet<String>, headings: &[String], standards: &Standards) -> Fault {
    let wanted: Vec<&str> = REQUIRED.iter().map(|field| field.id()).filter(|id| !folded.contains(*id)).collect();
    let nearest = standards
        .labs
        .iter()
        .map(|profile| (profile, missing(profile, headings)))
        .filter(|(profile, missing)| missing.len() < profile.signature.len())
        .min_by_key(|(_, missing)| missing.len());
    let way_out = match nearest {
        Some((profile, missing)) => {
            format!("the nearest layout profile is {}, which lacks {}", profile.name, missing.join(", "))
        }
        None => "no layout profile is near; describe the layout in standards/labs".to_owned(),
    };
    let says = format!("the headings are not the project's own form ({} missing); {way_out}", wanted.join(", "));
    Fault::new(ProblemCode::UnknownLayout, says)
}

/// The headings of a text, trimmed, if its cells are parted by the delimiter.
fn first_row(text: &[u8], delimiter: u8) -> Vec<String> {
    let Some((_, row)) = rows::rows(text, delimiter).next() else { return Vec::new() };
    let mut cells = Vec::new();
    if rows::split(row, delimiter, &mut cells).is_err() {
        return Vec::new();
    }
    let heading = |cell: &rows::Cell| String::from_utf8_lossy(cell.of(row)).replace("\"\"", "\"").trim().to_owned();
    cells.iter().map(heading).collect()
}

/// All headings that any layout knows.
struct KnownHeadings<'s> {
    standards: &'s Standards,
    profiles: BTreeSet<String>,
}

impl<'s> KnownHeadings<'s> {
    fn new(standards: &'s Standards) -> Self {
        let headings = |profile: &'s LabProfile| {
            profile.signature.iter().chain(profile.columns.keys()).chain(profile.ignore.keys())
        };
        Self { standards, profiles: standards.labs.iter().flat_map(headings).map(|heading| fold(heading)).collect() }
    }

    fn count(&self, headings: &[String]) -> usize {
        headings
            .iter()
            .take(MOST_COLUMNS)
            .filter(|heading| is_own(heading, self.standards) || self.profiles.contains(&fold(heading)))
            .count()
    }
}
