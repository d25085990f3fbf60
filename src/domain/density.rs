//! Density of a lubricating oil at another temperature: API MPMS chapter 11.1 (ASTM D1250, IP 200), the group of
//! lubricating oils. For mineral oils and their like; water-based fluids, phosphate esters and silicones expand otherwise.

use std::ops::RangeInclusive;

use super::formula::OutOfRange;

/// Temperature that the densities of oils are stated at, °C.
const STANDARD: f64 = 15.0;

/// Constant of the expansion coefficient of lubricating oils, kg/(m³ °C): α₁₅ = 0.6278 / ρ₁₅. The same as 0.34878 for
/// degrees Fahrenheit and density at 60 °F.
const EXPANSION: f64 = 0.6278;

/// Densities at 15 °C that the group of lubricating oils covers, kg/m³.
const COVERED: RangeInclusive<f64> = 801.0..=1164.0;

/// Temperatures of the tables, °C.
const TEMPERATURES: RangeInclusive<f64> = -50.0..=150.0;

/// Density in kg/m³ at a temperature in °C of an oil whose density at 15 °C is known.
pub fn oil_density_at(density_15c: f64, celsius: f64) -> Result<f64, OutOfRange> {
    if !COVERED.contains(&density_15c) {
        let needs = "the equation covers lubricating oils of 801 to 1164 kg/m3 at 15 °C; 0.87 g/cm3 is 870 kg/m3";
        return Err(OutOfRange::new("density at 15 °C, kg/m3,", density_15c, needs));
    }
    if !TEMPERATURES.contains(&celsius) {
        return Err(OutOfRange::new("temperature, °C,", celsius, "the equation covers -50 to 150 °C"));
    }
    let warmer = celsius - STANDARD;
    let expansion = EXPANSION / density_15c * warmer;
    Ok(density_15c * (-expansion * (1.0 + 0.8 * expansion)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_oil_expands_by_its_coefficient() {
        let at = |density: f64, celsius: f64| oil_density_at(density, celsius).unwrap_or(f64::NAN);
        assert!((at(870.0, 15.0) - 870.0).abs() < 1e-9);
        // To first order 0.6278 kg/m³ a degree, whatever the density.
        assert!((at(870.0, 16.0) - 869.372).abs() < 0.001, "{}", at(870.0, 16.0));
        // exp(-0.0180402 (1 + 0.8 · 0.0180402)) at 40 °C.
        assert!((at(870.0, 40.0) - 854.2).abs() < 0.05, "{}", at(870.0, 40.0));
        assert!(at(870.0, 0.0) > 870.0);
    }

    #[test]
    fn what_the_equation_does_not_cover_is_an_error() {
        for (density, celsius) in [(800.9, 20.0), (1164.1, 20.0), (0.87, 20.0), (f64::NAN, 20.0), (870.0, 150.1)] {
            assert!(oil_density_at(density, celsius).is_err(), "{density} {celsius}");
        }
        for (density, celsius) in [(801.0, -50.0), (1164.0, 150.0)] {
            assert!(oil_density_at(density, celsius).is_ok(), "{density} {celsius}");
        }
    }
}
