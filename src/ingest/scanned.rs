//! A number as a laboratory writes it, taken letter by letter: point, comma, blank or apostrophe between digits,
//! full-width forms, an exponent. What its signs mean is decided for the whole column (`decimal`), not here; here
//! stands only which meanings are possible.

use super::number::{NotRead, parse, split_sign};

/// No number that a laboratory writes is longer.
const LONGEST: usize = 64;

/// What stands between thousands, besides point and comma, once scanned: a blank of any width, or an apostrophe.
const BLANK: u8 = b' ';
const APOSTROPHE: u8 = b'\'';

/// A number as it was written, in ASCII: digits, signs between them, an exponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scanned {
    bytes: [u8; LONGEST],
    length: usize,
}

/// Which decimal sign a number shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// None: it has no point and no comma, or is regular with neither.
    Nothing,
    /// It is a number only with this decimal sign.
    Only(u8),
    /// It is a number with either sign: three digits behind a single one.
    Either,
}

impl Scanned {
    /// Takes the number at the beginning of a text, and what is left of the text. A sign between digits belongs to
    /// the number only if a digit follows it. `None` if the text does not begin with a number.
    #[must_use]
    pub fn of(text: &str) -> Option<(Self, &str)> {
        let mut number = Self { bytes: [0; LONGEST], length: 0 };
        let mut rest = text;
        let mut has_exponent = false;
        while let Some(letter) = rest.chars().next() {
            let after = rest.get(letter.len_utf8()..)?;
            let next = || after.chars().next().map(narrow).filter(char::is_ascii_digit);
            let byte = match narrow(letter) {
                digit @ '0'..='9' => digit as u8,
                sign @ ('-' | '+') if number.length == 0 => sign as u8,
                sign @ ('.' | ',') if !has_exponent && (next().is_some() || after.is_empty()) => sign as u8,
                sign @ (' ' | '\'') if number.has_digit() && !has_exponent && next().is_some() => sign as u8,
                'e' | 'E' if number.has_digit() && !has_exponent && begins_exponent(after) => {
                    has_exponent = true;
                    b'e'
                }
                sign @ ('-' | '+') if number.last() == Some(b'e') => sign as u8,
                _ => break,
            };
            *number.bytes.get_mut(number.length)? = byte;
            number.length += 1;
            rest = after;
        }
        number.has_digit().then_some((number, rest))
    }

