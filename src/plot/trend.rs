//! Draws a trend chart, from the back to the front.

use chrono::NaiveDate;

use super::band;
use super::canvas::{Anchor, Canvas, Lettering, Stroke, svg};
use super::chart::{ChartLine, ChartPoint, PointKind, TrendChart};
use super::corrected;
use super::edge;
use super::forecast;
use super::guard::{POINTS_MAX, clean};
use super::layout::{Frame, LABEL_PX, Layout, MARGIN_PX, NOTE_PX, NOTE_ROW_PX, TITLE_PX, WIDTH_PX, layout};
use super::legend;
use super::lettering::{fit, width, wrap};
use super::mark::{self, arrow, drop};
use super::palette::{Colour, INK, MUTED, PAPER, SERIES, severity_colour, severity_tint};
use super::rates;
use super::top_ups;

/// Radius of the ring around a result far off its course.
const OUTLIER_PX: f64 = 8.5;
/// Radius of marks so many that rims would hide them.
const RIMLESS_PX: f64 = 2.4;
/// Lines of the grid; thin enough for every zone.
const GRID: Stroke = Stroke { colour: INK, alpha: 0.10, width_px: 1.0, dash: None };
/// The frame and its ticks.
const RIM: Stroke = Stroke { colour: MUTED, alpha: 0.7, width_px: 1.0, dash: None };

impl TrendChart {
    /// The chart as SVG text. Whatever the numbers are, it is well-formed and of bounded size.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let cleaned = clean(&self.points, POINTS_MAX);
        let layout = layout(self, &cleaned);
        svg((WIDTH_PX, layout.height), &self.title, &self.description, |canvas| {
            canvas.rect((0.0, 0.0), (WIDTH_PX, layout.height), PAPER);
            head(canvas, self, &layout);
            if cleaned.points.is_empty() {
                no_values(canvas, self, &layout.frame);
            } else {
                zones(canvas, self, &layout.frame);
                if let Some(band) = &self.band {
                    band::paint(canvas, band, &layout.frame);
                }
                axes(canvas, &layout);
                oil_changes(canvas, self, &layout);
                edge_lines(canvas, &layout);
                top_ups::paint(canvas, self, &layout);
                oil_hours(canvas, self, &cleaned.points, &layout);
                rates::paint(canvas, self, &layout);
                if let Some(forecast) = &self.forecast {
                    forecast::paint(canvas, forecast, &layout.frame);
                }
                corrected::paint(canvas, &self.corrected, &layout.frame);
                results(canvas, &cleaned.points, &layout.frame);
                let outlying = cleaned.points.iter().filter(|point| self.outliers.contains(&point.day));
                for point in outlying {
                    let spot = layout.frame.spot(point.day, point.value);
                    canvas.ring(spot, OUTLIER_PX, Stroke::solid(INK, 1.2));
                }
                edge::paint(canvas, &layout.edge, &layout.frame);
            }
            legend::paint(canvas, &layout.legend, layout.legend_y);
            let mut y = layout.notes_y;
            for note in &layout.notes {
                canvas.text(note, (MARGIN_PX, y), label(NOTE_PX, MUTED, Anchor::Start));
                y += NOTE_ROW_PX;
            }
        })
    }
}

fn label(size_px: f64, colour: Colour, anchor: Anchor) -> Lettering {
    Lettering { size_px, bold: false, colour, anchor }
}

fn head(canvas: &mut Canvas<'_>, chart: &TrendChart, layout: &Layout) {
    let mut y = MARGIN_PX + 9.0;
    for line in &layout.title {
        canvas.text(line, (MARGIN_PX, y), Lettering { bold: true, ..label(TITLE_PX, INK, Anchor::Start) });
        y += 21.0;
    }
    let y_label = fit(&chart.y_label, LABEL_PX + 1.0, WIDTH_PX - 2.0 * MARGIN_PX);
    canvas.text(&y_label, (MARGIN_PX, layout.y_label_y), label(LABEL_PX + 1.0, MUTED, Anchor::Start));
}

fn no_values(canvas: &mut Canvas<'_>, chart: &TrendChart, frame: &Frame) {
    rim(canvas, frame);
    let lines = wrap(&chart.words.no_values, 13.0, (frame.right - frame.left) * 0.9, 3);
    let mut y = f64::midpoint(frame.top, frame.bottom) - 10.0 * (lines.len() as f64 - 1.0);
    for line in lines {
        canvas.text(&line, (f64::midpoint(frame.left, frame.right), y), label(13.0, MUTED, Anchor::Middle));
        y += 20.0;
    }
}

