//! A date as a laboratory writes it, taken apart: year, month and day with any of the usual signs between them, month
//! names of many languages, Chinese and Korean forms, serial days of spreadsheets; a time and an offset behind it.
//!
//! Which number is the day and which the month is told here only where the form leaves no doubt. Where it does, the
//! column decides (`day_order`).

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Days, FixedOffset, NaiveDate, NaiveTime};

use crate::domain::{Stamp, fold};

use super::clock::read_time;

/// The order in which a column writes its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// `24/3/2026`.
    DayMonthYear,
    /// `3/24/2026`.
    MonthDayYear,
    /// `26/3/24`.
    YearMonthDay,
}

impl DayOrder {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::DayMonthYear, Self::MonthDayYear, Self::YearMonthDay];

    /// The word on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::DayMonthYear => "dmy",
            Self::MonthDayYear => "mdy",
            Self::YearMonthDay => "ymd",
        }
    }

    /// Reads the word of the command line.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.id() == id)
    }
}

/// The day on which a spreadsheet's serial numbers begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SerialBase {
    /// 1 is the first of January 1900, and 1900 is taken for a leap year.
    #[default]
    Year1900,
    /// 0 is the first of January 1904; old workbooks of one system only.
    #[cfg_attr(not(test), expect(dead_code, reason = "only a workbook that says so has this system"))]
    Year1904,
}

/// How two-digit years, month names and serial days are understood.
#[derive(Debug, Clone, Copy)]
pub struct DayWords<'s> {
    /// Folded month names.
    pub months: &'s BTreeMap<String, u32>,
    /// Two-digit years up to this one are 20xx, later ones 19xx.
    pub pivot: u32,
    /// What a serial day counts from.
    pub base: SerialBase,
}

/// The days of a written date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// One day, whatever the column's order.
    Fixed(NaiveDate),
    /// Three numbers, of which the column tells what they are.
    Open([WrittenNumber; 3]),
}

/// A number of a date and how many digits it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenNumber {
    /// The number.
    pub number: u32,
    /// Its digits, leading zeros counted.
    pub digits: usize,
}

impl WrittenNumber {
    /// The year that it stands for: of four digits, or of two by the pivot.
    fn year(self, pivot: u32) -> Option<u32> {
        match self.digits {
            4 => Some(self.number),
            2 if self.number <= pivot => Some(2000 + self.number),
            2 => Some(1900 + self.number),
            _ => None,
        }
    }

    /// A day or a month has no more than two digits.
    fn short(self) -> Option<u32> {
        (self.digits <= 2).then_some(self.number)
    }
}

/// A date taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDay {
    /// The day.
    pub day: Day,
    /// True for numbers with the year of four digits in front, as spreadsheets and exports write dates of their own.
    pub year_first: bool,
    /// Time of day.
    pub time: Option<NaiveTime>,
    /// Offset from UTC.
    pub offset: Option<FixedOffset>,
}

/// Serial days that are taken for dates: 1954-10-03 to 2064-04-08.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=60_000;

const SECONDS_PER_DAY: f64 = 86_400.0;

impl WrittenDay {
    /// Takes a text apart. `None` if it is no date.
    #[must_use]
    pub fn of(text: &str, words: DayWords<'_>) -> Option<Self> {
        let text: Cow<'_, str> = if text.is_ascii() { Cow::Borrowed(text.trim()) } else { Cow::Owned(fold(text)) };
        if let Some((day, time)) = read_serial(&text, words.base) {
            return Some(Self { day: Day::Fixed(day), year_first: false, time, offset: None });
        }
        let (parts, rest) = take_parts(&text, words.months)?;
        let (day, year_first) = parts.day(words.pivot)?;
        let (time, offset) = read_time(rest)?;
        Some(Self { day, year_first, time, offset })
    }

    /// The moment, if the text has one in this order. Without an order only what leaves no doubt is read.
    #[must_use]
    pub fn stamp(&self, order: Option<DayOrder>, pivot: u32) -> Option<Stamp> {
        let day = match (self.day, order) {
            (Day::Fixed(day), _) => day,
            (Day::Open(numbers), Some(order)) => in_order(numbers, order, pivot)?,
            (Day::Open(_), None) => return None,
        };
        let local = day.and_time(self.time.unwrap_or_default());
        Some(Stamp { local, offset: self.offset, has_time: self.time.is_some() })
    }
}

