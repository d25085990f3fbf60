//! Numbers straight from bytes, in one pass. Plain decimal notation is read at once; signs between thousands, blanks
//! and full-width digits take the longer way over [`Scanned`]. No hexadecimal, no `NaN`, nothing infinite.
//!
//! Which sign is the decimal one is told from outside. A sign between thousands is taken for one only where the
//! groups are regular, so that `1,5` never becomes 15.

use super::scanned::Scanned;

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    /// It is none.
    NotANumber,
    /// It would be one with another decimal sign than the column's, or the column's is not known.
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

/// Reads a number. `decimal` is the column's decimal sign; without one, only numbers without point and comma are read.
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
            _ => return parse_scanned(text, decimal),
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
#[must_use]
pub fn split_sign(text: &[u8]) -> (bool, &[u8]) {
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

fn parse_scanned(text: &[u8], decimal: Option<u8>) -> Result<f64, NotRead> {
    let text = std::str::from_utf8(text).map_err(|_| NotRead::NotANumber)?;
    match Scanned::of(text) {
        Some((number, "")) => number.value(decimal),
        _ => Err(NotRead::NotANumber),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

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
            ["", "-", "+", ".", "1O", "NaN", "inf", "-inf", "0x1F", "1e999", "1e", "1e+", "e5", "5-10", "1/2", "1 23"]
        {
            check(text, b'.', Err(NotRead::NotANumber));
        }
        for text in
            ["1,234.5,6", "1.2.3", "--1", "1-", "1%", "1,23,456", "0,123,456", "1 234'567", "1,234e5,1", "12 345 67"]
        {
            check(text, b'.', Err(NotRead::NotANumber));
        }
    }

    #[test]
    fn the_other_sign_is_told_apart_and_never_dropped() {
        check("1,5", b'.', Err(NotRead::OtherSign));
        check("1.234.567", b'.', Err(NotRead::OtherSign));
        check("0.234", b',', Err(NotRead::OtherSign));
        check("1.234,5", b'.', Err(NotRead::OtherSign));
        assert_eq!(parse(b"1,234.5", None), Err(NotRead::OtherSign));
        assert_eq!(parse(b"1.5", None), Err(NotRead::OtherSign));
        assert_eq!(parse(b"15", None), Ok(15.0));
    }

    #[test]
    fn signs_between_thousands_are_read_where_the_groups_are_regular() {
        for (text, decimal, number) in [
            ("1,234.8", b'.', 1234.8),
            ("1.234.567,8", b',', 1_234_567.8),
            ("1,234", b'.', 1234.0),
            ("1.234", b',', 1234.0),
            ("-12,345,678", b'.', -12_345_678.0),
            ("1 234,5", b',', 1234.5),
            ("1\u{a0}234,5", b',', 1234.5),
            ("1\u{2009}234\u{2009}567", b'.', 1_234_567.0),
            ("1\u{202f}234.5", b'.', 1234.5),
            ("1'234.5", b'.', 1234.5),
            ("1\u{2019}234", b',', 1234.0),
            ("１２．５", b'.', 12.5),
            ("－１，２３４", b'.', -1234.0),
            ("\u{2013}18", b'.', -18.0),
            ("1e\u{2212}3", b'.', 0.001),
        ] {
            check(text, decimal, Ok(number));
        }
        assert_eq!(parse("1 234".as_bytes(), None), Ok(1234.0));
    }

    proptest! {
        #[test]
        fn every_finite_number_is_read_as_the_standard_library_reads_it(number in -1e30_f64..1e30_f64) {
            for text in [format!("{number}"), format!("{number:e}"), format!("{number:.4}")] {
                prop_assert_eq!(parse(text.as_bytes(), Some(b'.')), Ok(text.parse::<f64>().unwrap()));
            }
        }

        #[test]
        fn every_notation_is_read_as_the_number_it_writes(
            whole in 0_u64..10_000_000_000,
            decimals in 0_usize..4,
            negative in any::<bool>(),
            group in proptest::sample::select(vec!["", " ", "\u{a0}", "\u{2009}", "\u{202f}", "'", "\u{2019}", "other"]),
            comma in any::<bool>(),
            wide in any::<bool>(),
        ) {
            let sign = if comma { ',' } else { '.' };
            let group = if group == "other" { if comma { "." } else { "," } } else { group };
            let plain = format!("{}{:.decimals$}", if negative { "-" } else { "" }, whole as f64 / 8.0);
            let (integer, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
            let mut written = String::new();
            for (index, digit) in integer.chars().enumerate() {
                let left = integer.len() - index;
                if index > 0 && left % 3 == 0 && integer.as_bytes()[index - 1].is_ascii_digit() {
                    written.push_str(group);
                }
                written.push(digit);
            }
            if !fraction.is_empty() {
                written.push(sign);
                written.push_str(fraction);
            }
            if wide {
                let widen = |c: char| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xFEE0).unwrap() } else { c };
                written = written.chars().map(widen).collect();
            }
            prop_assert_eq!(parse(written.as_bytes(), Some(sign as u8)), Ok(plain.parse::<f64>().unwrap()), "{}", written);
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..24)) {
            let read = parse(&bytes, Some(b','));
            prop_assert!(read.is_err() || read.unwrap().is_finite());
        }
    }
}
