//! The Theil–Sen slope with a rank-based interval: a line that one wild result cannot turn.
//!
//! Source: P. K. Sen, Journal of the American Statistical Association 63 (1968) 1379–1389, equation 2.6 for the
//! variance of Kendall's score with ties in x and in y. The ranks of the interval are rounded to the nearest whole
//! number, halves to the even one, as `scipy.stats.theilslopes` does it; the line's height is that of its method
//! "joint". Its results are the facts of the tests.

use statrs::distribution::{ContinuousCDF, Normal};

use super::median::median_of;

/// Points beyond this number are not looked at: the pairs grow with the square.
const MOST_POINTS: usize = 1000;

/// The confidence of all intervals that reports show.
const CONFIDENCE: f64 = 0.8;

/// A slope, its interval and the line's height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// Median of the slopes of all pairs.
    pub slope: f64,
    /// Median of what the slope leaves over: the line's height at zero.
    pub intercept: f64,
    /// Interval of the slope: of 80 %, unless another one was asked for.
    pub interval: (f64, f64),
    /// Points that it rests on.
    pub count: usize,
}

/// The Theil–Sen slope of points `(x, y)` with its 80 % interval.
///
/// Points that are not finite and pairs with equal x are skipped; of more than 1,000 points the last ones
/// count. `None` if no pair is left or the numbers are too large to divide.
#[must_use]
pub fn theil_sen(points: &[(f64, f64)]) -> Option<Slope> {
    theil_sen_at(points, CONFIDENCE)
}

/// The same with an interval of another confidence, between 0 and 1.
#[must_use]
pub fn theil_sen_at(points: &[(f64, f64)], confidence: f64) -> Option<Slope> {
    let finite: Vec<(f64, f64)> = points.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
    let points = finite.get(finite.len().saturating_sub(MOST_POINTS)..)?;
    let mut slopes = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (index, (x1, y1)) in points.iter().enumerate() {
        for (x2, y2) in points.iter().skip(index + 1) {
            let slope = (y2 - y1) / (x2 - x1);
            if x1.total_cmp(x2).is_ne() && slope.is_finite() {
                slopes.push(slope);
            }
        }
    }
    let slope = median_of(&mut slopes)?;
    let half = score_reached_by_chance(points, confidence);
    let interval = interval(&mut slopes, half);
    let mut left: Vec<f64> = points.iter().map(|(x, y)| y - slope * x).filter(|rest| rest.is_finite()).collect();
    Some(Slope { slope, intercept: median_of(&mut left)?, interval, count: points.len() })
}

/// The slopes whose ranks bound the interval; with few points, the smallest and the largest slope.
fn interval(slopes: &mut [f64], score: f64) -> (f64, f64) {
    let pairs = slopes.len() as f64;
    let last = slopes.len().saturating_sub(1);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ranks lie between 0 and the pairs")]
    let rank = |from_zero: f64| (from_zero.max(0.0) as usize).min(last);
    let lower = rank(((pairs - score) / 2.0).round_ties_even() - 1.0);
    let upper = rank(f64::midpoint(pairs, score).round_ties_even());
    let mut at = |index: usize| *slopes.select_nth_unstable_by(index, f64::total_cmp).1;
    (at(lower), at(upper))
}

/// Kendall's score that points without a slope stay under with the probability given, on either side.
pub(super) fn score_reached_by_chance(points: &[(f64, f64)], confidence: f64) -> f64 {
    let upper = if confidence.is_finite() { 0.5 + confidence.clamp(0.0, 1.0) / 2.0 } else { 1.0 };
    Normal::standard().inverse_cdf(upper).min(f64::MAX) * kendall_variance(points).max(0.0).sqrt()
}

/// Variance of Kendall's score of n points, less what ties take from it.
fn kendall_variance(points: &[(f64, f64)]) -> f64 {
    let term = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let ties = |mut numbers: Vec<f64>| -> f64 {
        numbers.sort_by(f64::total_cmp);
        numbers.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(|tied| term(tied.len() as f64)).sum()
    };
    let of_x = ties(points.iter().map(|(x, _)| *x).collect());
    let of_y = ties(points.iter().map(|(_, y)| *y).collect());
    (term(points.len() as f64) - of_x - of_y) / 18.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(points: &[(f64, f64)]) -> Slope {
        theil_sen(points).unwrap_or(Slope { slope: f64::NAN, intercept: 0.0, interval: (0.0, 0.0), count: 0 })
    }

    #[test]
    fn a_straight_line_has_its_slope_and_no_width() {
        let found = of(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0), (3.0, 7.0)]);
        assert_eq!((found.slope, found.intercept, found.interval), (2.0, 1.0, (2.0, 2.0)));
    }

    #[test]
    fn one_wild_result_does_not_turn_the_line() {
        let mut points: Vec<(f64, f64)> = (0..9).map(|n| (f64::from(n), 10.0 + 0.5 * f64::from(n))).collect();
        points.push((4.5, 900.0));
        let found = of(&points);
        assert!((found.slope - 0.5).abs() < 1e-9);
        assert!(found.interval.0 <= 0.5 && found.interval.1 >= 0.5);
    }

    #[test]
    fn equal_x_constants_and_odd_numbers_are_safe() {
        assert_eq!(theil_sen(&[]), None);
        assert_eq!(theil_sen(&[(1.0, 1.0)]), None);
        assert_eq!(theil_sen(&[(1.0, 1.0), (1.0, 9.0)]), None);
        assert_eq!(of(&[(0.0, 5.0), (1.0, 5.0), (2.0, 5.0)]).interval, (0.0, 0.0));
        assert_eq!(of(&[(0.0, 1.0), (f64::NAN, 7.0), (1.0, f64::INFINITY), (2.0, 3.0)]).interval, (1.0, 1.0));
        assert_eq!(theil_sen(&[(0.0, -1e308), (1e-9, 1e308)]), None);
        assert!(theil_sen(&[(0.0, 1e308), (1.0, 1e308), (2.0, 1e308)]).is_some());
        assert_eq!(theil_sen_at(&[(0.0, 1.0), (1.0, 2.0), (2.0, 3.0)], 1.0).map(|slope| slope.slope), Some(1.0));
        assert!(theil_sen_at(&[(0.0, 1.0), (1.0, 2.0)], f64::NAN).is_some());
    }

    #[test]
    fn only_the_last_thousand_points_count() {
        let mut points = vec![(-5.0, 1e9); 10];
        points.extend((0..1000).map(|n| (f64::from(n), 2.0 * f64::from(n))));
        let found = of(&points);
        assert_eq!((found.slope, found.count), (2.0, 1000));
    }
}
