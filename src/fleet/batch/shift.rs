//! **What it finds.** A test that moved for a whole run: instrument, calibration, reagent or method (S06).
//!
//! **Why it matters.** Each machine's result looks like a change of the machine. Only side by side do they show that
//! the laboratory changed.
//!
//! **Evidence it needs.** Earlier results of the same oil in several machines, of which each draws its own line. Each
//! site has one vote, its middle machine: what one site's dust or fuel moves is that site's. The middle of the sites
//! must lie beyond the scatter, and so many of them that chance does not explain it.
//!
//! **Source.** Binomial test on sites with Holm's correction over the tests of the run (S. Holm, Scandinavian Journal of
//! Statistics 6 (1979) 65); lines by Theil and Sen; thresholds in `batch.csv`.

use std::collections::{BTreeMap, BTreeSet};

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, StudentsT};

use crate::domain::{Arg, Confidence, Message, Proof, PropertyId, Sample};
use crate::findings::PointAnalysis;
use crate::stats::{OF_MAD, mad, median, theil_sen};

use super::Rules;
use super::found::{Doubted, Draft, Found, Held};
use super::laboratory_run::{LaboratoryRun, Member};

/// The finding.
pub(super) const CODE: &str = "S06";

/// Earlier results of a machine that count; more would look back into another year.
const EARLIER_MOST: usize = 8;

/// A property is looked at closely only if half of the machines moved one way by this many scatters more than usual. To
/// draw a line for every result of every run would take longer than to judge them all.
const GLANCE: f64 = 0.5;

/// One machine's result of one property, beside the one before.
struct Moved<'a> {
    member: Member,
    sample: &'a Sample,
    value: f64,
    /// Change from the sample before, less the usual one, in scatters.
    glance: f64,
}

/// What the sites say about one property.
struct Verdict {
    property: PropertyId,
    /// Up or down, as +1 and −1.
    sign: f64,
    /// Middle of the sites, in scatters.
    middle: f64,
    machines: usize,
    moved: usize,
    sites: usize,
    /// How often chance alone does this.
    chance: f64,
}

/// Looks for tests that moved in one run.
pub(super) fn check(rules: &Rules<'_>, run: &LaboratoryRun, analyses: &[PointAnalysis<'_>], found: &mut Found) {
    let shift = &rules.batch.shift;
    let sites: BTreeSet<_> = run.members.iter().filter_map(|member| member.of(analyses)).map(site).collect();
    if run.members.len() < shift.machines || sites.len() < shift.sites {
        return;
    }
    let mut by_property: BTreeMap<PropertyId, Vec<Moved<'_>>> = BTreeMap::new();
    for member in &run.members {
        glance(rules, *member, analyses, &mut by_property);
    }
    by_property.retain(|_, moved| {
        let machines: BTreeSet<usize> = moved.iter().map(|moved| moved.member.point).collect();
        let sites: BTreeSet<_> = moved.iter().map(|moved| site(moved.sample)).collect();
        machines.len() >= shift.machines && sites.len() >= shift.sites
    });
    // Every test that could have been held counts, not only those that moved.
    let tests = by_property.len();
    let mut verdicts: Vec<Verdict> =
        by_property.iter().filter_map(|(property, moved)| verdict(rules, *property, moved, analyses)).collect();
    verdicts.sort_by(|a, b| a.chance.total_cmp(&b.chance).then(a.property.cmp(&b.property)));
    let error = shift.error_percent / 100.0;
    let holm =
        verdicts.iter().enumerate().take_while(|(rank, verdict)| verdict.chance <= error / (tests - rank) as f64);
    let count = holm.count();
    for verdict in verdicts.iter().take(count) {
        found.drafts.push(held(run, verdict, analyses));
    }
}

/// The results of a sample that have one before them in the same oil.
fn glance<'a>(
    rules: &Rules<'_>,
    member: Member,
    analyses: &[PointAnalysis<'a>],
    by_property: &mut BTreeMap<PropertyId, Vec<Moved<'a>>>,
) {
    let past = earlier(member, analyses);
    let (Some(sample), Some(before), Some(oldest)) = (member.of(analyses), past.first(), past.last()) else { return };
    for measurement in &*sample.measurements {
        let property = measurement.property;
        let Some((value, last)) = measurement.reading.exact().zip(before.exact(property)) else { continue };
        // A second result of the same property in one sample is shown, not judged.
        if by_property.get(&property).and_then(|moved| moved.last()).is_some_and(|last| last.member == member) {
            continue;
        }
        let scatter = rules.scatters.at_least(property, value.abs().max(last.abs()), rules.batch.shift.scatter_percent);
        // What wears or ages moves a little every time; that much is no surprise.
        let steps = past.len().saturating_sub(1).max(1) as f64;
        let usual = oldest.exact(property).map_or(0.0, |oldest| (last - oldest) / steps);
        let glance = (value - last - usual) / scatter;
        if glance.is_finite() {
            by_property.entry(property).or_default().push(Moved { member, sample, value, glance });
        }
    }
}

/// The earlier samples of the same oil, the last one first.
fn earlier<'a>(member: Member, analyses: &[PointAnalysis<'a>]) -> Vec<&'a Sample> {
    let of = || {
        let history = &analyses.get(member.point)?.history;
        let life = history.lives.get(history.life_of(member.sample)?)?;
        let before = life.samples.iter().rev().filter(|index| **index < member.sample);
        Some(before.filter_map(|index| history.samples.get(*index).copied()).take(EARLIER_MOST).collect())
    };
    of().unwrap_or_default()
}

/// Whose site a sample is from. Samples that name none are of one unknown site.
fn site(sample: &Sample) -> (Option<&str>, Option<&str>) {
    (sample.customer.as_deref(), sample.site.as_deref())
}

