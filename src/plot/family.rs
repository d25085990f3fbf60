//! All properties of a sampling point at a glance: one strip each, by families, in two columns over the same days, so
//! that what moved together is seen together.
//!
//! A strip shows the shape of the movement; its scale is its own. Numbers stand beside it, the trend charts have axes.

use chrono::NaiveDate;

use super::canvas::{Anchor, Canvas, Lettering, Stroke, svg};
use super::chart::{ChartLimit, ChartPoint, PointKind, TrendChart};
use super::edge;
use super::guard::{Range, clean, day_range, value_range};
use super::layout::{LABEL_PX, MARGIN_PX, NOTE_PX, NOTE_ROW_PX, TITLE_PX, WIDTH_PX};
use super::lettering::{fit, width, wrap};
use super::mark::{drop, mark, rim};
use super::palette::{Colour, INK, MUTED, PAPER, SERIES};
use super::ticks;
use crate::domain::Severity;

/// All properties of a sampling point.
#[derive(Debug, Clone, Default)]
pub struct FamilyChart {
    /// Heading; also the accessible title.
    pub title: String,
    /// The accessible description.
    pub description: String,
    /// The families, in the order in which they are read.
    pub groups: Vec<FamilyGroup>,
    /// Days on which the oil was changed.
    pub oil_changes: Vec<NaiveDate>,
    /// What a line of an oil change is, for the legend.
    pub oil_change: String,
    /// What is not drawn, and why; empty if nothing.
    pub note: String,
}

/// A family of properties.
#[derive(Debug, Clone, Default)]
pub struct FamilyGroup {
    /// Its name.
    pub name: String,
    /// Its properties.
    pub strips: Vec<FamilyStrip>,
}

/// One property.
#[derive(Debug, Clone, Default)]
pub struct FamilyStrip {
    /// Its name.
    pub name: String,
    /// Its unit; empty where it has none.
    pub unit: String,
    /// The latest result in words.
    pub last: String,
    /// The lowest and the highest result in words.
    pub span: String,
    /// The results.
    pub points: Vec<ChartPoint>,
    /// The limits that judge them; drawn where they are near.
    pub limits: Vec<ChartLimit>,
    /// True for what is read from zero.
    pub zero_baseline: bool,
}

const GUTTER_PX: f64 = 26.0;
const COLUMN_PX: f64 = (WIDTH_PX - 2.0 * MARGIN_PX - GUTTER_PX) / 2.0;
/// From the left of a column to its strips: the names.
const NAME_PX: f64 = 124.0;
/// Right of the strips: the numbers.
const NUMBER_PX: f64 = 68.0;
const STRIP_PX: f64 = 36.0;
const HEADING_PX: f64 = 26.0;
/// Room in a strip above and below its data.
const INNER_PX: f64 = 7.0;
/// Below the lowest strip: the days.
const AXIS_PX: f64 = 30.0;
/// The line that says what the lines of the oil changes are.
const LEGEND_PX: f64 = 20.0;
/// The scale of a strip spans at least this part of its level: rounding and scatter are no movement.
const SPAN_MIN: f64 = 0.1;
/// More results than this cannot be told apart in a strip.
const POINTS_MAX: usize = 200;

/// Which days a column spans, and where.
#[derive(Clone, Copy)]
struct Days {
    left: f64,
    right: f64,
    first: NaiveDate,
    last: NaiveDate,
}

impl Days {
    fn x(self, day: NaiveDate) -> f64 {
        let part = (day - self.first).num_days() as f64 / (self.last - self.first).num_days().max(1) as f64;
        let (from, to) = (self.left + INNER_PX, self.right - INNER_PX);
        (from + (to - from) * part).clamp(self.left, self.right)
    }
}

