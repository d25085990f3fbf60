//! When two spellings are the same name: machines, headings, cell words, grades; and how a name may be shown.
//!
//! Only the form of the letters is evened out. Nothing is merged on a weaker likeness.

use std::borrow::Cow;
use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

/// The form in which names are compared: NFKC (full-width letters, `²` and `℃` become plain), lower case, no white
/// space at the ends, single spaces within, the ordinal `º` as the degree sign and the Greek `μ` as the micro sign.
#[must_use]
pub fn fold(text: &str) -> String {
    // NFKC would turn the ordinal sign, often typed for the degree sign, into the letter o.
    let lower = text.replace('º', "°").nfkc().collect::<String>().to_lowercase();
    // Lower-casing can leave letters apart that NFKC joins; the micro sign is a Greek letter to NFKC.
    let even = lower.nfkc().collect::<String>().replace('μ', "µ");
    even.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True for what a name does not need and a terminal, a page or a reader can be misled by: control characters other
/// than tab and line break (a terminal obeys them), and the marks that turn the direction of writing.
fn misleads(letter: char) -> bool {
    let turns = matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'))
}

/// A text from a file as it may be shown: the replacement character stands for what would mislead. Files for
/// programs keep the text as it is.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(misleads) { Cow::Owned(text.replace(misleads, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

/// The same on one line, for messages of which each has its line.
#[must_use]
pub fn one_line(text: &str) -> String {
    printable(text).replace(['\t', '\n', '\r'], " ")
}

/// True if a text is its own folded form but for upper case: visible ASCII with single spaces within.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        let fits = matches!(byte, b'!'..=b'~') || (byte == b' ' && before != b' ');
        if !fits {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

/// Compares two names as folded, without making their folded forms where they are plain.
#[must_use]
pub fn cmp_folded(one: &str, other: &str) -> Ordering {
    if one == other {
        return Ordering::Equal;
    }
    let lower = |text: &str| if is_plain(text) { None } else { Some(fold(text)) };
    match (lower(one), lower(other)) {
        (None, None) => {
            let (one, other) = (one.bytes(), other.bytes());
            one.map(|byte| byte.to_ascii_lowercase()).cmp(other.map(|byte| byte.to_ascii_lowercase()))
        }
        (one_folded, other_folded) => {
            let one = one_folded.unwrap_or_else(|| one.to_ascii_lowercase());
            one.cmp(&other_folded.unwrap_or_else(|| other.to_ascii_lowercase()))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_name_fold_to_one_form() {
        for (left, right) in [
            ("  Fe   (ppm) ", "fe (ppm)"),
            ("粘度（４０℃）", "粘度(40°c)"),
            ("Visc. 40 ºC", "visc. 40 °C"),
            ("µm", "μm"),
            ("mm²/s", "MM2/S"),
            ("Pump\u{a0}1", "pump 1"),
        ] {
            assert_eq!(fold(left), fold(right), "{left} and {right}");
        }
    }

    #[test]
    fn different_names_stay_different() {
        for (left, right) in [("L-HM 46", "L-HM46"), ("Pump 1", "Pump 11"), ("Fe", "Fe*"), ("KV40", "KV100")] {
            assert_ne!(fold(left), fold(right), "{left} and {right}");
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown_and_not_obeyed() {
        assert_eq!(printable("\u{1b}[31mred\u{0}\u{9b}\u{202e}\n"), "\u{fffd}[31mred\u{fffd}\u{fffd}\u{fffd}\n");
        assert_eq!(one_line("Pump\r\n3\t\u{7f}"), "Pump  3 \u{fffd}");
        assert!(matches!(printable("润滑油 · 윤활유 🛢️ Ä"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn names_are_compared_as_they_are_folded(one in "[aA1 ＡéÉ\\t]{0,5}", other in "[aA1 ＡéÉ\\t]{0,5}") {
            prop_assert_eq!(cmp_folded(&one, &other), fold(&one).cmp(&fold(&other)));
            prop_assert!(!is_plain(&one) || fold(&one) == one.to_ascii_lowercase());
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,24}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
