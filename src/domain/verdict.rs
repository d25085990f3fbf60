//! What came of holding one result against one limit.

use super::message::Message;
use super::property::PropertyId;
use super::provenance::Provenance;
use super::severity::Severity;

/// A limit's place in the loaded standards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LimitId(pub u32);

impl LimitId {
    /// The index into the limits.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// How a result stands against a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Inside.
    Pass,
    /// Outside.
    Fail,
    /// Inside, closer to the limit than the method can tell.
    NearPass,
    /// Outside, closer to the limit than the method can tell, or against a limit too weak to fail on.
    NearFail,
    /// A censored value that may lie on either side: `<20` against at least 12.5.
    Undecided,
    /// The document asks for a report only.
    NoLimit,
    /// The document limits it, and the sample has no result for it.
    NotTested,
    /// There is a result, but not of a kind that this limit can judge.
    NotComparable,
}

impl Outcome {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::NearPass => "near_pass",
            Self::NearFail => "near_fail",
            Self::Undecided => "undecided",
            Self::NoLimit => "no_limit",
            Self::NotTested => "not_tested",
            Self::NotComparable => "not_comparable",
        }
    }

    /// True if the result was judged to lie on one side of the limit.
    #[must_use]
    pub const fn is_judged(self) -> bool {
        matches!(self, Self::Pass | Self::Fail | Self::NearPass | Self::NearFail)
    }

    /// True if the result lies outside the limit.
    #[must_use]
    pub const fn is_outside(self) -> bool {
        matches!(self, Self::Fail | Self::NearFail)
    }
}

/// One result held against one limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The limit, by which document, edition, source and text are found.
    pub limit: LimitId,
    /// The property judged.
    pub property: PropertyId,
    /// How it came out.
    pub outcome: Outcome,
    /// The severity reached: the limit's if outside, else normal; `NoVerdict` if not judged.
    pub severity: Severity,
    /// The weakest provenance that the verdict rests on.
    pub provenance: Provenance,
    /// Why, where the outcome alone does not say it. Boxed: most verdicts have none, and there are millions.
    pub reason: Option<Box<Message>>,
}

impl Verdict {
    /// True if the result is outside, or inside and not accepted because the method cannot tell it from the limit.
    #[must_use]
    pub fn counts_against(&self) -> bool {
        self.outcome.is_outside() || self.outcome == Outcome::NearPass && self.severity > Severity::Normal
    }
}

/// How a value is shown everywhere. Not tested is never shown as within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueState {
    /// Judged, and inside every limit.
    Within,
    /// Outside at least one limit.
    Flagged,
    /// No limit could judge it.
    NoLimit,
    /// There is no result.
    NotTested,
}

impl ValueState {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Flagged => "flagged",
            Self::NoLimit => "no_limit",
            Self::NotTested => "not_tested",
        }
    }
}
