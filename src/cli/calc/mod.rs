//! `lubelab calc`: one calculation of the field, answered with its formula's source, how far that can be trusted, and
//! what the reader must mind. Binds what the command line says to the formulas; computes nothing itself.

mod answer;
mod args;
mod content;
mod grade;
mod particles;
mod ratings;
mod viscosity;

use std::borrow::Borrow;

use chrono::NaiveDate;

use crate::domain::OutOfRange;
use crate::standards::{LoadError, Standards};

pub use answer::Answer;
pub use args::Calculation;

/// Why a calculation gives no answer.
#[derive(Debug, thiserror::Error)]
pub enum CalcError {
    /// An input lies where the formula is not defined.
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    /// The standards folder cannot be used.
    #[error(transparent)]
    Standards(#[from] LoadError),
    /// The input cannot be meant.
    #[error("{0}")]
    Input(String),
}

impl CalcError {
    fn input(says: impl Into<String>) -> Self {
        Self::Input(says.into())
    }
}

impl Calculation {
    /// The answer. The standards are read only where a number of theirs is needed; `today` is the day where none is given.
    pub fn answer<S: Borrow<Standards>>(
        &self,
        standards: impl FnOnce() -> Result<S, LoadError>,
        today: NaiveDate,
    ) -> Result<Answer, CalcError> {
        match self {
            Self::Vi(args) => viscosity::index(args),
            Self::Viscosity(args) => viscosity::at_temperature(args),
            Self::Sus(args) => viscosity::saybolt(args),
            Self::Change(args) => viscosity::change(args, standards()?.borrow()),
            Self::Grade(args) => grade::grade(args, standards()?.borrow(), today),
            Self::Iso4406(args) => particles::iso4406(args, standards()?.borrow()),
            Self::Nas1638(args) => particles::nas1638(args, standards()?.borrow()),
            Self::As4059(args) => particles::as4059(args, standards()?.borrow()),
            Self::Water(args) => content::water(args, standards()?.borrow()),
            Self::Convert(args) => content::convert(args, standards()?.borrow()),
            Self::Steps(args) => ratings::steps(args),
        }
    }
}
