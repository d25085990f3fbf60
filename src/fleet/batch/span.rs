//! A result as the span in which the true value lies: an exact one is a point, `<5` reaches from 0 to 5.
//!
//! Two spans that overlap are not known to differ. Nothing is put in the place of a censored value.

use crate::domain::{Reading, Value};
use crate::stats::median;

/// From the lowest to the highest value that a result allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Span {
    /// The span of an amount. Nothing for what has no upper end or no number at all.
    pub(super) fn of(reading: Reading) -> Option<Self> {
        let span = match reading.value()? {
            Value::Exact(number) => Self { low: number, high: number },
            Value::Below(limit) | Value::AtMost(limit) => Self { low: 0.0, high: limit },
            _ => return None,
        };
        (span.low.is_finite() && span.high.is_finite()).then_some(span)
    }

    /// The middle of several, each end by itself.
    pub(super) fn median(spans: &[Self]) -> Option<Self> {
        let ends = |end: fn(&Self) -> f64| median(&spans.iter().map(end).collect::<Vec<_>>());
        let low = ends(|span| span.low)?;
        let exact = spans.iter().all(|span| span.low.total_cmp(&span.high).is_eq());
        Some(Self { low, high: if exact { low } else { ends(|span| span.high)? } })
    }

    /// How far apart two spans surely are.
    pub(super) fn gap(self, other: Self) -> f64 {
        (self.low - other.high).max(other.low - self.high).max(0.0)
    }

    /// The middle of the span.
    pub(super) fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }
}
