//! From the unit of a heading to the canonical unit of its property, within one dimension.

use crate::domain::Unit;
use crate::standards::property::Units;

use crate::domain::fold;

/// How to turn a number in one unit into a number in another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Conversion {
    /// The units are the same.
    Same,
    /// Multiply.
    Times(f64),
    /// Divide: 29 mg/kg are 29 / 10000 %, which rounds once, where 29 times 0.0001 rounds twice.
    Over(f64),
    /// Multiply, then add: temperatures.
    Linear(f64, f64),
}

/// Factors closer than this to a whole number are that number; they come from dividing table values.
const WHOLE_WITHIN: f64 = 1e-9;

impl Conversion {
    /// The way between two units by their symbols; `None` if they are unknown or measure different things.
    #[must_use]
    pub fn between(units: &Units, from: &str, to: &Unit) -> Option<Self> {
        if from == to.symbol() {
            return Some(Self::Same);
        }
        let (source, target) = (units.by_symbol.get(from)?, units.by_symbol.get(to.symbol())?);
        if source.dimension != target.dimension {
            return None;
        }
        let factor = source.factor / target.factor;
        let shift = (source.offset - target.offset) / target.factor;
        let found = if shift.abs() > 0.0 {
            Self::Linear(factor, shift)
        } else if factor < 1.0 {
            Self::Over(near_whole(target.factor / source.factor))
        } else {
            Self::Times(near_whole(factor))
        };
        Some(if matches!(found, Self::Times(one) if one <= 1.0) { Self::Same } else { found })
    }

    /// The number in the other unit.
    #[must_use]
    pub fn apply(self, number: f64) -> f64 {
        match self {
            Self::Same => number,
            Self::Times(factor) => number * factor,
            Self::Over(divisor) => number / divisor,
            Self::Linear(factor, shift) => number * factor + shift,
        }
    }
}

fn near_whole(factor: f64) -> f64 {
    let whole = factor.round();
    if whole > 0.0 && ((factor - whole) / whole).abs() < WHOLE_WITHIN { whole } else { factor }
}

/// The symbol that a unit is meant by: a UCUM symbol letter by letter, else a spelling of `units.csv`.
#[must_use]
pub fn symbol_of<'a>(units: &'a Units, spelling: &'a str) -> Option<&'a str> {
    let spelling = spelling.trim();
    if let Some((symbol, _)) = units.by_symbol.get_key_value(spelling) {
        return Some(symbol);
    }
    units.by_spelling.get(&fold(spelling)).or_else(|| units.by_spelling.get(spelling)).map(String::as_str)
}
