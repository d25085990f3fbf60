//! The new oil that a used oil is compared with, and which one it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{DeclaredGrade, PropertyId, Provenance, Sample, SampleKind, Value, fold};
use crate::standards::{Compare, Standards};

/// Stands for the number of another customer's new-oil sample, which is nobody else's business.
pub const OTHERS_SAMPLE: &str = "*";

/// New-oil values, each with its origin. A property without one is not compared.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    /// By property, in canonical unit.
    pub values: BTreeMap<PropertyId, ReferenceValue>,
    /// Where the new oil was measured and lies under a reporting limit (`<1`): that limit. Such a property has no
    /// value above, but what lies far over the limit is surely more than new.
    pub below: BTreeMap<PropertyId, f64>,
}

/// One new-oil value.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceValue {
    /// In the property's canonical unit.
    pub value: f64,
    /// Where it comes from.
    pub kind: ReferenceKind,
    /// How far it can be trusted.
    pub provenance: Provenance,
}

/// Where a new-oil value comes from, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceKind {
    /// Measured on new oil of the same product (and lot, where given).
    Measured {
        /// The new-oil sample; [`OTHERS_SAMPLE`] if it is another customer's.
        sample_id: Arc<str>,
        /// When it was drawn.
        sampled_on: NaiveDate,
        /// Its lot, if it is the used oil's lot too.
        lot: Option<Arc<str>>,
    },
    /// Stated by the laboratory beside the results of a used oil of this life.
    Stated {
        /// The used oil's sample.
        sample_id: Arc<str>,
    },
    /// The product's typical data.
    Typical {
        /// The product.
        product: Arc<str>,
    },
    /// The middle of the grade's viscosity class.
    GradeMidpoint {
        /// The grade.
        grade: Arc<str>,
    },
}

impl Reference {
    /// The new-oil number for a property.
    #[must_use]
    pub fn value(&self, property: PropertyId) -> Option<f64> {
        self.values.get(&property).map(|reference| reference.value)
    }
}

/// A product, and the customer and the lot if only theirs are meant; all folded.
type OilKey = (Arc<str>, Option<Arc<str>>, Option<Arc<str>>);

/// All new oils of a run, and what the standards say of new oils: where references are looked up.
pub(super) struct NewOils<'a> {
    standards: &'a Standards,
    /// Every spelling of a product in the samples, to one key.
    product_keys: BTreeMap<&'a str, Arc<str>>,
    /// Product keys to their rows in `products.csv`.
    known_products: BTreeMap<Arc<str>, usize>,
    /// New-oil samples by date, then by place, of each product, of each customer and lot of it, and of both.
    drawn: BTreeMap<OilKey, Vec<&'a Sample>>,
    /// The middle of the viscosity range at 40 °C, by folded grade name.
    midpoints: BTreeMap<String, (Arc<str>, f64, Provenance)>,
    kv_40c: Option<PropertyId>,
}

impl<'a> NewOils<'a> {
    pub(super) fn gather(samples: &'a [Sample], standards: &'a Standards) -> Self {
        let mut spellings: BTreeMap<String, usize> = BTreeMap::new();
        for (index, product) in standards.products.iter().enumerate() {
            for name in std::iter::once(&product.name).chain(&product.aliases) {
                spellings.entry(fold(name)).or_insert(index);
            }
        }
        let mut gathered = Self {
            standards,
            product_keys: BTreeMap::new(),
            known_products: BTreeMap::new(),
            drawn: BTreeMap::new(),
            midpoints: midpoints(standards),
            kv_40c: standards.find_property("kv_40c"),
        };
        for sample in samples {
            let Some(product) = sample.product.as_deref() else { continue };
            let key = gathered.product_keys.entry(product).or_insert_with(|| {
                let folded = fold(product);
                let known = spellings.get(&folded).and_then(|index| Some((*index, standards.products.get(*index)?)));
                let key: Arc<str> = known.map_or_else(|| Arc::from(folded), |(_, known)| Arc::from(fold(&known.name)));
                if let Some((index, _)) = known {
                    gathered.known_products.insert(Arc::clone(&key), index);
                }
                key
            });
            if sample.kind != SampleKind::InService {
                let customer = Some(customer_of(sample));
                let lot = sample.lot.as_deref().map(|lot| Arc::from(fold(lot)));
                let mut keys = vec![(Arc::clone(key), None, None), (Arc::clone(key), customer.clone(), None)];
                if lot.is_some() {
                    keys.push((Arc::clone(key), None, lot.clone()));
                    keys.push((Arc::clone(key), customer, lot));
                }
                for key in keys {
                    gathered.drawn.entry(key).or_default().push(sample);
                }
            }
        }
        for oils in gathered.drawn.values_mut() {
            oils.sort_by_key(|oil| (oil.sampled_on, oil.place));
        }
        gathered
    }

