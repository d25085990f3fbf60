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
        found.drafts.extend(groups(rules, bottles).iter().filter(|group| group.bottles.len() > 1).map(draft));
    }
}

/// Bottles with the same results.
struct Group<'a> {
    bottles: Vec<(Member, &'a Sample)>,
    /// The fewest numbers that one shares with the first.
    count: usize,
}

fn groups<'a>(rules: &Rules<'_>, bottles: &[(Member, &'a Sample)]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (member, sample) in bottles {
        let equals = |group: &Group<'_>| {
            let (first, other) = group.bottles.first()?;
            let others = group.bottles.iter().all(|(bottle, _)| bottle.point != member.point);
            let count = equal(other, sample).filter(|count| *count >= rules.batch.duplicate_results)?;
            (others && first != member).then_some(count)
        };
        let mut known = groups.iter_mut().rev().take(rules.batch.swap.window);
        match known.find_map(|group| equals(group).map(|count| (group, count))) {
            Some((group, count)) => {
                group.bottles.push((*member, sample));
                group.count = group.count.min(count);
            }
            None => groups.push(Group { bottles: vec![(*member, sample)], count: usize::MAX }),
        }
    }
    groups
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

fn draft(group: &Group<'_>) -> Draft {
    let held = |(index, (member, own)): (usize, &(Member, &Sample))| {
        let others =
            || group.bottles.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, (_, other))| *other);
        // Another customer's bottle is nobody else's business.
        let says = match others().find(|other| other.customer == own.customer) {
            Some(other) => Message::new("proof-duplicate")
                .with("other", Arg::Text(machine(other)))
                .with("sample", Arg::Text(other.sample_id.to_string())),
            None => Message::new("proof-duplicate-others"),
        };
        let because = vec![of_run(says.with("count", Arg::Count(group.count)))];
        let explains = Doubted::Of([].into());
        Held { member: *member, confidence: Confidence::High, because, against: Vec::new(), explains }
    };
    let named = |(_, sample): &(Member, &Sample)| format!("{} ({})", machine(sample), sample.sample_id);
    let bottles: Vec<String> = group.bottles.iter().map(named).collect();
    let says = Message::new("batch-duplicate")
        .with("bottles", Arg::Text(bottles.join(", ")))
        .with("count", Arg::Count(group.count));
    Draft { code: CODE, property: None, says: vec![says], held: group.bottles.iter().enumerate().map(held).collect() }
}
