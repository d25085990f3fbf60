//! What a word in a cell means: first by the layout profile, then by `words.csv`.

use std::collections::BTreeMap;

use crate::standards::property::Word;

use crate::domain::fold;

/// The words that a layout knows, by their length in bytes. Most cells are numbers and names, so what matters is
/// how fast a text is found not to be a word.
#[derive(Debug)]
pub struct Words<'s> {
    by_length: Vec<Vec<(&'s str, Word)>>,
    /// Which bytes a word can begin with, so that a number costs no look-up.
    first: [bool; 256],
    /// By the byte that a word of ASCII begins with: one bit for each byte that such a word can end in.
    ends: [u128; 128],
}

/// Plain texts up to this length are folded without allocating; longer ones the slow way.
const SHORT: usize = 64;

impl<'s> Words<'s> {
    /// The words of a profile, where there is one, before those of the standards.
    #[must_use]
    pub fn new(profile: Option<&'s BTreeMap<String, Word>>, standards: &'s BTreeMap<String, Word>) -> Self {
        // A byte outside ASCII may fold to anything; such cells are always looked up.
        let mut first = [true; 256];
        first.iter_mut().take(128).for_each(|may| *may = false);
        let mut ends = [0_u128; 128];
        let mut by_length: Vec<Vec<(&str, Word)>> = Vec::new();
        for (word, meaning) in profile.into_iter().chain([standards]).flatten() {
            if by_length.len() <= word.len() {
                by_length.resize(word.len() + 1, Vec::new());
            }
            for byte in word.bytes().take(1) {
                for form in [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()] {
                    if let Some(may) = first.get_mut(usize::from(form)) {
                        *may = true;
                    }
                }
            }
            if let Some((first, last)) = word.bytes().next().zip(word.bytes().last()).filter(|_| word.is_ascii()) {
                for form in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                    if let Some(ends) = ends.get_mut(usize::from(form)) {
                        *ends |= 1 << last.to_ascii_lowercase() | 1 << last.to_ascii_uppercase();
                    }
                }
            }
            if let Some(words) = by_length.get_mut(word.len()) {
                words.push((word, *meaning));
            }
        }
        for words in &mut by_length {
            // Stable: of two equal words the profile's stays the first, and the first is kept.
            words.sort_by_key(|(word, _)| *word);
            words.dedup_by_key(|(word, _)| *word);
        }
        Self { by_length, first, ends }
    }

    /// The meaning of a trimmed cell, if it is a known word.
    #[must_use]
    pub fn meaning(&self, text: &[u8]) -> Option<Word> {
        let first = usize::from(*text.first()?);
        if !self.first.get(first).copied().unwrap_or(true) {
            return None;
        }
        let last = *text.last()?;
        // Folding does not touch the ends of a text of visible ASCII, but for their case.
        if last.is_ascii_graphic()
            && self.ends.get(first).is_some_and(|ends| ends & (1 << last) == 0)
            && text.is_ascii()
        {
            return None;
        }
        let plain = text.iter().all(|byte| matches!(byte, b' '..=b'~')) && !text.windows(2).any(|pair| pair == b"  ");
        if !plain {
            return self.find(&fold(std::str::from_utf8(text).ok()?));
        }
        let mut space = [0; SHORT];
        let Some(lower) = space.get_mut(..text.len()) else {
            return self.find(&fold(std::str::from_utf8(text).ok()?));
        };
        lower.copy_from_slice(text);
        lower.make_ascii_lowercase();
        self.find(std::str::from_utf8(lower).ok()?)
    }

    fn find(&self, word: &str) -> Option<Word> {
        let words = self.by_length.get(word.len())?;
        let index = words.binary_search_by_key(&word, |(known, _)| known).ok()?;
        words.get(index).map(|(_, meaning)| *meaning)
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

    #[test]
    fn a_word_is_found_in_any_spelling_that_folds_to_it() {
        let long = "x".repeat(SHORT + 1);
        let standards = BTreeMap::from([("not counted".to_owned(), Word::NotTested), (long.clone(), Word::Yes)]);
        let words = Words::new(None, &standards);
        for text in ["not counted", "NOT COUNTED", "Not  Counted", "Not\tcounted", "ｎｏｔ counted"] {
            assert_eq!(words.meaning(text.as_bytes()), Some(Word::NotTested), "{text}");
        }
        assert_eq!(words.meaning(long.to_uppercase().as_bytes()), Some(Word::Yes));
        assert_eq!((words.meaning(b"not"), words.meaning(b"\xff")), (None, None));
    }
}
