//! What became of a finding since the sample before.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::message::Message;

/// How a finding stands against the same sampling point's sample before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUpState {
    /// It was not there before.
    New,
    /// It was there, and is worse.
    Worse,
    /// It was there, and two tests could not tell the difference.
    Unchanged,
    /// It was there, and is milder.
    Better,
    /// It was there, and the tests that it rested on do not show it any more.
    Closed,
    /// It was there, and the tests that it rested on cannot say whether it still is.
    NotRechecked,
}

impl FollowUpState {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Worse => "worse",
            Self::Unchanged => "unchanged",
            Self::Better => "better",
            Self::Closed => "closed",
            Self::NotRechecked => "not_rechecked",
        }
    }
}

/// A finding of this sample, held against the sample before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUp {
    /// How it stands.
    pub state: FollowUpState,
    /// The sample with which it began.
    pub since: NaiveDate,
    /// The last sample before this one that had it.
    pub last: Option<NaiveDate>,
}

/// A finding of an earlier sample that this one does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct Gone {
    /// Its stable code.
    pub code: String,
    /// Its sentence, as it stood when it was last found.
    pub title: Message,
    /// Closed, or not re-checked.
    pub state: FollowUpState,
    /// The sample with which it began.
    pub since: NaiveDate,
    /// The last sample that had it.
    pub last: NaiveDate,
}

/// A sample held against those before it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FollowUps {
    /// The findings of this sample, by code; nothing for those of which it means nothing.
    pub findings: BTreeMap<String, FollowUp>,
    /// The findings of earlier samples that are closed or not re-checked.
    pub gone: Vec<Gone>,
    /// What was done to machine and oil since the sample before, as far as it was recorded.
    pub done: Vec<Message>,
}
