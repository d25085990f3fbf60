//! Where an ageing result reaches a level: the expected place, and an 80 % window around it.
//!
//! The window holds every place through which a course can go without fitting the results worse than chance allows: the
//! residual sum of squares may grow by t² s², with t of Student's distribution for 10 % on either side. For a straight
//! line this is the exact inverse prediction of E. C. Fieller (Journal of the Royal Statistical Society B 16 (1954)
//! 175–185), which holds the uncertainty of the slope and of the level; for two phases it is taken over all shapes that
//! the results leave open (profile likelihood). Nothing is random, and nothing is said beyond the end of the search.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::ageing::{Ageing, Course};
use super::observation::Observation;
use super::outlier::far_from;

/// Share of cases in which the true place lies before the window, and behind it.
const TAIL: f64 = 0.1;
/// Places that are looked at between the last result and the end of the search.
const PLACES: u32 = 32;
/// Halvings by which the ends of the window are made exact.
const HALVINGS: u32 = 14;
/// Results that a forecast needs.
const LEAST: usize = 4;

/// When a level is reached, as places on the axis of the results; infinite where no end is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Before it with a probability of 10 %.
    pub earliest: f64,
    /// Where the best course reaches the level.
    pub expected: f64,
    /// Behind it with a probability of 10 %.
    pub latest: f64,
}

/// Where results that age in a certain way reach a level, not before the last of them and not beyond `until`.
///
/// Results beyond five robust standard deviations do not steer the course. `None` with fewer than four exact results,
/// and where none of the courses that the results leave open reaches the level in time.
#[must_use]
pub fn crossing(observations: &[Observation], level: f64, ageing: Ageing, until: f64) -> Option<Window> {
    let (mut observations, level) = prepared(observations, level, ageing)?;
    let last = observations.last()?.x;
    if !level.is_finite() || until <= last {
        return None;
    }
    let mut courses = courses_of(&observations, level, ageing);
    let marked = far_from(&observations, best_of(&courses)?.shape);
    if marked.contains(&true) {
        let mut marks = marked.into_iter();
        observations.retain(|_| !marks.next().unwrap_or(false));
        courses = courses_of(&observations, level, ageing);
    }
    let exact = observations.iter().filter(|result| result.number().is_some()).count();
    if exact < LEAST {
        return None;
    }
    let best = best_of(&courses)?;
    let freedom = exact.saturating_sub(ageing.parameters()).max(1) as f64;
    let student = StudentsT::new(0.0, 1.0, freedom).ok()?.inverse_cdf(1.0 - TAIL);
    // The results can agree by luck, never better than the test can repeat them.
    let variance = (best.misfit / freedom).max(1.0);
    let allowed = best.misfit + student * student * variance;
    let open: Vec<Course> = courses.iter().copied().filter(|course| course.misfit <= allowed).collect();
    let is_possible = |x: f64| open.iter().any(|course| course.misfit_through(x, level) <= allowed);
    let expected = best.reaches(level).filter(|x| *x <= until).map(|x| x.max(last));
    let place = |step: u32| last + (until - last) * f64::from(step) / f64::from(PLACES);
    let mut places: Vec<f64> = (0..=PLACES).map(place).chain(expected).collect();
    places.sort_by(f64::total_cmp);
    let possible: Vec<bool> = places.iter().map(|x| is_possible(*x) || Some(*x) == expected).collect();
    let first = possible.iter().position(|possible| *possible)?;
    let final_one = possible.iter().rposition(|possible| *possible)?;
    let end = |inside: usize, outside: Option<usize>| {
        let (mut inside, outside) = (*places.get(inside)?, outside.and_then(|index| places.get(index)).copied());
        let Some(mut outside) = outside else { return Some(inside) };
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(inside, outside);
            *(if is_possible(middle) { &mut inside } else { &mut outside }) = middle;
        }
        Some(inside)
    };
    let earliest = end(first, first.checked_sub(1))?;
    let latest = if final_one + 1 == places.len() { f64::INFINITY } else { end(final_one, Some(final_one + 1))? };
    Some(Window { earliest, expected: expected.unwrap_or(f64::INFINITY), latest })
}

/// The usable results in order of x, and the level, both on the scale on which the result ages.
fn prepared(observations: &[Observation], level: f64, ageing: Ageing) -> Option<(Vec<Observation>, f64)> {
    let usable = observations.iter().copied().filter(Observation::is_usable);
    let mut prepared: Vec<Observation> = match ageing {
        Ageing::Straight | Ageing::TwoPhase => usable.collect(),
        Ageing::LogLinear if level <= 0.0 => return None,
        Ageing::LogLinear => usable.filter_map(|result| result.logarithm()).collect(),
    };
    prepared.sort_by(|a, b| a.x.total_cmp(&b.x));
    Some((prepared, if ageing == Ageing::LogLinear { level.ln() } else { level }))
}

fn best_of(courses: &[Course]) -> Option<&Course> {
    courses.iter().min_by(|a, b| a.misfit.total_cmp(&b.misfit))
}

