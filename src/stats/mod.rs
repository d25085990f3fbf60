//! Pure numbers: robust slopes, medians, intervals. No units, no samples, no input or output.
//!
//! Numbers that are not finite are left out, never an error: a statistic of what is left is given, or none.

mod fisher;
mod median;
mod rank_sum;
mod slope;

pub use fisher::{fisher_more, holm};
pub use median::{mad, median};
pub use rank_sum::rank_sum_above;
pub use slope::{Slope, theil_sen};
