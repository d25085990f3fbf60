//! How a file is laid out: its delimiter, its heading row, the profile that fits its headings, and what its columns are.
//!
//! Three ways are tried: the project's own form, a layout profile, and headings that are known from the standards. None
//! of them guesses; a file that none fits is told what it lacks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Effect, Location, Problem, ProblemCode, PropertyId, fold};
use crate::standards::lab::heading_key;
use crate::standards::{LabProfile, Standards};

use super::column::{Column, resolve};
use super::fault::Fault;
use super::field::Field;
use super::heading::{self, AssumedUnit, ColumnSaid, HeadingRow};
use super::known::{self, Known};
use super::labels::Labels;
use super::layouts::Layouts;
use super::methods::Methods;
use super::rows::{self, Cell};

/// Delimiters that are tried where no profile names one.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// More columns than this no laboratory has; the widest export known has some 430.
pub const MOST_COLUMNS: usize = 4096;

/// The name under which the project's own form stands in `Source::profile`.
pub const OWN_FORM: &str = "own form";

/// The name under which a layout by known headings stands there.
pub const KNOWN_HEADINGS: &str = "known headings";

/// Rows that are searched for the headings that a profile asks for.
pub const PROFILE_ROWS: usize = 11;

/// A row of headings that is longer has none: the widest known has 9,000 bytes.
pub const MOST_HEADING_BYTES: usize = 1 << 18;

/// Layouts are told by what stands in the beginning of a text; only so much of it is looked through.
const MOST_HEAD_BYTES: usize = 4 << 20;

/// Columns without which a row is no sample. A profile may do without the first, and so may known headings.
const REQUIRED: [Field; 3] = [Field::SampleId, Field::Machine, Field::SampledOn];

/// The layout of one file.
#[derive(Debug)]
pub struct Layout<'s> {
    /// The profile; `None` for the project's own form and for known headings.
    pub profile: Option<&'s LabProfile>,
    /// What the layout rests on: a profile's name, [`OWN_FORM`], [`KNOWN_HEADINGS`].
    pub name: Arc<str>,
    /// What stands between cells.
    pub delimiter: u8,
    /// The row of the headings, from 1.
    pub heading_row: u32,
    /// Rows around it that are no samples, with the reason: `title`, `units`, `limits`.
    pub aside: BTreeMap<u32, &'static str>,
    /// Headings as they stand in the file.
    pub headings: Vec<Arc<str>>,
    /// What the columns are; as many as headings.
    pub columns: Vec<Column>,
    /// Units that nothing in the file says.
    pub assumed: Vec<AssumedUnit>,
    /// Columns of amounts, each with the column that says their unit sample by sample.
    pub units_of: Vec<(usize, usize)>,
    said: Vec<ColumnSaid>,
    /// Columns whose cells can name a row that holds averages.
    labels: Vec<usize>,
}

/// The layout of a table whose columns are samples: each row of the file stands for a column.
#[derive(Debug)]
pub struct Turned<'s> {
    /// The profile.
    pub profile: Option<&'s LabProfile>,
    /// What the layout rests on.
    pub name: Arc<str>,
    /// What stands between cells.
    pub delimiter: u8,
    /// The rows' labels.
    pub labels: Vec<Arc<str>>,
    /// What the rows are; as many as labels.
    pub columns: Vec<Column>,
    /// Units that nothing in the file says.
    pub assumed: Vec<AssumedUnit>,
    /// What each row was taken for.
    pub said: Vec<ColumnSaid>,
    /// Rows of amounts, each with the row that says their unit.
    pub units_of: Vec<(usize, usize)>,
}

impl<'s> Layout<'s> {
    /// The layout of a table whose columns are samples.
    #[must_use]
    pub fn turned(turned: Turned<'s>) -> Self {
        let Turned { profile, name, delimiter, labels: headings, columns, assumed, said, units_of } = turned;
        let (heading_row, aside, labels) = (1, BTreeMap::new(), Vec::new());
        Self { profile, name, delimiter, heading_row, aside, headings, columns, assumed, units_of, said, labels }
    }

    /// Finds the layout of a text. Columns that are left out are problems beside it; a file whose layout is not known
    /// is a fault.
    /// `given`: what stands between cells, where that is known already.
    pub fn find(
        text: &[u8],
        given: Option<u8>,
        layouts: &Layouts<'s>,
        file: &Location,
    ) -> Result<(Self, Vec<Problem>), Fault> {
        let standards = layouts.standards;
        let head = text.get(..MOST_HEAD_BYTES).unwrap_or(text);
        let delimiters = given.as_ref().map_or(DELIMITERS.as_slice(), std::slice::from_ref);
        match choose(head, delimiters, layouts) {
            Ok((delimiter, row, profile, headings)) => {
                check_width(headings.len())?;
                let headings: Vec<Arc<str>> = headings.into_iter().map(Arc::from).collect();
                let place = file.clone().at_row(row);
                let (columns, problems) = resolve(&headings, profile, standards, &place);
                let name = profile.map_or_else(|| Arc::from(OWN_FORM), |profile| profile.name.clone());
                let said = known::said(&headings, &columns, &problems, standards, &name);
                let aside = titles(text, delimiter, row);
                let mut layout = Self {
                    profile,
                    name,
                    delimiter,
                    heading_row: row,
                    aside,
                    headings,
                    columns,
                    assumed: Vec::new(),
                    units_of: Vec::new(),
                    said,
                    labels: Vec::new(),
                };
                layout.finish(layouts)?;
                Ok((layout, problems))
            }
            Err(fault) => Self::by_headings(text, delimiters, layouts, file, fault),
        }
    }

