//! Where everything goes: the rows above the frame, the frame, and what stands around it.
//!
//! From the top: title, axis label, oil changes, top-ups, oil hours, frame, rates, days, legend, notes. A row that has nothing to
//! show takes no room.

use chrono::{NaiveDate, TimeDelta};

use super::canvas::Spot;
use super::chart::TrendChart;
use super::edge::{self, EdgeLabel};
use super::guard::{Cleaned, Range, day_range, value_range};
use super::legend::{self, Entry};
use super::lettering::{width, wrap};
use super::rates;
use super::ticks::{self, DayTick, NumberTick};

/// Width of every chart.
pub(super) const WIDTH_PX: f64 = 760.0;
/// Outer margin.
pub(super) const MARGIN_PX: f64 = 14.0;
/// Letters of the title.
pub(super) const TITLE_PX: f64 = 15.0;
/// Letters of axes and labels.
pub(super) const LABEL_PX: f64 = 11.0;
/// Letters of notes.
pub(super) const NOTE_PX: f64 = 10.5;
/// Height of a line of the legend.
pub(super) const LEGEND_ROW_PX: f64 = 19.0;
/// Height of a line of notes.
pub(super) const NOTE_ROW_PX: f64 = 15.0;

/// Height of the panel of rates.
pub(super) const RATES_HEIGHT_PX: f64 = 54.0;
/// From the frame to the panel of rates: a line of text.
const RATES_GAP_PX: f64 = 24.0;

const PLOT_HEIGHT_PX: f64 = 220.0;
/// Room inside the frame around the data, so that no mark and no arrow touches it.
const INNER_PX: f64 = 15.0;

/// The frame, and how days and values lie in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// None if there is nothing to draw.
    pub scale: Option<Scale>,
}

/// What the frame spans.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub values: Range,
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Frame {
    /// Where a result lies; a value outside lies on the rim.
    pub(super) fn spot(&self, day: NaiveDate, value: f64) -> Spot {
        (self.x(day), self.y(value))
    }

    /// Where a day lies; a day outside lies on the rim.
    pub(super) fn x(&self, day: NaiveDate) -> f64 {
        self.x_beyond(day).clamp(self.left, self.right)
    }

    /// Where a day lies or would lie.
    pub(super) fn x_beyond(&self, day: NaiveDate) -> f64 {
        let Some(scale) = self.scale else { return self.left };
        let part = (day - scale.first).num_days() as f64 / (scale.last - scale.first).num_days().max(1) as f64;
        let (from, to) = (self.left + INNER_PX, self.right - INNER_PX);
        from + (to - from) * part
    }

    /// Where a value lies; outside the frame it lies on the rim.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.reach(value).clamp(self.top, self.bottom)
    }

    /// Whether a value lies inside the frame.
    pub(super) fn shows(&self, value: f64) -> bool {
        (self.top..=self.bottom).contains(&self.reach(value))
    }

    fn reach(&self, value: f64) -> f64 {
        let Some(scale) = self.scale else { return self.bottom };
        let (from, to) = (self.bottom - INNER_PX, self.top + INNER_PX);
        from + (to - from) * scale.values.fraction(value)
    }
}

/// Everything in its place.
#[derive(Debug)]
pub(super) struct Layout {
    pub height: f64,
    pub title: Vec<String>,
    pub y_label_y: f64,
    pub changes_y: f64,
    pub top_ups_y: f64,
    pub hours_y: f64,
    pub frame: Frame,
    pub edge: Vec<EdgeLabel>,
    pub numbers: Vec<NumberTick>,
    pub days: Vec<DayTick>,
    /// Upper edge of the panel of rates, if there is one.
    pub rates_top: Option<f64>,
    /// Where the days are marked: below the lowest panel.
    pub days_y: f64,
    pub legend: Vec<Vec<Entry>>,
    pub legend_y: f64,
    pub notes: Vec<String>,
    pub notes_y: f64,
}

