//! Median and median absolute deviation.

/// The median of the finite numbers; `None` if there are none.
#[must_use]
pub fn median(numbers: &[f64]) -> Option<f64> {
    let mut finite: Vec<f64> = numbers.iter().copied().filter(|number| number.is_finite()).collect();
    median_of(&mut finite)
}

/// The standard deviation of a normal distribution in median absolute deviations from its median.
pub const OF_MAD: f64 = 1.4826;

/// Two results that scatter alike differ by more than so many of their standard deviations once in twenty times: 1.96 √2
/// (ISO 5725-6, ISO 4259-1). Repeatability and reproducibility are such differences.
pub const TWO_RESULTS: f64 = 2.77;

/// The median absolute deviation from the median, not scaled; `None` without finite numbers.
/// Times [`OF_MAD`] it estimates the standard deviation of normally scattered numbers.
#[must_use]
pub fn mad(numbers: &[f64]) -> Option<f64> {
    let middle = median(numbers)?;
    let deviations: Vec<f64> = numbers.iter().map(|number| (number - middle).abs()).collect();
    median(&deviations)
}

/// The median of numbers that are all finite; their order is lost.
pub(super) fn median_of(finite: &mut [f64]) -> Option<f64> {
    if finite.is_empty() {
        return None;
    }
    let middle = finite.len() / 2;
    let even = finite.len().is_multiple_of(2);
    let (below, upper, _) = finite.select_nth_unstable_by(middle, f64::total_cmp);
    if !even {
        return Some(*upper);
    }
    let lower = below.iter().copied().max_by(f64::total_cmp)?;
    // Halved first: the sum of two large numbers may not be finite.
    Some(lower / 2.0 + *upper / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_found_in_any_order() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median(&[7.0]), Some(7.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn what_is_not_finite_is_left_out() {
        assert_eq!(median(&[f64::NAN, 1.0, f64::INFINITY, 3.0]), Some(2.0));
        assert_eq!(median(&[f64::NAN]), None);
        assert_eq!(median(&[1e308, 1e308]), Some(1e308));
        assert_eq!(median(&[f64::MAX, f64::MAX, -f64::MAX, -f64::MAX]), Some(0.0));
    }

    #[test]
    fn one_wild_number_does_not_move_the_deviation() {
        assert_eq!(mad(&[1.0, 2.0, 3.0, 4.0, 5000.0]), Some(1.0));
        assert_eq!(mad(&[5.0, 5.0, 5.0]), Some(0.0));
        assert_eq!(mad(&[]), None);
    }
}
