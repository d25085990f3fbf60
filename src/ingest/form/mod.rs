//! What the rows and the columns of a table are: a row a sample, a row a result, or a column a sample.
//!
//! Here it is decided, by the headings or by the layout profile, and the forms other than the wide one are read. Cells
//! are read by the same code in all forms (`part`, `context`, `result`).

mod cells;
pub mod columns;
mod gather;
pub mod long;
mod pair;
mod parameter;
pub mod verdicts;

use crate::domain::{Effect, Location, Problem, ProblemCode};
use crate::standards::LabProfile;
use crate::standards::lab::Form;

use super::column::Column;
use super::density;
use super::fault::Fault;
use super::field::{Field, FieldKind};
use super::heading::AssumedUnit;
use super::labels::Labels;
use super::layout::{self, Layout};
use super::layouts::Layouts;

/// A table as it was found.
#[derive(Debug)]
pub struct Shape<'s> {
    /// What its rows and columns are.
    pub form: Form,
    /// Its cells, if its columns are samples.
    pub grid: Option<columns::Grid>,
    /// What its columns are.
    pub layout: Layout<'s>,
    /// What is wrong with those that are left out.
    pub problems: Vec<Problem>,
    /// Columns that are converted with the density of each sample.
    pub by_density: Vec<AssumedUnit>,
}

/// Finds the form and the layout of a text.
///
/// `given`: what stands between cells, where that is known already.
pub fn find<'s>(text: &[u8], given: Option<u8>, layouts: &Layouts<'s>, file: &Location) -> Result<Shape<'s>, Fault> {
    let (grid, (mut layout, mut problems)) = match columns::find(text, given, layouts, file)? {
        Some((grid, layout, problems)) => (Some(grid), (layout, problems)),
        None => (None, Layout::find(text, given, layouts, file)?),
    };
    let form = settle(&mut layout, &mut problems, (file, &layouts.labels), grid.is_some())?;
    let by_density = density::settle(&mut layout, &mut problems, layouts.standards, (form, file));
    Ok(Shape { form, grid, layout, problems, by_density })
}

/// The layout profile that knows a text by its headings.
#[must_use]
pub fn profile_of<'s>(text: &[u8], given: Option<u8>, layouts: &Layouts<'s>) -> Option<&'s LabProfile> {
    columns::profile_of(text, given, layouts).or_else(|| layout::profile_of(text, given, layouts))
}

/// Decides the form of a table, and what those of its columns are whose meaning depends on it.
fn settle(
    layout: &mut Layout<'_>,
    problems: &mut Vec<Problem>,
    (file, labels): (&Location, &Labels),
    is_sideways: bool,
) -> Result<Form, Fault> {
    let stated = layout.profile.map(|profile| profile.form).unwrap_or_default();
    let names_results = layout.column_of(Field::Parameter).is_some();
    let has_results = layout.column_of(Field::Value).or_else(|| layout.column_of(Field::ValueText)).is_some();
    let form = match stated {
        _ if is_sideways => Form::Columns,
        Form::Wide if names_results && has_results => Form::Long,
        stated => stated,
    };
    if form == Form::Columns && !is_sideways {
        let says = "the layout profile says that a column is a sample, but the first column does not name them";
        return Err(Fault::new(ProblemCode::MissingColumn, says));
    }
    if form == Form::Long && !(names_results && has_results) {
        let missing = if names_results { "result" } else { "name of what was measured" };
        let says = format!("the layout profile says that a row is a result, but no column is the {missing}");
        return Err(Fault::new(ProblemCode::MissingColumn, says));
    }
    for index in 0..layout.columns.len() {
        assign(index, form, layout, problems, file);
    }
    if form == Form::Wide {
        pair::join(layout, labels, problems);
    }
    Ok(form)
}

fn assign(index: usize, form: Form, layout: &mut Layout<'_>, problems: &mut Vec<Problem>, file: &Location) {
    let before = layout.columns.get(..index).unwrap_or_default();
    let is_second = layout.columns.get(index).is_some_and(|column| match column {
        Column::Context { field, .. } => before.contains(&Column::OfResult(*field)),
        _ => false,
    });
    let Some(column) = layout.columns.get_mut(index) else { return };
    let says = match (&*column, form) {
        // Wide tables may have several columns of verdicts.
        (Column::Context { .. }, Form::Long) if is_second => {
            "in a table whose rows are results, one column of verdicts is read; this one is not"
        }
        (Column::Context { field, .. }, Form::Long) if of_result(*field) => {
            *column = Column::OfResult(*field);
            return;
        }
        (Column::Context { field, .. }, _) if field.kind() == FieldKind::Result => {
            "this heading belongs to tables in which a row is one result; this column is not read"
        }
        (Column::Result(_) | Column::NoUnit(_) | Column::CodePart { .. }, Form::Long) => {
            "in a table whose rows are results, a column of its own for one result is not read"
        }
        _ => return,
    };
    *column = Column::Skipped(ProblemCode::UnknownColumn.id().to_owned());
    layout.say(index, None, says);
    let location = place_of_heading(index, layout, (form, file));
    let (code, effect) = (ProblemCode::UnknownColumn, Effect::ColumnIgnored);
    problems.push(Problem { code, effect, location, says: says.to_owned() });
}

/// Where a heading stands; the label of a row, where a column is a sample.
#[must_use]
pub fn place_of_heading(index: usize, layout: &Layout<'_>, (form, file): (Form, &Location)) -> Location {
    let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
    let place = Location { heading: layout.headings.get(index).cloned(), ..file.clone() };
    match form {
        Form::Columns => place.at_row(number).at_column(1),
        Form::Wide | Form::Long => place.at_row(layout.heading_row).at_column(number),
    }
}

/// True for what may differ from result to result of one sample.
const fn of_result(field: Field) -> bool {
    matches!(field.kind(), FieldKind::Result) || matches!(field, Field::LabVerdict | Field::Note)
}
