//! What the pages show: every string ready for people, nothing left to compute or to look up.
//!
//! The analysis comes in, words come out. The renderers put them on pages and decide nothing; a page in
//! another language or another form needs nothing from here but the same structs.

mod account;
mod chart;
mod customer;
mod delivery;
mod document;
mod drain;
mod finding;
mod follow_up;
mod history;
mod labels;
mod limit;
mod overview;
mod point;
mod problem;
mod result;
mod section;
mod shared;
mod status;
mod turnaround;

pub use customer::CustomerReport;
pub(super) use customer::{Customer, customer_report, customers};
pub(super) use follow_up::inspected;
pub use overview::Overview;
pub(super) use overview::overview;
pub(super) use shared::{lots_json, recurring_json};

use serde::Serialize;

/// A name and what stands beside it.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// A fact, unless there is nothing to say.
fn fact(name: String, text: Option<String>) -> Option<Fact> {
    text.filter(|text| !text.is_empty()).map(|text| Fact { name, text })
}
