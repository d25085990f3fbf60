//! Days and moments as laboratories write them: ISO 8601, or the forms that a layout profile names.
//! Nothing is guessed: a text that no form takes whole is not a date.

use std::collections::BTreeMap;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::Stamp;
use crate::standards::LabProfile;

use crate::domain::fold;

use super::date_order;

const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// No oil sample bears an earlier or a later year; two-digit slips such as `0016` fall outside.
const YEARS: std::ops::RangeInclusive<i32> = 1950..=2199;

/// The forms of one layout.
#[derive(Debug, Clone, Copy, Default)]
pub struct DateForms<'s> {
    profile: Option<&'s LabProfile>,
    order: Option<&'s str>,
}

impl<'s> DateForms<'s> {
    /// The forms of a profile; without one, ISO 8601 only.
    #[must_use]
    pub const fn new(profile: Option<&'s LabProfile>) -> Self {
        Self { profile, order: None }
    }

    /// The same forms, after dates in figures in an order that was named: `dmy`, `mdy` or `ymd`.
    #[must_use]
    pub const fn in_order(self, order: Option<&'s str>) -> Self {
        Self { order, ..self }
    }

    /// Reads a day or a moment.
    #[must_use]
    pub fn read(self, text: &str) -> Option<Stamp> {
        let by_order = self.order.and_then(|order| date_order::read(text, order));
        by_order
            .or_else(|| self.by_profile(text))
            .or_else(|| read_iso(text))
            .filter(|stamp| YEARS.contains(&year(*stamp)))
    }

    /// The forms, for a person.
    #[must_use]
    pub fn described(self) -> String {
        match self.profile {
            Some(profile) if !profile.date_formats.is_empty() => profile.date_formats.join(" or "),
            _ => "YYYY-MM-DD".to_owned(),
        }
    }

    fn by_profile(self, text: &str) -> Option<Stamp> {
        let profile = self.profile?;
        profile.date_formats.iter().find_map(|form| {
            let mut parts = Parts::default();
            let rest = parts.take(form, text, profile)?;
            if rest.is_empty() { parts.stamp() } else { None }
        })
    }
}

fn year(stamp: Stamp) -> i32 {
    use chrono::Datelike;
    stamp.local.year()
}

/// What the items of a form brought.
#[derive(Debug, Default)]
struct Parts {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    hour: Option<u32>,
    minute: Option<u32>,
    second: Option<u32>,
}

impl Parts {
    /// Takes a text by a form in strftime notation; gives back what is left of it.
    fn take<'t>(&mut self, form: &str, text: &'t str, profile: &LabProfile) -> Option<&'t str> {
        let mut rest = text;
        let mut items = form.chars();
        while let Some(item) = items.next() {
            if item != '%' {
                rest = rest.strip_prefix(item)?;
                continue;
            }
            let (number, left) = match items.next()? {
                'Y' => take_digits(rest, 4, 4)?,
                'y' => {
                    let (number, left) = take_digits(rest, 2, 2)?;
                    (if number <= profile.century_pivot { 2000 + number } else { 1900 + number }, left)
                }
                'm' | 'd' | 'e' | 'H' | 'M' | 'S' => take_digits(rest, 1, 2)?,
                'b' | 'B' => take_month(rest, &profile.months)?,
                '%' => (0, rest.strip_prefix('%')?),
                _ => return None,
            };
            rest = left;
            self.set(previous_item(form, &items), number);
        }
        Some(rest)
    }

    fn set(&mut self, item: Option<char>, number: u32) {
        match item {
            Some('Y' | 'y') => self.year = i32::try_from(number).ok(),
            Some('m' | 'b' | 'B') => self.month = Some(number),
            Some('d' | 'e') => self.day = Some(number),
            Some('H') => self.hour = Some(number),
            Some('M') => self.minute = Some(number),
            Some('S') => self.second = Some(number),
            _ => {}
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        let day = NaiveDate::from_ymd_opt(self.year?, self.month?, self.day?)?;
        let time = NaiveTime::from_hms_opt(self.hour.unwrap_or(0), self.minute.unwrap_or(0), self.second.unwrap_or(0))?;
        Some(Stamp { local: day.and_time(time), offset: None, has_time: self.hour.is_some() })
    }
}

/// The character of the form that was read last.
fn previous_item(form: &str, left: &std::str::Chars<'_>) -> Option<char> {
    form.get(..form.len() - left.as_str().len())?.chars().next_back()
}

fn take_digits(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(count)?;
    if count < least { None } else { Some((digits.parse().ok()?, rest)) }
}

/// A month's name: one of the profile's, or an English one, whole or its first three letters.
fn take_month<'t>(text: &'t str, months: &BTreeMap<String, u32>) -> Option<(u32, &'t str)> {
    let length = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(length)?;
    let name = fold(name);
    let english = || {
        let is_it = |month: &&str| name == **month || (name.len() == 3 && month.starts_with(name.as_str()));
        ENGLISH_MONTHS.iter().zip(1..).find(|(month, _)| is_it(month)).map(|(_, number)| number)
    };
    Some((months.get(&name).copied().or_else(english)?, rest))
}

