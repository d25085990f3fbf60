//! Thresholds of the checks of one laboratory run: `batch.csv`.
//!
//! A folder without the file makes no such checks. What the checks do is the business of `fleet::batch`.

use std::sync::Arc;

use crate::domain::{PropertyId, Provenance};

/// All thresholds, and the rows as they stand in the file.
#[derive(Debug, Clone, Default)]
pub struct BatchRules {
    /// A bottle that holds another machine's oil.
    pub swap: SwapRules,
    /// A test that moved for a whole run.
    pub shift: ShiftRules,
    /// What a sample left in the instrument.
    pub carry_over: CarryOverRules,
    /// Numbers that must be equal before two bottles count as one result written twice.
    pub duplicate_results: usize,
    /// The laboratory's check sample.
    pub check_sample: CheckSampleRules,
    /// The rows, to be shown.
    pub rows: Vec<BatchRow>,
}

/// When a bottle looks like another machine's.
#[derive(Debug, Clone, Default)]
pub struct SwapRules {
    /// The properties by which oils are told apart, each with its scatter in percent of the level.
    pub fingerprint: Vec<(PropertyId, f64)>,
    /// Scatter of an element near nothing, in mg/kg.
    pub floor: f64,
    /// Scatters by which two results of two oils are apart.
    pub apart: f64,
    /// Properties that must be compared.
    pub properties: usize,
    /// Properties that must be apart.
    pub differing: usize,
    /// Earlier samples from which a machine's oil is known.
    pub history: usize,
    /// Earlier samples that count.
    pub earlier: usize,
    /// Bottles on either side that are compared.
    pub window: usize,
    /// Share of the sump, in percent, from which a top-up explains another oil.
    pub top_up_percent: f64,
}

/// When a test moved for a whole run.
#[derive(Debug, Clone, Default)]
pub struct ShiftRules {
    /// Machines that must have moved.
    pub machines: usize,
    /// Sites at which they must stand.
    pub sites: usize,
    /// Earlier results of the oil from which a machine's line is drawn.
    pub history: usize,
    /// How far the middle one must have moved, in scatters.
    pub size: f64,
    /// How often one seems to move by chance, in percent.
    pub chance_percent: f64,
    /// How often a sound run may be held, in percent.
    pub error_percent: f64,
    /// Scatter of a test without known precision, in percent of the level.
    pub scatter_percent: f64,
}

/// When a sample shows what the one before it left behind.
#[derive(Debug, Clone, Default)]
pub struct CarryOverRules {
    /// Elements that must be raised.
    pub elements: usize,
    /// The largest share that counts as carried over, in percent.
    pub largest_percent: f64,
    /// How far the shares may lie from their middle, in percent of it.
    pub agreement_percent: f64,
    /// How far above its own results an element must be, in scatters.
    pub raised: f64,
}

/// When a check sample says that a test drifted.
#[derive(Debug, Clone, Default)]
pub struct CheckSampleRules {
    /// Earlier results from which its middle is known.
    pub results: usize,
    /// One result beyond this is enough, in scatters.
    pub limit: f64,
    /// Two of the last three beyond this on one side are enough, in scatters.
    pub warning: f64,
}

/// A row of `batch.csv`.
#[derive(Debug, Clone)]
pub struct BatchRow {
    /// What it is the threshold of.
    pub check: Arc<str>,
    /// The property that it is about, if it is about one.
    pub property: Option<PropertyId>,
    /// The number as written.
    pub value: Arc<str>,
    /// Its unit, for the reader.
    pub unit: Arc<str>,
    /// Code of the finding that rests on it.
    pub finding: Arc<str>,
    /// What it means.
    pub note: Arc<str>,
    /// Where it comes from.
    pub source: Arc<str>,
    /// How far it can be trusted.
    pub provenance: Provenance,
}
