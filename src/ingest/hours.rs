//! Hours whose unit stands in a column beside them, row by row: `Oil Age` and `Oil Age UOM`. A row that counts
//! kilometres has no hours; they are not read as such.

use crate::domain::{ProblemCode, fold};
use crate::standards::Standards;

use super::column::Column;
use super::fault::{Fault, quoted};
use super::layout::Layout;
use super::rows::Cell;

/// The unit column of each column that has one.
#[derive(Debug)]
pub struct HoursUnits<'s> {
    columns: Vec<Option<usize>>,
    standards: &'s Standards,
}

impl<'s> HoursUnits<'s> {
    /// Finds the unit columns that the profile names.
    #[must_use]
    pub fn new(layout: &Layout<'_>, standards: &'s Standards) -> Self {
        let named = layout.profile.map(|profile| &profile.unit_from);
        let at = |wanted: &str| layout.headings.iter().position(|heading| fold(heading) == fold(wanted));
        let mut columns = Vec::new();
        for (heading, unit) in named.into_iter().flatten() {
            let (Some(column), Some(unit)) = (at(heading), at(unit)) else { continue };
            if matches!(layout.columns.get(column), Some(Column::Context { .. })) {
                columns.resize(columns.len().max(column + 1), None);
                if let Some(slot) = columns.get_mut(column) {
                    *slot = Some(unit);
                }
            }
        }
        Self { columns, standards }
    }

    /// Why the cell of a column is no number of hours in this row; `None` if it is one.
    #[must_use]
    pub fn fault(&self, column: usize, row: &[u8], cells: &[Cell]) -> Option<Fault> {
        let unit = cells.get(self.columns.get(column).copied().flatten()?)?.of(row);
        let folded = fold(&String::from_utf8_lossy(unit));
        if self.standards.units.by_spelling.get(&folded).is_some_and(|symbol| symbol == "h") {
            return None;
        }
        let says = if unit.is_empty() {
            "the row does not say whether this counts hours; it is not used".to_owned()
        } else {
            format!("the row counts in {}, not in hours; it is not used", quoted(unit))
        };
        Some(Fault::new(ProblemCode::BadUnit, says))
    }
}
