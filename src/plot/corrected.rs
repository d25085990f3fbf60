//! The same results after a correction, such as for top-ups: crosses on a thin line, so that nobody takes them for what
//! the laboratory measured.

use super::canvas::{Canvas, Spot, Stroke};
use super::chart::ChartPoint;
use super::guard::{POINTS_MAX, clean};
use super::layout::Frame;
use super::palette::{CORRECTED, PAPER};

/// Half the width of a cross.
const CROSS_PX: f64 = 4.2;

/// Draws the corrected results. What was not changed by the correction would hide the raw result; it lies below it.
pub(super) fn paint(canvas: &mut Canvas<'_>, points: &[ChartPoint], frame: &Frame) {
    let points = clean(points, POINTS_MAX).points;
    for life in points.chunk_by(|a, b| a.life == b.life) {
        let spots: Vec<Spot> = life.iter().map(|point| frame.spot(point.day, point.value)).collect();
        for (from, to) in spots.iter().zip(spots.iter().skip(1)) {
            canvas.line(*from, *to, Stroke::dashed(CORRECTED, 1.3, (7.0, 3.0)));
        }
        for spot in spots {
            cross(canvas, spot);
        }
    }
}

/// The mark of a corrected result.
pub(super) fn cross(canvas: &mut Canvas<'_>, (x, y): Spot) {
    for stroke in [Stroke::solid(PAPER, 3.6), Stroke::solid(CORRECTED, 1.7)] {
        canvas.line((x - CROSS_PX, y - CROSS_PX), (x + CROSS_PX, y + CROSS_PX), stroke);
        canvas.line((x - CROSS_PX, y + CROSS_PX), (x + CROSS_PX, y - CROSS_PX), stroke);
    }
}
