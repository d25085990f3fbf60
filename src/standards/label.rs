//! Words by which laboratories mark what is no result: `labels.csv`. Rows of averages and limits, verdicts beside
//! results, new oil among used. What a cell of results can say stands in `words.csv`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::SampleKind;

/// What a word marks, and where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// The label of a row that holds averages of others.
    AverageRow,
    /// The label of a row that holds limits.
    LimitRow,
    /// The label of a row that holds units.
    UnitRow,
    /// A cell of a column that holds limits, where a column is a sample.
    LimitColumn,
    /// A word of a heading: a sum, a rate, an average or a bound of what the rest names.
    DerivedHeading,
    /// A word of a heading: the unit of what the rest names.
    UnitHeading,
    /// Behind a dash at the end of a heading: the laboratory's verdict on what stands before.
    VerdictEnding,
    /// At the beginning of a heading: the laboratory's verdict on what follows.
    VerdictBeginning,
    /// Behind a dash in a heading: a test of grease.
    GreaseEnding,
    /// A word of the column for the kind of sample.
    Kind(SampleKind),
    /// The same, and in a column of names it can mean nothing else.
    KindAnywhere(SampleKind),
}

impl Label {
    /// All labels.
    pub const ALL: [Self; 15] = [
        Self::AverageRow,
        Self::LimitRow,
        Self::UnitRow,
        Self::LimitColumn,
        Self::DerivedHeading,
        Self::UnitHeading,
        Self::VerdictEnding,
        Self::VerdictBeginning,
        Self::GreaseEnding,
        Self::Kind(SampleKind::New),
        Self::Kind(SampleKind::Reference),
        Self::Kind(SampleKind::InService),
        Self::KindAnywhere(SampleKind::New),
        Self::KindAnywhere(SampleKind::Reference),
        Self::KindAnywhere(SampleKind::InService),
    ];

    /// The word used in `labels.csv`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AverageRow => "average_row",
            Self::LimitRow => "limit_row",
            Self::UnitRow => "unit_row",
            Self::LimitColumn => "limit_column",
            Self::DerivedHeading => "derived_heading",
            Self::UnitHeading => "unit_heading",
            Self::VerdictEnding => "verdict_ending",
            Self::VerdictBeginning => "verdict_beginning",
            Self::GreaseEnding => "grease_ending",
            Self::Kind(SampleKind::New) => "new",
            Self::Kind(SampleKind::Reference) => "reference",
            Self::Kind(SampleKind::InService) => "in_service",
            Self::KindAnywhere(SampleKind::New) => "new_anywhere",
            Self::KindAnywhere(SampleKind::Reference) => "reference_anywhere",
            Self::KindAnywhere(SampleKind::InService) => "in_service_anywhere",
        }
    }

    /// Reads the word used in `labels.csv`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.id() == id)
    }
}

/// The words of `labels.csv`, by what they mark, in the file's order.
pub type Labels = BTreeMap<Label, Vec<Arc<str>>>;
