//! The labels at the right edge: limits and the new oil, each beside its line.
//!
//! A line too far from the data to be drawn is named here with an arrow, so that nobody takes its absence for the
//! absence of a limit.

use super::canvas::{Anchor, Canvas, Lettering, Stroke};
use super::chart::{ChartLine, TrendChart};
use super::layout::{Frame, LABEL_PX};
use super::lettering::{fit_keeping_end, width};
use super::mark::mark;
use super::palette::{INK, MUTED, NEW_OIL, severity_colour};
use crate::domain::Severity;

/// Most room that the labels may take from the frame.
pub(super) const ROOM_MAX_PX: f64 = 200.0;
/// From the frame to the text: a leader, then the shape.
const TEXT_PX: f64 = 28.0;
/// Room for the arrow of a line that is out of the frame.
const ARROW_PX: f64 = 11.0;
const SPACING_PX: f64 = 14.0;
/// Labels keep this far from the upper axis and from the lower one.
const RIM_PX: f64 = 6.0;

/// One label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EdgeLabel {
    /// None is the new oil.
    pub severity: Option<Severity>,
    pub value: f64,
    pub text: String,
    /// Height of the line, or of the rim behind which it lies.
    pub line_y: f64,
    /// Height of the text, moved where labels would overlap.
    pub text_y: f64,
    /// Whether the line is in the frame.
    pub shown: bool,
}

/// All lines that a chart could draw.
fn lines(chart: &TrendChart) -> impl Iterator<Item = (Option<Severity>, &ChartLine)> {
    let limits = chart.limits.iter().flat_map(|limit| {
        [&limit.low, &limit.high].into_iter().flatten().map(move |line| (Some(limit.severity), line))
    });
    limits.chain(chart.new_oil.iter().map(|line| (None, line))).filter(|(_, line)| line.value.is_finite())
}

/// Room that the labels want.
pub(super) fn room(chart: &TrendChart, drawn: bool) -> f64 {
    if !drawn {
        return 0.0;
    }
    lines(chart).map(|(_, line)| TEXT_PX + ARROW_PX + width(&line.label, LABEL_PX)).fold(0.0, f64::max)
}

/// The labels from the top down, none upon another.
pub(super) fn labels(chart: &TrendChart, frame: &Frame) -> Vec<EdgeLabel> {
    if frame.scale.is_none() {
        return Vec::new();
    }
    let mut labels: Vec<EdgeLabel> = lines(chart)
        .map(|(severity, line)| {
            let line_y = frame.y(line.value);
            let text = fit_keeping_end(&line.label, LABEL_PX, ROOM_MAX_PX - TEXT_PX - ARROW_PX);
            EdgeLabel { severity, value: line.value, text, line_y, text_y: line_y, shown: frame.shows(line.value) }
        })
        .collect();
    labels.sort_by(|a, b| b.value.total_cmp(&a.value).then(b.severity.cmp(&a.severity)));
    labels.dedup_by(|a, b| a.severity == b.severity && a.value.total_cmp(&b.value).is_eq() && a.text == b.text);
    spread(&mut labels, frame.top + RIM_PX, frame.bottom - RIM_PX);
    labels
}

/// Moves labels apart: down from the top where they overlap, and back up from the bottom if they run out.
fn spread(labels: &mut [EdgeLabel], top: f64, bottom: f64) {
    let spacing = SPACING_PX.min((bottom - top) / labels.len().max(1) as f64);
    let mut free = top;
    for label in labels.iter_mut() {
        label.text_y = label.text_y.max(free);
        free = label.text_y + spacing;
    }
    let mut free = bottom;
    for label in labels.iter_mut().rev() {
        label.text_y = label.text_y.min(free);
        free = label.text_y - spacing;
    }
}

/// The line that stands for a severity, or for the new oil.
pub(super) fn stroke(severity: Option<Severity>) -> Stroke {
    match severity {
        None => Stroke::dashed(NEW_OIL, 1.6, (3.0, 4.0)),
        Some(worst @ Severity::Critical) => Stroke::solid(severity_colour(worst), 1.5),
        Some(severity @ Severity::Abnormal) => Stroke::dashed(severity_colour(severity), 1.5, (16.0, 4.0)),
        Some(severity) => Stroke::dashed(severity_colour(severity), 1.5, (8.0, 5.0)),
    }
}

/// Draws the labels and the leaders to their lines.
pub(super) fn paint(canvas: &mut Canvas<'_>, labels: &[EdgeLabel], frame: &Frame) {
    for label in labels {
        let colour = label.severity.map_or(NEW_OIL, severity_colour);
        let (x, y) = (frame.right, label.text_y);
        let mut text_x = x + TEXT_PX;
        if label.shown {
            canvas.path(&[(x, label.line_y), (x + 4.0, label.line_y), (x + 10.0, y)], Stroke::solid(colour, 1.2));
        } else {
            let sign = if label.line_y < f64::midpoint(frame.top, frame.bottom) { -1.0 } else { 1.0 };
            let at = text_x + 2.0;
            canvas.line((at, y - 5.0 * sign), (at, y + 1.0 * sign), Stroke::solid(colour, 1.4));
            canvas.fill(&[(at - 3.5, y + sign), (at + 3.5, y + sign), (at, y + 6.0 * sign)], colour);
            text_x += ARROW_PX;
        }
        match label.severity {
            Some(severity) => mark(canvas, severity, (x + 18.0, y), 4.2, true),
            None => canvas.line((x + 12.0, y), (x + 24.0, y), stroke(None)),
        }
        let colour = if label.shown { INK } else { MUTED };
        let lettering = Lettering { size_px: LABEL_PX, bold: false, colour, anchor: Anchor::Start };
        canvas.text(&label.text, (text_x, y), lettering);
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::*;

    #[test]
    fn labels_of_close_lines_do_not_overlap_and_stay_beside_the_frame() {
        let heights = [100.0, 101.0, 101.5, 297.0, 299.0];
        let label = |line_y: f64| EdgeLabel {
            severity: None,
            value: -line_y,
            text: String::new(),
            line_y,
            text_y: line_y,
            shown: true,
        };
        let mut labels: Vec<EdgeLabel> = heights.into_iter().map(label).collect();
        spread(&mut labels, 80.0, 300.0);
        for pair in labels.windows(2) {
            assert!(pair[1].text_y - pair[0].text_y >= SPACING_PX - 1e-9, "{pair:?}");
        }
        assert!(labels.iter().all(|label| (80.0..=300.0).contains(&label.text_y)));
    }

    #[test]
    fn more_labels_than_room_are_packed_not_lost() {
        let label =
            EdgeLabel { severity: None, value: 1.0, text: String::new(), line_y: 90.0, text_y: 90.0, shown: true };
        let mut labels = vec![label; 60];
        spread(&mut labels, 80.0, 300.0);
        assert!(labels.iter().all(|label| (79.0..=301.0).contains(&label.text_y)));
    }
}
