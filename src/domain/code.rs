//! Results that are codes, classes and ratings: cleanliness, copper strip, words on a scale.
//!
//! Reading and comparing only. Nothing here converts one code into another: the size channels differ,
//! and only particle counts can be coded again.

use std::fmt;

use super::rating::Rating;

/// A coded result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// ISO 4406 (GB/T 14039).
    Iso4406(Iso4406),
    /// NAS 1638.
    Nas1638(NasClass),
    /// SAE AS4059.
    As4059(As4059),
    /// Copper-strip corrosion, ASTM D130 (GB/T 5096).
    Copper(CopperStrip),
    /// A word on a scale.
    Rating(Rating),
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Iso4406(code) => code.fmt(f),
            Self::Nas1638(class) => class.fmt(f),
            Self::As4059(class) => class.fmt(f),
            Self::Copper(strip) => strip.fmt(f),
            Self::Rating(rating) => f.write_str(rating.id()),
        }
    }
}

/// One of the numbers of an ISO 4406 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleNumber {
    /// `-`: no count asked for, or none made, at this size.
    NotCounted,
    /// `*`: too many to count.
    TooMany,
    /// A scale number, 0 to 28; higher ones occur as vendors' extensions.
    Number(u8),
    /// `>=7`: fewer than 20 particles were seen; the number stands, with low statistical confidence.
    LowCount(u8),
    /// `>28`: over the scale.
    OverScale,
}

impl ScaleNumber {
    /// The number to compare with, if one was counted. `*` and `>28` count as over everything.
    #[must_use]
    pub const fn rank(self) -> Option<u8> {
        match self {
            Self::NotCounted => None,
            Self::TooMany | Self::OverScale => Some(u8::MAX),
            Self::Number(number) | Self::LowCount(number) => Some(number),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text {
            "-" | "–" | "—" => return Some(Self::NotCounted),
            "*" => return Some(Self::TooMany),
            ">28" => return Some(Self::OverScale),
            _ => {}
        }
        let (low, digits) = match text.strip_prefix('≥').or_else(|| text.strip_prefix(">=")) {
            Some(rest) => (true, rest.trim()),
            None => (false, text),
        };
        if digits.is_empty() || digits.len() > 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: u8 = digits.parse().ok()?;
        // 29 and 30 are vendors' extensions seen in the wild; nothing higher exists.
        (number <= 30).then_some(if low { Self::LowCount(number) } else { Self::Number(number) })
    }
}

impl fmt::Display for ScaleNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotCounted => f.write_str("-"),
            Self::TooMany => f.write_str("*"),
            Self::Number(number) => write!(f, "{number}"),
            Self::LowCount(number) => write!(f, "≥{number}"),
            Self::OverScale => f.write_str(">28"),
        }
    }
}

/// ISO 4406 code for ≥4, ≥6 and ≥14 µm(c). A two-number code is read as `-/6/14`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Iso4406(pub [ScaleNumber; 3]);

