//! **What it finds.** One cause in several machines of a customer, a site, a kind or model of machine, or a quarter, more often
//! than in the other machines.
//!
//! **Why it matters.** Five pumps with dust are not five faults: it is one breather, one habit, one design, one dry
//! season. Repairing machine by machine treats the effect.
//!
//! **Evidence it needs.** At least three machines of the group with the cause within the last twelve months, at least
//! five machines outside of it in which the cause could happen too, and a share higher than theirs by Fisher's exact
//! test, one-sided, corrected by Holm over all groups and causes. For a quarter only machines count that did not
//! have the cause before, and the cause counts where it begins.
//!
//! **Source.** Fisher 1922, Holm 1979; see `stats`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::{Arg, FindingKind, Message, SampleKind, Severity, fold};
use crate::findings::PointAnalysis;
use crate::standards::cause::CauseGroup;
use crate::standards::{CauseRule, Standards};
use crate::stats::{fisher_more, holm};

use super::SIGNIFICANT;
use super::chance;

/// How far back a cause counts.
const LOOK_BACK_DAYS: u64 = 365;
/// Machines of a group with the cause.
const FEWEST_WITH: usize = 3;
/// Machines to compare with.
const FEWEST_OUTSIDE: usize = 5;

/// Machines that have something in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Machines of one customer, by the folded name.
    Customer(Arc<str>),
    /// Machines of one site of a customer, by the folded names.
    Site(Arc<str>, Arc<str>),
    /// Machines of one kind: the machine type.
    Kind(String),
    /// Machines of one model, by its folded name.
    Model(String),
    /// Samples of one quarter: year and number, from 1.
    Quarter(i32, u32),
}

/// A cause that comes again in a group.
#[derive(Debug, Clone)]
pub struct Recurring {
    /// The cause's id.
    pub cause: Arc<str>,
    /// What the machines have in common.
    pub group: Group,
    /// The group's name for people.
    pub name: String,
    /// Machines of the group with the cause, and all.
    pub inside: (usize, usize),
    /// The same of the other machines.
    pub outside: (usize, usize),
    /// Probability that chance alone makes it so, corrected for all groups and causes.
    pub probability: f64,
    /// The machines of the group with the cause: customer's folded name, and machine with site as people write them.
    pub machines: Vec<(Arc<str>, String)>,
}

impl Recurring {
    /// As a sentence, with its counts.
    #[must_use]
    pub fn says(&self) -> Message {
        let id = match self.group {
            Group::Customer(_) => "recurring-customer",
            Group::Site(..) => "recurring-site",
            Group::Kind(_) => "recurring-kind",
            Group::Model(_) => "recurring-model",
            Group::Quarter(..) => "recurring-quarter",
        };
        Message::new(id)
            .with("cause", Arg::Said(Box::new(Message::new(format!("cause-{}", self.cause)))))
            .with("name", Arg::Text(self.name.clone()))
            .with("hits", Arg::Count(self.inside.0))
            .with("total", Arg::Count(self.inside.1))
            .with("other-hits", Arg::Count(self.outside.0))
            .with("other-total", Arg::Count(self.outside.1))
            .with("chance", Arg::Said(Box::new(chance(Some(self.probability)))))
    }
}

/// A machine with its causes of the last twelve months. Points of one machine are one machine.
struct Machine<'a> {
    points: Vec<&'a PointAnalysis<'a>>,
    /// Cause to the days on which it began.
    began: BTreeMap<&'a str, Vec<NaiveDate>>,
    /// Cause to the days of the samples that had it.
    had: BTreeMap<&'a str, Vec<NaiveDate>>,
    /// Days of the samples in service within the last twelve months.
    days: Vec<NaiveDate>,
}

/// One group and one cause, before the correction.
struct Table {
    cause: Arc<str>,
    group: Group,
    inside: BTreeSet<usize>,
    inside_all: usize,
    outside: (usize, usize),
}

