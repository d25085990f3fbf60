//! **What it finds.** Two bottles of different machines with the same results throughout.
//!
//! **Why it matters.** No two bottles agree in every digit. One result was written into two rows, and one of the
//! machines was not tested at all.
//!
//! **Evidence it needs.** Enough exact numbers above zero, all equal, and nothing measured in both that differs. Check
//! samples are meant to agree and are left out.
//!
//! **Source.** Thresholds in `batch.csv`.

use std::collections::BTreeMap;

use crate::domain::{Arg, Confidence, Message, Reading, Sample, SampleKind};
use crate::findings::PointAnalysis;

use super::Rules;
use super::found::{Doubted, Draft, Found, Held};
use super::laboratory_run::{LaboratoryRun, Member};
use super::swap::of_run;
use super::view::machine;

/// The finding.
const CODE: &str = "quality:duplicate-results";

/// Looks for one result written twice in one run.
pub(super) fn check(rules: &Rules<'_>, run: &LaboratoryRun, analyses: &[PointAnalysis<'_>], found: &mut Found) {
    // Equal bottles agree in their first number too: only those are compared that do.
    let mut by_first: BTreeMap<(u16, u64), Vec<(Member, &Sample)>> = BTreeMap::new();
    for member in &run.members {
        let Some(sample) = member.of(analyses).filter(|sample| sample.kind != SampleKind::Reference) else { continue };
        let exact = sample.measurements.iter().filter_map(|one| Some((one.property, one.reading.exact()?)));
        if let Some((property, value)) = exact.min_by_key(|(property, _)| *property) {
            by_first.entry((property.0, value.to_bits())).or_default().push((*member, sample));
        }
    }
    for bottles in by_first.values() {
        for (index, (member, sample)) in bottles.iter().enumerate() {
            for (other_member, other) in bottles.iter().skip(index + 1).take(rules.batch.swap.window) {
                let equal = equal(sample, other);
                if member.point != other_member.point
                    && equal.is_some_and(|count| count >= rules.batch.duplicate_results)
                {
                    let pair = ((*member, *sample), (*other_member, *other));
                    found.drafts.push(draft(pair, equal.unwrap_or_default()));
                }
            }
        }
    }
}

/// How many exact numbers above zero two samples share, if nothing that both have differs.
fn equal(one: &Sample, other: &Sample) -> Option<usize> {
    let mut count = 0;
    for measurement in &*one.measurements {
        let Some(others) = other.reading(measurement.property) else { continue };
        match (measurement.reading, others) {
            (Reading::Value(own), Reading::Value(others)) if own == others => {
                count += usize::from(own.exact().is_some_and(|number| number > 0.0));
            }
            (Reading::Value(_), Reading::Value(_)) => return None,
            _ => {}
        }
    }
    Some(count)
}

fn draft(((first, one), (second, other)): ((Member, &Sample), (Member, &Sample)), count: usize) -> Draft {
    let held = |member: Member, own: &Sample, other: &Sample| {
        let says = if own.customer == other.customer {
            Message::new("proof-duplicate")
                .with("other", Arg::Text(machine(other)))
                .with("sample", Arg::Text(other.sample_id.to_string()))
        } else {
            Message::new("proof-duplicate-others")
        };
        let because = vec![of_run(says.with("count", Arg::Count(count)))];
        Held { member, confidence: Confidence::High, because, against: Vec::new(), explains: Doubted::Of([].into()) }
    };
    let says = Message::new("batch-duplicate")
        .with("machine", Arg::Text(machine(one)))
        .with("sample", Arg::Text(one.sample_id.to_string()))
        .with("other", Arg::Text(machine(other)))
        .with("others", Arg::Text(other.sample_id.to_string()))
        .with("count", Arg::Count(count));
    Draft {
        code: CODE,
        property: None,
        says: vec![says],
        held: vec![held(first, one, other), held(second, other, one)],
    }
}