    /// The standards that they are looked up in.
    pub(super) const fn standards(&self) -> &'a Standards {
        self.standards
    }

    /// What all spellings of a product have in common. Empty for a product that no sample has.
    pub(super) fn product_key(&self, product: &str) -> &str {
        self.product_keys.get(product).map_or("", |key| key)
    }

    /// The new oil that a life is compared with, best source first for each property.
    pub(super) fn reference(&self, life: &[&Sample]) -> Reference {
        let mut reference = Reference::default();
        let (Some(first), Some(last)) = (life.first(), life.last()) else { return reference };
        let product = life.iter().find_map(|sample| sample.product.as_deref());
        let key = product.map(|product| self.product_key(product));
        let lot: Option<Arc<str>> =
            life.iter().find_map(|sample| sample.lot.as_deref()).map(|lot| Arc::from(fold(lot)));
        let customer = customer_of(first);
        let of_lot = |customer: Option<Arc<str>>| {
            let oils = self.drawn.get(&(Arc::from(key?), customer, Some(lot.clone()?)))?;
            nearest(oils, first.sampled_on, NaiveDate::MAX)
        };
        let of_any_lot = |customer: Option<Arc<str>>| {
            let oils = self.drawn.get(&(Arc::from(key?), customer, None))?;
            nearest(oils, first.sampled_on, last.sampled_on)
        };
        let own = || Some(Arc::clone(&customer));
        let best = [of_lot(own()), of_any_lot(own()), of_lot(None), of_any_lot(None)];
        for oil in best.into_iter().flatten() {
            let is_own = customer_of(oil) == customer;
            let is_lot = lot.is_some() && oil.lot.as_deref().map(fold).as_deref() == lot.as_deref();
            reference.fill_measured(oil, is_own, oil.lot.as_ref().filter(|_| is_lot));
        }
        for sample in life {
            reference.fill_stated(sample);
        }
        self.fill_from_standards(&mut reference, life, key);
        reference
    }

    fn fill_from_standards(&self, reference: &mut Reference, life: &[&Sample], key: Option<&str>) {
        let product =
            key.and_then(|key| self.known_products.get(key)).and_then(|row| self.standards.products.get(*row));
        for (property, value) in product.map_or(&[][..], |product| &product.typical) {
            let kind = || ReferenceKind::Typical { product: product.map_or_else(|| Arc::from(""), |p| p.name.clone()) };
            let provenance = product.map_or(Provenance::Recalled, |product| product.provenance);
            reference.fill(*property, *value, provenance, kind);
        }
        let declared = life.iter().find_map(|sample| sample.grade.as_ref());
        let grade = declared.or_else(|| product.and_then(|product| product.grade.as_ref()));
        let middle = grade.and_then(|grade| {
            let grade = DeclaredGrade::parse(grade);
            let class = grade.iso_vg().and_then(|class| self.midpoints.get(&class));
            class.or_else(|| self.midpoints.get(&grade.name))
        });
        if let (Some(property), Some((grade, value, provenance))) = (self.kv_40c, middle) {
            reference.fill(property, *value, *provenance, || ReferenceKind::GradeMidpoint { grade: Arc::clone(grade) });
        }
    }
}

