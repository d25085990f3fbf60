//! The overview of a run: worst first, customers, turnaround, problems, account.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{Arg, Severity};
use crate::findings::PointAnalysis;
use crate::report::Context;
use crate::report::mark::{Mark, mark};
use crate::report::words::{tell, word};

use super::Fact;
use super::account::{Account, InputFile, account, inputs, run_facts};
use super::customer::{Customer, verdict};
use super::document::unconfirmed;
use super::due::{DueSection, due_section};
use super::hold::{self, HeldGroup};
use super::labels::labels;
use super::problem::{FileProblems, problems};
use super::shared::{LotCard, RecurringCard, lots, recurring};
use super::status::{self, Row, needs_action};
use super::turnaround::{Listed, Turnaround, turnaround};

/// Sampling points listed on the page; the customers' reports hold all.
const LISTED_MAX: usize = 300;

/// The overview.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    /// Language of the page.
    pub language: String,
    /// Headings and fixed words.
    pub labels: BTreeMap<String, String>,
    /// How many need action, in a sentence; that there is nothing, where there is nothing.
    pub verdict: String,
    /// How many reports are on hold; empty if none is.
    pub on_hold: String,
    /// Which reports are on hold, why and what to do.
    pub held: Vec<HeldGroup>,
    /// What the checks of laboratory runs could see and what not.
    pub batches: Vec<String>,
    /// Samples, machines, customers, need action.
    pub tiles: Vec<Fact>,
    /// How many sampling points are in which state, worst first.
    pub counts: Vec<StateCount>,
    /// Sampling points, worst first.
    pub rows: Vec<Row>,
    /// How many more there are; empty if none.
    pub more: String,
    /// Delivery lots that stand out.
    pub lots: Vec<LotCard>,
    /// Causes that come again.
    pub recurring: Vec<RecurringCard>,
    /// Overdue samples, worst first.
    pub due: Option<DueSection>,
    /// The customers.
    pub customers: Vec<CustomerLine>,
    /// Hours from receipt to report.
    pub turnaround: Option<Turnaround>,
    /// The notice about limits not yet confirmed; empty if there are none.
    pub unconfirmed: String,
    /// Problems by file.
    pub problems: Vec<FileProblems>,
    /// The account of rows and cells.
    pub account: Account,
    /// The input files.
    pub inputs: Vec<InputFile>,
    /// What the run rested on.
    pub facts: Vec<Fact>,
}

/// How many sampling points are in one state.
#[derive(Debug, Clone, Serialize)]
pub struct StateCount {
    /// The state.
    pub mark: Mark,
    /// How many.
    pub count: usize,
}

/// A customer in the list.
#[derive(Debug, Clone, Serialize)]
pub struct CustomerLine {
    /// The name.
    pub name: String,
    /// The report.
    pub href: String,
    /// The worst state.
    pub mark: Mark,
    /// Machines.
    pub machines: usize,
    /// Samples.
    pub samples: usize,
    /// Sampling points that need action.
    pub act: usize,
    /// Day of the last sample.
    pub last: String,
}

/// The overview of all customers.
pub(in crate::report) fn overview(context: &Context<'_>, customers: &[Customer<'_>]) -> Overview {
    let words = context.words;
    let severities: Vec<Severity> = customers.iter().flat_map(|customer| customer.severities(context)).collect();
    let samples = || customers.iter().flat_map(Customer::samples);
    let count = |severity: Severity| severities.iter().filter(|other| **other == severity).count();
    let mut order = Severity::ALL;
    order.sort_by_key(|severity| std::cmp::Reverse(severity.concern()));
    let now = customers
        .iter()
        .flat_map(|customer| &customer.points)
        .filter_map(|(_, point)| point.current(context.facts.as_of))
        .flat_map(|current| &current.analysis.verdicts);
    let (rows, left_out) = worst_first(context, customers);
    Overview {
        language: words.lang().to_owned(),
        labels: labels(words),
        verdict: if severities.is_empty() { word(words, "report-no-samples") } else { verdict(context, &severities) },
        on_hold: hold::count(context, customers.iter()),
        held: hold::held(context, customers, page),
        batches: hold::account(context),
        tiles: tiles(context, customers, &severities),
        counts: order
            .into_iter()
            .map(|severity| StateCount { mark: mark(words, severity), count: count(severity) })
            .filter(|state| state.count > 0)
            .collect(),
        rows,
        more: if left_out == 0 {
            String::new()
        } else {
            tell(words, "report-more-machines", vec![("count", Arg::Count(left_out))])
        },
        lots: lots(context),
        recurring: recurring(context, None),
        due: due(context, customers),
        customers: customers.iter().map(|customer| line(context, customer)).collect(),
        turnaround: turnaround(context, samples(), Listed::Late),
        unconfirmed: unconfirmed(context, now).unwrap_or_default(),
        problems: problems(context),
        account: account(context),
        inputs: inputs(context),
        facts: run_facts(context),
    }
}

fn due(context: &Context<'_>, customers: &[Customer<'_>]) -> Option<DueSection> {
    let of = |customer: &Customer<'_>| format!("{}#", page(customer));
    let points: Vec<(&PointAnalysis<'_>, &str, String)> = customers
        .iter()
        .flat_map(|customer| {
            customer.points.iter().map(|(anchor, point)| (*point, customer.name.as_str(), of(customer) + anchor))
        })
        .collect();
    due_section(context, &points)
}

fn page(customer: &Customer<'_>) -> String {
    format!("customers/{}/report.html", customer.slug)
}

/// The rows, and how many more there are.
fn worst_first(context: &Context<'_>, customers: &[Customer<'_>]) -> (Vec<Row>, usize) {
    let mut points: Vec<(&Customer<'_>, &str, &PointAnalysis<'_>)> = customers
        .iter()
        .flat_map(|customer| customer.points.iter().map(move |(anchor, point)| (customer, anchor.as_str(), *point)))
        .collect();
    points.sort_by_cached_key(|(_, _, point)| status::rank(point, context.facts.as_of));
    let left_out = points.len().saturating_sub(LISTED_MAX);
    let row = |(customer, anchor, point): &(&Customer<'_>, &str, &PointAnalysis<'_>)| {
        status::row(context, point, (&customer.name, &page(customer)), anchor)
    };
    (points.iter().take(LISTED_MAX).map(row).collect(), left_out)
}

fn tiles(context: &Context<'_>, customers: &[Customer<'_>], severities: &[Severity]) -> Vec<Fact> {
    let tile = |id: &str, count: usize| Fact { name: word(context.words, id), text: count.to_string() };
    vec![
        tile("report-samples", customers.iter().map(|customer| customer.samples().count()).sum()),
        tile("report-machines", customers.iter().map(Customer::machines).sum()),
        tile("report-customers", customers.len()),
        tile("report-need-action", severities.iter().filter(|severity| needs_action(**severity)).count()),
    ]
}

fn line(context: &Context<'_>, customer: &Customer<'_>) -> CustomerLine {
    let severities = customer.severities(context);
    let worst = severities.iter().copied().max_by_key(|severity| severity.concern()).unwrap_or_default();
    CustomerLine {
        name: customer.name.clone(),
        href: page(customer),
        mark: mark(context.words, worst),
        machines: customer.machines(),
        samples: customer.samples().count(),
        act: severities.iter().filter(|severity| needs_action(**severity)).count(),
        last: customer.samples().map(|sample| sample.sampled_on).max().map(|day| day.to_string()).unwrap_or_default(),
    }
}
