//! Deliveries of new oil, lot by lot.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{Arg, Sample, SampleKind, Severity};
use crate::findings::{PointAnalysis, SampleAnalysis, nearest_end};
use crate::report::Context;
use crate::report::mark::{Mark, mark};
use crate::report::words::{tell, word};

use super::limit::{document_name, limit_text};

/// The deliveries of one lot.
#[derive(Debug, Clone, Serialize)]
pub struct Lot {
    /// Its number, or that none is given.
    pub name: String,
    /// The worst delivery.
    pub mark: Mark,
    /// How many of the deliveries fail.
    pub says: String,
    /// In order of date.
    pub deliveries: Vec<Delivery>,
}

/// One delivery.
#[derive(Debug, Clone, Serialize)]
pub struct Delivery {
    /// Day of sampling.
    pub day: String,
    /// Number of the laboratory.
    pub sample_id: String,
    /// Oil and grade.
    pub oil: String,
    /// Documents that judged it.
    pub documents: String,
    /// The verdict.
    pub mark: Mark,
    /// Results outside their limit, each with the limit.
    pub failing: Vec<String>,
    /// What the grade asks for and was not tested.
    pub not_tested: String,
}

/// The lots of a sampling point, in the order in which they first came.
pub(super) fn lots(context: &Context<'_>, point: &PointAnalysis<'_>) -> Vec<Lot> {
    let mut order: Vec<&str> = Vec::new();
    let mut by_lot: BTreeMap<&str, Vec<(&Sample, &SampleAnalysis)>> = BTreeMap::new();
    for (sample, analysis) in point.history.samples.iter().zip(&point.samples) {
        if sample.kind == SampleKind::InService {
            continue;
        }
        let lot = sample.lot.as_deref().unwrap_or_default();
        if !by_lot.contains_key(lot) {
            order.push(lot);
        }
        by_lot.entry(lot).or_default().push((sample, analysis));
    }
    order.into_iter().filter_map(|lot| Some(one_lot(context, lot, by_lot.get(lot)?))).collect()
}

fn one_lot(context: &Context<'_>, lot: &str, samples: &[(&Sample, &SampleAnalysis)]) -> Lot {
    let words = context.words;
    let worst = samples.iter().map(|(_, analysis)| analysis.axes.overall()).max().unwrap_or_default();
    let off = samples.iter().filter(|(_, analysis)| analysis.axes.overall() >= Severity::Caution).count();
    let args = vec![("count", Arg::Count(off)), ("total", Arg::Count(samples.len()))];
    Lot {
        name: if lot.is_empty() { word(words, "report-lot-not-given") } else { lot.to_owned() },
        mark: mark(words, worst),
        says: tell(words, "report-lot-failing", args),
        deliveries: samples.iter().map(|(sample, analysis)| delivery(context, sample, analysis)).collect(),
    }
}

fn delivery(context: &Context<'_>, sample: &Sample, analysis: &SampleAnalysis) -> Delivery {
    let words = context.words;
    let mut documents: Vec<String> = Vec::new();
    let mut failing = Vec::new();
    for verdict in &analysis.verdicts {
        let label = document_name(context.standards.document_of(verdict.limit));
        if verdict.counts_against() {
            let value = sample.reading(verdict.property).and_then(crate::domain::Reading::value);
            let mut args = vec![
                ("property", Arg::Property(verdict.property)),
                ("limit", Arg::Text(limit_text(context, context.standards.limit(verdict.limit)))),
                ("document", Arg::Text(label.clone())),
            ];
            if let Some(value) = value {
                let compare = context.standards.limit(verdict.limit).compare;
                let end = value.exact().and_then(|number| nearest_end(compare, None, number));
                let beside = |end| Arg::Beside(verdict.property, value, end);
                args.push(("result", end.map_or(Arg::Result(verdict.property, value), beside)));
                failing.push(tell(words, "report-failing-result", args));
            }
        }
        if !documents.contains(&label) {
            documents.push(label);
        }
    }
    let oil: Vec<&str> = [&sample.product, &sample.grade].into_iter().flatten().map(|text| &**text).collect();
    let not_tested: Vec<String> =
        analysis.not_tested.iter().map(|property| words.property(*property).to_owned()).collect();
    Delivery {
        day: sample.sampled_on.to_string(),
        sample_id: sample.sample_id.to_string(),
        oil: oil.join(", "),
        documents: documents.join(", "),
        mark: mark(words, analysis.axes.overall()),
        failing,
        not_tested: not_tested.join(", "),
    }
}
