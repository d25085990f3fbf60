//! Overdue samples and what comes next, in words.

use serde::Serialize;

use crate::domain::Arg;
use crate::findings::{NextSample, PointAnalysis};
use crate::fleet::{DuePoint, due_list};
use crate::report::Context;
use crate::report::mark::{Mark, mark};
use crate::report::words::{tell, word};

use super::status::place;

/// Days ahead within which a sample that is due is counted; the length of a month.
const SOON_DAYS: u32 = 30;

/// Overdue samples listed on a page; `lubelab due` lists all.
const LISTED_MAX: usize = 200;

/// The overdue samples of some customers.
#[derive(Debug, Clone, Serialize)]
pub struct DueSection {
    /// How many are overdue, how many come within a month, how many have no date; in sentences.
    pub says: Vec<String>,
    /// The overdue ones, worst first.
    pub rows: Vec<DueRow>,
    /// How many more there are; empty if none.
    pub more: String,
    /// Points without a date, each with the reason.
    pub no_date: Vec<String>,
    /// The quarterly follow-ups of customers of direct supply.
    pub follow_ups: Vec<String>,
}

/// An overdue sample.
#[derive(Debug, Clone, Serialize)]
pub struct DueRow {
    /// The page and the place on it.
    pub href: String,
    /// The machine.
    pub machine: String,
    /// Component, point and site.
    pub place: String,
    /// State of the last sample.
    pub mark: Mark,
    /// Whose it is.
    pub customer: String,
    /// Day of the last sample.
    pub last: String,
    /// Day on which the next was due.
    pub due: String,
    /// By how much it is late.
    pub late: String,
    /// Why it was due then.
    pub why: String,
    /// Who has to be asked.
    pub ask: String,
}

/// The next sample of one point.
#[derive(Debug, Clone, Serialize)]
pub struct Next {
    /// `late`, `coming` or `no_date`; the page's style hangs on it.
    pub id: &'static str,
    /// The answer.
    pub says: String,
    /// What it rests on.
    pub reasons: Vec<String>,
}

/// The overdue samples among points, each with its customer's name, page and place on it; `None` if not one of them is
/// in service and no follow-up is owed.
pub(super) fn due_section<'p>(
    context: &Context<'_>,
    points: &[(&'p PointAnalysis<'p>, &str, String)],
) -> Option<DueSection> {
    let words = context.words;
    let list = due_list(points.iter().map(|(point, ..)| *point), context.facts.as_of, SOON_DAYS);
    let total = list.overdue.len() + list.coming.len() + list.later + list.no_date.len();
    if total == 0 && list.follow_ups.is_empty() {
        return None;
    }
    let counted = |id: &str, count: usize, more: Vec<(&'static str, Arg)>| {
        let args = std::iter::once(("count", Arg::Count(count))).chain(more).collect();
        tell(words, id, args)
    };
    let mut says = Vec::new();
    if total > 0 {
        says.push(counted("report-overdue-count", list.overdue.len(), vec![("total", Arg::Count(total))]));
    }
    if !list.coming.is_empty() {
        let days = vec![("days", Arg::Count(SOON_DAYS as usize))];
        says.push(counted("report-due-soon-count", list.coming.len(), days));
    }
    if !list.no_date.is_empty() {
        says.push(counted("report-no-date-count", list.no_date.len(), Vec::new()));
    }
    let whose = |point: &PointAnalysis<'_>| {
        let known = points.iter().find(|(other, ..)| std::ptr::eq(*other, point));
        known.map_or(("", ""), |(_, customer, href)| (*customer, href.as_str()))
    };
    let rows: Vec<DueRow> =
        list.overdue.iter().take(LISTED_MAX).map(|due| row(context, due, whose(due.point))).collect();
    let left_out = list.overdue.len() - rows.len();
    let no_date = |(point, next): &(&PointAnalysis<'_>, &NextSample)| {
        let reasons: Vec<String> = next.reasons.iter().map(|reason| words.say(reason)).collect();
        let (customer, _) = whose(point);
        let parts = [customer, &point.history.label.machine, &place(point)].map(str::to_owned);
        let name: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}: {}", name.join(" · "), reasons.join(" "))
    };
    Some(DueSection {
        says,
        more: if left_out == 0 { String::new() } else { counted("report-more-overdue", left_out, Vec::new()) },
        no_date: list.no_date.iter().take(LISTED_MAX).map(no_date).collect(),
        follow_ups: list.follow_ups.iter().map(|follow_up| words.say(&follow_up.says(context.facts.as_of))).collect(),
        rows,
    })
}

fn row(context: &Context<'_>, due: &DuePoint<'_>, (customer, href): (&str, &str)) -> DueRow {
    let words = context.words;
    DueRow {
        href: href.to_owned(),
        machine: due.point.history.label.machine.to_string(),
        place: place(due.point),
        mark: mark(words, due.next.severity),
        customer: customer.to_owned(),
        last: due.next.sampled_on.to_string(),
        due: due.due.on.to_string(),
        late: late(context, due.next),
        why: words.say(&due.why(context.facts.as_of)),
        ask: due.ask().map_or_else(|| customer.to_owned(), |ask| words.say(&ask)),
    }
}

/// `24 days`; empty if it is not late.
fn late(context: &Context<'_>, next: &NextSample) -> String {
    let days = next.days_late(context.facts.as_of);
    days.map(|days| tell(context.words, "report-days", vec![("days", Arg::Count(days as usize))])).unwrap_or_default()
}

/// When the next sample of a point is due.
pub(super) fn next(context: &Context<'_>, next: &NextSample) -> Next {
    let words = context.words;
    let reasons = next.reasons.iter().map(|reason| words.say(reason)).collect();
    let Some(due) = &next.due else {
        return Next { id: "no_date", says: word(words, "report-next-none"), reasons };
    };
    let late = next.days_late(context.facts.as_of);
    let (id, text) = match late {
        Some(_) => ("late", "report-next-late"),
        None => ("coming", "report-next"),
    };
    let days = Arg::Count(late.unwrap_or_default() as usize);
    Next { id, says: tell(words, text, vec![("day", Arg::Date(due.on)), ("days", days)]), reasons }
}
