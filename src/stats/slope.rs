//! The Theil–Sen slope with a rank-based interval: a line that one wild result cannot turn.
//!
//! Source: P. K. Sen, Journal of the American Statistical Association 63 (1968) 1379–1389, with the variance
//! of Kendall's score corrected for ties (M. G. Kendall, Rank Correlation Methods); the ranks are those of
//! R. O. Gilbert, Statistical Methods for Environmental Pollution Monitoring (1987), section 16.5.

use super::median::median_of;

/// Points beyond this number are not looked at: the pairs grow with the square.
const MOST_POINTS: usize = 1000;

/// Two-sided 80 % of the normal distribution.
const Z_80: f64 = 1.281_551_565_544_6;

/// A slope, its interval and the line's height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// Median of the slopes of all pairs.
    pub slope: f64,
    /// Median of what the slope leaves over: the line's height at zero.
    pub intercept: f64,
    /// 80 % interval of the slope.
    pub interval: (f64, f64),
    /// Points that it rests on.
    pub count: usize,
}

/// The Theil–Sen slope of points `(x, y)`.
///
/// Points that are not finite and pairs with equal x are skipped; of more than 1,000 points the last ones
/// count. `None` if no pair is left or the numbers are too large to divide.
#[must_use]
pub fn theil_sen(points: &[(f64, f64)]) -> Option<Slope> {
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
    let interval = interval(&mut slopes, points);
    let mut left: Vec<f64> = points.iter().map(|(x, y)| y - slope * x).filter(|rest| rest.is_finite()).collect();
    Some(Slope { slope, intercept: median_of(&mut left)?, interval, count: points.len() })
}

/// The slopes whose ranks bound the 80 % interval; with few points, the smallest and the largest slope.
fn interval(slopes: &mut [f64], points: &[(f64, f64)]) -> (f64, f64) {
    let pairs = slopes.len();
    let half = Z_80 * kendall_variance(points).max(0.0).sqrt() / 2.0;
    let centre = pairs as f64 / 2.0;
    let last = pairs.saturating_sub(1);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ranks lie between 0 and the pairs")]
    let rank = |from_one: f64| ((from_one - 1.0).max(0.0) as usize).min(last);
    let (lower, upper) = (rank((centre - half).floor()), rank((centre + half).ceil() + 1.0));
    let mut at = |index: usize| *slopes.select_nth_unstable_by(index, f64::total_cmp).1;
    (at(lower), at(upper))
}

/// Variance of Kendall's score of n points, less what ties in y take from it.
fn kendall_variance(points: &[(f64, f64)]) -> f64 {
    let term = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let mut ys: Vec<f64> = points.iter().map(|(_, y)| *y).collect();
    ys.sort_by(f64::total_cmp);
    let ties: f64 = ys.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(|tied| term(tied.len() as f64)).sum();
    (term(points.len() as f64) - ties) / 18.0
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
    fn the_interval_takes_the_ranks_of_sen() {
        // Five points, ten slopes, no ties: sd of the score 4.082, so ranks 2 and 9 of ten bound 80 %.
        let points = [(0.0, 0.0), (1.0, 2.0), (2.0, 1.0), (3.0, 5.0), (4.0, 4.0)];
        let mut slopes = Vec::new();
        for (i, a) in points.iter().enumerate() {
            for b in points.iter().skip(i + 1) {
                slopes.push((b.1 - a.1) / (b.0 - a.0));
            }
        }
        slopes.sort_by(f64::total_cmp);
        assert_eq!(slopes.len(), 10);
        assert_eq!(Some(of(&points).interval.0), slopes.get(1).copied());
        assert_eq!(Some(of(&points).interval.1), slopes.get(8).copied());
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
    }

    #[test]
    fn only_the_last_thousand_points_count() {
        let mut points = vec![(-5.0, 1e9); 10];
        points.extend((0..1000).map(|n| (f64::from(n), 2.0 * f64::from(n))));
        let found = of(&points);
        assert_eq!((found.slope, found.count), (2.0, 1000));
    }
}
