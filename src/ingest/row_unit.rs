//! Hours and litres whose unit stands in a column beside them, row by row: `Oil Age` and `Oil Age UOM`. A row that
//! counts kilometres has no hours, and is not read as if it had.

use std::collections::BTreeSet;

use crate::domain::{ProblemCode, fold};
use crate::standards::Standards;

use super::column::Column;
use super::fault::{Fault, quoted};
use super::field::Field;
use super::layout::Layout;
use super::rows::Cell;

/// The unit columns of a file, at the index of the column that they speak for.
#[derive(Debug)]
pub struct RowUnits<'s> {
    columns: Vec<Option<Expected>>,
    standards: &'s Standards,
}

/// Where the unit stands, and which one it has to be.
#[derive(Debug, Clone, Copy)]
struct Expected {
    column: usize,
    unit: &'static str,
}

impl<'s> RowUnits<'s> {
    /// Finds the unit columns that the profile names, or that known headings do.
    #[must_use]
    pub fn new(layout: &Layout<'_>, standards: &'s Standards) -> Self {
        let named = layout.profile.map(|profile| &profile.unit_from);
        let at = |wanted: &str| layout.headings.iter().position(|heading| fold(heading) == fold(wanted));
        let mut columns = Vec::new();
        let by_profile = named.into_iter().flatten().filter_map(|(amount, unit)| Some((at(amount)?, at(unit)?)));
        for (index, column) in by_profile.chain(layout.units_of.iter().copied()) {
            let unit = match layout.columns.get(index) {
                Some(Column::Context { field: Field::OilHours | Field::MachineHours, .. }) => "h",
                Some(Column::Context { field: Field::TopUpL | Field::SumpL, .. }) => "L",
                _ => continue,
            };
            columns.resize(columns.len().max(index + 1), None);
            if let Some(slot) = columns.get_mut(index) {
                *slot = Some(Expected { column, unit });
            }
        }
        Self { columns, standards }
    }

    /// The columns in which the units stand, each once.
    #[must_use]
    pub fn unit_columns(&self) -> BTreeSet<usize> {
        self.columns.iter().flatten().map(|expected| expected.column).collect()
    }

    /// Why the cell of a column is not in the unit of its field; `None` if it is, or if no column says.
    #[must_use]
    pub fn fault(&self, column: usize, row: &[u8], cells: &[Cell]) -> Option<Fault> {
        let expected = self.columns.get(column).copied().flatten()?;
        let said = cells.get(expected.column)?.of(row);
        let folded = fold(&String::from_utf8_lossy(said));
        if self.standards.units.by_spelling.get(&folded).is_some_and(|symbol| symbol == expected.unit) {
            return None;
        }
        let says = if said.is_empty() {
            "the row does not say in which unit this is; it is not used".to_owned()
        } else {
            format!("the row counts in {}, not in {}; it is not used", quoted(said), expected.unit)
        };
        Some(Fault::new(ProblemCode::BadUnit, says))
    }
}
