//! Days and moments of one file: by the forms that a layout profile names, or as they are usually written, in the
//! order that their column shows. Nothing is guessed: a text that no form takes whole is not a date.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::domain::{ProblemCode, Stamp};
use crate::standards::LabProfile;

use super::clock::{read_time, take_digits};
use super::day::{Day, DayOrder, DayWords, SerialBase, WrittenDay, take_month};
use super::fault::{Fault, quoted};
use super::field::Field;

/// No oil sample bears an earlier or a later year; two-digit slips such as `0016` fall outside.
const YEARS: std::ops::RangeInclusive<i32> = 1950..=2199;

/// Two-digit years up to this one are 20xx where no profile says otherwise; the rule of POSIX.
const CENTURY_PIVOT: u32 = 68;

/// How the dates of one file are read.
#[derive(Debug, Clone)]
pub struct DateForms<'s> {
    profile: Option<&'s LabProfile>,
    words: DayWords<'s>,
    given: Option<DayOrder>,
    /// The order of each column whose dates do not say it; `None` where it was refused.
    orders: Vec<(Field, Option<DayOrder>)>,
}

impl<'s> DateForms<'s> {
    /// The forms of a profile, or the usual ones; with the month names of the standards and, where the user gave one,
    /// the order of all columns.
    #[must_use]
    pub fn new(
        profile: Option<&'s LabProfile>,
        months: &'s BTreeMap<String, u32>,
        base: SerialBase,
        given: Option<DayOrder>,
    ) -> Self {
        let pivot = profile.map_or(CENTURY_PIVOT, |profile| profile.century_pivot);
        Self { profile, words: DayWords { months, pivot, base }, given, orders: Vec::new() }
    }

    /// What an order cannot change.
    #[must_use]
    pub const fn words(&self) -> DayWords<'s> {
        self.words
    }

    /// True if the columns' cells must be looked at before a date can be read.
    #[must_use]
    pub fn needs_order(&self) -> bool {
        self.given.is_none() && !self.has_forms()
    }

    /// States the order of a column, or that none could be found.
    pub fn set_order(&mut self, field: Field, order: Option<DayOrder>) {
        self.orders.push((field, order));
    }

    /// Reads a day or a moment. The fault of a refused column has no words: it is told once for the column.
    pub fn read(&self, field: Field, text: &str) -> Result<Stamp, Fault> {
        let stamp = match self.by_profile(text).or_else(|| read_iso(text)) {
            Some(stamp) => Some(stamp),
            None if self.has_forms() && self.given.is_none() => None,
            None => self.by_column(field, text)?,
        };
        let (id, shown) = (field.id(), || quoted(text.as_bytes()));
        let Some(stamp) = stamp else {
            let says = format!("{id}: {} is not a date; this layout writes {}", shown(), self.described(field));
            return Err(Fault::new(ProblemCode::BadDate, says));
        };
        if YEARS.contains(&stamp.local.year()) {
            return Ok(stamp);
        }
        let says =
            format!("{id}: {} is a date that no sample can have ({} to {})", shown(), YEARS.start(), YEARS.end());
        Err(Fault::new(ProblemCode::ImplausibleDate, says))
    }

    fn has_forms(&self) -> bool {
        self.profile.is_some_and(|profile| !profile.date_formats.is_empty())
    }

    fn by_column(&self, field: Field, text: &str) -> Result<Option<Stamp>, Fault> {
        let Some(written) = WrittenDay::of(text, self.words) else { return Ok(None) };
        let known = self.orders.iter().find(|(of, _)| *of == field).map(|(_, order)| *order);
        let order = self.given.or(known.flatten());
        if matches!(written.day, Day::Open(_)) && order.is_none() && known.is_some() {
            return Err(Fault::of_column(ProblemCode::AmbiguousDate));
        }
        Ok(written.stamp(order, self.words.pivot))
    }

    /// The forms, for a person.
    fn described(&self, field: Field) -> String {
        if let Some(profile) = self.profile.filter(|profile| !profile.date_formats.is_empty()) {
            return profile.date_formats.join(" or ");
        }
        let known = self.orders.iter().find(|(of, _)| *of == field).and_then(|(_, order)| *order);
        match self.given.or(known) {
            Some(DayOrder::DayMonthYear) => "day, month, year",
            Some(DayOrder::MonthDayYear) => "month, day, year",
            Some(DayOrder::YearMonthDay) => "year, month, day",
            None => "YYYY-MM-DD",
        }
        .to_owned()
    }

    fn by_profile(&self, text: &str) -> Option<Stamp> {
        let profile = self.profile?;
        profile.date_formats.iter().find_map(|form| {
            let mut parts = Parts::default();
            let rest = parts.take(form, text, profile, self.words.months)?;
            if rest.is_empty() { parts.stamp() } else { None }
        })
    }
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
    fn take<'t>(
        &mut self,
        form: &str,
        text: &'t str,
        profile: &LabProfile,
        months: &BTreeMap<String, u32>,
    ) -> Option<&'t str> {
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
                'b' | 'B' => take_month(rest, &profile.months).or_else(|| take_month(rest, months))?,
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

