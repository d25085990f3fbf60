//! Severity as word, shape and colour together, so that it survives a black-and-white printer and any eyes.

use serde::Serialize;

use crate::domain::{Axes, Axis, Severity};
use crate::plot::severity_mark;

use super::words::{Words, word};

/// A severity as it is shown everywhere.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// The word used in files; the page's style hangs on it.
    pub id: &'static str,
    /// The word for people.
    pub word: String,
    /// The shape, as SVG.
    pub svg: String,
}

/// The severity on one axis.
#[derive(Debug, Clone, Serialize)]
pub struct AxisMark {
    /// The axis.
    pub axis: String,
    /// How bad.
    pub mark: Mark,
}

/// A severity's mark.
pub(super) fn mark(words: &dyn Words, severity: Severity) -> Mark {
    let id = severity.id();
    let word = word(words, &format!("severity-{id}"));
    Mark { id, svg: severity_mark(severity, &word), word }
}

/// The marks of the three axes, in the order in which reports show them.
pub(super) fn axes(words: &dyn Words, axes: Axes) -> Vec<AxisMark> {
    let one = |axis: Axis| AxisMark {
        axis: word(words, &format!("axis-{}", axis.id())),
        mark: mark(words, axes.get(axis)),
    };
    Axis::ALL.into_iter().map(one).collect()
}
