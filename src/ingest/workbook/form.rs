//! What a number in a cell is by its number format: a number, a share, a day, a time. Days become ISO days.
//!
//! Only the kind is taken from a format, never its rounding: `0.0` over 0.26 stays 0.26.

use chrono::{Days, NaiveDate};

/// What a number format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// A number as it is.
    #[default]
    Number,
    /// A hundredth: 0.05 stands as `5%` in the sheet, and so it is written.
    Percent,
    /// A day.
    Day,
    /// A time of day, or a day with its time.
    Time,
    /// Hours, minutes and seconds that may exceed a day.
    Elapsed,
}

/// From which day a workbook counts days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Epoch {
    /// Day 1 is 1900-01-01, and day 60 the 29th of February 1900, which never was.
    #[default]
    Of1900,
    /// Day 0 is 1904-01-01.
    Of1904,
}

const SECONDS_A_DAY: f64 = 86_400.0;

/// The last day of Excel, 9999-12-31, counted from 1900.
const LAST_DAY: f64 = 2_958_465.0;

impl Form {
    /// The form of a number format that is built in: ECMA-376 part 1, 18.8.30, with those of East Asia.
    pub fn built_in(id: u16) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Day,
            18..=22 | 32..=35 | 45 | 47 | 55 | 56 => Self::Time,
            46 => Self::Elapsed,
            _ => Self::Number,
        }
    }

    /// The form of a number format as it is written, `dd/mm/yyyy`, `[h]:mm`, `0.00 %`. Its first section counts.
    pub fn of(code: &str) -> Self {
        // The word for no format, of which the German one looks like seconds and days.
        if code.eq_ignore_ascii_case("general") || code.eq_ignore_ascii_case("standard") {
            return Self::Number;
        }
        let mut items: Vec<char> = Vec::new();
        let (mut percent, mut digits) = (false, false);
        let lower = code.to_lowercase().replace("general", "").replace("am/pm", "").replace("a/p", "");
        let mut letters = lower.chars();
        while let Some(letter) = letters.next() {
            match letter {
                ';' => break,
                '\\' | '_' | '*' => {
                    letters.next();
                }
                '"' => {
                    letters.by_ref().find(|letter| *letter == '"');
                }
                '[' => {
                    let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                    let is_elapsed = |unit| !inside.is_empty() && inside.chars().all(|letter| letter == unit);
                    if ['h', 'm', 's'].into_iter().any(is_elapsed) {
                        return Self::Elapsed;
                    }
                }
                '%' => percent = true,
                '0' | '#' | '?' => digits = true,
                'y' | 'm' | 'd' | 'h' | 's' | 'e' if items.last() != Some(&letter) => items.push(letter),
                _ => {}
            }
        }
        // The e of 0.00E+00; without digits it is the year of an era.
        items.retain(|item| *item != 'e' || !digits);
        let is_minute = |index: usize| {
            let before = index.checked_sub(1).and_then(|before| items.get(before));
            before == Some(&'h') || items.get(index + 1) == Some(&'s')
        };
        let is_time = |(index, item): (usize, &char)| match item {
            'h' | 's' => true,
            'm' => is_minute(index),
            _ => false,
        };
        match (items.is_empty(), items.iter().enumerate().any(is_time), percent) {
            (true, _, true) => Self::Percent,
            (true, _, false) => Self::Number,
            (false, true, _) => Self::Time,
            (false, false, _) => Self::Day,
        }
    }

    /// A number as it is written into the text.
    pub fn written(self, value: f64, epoch: Epoch) -> String {
        let text = match self {
            Self::Number => None,
            Self::Percent => Some(format!("{}%", hundredfold(value))),
            Self::Day | Self::Time => moment(value, self, epoch),
            Self::Elapsed => elapsed(value),
        };
        text.unwrap_or_else(|| format!("{value}"))
    }
}

/// A hundred times a number, by moving its point: multiplying would change the last digits.
fn hundredfold(value: f64) -> f64 {
    let text = format!("{value:e}");
    let moved = text.split_once('e').and_then(|(digits, exponent)| {
        let exponent: i32 = exponent.parse().ok()?;
        format!("{digits}e{}", exponent + 2).parse().ok()
    });
    moved.unwrap_or(value * 100.0)
}

