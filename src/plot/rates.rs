//! How fast a property changed from sample to sample: bars below the results, over the same days. A bar is as wide as
//! the time between its samples; what fell hangs below zero.

use super::canvas::{Anchor, Canvas, Lettering, Stroke};
use super::chart::{ChartRates, TrendChart};
use super::guard::{POINTS_MAX, Range};
use super::layout::{Frame, LABEL_PX, Layout, RATES_HEIGHT_PX};
use super::lettering::{fit, width};
use super::palette::{INK, MUTED, SERIES};
use super::ticks;

/// Between the edges of a bar and its days.
const GAP_PX: f64 = 1.5;

/// True if there is a bar to be drawn.
pub(super) fn occur(chart: &TrendChart) -> bool {
    chart.rates.as_ref().is_some_and(|rates| rates.bars.iter().any(|(_, _, rate)| rate.is_finite()))
}

/// From the fastest fall to the fastest rise, with zero and the usual rate.
fn range(rates: &ChartRates) -> Option<Range> {
    let values = rates.bars.iter().map(|(_, _, rate)| *rate).chain(rates.usual.iter().map(|line| line.value));
    let finite: Vec<f64> = values.filter(|value| value.is_finite()).chain([0.0]).collect();
    let low = finite.iter().copied().fold(0.0, f64::min);
    let high = finite.iter().copied().fold(0.0, f64::max);
    let range = Range { low, high };
    (range.half() > 1e-290).then_some(range).or(Some(Range { low: 0.0, high: 1.0 }))
}

/// Draws the panel below the frame.
pub(super) fn paint(canvas: &mut Canvas<'_>, chart: &TrendChart, layout: &Layout) {
    let Some(rates) = chart.rates.as_ref().filter(|_| layout.rates_top.is_some()) else { return };
    let (Some(top), Some(range)) = (layout.rates_top, range(rates)) else { return };
    let frame = &layout.frame;
    let bottom = top + RATES_HEIGHT_PX;
    let y = |value: f64| (bottom - 3.0 - (RATES_HEIGHT_PX - 6.0) * range.fraction(value)).clamp(top, bottom);
    let label = |colour, anchor| Lettering { size_px: LABEL_PX, bold: false, colour, anchor };
    let text = fit(&rates.label, LABEL_PX, frame.right - frame.left);
    canvas.text(&text, (frame.left, top - 9.0), label(MUTED, Anchor::Start));
    for tick in ends(range) {
        canvas.text(&tick.label, (frame.left - 7.0, y(tick.value)), label(MUTED, Anchor::End));
    }
    for (from, to, rate) in rates.bars.iter().take(POINTS_MAX).filter(|(_, _, rate)| rate.is_finite()) {
        let (left, right) = (frame.x(*from) + GAP_PX, frame.x(*to) - GAP_PX);
        let right = right.max(left + 2.0);
        bar(canvas, (left, y(rate.max(0.0))), (right, y(rate.min(0.0))));
    }
    canvas.line((frame.left, y(0.0)), (frame.right, y(0.0)), Stroke::solid(MUTED, 1.0));
    if let Some(usual) = rates.usual.as_ref().filter(|line| line.value.is_finite()) {
        let at = y(usual.value);
        canvas.line((frame.left, at), (frame.right, at), Stroke::dashed(INK, 1.2, (5.0, 3.0)));
        let text = fit(&usual.label, LABEL_PX, super::edge::ROOM_MAX_PX - 8.0);
        canvas.text(&text, (frame.right + 8.0, at), label(INK, Anchor::Start));
    }
    outline(canvas, frame, top, bottom);
}

fn bar(canvas: &mut Canvas<'_>, (left, top): (f64, f64), (right, bottom): (f64, f64)) {
    // What changed nothing is a line on zero, not nothing.
    let bottom = bottom.max(top + 1.2);
    canvas.shade(&[(left, top), (right, top), (right, bottom), (left, bottom)], SERIES, 0.62);
}

/// The marks of the small axis: zero and the outermost round number on either side.
fn ends(range: Range) -> Vec<ticks::NumberTick> {
    let all = ticks::numbers(range);
    let is_zero = |tick: &ticks::NumberTick| tick.value.abs() < range.half() * 1e-9;
    let last = all.len().saturating_sub(1);
    let low_too = range.low < 0.0;
    all.into_iter()
        .enumerate()
        .filter(|(at, tick)| is_zero(tick) || *at == last || (*at == 0 && low_too))
        .map(|(_, tick)| tick)
        .collect()
}

fn outline(canvas: &mut Canvas<'_>, frame: &Frame, top: f64, bottom: f64) {
    let stroke = Stroke { colour: MUTED, alpha: 0.7, width_px: 1.0, dash: None };
    canvas.outline(&[(frame.left, top), (frame.right, top), (frame.right, bottom), (frame.left, bottom)], stroke);
}

/// Room that the numbers of the small axis want to the left of it.
pub(super) fn room(chart: &TrendChart) -> f64 {
    let range = chart.rates.as_ref().filter(|_| occur(chart)).and_then(range);
    let labels = range.map(ends).unwrap_or_default();
    labels.iter().map(|tick| width(&tick.label, LABEL_PX)).fold(0.0, f64::max)
}
