//! Reports on hold: which, why and what to do, for the laboratory.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{Arg, Finding};
use crate::fleet::batch::{BatchView, DayOf, Hold};
use crate::history::PointKey;
use crate::report::Context;
use crate::report::words::{tell, word};

use super::customer::Customer;

/// Holds listed on the page; `run.json` has those of all runs.
const LISTED_MAX: usize = 60;

/// Bottles named for one hold.
const BOTTLES_MAX: usize = 40;

/// Reports on hold for one reason.
#[derive(Debug, Clone, Serialize)]
pub struct HeldGroup {
    /// Stable code.
    pub code: String,
    /// The finding in one sentence.
    pub title: String,
    /// How many reports.
    pub count: String,
    /// The laboratory run; empty where the sample tells it alone.
    pub run: String,
    /// What was seen, with all names.
    pub says: Vec<String>,
    /// What to do.
    pub action: String,
    /// The bottles.
    pub bottles: Vec<HeldBottle>,
    /// How many more there are; empty if none.
    pub more: String,
}

/// A bottle that is held.
#[derive(Debug, Clone, Serialize)]
pub struct HeldBottle {
    /// The customer's page and the place on it; empty if it is on none.
    pub href: String,
    /// The laboratory's number.
    pub sample_id: String,
    /// Machine, component and point.
    pub machine: String,
    /// Whose it is.
    pub customer: String,
}

/// What is held: by the checks of runs, then by what single samples show now.
pub(super) fn held(
    context: &Context<'_>,
    customers: &[Customer<'_>],
    page: impl Fn(&Customer<'_>) -> String,
) -> Vec<HeldGroup> {
    let mut places: BTreeMap<&PointKey, String> = BTreeMap::new();
    for customer in customers {
        for (anchor, point) in &customer.points {
            places.insert(&point.history.key, format!("{}#{anchor}", page(customer)));
        }
    }
    let view = context.facts.batches;
    let mut groups: Vec<HeldGroup> = view.holds.iter().map(|hold| of_run(context, hold, &places)).collect();
    groups.extend(of_samples(context, customers, &places));
    groups.truncate(LISTED_MAX);
    groups
}

fn of_run(context: &Context<'_>, hold: &Hold, places: &BTreeMap<&PointKey, String>) -> HeldGroup {
    let words = context.words;
    let id = match (hold.day_of, &hold.lab) {
        (DayOf::Test, None) => "report-held-run-tested",
        (DayOf::Receipt, None) => "report-held-run-received",
        (DayOf::Test, Some(_)) => "report-held-run-lab-tested",
        (DayOf::Receipt, Some(_)) => "report-held-run-lab-received",
    };
    let lab = hold.lab.as_deref().unwrap_or_default().to_owned();
    let bottle = |bottle: &crate::fleet::batch::Bottle| HeldBottle {
        href: places.get(&bottle.key).cloned().unwrap_or_default(),
        sample_id: bottle.sample_id.to_string(),
        machine: bottle.machine.clone(),
        customer: bottle.customer.as_deref().unwrap_or_default().to_owned(),
    };
    HeldGroup {
        code: hold.code.clone(),
        title: words.say(&hold.title),
        count: tell(words, "report-held-group", vec![("count", Arg::Count(hold.bottles.len()))]),
        run: tell(words, id, vec![("lab", Arg::Text(lab)), ("day", Arg::Date(hold.day))]),
        says: hold.says.iter().map(|says| words.say(says)).collect(),
        action: words.say(&hold.action),
        bottles: hold.bottles.iter().take(BOTTLES_MAX).map(bottle).collect(),
        more: match hold.bottles.len().saturating_sub(BOTTLES_MAX) {
            0 => String::new(),
            more => tell(words, "report-held-more", vec![("count", Arg::Count(more))]),
        },
    }
}

/// The holds of samples that speak for their points and that no run check made, by code.
fn of_samples(
    context: &Context<'_>,
    customers: &[Customer<'_>],
    places: &BTreeMap<&PointKey, String>,
) -> Vec<HeldGroup> {
    let of_runs = |finding: &Finding| context.facts.batches.holds.iter().any(|hold| hold.code == finding.code);
    let mut groups: BTreeMap<String, HeldGroup> = BTreeMap::new();
    for (customer, point) in
        customers.iter().flat_map(|customer| customer.points.iter().map(move |point| (customer, point.1)))
    {
        let Some(current) = point.current(context.facts.as_of) else { continue };
        for finding in current.analysis.findings.iter().filter(|finding| finding.explains.holds && !of_runs(finding)) {
            let group = groups.entry(finding.code.clone()).or_insert_with(|| HeldGroup {
                code: finding.code.clone(),
                title: context.words.say(&finding.title),
                count: String::new(),
                run: String::new(),
                says: Vec::new(),
                action: context.words.say(&finding.action),
                bottles: Vec::new(),
                more: String::new(),
            });
            group.bottles.push(HeldBottle {
                href: places.get(&point.history.key).cloned().unwrap_or_default(),
                sample_id: current.sample.sample_id.to_string(),
                machine: point.history.label.machine.to_string(),
                customer: customer.name.clone(),
            });
        }
    }
    for group in groups.values_mut() {
        group.count = tell(context.words, "report-held-group", vec![("count", Arg::Count(group.bottles.len()))]);
        let more = group.bottles.len().saturating_sub(BOTTLES_MAX);
        if more > 0 {
            group.more = tell(context.words, "report-held-more", vec![("count", Arg::Count(more))]);
            group.bottles.truncate(BOTTLES_MAX);
        }
    }
    groups.into_values().collect()
}

/// What the checks of runs could see and what not, in sentences; none where there was no sample.
pub(super) fn account(context: &Context<'_>) -> Vec<String> {
    let BatchView { runs, samples, without_day, swap, .. } = context.facts.batches;
    let count =
        |id: &str, count: usize| (count > 0).then(|| tell(context.words, id, vec![("count", Arg::Count(count))]));
    let checked = (*runs > 0).then(|| {
        let args = [("runs", *runs), ("samples", *samples), ("checked", swap.checked)];
        tell(
            context.words,
            "report-batch-checked",
            args.into_iter().map(|(name, count)| (name, Arg::Count(count))).collect(),
        )
    });
    let lines = [
        checked,
        count("report-batch-with-alike", swap.with_alike),
        count("report-batch-all-alike", swap.all_alike),
        count("report-batch-unknown", swap.unknown),
        count("report-batch-without-day", *without_day),
    ];
    lines.into_iter().flatten().collect()
}

/// That a sample is on hold; empty if it is not.
pub(super) fn mark(context: &Context<'_>, is_held: bool) -> String {
    if is_held { word(context.words, "report-on-hold") } else { String::new() }
}

/// How many of a customer's reports are on hold, as a sentence; empty if none is.
pub(super) fn count<'c>(context: &Context<'_>, customers: impl Iterator<Item = &'c Customer<'c>>) -> String {
    let points = customers.flat_map(|customer| &customer.points);
    let current = points.filter_map(|(_, point)| point.current(context.facts.as_of));
    match current.filter(|current| current.analysis.is_held()).count() {
        0 => String::new(),
        held => tell(context.words, "report-held-count", vec![("count", Arg::Count(held))]),
    }
}
