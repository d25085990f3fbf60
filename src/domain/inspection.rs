//! What somebody found who looked into the machine after a report.

use std::sync::Arc;

use chrono::NaiveDate;

use super::problem::Location;
use super::sample::Place;

/// Whether the machine bore a cause out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InspectionOutcome {
    /// The cause was there.
    Confirmed,
    /// The cause was not there.
    Refuted,
}

impl InspectionOutcome {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Refuted => "refuted",
        }
    }

    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Confirmed, Self::Refuted].into_iter().find(|outcome| outcome.id() == id)
    }
}

/// One row of `found.csv`: a cause, and what the inspection said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// The sample after which it was made.
    pub sample: Place,
    /// The cause's id.
    pub cause: Arc<str>,
    /// Whether it was there.
    pub outcome: InspectionOutcome,
    /// What was found, in the inspector's words.
    pub found: Option<Arc<str>>,
    /// When.
    pub found_on: Option<NaiveDate>,
    /// The row it stands in.
    pub location: Location,
}
