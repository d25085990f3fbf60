//! Whose sample is overdue, whose comes next, and which customers of direct supply are owed their quarterly follow-up.
//!
//! Every sampling point stands in exactly one list or count, so that a machine without a date is seen too.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::{Arg, Criticality, Message, Supply};
use crate::findings::{Due, NextSample, PointAnalysis};

/// A sampling point with the day of its next sample.
#[derive(Debug, Clone, Copy)]
pub struct DuePoint<'p> {
    /// The point.
    pub point: &'p PointAnalysis<'p>,
    /// The schedule.
    pub next: &'p NextSample,
    /// The day, with its rule.
    pub due: &'p Due,
}

/// All sampling points of some customers, by when their next sample is due.
#[derive(Debug, Clone, Default)]
pub struct DueList<'p> {
    /// Due before the day of the run, worst first: by the state of the last sample, critical machines before others,
    /// then the longest overdue.
    pub overdue: Vec<DuePoint<'p>>,
    /// Due on that day or within the days asked for, soonest first.
    pub coming: Vec<DuePoint<'p>>,
    /// How many are due after that.
    pub later: usize,
    /// Points in service for which no day can be told.
    pub no_date: Vec<(&'p PointAnalysis<'p>, &'p NextSample)>,
    /// How many points have only new oil.
    pub new_oil_only: usize,
    /// The quarterly follow-ups of customers of direct supply, the most overdue first.
    pub follow_ups: Vec<FollowUp>,
}

/// The follow-up that a customer of direct supply is owed: one a quarter of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The customer; `None` where no form names one.
    pub customer: Option<Arc<str>>,
    /// Day of the customer's last sample of any kind.
    pub last_on: NaiveDate,
    /// Its number.
    pub last_sample: Arc<str>,
    /// Last day of the quarter after that sample's.
    pub due_on: NaiveDate,
}

impl DuePoint<'_> {
    /// Why it is due then, in short; and since when nothing has come from a machine that may not run any more.
    #[must_use]
    pub fn why(&self, as_of: NaiveDate) -> Message {
        let rule = Message::new(format!("schedule-rule-{}", self.due.rule.id()));
        match self.next.silent_days(as_of) {
            None => rule,
            Some(days) => Message::new("schedule-rule-silent")
                .with("rule", Arg::Said(Box::new(rule)))
                .with("days", Arg::Count(days as usize)),
        }
    }

    /// Who has to be asked for the sample; `None` where nothing is known but the customer's name, if that.
    #[must_use]
    pub fn ask(&self) -> Option<Message> {
        let customer = self.point.history.label.customer.as_deref()?;
        let id = match self.next.supply? {
            Supply::Direct => "schedule-ask-direct",
            Supply::Dealer => "schedule-ask-dealer",
        };
        Some(Message::new(id).with("customer", Arg::Text(customer.to_owned())))
    }
}

impl FollowUp {
    /// The follow-up as a line; one that is late says by how much.
    #[must_use]
    pub fn says(&self, as_of: NaiveDate) -> Message {
        let late = as_of.signed_duration_since(self.due_on).num_days();
        let id = if late > 0 { "schedule-follow-up-late" } else { "schedule-follow-up" };
        let customer = self.customer.as_ref().map_or_else(
            || Arg::Said(Box::new(Message::new("report-no-customer"))),
            |customer| Arg::Text(customer.to_string()),
        );
        Message::new(id)
            .with("customer", customer)
            .with("day", Arg::Date(self.due_on))
            .with("days", Arg::Count(usize::try_from(late).unwrap_or_default()))
            .with("sample", Arg::Text(self.last_sample.to_string()))
            .with("last", Arg::Date(self.last_on))
    }
}

/// Sorts sampling points by when their next sample is due. `within` is in days after `as_of`.
#[must_use]
pub fn due_list<'p>(
    points: impl IntoIterator<Item = &'p PointAnalysis<'p>>,
    as_of: NaiveDate,
    within: u32,
) -> DueList<'p> {
    let horizon = as_of.checked_add_days(Days::new(u64::from(within))).unwrap_or(NaiveDate::MAX);
    let mut list = DueList::default();
    let mut customers: BTreeMap<&str, Vec<&PointAnalysis<'_>>> = BTreeMap::new();
    for point in points {
        let [customer, ..] = &point.history.key.0;
        customers.entry(customer).or_default().push(point);
        match point.next_sample.as_ref().map(|next| (next, next.due.as_ref())) {
            None => list.new_oil_only += 1,
            Some((next, None)) => list.no_date.push((point, next)),
            Some((next, Some(due))) => {
                let point = DuePoint { point, next, due };
                match due.on {
                    on if on < as_of => list.overdue.push(point),
                    on if on <= horizon => list.coming.push(point),
                    _ => list.later += 1,
                }
            }
        }
    }
    list.overdue.sort_by_key(|late| {
        let critical = late.next.criticality == Criticality::Critical;
        (Reverse(late.next.severity.concern()), Reverse(critical), late.due.on, &late.point.history.key)
    });
    list.coming
        .sort_by_key(|coming| (coming.due.on, Reverse(coming.next.severity.concern()), &coming.point.history.key));
    list.no_date.sort_by_key(|(point, _)| &point.history.key);
    list.follow_ups = customers.values().filter_map(|points| follow_up(points)).collect();
    list.follow_ups.sort_by_key(|follow_up| follow_up.due_on);
    list
}