    /// A layout by the headings that the standards know; `unknown` is the fault if that is not one either.
    fn by_headings(
        text: &[u8],
        delimiters: &[u8],
        layouts: &Layouts<'s>,
        file: &Location,
        unknown: Fault,
    ) -> Result<(Self, Vec<Problem>), Fault> {
        let dictionary = layouts.dictionary();
        let head = text.get(..MOST_HEAD_BYTES).unwrap_or(text);
        let Some(row) = heading::find(head, delimiters, dictionary) else { return Err(unknown) };
        check_width(row.headings.len())?;
        let Known { headed, headings, problems } = known::lay_out(text, &row, dictionary, file);
        let HeadingRow { delimiter, row: heading_row, known, aside, .. } = row;
        let mut layout = Self {
            profile: None,
            name: Arc::from(KNOWN_HEADINGS),
            delimiter,
            heading_row,
            aside,
            headings,
            columns: headed.columns,
            assumed: headed.assumed,
            units_of: Vec::new(),
            said: headed.said,
            labels: Vec::new(),
        };
        let lacks = |field: &Field| layout.column_of(*field).is_none() && !layouts.is_given(*field, None);
        let lacking: Vec<Field> = [Field::Machine, Field::SampledOn].into_iter().filter(lacks).collect();
        if !lacking.is_empty() {
            // A row with hardly a known heading is no heading row.
            if known < 3 {
                return Err(unknown);
            }
            return Err(known::lacking(&layout, &lacking, known));
        }
        layout.finish(layouts)?;
        Ok((layout, problems))
    }

    /// Checks what every layout must have, leaves out what stands beside the same in a known unit, and notes what the
    /// rows are looked over for.
    fn finish(&mut self, layouts: &Layouts<'_>) -> Result<(), Fault> {
        for field in REQUIRED {
            let given = layouts.is_given(field, self.profile);
            let needed = field != Field::SampleId || &*self.name == OWN_FORM;
            if self.column_of(field).is_none() && !given && needed {
                let way_out = known::way_out(field);
                let says = format!("no column is the {}; the file cannot be read without one: {way_out}", field.id());
                return Err(Fault::new(ProblemCode::MissingColumn, says));
            }
        }
        let with_unit: BTreeSet<PropertyId> = self.columns.iter().filter_map(Column::result_of).collect();
        for column in &mut self.columns {
            if matches!(column, Column::NoUnit(property) if with_unit.contains(property)) {
                *column = Column::Skipped(ProblemCode::BadUnit.id().to_owned());
            }
        }
        let named = [Field::SampleId, Field::Machine].into_iter().filter_map(|field| self.column_of(field));
        let labels: BTreeSet<usize> = named.chain([0]).collect();
        self.labels = labels.into_iter().collect();
        Ok(())
    }

    /// The column of a field, from 0.
    #[must_use]
    pub fn column_of(&self, wanted: Field) -> Option<usize> {
        self.columns.iter().position(|column| matches!(column, Column::Context { field, .. } if *field == wanted))
    }

    /// True if rows get their number as sample id, because no column is one.
    #[must_use]
    pub fn id_by_row(&self) -> bool {
        &*self.name != OWN_FORM && self.column_of(Field::SampleId).is_none()
    }

    /// What each column was taken for, and why.
    #[must_use]
    pub fn explain(&self) -> Vec<ColumnSaid> {
        self.said.clone()
    }

    /// Says otherwise what a column was taken for, once the form of the table is known.
    pub fn say(&mut self, index: usize, taken_as: Option<&str>, why: &str) {
        if let Some(said) = self.said.get_mut(index) {
            said.read = taken_as.is_some();
            said.taken_as = taken_as.map(str::to_owned);
            why.clone_into(&mut said.why);
        }
    }

    /// The test methods that the headings name.
    #[must_use]
    pub fn methods(&self) -> Methods {
        Methods::new(self.said.iter().map(|said| said.method.as_ref()))
    }

