//! How fast the machines of a run wear, and whose rate is out of the ordinary among its like.
//!
//! No source gives normal rates of wear by machine family, so they are learned from the run: the rates of the other
//! machines of the same kind with the same product, else with the same grade, up to the day of the sample.
//! A rate is the rise between two samples of one oil life for 1,000 hours, with what left with the oil added back.
//! Rates scatter as a share of themselves, so the middle and the scatter are those of log(1 + rate): the median and
//! 1.4826 times the median distance. A rate whose sample is outside a limit, or is itself out of the
//! ordinary, does not train the others. Nothing is judged here; `rate_alarm` makes findings of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::domain::{MachineType, PropertyGroup, PropertyId, Verdict, fold};
use crate::history::{PointHistory, Precisions, WearRate};
use crate::standards::Standards;
use crate::standards::method::OilState;
use crate::stats::{OF_MAD, mad, median};

/// Machines that a normal rate rests on at least (project threshold).
pub const FEWEST_MACHINES: usize = 10;
/// Rates that it rests on at least: thirty for a mean and a scatter that last (general practice).
pub const FEWEST_RATES: usize = 30;
/// The latest rates that are looked at, so that a large fleet stays affordable and old ways of running drop out.
const MOST_RATES: usize = 500;
/// Robust standard deviations over the middle: the step that is usually critical is only a caution here, because
/// machines of one kind are not run alike.
const DEVIATIONS: f64 = 3.0;
/// Share of the fleet's rates that a rate must exceed besides.
const SHARE: f64 = 0.95;

/// Whose rates are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same kind of machine and the same product.
    Product,
    /// The same kind of machine and the same grade.
    Grade,
}

/// A rate that is higher than its like.
#[derive(Debug, Clone, PartialEq)]
pub struct HighRate {
    /// Which metal.
    pub property: PropertyId,
    /// The rate.
    pub rate: WearRate,
    /// The normal rates that it exceeds.
    pub normal: NormalRate,
}

/// What is normal among like machines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormalRate {
    /// Whose rates.
    pub likeness: Likeness,
    /// How many.
    pub rates: usize,
    /// Of how many other machines.
    pub machines: usize,
    /// Their median, for 1,000 h.
    pub middle: f64,
    /// The upper end of normal, for 1,000 h.
    pub upper: f64,
}

/// How many rates of wear of a sampling point could be held against a fleet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RateCount {
    /// Rates between two samples.
    pub rates: usize,
    /// Those that were judged against like machines, or need not be: no more than two tests can differ by.
    pub judged: usize,
    /// Those that could not be: too few like machines, or nothing says what kind or oil it is.
    pub too_few: usize,
}

/// What is out of the ordinary at one sampling point.
#[derive(Debug, Clone, Default)]
pub struct PointRates {
    /// By sample, the metals whose rate is high.
    pub high: BTreeMap<usize, Vec<HighRate>>,
    /// How many were looked at.
    pub count: RateCount,
}

/// Whose rates belong together; kind of machine, then product or grade, folded.
type Group = (MachineType, Likeness, Arc<str>, PropertyId);

/// One rate of the run.
#[derive(Clone, Copy)]
struct Record {
    on: NaiveDate,
    machine: usize,
    point: usize,
    property: PropertyId,
    rate: WearRate,
    /// A difference that two tests can make.
    scatter: Option<f64>,
    /// Its sample is outside a limit on the metal.
    is_outside: bool,
}

impl Record {
    /// The rate as the fleet's scatter sees it: a fall is no wear.
    fn logarithm(&self) -> f64 {
        self.rate.per_1000_h.max(0.0).ln_1p()
    }

    /// True if the rise is more than two tests can differ by.
    fn stands_out(&self) -> bool {
        self.scatter.is_some_and(|scatter| self.rate.rise > scatter)
    }
}

