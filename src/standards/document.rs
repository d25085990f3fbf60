//! The documents that limits come from, with their editions and dates: `documents.toml`.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{DecisionRule, MachineType, Provenance, Rounding};

/// An index into [`Standards::documents`](super::Standards).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u16);

/// What a document's limits are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// What new oil of a grade must meet.
    Grade,
    /// When oil in service must be changed.
    InService,
    /// When to look at a machine of a family.
    Alarm,
}

/// Whose limits they are, strongest first: the strongest decides severity, the others are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precedence {
    /// Agreed with the customer.
    Customer,
    /// The machine maker's.
    Maker,
    /// Learnt from the fleet.
    Fleet,
    /// A published standard.
    Published,
    /// A generic table.
    Generic,
}

/// One edition of one document.
#[derive(Debug, Clone)]
pub struct Document {
    /// `GB 11121`.
    pub id: Arc<str>,
    /// `2006`.
    pub edition: Arc<str>,
    /// Title in our own words.
    pub title: Arc<str>,
    /// What its limits are for.
    pub kind: DocumentKind,
    /// Fluid family that it is about.
    pub family: Arc<str>,
    /// Whose limits they are.
    pub precedence: Precedence,
    /// First day on which it judges; `None` if not known (then it judges as if always in force).
    pub in_force_from: Option<NaiveDate>,
    /// First day on which its successor judges instead.
    pub superseded_on: Option<NaiveDate>,
    /// The successor's label.
    pub superseded_by: Option<Arc<str>>,
    /// Grades that it covers, as beginnings of grade names; empty for any.
    pub for_grades: Vec<Arc<str>>,
    /// Machines that it covers; empty for any.
    pub machine_types: Vec<MachineType>,
    /// Kept for comparison: judges only where it is named.
    pub reference: bool,
    /// Known to exist, with none of its limits entered.
    pub not_entered: bool,
    /// What the reader must know.
    pub note: Arc<str>,
    /// Where it was seen.
    pub source: Arc<str>,
    /// How sure its identity and dates are.
    pub provenance: Provenance,
    /// Who held it against the printed standard, and when.
    pub verified: Option<(Arc<str>, NaiveDate)>,
    /// Whether it is the edition asked for by name for this run, or another edition of the same document; `None`
    /// where no edition is asked for and dates decide.
    pub pinned: Option<bool>,
    /// The decision rule that it asks for; `None` leaves it to the laboratory.
    pub decision_rule: Option<DecisionRule>,
    /// True if its own rule has the oil changed as soon as any one of its limits is reached.
    pub any_one: bool,
    /// Which digits it has compared; `None` leaves it to the laboratory.
    pub rounding: Option<Rounding>,
}

impl Document {
    /// `GB 11121-2006`.
    #[must_use]
    pub fn label(&self) -> String {
        if self.edition.is_empty() { self.id.to_string() } else { format!("{}-{}", self.id, self.edition) }
    }

    /// The rule by which its limits are decided.
    #[must_use]
    pub fn decides_by(&self) -> (DecisionRule, Rounding) {
        (self.decision_rule.unwrap_or_default(), self.rounding.unwrap_or_default())
    }

    /// Whether this edition judges a sample of that day that names no edition: the edition asked for, else the one
    /// in force by its dates.
    #[must_use]
    pub fn judges_on(&self, day: NaiveDate) -> bool {
        self.pinned.unwrap_or_else(|| self.in_force_on(day))
    }

    /// Whether this edition is in force on that day by its dates. One that is kept for comparison, or was replaced on a
    /// day that is not known, is not.
    #[must_use]
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        !self.reference && !self.not_entered && self.stands_on(day)
    }

    /// Whether this is the edition of that day.
    pub(super) fn stands_on(&self, day: NaiveDate) -> bool {
        let ended = match self.superseded_on {
            Some(until) => until <= day,
            None => self.superseded_by.is_some(),
        };
        !ended && self.in_force_from.is_none_or(|from| from <= day)
    }
}
