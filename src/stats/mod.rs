//! Pure numbers: robust slopes, medians, intervals, and where an ageing result reaches a level. No units, no samples, no
//! input or output.
//!
//! Numbers that are not finite are left out, never an error: a statistic of what is left is given, or none.

mod ageing;
mod censored;
mod crossing;
mod cusum;
mod fisher;
mod kendall;
mod median;
mod observation;
mod outlier;
mod percentile;
mod rank_sum;
mod seeded;
mod slope;
#[cfg(test)]
mod tests;

pub use ageing::Ageing;
pub use censored::akritas_theil_sen;
pub use crossing::{Window, crossing};
pub use cusum::{BASELINE, Departure, Shape, Sides, watch};
pub use fisher::{fisher_more, holm};
pub use kendall::kendall_z;
pub use median::{OF_MAD, TWO_RESULTS, mad, median};
pub use observation::Observation;
pub use outlier::outliers;
pub use percentile::{Distribution, Percentile, Reported, robust_spread};
pub use rank_sum::rank_sum_above;
pub use seeded::SplitMix64;
pub use slope::{Slope, theil_sen, theil_sen_at};
