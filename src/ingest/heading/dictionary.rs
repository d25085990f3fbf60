//! All headings that the standards know, and what one heading means by them.
//!
//! A heading is known if the whole of it is known, or if what remains without unit, method, laboratory code and marks
//! is exactly a known name, or several names of one thing (`Iron (Fe)`). A part of a heading is never enough.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{PropertyId, PropertyKind, Unit, fold};
use crate::standards::Standards;
use crate::standards::property::{HeadingMeaning, HeadingTarget};

use super::super::field::{Field, FieldKind};
use super::key::{Measure, Scale, even, key, measure};
use super::method;
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
struct Name {
    target: Target,
    unit: Option<Unit>,
    method: Option<Arc<str>>,
}

/// The known headings.
#[derive(Debug)]
pub struct Dictionary<'s> {
    standards: &'s Standards,
    /// By key; `None` where two things have one name.
    names: BTreeMap<String, Option<Name>>,
    /// What stands around the number in the id of a property: `("kv_", "c")` for the words of `Visc@40C`.
    families: BTreeMap<(Scale, String), Option<(String, String)>>,
    /// Spellings of units, evened.
    units: BTreeMap<String, Option<String>>,
    /// The symbols of elements.
    elements: BTreeMap<String, PropertyId>,
    /// The property of codes such as 18/16/13.
    iso_code: Option<PropertyId>,
}

/// Symbols that are common words or abbreviations too; in any but chemists' spelling (`Al`) they need other elements
/// beside them. So do all symbols of one letter.
const WEAK: [&str; 11] = ["al", "na", "sn", "co", "be", "cd", "ni", "ti", "li", "bi", "cl"];

/// Units that are words of other headings too, or only a letter or figure: never taken off the end of a name.
const NOT_AT_END: [&str; 8] = ["code", "class", "rating", "stage", "index", "note", "score", "day"];

