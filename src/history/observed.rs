//! The results of a series as statistics see them: along oil hours or days, with bounds, and with what the test can
//! repeat. And what follows from them: which are outliers, and when a level is reached.
//!
//! A corrected series goes in as the series that was measured does: nothing here knows where the points are from.

use crate::domain::{PropertyId, Value};
use crate::standards::Standards;
use crate::standards::method::OilState;
use crate::stats::{Observation, TWO_RESULTS, Window, crossing, outliers};

use super::Precisions;
use super::series::{Base, Outliers, SeriesPoint};

/// Statistics rest on the last results of a life only, so that a point sampled daily stays affordable.
pub(super) const MOST_RESULTS: usize = 60;

/// When results reach a level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ahead {
    /// Distance from the last result: earliest, expected, latest (80 % window); infinite where an end is open.
    pub left: [f64; 3],
    /// What the distance is in.
    pub base: Base,
    /// How far the results reach back, in the same unit; nothing is said further ahead than that.
    pub age: f64,
}

/// When the results of one oil reach a level, by the course on which the property ages.
///
/// `None` with fewer than four exact results, or if the level is not reached within the age of the oil.
#[must_use]
pub fn ahead(
    points: &[SeriesPoint],
    property: PropertyId,
    level: f64,
    rules: (&Standards, &Precisions),
) -> Option<Ahead> {
    let points = latest(points);
    let base = base_of(points);
    let observations = observations(points, property, base, rules);
    let last = observations.iter().map(|result| result.x).filter(|x| x.is_finite()).max_by(f64::total_cmp)?;
    // Days count from the first result: when the oil was filled in is not known.
    let age = last;
    let Window { earliest, expected, latest } = crossing(&observations, level, rules.0.ageing(property), last + age)?;
    Some(Ahead { left: [earliest, expected, latest].map(|x| (x - last).max(0.0)), base, age })
}

/// The results beyond five robust standard deviations of the course on which the property ages.
pub(super) fn outliers_of(points: &[SeriesPoint], property: PropertyId, rules: (&Standards, &Precisions)) -> Outliers {
    let points = latest(points);
    let observations = observations(points, property, base_of(points), rules);
    Outliers::of(&outliers(&observations, rules.0.ageing(property)))
}

/// The results that statistics rest on.
pub(super) fn latest(points: &[SeriesPoint]) -> &[SeriesPoint] {
    points.get(points.len().saturating_sub(MOST_RESULTS)..).unwrap_or_default()
}

/// Oil hours where every exact result has them, else days.
pub(super) fn base_of(points: &[SeriesPoint]) -> Base {
    let mut exact = points.iter().filter(|point| point.value.exact().is_some());
    if exact.all(|point| point.oil_hours.is_some()) { Base::OilHours } else { Base::Days }
}

/// One observation for each result, unusable ones included.
pub(super) fn observations(
    points: &[SeriesPoint],
    property: PropertyId,
    base: Base,
    (standards, precisions): (&Standards, &Precisions),
) -> Vec<Observation> {
    let origin = points.first().map(|point| point.on).unwrap_or_default();
    let x = |point: &SeriesPoint| match base {
        Base::OilHours => point.oil_hours.unwrap_or(f64::NAN),
        Base::Days => point.on.signed_duration_since(origin).num_days() as f64,
    };
    // A rounded number is off by a uniform share of its last place.
    let rounding = 10_f64.powi(-i32::from(standards.property(property).decimals)) / 12_f64.sqrt();
    let exact: Vec<(f64, f64)> = points.iter().filter_map(|point| Some((x(point), point.value.exact()?))).collect();
    let own = super::trend::own_scatter(&exact).unwrap_or(0.0);
    let sd = |level: f64| {
        // One laboratory repeats a result at least as well as two laboratories agree.
        let most = || precisions.reproducibility(property, level, OilState::Used).unwrap_or(f64::INFINITY);
        let by_method = precisions.repeatability(property, level, OilState::Used);
        rounding.hypot(by_method.unwrap_or_else(|| own.min(most())) / TWO_RESULTS)
    };
    let observation = |point: &SeriesPoint| {
        let (low, high) = match point.value {
            Value::Exact(number) => (number, number),
            Value::Below(number) | Value::AtMost(number) => (f64::NEG_INFINITY, number),
            Value::Above(number) | Value::AtLeast(number) => (number, f64::INFINITY),
            Value::NotDetected | Value::Code(_) => (f64::NAN, f64::NAN),
        };
        let level = if low.is_finite() { low } else { high };
        Observation { x: x(point), low, high, sd: sd(level) }
    };
    points.iter().map(observation).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::{fixture, histories};
    use super::*;
    use crate::domain::Sample;
    use crate::stats::Ageing;

    fn of(samples: &[Sample], standards: &Standards, property: &str, level: f64) -> Option<Ahead> {
        let histories = histories(samples, standards);
        let series = histories[0].life_series(0);
        let id = fixture::id(standards, property);
        ahead(series.up_to(id, samples.len()), id, level, (standards, &Precisions::new(standards)))
    }

    #[test]
    fn a_level_is_reached_in_hours_or_if_they_are_missing_in_days() {
        let standards = fixture::standards();
        let mut samples = fixture::monthly(&standards, "fe", &["10", "12", "14", "16", "18", "20"]);
        let hours = of(&samples, &standards, "fe", 26.0);
        assert!(hours.is_some_and(|ahead| ahead.base == Base::OilHours && (ahead.left[1] - 1500.0).abs() < 1.0));
        samples[2].oil_hours = None;
        let days = of(&samples, &standards, "fe", 26.0);
        assert!(days.is_some_and(|ahead| ahead.base == Base::Days && (ahead.left[1] - 90.0).abs() < 3.0), "{days:?}");
        assert!(days.is_some_and(|ahead| (ahead.age - 151.0).abs() < 1e-9));
    }

    #[test]
    fn nothing_is_said_beyond_the_age_of_the_oil() {
        let standards = fixture::standards();
        let samples = fixture::monthly(&standards, "fe", &["10", "12", "14", "16", "18", "20"]);
        // 2 in 500 h: from 20 after 3,000 h, 3,000 h more reach 32.
        assert!(of(&samples, &standards, "fe", 31.0).is_some_and(|ahead| ahead.left[1] < 3000.0));
        assert!(of(&samples, &standards, "fe", 33.0).is_none_or(|ahead| ahead.left[1].is_infinite()));
        assert_eq!(of(&samples[..3], &standards, "fe", 20.0), None);
    }

    #[test]
    fn the_course_is_that_of_the_property() {
        let mut standards = fixture::standards();
        let rpvot = fixture::id(&standards, "rpvot");
        let samples = fixture::monthly(&standards, "rpvot", &["1600", "800", "400", "200"]);
        standards.ageing.insert(
            rpvot,
            crate::standards::property::Course {
                model: Ageing::LogLinear,
                source: std::sync::Arc::from("by hand"),
                provenance: crate::domain::Provenance::Single,
            },
        );
        let found = of(&samples, &standards, "rpvot", 100.0);
        assert!(found.is_some_and(|ahead| (ahead.left[1] - 500.0).abs() < 1.0), "{found:?}");
    }
}