impl FamilyChart {
    /// The chart as SVG text; empty if there is no result to draw.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let points: Vec<ChartPoint> =
            self.groups.iter().flat_map(|group| &group.strips).flat_map(|strip| strip.points.iter().cloned()).collect();
        let oil_changes = self.oil_changes.iter().map(|day| (*day, String::new())).collect();
        let spans = TrendChart { oil_changes, ..TrendChart::default() };
        let Some((first, last)) = day_range(&spans, &clean(&points, usize::MAX).points) else { return String::new() };
        let title = wrap(&self.title, TITLE_PX, (WIDTH_PX - 2.0 * MARGIN_PX) * 0.95, 2);
        let top = MARGIN_PX + 4.0 + 21.0 * title.len() as f64;
        let columns = columns(&self.groups);
        let tallest = columns.iter().map(|groups| height(groups)).fold(0.0, f64::max);
        let notes = wrap(&self.note, NOTE_PX, WIDTH_PX - 2.0 * MARGIN_PX, 3);
        let changed = self.oil_changes.iter().any(|day| (first..=last).contains(day));
        let notes_y = top + tallest + AXIS_PX + if changed { LEGEND_PX } else { 0.0 };
        let size = (WIDTH_PX, (notes_y + NOTE_ROW_PX * notes.len() as f64).ceil());
        svg(size, &self.title, &self.description, |canvas| {
            canvas.rect((0.0, 0.0), size, PAPER);
            for (line, y) in title.iter().zip(0_u8..) {
                let lettering = Lettering { bold: true, ..label(TITLE_PX, INK, Anchor::Start) };
                canvas.text(line, (MARGIN_PX, MARGIN_PX + 9.0 + 21.0 * f64::from(y)), lettering);
            }
            for (groups, number) in columns.iter().zip(0_u8..) {
                let left = MARGIN_PX + f64::from(number) * (COLUMN_PX + GUTTER_PX);
                let days = Days { left: left + NAME_PX, right: left + COLUMN_PX - NUMBER_PX, first, last };
                self.column(canvas, groups, (left, top), days);
            }
            for (line, row) in notes.iter().zip(0_u8..) {
                let y = notes_y + NOTE_ROW_PX * f64::from(row) + 2.0;
                canvas.text(line, (MARGIN_PX, y), label(NOTE_PX, MUTED, Anchor::Start));
            }
            if changed {
                let y = top + tallest + AXIS_PX + 4.0;
                drop(canvas, (MARGIN_PX + 6.0, y));
                let text = fit(&self.oil_change, LABEL_PX, COLUMN_PX);
                canvas.text(&text, (MARGIN_PX + 16.0, y), label(LABEL_PX, MUTED, Anchor::Start));
            }
        })
    }

    /// A column from its top down, with the days below it.
    fn column(&self, canvas: &mut Canvas<'_>, groups: &[FamilyGroup], (left, top): (f64, f64), days: Days) {
        if groups.is_empty() {
            return;
        }
        let bottom = top + height(groups);
        let marks = ticks::days(days.first, days.last, 4);
        let mut y = top;
        for group in groups {
            let heading = Lettering { bold: true, ..label(LABEL_PX + 0.5, MUTED, Anchor::Start) };
            canvas.text(&fit(&group.name, LABEL_PX + 0.5, COLUMN_PX), (left, y + HEADING_PX - 9.0), heading);
            y += HEADING_PX;
            for strip in &group.strips {
                canvas.rect((days.left, y + 2.0), (days.right, y + STRIP_PX - 2.0), GROUND);
                for tick in &marks {
                    let x = days.x(tick.day);
                    canvas.line((x, y + 2.0), (x, y + STRIP_PX - 2.0), GRID);
                }
                self.changes(canvas, days, y);
                paint(canvas, strip, days, y);
                words(canvas, strip, (left, y), days);
                y += STRIP_PX;
            }
        }
        for tick in &marks {
            let x = days.x(tick.day);
            canvas.line((x, bottom), (x, bottom + 4.0), Stroke::solid(MUTED, 1.0));
            canvas.text(&tick.label, (x, bottom + 12.0), label(NOTE_PX, MUTED, Anchor::Middle));
        }
    }

    fn changes(&self, canvas: &mut Canvas<'_>, days: Days, top: f64) {
        for day in self.oil_changes.iter().filter(|day| (days.first..=days.last).contains(day)).take(POINTS_MAX) {
            let x = days.x(*day);
            canvas.line((x, top), (x, top + STRIP_PX), Stroke::solid(MUTED, 1.2));
        }
    }
}

/// The ground of a strip: a little darker than paper.
const GROUND: Colour = Colour(0xF6, 0xF7, 0xF8);
const GRID: Stroke = Stroke { colour: INK, alpha: 0.12, width_px: 1.0, dash: None };

fn label(size_px: f64, colour: Colour, anchor: Anchor) -> Lettering {
    Lettering { size_px, bold: false, colour, anchor }
}

fn height(groups: &[FamilyGroup]) -> f64 {
    groups.iter().map(|group| HEADING_PX + STRIP_PX * group.strips.len() as f64).sum()
}

/// The families in two columns, read down the left one first; no family is torn apart.
fn columns(groups: &[FamilyGroup]) -> [&[FamilyGroup]; 2] {
    let split = |at: &usize| groups.split_at_checked(*at).unwrap_or((groups, &[]));
    let tallest = |at: &usize| {
        let (left, right) = split(at);
        height(left).max(height(right))
    };
    // Of equally tall ones the one with the fuller left column.
    let best = (0..=groups.len()).rev().min_by(|a, b| tallest(a).total_cmp(&tallest(b))).unwrap_or(0);
    let (left, right) = split(&best);
    [left, right]
}

