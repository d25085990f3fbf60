//! How a result near a limit is decided: the decision rule and the rounding that a document or a laboratory has chosen.
//!
//! ISO/IEC 17025 (7.8.6) asks a laboratory to say which rule it applied. Words only; the arithmetic is the judge's.

use serde::Serialize;

/// What a result must do to pass where its method cannot tell it from the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionRule {
    /// The result as it stands decides.
    #[default]
    Simple,
    /// A result passes only if it lies inside by more than the guard band, which is its expanded uncertainty
    /// (ILAC-G8:09/2019, guarded acceptance): for who must not accept a bad oil.
    GuardBand,
    /// A single result fails only if it lies outside by more than 0.59 R (ISO 4259-2, the recipient's side): for who
    /// must not reject a good oil.
    Iso4259,
}

impl DecisionRule {
    /// All rules.
    pub const ALL: [Self; 3] = [Self::Simple, Self::GuardBand, Self::Iso4259];

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::GuardBand => "guard_band",
            Self::Iso4259 => "iso4259",
        }
    }

    /// Reads the word used in files and, with `-` for `_`, on the command line.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        let id = id.replace('-', "_");
        Self::ALL.into_iter().find(|rule| rule.id() == id)
    }
}

/// Which digits of a result are compared with a limit (GB/T 8170, ASTM E29).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// All of them.
    #[default]
    Full,
    /// As many decimals as the limit has; a five with nothing behind it goes to the even digit.
    LimitDigits,
}

impl Rounding {
    /// Both choices.
    pub const ALL: [Self; 2] = [Self::Full, Self::LimitDigits];

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::LimitDigits => "limit_digits",
        }
    }

    /// Reads the word used in files and, with `-` for `_`, on the command line.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        let id = id.replace('-', "_");
        Self::ALL.into_iter().find(|rounding| rounding.id() == id)
    }
}
