//! What went wrong in one cell or one row, before it has a place.

use crate::domain::{ProblemCode, one_line};

/// A fault and the sentence that tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which kind.
    pub code: ProblemCode,
    /// What happened and what to do.
    pub says: String,
}

impl Fault {
    /// A fault in words.
    #[must_use]
    pub fn new(code: ProblemCode, says: impl Into<String>) -> Self {
        Self { code, says: says.into() }
    }

    /// A fault that the whole column has: counted for each cell, told once for the column.
    #[must_use]
    pub const fn of_column(code: ProblemCode) -> Self {
        Self { code, says: String::new() }
    }

    /// True if the column's own problem tells it.
    #[must_use]
    pub const fn is_told(&self) -> bool {
        self.says.is_empty()
    }
}

/// More of a cell than this is not repeated in a sentence.
const SHOWN_CHARS: usize = 60;

/// A cell's text for a sentence: in quotation marks, on one line, cut where it is long.
#[must_use]
pub fn quoted(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let head: String = text.chars().take(SHOWN_CHARS).collect();
    let mut shown = one_line(&head);
    if text.chars().nth(SHOWN_CHARS).is_some() {
        shown.push('…');
    }
    format!("\"{shown}\"")
}

/// The known name that a text is most like, if any is like enough to be meant.
#[must_use]
pub fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Below this likeness a suggestion misleads more often than it helps.
    const LIKE_ENOUGH: f64 = 0.6;
    /// Comparing takes as long as both texts multiplied; no name is so long.
    const MOST_BYTES: usize = 500;
    if text.len() > MOST_BYTES {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let likeness = strsim::normalized_damerau_levenshtein(text, name);
        if likeness >= LIKE_ENOUGH && best.is_none_or(|(other, _)| likeness > other) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The tail of a sentence about an unknown name.
#[must_use]
pub fn did_you_mean(name: Option<&str>) -> String {
    name.map(|name| format!("; did you mean {name}?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_broken_texts_are_shown_short_and_on_one_line() {
        assert_eq!(quoted(b"1O"), "\"1O\"");
        assert_eq!(quoted(b"a\nb"), "\"a b\"");
        assert_eq!(quoted("é".repeat(61).as_bytes()), format!("\"{}…\"", "é".repeat(60)));
    }

    #[test]
    fn only_a_like_name_is_suggested() {
        let known = ["kv_40c", "kv_100c", "water"];
        assert_eq!(nearest("kv_40", known.into_iter()), Some("kv_40c"));
        assert_eq!(nearest("wat", known.into_iter()), Some("water"));
        assert_eq!(nearest("colour", known.into_iter()), None);
        let long = "x".repeat(501);
        assert_eq!(nearest(&long, std::iter::once(&*long)), None);
    }
}
