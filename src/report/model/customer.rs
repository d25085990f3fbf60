//! One customer's report, and which samples are whose.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::domain::{Arg, Sample, Severity};
use crate::findings::PointAnalysis;
use crate::report::Context;
use crate::report::mark::{Mark, mark};
use crate::report::slug::slugs;
use crate::report::words::{tell, word};

use super::document::{DocumentUsed, documents, unconfirmed};
use super::due::{DueSection, due_section};
use super::hold;
use super::labels::labels;
use super::problem::{FileProblems, problems_of};
use super::section::{Section, section};
use super::shared::{RecurringCard, recurring};
use super::status::{self, Row, needs_action};
use super::turnaround::{Listed, Turnaround, turnaround};
use super::{Fact, fact};

/// Sampling points shown in full on one page. With more, no reader and no browser gets through it; the rest are
/// listed, and `samples.ndjson` holds them all.
const SECTIONS_MAX: usize = 150;

/// Sampling points listed on one page.
const ROWS_MAX: usize = 1000;

/// A customer with the sampling points that are theirs.
pub(in crate::report) struct Customer<'a> {
    /// The name as last written, or that there is none.
    pub(in crate::report) name: String,
    /// The folder.
    pub(in crate::report) slug: String,
    /// The sampling points, worst first, each with its place on the page.
    pub(in crate::report) points: Vec<(String, &'a PointAnalysis<'a>)>,
}

impl<'a> Customer<'a> {
    /// All samples of all points.
    pub(super) fn samples(&self) -> impl Iterator<Item = &'a Sample> {
        self.points.iter().flat_map(|(_, point)| point.history.samples.iter().copied())
    }

    /// The folded name that the points carry.
    fn key(&self) -> Option<&'a str> {
        let (_, point) = self.points.first()?;
        let [customer, ..] = &point.history.key.0;
        Some(customer)
    }

    /// How many machines there are; one machine can have several points.
    pub(super) fn machines(&self) -> usize {
        let machine = |point: &'a PointAnalysis<'a>| -> [&'a Arc<str>; 2] {
            let [_, site, machine, _, _] = &point.history.key.0;
            [site, machine]
        };
        self.points.iter().map(|(_, point)| machine(point)).collect::<BTreeSet<_>>().len()
    }

    /// The state of each point now.
    pub(super) fn severities(&self, context: &Context<'_>) -> Vec<Severity> {
        self.points.iter().map(|(_, point)| point.severity_now(context.facts.as_of)).collect()
    }
}

/// A customer's report.
#[derive(Debug, Clone, Serialize)]
pub struct CustomerReport {
    /// Language of the page.
    pub language: String,
    /// Headings and fixed words.
    pub labels: BTreeMap<String, String>,
    /// The customer.
    pub customer: String,
    /// The worst state of all points.
    pub mark: Mark,
    /// The verdict in a sentence.
    pub verdict: String,
    /// How many reports are on hold; empty if none is.
    pub on_hold: String,
    /// Period, laboratory, as-of.
    pub facts: Vec<Fact>,
    /// All points, worst first.
    pub rows: Vec<Row>,
    /// Overdue samples, worst first.
    pub due: Option<DueSection>,
    /// One section per point, worst first.
    pub sections: Vec<Section>,
    /// How many points are not shown in full; empty if none.
    pub more: String,
    /// Causes that come again, in which own machines take part.
    pub recurring: Vec<RecurringCard>,
    /// The documents that judged.
    pub documents: Vec<DocumentUsed>,
    /// The notice about limits not yet confirmed; empty if there are none.
    pub unconfirmed: String,
    /// Hours from receipt to report.
    pub turnaround: Option<Turnaround>,
    /// What could not be read in this customer's rows.
    pub problems: Vec<FileProblems>,
    /// The program and its version.
    pub program: String,
}

/// The customers in the order of their folded names, each with the sampling points that carry that name.
pub(in crate::report) fn customers<'a>(context: &Context<'_>, analyses: &'a [PointAnalysis<'a>]) -> Vec<Customer<'a>> {
    let mut by_key: BTreeMap<&str, Vec<&PointAnalysis<'_>>> = BTreeMap::new();
    for point in analyses {
        let [customer, ..] = &point.history.key.0;
        by_key.entry(customer).or_default().push(point);
    }
    let names: Vec<(&str, String)> = by_key
        .iter()
        .map(|(key, points)| {
            let written = points.iter().find_map(|point| point.history.label.customer.as_deref());
            (*key, written.map_or_else(|| word(context.words, "report-no-customer"), str::to_owned))
        })
        .collect();
    let pairs: Vec<(&str, &str)> = names.iter().map(|(key, name)| (*key, name.as_str())).collect();
    let folders = slugs(&pairs);
    let all = names.iter().zip(folders).zip(by_key.into_values());
    all.map(|(((_, name), slug), points)| Customer { name: name.clone(), slug, points: sorted(context, points) })
        .collect()
}