/// Lays a chart out.
pub(super) fn layout(chart: &TrendChart, cleaned: &Cleaned) -> Layout {
    let room = WIDTH_PX - 2.0 * MARGIN_PX;
    let title = wrap(&chart.title, TITLE_PX, room * 0.95, 2);
    let y_label_y = MARGIN_PX + 8.0 + 21.0 * title.len() as f64;
    let has_changes = !chart.oil_changes.is_empty() && !cleaned.points.is_empty();
    let has_hours = cleaned.points.iter().any(|point| point.oil_hours.is_some());
    let changes_y = y_label_y + 19.0;
    let top_ups_y = changes_y + if has_changes { 19.0 } else { 0.0 };
    let has_top_ups = !chart.top_ups.is_empty() && !cleaned.points.is_empty();
    let hours_y = top_ups_y + if has_top_ups { 17.0 } else { 0.0 };
    let top = hours_y + if has_hours { 13.0 } else { -3.0 };
    let scale = value_range(chart, &cleaned.points)
        .zip(day_range(chart, &cleaned.points))
        .map(|(values, (first, last))| Scale { values, first, last });
    let numbers = scale.map(|scale| ticks::numbers(scale.values)).unwrap_or_default();
    let widest = numbers.iter().map(|tick| width(&tick.label, LABEL_PX)).fold(rates::room(chart), f64::max);
    let beside = [(has_hours, &chart.words.oil_hours), (has_top_ups, &chart.words.top_ups)];
    let beside = beside.into_iter().filter(|(occurs, _)| *occurs).map(|(_, word)| width(word, LABEL_PX));
    let hours_width = beside.fold(0.0, f64::max);
    let mut frame = Frame {
        left: MARGIN_PX + (widest + 8.0).max(34.0),
        right: WIDTH_PX
            - MARGIN_PX
            - edge::room(chart, scale.is_some()).max(hours_width + 8.0).clamp(30.0, edge::ROOM_MAX_PX),
        top,
        bottom: top + PLOT_HEIGHT_PX,
        scale,
    };
    if scale.is_none() {
        frame.left = MARGIN_PX;
        frame.right = WIDTH_PX - MARGIN_PX;
    }
    let days = scale.map(|scale| days(cleaned, scale)).unwrap_or_default();
    let legend = legend::rows(&legend::entries(chart, &cleaned.points), room);
    let notes = notes(chart, cleaned, room);
    let rates_top = (scale.is_some() && rates::occur(chart)).then_some(frame.bottom + RATES_GAP_PX);
    let days_y = rates_top.map_or(frame.bottom, |top| top + RATES_HEIGHT_PX);
    let legend_y = days_y + if scale.is_some() { 42.0 } else { 16.0 };
    let notes_y = legend_y + legend.len() as f64 * LEGEND_ROW_PX;
    let height = (notes_y + notes.len() as f64 * NOTE_ROW_PX - 2.0).ceil();
    let edge = edge::labels(chart, &frame);
    Layout {
        height,
        title,
        y_label_y,
        changes_y,
        top_ups_y,
        hours_y,
        frame,
        edge,
        numbers,
        days,
        rates_top,
        days_y,
        legend,
        legend_y,
        notes,
        notes_y,
    }
}

/// The marks of the lower axis; a single day of sampling is named itself.
fn days(cleaned: &Cleaned, scale: Scale) -> Vec<DayTick> {
    match (cleaned.points.first(), cleaned.points.last()) {
        (Some(first), Some(last)) if first.day == last.day && scale.last - last.day < TimeDelta::days(16) => {
            ticks::days(first.day, last.day, 1)
        }
        _ => ticks::days(scale.first, scale.last, 8),
    }
}

/// What is not drawn, in the caller's words.
fn notes(chart: &TrendChart, cleaned: &Cleaned, room_px: f64) -> Vec<String> {
    let dropped = (cleaned.dropped > 0).then_some((&chart.words.not_drawn, cleaned.dropped));
    let thinned = cleaned.thinned_from.map(|count| (&chart.words.thinned, count));
    [dropped, thinned]
        .into_iter()
        .flatten()
        .flat_map(|(words, count)| wrap(&words.replace("{count}", &count.to_string()), NOTE_PX, room_px, 2))
        .collect()
}
