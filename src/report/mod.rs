//! Reports and data files from the analysis: HTML, CSV, NDJSON, Parquet.
//!
//! Three steps that do not mix: `model` turns the analysis into words for people, the renderers put the words
//! onto pages, and `write` puts the pages into the output folder, all of them or none. Nothing is judged here,
//! and all sentences come from `standards/text`.

mod batches_json;
mod error;
mod html;
mod json;
mod link;
mod lives;
mod mark;
mod model;
mod parquet;
mod run_json;
mod slug;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod write;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::domain::{Inspection, Measurement, Place, Problem, ProblemCode, Sample};
use crate::findings::{Examiner, PointAnalysis};
use crate::fleet::{Shared, batch::BatchView};
use crate::history::Precisions;
use crate::ingest::{Ledger, Source};
use crate::standards::{Catalog, Standards};

pub use error::ReportError;

use html::Pages;
use write::Staging;

/// What the reports say about the run itself.
#[derive(Debug, Clone, Copy)]
pub struct RunFacts<'a> {
    /// The day that counts as today.
    pub as_of: NaiveDate,
    /// The program's version.
    pub version: &'a str,
    /// The input files; `Place::source` is an index into them.
    pub sources: &'a [Source],
    /// What was wrong with the input files.
    pub problems: &'a [Problem],
    /// How many there are of each kind, listed or not.
    pub problems_by_code: &'a BTreeMap<ProblemCode, u64>,
    /// What became of every row and cell.
    pub ledger: &'a Ledger,
    /// What the laboratory runs told side by side.
    pub batches: &'a BatchView,
    /// What to write. `run.json` is always written: it is the account of the run.
    pub formats: &'a [Format],
    /// The customers asked for; empty if the reports are of all.
    pub only_customers: &'a [String],
    /// What the sampling points tell together.
    pub shared: &'a Shared,
    /// What inspections found.
    pub inspections: &'a [Inspection],
}

/// What a run can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// `index.html` and the customers' pages with their charts.
    Html,
    /// `samples.ndjson`.
    Json,
    /// `findings.csv` and `problems.csv`.
    Csv,
    /// `measurements.parquet`.
    Parquet,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Html, Self::Json, Self::Csv, Self::Parquet];

    /// The word used on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }

    /// Reads the word used on the command line.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.id() == id)
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Paths below the output folder, in order, `run.json` last.
    pub files: Vec<String>,
    /// How many customers have a report.
    pub customers: usize,
    /// How many files of an earlier run were removed because this run has nothing for them.
    pub removed: usize,
}

/// What every renderer looks things up in.
#[derive(Clone, Copy)]
struct Context<'a> {
    facts: &'a RunFacts<'a>,
    standards: &'a Standards,
    words: &'a Catalog,
    precisions: &'a Precisions,
    examiner: &'a Examiner<'a>,
}

impl<'a> Context<'a> {
    fn source(&self, sample: &Sample) -> Option<&'a Source> {
        self.facts.sources.get(usize::try_from(sample.place.source).ok()?)
    }

    fn path(&self, sample: &Sample) -> &'a str {
        self.path_of(sample.place)
    }

    fn sheet(&self, sample: &Sample) -> Option<&'a str> {
        self.source(sample)?.sheet.as_deref()
    }

    fn path_of(&self, place: Place) -> &'a str {
        let source = usize::try_from(place.source).ok().and_then(|index| self.facts.sources.get(index));
        source.map_or("", |source| &source.path)
    }

    fn heading(&self, sample: &Sample, measurement: &Measurement) -> Option<&'a str> {
        self.source(sample)?.heading(sample.place, measurement).map(|heading| &**heading)
    }
}

/// Writes all reports of a run into a folder. Until everything is rendered, the folder keeps what it has.
pub fn write(
    out: &Path,
    facts: &RunFacts<'_>,
    analyses: &[PointAnalysis<'_>],
    standards: &Standards,
    catalog: &Catalog,
) -> Result<Written, ReportError> {
    let samples = analyses.iter().flat_map(|point| point.history.samples.iter().copied());
    let examiner = Examiner::new(standards, samples);
    let context =
        Context { facts, standards, words: catalog, precisions: &Precisions::new(standards), examiner: &examiner };
    let wants = |format: Format| facts.formats.contains(&format);
    let staging = Staging::beside(out)?;
    let mut files = Vec::new();
    let customers = model::customers(&context, analyses);
    if wants(Format::Html) {
        let pages = Pages::new()?;
        let by_customer: Vec<Result<Vec<String>, ReportError>> =
            customers.par_iter().map(|customer| write_customer(&context, &staging, &pages, customer)).collect();
        for paths in by_customer {
            files.extend(paths?);
        }
        staging.put("index.html", pages.overview(&model::overview(&context, &customers))?.as_bytes())?;
        files.push("index.html".to_owned());
    }
    if wants(Format::Json) {
        staging.stream("samples.ndjson", |out| json::write_samples(out, &context, analyses))?;
        files.push("samples.ndjson".to_owned());
    }
    if wants(Format::Parquet) {
        staging.stream("measurements.parquet", |out| parquet::write_measurements(out, &context, analyses))?;
        files.push("measurements.parquet".to_owned());
    }
    if wants(Format::Csv) {
        staging.stream("findings.csv", |out| tables::write_findings(out, &context, analyses))?;
        staging.stream("problems.csv", |out| tables::write_problems(out, facts.problems))?;
        files.extend(["findings.csv", "problems.csv"].map(str::to_owned));
    }
    staging.put("run.json", &run_json::render(&context, analyses, &files))?;
    files.push("run.json".to_owned());
    let removed = staging.commit(&files, run_json::outputs_of)?;
    Ok(Written { files, customers: customers.len(), removed })
}

/// Writes one customer's page and charts. Only this customer's samples are within reach here.
fn write_customer(
    context: &Context<'_>,
    staging: &Staging,
    pages: &Pages,
    customer: &model::Customer<'_>,
) -> Result<Vec<String>, ReportError> {
    let folder = format!("customers/{}", customer.slug);
    let report = model::customer_report(context, customer);
    let mut files = Vec::new();
    for chart in report.sections.iter().flat_map(|section| section.charts.iter().chain(&section.family)) {
        let path = format!("{folder}/{}", chart.file);
        staging.put(&path, chart.svg.as_bytes())?;
        files.push(path);
    }
    let path = format!("{folder}/report.html");
    staging.put(&path, pages.customer(&report)?.as_bytes())?;
    files.push(path);
    Ok(files)
}
