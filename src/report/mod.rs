//! Reports and data files from the analysis: HTML, CSV, NDJSON, Parquet.
//!
//! Three steps that do not mix: `model` turns the analysis into words for people, the renderers put the words
//! onto pages, and `write` puts the pages into the output folder, all of them or none. Nothing is judged here,
//! and all sentences come from `standards/text`.

mod error;
mod format;
mod html;
mod json;
mod link;
mod mark;
mod model;
mod parquet;
mod problems_json;
mod run_json;
mod slug;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod write;

use std::path::Path;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::domain::Sample;
use crate::findings::PointAnalysis;
use crate::history::Precisions;
use crate::ingest::{Intake, Ledger, Source};
use crate::standards::{Catalog, Standards};

pub use error::ReportError;
pub use format::Format;
pub use problems_json::{CheckReport, problems_json};

use html::Pages;
use write::Staging;

/// What the reports say about the run itself.
#[derive(Debug, Clone)]
pub struct RunFacts<'a> {
    /// The day that counts as today.
    pub as_of: NaiveDate,
    /// The program's version.
    pub version: &'a str,
    /// Language of the reports, `en`.
    pub language: &'a str,
    /// The input files with their problems; `Place::source` is an index into its sources.
    pub intake: &'a Intake,
    /// What became of every row and cell.
    pub ledger: Ledger,
    /// What to write.
    pub formats: &'a [Format],
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
}

impl<'a> Context<'a> {
    fn source(&self, sample: &Sample) -> Option<&'a Source> {
        self.facts.intake.sources.get(usize::try_from(sample.place.source).ok()?)
    }

    fn path(&self, sample: &Sample) -> &'a str {
        self.source(sample).map_or("", |source| &source.path)
    }

    fn heading(&self, sample: &Sample, column: u16) -> Option<&'a str> {
        self.source(sample)?.headings.get(usize::from(column).checked_sub(1)?).map(|heading| &**heading)
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
    let context = Context { facts, standards, words: catalog, precisions: &Precisions::new(standards) };
    let staging = Staging::beside(out)?;
    let customers = model::customers(&context, analyses);
    let mut files = Vec::new();
    for format in Format::ALL.into_iter().filter(|format| facts.formats.contains(format)) {
        match format {
            Format::Html => files.extend(write_pages(&context, &staging, &customers)?),
            Format::Json => staging.stream("samples.ndjson", |out| json::write_samples(out, &context, analyses))?,
            Format::Csv => {
                staging.stream("findings.csv", |out| tables::write_findings(out, &context, analyses))?;
                staging.stream("problems.csv", |out| tables::write_problems(out, &facts.intake.problems))?;
            }
            Format::Parquet => {
                staging.stream("measurements.parquet", |out| parquet::write_measurements(out, &context, analyses))?;
            }
        }
        files.extend(data_files(format).iter().map(|file| (*file).to_owned()));
    }
    staging.put("run.json", &run_json::render(&context, analyses, &files))?;
    files.push("run.json".to_owned());
    let removed = staging.commit(&files, run_json::outputs_of)?;
    Ok(Written { files, customers: customers.len(), removed })
}

/// The files of a form that do not depend on the customers.
const fn data_files(format: Format) -> &'static [&'static str] {
    match format {
        Format::Html => &["index.html"],
        Format::Json => &["samples.ndjson"],
        Format::Csv => &["findings.csv", "problems.csv"],
        Format::Parquet => &["measurements.parquet"],
    }
}

/// Writes the overview and, in parallel, the customers' pages. Returns the paths of the customers' files.
fn write_pages(
    context: &Context<'_>,
    staging: &Staging,
    customers: &[model::Customer<'_>],
) -> Result<Vec<String>, ReportError> {
    let pages = Pages::new()?;
    let by_customer: Vec<Result<Vec<String>, ReportError>> =
        customers.par_iter().map(|customer| write_customer(context, staging, &pages, customer)).collect();
    let mut files = Vec::new();
    for paths in by_customer {
        files.extend(paths?);
    }
    staging.put("index.html", pages.overview(&model::overview(context, customers))?.as_bytes())?;
    Ok(files)
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
    for chart in report.sections.iter().flat_map(|section| &section.charts) {
        let path = format!("{folder}/{}", chart.file);
        staging.put(&path, chart.svg.as_bytes())?;
        files.push(path);
    }
    let path = format!("{folder}/report.html");
    staging.put(&path, pages.customer(&report)?.as_bytes())?;
    files.push(path);
    Ok(files)
}
