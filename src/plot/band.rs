//! What is usual among like machines: a hatched band between two dotted lines, which leaves the zones of the limits to
//! be seen and needs no colour.

use super::canvas::{Canvas, Spot, Stroke};
use super::chart::ChartBand;
use super::layout::Frame;
use super::palette::MUTED;

/// Between two lines of the hatching of the band.
const HATCH_PX: f64 = 9.0;
/// The hatching: faint, so that no result is lost in it.
const HATCH: Stroke = Stroke { colour: MUTED, alpha: 0.38, width_px: 0.9, dash: None };

/// Draws the band. An open end lies on the rim and has no line.
pub(super) fn paint(canvas: &mut Canvas<'_>, band: &ChartBand, frame: &Frame) {
    if band.low.is_nan() || band.high.is_nan() || band.low >= band.high || frame.scale.is_none() {
        return;
    }
    let height = |value: f64, open: f64| if value.is_finite() { frame.y(value) } else { open };
    let (top, bottom) = (height(band.high, frame.top), height(band.low, frame.bottom));
    hatch(canvas, (frame.left, top), (frame.right, bottom), HATCH_PX);
    for value in [band.low, band.high] {
        if value.is_finite() && frame.shows(value) {
            let y = frame.y(value);
            canvas.line((frame.left, y), (frame.right, y), Stroke::dashed(MUTED, 1.2, (1.5, 3.5)));
        }
    }
}

/// Lines from the lower left to the upper right, cut at the edges of a rectangle.
pub(super) fn hatch(canvas: &mut Canvas<'_>, (left, top): Spot, (right, bottom): Spot, apart_px: f64) {
    let (width, height) = (right - left, bottom - top);
    if width <= 0.0 || height <= 0.0 {
        return;
    }
    let mut start = apart_px / 2.0;
    while start < width + height {
        // Along the lower edge first, then up the right one; the line ends at the left edge or at the upper one.
        let low = if start <= width { (left + start, bottom) } else { (right, bottom - (start - width)) };
        let high = if start <= height { (left, bottom - start) } else { (left + start - height, top) };
        canvas.line(low, high, HATCH);
        start += apart_px;
    }
}
