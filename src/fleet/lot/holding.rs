//! Who received which lot: deliveries of new oil, and machines that run on it.
//!
//! An oil in service belongs to the lot that its form names, or that the form of an earlier sample of the same oil
//! life names. Without a product a lot number says nothing: two products may use the same number.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Sample, SampleKind, fold};
use crate::findings::PointAnalysis;
use crate::standards::Standards;

/// One sampling point that received one lot of one product.
#[derive(Debug, Clone)]
pub(super) struct Holding {
    /// The product as written.
    pub(super) product: Arc<str>,
    /// The lot as written.
    pub(super) lot: Arc<str>,
    /// Whose it is, folded.
    pub(super) customer: Arc<str>,
    /// Index of the point.
    pub(super) point: usize,
    /// Indices of the samples of new oil.
    pub(super) new: Vec<usize>,
    /// Indices of the samples of oil in service, in time order.
    pub(super) used: Vec<usize>,
}

impl Holding {
    /// Index of the point.
    pub(super) const fn point(&self) -> usize {
        self.point
    }
}

/// The holdings of a product, lot by lot.
pub(super) type Lots = BTreeMap<String, Vec<Holding>>;

/// All holdings: by product, then by lot, then in the order of the points.
pub(super) fn holdings(analyses: &[PointAnalysis<'_>], standards: &Standards) -> BTreeMap<String, Lots> {
    let mut products: BTreeMap<String, Lots> = BTreeMap::new();
    let spellings = spellings(standards);
    // Samples share few names; each is folded once.
    let (mut product_keys, mut lot_keys) = (BTreeMap::<Arc<str>, String>::new(), BTreeMap::<Arc<str>, String>::new());
    let product_key = |product: &Arc<str>| {
        let folded = fold(product);
        spellings.get(&folded).cloned().unwrap_or(folded)
    };
    for (point, analysis) in analyses.iter().enumerate() {
        let [customer, ..] = &analysis.history.key.0;
        let mut put = |product: &Arc<str>, lot: &Arc<str>, index: usize, is_new: bool| {
            let product_key = product_keys.entry(Arc::clone(product)).or_insert_with_key(product_key);
            let lot_key = lot_keys.entry(Arc::clone(lot)).or_insert_with_key(|lot| fold(lot));
            let lots = products.entry(product_key.clone()).or_default();
            let holders = lots.entry(lot_key.clone()).or_default();
            if holders.last().is_none_or(|last| last.point != point) {
                holders.push(Holding {
                    product: Arc::clone(product),
                    lot: Arc::clone(lot),
                    customer: Arc::clone(customer),
                    point,
                    new: Vec::new(),
                    used: Vec::new(),
                });
            }
            if let Some(holding) = holders.last_mut() {
                let samples = if is_new { &mut holding.new } else { &mut holding.used };
                samples.push(index);
            }
        };
        for (index, sample) in analysis.history.samples.iter().enumerate() {
            if let (true, Some(product), Some(lot)) =
                (sample.kind != SampleKind::InService, sample.product.as_ref(), named(sample))
            {
                put(product, lot, index, true);
            }
        }
        for life in &analysis.history.lives {
            let (mut product, mut lot) = (None, None);
            for index in &life.samples {
                let Some(sample) = analysis.history.samples.get(*index) else { continue };
                product = sample.product.as_ref().or(product);
                lot = named(sample).or(lot);
                if let (Some(product), Some(lot)) = (product, lot) {
                    put(product, lot, *index, false);
                }
            }
        }
    }
    products
}

fn named(sample: &Sample) -> Option<&Arc<str>> {
    sample.lot.as_ref().filter(|lot| !lot.trim().is_empty())
}

/// Every spelling of a product, folded, to its name.
fn spellings(standards: &Standards) -> BTreeMap<String, String> {
    let mut spellings = BTreeMap::new();
    for product in &standards.products {
        let name = fold(&product.name);
        for alias in &product.aliases {
            spellings.entry(fold(alias)).or_insert_with(|| name.clone());
        }
        spellings.insert(name.clone(), name);
    }
    spellings
}