impl<'s> Dictionary<'s> {
    /// Gathers what the standards know.
    #[must_use]
    pub fn new(standards: &'s Standards) -> Self {
        let iso = |index: usize| standards.properties.get(index).is_some_and(|p| p.kind == PropertyKind::Iso4406);
        let mut dictionary = Self {
            standards,
            names: BTreeMap::new(),
            families: BTreeMap::new(),
            units: BTreeMap::new(),
            elements: BTreeMap::new(),
            iso_code: (0..standards.properties.len()).find(|index| iso(*index)).and_then(property_id),
        };
        dictionary.add_units();
        dictionary.add_headings();
        dictionary.add_properties();
        for field in Field::ALL.iter().filter(|field| **field != Field::LabVerdict) {
            dictionary.add_late(&key(field.id()), &Name { target: Target::Field(*field), unit: None, method: None });
        }
        dictionary.learn();
        dictionary
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
    fn get(&self, text: &str) -> Option<Name> {
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

    /// The one thing that all the pieces together, or each of them, name.
    fn named(&self, pieces: &[String]) -> Option<Name> {
        if pieces.is_empty() {
            return None;
        }
        if let Some(name) = self.get(&pieces.join(" ")) {
            return Some(name);
        }
        if let [piece] = pieces {
            return self.two_languages(piece);
        }
        let mut names = pieces.iter().map(|piece| self.get(piece).or_else(|| self.two_languages(piece)));
        let first = names.next().flatten()?;
        names.all(|name| name.is_some_and(|name| name.target == first.target)).then_some(first)
    }

    /// `Fe 铁`, `Iron Fe`: two names of one thing side by side.
    fn two_languages(&self, piece: &str) -> Option<Name> {
        let mut cuts: Vec<usize> = piece.match_indices([' ', '/']).map(|(place, _)| place).collect();
        let letters: Vec<(usize, char)> = piece.char_indices().collect();
        cuts.extend(letters.windows(2).filter_map(|pair| match pair {
            [(_, before), (place, after)] => (before.is_ascii() != after.is_ascii()).then_some(*place),
            _ => None,
        }));
        cuts.into_iter().find_map(|cut| {
            let (left, right) = piece.split_at_checked(cut)?;
            let (left, right) = (left.trim(), right.trim_start_matches('/').trim());
            if left.is_empty() || right.is_empty() {
                return None;
            }
            let (left, right) = (self.get(left)?, self.get(right)?);
            (left.target == right.target && matches!(left.target, Target::Property(_))).then_some(left)
        })
    }

    /// Tells names, units and methods among the pieces of a heading apart.
    fn parts(&self, split: &Split) -> Parts {
        let mut parts = Parts::default();
        for piece in &split.pieces {
            // `Mg` is a spelling of milligram; beside `Magnesium` it is not meant.
            let unit = self.unit(piece).map(str::to_owned);
            let found = method::whole(piece);
            match (unit, found) {
                (Some(unit), _) if parts.unit.is_none() || self.get(piece).is_none() => {
                    parts.doubtful.push(piece.clone());
                    parts.set_unit(unit);
                }
                (None, Some(method)) => parts.method = Some(method),
                _ => self.trim(piece, &mut parts),
            }
        }
        self.settle(&mut parts);
        parts
    }

    /// A unit that is a name of the very thing named is no unit: the `K` of `Potassium (K)`.
    fn settle(&self, parts: &mut Parts) {
        let Some(name) = self.named(&parts.names) else { return };
        let doubtful = std::mem::take(&mut parts.doubtful);
        let (same, units): (Vec<String>, Vec<String>) =
            doubtful.into_iter().partition(|piece| self.get(piece).is_some_and(|known| known.target == name.target));
        if !same.is_empty() {
            let at_end = parts.unit_at_end.take();
            parts.unit = units.last().and_then(|piece| self.unit(piece)).map(str::to_owned).or(at_end);
        }
    }

    /// Takes a method off the start and a unit or an instrument off the end of a piece that is no name with them.
    fn trim(&self, piece: &str, parts: &mut Parts) {
        let mut rest = piece;
        if self.get(piece).is_none() {
            let words: Vec<&str> = piece.split_whitespace().collect();
            if let Some((method, taken)) = method::at_start(&words).filter(|(_, taken)| *taken < words.len()) {
                parts.method = Some(method);
                rest = piece.splitn(taken + 1, ' ').last().unwrap_or(piece);
            } else if let Some((name, method)) = method_at_end(piece) {
                parts.method = Some(method);
                rest = name;
            }
        }
        if self.get(rest).is_none()
            && let Some((name, unit)) = self.unit_at_end(rest)
        {
            parts.unit_at_end = Some(unit.clone());
            parts.set_unit(unit);
            rest = name;
        }
        if self.get(rest).is_none()
            && let Some((name, method)) = method::instrument_at_end(rest)
        {
            parts.method = Some(method);
            rest = name;
        }
        parts.names.push(rest.to_owned());
    }

    /// `calcio ppm`, `soot%`: a unit behind a name that is known without it.
    fn unit_at_end<'t>(&self, text: &'t str) -> Option<(&'t str, String)> {
        let mut cuts: Vec<usize> = text.match_indices(' ').map(|(place, _)| place).collect();
        if text.ends_with('%') {
            cuts.push(text.len() - 1);
        }
        cuts.into_iter().find_map(|cut| {
            let (name, unit) = text.split_at_checked(cut)?;
            let (name, unit) = (name.trim(), unit.trim());
            let letters = unit.chars().count();
            if NOT_AT_END.contains(&unit)
                || (letters == 1 && unit != "%")
                || unit.starts_with(|c: char| c.is_ascii_digit())
            {
                return None;
            }
            let symbol = self.unit(unit)?;
            let is_temperature =
                name.ends_with(|letter: char| letter.is_ascii_digit()) && matches!(symbol, "Cel" | "[degF]" | "K");
            (!is_temperature && self.named(&[name.to_owned()]).is_some()).then(|| (name, symbol.to_owned()))
        })
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

/// The pieces of a heading by what they are.
#[derive(Debug, Default)]
struct Parts {
    names: Vec<String>,
    unit: Option<String>,
    unit_at_end: Option<String>,
    method: Option<String>,
    /// Pieces that were taken for units.
    doubtful: Vec<String>,
}

impl Parts {
    fn set_unit(&mut self, unit: String) {
        self.unit.get_or_insert(unit);
    }
}

fn name_of(meaning: &HeadingMeaning) -> Option<Name> {
    let target = match &meaning.target {
        HeadingTarget::Property(property) => Target::Property(*property),
        HeadingTarget::Context(field) => Target::Field(Field::from_id(field)?),
    };
    Some(Name { target, unit: meaning.unit.clone(), method: meaning.method.clone() })
}

fn method_at_end(piece: &str) -> Option<(&str, String)> {
    let cuts = piece.match_indices(' ').map(|(place, _)| place);
    let (name, method) = cuts
        .filter_map(|cut| piece.split_at_checked(cut))
        .find_map(|(name, rest)| Some((name.trim(), method::whole(rest.trim())?)))?;
    let name =
        [" by", " nach", " per", " according to"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    (!name.is_empty()).then_some((name, method))
}

fn property_id(index: usize) -> Option<PropertyId> {
    u16::try_from(index).ok().map(PropertyId)
}

/// A spelling of a unit to look up: without blanks, and without the brackets around it.
fn unit_key(text: &str) -> String {
    let even = even(text);
    let inner = even.trim_matches(|letter: char| letter.is_whitespace() || letter == '.');
    let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(inner);
    inner.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').collect()
}