fn verdict(
    rules: &Rules<'_>,
    property: PropertyId,
    moved: &[Moved<'_>],
    analyses: &[PointAnalysis<'_>],
) -> Option<Verdict> {
    let shift = &rules.batch.shift;
    let count = |sign: f64| moved.iter().filter(|moved| moved.glance * sign > GLANCE).count();
    let sign = if count(1.0) >= count(-1.0) { 1.0 } else { -1.0 };
    if count(sign) * 2 < moved.len() {
        return None;
    }
    let mut sites: BTreeMap<_, Vec<f64>> = BTreeMap::new();
    let (mut machines, mut beyond) = (BTreeSet::new(), BTreeSet::new());
    for one in moved {
        let Some(away) = away(rules, property, one, analyses) else { continue };
        machines.insert(one.member.point);
        if away * sign >= shift.size {
            beyond.insert(one.member.point);
        }
        sites.entry(site(one.sample)).or_default().push(away * sign);
    }
    let votes: Vec<f64> = sites.values().filter_map(|aways| median(aways)).collect();
    let middle = median(&votes)?;
    let agree = votes.iter().filter(|vote| **vote >= shift.size).count();
    if beyond.len() < shift.machines || agree < shift.sites || middle < shift.size {
        return None;
    }
    // Both directions would have been held.
    let chance = 2.0 * at_least(agree, votes.len(), shift.chance_percent / 100.0)?;
    Some(Verdict { property, sign, middle, machines: machines.len(), moved: beyond.len(), sites: agree, chance })
}

/// How often chance brings at least so many of so many.
fn at_least(agree: usize, of: usize, chance: f64) -> Option<f64> {
    let below = u64::try_from(agree).ok()?.checked_sub(1)?;
    Some(Binomial::new(chance, u64::try_from(of).ok()?).ok()?.sf(below))
}

/// How far a result lies from the line of its machine's earlier ones, in scatters of a prediction. A line from few
/// results counts for less: the distance is brought to the scale of the normal distribution by Student's.
fn away(rules: &Rules<'_>, property: PropertyId, moved: &Moved<'_>, analyses: &[PointAnalysis<'_>]) -> Option<f64> {
    let shift = &rules.batch.shift;
    let earlier = earlier(moved.member, analyses);
    let exact: Vec<(&Sample, f64)> =
        earlier.into_iter().filter_map(|sample| Some((sample, sample.exact(property)?))).collect();
    if exact.len() < shift.history {
        return None;
    }
    let hours = moved.sample.oil_hours.is_some() && exact.iter().all(|(sample, _)| sample.oil_hours.is_some());
    let at = |sample: &Sample| {
        let days = sample.sampled_on.signed_duration_since(moved.sample.sampled_on).num_days() as f64;
        if hours { sample.oil_hours.unwrap_or_default() - moved.sample.oil_hours.unwrap_or_default() } else { days }
    };
    let points: Vec<(f64, f64)> = exact.iter().map(|(sample, value)| (at(sample), *value)).collect();
    let line = theil_sen(&points)?;
    let left: Vec<f64> = points.iter().map(|(x, y)| y - line.slope * x - line.intercept).collect();
    let count = points.len() as f64;
    let own = mad(&left)? * OF_MAD * (count / (count - 2.0)).sqrt();
    let level = moved.value.abs().max(line.intercept.abs());
    let scatter = own.max(rules.scatters.at_least(property, level, shift.scatter_percent));
    // x is counted from the sample itself, so its own place is 0.
    let centre = points.iter().map(|(x, _)| x).sum::<f64>() / count;
    let spread: f64 = points.iter().map(|(x, _)| (x - centre).powi(2)).sum();
    let of_prediction = scatter * (1.0 + 1.0 / count + centre * centre / spread).sqrt();
    let away = (moved.value - line.intercept) / of_prediction;
    let student = StudentsT::new(0.0, 1.0, count - 2.0).ok()?;
    let chance = shift.chance_percent / 100.0;
    let surprising = student.sf(away.abs()) <= chance;
    away.is_finite().then_some(if surprising { away } else { away.clamp(-shift.size * 0.99, shift.size * 0.99) })
}

/// Holds the run for a property: every sample that has a result of it is to be tested again.
fn held(run: &LaboratoryRun, verdict: &Verdict, analyses: &[PointAnalysis<'_>]) -> Draft {
    let direction = if verdict.sign > 0.0 { "proof-shift-up" } else { "proof-shift-down" };
    let says = Message::new(direction)
        .with("property", Arg::Property(verdict.property))
        .with("moved", Arg::Count(verdict.moved))
        .with("machines", Arg::Count(verdict.machines))
        .with("sites", Arg::Count(verdict.sites))
        .with("middle", Arg::Number(verdict.middle, 1))
        .with("day", Arg::Date(run.day));
    rerun(run, verdict.property, &says, Confidence::Medium, analyses)
}

/// Holds every sample of the run that has a result of a property.
pub(super) fn rerun(
    run: &LaboratoryRun,
    property: PropertyId,
    says: &Message,
    confidence: Confidence,
    analyses: &[PointAnalysis<'_>],
) -> Draft {
    let held = |member: &Member| {
        let value = member.of(analyses)?.reading(property)?.value()?;
        let because = vec![Proof { property: Some(property), value: Some(value), limit: None, says: says.clone() }];
        let explains = Doubted::Of(BTreeSet::from([property]));
        Some(Held { member: *member, confidence, because, against: Vec::new(), explains })
    };
    Draft {
        code: CODE,
        property: Some(property),
        says: vec![says.clone()],
        held: run.members.iter().filter_map(held).collect(),
    }
}
