//! Where a sampling point stands now: which of its samples speaks for it.

use chrono::{Days, NaiveDate};

use crate::domain::{Sample, SampleKind, Severity};

use super::{PointAnalysis, SampleAnalysis};

/// Deliveries of new oil count towards a point's state for this long.
const DELIVERIES_COUNT_DAYS: u64 = 365;

/// The sample that speaks for a sampling point now.
#[derive(Debug, Clone, Copy)]
pub struct Current<'a> {
    /// Index into the point's samples.
    pub index: usize,
    /// The sample.
    pub sample: &'a Sample,
    /// What was found about it.
    pub analysis: &'a SampleAnalysis,
}

impl PointAnalysis<'_> {
    /// The latest sample of oil in service. For a point that has only new oils, the worst delivery of the last
    /// twelve months, so that a good delivery does not hide the bad lot before it.
    #[must_use]
    pub fn current(&self, as_of: NaiveDate) -> Option<Current<'_>> {
        let all = || {
            let pairs = self.history.samples.iter().zip(&self.samples).enumerate();
            pairs.map(|(index, (sample, analysis))| Current { index, sample, analysis })
        };
        if let Some(latest) = all().rfind(|current| current.sample.kind == SampleKind::InService) {
            return Some(latest);
        }
        let since = as_of.checked_sub_days(Days::new(DELIVERIES_COUNT_DAYS)).unwrap_or(NaiveDate::MIN);
        let recent = all().filter(|current| current.sample.sampled_on >= since);
        recent.max_by_key(|current| (current.analysis.axes.overall(), current.index)).or_else(|| all().next_back())
    }

    /// The severity of the sample that speaks for the point; no verdict if it has none.
    #[must_use]
    pub fn severity_now(&self, as_of: NaiveDate) -> Severity {
        self.current(as_of).map_or(Severity::NoVerdict, |current| current.analysis.axes.overall())
    }
}
