//! Colour by ASTM D1500 (ISO 2049, GB/T 6540): a scale of half steps from 0.5 to 8.0, darker upward. A colour between two
//! glasses is named by the darker one with an L before it. An ordinal: steps are counted, nothing is averaged.

use std::fmt;

/// A colour number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ColourNumber {
    /// Quarters of a number, so that `L2.5`, between 2.0 and 2.5, has a place of its own.
    quarters: u8,
}

/// 0.5 and 8.0, in quarters.
const GLASSES: std::ops::RangeInclusive<u8> = 2..=32;
/// `D8`, darker than the last glass.
const DARKER: u8 = 33;

impl ColourNumber {
    /// Reads `2.5`, `L2.5`, `L 2.5` and `D8`; only halves from 0.5 to 8.0 are colours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (between, glass) = match text.strip_prefix('L') {
            Some(rest) => (1, rest.trim_start()),
            None => (0, text.as_str()),
        };
        if between == 0 && matches!(glass, "D8" | "D 8" | "D8.0" | "D 8.0") {
            return Some(Self { quarters: DARKER });
        }
        let (whole, half) = match glass.split_once('.') {
            Some((whole, "5")) => (whole, 2),
            Some((whole, "0")) => (whole, 0),
            Some(_) => return None,
            None => (glass, 0),
        };
        let whole = whole.parse::<u8>().ok().filter(|_| whole.len() == 1)?;
        let quarters = whole * 4 + half;
        GLASSES.contains(&quarters).then(|| Self { quarters: quarters - between })
    }

    /// How many half steps it is darker than another, lighter as a negative number. `L2.5` counts as the glass 2.5.
    #[must_use]
    pub const fn steps_from(self, other: Self) -> i16 {
        self.glass() as i16 - other.glass() as i16
    }

    /// The glass that names it, in halves.
    const fn glass(self) -> u8 {
        self.quarters.div_ceil(2)
    }
}

impl fmt::Display for ColourNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.quarters == DARKER {
            return f.write_str("D8.0");
        }
        let between = if self.quarters % 2 == 1 { "L" } else { "" };
        write!(f, "{between}{:.1}", f64::from(self.glass()) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_written() {
        for (text, shown) in
            [("0.5", "0.5"), ("L0.5", "L0.5"), ("2", "2.0"), ("l 2.5", "L2.5"), ("8.0", "8.0"), ("D8", "D8.0")]
        {
            assert_eq!(ColourNumber::parse(text).map(|colour| colour.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in ["", "0", "0.0", "8.5", "2.3", "2.50", "L", "LD8", "D7", "10", "-1", "12.5"] {
            assert_eq!(ColourNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn darker_is_more_and_steps_are_halves() {
        let of = |text: &str| ColourNumber::parse(text);
        assert!(of("2.0") < of("L2.5") && of("L2.5") < of("2.5") && of("8.0") < of("D8"));
        let steps = |from: &str, to: &str| of(from).zip(of(to)).map(|(from, to)| to.steps_from(from));
        assert_eq!((steps("2.0", "4.5"), steps("4.5", "2.0")), (Some(5), Some(-5)));
        assert_eq!((steps("2.5", "L2.5"), steps("2.0", "L2.5"), steps("8.0", "D8")), (Some(0), Some(1), Some(1)));
    }
}
