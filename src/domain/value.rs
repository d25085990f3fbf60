//! What a laboratory wrote into one cell, kept as it was meant.
//!
//! A censored value (`<5`), a value that was not tested (`-`) and a value that could not be read (`1O`)
//! are three different things. None of them is a number, and nothing here turns one into a number.

use super::code::Code;

/// A test result. Numbers are in the property's canonical unit (`standards/properties.csv`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A plain number.
    Exact(f64),
    /// Below a reporting limit, as in `<5`.
    Below(f64),
    /// Above the measuring range, as in `>28`.
    Above(f64),
    /// At or below a number, as in `≤12.5`: the number itself is possible.
    AtMost(f64),
    /// At or above a number, as in `≥28`.
    AtLeast(f64),
    /// The laboratory looked and found none, and gave no reporting limit.
    NotDetected,
    /// A class, a code or a rating: `1b`, `18/16/13`, `trace`.
    Code(Code),
}

impl Value {
    /// The number, if the value is exactly one. A censored value has none.
    #[must_use]
    pub const fn exact(self) -> Option<f64> {
        match self {
            Self::Exact(number) => Some(number),
            _ => None,
        }
    }

    /// True for `<5`, `>28`, `≤5` and `≥28`: known only to lie on one side of a number.
    #[must_use]
    pub const fn is_censored(self) -> bool {
        matches!(self, Self::Below(_) | Self::Above(_) | Self::AtMost(_) | Self::AtLeast(_))
    }

    /// The sign a report prints before the number: `=`, `<`, `>`, `<=`, `>=`, `nd` or `code`.
    #[must_use]
    pub const fn qualifier(self) -> &'static str {
        match self {
            Self::Exact(_) => "=",
            Self::Below(_) => "<",
            Self::Above(_) => ">",
            Self::AtMost(_) => "<=",
            Self::AtLeast(_) => ">=",
            Self::NotDetected => "nd",
            Self::Code(_) => "code",
        }
    }

    /// The number that the sign stands before, censored or not. Only for showing and plotting.
    #[must_use]
    pub const fn shown_number(self) -> Option<f64> {
        match self {
            Self::Exact(number)
            | Self::Below(number)
            | Self::Above(number)
            | Self::AtMost(number)
            | Self::AtLeast(number) => Some(number),
            Self::NotDetected | Self::Code(_) => None,
        }
    }

    /// The same value in another unit: `value * factor + offset`. Codes have no unit and stay.
    #[must_use]
    pub fn scaled(self, factor: f64, offset: f64) -> Self {
        match self {
            Self::Exact(number) => Self::Exact(number * factor + offset),
            Self::Below(number) => Self::Below(number * factor + offset),
            Self::Above(number) => Self::Above(number * factor + offset),
            Self::AtMost(number) => Self::AtMost(number * factor + offset),
            Self::AtLeast(number) => Self::AtLeast(number * factor + offset),
            Self::NotDetected | Self::Code(_) => self,
        }
    }
}

/// What a cell that was not empty came to. An empty cell makes no reading at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// A result.
    Value(Value),
    /// The laboratory says that it did not test this (`-`, `N/A`, `not counted`).
    NotTested,
    /// Something was written and could not be read; the cell is also a [`Problem`](super::Problem).
    Unreadable,
    /// A result in a unit that nothing says, or that cannot be carried to the property's own: it is kept as it stands
    /// and compared with nothing.
    NoUnit,
}

impl Reading {
    /// The result, if there is one.
    #[must_use]
    pub const fn value(self) -> Option<Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::NotTested | Self::Unreadable | Self::NoUnit => None,
        }
    }

    /// The number of an exact result.
    #[must_use]
    pub const fn exact(self) -> Option<f64> {
        match self {
            Self::Value(value) => value.exact(),
            Self::NotTested | Self::Unreadable | Self::NoUnit => None,
        }
    }
}
