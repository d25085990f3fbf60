//! Which results lie far from the line through the others. They are marked; it is for people to say what they are.
//!
//! Far is beyond five robust standard deviations: 1.4826 times the median distance from a Theil–Sen line, corrected for
//! the two numbers that the line takes from the results, and never less than what the test can repeat. The scale is
//! that of F. R. Hampel, Journal of the American Statistical Association 69 (1974) 383–393.

use super::ageing::{Ageing, Course, Shape};
use super::median::{OF_MAD, median};
use super::observation::Observation;
use super::slope::theil_sen;

/// From here a result is marked, in robust standard deviations.
const FAR: f64 = 5.0;
/// From here on results can say which of them is the odd one.
const LEAST: usize = 6;

/// For each result whether it is an outlier. Censored results are none, and fewer than six exact ones have none.
#[must_use]
pub fn outliers(observations: &[Observation], ageing: Ageing) -> Vec<bool> {
    let marks = vec![false; observations.len()];
    if ageing == Ageing::LogLinear {
        let logarithms: Vec<Option<Observation>> = observations.iter().map(Observation::logarithm).collect();
        let known: Vec<Observation> = logarithms.iter().copied().flatten().collect();
        let mut found = outliers(&known, Ageing::Straight).into_iter();
        return logarithms.iter().map(|result| result.is_some() && found.next().unwrap_or(false)).collect();
    }
    let exact: Vec<Observation> =
        observations.iter().copied().filter(|result| result.is_usable() && result.number().is_some()).collect();
    let courses = ageing.shapes(&exact).into_iter().filter_map(|shape| Course::through(&exact, shape));
    let best = courses.min_by(|a, b| a.misfit.total_cmp(&b.misfit));
    best.map_or(marks, |best| far_from(observations, best.shape))
}

/// For each result whether it lies far from the line that is straight in a shape.
pub(super) fn far_from(observations: &[Observation], shape: Shape) -> Vec<bool> {
    let marks = vec![false; observations.len()];
    let bent = |result: &Observation| {
        let y = result.number().filter(|_| result.is_usable())?;
        Some((shape.at(result.x), y))
    };
    let points: Vec<(f64, f64)> = observations.iter().filter_map(bent).collect();
    if points.len() < LEAST {
        return marks;
    }
    let Some(line) = theil_sen(&points) else { return marks };
    let distance = |result: &Observation| {
        let (g, y) = bent(result)?;
        Some((y - line.intercept - line.slope * g).abs() / result.sd)
    };
    let distances: Vec<f64> = observations.iter().filter_map(distance).collect();
    let count = distances.len() as f64;
    let scale = median(&distances).map_or(1.0, |middle| (OF_MAD * middle * count / (count - 2.0)).max(1.0));
    observations.iter().map(|result| distance(result).is_some_and(|far| far > FAR * scale)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64], ageing: Ageing) -> Vec<usize> {
        let results: Vec<Observation> =
            values.iter().enumerate().map(|(index, y)| Observation::exact(index as f64, *y, 0.1)).collect();
        let marks = outliers(&results, ageing);
        marks.iter().enumerate().filter(|(_, mark)| **mark).map(|(index, _)| index).collect()
    }

    #[test]
    fn a_result_beyond_five_deviations_is_marked_and_one_at_five_is_not() {
        // Without scatter the test's own 0.1 counts: five of it are 0.5.
        let line = |wild: f64| of(&[1.0, 2.0, 3.0, 4.0 + wild, 5.0, 6.0, 7.0, 8.0], Ageing::Straight);
        assert_eq!(line(0.49), Vec::<usize>::new());
        assert_eq!(line(0.51), [3]);
        assert_eq!(line(-0.51), [3]);
    }

    #[test]
    fn few_results_have_no_odd_one() {
        assert!(of(&[1.0, 1.0, 1.0, 90.0, 1.0], Ageing::Straight).is_empty());
        assert_eq!(of(&[1.0, 1.0, 1.0, 90.0, 1.0, 1.0], Ageing::Straight), [3]);
    }

    #[test]
    fn a_course_that_bends_is_not_odd() {
        let bent: Vec<f64> = (0..12).map(|n| 1.0 + 0.5 * f64::from((n - 5).max(0))).collect();
        assert!(of(&bent, Ageing::TwoPhase).is_empty());
        let falling: Vec<f64> = (0..12).map(|n| 100.0 * 0.8_f64.powi(n)).collect();
        assert!(of(&falling, Ageing::LogLinear).is_empty());
    }

    #[test]
    fn odd_numbers_are_safe() {
        for ageing in Ageing::ALL {
            for wild in [f64::NAN, 1e308, -1e308, f64::INFINITY, 0.0] {
                assert_eq!(of(&[1.0, 2.0, wild, 4.0, 5.0, 6.0, 7.0], ageing).len() / 4, 0);
            }
            assert!(of(&[], ageing).is_empty());
        }
    }
}
