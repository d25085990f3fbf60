//! How a property moves within one oil life, against what its method can tell apart.
//!
//! A result counts as above the base only where that is sure: `<5` is never above anything, and a base of
//! `<1` counts as 1. Nothing is substituted for a censored value.

use chrono::NaiveDate;

use crate::domain::{PropertyId, Value};
use crate::standards::Standards;
use crate::standards::method::OilState;
use crate::stats::{OF_MAD, Slope, TWO_RESULTS, akritas_theil_sen, median, theil_sen, theil_sen_at};

use super::observed::{base_of, latest, observations, outliers_of};
use super::series::{Base, Movement, Outliers, ScatterFrom, SeriesPoint, Trend};
use super::{PointHistory, Precisions};

/// Results at the start of a life whose median is the base.
const BASE_RESULTS: usize = 3;
/// Results from which the slope's interval alone can show a rise.
const ENOUGH_FOR_INTERVAL: usize = 4;
/// How sure that interval must be: a result beyond the scatter of two is no rise by itself.
const SURE: f64 = 0.9;
/// The robust standard deviation is 1.4826 times the median distance.
const OWN_FACTOR: f64 = OF_MAD * TWO_RESULTS;

/// How much of a trend is wanted: the slope costs by the square of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendDepth {
    /// Everything.
    Full,
    /// The slope only where the movement depends on it.
    Movement,
}

impl PointHistory<'_> {
    /// How a property moves within a life, up to and with one sample. `None` without a single exact result.
    #[must_use]
    pub fn trend(&self, life: usize, up_to: usize, property: PropertyId, standards: &Standards) -> Option<Trend> {
        let series = self.life_series(life);
        let reference = self.lives.get(life)?.start_level(property);
        let precisions = Precisions::new(standards);
        let points = series.up_to(property, up_to);
        trend_of(points, reference, property, (standards, &precisions), TrendDepth::Full)
    }
}

/// How results of one property in one life move. `None` without a single exact result.
#[must_use]
pub fn trend_of(
    points: &[SeriesPoint],
    reference: Option<f64>,
    property: PropertyId,
    (standards, precisions): (&Standards, &Precisions),
    depth: TrendDepth,
) -> Option<Trend> {
    let mut exact = points.iter().filter_map(|point| point.value.exact());
    let first = exact.next()?;
    let (last, count) = exact.fold((first, 1), |(_, count), value| (value, count + 1));
    let (base, line) = line_of(points);
    let upper_start = start_of(points, reference, upper_bound);
    let lower_start = start_of(points, reference, lower_bound);
    let start = upper_start.filter(|start| start.is_finite()).or(lower_start.filter(|start| start.is_finite()));
    let level = start.unwrap_or(first);
    let unit_in_last_place = 10_f64.powi(-i32::from(standards.property(property).decimals));
    let by_method = precisions.reproducibility(property, level, OilState::Used);
    let scatter_from = if by_method.is_some() { ScatterFrom::Method } else { ScatterFrom::OwnResults };
    let scatter = by_method.or_else(|| line.own_scatter());
    let scatter = scatter.map(|scatter| scatter.max(unit_in_last_place));
    let open = scatter.is_some_and(|scatter| stands_out(points, upper_start, lower_start, scatter));
    let full = depth == TrendDepth::Full;
    let slope = if open || full { line.slope(points, property, base, (standards, precisions)) } else { None };
    let outliers = if full { outliers_of(points, property, (standards, precisions)) } else { Outliers::default() };
    let mut trend = Trend {
        property,
        count,
        first,
        last,
        slope: slope.map(|slope| slope.slope),
        interval: slope.map(|slope| slope.interval),
        base,
        scatter,
        scatter_from,
        start,
        movement: Movement::TooFew,
        since: None,
        ageing: standards.ageing(property),
        outliers,
    };
    let surely = || line.sure_interval().or(trend.interval);
    (trend.movement, trend.since) = movement(points, upper_start, lower_start, (&trend, surely));
    Some(trend)
}

