//! Words on a scale, from good to bad: how much was seen, whether a test was passed, how clear the oil is.

/// A word on a scale. Which words of which language mean which rating is data: `standards/words.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rating {
    /// None seen.
    Absent,
    /// A trace.
    Trace,
    /// A light amount.
    Light,
    /// A moderate amount.
    Moderate,
    /// A heavy amount.
    Heavy,
    /// Present, amount not said.
    Present,
    /// Test passed.
    Pass,
    /// Test failed lightly.
    LightFail,
    /// Test failed moderately.
    ModerateFail,
    /// Test failed severely.
    SevereFail,
    /// Test failed, degree not said.
    Fail,
    /// Clear and bright.
    Clear,
    /// Hazy.
    Hazy,
    /// Cloudy or milky.
    Cloudy,
    /// As it should be.
    Normal,
    /// Not as it should be.
    Abnormal,
}

impl Rating {
    /// All ratings.
    pub const ALL: [Self; 16] = [
        Self::Absent,
        Self::Trace,
        Self::Light,
        Self::Moderate,
        Self::Heavy,
        Self::Present,
        Self::Pass,
        Self::LightFail,
        Self::ModerateFail,
        Self::SevereFail,
        Self::Fail,
        Self::Clear,
        Self::Hazy,
        Self::Cloudy,
        Self::Normal,
        Self::Abnormal,
    ];

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Trace => "trace",
            Self::Light => "light",
            Self::Moderate => "moderate",
            Self::Heavy => "heavy",
            Self::Present => "present",
            Self::Pass => "pass",
            Self::LightFail => "light_fail",
            Self::ModerateFail => "moderate_fail",
            Self::SevereFail => "severe_fail",
            Self::Fail => "fail",
            Self::Clear => "clear",
            Self::Hazy => "hazy",
            Self::Cloudy => "cloudy",
            Self::Normal => "normal",
            Self::Abnormal => "abnormal",
        }
    }

    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.id() == id)
    }

    /// Steps away from good, 0 being good; the same for scales of amount, of clarity and of passing.
    #[must_use]
    pub const fn badness(self) -> u8 {
        match self {
            Self::Absent | Self::Pass | Self::Clear | Self::Normal => 0,
            Self::Trace | Self::LightFail | Self::Hazy => 1,
            Self::Light => 2,
            Self::Moderate | Self::ModerateFail | Self::Present | Self::Cloudy | Self::Fail | Self::Abnormal => 3,
            Self::Heavy | Self::SevereFail => 4,
        }
    }
}
