//! The block `batches` of `run.json`: what the laboratory runs told side by side, and what is to be tested again.

use serde::Serialize;

use crate::fleet::batch::{Bottle, Hold};

use super::Context;

/// The account of the checks of all runs.
#[derive(Serialize)]
pub(super) struct Batches<'a> {
    /// Laboratory runs: one laboratory, one day.
    runs: usize,
    samples: usize,
    /// Samples that belong to no run and were not checked.
    samples_without_day: usize,
    swap: Swap,
    held: Vec<Held<'a>>,
}

/// Samples of oil in service, by whether a swap could be seen.
#[derive(Serialize)]
struct Swap {
    checked: usize,
    with_alike: usize,
    all_alike: usize,
    unknown: usize,
}

#[derive(Serialize)]
struct Held<'a> {
    code: &'a str,
    title: String,
    lab: Option<&'a str>,
    day: String,
    day_of: &'static str,
    property: Option<&'a str>,
    says: Vec<String>,
    action: String,
    rerun: Vec<Rerun<'a>>,
}

#[derive(Serialize)]
struct Rerun<'a> {
    sample_id: &'a str,
    customer: Option<&'a str>,
    machine: &'a str,
}

impl<'a> Batches<'a> {
    pub(super) fn new(context: &Context<'a>) -> Self {
        let view = context.facts.batches;
        let swap = view.swap;
        Self {
            runs: view.runs,
            samples: view.samples,
            samples_without_day: view.without_day,
            swap: Swap {
                checked: swap.checked,
                with_alike: swap.with_alike,
                all_alike: swap.all_alike,
                unknown: swap.unknown,
            },
            held: view.holds.iter().map(|hold| held(context, hold)).collect(),
        }
    }
}

fn held<'a>(context: &Context<'a>, hold: &'a Hold) -> Held<'a> {
    let rerun = |bottle: &'a Bottle| Rerun {
        sample_id: &bottle.sample_id,
        customer: bottle.customer.as_deref(),
        machine: &bottle.machine,
    };
    Held {
        code: &hold.code,
        title: context.words.say(&hold.title),
        lab: hold.lab.as_deref(),
        day: hold.day.to_string(),
        day_of: hold.day_of.id(),
        property: hold.property.map(|property| &*context.standards.property(property).id),
        says: hold.says.iter().map(|says| context.words.say(says)).collect(),
        action: context.words.say(&hold.action),
        rerun: hold.bottles.iter().map(rerun).collect(),
    }
}