/// The movement, and the first day of the run of results that shows it.
fn movement(
    points: &[SeriesPoint],
    upper_start: Option<f64>,
    lower_start: Option<f64>,
    (trend, surely): (&Trend, impl Fn() -> Option<(f64, f64)>),
) -> (Movement, Option<NaiveDate>) {
    let Some(scatter) = trend.scatter else { return (Movement::TooFew, None) };
    let above = |point: &SeriesPoint| is_above(point.value, upper_start, scatter);
    let below = |point: &SeriesPoint| is_below(point.value, lower_start, scatter);
    let enough = trend.count >= ENOUGH_FOR_INTERVAL;
    let climbs = || enough && surely().is_some_and(|(lower, _)| lower > 0.0);
    let sinks = || enough && surely().is_some_and(|(_, upper)| upper < 0.0);
    if let Some((run, since)) = closing_run(points, above)
        && (run >= 2 || climbs())
    {
        return (Movement::Rising, Some(since));
    }
    if let Some((run, since)) = closing_run(points, below)
        && (run >= 2 || sinks())
    {
        return (Movement::Falling, Some(since));
    }
    let few = points.len() < BASE_RESULTS;
    (if few { Movement::TooFew } else { Movement::WithinScatter }, None)
}

/// How many results at the end hold, and the day of the first of them.
fn closing_run(points: &[SeriesPoint], holds: impl Fn(&SeriesPoint) -> bool) -> Option<(usize, NaiveDate)> {
    let run = points.iter().rev().take_while(|point| holds(point)).count();
    let first = points.get(points.len().checked_sub(run)?)?;
    (run > 0).then_some((run, first.on))
}

/// True if the last result is surely away from the base; else no slope can make it a movement.
fn stands_out(points: &[SeriesPoint], upper: Option<f64>, lower: Option<f64>, scatter: f64) -> bool {
    points.last().is_some_and(|last| is_above(last.value, upper, scatter) || is_below(last.value, lower, scatter))
}

fn is_above(value: Value, start: Option<f64>, scatter: f64) -> bool {
    start.is_some_and(|start| lower_bound(value).is_some_and(|bound| bound > start + scatter))
}

fn is_below(value: Value, start: Option<f64>, scatter: f64) -> bool {
    start.is_some_and(|start| upper_bound(value).is_some_and(|bound| bound < start - scatter))
}

/// The number that a value surely does not exceed.
const fn upper_bound(value: Value) -> Option<f64> {
    match value {
        Value::Exact(number) | Value::Below(number) | Value::AtMost(number) => Some(number),
        Value::Above(_) | Value::AtLeast(_) => Some(f64::INFINITY),
        Value::NotDetected | Value::Code(_) => None,
    }
}

/// The number that a value surely is not under.
const fn lower_bound(value: Value) -> Option<f64> {
    match value {
        Value::Exact(number) | Value::Above(number) | Value::AtLeast(number) => Some(number),
        Value::Below(_) | Value::AtMost(_) => Some(f64::NEG_INFINITY),
        Value::NotDetected | Value::Code(_) => None,
    }
}

/// What the later results are held against: the median of the first three, or the new oil if there are fewer.
fn start_of(points: &[SeriesPoint], reference: Option<f64>, bound: fn(Value) -> Option<f64>) -> Option<f64> {
    let mut bounds: Vec<f64> = points.iter().filter_map(|point| bound(point.value)).take(BASE_RESULTS).collect();
    if bounds.len() < BASE_RESULTS {
        return reference;
    }
    bounds.sort_by(f64::total_cmp);
    bounds.get(BASE_RESULTS / 2).copied()
}

/// The exact results of a life with what they are drawn against.
struct Line {
    points: Vec<(f64, f64)>,
    censored: usize,
}

fn line_of(points: &[SeriesPoint]) -> (Base, Line) {
    let points = latest(points);
    let base = base_of(points);
    let origin = points.first().map(|point| point.on).unwrap_or_default();
    let along = |point: &SeriesPoint| match base {
        Base::OilHours => point.oil_hours.unwrap_or(f64::NAN),
        Base::Days => point.on.signed_duration_since(origin).num_days() as f64,
    };
    let exact = points.iter().filter_map(|point| Some((along(point), point.value.exact()?)));
    let line: Vec<(f64, f64)> = exact.collect();
    let censored = points.len() - line.len();
    (base, Line { points: line, censored })
}

impl Line {
    /// With more than half of the results censored a slope of the rest says nothing.
    const fn is_mostly_censored(&self) -> bool {
        self.censored > self.points.len()
    }

