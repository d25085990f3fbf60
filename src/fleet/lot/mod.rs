//! **What it finds.** A delivery lot of a product that stands out across customers: deliveries off grade, the same
//! finding in the machines, or a level unlike that of the product's other lots.
//!
//! **Why it matters.** One laboratory sees what no single customer can: by the time the third customer complains, the
//! lot is in fifty machines. Everybody who received it is named, those that are still normal too.
//!
//! **Evidence it needs.** Either most of the lot's tested deliveries are rejected for one property; or the customers
//! who hold the lot show a sign more than those who hold other lots, by an exact rank-sum test with one number for
//! each customer (the share of their machines or deliveries, or the middle level), corrected by Holm over all lots and
//! signs of the product. A shifted level must also be larger than two tests can differ by. Few customers cannot
//! convict a lot: with four of twelve the smallest probability there is is 1 in 495.
//!
//! **Source.** Wilcoxon 1945, Mann and Whitney 1947, Holm 1979; see `stats`.

mod attach;
mod holding;
mod profile;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::domain::{Confidence, FindingKind, Severity};
use crate::findings::PointAnalysis;
use crate::history::Precisions;
use crate::standards::Standards;
use crate::standards::method::OilState;
use crate::stats::{holm, median, rank_sum_above};

use holding::{Holding, Lots, holdings};
use profile::{Profile, Tally};

pub(super) use attach::attach;
pub use attach::says;
pub use profile::Sign;

/// All tests of a product together convict a good lot in one run of twenty at most.
pub const SIGNIFICANT: f64 = 0.05;
/// Customers with the lot, and customers with other lots, without whom nothing is compared.
pub const FEWEST_CUSTOMERS: usize = 3;
/// Machines or deliveries of a product that show a sign before it is looked at.
pub const FEWEST_HITS: usize = 3;

/// A lot that stands out.
#[derive(Debug, Clone)]
pub struct BadLot {
    /// The finding's code, `lot:<product>/<lot>`.
    pub code: String,
    /// The product as written.
    pub product: Arc<str>,
    /// The lot as written.
    pub lot: Arc<str>,
    /// How sure.
    pub confidence: Confidence,
    /// By what it stands out, surest first; never empty.
    pub signs: Vec<LotSign>,
    /// Everybody who received it, by customer and machine; those without a sign too.
    pub receivers: Vec<Receiver>,
}

/// One sign of a lot, with its counts.
#[derive(Debug, Clone)]
pub struct LotSign {
    /// What it is.
    pub sign: Sign,
    /// Deliveries or machines of the lot: with the sign, and all that could show it.
    pub lot: (usize, usize),
    /// The same of the product's other lots.
    pub others: (usize, usize),
    /// Customers with the lot, and with other lots.
    pub customers: (usize, usize),
    /// The middle of the lot's levels, of those of other lots, and by how much two tests can differ.
    pub levels: Option<[f64; 3]>,
    /// How many of a machine's samples were looked at.
    pub samples: usize,
    /// Probability that a good lot would look so, corrected for all lots and signs; `None` with too few customers.
    pub probability: Option<f64>,
}

/// Somebody who received a lot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Receiver {
    /// The customer.
    pub customer: Option<Arc<str>>,
    /// The site.
    pub site: Option<Arc<str>>,
    /// The machine or store.
    pub machine: Arc<str>,
    /// The component.
    pub component: Option<Arc<str>>,
    /// Samples of new oil of the lot.
    pub deliveries: usize,
    /// Samples of oil in service on the lot.
    pub in_service: usize,
    /// True if it shows a sign itself.
    pub shows: bool,
    /// The worst state of its samples of the lot.
    pub severity: Severity,
    /// Day of the last of them.
    pub last: Option<NaiveDate>,
}

/// A bad lot with the samples that are of it.
pub(super) struct Found {
    pub(super) lot: BadLot,
    holdings: Vec<(Holding, bool)>,
}

/// The lots that stand out, by product and lot.
pub(super) fn find(analyses: &[PointAnalysis<'_>], standards: &Standards) -> Vec<Found> {
    let precisions = Precisions::new(standards);
    let products = holdings(analyses, standards);
    let of_product = |(product, lots): (&String, &Lots)| {
        let context = Product { analyses, standards, precisions: &precisions, lots };
        context.find(product)
    };
    products.iter().flat_map(of_product).collect()
}

/// All that is known of one product.
struct Product<'p, 'a> {
    analyses: &'p [PointAnalysis<'a>],
    standards: &'p Standards,
    precisions: &'p Precisions,
    lots: &'p Lots,
}

/// A lot's holdings, each with its profile.
type Profiles<'p> = Vec<(&'p Holding, Profile)>;

