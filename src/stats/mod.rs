//! Pure numbers: robust slopes, medians, intervals. No units, no samples, no input or output.
//!
//! Numbers that are not finite are left out, never an error: a statistic of what is left is given, or none.

mod cusum;
mod median;
mod slope;

pub use cusum::{BASELINE, Departure, Shape, Sides, watch};
pub use median::{mad, median};
pub use slope::{Slope, theil_sen};
