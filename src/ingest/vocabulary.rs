//! The words that headings are made of, in all languages: by them the encoding of a text is told.
//!
//! Only words beyond ASCII are in it, because only they can be read in one encoding and not in another.

use std::collections::BTreeSet;

use crate::domain::fold;
use crate::standards::Standards;

/// Known words, folded.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: BTreeSet<String>,
}

impl Vocabulary {
    /// The words of the headings, names, units and cell words of the standards, and of the layout profiles.
    #[must_use]
    pub fn new(standards: &Standards) -> Self {
        let names = standards.properties.iter().flat_map(|property| &property.names).map(AsRef::as_ref);
        let profiles = standards.labs.iter().flat_map(|profile| {
            profile
                .signature
                .iter()
                .chain(profile.columns.keys())
                .chain(profile.ignore.keys())
                .chain(profile.words.keys())
        });
        Self::of(
            names
                .chain(standards.headings.keys().map(String::as_str))
                .chain(standards.units.by_spelling.keys().map(String::as_str))
                .chain(standards.words.keys().map(String::as_str))
                .chain(profiles.map(String::as_str)),
        )
    }

    /// The words of some texts.
    #[must_use]
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let words = texts.flat_map(|text| words(text).map(fold).collect::<Vec<_>>()).filter(|word| !word.is_empty());
        Self { words: words.collect() }
    }

    /// How many letters of a text stand in known words.
    #[must_use]
    pub fn known_letters(&self, text: &str) -> usize {
        words(text).filter(|word| self.words.contains(&fold(word))).map(|word| word.chars().count()).sum()
    }
}

/// The words of a text with a letter or sign beyond ASCII, `运动粘度` and `°C` of `运动粘度(40 °C)`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = |letter: char| match letter {
        // Brackets, commas and blanks of full width part words as their ASCII twins do.
        '（' | '）' | '，' | '；' | '：' | '、' | '／' => true,
        _ => letter.is_whitespace() || (letter.is_ascii() && !letter.is_ascii_alphabetic()),
    };
    text.split(parts).filter(|word| !word.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beyond_ascii_are_counted_by_their_letters() {
        let known = Vocabulary::of(["运动粘度(40℃)", "Viskosität bei 40 °C", "Fe"].into_iter());
        assert_eq!(known.known_letters("运动粘度（100℃）,Fe,fe,x"), 5);
        assert_eq!(known.known_letters("VISKOSITÄT;40 ºC;Öl"), 12);
        assert_eq!(known.known_letters(""), 0);
    }
}
