//! One result against one limit, by the decision rule that its document or the laboratory has chosen.
//!
//! A censored value passes or fails only where all that it can be lies on one side. Where a plain number lies closer
//! to the limit than its method can tell, the outcome says so; what follows from that is the rule's business.

use crate::domain::{Arg, DecisionRule, Message, Outcome, Reading, Recall, Rounding, Severity, Value};
use crate::standards::{Compare, Limit};

use super::band::{Margin, Measured, NewOil, is_near, margin};
use super::rounding::rounded;
use super::side::{Side, side};

/// A result, a limit, and how the two are to be decided.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// The limit.
    pub limit: &'q Limit,
    /// The result; `None` if the sample has none.
    pub reading: Option<Reading>,
    /// The new-oil value, used only by limits on a change.
    pub reference: Option<NewOil>,
    /// The decision rule.
    pub rule: DecisionRule,
    /// Which digits are compared.
    pub rounding: Rounding,
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// How it came out.
    pub outcome: Outcome,
    /// The severity reached.
    pub severity: Severity,
    /// Why, where the outcome alone does not say it.
    pub reason: Option<Message>,
    /// How far from the limit the method can tell; `None` where that is not known or means nothing.
    pub margin: Option<Margin>,
}

/// Holds a reading against a limit by simple acceptance.
///
/// `reference` is the new-oil value, used only by limits on a change. `reproducibility` gives R at a level.
pub fn judge(
    limit: &Limit,
    reading: Option<Reading>,
    reference: Option<f64>,
    reproducibility: impl Fn(f64) -> Option<f64>,
) -> (Outcome, Option<Message>) {
    let reference = reference.map(|value| NewOil { value, measured: false });
    let (rule, rounding) = (DecisionRule::Simple, Rounding::Full);
    let decision = decide(&Question { limit, reading, reference, rule, rounding }, |level, _| reproducibility(level));
    (decision.outcome, decision.reason)
}

/// Answers a question. `reproducibility` gives R at a level, which is that of the limit (ISO 4259-2), not of the result.
pub fn decide(question: &Question<'_>, reproducibility: impl Fn(f64, Measured) -> Option<f64>) -> Decision {
    let Question { limit, reading, reference, .. } = *question;
    if matches!(limit.compare, Compare::Report) {
        return open(Outcome::NoLimit, None);
    }
    let value = match reading {
        None | Some(Reading::NotTested) => return open(Outcome::NotTested, None),
        Some(Reading::Unreadable) => return not_comparable("reason-unreadable"),
        Some(Reading::NoUnit) => return not_comparable("reason-no-unit"),
        Some(Reading::Value(value)) => value,
    };
    if !limit.comparable {
        return not_comparable("reason-other-unit");
    }
    let reference = reference.map(|new| new.value);
    let in_full = side(limit.compare, value, reference);
    let rounded = rounded(limit, value).map(|rounded| (rounded, side(limit.compare, Value::Exact(rounded), reference)));
    let differs = rounded.is_some_and(|(_, side)| side != in_full);
    let side = match (question.rounding, rounded) {
        (Rounding::LimitDigits, Some((_, side))) => side,
        _ => in_full,
    };
    let margin = margin(question, value, reproducibility);
    let side = match side {
        Err(reason) => return not_comparable(reason),
        Ok(Side::Unsure) => return open(Outcome::Undecided, Some(Message::new("reason-censored"))),
        Ok(side) => side,
    };
    let outcome = outcome(question, side, is_near(value, side, margin));
    let reason = match (outcome, rounded.filter(|_| differs)) {
        (Outcome::NearFail, _) if limit.recall == Some(Recall::Weak) => Some(Message::new("reason-limit-unconfirmed")),
        (_, Some((rounded, _))) => Some(rounding_matters(question, value, rounded)),
        (Outcome::NearPass | Outcome::NearFail, None) => Some(Message::new("reason-near")),
        _ => None,
    };
    Decision { outcome, severity: severity(question, outcome), reason, margin }
}

const fn open(outcome: Outcome, reason: Option<Message>) -> Decision {
    Decision { outcome, severity: Severity::NoVerdict, reason, margin: None }
}

fn not_comparable(reason: &str) -> Decision {
    Decision::not_comparable(Message::new(reason))
}

impl Decision {
    /// A result that the limit cannot judge, and why.
    #[must_use]
    pub const fn not_comparable(reason: Message) -> Self {
        open(Outcome::NotComparable, Some(reason))
    }
}

const fn outcome(question: &Question<'_>, side: Side, near: bool) -> Outcome {
    match (side, near) {
        (Side::Inside, false) => Outcome::Pass,
        (Side::Inside, true) => Outcome::NearPass,
        // A limit that is hardly remembered fails nothing.
        (_, true) => Outcome::NearFail,
        (_, false) if matches!(question.limit.recall, Some(Recall::Weak)) => Outcome::NearFail,
        (_, false) => Outcome::Fail,
    }
}

/// What an outcome reaches by the rule: near the limit, the bare limit decides by simple acceptance, a guard band does
/// not accept, and ISO 4259 does not reject.
fn severity(question: &Question<'_>, outcome: Outcome) -> Severity {
    let full = question.limit.severity;
    let doubtful = full.min(Severity::Caution);
    match (outcome, question.rule) {
        (Outcome::NearFail, _) if question.limit.recall == Some(Recall::Weak) => doubtful,
        (Outcome::NearFail, DecisionRule::Iso4259) | (Outcome::NearPass, DecisionRule::GuardBand) => doubtful,
        (Outcome::Fail | Outcome::NearFail, _) => full,
        (Outcome::Pass | Outcome::NearPass, _) => Severity::Normal,
        _ => Severity::NoVerdict,
    }
}

