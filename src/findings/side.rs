//! On which side of a limit a result lies, exactly as the comparison word says. A censored value lies on a side only
//! where all that it can be does. How sure the method is of it is not asked here.

use crate::domain::{Code, Iso4406, Rating, Value};
use crate::standards::Compare;

/// Relative difference under which two numbers count as equal: what unit conversion and percentages leave behind
/// in binary arithmetic, far under any method's resolution.
const SAME: f64 = 1e-9;

/// Where a result lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// On the side that passes.
    Inside,
    /// On the other.
    Outside,
    /// On either, as far as the result says.
    Unsure,
}

impl Side {
    const fn inside(is_inside: bool) -> Self {
        if is_inside { Self::Inside } else { Self::Outside }
    }
}

/// One end of the numbers that pass.
#[derive(Clone, Copy)]
pub(super) enum End {
    /// There is none on this side.
    Open,
    /// The number itself passes.
    Included(f64),
    /// The number itself does not.
    Excluded(f64),
}

impl End {
    /// The number.
    pub(super) const fn number(self) -> Option<f64> {
        match self {
            Self::Open => None,
            Self::Included(number) | Self::Excluded(number) => Some(number),
        }
    }
}

/// Which side of the limit the value lies on, or why that cannot be asked.
pub(super) fn side(compare: Compare, value: Value, reference: Option<f64>) -> Result<Side, &'static str> {
    match compare {
        Compare::ClassAtMost(limit) => class_side(limit, value),
        Compare::CodeAtMost(limit) => match value {
            Value::Code(Code::Iso4406(code)) => Ok(code_side(limit, code)),
            _ => Err("reason-kind"),
        },
        Compare::Pass => rating_side(value, None),
        Compare::AtMostTrace(bound) => rating_side(value, Some(End::Excluded(bound))),
        Compare::AtMostNone(bound) => rating_side(value, Some(End::Included(bound))),
        _ => {
            let (low, high) = ends(compare, reference)?;
            number_side(low, high, value)
        }
    }
}

/// The numbers that pass, as absolute values.
pub(super) fn ends(compare: Compare, reference: Option<f64>) -> Result<(End, End), &'static str> {
    let new = || reference.filter(|new| new.is_finite()).ok_or("reason-no-reference");
    // A percentage of nothing, or of less, says nothing.
    let base = || new().and_then(|new| if new > 0.0 { Ok(new) } else { Err("reason-no-reference") });
    Ok(match compare {
        Compare::AtMost(high) => (End::Open, End::Included(high)),
        Compare::Below(high) => (End::Open, End::Excluded(high)),
        Compare::AtLeast(low) => (End::Included(low), End::Open),
        Compare::Above(low) => (End::Excluded(low), End::Open),
        Compare::Within(low, high) => (End::Included(low), End::Included(high)),
        Compare::WithinBelow(low, high) => (End::Included(low), End::Excluded(high)),
        Compare::ChangeWithinPercent(low, high) => {
            let new = base()?;
            // No oil can lose more than all of it: such a lower bound limits nothing.
            let lower = if low <= -100.0 { End::Open } else { End::Included(new * (1.0 + low / 100.0)) };
            (lower, End::Included(new * (1.0 + high / 100.0)))
        }
        Compare::ChangeAtMost(high) => (End::Open, End::Included(new()? + high)),
        Compare::ChangeBelow(high) => (End::Open, End::Excluded(new()? + high)),
        Compare::ChangeAtLeast(low) => (End::Included(new()? + low), End::Open),
        Compare::PercentOfNewAtLeast(low) => (End::Included(base()? * low / 100.0), End::Open),
        _ => return Err("reason-kind"),
    })
}

/// The end of the numbers that pass which lies nearest to a number, as an absolute value; `None` for codes and ratings.
#[must_use]
pub fn nearest_end(compare: Compare, reference: Option<f64>, number: f64) -> Option<f64> {
    let (low, high) = ends(compare, reference).ok()?;
    let numbers = [low, high].into_iter().filter_map(End::number);
    numbers.min_by(|one, other| (number - one).abs().total_cmp(&(number - other).abs()))
}

