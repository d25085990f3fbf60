//! Trend charts as SVG text. Guarded: no series, however odd, makes a chart panic or hang.
//!
//! Pure functions from a description to text, the same bytes every time. The words arrive translated and the
//! limits judged: nothing here knows a language, a standard or a unit. The SVG carries no script, no link and no
//! image, so it can stand in a report as it is.

mod canvas;
mod chart;
mod edge;
mod guard;
mod layout;
mod legend;
mod lettering;
mod mark;
pub mod palette;
mod sparkline;
#[cfg(test)]
mod tests;
mod ticks;
mod trend;

pub use chart::{ChartLimit, ChartLine, ChartPoint, ChartWords, PointKind, TrendChart};
pub use mark::severity_mark;
pub use sparkline::sparkline;