fn rounding_matters(question: &Question<'_>, value: Value, rounded: f64) -> Message {
    let property = question.limit.property;
    let id = match question.rounding {
        Rounding::Full => "reason-rounding-full",
        Rounding::LimitDigits => "reason-rounding-limit",
    };
    Message::new(id)
        .with("value", Arg::Beside(property, value, rounded))
        .with("rounded", Arg::Number(rounded, question.limit.decimals.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::panic, reason = "a test may panic")]

    use super::super::super::history::fixture;
    use super::*;
    use crate::domain::{Code, CopperStrip, Iso4406};
    use crate::standards::document::DocumentKind;

    /// What comes of results against one limit on a viscosity, reference 10, no precision known.
    fn outcomes(compare: Compare, results: &str) -> String {
        let mut standards = fixture::standards();
        let document = fixture::document(&mut standards, "D", DocumentKind::Grade, "other");
        let limit = fixture::limit_row(&standards, document, None, "kv_100c", compare);
        let of = |text: &str| judge(&limit, Some(fixture::reading(text)), Some(10.0), |_| None).0.id();
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
    fn a_value_that_may_be_the_number_itself_is_judged_so() {
        let cases = [
            (Compare::Below(12.5), "<=12.5 <=12.4 >=12.5 >=12", "undecided pass fail undecided"),
            (Compare::AtMost(12.5), "<=12.5 <=12.6 >=12.5 >=12.6", "pass undecided undecided fail"),
            (Compare::AtLeast(12.5), ">=12.5 >=12.4 <=12.5 <=12.4", "pass undecided undecided fail"),
            (Compare::Above(12.5), ">=12.5 >=12.6 <=12.5 <=12.6", "undecided pass fail undecided"),
            (Compare::WithinBelow(12.5, 16.3), "<=12.5 <=12.4 >=16.3 >=16.2", "undecided fail fail undecided"),
            (Compare::AtMostTrace(0.03), "<=0.03 <=0.02 >=0.03", "undecided pass fail"),
        ];
        for (compare, results, expected) in cases {
            assert_eq!(outcomes(compare, results), expected, "{compare:?} {results}");
        }
    }

    /// Outcome and severity of flash points against at least 225 °C with R = 18, by a rule.
    fn flash(rule: DecisionRule, results: &str) -> String {
        let mut standards = fixture::standards();
        let document = fixture::document(&mut standards, "D", DocumentKind::Grade, "other");
        let limit = fixture::limit_row(&standards, document, None, "flash_point_coc", Compare::AtLeast(225.0));
        let of = |text: &str| {
            let reading = Some(fixture::reading(text));
            let question = Question { limit: &limit, reading, reference: None, rule, rounding: Rounding::Full };
            let decision = decide(&question, |_, _| Some(18.0));
            format!("{}:{}", decision.outcome.id(), decision.severity.id())
        };
        results.split_whitespace().map(of).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn near_the_limit_the_rule_decides() {
        // 0.59 R is 10.62, the guard band 0.72 R is 12.96.
        assert_eq!(
            flash(DecisionRule::Simple, "214.3 214.4 224 225 235.6 235.7 <200"),
            "fail:abnormal near_fail:abnormal near_fail:abnormal near_pass:normal near_pass:normal pass:normal \
             fail:abnormal"
        );
        assert_eq!(
            flash(DecisionRule::Iso4259, "214.3 214.4 224.9 225 235.62"),
            "fail:abnormal near_fail:caution near_fail:caution near_pass:normal pass:normal"
        );
        assert_eq!(
            flash(DecisionRule::GuardBand, "212 213 225 237.9 238"),
            "fail:abnormal near_fail:abnormal near_pass:caution near_pass:caution pass:normal"
        );
    }

    #[test]
    fn the_digits_that_are_compared_are_a_choice_and_said_where_they_decide() {
        let mut standards = fixture::standards();
        let document = fixture::document(&mut standards, "D", DocumentKind::Grade, "other");
        let mut limit = fixture::limit_row(&standards, document, None, "kv_100c", Compare::WithinBelow(12.5, 16.3));
        limit.decimals = Some(1);
        let of = |text: &str, rounding| {
            let (reading, rule) = (Some(fixture::reading(text)), DecisionRule::Simple);
            let question = Question { limit: &limit, reading, reference: None, rule, rounding };
            let decision = decide(&question, |_, _| None);
            (decision.outcome.id(), decision.reason.map(|reason| reason.id).unwrap_or_default())
        };
        assert_eq!(of("12.496", Rounding::Full), ("fail", "reason-rounding-full".to_owned()));
        assert_eq!(of("12.496", Rounding::LimitDigits), ("pass", "reason-rounding-limit".to_owned()));
        assert_eq!(of("12.44", Rounding::LimitDigits), ("fail", String::new()));
        assert_eq!(of("12.45", Rounding::LimitDigits), ("fail", String::new()));
        assert_eq!(of("16.25", Rounding::LimitDigits), ("pass", String::new()));
        assert_eq!(of("16.26", Rounding::LimitDigits), ("fail", "reason-rounding-limit".to_owned()));
    }
}
