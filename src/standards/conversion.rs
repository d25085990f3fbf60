//! From one unit to another of the same dimension, and over the two bridges between dimensions that the field knows:
//! Saybolt seconds to kinematic viscosity at the same temperature, and mass to volume by the density of the sample.
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
            Value::AtMost(number) => Value::AtMost(self.level(number)),
            Value::AtLeast(number) => Value::AtLeast(self.level(number)),
            Value::NotDetected | Value::Code(_) => value,
        }
    }
}

/// From the unit of a cell to the unit of its property.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// Within one dimension.
    Linear(Conversion),
    /// Saybolt universal seconds to mm²/s, both at this temperature.
    Saybolt {
        /// The temperature, °C.
        celsius: f64,
    },
}

impl Scale {
    /// A level in the property's unit. Not a number where the bridge does not hold.
    #[must_use]
    pub fn level(self, number: f64) -> f64 {
        match self {
            Self::Linear(conversion) => conversion.level(number),
            Self::Saybolt { celsius } => kinematic_of_saybolt(number, celsius).map_or(f64::NAN, tidy),
        }
    }
}

/// Saybolt universal seconds of a kinematic viscosity in mm²/s at a temperature in °C, by the equation of ASTM D2161
/// (its factor for the temperature is 1 at 100 °F and 1.0067 at 210 °F). `None` below 1.81 mm²/s, where the practice
/// gives no value.
#[must_use]
pub fn saybolt_of_kinematic(kv: f64, celsius: f64) -> Option<f64> {
    if !(LEAST_KINEMATIC..=MOST_KINEMATIC).contains(&kv) {
        return None;
    }
    let fahrenheit = celsius.mul_add(1.8, 32.0);
    let tail = (1.0 + 0.03264 * kv) / ((3930.2 + kv * (262.7 + kv * (23.97 + kv * 1.646))) * 1e-5);
    Some((1.0 + 0.000_061 * (fahrenheit - 100.0)) * (4.6324 * kv + tail))
}

