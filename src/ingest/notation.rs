//! What stands around a number in a cell: `<`, `about`, a unit, the laboratory's own mark. Taken apart only for cells
//! that are not a bare number; whether the unit fits is the column's business.

use super::scanned::{Scanned, narrow};

/// Which side of a number a result lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Censor {
    /// On neither.
    None,
    /// Below it.
    Below,
    /// Above it.
    Above,
    /// Below it or on it.
    AtMost,
    /// Above it or on it.
    AtLeast,
}

/// A cell with a number in it, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written<'t> {
    /// The sign before the number.
    pub censor: Censor,
    /// True if the laboratory says that the number is not exact: `~5`.
    pub approximate: bool,
    /// The number.
    pub number: Scanned,
    /// What stands behind it, `ppm`; empty if nothing does.
    pub unit: &'t str,
    /// True if the laboratory's mark stands behind it: `*` for an alert, `+` for a caution.
    pub marked: bool,
}

/// What says that a number is not exact.
pub const ABOUT: [&str; 10] = ["~", "∼", "～", "≈", "≒", "ca.", "ca ", "approx", "约", "약"];

/// Signs before a number. `≤5` may be 5 itself, `<5` may not; against a limit of 5 that can decide.
const SIGNS: [(&str, Censor); 14] = [
    ("<=", Censor::AtMost),
    (">=", Censor::AtLeast),
    ("<", Censor::Below),
    (">", Censor::Above),
    ("≤", Censor::AtMost),
    ("≥", Censor::AtLeast),
    ("≦", Censor::AtMost),
    ("≧", Censor::AtLeast),
    ("⩽", Censor::AtMost),
    ("⩾", Censor::AtLeast),
    ("＜＝", Censor::AtMost),
    ("＞＝", Censor::AtLeast),
    ("＜", Censor::Below),
    ("＞", Censor::Above),
];

/// Names of the limit that a number lies below, `<LOQ 5`: of quantification, of detection, of the method, of reporting;
/// the last two are the Spanish and German ones.
const LIMIT_NAMES: [&str; 9] = ["LOQ", "LOD", "MDL", "MQL", "DL", "QL", "RL", "LD", "BG"];

impl<'t> Written<'t> {
    /// Takes a cell apart. `None` if no number stands in it, or something stands before the number that is no sign.
    #[must_use]
    pub fn of(text: &'t str) -> Option<Self> {
        let (about, rest) = strip_about(text.trim());
        let (censor, rest) = split_censor(rest);
        let (about_limit, rest) = strip_about(rest);
        let rest = if censor == Censor::None { rest } else { strip_limit_name(rest) };
        let (number, rest) = Scanned::of(rest)?;
        let unit = rest.trim();
        let bare = unit.trim_end_matches(|letter| matches!(narrow(letter), '*' | '+'));
        let approximate = about || about_limit;
        Some(Self { censor, approximate, number, unit: bare.trim_end(), marked: bare.len() < unit.len() })
    }
}

/// The sign before a number and what follows it.
#[must_use]
pub fn split_censor(text: &str) -> (Censor, &str) {
    if text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return (Censor::None, text);
    }
    let found = SIGNS.iter().find_map(|(sign, censor)| Some((*censor, text.strip_prefix(sign)?)));
    found.map_or((Censor::None, text), |(censor, rest)| (censor, rest.trim_start()))
}

fn strip_about(text: &str) -> (bool, &str) {
    let found = ABOUT.iter().find_map(|about| text.strip_prefix(about));
    found.map_or((false, text), |rest| (true, rest.trim_start_matches(['.', '~', ' ', '\u{a0}', '\u{3000}'])))
}

fn strip_limit_name(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(text.len());
    match text.split_at_checked(end) {
        Some((name, rest)) if LIMIT_NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) => {
            rest.trim_start_matches([' ', ':', '='])
        }
        _ => text,
    }
}

