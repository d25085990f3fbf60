//! What one group of samples teaches about one property: limits for all ages of the oil and, where the level depends on
//! age and results suffice, for each of three classes of age.

use std::collections::BTreeSet;

use chrono::Datelike as _;

use crate::domain::{PropertyGroup, PropertyId, Value, Worse};
use crate::history::Precisions;
use crate::standards::method::OilState;
use crate::standards::{Property, Standards};
use crate::stats::{Distribution, Percentile, Reported, kendall_z};

use super::candidate::Candidate;
use super::derive::{FEWEST_MACHINES, FEWEST_RESULTS, Level, Measurand, Rule, WhyNone, levels};
use super::key::Written;
use super::season::{Season, season};

/// A rise with age counts from here on: one-sided test of 5 %.
const RISES_WITH_AGE: f64 = 1.645;

/// What a group teaches about a property.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Which property.
    pub property: PropertyId,
    /// The oil that it is restricted to beyond what the group has in common.
    pub oil: Option<Written>,
    /// Limits for any age of the oil.
    pub any_age: Learnt,
    /// Limits by age, youngest first; empty where age does not matter or there is too little to say.
    pub ages: Vec<Learnt>,
    /// What was found of age.
    pub age: Age,
    /// What was found of the season.
    pub season: Season,
    /// Results that did not teach because a limit in force alarms them.
    pub alarmed: usize,
}

/// Limits and what they rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Learnt {
    /// Oil hours from which they hold.
    pub from: Option<f64>,
    /// Oil hours below which they hold.
    pub below: Option<f64>,
    /// Results.
    pub count: usize,
    /// Of them, those known only to lie below or above a number.
    pub censored: usize,
    /// Machines.
    pub machines: usize,
    /// The limits, mildest first.
    pub levels: Vec<Level>,
}

/// Whether a level depends on the age of the oil.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Not asked: the property is no wear metal.
    NotAsked,
    /// Hours are known for too few results.
    NotKnown,
    /// It does not rise with age.
    Independent,
    /// It rises, and the results are too few to be divided.
    TooFewToDivide,
    /// It rises, and limits by age would not rise with it.
    Unordered,
    /// It rises, and each class of age has its limits.
    Divided,
}

/// A result that teaches.
struct Taught {
    value: Reported,
    hours: Option<f64>,
    machine: usize,
    month: u32,
}

/// What does not depend on the group.
pub struct Teacher<'s> {
    standards: &'s Standards,
    precisions: Precisions,
    rule: Rule,
}

impl<'s> Teacher<'s> {
    /// Gets ready.
    #[must_use]
    pub fn new(standards: &'s Standards, rule: Rule) -> Self {
        Self { standards, precisions: Precisions::new(standards), rule }
    }

    /// The properties that limits can be learnt for.
    #[must_use]
    pub fn can_learn(&self, property: PropertyId) -> bool {
        let property = self.standards.property(property);
        property.worse != Worse::None && !property.is_ordinal()
    }

