//! One cell of a result column: a number, a censored number, a code, a word. What cannot be read is said to be
//! unreadable; it never becomes a number, and never disappears.

use std::sync::Arc;

use crate::domain::{
    As4059, Code, CopperStrip, Iso4406, NasClass, ProblemCode, PropertyId, PropertyKind, Reading, ScaleNumber, Value,
};
use crate::standards::Conversion;
use crate::standards::property::Word;

use super::fault::{Fault, quoted};
use super::number::{self, NotRead};
use super::words::Words;

/// A column of results.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultColumn {
    /// What was measured.
    pub property: PropertyId,
    /// Its name in files.
    pub id: Arc<str>,
    /// What kind of result it has.
    pub kind: PropertyKind,
    /// Outside of this a number is a slip of the pen; canonical unit.
    pub plausible: (f64, f64),
    /// From the column's unit to the canonical one.
    pub conversion: Conversion,
}

impl ResultColumn {
    /// Reads a trimmed cell that is not empty.
    pub fn read(&self, text: &[u8], decimal: Option<u8>, words: &Words<'_>) -> Result<Reading, Fault> {
        match words.meaning(text) {
            Some(Word::NotTested) => return Ok(Reading::NotTested),
            Some(Word::NotDetected) => return Ok(Reading::Value(Value::NotDetected)),
            Some(Word::Rating(rating)) if matches!(self.kind, PropertyKind::Number | PropertyKind::Rating) => {
                return Ok(Reading::Value(Value::Code(Code::Rating(rating))));
            }
            Some(Word::Rating(_) | Word::Yes | Word::No) | None => {}
        }
        let value = if self.kind == PropertyKind::Number { self.number(text, decimal) } else { self.code(text) }?;
        Ok(value.map_or(Reading::NotTested, Reading::Value))
    }

    fn number(&self, text: &[u8], decimal: Option<u8>) -> Result<Option<Value>, Fault> {
        let (censor, digits) = split_censor(text);
        let number = number::parse(digits, decimal).map_err(|why| self.not_a_number(text, why, decimal))?;
        let number = self.conversion.level(number);
        let (low, high) = self.plausible;
        let plausible = match censor {
            Censor::None => (low..=high).contains(&number),
            // Nothing lies below the lowest or above the highest that can be.
            Censor::Below => number > low && number <= high,
            Censor::Above => number >= low && number < high,
        };
        if !plausible {
            let says = format!(
                "{}: no sample can have {} ({low} to {high} in the property's own unit); the cell is not used",
                self.id,
                quoted(text)
            );
            return Err(Fault::new(ProblemCode::Implausible, says));
        }
        Ok(Some(match censor {
            Censor::None => Value::Exact(number),
            Censor::Below => Value::Below(number),
            Censor::Above => Value::Above(number),
        }))
    }

    fn not_a_number(&self, text: &[u8], why: NotRead, decimal: Option<u8>) -> Fault {
        let (id, shown) = (&self.id, quoted(text));
        match (why, decimal) {
            (NotRead::OtherSign, Some(sign)) => {
                let (sign, other) = (char::from(sign), if sign == b'.' { ',' } else { '.' });
                let says = format!(
                    "{id}: {shown} can be read in two ways; in this column '{sign}' is the decimal sign, and '{other}' is \
                     never taken for a sign between thousands"
                );
                Fault::new(ProblemCode::AmbiguousNumber, says)
            }
            (NotRead::OtherSign, None) => {
                let says = format!(
                    "{id}: {shown} can be read in two ways, and neither this column nor the rest of the file shows which \
                     decimal sign is meant; name it as `decimal` in a layout profile"
                );
                Fault::new(ProblemCode::AmbiguousNumber, says)
            }
            (NotRead::NotANumber, _) if text.iter().any(u8::is_ascii_digit) => {
                Fault::new(ProblemCode::NotANumber, format!("{id}: {shown} is not a number"))
            }
            (NotRead::NotANumber, _) => {
                let says = format!("{id}: {shown} is neither a number nor a known word (standards/words.csv)");
                Fault::new(ProblemCode::UnknownWord, says)
            }
        }
    }

    fn code(&self, text: &[u8]) -> Result<Option<Value>, Fault> {
        let word = std::str::from_utf8(text).unwrap_or_default();
        let bad = |form: &str| Fault::new(ProblemCode::BadCode, format!("{}: {} is not {form}", self.id, quoted(text)));
        let code = match self.kind {
            // `-/-/-`: the laboratory counted nothing.
            PropertyKind::Iso4406 if text.iter().all(|byte| matches!(byte, b'-' | b'/' | b' ')) => return Ok(None),
            PropertyKind::Iso4406 => {
                Iso4406::parse(word).map(Code::Iso4406).ok_or_else(|| bad("an ISO 4406 code such as 18/16/13"))
            }
            PropertyKind::Nas1638 => {
                NasClass::parse(word).map(Code::Nas1638).ok_or_else(|| bad("a NAS 1638 class, 00 to 12"))
            }
            PropertyKind::As4059 => {
                As4059::parse(word).map(Code::As4059).ok_or_else(|| bad("an AS4059 class, 000 to 12"))
            }
            PropertyKind::Copper => {
                CopperStrip::parse(word).map(Code::Copper).ok_or_else(|| bad("a copper-strip rating, 1a to 4c"))
            }
            PropertyKind::Rating | PropertyKind::Number if text.iter().any(u8::is_ascii_digit) => {
                Err(bad("a rating; this column takes words such as clear, pass or trace"))
            }
            PropertyKind::Rating | PropertyKind::Number => {
                let says = format!("{}: {} is not a known rating (standards/words.csv)", self.id, quoted(text));
                Err(Fault::new(ProblemCode::UnknownWord, says))
            }
        };
        code.map(|code| Some(Value::Code(code)))
    }
}

/// Which side of a number a result lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Censor {
    None,
    Below,
    Above,
}

/// The sign before a number and the number. `<=` and `≤` say no more than `<` does: the limit was not passed.
fn split_censor(text: &[u8]) -> (Censor, &[u8]) {
    const SIGNS: [(&str, Censor); 8] = [
        ("<=", Censor::Below),
        (">=", Censor::Above),
        ("<", Censor::Below),
        (">", Censor::Above),
        ("≤", Censor::Below),
        ("≥", Censor::Above),
        ("＜", Censor::Below),
        ("＞", Censor::Above),
    ];
    if text.first().is_some_and(u8::is_ascii_digit) {
        return (Censor::None, text);
    }
    let found = SIGNS.iter().find_map(|(sign, censor)| Some((*censor, text.strip_prefix(sign.as_bytes())?)));
    found.map_or((Censor::None, text), |(censor, rest)| (censor, rest.trim_ascii_start()))
}

/// Reads one number of a coded result, `23` under `ISO6`. `None` if the laboratory did not count it.
pub fn read_code_part(text: &[u8], id: &str, words: &Words<'_>) -> Result<Option<ScaleNumber>, Fault> {
    if words.meaning(text) == Some(Word::NotTested) {
        return Ok(None);
    }
    // A code of this number alone tells whether it is a scale number, and what it means.
    let alone = std::str::from_utf8(text).ok().and_then(|text| Iso4406::parse(&format!("-/-/{text}")));
    match alone {
        Some(Iso4406([_, _, number])) => Ok(Some(number)),
        None if matches!(text, b"-") => Ok(None),
        None => {
            let says = format!("{id}: {} is not a scale number of ISO 4406, 0 to 28", quoted(text));
            Err(Fault::new(ProblemCode::BadCode, says))
        }
    }
}