/// `2026-05-01`, `2026-05-01T08:30`, `2026-05-01 08:30:15.2+08:00`, `2026-05-01T08:30Z`.
fn read_iso(text: &str) -> Option<Stamp> {
    let (year, rest) = take_digits(text, 4, 4)?;
    let (month, rest) = take_digits(rest.strip_prefix('-')?, 2, 2)?;
    let (day, rest) = take_digits(rest.strip_prefix('-')?, 2, 2)?;
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    if rest.is_empty() {
        return Some(Stamp { local: day.and_time(NaiveTime::MIN), offset: None, has_time: false });
    }
    let (local, rest) = take_time(day, rest.strip_prefix(['T', 't', ' '])?)?;
    let offset = if rest.is_empty() { None } else { Some(read_offset(rest.trim_start())?) };
    Some(Stamp { local, offset, has_time: true })
}

fn take_time(day: NaiveDate, text: &str) -> Option<(NaiveDateTime, &str)> {
    let (hour, rest) = take_digits(text, 2, 2)?;
    let (minute, mut rest) = take_digits(rest.strip_prefix(':')?, 2, 2)?;
    let mut second = 0;
    if let Some(after) = rest.strip_prefix(':') {
        (second, rest) = take_digits(after, 2, 2)?;
        if let Some(fraction) = rest.strip_prefix('.') {
            (_, rest) = take_digits(fraction, 1, 9)?;
        }
    }
    Some((day.and_hms_opt(hour, minute, second)?, rest))
}

fn read_offset(text: &str) -> Option<FixedOffset> {
    if matches!(text, "Z" | "z") {
        return FixedOffset::east_opt(0);
    }
    let east = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, rest) = take_digits(text.get(1..)?, 2, 2)?;
    let (minutes, rest) = if rest.is_empty() { (0, rest) } else { take_digits(rest.trim_start_matches(':'), 2, 2)? };
    // The widest offset in use is 14 hours.
    if !rest.is_empty() || hours > 14 || minutes > 59 {
        return None;
    }
    FixedOffset::east_opt(east * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finnish() -> LabProfile {
        LabProfile {
            date_formats: vec!["%d.%b.%y".to_owned(), "%d-%b-%y".to_owned()],
            months: BTreeMap::from([("marras".to_owned(), 11), ("touko".to_owned(), 5)]),
            century_pivot: 69,
            ..LabProfile::default()
        }
    }

    fn check(profile: Option<&LabProfile>, text: &str, expect: Option<&str>) {
        let read = DateForms::new(profile).read(text).map(|stamp| {
            let offset = stamp.offset.map(|offset| offset.to_string()).unwrap_or_default();
            if stamp.has_time { format!("{}{offset}", stamp.local) } else { format!("{}{offset}", stamp.local.date()) }
        });
        assert_eq!(read.as_deref(), expect, "{text}");
    }

    #[test]
    fn iso_days_and_moments() {
        for (text, read) in [
            ("2026-05-01", "2026-05-01"),
            ("2026-05-01T08:30", "2026-05-01 08:30:00"),
            ("2026-05-01 08:30:15", "2026-05-01 08:30:15"),
            ("2026-05-01T08:30+08:00", "2026-05-01 08:30:00+08:00"),
            ("2026-05-01T08:30:00.5-0330", "2026-05-01 08:30:00-03:30"),
            ("2026-05-01T08:30Z", "2026-05-01 08:30:00+00:00"),
            ("2024-02-29", "2024-02-29"),
        ] {
            check(None, text, Some(read));
        }
        for text in ["", "2026-5-1", "2026-02-29", "2026-13-01", "01/02/2026", "2026-05-01T", "2026-05-01T25:00"] {
            check(None, text, None);
        }
        for text in ["2026-05-01T08:30+15:00", "2026-05-01x", "1949-12-31", "2200-01-01", "0016-08-14", "14-Aug-16"] {
            check(None, text, None);
        }
    }

    #[test]
    fn a_profile_names_forms_months_and_the_century() {
        let profile = finnish();
        for (text, read) in [
            ("14-Aug-16", "2016-08-14"),
            ("27.marras.16", "2016-11-27"),
            ("5.TOUKO.69", "2069-05-05"),
            ("05.touko.70", "1970-05-05"),
            ("1-September-16", "2016-09-01"),
            ("2026-05-01", "2026-05-01"),
        ] {
            check(Some(&profile), text, Some(read));
        }
        for text in ["31-Feb-16", "14-Foo-16", "14-Aug-2016", "14-Aug-16 x", "14.marras", "marras.14.16", "14-Au-16"] {
            check(Some(&profile), text, None);
        }
        let timed = LabProfile { date_formats: vec!["%d/%m/%Y, %H:%M:%S".to_owned()], ..finnish() };
        check(Some(&timed), "03/04/2026, 07:08:09", Some("2026-04-03 07:08:09"));
    }
}