/// The last oil drawn up to a day, else the first one after it that is not later than the end.
fn nearest<'a>(oils: &[&'a Sample], day: NaiveDate, end: NaiveDate) -> Option<&'a Sample> {
    let until = oils.partition_point(|oil| oil.sampled_on <= day);
    let before = until.checked_sub(1).and_then(|last| oils.get(last));
    before.or_else(|| oils.first().filter(|oil| oil.sampled_on <= end)).copied()
}

/// The customer, folded; empty if none is named.
fn customer_of(sample: &Sample) -> Arc<str> {
    Arc::from(sample.customer.as_deref().map(fold).unwrap_or_default())
}

/// The middle of the viscosity range at 40 °C of each grade that has one, by folded name; the first row counts.
fn midpoints(standards: &Standards) -> BTreeMap<String, (Arc<str>, f64, Provenance)> {
    let Some(kv_40c) = standards.find_property("kv_40c") else { return BTreeMap::new() };
    let mut midpoints = BTreeMap::new();
    for limit in standards.limits.iter().filter(|limit| limit.property == kv_40c && limit.comparable) {
        let (Some(grade), Compare::Within(low, high) | Compare::WithinBelow(low, high)) = (&limit.grade, limit.compare)
        else {
            continue;
        };
        let middle = f64::midpoint(low, high);
        midpoints.entry(fold(grade)).or_insert_with(|| (Arc::clone(grade), middle, limit.provenance));
    }
    midpoints
}

impl Reference {
    /// Takes the exact results of a new oil for the properties that have no value yet.
    fn fill_measured(&mut self, oil: &Sample, own: bool, lot: Option<&Arc<str>>) {
        for measurement in &*oil.measurements {
            let Some(value) = measurement.reading.exact().filter(|value| value.is_finite()) else {
                if let Some(Value::Below(limit) | Value::AtMost(limit)) = measurement.reading.value() {
                    self.below.entry(measurement.property).or_insert(limit);
                }
                continue;
            };
            self.fill(measurement.property, value, Provenance::Confirmed, || ReferenceKind::Measured {
                sample_id: if own { Arc::clone(&oil.sample_id) } else { Arc::from(OTHERS_SAMPLE) },
                sampled_on: oil.sampled_on,
                lot: lot.cloned(),
            });
        }
    }

    /// Takes the new oil's values that the laboratory states beside a sample's results.
    fn fill_stated(&mut self, sample: &Sample) {
        for stated in &*sample.baseline {
            if let Some(value) = stated.reading.exact().filter(|value| value.is_finite()) {
                let kind = || ReferenceKind::Stated { sample_id: Arc::clone(&sample.sample_id) };
                self.fill(stated.property, value, Provenance::Single, kind);
            }
        }
    }

