//! Units of hours and volumes that stand in a column of their own: `Oil Age` beside `Oil Age UOM`.

use super::super::field::{Field, FieldKind};
use super::key::key;

/// True if a column of units speaks of an amount's column.
#[must_use]
pub fn speaks_of(subject: &str, field: Field, heading: &str) -> bool {
    let heading = key(heading);
    field.kind() == FieldKind::Amount && (heading.starts_with(subject) || heading.ends_with(subject))
}

/// The unit that the numbers of a field have to be in.
#[must_use]
pub const fn unit_of(field: Field) -> Option<&'static str> {
    match field {
        Field::OilHours | Field::MachineHours => Some("h"),
        Field::TopUpL | Field::SumpL => Some("L"),
        _ => None,
    }
}

/// True if a heading leaves open whether hours or a distance are meant: `Horas/Kms`, `MI/HR on Oil`.
#[must_use]
pub fn hours_or_distance(heading: &str) -> bool {
    let key = key(heading);
    ["/km", "km/", "mi/h", "h/km", "hrs/mi"].iter().any(|pair| key.contains(pair))
}

#[cfg(test)]
mod tests {
    use super::super::super::labels::Labels;
    use super::*;
    use crate::standards::Standards;

    #[test]
    fn a_column_of_units_belongs_to_the_amount_of_its_name() {
        let labels = Standards::built_in().map(|known| Labels::new(&known)).unwrap_or_default();
        let subject = |heading: &str| labels.subject_of_units(heading);
        for (units, amount, speaks) in [
            ("Oil Age UOM", "Oil Age", true),
            ("Equipment UOM", "Equipment Age", true),
            ("UNIDAD_EDAD_PRODUCTO", "EDAD_PRODUCTO", true),
            ("UNIDAD_EDAD_PRODUCTO", "EDAD_COMPONENTE", false),
            ("Unidad uso aceite", "Periodo uso aceite", true),
            ("uom", "edad_fluido", true),
            ("Oil Age UOM", "Equipment Age", false),
        ] {
            assert_eq!(
                subject(units).map(|of| speaks_of(&of, Field::OilHours, amount)),
                Some(speaks),
                "{units} {amount}"
            );
        }
        assert_eq!((subject("Unit ID"), subject("Uomini")), (None, None));
        assert!(
            hours_or_distance("Equipo Horas/Kms") && hours_or_distance("MI/HR on Oil") && !hours_or_distance("Oil Age")
        );
    }
}
