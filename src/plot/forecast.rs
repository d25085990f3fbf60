//! The way to a limit: a fan from the last result to the window in which the limit will be reached.
//!
//! The fan's edges are the earliest and the latest crossing, the broken line in it the expected one, the bar on the
//! limit the window. Where nobody can tell the latest, the fan stays open.

use chrono::{Days, NaiveDate};

use super::canvas::{Canvas, Spot, Stroke};
use super::chart::ChartForecast;
use super::layout::Frame;
use super::palette::{INK, PAPER, SERIES};

/// Days drawn behind the last end, so that its mark does not lie on the rim.
const BEHIND_DAYS: u64 = 7;
/// Half the height of the ticks that end the window.
const TICK_PX: f64 = 5.0;

/// A little behind a day.
pub(super) fn beyond(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(BEHIND_DAYS)).unwrap_or(day)
}

/// Draws the fan. What lies ahead of the frame is cut off at its right edge.
pub(super) fn paint(canvas: &mut Canvas<'_>, forecast: &ChartForecast, frame: &Frame) {
    if frame.scale.is_none() || !forecast.value.is_finite() || !forecast.level.is_finite() {
        return;
    }
    let start = frame.spot(forecast.from, forecast.value);
    let level = frame.y(forecast.level);
    let [earliest, expected, latest] = forecast.days.map(|day| day.map(|day| frame.x_beyond(day).max(start.0)));
    let Some(earliest) = earliest else { return };
    let soonest = cut(start, (earliest, level), frame.right);
    // Nobody can tell that the limit is reached at all: the lower edge of the fan does not rise.
    let slowest = latest.map_or((frame.right, start.1), |latest| cut(start, (latest, level), frame.right));
    let mut fan = vec![start, soonest];
    if soonest.0 < frame.right && latest.is_none_or(|latest| latest > frame.right) {
        fan.push((frame.right, level));
    }
    fan.push(slowest);
    canvas.shade(&fan, SERIES, 0.16);
    let edge = Stroke { colour: SERIES, alpha: 0.55, width_px: 1.0, dash: None };
    canvas.line(start, soonest, edge);
    canvas.line(start, slowest, edge);
    if let Some(expected) = expected {
        canvas.line(start, cut(start, (expected, level), frame.right), Stroke::dashed(INK, 1.7, (6.0, 4.0)));
    }
    window(canvas, [Some(earliest), expected, latest], level, frame);
}

/// The window on the limit: a bar from the earliest to the latest day, each with a tick; a ring is the expected day.
/// An end that is open or ahead of
/// the frame is an arrow.
fn window(canvas: &mut Canvas<'_>, [earliest, expected, latest]: [Option<f64>; 3], level: f64, frame: &Frame) {
    let Some(from) = earliest.filter(|from| *from <= frame.right) else { return };
    let to = latest.unwrap_or(frame.right).min(frame.right);
    canvas.line((from, level), (to, level), Stroke::solid(PAPER, 5.0));
    canvas.line((from, level), (to, level), Stroke::solid(INK, 2.6));
    for end in [earliest, latest].into_iter().flatten().filter(|end| *end <= frame.right) {
        canvas.line((end, level - TICK_PX), (end, level + TICK_PX), Stroke::solid(INK, 1.8));
    }
    if latest.is_none_or(|latest| latest > frame.right) {
        let tip = frame.right - 1.0;
        canvas.fill(&[(tip, level), (tip - 8.0, level - TICK_PX), (tip - 8.0, level + TICK_PX)], INK);
    }
    if let Some(expected) = expected.filter(|expected| *expected <= frame.right) {
        canvas.disc((expected, level), 4.2, PAPER);
        canvas.ring((expected, level), 4.2, Stroke::solid(INK, 1.6));
    }
}

/// The end of a line, or where it leaves the frame on the right.
fn cut(from: Spot, to: Spot, right: f64) -> Spot {
    if to.0 <= right || to.0 <= from.0 {
        return to;
    }
    let part = ((right - from.0) / (to.0 - from.0)).clamp(0.0, 1.0);
    (right, from.1 + (to.1 - from.1) * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_it_leaves_the_frame() {
        assert_eq!(cut((0.0, 0.0), (99.0, 10.0), 100.0), (99.0, 10.0));
        assert_eq!(cut((0.0, 0.0), (100.0, 10.0), 100.0), (100.0, 10.0));
        assert_eq!(cut((0.0, 0.0), (200.0, 10.0), 100.0), (100.0, 5.0));
        assert_eq!(cut((100.0, 0.0), (200.0, 10.0), 100.0), (100.0, 0.0));
    }
}