fn rim(canvas: &mut Canvas<'_>, frame: &Frame) {
    let corners =
        [(frame.left, frame.top), (frame.right, frame.top), (frame.right, frame.bottom), (frame.left, frame.bottom)];
    canvas.outline(&corners, RIM);
}

/// Tints what lies beyond each limit, the mildest first, so that the worst stays on top.
fn zones(canvas: &mut Canvas<'_>, chart: &TrendChart, frame: &Frame) {
    let mut limits: Vec<_> = chart.limits.iter().collect();
    limits.sort_by_key(|limit| limit.severity);
    for limit in limits {
        let tint = severity_tint(limit.severity);
        let bound = |line: &Option<ChartLine>| line.as_ref().map(|line| line.value).filter(|v| v.is_finite());
        if let Some(high) = bound(&limit.high).map(|value| frame.y(value)).filter(|y| *y > frame.top) {
            canvas.rect((frame.left, frame.top), (frame.right, high), tint);
        }
        if let Some(low) = bound(&limit.low).map(|value| frame.y(value)).filter(|y| *y < frame.bottom) {
            canvas.rect((frame.left, low), (frame.right, frame.bottom), tint);
        }
    }
}

fn axes(canvas: &mut Canvas<'_>, layout: &Layout) {
    let frame = &layout.frame;
    for tick in &layout.numbers {
        let y = frame.y(tick.value);
        canvas.line((frame.left, y), (frame.right, y), GRID);
        canvas.text(&tick.label, (frame.left - 7.0, y), label(LABEL_PX, MUTED, Anchor::End));
    }
    for tick in &layout.days {
        let x = frame.x(tick.day);
        canvas.line((x, layout.days_y), (x, layout.days_y + 5.0), RIM);
        canvas.text(&tick.label, (x, layout.days_y + 14.0), label(LABEL_PX, MUTED, Anchor::Middle));
    }
    rim(canvas, frame);
}

fn edge_lines(canvas: &mut Canvas<'_>, layout: &Layout) {
    let frame = &layout.frame;
    for line in layout.edge.iter().filter(|line| line.shown) {
        canvas.line((frame.left, line.line_y), (frame.right, line.line_y), edge::stroke(line.severity));
    }
}

/// A drop and its label above the frame, and a line down through it.
fn oil_changes(canvas: &mut Canvas<'_>, chart: &TrendChart, layout: &Layout) {
    let frame = &layout.frame;
    let Some(scale) = frame.scale else { return };
    let mut changes: Vec<&(NaiveDate, String)> =
        chart.oil_changes.iter().filter(|(day, _)| (scale.first..=scale.last).contains(day)).collect();
    changes.sort();
    changes.dedup();
    changes.truncate(POINTS_MAX);
    let drops: Vec<f64> = changes.iter().map(|(day, _)| frame.x(*day)).collect();
    let mut free = MARGIN_PX;
    for (x, (_, text)) in drops.iter().zip(changes) {
        canvas.line((*x, layout.changes_y + 5.0), (*x, frame.bottom), Stroke::solid(MUTED, 1.2));
        if let Some(top) = layout.rates_top {
            canvas.line((*x, top), (*x, layout.days_y), Stroke::solid(MUTED, 1.2));
        }
        drop(canvas, (*x, layout.changes_y));
        // Whole if it has room on either side, else cut to what is free up to the next drop, if that says anything.
        let next = drops.iter().copied().find(|other| *other > x + 0.5).unwrap_or(WIDTH_PX);
        let cut = (next - x - 17.0).clamp(40.0, 220.0);
        let placed = [220.0, cut].into_iter().find_map(|room| {
            let text = fit(text, LABEL_PX, room);
            beside(*x, width(&text, LABEL_PX), free, &drops).map(|place| (text, place))
        });
        let Some((text, (at, anchor, end))) = placed else { continue };
        canvas.text(&text, (at, layout.changes_y), label(LABEL_PX, MUTED, anchor));
        free = end + 8.0;
    }
}

/// Where the label of a drop stands, and where it ends: to the right of it, else to the left, else nowhere. It covers
/// neither another drop nor the label before it, which ends at `free`.
fn beside(x: f64, wide: f64, free: f64, drops: &[f64]) -> Option<(f64, Anchor, f64)> {
    let gap = 8.0;
    let clear = |from: f64, to: f64| {
        let others = drops.iter().filter(|other| (**other - x).abs() > 0.5);
        from >= free
            && to <= WIDTH_PX - MARGIN_PX
            && others.into_iter().all(|other| !(from - gap..=to + gap).contains(other))
    };
    if clear(x + gap, x + gap + wide) {
        return Some((x + gap, Anchor::Start, x + gap + wide));
    }
    clear(x - gap - wide, x - gap).then_some((x - gap, Anchor::End, x + gap))
}

