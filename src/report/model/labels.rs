//! Headings and fixed words of the pages.

use std::collections::BTreeMap;

use crate::report::words::{Words, word};

/// Messages without arguments that the templates name: `report-due` is `t.due` there.
const LABELS: &[&str] = &[
    "report-account", "report-account-cells", "report-account-rows", "report-against", "report-all-samples",
    "report-axes", "report-back", "report-charts", "report-confidence", "report-cost", "report-customer",
    "report-customers", "report-date", "report-deliveries", "report-document", "report-documents", "report-drain",
    "report-evidence", "report-failing", "report-file", "report-finding", "report-findings", "report-full-history",
    "report-hours-to-report", "report-inputs", "report-key", "report-key-flagged", "report-key-no-limit",
    "report-key-not-tested", "report-key-within", "report-last-sample", "report-late", "report-late-samples", "report-layout",
    "report-limit", "report-limits-applied", "report-lot", "report-machine", "report-machines", "report-missing",
    "report-need-action", "report-no-problems", "report-oil", "report-outcome", "report-overall", "report-problem",
    "report-problems", "report-property", "report-provenance", "report-received", "report-reported", "report-results",
    "report-row", "report-run", "report-sample", "report-samples", "report-samples-of-rows", "report-since",
    "report-source", "report-state", "report-title-customer", "report-title-overview", "report-trend",
    "report-turnaround", "report-unconfirmed", "report-verdict", "report-what-to-do", "report-where",
    "report-worst-first",
];

/// The labels in one language, by the names that the templates use.
pub(super) fn labels(words: &dyn Words) -> BTreeMap<String, String> {
    LABELS
        .iter()
        .map(|id| (id.trim_start_matches("report-").replace('-', "_"), word(words, id)))
        .collect()
}