/// The causes that come again, surest first.
pub(super) fn find(analyses: &[PointAnalysis<'_>], standards: &Standards, as_of: NaiveDate) -> Vec<Recurring> {
    let since = as_of.checked_sub_days(Days::new(LOOK_BACK_DAYS)).unwrap_or(NaiveDate::MIN);
    let machines = machines(analyses, since, as_of);
    let is_cause = |rule: &&CauseRule| !matches!(rule.group, CauseGroup::Sampling | CauseGroup::Artefact);
    let mut tables: Vec<Table> = Vec::new();
    for rule in standards.causes.iter().filter(is_cause) {
        if machines.iter().filter(|machine| machine.had.contains_key(&*rule.id)).count() >= FEWEST_WITH {
            tables.extend(of_machines(&machines, rule));
            tables.extend(of_quarters(&machines, rule));
        }
    }
    let counts = |table: &Table| {
        let as_u64 = |(hits, size): (usize, usize)| (hits as u64, size as u64);
        fisher_more(as_u64((table.inside.len(), table.inside_all)), as_u64(table.outside))
    };
    let corrected = holm(&tables.iter().map(counts).collect::<Vec<f64>>());
    let convicted = tables
        .into_iter()
        .zip(corrected)
        .filter(|(table, probability)| *probability < SIGNIFICANT && table.inside.len() >= FEWEST_WITH);
    let mut found: Vec<Recurring> =
        convicted.map(|(table, probability)| recurring(table, probability, &machines)).collect();
    found.sort_by(|a, b| {
        a.probability.total_cmp(&b.probability).then_with(|| (&a.cause, &a.group).cmp(&(&b.cause, &b.group)))
    });
    found
}

fn machines<'a>(analyses: &'a [PointAnalysis<'a>], since: NaiveDate, as_of: NaiveDate) -> Vec<Machine<'a>> {
    let mut by_name: BTreeMap<[&str; 3], Vec<&PointAnalysis<'_>>> = BTreeMap::new();
    for point in analyses {
        let [customer, site, machine, ..] = &point.history.key.0;
        by_name.entry([customer, site, machine]).or_default().push(point);
    }
    by_name
        .into_values()
        .map(|points| machine(points, since, as_of))
        .filter(|machine| !machine.days.is_empty())
        .collect()
}

fn machine<'a>(points: Vec<&'a PointAnalysis<'a>>, since: NaiveDate, as_of: NaiveDate) -> Machine<'a> {
    let (mut began, mut had, mut days) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for point in &points {
        let mut before: BTreeSet<&str> = BTreeSet::new();
        for (sample, analysis) in point.history.samples.iter().zip(&point.samples) {
            if sample.kind != SampleKind::InService {
                continue;
            }
            let causes: BTreeSet<&str> = analysis
                .findings
                .iter()
                .filter(|finding| finding.kind == FindingKind::Cause && finding.severity >= Severity::Caution)
                .map(|finding| &*finding.code)
                .collect();
            if sample.sampled_on > since && sample.sampled_on <= as_of {
                days.push(sample.sampled_on);
                for cause in &causes {
                    had.entry(*cause).or_insert_with(Vec::new).push(sample.sampled_on);
                    if !before.contains(cause) {
                        began.entry(*cause).or_insert_with(Vec::new).push(sample.sampled_on);
                    }
                }
            }
            before = causes;
        }
    }
    Machine { points, began, had, days }
}

impl Machine<'_> {
    /// The groups that it belongs to, the quarters aside.
    fn groups(&self) -> Vec<Group> {
        let Some(point) = self.points.first() else { return Vec::new() };
        let [customer, site, ..] = &point.history.key.0;
        let kind = self.points.iter().find_map(|point| point.history.machine_type).map(|kind| kind.id().to_owned());
        let customer_group = Some(Group::Customer(Arc::clone(customer))).filter(|_| !customer.is_empty());
        let site_group = Some(Group::Site(Arc::clone(customer), Arc::clone(site))).filter(|_| !site.is_empty());
        let model = self.model().map(|model| Group::Model(fold(&model)));
        customer_group.into_iter().chain(site_group).chain(kind.map(Group::Kind)).chain(model).collect()
    }

    /// Its model, as the latest form has it.
    fn model(&self) -> Option<Arc<str>> {
        let latest = |point: &&PointAnalysis<'_>| {
            let mut samples = point.history.samples.iter().rev();
            samples.find_map(|sample| Some((sample.sampled_on, sample.model.clone()?)))
        };
        self.points.iter().filter_map(latest).max_by_key(|(on, _)| *on).map(|(_, model)| model)
    }

    fn could_have(&self, rule: &CauseRule) -> bool {
        self.points.iter().any(|point| rule.fits(point.history.machine_type))
    }
}