/// The upper axis: hours on the oil at the days of sampling, the latest first where there is no room for all.
fn oil_hours(canvas: &mut Canvas<'_>, chart: &TrendChart, points: &[ChartPoint], layout: &Layout) {
    let frame = &layout.frame;
    let mut free = f64::INFINITY;
    for point in points.iter().rev() {
        let Some(hours) = point.oil_hours else { continue };
        let text = if hours < 1e7 { format!("{hours:.0}") } else { format!("{hours:.1e}") };
        let (x, half) = (frame.x(point.day), width(&text, LABEL_PX) / 2.0);
        if x + half + 14.0 <= free {
            canvas.line((x, frame.top - 5.0), (x, frame.top), RIM);
            if !chart.oil_changes.is_empty() {
                // Oil is often sampled on the day of its change: the line of the change must not strike the number out.
                let y = layout.hours_y;
                canvas.rect((x - half, y - LABEL_PX * 0.6), (x + half, y + LABEL_PX * 0.6), PAPER);
            }
            canvas.text(&text, (x, layout.hours_y), label(LABEL_PX, MUTED, Anchor::Middle));
            free = x - half;
        }
    }
    if free.is_finite() {
        let text = fit(&chart.words.oil_hours, LABEL_PX, edge::ROOM_MAX_PX - 8.0);
        canvas.text(&text, (frame.right + 8.0, layout.hours_y), label(LABEL_PX, MUTED, Anchor::Start));
    }
}

/// The results: what joins them, their scatter, their marks.
fn results(canvas: &mut Canvas<'_>, points: &[ChartPoint], frame: &Frame) {
    // New oil sampled between two used oils does not break a life; it is no part of it.
    let used: Vec<&ChartPoint> = points.iter().filter(|point| point.life.is_some()).collect();
    for (from, to) in used.iter().zip(used.iter().skip(1)).filter(|(from, to)| from.life == to.life) {
        let exact = from.kind == PointKind::Exact && to.kind == PointKind::Exact;
        let stroke = if exact { Stroke::solid(SERIES, 1.7) } else { Stroke::dashed(SERIES, 0.9, (3.0, 4.0)) };
        canvas.line(frame.spot(from.day, from.value), frame.spot(to.day, to.value), stroke);
    }
    let radius = match points.len() {
        0..=40 => 4.8,
        41..=150 => 3.6,
        _ => RIMLESS_PX,
    };
    for point in points {
        if let Some(error) = point.error {
            error_bar(canvas, frame, point, error, radius);
        }
    }
    for point in points {
        let spot = frame.spot(point.day, point.value);
        if point.kind != PointKind::Exact {
            arrow(canvas, severity_colour(point.severity), spot, radius, point.kind == PointKind::Above);
        }
        if radius > RIMLESS_PX {
            mark::rim(canvas, point.severity, spot, radius);
        }
        mark::mark(canvas, point.severity, spot, radius, point.kind == PointKind::Exact);
    }
}

fn error_bar(canvas: &mut Canvas<'_>, frame: &Frame, point: &ChartPoint, error: f64, radius: f64) {
    let (x, top, bottom) = (frame.x(point.day), frame.y(point.value + error), frame.y(point.value - error));
    let stroke = Stroke::solid(MUTED, 1.1);
    canvas.line((x, top), (x, bottom), stroke);
    for y in [top, bottom] {
        canvas.line((x - radius * 0.75, y), (x + radius * 0.75, y), stroke);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_oil_changes_stand_where_there_is_room() {
        let right = |x: f64| Some((x + 8.0, Anchor::Start, x + 108.0));
        let left = |x: f64| Some((x - 8.0, Anchor::End, x + 8.0));
        assert_eq!(beside(200.0, 100.0, 14.0, &[200.0]), right(200.0));
        assert_eq!(beside(200.0, 100.0, 14.0, &[200.0, 250.0]), left(200.0));
        assert_eq!(beside(250.0, 100.0, 208.0, &[200.0, 250.0]), right(250.0));
        assert_eq!(beside(700.0, 100.0, 14.0, &[700.0]), left(700.0));
        assert_eq!(beside(250.0, 100.0, 208.0, &[200.0, 250.0, 300.0]), None);
    }
}
