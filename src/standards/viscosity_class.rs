//! Which class of viscosity an oil really has: ISO 3448 by the viscosity at 40 °C, SAE J300 by that at 100 °C.
//!
//! The ranges are rows of `grades/*.csv` whose grade is the class itself, `ISO VG 46` or `SAE 40`. SAE classes with a W
//! are tested in the cold and cannot be told from the viscosity at 100 °C.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{DeclaredGrade, LimitId, PropertyId, fold};

use super::limit::Compare;
use super::{DocumentKind, GradeClaim, Standards};

/// A system of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClassSystem {
    /// ISO 3448 (GB/T 3141).
    Iso3448,
    /// SAE J300 (GB/T 14906), the classes without W.
    SaeJ300,
}

impl ClassSystem {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Iso3448, Self::SaeJ300];

    /// The id of the property that decides.
    #[must_use]
    pub const fn property(self) -> &'static str {
        match self {
            Self::Iso3448 => "kv_40c",
            Self::SaeJ300 => "kv_100c",
        }
    }

    const fn beginning(self) -> &'static str {
        match self {
            Self::Iso3448 => "iso vg ",
            Self::SaeJ300 => "sae ",
        }
    }

    fn has(self, grade: &str) -> bool {
        let number = grade.strip_prefix(self.beginning());
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// A class with its range, mm²/s.
#[derive(Debug, Clone, PartialEq)]
pub struct ViscosityClass {
    /// `ISO VG 46`, `SAE 40`.
    pub name: Arc<str>,
    /// The property that decides.
    pub property: PropertyId,
    /// Lower bound, included.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// Whether the upper bound belongs to the class.
    pub high_included: bool,
    /// The row that says so.
    pub limit: LimitId,
}

impl ViscosityClass {
    /// True if a viscosity lies in the class.
    #[must_use]
    pub fn contains(&self, kv: f64) -> bool {
        kv >= self.low && (kv < self.high || self.high_included && kv <= self.high)
    }

    /// How far a viscosity lies outside of the range; zero inside.
    #[must_use]
    pub fn distance(&self, kv: f64) -> f64 {
        (self.low - kv).max(kv - self.high).max(0.0)
    }
}

/// Where a viscosity lies among classes.
#[derive(Debug, Clone, PartialEq)]
pub enum Place<'c> {
    /// In these classes; several only where classes overlap, as SAE 8 to 20 do.
    In(Vec<&'c ViscosityClass>),
    /// In none: between these two, or beyond the first or last.
    Between(Option<&'c ViscosityClass>, Option<&'c ViscosityClass>),
}

/// Where a viscosity lies among classes of one system, thinnest first.
#[must_use]
pub fn place(classes: &[ViscosityClass], kv: f64) -> Place<'_> {
    let found: Vec<&ViscosityClass> = classes.iter().filter(|class| class.contains(kv)).collect();
    if !found.is_empty() {
        return Place::In(found);
    }
    let below = classes.iter().rev().find(|class| class.high <= kv);
    Place::Between(below, classes.iter().find(|class| class.low > kv))
}

impl Standards {
    /// The classes of a system that are in force on a day, thinnest first.
    #[must_use]
    pub fn viscosity_classes(&self, system: ClassSystem, day: NaiveDate) -> Vec<ViscosityClass> {
        let Some(property) = self.find_property(system.property()) else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let mut classes = Vec::new();
        for (limit, id) in self.limits.iter().zip(0..) {
            let Some(name) = limit.grade.as_ref().filter(|_| limit.property == property && limit.comparable) else {
                continue;
            };
            let (low, high, high_included) = match limit.compare {
                Compare::Within(low, high) => (low, high, true),
                Compare::WithinBelow(low, high) => (low, high, false),
                _ => continue,
            };
            let document = self.document(limit.document);
            let folded = fold(name);
            let judges = document.kind == DocumentKind::Grade && document.in_force_on(day);
            if judges && system.has(&folded) && seen.insert(folded) {
                let (name, limit) = (Arc::clone(name), LimitId(id));
                classes.push(ViscosityClass { name, property, low, high, high_included, limit });
            }
        }
        classes.sort_by(|one, other| one.low.total_cmp(&other.low));
        classes
    }

