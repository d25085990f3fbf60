//! Which tests' results may be held against which limits: `comparability.csv` with the equivalents of `methods.csv`.
//!
//! Two methods agree if a row says so or links them over others. Methods that nothing links are not compared, and a
//! test under another condition (open and closed cup, 54 and 82 °C) never stands in for the one that is limited.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::PropertyId;

use super::method::Precision;

/// A row of `comparability.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What the first test measures.
    pub property: PropertyId,
    /// The first test's method; `None` for any.
    pub method: Option<MethodName>,
    /// What the second test measures.
    pub other_property: PropertyId,
    /// The second test's method; `None` for any.
    pub other_method: Option<MethodName>,
    /// Whether the results agree.
    pub agree: bool,
}

/// A test method's name, compared by what it is and not by how it is written: `ASTM D 5185-18` is `ASTM D5185`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MethodName {
    /// Body and number, without the year of the edition.
    base: String,
    /// The letter of a procedure, as in `GB/T 8926 B`.
    procedure: Option<char>,
}

impl MethodName {
    /// Reads one name. `None` for what has no number: `visual`, `ICP` say how, not by which method.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.trim().to_uppercase();
        let words: Vec<&str> = upper.split_whitespace().collect();
        let is_numbered = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
        let numbered = words.iter().position(is_numbered)?;
        let (body, rest) = (words.get(..numbered)?, words.get(numbered + 1..)?);
        let number = without_year(words.get(numbered)?);
        let mut base = body.join(" ");
        // `D 5185` is `D5185`, and a bare `D5185` is ASTM's.
        match base.strip_suffix(" D").or_else(|| base.strip_suffix(" E")) {
            Some(before) => base = format!("{before} {}{number}", base.chars().last().unwrap_or('D')),
            None if base.is_empty() && number.starts_with(['D', 'E']) => base = format!("ASTM {number}"),
            None if base.is_empty() => number.clone_into(&mut base),
            None => base = format!("{base} {number}"),
        }
        let letter = rest.iter().rev().find(|word| word.len() == 1).and_then(|word| word.chars().next());
        Some(Self { base, procedure: letter })
    }

    /// Reads all names of a cell: `GB/T 4945 (GB/T 264 allowed)`, `ISO 3104 / ASTM D445`.
    #[must_use]
    pub fn list(text: &str) -> Vec<Self> {
        let apart = text.replace(" or ", ";").replace(" and ", ";").replace(" / ", ";");
        let names = apart.split([';', ',', '(', ')']).map(str::trim);
        names
            .filter(|name| name.starts_with(|letter: char| letter.is_ascii_uppercase()))
            .filter_map(Self::parse)
            .collect()
    }

    /// True for one method, unless two procedures of it are named.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let procedures = self.procedure.is_none() || other.procedure.is_none() || self.procedure == other.procedure;
        self.base == other.base && procedures
    }
}

/// `D445-03` and `3104:1994` without the year of the edition.
fn without_year(number: &str) -> &str {
    let year = |digits: &str| matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    match number.rfind(['-', ':']).and_then(|cut| number.split_at_checked(cut)) {
        Some((name, rest)) if rest.get(1..).is_some_and(year) => name,
        _ => number,
    }
}

/// How a result's method stands to those that a limit is stated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The limit names no method.
    NotAsked,
    /// The same, or one that agrees with it.
    Same,
    /// The result does not say its method, and the property is customarily tested by methods that agree.
    Assumed,
    /// The result does not say its method, and the property is tested by methods that do not agree.
    Open,
    /// Another, which is not known to agree.
    Other,
}

/// Which methods and tests agree, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Comparability {
    /// The names that mean the same, by property and base name; each set has a number.
    groups: BTreeMap<PropertyId, BTreeMap<String, usize>>,
    /// Properties with methods that do not agree.
    open: BTreeSet<PropertyId>,
    /// Tests that measure the like under another condition.
    others: BTreeMap<PropertyId, Vec<PropertyId>>,
}

impl Comparability {
    /// Links the methods of `methods.csv` and the pairs of `comparability.csv`.
    #[must_use]
    pub fn new(precision: &[Precision], pairs: &[Pair]) -> Self {
        let mut all = Self::default();
        for row in precision {
            let id = MethodName::parse(&row.method);
            for name in row.equivalents.iter().filter_map(|name| MethodName::parse(name)).chain(id.clone()) {
                all.link(row.property, id.as_ref().unwrap_or(&name), &name);
            }
        }
        for pair in pairs {
            match (pair.property == pair.other_property, &pair.method, &pair.other_method) {
                (true, Some(one), Some(other)) if pair.agree => all.link(pair.property, one, other),
                (true, ..) => {
                    all.open.insert(pair.property);
                }
                (false, ..) => {
                    all.others.entry(pair.property).or_default().push(pair.other_property);
                    all.others.entry(pair.other_property).or_default().push(pair.property);
                }
            }
        }
        all
    }

