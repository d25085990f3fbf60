//! What passes, as written: a compare word with its bounds.

use crate::domain::{As4059, Code, CopperStrip, Iso4406, NasClass, PropertyKind, Rating, Unit};

use super::super::conversion::Conversion;
use super::super::faults::{Read, Reported, did_you_mean};
use super::super::limit::Compare;
use super::known;
use super::table::Row;

macro_rules! compare_words {
    ($($name:ident = $id:literal needs [$($column:literal),*],)+) => {
        /// The compare words, each with the columns it needs. The others must be empty.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum CompareWord { $($name,)+ }

        impl CompareWord {
            pub(super) const fn ids() -> [&'static str; 17] {
                [$($id,)+]
            }

            pub(super) fn from_id(id: &str) -> Option<Self> {
                Some(match id { $($id => Self::$name,)+ _ => return None })
            }

            const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            const fn needs(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($column),*],)+ }
            }
        }
    };
}

compare_words! {
    AtMost = "at_most" needs ["high"],
    Below = "below" needs ["high"],
    AtLeast = "at_least" needs ["low"],
    Above = "above" needs ["low"],
    Within = "within" needs ["low", "high"],
    WithinBelow = "within_below" needs ["low", "high"],
    ClassAtMost = "class_at_most" needs ["code"],
    CodeAtMost = "code_at_most" needs ["code"],
    ChangeWithinPercent = "change_within_percent" needs ["low", "high"],
    ChangeAtMost = "change_at_most" needs ["high"],
    ChangeBelow = "change_below" needs ["high"],
    ChangeAtLeast = "change_at_least" needs ["low"],
    PercentOfNewAtLeast = "percent_of_new_at_least" needs ["low"],
    Pass = "pass" needs [],
    AtMostTrace = "at_most_trace" needs ["high"],
    AtMostNone = "at_most_none" needs ["high"],
    Report = "report" needs [],
}

impl CompareWord {
    /// True if the limit says nothing in another dimension's unit.
    pub(super) const fn depends_on_unit(self) -> bool {
        !matches!(
            self,
            Self::ClassAtMost
                | Self::CodeAtMost
                | Self::ChangeWithinPercent
                | Self::PercentOfNewAtLeast
                | Self::Pass
                | Self::Report
        )
    }

    const fn is_percent(self) -> bool {
        matches!(self, Self::ChangeWithinPercent | Self::PercentOfNewAtLeast)
    }
}

/// The bounds of a row; those that its word needs are there.
pub(super) struct Bounds<'t> {
    low: Option<f64>,
    high: Option<f64>,
    low_text: &'t str,
    high_text: &'t str,
    code: &'t str,
}

impl<'t> Bounds<'t> {
    /// Reads the bounds that a word needs, and reports those it has no use for.
    pub(super) fn read(row: Row<'t>, word: CompareWord) -> Read<Self> {
        let (low, high) = (row.number("low"), row.number("high"));
        let mut outcome = Ok(());
        for column in ["low", "high", "code"] {
            let says = match (word.needs().contains(&column), row.text(column).is_empty()) {
                (true, true) => format!("{} needs {column}", word.id()),
                (false, false) => format!("{} has no use for {column}", word.id()),
                _ => continue,
            };
            outcome = Err(row.fault(column, says));
        }
        if word.is_percent() && !row.text("unit").is_empty() && row.text("unit") != "%" {
            outcome = Err(row.fault("unit", format!("{} is in \"%\"", word.id())));
        }
        let (low, high) = (low?, high?);
        outcome?;
        if let (Some(low), Some(high)) = (low, high) {
            if low > high {
                return Err(row.fault("high", format!("the range is inverted: {high} is less than {low}")));
            }
            if word == CompareWord::WithinBelow && low >= high {
                return Err(row.fault("high", "nothing can lie within this range"));
            }
        }
        let (low_text, high_text, code) = (row.text("low"), row.text("high"), row.text("code"));
        Ok(Self { low, high, low_text, high_text, code })
    }

    /// Decimals that the bounds are written with, the most of them; `None` without a bound.
    pub(super) fn decimals(&self) -> Option<u8> {
        let of = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let texts = [self.low_text, self.high_text].into_iter().filter(|text| !text.is_empty());
        texts.map(of).max().and_then(|decimals| u8::try_from(decimals).ok())
    }