/// Name and unit on the left, the latest result and the span on the right.
fn words(canvas: &mut Canvas<'_>, strip: &FamilyStrip, (left, top): (f64, f64), days: Days) {
    let middle = top + STRIP_PX / 2.0;
    let lines = wrap(&strip.name, LABEL_PX, NAME_PX - 10.0, 2);
    let unit = if lines.len() > 1 { "" } else { strip.unit.as_str() };
    let two = lines.len() > 1 || !unit.is_empty();
    let mut y = if two { middle - 6.5 } else { middle };
    for line in &lines {
        canvas.text(line, (left, y), label(LABEL_PX, INK, Anchor::Start));
        y += 13.0;
    }
    canvas.text(&fit(unit, NOTE_PX, NAME_PX - 10.0), (left, y), label(NOTE_PX, MUTED, Anchor::Start));
    let room = NUMBER_PX - 20.0;
    let flagged = strip.points.iter().max_by_key(|point| point.day).map(|point| point.severity);
    // Without a latest result nothing is flagged now.
    let flagged = flagged.filter(|severity| *severity >= Severity::Caution && !strip.last.is_empty());
    let last = Lettering { bold: flagged.is_some(), ..label(LABEL_PX, INK, Anchor::Start) };
    let x = days.right + 18.0;
    if let Some(severity) = flagged {
        mark(canvas, severity, (days.right + 10.0, middle - 6.5), 4.2, true);
    }
    let shown = if strip.last.is_empty() { "–" } else { strip.last.as_str() };
    canvas.text(&fit(shown, LABEL_PX, room), (x, middle - 6.5), last);
    if width(&strip.span, NOTE_PX - 1.0) <= room + 14.0 {
        canvas.text(&strip.span, (x, middle + 6.5), label(NOTE_PX - 1.0, MUTED, Anchor::Start));
    }
}

/// The results of a strip with the limits near them.
fn paint(canvas: &mut Canvas<'_>, strip: &FamilyStrip, days: Days, top: f64) {
    let points = clean(&strip.points, POINTS_MAX).points;
    let zero_baseline = strip.zero_baseline;
    let chart = TrendChart { limits: strip.limits.clone(), zero_baseline, ..TrendChart::default() };
    let Some(range) = value_range(&chart, &points).map(calm) else { return };
    let y = |value: f64| height_of(range, value, top);
    for limit in &strip.limits {
        for line in [&limit.low, &limit.high].into_iter().flatten() {
            if (range.low..=range.high).contains(&line.value) {
                let at = y(line.value);
                canvas.line((days.left, at), (days.right, at), edge::stroke(Some(limit.severity)));
            }
        }
    }
    // New oil stands by itself; nothing is joined across an oil change.
    let used: Vec<&ChartPoint> = points.iter().filter(|point| point.life.is_some()).collect();
    for life in used.chunk_by(|a, b| a.life == b.life) {
        let spots: Vec<_> = life.iter().map(|point| (days.x(point.day), y(point.value))).collect();
        if spots.len() > 1 {
            canvas.path(&spots, Stroke::solid(SERIES, 1.4));
        }
    }
    for point in &points {
        let spot = (days.x(point.day), y(point.value));
        let solid = point.kind == PointKind::Exact;
        if point.severity >= Severity::Caution {
            rim(canvas, point.severity, spot, 3.4);
            mark(canvas, point.severity, spot, 3.4, solid);
        } else if solid {
            canvas.disc(spot, 1.9, SERIES);
        } else {
            canvas.disc(spot, 2.1, PAPER);
            canvas.ring(spot, 2.1, Stroke::solid(SERIES, 1.0));
        }
    }
}

/// The same range, or a wider one around it where it is narrow beside its level.
fn calm(range: Range) -> Range {
    let least = range.low.abs().max(range.high.abs()) * (SPAN_MIN / 2.0);
    let missing = (least - range.half()).max(0.0);
    let finite = |value: f64| value.clamp(f64::MIN, f64::MAX);
    Range { low: finite(range.low - missing), high: finite(range.high + missing) }
}

fn height_of(range: Range, value: f64, top: f64) -> f64 {
    let bottom = top + STRIP_PX - INNER_PX;
    bottom - (STRIP_PX - 2.0 * INNER_PX) * range.fraction(value).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(sizes: &[usize]) -> Vec<FamilyGroup> {
        sizes
            .iter()
            .map(|size| FamilyGroup { strips: vec![FamilyStrip::default(); *size], ..FamilyGroup::default() })
            .collect()
    }

    #[test]
    fn a_strip_does_not_blow_up_what_hardly_moves() {
        let calmed = |low: f64, high: f64| {
            let Range { low, high } = calm(Range { low, high });
            (low, high)
        };
        // A tenth of 100 is 10.
        assert_eq!(calmed(90.0, 100.0), (90.0, 100.0));
        assert_eq!(calmed(91.0, 100.0), (90.5, 100.5));
        assert_eq!(calmed(0.0, 0.1), (0.0, 0.1));
        assert!(calm(Range { low: f64::MAX, high: f64::MAX }).high.is_finite());
    }

    #[test]
    fn families_stand_in_order_in_two_columns_of_like_height() {
        let split = |sizes: &[usize]| columns(&groups(sizes)).map(<[_]>::len);
        assert_eq!(split(&[3, 5, 6, 8, 5, 4]), [3, 3]);
        assert_eq!(split(&[2, 2]), [1, 1]);
        assert_eq!(split(&[4]), [1, 0]);
        assert_eq!(split(&[]), [0, 0]);
        assert_eq!(split(&[1, 9]), [1, 1]);
    }
}
