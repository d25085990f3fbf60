//! What may reach the drawing: finite numbers, not too many, in a range that has a width.
//!
//! Laboratories do send `1e308` and instruments do send `NaN`. Nothing is left out silently: what is not drawn is
//! counted, and the chart says so.

use chrono::{Days, NaiveDate};

use super::chart::{ChartPoint, TrendChart};
use super::forecast;

/// More marks than this cannot be told apart and only make the file heavy.
pub(super) const POINTS_MAX: usize = 2_000;

/// A limit further from the data than this many times the data's own span is noted at the edge, not drawn.
const NEAR_SPANS: f64 = 3.0;

/// Days shown ahead where a forecast begins after a single day of sampling.
const SHORTEST_OUTLOOK_DAYS: i64 = 61;

/// Numbers nearer to zero than this are zero for the eye, and their powers of ten are not safe.
const TINY: f64 = 1e-290;

/// Points that can be drawn, by day, and what became of the others.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cleaned {
    pub points: Vec<ChartPoint>,
    /// Results that are no finite numbers.
    pub dropped: usize,
    /// How many there were, if only a part is kept.
    pub thinned_from: Option<usize>,
}

/// Drops what is not a number, sorts by day (equal days stay in the caller's order), thins what is too many.
pub(super) fn clean(points: &[ChartPoint], most: usize) -> Cleaned {
    let mut kept: Vec<ChartPoint> = points.iter().filter(|point| point.value.is_finite()).cloned().collect();
    let dropped = points.len() - kept.len();
    for point in &mut kept {
        // Adding zero turns −0 into 0.
        point.value += 0.0;
        point.error = point.error.filter(|error| error.is_finite() && *error > 0.0);
        point.oil_hours = point.oil_hours.filter(|hours| hours.is_finite() && *hours >= 0.0);
    }
    kept.sort_by_key(|point| point.day);
    let thinned_from = (kept.len() > most).then_some(kept.len());
    if thinned_from.is_some() {
        kept = thin(&kept, most);
    }
    Cleaned { points: kept, dropped, thinned_from }
}

/// Keeps of each stretch its first, last, lowest, highest and worst result, so that nothing worth seeing goes.
fn thin(points: &[ChartPoint], most: usize) -> Vec<ChartPoint> {
    let stretch = points.len().div_ceil((most / 5).max(1)).max(1);
    let mut kept = Vec::new();
    for part in points.chunks(stretch) {
        let indexed = || part.iter().enumerate();
        let mut picks = vec![0, part.len().saturating_sub(1)];
        picks.extend(indexed().min_by(|a, b| a.1.value.total_cmp(&b.1.value)).map(|(at, _)| at));
        picks.extend(indexed().max_by(|a, b| a.1.value.total_cmp(&b.1.value)).map(|(at, _)| at));
        picks.extend(indexed().max_by_key(|(_, point)| point.severity).map(|(at, _)| at));
        picks.sort_unstable();
        picks.dedup();
        kept.extend(picks.iter().filter_map(|at| part.get(*at)).cloned());
    }
    kept
}

/// From low to high, both finite, low below high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    /// Half the width; the whole one could overflow.
    pub(super) fn half(self) -> f64 {
        self.high / 2.0 - self.low / 2.0
    }

    /// Where a value lies: 0 at the low end, 1 at the high end.
    pub(super) fn fraction(self, value: f64) -> f64 {
        (value / 2.0 - self.low / 2.0) / self.half()
    }

    fn include(&mut self, value: f64) {
        self.low = self.low.min(value);
        self.high = self.high.max(value);
    }

    /// The same range if it has a width, else a sensible one around its only value.
    fn widened(self, non_negative: bool) -> Self {
        let level = self.low.abs().max(self.high.abs());
        if level < TINY {
            return Self { low: if non_negative { 0.0 } else { -1.0 }, high: 1.0 };
        }
        if self.half() > (level * 1e-9).max(TINY) {
            return self;
        }
        let pad = (level * 0.1).max(TINY * 10.0);
        let finite = |value: f64| value.clamp(-f64::MAX, f64::MAX);
        Self { low: finite(self.low - pad), high: finite(self.high + pad) }
    }
}

