//! Numbers straight from bytes, in one pass. Only plain decimal notation is a number here: no thousands signs,
//! no hexadecimal, no `NaN`, nothing infinite.

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    /// It is none.
    NotANumber,
    /// It would be one if its only separator were the decimal sign, and in this column it is not known to be.
    OtherSign,
}

/// Powers of ten that an `f64` holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// Integers up to this one are exact in an `f64`, so that one division by an exact power of ten rounds once.
const EXACT_MANTISSA: u64 = 1 << 53;

/// Exponents beyond this one overflow or vanish whatever stands before them.
const EXPONENT_CAP: i32 = 100_000;

/// Reads a number. `decimal` is the column's decimal sign; without one, only whole numbers are read.
pub fn parse(text: &[u8], decimal: Option<u8>) -> Result<f64, NotRead> {
    let (negative, unsigned) = split_sign(text);
    let mut mantissa: u64 = 0;
    let mut exact = true;
    let mut decimals: i32 = 0;
    let mut exponent: i32 = 0;
    let (mut has_digit, mut has_sign) = (false, false);
    let mut bytes = unsigned.iter();
    while let Some(&byte) = bytes.next() {
        match byte {
            b'0'..=b'9' => {
                has_digit = true;
                mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
                exact = exact && mantissa <= EXACT_MANTISSA;
                decimals = decimals.saturating_add(i32::from(has_sign));
            }
            b'e' | b'E' if has_digit => {
                exponent = parse_exponent(bytes.as_slice()).ok_or(NotRead::NotANumber)?;
                break;
            }
            _ if Some(byte) == decimal && !has_sign => has_sign = true,
            _ => return Err(why_not(unsigned)),
        }
    }
    if !has_digit {
        return Err(NotRead::NotANumber);
    }
    let power = exponent.saturating_sub(decimals);
    let factor = usize::try_from(power.unsigned_abs()).ok().and_then(|index| EXACT_POWERS.get(index));
    let size = match factor {
        Some(factor) if exact && power < 0 => mantissa as f64 / factor,
        Some(factor) if exact => mantissa as f64 * factor,
        _ => parse_slowly(unsigned, decimal)?,
    };
    Ok(if negative { -size } else { size })
}

/// The sign, ASCII or typographic, and what follows it.
fn split_sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] | [0xE2, 0x88, 0x92, rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

fn parse_exponent(text: &[u8]) -> Option<i32> {
    let (negative, digits) = split_sign(text);
    if digits.is_empty() {
        return None;
    }
    let mut exponent: i32 = 0;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        exponent = exponent.saturating_mul(10).saturating_add(i32::from(byte - b'0')).min(EXPONENT_CAP);
    }
    Some(if negative { -exponent } else { exponent })
}

/// More digits or larger powers than the short way is exact for.
fn parse_slowly(unsigned: &[u8], decimal: Option<u8>) -> Result<f64, NotRead> {
    let text: String =
        unsigned.iter().map(|&byte| if Some(byte) == decimal { '.' } else { char::from(byte) }).collect();
    text.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or(NotRead::NotANumber)
}

/// Tells a number with the wrong decimal sign from something that is no number.
fn why_not(unsigned: &[u8]) -> NotRead {
    match Separated::of(unsigned) {
        Some(_) => NotRead::OtherSign,
        None => NotRead::NotANumber,
    }
}

/// A text of digits with exactly one point or comma in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Separated {
    /// The point or the comma.
    pub sign: u8,
    /// True if the sign can only be a decimal sign: not a whole group of three digits behind one to three others.
    pub is_decimal: bool,
}

impl Separated {
    /// Looks for the sign. An exponent, and zero before the sign, show that it is decimal.
    #[must_use]
    pub fn of(text: &[u8]) -> Option<Self> {
        let (_, unsigned) = split_sign(text);
        let at = memchr::memchr2(b'.', b',', unsigned)?;
        let (before, rest) = unsigned.split_at_checked(at)?;
        let (&sign, after) = rest.split_first()?;
        let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (fraction, tail) = after.split_at_checked(digits)?;
        let has_exponent = match tail.split_first() {
            None => false,
            Some((b'e' | b'E', exponent)) => parse_exponent(exponent).is_some(),
            Some(_) => return None,
        };
        if !before.iter().all(u8::is_ascii_digit) || (before.is_empty() && fraction.is_empty()) || tail.len() == 1 {
            return None;
        }
        let could_be_thousands =
            fraction.len() == 3 && (1..=3).contains(&before.len()) && before.first() != Some(&b'0') && !has_exponent;
        Some(Self { sign, is_decimal: !could_be_thousands })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, decimal: u8, expect: Result<f64, NotRead>) {
        assert_eq!(parse(text.as_bytes(), Some(decimal)), expect, "{text}");
    }

    #[test]
    fn plain_numbers_are_read_as_written() {
        let cases = [
            ("42", 42.0),
            ("-18", -18.0),
            ("\u{2212}18", -18.0),
            ("+0.5", 0.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("1.5E-3", 0.0015),
            ("0.1", 0.1),
            ("123456789012345", 123_456_789_012_345.0),
            ("0.30000000000000004", 0.300_000_000_000_000_04),
            ("00012.50", 12.5),
        ];
        for (text, number) in cases {
            check(text, b'.', Ok(number));
        }
        check("1,5", b',', Ok(1.5));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in
            ["", "-", "+", ".", "1O", "NaN", "inf", "-inf", "0x1F", "1e999", "1e", "1e+", "e5", "1 234", "1'234"]
        {
            check(text, b'.', Err(NotRead::NotANumber));
        }
        for text in ["1,234.5", "1.234.567", "1.2.3", "--1", "1-", "1%"] {
            check(text, b'.', Err(NotRead::NotANumber));
        }
    }

    #[test]
    fn the_other_sign_is_told_apart_and_never_dropped() {
        check("1,5", b'.', Err(NotRead::OtherSign));
        check("1.234", b',', Err(NotRead::OtherSign));
        assert_eq!(parse(b"1.5", None), Err(NotRead::OtherSign));
        assert_eq!(parse(b"15", None), Ok(15.0));
    }

    #[test]
    fn three_digits_behind_a_sign_may_be_thousands() {
        let decimal = |text: &str| Separated::of(text.as_bytes()).map(|found| found.is_decimal);
        for text in ["1,5", "0,500", "1234,567", "1,23", "1,2345", ",500", "1,234e2", "-0.125"] {
            assert_eq!(decimal(text), Some(true), "{text}");
        }
        for text in ["1,234", "12.345", "123.456", "-1.000"] {
            assert_eq!(decimal(text), Some(false), "{text}");
        }
        for text in ["15", "", ",", "1.234,5", "1.234.567", "18/16.5", "a.b", "1.5e", "15.marras.16"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_finite_number_is_read_as_the_standard_library_reads_it(number in -1e30_f64..1e30_f64) {
            for text in [format!("{number}"), format!("{number:e}"), format!("{number:.4}")] {
                prop_assert_eq!(parse(text.as_bytes(), Some(b'.')), Ok(text.parse::<f64>().unwrap()));
            }
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..24)) {
            let read = parse(&bytes, Some(b','));
            prop_assert!(read.is_err() || read.unwrap().is_finite());
        }
    }
}
