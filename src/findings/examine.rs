//! Holds the results of a sample against limits: finds the new oil, the precision and the method that count, asks the
//! judge, and keeps the judge from comparing what cannot be compared.
//!
//! The reports ask again for the same, to say what a verdict rests on; there is only this one way to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{
    Arg, DecisionRule, Measurement, Message, Outcome, PropertyId, Reading, Sample, SampleKind, Verdict,
};
use crate::history::{MethodPrecision, OilLife, Precisions, ReferenceKind, ReferenceValue, Reproducibility};
use crate::standards::comparability::{MethodName, Relation};
use crate::standards::method::OilState;
use crate::standards::{Compare, Limit, Standards};

use super::band::{Measured, NewOil};
use super::judge::{Decision, Question, decide};
use super::specification::Item;

/// The rules for one run.
#[derive(Debug)]
pub struct Examiner<'s> {
    standards: &'s Standards,
    /// One per limit.
    limits: Vec<LimitRules>,
}

/// What counts for the results that a limit judges, by the method that they are stated for.
#[derive(Debug)]
struct LimitRules {
    unstated: MethodRules,
    stated: BTreeMap<Arc<str>, MethodRules>,
    is_ordinal: bool,
}

#[derive(Debug)]
struct MethodRules {
    relation: Relation,
    precision: MethodPrecision,
}

/// What a verdict rests on.
#[derive(Debug, Clone)]
pub struct Basis<'x> {
    /// How it was decided, and how far from the limit the method can tell.
    pub decision: Decision,
    /// The new oil that a change is counted from.
    pub reference: Option<&'x ReferenceValue>,
    /// The precision that the band rests on.
    pub precision: Option<Reproducibility<'x>>,
    /// True if a precision would mean nothing: codes, ratings and steps of a scale have none.
    pub is_ordinal: bool,
    /// How the result's method stands to that of the limit.
    pub relation: Relation,
}

