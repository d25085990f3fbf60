//! **What it finds.** A test whose check sample left its own middle (S06).
//!
//! **Why it matters.** The check sample is the same oil each time. If it moves, all results of the run moved with it.
//!
//! **Evidence it needs.** A sample of kind `reference` of one product and lot that was tested in several runs. Two rules,
//! each named in the finding: 1-3s, one result beyond three scatters; 2of3-2s, two of the last three beyond two
//! scatters on one side. The scatter is the sample's own, and at least the repeatability of the method.
//!
//! **Source.** J. O. Westgard and others, Clinical Chemistry 27 (1981) 493; thresholds in `batch.csv`.

use crate::domain::{Arg, Confidence, Message, PropertyId, Sample, SampleKind, fold};
use crate::findings::PointAnalysis;
use crate::stats::{OF_MAD, mad, median};

use super::Rules;
use super::found::Found;
use super::laboratory_run::{LaboratoryRun, Member, day};
use super::shift::rerun;

/// Looks for check samples of one run that left their middle.
pub(super) fn check(rules: &Rules<'_>, run: &LaboratoryRun, analyses: &[PointAnalysis<'_>], found: &mut Found) {
    for member in &run.members {
        let Some(sample) = member.of(analyses).filter(|sample| sample.kind == SampleKind::Reference) else { continue };
        let before = earlier(*member, sample, run, analyses);
        if before.len() < rules.batch.check_sample.results {
            continue;
        }
        for measurement in &*sample.measurements {
            let Some(value) = measurement.reading.exact() else { continue };
            let property = measurement.property;
            let past: Vec<f64> = before.iter().filter_map(|sample| sample.exact(property)).collect();
            if let Some((rule, middle)) = broken(rules, property, value, &past) {
                let says = Message::new(rule)
                    .with("property", Arg::Property(property))
                    .with("value", Arg::Of(property, value))
                    .with("middle", Arg::Of(property, middle))
                    .with("count", Arg::Count(past.len()))
                    .with("day", Arg::Date(run.day));
                found.drafts.push(rerun(run, property, &says, Confidence::High, analyses));
            }
        }
    }
}

/// The same oil in earlier runs of the same laboratory, by day of test. It was drawn once and is tested many times, so the
/// day of sampling says nothing.
fn earlier<'a>(
    member: Member,
    sample: &Sample,
    run: &LaboratoryRun,
    analyses: &[PointAnalysis<'a>],
) -> Vec<&'a Sample> {
    let name = |name: &Option<std::sync::Arc<str>>| name.as_deref().map(fold);
    let same = |other: &&Sample| {
        other.kind == SampleKind::Reference
            && name(&other.product) == name(&sample.product)
            && name(&other.lot) == name(&sample.lot)
            && name(&other.lab) == name(&sample.lab)
    };
    let samples = analyses.get(member.point).map_or(&[][..], |point| &point.history.samples);
    let dated = samples.iter().copied().filter(same).filter_map(|other| Some((day(other)?.0, other)));
    let mut before: Vec<_> = dated.filter(|(day, _)| *day < run.day).collect();
    before.sort_by_key(|(day, other)| (*day, other.place));
    before.into_iter().map(|(_, other)| other).collect()
}

/// The rule that a result breaks, with the middle of the earlier ones.
fn broken(rules: &Rules<'_>, property: PropertyId, value: f64, past: &[f64]) -> Option<(&'static str, f64)> {
    let check = &rules.batch.check_sample;
    if past.len() < check.results {
        return None;
    }
    let middle = median(past)?;
    let least = || rules.scatters.at_least(property, middle, rules.batch.shift.scatter_percent);
    let method = rules.scatters.within(property, middle).unwrap_or_else(least);
    let scatter = (mad(past)? * OF_MAD).max(method);
    let away = |value: f64| (value - middle) / scatter;
    let now = away(value);
    if now.abs() > check.limit {
        return Some(("proof-check-1-3s", middle));
    }
    let warns = |away: f64| away.abs() > check.warning && away.signum().total_cmp(&now.signum()).is_eq();
    let before = past.iter().rev().take(2).filter(|value| warns(away(**value))).count();
    (warns(now) && before > 0).then_some(("proof-check-2of3-2s", middle))
}