    /// What a group's samples teach about a property. `has_oil` is true if the group has one oil by its own key.
    pub(super) fn lesson(
        &self,
        group: &[&Candidate<'_>],
        property: PropertyId,
        has_oil: bool,
    ) -> Result<Lesson, WhyNone> {
        let alarmed = group.iter().filter(|one| one.left_out.is_none() && one.alarmed.contains(&property)).count();
        let training =
            || group.iter().filter(move |one| one.left_out.is_none() && !one.alarmed.contains(&property)).copied();
        let results = results(training(), property);
        let known = self.standards.property(property);
        let oil = if has_oil || !belongs_to_the_oil(known) {
            None
        } else {
            let measured = training().filter(|one| one.sample.reading(property).is_some());
            Some(one_oil(measured)?)
        };
        let any_age = self.limits(&results, property, (None, None)).map_err(|why| match why {
            WhyNone::TooFew(count) if count + alarmed >= FEWEST_RESULTS => WhyNone::Alarmed(alarmed),
            why => why,
        })?;
        let (age, ages) = self.by_age(&results, property);
        let months: Vec<(u32, Reported)> = results.iter().map(|result| (result.month, result.value)).collect();
        let season = season(&months, |level| self.precisions.reproducibility(property, level, OilState::Used));
        Ok(Lesson { property, oil, any_age, ages, age, season, alarmed })
    }

    fn limits(
        &self,
        results: &[Taught],
        property: PropertyId,
        (from, below): (Option<f64>, Option<f64>),
    ) -> Result<Learnt, WhyNone> {
        let machines: BTreeSet<usize> = results.iter().map(|result| result.machine).collect();
        if results.len() >= FEWEST_RESULTS && machines.len() < FEWEST_MACHINES {
            return Err(WhyNone::TooFewMachines(machines.len()));
        }
        let known = self.standards.property(property);
        let values: Vec<Reported> = results.iter().map(|result| result.value).collect();
        let skewed =
            matches!(known.group, PropertyGroup::Wear | PropertyGroup::Contamination | PropertyGroup::Cleanliness);
        let measurand = Measurand {
            worse: known.worse,
            skewed,
            least: known.plausible.0,
            decimals: known.decimals,
            reproducibility: &|level| self.precisions.reproducibility(property, level, OilState::Used),
            repeatability: &|level| self.repeatability(property, level),
        };
        let levels = levels(&values, &measurand, self.rule)?;
        let censored = values.iter().filter(|value| !matches!(value, Reported::Exact(_))).count();
        Ok(Learnt { from, below, count: values.len(), censored, machines: machines.len(), levels })
    }

    /// Three classes with as many results each, if the level rises with age.
    fn by_age(&self, results: &[Taught], property: PropertyId) -> (Age, Vec<Learnt>) {
        let known = self.standards.property(property);
        if known.group != PropertyGroup::Wear || known.worse != Worse::Up {
            return (Age::NotAsked, Vec::new());
        }
        let points: Vec<(f64, Reported)> =
            results.iter().filter_map(|result| Some((result.hours?, result.value))).collect();
        if points.len() < FEWEST_RESULTS {
            return (Age::NotKnown, Vec::new());
        }
        if kendall_z(&points).is_none_or(|z| z <= RISES_WITH_AGE) {
            return (Age::Independent, Vec::new());
        }
        let hours: Vec<Reported> = points.iter().map(|(hours, _)| Reported::Exact(*hours)).collect();
        let third = |share: f64| match Distribution::new(&hours).map(|hours| hours.percentile(share)) {
            Some(Percentile::At(hours)) => Some(hours.round()),
            _ => None,
        };
        let (Some(young), Some(old)) = (third(1.0 / 3.0), third(2.0 / 3.0)) else { return (Age::NotKnown, Vec::new()) };
        let classes = [(None, Some(young)), (Some(young), Some(old)), (Some(old), None)];
        let learnt = classes.into_iter().map(|(from, below)| {
            let is_in = |hours: f64| from.is_none_or(|from| hours >= from) && below.is_none_or(|below| hours < below);
            let own: Vec<Taught> = results
                .iter()
                .filter(|result| result.hours.is_some_and(is_in))
                .map(|result| Taught { ..*result })
                .collect();
            self.limits(&own, property, (from, below)).ok()
        });
        let learnt: Option<Vec<Learnt>> = learnt.collect();
        let Some(ages) = learnt.filter(|_| 0.0 < young && young < old) else {
            return (Age::TooFewToDivide, Vec::new());
        };
        // A limit that falls while the level rises would be the accident of few results.
        let caution = |learnt: &Learnt| learnt.levels.first().and_then(|level| level.high);
        if ages.is_sorted_by(|a, b| caution(a) <= caution(b)) {
            (Age::Divided, ages)
        } else {
            (Age::Unordered, Vec::new())
        }
    }

    /// Repeatability at a level, as stated for used oil first.
    fn repeatability(&self, property: PropertyId, level: f64) -> Option<f64> {
        let rows = || self.standards.precision.iter().filter(|row| row.property == property);
        let of = |oil| rows().filter(move |row| row.oil == oil);
        let mut ordered = of(OilState::Used).chain(of(OilState::Any)).chain(of(OilState::New));
        ordered.find_map(|row| row.repeatability?.at(level.max(row.valid.0).min(row.valid.1)))
    }
}

/// What the oil brings with it and an average over oils would blur; what comes from machine and surroundings is not.
const fn belongs_to_the_oil(property: &Property) -> bool {
    !matches!(property.group, PropertyGroup::Wear | PropertyGroup::Contamination | PropertyGroup::Cleanliness)
}

fn one_oil<'c>(group: impl Iterator<Item = &'c Candidate<'c>>) -> Result<Written, WhyNone> {
    let mut found: Option<&Written> = None;
    for one in group {
        match (&one.oil, found) {
            (None, _) => return Err(WhyNone::OilNotSaid),
            (Some(oil), None) => found = Some(oil),
            (Some(oil), Some(known)) if oil.0 != known.0 => return Err(WhyNone::SeveralOils),
            _ => {}
        }
    }
    found.cloned().ok_or(WhyNone::TooFew(0))
}

/// The results of a property. What was looked for and not found, without a reporting limit, lies below every number
/// that the others have; codes are no numbers.
fn results<'c>(group: impl Iterator<Item = &'c Candidate<'c>> + Clone, property: PropertyId) -> Vec<Taught> {
    let value = |one: &Candidate<'_>| one.sample.reading(property)?.value();
    let smallest = group.clone().filter_map(|one| value(one)?.shown_number()).fold(f64::INFINITY, f64::min);
    let result = |one: &Candidate<'_>| {
        let value = match value(one)? {
            Value::Exact(number) => Reported::Exact(number),
            Value::Below(number) | Value::AtMost(number) => Reported::Below(number),
            Value::Above(number) | Value::AtLeast(number) => Reported::Above(number),
            Value::NotDetected if smallest.is_finite() => Reported::Below(smallest),
            Value::NotDetected | Value::Code(_) => return None,
        };
        let Candidate { sample, machine, .. } = one;
        Some(Taught { value, hours: sample.oil_hours, machine: *machine, month: sample.sampled_on.month() })
    };
    group.filter_map(result).collect()
}
