//! All headings that the standards know, and what one heading means by them.
//!
//! A heading is known if the whole of it is known, or if what remains without unit, method, laboratory code and marks
//! is exactly a known name, or several names of one thing (`Iron (Fe)`). A part of a heading is never enough.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{PropertyId, PropertyKind, Unit, fold};
use crate::standards::Standards;

use super::super::field::{Field, FieldKind};
use super::super::labels::Labels;
use super::gather::{name_of, property_id};
use super::key::{Measure, Scale, even, key, measure};
use super::parts::Parts;
use super::split::{Split, split};

/// What a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A result.
    Property(PropertyId),
    /// One number of an ISO 4406 code, by its index.
    CodePart(PropertyId, usize),
    /// A field of the sample's form.
    Field(Field),
}

/// How sure a meaning is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The heading says it.
    Said,
    /// A symbol that means an element only among other elements: `P`, `S`, `NA`.
    AmongElements,
}

/// What a heading means.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// What the column is.
    pub target: Target,
    /// The unit that the heading says.
    pub unit: Option<Unit>,
    /// The test method that it says, without the year.
    pub method: Option<Arc<str>>,
    /// The laboratory's own number of the test.
    pub code: Option<String>,
    /// How sure.
    pub evidence: Evidence,
}

/// What came of looking up a heading.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Known.
    Known(Meaning),
    /// Its names mean different things: `전산가(TBN)`.
    Conflict(Target, Target),
    /// Not known.
    Unknown,
}

/// A known name.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) target: Target,
    pub(super) unit: Option<Unit>,
    pub(super) method: Option<Arc<str>>,
}

/// The known headings.
#[derive(Debug)]
pub struct Dictionary<'s> {
    pub(super) standards: &'s Standards,
    /// By key; `None` where two things have one name.
    pub(super) names: BTreeMap<String, Option<Name>>,
    /// What stands around the number in the id of a property: `("kv_", "c")` for the words of `Visc@40C`.
    pub(super) families: BTreeMap<(Scale, String), Option<(String, String)>>,
    /// Spellings of units, evened.
    pub(super) units: BTreeMap<String, Option<String>>,
    /// The symbols of elements.
    pub(super) elements: BTreeMap<String, PropertyId>,
    /// The property of codes such as 18/16/13.
    pub(super) iso_code: Option<PropertyId>,
    /// Words for what is no result.
    pub(super) labels: Arc<Labels>,
}

/// Symbols that are common words or abbreviations too; in any but chemists' spelling (`Al`) they need other elements
/// beside them. So do all symbols of one letter.
const WEAK: [&str; 11] = ["al", "na", "sn", "co", "be", "cd", "ni", "ti", "li", "bi", "cl"];

impl<'s> Dictionary<'s> {
    /// Gathers what the standards know.
    #[must_use]
    pub fn new(standards: &'s Standards, labels: Arc<Labels>) -> Self {
        let iso = |index: usize| standards.properties.get(index).is_some_and(|p| p.kind == PropertyKind::Iso4406);
        let mut dictionary = Self {
            standards,
            names: BTreeMap::new(),
            families: BTreeMap::new(),
            units: BTreeMap::new(),
            elements: BTreeMap::new(),
            labels,
            iso_code: (0..standards.properties.len()).find(|index| iso(*index)).and_then(property_id),
        };
        dictionary.gather();
        dictionary
    }

    /// What a heading means.
    #[must_use]
    pub fn find(&self, heading: &str) -> Found {
        let split = split(heading);
        if split.pieces.is_empty() {
            return Found::Unknown;
        }
        let whole = self.standards.headings.get(&fold(heading)).and_then(name_of);
        let whole = whole.or_else(|| self.names.get(&key(heading)).cloned().flatten());
        let parts = self.parts(&split);
        let Some(name) = whole else { return self.by_parts(heading, &split, parts) };
        // The whole of `K` and `Mg` is the name; only beside a name is such a piece a unit.
        let said = parts.unit.as_deref().filter(|_| !parts.names.is_empty());
        let unit = name.unit.or_else(|| said.map(Unit::new));
        let method = name.method.or_else(|| parts.method.as_deref().map(Arc::from));
        Found::Known(
            self.weigh(
                heading,
                Meaning { target: name.target, unit, method, code: split.code, evidence: Evidence::Said },
            ),
        )
    }

    /// The property or field that a text names by itself, as the parameter of a long form does.
    #[must_use]
    pub fn meaning(&self, text: &str) -> Option<Meaning> {
        match self.find(text) {
            Found::Known(meaning) => Some(meaning),
            Found::Conflict(..) | Found::Unknown => None,
        }
    }

    /// The symbol of a unit that a text spells, `mg/kg` for `(PPM)`.
    #[must_use]
    pub fn unit(&self, text: &str) -> Option<&str> {
        let text = text.trim();
        if let Some(symbol) = self.standards.units.by_spelling.get(&fold(text)) {
            return Some(symbol);
        }
        self.units.get(&unit_key(text)).and_then(Option::as_deref)
    }

