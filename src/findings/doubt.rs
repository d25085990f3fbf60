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

#[cfg(test)]
mod tests {
    use super::super::fixture::{hydraulic, last, press};
    use super::*;
    use crate::domain::{Explained, Finding};

    /// Iron over its limit, which is of this severity, then a doubt about all results.
    fn doubted(severity: Severity) -> SampleAnalysis {
        let (mut standards, ..) = hydraulic();
        if let Some(iron) = standards.limits.get_mut(3) {
            iron.severity = severity;
        }
        let mut analysis = last(&standards, &press(&standards, "fe", &["25"]));
        let alarm = analysis.findings.iter().find(|finding| finding.code == "over_limit:fe").cloned();
        let explains = Explained { holds: true, ..Explained::default() };
        let doubt = alarm.map(|alarm| Finding {
            code: "S02".to_owned(),
            kind: FindingKind::Quality,
            severity: Severity::Caution,
            explains,
            ..alarm
        });
        assert!(!analysis.is_held());
        if let Some(doubt) = doubt {
            analysis.add_doubt(doubt, |_| true);
        }
        analysis
    }

    #[test]
    fn what_a_doubt_accounts_for_is_listed_under_it_and_the_severity_stays() {
        let analysis = doubted(Severity::Abnormal);
        let codes: Vec<&str> = analysis.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, ["S02"]);
        let listed = analysis.findings.iter().flat_map(|finding| &finding.explains.findings);
        assert_eq!(listed.map(|named| named.code.as_str()).collect::<Vec<_>>(), ["over_limit:fe"]);
        assert!(analysis.is_held() && analysis.axes.machine == Severity::Abnormal);
    }

    #[test]
    fn a_critical_finding_stays_in_sight() {
        let analysis = doubted(Severity::Critical);
        let codes: Vec<&str> = analysis.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, ["over_limit:fe", "S02"]);
        assert!(analysis.findings.iter().all(|finding| finding.explains.findings.is_empty()));
    }
}