/// A day, a time, or both; what the format hides is written too, because it is in the cell.
fn moment(value: f64, form: Form, epoch: Epoch) -> Option<String> {
    let last = if epoch == Epoch::Of1904 { LAST_DAY - 1462.0 } else { LAST_DAY };
    if !(0.0..last + 1.0).contains(&value) {
        return None;
    }
    let seconds = (value * SECONDS_A_DAY).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 3 * 10^11")]
    let seconds = seconds as u64;
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let time = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    if form == Form::Time && days == 0 {
        return Some(time);
    }
    let day = match (epoch, days) {
        (Epoch::Of1904, _) => iso(1904, 1, 1, days)?,
        (Epoch::Of1900, 0) => "1900-01-00".to_owned(),
        (Epoch::Of1900, 60) => "1900-02-29".to_owned(),
        (Epoch::Of1900, 1..60) => iso(1899, 12, 31, days)?,
        (Epoch::Of1900, _) => iso(1899, 12, 30, days)?,
    };
    Some(if second == 0 { day } else { format!("{day}T{time}") })
}

fn iso(year: i32, month: u32, day: u32, later: u64) -> Option<String> {
    let day = NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(later))?;
    Some(day.format("%Y-%m-%d").to_string())
}

fn elapsed(value: f64) -> Option<String> {
    if !(0.0..=LAST_DAY).contains(&value) {
        return None;
    }
    let seconds = (value * SECONDS_A_DAY).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 3 * 10^11")]
    let seconds = seconds as u64;
    Some(format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_letters_outside_quotes() {
        for (code, form) in [
            ("General", Form::Number),
            ("Standard", Form::Number),
            ("0.00", Form::Number),
            ("#,##0.00 \"mm²/s\"", Form::Number),
            ("0.00E+00", Form::Number),
            ("_(* #,##0.00_);_(* \\(#,##0.00\\)", Form::Number),
            ("[Red]0.0;[Blue]-0.0", Form::Number),
            ("General_)", Form::Number),
            ("0\\d", Form::Number),
            ("@", Form::Number),
            ("0.00 %", Form::Percent),
            ("dd/mm/yyyy", Form::Day),
            ("[$-409]d-mmm-yy;@", Form::Day),
            ("yyyy\"年\"m\"月\"d\"日\"", Form::Day),
            ("mmm-yy", Form::Day),
            ("ggge\"年\"", Form::Day),
            ("m/d/yyyy h:mm", Form::Time),
            ("h:mm AM/PM", Form::Time),
            ("mm:ss", Form::Time),
            ("[h]:mm:ss", Form::Elapsed),
            ("[mm]:ss", Form::Elapsed),
        ] {
            assert_eq!(Form::of(code), form, "{code}");
        }
        assert_eq!(
            [14, 22, 10, 46, 2].map(Form::built_in),
            [Form::Day, Form::Time, Form::Percent, Form::Elapsed, Form::Number]
        );
    }

    #[test]
    fn days_are_those_that_the_spreadsheet_shows() {
        for (value, expect) in [
            (46_143.0, "2026-05-01"),
            (46_143.5, "2026-05-01T12:00:00"),
            (46_143.999_999_9, "2026-05-02"),
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (60.0, "1900-02-29"),
            (61.0, "1900-03-01"),
            (0.0, "1900-01-00"),
            (2_958_465.0, "9999-12-31"),
            (2_958_466.0, "2958466"),
            (-1.0, "-1"),
        ] {
            assert_eq!(Form::Day.written(value, Epoch::Of1900), expect, "{value}");
        }
        assert_eq!(Form::Day.written(0.0, Epoch::Of1904), "1904-01-01");
        assert_eq!(Form::Day.written(46_143.0 - 1462.0, Epoch::Of1904), "2026-05-01");
        assert_eq!(Form::Time.written(0.4375, Epoch::Of1900), "10:30:00");
        assert_eq!(Form::Time.written(46_143.437_5, Epoch::Of1900), "2026-05-01T10:30:00");
        assert_eq!(Form::Elapsed.written(1.5, Epoch::Of1900), "36:00:00");
    }

    #[test]
    fn numbers_are_written_so_that_they_read_back_the_same() {
        for (value, expect) in [(46.0, "46"), (0.1, "0.1"), (-1e-7, "-0.0000001"), (1.0 / 3.0, "0.3333333333333333")] {
            assert_eq!(Form::Number.written(value, Epoch::Of1900), expect);
        }
        assert_eq!(Form::Percent.written(0.07, Epoch::Of1900), "7%");
        assert_eq!(Form::Percent.written(0.496_368_354_542_121_6, Epoch::Of1900), "49.63683545421216%");
        assert_eq!(Form::Percent.written(0.0005, Epoch::Of1900), "0.05%");
    }
}