    /// The class that a declared grade means, among classes of one system: by the number in its name (`L-HM 46`,
    /// `SAE 15W-40`), else by the range of viscosity that its own document sets, if that is the range of a class.
    #[must_use]
    pub fn declared_class<'c>(
        &self,
        grade: &DeclaredGrade,
        claim: Option<&GradeClaim>,
        (system, classes): (ClassSystem, &'c [ViscosityClass]),
    ) -> Option<&'c ViscosityClass> {
        let named = match system {
            ClassSystem::Iso3448 => grade.iso_vg(),
            ClassSystem::SaeJ300 => grade.sae().pop().filter(|class| system.has(class)),
        };
        if let Some(named) = named {
            return classes.iter().find(|class| fold(&class.name) == named);
        }
        let (GradeClaim::Judged { candidates, .. } | GradeClaim::NotInForce { candidates }) = claim? else {
            return None;
        };
        let is_meant = |limit: &super::Limit| {
            candidates.iter().any(|one| one.document == limit.document && limit.grade.as_deref() == Some(&*one.grade))
        };
        let ranges = self.limits.iter().filter(|limit| limit.comparable && is_meant(limit));
        ranges.into_iter().find_map(|limit| {
            let (Compare::Within(low, high) | Compare::WithinBelow(low, high)) = limit.compare else { return None };
            let same = |one: f64, other: f64| (one - other).abs() <= SAME_BOUND * other;
            let fits = |class: &&ViscosityClass| {
                class.property == limit.property && same(low, class.low) && same(high, class.high)
            };
            classes.iter().find(fits)
        })
    }
}

/// Documents round the bounds of a class; by this share they may differ and mean the same class.
const SAME_BOUND: f64 = 0.01;

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use std::sync::LazyLock;

    static STANDARDS: LazyLock<Standards> = LazyLock::new(|| Standards::built_in().unwrap());

    fn day() -> NaiveDate {
        "2026-11-21".parse().unwrap()
    }

    fn found(system: ClassSystem, kv: f64) -> String {
        let names = |class: Option<&ViscosityClass>| class.map_or("-".to_owned(), |class| class.name.to_string());
        match place(&STANDARDS.viscosity_classes(system, day()), kv) {
            Place::In(classes) => classes.iter().map(|class| &*class.name).collect::<Vec<_>>().join(" + "),
            Place::Between(below, above) => format!("{} .. {}", names(below), names(above)),
        }
    }

    #[test]
    fn iso_classes_include_both_bounds_and_have_gaps() {
        for (kv, class) in [
            (41.39, "ISO VG 32 .. ISO VG 46"),
            (41.4, "ISO VG 46"),
            (50.6, "ISO VG 46"),
            (50.61, "ISO VG 46 .. ISO VG 68"),
            (1.97, "- .. ISO VG 2"),
            (3520.1, "ISO VG 3200 .. -"),
        ] {
            assert_eq!(found(ClassSystem::Iso3448, kv), class, "{kv}");
        }
        assert_eq!(STANDARDS.viscosity_classes(ClassSystem::Iso3448, day()).len(), 20);
    }

    #[test]
    fn sae_classes_exclude_their_upper_bound_and_the_thin_ones_overlap() {
        for (kv, class) in [
            (12.49, "SAE 30"),
            (12.5, "SAE 40"),
            (16.29, "SAE 40"),
            (16.3, "SAE 50"),
            (7.0, "SAE 12 + SAE 16 + SAE 20"),
            (26.1, "SAE 60 .. -"),
        ] {
            assert_eq!(found(ClassSystem::SaeJ300, kv), class, "{kv}");
        }
    }

    #[test]
    fn a_declared_grade_means_the_class_in_its_name_or_that_of_its_own_range() {
        let class = |declared: &str, system: ClassSystem| {
            let classes = STANDARDS.viscosity_classes(system, day());
            let claim = STANDARDS.resolve_grade(declared, day());
            let grade = DeclaredGrade::parse(declared);
            let found = STANDARDS.declared_class(&grade, Some(&claim), (system, &classes));
            found.map(|class| class.name.to_string()).unwrap_or_default()
        };
        assert_eq!(class("L-HM 46", ClassSystem::Iso3448), "ISO VG 46");
        assert_eq!(class("GB 11121-2006 / SF 15W-40", ClassSystem::SaeJ300), "SAE 40");
        assert_eq!(class("SAE 15W", ClassSystem::SaeJ300), "");
        assert_eq!(class("SF 40", ClassSystem::Iso3448), "");
        assert_eq!(class("GL-5 80W-90", ClassSystem::SaeJ300), "");
        assert_eq!(class("HLP 46", ClassSystem::SaeJ300), "");
    }

    #[test]
    fn the_distance_from_a_class_is_to_its_nearer_bound() {
        let classes = STANDARDS.viscosity_classes(ClassSystem::Iso3448, day());
        let class = classes.iter().find(|class| &*class.name == "ISO VG 46").unwrap();
        assert!((class.distance(64.0) - 13.4).abs() < 1e-9 && (class.distance(40.0) - 1.4).abs() < 1e-9);
        assert!(class.distance(46.0).abs() < 1e-9);
    }
}
