//! Which samples were tested together, and in what order they stood in the tray.
//!
//! One run is one laboratory on one day: the day of test, else of receipt. A laboratory without a name is only as
//! much one as its file is. A sample without either day belongs to no run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{Sample, fold};
use crate::findings::PointAnalysis;

/// Which day makes the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayOf {
    /// The samples were tested on it.
    Test,
    /// The samples arrived on it, and nothing says when they were tested.
    Receipt,
}

impl DayOf {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Test => "tested",
            Self::Receipt => "received",
        }
    }
}

/// A sample by its place in the analyses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Member {
    /// Index of the sampling point.
    pub(super) point: usize,
    /// Index of the sample at that point.
    pub(super) sample: usize,
}

impl Member {
    /// The sample itself.
    pub(super) fn of<'a>(self, analyses: &[PointAnalysis<'a>]) -> Option<&'a Sample> {
        analyses.get(self.point)?.history.samples.get(self.sample).copied()
    }
}

/// The samples of one laboratory on one day.
#[derive(Debug)]
pub(super) struct LaboratoryRun {
    /// The laboratory, as one of the samples names it.
    pub(super) lab: Option<Arc<str>>,
    /// The day.
    pub(super) day: NaiveDate,
    /// Of what.
    pub(super) day_of: DayOf,
    /// The samples; in the order of the tray where that is known.
    pub(super) members: Vec<Member>,
    /// True if something tells in which order they stood in the tray.
    pub(super) is_ordered: bool,
}

/// A named laboratory, or a file that names none.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Lab(String),
    File(u32),
}

/// The day by which a sample belongs to a run.
pub(super) fn day(sample: &Sample) -> Option<(NaiveDate, DayOf)> {
    let tested = sample.tested_at.map(|stamp| (stamp.local.date(), DayOf::Test));
    tested.or_else(|| sample.received_at.map(|stamp| (stamp.local.date(), DayOf::Receipt)))
}

/// All runs, by day and laboratory, and how many samples belong to none.
pub(super) fn runs(analyses: &[PointAnalysis<'_>]) -> (Vec<LaboratoryRun>, usize) {
    let mut folded: BTreeMap<&Arc<str>, String> = BTreeMap::new();
    let mut runs: BTreeMap<(NaiveDate, DayOf, Whose), Vec<Member>> = BTreeMap::new();
    let mut without_day = 0;
    for (point, analysis) in analyses.iter().enumerate() {
        for (index, sample) in analysis.history.samples.iter().enumerate() {
            let Some((day, day_of)) = day(sample) else {
                without_day += 1;
                continue;
            };
            let whose = match &sample.lab {
                Some(lab) => Whose::Lab(folded.entry(lab).or_insert_with(|| fold(lab)).clone()),
                None => Whose::File(sample.place.source),
            };
            runs.entry((day, day_of, whose)).or_default().push(Member { point, sample: index });
        }
    }
    let run = |((day, day_of, _), mut members): ((NaiveDate, DayOf, Whose), Vec<Member>)| {
        let is_ordered = order(&mut members, analyses);
        let lab = members.iter().find_map(|member| member.of(analyses)?.lab.clone());
        LaboratoryRun { lab, day, day_of, members, is_ordered }
    };
    (runs.into_iter().map(run).collect(), without_day)
}

/// Puts the samples into the order of the tray: by the time of test, else by their rows in one file, else by their
/// laboratory numbers. False if none of these tells; they then stand by file and row.
fn order(members: &mut [Member], analyses: &[PointAnalysis<'_>]) -> bool {
    members.sort_by_key(|member| (member.of(analyses).map(|sample| sample.place), *member));
    let samples: Vec<&Sample> = members.iter().filter_map(|member| member.of(analyses)).collect();
    let times: BTreeSet<_> =
        samples.iter().filter_map(|sample| sample.tested_at.filter(|at| at.has_time)).map(|at| at.local).collect();
    if times.len() == members.len() {
        members.sort_by_key(|member| member.of(analyses).and_then(|sample| sample.tested_at).map(|at| at.local));
        return true;
    }
    let files: BTreeSet<u32> = samples.iter().map(|sample| sample.place.source).collect();
    if files.len() == 1 {
        return true;
    }
    let numbers: Vec<_> = samples.iter().filter_map(|sample| number(&sample.sample_id)).collect();
    let series: BTreeSet<&str> = numbers.iter().map(|(series, _)| *series).collect();
    let distinct: BTreeSet<u64> = numbers.iter().map(|(_, number)| *number).collect();
    if series.len() == 1 && distinct.len() == members.len() {
        members.sort_by_key(|member| member.of(analyses).and_then(|sample| Some(number(&sample.sample_id)?.1)));
        return true;
    }
    false
}

/// A laboratory number as its series and its count: `EL26-0237` is number 237 of `EL26-`.
fn number(id: &str) -> Option<(&str, u64)> {
    let series = id.trim_end_matches(|letter: char| letter.is_ascii_digit());
    id.get(series.len()..)?.parse().ok().map(|number| (series, number))
}
