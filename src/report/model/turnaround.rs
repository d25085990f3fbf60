//! Hours from receipt to report against what is promised.

use serde::Serialize;

use crate::domain::{Arg, Sample, Stamp};
use crate::report::Context;
use crate::report::words::tell;

/// What the service promises: the customer hears within 24 hours of the sample's arrival.
const PROMISED_HOURS: f64 = 24.0;

/// Samples listed on a page.
const LISTED_MAX: usize = 200;

/// Whether the promise was kept.
#[derive(Debug, Clone, Serialize)]
pub struct Turnaround {
    /// The share within the promise.
    pub says: String,
    /// How many samples do not say when they came and went; empty if all do.
    pub unknown: String,
    /// The samples listed.
    pub rows: Vec<TurnaroundRow>,
    /// How many more there are; empty if none.
    pub more: String,
}

/// One sample.
#[derive(Debug, Clone, Serialize)]
pub struct TurnaroundRow {
    /// Number of the laboratory.
    pub sample_id: String,
    /// Whose it is.
    pub customer: String,
    /// The machine.
    pub machine: String,
    /// When it came.
    pub received: String,
    /// When it went.
    pub reported: String,
    /// Hours between.
    pub hours: String,
    /// True if that is more than promised.
    pub late: bool,
}

/// Which samples are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// Only those that took too long, slowest first.
    Late,
    /// All, newest first.
    All,
}

/// The turnaround of some samples; `None` if not one says when it came and went.
pub(super) fn turnaround<'s>(
    context: &Context<'_>,
    samples: impl Iterator<Item = &'s Sample>,
    listed: Listed,
) -> Option<Turnaround> {
    let mut known: Vec<(f64, &Sample)> = Vec::new();
    let mut unknown = 0;
    for sample in samples {
        match sample.hours_to_report().filter(|hours| *hours >= 0.0) {
            Some(hours) => known.push((hours, sample)),
            None => unknown += 1,
        }
    }
    if known.is_empty() {
        return None;
    }
    let total = known.len();
    let within = known.iter().filter(|(hours, _)| *hours <= PROMISED_HOURS).count();
    match listed {
        Listed::Late => {
            known.retain(|(hours, _)| *hours > PROMISED_HOURS);
            known.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.sample_id.cmp(&b.1.sample_id)));
        }
        Listed::All => known.sort_by(|a, b| {
            (b.1.sampled_on, &b.1.sample_id).cmp(&(a.1.sampled_on, &a.1.sample_id))
        }),
    }
    let rows: Vec<TurnaroundRow> =
        known.iter().take(LISTED_MAX).map(|(hours, sample)| row(context, *hours, sample)).collect();
    let counted = |id: &str, count: usize| {
        if count == 0 { String::new() } else { tell(context.words, id, vec![("count", Arg::Count(count))]) }
    };
    let share = 100.0 * within as f64 / total as f64;
    let says = tell(
        context.words,
        "report-turnaround-share",
        vec![
            ("count", Arg::Count(within)),
            ("total", Arg::Count(total)),
            // Rounded down: 99.96 % is not all.
            ("share", Arg::Number((share * 10.0).floor() / 10.0, 1)),
            ("promised", Arg::Number(PROMISED_HOURS, 0)),
        ],
    );
    Some(Turnaround {
        says,
        unknown: counted("report-turnaround-unknown", unknown),
        more: counted("report-more", known.len() - rows.len()),
        rows,
    })
}

fn row(context: &Context<'_>, hours: f64, sample: &Sample) -> TurnaroundRow {
    let time = |stamp: Option<Stamp>| stamp.map(|stamp| stamp.local.format("%Y-%m-%d %H:%M").to_string());
    TurnaroundRow {
        sample_id: sample.sample_id.to_string(),
        customer: sample.customer.as_deref().unwrap_or_default().to_owned(),
        machine: sample.machine.to_string(),
        received: time(sample.received_at).unwrap_or_default(),
        reported: time(sample.reported_at).unwrap_or_default(),
        hours: tell(context.words, "report-hours", vec![("hours", Arg::Number(hours, 1))]),
        late: hours > PROMISED_HOURS,
    }
}
