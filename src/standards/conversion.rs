//! From one unit to another of the same dimension.
//!
//! A number keeps twelve significant digits, so that 500 mg/kg and a limit of 0.05 % are the same number and
//! not two that differ in the sixteenth digit.

use crate::domain::Value;

use super::property::Units;

/// to = from * factor + offset.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conversion {
    /// Scale.
    pub factor: f64,
    /// Shift, as between °F and °C.
    pub offset: f64,
}

impl Conversion {
    /// From a unit to itself.
    pub const NONE: Self = Self { factor: 1.0, offset: 0.0 };

    /// A level in the other unit.
    #[must_use]
    pub fn level(self, number: f64) -> f64 {
        if self == Self::NONE { number } else { tidy(number * self.factor + self.offset) }
    }

    /// A difference of two levels in the other unit.
    #[must_use]
    pub fn difference(self, number: f64) -> f64 {
        if self.factor.total_cmp(&1.0).is_eq() { number } else { tidy(number * self.factor) }
    }

    /// A result in the other unit. Codes have no unit and stay.
    #[must_use]
    pub fn value(self, value: Value) -> Value {
        match value {
            Value::Exact(number) => Value::Exact(self.level(number)),
            Value::Below(number) => Value::Below(self.level(number)),
            Value::Above(number) => Value::Above(self.level(number)),
            Value::NotDetected | Value::Code(_) => value,
        }
    }
}

impl Units {
    /// How numbers of one unit become numbers of another; `None` if a symbol is unknown or the dimensions differ.
    #[must_use]
    pub fn conversion(&self, from: &str, to: &str) -> Option<Conversion> {
        let (source, target) = (self.by_symbol.get(from)?, self.by_symbol.get(to)?);
        if from == to {
            return Some(Conversion::NONE);
        }
        (source.dimension == target.dimension).then(|| Conversion {
            factor: source.factor / target.factor,
            offset: (source.offset - target.offset) / target.factor,
        })
    }
}

/// Rounded to twelve significant digits.
fn tidy(number: f64) -> f64 {
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the exponent of a double lies within -324 and 308")]
    let exponent = 11 - number.abs().log10().floor() as i32;
    // Powers of ten up to 22 are exact in a double, so the quotient is rounded once and correctly.
    if (0..=22).contains(&exponent) {
        let scale = 10_f64.powi(exponent);
        (number * scale).round() / scale
    } else {
        format!("{number:.11e}").parse().unwrap_or(number)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "the conversion has to hit these very numbers")]
    use super::*;
    use crate::standards::property::UnitDefinition;

    fn units() -> Units {
        let mut units = Units::default();
        for (symbol, dimension, factor, offset) in [
            ("%{m/m}", "mass", 1.0, 0.0),
            ("mg/kg", "mass", 0.0001, 0.0),
            ("Cel", "temperature", 1.0, 0.0),
            ("[degF]", "temperature", 5.0 / 9.0, -160.0 / 9.0),
            ("mg/L", "concentration", 1.0, 0.0),
        ] {
            let definition = UnitDefinition { dimension: dimension.to_owned(), factor, offset };
            units.by_symbol.insert(symbol.to_owned(), definition);
        }
        units
    }

    #[test]
    fn a_converted_number_is_the_number_that_a_person_would_write() {
        let to_percent = units().conversion("mg/kg", "%{m/m}").unwrap_or(Conversion::NONE);
        for hundreds in 1..200 {
            let wanted: f64 = format!("0.{:04}", hundreds * 7).parse().unwrap_or_default();
            assert_eq!(to_percent.level(f64::from(hundreds * 7)), wanted);
        }
        let back = units().conversion("%{m/m}", "mg/kg").unwrap_or(Conversion::NONE);
        assert_eq!((back.level(0.05), back.level(0.3), back.level(1e-9)), (500.0, 3000.0, 1e-5));
    }

    #[test]
    fn a_difference_of_temperatures_has_no_zero_point() {
        let celsius = units().conversion("[degF]", "Cel").unwrap_or(Conversion::NONE);
        assert_eq!((celsius.level(212.0), celsius.level(-40.0), celsius.level(32.0)), (100.0, -40.0, 0.0));
        assert_eq!(celsius.difference(18.0), 10.0);
    }

    #[test]
    fn dimensions_do_not_mix() {
        assert_eq!(units().conversion("mg/L", "%{m/m}"), None);
        assert_eq!(units().conversion("furlong", "%{m/m}"), None);
        assert_eq!(units().conversion("mg/L", "mg/L"), Some(Conversion::NONE));
    }
}