/// The vertical range: the data with its scatter, the lines near it, and zero where it belongs and is near.
pub(super) fn value_range(chart: &TrendChart, points: &[ChartPoint]) -> Option<Range> {
    let first = points.first()?;
    let mut data = Range { low: first.value, high: first.value };
    let non_negative = points.iter().all(|point| point.value >= 0.0);
    for point in &chart.corrected {
        if point.value.is_finite() {
            data.include(point.value);
        }
    }
    for point in points {
        data.include(point.value);
        if let Some(error) = point.error {
            data.include((point.value + error).min(f64::MAX));
            // A scatter that reaches below zero says nothing about a quantity that cannot.
            data.include((point.value - error).max(if non_negative { 0.0 } else { f64::MIN }));
        }
    }
    let level = data.low.abs().max(data.high.abs());
    if chart.zero_baseline && data.low > 0.0 && data.low / 2.0 <= data.half() * NEAR_SPANS {
        data.low = 0.0;
    }
    // Results that hardly move would call every limit far; a tenth of their level is room enough.
    let half_span = data.half().max(level * 0.05);
    let near = |value: f64| {
        let gap = (value / 2.0 - data.high / 2.0).max(data.low / 2.0 - value / 2.0);
        value.is_finite() && gap <= half_span * NEAR_SPANS
    };
    let limits = chart.limits.iter().flat_map(|limit| [&limit.low, &limit.high]);
    let mut range = data;
    for line in limits.chain([&chart.new_oil]).flatten() {
        if near(line.value) {
            range.include(line.value);
        }
    }
    let levels = chart.forecast.iter().flat_map(|forecast| [forecast.value, forecast.level]);
    levels.filter(|level| level.is_finite()).for_each(|level| range.include(level));
    let ends = chart.band.iter().flat_map(|band| [band.low, band.high]);
    ends.filter(|end| near(*end)).for_each(|end| range.include(end));
    if chart.zero_baseline && range.low > 0.0 && range.low / 2.0 <= range.half() * NEAR_SPANS {
        range.low = 0.0;
    }
    Some(range.widened(non_negative))
}

