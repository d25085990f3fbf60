//! What a trend chart is made of. All words arrive in the reader's language, all numbers in one unit.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::Severity;

/// One property of one sampling point through time.
#[derive(Debug, Clone, Default)]
pub struct TrendChart {
    /// Heading, such as `Water`; also the accessible title.
    pub title: String,
    /// What a reader who cannot see the chart should know; the accessible description.
    pub description: String,
    /// What the vertical axis shows, with its unit.
    pub y_label: String,
    /// The results, in any order.
    pub points: Vec<ChartPoint>,
    /// The limits that judge them.
    pub limits: Vec<ChartLimit>,
    /// The new oil's value.
    pub new_oil: Option<ChartLine>,
    /// Days on which the oil was changed, each with its label. A day far outside the samples is left out.
    pub oil_changes: Vec<(NaiveDate, String)>,
    /// Oil added, each with its litres (`+60`), on the day of the first sample after it.
    pub top_ups: Vec<(NaiveDate, String)>,
    /// The same results after a correction, such as for top-ups; drawn beside the raw ones.
    pub corrected: Vec<ChartPoint>,
    /// Days of results far off the course of the others; ringed, never left out.
    pub outliers: Vec<NaiveDate>,
    /// What is usual among like machines.
    pub band: Option<ChartBand>,
    /// When a limit will be reached.
    pub forecast: Option<ChartForecast>,
    /// The change from sample to sample, drawn below the results.
    pub rates: Option<ChartRates>,
    /// True for what cannot be negative and is read from zero: wear metals, water, counts.
    pub zero_baseline: bool,
    /// The reader's language.
    pub words: ChartWords,
}

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartPoint {
    /// Day of sampling.
    pub day: NaiveDate,
    /// Hours on the oil.
    pub oil_hours: Option<f64>,
    /// The number, or the number behind `<` or `>`.
    pub value: f64,
    /// Whether the number is the result.
    pub kind: PointKind,
    /// Scatter of the method at this level, to either side.
    pub error: Option<f64>,
    /// What the result was judged to be.
    pub severity: Severity,
    /// Index of the oil life; `None` (new oil) is never joined to anything.
    pub life: Option<usize>,
}

/// Whether the number is the result or only bounds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PointKind {
    /// The result.
    #[default]
    Exact,
    /// The result lies below it, as in `<5`.
    Below,
    /// The result lies above it, as in `>28`.
    Above,
}

/// A limit: what passes lies between its two lines.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartLimit {
    /// What a result beyond it is.
    pub severity: Severity,
    /// Below this line it fails; `None` (or an infinite value) where it is open.
    pub low: Option<ChartLine>,
    /// Above this line it fails.
    pub high: Option<ChartLine>,
}

/// A level with its label: word and number, such as `Critical 0.1`.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartLine {
    /// The level.
    pub value: f64,
    /// Its label.
    pub label: String,
}

/// What is usual among like machines.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartBand {
    /// Its lower end; open if infinite.
    pub low: f64,
    /// Its upper end; open if infinite.
    pub high: f64,
    /// What it is and how many machines or samples it rests on.
    pub label: String,
}

/// The way from the last result to a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartForecast {
    /// Day of the last result.
    pub from: NaiveDate,
    /// The last result.
    pub value: f64,
    /// The limit that will be reached.
    pub level: f64,
    /// Earliest, expected and latest day; `None` where nobody can tell.
    pub days: [Option<NaiveDate>; 3],
    /// What it is, for the legend.
    pub label: String,
}

/// How fast a property changed from sample to sample.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartRates {
    /// What the bars show, with the unit.
    pub label: String,
    /// The changes: from one day to another, and how fast.
    pub bars: Vec<(NaiveDate, NaiveDate, f64)>,
    /// The rate that is usual at most.
    pub usual: Option<ChartLine>,
}

/// The words that a chart can need. `{count}` in a word is replaced by a number.
#[derive(Debug, Clone, Default)]
pub struct ChartWords {
    /// Names of the severities, for the legend.
    pub severities: BTreeMap<Severity, String>,
    /// Legend: a result below the reporting limit.
    pub below: String,
    /// Legend: a result above the measuring range.
    pub above: String,
    /// Legend: the scatter of the method.
    pub error: String,
    /// Legend: the corrected results.
    pub corrected: String,
    /// Legend: a result far off the course of the others.
    pub outlier: String,
    /// The row of top-ups, with its unit.
    pub top_ups: String,
    /// The upper axis: hours on the oil.
    pub oil_hours: String,
    /// What stands in a chart without values.
    pub no_values: String,
    /// Note: `{count}` results that are no numbers are not drawn.
    pub not_drawn: String,
    /// Note: of `{count}` results only a part is drawn.
    pub thinned: String,
}
