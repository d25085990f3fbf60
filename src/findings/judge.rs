//! One result against one limit: simple acceptance on the bare limit, exactly as the comparison word says.
//!
//! A censored value passes or fails only where all that it can be lies on one side. How close a result may
//! come to a limit before the method cannot tell is stated as a reason, and does not change the outcome.

use crate::domain::{Code, Iso4406, Message, Outcome, Rating, Reading, Recall, Value};
use crate::standards::{Compare, Limit};

/// A single result meets or misses a limit with 95 % confidence beyond this share of R (ISO 4259-2).
const NEAR_SHARE: f64 = 0.59;

/// Relative difference under which two numbers count as equal: what unit conversion and percentages leave behind
/// in binary arithmetic, far under any method's resolution.
const SAME: f64 = 1e-9;

/// Holds a reading against a limit.
///
/// `reference` is the new-oil value, used only by limits on a change. `reproducibility` gives R at a level.
pub fn judge(
    limit: &Limit,
    reading: Option<Reading>,
    reference: Option<f64>,
    reproducibility: impl Fn(f64) -> Option<f64>,
) -> (Outcome, Option<Message>) {
    if matches!(limit.compare, Compare::Report) {
        return (Outcome::NoLimit, None);
    }
    let value = match reading {
        None | Some(Reading::NotTested) => return (Outcome::NotTested, None),
        Some(Reading::Unreadable) => return not_comparable("reason-unreadable"),
        Some(Reading::Value(value)) => value,
    };
    if !limit.comparable {
        return not_comparable("reason-other-unit");
    }
    let side = match side(limit.compare, value, reference) {
        Ok(side) => side,
        Err(reason) => return not_comparable(reason),
    };
    match side {
        Side::Unsure => (Outcome::Undecided, Some(Message::new("reason-censored"))),
        Side::Outside if limit.recall == Some(Recall::Weak) => {
            (Outcome::NearFail, Some(Message::new("reason-limit-unconfirmed")))
        }
        Side::Inside | Side::Outside => {
            let outcome = if side == Side::Inside { Outcome::Pass } else { Outcome::Fail };
            let near = is_near(limit.compare, value, reference, reproducibility);
            (outcome, near.then(|| Message::new("reason-near")))
        }
    }
}

fn not_comparable(reason: &str) -> (Outcome, Option<Message>) {
    (Outcome::NotComparable, Some(Message::new(reason)))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Inside,
    Outside,
    Unsure,
}

impl Side {
    const fn inside(is_inside: bool) -> Self {
        if is_inside { Self::Inside } else { Self::Outside }
    }
}

/// One end of the numbers that pass.
#[derive(Clone, Copy)]
enum End {
    Open,
    Included(f64),
    Excluded(f64),
}

/// Which side of the limit the value lies on, or why that cannot be asked.
fn side(compare: Compare, value: Value, reference: Option<f64>) -> Result<Side, &'static str> {
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
fn ends(compare: Compare, reference: Option<f64>) -> Result<(End, End), &'static str> {
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
        Value::Below(_) | Value::Above(_) => Side::Unsure,
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