impl<'s> Examiner<'s> {
    /// Gets ready for the limits of the standards and the methods that samples name.
    #[must_use]
    pub fn new<'a>(standards: &'s Standards, samples: impl Iterator<Item = &'a Sample>) -> Self {
        let named = method_names(samples);
        let precisions = Precisions::new(standards);
        let limits = standards.limits.iter().map(|limit| LimitRules::new(standards, &precisions, &named, limit));
        Self { limits: limits.collect(), standards }
    }

    /// The verdict of a limit on a sample. `measured` are the sample's results by property.
    #[must_use]
    pub fn verdict(
        &self,
        sample: &Sample,
        item: &Item,
        measured: &BTreeMap<PropertyId, &Measurement>,
        life: Option<&OilLife>,
    ) -> Verdict {
        let basis = self.basis(sample, item, measured, life);
        let Basis { decision, reference, precision, .. } = basis;
        let limit = self.standards.limit(item.limit);
        let document = self.standards.document(limit.document);
        let provenance = self.standards.trust(item.limit);
        let provenance = reference.map_or(provenance, |new| provenance.min(new.provenance));
        // Where the band decides, the verdict is no surer than the band.
        let by_band = document.decides_by().0 != DecisionRule::Simple;
        let provenance = precision.filter(|_| by_band).map_or(provenance, |known| provenance.min(known.provenance));
        Verdict {
            limit: item.limit,
            property: limit.property,
            outcome: decision.outcome,
            severity: decision.severity,
            provenance,
            reason: decision.reason.map(Box::new),
        }
    }

    /// The same with all that it rests on.
    #[must_use]
    pub fn basis<'x>(
        &'x self,
        sample: &Sample,
        item: &Item,
        measured: &BTreeMap<PropertyId, &Measurement>,
        life: Option<&'x OilLife>,
    ) -> Basis<'x> {
        let limit = self.standards.limit(item.limit);
        let measurement = measured.get(&limit.property).copied();
        let reading = measurement.map(|measurement| measurement.reading);
        let reference = life.and_then(|life| life.reference.values.get(&limit.property));
        let reference = reference.filter(|_| limit.compare.needs_reference());
        let (rule, rounding) = self.standards.document(limit.document).decides_by();
        let new_oil = |new: &ReferenceValue| NewOil {
            value: new.value,
            measured: matches!(new.kind, ReferenceKind::Measured { .. }),
        };
        let question = Question { limit, reading, reference: reference.map(new_oil), rule, rounding };
        let Some(rules) = self.limits.get(item.limit.index()) else {
            let decision = decide(&question, |_, _| None);
            return Basis { decision, reference, precision: None, is_ordinal: true, relation: Relation::NotAsked };
        };
        let method = measurement.and_then(|measurement| sample.method(measurement));
        let by_method = method.and_then(|method| rules.stated.get(method)).unwrap_or(&rules.unstated);
        let oil = if sample.kind == SampleKind::InService { OilState::Used } else { OilState::New };
        let at = |level: f64, of: Measured| {
            let oil = if of == Measured::NewOil { OilState::New } else { oil };
            by_method.precision.at(level, oil).filter(|_| !rules.is_ordinal)
        };
        let mut decision = decide(&question, |level, of| at(level, of).map(|known| known.value));
        if let Some(reason) = self.kept_back(item, &decision, measured, (method, by_method.relation)) {
            decision = Decision::not_comparable(reason);
        }
        let precision = decision.margin.and_then(|margin| at(margin.bound, Measured::Result));
        Basis { decision, reference, precision, is_ordinal: rules.is_ordinal, relation: by_method.relation }
    }

    /// Why the limit must not judge what it could.
    fn kept_back(
        &self,
        item: &Item,
        decision: &Decision,
        measured: &BTreeMap<PropertyId, &Measurement>,
        (method, relation): (Option<&Arc<str>>, Relation),
    ) -> Option<Message> {
        let limit = self.standards.limit(item.limit);
        match decision.outcome {
            Outcome::NoLimit | Outcome::NotComparable => return None,
            Outcome::NotTested => return self.another_test(limit, measured),
            _ => {}
        }
        if let Some(blocked) = &item.blocked {
            return Some(blocked.clone());
        }
        let wanted = || Arg::Text(limit.method.to_string());
        match (relation, method) {
            (Relation::Other, Some(method)) => {
                let stated = Arg::Text(method.to_string());
                Some(Message::new("reason-other-method").with("wanted", wanted()).with("method", stated))
            }
            (Relation::Open, _) => Some(Message::new("reason-method-open").with("wanted", wanted())),
            _ => None,
        }
    }

    /// A test that was made under another condition than the limit asks for.
    fn another_test(&self, limit: &Limit, measured: &BTreeMap<PropertyId, &Measurement>) -> Option<Message> {
        let is_there = |property: &&PropertyId| {
            let reading = measured.get(*property).map(|measurement| measurement.reading);
            reading.and_then(Reading::value).is_some()
        };
        let other = self.standards.comparability.others(limit.property).iter().find(is_there)?;
        let message = Message::new("reason-other-test").with("property", Arg::Property(limit.property));
        Some(message.with("other", Arg::Property(*other)))
    }
}

impl LimitRules {
    fn new(
        standards: &Standards,
        precisions: &Precisions,
        named: &BTreeMap<Arc<str>, Option<MethodName>>,
        limit: &Limit,
    ) -> Self {
        let property = limit.property;
        let wanted = MethodName::list(&limit.method);
        let rules = |stated: Option<&MethodName>| MethodRules {
            relation: standards.comparability.relation(property, &wanted, stated),
            precision: precisions.choose(property, stated, &wanted),
        };
        let stated = named.iter().map(|(name, method)| (name.clone(), rules(method.as_ref())));
        let known = standards.property(property);
        let by_word = matches!(limit.compare, Compare::Pass | Compare::AtMostTrace(_) | Compare::AtMostNone(_));
        let is_ordinal = known.is_ordinal() || by_word;
        Self { unstated: rules(None), stated: stated.collect(), is_ordinal }
    }
}