    fn fill(&mut self, property: PropertyId, value: f64, provenance: Provenance, kind: impl FnOnce() -> ReferenceKind) {
        self.values.entry(property).or_insert_with(|| ReferenceValue { value, kind: kind(), provenance });
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::{fixture, histories};
    use super::*;
    use crate::standards::document::DocumentKind;

    /// A sample in service in June and new oils as given: day, customer, lot, viscosity.
    fn kv_reference(standards: &Standards, new_oils: &[(&str, &str, &str, &str)]) -> Option<(f64, ReferenceKind)> {
        let mut used = fixture::sample(standards, "2025-06-01", Some(100.0), &[("kv_40c", "47")]);
        used.lot = Some(Arc::from("L1"));
        used.grade = Some(Arc::from("ISO VG 46"));
        let mut samples = vec![used];
        for (day, customer, lot, kv) in new_oils {
            let mut oil = fixture::sample(standards, day, None, &[("kv_40c", kv)]);
            oil.kind = SampleKind::New;
            oil.customer = Some(Arc::from(*customer));
            oil.machine = Arc::from("Store");
            oil.lot = Some(Arc::from(*lot));
            samples.push(oil);
        }
        let histories = histories(&samples, standards);
        let life = histories.iter().find_map(|history| history.lives.first());
        let value = life.and_then(|life| life.reference.values.get(&fixture::id(standards, "kv_40c")));
        value.map(|value| (value.value, value.kind.clone()))
    }

    #[test]
    fn the_own_lot_comes_first_then_the_last_delivery_then_other_customers() {
        let standards = fixture::standards();
        let value = |oils: &[(&str, &str, &str, &str)]| kv_reference(&standards, oils).map(|found| found.0);
        let own_lot = ("2024-01-01", "C", "l1", "45.1");
        let own_late = ("2025-05-01", "C", "L2", "45.2");
        let own_later = ("2025-07-01", "C", "L3", "45.3");
        let other_lot = ("2025-05-01", "D", "L1", "45.4");
        let other = ("2025-05-02", "D", "L9", "45.5");
        assert_eq!(value(&[own_late, own_lot, own_later, other_lot]), Some(45.1));
        assert_eq!(value(&[own_late, own_later, other_lot]), Some(45.2));
        assert_eq!(value(&[own_later, other_lot, other]), Some(45.4));
        assert_eq!(value(&[own_later, other]), Some(45.5));
        assert_eq!(value(&[own_later]), None);
    }

    #[test]
    fn what_the_laboratory_states_of_the_new_oil_comes_before_typical_data() {
        let mut standards = fixture::standards();
        let kv = fixture::id(&standards, "kv_40c");
        fixture::product(&mut standards, "Oil", "hydraulic", None);
        standards.products[0].typical.push((kv, 45.8));
        let mut used = fixture::sample(&standards, "2025-06-01", Some(100.0), &[("kv_40c", "47")]);
        used.baseline = fixture::sample(&standards, "2025-06-01", None, &[("kv_40c", "45.2")]).measurements;
        let samples = [used];
        let histories = histories(&samples, &standards);
        let found = &histories[0].lives[0].reference.values[&kv];
        let kind = ReferenceKind::Stated { sample_id: Arc::from("2025-06-01") };
        assert_eq!((found.value, &found.kind), (45.2, &kind));
    }

    #[test]
    fn the_number_of_another_customers_sample_is_not_shown() {
        let found = kv_reference(&fixture::standards(), &[("2025-05-01", "D", "L9", "45.5")]);
        let hidden = |kind: &ReferenceKind| matches!(kind, ReferenceKind::Measured { sample_id, .. } if &**sample_id == OTHERS_SAMPLE);
        assert!(found.is_some_and(|(_, kind)| hidden(&kind)));
    }

    #[test]
    fn without_new_oil_typical_data_count_and_then_the_middle_of_the_class() {
        let mut standards = fixture::standards();
        let iso = fixture::document(&mut standards, "ISO 3448", DocumentKind::Grade, "other");
        fixture::limit(&mut standards, iso, Some("ISO VG 46"), "kv_40c", Compare::Within(41.4, 50.6));
        assert_eq!(kv_reference(&standards, &[]).map(|found| found.0), Some(46.0));
        fixture::product(&mut standards, "Oil", "hydraulic", None);
        let kv = fixture::id(&standards, "kv_40c");
        standards.products[0].typical.push((kv, 45.8));
        assert_eq!(kv_reference(&standards, &[]).map(|found| found.0), Some(45.8));
        // A censored result of the new oil is no reference.
        let censored = [("2025-05-01", "C", "L1", "<40")];
        assert_eq!(kv_reference(&standards, &censored).map(|found| found.0), Some(45.8));
    }
}
