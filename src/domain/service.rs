//! How a machine is looked after: what its failure would cost, and who supplies its oil. Neither says anything about
//! the oil itself; both decide when somebody has to ask for the next sample.

/// What a failure of the machine would cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Criticality {
    /// The machine can be missed for a while; so is every machine of which nothing is said.
    #[default]
    Normal,
    /// The plant stands without it.
    Critical,
}

impl Criticality {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Normal, Self::Critical];

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Critical => "critical",
        }
    }

    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|criticality| criticality.id() == id)
    }
}

/// Who supplies the customer's oil, and therefore who asks after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Supply {
    /// The laboratory's own house.
    Direct,
    /// A dealer.
    Dealer,
}

impl Supply {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Direct, Self::Dealer];

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Dealer => "dealer",
        }
    }

    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|supply| supply.id() == id)
    }
}
