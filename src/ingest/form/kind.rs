//! The words by which laboratories mark new oil and its base line, in a column for it or in the place of a machine.

use crate::domain::{SampleKind, fold};

/// Words of a column for the kind, folded. Words that have no other meaning are known in a column of names too.
const WORDS: [(&str, SampleKind, Elsewhere); 34] = [
    ("new", SampleKind::New, Elsewhere::Ambiguous),
    ("fresh", SampleKind::New, Elsewhere::Ambiguous),
    ("unused", SampleKind::New, Elsewhere::Ambiguous),
    ("new oil", SampleKind::New, Elsewhere::Clear),
    ("fresh oil", SampleKind::New, Elsewhere::Clear),
    ("unused oil", SampleKind::New, Elsewhere::Clear),
    ("frischöl", SampleKind::New, Elsewhere::Clear),
    ("neuöl", SampleKind::New, Elsewhere::Clear),
    ("aceite nuevo", SampleKind::New, Elsewhere::Clear),
    ("óleo novo", SampleKind::New, Elsewhere::Clear),
    ("huile neuve", SampleKind::New, Elsewhere::Clear),
    ("свежее масло", SampleKind::New, Elsewhere::Clear),
    ("新油", SampleKind::New, Elsewhere::Clear),
    ("신유", SampleKind::New, Elsewhere::Clear),
    ("baseline", SampleKind::Reference, Elsewhere::Clear),
    ("base line", SampleKind::Reference, Elsewhere::Clear),
    ("línea base", SampleKind::Reference, Elsewhere::Clear),
    ("linea base", SampleKind::Reference, Elsewhere::Clear),
    ("linea_base", SampleKind::Reference, Elsewhere::Clear),
    ("reference oil", SampleKind::Reference, Elsewhere::Clear),
    ("reference sample", SampleKind::Reference, Elsewhere::Clear),
    ("referencia", SampleKind::Reference, Elsewhere::Ambiguous),
    ("referenz", SampleKind::Reference, Elsewhere::Ambiguous),
    ("基准", SampleKind::Reference, Elsewhere::Ambiguous),
    ("기준유", SampleKind::Reference, Elsewhere::Clear),
    ("used", SampleKind::InService, Elsewhere::Ambiguous),
    ("used oil", SampleKind::InService, Elsewhere::Ambiguous),
    ("gebrauchtöl", SampleKind::InService, Elsewhere::Ambiguous),
    ("altöl", SampleKind::InService, Elsewhere::Ambiguous),
    ("aceite usado", SampleKind::InService, Elsewhere::Ambiguous),
    ("óleo usado", SampleKind::InService, Elsewhere::Ambiguous),
    ("在用油", SampleKind::InService, Elsewhere::Ambiguous),
    ("사용유", SampleKind::InService, Elsewhere::Ambiguous),
    ("отработанное масло", SampleKind::InService, Elsewhere::Ambiguous),
];

/// Whether a word says the kind outside of its own column too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Elsewhere {
    Clear,
    Ambiguous,
}

/// No word of the list is longer, so that longer names cost nothing.
const LONGEST_BYTES: usize = 64;

/// The kind that a cell of the column `kind` says.
#[must_use]
pub fn of_word(text: &str) -> Option<SampleKind> {
    let folded = fold(text);
    let listed = WORDS.iter().find(|(word, ..)| *word == folded).map(|(_, kind, _)| *kind);
    listed.or_else(|| SampleKind::from_id(&folded.replace([' ', '-'], "_")))
}

/// The kind that a machine's, component's or sampling point's name says, if it can mean nothing else.
#[must_use]
pub fn of_name(text: &str) -> Option<SampleKind> {
    // Every row has such names; the first letter spares nearly all of them any further look.
    let first = *text.as_bytes().first()?;
    let may = !first.is_ascii() || matches!(first | 0x20, b' ' | b'a' | b'b' | b'f' | b'h' | b'l' | b'n' | b'r' | b'u');
    if !may || text.len() > LONGEST_BYTES {
        return None;
    }
    let mut clear = WORDS.iter().filter(|(.., elsewhere)| *elsewhere == Elsewhere::Clear);
    let found = if text.is_ascii() && !text.contains("  ") {
        clear.find(|(word, ..)| word.eq_ignore_ascii_case(text.trim()))
    } else {
        let first = text.trim_start().chars().next()?;
        // Full-width letters, and the first letters of the words that are not ASCII.
        let may = first.is_ascii() || "新신기óÓсС".contains(first) || ('\u{ff21}'..='\u{ff5a}').contains(&first);
        let folded = if may { fold(text) } else { return None };
        clear.find(|(word, ..)| *word == folded)
    };
    found.map(|(_, kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_new_oil_are_known_in_many_languages() {
        for word in ["new", "Fresh", "FRISCHÖL", "Aceite  nuevo", "新油", "신유", "NEW OIL"] {
            assert_eq!(of_word(word), Some(SampleKind::New), "{word}");
        }
        for word in ["baseline", "Línea base", "linea_base", "reference"] {
            assert_eq!(of_word(word), Some(SampleKind::Reference), "{word}");
        }
        assert_eq!((of_word("In service"), of_word("used?")), (Some(SampleKind::InService), None));
    }

    #[test]
    fn a_name_is_no_kind_unless_it_can_mean_nothing_else() {
        assert_eq!((of_name("Frischöl"), of_name("New oil")), (Some(SampleKind::New), Some(SampleKind::New)));
        for name in ["New", "Press 1", "New oil tank", "used oil", "Reference", "Ölpumpe"] {
            assert_eq!(of_name(name), None, "{name}");
        }
    }
}