/// The rates of all points, and which are high. `verdicts` are those of each point's samples.
pub fn fleet_rates(
    histories: &[PointHistory<'_>],
    verdicts: &[Vec<Vec<Verdict>>],
    standards: &Standards,
    precisions: &Precisions,
) -> Vec<PointRates> {
    let metals: BTreeSet<PropertyId> = metals(standards);
    let machines = machines(histories);
    let of_point = |(point, (history, verdicts)): (usize, (&PointHistory<'_>, &Vec<Vec<Verdict>>))| {
        let machine = machines.get(point).copied().unwrap_or_default();
        let rates = history.wear_rates_of(&metals, standards);
        let record = |(property, rate): (PropertyId, WearRate)| {
            let on = history.samples.get(rate.sample)?.sampled_on;
            let scatter = precisions.reproducibility(property, rate.before, OilState::Used);
            let of_sample = verdicts.get(rate.sample).map_or(&[][..], Vec::as_slice);
            let is_outside = of_sample.iter().any(|verdict| verdict.property == property && verdict.counts_against());
            Some(Record { on, machine, point, property, rate, scatter, is_outside })
        };
        rates.into_iter().filter_map(record).collect::<Vec<Record>>()
    };
    let records: Vec<Record> = histories.par_iter().zip(verdicts).enumerate().flat_map_iter(of_point).collect();
    judge(histories, records)
}

/// Sorts the rates into groups, and holds each against those of its group that came before.
fn judge(histories: &[PointHistory<'_>], records: Vec<Record>) -> Vec<PointRates> {
    let mut names = Names::default();
    let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for (index, record) in records.iter().enumerate() {
        let Some(history) = histories.get(record.point) else { continue };
        for (kind, likeness, name) in names.of(history, record.rate.sample) {
            groups.entry((kind, likeness, name, record.property)).or_default().push(index);
        }
    }
    let groups: Vec<(Group, Vec<usize>)> = groups.into_iter().collect();
    let judged: Vec<(Likeness, Vec<(usize, Held)>)> = groups
        .into_par_iter()
        .map(|((_, likeness, ..), indices)| (likeness, hold(likeness, &records, indices)))
        .collect();
    let mut best: BTreeMap<usize, (Likeness, Held)> = BTreeMap::new();
    for (likeness, held) in judged {
        for (index, held) in held {
            let slot = best.entry(index).or_insert((likeness, held));
            // The nearer likeness decides where it can.
            if matches!(slot.1, Held::TooFew) || (likeness < slot.0 && !matches!(held, Held::TooFew)) {
                *slot = (likeness, held);
            }
        }
    }
    let mut points: Vec<PointRates> = histories.iter().map(|_| PointRates::default()).collect();
    for (index, record) in records.into_iter().enumerate() {
        let Some(point) = points.get_mut(record.point) else { continue };
        point.count.rates += 1;
        match best.get(&index).map_or(Held::TooFew, |(_, held)| *held) {
            Held::TooFew => point.count.too_few += 1,
            Held::Normal => point.count.judged += 1,
            Held::High(normal) => {
                point.count.judged += 1;
                let high = HighRate { property: record.property, rate: record.rate, normal };
                point.high.entry(record.rate.sample).or_default().push(high);
            }
        }
    }
    points
}

/// What came of one rate in one group.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Held {
    TooFew,
    Normal,
    High(NormalRate),
}

/// Holds the rates of a group against those up to the same day, in time order.
fn hold(likeness: Likeness, records: &[Record], mut indices: Vec<usize>) -> Vec<(usize, Held)> {
    let order = |index: &usize| records.get(*index).map(|record| (record.on, record.point, record.rate.sample));
    indices.sort_by_key(order);
    let mut trained: Vec<(usize, f64)> = Vec::with_capacity(indices.len());
    let mut held = Vec::with_capacity(indices.len());
    for index in indices {
        let Some(record) = records.get(index) else { continue };
        let found = against(likeness, record, &trained);
        if !record.is_outside && !matches!(found, Held::High(_)) {
            trained.push((record.machine, record.logarithm()));
        }
        held.push((index, found));
    }
    held
}

/// Holds a rate against those of the other machines so far.
fn against(likeness: Likeness, record: &Record, trained: &[(usize, f64)]) -> Held {
    let latest = trained.get(trained.len().saturating_sub(MOST_RATES)..).unwrap_or_default();
    if latest.len() < FEWEST_RATES {
        return Held::TooFew;
    }
    if !record.stands_out() {
        // Nothing could come of it; most rates end here.
        return Held::Normal;
    }
    let others = || latest.iter().filter(|(machine, _)| *machine != record.machine);
    let machines = others().map(|(machine, _)| *machine).collect::<BTreeSet<usize>>().len();
    let mut rates: Vec<f64> = others().map(|(_, rate)| *rate).collect();
    if machines < FEWEST_MACHINES || rates.len() < FEWEST_RATES {
        return Held::TooFew;
    }
    let (Some(middle), Some(distance)) = (median(&rates), mad(&rates)) else { return Held::TooFew };
    rates.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank among the rates")]
    let rank = (rates.len() as f64 * SHARE) as usize;
    let high_in_fleet = rates.get(rank).copied().unwrap_or(f64::INFINITY);
    let upper = (middle + DEVIATIONS * OF_MAD * distance).max(high_in_fleet);
    let normal = NormalRate { likeness, rates: rates.len(), machines, middle: middle.exp_m1(), upper: upper.exp_m1() };
    // Even the least rise that the two tests allow must be faster than the middle of the fleet.
    let least = (record.rate.rise - record.scatter.unwrap_or(f64::INFINITY)) / record.rate.hours * 1000.0;
    if record.logarithm() > upper && least > normal.middle { Held::High(normal) } else { Held::Normal }
}

/// Metals that wear gives to the oil, in mg/kg.
fn metals(standards: &Standards) -> BTreeSet<PropertyId> {
    let rows = standards.properties.iter().enumerate();
    let metals = rows.filter(|(_, row)| row.group == PropertyGroup::Wear && row.unit.symbol() == "mg/kg");
    metals.filter_map(|(index, _)| Some(PropertyId(u16::try_from(index).ok()?))).collect()
}

/// A number for each machine: sampling points of one machine are no two machines.
fn machines(histories: &[PointHistory<'_>]) -> Vec<usize> {
    let mut known: BTreeMap<&[Arc<str>], usize> = BTreeMap::new();
    let mut numbers = Vec::with_capacity(histories.len());
    for history in histories {
        let count = known.len();
        // Customer, site and machine.
        numbers.push(*known.entry(history.key.0.get(..3).unwrap_or_default()).or_insert(count));
    }
    numbers
}

/// Folded names of products and grades, each spelling folded once.
#[derive(Default)]
struct Names {
    known: BTreeMap<Arc<str>, Arc<str>>,
}

impl Names {
    /// The groups of a sample.
    fn of(&mut self, history: &PointHistory<'_>, sample: usize) -> Vec<(MachineType, Likeness, Arc<str>)> {
        let Some(sample) = history.samples.get(sample).copied() else { return Vec::new() };
        let Some(kind) = sample.machine_type.or(history.machine_type) else { return Vec::new() };
        let names = [(Likeness::Product, &sample.product), (Likeness::Grade, &sample.grade)];
        let mut group = |(likeness, name): (Likeness, &Option<Arc<str>>)| {
            let name = Arc::clone(name.as_ref()?);
            let folded = self.known.entry(name).or_insert_with_key(|name| Arc::from(fold(name)));
            Some((kind, likeness, Arc::clone(folded)))
        };
        names.into_iter().filter_map(&mut group).collect()
    }
}