/// The methods that samples name, each once. Samples of a file share the list.
fn method_names<'a>(samples: impl Iterator<Item = &'a Sample>) -> BTreeMap<Arc<str>, Option<MethodName>> {
    let mut names = BTreeMap::new();
    let mut last: Option<&Arc<[Arc<str>]>> = None;
    for sample in samples {
        if last.is_none_or(|last| !Arc::ptr_eq(last, &sample.methods)) {
            last = Some(&sample.methods);
            for name in sample.methods.iter() {
                names.entry(name.clone()).or_insert_with(|| MethodName::parse(name));
            }
        }
    }
    names
}

/// The results of a sample by property; the first of a property counts.
#[must_use]
pub fn by_property(sample: &Sample) -> BTreeMap<PropertyId, &Measurement> {
    let mut measured = BTreeMap::new();
    for measurement in &*sample.measurements {
        measured.entry(measurement.property).or_insert(measurement);
    }
    measured
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::last;
    use super::*;
    use crate::domain::{MachineType, Provenance, Severity};
    use crate::history::fixture::{self, document, limit};
    use crate::standards::comparability::{Comparability, Pair};
    use crate::standards::{DocumentKind, Precision};

    /// A base number of 5 against at least 4, stated for D2896; D2896 = ISO 3771, and D4739 differs.
    fn base_number(method: Option<&str>) -> (&'static str, String) {
        let mut standards = fixture::standards();
        let id = document(&mut standards, "D", DocumentKind::InService, "hydraulic");
        limit(&mut standards, id, None, "base_number", Compare::AtLeast(4.0));
        standards.limits[0].method = Arc::from("ASTM D2896");
        let base_number = fixture::id(&standards, "base_number");
        let known = Precision {
            method: Arc::from("ASTM D2896"),
            equivalents: vec![Arc::from("ISO 3771")],
            property: base_number,
            ..standards.precision[0].clone()
        };
        let pair = Pair {
            property: base_number,
            method: MethodName::parse("ASTM D2896"),
            other_property: base_number,
            other_method: MethodName::parse("ASTM D4739"),
            agree: false,
        };
        standards.comparability = Comparability::new(&[known], &[pair]);
        let mut sample = fixture::sample(&standards, "2025-01-01", Some(100.0), &[("base_number", "5")]);
        sample.machine_type = Some(MachineType::Hydraulic);
        if let Some(method) = method {
            sample.methods = Arc::from([Arc::from(method)]);
            sample.measurements[0].method = 1;
        }
        let verdict = last(&standards, &[sample]).verdicts.remove(0);
        (verdict.outcome.id(), verdict.reason.map(|reason| reason.id).unwrap_or_default())
    }

    #[test]
    fn a_result_by_another_method_is_not_compared() {
        let none = String::new;
        assert_eq!(base_number(Some("ASTM D2896")), ("pass", none()));
        assert_eq!(base_number(Some("ISO 3771:2011")), ("pass", none()));
        assert_eq!(base_number(Some("ASTM D4739-17")), ("not_comparable", "reason-other-method".to_owned()));
        assert_eq!(base_number(Some("in-house 7")), ("not_comparable", "reason-other-method".to_owned()));
        // Titrations of this kind do not agree: without its method the result says too little.
        assert_eq!(base_number(None), ("not_comparable", "reason-method-open".to_owned()));
        assert_eq!(base_number(Some("titration")), ("not_comparable", "reason-method-open".to_owned()));
    }

    #[test]
    fn a_test_under_another_condition_does_not_stand_in() {
        let mut standards = fixture::standards();
        let id = document(&mut standards, "D", DocumentKind::InService, "hydraulic");
        limit(&mut standards, id, None, "kv_100c", Compare::AtLeast(5.0));
        let (asked, other) = (fixture::id(&standards, "kv_100c"), fixture::id(&standards, "kv_40c"));
        let pair = Pair { property: asked, method: None, other_property: other, other_method: None, agree: false };
        standards.comparability = Comparability::new(&[], &[pair]);
        let of = |results: &[(&str, &str)]| {
            let mut sample = fixture::sample(&standards, "2025-01-01", Some(100.0), results);
            sample.machine_type = Some(MachineType::Hydraulic);
            let analysis = last(&standards, &[sample]);
            (analysis.verdicts[0].outcome.id(), analysis.not_tested)
        };
        assert_eq!(of(&[("kv_40c", "46")]), ("not_comparable", vec![asked]));
        assert_eq!(of(&[("kv_40c", "-")]), ("not_tested", vec![asked]));
        assert_eq!(of(&[("kv_40c", "46"), ("kv_100c", "6.8")]), ("pass", vec![]));
    }

    #[test]
    fn no_precision_is_added_to_steps_of_a_scale() {
        let mut standards = fixture::standards();
        let id = document(&mut standards, "D", DocumentKind::InService, "hydraulic");
        limit(&mut standards, id, None, "fe", Compare::AtMost(20.0));
        let outcome = |standards: &Standards| {
            let mut sample = fixture::sample(standards, "2025-01-01", Some(100.0), &[("fe", "20.1")]);
            sample.machine_type = Some(MachineType::Hydraulic);
            last(standards, &[sample]).verdicts[0].outcome.id()
        };
        assert_eq!(outcome(&standards), "near_fail");
        let fe = fixture::id(&standards, "fe");
        standards.properties[fe.index()].is_stepped = true;
        assert_eq!(outcome(&standards), "fail");
        let built_in = Standards::built_in().unwrap();
        assert!(built_in.properties.iter().any(|property| &*property.id == "colour" && property.is_ordinal()));
    }

    #[test]
    fn the_precision_is_that_of_the_stated_method_and_of_used_oil() {
        let mut standards = fixture::standards();
        let id = document(&mut standards, "D", DocumentKind::InService, "hydraulic");
        limit(&mut standards, id, None, "acid_number", Compare::AtMost(1.0));
        for (index, method) in ["ASTM D664", "ASTM D664", "ASTM D92", "ASTM D92", "ASTM D92"].into_iter().enumerate() {
            standards.precision[index].method = Arc::from(method);
        }
        let of = |kind: SampleKind, method: &str| {
            let mut sample = fixture::sample(&standards, "2025-01-01", Some(100.0), &[("acid_number", "1")]);
            (sample.kind, sample.methods) = (kind, Arc::from([Arc::from(method)]));
            sample.measurements[0].method = 1;
            let examiner = Examiner::new(&standards, std::iter::once(&sample));
            let item = Item { limit: crate::domain::LimitId(0), blocked: None };
            let basis = examiner.basis(&sample, &item, &by_property(&sample), None);
            basis.precision.map(|known| (known.value, known.oil.id()))
        };
        assert_eq!(of(SampleKind::InService, "ASTM D664"), Some((0.44, "used")));
        assert_eq!(of(SampleKind::New, "ASTM D664-18"), Some((0.282, "new")));
        // No row states a precision of this method.
        assert_eq!(of(SampleKind::InService, "GB/T 4945"), None);
    }

    #[test]
    fn where_the_band_decides_the_verdict_is_no_surer_than_the_band() {
        let mut standards = fixture::standards();
        let id = document(&mut standards, "D", DocumentKind::InService, "hydraulic");
        limit(&mut standards, id, None, "fe", Compare::AtMost(20.0));
        for row in &mut standards.precision {
            row.provenance = Provenance::Recalled;
        }
        let verdict = |standards: &Standards| {
            let mut sample = fixture::sample(standards, "2025-01-01", Some(100.0), &[("fe", "21")]);
            sample.machine_type = Some(MachineType::Hydraulic);
            let verdict = last(standards, &[sample]).verdicts.pop().unwrap();
            (verdict.outcome, verdict.severity, verdict.provenance)
        };
        let near = Outcome::NearFail;
        assert_eq!(verdict(&standards), (near, Severity::Abnormal, Provenance::Confirmed));
        standards.decide_by(Some(DecisionRule::Iso4259), None);
        assert_eq!(verdict(&standards), (near, Severity::Caution, Provenance::Recalled));
        // What a document asks for stays.
        standards.decide_by(Some(DecisionRule::GuardBand), None);
        assert_eq!(standards.documents[0].decides_by().0, DecisionRule::Iso4259);
    }
}