/// Kinematic viscosity in mm²/s of Saybolt universal seconds at the same temperature: ASTM D2161 turned round. Seconds
/// taken at 100 °F are no viscosity at 40 °C; the caller must know the temperature.
#[must_use]
pub fn kinematic_of_saybolt(seconds: f64, celsius: f64) -> Option<f64> {
    let (mut low, mut high) = (LEAST_KINEMATIC, MOST_KINEMATIC);
    let reached = |kv: f64| saybolt_of_kinematic(kv, celsius).is_some_and(|found| found >= seconds);
    if !seconds.is_finite() || !reached(high) || (reached(low) && saybolt_of_kinematic(low, celsius)? > seconds) {
        return None;
    }
    // The equation rises throughout; 200 halvings leave no digit open.
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if reached(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

/// ASTM D2161 begins here, at 32.0 seconds.
const LEAST_KINEMATIC: f64 = 1.81;

/// Far above any oil; the equation is a straight line from 75 mm²/s on.
const MOST_KINEMATIC: f64 = 1e6;

/// Dimensions that the bridges join, as `units.csv` names them.
const SAYBOLT: &str = "saybolt_viscosity";
const KINEMATIC: &str = "kinematic_viscosity";
const MASS_FRACTION: &str = "mass_fraction";
const VOLUME_FRACTION: &str = "volume_fraction";
const MASS_CONCENTRATION: &str = "mass_concentration";

/// The densities that join mass and volume, kg/m³ at the same temperature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Densities {
    /// Of the sample.
    pub sample: f64,
    /// Of what was found in it, water or fuel; needed for volume fractions only.
    pub part: Option<f64>,
}

impl Densities {
    /// Density of water at 15 °C and 20 °C, kg/m³ (IAPWS).
    pub const WATER_15C: f64 = 999.1;
    /// At 20 °C.
    pub const WATER_20C: f64 = 998.2;

    fn are_possible(self) -> bool {
        // From the lightest fuel to the heaviest phosphate ester or glycol.
        const POSSIBLE: std::ops::RangeInclusive<f64> = 500.0..=2000.0;
        POSSIBLE.contains(&self.sample) && self.part.is_none_or(|part| POSSIBLE.contains(&part))
    }

    /// What one base unit of a dimension is in mg of the part per kg of sample.
    fn per_base_unit(self, dimension: &str) -> Option<f64> {
        match dimension {
            MASS_FRACTION => Some(10_000.0),
            MASS_CONCENTRATION => Some(1000.0 / self.sample),
            VOLUME_FRACTION => Some(10_000.0 * self.part? / self.sample),
            _ => None,
        }
    }
}

impl Units {
    /// How numbers of one unit become numbers of another, Saybolt seconds included where the temperature of the
    /// test, °C, is known.
    #[must_use]
    pub fn scale(&self, from: &str, to: &str, celsius: Option<f64>) -> Option<Scale> {
        if let Some(conversion) = self.conversion(from, to) {
            return Some(Scale::Linear(conversion));
        }
        let (source, target) = (self.by_symbol.get(from)?, self.by_symbol.get(to)?);
        let is_base = |factor: f64| factor.total_cmp(&1.0).is_eq();
        let bridged = source.dimension == SAYBOLT && target.dimension == KINEMATIC;
        (bridged && is_base(source.factor) && is_base(target.factor)).then_some(Scale::Saybolt { celsius: celsius? })
    }

    /// How numbers by mass become numbers by volume and back, in a sample of known density. `None` if the units are
    /// none of these, or a density is missing or impossible.
    #[must_use]
    pub fn conversion_by_density(&self, from: &str, to: &str, densities: Densities) -> Option<Conversion> {
        let (source, target) = (self.by_symbol.get(from)?, self.by_symbol.get(to)?);
        if source.dimension == target.dimension || !densities.are_possible() {
            return None;
        }
        let share = densities.per_base_unit(&source.dimension)? / densities.per_base_unit(&target.dimension)?;
        Some(Conversion { factor: share * source.factor / target.factor, offset: 0.0 })
    }

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
    fn saybolt_seconds_follow_the_table_of_the_practice() {
        // ASTM D2161, table 1, at 100 °F.
        for (kv, seconds) in [(1.81, 32.0), (2.0, 32.6), (5.0, 42.4), (20.0, 97.8)] {
            let found = saybolt_of_kinematic(kv, 340.0 / 9.0).unwrap_or_default();
            assert!((found - seconds).abs() < 0.06, "{kv}: {found}");
        }
        let at_210 = saybolt_of_kinematic(100.0, 890.0 / 9.0).unwrap_or_default();
        assert!((at_210 / saybolt_of_kinematic(100.0, 340.0 / 9.0).unwrap_or_default() - 1.00671).abs() < 1e-9);
        for kv in [1.81, 2.0, 9.9, 46.0, 320.0, 99_000.0] {
            let there = saybolt_of_kinematic(kv, 40.0).and_then(|seconds| kinematic_of_saybolt(seconds, 40.0));
            assert!((there.unwrap_or_default() - kv).abs() < 1e-9 * kv, "{kv}: {there:?}");
        }
        assert_eq!((kinematic_of_saybolt(31.0, 40.0), saybolt_of_kinematic(1.80, 40.0)), (None, None));
        assert_eq!((kinematic_of_saybolt(f64::NAN, 40.0), kinematic_of_saybolt(1e9, 40.0)), (None, None));
    }

    #[test]
    fn saybolt_seconds_need_the_temperature_of_the_property() {
        let mut units = units();
        for (symbol, dimension) in [("[SUS]", SAYBOLT), ("mm2/s", KINEMATIC)] {
            let definition = UnitDefinition { dimension: dimension.to_owned(), factor: 1.0, offset: 0.0 };
            units.by_symbol.insert(symbol.to_owned(), definition);
        }
        assert_eq!(units.scale("[SUS]", "mm2/s", Some(40.0)), Some(Scale::Saybolt { celsius: 40.0 }));
        assert_eq!((units.scale("[SUS]", "mm2/s", None), units.conversion("[SUS]", "mm2/s")), (None, None));
        assert_eq!(units.scale("[SUS]", "Cel", Some(40.0)), None);
        assert!(Scale::Saybolt { celsius: 40.0 }.level(10.0).is_nan());
    }

    #[test]
    fn mass_and_volume_are_joined_by_densities_alone() {
        let mut units = units();
        for (symbol, dimension, factor) in [
            ("%{m/m}", MASS_FRACTION, 1.0),
            ("mg/kg", MASS_FRACTION, 0.0001),
            ("mg/L", MASS_CONCENTRATION, 1.0),
            ("%{v/v}", VOLUME_FRACTION, 1.0),
        ] {
            let definition = UnitDefinition { dimension: dimension.to_owned(), factor, offset: 0.0 };
            units.by_symbol.insert(symbol.to_owned(), definition);
        }
        let level = |from, to, number, sample, part| {
            units.conversion_by_density(from, to, Densities { sample, part }).map(|way| way.level(number))
        };
        assert_eq!(level("mg/L", "mg/kg", 87.0, 870.0, None), Some(100.0));
        assert_eq!(level("mg/kg", "mg/L", 100.0, 870.0, None), Some(87.0));
        assert_eq!(level("mg/L", "%{m/m}", 870.0, 870.0, None), Some(0.1));
        assert_eq!(level("%{v/v}", "%{m/m}", 0.087, 870.0, Some(1000.0)), Some(0.1));
        assert_eq!(level("%{v/v}", "%{m/m}", 0.087, 870.0, None), None);
        assert_eq!(level("mg/kg", "%{m/m}", 1.0, 870.0, None), None);
        assert_eq!(level("mg/L", "Cel", 1.0, 870.0, None), None);
        // Grams per millilitre, or a slip of the pen.
        for density in [0.87, 499.9, 2000.1, f64::NAN] {
            assert_eq!(level("mg/L", "mg/kg", 1.0, density, None), None, "{density}");
        }
        assert!(
            level("mg/L", "mg/kg", 1.0, 500.0, None).is_some() && level("mg/L", "mg/kg", 1.0, 2000.0, None).is_some()
        );
    }

    #[test]
    fn dimensions_do_not_mix() {
        assert_eq!(units().conversion("mg/L", "%{m/m}"), None);
        assert_eq!(units().conversion("furlong", "%{m/m}"), None);
        assert_eq!(units().conversion("mg/L", "mg/L"), Some(Conversion::NONE));
    }
}