/// The courses of all shapes. Growth goes towards the level; what goes the other way is no ageing.
fn courses_of(observations: &[Observation], level: f64, ageing: Ageing) -> Vec<Course> {
    let shapes = ageing.shapes(observations);
    let courses = shapes.into_iter().filter_map(|shape| Course::through(observations, shape));
    let first = observations.first().map_or(0.0, |result| result.x);
    let towards = |course: &Course| (course.size > 0.0) == (level > course.at(first));
    courses.filter(|course| !course.shape.is_two_phase() || towards(course)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(values: &[f64]) -> Vec<Observation> {
        values.iter().enumerate().map(|(index, y)| Observation::exact(index as f64, *y, 0.05)).collect()
    }

    fn ends(window: Option<Window>) -> [f64; 3] {
        window.map_or([f64::NAN; 3], |window| [window.earliest, window.expected, window.latest])
    }

    #[test]
    fn a_straight_line_has_the_window_of_fieller() {
        // Computed independently by the formula of Fieller, from slope, mean, t(0.9; 4) = 1.5332 and s.
        let [earliest, expected, latest] =
            ends(crossing(&results(&[1.0, 1.4, 1.7, 2.2, 2.4, 3.0]), 4.0, Ageing::Straight, 20.0));
        assert!((earliest - 7.379_394_86).abs() < 1e-3, "{earliest}");
        assert!((expected - 7.814_814_814_814_814).abs() < 1e-9, "{expected}");
        assert!((latest - 8.326_181_02).abs() < 1e-3, "{latest}");
    }

    #[test]
    fn four_results_are_a_forecast_and_three_are_not() {
        assert!(crossing(&results(&[1.0, 2.0, 3.0]), 6.0, Ageing::Straight, 20.0).is_none());
        assert!(crossing(&results(&[1.0, 2.0, 3.0, 4.0]), 6.0, Ageing::Straight, 20.0).is_some());
        let below = Observation { x: 3.0, low: f64::NEG_INFINITY, high: 9.0, sd: 0.01 };
        let mut censored = results(&[1.0, 2.0, 3.0]);
        censored.push(below);
        assert!(crossing(&censored, 6.0, Ageing::Straight, 20.0).is_none());
    }

    #[test]
    fn beyond_the_end_of_the_search_nothing_is_said() {
        let slow = results(&[1.0, 1.1, 1.2, 1.3, 1.4]);
        assert!(crossing(&slow, 4.0, Ageing::Straight, 8.0).is_none());
        assert!(crossing(&slow, 4.0, Ageing::Straight, 40.0).is_some());
        let [earliest, expected, latest] =
            ends(crossing(&results(&[1.0, 1.3, 1.1, 1.6, 1.5]), 2.0, Ageing::Straight, 8.5));
        assert!(earliest < 8.0 && expected < 8.5 && latest.is_infinite(), "{earliest} {expected} {latest}");
    }

    #[test]
    fn a_fall_by_equal_shares_is_straight_in_its_logarithm() {
        let halves = results(&[80.0, 40.0, 20.0, 10.0]);
        let [earliest, expected, latest] = ends(crossing(&halves, 2.5, Ageing::LogLinear, 9.0));
        assert!((expected - 5.0).abs() < 1e-9 && earliest <= expected && expected <= latest);
        assert!(crossing(&halves, 0.0, Ageing::LogLinear, 9.0).is_none());
        assert!(crossing(&results(&[8.0, 4.0, 0.0, -1.0]), 1.0, Ageing::LogLinear, 9.0).is_none());
    }

    #[test]
    fn growth_after_a_flat_time_is_not_averaged_with_it() {
        let flat_then_up = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.5, 2.0, 2.5, 3.0];
        let [earliest, expected, latest] = ends(crossing(&results(&flat_then_up), 4.0, Ageing::TwoPhase, 18.0));
        assert!((expected - 11.0).abs() < 0.2, "{expected}");
        assert!(earliest > 9.5 && latest < 12.0, "{earliest} {latest}");
    }

    #[test]
    fn a_reporting_limit_binds_from_one_side_only() {
        let mut censored = results(&[0.0, 1.0, 2.0, 3.0, 4.0]);
        let at_four = ends(crossing(&censored, 8.0, Ageing::Straight, 20.0));
        if let Some(first) = censored.first_mut() {
            *first = Observation { x: 0.0, low: f64::NEG_INFINITY, high: 3.0, sd: 0.01 };
        }
        // The line lies under the bound: it says nothing.
        assert!((ends(crossing(&censored, 8.0, Ageing::Straight, 20.0))[1] - at_four[1]).abs() < 1e-6);
        if let Some(first) = censored.first_mut() {
            *first = Observation { x: 0.0, low: f64::NEG_INFINITY, high: -3.0, sd: 0.01 };
        }
        // The line would lie over it: it pulls.
        assert!(ends(crossing(&censored, 8.0, Ageing::Straight, 20.0))[1] < at_four[1]);
    }

    #[test]
    fn odd_numbers_are_safe() {
        for ageing in Ageing::ALL {
            assert!(crossing(&[], 1.0, ageing, 9.0).is_none());
            assert!(crossing(&results(&[5.0, 5.0, 5.0, 5.0, 5.0]), 9.0, ageing, 9.0).is_none());
            let same: Vec<Observation> = [1.0, 2.0, 3.0, 4.0].map(|y| Observation::exact(7.0, y, 0.1)).to_vec();
            assert!(crossing(&same, 9.0, ageing, 90.0).is_none());
            for wild in [f64::NAN, f64::INFINITY, 1e308, -1e308, 0.0, f64::MIN_POSITIVE] {
                let _ = crossing(&results(&[1.0, wild, 3.0, 4.0, wild, 6.0]), wild, ageing, wild);
                let _ = crossing(&results(&[1.0, wild, 3.0, 4.0, wild, 6.0]), 9.0, ageing, 50.0);
                let far = [0.0, 1.0, 2.0, wild].map(|x| Observation::exact(x, x, 0.1));
                let _ = crossing(&far, 9.0, ageing, 1e300);
            }
        }
    }
}
