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

    /// The scale number of a count per millilitre at and above a size (ISO 4406:2021, table 1).
    /// The upper bound of a class is included. `None` if the count is not a number of particles.
    #[must_use]
    pub fn of_count(per_ml: f64) -> Option<Self> {
        if !per_ml.is_finite() || per_ml < 0.0 {
            return None;
        }
        let number = SCALE_UPPER_PER_ML.iter().position(|upper| per_ml <= *upper);
        Some(number.and_then(|n| u8::try_from(n).ok()).map_or(Self::OverScale, Self::Number))
    }
}

/// Upper bounds per millilitre of scale numbers 0 to 28, ISO 4406:2021 table 1. The table is rounded;
/// it cannot be computed as powers of two.
const SCALE_UPPER_PER_ML: [f64; 29] = [
    0.01,
    0.02,
    0.04,
    0.08,
    0.16,
    0.32,
    0.64,
    1.3,
    2.5,
    5.0,
    10.0,
    20.0,
    40.0,
    80.0,
    160.0,
    320.0,
    640.0,
    1300.0,
    2500.0,
    5000.0,
    10000.0,
    20000.0,
    40000.0,
    80000.0,
    160_000.0,
    320_000.0,
    640_000.0,
    1_300_000.0,
    2_500_000.0,
];

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

    /// The code of three cumulative counts per millilitre.
    #[must_use]
    pub fn of_counts(per_ml: [Option<f64>; 3]) -> Option<Self> {
        let number = |count: Option<f64>| match count {
            Some(count) => ScaleNumber::of_count(count),
            None => Some(ScaleNumber::NotCounted),
        };
        let [four, six, fourteen] = per_ml;
        Some(Self([number(four)?, number(six)?, number(fourteen)?]))
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
    fn counts_are_coded_by_the_table_with_the_upper_bound_included() {
        let cases = [(0.0, 0), (0.01, 0), (1300.0, 17), (1300.1, 18), (640.0, 16), (1.3, 7), (2_500_000.0, 28)];
        for (count, number) in cases {
            assert_eq!(ScaleNumber::of_count(count), Some(ScaleNumber::Number(number)), "{count}");
        }
        assert_eq!(ScaleNumber::of_count(2_500_000.1), Some(ScaleNumber::OverScale));
        assert_eq!(ScaleNumber::of_count(f64::NAN), None);
        assert_eq!(ScaleNumber::of_count(-1.0), None);
        let code = Iso4406::of_counts([Some(3000.0), Some(500.0), Some(7.0)]);
        assert_eq!(code.map(|code| code.to_string()).as_deref(), Some("19/16/10"));
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
