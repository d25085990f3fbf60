//! What many sampling points tell together and none alone: a laboratory's batch, a delivery lot, a cause that comes
//! again, the limits that a fleet's own results make.
//!
//! It looks at finished judgements of single points and adds to them. It is not where one point is judged: that is
//! `findings`.

pub mod batch;
mod due;
pub mod learn;
mod lot;
mod recurring;
mod score;

use chrono::NaiveDate;

use crate::domain::{Arg, Message, fold};
use crate::findings::PointAnalysis;
use crate::standards::Standards;

pub use due::{DueList, DuePoint, FollowUp, due_list};
pub use lot::{BadLot, LotSign, Receiver, SIGNIFICANT, Sign, says};
pub use recurring::{Group, Recurring};
pub use score::{RuleScore, score};

/// What only many sampling points tell together.
#[derive(Debug, Default)]
pub struct Shared {
    /// Delivery lots that stand out, by product and lot.
    pub lots: Vec<BadLot>,
    /// Causes that come again in one group of machines, surest first.
    pub recurring: Vec<Recurring>,
}

impl Shared {
    /// Leaves what concerns these customers, and of others' machines nothing but the counts.
    pub fn keep_customers(&mut self, names: &[String]) {
        let wanted: Vec<String> = names.iter().map(|name| fold(name)).collect();
        for lot in &mut self.lots {
            lot.receivers.retain(|receiver| {
                receiver.customer.as_deref().is_some_and(|customer| wanted.contains(&fold(customer)))
            });
        }
        self.lots.retain(|lot| !lot.receivers.is_empty());
        for recurring in &mut self.recurring {
            recurring.machines.retain(|(customer, _)| wanted.iter().any(|name| **name == **customer));
        }
        self.recurring.retain(|recurring| !recurring.machines.is_empty());
    }
}

/// Compares the judged points with each other. A lot that stands out becomes a finding on each of its samples.
#[must_use]
pub fn compare(analyses: &mut [PointAnalysis<'_>], standards: &Standards, as_of: NaiveDate) -> Shared {
    let recurring = recurring::find(analyses, standards, as_of);
    let found = lot::find(analyses, standards);
    lot::attach(analyses, &found, standards);
    Shared { lots: found.into_iter().map(|found| found.lot).collect(), recurring }
}

/// A probability as a sentence, to two digits.
fn chance(probability: Option<f64>) -> Message {
    /// Below this nobody believes the digits.
    const SMALLEST: f64 = 0.0001;
    match probability {
        None => Message::new("fleet-chance-unknown"),
        Some(probability) if probability < SMALLEST => {
            Message::new("fleet-chance-below").with("chance", Arg::Text(SMALLEST.to_string()))
        }
        Some(probability) => {
            let rounded = format!("{probability:.1e}").parse::<f64>().unwrap_or(probability);
            Message::new("fleet-chance").with("chance", Arg::Text(rounded.to_string()))
        }
    }
}
