//! Doubts about a sample that only other samples can raise, added once all are judged.
//!
//! As in `explained`, nothing is dropped: what a doubt accounts for is listed under it, critical findings stay, and the
//! verdicts and severities stay as they are. The report is held; somebody has to ask before anything is taken back.

use std::cmp::Reverse;

use crate::domain::{Finding, FindingKind, Message, Named, Severity};

use super::SampleAnalysis;
use super::analyse::rank;

impl SampleAnalysis {
    /// Adds a doubt and moves the findings that it explains under it.
    pub fn add_doubt(&mut self, mut doubt: Finding, explains: impl Fn(&Finding) -> bool) {
        let goes = |finding: &Finding| {
            let of_results = !matches!(finding.kind, FindingKind::Quality | FindingKind::OffGrade);
            of_results && finding.severity < Severity::Critical && explains(finding)
        };
        let (gone, kept): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut self.findings).into_iter().partition(goes);
        for finding in gone {
            // Told without the word "suspected": nobody suspects it any more.
            let cause = || Message::new(format!("cause-{}", finding.code));
            let title = if finding.kind == FindingKind::Cause { cause() } else { finding.title };
            doubt.explains.findings.push(Named { code: finding.code, title });
            doubt.explains.findings.extend(finding.explains.findings);
        }
        self.findings = kept;
        self.findings.push(doubt);
        self.findings.sort_by_key(|finding| (Reverse(finding.severity), rank(finding)));
    }

    /// True if the report must not go out before somebody has asked.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.findings.iter().any(|finding| finding.explains.holds)
    }
}