/// A code without the laboratory's mark behind it, and whether it had one. `18/16/*` ends in a part of the code.
#[must_use]
pub fn split_mark(code: &str) -> (&str, bool) {
    let bare = code.trim_end_matches(|letter| matches!(narrow(letter), '*' | '+')).trim_end();
    let is_marked = bare.len() < code.len() && bare.ends_with(|letter: char| narrow(letter).is_ascii_alphanumeric());
    if is_marked { (bare, true) } else { (code, false) }
}

/// True if some cell of a piece of a file may say `about`, or end in the laboratory's mark. May be wrong only in
/// saying yes.
#[must_use]
pub fn may_have_signs(piece: &[u8]) -> bool {
    let ends = |at: usize| piece.get(at + 1).is_none_or(|next| !next.is_ascii_alphanumeric());
    let holds = |sign: &str| memchr::memmem::find(piece, sign.as_bytes()).is_some();
    // Most files are ASCII throughout, and are not searched for signs that are not.
    let (plain, wide): (Vec<&str>, Vec<&str>) = ABOUT.into_iter().chain(["＊", "＋"]).partition(|sign| sign.is_ascii());
    memchr::memchr2_iter(b'*', b'+', piece).any(ends)
        || plain.into_iter().any(holds)
        || (!piece.is_ascii() && wide.into_iter().any(holds))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn check(text: &str, censor: Censor, approximate: bool, value: f64, unit: &str, marked: bool) {
        let written = Written::of(text).unwrap();
        let told =
            (written.censor, written.approximate, written.number.value(Some(b'.')), written.unit, written.marked);
        assert_eq!(told, (censor, approximate, Ok(value), unit, marked), "{text}");
        assert!(!(approximate || marked) || may_have_signs(text.as_bytes()), "{text}");
    }

    #[test]
    fn a_cell_is_a_sign_a_number_a_unit_and_a_mark() {
        for text in ["~5", "~ 5", "ca. 5", "ca 5", "≈5", "～5", "approx. 5", "约5", "약 5"] {
            check(text, Censor::None, true, 5.0, "", false);
        }
        for text in ["<5", "< 5", "＜5", "＜ ５", "<LOQ 5", "< LOD: 5", "<lod=5"] {
            check(text, Censor::Below, false, 5.0, "", false);
        }
        for text in ["≤5", "<= 5", "≦5", "＜＝5"] {
            check(text, Censor::AtMost, false, 5.0, "", false);
        }
        for text in [">5", "＞5"] {
            check(text, Censor::Above, false, 5.0, "", false);
        }
        for text in ["≥ 5", ">=5", "＞＝5"] {
            check(text, Censor::AtLeast, false, 5.0, "", false);
        }
        check("<~5", Censor::Below, true, 5.0, "", false);
        check("5 ppm", Censor::None, false, 5.0, "ppm", false);
        check("0.1 %", Censor::None, false, 0.1, "%", false);
        check("<12cSt*", Censor::Below, false, 12.0, "cSt", true);
        for text in ["12*", "12+", "12 *", "12**", "12＊"] {
            check(text, Censor::None, false, 12.0, "", true);
        }
        check("+5", Censor::None, false, 5.0, "", false);
        check("5-10", Censor::None, false, 5.0, "-10", false);
    }

    #[test]
    fn a_mark_behind_a_code_is_no_part_of_it() {
        for (code, bare, marked) in [
            ("18/16/13*", "18/16/13", true),
            ("6B +", "6B", true),
            ("18/16/*", "18/16/*", false),
            ("*", "*", false),
            ("18/16/13", "18/16/13", false),
        ] {
            assert_eq!(split_mark(code), (bare, marked), "{code}");
        }
    }

    #[test]
    fn without_a_number_there_is_nothing_to_take_apart() {
        for text in ["", "<", "~", "<LOQ", "*", "+", "ppm 5", "trace", "<<5", "LOQ 5"] {
            assert_eq!(Written::of(text), None, "{text}");
        }
    }
}
