//! How far a used oil has moved from the new oil. The new value is a measured one of the same oil by the same method;
//! without one there is no change to speak of, which is not the same as no change.

use super::formula::OutOfRange;

/// Change of a used oil against the new one in percent of the new: 100 (used − new) / new.
///
/// Viscosity: rise and fall. Base number: the fall as a negative number. An error where the new value is not above
/// zero, since a percentage of nothing says nothing.
pub fn change_percent(new: f64, used: f64) -> Result<f64, OutOfRange> {
    Ok(100.0 * (checked(used, "used")? - positive(new)?) / new)
}

/// What is left of a property in percent of the new oil: 100 used / new, as for the oxidation test (RPVOT).
pub fn percent_of_new(new: f64, used: f64) -> Result<f64, OutOfRange> {
    Ok(100.0 * checked(used, "used")? / positive(new)?)
}

/// How far the change in percent can be off by the method alone, where R is the reproducibility at the level of the
/// new oil: 100 R / new. R already is the limit for the difference of two single results (ISO 4259-1).
pub fn change_scatter_percent(new: f64, reproducibility: f64) -> Result<f64, OutOfRange> {
    Ok(100.0 * checked(reproducibility, "reproducibility")? / positive(new)?)
}

fn checked(value: f64, what: &str) -> Result<f64, OutOfRange> {
    if value.is_finite() {
        return Ok(value);
    }
    Err(OutOfRange::new(format!("the {what} value"), value, "a finite number is needed"))
}

fn positive(new: f64) -> Result<f64, OutOfRange> {
    if new.is_finite() && new > 0.0 {
        return Ok(new);
    }
    Err(OutOfRange::new("the new-oil value", new, "a change in percent needs a new-oil value above zero"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_counted_from_the_new_oil() {
        assert_eq!((change_percent(40.0, 44.0), change_percent(40.0, 36.0)), (Ok(10.0), Ok(-10.0)));
        assert_eq!((change_percent(40.0, 40.0), percent_of_new(400.0, 100.0)), (Ok(0.0), Ok(25.0)));
        assert_eq!(change_scatter_percent(50.0, 0.5), Ok(1.0));
    }

    #[test]
    fn without_a_new_value_there_is_no_change_and_not_a_change_of_zero() {
        for new in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(change_percent(new, 1.0).is_err() && percent_of_new(new, 1.0).is_err(), "{new}");
        }
        assert!(change_percent(46.0, f64::NAN).is_err());
    }
}