/// What a customer is owed; `None` for customers who are not known to be supplied directly.
fn follow_up(points: &[&PointAnalysis<'_>]) -> Option<FollowUp> {
    let samples = || points.iter().flat_map(|point| &point.history.samples);
    let told = samples().filter_map(|sample| Some((sample.sampled_on, sample.supply?)));
    let (_, supply) = told.max_by_key(|(on, supply)| (*on, Reverse(*supply)))?;
    let last = samples().max_by_key(|sample| (sample.sampled_on, &sample.sample_id))?;
    (supply == Supply::Direct).then(|| FollowUp {
        customer: points.iter().find_map(|point| point.history.label.customer.clone()),
        last_on: last.sampled_on,
        last_sample: Arc::clone(&last.sample_id),
        due_on: end_of_next_quarter(last.sampled_on),
    })
}

/// The last day of the quarter after the one that a day lies in.
fn end_of_next_quarter(day: NaiveDate) -> NaiveDate {
    let first_month = day.month0() / 3 * 3 + 1;
    let quarter = NaiveDate::from_ymd_opt(day.year(), first_month, 1);
    let after_next = quarter.and_then(|first| first.checked_add_months(Months::new(6)));
    after_next.and_then(|first| first.pred_opt()).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::*;
    use crate::domain::{MachineType, Provenance, Sample, SampleKind};
    use crate::findings::analyse;
    use crate::history::{fixture, histories};
    use crate::standards::Standards;
    use crate::standards::property::Interval;

    fn rules() -> Standards {
        let mut standards = fixture::standards();
        standards.intervals = vec![Interval {
            machine_type: MachineType::Gear,
            criticality: Arc::from("normal"),
            days: Some(60),
            hours: None,
            source: Arc::from("by hand"),
            provenance: Provenance::Single,
        }];
        standards
    }

    fn sample(standards: &Standards, customer: &str, machine: &str, on: &str) -> Sample {
        Sample {
            customer: Some(Arc::from(customer)),
            machine: Arc::from(machine),
            machine_type: Some(MachineType::Gear),
            ..fixture::sample(standards, on, None, &[("fe", "5")])
        }
    }

    #[test]
    fn every_point_stands_in_one_list() {
        let standards = rules();
        let mut samples = vec![
            sample(&standards, "A", "late", "2026-01-01"),
            sample(&standards, "A", "later still", "2025-12-31"),
            sample(&standards, "A", "today", "2026-01-02"),
            sample(&standards, "A", "last day", "2026-01-12"),
            sample(&standards, "A", "after", "2026-01-13"),
            sample(&standards, "B", "pump", "2026-01-01"),
            sample(&standards, "B", "drum", "2026-01-01"),
        ];
        samples[5].machine_type = Some(MachineType::Pump);
        samples[6].kind = SampleKind::New;
        let analyses = analyse(histories(&samples, &standards), &standards);
        let list = due_list(&analyses, fixture::day("2026-03-03"), 10);
        let names = |points: &[DuePoint<'_>]| -> Vec<String> {
            points.iter().map(|due| due.point.history.label.machine.to_string()).collect()
        };
        // 60 days: what was sampled on 2 January is due on 3 March, and on its day it is not overdue.
        assert_eq!(names(&list.overdue), ["later still", "late"]);
        assert_eq!(names(&list.coming), ["today", "last day"]);
        assert_eq!((list.later, list.no_date.len(), list.new_oil_only), (1, 1, 1));
        assert!(list.follow_ups.is_empty(), "nobody is known to be supplied directly");
    }

    #[test]
    fn a_critical_machine_comes_before_one_that_is_longer_overdue() {
        let standards = rules();
        let mut samples =
            vec![sample(&standards, "A", "old", "2025-01-01"), sample(&standards, "A", "critical", "2026-01-01")];
        samples[1].criticality = Some(Criticality::Critical);
        let analyses = analyse(histories(&samples, &standards), &standards);
        let list = due_list(&analyses, fixture::day("2026-06-01"), 0);
        assert_eq!(&*list.overdue[0].point.history.label.machine, "critical");
    }

    #[test]
    fn a_customer_of_direct_supply_is_owed_one_follow_up_a_quarter() {
        let standards = rules();
        let mut samples = vec![
            sample(&standards, "Direct", "M1", "2026-02-10"),
            sample(&standards, "Direct", "M2", "2026-03-31"),
            sample(&standards, "Dealer", "M3", "2026-03-31"),
            sample(&standards, "Unknown", "M4", "2026-03-31"),
        ];
        samples[0].supply = Some(Supply::Direct);
        samples[2].supply = Some(Supply::Dealer);
        let analyses = analyse(histories(&samples, &standards), &standards);
        let follow_ups = due_list(&analyses, fixture::day("2026-06-01"), 0).follow_ups;
        assert_eq!(follow_ups.len(), 1);
        assert_eq!(follow_ups[0].customer.as_deref(), Some("Direct"));
        assert_eq!(
            (follow_ups[0].last_on, follow_ups[0].due_on),
            (fixture::day("2026-03-31"), fixture::day("2026-06-30"))
        );
    }

    #[test]
    fn the_quarter_after_a_day_ends_on_its_last_day() {
        let end = |day: &str| end_of_next_quarter(fixture::day(day)).to_string();
        assert_eq!(["2026-03-31", "2026-04-01"].map(end), ["2026-06-30", "2026-09-30"]);
        assert_eq!(["2026-12-31", "2027-01-01"].map(end), ["2027-03-31", "2027-06-30"]);
    }
}
