//! Kendall's test of whether one number rises with another, for results of which some are censored.
//!
//! Pairs whose order is not known, ties and censored ones, count for neither side (D. R. Helsel, Statistics for
//! Censored Environmental Data (2012), chapter 11); the variance is that of M. G. Kendall, Rank Correlation Methods,
//! with ties in either number.

use super::percentile::Reported;

/// Points beyond this number are not looked at: the pairs grow with the square.
const MOST_POINTS: usize = 1000;

/// Kendall's score in units of its standard deviation: more than 1.645 is a rise by a one-sided test of 5 %. Of more
/// than 1,000 points every second, third … is taken. `None` with fewer than 4 points, or if all are tied.
#[must_use]
pub fn kendall_z(points: &[(f64, Reported)]) -> Option<f64> {
    let step = points.len().div_ceil(MOST_POINTS).max(1);
    let points: Vec<(f64, Reported)> = points.iter().copied().filter(|(x, _)| x.is_finite()).step_by(step).collect();
    if points.len() < 4 {
        return None;
    }
    let mut score = 0.0;
    for (index, (x1, y1)) in points.iter().enumerate() {
        for (x2, y2) in points.iter().skip(index + 1) {
            score += sign(x2 - x1) * rises(*y1, *y2);
        }
    }
    let mut xs: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
    let mut ys: Vec<(u8, f64)> = points.iter().map(|(_, y)| tie(*y)).collect();
    xs.sort_by(f64::total_cmp);
    ys.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.total_cmp(&b.1)));
    let by_x = ties(xs.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(<[f64]>::len));
    let by_y = ties(ys.chunk_by(|a, b| a.0 == b.0 && a.1.total_cmp(&b.1).is_eq()).map(<[(u8, f64)]>::len));
    let n = points.len() as f64;
    let variance = (term(n) - by_x.0 - by_y.0) / 18.0
        + by_x.1 * by_y.1 / (9.0 * n * (n - 1.0) * (n - 2.0))
        + by_x.2 * by_y.2 / (2.0 * n * (n - 1.0));
    // One step of the score is taken off, because it moves in whole steps.
    (variance > 0.0).then(|| sign(score) * (score.abs() - 1.0).max(0.0) / variance.sqrt())
}

fn term(n: f64) -> f64 {
    n * (n - 1.0) * (2.0 * n + 5.0)
}

/// The three sums over groups of ties that the variance needs.
fn ties(groups: impl Iterator<Item = usize>) -> (f64, f64, f64) {
    groups
        .map(|size| size as f64)
        .fold((0.0, 0.0, 0.0), |sums, t| (sums.0 + term(t), sums.1 + t * (t - 1.0) * (t - 2.0), sums.2 + t * (t - 1.0)))
}

/// All results below a reporting limit are one tie, whatever the limit, and so are all above the range.
const fn tie(result: Reported) -> (u8, f64) {
    match result {
        Reported::Below(_) => (0, 0.0),
        Reported::Exact(number) => (1, number),
        Reported::Above(_) => (2, 0.0),
    }
}

/// 1 if the second is known to be more than the first, −1 if less, 0 if that is not known.
fn rises(first: Reported, second: Reported) -> f64 {
    use Reported::{Above, Below, Exact};
    let known = |from: f64, to: f64| if to >= from { 1.0 } else { 0.0 };
    match (first, second) {
        (Exact(a), Exact(b)) => sign(b - a),
        (Below(a), Exact(b) | Above(b)) | (Exact(a), Above(b)) => known(a, b),
        (Exact(a) | Above(a), Below(b)) | (Above(a), Exact(b)) => -known(b, a),
        (Below(_), Below(_)) | (Above(_), Above(_)) => 0.0,
    }
}

fn sign(number: f64) -> f64 {
    if number > 0.0 {
        1.0
    } else if number < 0.0 {
        -1.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::Reported::{Below, Exact};
    use super::*;

    #[test]
    fn ten_rising_points_have_the_score_of_the_tables() {
        // S = 45, variance 10 · 9 · 25 / 18 = 125, z = 44 / 11.1803.
        let points: Vec<(f64, Reported)> = (0..10).map(|n| (f64::from(n), Exact(f64::from(n)))).collect();
        assert!(kendall_z(&points).is_some_and(|z| (z - 44.0 / 125.0_f64.sqrt()).abs() < 1e-12));
        let falling: Vec<(f64, Reported)> = (0..10).map(|n| (f64::from(-n), Exact(f64::from(n)))).collect();
        assert!(kendall_z(&falling).is_some_and(|z| (z + 44.0 / 125.0_f64.sqrt()).abs() < 1e-12));
    }

    #[test]
    fn an_unknown_order_counts_for_neither_side() {
        assert_eq!(kendall_z(&[(0.0, Below(5.0)), (1.0, Below(5.0)), (2.0, Below(9.0)), (3.0, Below(5.0))]), None);
        let mixed = [(0.0, Below(5.0)), (1.0, Exact(3.0)), (2.0, Exact(4.0)), (3.0, Exact(6.0))];
        // <5 is surely below 6 alone; 3 4 6 rise among themselves: S = 4.
        let untied = (4.0 - 1.0) / (4.0 * 3.0 * 13.0 / 18.0_f64).sqrt();
        assert!(kendall_z(&mixed).is_some_and(|z| (z - untied).abs() < 1e-12));
    }

    #[test]
    fn few_points_and_constants_say_nothing() {
        assert_eq!(kendall_z(&[]), None);
        assert_eq!(kendall_z(&[(0.0, Exact(1.0)); 3]), None);
        let flat: Vec<(f64, Reported)> = (0..10).map(|n| (f64::from(n), Exact(1.0))).collect();
        assert_eq!(kendall_z(&flat), None);
        let at_once: Vec<(f64, Reported)> = (0..10).map(|n| (1.0, Exact(f64::from(n)))).collect();
        assert_eq!(kendall_z(&at_once), None);
    }
}
