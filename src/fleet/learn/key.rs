//! What like machines have in common: the keys by which a fleet is divided, and the names that samples have for them.

use std::sync::Arc;

use crate::domain::{MachineType, Sample, fold};

/// A key of grouping, `--by machine_type,component`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The kind of machine; a machine of which nothing is said counts as `other`, as it does where it is judged.
    MachineType,
    /// The part of the machine.
    Component,
    /// The machine's model.
    Model,
    /// The oil: its trade name, else its grade.
    Oil,
}

impl Key {
    /// All keys.
    pub const ALL: [Self; 4] = [Self::MachineType, Self::Component, Self::Model, Self::Oil];

    /// The word of the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::MachineType => "machine_type",
            Self::Component => "component",
            Self::Model => "model",
            Self::Oil => "oil",
        }
    }

    /// Reads the word of the command line.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.id() == id)
    }
}

/// What a group has in common in one respect; names are folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// The kind of machine.
    MachineType(MachineType),
    /// The component.
    Component(String),
    /// The model.
    Model(String),
    /// The oil, by its trade name.
    Product(String),
    /// The oil, by its grade.
    Grade(String),
}

/// A name, and how the sample writes it.
pub type Written = (Name, Arc<str>);

impl Name {
    /// The name that a sample has for a key. A semicolon separates names in the rules, so a name that contains one
    /// counts as none.
    #[must_use]
    pub fn of(sample: &Sample, key: Key, machine_type: Option<MachineType>) -> Option<Written> {
        let named = |name: &Option<Arc<str>>, wrap: fn(String) -> Self| {
            let name = name.as_ref().filter(|name| !name.contains(';') && !fold(name).is_empty())?;
            Some((wrap(fold(name)), Arc::clone(name)))
        };
        match key {
            Key::MachineType => {
                let kind = sample.machine_type.or(machine_type).unwrap_or(MachineType::Other);
                Some((Self::MachineType(kind), Arc::from(kind.id())))
            }
            Key::Component => named(&sample.component, Self::Component),
            Key::Model => named(&sample.model, Self::Model),
            Key::Oil if sample.product.is_some() => named(&sample.product, Self::Product),
            Key::Oil => {
                // A pinned edition says which document judges, not which oil it is.
                let name =
                    sample.grade.as_deref().map(|grade| grade.rsplit_once(" / ").map_or(grade, |(_, name)| name));
                named(&name.map(|name| Arc::from(name.trim())), Self::Grade)
            }
        }
    }

    /// The column of the rules in which it stands.
    #[must_use]
    pub const fn column(&self) -> &'static str {
        match self {
            Self::MachineType(_) => "machine_types",
            Self::Component(_) => "components",
            Self::Model(_) => "models",
            Self::Product(_) => "products",
            Self::Grade(_) => "grades",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixture;

    #[test]
    fn the_oil_is_its_trade_name_else_its_grade_without_the_edition() {
        let mut sample = fixture::sample(&fixture::standards(), "2025-01-01", None, &[]);
        let oil = |sample: &Sample| Name::of(sample, Key::Oil, None).map(|(name, _)| name);
        assert_eq!(oil(&sample), Some(Name::Product("oil".to_owned())));
        sample.product = None;
        assert_eq!(oil(&sample), None);
        sample.grade = Some(Arc::from("GB 11121-1995 / SF 40"));
        assert_eq!(oil(&sample), Some(Name::Grade("sf 40".to_owned())));
        sample.product = Some(Arc::from("A; B"));
        assert_eq!(oil(&sample), None);
    }

    #[test]
    fn a_machine_of_which_nothing_is_said_is_other() {
        let sample = fixture::sample(&fixture::standards(), "2025-01-01", None, &[]);
        let kind = |machine| Name::of(&sample, Key::MachineType, machine).map(|(name, _)| name);
        assert_eq!(kind(None), Some(Name::MachineType(MachineType::Other)));
        assert_eq!(kind(Some(MachineType::Gear)), Some(Name::MachineType(MachineType::Gear)));
        assert_eq!(Name::of(&sample, Key::Component, None), None);
    }
}
