//! How far from a limit a method can tell: the band that a decision rule works with, from the reproducibility of the
//! result and, where a change is judged, of the new oil.

use crate::domain::{DecisionRule, Value};
use crate::standards::Compare;

use super::judge::Question;
use super::side::{Side, ends};

/// A single result meets or misses a limit with 95 % confidence beyond this share of R (ISO 4259-2):
/// 1.645 / (1.96 √2), rounded as the standard has it.
pub(super) const NEAR_SHARE: f64 = 0.59;

/// The guard band as a share of R: twice the standard uncertainty (ILAC-G8:09/2019), which R holds 1.96 √2 times
/// (ISO 4259-1).
const GUARD_SHARE: f64 = 0.72;

/// The new-oil value that a change is counted from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NewOil {
    /// In the property's canonical unit.
    pub value: f64,
    /// True if it is a result with a scatter of its own; a typical value or the middle of a grade is a fixed number.
    pub measured: bool,
}

/// The band around the nearest end of a limit within which the method cannot tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin {
    /// The end, as an absolute value.
    pub bound: f64,
    /// Reproducibility of what is compared, that of the new oil included where it was measured.
    pub reproducibility: f64,
    /// True if the scatter of the new oil is part of it.
    pub of_both: bool,
    /// The band on either side, a share of the reproducibility.
    pub width: f64,
}

/// What a precision is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// The sample's own result.
    Result,
    /// The new oil that it is compared with.
    NewOil,
}

/// The band around the end of the limit that lies nearest to a plain number.
pub(super) fn margin(
    question: &Question<'_>,
    value: Value,
    reproducibility: impl Fn(f64, Measured) -> Option<f64>,
) -> Option<Margin> {
    let Value::Exact(number) = value else { return None };
    let (low, high) = ends(question.limit.compare, question.reference.map(|new| new.value)).ok()?;
    let numbers = [(low.number(), true), (high.number(), false)];
    let all = numbers.into_iter().filter_map(|(bound, is_low)| Some((bound?, is_low)));
    let (bound, is_low) = all.min_by(|one, other| (number - one.0).abs().total_cmp(&(number - other.0).abs()))?;
    let own = reproducibility(bound, Measured::Result)?;
    let new = question.reference.filter(|new| new.measured);
    // value − k · new scatters by both: R² + k² R(new)².
    let of_new = new.and_then(|new| reproducibility(new.value, Measured::NewOil));
    let shared = of_new.map_or(0.0, |of_new| of_new * weight_of_new(question.limit.compare, is_low));
    let combined = own.hypot(shared);
    let share = if question.rule == DecisionRule::GuardBand { GUARD_SHARE } else { NEAR_SHARE };
    Some(Margin { bound, reproducibility: combined, of_both: of_new.is_some(), width: share * combined })
}

/// How often the new-oil value is in the end of a limit: once in new + 0.3, 1.1 times in new + 10 %.
const fn weight_of_new(compare: Compare, is_low: bool) -> f64 {
    match compare {
        Compare::ChangeWithinPercent(low, high) => 1.0 + if is_low { low } else { high } / 100.0,
        Compare::ChangeAtMost(_) | Compare::ChangeBelow(_) | Compare::ChangeAtLeast(_) => 1.0,
        Compare::PercentOfNewAtLeast(low) => low / 100.0,
        _ => 0.0,
    }
}

/// True if a number lies within the band. On its edge it has met the limit, and has not missed it (ISO 4259-2).
pub(super) fn is_near(value: Value, side: Side, margin: Option<Margin>) -> bool {
    let (Value::Exact(number), Some(margin)) = (value, margin) else { return false };
    let apart = (number - margin.bound).abs();
    if side == Side::Inside { apart < margin.width } else { apart <= margin.width }
}

#[cfg(test)]
mod tests {
    use super::super::super::history::fixture;
    use super::super::judge::decide;
    use super::*;
    use crate::domain::Rounding;
    use crate::standards::DocumentKind;

    /// The band of a result of 1.0 against a limit on a change, with R = 44 % of the level.
    fn width(compare: Compare, reference: NewOil) -> Option<f64> {
        let mut standards = fixture::standards();
        let document = fixture::document(&mut standards, "D", DocumentKind::InService, "other");
        let limit = fixture::limit_row(&standards, document, None, "acid_number", compare);
        let (rule, rounding) = (DecisionRule::Iso4259, Rounding::Full);
        let reading = Some(fixture::reading("1"));
        let question = Question { limit: &limit, reading, reference: Some(reference), rule, rounding };
        let precision =
            |level: f64, of| Some(if of == Measured::Result { 0.44 * level } else { 0.141 * (level + 1.0) });
        decide(&question, precision).margin.map(|margin| (margin.width * 1000.0).round() / 1000.0)
    }

    #[test]
    fn a_change_scatters_by_both_results_where_both_were_measured() {
        let typical = NewOil { value: 0.1, measured: false };
        // Acid number 0.1 with a rise of 0.3: decided at 0.4, R = 0.176, 0.59 R = 0.104.
        assert_eq!(width(Compare::ChangeAtMost(0.3), typical), Some(0.104));
        // R of the new oil is 0.1551: √(0.176² + 0.1551²) = 0.2346, 0.59 R = 0.138.
        let measured = NewOil { measured: true, ..typical };
        assert_eq!(width(Compare::ChangeAtMost(0.3), measured), Some(0.138));
        // Ten per cent over 1.0: R = 0.484 at 1.1, 1.1 times 0.282 of the new oil.
        let one = NewOil { value: 1.0, measured: true };
        assert_eq!(width(Compare::ChangeWithinPercent(-100.0, 10.0), one), Some(0.339));
        // Half of 1.0: R = 0.22 at 0.5, half of 0.282.
        assert_eq!(width(Compare::PercentOfNewAtLeast(50.0), one), Some(0.154));
    }

    #[test]
    fn the_worked_viscosity_limit_has_the_published_bands() {
        // Plus 10 % of 46.0 is 50.6. R of used formulated oil is 0.000594 x^1.722: 0.511, band 0.30.
        let mut standards = fixture::standards();
        let document = fixture::document(&mut standards, "D", DocumentKind::InService, "other");
        let compare = Compare::ChangeWithinPercent(-10.0, 10.0);
        let limit = fixture::limit_row(&standards, document, None, "kv_40c", compare);
        let outcome = |text: &str| {
            let reference = Some(NewOil { value: 46.0, measured: false });
            let (rule, rounding) = (DecisionRule::Iso4259, Rounding::Full);
            let question = Question { limit: &limit, reading: Some(fixture::reading(text)), reference, rule, rounding };
            decide(&question, |level, _| Some(0.000_594 * level.powf(1.722))).outcome.id()
        };
        let outcomes = ["50.29", "50.31", "50.6", "50.61", "50.89", "50.91"].map(outcome);
        assert_eq!(outcomes, ["pass", "near_pass", "near_pass", "near_fail", "near_fail", "fail"]);
    }
}
