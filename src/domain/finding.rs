//! What is found in the oil or the machine, with the evidence it rests on.

use chrono::NaiveDate;

use super::message::Message;
use super::property::PropertyId;
use super::severity::{Axis, Severity};
use super::value::Value;
use super::verdict::LimitId;

/// What sort of finding it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// New oil does not meet its grade.
    OffGrade,
    /// An in-service or alarm limit is reached.
    OverLimit,
    /// A property moves against the machine or the oil.
    Rising,
    /// What is going wrong in the machine.
    Cause,
    /// When the oil is due.
    Drain,
    /// The result itself is doubtful.
    Quality,
    /// The next sample is overdue.
    Schedule,
    /// A delivery lot of a product stands out across all who received it.
    Lot,
}

impl FindingKind {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::OffGrade => "off_grade",
            Self::OverLimit => "over_limit",
            Self::Rising => "rising",
            Self::Cause => "cause",
            Self::Drain => "drain",
            Self::Quality => "quality",
            Self::Schedule => "schedule",
            Self::Lot => "lot",
        }
    }
}

/// How sure a finding is, and it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// One sample or one test.
    Low,
    /// Three samples, or one test over time.
    Medium,
    /// Several samples, and two tests agree.
    High,
}

impl Confidence {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// One piece of evidence: what was seen, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// The property it is about; `None` for what the form or a note says.
    pub property: Option<PropertyId>,
    /// The result it rests on.
    pub value: Option<Value>,
    /// The limit it rests on.
    pub limit: Option<LimitId>,
    /// What it says.
    pub says: Message,
}

/// Evidence for a finding. Cannot be made empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    first: Proof,
    rest: Vec<Proof>,
}

impl Evidence {
    /// Evidence of one piece.
    #[must_use]
    pub const fn one(first: Proof) -> Self {
        Self { first, rest: Vec::new() }
    }

    /// Evidence of what a search brought; `None` if it brought nothing.
    #[must_use]
    pub fn from_vec(proofs: Vec<Proof>) -> Option<Self> {
        let mut proofs = proofs.into_iter();
        let first = proofs.next()?;
        Some(Self { first, rest: proofs.collect() })
    }

    /// Adds a piece.
    pub fn push(&mut self, proof: Proof) {
        self.rest.push(proof);
    }

    /// The pieces, strongest first.
    pub fn iter(&self) -> impl Iterator<Item = &Proof> {
        std::iter::once(&self.first).chain(&self.rest)
    }
}

/// What is found about oil or machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable code: a cause's id (`C03`), or the kind and property (`over_limit:water`).
    pub code: String,
    /// What sort it is.
    pub kind: FindingKind,
    /// How bad.
    pub severity: Severity,
    /// On which axis.
    pub axis: Axis,
    /// How sure.
    pub confidence: Confidence,
    /// The finding in one sentence.
    pub title: Message,
    /// What it rests on.
    pub because: Evidence,
    /// What speaks against it.
    pub against: Vec<Proof>,
    /// What would have confirmed or refuted it and was not tested.
    pub missing: Vec<PropertyId>,
    /// What to do.
    pub action: Message,
    /// Within how many days.
    pub urgency_days: Option<u32>,
    /// Where the rule comes from.
    pub source: Vec<String>,
    /// The first sample date at which the evidence shows, where a trend says so.
    pub since: Option<NaiveDate>,
    /// What it explains away, if it is an artefact.
    pub explains: Explained,
}

/// What a misleading sample or a harmless pattern accounts for. Such findings stand here and nowhere else.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explained {
    /// The findings that are not to be acted on.
    pub findings: Vec<Named>,
    /// Results on which no limit below `critical` counts.
    pub aside: Vec<PropertyId>,
    /// True if the report must not go out before somebody has asked.
    pub holds: bool,
}

/// A finding by its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Its stable code.
    pub code: String,
    /// Its sentence.
    pub title: Message,
}

/// A root and its effect among the causes of one sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// The root's id.
    pub root: String,
    /// The effect's id.
    pub effect: String,
    /// Both in one sentence, with since when.
    pub says: Message,
}

/// A cause that is neither shown nor ruled out, because a test was not made.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenCause {
    /// The cause's id.
    pub code: String,
    /// The cause in one sentence.
    pub title: Message,
    /// What speaks for it so far; never empty.
    pub because: Vec<Proof>,
    /// The tests to order: any one of them tells.
    pub tests: Vec<PropertyId>,
    /// The same as a sentence.
    pub confirm: Message,
}

/// When the oil is due.
#[derive(Debug, Clone, PartialEq)]
pub enum DrainForecast {
    /// Not an oil in service.
    NotApplicable,
    /// No forecast can be made, and this is why.
    NotEnoughData {
        /// What is missing.
        reasons: Vec<Message>,
    },
    /// A condemning limit is reached, and that is confirmed or the limit's own rule asks for no more.
    Due {
        /// Which property is over its limit.
        limiting: PropertyId,
        /// What was seen.
        reasons: Vec<Message>,
    },
    /// The oil will reach a condemning limit.
    Forecast {
        /// Which property gets there first.
        limiting: PropertyId,
        /// Oil hours left: earliest, expected, latest (80 % window); an open end is infinite. `None` where oil hours
        /// are not recorded and the calendar alone was the base.
        hours: Option<[f64; 3]>,
        /// The same as days, at the machine's own rate of use.
        dates: Option<[Option<NaiveDate>; 3]>,
        /// How sure.
        confidence: Confidence,
        /// What it rests on.
        reasons: Vec<Message>,
    },
    /// No condemning property moves towards its limit.
    NoneInSight {
        /// What was looked at.
        reasons: Vec<Message>,
    },
}

impl DrainForecast {
    /// The word used in files.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::NotEnoughData { .. } => "not_enough_data",
            Self::Due { .. } => "due",
            Self::Forecast { .. } => "forecast",
            Self::NoneInSight { .. } => "none_in_sight",
        }
    }
}
