//! One property of one sampling point through time.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{PropertyId, Reading, Sample, Value};

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
}

impl LifeSeries {
    /// The results of a property up to and with a sample of the point.
    #[must_use]
    pub fn up_to(&self, property: PropertyId, sample: usize) -> &[SeriesPoint] {
        let all = self.by_property.get(&property).map_or(&[][..], Vec::as_slice);
        let count = all.partition_point(|point| point.sample <= sample);
        all.get(..count).unwrap_or_default()
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
        let Some(of_life) = self.lives.get(life) else { return series };
        series.top_ups = self.top_ups(of_life);
        let indices = &of_life.samples;
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