fn number_side(low: End, high: End, value: Value) -> Result<Side, &'static str> {
    let low_open = matches!(low, End::Open);
    let high_open = matches!(high, End::Open);
    Ok(match value {
        Value::Exact(number) if number.is_nan() => return Err("reason-unreadable"),
        Value::Exact(number) => Side::inside(reaches(low, number) && stays(high, number)),
        // All that lies below the number.
        Value::Below(number) if !low_open && under(low, number) => Side::Outside,
        Value::Below(number) if low_open && covers(high, number) => Side::Inside,
        // All that lies above the number.
        Value::Above(number) if !high_open && over(high, number) => Side::Outside,
        Value::Above(number) if high_open && over(low, number) => Side::Inside,
        // All up to the number, and all from it on.
        Value::AtMost(number) if !reaches(low, number) => Side::Outside,
        Value::AtMost(number) if low_open && stays(high, number) => Side::Inside,
        Value::AtLeast(number) if !stays(high, number) => Side::Outside,
        Value::AtLeast(number) if high_open && reaches(low, number) => Side::Inside,
        Value::Below(_) | Value::Above(_) | Value::AtMost(_) | Value::AtLeast(_) => Side::Unsure,
        Value::NotDetected | Value::Code(Code::Rating(Rating::Absent)) => {
            if low_open && stays(high, 0.0) {
                Side::Inside
            } else {
                Side::Unsure
            }
        }
        Value::Code(_) => return Err("reason-kind"),
    })
}

/// Equal but for what binary arithmetic leaves behind.
fn same(a: f64, b: f64) -> bool {
    let apart = (a - b).abs();
    apart == 0.0 || apart.is_finite() && apart <= SAME * a.abs().max(b.abs())
}

fn reaches(low: End, number: f64) -> bool {
    match low {
        End::Open => true,
        End::Included(low) => number > low || same(number, low),
        End::Excluded(low) => number > low && !same(number, low),
    }
}

fn stays(high: End, number: f64) -> bool {
    match high {
        End::Open => true,
        End::Included(high) => number < high || same(number, high),
        End::Excluded(high) => number < high && !same(number, high),
    }
}

/// True if everything below the number misses the low end: `<12.5` against at least 12.5.
fn under(low: End, number: f64) -> bool {
    match low {
        End::Open => false,
        End::Included(low) | End::Excluded(low) => number < low || same(number, low),
    }
}

/// True if everything below the number stays under the high end: `<3` against at most 3 or below 3.
fn covers(high: End, number: f64) -> bool {
    match high {
        End::Open => true,
        End::Included(high) | End::Excluded(high) => number < high || same(number, high),
    }
}

/// True if everything above the number lies above the end: `>60` against at most 60, or against above 60.
fn over(end: End, number: f64) -> bool {
    match end {
        End::Open => true,
        End::Included(end) | End::Excluded(end) => number > end || same(number, end),
    }
}

fn class_side(limit: Code, value: Value) -> Result<Side, &'static str> {
    match (limit, value) {
        (Code::Copper(limit), Value::Code(Code::Copper(strip))) => Ok(Side::inside(strip.rank() <= limit.rank())),
        (Code::Nas1638(limit), Value::Code(Code::Nas1638(class))) => Ok(Side::inside(class.rank() <= limit.rank())),
        (Code::As4059(limit), Value::Code(Code::As4059(class))) => Ok(Side::inside(class.rank() <= limit.rank())),
        (Code::Rating(limit), Value::Code(Code::Rating(rating))) => {
            Ok(Side::inside(rating.badness() <= limit.badness()))
        }
        (Code::Iso4406(limit), Value::Code(Code::Iso4406(code))) => Ok(code_side(limit, code)),
        _ => Err("reason-kind"),
    }
}

/// Number by number; `-` in the limit limits nothing, `-` in the result leaves it open.
fn code_side(limit: Iso4406, code: Iso4406) -> Side {
    code.meets(limit).map_or(Side::Unsure, Side::inside)
}

/// Ratings against "pass" (no number allowed) or against "a trace" and "none" with the number that means it.
fn rating_side(value: Value, number: Option<End>) -> Result<Side, &'static str> {
    let trace_allowed = matches!(number, Some(End::Excluded(_)));
    match (value, number) {
        (Value::NotDetected, _) => Ok(Side::Inside),
        (Value::Code(Code::Rating(rating)), None) => Ok(Side::inside(rating.badness() == 0)),
        (Value::Code(Code::Rating(rating)), Some(_)) => match rating {
            Rating::Absent | Rating::Pass | Rating::Clear | Rating::Normal => Ok(Side::Inside),
            Rating::Trace => Ok(Side::inside(trace_allowed)),
            Rating::Present if trace_allowed => Ok(Side::Unsure),
            Rating::Hazy | Rating::Cloudy | Rating::Abnormal => Err("reason-kind"),
            _ => Ok(Side::Outside),
        },
        (Value::Code(_), _) | (_, None) => Err("reason-kind"),
        (value, Some(high)) => number_side(End::Open, high, value),
    }
}
