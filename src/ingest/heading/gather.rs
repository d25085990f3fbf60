//! Gathers the names that the standards know: headings of laboratories, names and symbols of properties, fields of the
//! form, and what can be learnt from headings that carry a unit or a method.

use std::collections::BTreeMap;

use crate::domain::PropertyId;
use crate::standards::property::{HeadingMeaning, HeadingTarget};

use super::super::field::Field;
use super::dictionary::{Dictionary, Name, Target, unit_key};
use super::key::{Measure, key, measure};
use super::split::split;

impl Dictionary<'_> {
    /// Fills an empty dictionary.
    pub(super) fn gather(&mut self) {
        self.add_units();
        self.add_headings();
        self.add_properties();
        for field in Field::ALL.iter().filter(|field| **field != Field::LabVerdict) {
            self.add_late(&key(field.id()), &Name { target: Target::Field(*field), unit: None, method: None });
        }
        self.learn();
    }

    fn add_units(&mut self) {
        for (spelling, symbol) in &self.standards.units.by_spelling {
            let known = self.units.entry(unit_key(spelling)).or_insert_with(|| Some(symbol.clone()));
            if known.as_ref().is_some_and(|known| known != symbol) {
                *known = None;
            }
        }
    }

    fn add_headings(&mut self) {
        for (heading, meaning) in &self.standards.headings {
            let Some(name) = name_of(meaning) else { continue };
            self.add(&key(heading), &name);
            self.add_family(heading, &name);
        }
    }

    fn add_properties(&mut self) {
        let properties: Vec<PropertyId> = (0..self.standards.properties.len()).filter_map(property_id).collect();
        let standards = self.standards;
        for property in &properties {
            let known = standards.property(*property);
            let name = Name { target: Target::Property(*property), unit: None, method: None };
            let texts = std::iter::once(&known.id).chain(&known.names);
            for text in texts.filter(|text| !text.is_empty()) {
                self.add_late(&key(text), &name);
                self.add_family(text, &name);
            }
            let symbol = key(&known.symbol);
            let is_element = known.unit.symbol() == "mg/kg"
                && matches!(known.symbol.len(), 1 | 2)
                && known.symbol.bytes().all(|byte| byte.is_ascii_alphabetic());
            if is_element {
                self.elements.entry(symbol).or_insert(*property);
            }
        }
        for (symbol, property) in self.elements.clone() {
            self.add_late(&symbol, &Name { target: Target::Property(property), unit: None, method: None });
        }
        for property in properties {
            let known = standards.property(property);
            let symbol = key(&known.symbol);
            // `N` and `SN` are abbreviations of too much; a symbol that a heading or an element has is theirs.
            if symbol.chars().count() > 2 {
                let name = Name { target: Target::Property(property), unit: None, method: None };
                self.add_late(&symbol, &name);
                self.add_family(&known.symbol, &name);
            }
        }
    }

    /// Learns the bare names of headings that are known with unit, method or code: `hierro` from `HIERRO (FE) - 26`.
    fn learn(&mut self) {
        let mut learnt: Vec<(String, Name)> = Vec::new();
        for (heading, meaning) in &self.standards.headings {
            let Some(name) = name_of(meaning) else { continue };
            let Target::Property(_) = name.target else { continue };
            // One word has nothing to take off.
            if heading.chars().all(char::is_alphanumeric) {
                continue;
            }
            let bare = Name { unit: None, method: None, ..name };
            let parts = self.parts(&split(heading));
            // A percentage names the thing too vaguely: `Diesel %` is fuel in the oil, `Diesel` may be anything.
            if parts.unit.as_deref() == Some("%") {
                continue;
            }
            let joined = parts.names.join(" ");
            if !joined.is_empty() && key(&joined) != key(heading) {
                learnt.push((joined, bare.clone()));
            }
            // Of `hierro` and `fe`, the symbol shows that the other piece is a name of its own.
            let symbol = |piece: &String| {
                key(piece).chars().count() <= 4 && self.get(piece).is_some_and(|known| known.target == bare.target)
            };
            if parts.names.len() == 2 && parts.names.iter().any(symbol) {
                learnt.extend(parts.names.iter().map(|piece| (piece.clone(), bare.clone())));
            }
        }
        let mut by_key: BTreeMap<String, Option<Name>> = BTreeMap::new();
        for (text, name) in &learnt {
            self.add_family(text, name);
            let known = by_key.entry(key(text)).or_insert_with(|| Some(name.clone()));
            if known.as_ref().is_some_and(|known| known.target != name.target) {
                *known = None;
            }
        }
        for (key, name) in by_key {
            if let Some(name) = name {
                self.add_late(&key, &name);
            }
        }
    }

    /// Adds a name of first rank: two of them that differ make it ambiguous.
    fn add(&mut self, key: &str, name: &Name) {
        if key.is_empty() {
            return;
        }
        let known = self.names.entry(key.to_owned()).or_insert_with(|| Some(name.clone()));
        if known.as_ref().is_some_and(|known| known.target != name.target) {
            *known = None;
        }
    }

    /// Adds a name of lower rank: one that is taken stays what it is.
    fn add_late(&mut self, key: &str, name: &Name) {
        if !key.is_empty() {
            self.names.entry(key.to_owned()).or_insert_with(|| Some(name.clone()));
        }
    }

    /// Remembers the words around a number that is part of the property's id.
    fn add_family(&mut self, text: &str, name: &Name) {
        let Target::Property(property) = name.target else { return };
        let Some(Measure { scale, number, base }) = measure(text) else { return };
        let number = number.to_string();
        let id = &self.standards.property(property).id;
        let Some((before, after)) = id.split_once(&number).filter(|(before, after)| {
            !before.ends_with(|c: char| c.is_ascii_digit()) && !after.starts_with(|c: char| c.is_ascii_digit())
        }) else {
            return;
        };
        let family = (before.to_owned(), after.to_owned());
        let known = self.families.entry((scale, base)).or_insert_with(|| Some(family.clone()));
        if known.as_ref().is_some_and(|known| *known != family) {
            *known = None;
        }
    }
}

pub(super) fn name_of(meaning: &HeadingMeaning) -> Option<Name> {
    let target = match &meaning.target {
        HeadingTarget::Property(property) => Target::Property(*property),
        HeadingTarget::Context(field) => Target::Field(Field::from_id(field)?),
    };
    Some(Name { target, unit: meaning.unit.clone(), method: meaning.method.clone() })
}

pub(super) fn property_id(index: usize) -> Option<PropertyId> {
    u16::try_from(index).ok().map(PropertyId)
}
