//! One cell of a result column: a number, a censored number, a code, a word. What cannot be read is said to be
//! unreadable; it never becomes a number, and never disappears.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{
    As4059, Code, CopperStrip, Iso4406, NasClass, ProblemCode, PropertyId, PropertyKind, Rating, Reading, ScaleNumber,
    Unit, Value, fold,
};
use crate::standards::property::{Units, Word};
use crate::standards::{Conversion, Densities, Property, Scale};

use super::fault::{Fault, quoted};
use super::notation::{Censor, Written, split_censor, split_mark};
use super::number::{self, NotRead};
use super::scanned::narrow;
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
    scale: Scale,
    /// The unit, if only the density of the sample joins it to the canonical one; numbers are then in this unit.
    by_density: Option<Unit>,
    /// From a unit written into a cell to the canonical one, by folded spelling.
    in_cells: Arc<BTreeMap<String, Scale>>,
}

impl ResultColumn {
    /// A column whose numbers are in a unit, by its UCUM symbol. `None` if the unit does not measure the property.
    #[must_use]
    pub fn new(property: PropertyId, known: &Property, unit: &str, units: &Units) -> Option<Self> {
        let canonical = known.unit.symbol();
        let celsius = tested_at(&known.id);
        let same = Scale::Linear(Conversion::NONE);
        let linear = if unit == canonical { Some(same) } else { units.scale(unit, canonical, celsius) };
        // A number of another dimension stays in its unit until the sample's density is known.
        let by_density = if linear.is_some() { None } else { Some(needs_density(known, unit, units)?) };
        let scale = linear.unwrap_or(same);
        let canonical = if by_density.is_some() { unit } else { canonical };
        let in_cells = units
            .by_spelling
            .iter()
            .filter_map(|(spelling, symbol)| Some((spelling.clone(), units.scale(symbol, canonical, celsius)?)));
        let mut in_cells: BTreeMap<String, Scale> = in_cells.collect();
        // A bare per cent sign repeats what the column says in full, by mass or by volume.
        if unit.starts_with('%') {
            in_cells.insert("%".to_owned(), scale);
        }
        Some(Self {
            property,
            id: known.id.clone(),
            kind: known.kind,
            plausible: if by_density.is_some() { (0.0, f64::INFINITY) } else { known.plausible },
            by_density,
            scale,
            in_cells: Arc::new(in_cells),
        })
    }