/// One table for each customer, site, kind and model.
fn of_machines(machines: &[Machine<'_>], rule: &CauseRule) -> Vec<Table> {
    let mut members: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    let mut sites: BTreeMap<Arc<str>, BTreeSet<Arc<str>>> = BTreeMap::new();
    let able: Vec<usize> =
        machines.iter().enumerate().filter(|(_, machine)| machine.could_have(rule)).map(|(index, _)| index).collect();
    for index in &able {
        for group in machines.get(*index).map(Machine::groups).unwrap_or_default() {
            if let Group::Site(customer, site) = &group {
                sites.entry(Arc::clone(customer)).or_default().insert(Arc::clone(site));
            }
            members.entry(group).or_default().push(*index);
        }
    }
    // The only site of a customer is the customer.
    members.retain(|group, _| match group {
        Group::Site(customer, _) => sites.get(customer).is_some_and(|sites| sites.len() > 1),
        _ => true,
    });
    let has = |index: &usize| machines.get(*index).is_some_and(|machine| machine.had.contains_key(&*rule.id));
    let all = able.iter().filter(|index| has(index)).count();
    let table = |(group, inside): (Group, Vec<usize>)| {
        let with: BTreeSet<usize> = inside.iter().copied().filter(|index| has(index)).collect();
        let outside = (all - with.len(), able.len() - inside.len());
        (outside.1 >= FEWEST_OUTSIDE).then(|| Table {
            cause: Arc::clone(&rule.id),
            group,
            inside: with,
            inside_all: inside.len(),
            outside,
        })
    };
    members.into_iter().filter_map(table).collect()
}

/// One table for each quarter: of the machines sampled in it that did not have the cause before, those in which it
/// began, against the same of the other quarters.
fn of_quarters(machines: &[Machine<'_>], rule: &CauseRule) -> Vec<Table> {
    let mut at_risk: BTreeMap<(i32, u32), BTreeSet<usize>> = BTreeMap::new();
    let mut began: BTreeMap<(i32, u32), BTreeSet<usize>> = BTreeMap::new();
    for (index, machine) in machines.iter().enumerate().filter(|(_, machine)| machine.could_have(rule)) {
        let starts = machine.began.get(&*rule.id).map(Vec::as_slice).unwrap_or_default();
        let had = machine.had.get(&*rule.id).map(Vec::as_slice).unwrap_or_default();
        for day in machine.days.iter().filter(|day| starts.contains(day) || !had.contains(day)) {
            at_risk.entry(quarter(*day)).or_default().insert(index);
        }
        for day in starts {
            began.entry(quarter(*day)).or_default().insert(index);
        }
    }
    let (all, sampled): (usize, usize) =
        (began.values().map(BTreeSet::len).sum(), at_risk.values().map(BTreeSet::len).sum());
    let table = |(quarter, members): (&(i32, u32), &BTreeSet<usize>)| {
        let with = began.get(quarter).cloned().unwrap_or_default();
        let outside = (all - with.len(), sampled - members.len());
        (outside.1 >= FEWEST_OUTSIDE).then(|| Table {
            cause: Arc::clone(&rule.id),
            group: Group::Quarter(quarter.0, quarter.1),
            inside: with,
            inside_all: members.len(),
            outside,
        })
    };
    at_risk.iter().filter_map(table).collect()
}

fn quarter(day: NaiveDate) -> (i32, u32) {
    (day.year(), day.month0() / 3 + 1)
}

fn recurring(table: Table, probability: f64, machines: &[Machine<'_>]) -> Recurring {
    let members = || table.inside.iter().filter_map(|index| machines.get(*index)?.points.first());
    let label = members().next().map(|point| &point.history.label);
    let text = |name: Option<&Option<Arc<str>>>| name.and_then(Option::as_deref).unwrap_or_default().to_owned();
    let name = match &table.group {
        Group::Customer(_) => text(label.map(|label| &label.customer)),
        Group::Site(..) => text(label.map(|label| &label.site)),
        Group::Kind(kind) => kind.replace('_', " "),
        Group::Model(folded) => {
            let first = table.inside.iter().find_map(|index| machines.get(*index)?.model());
            first.map_or_else(|| folded.clone(), |model| model.to_string())
        }
        Group::Quarter(year, number) => format!("{year} Q{number}"),
    };
    let machine = |point: &&PointAnalysis<'_>| {
        let [customer, ..] = &point.history.key.0;
        let label = &point.history.label;
        let parts: Vec<&str> = std::iter::once(&*label.machine).chain(label.site.as_deref()).collect();
        (Arc::clone(customer), parts.join(" · "))
    };
    let found: Vec<(Arc<str>, String)> = members().map(machine).collect();
    Recurring {
        cause: table.cause,
        name,
        inside: (table.inside.len(), table.inside_all),
        outside: table.outside,
        probability,
        machines: found,
        group: table.group,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use rand::{RngExt as _, SeedableRng as _};
    use rand_pcg::Pcg64;

    use super::*;
    use crate::domain::{Axis, Provenance, Sample};
    use crate::findings::analyse;
    use crate::history::{fixture, histories};
    use crate::standards::cause::{Clause, Mutes, Signal};

    /// Water above 0.05 % is the cause C03.
    fn standards() -> Standards {
        let mut standards = fixture::standards();
        let water = fixture::id(&standards, "water");
        standards.causes.push(CauseRule {
            id: Arc::from("C03"),
            group: CauseGroup::Contamination,
            axis: Axis::Contamination,
            machines: Vec::new(),
            required: vec![Clause { any: vec![Signal::Above(water, 0.05)] }],
            supporting: Vec::new(),
            excluding: Vec::new(),
            severity: Severity::Caution,
            worse: Vec::new(),
            urgency_days: [None; 3],
            source: vec![Arc::from("by hand")],
            provenance: Provenance::Confirmed,
            leads_to: Vec::new(),
            mutes: Mutes::default(),
        });
        standards
    }

    fn sample(standards: &Standards, customer: &str, machine: usize, on: &str, wet: bool) -> Sample {
        let mut sample = fixture::sample(standards, on, None, &[("water", if wet { "0.2" } else { "0.01" })]);
        sample.customer = Some(Arc::from(customer));
        sample.machine = Arc::from(format!("M{machine}"));
        sample
    }

    fn found(standards: &Standards, samples: &[Sample]) -> Vec<Recurring> {
        find(&analyse(histories(samples, standards), standards), standards, fixture::day("2025-12-01"))
    }

    /// Six machines of A, so many of them wet, and others of B to D that are dry.
    fn fleet(standards: &Standards, wet: usize, others: usize) -> Vec<Sample> {
        let own = (0..6).map(|machine| sample(standards, "A", machine, "2025-11-01", machine < wet));
        let others = (0..others)
            .map(|machine| sample(standards, ["B", "C", "D"][machine % 3], machine / 3, "2025-11-01", false));
        own.chain(others).collect()
    }

    #[test]
    fn a_cause_in_many_machines_of_one_customer_is_found_with_its_counts() {
        let standards = standards();
        let all = found(&standards, &fleet(&standards, 5, 12));
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(all[0].group, Group::Customer(Arc::from("a")));
        assert_eq!((all[0].inside, all[0].outside), ((5, 6), (0, 12)));
        let machines: Vec<&str> = all[0].machines.iter().map(|(_, machine)| machine.as_str()).collect();
        assert_eq!(machines, ["M0", "M1", "M2", "M3", "M4"]);
    }

    #[test]
    fn machines_of_one_model_are_a_group_across_customers() {
        let standards = standards();
        let machine = |number: usize| {
            let customer = format!("K{number}");
            let mut sample = sample(&standards, &customer, number, "2025-11-01", number < 6);
            sample.model = Some(Arc::from(if number < 6 { "PX 200" } else { "px 300" }));
            sample
        };
        let all = found(&standards, &(0..18).map(machine).collect::<Vec<_>>());
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((&all[0].group, all[0].name.as_str()), (&Group::Model("px 200".to_owned()), "PX 200"));
    }

    #[test]
    fn few_machines_and_little_to_compare_with_convict_nobody() {
        let standards = standards();
        assert!(found(&standards, &fleet(&standards, 2, 60)).is_empty(), "two machines are no pattern");
        assert!(found(&standards, &fleet(&standards, 6, 4)).is_empty(), "four others are nothing to compare with");
        assert!(!found(&standards, &fleet(&standards, 6, 6)).is_empty());
        // What is older than twelve months does not count.
        for (on, counts) in [("2024-12-01", false), ("2024-12-02", true)] {
            let mut old = fleet(&standards, 6, 12);
            for sample in &mut old {
                sample.sampled_on = fixture::day(on);
            }
            assert_eq!(!found(&standards, &old).is_empty(), counts, "{on}");
        }
    }

    #[test]
    fn a_quarter_counts_where_the_cause_begins() {
        let standards = standards();
        let mut samples = Vec::new();
        for machine in 0..30 {
            let customer = format!("K{machine}");
            // Wet from July on: begun in the third quarter, and no news in the fourth.
            for (on, wet) in [("2025-02-01", false), ("2025-05-01", false), ("2025-08-01", true), ("2025-11-01", true)]
            {
                samples.push(sample(&standards, &customer, 0, on, wet && machine < 15));
            }
        }
        let all = found(&standards, &samples);
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((&all[0].group, all[0].inside), (&Group::Quarter(2025, 3), (15, 30)));
    }

    #[test]
    fn by_chance_alone_nothing_is_found_in_at_least_95_of_100_runs() {
        let standards = standards();
        let run = |seed: u64| {
            let mut random = Pcg64::seed_from_u64(seed);
            let mut samples = Vec::new();
            for machine in 0..60 {
                let customer = ["A", "B", "C", "D", "E", "F"][machine % 6];
                for month in [1, 4, 7, 10] {
                    let wet = random.random_range(0..100) < 8;
                    let mut drawn = sample(&standards, customer, machine, &format!("2025-{month:02}-15"), wet);
                    drawn.site = Some(Arc::from(if machine % 12 < 6 { "north" } else { "south" }));
                    samples.push(drawn);
                }
            }
            found(&standards, &samples).len()
        };
        let convicted = (0..100).filter(|seed| run(*seed) > 0).count();
        assert!(convicted <= 5, "chance was taken for a pattern in {convicted} of 100 runs");
    }
}
