//! A chart the size of a word, for tables: the shape of the movement and where it stands now.

use super::canvas::{Spot, Stroke, svg};
use super::chart::{ChartPoint, TrendChart};
use super::guard::{clean, day_range, value_range};
use super::mark::{mark, rim};
use super::palette::MUTED;

const WIDTH_PX: f64 = 120.0;
const HEIGHT_PX: f64 = 28.0;
const MARGIN_PX: f64 = 7.0;
/// More than this cannot be told apart in 120 pixels.
const POINTS_MAX: usize = 200;

/// A small chart of 120 × 28 px, its last result marked by severity. `title` is its accessible title. Without a
/// single number it is empty.
#[must_use]
pub fn sparkline(points: &[ChartPoint], title: &str) -> String {
    let points = clean(points, POINTS_MAX).points;
    let chart = TrendChart::default();
    let scale = value_range(&chart, &points).zip(day_range(&chart, &points));
    svg((WIDTH_PX, HEIGHT_PX), title, "", |canvas| {
        let Some((values, (first, last))) = scale else { return };
        let spot = |point: &ChartPoint| -> Spot {
            let part = (point.day - first).num_days() as f64 / (last - first).num_days().max(1) as f64;
            let height = HEIGHT_PX - 2.0 * MARGIN_PX;
            let level = values.fraction(point.value).clamp(0.0, 1.0);
            (MARGIN_PX + (WIDTH_PX - 2.0 * MARGIN_PX) * part, HEIGHT_PX - MARGIN_PX - height * level)
        };
        // As in the large chart, nothing is joined across an oil change.
        let used: Vec<&ChartPoint> = points.iter().filter(|point| point.life.is_some()).collect();
        for life in used.chunk_by(|a, b| a.life == b.life) {
            let spots: Vec<Spot> = life.iter().map(|point| spot(point)).collect();
            match spots.as_slice() {
                [only] => canvas.disc(*only, 1.3, MUTED),
                _ => canvas.path(&spots, Stroke::solid(MUTED, 1.3)),
            }
        }
        if let Some(point) = points.last() {
            rim(canvas, point.severity, spot(point), 4.0);
            mark(canvas, point.severity, spot(point), 4.0, point.kind == super::PointKind::Exact);
        }
    })
}
