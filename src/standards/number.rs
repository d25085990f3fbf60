//! Numbers as people read them: with the decimals of their property, never as `-0`, and never rounded to nothing.

/// Significant digits that a small number keeps.
const SMALL_DIGITS: i32 = 2;
/// Significant digits beyond which decimals say nothing: no test of an oil is that exact.
const MOST_DIGITS: usize = 4;

/// Decimals beyond which two numbers are taken for equal.
const MOST_DECIMALS: usize = 9;

/// A number with the decimals given. Below 10 it keeps two significant digits where the decimals would cut them:
/// 0.0031 with two decimals stays 0.0031, and 6.5 with none stays 6.5. Decimals beyond four significant digits are
/// left out: 463.00 is 463.0.
#[must_use]
pub fn show(number: f64, decimals: u8) -> String {
    if !number.is_finite() {
        return if number.is_nan() {
            "–".to_owned()
        } else if number > 0.0 {
            "∞".to_owned()
        } else {
            "-∞".to_owned()
        };
    }
    let least = usize::from(decimals).min(MOST_DIGITS.saturating_sub(digits_before_point(number)));
    let text = format!("{number:.*}", decimals_for(number, least));
    let text = trim_zeros(text, least);
    if text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.')) { text.replace('-', "") } else { text }
}

/// A number as [`show`] has it, with as many decimals more as it takes to see on which side of a bound it lies:
/// 12.496 beside 12.5 is not 12.50.
#[must_use]
pub fn show_beside(number: f64, decimals: u8, bound: f64) -> String {
    let side = |text: &str| text.parse::<f64>().ok().and_then(|shown| shown.partial_cmp(&bound));
    let plain = show(number, decimals);
    if !number.is_finite() || (number - bound).abs() <= 1e-9 * bound.abs() {
        return plain;
    }
    let exact = number.partial_cmp(&bound);
    let longer = (usize::from(decimals)..=MOST_DECIMALS).map(|decimals| format!("{number:.decimals$}"));
    std::iter::once(plain.clone()).chain(longer).find(|text| side(text) == exact).unwrap_or(plain)
}

/// The number of a limit: with the decimals of its property's results, unless it has more.
#[must_use]
pub fn show_bound(number: f64, decimals: u8) -> String {
    let plain = show(number, decimals);
    let kept = plain.parse::<f64>().is_ok_and(|shown| (shown - number).abs() <= 1e-6 * number.abs());
    if kept || !number.is_finite() {
        return plain;
    }
    // Six significant digits take away what a conversion of units left over.
    format!("{number:.5e}").parse::<f64>().map_or(plain, |number| number.to_string())
}

fn digits_before_point(number: f64) -> usize {
    format!("{:.0}", number.abs().trunc()).len()
}

fn decimals_for(number: f64, least: usize) -> usize {
    let size = number.abs();
    if size == 0.0 || size >= 10.0 {
        return least;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the exponent of a double lies within -324 and 308")]
    let exponent = size.log10().floor() as i32;
    usize::try_from(SMALL_DIGITS - 1 - exponent).map_or(least, |needed| needed.max(least))
}

/// Takes away zeros at the end, down to the decimals given.
fn trim_zeros(mut text: String, least: usize) -> String {
    let Some(point) = text.find('.') else { return text };
    while text.len() - point - 1 > least && text.ends_with('0') {
        text.pop();
    }
    if text.ends_with('.') {
        text.pop();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{show, show_beside, show_bound};

    #[test]
    fn a_result_is_shown_on_its_side_of_the_limit() {
        for (number, decimals, bound, text) in [
            (12.496, 2, 12.5, "12.496"),
            (12.49, 2, 12.5, "12.49"),
            (12.5, 2, 12.5, "12.50"),
            (12.500_000_000_000_002, 2, 12.5, "12.50"),
            (224.6, 0, 225.0, "224.6"),
            (0.100_4, 2, 0.1, "0.1004"),
            (463.04, 2, 463.0, "463.04"),
            (-9.99, 0, -10.0, "-9.99"),
        ] {
            assert_eq!(show_beside(number, decimals, bound), text);
        }
    }

    #[test]
    fn a_limit_keeps_its_digits() {
        for (number, decimals, text) in [
            (12.5, 2, "12.50"),
            (1234.5, 1, "1234.5"),
            (0.125, 2, "0.125"),
            (0.1 + 0.2, 2, "0.30"),
            (198.0, 2, "198.0"),
        ] {
            assert_eq!(show_bound(number, decimals), text);
        }
    }

    #[test]
    fn a_number_has_the_decimals_of_its_property() {
        for (number, decimals, text) in [
            (46.0, 2, "46.00"),
            (46.125, 1, "46.1"),
            (42.0, 0, "42"),
            (6.5, 0, "6.5"),
            (9.94, 0, "9.9"),
            (9.96, 0, "10"),
            (10.6, 0, "11"),
            (463.0, 2, "463.0"),
            (1103.0, 1, "1103"),
            (11_100.0, 0, "11100"),
            (1.0, 0, "1"),
            (-30.0, 0, "-30"),
            (0.1, 2, "0.10"),
        ] {
            assert_eq!(show(number, decimals), text);
        }
    }

    #[test]
    fn a_small_number_keeps_two_digits() {
        for (number, decimals, text) in [
            (0.0031, 2, "0.0031"),
            (0.005, 2, "0.005"),
            (0.05, 2, "0.05"),
            (0.015, 2, "0.015"),
            (0.31, 2, "0.31"),
            (0.34, 0, "0.34"),
            (0.999, 0, "1"),
            (-0.0123, 1, "-0.012"),
            (0.000_045_6, 2, "0.000046"),
        ] {
            assert_eq!(show(number, decimals), text);
        }
    }

    #[test]
    fn nothing_is_shown_as_minus_zero_or_as_a_word_of_the_machine() {
        assert_eq!((show(-0.0, 2), show(0.0, 0)), ("0.00".to_owned(), "0".to_owned()));
        assert_eq!(
            (show(f64::NAN, 1), show(f64::INFINITY, 1), show(f64::NEG_INFINITY, 1)),
            ("–".into(), "∞".into(), "-∞".into())
        );
    }
}
