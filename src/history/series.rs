//! One property of one sampling point through time.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{PropertyId, Reading, Sample, Value};
use crate::stats::Ageing;

use crate::stats::{BASELINE, Departure, Sides, watch};

use super::PointHistory;
use super::make_up::TopUps;

/// One result in a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeriesPoint {
    /// Index into the point's samples.
    pub sample: usize,
    /// Day of sampling.
    pub on: NaiveDate,
    /// Hours on the oil.
    pub oil_hours: Option<f64>,
    /// The result.
    pub value: Value,
    /// Index into the point's oil lives; `None` for new oil.
    pub life: Option<usize>,
}

/// What a slope is per.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Per oil hour.
    OilHours,
    /// Per day of the calendar, because oil hours are missing; a weaker base.
    Days,
}

/// Where a trend's scatter comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScatterFrom {
    /// The reproducibility of the test method.
    Method,
    /// The scatter of this life's own results, because no method precision is known.
    OwnResults,
}

/// How a property moves within one oil life, up to one sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Which property.
    pub property: PropertyId,
    /// Exact results that it rests on.
    pub count: usize,
    /// First result of the life.
    pub first: f64,
    /// Last result.
    pub last: f64,
    /// Theil–Sen slope per unit of `base`; `None` with fewer than three points or no spread in time.
    pub slope: Option<f64>,
    /// 80 % interval of the slope.
    pub interval: Option<(f64, f64)>,
    /// What the slope is per.
    pub base: Base,
    /// What two results can differ by without meaning anything: the method's reproducibility at the level of
    /// the base, else what the life's own results scatter.
    pub scatter: Option<f64>,
    /// Where the scatter comes from.
    pub scatter_from: ScatterFrom,
    /// What the results are held against: the median of the life's first three, or the new oil. Where those are
    /// censored it is the bound that they are known to lie under.
    pub start: Option<f64>,
    /// What it amounts to.
    pub movement: Movement,
    /// Day from which the movement shows, if it moves.
    pub since: Option<NaiveDate>,
    /// The course on which the property ages; forecasts follow it, the slope is straight.
    pub ageing: Ageing,
    /// Results far from that course; only where a trend of full depth was asked for.
    pub outliers: Outliers,
}

/// Which results lie beyond five robust standard deviations of the course through them. They are shown and counted as any
/// other, but do not steer a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outliers {
    /// One bit a result, the last one lowest.
    marks: u64,
}

impl Outliers {
    /// Of marks in the order of the results; the last 64 count.
    pub(super) fn of(marks: &[bool]) -> Self {
        let latest = marks.get(marks.len().saturating_sub(64)..).unwrap_or_default();
        Self { marks: latest.iter().fold(0, |marks, mark| marks << 1 | u64::from(*mark)) }
    }

    /// True if there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.marks == 0
    }

    /// The outlying samples, as indices into the point's samples. `points` is the series that the trend was made of.
    pub fn samples(self, points: &[SeriesPoint]) -> impl Iterator<Item = usize> {
        let latest = points.iter().rev().take(64).enumerate();
        let marked = latest.filter(move |(place, _)| self.marks >> place & 1 == 1).map(|(_, point)| point.sample);
        let mut samples: Vec<usize> = marked.collect();
        samples.reverse();
        samples.into_iter()
    }
}

/// What a trend amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// Rises by more than the scatter.
    Rising,
    /// Falls by more than the scatter.
    Falling,
    /// Moves by less than the scatter.
    WithinScatter,
    /// Too few results to say.
    TooFew,
}

/// The results of one oil life, by property, each in time order. Built once, looked at for every sample.
#[derive(Debug, Clone, Default)]
pub struct LifeSeries {
    by_property: BTreeMap<PropertyId, Vec<SeriesPoint>>,
    pub(super) top_ups: TopUps,
    /// Where each property left its own line, worked out when first asked.
    departures: RefCell<BTreeMap<PropertyId, Departures>>,
}

/// By sample, in time order: the departure there, and the day from which it shows.
type Departures = Vec<(usize, Option<(Departure, NaiveDate)>)>;

impl LifeSeries {
    /// The results of a property up to and with a sample of the point.
    #[must_use]
    pub fn up_to(&self, property: PropertyId, sample: usize) -> &[SeriesPoint] {
        let all = self.by_property.get(&property).map_or(&[][..], Vec::as_slice);
        let count = all.partition_point(|point| point.sample <= sample);
        all.get(..count).unwrap_or_default()
    }

