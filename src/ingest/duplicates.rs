//! Rows that claim to be the same sample. Both are kept: which of them is right, only the laboratory knows.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::domain::{Effect, Problem, ProblemCode, Sample};

use super::source::Source;

/// A problem for each row whose sample key stood before, with the index of its source; in no order.
#[must_use]
pub fn find(samples: &[Sample], sources: &[Source]) -> Vec<(u32, Problem)> {
    let mut order: Vec<&Sample> = samples.iter().collect();
    order.par_sort_by(|one, other| by_key(one, other).then(one.place.cmp(&other.place)));
    let location = |sample: &Sample| {
        let source = usize::try_from(sample.place.source).ok().and_then(|index| sources.get(index));
        source.map(Source::whole).unwrap_or_default().at_row(sample.place.row)
    };
    let mut first: Option<&Sample> = None;
    let mut found = Vec::new();
    for sample in order {
        match first {
            Some(known) if by_key(known, sample) == Ordering::Equal => {
                let says = format!(
                    "the sample {} of {} on {} stands in {} too; both are kept",
                    sample.sample_id,
                    sample.machine,
                    sample.sampled_on,
                    location(known)
                );
                let (code, effect) = (ProblemCode::DuplicateSample, Effect::Note);
                found.push((sample.place.source, Problem { code, effect, location: location(sample), says }));
            }
            _ => first = Some(sample),
        }
    }
    found
}

/// Laboratory, sample id, machine, component and day; the day first, because it parts most.
fn by_key(one: &Sample, other: &Sample) -> Ordering {
    one.sampled_on
        .cmp(&other.sampled_on)
        .then_with(|| one.sample_id.cmp(&other.sample_id))
        .then_with(|| one.machine.cmp(&other.machine))
        .then_with(|| one.component.cmp(&other.component))
        .then_with(|| one.lab.cmp(&other.lab))
}
