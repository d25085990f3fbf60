//! Which method's precision counts for a property, looked up once instead of once per result.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{PropertyId, Provenance};
use crate::standards::Standards;
use crate::standards::comparability::MethodName;
use crate::standards::method::{OilState, PowerLaw};

/// The rows of `methods.csv` that state a reproducibility, by property.
#[derive(Debug, Clone)]
pub struct Precisions {
    rows: BTreeMap<PropertyId, Vec<Row>>,
}

#[derive(Debug, Clone)]
struct Row {
    method: Arc<str>,
    names: Vec<MethodName>,
    oil: OilState,
    law: PowerLaw,
    repeats: Option<PowerLaw>,
    valid: (f64, f64),
    provenance: Provenance,
}

/// The reproducibility of a method at a level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reproducibility<'p> {
    /// R, in the property's canonical unit.
    pub value: f64,
    /// The method that states it.
    pub method: &'p str,
    /// The oil that it was found for.
    pub oil: OilState,
    /// How far the number can be trusted.
    pub provenance: Provenance,
}

impl Precisions {
    /// Takes the rows in file order; in a range with several, the first one counts.
    #[must_use]
    pub fn new(standards: &Standards) -> Self {
        let mut rows: BTreeMap<PropertyId, Vec<Row>> = BTreeMap::new();
        for row in &standards.precision {
            let Some(law) = row.reproducibility else { continue };
            let names = std::iter::once(&row.method).chain(&row.equivalents);
            rows.entry(row.property).or_default().push(Row {
                method: row.method.clone(),
                names: names.filter_map(|name| MethodName::parse(name)).collect(),
                oil: row.oil,
                law,
                repeats: row.repeatability,
                valid: row.valid,
                provenance: row.provenance,
            });
        }
        Self { rows }
    }

    /// Reproducibility at a level, for used or for new oil, of whatever method stands first in the file.
    #[must_use]
    pub fn reproducibility(&self, property: PropertyId, level: f64, oil: OilState) -> Option<f64> {
        at(self.rows.get(&property)?, level, oil).map(|(_, value)| value)
    }

    /// Repeatability at a level of the method that the reproducibility is taken from; `None` where it states none.
    #[must_use]
    pub fn repeatability(&self, property: PropertyId, level: f64, oil: OilState) -> Option<f64> {
        let (row, _) = at(self.rows.get(&property)?, level, oil)?;
        row.repeats?.at(level.max(row.valid.0).min(row.valid.1))
    }

    /// The rows that count for a result: those of its method where that is stated, else those of the methods that the
    /// limit names, else all of the property. A stated method without a row has no known precision.
    #[must_use]
    pub fn choose(&self, property: PropertyId, stated: Option<&MethodName>, wanted: &[MethodName]) -> MethodPrecision {
        let rows = self.rows.get(&property).map_or(&[][..], Vec::as_slice);
        let by = |asked: &[MethodName]| -> Vec<Row> {
            let is_asked = |row: &&Row| row.names.iter().any(|name| asked.iter().any(|asked| name.is_same(asked)));
            rows.iter().filter(is_asked).cloned().collect()
        };
        let rows = match stated {
            Some(stated) => by(std::slice::from_ref(stated)),
            None => Some(by(wanted)).filter(|rows| !rows.is_empty()).unwrap_or_else(|| rows.to_vec()),
        };
        MethodPrecision { rows }
    }
}

/// The rows of `methods.csv` that count for the results of one method.
#[derive(Debug, Clone)]
pub struct MethodPrecision {
    rows: Vec<Row>,
}

impl MethodPrecision {
    /// Reproducibility at a level, for used or for new oil.
    #[must_use]
    pub fn at(&self, level: f64, oil: OilState) -> Option<Reproducibility<'_>> {
        let (row, value) = at(&self.rows, level, oil)?;
        Some(Reproducibility { value, method: &row.method, oil: row.oil, provenance: row.provenance })
    }
}

/// A row for the oil first, then one for any oil, then the other; in each, one whose range holds the level. A level
/// out of every range takes the precision at the nearest end of the first row.
fn at(rows: &[Row], level: f64, oil: OilState) -> Option<(&Row, f64)> {
    let other = if oil == OilState::New { OilState::Used } else { OilState::New };
    let of = |state: OilState| rows.iter().filter(move |row| row.oil == state);
    let ordered = || of(oil).chain(of(OilState::Any)).chain(of(other));
    let mut holding = ordered().filter(|row| (row.valid.0..=row.valid.1).contains(&level));
    holding.find_map(|row| Some((row, row.law.at(level)?))).or_else(|| {
        let row = ordered().next()?;
        Some((row, row.law.at(level.max(row.valid.0).min(row.valid.1))?))
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn used_oil_has_its_own_precision() {
        let standards = fixture::standards();
        let precisions = Precisions::new(&standards);
        let acid = fixture::id(&standards, "acid_number");
        assert_eq!(precisions.reproducibility(acid, 0.5, OilState::Used), Some(0.22));
        assert_eq!(precisions.reproducibility(acid, 1.0, OilState::New), Some(0.282));
        assert_eq!(precisions.reproducibility(fixture::id(&standards, "cu"), 1.0, OilState::Used), None);
    }

    #[test]
    fn out_of_range_the_nearest_end_counts() {
        let mut standards = fixture::standards();
        for row in &mut standards.precision {
            row.valid = (0.1, 150.0);
        }
        let precisions = Precisions::new(&standards);
        let acid = fixture::id(&standards, "acid_number");
        assert_eq!(precisions.reproducibility(acid, 0.0, OilState::Used), Some(0.44 * 0.1));
    }
}
