//! The legend below the frame: only what occurs. Limits, new oil and oil changes carry their names themselves.

use super::band::hatch;
use super::canvas::{Anchor, Canvas, Lettering, Spot, Stroke};
use super::chart::{ChartPoint, PointKind, TrendChart};
use super::corrected::cross;
use super::layout::{LABEL_PX, LEGEND_ROW_PX, MARGIN_PX};
use super::lettering::{fit, width};
use super::mark::{arrow, mark};
use super::palette::{CORRECTED, INK, MUTED, PAPER, SERIES};
use crate::domain::Severity;

/// From the left of an entry to its text.
const TEXT_PX: f64 = 18.0;
const GAP_PX: f64 = 22.0;

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    symbol: Symbol,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Symbol {
    Mark(Severity),
    Below,
    Above,
    Error,
    Outlier,
    Corrected,
    Band,
    Forecast,
}

/// What occurs in the chart, mildest severity first.
pub(super) fn entries(chart: &TrendChart, points: &[ChartPoint]) -> Vec<Entry> {
    let words = &chart.words;
    let mut entries = Vec::new();
    for severity in Severity::ALL {
        if points.iter().any(|point| point.severity == severity) {
            let text = words.severities.get(&severity).map_or_else(|| severity.id().to_owned(), Clone::clone);
            entries.push(Entry { symbol: Symbol::Mark(severity), text });
        }
    }
    let others = [
        (Symbol::Below, &words.below, points.iter().any(|point| point.kind == PointKind::Below)),
        (Symbol::Above, &words.above, points.iter().any(|point| point.kind == PointKind::Above)),
        (Symbol::Error, &words.error, points.iter().any(|point| point.error.is_some())),
    ];
    for (symbol, text, occurs) in others {
        if occurs {
            entries.push(Entry { symbol, text: text.clone() });
        }
    }
    if !points.is_empty() {
        let corrected = chart.corrected.iter().any(|point| point.value.is_finite()).then_some(&words.corrected);
        let ringed = |point: &&ChartPoint| chart.outliers.contains(&point.day);
        let outlier = points.iter().any(|point| ringed(&point)).then_some(&words.outlier);
        let named = [
            (Symbol::Outlier, outlier),
            (Symbol::Corrected, corrected),
            (Symbol::Band, chart.band.as_ref().map(|band| &band.label)),
            (Symbol::Forecast, chart.forecast.as_ref().map(|forecast| &forecast.label)),
        ];
        let named = named.into_iter().filter_map(|(symbol, text)| Some(Entry { symbol, text: text?.clone() }));
        entries.extend(named);
    }
    entries
}

/// The entries in rows that are no wider than the chart.
pub(super) fn rows(entries: &[Entry], room_px: f64) -> Vec<Vec<Entry>> {
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    let mut used = f64::INFINITY;
    for entry in entries {
        let entry = Entry { text: fit(&entry.text, LABEL_PX, room_px - TEXT_PX), ..entry.clone() };
        let wanted = entry_width(&entry);
        if let Some(row) = rows.last_mut().filter(|_| used + wanted <= room_px) {
            row.push(entry);
            used += wanted + GAP_PX;
        } else {
            used = wanted + GAP_PX;
            rows.push(vec![entry]);
        }
    }
    rows
}

fn entry_width(entry: &Entry) -> f64 {
    TEXT_PX + width(&entry.text, LABEL_PX)
}

/// Draws the rows, the first one centred at `top_y`.
pub(super) fn paint(canvas: &mut Canvas<'_>, rows: &[Vec<Entry>], top_y: f64) {
    let mut y = top_y;
    for row in rows {
        let mut x = MARGIN_PX;
        for entry in row {
            symbol(canvas, entry.symbol, (x + 7.0, y));
            let lettering = Lettering { size_px: LABEL_PX, bold: false, colour: INK, anchor: Anchor::Start };
            canvas.text(&entry.text, (x + TEXT_PX, y), lettering);
            x += entry_width(entry) + GAP_PX;
        }
        y += LEGEND_ROW_PX;
    }
}

fn symbol(canvas: &mut Canvas<'_>, symbol: Symbol, (x, y): Spot) {
    let line = Stroke::solid(MUTED, 1.4);
    match symbol {
        Symbol::Mark(severity) => mark(canvas, severity, (x, y), 4.6, true),
        Symbol::Below | Symbol::Above => {
            let up = symbol == Symbol::Above;
            let centre = (x, if up { y + 3.5 } else { y - 3.5 });
            canvas.disc(centre, 4.0, PAPER);
            canvas.ring(centre, 3.4, line);
            arrow(canvas, MUTED, centre, 3.8, up);
        }
        Symbol::Error => {
            canvas.line((x, y - 6.0), (x, y + 6.0), line);
            canvas.line((x - 3.0, y - 6.0), (x + 3.0, y - 6.0), line);
            canvas.line((x - 3.0, y + 6.0), (x + 3.0, y + 6.0), line);
        }
        Symbol::Outlier => canvas.ring((x, y), 6.5, Stroke::solid(INK, 1.2)),
        Symbol::Corrected => {
            canvas.line((x - 8.0, y), (x + 8.0, y), Stroke::dashed(CORRECTED, 1.3, (7.0, 3.0)));
            cross(canvas, (x, y));
        }
        Symbol::Band => {
            hatch(canvas, (x - 7.0, y - 5.0), (x + 7.0, y + 5.0), 4.5);
            for edge in [y - 5.0, y + 5.0] {
                canvas.line((x - 7.0, edge), (x + 7.0, edge), Stroke::dashed(MUTED, 1.2, (1.5, 3.5)));
            }
        }
        Symbol::Forecast => {
            canvas.shade(&[(x - 8.0, y + 5.0), (x, y - 4.0), (x + 8.0, y - 4.0)], SERIES, 0.22);
            canvas.line((x, y - 4.0), (x + 8.0, y - 4.0), Stroke::solid(INK, 2.2));
            canvas.line((x - 8.0, y + 5.0), (x + 4.0, y - 4.0), Stroke::dashed(INK, 1.2, (3.0, 2.0)));
        }
    }
}
