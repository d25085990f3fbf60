//! Where an axis is marked, and how the marks are written.

use chrono::{Datelike, NaiveDate};

use super::guard::Range;

/// Most marks on an axis of numbers.
const NUMBERS_MAX: u32 = 7;

/// A mark of the vertical axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NumberTick {
    pub value: f64,
    pub label: String,
}

/// Marks at round numbers: steps of 1, 2 or 5 times a power of ten, at most seven.
pub(super) fn numbers(range: Range) -> Vec<NumberTick> {
    // Seven marks span at least six steps and less than eight, so the step is between these two.
    let power = 10_f64.powf((range.half() / 4.0).log10().floor());
    let fits = |step: f64| {
        let steps = (range.high / step + 1e-9).floor() - (range.low / step - 1e-9).ceil();
        steps < f64::from(NUMBERS_MAX)
    };
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| fits(*step));
    let step = step.unwrap_or(20.0 * power);
    let start = (range.low / step - 1e-9).ceil();
    if !step.is_finite() || !start.is_finite() || step <= 0.0 {
        return [range.low, range.high].map(|value| NumberTick { value, label: format!("{value:.1e}") }).into();
    }
    let mut ticks: Vec<NumberTick> = Vec::new();
    for index in 0..NUMBERS_MAX {
        // Adding zero turns −0 into 0.
        let value = (start + f64::from(index)) * step + 0.0;
        if value > range.high + step * 1e-9 || !value.is_finite() {
            break;
        }
        if ticks.last().is_none_or(|last| last.value < value) {
            ticks.push(NumberTick { value, label: number(value, step, range) });
        }
    }
    ticks
}

/// A number with as many decimals as its step needs; very large and very small ones as powers of ten.
fn number(value: f64, step: f64, range: Range) -> String {
    let level = range.low.abs().max(range.high.abs());
    if level >= 1e7 || step < 1e-6 {
        if value == 0.0 {
            return "0".to_owned();
        }
        let digits = decimals(step / 10_f64.powf((value.abs() * (1.0 + 1e-9)).log10().floor()));
        return format!("{value:.digits$e}").replace(".0e", "e");
    }
    format!("{value:.*}", decimals(step))
}

/// Decimals that a step needs, at most nine.
fn decimals(step: f64) -> usize {
    (0..9_u16).find(|digits| step * 10_f64.powi(i32::from(*digits)) >= 0.999_999).map_or(9, usize::from)
}

/// A mark of the horizontal axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DayTick {
    pub day: NaiveDate,
    pub label: String,
}

/// How far apart the marks of the horizontal axis are.
#[derive(Debug, Clone, Copy)]
enum Step {
    Days(i32),
    Months(i32),
    Years(i32),
}

/// From a day to a hundred thousand years; the calendar of chrono ends after 262,000.
const STEPS: [Step; 24] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(200),
    Step::Years(500),
    Step::Years(1_000),
    Step::Years(2_000),
    Step::Years(5_000),
    Step::Years(10_000),
    Step::Years(20_000),
    Step::Years(50_000),
    Step::Years(100_000),
    Step::Years(200_000),
];

/// Marks at days, months, quarters or years, as many as `most` allows.
pub(super) fn days(first: NaiveDate, last: NaiveDate, most: usize) -> Vec<DayTick> {
    for step in STEPS {
        let (size, from, to) = match step {
            // The first day of the common era was a Monday, so weeks are marked on Mondays.
            Step::Days(size) => (size, first.num_days_from_ce() - 1, last.num_days_from_ce() - 1),
            Step::Months(size) => (size, month_index(first), month_index(last)),
            Step::Years(size) => (size, first.year(), last.year()),
        };
        let (from, to) = (from.div_euclid(size), to.div_euclid(size));
        if usize::try_from(to.saturating_sub(from)).is_ok_and(|count| count > most) {
            continue;
        }
        let ticks: Vec<DayTick> = (from..=to)
            .filter_map(|index| tick(step, index.saturating_mul(size)))
            .filter(|tick| (first..=last).contains(&tick.day))
            .collect();
        if (1..=most).contains(&ticks.len()) {
            return ticks;
        }
    }
    Vec::new()
}

fn month_index(day: NaiveDate) -> i32 {
    day.year().saturating_mul(12).saturating_add(i32::try_from(day.month0()).unwrap_or(0))
}

fn tick(step: Step, index: i32) -> Option<DayTick> {
    let (day, label) = match step {
        Step::Days(_) => {
            let day = NaiveDate::from_num_days_from_ce_opt(index + 1)?;
            (day, day.format("%Y-%m-%d").to_string())
        }
        Step::Months(_) => {
            let month = u32::try_from(index.rem_euclid(12)).ok()?;
            let day = NaiveDate::from_ymd_opt(index.div_euclid(12), month + 1, 1)?;
            (day, day.format("%Y-%m").to_string())
        }
        Step::Years(_) => (NaiveDate::from_ymd_opt(index, 1, 1)?, index.to_string()),
    };
    Some(DayTick { day, label })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn labels(low: f64, high: f64) -> Vec<String> {
        numbers(Range { low, high }).into_iter().map(|tick| tick.label).collect()
    }

    fn day_labels(first: &str, last: &str) -> Vec<String> {
        days(first.parse().unwrap(), last.parse().unwrap(), 8).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn numbers_are_round_and_at_most_seven() {
        assert_eq!(labels(0.0, 0.12), ["0.00", "0.02", "0.04", "0.06", "0.08", "0.10", "0.12"]);
        assert_eq!(labels(41.4, 50.6), ["42", "44", "46", "48", "50"]);
        assert_eq!(labels(0.0, 130.0), ["0", "20", "40", "60", "80", "100", "120"]);
        assert_eq!(labels(-1.0, 1.0), ["-1.0", "-0.5", "0.0", "0.5", "1.0"]);
        assert_eq!(labels(0.0, 60.0), ["0", "10", "20", "30", "40", "50", "60"]);
        assert_eq!(labels(0.0, 3e9), ["0", "5e8", "1e9", "1.5e9", "2e9", "2.5e9", "3e9"]);
    }

    #[test]
    fn no_range_gives_none_or_too_many() {
        for (low, high) in [(-f64::MAX, f64::MAX), (0.0, 1e308), (0.0, 1e-289), (1e16, 1e16 + 4.0), (1e-300, 1e300)] {
            let count = labels(low, high).len();
            assert!((1..=7).contains(&count), "{low} to {high}: {count}");
        }
    }

    #[test]
    fn days_months_quarters_years() {
        assert_eq!(day_labels("2026-03-01", "2026-03-04").len(), 4);
        assert_eq!(day_labels("2026-03-01", "2026-03-24"), ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"]);
        assert_eq!(day_labels("2026-01-15", "2026-04-10"), ["2026-02", "2026-03", "2026-04"]);
        assert_eq!(
            day_labels("2025-01-15", "2026-04-10"),
            ["2025-03", "2025-05", "2025-07", "2025-09", "2025-11", "2026-01", "2026-03"]
        );
        assert_eq!(day_labels("2024-02-15", "2026-01-10").first().unwrap(), "2024-04");
        assert_eq!(day_labels("2012-02-15", "2026-01-10"), ["2014", "2016", "2018", "2020", "2022", "2024", "2026"]);
    }

    #[test]
    fn the_whole_calendar_has_few_marks() {
        let count = days(NaiveDate::MIN, NaiveDate::MAX, 8).len();
        assert!((1..=8).contains(&count), "{count}");
        assert_eq!(days(NaiveDate::MAX, NaiveDate::MAX, 8).len(), 1);
    }
}