    fn written(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    fn has_digit(&self) -> bool {
        self.written().iter().any(u8::is_ascii_digit)
    }

    fn last(&self) -> Option<u8> {
        self.written().last().copied()
    }

    /// Which decimal sign it shows.
    #[must_use]
    pub fn shows(&self) -> Shows {
        let sign = self.written().iter().find(|byte| matches!(byte, b'.' | b','));
        match (sign, self.plain(b'.').is_some(), self.plain(b',').is_some()) {
            (None, ..) | (_, false, false) => Shows::Nothing,
            (_, true, false) => Shows::Only(b'.'),
            (_, false, true) => Shows::Only(b','),
            (_, true, true) => Shows::Either,
        }
    }

    /// The number, if it is one with the decimal sign given.
    pub fn value(&self, decimal: Option<u8>) -> Result<f64, NotRead> {
        let has_sign = self.written().iter().any(|byte| matches!(byte, b'.' | b','));
        let plain = match decimal {
            Some(decimal) => self.plain(decimal),
            None if has_sign => None,
            None => self.plain(b'.'),
        };
        match plain {
            Some(plain) => parse(plain.written(), Some(b'.')),
            None if self.shows() == Shows::Nothing => Err(NotRead::NotANumber),
            None => Err(NotRead::OtherSign),
        }
    }

    /// The number without signs between thousands and with a point as decimal sign. `None` if it is not regular: a
    /// second decimal sign, groups of other than three digits, two kinds of group sign, a zero in front of groups.
    fn plain(&self, decimal: u8) -> Option<Self> {
        let (_, unsigned) = split_sign(self.written());
        let end = memchr::memchr(b'e', unsigned).unwrap_or(unsigned.len());
        let (body, exponent) = unsigned.split_at_checked(end)?;
        let cut = memchr::memchr(decimal, body).unwrap_or(body.len());
        let (whole, fraction) = body.split_at_checked(cut)?;
        let fraction = fraction.get(1..).unwrap_or_default();
        let group = whole.iter().copied().find(|byte| !byte.is_ascii_digit());
        let regular = match group {
            None => !whole.is_empty() || !fraction.is_empty(),
            Some(group) => exponent.is_empty() && are_groups(whole, group),
        };
        if !regular || !fraction.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let mut plain = Self { bytes: [0; LONGEST], length: 0 };
        let kept = self.written().iter().filter(|byte| group.is_none_or(|group| **byte != group));
        for (slot, byte) in plain.bytes.iter_mut().zip(kept) {
            *slot = if *byte == decimal { b'.' } else { *byte };
            plain.length += 1;
        }
        Some(plain)
    }
}

/// True if an exponent's digits follow, with or without a sign.
fn begins_exponent(after: &str) -> bool {
    let mut letters = after.chars().map(narrow);
    match letters.next() {
        Some('+' | '-') => letters.next().is_some_and(|letter| letter.is_ascii_digit()),
        first => first.is_some_and(|letter| letter.is_ascii_digit()),
    }
}

/// One to three digits that do not begin with zero, then groups of three.
fn are_groups(whole: &[u8], group: u8) -> bool {
    let mut groups = whole.split(|byte| *byte == group);
    let first = groups.next().unwrap_or_default();
    let all_digits = |digits: &[u8]| digits.iter().all(u8::is_ascii_digit);
    (1..=3).contains(&first.len())
        && first.first() != Some(&b'0')
        && all_digits(first)
        && groups.all(|digits| digits.len() == 3 && all_digits(digits))
}

/// The plain form of a letter: full-width forms, blanks of any width, typographic minus and apostrophe.
#[must_use]
pub fn narrow(letter: char) -> char {
    match letter {
        '\u{a0}' | '\u{2007}' | '\u{2008}' | '\u{2009}' | '\u{200a}' | '\u{202f}' | '\u{3000}' => char::from(BLANK),
        '\u{2019}' | '\u{2bc}' | '\u{b4}' | '`' => char::from(APOSTROPHE),
        '\u{2212}' | '\u{2013}' => '-',
        // The full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_behind_a_sign_may_be_thousands() {
        let shows = |text: &str| Scanned::of(text).map(|(number, _)| number.shows());
        for text in ["1.5", "0.500", "1234.567", "1.23", "1.2345", ".500", "1.234e2", "-0.125", "1,234.5", "1,234,567"]
        {
            assert_eq!(shows(text), Some(Shows::Only(b'.')), "{text}");
        }
        for text in ["1,5", "0,500", "1.234,5", "1.234.567", "1 234,5", "1 234,567", "1'234,5"] {
            assert_eq!(shows(text), Some(Shows::Only(b',')), "{text}");
        }
        for text in ["1,234", "12.345", "123.456", "-1.000"] {
            assert_eq!(shows(text), Some(Shows::Either), "{text}");
        }
        for text in ["15", "1 234", "1.2.3", "1.23,4.5"] {
            assert_eq!(shows(text), Some(Shows::Nothing), "{text}");
        }
        for text in ["", ",", "a.b", "e5", "-"] {
            assert_eq!(shows(text), None, "{text}");
        }
    }

    #[test]
    fn what_follows_a_number_is_left_over() {
        for (text, rest) in
            [("5 ppm", " ppm"), ("5ppm", "ppm"), ("12*", "*"), ("5-10", "-10"), ("5e", "e"), ("5 ", " ")]
        {
            assert_eq!(Scanned::of(text).map(|(_, rest)| rest), Some(rest), "{text}");
        }
        assert_eq!(Scanned::of(&"1".repeat(LONGEST + 1)), None);
    }
}
