//! Contents by volume or by litre of oil, which become contents by mass only with a density that was measured in the
//! same sample. Without one they are left out and told: 0.05 % by volume is not 0.05 % by mass.

use crate::domain::{Effect, Location, Measurement, Problem, ProblemCode, PropertyId, Reading, Unit, Value};
use crate::standards::lab::Form;
use crate::standards::{Densities, Standards};

use super::column::Column;
use super::fault::Fault;
use super::form::place_of_heading;
use super::heading::AssumedUnit;
use super::layout::Layout;

/// The property whose part of the volume has a density of its own that is known.
const WATER: &str = "water";

/// The columns of a file that need a density.
#[derive(Debug)]
pub struct ByDensity<'s> {
    /// At the index of the column: the unit that it is in.
    units: Vec<Option<Unit>>,
    /// Density with that of water at the same temperature, kg/m³; of two densities the first is used.
    densities: Vec<(PropertyId, f64)>,
    water: Option<PropertyId>,
    standards: &'s Standards,
}

impl<'s> ByDensity<'s> {
    /// Finds the columns that need a density.
    #[must_use]
    pub fn new(layout: &Layout<'_>, standards: &'s Standards) -> Self {
        let unit = |column: &Column| match column {
            Column::Result(result) => result.unit_by_density().cloned(),
            _ => None,
        };
        let units: Vec<Option<Unit>> = layout.columns.iter().map(unit).collect();
        let units = if units.iter().any(Option::is_some) { units } else { Vec::new() };
        Self { units, densities: densities(standards), water: standards.find_property(WATER), standards }
    }

    /// Converts the results of one sample; those that cannot be are made unreadable, with what is wrong.
    pub fn convert(&self, measurements: &mut [Measurement]) -> Vec<(Measurement, Fault)> {
        if self.units.is_empty() {
            return Vec::new();
        }
        let of = |wanted: PropertyId| measurements.iter().find(|found| found.property == wanted)?.reading.exact();
        let density = self.densities.iter().find_map(|(property, water)| Some((of(*property)?, *water)));
        let mut faults = Vec::new();
        for found in measurements.iter_mut() {
            let column = usize::from(found.column).checked_sub(1);
            let unit = column.and_then(|column| self.units.get(column)).and_then(Option::as_ref);
            let (Some(unit), Reading::Value(value)) = (unit, found.reading) else { continue };
            match self.converted(found.property, value, unit, density) {
                Ok(value) => found.reading = Reading::Value(value),
                Err(fault) => {
                    found.reading = Reading::NoUnit;
                    faults.push((*found, fault));
                }
            }
        }
        faults
    }

    fn converted(
        &self,
        property: PropertyId,
        value: Value,
        unit: &Unit,
        density: Option<(f64, f64)>,
    ) -> Result<Value, Fault> {
        let known = self.standards.property(property);
        let canonical = known.unit.symbol();
        // None is none of it, whatever the unit.
        if matches!(value, Value::NotDetected | Value::Code(_)) {
            return Ok(value);
        }
        let part = |water| (self.water == Some(property)).then_some(water);
        let conversion = density.and_then(|(sample, water)| {
            let densities = Densities { sample, part: part(water) };
            self.standards.units.conversion_by_density(unit.symbol(), canonical, densities)
        });
        let Some(conversion) = conversion else {
            let says = format!(
                "{}: {} cannot be compared with {canonical} without the density of this sample",
                known.id,
                unit.symbol()
            );
            return Err(Fault::new(ProblemCode::BadUnit, says));
        };
        let value = conversion.value(value);
        let (low, high) = known.plausible;
        if value.shown_number().is_some_and(|number| !(low..=high).contains(&number)) {
            let says = format!("{}: no sample can have so much ({low} to {high} {canonical})", known.id);
            return Err(Fault::new(ProblemCode::Implausible, says));
        }
        Ok(value)
    }
}

/// The densities that laboratories measure, with that of water at the same temperature.
fn densities(standards: &Standards) -> Vec<(PropertyId, f64)> {
    let known = [("density_15c", Densities::WATER_15C), ("density_20c", Densities::WATER_20C)];
    known.into_iter().filter_map(|(id, water)| Some((standards.find_property(id)?, water))).collect()
}

/// Leaves out the columns that need a density in a table without one, and says which columns have what they need.
pub fn settle(
    layout: &mut Layout<'_>,
    problems: &mut Vec<Problem>,
    standards: &Standards,
    form_and_file: (Form, &Location),
) -> Vec<AssumedUnit> {
    let densities = densities(standards);
    let is_density = |column: &Column| match column {
        Column::Result(result) => densities.iter().any(|(density, _)| *density == result.property),
        _ => false,
    };
    let has_density = layout.columns.iter().any(is_density);
    let mut said = Vec::new();
    for index in 0..layout.columns.len() {
        let Some(Column::Result(result)) = layout.columns.get(index) else { continue };
        let Some(unit) = result.unit_by_density() else { continue };
        let (id, unit) = (result.id.to_string(), unit.symbol().to_owned());
        // What needs no density goes before what does, and the first of those before the others.
        let is_same = |(other, column): &(usize, &Column)| match column {
            Column::Result(known) => {
                known.property == result.property
                    && *other != index
                    && (known.unit_by_density().is_none() || *other < index)
            }
            _ => false,
        };
        let (code, says) = match layout.columns.iter().enumerate().find(is_same) {
            _ if !has_density => {
                let canonical = standards.property(result.property).unit.symbol();
                let says = format!(
                    "{unit} does not measure what {id} is ({canonical}), unless the density of each sample is in the \
                     file too (density_15c or density_20c); the column is not read"
                );
                (ProblemCode::BadUnit, says)
            }
            Some((other, _)) => {
                let says = format!("column {} is {id} already; this one is not read", other + 1);
                (ProblemCode::DuplicateColumn, says)
            }
            None => {
                let heading = layout.headings.get(index).map(ToString::to_string).unwrap_or_default();
                said.push(AssumedUnit { heading, property: id, unit });
                continue;
            }
        };
        let location = place_of_heading(index, layout, form_and_file);
        layout.say(index, None, &says);
        if let Some(column) = layout.columns.get_mut(index) {
            *column = Column::Skipped(code.id().to_owned());
        }
        let effect = Effect::ColumnIgnored;
        problems.push(Problem { code, effect, location, says });
    }
    said
}