    /// True if the column has the property's own unit.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        self.by_density.is_none() && self.scale == Scale::Linear(Conversion::NONE)
    }

    /// The unit, if only the density of the sample joins it to the property's own.
    #[must_use]
    pub const fn unit_by_density(&self) -> Option<&Unit> {
        self.by_density.as_ref()
    }

    /// A difference of two numbers of the column in the property's own unit.
    #[must_use]
    pub fn difference(&self, number: f64) -> f64 {
        match self.scale {
            Scale::Linear(conversion) => conversion.difference(number),
            // Two Saybolt seconds are never as far apart as that many mm²/s.
            Scale::Saybolt { .. } => number,
        }
    }

    /// Reads a trimmed cell that is not empty.
    pub fn read(&self, text: &[u8], decimal: Option<u8>, words: &Words<'_>) -> Result<Reading, Fault> {
        match words.meaning(text) {
            Some(Word::NotTested) => return Ok(Reading::NotTested),
            Some(Word::NotDetected) => return Ok(Reading::Value(Value::NotDetected)),
            Some(Word::Rating(rating)) if matches!(self.kind, PropertyKind::Number | PropertyKind::Rating) => {
                return Ok(Reading::Value(Value::Code(Code::Rating(rating))));
            }
            // `no` or `нет` where an amount is asked for: none of it. Under a rating it could as well mean "not passed".
            Some(Word::No) if self.kind == PropertyKind::Number => {
                return Ok(Reading::Value(Value::Code(Code::Rating(Rating::Absent))));
            }
            Some(Word::Rating(_) | Word::Yes | Word::No) | None => {}
        }
        let value =
            if self.kind == PropertyKind::Number { Some(self.number(text, decimal)?) } else { self.code(text)? };
        Ok(value.map_or(Reading::NotTested, Reading::Value))
    }

    fn number(&self, text: &[u8], decimal: Option<u8>) -> Result<Value, Fault> {
        let (censor, digits) = match text {
            // Nearly all cells.
            [b'0'..=b'9', ..] => (Censor::None, text),
            [b'<', digits @ ..] if digits.first().is_some_and(u8::is_ascii_digit) => (Censor::Below, digits),
            _ => {
                let (censor, digits) = std::str::from_utf8(text).map_or((Censor::None, ""), split_censor);
                (censor, digits.as_bytes())
            }
        };
        match number::parse(digits, decimal) {
            Ok(number) => self.value(text, censor, self.scale.level(number)),
            Err(why) => self.written_number(text, decimal, why),
        }
    }

    /// A number with more about it than a sign: a unit, a mark, the name of a limit, `about`.
    fn written_number(&self, text: &[u8], decimal: Option<u8>, why: NotRead) -> Result<Value, Fault> {
        let written = std::str::from_utf8(text).ok().and_then(Written::of);
        let Some(written) = written else { return Err(self.not_a_number(text, why, decimal)) };
        let number = written.number.value(decimal).map_err(|why| self.not_a_number(text, why, decimal))?;
        let scale = match self.in_cells.get(&fold(written.unit)) {
            _ if written.unit.is_empty() => self.scale,
            Some(scale) => *scale,
            None => return Err(self.wrong_unit(text, &written)),
        };
        self.value(text, written.censor, scale.level(number))
    }

    fn wrong_unit(&self, text: &[u8], written: &Written<'_>) -> Fault {
        // `5 mg/L` was meant as a number with a unit; `1O` and `5-10` were not.
        let behind = written.unit.trim_start_matches(|letter: char| letter.is_alphabetic());
        let apart = text.windows(written.unit.len() + 1).last().and_then(<[u8]>::first) == Some(&b' ');
        let is_unit =
            behind.len() < written.unit.len() && apart || written.unit.starts_with(['%', '°', '％', '℃', '℉']);
        if is_unit {
            let says = format!("{}: {} is not in a unit that measures this", self.id, quoted(text));
            return Fault::new(ProblemCode::BadUnit, says);
        }
        self.not_a_number(text, NotRead::NotANumber, None)
    }

    /// A number in the property's own unit as a result, if a sample can have it.
    fn value(&self, text: &[u8], censor: Censor, number: f64) -> Result<Value, Fault> {
        let (low, high) = self.plausible;
        let plausible = match censor {
            Censor::None => (low..=high).contains(&number),
            // Nothing lies below the lowest or above the highest that can be.
            Censor::Below | Censor::AtMost => number > low && number <= high,
            Censor::Above | Censor::AtLeast => number >= low && number < high,
        };
        if !plausible {
            let says = format!(
                "{}: no sample can have {} ({low} to {high} in the property's own unit); the cell is not used",
                self.id,
                quoted(text)
            );
            return Err(Fault::new(ProblemCode::Implausible, says));
        }
        Ok(match censor {
            Censor::None => Value::Exact(number),
            Censor::Below => Value::Below(number),
            Censor::Above => Value::Above(number),
            Censor::AtMost => Value::AtMost(number),
            Censor::AtLeast => Value::AtLeast(number),
        })
    }

    fn not_a_number(&self, text: &[u8], why: NotRead, decimal: Option<u8>) -> Fault {
        let (id, shown) = (&self.id, quoted(text));
        match (why, decimal) {
            (NotRead::OtherSign, Some(sign)) => {
                let (sign, other) = (char::from(sign), if sign == b'.' { ',' } else { '.' });
                let says = format!(
                    "{id}: {shown} cannot be a number here: in this column '{sign}' is the decimal sign, and '{other}' is \
                     none; correct the cell, or the sign with --decimal or the layout profile's `decimal`"
                );
                Fault::new(ProblemCode::AmbiguousNumber, says)
            }
            (NotRead::OtherSign, None) => Fault::of_column(ProblemCode::AmbiguousNumber),
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
        let text_of = String::from_utf8_lossy(text);
        // Of plain letters only the apostrophe has another form, and no code has one.
        let word: Cow<'_, str> =
            if text.is_ascii() { text_of } else { Cow::Owned(text_of.chars().map(narrow).collect()) };
        let word = split_mark(word.trim()).0;
        let bad = |form: &str| {
            let turned = if is_turned(word) { TURNED } else { "" };
            Fault::new(ProblemCode::BadCode, format!("{}: {} is not {form}{turned}", self.id, quoted(text)))
        };
        let code = match self.kind {
            // `-/-/-`: the laboratory counted nothing.
            PropertyKind::Iso4406 if word.bytes().all(|byte| matches!(byte, b'-' | b'/' | b' ')) => return Ok(None),
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

/// A unit that measures a property by way of a density; of parts of the volume, the density of water alone is known.
fn needs_density(known: &Property, unit: &str, units: &Units) -> Option<Unit> {
    let part = (&*known.id == "water").then_some(Densities::WATER_15C);
    let any = Densities { sample: Densities::WATER_15C, part };
    units.conversion_by_density(unit, known.unit.symbol(), any).map(|_| Unit::new(unit))
}

/// The temperature in °C that a viscosity's name states: `kv_40c`.
fn tested_at(id: &str) -> Option<f64> {
    id.strip_prefix("kv_")?.strip_suffix('c')?.parse().ok()
}

/// The hint beside a date in a column of codes.
const TURNED: &str = "; a spreadsheet has turned the code into a date, and what it was cannot be told from the date; \
                      export the column as text";

/// True if a spreadsheet has made a date of a code: a long year, a month's name in letters, or a serial day.
fn is_turned(word: &str) -> bool {
    let numbers: Vec<&str> =
        word.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let signs = word.chars().filter(|letter| matches!(letter, '/' | '-' | '.' | '年' | '월')).count();
    let long_year = numbers.iter().any(|digits| digits.len() == 4 && matches!(digits.get(..2), Some("19" | "20")));
    let named = numbers.len() == 2 && signs >= 1 && word.chars().filter(|letter| letter.is_alphabetic()).count() >= 3;
    let serial = numbers.len() == 1 && word.parse::<u32>().is_ok_and(|number| (20_000..=60_000).contains(&number));
    (long_year && signs >= 2) || named || serial
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
