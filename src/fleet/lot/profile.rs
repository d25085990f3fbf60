//! What one holding of a lot shows: which deliveries miss their grade, which findings its machine has and how soon,
//! and the levels of the oil's own properties.

use std::collections::BTreeMap;

use crate::domain::{Axis, Finding, FindingKind, PropertyGroup, PropertyId, PropertyKind, Severity, Worse};
use crate::findings::{PointAnalysis, SampleAnalysis};
use crate::standards::Standards;
use crate::stats::median;

use super::holding::Holding;

/// Groups of properties whose level is the oil's own and not the machine's.
const OWN: [PropertyGroup; 5] = [
    PropertyGroup::Viscosity,
    PropertyGroup::Condition,
    PropertyGroup::Additive,
    PropertyGroup::Physical,
    PropertyGroup::Performance,
];

/// By what a lot can stand out among the lots of its product.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Deliveries miss their grade in this property.
    OffGrade(PropertyId),
    /// Machines that run on the lot show the finding of this code.
    Finding(String),
    /// The level of a property in deliveries; true if high values are the suspect ones.
    NewLevel(PropertyId, bool),
    /// The level of a property in the first sample from each machine; true if high values are the suspect ones.
    UsedLevel(PropertyId, bool),
}

/// What one holding, or one customer's holdings together, bring to one sign.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tally {
    /// Deliveries or machines that show it.
    pub(super) hits: usize,
    /// Deliveries or machines that could show it.
    pub(super) of: usize,
    /// The levels, if the sign is one.
    pub(super) levels: Vec<f64>,
}

impl Tally {
    /// Adds another holding.
    pub(super) fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.of += other.of;
        self.levels.extend(other.levels);
    }

    /// One number: the middle level, or the share that shows it.
    pub(super) fn value(&self) -> Option<f64> {
        median(&self.levels).or_else(|| (self.of > 0).then(|| self.hits as f64 / self.of as f64))
    }
}

/// What one holding shows.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// Deliveries that fail and deliveries that were tested, by property.
    judged: BTreeMap<PropertyId, (usize, usize)>,
    /// Which of the machine's samples on the lot, from 0, is the first with a finding.
    codes: BTreeMap<String, usize>,
    new_levels: BTreeMap<PropertyId, f64>,
    used_levels: BTreeMap<PropertyId, f64>,
    /// The machine's samples on the lot.
    pub(super) used: usize,
}

impl Profile {
    /// Looks a holding through.
    pub(super) fn of(holding: &Holding, point: &PointAnalysis<'_>, standards: &Standards) -> Self {
        let mut profile = Self { used: holding.used.len(), ..Self::default() };
        for analysis in holding.new.iter().filter_map(|index| point.samples.get(*index)) {
            for (property, fails) in outcomes(analysis) {
                let (failing, tested) = profile.judged.entry(property).or_default();
                *failing += usize::from(fails);
                *tested += 1;
            }
        }
        let used = holding.used.iter().filter_map(|index| point.samples.get(*index));
        for (position, analysis) in used.enumerate() {
            for finding in shown(analysis) {
                profile.codes.entry(finding.code.clone()).or_insert(position);
            }
        }
        profile.new_levels = levels(point, &holding.new, standards);
        profile.used_levels = levels(point, holding.used.get(..1).unwrap_or_default(), standards);
        profile
    }

    /// True if a limit on the property, or the trend towards it, is among the findings.
    pub(super) fn has_limit_on(&self, property: &str) -> bool {
        self.codes.keys().filter_map(|code| code.split_once(':')).any(|(_, of)| of == property)
    }

    /// The signs that could tell something here.
    pub(super) fn signs(&self, standards: &Standards) -> Vec<Sign> {
        let sides = |property: &PropertyId| {
            let sides: &[bool] = match standards.property(*property).worse {
                Worse::Up => &[true],
                Worse::Down => &[false],
                Worse::Both | Worse::None => &[true, false],
            };
            sides.iter().map(|high| (*property, *high)).collect::<Vec<_>>()
        };
        let off =
            self.judged.iter().filter(|(_, (fails, _))| *fails > 0).map(|(property, _)| Sign::OffGrade(*property));
        let codes = self.codes.keys().map(|code| Sign::Finding(code.clone()));
        let new = self.new_levels.keys().flat_map(sides).map(|(property, high)| Sign::NewLevel(property, high));
        let used = self.used_levels.keys().flat_map(sides).map(|(property, high)| Sign::UsedLevel(property, high));
        off.chain(codes).chain(new).chain(used).collect()
    }

    /// What it brings to a sign; `None` if it cannot say. Of a machine's samples only the first so many count, so that
    /// a lot long in use is not held against one just filled in; a machine with fewer says nothing.
    pub(super) fn tally(&self, sign: &Sign, samples: usize) -> Option<Tally> {
        let level = |levels: &BTreeMap<PropertyId, f64>, property: &PropertyId| {
            levels.get(property).map(|level| Tally { hits: 0, of: 1, levels: vec![*level] })
        };
        match sign {
            Sign::OffGrade(property) => {
                let (hits, of) = *self.judged.get(property)?;
                Some(Tally { hits, of, levels: Vec::new() })
            }
            Sign::Finding(code) => (self.used >= samples && self.used > 0).then(|| {
                let soon = self.codes.get(code).is_some_and(|position| *position < samples);
                Tally { hits: usize::from(soon), of: 1, levels: Vec::new() }
            }),
            Sign::NewLevel(property, _) => level(&self.new_levels, property),
            Sign::UsedLevel(property, _) => level(&self.used_levels, property),
        }
    }
}

/// Whether a delivery fails, by property; only what was judged.
fn outcomes(analysis: &SampleAnalysis) -> BTreeMap<PropertyId, bool> {
    let mut outcomes = BTreeMap::new();
    for verdict in analysis.verdicts.iter().filter(|verdict| verdict.outcome.is_judged()) {
        *outcomes.entry(verdict.property).or_insert(false) |= verdict.counts_against();
    }
    outcomes
}

/// Findings that a bad lot can bring: any cause, and limits and trends on the oil's own condition.
fn shown(analysis: &SampleAnalysis) -> impl Iterator<Item = &Finding> {
    analysis.findings.iter().filter(|finding| match finding.kind {
        FindingKind::Cause => finding.severity >= Severity::Caution,
        FindingKind::OverLimit | FindingKind::Rising => {
            finding.axis == Axis::Oil && finding.severity >= Severity::Caution
        }
        _ => false,
    })
}

/// The middle of the exact results, property by property.
fn levels(point: &PointAnalysis<'_>, indices: &[usize], standards: &Standards) -> BTreeMap<PropertyId, f64> {
    let mut results: BTreeMap<PropertyId, Vec<f64>> = BTreeMap::new();
    for sample in indices.iter().filter_map(|index| point.history.samples.get(*index)) {
        for measurement in &*sample.measurements {
            let described = standards.property(measurement.property);
            let is_own = described.kind == PropertyKind::Number && OWN.contains(&described.group);
            if let Some(number) = measurement.reading.exact().filter(|_| is_own) {
                results.entry(measurement.property).or_default().push(number);
            }
        }
    }
    results.into_iter().filter_map(|(property, numbers)| Some((property, median(&numbers)?))).collect()
}
