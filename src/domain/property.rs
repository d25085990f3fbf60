//! What is measured. The list itself is data: `standards/properties.csv`.

/// A row of `standards/properties.csv`, in file order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PropertyId(pub u16);

impl PropertyId {
    /// The row's index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// In which direction a property gets worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worse {
    /// More is worse (iron, water, acid number).
    Up,
    /// Less is worse (flash point, base number).
    Down,
    /// Any departure is worse (viscosity).
    Both,
    /// Neither is worse by itself (density).
    None,
}

impl Worse {
    /// Reads the word used in `properties.csv`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "up" => Self::Up,
            "down" => Self::Down,
            "both" => Self::Both,
            "none" => Self::None,
            _ => return None,
        })
    }
}

/// What kind of result a property has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertyKind {
    /// A number with a unit.
    Number,
    /// ISO 4406 code, `18/16/13`.
    Iso4406,
    /// NAS 1638 class, `00` to `12`.
    Nas1638,
    /// AS4059 class, `000` to `12`, with size letters.
    As4059,
    /// Copper-strip rating, `1a` to `4c`.
    Copper,
    /// A word on a scale, `trace`, `cloudy`, `pass`.
    Rating,
}

impl PropertyKind {
    /// Reads the word used in `properties.csv`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "number" => Self::Number,
            "iso4406" => Self::Iso4406,
            "nas1638" => Self::Nas1638,
            "as4059" => Self::As4059,
            "copper" => Self::Copper,
            "rating" => Self::Rating,
            _ => return None,
        })
    }
}

/// The section of a report in which a property stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PropertyGroup {
    /// Viscosities and viscosity index.
    Viscosity,
    /// Ageing: acid and base number, oxidation, antioxidants.
    Condition,
    /// Additive elements.
    Additive,
    /// Wear metals and ferrous debris.
    Wear,
    /// What came in from outside.
    Contamination,
    /// Particle counts and codes.
    Cleanliness,
    /// Density, flash, pour, colour.
    Physical,
    /// Foam, air, water separation, corrosion and load tests.
    Performance,
}

impl PropertyGroup {
    /// All groups in report order.
    pub const ALL: [Self; 8] = [
        Self::Viscosity,
        Self::Condition,
        Self::Additive,
        Self::Wear,
        Self::Contamination,
        Self::Cleanliness,
        Self::Physical,
        Self::Performance,
    ];

    /// The word used in `properties.csv`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Viscosity => "viscosity",
            Self::Condition => "condition",
            Self::Additive => "additive",
            Self::Wear => "wear",
            Self::Contamination => "contamination",
            Self::Cleanliness => "cleanliness",
            Self::Physical => "physical",
            Self::Performance => "performance",
        }
    }

    /// Reads the word used in `properties.csv`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.id() == id)
    }
}
