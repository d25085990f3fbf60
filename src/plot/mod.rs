//! Trend charts as SVG text. Guarded: no series, however odd, makes a chart panic or hang.
//!
//! Pure functions from a description to text, the same bytes every time. The words arrive translated and the
//! limits judged: nothing here knows a language, a standard or a unit. The SVG carries no script, no link and no
//! image, so it can stand in a report as it is.

mod band;
mod canvas;
mod chart;
mod corrected;
mod edge;
mod family;
mod forecast;
mod guard;
mod layout;
mod legend;
mod lettering;
mod mark;
pub mod palette;
mod rates;
mod sparkline;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_beside;
mod ticks;
mod top_ups;
mod trend;

pub use chart::{
    ChartBand, ChartForecast, ChartLimit, ChartLine, ChartPoint, ChartRates, ChartWords, PointKind, TrendChart,
};
pub use family::{FamilyChart, FamilyGroup, FamilyStrip};
pub use mark::severity_mark;
pub use sparkline::sparkline;
