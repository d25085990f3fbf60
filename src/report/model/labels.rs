//! Headings and fixed words of the pages.

use std::collections::BTreeMap;

use crate::report::words::{Words, word};

/// Messages without arguments that the templates name: `report-due` is `t.due` there.
const LABELS: &[&str] = &[
    "report-account", "report-account-cells", "report-account-rows", "report-action", "report-against",
    "report-all-machines", "report-anchor-top", "report-as-of", "report-axes", "report-cells-lost", "report-charts",
    "report-confidence", "report-counts", "report-customer", "report-customers", "report-date", "report-deliveries",
    "report-document", "report-documents", "report-drain", "report-due", "report-edition-source", "report-evidence",
    "report-failing", "report-file", "report-finding", "report-findings", "report-hours-to-report", "report-inputs",
    "report-key", "report-key-flagged", "report-key-no-limit", "report-key-not-tested", "report-key-within",
    "report-kind", "report-last-sample", "report-late", "report-limit", "report-limits-applied", "report-lot",
    "report-machine", "report-machines", "report-missing", "report-more-details", "report-need-action",
    "report-no-findings", "report-no-problems", "report-no-samples", "report-notices", "report-outcome",
    "report-overall", "report-place", "report-problem", "report-problems", "report-property", "report-provenance",
    "report-received", "report-reported", "report-results", "report-row", "report-run", "report-sample",
    "report-samples", "report-severity", "report-since", "report-source", "report-sources", "report-state",
    "report-title-customer", "report-title-overview", "report-trend", "report-turnaround", "report-unconfirmed",
    "report-verdict", "report-what-to-do", "report-where", "report-within", "report-worst-first",
    "report-full-history", "report-back", "report-contents",
];

/// The labels in one language, by the names that the templates use.
pub(super) fn labels(words: &dyn Words) -> BTreeMap<String, String> {
    LABELS
        .iter()
        .map(|id| (id.trim_start_matches("report-").replace('-', "_"), word(words, id)))
        .collect()
}