/// `2026-05-01`, `2026-05-01T08:30`, `2026-05-01 08:30:15.2+08:00`: the form of most cells, read the short way.
fn read_iso(text: &str) -> Option<Stamp> {
    let (year, rest) = take_digits(text, 4, 4)?;
    let (month, rest) = take_digits(rest.strip_prefix('-')?, 2, 2)?;
    let (day, rest) = take_digits(rest.strip_prefix('-')?, 2, 2)?;
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    if rest.is_empty() {
        return Some(Stamp { local: day.and_time(NaiveTime::MIN), offset: None, has_time: false });
    }
    let (time, offset) = read_time(rest)?;
    Some(Stamp { local: day.and_time(time?), offset, has_time: true })
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
        let months = BTreeMap::from([("aug".to_owned(), 8), ("september".to_owned(), 9)]);
        let forms = DateForms::new(profile, &months, SerialBase::Year1900, None);
        let read = forms.read(Field::SampledOn, text).ok().map(|stamp| {
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
        for text in ["", "2026-02-29", "2026-13-01", "01/02/2026", "2026-05-01T", "2026-05-01T25:00"] {
            check(None, text, None);
        }
        for text in ["2026-05-01T08:30+15:00", "2026-05-01x", "1949-12-31", "2200-01-01", "0016-08-14", "14-Foo-16"] {
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
        check(Some(&timed), "2026. 4. 3.", None);
    }

    #[test]
    fn the_order_that_the_user_gave_reads_beside_the_forms_of_a_profile() {
        let (profile, months) = (finnish(), BTreeMap::new());
        let forms = DateForms::new(Some(&profile), &months, SerialBase::Year1900, Some(DayOrder::MonthDayYear));
        let day = |text: &str| forms.read(Field::ReportedAt, text).ok().map(|stamp| stamp.local.date().to_string());
        assert_eq!(day("04/03/2026").as_deref(), Some("2026-04-03"));
        assert_eq!(day("27.marras.16").as_deref(), Some("2016-11-27"));
        assert!(!forms.needs_order());
    }

    #[test]
    fn a_refused_column_gives_no_date_that_needs_its_order() {
        let months = BTreeMap::new();
        let mut forms = DateForms::new(None, &months, SerialBase::Year1900, None);
        forms.set_order(Field::SampledOn, None);
        let fault = forms.read(Field::SampledOn, "03/04/2026").err();
        assert_eq!(fault, Some(Fault::of_column(ProblemCode::AmbiguousDate)));
        assert!(forms.read(Field::SampledOn, "2026-04-03").is_ok());
        let other = forms.read(Field::ReportedAt, "03/04/2026").map_err(|fault| fault.code);
        assert_eq!(other.err(), Some(ProblemCode::BadDate));
    }
}
