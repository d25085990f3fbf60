//! One property of one sampling point through time.

use chrono::NaiveDate;

use crate::domain::{PropertyId, Value};

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
    /// Method reproducibility at the level, if known: what two results can differ by without meaning anything.
    pub scatter: Option<f64>,
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
