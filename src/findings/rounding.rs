//! A result with the digits of its limit (GB/T 8170, ASTM E29).

use crate::domain::Value;
use crate::standards::{Compare, Limit};

/// A plain number with the decimals of the limit; `None` where the limit is no plain number or was converted.
pub(super) fn rounded(limit: &Limit, value: Value) -> Option<f64> {
    let plain = matches!(
        limit.compare,
        Compare::AtMost(_)
            | Compare::Below(_)
            | Compare::AtLeast(_)
            | Compare::Above(_)
            | Compare::Within(..)
            | Compare::WithinBelow(..)
    );
    let number = value.exact().filter(|number| plain && number.is_finite())?;
    Some(half_to_even(number, limit.decimals?))
}

/// GB/T 8170: to the nearest; a five with nothing behind it to the even digit.
fn half_to_even(number: f64, decimals: u8) -> f64 {
    let power = 10_f64.powi(i32::from(decimals));
    let scaled = number * power;
    let halves = scaled - scaled.floor();
    // 12.45 is not exactly 12.45 in binary arithmetic.
    let is_half = (halves - 0.5).abs() <= 1e-9 * scaled.abs().max(1.0);
    let whole = if is_half { (scaled.floor() + 0.5).round_ties_even() } else { scaled.round() };
    whole / power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_five_with_nothing_behind_it_goes_to_the_even_digit() {
        let evens = [12.45, 12.55, 12.65, -0.25, 0.35, 2.5].map(|number| half_to_even(number, 1));
        assert_eq!(evens.map(|number| format!("{number}")), ["12.4", "12.6", "12.6", "-0.2", "0.4", "2.5"]);
        assert_eq!([2.5, 3.5, -6.0].map(|number| format!("{}", half_to_even(number, 0))), ["2", "4", "-6"]);
    }
}