    /// What passes, in the property's canonical unit.
    pub(super) fn compare(
        &self,
        row: Row<'_>,
        word: CompareWord,
        kind: PropertyKind,
        conversion: Conversion,
    ) -> Read<Compare> {
        let low = || self.low.ok_or(Reported);
        let high = || self.high.ok_or(Reported);
        let level = |number: f64| conversion.level(number);
        let difference = |number: f64| conversion.difference(number);
        Ok(match word {
            CompareWord::AtMost => Compare::AtMost(level(high()?)),
            CompareWord::Below => Compare::Below(level(high()?)),
            CompareWord::AtLeast => Compare::AtLeast(level(low()?)),
            CompareWord::Above => Compare::Above(level(low()?)),
            CompareWord::Within => Compare::Within(level(low()?), level(high()?)),
            CompareWord::WithinBelow => Compare::WithinBelow(level(low()?), level(high()?)),
            CompareWord::ClassAtMost => Compare::ClassAtMost(self.code(row, kind)?),
            CompareWord::CodeAtMost => match self.code(row, PropertyKind::Iso4406)? {
                Code::Iso4406(code) => Compare::CodeAtMost(code),
                _ => return Err(Reported),
            },
            CompareWord::ChangeWithinPercent => Compare::ChangeWithinPercent(low()?, high()?),
            CompareWord::ChangeAtMost => Compare::ChangeAtMost(difference(high()?)),
            CompareWord::ChangeBelow => Compare::ChangeBelow(difference(high()?)),
            CompareWord::ChangeAtLeast => Compare::ChangeAtLeast(difference(low()?)),
            CompareWord::PercentOfNewAtLeast => Compare::PercentOfNewAtLeast(low()?),
            CompareWord::Pass => Compare::Pass,
            CompareWord::AtMostTrace => Compare::AtMostTrace(level(high()?)),
            CompareWord::AtMostNone => Compare::AtMostNone(level(high()?)),
            CompareWord::Report => Compare::Report,
        })
    }

    fn code(&self, row: Row<'_>, kind: PropertyKind) -> Read<Code> {
        let text = self.code;
        let (code, what) = match kind {
            PropertyKind::Iso4406 => (Iso4406::parse(text).map(Code::Iso4406), "an ISO 4406 code"),
            PropertyKind::Nas1638 => (NasClass::parse(text).map(Code::Nas1638), "a NAS 1638 class"),
            PropertyKind::As4059 => (As4059::parse(text).map(Code::As4059), "an AS4059 class"),
            PropertyKind::Copper => (CopperStrip::parse(text).map(Code::Copper), "a copper-strip class, 1a to 4c"),
            PropertyKind::Rating => (Rating::from_id(text).map(Code::Rating), "a rating"),
            PropertyKind::Number => (None, "a class, and the property's results are numbers"),
        };
        code.ok_or_else(|| {
            let ratings = if kind == PropertyKind::Rating { known::ratings() } else { Vec::new() };
            row.fault("code", format!("\"{text}\" is not {what}{}", did_you_mean(text, ratings)))
        })
    }

    /// The limit as the file has it, in one line: `within 28.8 to 35.2 mm2/s`.
    pub(super) fn written(&self, word: CompareWord, unit: &Unit) -> String {
        let bounds = match word.needs() {
            ["low", "high"] => format!(" {} to {}", self.low_text, self.high_text),
            ["low"] => format!(" {}", self.low_text),
            ["high"] => format!(" {}", self.high_text),
            ["code"] => return format!("{} {}", word.id(), self.code),
            _ => return word.id().to_owned(),
        };
        let unit = if unit.for_people().is_empty() { String::new() } else { format!(" {}", unit.symbol()) };
        format!("{}{bounds}{unit}", word.id())
    }
}

/// Reports a compare word that cannot judge the property's kind of result.
pub(super) fn check_kind(row: Row<'_>, word: CompareWord, kind: PropertyKind) -> Read<()> {
    let fits = match word {
        CompareWord::Report => true,
        CompareWord::ClassAtMost => kind != PropertyKind::Number,
        CompareWord::CodeAtMost => kind == PropertyKind::Iso4406,
        CompareWord::Pass => kind == PropertyKind::Rating,
        // A word such as `trace` and a number can stand in the same column.
        CompareWord::AtMostTrace | CompareWord::AtMostNone => {
            matches!(kind, PropertyKind::Number | PropertyKind::Rating)
        }
        _ => kind == PropertyKind::Number,
    };
    if fits {
        return Ok(());
    }
    let results = match kind {
        PropertyKind::Number => "numbers",
        PropertyKind::Iso4406 => "ISO 4406 codes",
        PropertyKind::Nas1638 => "NAS 1638 classes",
        PropertyKind::As4059 => "AS4059 classes",
        PropertyKind::Copper => "copper-strip classes",
        PropertyKind::Rating => "ratings",
    };
    Err(row.fault("compare", format!("{} cannot judge this property: its results are {results}", word.id())))
}
