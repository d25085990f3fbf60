//! The colours of charts and reports.
//!
//! They are those of Okabe and Ito ("Color Universal Design", 2008), which people with any colour vision can tell
//! apart. Colour never stands alone: each severity has a shape too, and its zone a lightness of its own.

use std::fmt;

use crate::domain::Severity;

/// A colour; prints as `#RRGGBB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// Paper.
pub const PAPER: Colour = Colour(0xFF, 0xFF, 0xFF);
/// Titles and labels.
pub const INK: Colour = Colour(0x22, 0x22, 0x22);
/// Tick labels, notes, axes; 7:1 against paper.
pub const MUTED: Colour = Colour(0x55, 0x55, 0x55);
/// The line through the values.
pub const SERIES: Colour = Colour(0x3C, 0x3C, 0x3C);
/// The new oil (Okabe–Ito blue).
pub const NEW_OIL: Colour = Colour(0x00, 0x72, 0xB2);

/// Corrected results (Okabe–Ito reddish purple, darkened to 5:1 against paper).
pub const CORRECTED: Colour = Colour(0x9A, 0x3F, 0x78);

/// No verdict.
pub const NO_VERDICT: Colour = Colour(0x76, 0x76, 0x76);
/// Normal (Okabe–Ito bluish green).
pub const NORMAL: Colour = Colour(0x00, 0x9E, 0x73);
/// Caution (Okabe–Ito orange).
pub const CAUTION: Colour = Colour(0xE6, 0x9F, 0x00);
/// Abnormal (Okabe–Ito vermillion).
pub const ABNORMAL: Colour = Colour(0xD5, 0x5E, 0x00);
/// Critical. Okabe and Ito have no second red: this is their vermillion darkened, told apart by lightness.
pub const CRITICAL: Colour = Colour(0x8C, 0x1C, 0x0A);

/// The colour of a severity's marks and lines.
#[must_use]
pub const fn severity_colour(severity: Severity) -> Colour {
    match severity {
        Severity::NoVerdict => NO_VERDICT,
        Severity::Normal => NORMAL,
        Severity::Caution => CAUTION,
        Severity::Abnormal => ABNORMAL,
        Severity::Critical => CRITICAL,
    }
}

/// The tint of a severity's zone: each darker than the one before, so that they stay apart in grey.
#[must_use]
pub const fn severity_tint(severity: Severity) -> Colour {
    match severity {
        Severity::NoVerdict => Colour(0xF2, 0xF2, 0xF2),
        Severity::Normal => Colour(0xF1, 0xFA, 0xF6),
        Severity::Caution => Colour(0xFD, 0xF4, 0xDA),
        Severity::Abnormal => Colour(0xFB, 0xE3, 0xCE),
        Severity::Critical => Colour(0xF1, 0xC9, 0xBE),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::*;

    fn lightness(colour: Colour) -> f64 {
        0.299 * f64::from(colour.0) + 0.587 * f64::from(colour.1) + 0.114 * f64::from(colour.2)
    }

    #[test]
    fn worse_is_darker_in_grey() {
        let worse = [Severity::Caution, Severity::Abnormal, Severity::Critical];
        for pair in worse.windows(2) {
            assert!(lightness(severity_tint(pair[0])) - lightness(severity_tint(pair[1])) > 10.0);
            assert!(lightness(severity_colour(pair[0])) - lightness(severity_colour(pair[1])) > 30.0);
        }
    }

    #[test]
    fn prints_as_css() {
        assert_eq!(NORMAL.to_string(), "#009E73");
    }
}
