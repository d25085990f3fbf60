//! The shapes of the severities: circle, triangle, diamond, square. The same in charts, tables and text.

use super::canvas::{Canvas, Spot, Stroke, svg};
use super::palette::{Colour, MUTED, PAPER, severity_colour};
use crate::domain::Severity;

/// Side of the symbol that stands in text, in pixels.
const SYMBOL_PX: f64 = 16.0;

/// The symbol of a severity as inline SVG, 16 px; `title` is its word in the reader's language.
#[must_use]
pub fn severity_mark(severity: Severity, title: &str) -> String {
    svg((SYMBOL_PX, SYMBOL_PX), title, "", |canvas| {
        mark(canvas, severity, (SYMBOL_PX / 2.0, SYMBOL_PX / 2.0), 5.6, true);
    })
}

/// Draws the mark of a result. Hollow is for a result that is known only to lie on one side of its number.
pub(super) fn mark(canvas: &mut Canvas<'_>, severity: Severity, centre: Spot, radius_px: f64, solid: bool) {
    let colour = severity_colour(severity);
    let stroke = Stroke::solid(colour, (radius_px * 0.34).max(1.0));
    let corners = corners(severity, centre, radius_px);
    match (corners.is_empty(), solid) {
        (true, true) => canvas.disc(centre, radius_px, colour),
        (true, false) => {
            canvas.disc(centre, radius_px, PAPER);
            canvas.ring(centre, radius_px - stroke.width_px / 2.0, stroke);
        }
        (false, true) => canvas.fill(&corners, colour),
        (false, false) => {
            canvas.fill(&corners, PAPER);
            canvas.outline(&corners, stroke);
        }
    }
    if severity == Severity::NoVerdict {
        // Without colour, a bar tells it from normal.
        let half = radius_px * 0.55;
        let bar = Stroke::solid(if solid { PAPER } else { colour }, (radius_px * 0.36).max(0.8));
        canvas.line((centre.0 - half, centre.1), (centre.0 + half, centre.1), bar);
    }
}

/// A rim of paper behind a mark, which keeps it apart from lines, zones and neighbours.
pub(super) fn rim(canvas: &mut Canvas<'_>, severity: Severity, centre: Spot, radius_px: f64) {
    let corners = corners(severity, centre, radius_px);
    if corners.is_empty() {
        canvas.disc(centre, radius_px + 1.2, PAPER);
    } else {
        canvas.outline(&corners, Stroke::solid(PAPER, 2.4));
    }
}

/// Corners of the shape, sized to look equally heavy; none for a circle.
fn corners(severity: Severity, (x, y): Spot, radius_px: f64) -> Vec<Spot> {
    match severity {
        Severity::NoVerdict | Severity::Normal => Vec::new(),
        Severity::Caution => {
            let (half, up, down) = (radius_px * 1.16, radius_px * 1.22, radius_px * 0.82);
            vec![(x, y - up), (x + half, y + down), (x - half, y + down)]
        }
        Severity::Abnormal => {
            let half = radius_px * 1.25;
            vec![(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        }
        Severity::Critical => {
            let half = radius_px * 0.92;
            vec![(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
        }
    }
}

/// A small arrow from the mark to the side on which the result lies: up for `>`.
pub(super) fn arrow(canvas: &mut Canvas<'_>, colour: Colour, (x, y): Spot, radius_px: f64, up: bool) {
    let sign = if up { -1.0 } else { 1.0 };
    let at = |reach: f64| y + sign * (radius_px * 1.1 + reach);
    canvas.line((x, at(0.0)), (x, at(4.0)), Stroke::solid(colour, 1.4));
    canvas.fill(&[(x - 3.0, at(3.5)), (x + 3.0, at(3.5)), (x, at(7.5))], colour);
}

/// A drop of oil, its tip up, for an oil change.
pub(super) fn drop(canvas: &mut Canvas<'_>, spot: Spot) {
    canvas.fill(&drop_corners(spot, 3.6), MUTED);
}

/// A smaller hollow drop, for oil that was added.
pub(super) fn small_drop(canvas: &mut Canvas<'_>, spot: Spot) {
    canvas.outline(&drop_corners(spot, 2.6), Stroke::solid(MUTED, 1.1));
}

fn drop_corners((x, y): Spot, radius: f64) -> Vec<Spot> {
    let mut corners = vec![(x, y - radius * 1.72)];
    for step in 0..=10 {
        // From the upper right shoulder through the bottom to the upper left.
        let angle = (-25.0 + 23.0 * f64::from(step)).to_radians();
        corners.push((x + radius * angle.cos(), y + radius / 3.0 + radius * angle.sin()));
    }
    corners
}