impl Product<'_, '_> {
    fn find(&self, product: &str) -> Vec<Found> {
        let profile = |holding| {
            let point = self.analyses.get(Holding::point(holding))?;
            Some((holding, Profile::of(holding, point, self.standards)))
        };
        let profiles: BTreeMap<&str, Profiles<'_>> =
            self.lots.iter().map(|(lot, held)| (lot.as_str(), held.iter().filter_map(profile).collect())).collect();
        let all = || profiles.values().flatten();
        let signs: BTreeSet<Sign> = all().flat_map(|(_, profile)| profile.signs(self.standards)).collect();
        let samples: BTreeMap<&str, usize> =
            profiles.iter().map(|(lot, held)| (*lot, comparable_samples(held, &profiles, lot))).collect();
        let of_sign = |sign: &Sign| self.compare_lots(sign, &profiles, &samples);
        let signs: Vec<Sign> = signs.into_iter().collect();
        let mut compared: Vec<(&str, LotSign)> = signs.par_iter().flat_map_iter(of_sign).collect();
        let tested: Vec<f64> = compared.iter().filter_map(|(_, sign)| sign.probability).collect();
        let mut corrected = holm(&tested).into_iter();
        for (_, sign) in &mut compared {
            sign.probability = sign.probability.and_then(|_| corrected.next());
        }
        let finish = |(lot, held): (&&str, &Profiles<'_>)| {
            let of_lot = compared.iter().filter(|(other, _)| other == lot).map(|(_, sign)| sign.clone());
            self.finish((product, lot), held, of_lot.filter(|sign| self.stands_out(sign, held)).collect())
        };
        profiles.iter().filter_map(finish).collect()
    }

    /// One sign of every lot against the product's other lots.
    fn compare_lots<'l>(
        &self,
        sign: &Sign,
        profiles: &BTreeMap<&'l str, Profiles<'_>>,
        samples: &BTreeMap<&'l str, usize>,
    ) -> Vec<(&'l str, LotSign)> {
        // Each number of samples that any lot asks for is looked at once.
        let mut looked_at: BTreeMap<usize, BTreeMap<&str, Shown>> = BTreeMap::new();
        for count in samples.values() {
            let count = if matches!(sign, Sign::Finding(_)) { *count } else { 0 };
            looked_at
                .entry(count)
                .or_insert_with(|| profiles.iter().map(|(lot, held)| (*lot, Shown::of(held, sign, count))).collect());
        }
        let one = |(lot, count): (&&'l str, &usize)| {
            let shown = looked_at.get(count).or_else(|| looked_at.get(&0))?;
            let others = shown.iter().filter(|(other, _)| *other != lot).map(|(_, shown)| shown);
            Some((*lot, self.compare(sign, *count, shown.get(lot)?, &Shown::together(others))?))
        };
        samples.iter().filter_map(one).collect()
    }

    /// One sign of one lot against the product's other lots; `None` if there is nothing to look at.
    fn compare(&self, sign: &Sign, samples: usize, lot: &Shown, others: &Shown) -> Option<LotSign> {
        let (hits, other_hits) = (lot.hits, others.hits);
        let (mut values, mut other_values) = (lot.values.clone(), others.values.clone());
        let mut levels = None;
        match sign {
            Sign::OffGrade(_) | Sign::Finding(_) if hits + other_hits < FEWEST_HITS && hits == 0 => return None,
            Sign::OffGrade(_) | Sign::Finding(_) => {}
            Sign::NewLevel(property, high) | Sign::UsedLevel(property, high) => {
                let (level, other) = (median(&values)?, median(&other_values)?);
                let oil = if matches!(sign, Sign::NewLevel(..)) { OilState::New } else { OilState::Used };
                // Without the method's precision nobody can say whether a difference means anything.
                levels = Some([level, other, self.precisions.reproducibility(*property, other, oil)?]);
                if !high {
                    values.iter_mut().chain(&mut other_values).for_each(|value| *value = -*value);
                }
            }
        }
        let enough = values.len() >= FEWEST_CUSTOMERS
            && other_values.len() >= FEWEST_CUSTOMERS
            && (levels.is_some() || hits + other_hits >= FEWEST_HITS);
        let probability = enough.then(|| rank_sum_above(&values, &other_values));
        Some(LotSign {
            sign: sign.clone(),
            lot: (hits, lot.of),
            others: (other_hits, others.of),
            customers: (values.len(), other_values.len()),
            levels,
            samples,
            probability,
        })
    }

    /// Whether a sign convicts its lot.
    fn stands_out(&self, sign: &LotSign, held: &Profiles<'_>) -> bool {
        let significant = sign.probability.is_some_and(|probability| probability < SIGNIFICANT);
        match &sign.sign {
            Sign::OffGrade(property) => {
                let rejected = held.iter().any(|(holding, _)| attach::is_rejected(self.analyses, holding, *property));
                significant || rejected && 2 * sign.lot.0 > sign.lot.1
            }
            Sign::Finding(_) => {
                // One customer with three machines is that customer's trouble.
                let customers = held
                    .iter()
                    .filter(|(_, profile)| profile.tally(&sign.sign, sign.samples).is_some_and(|tally| tally.hits > 0));
                let customers: BTreeSet<&Arc<str>> = customers.map(|(holding, _)| &holding.customer).collect();
                significant && sign.lot.0 >= FEWEST_HITS && customers.len() >= 2
            }
            Sign::NewLevel(..) | Sign::UsedLevel(..) => {
                significant && sign.levels.is_some_and(|[level, other, scatter]| (level - other).abs() > scatter)
            }
        }
    }

    /// Whether a machine's oil is outside a limit, or on the way to it, by the property of which the lot is suspect.
    fn is_outside(&self, sign: &LotSign, profile: &Profile) -> bool {
        match &sign.sign {
            Sign::OffGrade(property) | Sign::NewLevel(property, _) | Sign::UsedLevel(property, _) => {
                profile.has_limit_on(&self.standards.property(*property).id)
            }
            Sign::Finding(_) => false,
        }
    }

    fn finish(&self, (product, lot): (&str, &str), held: &Profiles<'_>, mut signs: Vec<LotSign>) -> Option<Found> {
        // A lot in one place only is told by that place's own findings.
        if signs.is_empty() || held.len() < 2 {
            return None;
        }
        let chance = |sign: &LotSign| sign.probability.unwrap_or(1.0);
        signs.sort_by(|a, b| chance(a).total_cmp(&chance(b)).then_with(|| a.sign.cmp(&b.sign)));
        let significant = signs.iter().filter(|sign| chance(sign) < SIGNIFICANT).count();
        let rejected: usize = signs
            .iter()
            .filter(|sign| matches!(sign.sign, Sign::OffGrade(_)))
            .map(|sign| sign.lot.0)
            .max()
            .unwrap_or(0);
        let confidence = match (significant, rejected) {
            (2.., _) | (1, 2..) => Confidence::High,
            (1, _) | (0, 2..) => Confidence::Medium,
            (0, _) => Confidence::Low,
        };
        let holdings: Vec<(Holding, bool)> = held
            .iter()
            .map(|(holding, profile)| {
                let shows = signs.iter().any(|sign| shows(sign, profile) || self.is_outside(sign, profile));
                ((*holding).clone(), shows)
            })
            .collect();
        let mut receivers: Vec<Receiver> = holdings
            .iter()
            .filter_map(|(holding, shows)| attach::receiver(self.analyses.get(holding.point)?, holding, *shows))
            .collect();
        receivers.sort();
        let first = held.first().map(|(holding, _)| *holding)?;
        let lot = BadLot {
            code: format!("{}:{product}/{lot}", FindingKind::Lot.id()),
            product: Arc::clone(&first.product),
            lot: Arc::clone(&first.lot),
            confidence,
            signs,
            receivers,
        };
        Some(Found { lot, holdings })
    }
}