    fn link(&mut self, property: PropertyId, one: &MethodName, other: &MethodName) {
        let groups = self.groups.entry(property).or_default();
        let next = groups.len();
        let group = *groups.entry(one.base.clone()).or_insert(next);
        match groups.insert(other.base.clone(), group) {
            Some(old) if old != group => {
                groups.values_mut().filter(|known| **known == old).for_each(|known| *known = group);
            }
            _ => {}
        }
    }

    /// True if two names mean methods of a property that agree.
    #[must_use]
    pub fn agree(&self, property: PropertyId, one: &MethodName, other: &MethodName) -> bool {
        let group = |name: &MethodName| self.groups.get(&property)?.get(&name.base).copied();
        let linked = || group(one).is_some_and(|group_of_one| group(other) == Some(group_of_one));
        if one.base == other.base { one.is_same(other) } else { linked() }
    }

    /// How the method of a result stands to those that a limit is stated for.
    #[must_use]
    pub fn relation(&self, property: PropertyId, wanted: &[MethodName], stated: Option<&MethodName>) -> Relation {
        if wanted.is_empty() {
            return Relation::NotAsked;
        }
        match stated {
            None if self.open.contains(&property) => Relation::Open,
            None => Relation::Assumed,
            Some(name) if wanted.iter().any(|wanted| self.agree(property, wanted, name)) => Relation::Same,
            Some(_) => Relation::Other,
        }
    }

    /// Tests that measure the like under another condition, and do not stand in for this one.
    #[must_use]
    pub fn others(&self, property: PropertyId) -> &[PropertyId] {
        self.others.get(&property).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<MethodName> {
        MethodName::parse(text)
    }

    #[test]
    fn a_method_is_the_same_however_it_is_written() {
        for (one, other) in [
            ("ASTM D445", "astm d 445-18"),
            ("D5185", "ASTM D5185-13"),
            ("ISO 3104:1994", "ISO 3104"),
            ("GB/T 265-1988", "GB/T 265"),
        ] {
            assert!(name(one).is_some() && name(one) == name(other), "{one} {other}");
        }
        assert!(name("ASTM D2896") != name("ASTM D4739") && name("GB/T 8926 B") != name("GB/T 8926 method A"));
        assert_eq!((name("visual"), name("ICP"), name("")), (None, None, None));
    }

    #[test]
    fn a_cell_may_name_several_methods() {
        let names = |text: &str| MethodName::list(text).into_iter().map(|name| name.base).collect::<Vec<_>>();
        assert_eq!(names("GB/T 4945 (GB/T 264 allowed)"), ["GB/T 4945", "GB/T 264"]);
        assert_eq!(names("GB/T 1995 (referee) or GB/T 2541"), ["GB/T 1995", "GB/T 2541"]);
        assert_eq!(names("ASTM D4683 / D4741 / D5481"), ["ASTM D4683", "ASTM D4741", "ASTM D5481"]);
        assert_eq!(names("ASTM D664; D974"), ["ASTM D664", "ASTM D974"]);
        assert!(names("spectrometry").is_empty() && names("par. 3.2 of standard").is_empty());
    }

    #[test]
    fn methods_agree_over_links_and_only_for_their_property() {
        let (one, other) = (PropertyId(1), PropertyId(2));
        let pair = |method: &str, to: &str, agree| Pair {
            property: one,
            method: name(method),
            other_property: one,
            other_method: name(to),
            agree,
        };
        let pairs = [pair("A 1", "B 2", true), pair("C 3", "D 4", true), pair("B 2", "C 3", true)];
        let known = Comparability::new(&[], &pairs);
        let relation = |property, stated: Option<&str>| {
            known.relation(property, &MethodName::list("A 1"), stated.and_then(name).as_ref())
        };
        assert_eq!(relation(one, Some("D 4-2020")), Relation::Same);
        assert_eq!(relation(other, Some("D 4")), Relation::Other);
        assert_eq!((relation(one, Some("X 9")), relation(one, None)), (Relation::Other, Relation::Assumed));
        assert_eq!(known.relation(one, &[], name("X 9").as_ref()), Relation::NotAsked);
        let open = Comparability::new(&[], &[pair("A 1", "X 9", false)]);
        assert_eq!(open.relation(one, &MethodName::list("A 1"), None), Relation::Open);
        assert_eq!(open.relation(one, &MethodName::list("A 1"), name("X 9").as_ref()), Relation::Other);
        assert_eq!(open.relation(one, &MethodName::list("A 1"), name("A 1").as_ref()), Relation::Same);
    }
}
