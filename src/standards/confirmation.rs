//! That a row was held against the printed standard: by whom, when, and whether it still is what was seen then.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{LimitId, Location, Provenance};

use super::Standards;

/// A row of `confirmed.csv` that belongs to a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// Who compared it.
    pub by: Arc<str>,
    /// When.
    pub on: NaiveDate,
    /// The limit as it was confirmed, if it is another one now: then nobody has confirmed the limit as it is.
    pub was: Option<Arc<str>>,
}

impl Confirmation {
    /// True if the limit is still what was confirmed.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.was.is_none()
    }
}

/// A confirmation that holds for no limit any more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lapsed {
    /// Where it stands.
    pub place: Location,
    /// The edition, `GB 11121-2006`.
    pub document: String,
    /// The grades, as written; empty for all.
    pub grades: String,
    /// The property's id.
    pub property: String,
    /// The limit as it was confirmed.
    pub was: String,
    /// The limit as it is; `None` if there is no such limit any more.
    pub now: Option<String>,
}

impl Standards {
    /// How far a limit can be trusted with the document that it stands in. Who has compared the row has had the
    /// printed edition in their hands.
    #[must_use]
    pub fn trust(&self, limit: LimitId) -> Provenance {
        let limit = self.limit(limit);
        let document = self.document(limit.document);
        let is_seen = document.verified.is_some() || limit.confirmed.as_ref().is_some_and(Confirmation::holds);
        if is_seen { Provenance::Confirmed } else { limit.provenance.min(document.provenance) }
    }
}
