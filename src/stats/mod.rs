//! Pure numbers: robust slopes, medians, intervals. No units, no samples, no input or output.
//!
//! Numbers that are not finite are left out, never an error: a statistic of what is left is given, or none.

mod censored;
mod fisher;
mod kendall;
mod median;
mod rank_sum;
mod seeded;
mod slope;

pub use censored::{Distribution, Observation, Percentile, robust_spread};
pub use fisher::{fisher_more, holm};
pub use kendall::kendall_z;
pub use median::{mad, median};
pub use rank_sum::rank_sum_above;
pub use seeded::SplitMix64;
pub use slope::{Slope, theil_sen};
