//! The words that headings are made of, in all languages: by them the encoding of a text is told. A layout profile that
//! names an encoding and whose headings appear under it goes before them.
//!
//! Only words beyond ASCII are counted, because only they can be read in one encoding and not in another.

use std::collections::BTreeSet;

use encoding_rs::Encoding;

use crate::domain::fold;
use crate::standards::lab::{Form, heading_key};
use crate::standards::{LabProfile, Standards};

use super::encoding;
use super::layout::{DELIMITERS, PROFILE_ROWS, cells_of};
use super::rows;

/// Rows whose first cells are looked at where a column is a sample.
const LABEL_ROWS: usize = 100;

/// So many bytes of a text are looked at: the widest heading row known has 9,000.
const MOST_BYTES: usize = 1 << 18;

/// Known words, folded.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: BTreeSet<String>,
    /// Profiles that name an encoding, those with the longest signature first.
    profiles: Vec<Encoded>,
}

/// What a profile that names an encoding is told by.
#[derive(Debug)]
struct Encoded {
    encoding: &'static Encoding,
    signature: BTreeSet<String>,
    delimiter: Option<u8>,
    /// Rows in which the headings may stand.
    rows: usize,
    form: Form,
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
        let vocabulary = Self::of(
            names
                .chain(standards.headings.keys().map(String::as_str))
                .chain(standards.units.by_spelling.keys().map(String::as_str))
                .chain(standards.words.keys().map(String::as_str))
                .chain(profiles.map(String::as_str)),
        );
        let mut profiles: Vec<Encoded> = standards.labs.iter().filter_map(Encoded::of).collect();
        profiles.sort_by_key(|profile| std::cmp::Reverse(profile.signature.len()));
        Self { profiles, ..vocabulary }
    }

    /// The encoding that a layout profile names under which its headings stand in the text.
    #[must_use]
    pub fn by_profile(&self, bytes: &[u8]) -> Option<&'static Encoding> {
        self.profiles.iter().find(|profile| profile.fits(bytes)).map(|profile| profile.encoding)
    }

    /// The words of some texts.
    #[must_use]
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let words = texts.flat_map(|text| words(text).map(fold).collect::<Vec<_>>()).filter(|word| !word.is_empty());
        Self { words: words.collect(), profiles: Vec::new() }
    }

    /// How many letters of a text stand in known words.
    #[must_use]
    pub fn known_letters(&self, text: &str) -> usize {
        words(text).filter(|word| self.words.contains(&fold(word))).map(|word| word.chars().count()).sum()
    }
}

impl Encoded {
    fn of(profile: &LabProfile) -> Option<Self> {
        let encoding = encoding::by_name(profile.encoding.as_deref()?)?;
        let signature: BTreeSet<String> = profile.signature.iter().map(|heading| heading_key(heading)).collect();
        (!signature.is_empty()).then(|| Self {
            encoding,
            signature,
            delimiter: profile.delimiter,
            rows: profile.heading_row.map_or(PROFILE_ROWS, |row| PROFILE_ROWS.max(row as usize)),
            form: profile.form,
        })
    }

    fn fits(&self, bytes: &[u8]) -> bool {
        let rows = if self.form == Form::Columns { LABEL_ROWS } else { self.rows };
        let text = self.encoding.decode_without_bom_handling(head(bytes, rows)).0;
        let delimiters = self.delimiter.as_ref().map_or(DELIMITERS.as_slice(), std::slice::from_ref);
        delimiters.iter().any(|delimiter| {
            let keys = |row: &[u8]| cells_of(row, *delimiter).iter().map(|cell| heading_key(cell)).collect::<Vec<_>>();
            let mut rows = rows::rows(text.as_bytes(), *delimiter).take(rows).map(|(_, row)| keys(row));
            if self.form == Form::Columns {
                let labels: BTreeSet<String> = rows.filter_map(|row| row.into_iter().next()).collect();
                return self.signature.is_subset(&labels);
            }
            rows.any(|row| self.signature.iter().all(|heading| row.contains(heading)))
        })
    }
}

/// The first rows of a text. No encoding of one or more bytes a letter has a line end inside a letter.
fn head(bytes: &[u8], rows: usize) -> &[u8] {
    let text = bytes.get(..MOST_BYTES).unwrap_or(bytes);
    let end = memchr::memchr2_iter(b'\n', b'\r', text).nth(rows * 2);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
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