/// Worst first, each with an anchor that does not change when another point gets worse.
fn sorted<'a>(context: &Context<'_>, points: Vec<&'a PointAnalysis<'a>>) -> Vec<(String, &'a PointAnalysis<'a>)> {
    let names: Vec<(String, String)> = points
        .iter()
        .map(|point| {
            let label = &point.history.label;
            let parts = [&label.component, &label.point].into_iter().flatten().map(|part| &**part);
            let name: Vec<&str> = std::iter::once(&*label.machine).chain(parts).collect();
            (point.history.key.0.join("\u{1f}"), name.join(" "))
        })
        .collect();
    let pairs: Vec<(&str, &str)> = names.iter().map(|(key, name)| (key.as_str(), name.as_str())).collect();
    let anchors = slugs(&pairs).into_iter().map(|slug| slug.replacen("customer-", "machine-", 1));
    let mut points: Vec<_> = anchors.zip(points).collect();
    points.sort_by_cached_key(|(_, point)| status::rank(point, context.facts.as_of));
    points
}

/// The report of one customer. Nothing of anybody else is within reach.
pub(in crate::report) fn customer_report(context: &Context<'_>, customer: &Customer<'_>) -> CustomerReport {
    let words = context.words;
    let severities = customer.severities(context);
    let worst = severities.iter().copied().max_by_key(|severity| severity.concern()).unwrap_or_default();
    let now = || customer.points.iter().filter_map(|(_, point)| point.current(context.facts.as_of));
    let every = || customer.points.iter().flat_map(|(_, point)| &point.samples).flat_map(|sample| &sample.verdicts);
    CustomerReport {
        language: words.lang().to_owned(),
        labels: labels(words),
        customer: customer.name.clone(),
        mark: mark(words, worst),
        verdict: verdict(context, &severities),
        on_hold: hold::count(context, std::iter::once(customer)),
        facts: facts(context, customer),
        rows: customer
            .points
            .iter()
            .take(ROWS_MAX)
            .map(|(anchor, point)| status::row(context, point, (&customer.name, ""), anchor))
            .collect(),
        due: due(context, customer),
        sections: customer
            .points
            .iter()
            .take(SECTIONS_MAX)
            .filter_map(|(anchor, point)| section(context, point, anchor))
            .collect(),
        recurring: customer.key().map(|key| recurring(context, Some(key))).unwrap_or_default(),
        documents: documents(context, every()),
        more: match customer.points.len().saturating_sub(SECTIONS_MAX) {
            0 => String::new(),
            count => tell(words, "report-more-sections", vec![("count", Arg::Count(count))]),
        },
        unconfirmed: unconfirmed(context, now().flat_map(|current| &current.analysis.verdicts)).unwrap_or_default(),
        turnaround: turnaround(context, customer.samples(), Listed::All),
        problems: problems_of(context, customer.samples()),
        program: format!("lubelab {}", context.facts.version),
    }
}

fn due(context: &Context<'_>, customer: &Customer<'_>) -> Option<DueSection> {
    let points: Vec<(&PointAnalysis<'_>, &str, String)> =
        customer.points.iter().map(|(anchor, point)| (*point, customer.name.as_str(), format!("#{anchor}"))).collect();
    due_section(context, &points)
}

/// How many points need something, in a sentence.
pub(super) fn verdict(context: &Context<'_>, severities: &[Severity]) -> String {
    let count = |wanted: fn(Severity) -> bool| severities.iter().filter(|severity| wanted(**severity)).count();
    let act = count(needs_action);
    let watch = count(|severity| severity == Severity::Caution);
    let unjudged = count(|severity| severity == Severity::NoVerdict);
    let (id, number) = match (act, watch, unjudged) {
        (1.., _, _) => ("report-verdict-act", act),
        (_, 1.., _) => ("report-verdict-watch", watch),
        (_, _, 1..) => ("report-verdict-unjudged", unjudged),
        _ => ("report-verdict-good", severities.len()),
    };
    tell(context.words, id, vec![("count", Arg::Count(number)), ("total", Arg::Count(severities.len()))])
}

fn facts(context: &Context<'_>, customer: &Customer<'_>) -> Vec<Fact> {
    let name = |id: &str| word(context.words, id);
    let days: BTreeSet<_> = customer.samples().map(|sample| sample.sampled_on).collect();
    let labs: BTreeSet<&str> = customer.samples().filter_map(|sample| sample.lab.as_deref()).collect();
    let period = days.first().zip(days.last()).map(|(first, last)| {
        tell(
            context.words,
            "report-period-days",
            vec![("first", Arg::Text(first.to_string())), ("last", Arg::Text(last.to_string()))],
        )
    });
    [
        fact(name("report-machines"), Some(customer.machines().to_string())),
        fact(name("report-samples"), Some(customer.samples().count().to_string())),
        fact(name("report-period"), period),
        fact(name("report-laboratory"), Some(labs.into_iter().collect::<Vec<_>>().join(", "))),
        fact(name("report-as-of"), Some(context.facts.as_of.to_string())),
    ]
    .into_iter()
    .flatten()
    .collect()
}