impl Iso4406 {
    /// Reads `18/16/13`, `-/18/15`, `*/16/13`, `18/16/≥13`, `16/13` and, with hyphens, `18-16-13`; with or without
    /// the standard's name before it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = without_name(text, "iso", "4406");
        if !text.contains('/') {
            return Self::parse_hyphens(text);
        }
        let mut parts = text.split('/');
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
        if parts.next().is_some() {
            return None;
        }
        let numbers = match third {
            Some(third) => [ScaleNumber::parse(first)?, ScaleNumber::parse(second)?, ScaleNumber::parse(third)?],
            None => [ScaleNumber::NotCounted, ScaleNumber::parse(first)?, ScaleNumber::parse(second)?],
        };
        numbers.iter().any(|number| number.rank().is_some()).then_some(Self(numbers))
    }

    /// `18-16-13`. A hyphen also stands for "not counted" and between the parts of a date, so only three numbers that
    /// do not rise, without leading zero, are a code.
    fn parse_hyphens(text: &str) -> Option<Self> {
        let mut parts = text.split(['-', '\u{2010}', '\u{2011}', '\u{2013}']).map(str::trim);
        let mut next =
            || parts.next().filter(|part| !part.starts_with('0') || *part == "0").and_then(ScaleNumber::parse);
        let code = Self([next()?, next()?, next()?]);
        (parts.next().is_none() && code.is_monotonic() && code.0.iter().all(|number| number.rank().is_some()))
            .then_some(code)
    }

    /// Whether a result meets a limit, number by number: `-` in the limit limits nothing; `*` in the result is over any
    /// limit; `-` in the result leaves the question open (`None`) unless another number is over. There is no overall
    /// order of codes.
    #[must_use]
    pub fn meets(self, limit: Self) -> Option<bool> {
        let mut open = false;
        for (limit, number) in limit.0.iter().zip(self.0) {
            match (limit.rank(), number.rank()) {
                (Some(limit), Some(number)) if number > limit => return Some(false),
                (Some(_), None) => open = true,
                (None, _) | (Some(_), Some(_)) => {}
            }
        }
        (!open).then_some(true)
    }

    /// How many numbers it lies above another code at each size, below as a negative number. One step is a doubling of
    /// the count at most, and can be one particle. `None` where either was not counted or is beyond the scale.
    #[must_use]
    pub fn steps_from(self, other: Self) -> [Option<i16>; 3] {
        let known = |number: ScaleNumber| number.rank().filter(|rank| *rank != u8::MAX).map(i16::from);
        let [four, six, fourteen] = self.0;
        let [other_four, other_six, other_fourteen] = other.0;
        [(four, other_four), (six, other_six), (fourteen, other_fourteen)]
            .map(|(here, there)| Some(known(here)? - known(there)?))
    }

    /// True if the numbers do not rise from 4 to 6 to 14 µm; a code that rises is a slip.
    #[must_use]
    pub fn is_monotonic(self) -> bool {
        let ranks: Vec<u8> = self.0.iter().filter_map(|number| number.rank()).collect();
        ranks.windows(2).all(|pair| matches!(pair, [larger, smaller] if larger >= smaller))
    }
}

impl fmt::Display for Iso4406 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [four, six, fourteen] = self.0;
        write!(f, "{four}/{six}/{fourteen}")
    }
}

/// A code without the name and number of its standard before it, `NAS 1638: 7`.
fn without_name<'t>(text: &'t str, name: &str, number: &str) -> &'t str {
    let text = text.trim();
    let named = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let Some(rest) = text.get(name.len()..).filter(|_| named) else { return text };
    let separators: &[char] = &[' ', '-', ':', '.'];
    let rest = rest.trim_start_matches(separators);
    match rest.strip_prefix(number) {
        // The number of the standard is followed by something that ends it; `NAS 16389` is not this standard.
        Some(behind) if behind.starts_with(separators) => behind.trim_start_matches([' ', ':', '.']),
        _ => rest,
    }
}

/// NAS 1638 class. `00` is better than `0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NasClass(i8);

impl NasClass {
    /// Reads `00`, `0`, `1` … `12`, with or without `NAS` or `NAS 1638` before it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = without_name(text, "nas", "1638");
        let digits = digits.strip_prefix("class").or_else(|| digits.strip_suffix('级')).unwrap_or(digits).trim();
        match digits {
            "00" => Some(Self(-1)),
            _ if digits.len() <= 2 && !digits.starts_with('0') || digits == "0" => {
                let class: i8 = digits.parse().ok()?;
                (0..=12).contains(&class).then_some(Self(class))
            }
            _ => None,
        }
    }

    /// For ordering and plotting: -1 for `00`, else the class.
    #[must_use]
    pub const fn rank(self) -> i8 {
        self.0
    }
}

impl fmt::Display for NasClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 { f.write_str("00") } else { write!(f, "{}", self.0) }
    }
}

