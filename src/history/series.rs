//! One property of one sampling point through time.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{PropertyId, Reading, Sample, Value};
use crate::stats::Ageing;

use super::PointHistory;

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
}

impl LifeSeries {
    /// The results of a property up to and with a sample of the point.
    #[must_use]
    pub fn up_to(&self, property: PropertyId, sample: usize) -> &[SeriesPoint] {
        let all = self.by_property.get(&property).map_or(&[][..], Vec::as_slice);
        let count = all.partition_point(|point| point.sample <= sample);
        all.get(..count).unwrap_or_default()
    }

    /// The properties that have results in the life.
    pub fn properties(&self) -> impl Iterator<Item = PropertyId> + '_ {
        self.by_property.keys().copied()
    }
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
        let mut series = LifeSeries::default();
        let indices = self.lives.get(life).map_or(&[][..], |life| &life.samples);
        for (index, sample) in indices.iter().filter_map(|index| Some((*index, *self.samples.get(*index)?))) {
            for measurement in &*sample.measurements {
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
