//! What the samples of one laboratory run tell side by side: swapped bottles, a test that moved, carry-over from the
//! sample before, one result written twice, a check sample that drifts. Each holds reports; none judges an oil.
//!
//! A run is what one laboratory tested on one day. Samples without a day of test or receipt belong to none, and
//! nobody guesses one for them. Each check is a pure function over one run; thresholds are in `standards/batch.csv`.

mod carry_over;
mod check_sample;
mod duplicate;
mod found;
mod identity;
mod laboratory_run;
mod scatter;
mod shift;
#[cfg(test)]
mod simulation;
mod span;
mod swap;
#[cfg(test)]
mod tests;
mod view;

use rayon::prelude::*;

use crate::findings::PointAnalysis;
use crate::history::Precisions;
use crate::standards::{BatchRules, Standards};

pub use laboratory_run::DayOf;
pub use view::{BatchView, Bottle, Hold, SwapCount};

use found::Found;
use laboratory_run::LaboratoryRun;
use scatter::Scatters;

/// What every check looks things up in.
struct Rules<'s> {
    standards: &'s Standards,
    batch: &'s BatchRules,
    scatters: Scatters<'s>,
    /// Of each property its place in the fingerprint, if it has one.
    places: Vec<Option<usize>>,
}

/// Checks every run, adds what is found to the samples, and tells what was held and what could not be checked.
pub fn check(analyses: &mut [PointAnalysis<'_>], standards: &Standards) -> BatchView {
    let Some(batch) = &standards.batch else { return BatchView::default() };
    let precisions = Precisions::new(standards);
    let mut places = vec![None; standards.properties.len()];
    for (place, (property, _)) in batch.swap.fingerprint.iter().enumerate() {
        if let Some(slot) = places.get_mut(property.index()) {
            *slot = Some(place);
        }
    }
    let rules = Rules { standards, batch, scatters: Scatters::new(standards, &precisions), places };
    let (runs, without_day) = laboratory_run::runs(analyses);
    let found: Vec<Found> = runs.par_iter().map(|run| check_run(&rules, run, analyses)).collect();
    let mut view = BatchView { runs: runs.len(), without_day, ..BatchView::default() };
    for (run, found) in runs.iter().zip(found) {
        view.samples += run.members.len();
        view.swap.add(found.swap);
        view.holds.extend(found.apply(analyses, run, standards));
    }
    // The last run first: that is the one whose bottles still stand on the bench.
    view.holds.sort_by_key(|hold| std::cmp::Reverse(hold.day));
    view
}

fn check_run(rules: &Rules<'_>, run: &LaboratoryRun, analyses: &[PointAnalysis<'_>]) -> Found {
    let mut found = Found::default();
    swap::check(rules, run, analyses, &mut found);
    duplicate::check(rules, run, analyses, &mut found);
    carry_over::check(rules, run, analyses, &mut found);
    shift::check(rules, run, analyses, &mut found);
    check_sample::check(rules, run, analyses, &mut found);
    found
}
