//! How a surveyed file writes numbers and dates: what all cells together show. What they leave open stays open.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::super::Options;
use super::super::field::{Field, FieldKind};
use super::meaning::is_numeric;
use super::{ColumnSurvey, DatesSaid, DecimalSaid, TakenAs};

/// Forms of dates that are tried, in strftime notation.
const DATE_FORMS: [&str; 17] = [
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d.%m.%y",
    "%d-%b-%y",
    "%d-%b-%Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y, %H:%M:%S",
];

/// No oil sample bears an earlier or a later year.
const YEARS: std::ops::RangeInclusive<i32> = 1950..=2199;

/// The decimal sign of the number columns; `cells` are their filled cells.
#[must_use]
pub fn decimal(columns: &[ColumnSurvey], cells: &[Vec<String>], options: &Options) -> DecimalSaid {
    if let Some(sign) = options.decimal {
        return DecimalSaid::One(sign);
    }
    let numbers = columns.iter().zip(cells).filter(|(column, _)| is_numeric(&column.taken_as));
    let shown: BTreeSet<Shown> = numbers.flat_map(|(_, cells)| cells).filter_map(|cell| shown(cell)).collect();
    let decimals: Vec<char> =
        shown.iter().filter_map(|shown| if let Shown::Decimal(sign) = shown { Some(*sign) } else { None }).collect();
    match decimals.as_slice() {
        [] if shown.is_empty() => DecimalSaid::One('.'),
        [sign] => DecimalSaid::One(*sign),
        _ => DecimalSaid::Unclear,
    }
}

/// What the sign in one cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    /// It parts whole from parts: not three digits follow it, or the other sign stands before it.
    Decimal(char),
    /// Three digits follow it: decimal sign or sign between thousands.
    Open,
}

fn shown(cell: &str) -> Option<Shown> {
    let number = cell.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    if !number.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',')) {
        return None;
    }
    let at = number.rfind(['.', ','])?;
    let (before, rest) = number.split_at_checked(at)?;
    let sign = rest.chars().next()?;
    if before.contains(sign) {
        return None;
    }
    let decides = rest.len() != 4 || before == "0" || before.contains(['.', ',']);
    Some(if decides { Shown::Decimal(sign) } else { Shown::Open })
}

/// The forms of the date columns.
#[must_use]
pub fn dates(columns: &[ColumnSurvey], cells: &[Vec<String>], options: &Options) -> Vec<DatesSaid> {
    let is_time = |column: &ColumnSurvey| match &column.taken_as {
        TakenAs::Context(id) => Field::from_id(id).is_some_and(|field| field.kind() == FieldKind::Time),
        _ => false,
    };
    let reads_all = |form: &&str, cells: &[String]| cells.iter().all(|cell| reads(form, cell));
    let order = options.date_order.as_deref();
    columns
        .iter()
        .zip(cells)
        .filter(|(column, cells)| is_time(column) && !cells.is_empty())
        .map(|(column, cells)| DatesSaid {
            heading: column.heading.clone(),
            forms: DATE_FORMS.into_iter().filter(|form| fits_order(form, order) && reads_all(form, cells)).collect(),
            example: cells.first().cloned().unwrap_or_default(),
        })
        .collect()
}

/// True unless an order was named and the form has another.
fn fits_order(form: &str, order: Option<&str>) -> bool {
    let letters: String = form.chars().filter(|letter| "Yymdb".contains(*letter)).collect();
    let own = letters.to_lowercase().replace('b', "m");
    order.is_none_or(|order| own.get(..3) == Some(order))
}

fn reads(form: &str, cell: &str) -> bool {
    let day = if form.contains("%H") {
        NaiveDateTime::parse_from_str(cell, form).map(|moment| moment.date())
    } else {
        // A time of day behind year-month-day is read whatever the profile says.
        let day = if form == "%Y-%m-%d" { cell.split(['T', ' ']).next().unwrap_or_default() } else { cell };
        NaiveDate::parse_from_str(day, form)
    };
    day.is_ok_and(|day| YEARS.contains(&day.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_shows_what_it_is_unless_three_digits_follow() {
        for (cell, expect) in [
            ("1,5", Some(Shown::Decimal(','))),
            ("<0.25", Some(Shown::Decimal('.'))),
            ("0,125", Some(Shown::Decimal(','))),
            ("1.234,5", Some(Shown::Decimal(','))),
            ("1,234.567", Some(Shown::Decimal('.'))),
            ("1.234", Some(Shown::Open)),
            ("≤ 12,345", Some(Shown::Open)),
            ("1.234.567", None),
            ("18/16/13", None),
            ("12", None),
            ("trace", None),
        ] {
            assert_eq!(shown(cell), expect, "{cell}");
        }
    }

    #[test]
    fn a_form_takes_a_cell_whole() {
        assert!(
            reads("%d/%m/%Y", "3/4/2026") && reads("%Y-%m-%d", "2026-04-03 08:30") && reads("%d-%b-%y", "14-Aug-16")
        );
        assert!(reads("%d/%m/%Y, %H:%M:%S", "25/03/2026, 07:08:09"));
        assert!(!reads("%d/%m/%Y", "3/4/26") && !reads("%d/%m/%Y", "13/14/2026") && !reads("%d/%m/%Y", "3/4/2026 x"));
    }

    #[test]
    fn a_named_order_leaves_only_its_forms() {
        assert!(fits_order("%d %b %Y", Some("dmy")) && fits_order("%m/%d/%y", None));
        assert!(!fits_order("%m/%d/%y", Some("dmy")));
    }
}
