//! How far a number in `standards/` can be trusted.

use serde::{Deserialize, Serialize};

/// How many eyes have seen a limit. The order is from weakest to strongest, so the provenance that a
/// verdict inherits is the minimum over what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// From memory; must be checked against the printed standard.
    Recalled,
    /// One source.
    Single,
    /// Two independent sources, or seen in the printed standard.
    Confirmed,
}

impl Provenance {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Recalled => "recalled",
            Self::Single => "single",
            Self::Confirmed => "confirmed",
        }
    }

    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Recalled, Self::Single, Self::Confirmed].into_iter().find(|provenance| provenance.id() == id)
    }
}

/// How sure the memory behind a recalled limit is. A weak one never gives a fail by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recall {
    /// Doubtful in the value itself.
    Weak,
    /// Probably right; on the check list.
    Fair,
    /// Sure of it, but not seen.
    Firm,
}

impl Recall {
    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "weak" => Self::Weak,
            "fair" => Self::Fair,
            "firm" => Self::Firm,
            _ => return None,
        })
    }
}
