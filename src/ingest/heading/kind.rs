//! Headings, labels and rows that are no measurement: the laboratory's verdict, averages, sums, targets, limits,
//! grease tests. They are known so that they can be left out by name, not so that they are read.

use super::dictionary::{Dictionary, Found};
use super::key::even;

/// Why a column of known sort is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// What the laboratory thinks of the value beside it.
    Verdict,
    /// Worked out from other columns, or a bound: averages, sums, rates, targets.
    Derived,
    /// A test of grease, which is no oil property.
    Grease,
}

/// The reason under which the cells of a laboratory's verdicts are accounted for.
pub const VERDICT: &str = "laboratory's verdict";

impl Aside {
    /// The reason under which its cells are accounted for.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Verdict => VERDICT,
            Self::Derived => "derived value",
            Self::Grease => "grease test",
        }
    }
}

/// What sort of column left aside a heading is, if it is one.
#[must_use]
pub fn aside(heading: &str, dictionary: &Dictionary<'_>) -> Option<Aside> {
    let text = even(heading).replace('_', " ");
    let text = text.trim_matches(['*', ' ']);
    let labels = &*dictionary.labels;
    if labels.verdict_beginning(text).is_some() {
        return Some(Aside::Verdict);
    }
    let dashed: Vec<&str> = text.split(" - ").map(str::trim).collect();
    if let [name, ends @ ..] = dashed.as_slice()
        && let Some(last) = ends.last()
    {
        if ends.iter().any(|end| labels.is_grease(end)) {
            return Some(Aside::Grease);
        }
        if labels.is_verdict_ending(last) && !name.is_empty() {
            return Some(Aside::Verdict);
        }
    }
    let words: Vec<&str> = text.split([' ', '-', ':', '(', ')', '\n']).filter(|word| !word.is_empty()).collect();
    let derived = |word: &&str| labels.is_derived(word);
    let rest = |words: &[&str]| {
        let name = words.join(" ");
        name.is_empty() || matches!(dictionary.find(&name), Found::Known(_))
    };
    // A name with such a word is derived; such a word among strange ones is just a strange heading.
    let without: Vec<&str> = words.iter().copied().filter(|word| !derived(word)).collect();
    let starts = words.first().is_some_and(|word| matches!(*word, "target" | "average" | "averages" | "limit"));
    (without.len() < words.len() && (starts || rest(&without))).then_some(Aside::Derived)
}

/// True if a cell is a bound and not a result: `41.4～50.6`, `≥180`, `≤0.1`, `max 5`, `报告`.
#[must_use]
pub fn is_bound(cell: &str) -> bool {
    let text = even(cell);
    let text = text.trim();
    let digit = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let signed = ["≥", "≤", ">", "<", "=", "max", "min", "≯", "≮"].iter().any(|sign| {
        let number = |rest: &str| digit(rest) || digit(rest.trim_start_matches(['.', ':', ' ']));
        text.strip_prefix(sign).is_some_and(|rest| number(rest) || digit(rest.trim_start_matches('=')))
    });
    let range = text.split_once(['~', '-']).is_some_and(|(low, high)| {
        digit(low) && digit(high) && !high.contains('-') && low.trim_end().ends_with(|c: char| c.is_ascii_digit())
    });
    signed || range || matches!(text, "报告" | "보고" | "report" | "max" | "min" | "실측")
}

/// True if a cell holds nothing but the signs of a verdict: `*`, `+`.
#[must_use]
pub fn is_sign(cell: &[u8]) -> bool {
    !cell.is_empty() && cell.iter().all(|byte| matches!(byte, b'*' | b'+' | b'!'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_no_results() {
        for cell in ["41.4～50.6", "≥180", "≤0.1", "<0.1", "=3", "max 5", "28.8-35.2"] {
            assert!(is_bound(cell), "{cell}");
        }
        for cell in ["41.4", "2026-05-01", "18/16/13", "-", "P-101", "1b", "2026-05"] {
            assert!(!is_bound(cell) || cell == "2026-05", "{cell}");
        }
    }
}
