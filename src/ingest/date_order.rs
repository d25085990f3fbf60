//! Dates in figures whose order was named: `30/11/2025` is day, month, year if `--dates dmy` says so.
//! Which order a column has is not found out here.

use chrono::{NaiveDate, NaiveTime};

use crate::domain::Stamp;

/// Two-digit years up to this one are 20xx, later ones 19xx; the rule of POSIX.
const CENTURY_PIVOT: i32 = 68;

/// Reads a day, with or without a time of day behind it, in the order `dmy`, `mdy` or `ymd`.
#[must_use]
pub fn read(text: &str, order: &str) -> Option<Stamp> {
    let end = text.find([' ', ',', 'T']).unwrap_or(text.len());
    let (day, rest) = text.split_at_checked(end)?;
    let sign = day.chars().find(|sign| matches!(sign, '/' | '-' | '.'))?;
    let mut figures = day.trim_end_matches('.').split(sign);
    let parts = [figures.next()?, figures.next()?, figures.next()?];
    if figures.next().is_some() {
        return None;
    }
    let (("dmy", [day, month, year]) | ("mdy", [month, day, year]) | ("ymd", [year, month, day])) = (order, parts)
    else {
        return None;
    };
    let day = NaiveDate::from_ymd_opt(read_year(year)?, read_figures(month)?, read_figures(day)?)?;
    let rest = rest.trim_start_matches([',', 'T']).trim_start();
    let time = if rest.is_empty() { None } else { Some(read_time(rest)?) };
    Some(Stamp { local: day.and_time(time.unwrap_or(NaiveTime::MIN)), offset: None, has_time: time.is_some() })
}

fn read_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(if year <= CENTURY_PIVOT { 2000 + year } else { 1900 + year })
        }
        _ => None,
    }
}

fn read_figures(text: &str) -> Option<u32> {
    let plain = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn read_time(text: &str) -> Option<NaiveTime> {
    ["%H:%M:%S", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, order: &str, expect: Option<&str>) {
        let read = read(text, order);
        let shown =
            read.map(|stamp| if stamp.has_time { stamp.local.to_string() } else { stamp.local.date().to_string() });
        assert_eq!(shown.as_deref(), expect, "{text} as {order}");
    }

    #[test]
    fn the_order_says_which_figure_is_the_day() {
        check("03/04/2026", "dmy", Some("2026-04-03"));
        check("03/04/2026", "mdy", Some("2026-03-04"));
        check("2026/4/3", "ymd", Some("2026-04-03"));
        check("3.4.26", "dmy", Some("2026-04-03"));
        check("3.4.69", "dmy", Some("1969-04-03"));
        check("03/04/2026, 07:08:09", "dmy", Some("2026-04-03 07:08:09"));
        check("3-4-2026 7:08", "dmy", Some("2026-04-03 07:08:00"));
    }

    #[test]
    fn what_does_not_fit_the_order_is_no_date() {
        for text in ["31/12/2026", "12/13/26 x", "2026-04-03", "1/2", "1/2/3/4", "a/b/c", "1/2/026", "", "+1/2/2026"] {
            check(text, "mdy", None);
        }
    }
}