/// Three numbers as a day; `None` if there is no such day.
#[must_use]
pub fn in_order([first, second, third]: [WrittenNumber; 3], order: DayOrder, pivot: u32) -> Option<NaiveDate> {
    let (year, month, day) = match order {
        DayOrder::DayMonthYear => (third, second, first),
        DayOrder::MonthDayYear => (third, first, second),
        DayOrder::YearMonthDay => (first, second, third),
    };
    NaiveDate::from_ymd_opt(i32::try_from(year.year(pivot)?).ok()?, month.short()?, day.short()?)
}

fn read_serial(text: &str, base: SerialBase) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let (whole, fraction) = text.split_at_checked(5)?;
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u32 = whole.parse().ok().filter(|number| SERIALS.contains(number))?;
    let start = match base {
        // Two days before the first: serials begin at 1, and the day that 1900 did not have is counted.
        SerialBase::Year1900 => NaiveDate::from_ymd_opt(1899, 12, 30)?,
        SerialBase::Year1904 => NaiveDate::from_ymd_opt(1904, 1, 1)?,
    };
    let day = start.checked_add_days(Days::new(u64::from(number)))?;
    if fraction.is_empty() {
        return Some((day, None));
    }
    let digits = fraction.strip_prefix(['.', ','])?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let share: f64 = format!("0.{digits}").parse().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a day is 0 to 86400 s")]
    let seconds = (share * SECONDS_PER_DAY).round() as u32;
    let last_second = 86_399;
    Some((day, NaiveTime::from_num_seconds_from_midnight_opt(seconds.min(last_second), 0).filter(|_| seconds > 0)))
}

/// One of the three parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A number.
    Number(WrittenNumber),
    /// A month by its name.
    Month(u32),
}

/// The parts of a date, and whether the first was said to be a year.
#[derive(Debug, Clone, Copy)]
struct Parts {
    parts: [Part; 3],
    says_year: bool,
}

impl Parts {
    /// The day, and whether it is written with a long year in front of numbers.
    fn day(self, pivot: u32) -> Option<(Day, bool)> {
        let fixed = |year: WrittenNumber, month: u32, day: WrittenNumber| {
            let year = i32::try_from(year.year(pivot)?).ok()?;
            NaiveDate::from_ymd_opt(year, month, day.short()?).map(Day::Fixed)
        };
        match self.parts {
            [Part::Number(year), Part::Number(month), Part::Number(day)] if self.says_year || year.digits == 4 => {
                Some((fixed(year, month.short()?, day)?, !self.says_year))
            }
            [Part::Number(first), Part::Number(second), Part::Number(third)] => {
                Some((Day::Open([first, second, third]), false))
            }
            [Part::Number(year), Part::Month(month), Part::Number(day)] if year.digits == 4 => {
                Some((fixed(year, month, day)?, false))
            }
            [Part::Number(day), Part::Month(month), Part::Number(year)]
            | [Part::Month(month), Part::Number(day), Part::Number(year)] => Some((fixed(year, month, day)?, false)),
            _ => None,
        }
    }
}

/// The three parts at the beginning of a text, and what follows them.
fn take_parts<'t>(text: &'t str, months: &BTreeMap<String, u32>) -> Option<(Parts, &'t str)> {
    if let Some(compact) = take_compact(text) {
        return Some(compact);
    }
    let (first, rest) = take_part(text, months)?;
    let (between, rest) = take_separator(rest);
    let (second, rest) = take_part(rest, months)?;
    let (again, rest) = take_separator(rest);
    let (third, rest) = take_part(rest, months)?;
    let says_year = matches!((between, again), ('年', '月') | ('년', '월'));
    let has_name = [first, second, third].iter().any(|part| matches!(part, Part::Month(_)));
    let one_sign = between == again && matches!(between, '/' | '.' | '-' | ' ');
    if !(says_year || has_name || one_sign) {
        return None;
    }
    let rest = if says_year { rest.trim_start().trim_start_matches(['日', '일', '号']) } else { rest };
    Some((Parts { parts: [first, second, third], says_year }, rest.trim_start_matches('.')))
}

