//! What `lubelab due` prints: overdue samples worst first, then those that come next, then every point that has no
//! date, so that the lists and counts together name each sampling point once.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use comfy_table::{Table, presets};

use crate::domain::{MachineType, Supply, one_line};
use crate::findings::{NextSample, PointAnalysis};
use crate::fleet::{DueList, DuePoint, FollowUp};
use crate::standards::Catalog;

const HEADINGS: [&str; 7] = ["due", "when", "state", "customer", "machine", "last sample", "why"];

/// The list for people. `within` is in days.
#[must_use]
pub fn due_lines(list: &DueList<'_>, (as_of, within): (NaiveDate, u32), catalog: &Catalog) -> String {
    let until = as_of.checked_add_days(Days::new(u64::from(within))).unwrap_or(NaiveDate::MAX);
    let total = list.overdue.len() + list.coming.len() + list.later + list.no_date.len();
    let mut text = format!("overdue on {as_of}: {} of {total} sampling points\n", list.overdue.len());
    text += &table(&list.overdue, as_of, catalog);
    let _ = writeln!(text, "due from {as_of} to {until}: {}", list.coming.len());
    text += &table(&list.coming, as_of, catalog);
    let _ = writeln!(
        text,
        "later: {}; without a date: {}; new oil only: {}",
        list.later,
        list.no_date.len(),
        list.new_oil_only
    );
    for (point, next) in &list.no_date {
        let reasons: Vec<String> = next.reasons.iter().map(|reason| catalog.say(reason)).collect();
        let _ = writeln!(text, "  {} · {}: {}", customer(point), machine(point), one_line(&reasons.join(" ")));
    }
    if !list.follow_ups.is_empty() {
        let _ = writeln!(text, "quarterly follow-up, direct supply: {}", list.follow_ups.len());
    }
    for follow_up in &list.follow_ups {
        let _ = writeln!(text, "  {}", one_line(&catalog.say(&follow_up.says(as_of))));
    }
    text
}

fn table(points: &[DuePoint<'_>], as_of: NaiveDate, catalog: &Catalog) -> String {
    if points.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(HEADINGS);
    for due in points {
        let days = due.due.on.signed_duration_since(as_of).num_days();
        let count = |days: i64| if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        let when = match days {
            0 => "today".to_owned(),
            1.. => format!("in {}", count(days)),
            _ => format!("{} late", count(-days)),
        };
        table.add_row([
            due.due.on.to_string(),
            when,
            due.next.severity.id().to_owned(),
            due.ask().map_or_else(|| customer(due.point), |ask| one_line(&catalog.say(&ask))),
            machine(due.point),
            due.next.sampled_on.to_string(),
            one_line(&catalog.say(&due.why(as_of))),
        ]);
    }
    // One more blank before each line: what belongs to the heading above is set in.
    table.trim_fmt().lines().fold(String::new(), |text, line| text + " " + line + "\n")
}

fn customer(point: &PointAnalysis<'_>) -> String {
    one_line(point.history.label.customer.as_deref().unwrap_or("-"))
}

fn machine(point: &PointAnalysis<'_>) -> String {
    let label = &point.history.label;
    let parts = [Some(&label.machine), label.component.as_ref(), label.point.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(|part| &**part).collect();
    one_line(&parts.join(", "))
}

/// The list for programs.
#[must_use]
pub fn due_json(list: &DueList<'_>, (as_of, within): (NaiveDate, u32), catalog: &Catalog) -> serde_json::Value {
    let point = |point: &PointAnalysis<'_>, next: &NextSample| {
        let label = &point.history.label;
        let sample = point.history.samples.get(next.sample);
        serde_json::json!({
            "customer": label.customer.as_deref(),
            "site": label.site.as_deref(),
            "machine": &*label.machine,
            "component": label.component.as_deref(),
            "point": label.point.as_deref(),
            "machine_type": point.history.machine_type.map(MachineType::id),
            "criticality": next.criticality.id(),
            "supply": next.supply.map(Supply::id),
            "severity": next.severity.id(),
            "last_sample": sample.map(|sample| &*sample.sample_id),
            "sampled_on": next.sampled_on.to_string(),
            "due_on": next.due.as_ref().map(|due| due.on.to_string()),
            "days_late": next.days_late(as_of).unwrap_or_default(),
            "silent_days": next.silent_days(as_of),
            "rule": next.rule_id(),
            "reasons": next.reasons.iter().map(|reason| catalog.say(reason)).collect::<Vec<_>>(),
        })
    };
    let dated = |points: &[DuePoint<'_>]| points.iter().map(|due| point(due.point, due.next)).collect::<Vec<_>>();
    let follow_up = |follow_up: &FollowUp| {
        serde_json::json!({
            "customer": follow_up.customer.as_deref(),
            "last_sample": &*follow_up.last_sample,
            "last_on": follow_up.last_on.to_string(),
            "due_on": follow_up.due_on.to_string(),
            "days_late": as_of.signed_duration_since(follow_up.due_on).num_days().max(0),
        })
    };
    serde_json::json!({
        "as_of": as_of.to_string(),
        "within_days": within,
        "overdue": dated(&list.overdue),
        "coming": dated(&list.coming),
        "later": list.later,
        "no_date": list.no_date.iter().map(|(of, next)| point(of, next)).collect::<Vec<_>>(),
        "new_oil_only": list.new_oil_only,
        "follow_ups": list.follow_ups.iter().map(follow_up).collect::<Vec<_>>(),
    })
}
