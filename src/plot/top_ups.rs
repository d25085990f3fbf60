//! Oil added between two samples: a row above the frame with a small hollow drop and the litres at the sample after it.
//! A filled drop is an oil change; the two must not be mistaken for each other.

use super::canvas::{Anchor, Canvas, Lettering};
use super::chart::TrendChart;
use super::edge;
use super::layout::{LABEL_PX, Layout};
use super::lettering::{fit, width};
use super::mark::small_drop;
use super::palette::{MUTED, PAPER};

/// From the drop to the middle of its text.
const DROP_PX: f64 = 9.0;

/// Draws the row, the latest first where there is no room for all.
pub(super) fn paint(canvas: &mut Canvas<'_>, chart: &TrendChart, layout: &Layout) {
    let frame = &layout.frame;
    let Some(scale) = frame.scale else { return };
    let mut shown: Vec<_> = chart.top_ups.iter().filter(|(day, _)| (scale.first..=scale.last).contains(day)).collect();
    shown.sort();
    let lettering = |anchor| Lettering { size_px: LABEL_PX, bold: false, colour: MUTED, anchor };
    let mut free = f64::INFINITY;
    for (day, text) in shown.into_iter().rev() {
        let text = fit(text, LABEL_PX, 60.0);
        let wide = DROP_PX + width(&text, LABEL_PX);
        let left = frame.x(*day) - wide / 2.0;
        if left + wide + 8.0 <= free {
            // Oil is often added on the day of a change: its line must not strike the number out.
            let y = layout.top_ups_y;
            canvas.rect((left - 2.0, y - LABEL_PX * 0.7), (left + wide + 2.0, y + LABEL_PX * 0.7), PAPER);
            small_drop(canvas, (left + 3.0, layout.top_ups_y));
            canvas.text(&text, (left + DROP_PX, layout.top_ups_y), lettering(Anchor::Start));
            free = left;
        }
    }
    if free.is_finite() {
        let text = fit(&chart.words.top_ups, LABEL_PX, edge::ROOM_MAX_PX - 8.0);
        canvas.text(&text, (frame.right + 8.0, layout.top_ups_y), lettering(Anchor::Start));
    }
}