/// `20260324`.
fn take_compact(text: &str) -> Option<(Parts, &str)> {
    let (digits, rest) = text.split_at_checked(8)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        let digits = digits.get(range)?;
        Some(Part::Number(WrittenNumber { number: digits.parse().ok()?, digits: digits.len() }))
    };
    let parts = [number(0..4)?, number(4..6)?, number(6..8)?];
    Some((Parts { parts, says_year: false }, rest))
}

fn take_part<'t>(text: &'t str, months: &BTreeMap<String, u32>) -> Option<(Part, &'t str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let (number, rest) = text.split_at_checked(digits)?;
        let number = number.parse().ok().filter(|_| matches!(digits, 1 | 2 | 4))?;
        return Some((Part::Number(WrittenNumber { number, digits }), rest));
    }
    let (month, rest) = take_month(text, months)?;
    Some((Part::Month(month), rest))
}

/// A month's name at the beginning of a text.
pub fn take_month<'t>(text: &'t str, months: &BTreeMap<String, u32>) -> Option<(u32, &'t str)> {
    let length = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(length)?;
    Some((*months.get(&fold(name))?, rest))
}

/// The sign between two parts, and what follows it. Words such as the Spanish `de` and ordinal endings are passed over.
fn take_separator(text: &str) -> (char, &str) {
    /// Endings of ordinal numbers and words between day, month and year.
    const PASSED: [&str; 11] = ["st ", "nd ", "rd ", "th ", "er ", "ª ", "° ", "de ", "del ", "of ", "den "];
    let mut found = ' ';
    let mut rest = text;
    loop {
        if let Some(after) = PASSED.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = after;
            continue;
        }
        match rest.chars().next() {
            Some(letter) if letter.is_whitespace() || letter == ',' => {}
            Some(letter @ ('/' | '.' | '-' | '年' | '月' | '년' | '월')) if found == ' ' => found = letter,
            Some('\u{2010}' | '\u{2011}' | '\u{2013}') if found == ' ' => found = '-',
            _ => return (found, rest),
        }
        let mut letters = rest.chars();
        letters.next();
        rest = letters.as_str();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months() -> BTreeMap<String, u32> {
        [("mar", 3), ("march", 3), ("märz", 3), ("marzo", 3), ("марта", 3), ("三月", 3), ("jun", 6), ("mars", 3)]
            .map(|(name, month)| (name.to_owned(), month))
            .into()
    }

    fn shown(text: &str, order: Option<DayOrder>, base: SerialBase) -> Option<String> {
        let months = months();
        let stamp = WrittenDay::of(text, DayWords { months: &months, pivot: 68, base })?.stamp(order, 68)?;
        let offset = stamp.offset.map(|offset| offset.to_string()).unwrap_or_default();
        Some(if stamp.has_time {
            format!("{}{offset}", stamp.local)
        } else {
            format!("{}{offset}", stamp.local.date())
        })
    }

    #[test]
    fn a_date_that_says_its_order_needs_no_column() {
        for text in [
            "2026-03-24",
            "2026-3-24",
            "2026/03/24",
            "2026.03.24",
            "2026. 3. 24.",
            "2026年3月24日",
            "２０２６年３月２４日",
            "26年3月24日",
            "2026년 3월 24일",
            "20260324",
            "24-Mar-2026",
            "24 Mar 26",
            "24MAR2026",
            "24. März 2026",
            "24 de marzo de 2026",
            "24 марта 2026",
            "March 24, 2026",
            "Mar. 24th 2026",
            "2026-Mar-24",
            "46105",
        ] {
            assert_eq!(shown(text, None, SerialBase::Year1900).as_deref(), Some("2026-03-24"), "{text}");
        }
        assert_eq!(shown("1er mars 2026", None, SerialBase::Year1900).as_deref(), Some("2026-03-01"));
        assert_eq!(shown("44643", None, SerialBase::Year1904).as_deref(), Some("2026-03-24"));
    }

    #[test]
    fn serial_days_count_as_spreadsheets_count() {
        for (text, read) in [
            ("20000", Some("1954-10-03")),
            ("60000", Some("2064-04-08")),
            ("45658.5", Some("2025-01-01 12:00:00")),
            ("45658,25", Some("2025-01-01 06:00:00")),
            ("45658.0", Some("2025-01-01")),
            ("19999", None),
            ("60001", None),
            ("45658.", None),
            ("456580", None),
        ] {
            assert_eq!(shown(text, None, SerialBase::Year1900).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn numbers_alone_need_the_order_of_their_column() {
        use DayOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
        for (text, order, read) in [
            ("03/04/2026", Some(DayMonthYear), Some("2026-04-03")),
            ("03/04/2026", Some(MonthDayYear), Some("2026-03-04")),
            ("03/04/2026", Some(YearMonthDay), None),
            ("03/04/2026", None, None),
            ("03.04.26", Some(DayMonthYear), Some("2026-04-03")),
            ("03-04-26", Some(MonthDayYear), Some("2026-03-04")),
            ("03 04 26", Some(YearMonthDay), Some("2003-04-26")),
            ("3/4/68", Some(DayMonthYear), Some("2068-04-03")),
            ("3/4/69", Some(DayMonthYear), Some("1969-04-03")),
            ("26/4/3", Some(YearMonthDay), Some("2026-04-03")),
            ("26/4/3", Some(DayMonthYear), None),
            ("13/13/2026", Some(DayMonthYear), None),
        ] {
            assert_eq!(shown(text, order, SerialBase::Year1900).as_deref(), read, "{text} {order:?}");
        }
    }

    #[test]
    fn times_and_offsets_may_follow() {
        let order = Some(DayOrder::DayMonthYear);
        for (text, read) in [
            ("2026-05-01T08:30", "2026-05-01 08:30:00"),
            ("2026-05-01T08:30:15.25+08:00", "2026-05-01 08:30:15+08:00"),
            ("2026/5/1 08:30 Z", "2026-05-01 08:30:00+00:00"),
            ("01/05/2026, 18:30:05", "2026-05-01 18:30:05"),
            ("01/05/2026 6:30 PM", "2026-05-01 18:30:00"),
            ("01/05/2026 12:30 am", "2026-05-01 00:30:00"),
            ("01/05/2026 12:30 p. m.", "2026-05-01 12:30:00"),
            ("2026. 5. 1. 오후 6:30", "2026-05-01 18:30:00"),
            ("2026年5月1日 上午8:30", "2026-05-01 08:30:00"),
            ("2026/5/1 下午6:30:05", "2026-05-01 18:30:05"),
            ("01.05.2026 08:30", "2026-05-01 08:30:00"),
            ("1-Mar-2026 08:30 -0330", "2026-03-01 08:30:00-03:30"),
        ] {
            assert_eq!(shown(text, order, SerialBase::Year1900).as_deref(), Some(read), "{text}");
        }
    }

    #[test]
    fn orders_are_known_by_their_words() {
        for order in DayOrder::ALL {
            assert_eq!(DayOrder::from_id(order.id()), Some(order));
        }
        assert_eq!(DayOrder::from_id("ydm"), None);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "-",
            "2026",
            "2026-02-29",
            "2026-13-01",
            "2026-05-01T",
            "2026-05-01x",
            "2026-05-01T25:00",
            "24-Foo-2026",
            "1.5/3",
            "24/3-2026",
            "2026--05-01",
            "1/2/3",
            "01/05/2026 13:30 PM",
            "18/16/13/10",
            "2026-05-01T08:30+15:00",
            "123/4/2026",
            "24 2026 Mar",
            "Pump 3",
            "2026-05-01 8",
            "99999999",
        ] {
            for order in [DayOrder::DayMonthYear, DayOrder::MonthDayYear] {
                assert_eq!(shown(text, Some(order), SerialBase::Year1900), None, "{text}");
            }
        }
    }
}
