//! Which method's precision counts for a property, looked up once instead of once per result.

use std::collections::BTreeMap;

use crate::domain::PropertyId;
use crate::standards::Standards;
use crate::standards::method::{OilState, PowerLaw};

/// The rows of `methods.csv` that state a reproducibility, by property.
#[derive(Debug, Clone)]
pub struct Precisions {
    rows: BTreeMap<PropertyId, Vec<Row>>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    oil: OilState,
    law: PowerLaw,
    valid: (f64, f64),
}

impl Precisions {
    /// Takes the rows in file order; in a range with several, the first one counts.
    #[must_use]
    pub fn new(standards: &Standards) -> Self {
        let mut rows: BTreeMap<PropertyId, Vec<Row>> = BTreeMap::new();
        for row in &standards.precision {
            if let Some(law) = row.reproducibility {
                rows.entry(row.property).or_default().push(Row { oil: row.oil, law, valid: row.valid });
            }
        }
        Self { rows }
    }

    /// Reproducibility at a level, for used or for new oil: a row for that oil first, then one for any oil, then
    /// the other; in each, one whose range holds the level. A level out of every range takes the precision at the
    /// nearest end of the first row.
    #[must_use]
    pub fn reproducibility(&self, property: PropertyId, level: f64, oil: OilState) -> Option<f64> {
        let rows = self.rows.get(&property)?;
        let other = if oil == OilState::New { OilState::Used } else { OilState::New };
        let of = |state: OilState| rows.iter().filter(move |row| row.oil == state);
        let ordered = || of(oil).chain(of(OilState::Any)).chain(of(other));
        let holding = ordered().filter(|row| (row.valid.0..=row.valid.1).contains(&level));
        holding.map(|row| row.law.at(level)).find(Option::is_some).flatten().or_else(|| {
            let row = ordered().next()?;
            row.law.at(level.max(row.valid.0).min(row.valid.1))
        })
    }
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