    /// The standards behind it.
    #[must_use]
    pub const fn standards(&self) -> &'s Standards {
        self.standards
    }

    /// Keys of all known names, for suggestions.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.standards
            .headings
            .keys()
            .map(String::as_str)
            .chain(self.standards.properties.iter().map(|known| &*known.id))
    }

    /// The name of a target in files: `kv_40c`, `@machine`.
    #[must_use]
    pub fn id(&self, target: Target) -> String {
        match target {
            Target::Property(property) => self.standards.property(property).id.to_string(),
            Target::CodePart(property, position) => {
                format!("{}#{}", self.standards.property(property).id, position + 1)
            }
            Target::Field(field) => format!("@{}", field.id()),
        }
    }

    /// True if a target is an element.
    #[must_use]
    pub fn is_element(&self, target: Target) -> bool {
        matches!(target, Target::Property(property) if self.elements.values().any(|element| *element == property))
    }

    /// One piece of text as a name, by its whole key or by its number.
    pub(super) fn get(&self, text: &str) -> Option<Name> {
        if let Some(known) = self.names.get(&key(text)) {
            return known.clone();
        }
        let Measure { scale, number, base } = measure(text)?;
        if scale == Scale::Micrometre
            && let Some(name) = self.code_part(&base, number)
        {
            return Some(name);
        }
        let scales: &[Scale] = match scale {
            Scale::Bare => &[Scale::Bare, Scale::Celsius],
            Scale::Celsius => &[Scale::Celsius, Scale::Bare],
            Scale::Fahrenheit => &[Scale::Fahrenheit],
            Scale::Micrometre => &[Scale::Micrometre],
        };
        let family = scales.iter().find_map(|scale| self.families.get(&(*scale, base.clone())).cloned().flatten());
        // A particle size alone says what is counted.
        let alone =
            || (scale == Scale::Micrometre && base.is_empty()).then(|| ("particles_".to_owned(), "um".to_owned()));
        let (before, after) = family.or_else(alone)?;
        let property = self.standards.find_property(&format!("{before}{number}{after}"))?;
        Some(Name { target: Target::Property(property), unit: None, method: None })
    }

    /// `ISO 6µm`: one of the three numbers of an ISO 4406 code.
    fn code_part(&self, base: &str, micrometres: u32) -> Option<Name> {
        let position = [4, 6, 14].iter().position(|size| *size == micrometres)?;
        let named = matches!(base, "iso" | "iso4406" | "isocode");
        named.then_some(())?;
        Some(Name { target: Target::CodePart(self.iso_code?, position), unit: None, method: None })
    }

    fn by_parts(&self, heading: &str, split: &Split, parts: Parts) -> Found {
        let said = |name: Name, parts: Parts| {
            let unit = parts.unit.as_deref().map(Unit::new).or(name.unit);
            if matches!(name.target, Target::Field(field) if unit.is_some() && field.kind() != FieldKind::Amount) {
                // `Component hours` is no component.
                return Found::Unknown;
            }
            let method = parts.method.map(Arc::from).or(name.method);
            let meaning =
                Meaning { target: name.target, unit, method, code: split.code.clone(), evidence: Evidence::Said };
            Found::Known(self.weigh(heading, meaning))
        };
        if let Some(name) = self.named(&parts.names) {
            return said(name, parts);
        }
        // A method can be the name of what it measures: `ISO 4406:2017`.
        if parts.names.is_empty()
            && let Some(name) = parts.method.as_deref().and_then(|method| self.get(method))
        {
            return said(name, parts);
        }
        // Both names are known, and known as different things.
        let known: Vec<Name> = parts.names.iter().filter_map(|piece| self.get(piece)).collect();
        if let [first, second] = known.as_slice()
            && parts.names.len() == 2
        {
            return Found::Conflict(first.target, second.target);
        }
        // What looked like a unit or a method may be the name itself: `K`, `ISO 4406`.
        let (names, rest): (Vec<String>, Vec<String>) =
            split.pieces.iter().cloned().partition(|piece| self.get(piece).is_some());
        if names.is_empty() {
            return Found::Unknown;
        }
        let rest = self.parts(&Split { pieces: rest, code: None });
        match self.named(&names).filter(|_| rest.names.is_empty()) {
            Some(name) => said(name, rest),
            None => Found::Unknown,
        }
    }

    /// A lone symbol that may mean something else needs elements beside it.
    fn weigh(&self, heading: &str, meaning: Meaning) -> Meaning {
        let Target::Property(property) = meaning.target else { return meaning };
        let bare = heading.trim_matches(|letter: char| letter.is_whitespace() || letter == '*');
        let symbol = key(bare);
        let letters = symbol.chars().count();
        let cjk = letters == 1 && !symbol.is_ascii();
        let hangul = cjk && matches!(symbol.chars().next(), Some('가'..='힣'));
        let is_symbol = self.elements.get(&symbol) == Some(&property);
        let chemists = bare.len() == 2
            && bare.starts_with(|c: char| c.is_ascii_uppercase())
            && bare.ends_with(|c: char| c.is_ascii_lowercase());
        let weak = hangul || (is_symbol && (letters == 1 || (WEAK.contains(&symbol.as_str()) && !chemists)));
        let evidence = if weak && meaning.method.is_none() { Evidence::AmongElements } else { Evidence::Said };
        Meaning { evidence, ..meaning }
    }
}

/// A spelling of a unit to look up: without blanks, and without the brackets around it.
pub(super) fn unit_key(text: &str) -> String {
    let even = even(text);
    let inner = even.trim_matches(|letter: char| letter.is_whitespace() || letter == '.');
    let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(inner);
    inner.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').collect()
}
