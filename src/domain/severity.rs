//! How bad it is, and on which of the three axes.

use serde::{Deserialize, Serialize};

/// How bad a finding is. The order is the order of concern; `NoVerdict` is never shown as normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing could be judged: no limit, no test, or no comparable result.
    #[default]
    NoVerdict,
    /// Judged, and inside every limit.
    Normal,
    /// Watch: something moves, or a warning limit is reached.
    Caution,
    /// Act: a limit is reached.
    Abnormal,
    /// Act at once: the machine is at risk.
    Critical,
}

impl Severity {
    /// Order of concern: what nobody could judge stands before what was judged good.
    #[must_use]
    pub const fn concern(self) -> u8 {
        match self {
            Self::Critical => 4,
            Self::Abnormal => 3,
            Self::Caution => 2,
            Self::NoVerdict => 1,
            Self::Normal => 0,
        }
    }

    /// The word used in files (`samples.ndjson`, `standards/`).
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoVerdict => "no_verdict",
            Self::Normal => "normal",
            Self::Caution => "caution",
            Self::Abnormal => "abnormal",
            Self::Critical => "critical",
        }
    }

    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::NoVerdict, Self::Normal, Self::Caution, Self::Abnormal, Self::Critical]
            .into_iter()
            .find(|severity| severity.id() == id)
    }

    /// All severities, mildest first.
    pub const ALL: [Self; 5] = [Self::NoVerdict, Self::Normal, Self::Caution, Self::Abnormal, Self::Critical];
}

/// What a severity is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// The condition of the oil itself.
    Oil,
    /// What got into the oil.
    Contamination,
    /// The wear of the machine.
    Machine,
}

impl Axis {
    /// All axes in the order in which reports show them.
    pub const ALL: [Self; 3] = [Self::Oil, Self::Contamination, Self::Machine];

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Oil => "oil",
            Self::Contamination => "contamination",
            Self::Machine => "machine",
        }
    }

    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|axis| axis.id() == id)
    }
}

/// One severity per axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Axes {
    /// Condition of the oil.
    pub oil: Severity,
    /// Contamination of the oil.
    pub contamination: Severity,
    /// Wear of the machine.
    pub machine: Severity,
}

impl Axes {
    /// The severity on one axis.
    #[must_use]
    pub const fn get(self, axis: Axis) -> Severity {
        match axis {
            Axis::Oil => self.oil,
            Axis::Contamination => self.contamination,
            Axis::Machine => self.machine,
        }
    }

    /// Raises the severity on one axis; never lowers it.
    pub fn raise(&mut self, axis: Axis, to: Severity) {
        let slot = match axis {
            Axis::Oil => &mut self.oil,
            Axis::Contamination => &mut self.contamination,
            Axis::Machine => &mut self.machine,
        };
        *slot = (*slot).max(to);
    }

    /// The worst of the three. That nothing got into the oil is not yet good: where neither oil nor machine was
    /// judged, there is no verdict.
    #[must_use]
    pub fn overall(self) -> Severity {
        match self.oil.max(self.machine) {
            Severity::NoVerdict if self.contamination == Severity::Normal => Severity::NoVerdict,
            worst => worst.max(self.contamination),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_oil_of_which_nothing_else_is_known_is_not_called_normal() {
        use Severity::{Abnormal, Caution, NoVerdict, Normal};
        let overall = |oil, contamination, machine| Axes { oil, contamination, machine }.overall();
        assert_eq!(overall(NoVerdict, Normal, NoVerdict), NoVerdict);
        assert_eq!(overall(NoVerdict, Caution, NoVerdict), Caution);
        assert_eq!(overall(NoVerdict, Normal, Normal), Normal);
        assert_eq!(overall(Normal, NoVerdict, NoVerdict), Normal);
        assert_eq!(overall(Normal, Abnormal, Caution), Abnormal);
    }
}
