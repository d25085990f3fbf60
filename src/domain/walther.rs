//! Viscosity of an oil at any temperature from that at two temperatures: ASTM D341 (Walther's equation), the
//! short form. An estimate for a mineral-oil-like fluid that is liquid and one phase: below the cloud or pour point,
//! and outside of the two measured temperatures, it informs and proves nothing.

use super::formula::{OutOfRange, checked_viscosity};

/// The line log₁₀ log₁₀ Z = a − b · log₁₀ T through two measured viscosities, T in kelvin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WaltherLine {
    /// Intercept.
    pub a: f64,
    /// Slope.
    pub b: f64,
    /// The two measured temperatures, °C, the lower first.
    pub measured: (f64, f64),
}

/// Zero of the Celsius scale, K.
const ZERO_CELSIUS: f64 = 273.15;

/// The short form holds from about this viscosity upward, mm²/s.
const LEAST_VISCOSITY: f64 = 0.21;

impl WaltherLine {
    /// The line through two points of temperature, °C, and viscosity, mm²/s.
    pub fn through(one: (f64, f64), other: (f64, f64)) -> Result<Self, OutOfRange> {
        let (cold, hot) = if one.0 <= other.0 { (one, other) } else { (other, one) };
        let (t_cold, t_hot) = (kelvin(cold.0)?, kelvin(hot.0)?);
        let (w_cold, w_hot) = (ordinate(cold.1, cold.0)?, ordinate(hot.1, hot.0)?);
        if t_hot - t_cold < 1.0 {
            let needs = format!("a line needs two temperatures at least 1 °C apart, and the other is {} °C", hot.0);
            return Err(OutOfRange::new("temperature, °C,", cold.0, needs));
        }
        if w_hot >= w_cold {
            let needs = format!("an oil of {} mm2/s at {} °C is thinner than that when hotter", cold.1, cold.0);
            return Err(OutOfRange::new(format!("viscosity at {} °C, mm2/s,", hot.0), hot.1, needs));
        }
        let b = (w_cold - w_hot) / (t_hot.log10() - t_cold.log10());
        Ok(Self { a: w_cold + b * t_cold.log10(), b, measured: (cold.0, hot.0) })
    }

    /// Viscosity in mm²/s at a temperature in °C.
    pub fn viscosity_at(&self, celsius: f64) -> Result<f64, OutOfRange> {
        let w = self.a - self.b * kelvin(celsius)?.log10();
        let x = 10_f64.powf(10_f64.powf(w)) - 0.7;
        let kv = x - (-0.7487 + x * (-3.295 + x * (0.6119 - x * 0.3193))).exp();
        if !kv.is_finite() || kv < LEAST_VISCOSITY {
            let needs = format!(
                "the oil would have {kv:.3e} mm2/s there; the equation holds from {LEAST_VISCOSITY} mm2/s upward, and no \
                 oil flows without end"
            );
            return Err(OutOfRange::new("temperature, °C,", celsius, needs));
        }
        Ok(kv)
    }

    /// True outside of the two measured temperatures.
    #[must_use]
    pub fn is_extrapolated(&self, celsius: f64) -> bool {
        !(self.measured.0..=self.measured.1).contains(&celsius)
    }
}

fn kelvin(celsius: f64) -> Result<f64, OutOfRange> {
    let kelvin = celsius + ZERO_CELSIUS;
    if kelvin.is_finite() && kelvin > 0.0 {
        return Ok(kelvin);
    }
    Err(OutOfRange::new("temperature, °C,", celsius, "a temperature lies above -273.15 °C"))
}

/// log₁₀ log₁₀ Z of a viscosity.
fn ordinate(kv: f64, celsius: f64) -> Result<f64, OutOfRange> {
    let kv = checked_viscosity(kv, celsius)?;
    if kv < LEAST_VISCOSITY {
        let needs = format!("the equation holds from {LEAST_VISCOSITY} mm2/s upward (ASTM D341)");
        return Err(OutOfRange::new(format!("viscosity at {celsius} °C, mm2/s,"), kv, needs));
    }
    let z = kv + 0.7 + (-1.47 - 1.84 * kv - 0.51 * kv * kv).exp();
    Ok(z.log10().log10())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says<T>(result: Result<T, OutOfRange>) -> String {
        result.map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn the_line_goes_through_its_own_points_in_either_order() {
        for (cold, hot) in [(46.0, 6.8), (2.0, 1.0), (0.9, 0.45), (320.0, 24.0), (90_000.0, 700.0)] {
            let line = WaltherLine::through((40.0, cold), (100.0, hot));
            assert_eq!(line, WaltherLine::through((100.0, hot), (40.0, cold)));
            let at = |celsius: f64| line.as_ref().map(|line| line.viscosity_at(celsius).unwrap_or(f64::NAN));
            // The practice's way back from Z is an approximation below 2 mm²/s.
            let near =
                |found: Result<f64, _>, wanted: f64| found.is_ok_and(|found| (found / wanted - 1.0).abs() < 2e-3);
            assert!(near(at(40.0), cold) && near(at(100.0), hot), "{cold} {hot}: {:?} {:?}", at(40.0), at(100.0));
        }
    }

    #[test]
    fn outside_of_what_the_equation_can_take_it_says_so() {
        let of = |one, other| says(WaltherLine::through(one, other));
        assert!(of((40.0, 0.2), (100.0, 0.1)).contains("from 0.21 mm2/s"));
        assert!(of((40.0, 46.0), (40.5, 45.0)).contains("1 °C apart"));
        assert_eq!(of((40.0, 46.0), (41.0, 45.0)), "");
        assert!(of((40.0, 6.8), (100.0, 46.0)).contains("thinner"));
        assert!(of((40.0, 46.0), (100.0, 46.0)).contains("thinner"));
        assert!(of((-273.15, 46.0), (100.0, 6.0)).contains("above -273.15"));
        assert!(of((f64::NAN, 46.0), (100.0, 6.0)).contains("above -273.15"));
        assert!(of((40.0, -1.0), (100.0, 6.0)).contains("above zero"));
        let line = WaltherLine::through((40.0, 46.0), (100.0, 6.8));
        let at = |celsius: f64| line.as_ref().map_or_else(ToString::to_string, |line| says(line.viscosity_at(celsius)));
        assert_eq!((at(-40.0), at(150.0)), (String::new(), String::new()));
        assert!(at(5000.0).contains("from 0.21 mm2/s") && at(-272.0).contains("without end"), "{}", at(5000.0));
    }

    #[test]
    fn only_between_the_measured_temperatures_is_it_no_extrapolation() {
        let line = WaltherLine::through((100.0, 6.8), (40.0, 46.0));
        let outside = |celsius: f64| line.as_ref().is_ok_and(|line| line.is_extrapolated(celsius));
        assert!(!outside(40.0) && !outside(60.0) && !outside(100.0) && outside(39.9) && outside(100.1));
    }
}
