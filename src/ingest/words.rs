//! What a word in a cell means: first by the layout profile, then by `words.csv`.

use std::collections::BTreeMap;

use crate::standards::property::Word;

use crate::domain::fold;

/// The words that a layout knows.
#[derive(Debug)]
pub struct Words<'s> {
    tables: [Option<&'s BTreeMap<String, Word>>; 2],
    /// Which bytes a word can begin with, so that a number costs no look-up.
    first: [bool; 256],
    longest: usize,
}

impl<'s> Words<'s> {
    /// The words of a profile, where there is one, before those of the standards.
    #[must_use]
    pub fn new(profile: Option<&'s BTreeMap<String, Word>>, standards: &'s BTreeMap<String, Word>) -> Self {
        let tables = [profile, Some(standards)];
        // A byte outside ASCII may fold to anything; such cells are always looked up.
        let mut first = [true; 256];
        first.iter_mut().take(128).for_each(|may| *may = false);
        let mut longest = 0;
        for word in tables.into_iter().flatten().flat_map(BTreeMap::keys) {
            longest = longest.max(word.len());
            for byte in word.bytes().take(1) {
                for form in [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()] {
                    if let Some(may) = first.get_mut(usize::from(form)) {
                        *may = true;
                    }
                }
            }
        }
        Self { tables, first, longest }
    }

    /// The meaning of a trimmed cell, if it is a known word.
    #[must_use]
    pub fn meaning(&self, text: &[u8]) -> Option<Word> {
        let first = usize::from(*text.first()?);
        // Folding can make a text shorter or longer, by no more than this for any word of a language.
        if !self.first.get(first).copied().unwrap_or(true) || text.len() > self.longest.saturating_mul(4) {
            return None;
        }
        let word = fold(std::str::from_utf8(text).ok()?);
        self.tables.into_iter().flatten().find_map(|table| table.get(&word).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_speaks_before_the_standards() {
        let profile = BTreeMap::from([("n".to_owned(), Word::No)]);
        let standards = BTreeMap::from([
            ("n".to_owned(), Word::NotTested),
            ("-".to_owned(), Word::NotTested),
            ("是".to_owned(), Word::Yes),
        ]);
        let words = Words::new(Some(&profile), &standards);
        assert_eq!(words.meaning(b"N"), Some(Word::No));
        assert_eq!(words.meaning("－".as_bytes()), Some(Word::NotTested));
        assert_eq!(words.meaning("是".as_bytes()), Some(Word::Yes));
        assert_eq!((words.meaning(b""), words.meaning(b"12"), words.meaning(b"-1")), (None, None, None));
        assert_eq!(Words::new(None, &standards).meaning(b"n"), Some(Word::NotTested));
    }
}