    fn slope(
        &self,
        points: &[SeriesPoint],
        property: PropertyId,
        base: Base,
        rules: (&Standards, &Precisions),
    ) -> Option<Slope> {
        if self.is_mostly_censored() || self.points.len() < BASE_RESULTS {
            return None;
        }
        if self.censored == 0 {
            return theil_sen(&self.points);
        }
        akritas_theil_sen(&observations(latest(points), property, base, rules))
    }

    /// The interval of the slope that a single result beyond the scatter needs on its side.
    fn sure_interval(&self) -> Option<(f64, f64)> {
        if self.censored > 0 { None } else { theil_sen_at(&self.points, SURE).map(|slope| slope.interval) }
    }

    fn own_scatter(&self) -> Option<f64> {
        if self.is_mostly_censored() { None } else { own_scatter(&self.points) }
    }
}

/// What results scatter by themselves, as the difference that two of them seldom exceed: how far each lies from the line
/// between its neighbours. Unlike the distance from one line through all, this does not take an accelerating rise
/// for scatter. `None` with fewer than four.
pub(super) fn own_scatter(points: &[(f64, f64)]) -> Option<f64> {
    if points.len() < ENOUGH_FOR_INTERVAL {
        return None;
    }
    let off = |triple: &[(f64, f64)]| {
        let [(x0, y0), (x1, y1), (x2, y2)] = triple else { return None };
        let share = (x1 - x0) / (x2 - x0);
        let between = y0 + share * (y2 - y0);
        // The scatter of all three results meets in the distance, the neighbours' by their shares.
        let length = (1.0 + share * share + (1.0 - share) * (1.0 - share)).sqrt();
        ((0.0..=1.0).contains(&share)).then_some((y1 - between).abs() / length)
    };
    let distances: Vec<f64> = points.windows(3).filter_map(off).collect();
    median(&distances).map(|distance| distance * OWN_FACTOR)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

    use super::super::{fixture, histories};
    use super::*;

    fn trend(property: &str, results: &[&str]) -> Trend {
        let standards = fixture::standards();
        let samples = fixture::monthly(&standards, property, results);
        let histories = histories(&samples, &standards);
        let last = samples.len() - 1;
        histories[0].trend(0, last, fixture::id(&standards, property), &standards).unwrap()
    }

    #[test]
    fn iron_rises_once_two_results_lie_beyond_the_reproducibility_of_two() {
        // The base is 10, the method's R is 2.
        assert_eq!(trend("fe", &["10", "10", "10", "12", "12"]).movement, Movement::WithinScatter);
        let rising = trend("fe", &["10", "10", "10", "12.1", "12.1"]);
        assert_eq!((rising.movement, rising.since), (Movement::Rising, Some(fixture::day("2025-04-01"))));
        assert_eq!(trend("fe", &["10", "10", "10", "9", "13"]).movement, Movement::WithinScatter);
        assert_eq!(trend("fe", &["10", "11", "12", "13", "14"]).movement, Movement::Rising);
        let falling = trend("fe", &["10", "10", "10", "7", "7"]);
        assert_eq!((falling.movement, falling.since), (Movement::Falling, Some(fixture::day("2025-04-01"))));
    }

    #[test]
    fn a_rise_that_is_over_is_no_rise() {
        assert_eq!(trend("fe", &["10", "10", "10", "20", "30", "10"]).movement, Movement::WithinScatter);
        let again = trend("fe", &["10", "10", "10", "20", "10", "20", "20"]);
        assert_eq!((again.movement, again.since), (Movement::Rising, Some(fixture::day("2025-06-01"))));
    }

    #[test]
    fn censored_results_are_never_numbers() {
        let from_below = trend("fe", &["<1", "<1", "<1", "2.9", "3.0"]);
        assert_eq!((from_below.movement, from_below.start), (Movement::WithinScatter, Some(1.0)));
        assert_eq!(trend("fe", &["<1", "<1", "<1", "3.1", "3.2"]).movement, Movement::Rising);
        assert_eq!(trend("fe", &["<1", "<1", "<1", "9", "<5"]).movement, Movement::WithinScatter);
        assert_eq!(trend("fe", &["10", "10", "10", ">40", ">40"]).movement, Movement::Rising);
        // A fall under the reporting limit is sure if the limit lies low enough.
        assert_eq!(trend("fe", &["10", "10", "10", "<5", "<5"]).movement, Movement::Falling);
        assert_eq!(trend("fe", &["10", "10", "10", "<9", "<9"]).movement, Movement::WithinScatter);
    }

    #[test]
    fn few_results_say_little() {
        assert_eq!(trend("fe", &["10"]).movement, Movement::TooFew);
        assert_eq!(trend("fe", &["10", "90"]).movement, Movement::TooFew);
        assert_eq!(trend("fe", &["10", "90"]).slope, None);
        assert!(trend("fe", &["10", "20", "30"]).slope.is_some_and(|slope| (slope - 0.02).abs() < 1e-12));
        // No method is known for tin: its own scatter needs four results.
        assert_eq!(trend("sn", &["10", "20", "30"]).movement, Movement::TooFew);
    }

    #[test]
    fn without_a_method_the_own_scatter_counts_and_is_named() {
        let flat = trend("sn", &["10", "12", "9", "11", "10", "12"]);
        assert_eq!((flat.movement, flat.scatter_from), (Movement::WithinScatter, ScatterFrom::OwnResults));
        let rising = trend("sn", &["1.0", "1.1", "0.9", "2.3", "4.3", "7.1", "11"]);
        assert_eq!((rising.movement, rising.scatter_from), (Movement::Rising, ScatterFrom::OwnResults));
    }

    #[test]
    fn a_slope_takes_what_censored_results_say_and_no_number_in_their_place() {
        let censored = trend("fe", &["<10", "<10", "12", "16", "20", "24"]);
        assert!(censored.slope.is_some_and(|slope| (slope - 0.008).abs() < 1e-3), "{censored:?}");
        // More than half censored is too little; as is a slope of two.
        assert_eq!(trend("fe", &["<10", "<10", "<10", "<10", "12", "16", "20"]).slope, None);
        assert_eq!(trend("fe", &["<10", "12", "16"]).slope, None);
    }

    #[test]
    fn an_outlier_is_marked_and_stays_in_the_series() {
        let wild = trend("fe", &["10", "11", "12", "43", "14", "15", "16", "17"]);
        let standards = fixture::standards();
        let samples = fixture::monthly(&standards, "fe", &["10", "11", "12", "43", "14", "15", "16", "17"]);
        let histories = histories(&samples, &standards);
        let series = histories[0].life_series(0);
        let points = series.up_to(fixture::id(&standards, "fe"), 7);
        assert_eq!(wild.outliers.samples(points).collect::<Vec<_>>(), [3]);
        assert_eq!((wild.count, points.len()), (8, 8));
        assert!(trend("fe", &["10", "11", "12", "13", "14", "15", "16", "17"]).outliers.is_empty());
    }

    #[test]
    fn an_accelerating_rise_is_not_taken_for_scatter() {
        let early = trend("oxidation", &["1", "1.2", "1.6", "2.4", "4", "7.2"]);
        let late = trend("oxidation", &["1", "1.2", "1.6", "2.4", "4", "7.2", "13.6", "26.4"]);
        assert_eq!((early.movement, late.movement), (Movement::Rising, Movement::Rising));
        assert!(late.scatter < Some(5.0), "{:?}", late.scatter);
    }

    #[test]
    fn two_samples_of_a_life_are_held_against_the_new_oil() {
        let standards = fixture::standards();
        let mut samples = fixture::monthly(&standards, "fe", &["1", "9", "9"]);
        samples[0].kind = crate::domain::SampleKind::New;
        let histories = histories(&samples, &standards);
        let trend = histories[0].trend(0, 2, fixture::id(&standards, "fe"), &standards).unwrap();
        assert_eq!((trend.movement, trend.start), (Movement::Rising, Some(1.0)));
    }

    #[test]
    fn a_missing_hour_turns_the_base_to_days() {
        let standards = fixture::standards();
        let mut samples = fixture::monthly(&standards, "fe", &["1", "2", "3"]);
        samples[1].oil_hours = None;
        let histories = histories(&samples, &standards);
        let trend = histories[0].trend(0, 2, fixture::id(&standards, "fe"), &standards).unwrap();
        assert_eq!(trend.base, Base::Days);
    }
}
