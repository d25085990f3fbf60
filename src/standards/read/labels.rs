//! `labels.csv`: the words that mark what is no result.

use std::collections::BTreeSet;

use crate::domain::fold;

use super::super::label::{Label, Labels};
use super::Folder;

const COLUMNS: [&str; 3] = ["label", "language", "means"];

/// `labels.csv`. A word may mark several things, each once.
pub(super) fn read(folder: &Folder<'_>) -> Labels {
    let mut labels = Labels::new();
    let Some(table) = folder.table("labels.csv", &COLUMNS, &["label", "means"]) else { return labels };
    let mut seen = BTreeSet::new();
    for row in table.rows() {
        let (label, language) = (row.required("label"), row.required("language"));
        let means = row.word("means", &Label::ALL.map(Label::id), Label::from_id);
        let (Ok(label), Ok(_), Ok(means)) = (label, language, means) else { continue };
        if !seen.insert((fold(&label), means)) {
            row.fault("label", format!("\"{label}\" stands further up with the same meaning"));
        }
        labels.entry(means).or_default().push(label);
    }
    labels
}