/// SAE AS4059 class: the worst class, and the size letter it was found at where one is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct As4059 {
    class: i8,
    letter: Option<u8>,
}

impl As4059 {
    /// Reads `000`, `00`, `0` … `12`, each with an optional letter A to F, and `7B/6C/5D` (the worst counts); with or
    /// without `AS4059` or `SAE AS4059` before it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = without_name(without_name(text, "sae", ""), "as", "4059");
        let mut worst: Option<Self> = None;
        for part in text.split('/') {
            let class = Self::parse_one(part.trim())?;
            worst = Some(worst.map_or(class, |known| if class.class > known.class { class } else { known }));
        }
        worst
    }

    fn parse_one(text: &str) -> Option<Self> {
        let (digits, letter) = match text.as_bytes().last()?.to_ascii_uppercase() {
            letter @ b'A'..=b'F' => (text.get(..text.len() - 1)?.trim_end(), Some(letter)),
            _ => (text, None),
        };
        let class = match digits {
            "000" => -2,
            "00" => -1,
            "0" => 0,
            _ if digits.starts_with('0') || digits.len() > 2 => return None,
            _ => digits.parse().ok().filter(|class| (1..=12).contains(class))?,
        };
        Some(Self { class, letter })
    }

    /// For ordering and plotting: -2 for `000`, -1 for `00`, else the class.
    #[must_use]
    pub const fn rank(self) -> i8 {
        self.class
    }
}

impl fmt::Display for As4059 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.class {
            -2 => f.write_str("000")?,
            -1 => f.write_str("00")?,
            class => write!(f, "{class}")?,
        }
        self.letter.map_or(Ok(()), |letter| write!(f, "{}", letter as char))
    }
}

/// Copper-strip corrosion class, ASTM D130: an ordinal rating without precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopperStrip(u8);

const COPPER_CLASSES: [&str; 12] = ["1a", "1b", "2a", "2b", "2c", "2d", "2e", "3a", "3b", "4a", "4b", "4c"];

impl CopperStrip {
    /// Reads `1a` … `4c`. A class without a letter (`2`) is read as its worst rating, so that it never
    /// passes what its letter might fail.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|letter| *letter != ' ').collect::<String>().to_ascii_lowercase();
        let text = text.trim_end_matches('级');
        let full = match text {
            "1" => "1b",
            "2" => "2e",
            "3" => "3b",
            "4" => "4c",
            other => other,
        };
        let rank = COPPER_CLASSES.iter().position(|class| *class == full)?;
        u8::try_from(rank).ok().map(Self)
    }

    /// For ordering and plotting: 0 for `1a` to 11 for `4c`.
    #[must_use]
    pub const fn rank(self) -> u8 {
        self.0
    }
}