/// True if the value lies closer to the limit than the method can tell.
fn is_near(
    compare: Compare,
    value: Value,
    reference: Option<f64>,
    reproducibility: impl Fn(f64) -> Option<f64>,
) -> bool {
    let (Value::Exact(number), Ok((low, high))) = (value, ends(compare, reference)) else { return false };
    [low, high].into_iter().any(|end| match end {
        End::Open => false,
        End::Included(limit) | End::Excluded(limit) => {
            reproducibility(limit).is_some_and(|r| (number - limit).abs() < NEAR_SHARE * r)
        }
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::panic, reason = "a test may panic")]

    use super::super::super::history::fixture;
    use super::*;
    use crate::domain::CopperStrip;
    use crate::standards::document::DocumentKind;

    /// What comes of results against one limit on a viscosity, reference 10, R 1 at every level.
    fn outcomes(compare: Compare, results: &str) -> String {
        let mut standards = fixture::standards();
        let document = fixture::document(&mut standards, "D", DocumentKind::Grade, "other");
        let limit = fixture::limit_row(&standards, document, None, "kv_100c", compare);
        let of = |text: &str| judge(&limit, Some(fixture::reading(text)), Some(10.0), |_| Some(1.0)).0.id();
        results.split_whitespace().map(of).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_comparison_word_means_what_it_says_below_at_and_above() {
        let cases = [
            (Compare::AtMost(5.0), "4.99 5 5.01", "pass pass fail"),
            (Compare::Below(5.0), "4.99 5 5.01", "pass fail fail"),
            (Compare::AtLeast(5.0), "4.99 5 5.01", "fail pass pass"),
            (Compare::Above(5.0), "4.99 5 5.01", "fail fail pass"),
            (Compare::Within(5.0, 6.0), "4.99 5 6 6.01", "fail pass pass fail"),
            (Compare::WithinBelow(12.5, 16.3), "12.49 12.5 16.29 16.3", "fail pass pass fail"),
            (Compare::ChangeWithinPercent(-10.0, 15.0), "8.99 9 11.5 11.51", "fail pass pass fail"),
            (Compare::ChangeWithinPercent(-100.0, 10.0), "0 10.99 11 11.01", "pass pass pass fail"),
            (Compare::ChangeAtMost(0.3), "10.29 10.3 10.31", "pass pass fail"),
            (Compare::ChangeBelow(0.3), "10.29 10.3 10.31", "pass fail fail"),
            (Compare::ChangeAtLeast(-0.3), "9.69 9.7 9.71", "fail pass pass"),
            (Compare::PercentOfNewAtLeast(65.0), "6.49 6.5 6.51", "fail pass pass"),
            (Compare::AtMostTrace(0.03), "0.029 0.03 trace absent light", "pass fail pass pass fail"),
            (Compare::AtMostNone(0.005), "0.005 0.0051 trace absent present", "pass fail fail pass fail"),
            (Compare::Pass, "pass clear hazy cloudy light_fail nd", "pass pass fail fail fail pass"),
            (Compare::Report, "1 ? -", "no_limit no_limit no_limit"),
        ];
        for (compare, results, expected) in cases {
            assert_eq!(outcomes(compare, results), expected, "{compare:?} {results}");
        }
    }

    #[test]
    fn sf_40_is_judged_as_the_standard_has_it() {
        assert_eq!(outcomes(Compare::WithinBelow(12.5, 16.3), "12.49 12.5 16.29 16.3"), "fail pass pass fail");
        assert_eq!(outcomes(Compare::AtMost(-10.0), "-6 -9 -10 -12"), "fail fail pass pass");
        assert_eq!(outcomes(Compare::AtLeast(225.0), "224 225"), "fail pass");
        assert_eq!(outcomes(Compare::AtLeast(225.0), "-"), "not_tested");
        assert_eq!(outcomes(Compare::WithinBelow(12.5, 16.3), "<20"), "undecided");
    }

    #[test]
    fn a_censored_value_is_judged_only_where_all_of_it_lies_on_one_side() {
        let cases = [
            (
                Compare::WithinBelow(12.5, 16.3),
                "<20 <12.5 <12.6 >16.3 >16.2 >12",
                "undecided fail undecided fail undecided undecided",
            ),
            (Compare::AtMost(3.0), "<5 <3 <2 >2 >3 >28", "undecided pass pass undecided fail fail"),
            (Compare::Below(3.0), "<3 <3.1 >3", "pass undecided fail"),
            (Compare::AtLeast(3.0), "<3 <4 >3 >2 >28", "fail undecided pass undecided pass"),
            (Compare::Above(3.0), "<3 >3 >2.9", "fail pass undecided"),
            (Compare::AtMostTrace(0.03), "<0.03 <0.04 >0.03", "pass undecided fail"),
            (Compare::AtMost(3.0), "nd absent", "pass pass"),
            (Compare::AtLeast(3.0), "nd", "undecided"),
            (Compare::AtMost(-10.0), "nd", "undecided"),
        ];
        for (compare, results, expected) in cases {
            assert_eq!(outcomes(compare, results), expected, "{compare:?} {results}");
        }
    }

    #[test]
    fn classes_and_codes_are_compared_with_their_own_kind_only() {
        let copper = |text| CopperStrip::parse(text).map(Code::Copper).map(Compare::ClassAtMost);
        let Some(one_b) = copper("1b") else { panic!("a class") };
        assert_eq!(outcomes(one_b, "1a 1b 2a hazy 5"), "pass pass fail not_comparable not_comparable");
        let Some(code) = Iso4406::parse("-/18/15").map(Compare::CodeAtMost) else { panic!("a code") };
        assert_eq!(outcomes(code, "25/18/15 17/19/10 10/10/16 */18/15"), "pass fail fail pass");
        assert_eq!(outcomes(code, "20/-/15 20/-/16 20/*/10 18"), "undecided fail fail not_comparable");
        assert_eq!(outcomes(Compare::AtMost(5.0), "18/16/13 1b trace"), "not_comparable not_comparable not_comparable");
        assert_eq!(outcomes(Compare::Pass, "5"), "not_comparable");
    }

    #[test]
    fn binary_arithmetic_does_not_decide_at_the_limit() {
        // 1000 mg/kg as a mass percent, and 10 % of 46.
        let mut standards = fixture::standards();
        let document = fixture::document(&mut standards, "D", DocumentKind::Grade, "other");
        let outcome = |compare: Compare, value: f64, reference: f64| {
            let limit = fixture::limit_row(&standards, document, None, "kv_40c", compare);
            judge(&limit, Some(Reading::Value(Value::Exact(value))), Some(reference), |_| None).0
        };
        assert_eq!(outcome(Compare::AtMost(0.3), 0.1 + 0.2, 0.0), Outcome::Pass);
        assert_eq!(outcome(Compare::Below(0.3), 0.1 + 0.2, 0.0), Outcome::Fail);
        assert_eq!(outcome(Compare::ChangeWithinPercent(-10.0, 10.0), 46.0 * 1.1, 46.0), Outcome::Pass);
        assert_eq!(outcome(Compare::ChangeAtMost(0.3), 0.4, 0.1), Outcome::Pass);
        assert_eq!(outcome(Compare::AtMost(5.0), f64::NAN, 0.0), Outcome::NotComparable);
        assert_eq!(outcome(Compare::AtMost(5.0), f64::INFINITY, 0.0), Outcome::Fail);
    }

    #[test]
    fn what_cannot_be_judged_says_why() {
        let mut standards = fixture::standards();
        let document = fixture::document(&mut standards, "D", DocumentKind::Grade, "other");
        let mut limit = fixture::limit_row(&standards, document, None, "water", Compare::ChangeAtMost(0.3));
        let reason = |limit: &Limit, text: &str, reference: Option<f64>| {
            let (outcome, reason) = judge(limit, Some(fixture::reading(text)), reference, |_| None);
            (outcome, reason.map(|message| message.id).unwrap_or_default())
        };
        assert_eq!(reason(&limit, "1", None), (Outcome::NotComparable, "reason-no-reference".to_owned()));
        assert_eq!(reason(&limit, "1O", Some(1.0)), (Outcome::NotComparable, "reason-unreadable".to_owned()));
        assert_eq!(judge(&limit, None, Some(1.0), |_| None), (Outcome::NotTested, None));
        limit.comparable = false;
        assert_eq!(reason(&limit, "1", Some(1.0)), (Outcome::NotComparable, "reason-other-unit".to_owned()));
    }

    #[test]
    fn a_weakly_remembered_limit_never_gives_a_plain_fail() {
        let mut standards = fixture::standards();
        let document = fixture::document(&mut standards, "D", DocumentKind::Grade, "other");
        let mut limit = fixture::limit_row(&standards, document, None, "pour_point", Compare::AtMost(-10.0));
        limit.recall = Some(Recall::Weak);
        assert_eq!(judge(&limit, Some(fixture::reading("-6")), None, |_| None).0, Outcome::NearFail);
        assert_eq!(judge(&limit, Some(fixture::reading("-10")), None, |_| None).0, Outcome::Pass);
    }

    #[test]
    fn a_result_that_the_method_cannot_tell_from_the_limit_is_said_to_be_near() {
        let mut standards = fixture::standards();
        let document = fixture::document(&mut standards, "D", DocumentKind::Grade, "other");
        let limit = fixture::limit_row(&standards, document, None, "flash_point_coc", Compare::AtLeast(225.0));
        let near = |text: &str| judge(&limit, Some(fixture::reading(text)), None, |_| Some(18.0)).1.is_some();
        // 0.59 R is 10.62.
        assert!(near("224") && near("225") && near("235.6") && near("214.4"));
        assert!(!near("235.7") && !near("214.3"));
    }
}