    /// Where a property has left the line of its own earlier results at a sample, and since when; see
    /// [`watch`]. The line runs along oil hours where the first results have them, else along the calendar.
    #[must_use]
    pub fn departure(
        &self,
        property: PropertyId,
        sample: usize,
        sides: Sides,
        resolution: f64,
    ) -> Option<(Departure, NaiveDate)> {
        let mut known = self.departures.borrow_mut();
        let found = known.entry(property).or_insert_with(|| {
            let points = self.by_property.get(&property).map_or(&[][..], Vec::as_slice);
            departures(points, sides, resolution)
        });
        let at = found.binary_search_by_key(&sample, |(index, _)| *index).ok()?;
        found.get(at)?.1
    }

    /// What the forms of the life say of oil added.
    #[must_use]
    pub const fn top_ups(&self) -> &TopUps {
        &self.top_ups
    }

    /// The properties that have results in the life.
    pub fn properties(&self) -> impl Iterator<Item = PropertyId> + '_ {
        self.by_property.keys().copied()
    }
}

/// The departures of a series. Each rests on the results up to its own, so that all can be worked out at once.
fn departures(points: &[SeriesPoint], sides: Sides, resolution: f64) -> Departures {
    let exact = || points.iter().filter_map(|point| Some((point, point.value.exact()?)));
    let by_hours = exact().take(BASELINE).all(|(point, _)| point.oil_hours.is_some());
    let origin = points.first().map(|point| point.on).unwrap_or_default();
    let along = |point: &SeriesPoint| {
        let days = || point.on.signed_duration_since(origin).num_days() as f64;
        if by_hours { point.oil_hours } else { Some(days()) }
    };
    let placed: Vec<(&SeriesPoint, (f64, f64))> =
        exact().filter_map(|(point, value)| Some((point, (along(point)?, value)))).collect();
    let numbers: Vec<(f64, f64)> = placed.iter().map(|(_, number)| *number).collect();
    let found = watch(&numbers, sides, resolution);
    let dated = |departure: Departure| Some((departure, placed.get(departure.first)?.0.on));
    placed.iter().zip(found).map(|((point, _), found)| (point.sample, found.and_then(dated))).collect()
}

impl PointHistory<'_> {
    /// All results of a property, new oil included, in time order.
    #[must_use]
    pub fn series(&self, property: PropertyId) -> Vec<SeriesPoint> {
        let mut lives = vec![None; self.samples.len()];
        for (number, life) in self.lives.iter().enumerate() {
            for sample in &life.samples {
                if let Some(slot) = lives.get_mut(*sample) {
                    *slot = Some(number);
                }
            }
        }
        let samples = self.samples.iter().zip(lives).enumerate();
        let point = |(index, (sample, life)): (usize, (&&Sample, Option<usize>))| {
            let value = sample.reading(property).and_then(Reading::value)?;
            Some(SeriesPoint { sample: index, on: sample.sampled_on, oil_hours: sample.oil_hours, value, life })
        };
        samples.filter_map(point).collect()
    }

    /// All results of one oil life.
    #[must_use]
    pub fn life_series(&self, life: usize) -> LifeSeries {
        self.life_series_of(life, |_| true)
    }

    /// The results of one oil life of some properties.
    #[must_use]
    pub fn life_series_of(&self, life: usize, is_wanted: impl Fn(PropertyId) -> bool) -> LifeSeries {
        let mut series = LifeSeries::default();
        let Some(of_life) = self.lives.get(life) else { return series };
        series.top_ups = self.top_ups(of_life);
        let indices = &of_life.samples;
        for (index, sample) in indices.iter().filter_map(|index| Some((*index, *self.samples.get(*index)?))) {
            for measurement in sample.measurements.iter().filter(|measurement| is_wanted(measurement.property)) {
                let Some(value) = measurement.reading.value() else { continue };
                let points = series.by_property.entry(measurement.property).or_default();
                // A second result of the same property in one sample is shown, not judged.
                if points.last().is_none_or(|last| last.sample != index) {
                    let (on, oil_hours) = (sample.sampled_on, sample.oil_hours);
                    points.push(SeriesPoint { sample: index, on, oil_hours, value, life: Some(life) });
                }
            }
        }
        series
    }

    /// The oil life that a sample belongs to; `None` for new oil.
    #[must_use]
    pub fn life_of(&self, sample: usize) -> Option<usize> {
        self.lives.iter().position(|life| life.samples.binary_search(&sample).is_ok())
    }
}