/// First and last day, at least a month apart if they are the same, with the oil changes near them.
pub(super) fn day_range(chart: &TrendChart, points: &[ChartPoint]) -> Option<(NaiveDate, NaiveDate)> {
    let (mut first, mut last) = (points.first()?.day, points.last()?.day);
    let reach = Days::new(u64::try_from((last - first).num_days() / 4).unwrap_or(0).max(31));
    let earliest = first.checked_sub_days(reach).unwrap_or(first);
    let latest = last.checked_add_days(reach).unwrap_or(last);
    for (day, _) in &chart.oil_changes {
        if (earliest..=latest).contains(day) {
            first = first.min(*day);
            last = last.max(*day);
        }
    }
    if let Some(forecast) = &chart.forecast {
        // The past keeps three fifths of the width, however far the forecast reaches.
        let ahead = ((last - first).num_days() * 2 / 3).max(SHORTEST_OUTLOOK_DAYS);
        let most = last.checked_add_days(Days::new(ahead.unsigned_abs())).unwrap_or(last);
        let ends = forecast.days.iter().flatten().map(|day| forecast::beyond(*day));
        // An open end needs room to be seen as one.
        let end = if forecast.days.iter().any(Option::is_none) { Some(most) } else { ends.max() };
        last = end.map_or(last, |end| end.min(most)).max(last);
    }
    if first == last {
        first = first.checked_sub_days(Days::new(15)).unwrap_or(first);
        last = last.checked_add_days(Days::new(15)).unwrap_or(last);
    }
    Some((first, last))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::chart::{ChartLimit, ChartLine, PointKind};
    use super::*;
    use crate::domain::Severity;

    fn points(values: &[f64]) -> Vec<ChartPoint> {
        let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let day = |at: usize| start + Days::new(u64::try_from(at).unwrap());
        let point = |(at, value): (usize, &f64)| ChartPoint {
            day: day(at),
            oil_hours: None,
            value: *value,
            kind: PointKind::Exact,
            error: None,
            severity: Severity::Normal,
            life: Some(0),
        };
        values.iter().enumerate().map(point).collect()
    }

    fn range(values: &[f64], limit: Option<f64>, zero_baseline: bool) -> (f64, f64) {
        let high = limit.map(|value| ChartLine { value, label: String::new() });
        let limits = vec![ChartLimit { severity: Severity::Critical, low: None, high }];
        let chart = TrendChart { limits, zero_baseline, ..TrendChart::default() };
        let range = value_range(&chart, &points(values)).unwrap();
        (range.low, range.high)
    }

    #[test]
    fn a_limit_is_shown_up_to_three_spans_away() {
        assert_eq!(range(&[10.0, 20.0], Some(49.0), false), (10.0, 49.0));
        assert_eq!(range(&[10.0, 20.0], Some(50.0), false), (10.0, 50.0));
        assert_eq!(range(&[10.0, 20.0], Some(51.0), false), (10.0, 20.0));
        assert_eq!(range(&[10.0, 20.0], Some(f64::INFINITY), false), (10.0, 20.0));
    }

    #[test]
    fn zero_is_shown_where_it_is_near_and_belongs() {
        assert_eq!(range(&[29.0, 39.0], None, true), (0.0, 39.0));
        assert_eq!(range(&[30.0, 40.0], None, true), (0.0, 40.0));
        assert_eq!(range(&[31.0, 41.0], None, true), (31.0, 41.0));
        assert_eq!(range(&[29.0, 39.0], None, false), (29.0, 39.0));
    }

    #[test]
    fn every_range_has_a_width() {
        for values in
            [&[5.0][..], &[0.0, 0.0], &[-0.0], &[-3.0, -3.0], &[1e308, -1e308], &[f64::MAX], &[1e-320], &[f64::MIN]]
        {
            let (low, high) = range(values, None, false);
            assert!(low < high && low.is_finite() && high.is_finite(), "{values:?}: {low} to {high}");
            for value in values {
                assert!((-1e-9..=1.0).contains(&Range { low, high }.fraction(*value)), "{values:?}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_counted() {
        let cleaned = clean(&points(&[1.0, f64::NAN, f64::INFINITY, -0.0, f64::NEG_INFINITY]), 10);
        assert_eq!((cleaned.points.len(), cleaned.dropped, cleaned.thinned_from), (2, 3, None));
        assert!(cleaned.points[1].value.is_sign_positive());
    }

    #[test]
    fn thinning_starts_above_the_limit_and_keeps_what_matters() {
        let mut many = points(&vec![1.0; 2_001]);
        many[777].value = 9.0;
        many[1_234].severity = Severity::Critical;
        assert_eq!(clean(&many[..2_000], 2_000).thinned_from, None);
        let cleaned = clean(&many, 2_000);
        assert_eq!(cleaned.thinned_from, Some(2_001));
        assert!(cleaned.points.len() <= 2_000);
        assert!(cleaned.points.contains(&many[777]) && cleaned.points.contains(&many[1_234]));
        assert_eq!(cleaned.points.last(), many.last());
    }

    #[test]
    fn an_oil_change_near_the_samples_widens_the_days_and_a_far_one_does_not() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let with = |change: &str| {
            let chart = TrendChart { oil_changes: vec![(day(change), String::new())], ..TrendChart::default() };
            day_range(&chart, &points(&[1.0, 2.0])).unwrap().1
        };
        assert_eq!(with("2026-02-02"), day("2026-02-02"));
        assert_eq!(with("2026-02-03"), day("2026-01-02"));
        let one = day_range(&TrendChart::default(), &points(&[1.0])).unwrap();
        assert_eq!((one.1 - one.0).num_days(), 30);
    }
}