    /// Why a row is none of the table, by its number; `None` for the rows below the headings.
    #[must_use]
    pub fn aside(&self, row: u32) -> Option<&'static str> {
        self.aside.get(&row).copied().or((row < self.heading_row).then_some("blank"))
    }

    /// True if a row of the table holds averages of others and no sample.
    #[must_use]
    pub fn is_average(&self, row: &[u8], cells: &[Cell], words: &Labels) -> bool {
        let mut labels = self.labels.iter().filter_map(|label| cells.get(*label)).map(|cell| cell.of(row));
        labels.any(|label| words.is_average(label))
    }

    /// The problem that a column without heading holds cells.
    #[must_use]
    pub fn unnamed(&self, file: &Location, column: u32) -> Problem {
        Problem {
            code: ProblemCode::UnknownColumn,
            effect: Effect::ColumnIgnored,
            location: file.clone().at_row(self.heading_row).at_column(column),
            says: "this column has cells and no heading; it is not read".to_owned(),
        }
    }
}

fn check_width(columns: usize) -> Result<(), Fault> {
    if columns <= MOST_COLUMNS {
        return Ok(());
    }
    let says = format!("the heading row has {columns} columns; at most {MOST_COLUMNS} are read");
    Err(Fault::new(ProblemCode::UnknownLayout, says))
}

/// The rows above the headings that hold something.
fn titles(text: &[u8], delimiter: u8, heading_row: u32) -> BTreeMap<u32, &'static str> {
    let above = (1..heading_row).zip(rows::rows(text, delimiter));
    let holds = |row: &[u8]| row.iter().any(|byte| *byte != delimiter && !byte.is_ascii_whitespace() && *byte != b'"');
    above.filter(|(_, (_, row))| holds(row)).map(|(number, _)| (number, "title")).collect()
}

/// Delimiter, row of the headings, profile, headings.
type Choice<'s> = (u8, u32, Option<&'s LabProfile>, Vec<String>);

fn choose<'s>(text: &[u8], delimiters: &[u8], layouts: &Layouts<'s>) -> Result<Choice<'s>, Fault> {
    let mut tried: Vec<(u8, Vec<String>)> =
        delimiters.iter().map(|delimiter| (*delimiter, first_row(text, *delimiter))).collect();
    // The first of equals stays first: the sort is stable.
    tried.sort_by_key(|(_, headings)| std::cmp::Reverse((layouts.count_known(headings), headings.len())));
    let Some((delimiter, headings)) = tried.into_iter().next() else {
        return Err(Fault::new(ProblemCode::UnknownLayout, "the file has no heading row"));
    };
    let folded: BTreeSet<String> = headings.iter().map(|heading| fold(heading)).collect();
    if REQUIRED.iter().all(|field| folded.contains(field.id())) {
        return Ok((delimiter, 1, None, headings));
    }
    let mut best: Option<(usize, Choice<'s>)> = None;
    for profile in &layouts.standards.labs {
        let size = profile.signature.len();
        if size == 0 || best.as_ref().is_some_and(|(other, _)| size <= *other) {
            continue;
        }
        // A sheet has its own delimiter, whatever the profile says of the laboratory's text files.
        let asked = match (delimiters, &profile.delimiter) {
            ([_, _, ..], Some(asked)) => std::slice::from_ref(asked),
            _ => delimiters,
        };
        let fits = |(_, _, headings): &(u8, u32, Vec<String>)| missing(profile, headings).is_empty();
        let fitting = asked.iter().find_map(|delimiter| {
            let rows = |from: usize, count: usize| {
                let numbered = rows::rows(text, *delimiter).zip(1_u32..).skip(from).take(count);
                numbered.map(|((_, row), number)| (*delimiter, number, cells_of(row, *delimiter)))
            };
            let stated = profile.heading_row.and_then(|row| rows((row as usize).saturating_sub(1), 1).find(fits));
            stated.or_else(|| rows(0, PROFILE_ROWS).find(fits))
        });
        if let Some((delimiter, row, headings)) = fitting {
            best = Some((size, (delimiter, row, Some(profile), headings)));
        }
    }
    best.map(|(_, choice)| choice).ok_or_else(|| unknown_layout(&folded, &headings, layouts.standards))
}

/// The layout profile whose headings stand in a text.
#[must_use]
pub fn profile_of<'s>(text: &[u8], given: Option<u8>, layouts: &Layouts<'s>) -> Option<&'s LabProfile> {
    let delimiters = given.as_ref().map_or(DELIMITERS.as_slice(), std::slice::from_ref);
    choose(text.get(..MOST_HEAD_BYTES).unwrap_or(text), delimiters, layouts).ok().and_then(|(_, _, profile, _)| profile)
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
    rows::rows(text, delimiter).next().map(|(_, row)| cells_of(row, delimiter)).unwrap_or_default()
}

/// The cells of a row as headings; none if the row cannot be split.
#[must_use]
pub fn cells_of(row: &[u8], delimiter: u8) -> Vec<String> {
    if row.len() > MOST_HEADING_BYTES {
        return Vec::new();
    }
    let mut cells = Vec::new();
    if rows::split(row, delimiter, &mut cells).is_err() {
        return Vec::new();
    }
    let heading = |cell: &rows::Cell| String::from_utf8_lossy(cell.of(row)).replace("\"\"", "\"").trim().to_owned();
    cells.iter().map(heading).collect()
}
