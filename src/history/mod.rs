//! The samples of one sampling point through time: its oil lives, its reference oil, its signals.
//!
//! Nothing is judged against a limit here; that is the work of `findings`.

mod collect;
#[cfg(test)]
pub(crate) mod fixture;
mod life;
mod make_up;
mod observed;
mod point;
mod precision;
mod reference;
mod reset;
mod series;
mod trend;

pub use collect::histories;
pub use life::{LifeStart, OilLife};
pub use make_up::{Brought, MakeUp, MakeUpState, TopUps, WearRate};
pub use observed::{Ahead, ahead};
pub use point::{PointKey, PointLabel};
pub use precision::{MethodPrecision, Precisions, Reproducibility};
pub use reference::{OTHERS_SAMPLE, Reference, ReferenceKind, ReferenceValue};
pub use series::{Base, LifeSeries, Movement, Outliers, ScatterFrom, SeriesPoint, Trend};
pub use trend::{TrendDepth, trend_of};

use crate::domain::{MachineType, Sample};

/// All samples of one sampling point.
#[derive(Debug)]
pub struct PointHistory<'a> {
    /// What makes it one point: folded names.
    pub key: PointKey,
    /// Its names as last written.
    pub label: PointLabel,
    /// The machine family, if any sample says.
    pub machine_type: Option<MachineType>,
    /// All samples, by date, then by place in the files. New oils delivered to the point are among them.
    pub samples: Vec<&'a Sample>,
    /// The oil lives, in order. Together they hold every sample of kind `in_service`, and no other.
    pub lives: Vec<OilLife>,
}
