//! `run.json`: the account of a run, schema `lubelab.run/1`.
//!
//! It holds nothing that differs between two equal runs: no wall clock, no machine, no path beyond the
//! inputs as they were named. A later run finds in it which files it may replace or remove.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::Severity;
use crate::findings::PointAnalysis;
use crate::ingest::{AssumedUnit, Ledger};
use crate::standards::{Document, Overlay, Standards};

use super::Context;
use super::batches_json::Batches;
use super::model::{lots_json, recurring_json};

/// The schema's name; a folder whose `run.json` does not carry it is not ours to tidy.
const SCHEMA: &str = "lubelab.run/1";

#[derive(Serialize)]
struct Run<'a> {
    schema: &'static str,
    program: &'static str,
    version: &'a str,
    as_of: String,
    language: &'a str,
    /// The inputs and their account are of all customers, the rest of these alone.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    only_customers: &'a [String],
    standards: StandardsUsed<'a>,
    inputs: Vec<Input<'a>>,
    account: &'a Ledger,
    balances: bool,
    problems: BTreeMap<&'static str, u64>,
    sampling_points: usize,
    severities: BTreeMap<&'static str, usize>,
    batches: Batches<'a>,
    /// Delivery lots that stand out, with everybody who received them; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lots: Vec<serde_json::Value>,
    /// Causes that come again in one group of machines; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recurring: Vec<serde_json::Value>,
    outputs: &'a [String],
}

#[derive(Serialize)]
struct StandardsUsed<'a> {
    origin: &'a str,
    fingerprint: &'a str,
    /// The folders laid over the rules, lowest first; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overlays: Vec<OverlayUsed<'a>>,
    /// The editions asked for by name; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    editions: Vec<String>,
}

#[derive(Serialize)]
struct OverlayUsed<'a> {
    origin: &'a str,
    fingerprint: &'a str,
}

impl<'a> StandardsUsed<'a> {
    fn new(standards: &'a Standards) -> Self {
        let overlay = |overlay: &'a Overlay| OverlayUsed { origin: &overlay.origin, fingerprint: &overlay.fingerprint };
        Self {
            origin: &standards.origin,
            fingerprint: &standards.fingerprint,
            overlays: standards.overlays.iter().map(overlay).collect(),
            editions: standards.pinned().map(Document::label).collect(),
        }
    }
}

#[derive(Serialize)]
struct Input<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    /// Why nothing of it is read; left out where something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: Option<&'a str>,
    encoding: &'a str,
    sha256: &'a str,
    profile: &'a str,
    /// Units that nothing in the file says; left out where there are none.
    #[serde(skip_serializing_if = "<[AssumedUnit]>::is_empty")]
    assumed_units: &'a [AssumedUnit],
    /// Columns by volume whose results were converted with the density of each sample; left out where there are none.
    #[serde(skip_serializing_if = "<[AssumedUnit]>::is_empty")]
    by_density: &'a [AssumedUnit],
    account: &'a Ledger,
}

/// The file's bytes. `outputs` are the paths of everything else written, in order.
pub(super) fn render(context: &Context<'_>, analyses: &[PointAnalysis<'_>], outputs: &[String]) -> Vec<u8> {
    let facts = context.facts;
    let problems = facts.problems_by_code.iter().map(|(code, count)| (code.id(), *count)).collect();
    let mut severities: BTreeMap<&'static str, usize> =
        Severity::ALL.iter().map(|severity| (severity.id(), 0)).collect();
    for sample in analyses.iter().flat_map(|point| &point.samples) {
        *severities.entry(sample.axes.overall().id()).or_default() += 1;
    }
    let run = Run {
        schema: SCHEMA,
        program: "lubelab",
        version: facts.version,
        as_of: facts.as_of.to_string(),
        language: context.words.lang(),
        only_customers: facts.only_customers,
        standards: StandardsUsed::new(context.standards),
        inputs: facts
            .sources
            .iter()
            .map(|source| Input {
                path: &source.path,
                sheet: source.sheet.as_deref(),
                rejected: source.rejected.as_deref(),
                encoding: source.encoding,
                sha256: &source.sha256,
                profile: &source.profile,
                assumed_units: &source.assumed_units,
                by_density: &source.by_density,
                account: &source.ledger,
            })
            .collect(),
        account: facts.ledger,
        balances: facts.ledger.balances(),
        problems,
        sampling_points: analyses.len(),
        severities,
        batches: Batches::new(context),
        lots: lots_json(context),
        recurring: recurring_json(context),
        outputs,
    };
    // Maps with text keys and plain structs: nothing in here can fail to become JSON.
    let mut bytes = serde_json::to_vec_pretty(&run).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What an earlier run of ours wrote, by its `run.json`; nothing if that is not ours.
pub(super) fn outputs_of(run_json: &[u8]) -> Vec<String> {
    #[derive(Deserialize)]
    struct Earlier {
        schema: String,
        outputs: Vec<String>,
    }
    match serde_json::from_slice::<Earlier>(run_json) {
        Ok(earlier) if earlier.schema == SCHEMA => earlier.outputs,
        _ => Vec::new(),
    }
}
