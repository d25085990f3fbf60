//! The finding that a sample is overdue. It stands with the last sample of its point and moves no severity.

use chrono::NaiveDate;

use crate::domain::{
    Arg, Axis, Confidence, Evidence, Explained, Finding, FindingKind, Message, Proof, Provenance, Severity,
};

use super::super::{PointAnalysis, says};
use super::{Due, NextSample, ScheduleRule};

/// Adds the finding to the last sample in service of every point whose next sample was due before a day. Axes stay as
/// they are: a sample that is missing says nothing about the oil.
pub fn add_overdue(analyses: &mut [PointAnalysis<'_>], as_of: NaiveDate) {
    for point in analyses {
        let Some((index, finding)) =
            point.next_sample.as_ref().and_then(|next| Some((next.sample, overdue(next, as_of)?)))
        else {
            continue;
        };
        if let Some(sample) = point.samples.get_mut(index) {
            // Behind what is as bad and was found in the oil.
            let milder = sample.findings.iter().position(|other| other.severity < finding.severity);
            sample.findings.insert(milder.unwrap_or(sample.findings.len()), finding);
        }
    }
}

fn overdue(next: &NextSample, as_of: NaiveDate) -> Option<Finding> {
    let late = next.days_late(as_of)?;
    let due = next.due.as_ref()?;
    let silent = next.silent_days(as_of);
    let mut because = Vec::new();
    because.extend(silent.map(|days| Message::new("schedule-silent").with("days", Arg::Count(days as usize))));
    // Where the interval is from stands in the finding's source.
    because.extend(next.reasons.iter().filter(|reason| reason.id != "schedule-source").cloned());
    let because: Vec<Proof> = because.into_iter().map(says::of_form).collect();
    Some(Finding {
        code: "schedule:overdue".to_owned(),
        kind: FindingKind::Schedule,
        severity: Severity::Caution,
        axis: Axis::Machine,
        confidence: confidence(due),
        title: Message::new("schedule-overdue").with("day", Arg::Date(due.on)).with("days", Arg::Count(late as usize)),
        because: Evidence::from_vec(because)?,
        against: Vec::new(),
        missing: Vec::new(),
        action: Message::new(match (silent, due.rule) {
            (Some(_), _) => "schedule-overdue-action-silent",
            (None, ScheduleRule::AtOnce) => "schedule-overdue-action-confirm",
            (None, _) => "schedule-overdue-action",
        }),
        urgency_days: None,
        source: due.source.iter().map(|(source, _)| source.to_string()).collect(),
        since: None,
        explains: Explained::default(),
    })
}

/// As sure as the interval that it rests on; that an alarm is to be confirmed needs none.
const fn confidence(due: &Due) -> Confidence {
    match (due.rule, &due.source) {
        (ScheduleRule::AtOnce, _) | (_, Some((_, Provenance::Confirmed))) => Confidence::High,
        (_, Some((_, Provenance::Recalled))) => Confidence::Low,
        (_, Some((_, Provenance::Single)) | None) => Confidence::Medium,
    }
}