impl fmt::Display for CopperStrip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(COPPER_CLASSES.get(usize::from(self.0)).copied().unwrap_or("?"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_codes_are_read_as_written_and_written_as_read() {
        for text in ["18/16/13", "-/18/15", "*/16/13", ">28/22/15", "14/12/≥7"] {
            assert_eq!(Iso4406::parse(text).map(|code| code.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Iso4406::parse("16/13").map(|code| code.to_string()).as_deref(), Some("-/16/13"));
        for text in ["", "/", "18", "18/16/13/10", "2016/14/11", "a/b/c", "-/-/-", "99/16/13"] {
            assert_eq!(Iso4406::parse(text), None, "{text}");
        }
    }

    #[test]
    fn codes_may_have_blanks_hyphens_and_the_name_of_their_standard() {
        for text in
            ["18 / 16 / 13", "18-16-13", "18 - 16 - 13", "ISO 18/16/13", "ISO 4406: 18/16/13", "iso4406 18/16/13"]
        {
            assert_eq!(Iso4406::parse(text).map(|code| code.to_string()).as_deref(), Some("18/16/13"), "{text}");
        }
        // A date, a rising code, a code in part.
        for text in ["2018-06-13", "13-06-18", "18-06-13", "18-16", "18-16-", "-18-15", "18-16-13-10", "18-Jun-13"] {
            assert_eq!(Iso4406::parse(text), None, "{text}");
        }
        for (text, rank) in
            [("NAS 00", -1), ("NAS1638 7", 7), ("NAS 1638: 7", 7), ("nas 1638 12", 12), ("NAS-7", 7), ("7级", 7)]
        {
            assert_eq!(NasClass::parse(text).map(NasClass::rank), Some(rank), "{text}");
        }
        for text in ["NAS", "NAS 1638", "NAS 13", "NAS16387", "1638"] {
            assert_eq!(NasClass::parse(text), None, "{text}");
        }
        for (text, shown) in
            [("6B", "6B"), ("6b", "6B"), ("6 B", "6B"), ("AS4059 6B", "6B"), ("SAE AS 4059 7B/6C/5D", "7B")]
        {
            assert_eq!(As4059::parse(text).map(|class| class.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in ["1b", "1B", "1 b", " 1B "] {
            assert_eq!(CopperStrip::parse(text).map(|strip| strip.to_string()).as_deref(), Some("1b"), "{text}");
        }
    }

    #[test]
    fn codes_are_compared_number_by_number() {
        let meets = |code: &str, limit: &str| {
            Iso4406::parse(code).zip(Iso4406::parse(limit)).and_then(|(code, limit)| code.meets(limit))
        };
        assert_eq!(meets("18/16/13", "18/16/13"), Some(true));
        assert_eq!((meets("19/16/13", "18/16/13"), meets("18/16/14", "18/16/13")), (Some(false), Some(false)));
        assert_eq!((meets("24/18/15", "-/18/15"), meets("*/18/15", "-/18/15")), (Some(true), Some(true)));
        assert_eq!((meets("*/18/15", "20/18/15"), meets(">28/18/15", "28/18/15")), (Some(false), Some(false)));
        assert_eq!((meets("-/18/15", "20/18/15"), meets("-/18/16", "20/18/15")), (None, Some(false)));
        assert_eq!((meets("14/12/≥7", "14/12/7"), meets("14/12/≥8", "14/12/7")), (Some(true), Some(false)));
    }

    #[test]
    fn steps_between_codes_are_counted_where_both_were_counted() {
        let steps = |code: &str, other: &str| {
            Iso4406::parse(code).zip(Iso4406::parse(other)).map(|(code, other)| code.steps_from(other))
        };
        assert_eq!(steps("20/17/≥13", "18/18/13"), Some([Some(2), Some(-1), Some(0)]));
        assert_eq!(steps("*/17/13", "18/-/>28"), Some([None, None, None]));
    }

    #[test]
    fn classes_below_zero_keep_their_order() {
        let nas = |text| NasClass::parse(text).map(NasClass::rank);
        assert!(nas("00") < nas("0") && nas("0") < nas("1") && nas("9") < nas("12"));
        assert_eq!(nas("NAS 7"), Some(7));
        assert_eq!((nas("13"), nas("07"), nas("000"), nas("")), (None, None, None, None));
        let aerospace = |text| As4059::parse(text).map(As4059::rank);
        assert!(aerospace("000") < aerospace("00") && aerospace("00") < aerospace("0"));
        assert_eq!(aerospace("6A/8B/7C"), Some(8));
        assert_eq!(As4059::parse("7B").map(|class| class.to_string()).as_deref(), Some("7B"));
        assert_eq!((aerospace("13"), aerospace("B"), aerospace("")), (None, None, None));
    }

    #[test]
    fn a_copper_class_without_letter_counts_as_its_worst_rating() {
        assert_eq!(CopperStrip::parse("1"), CopperStrip::parse("1b"));
        assert!(CopperStrip::parse("2") > CopperStrip::parse("2d"));
        assert!(CopperStrip::parse("1A") < CopperStrip::parse("1b"));
        assert_eq!(CopperStrip::parse("5a"), None);
    }
}