/// Whether one holding shows a sign of its lot.
fn shows(sign: &LotSign, profile: &Profile) -> bool {
    let Some(tally) = profile.tally(&sign.sign, sign.samples.min(profile.used)) else { return false };
    match (sign.levels, tally.value()) {
        (Some([level, other, scatter]), Some(own)) => (own - other) * (level - other).signum() > scatter,
        _ => tally.hits > 0,
    }
}

/// The samples of a machine that are looked at: as many as half of the machines of either side have.
fn comparable_samples(held: &Profiles<'_>, profiles: &BTreeMap<&str, Profiles<'_>>, lot: &str) -> usize {
    let middle = |counts: Vec<usize>| -> Option<usize> {
        let mut counts: Vec<usize> = counts.into_iter().filter(|count| *count > 0).collect();
        counts.sort_unstable();
        counts.get(counts.len().saturating_sub(1) / 2).copied()
    };
    let own = middle(held.iter().map(|(_, profile)| profile.used).collect());
    let others = profiles.iter().filter(|(other, _)| **other != lot).flat_map(|(_, held)| held);
    let theirs = middle(others.map(|(_, profile)| profile.used).collect());
    own.into_iter().chain(theirs).min().unwrap_or(1)
}

/// How a lot, or several together, show one sign.
#[derive(Debug, Default)]
struct Shown {
    /// One number for each customer: the share that shows it, or the middle level.
    values: Vec<f64>,
    hits: usize,
    of: usize,
}

impl Shown {
    fn of(held: &Profiles<'_>, sign: &Sign, samples: usize) -> Self {
        let mut tallies: BTreeMap<&Arc<str>, Tally> = BTreeMap::new();
        for (holding, profile) in held {
            if let Some(tally) = profile.tally(sign, samples) {
                tallies.entry(&holding.customer).or_default().add(tally);
            }
        }
        Self {
            values: tallies.values().filter_map(Tally::value).collect(),
            hits: tallies.values().map(|tally| tally.hits).sum(),
            of: tallies.values().map(|tally| tally.of).sum(),
        }
    }

    fn together<'s>(all: impl Iterator<Item = &'s Self>) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum.values.extend(&one.values);
            sum.hits += one.hits;
            sum.of += one.of;
            sum
        })
    }
}
