//! What the standards folder holds, for `lubelab standards list` and `lubelab standards show ID`.
//!
//! Pure functions: text tables for people, JSON for programs, both from the same rows. Texts here are for the
//! technician who keeps the folder, in English; customers never see them.

mod batch;
mod cause;
mod diff;
mod find;
mod rows;
mod tables;

use serde_json::{Value as Json, json};

use crate::domain::LimitId;

use super::{DocumentId, Overlay, Standards};

pub use diff::{Diff, diff};
pub use find::NotFound;
pub(super) use find::of_edition;

use find::Subject;
use rows::{DocumentRow, LimitRow};

/// The thresholds of the checks of a laboratory run on which a finding rests; empty if it rests on none.
#[must_use]
pub fn thresholds(standards: &Standards, finding: &str) -> String {
    batch::text(standards, finding)
}

/// All documents, one line each.
#[must_use]
pub fn list(standards: &Standards) -> String {
    tables::documents(&DocumentRow::all(standards))
}

/// The folders laid over the rules, as JSON.
#[must_use]
pub fn overlays_json(standards: &Standards) -> Json {
    let one = |overlay: &Overlay| {
        json!({
            "origin": &*overlay.origin,
            "fingerprint": overlay.fingerprint,
            "replacing": overlay.replacing,
            "added": overlay.added,
        })
    };
    standards.overlays.iter().map(one).collect()
}

/// All documents as JSON.
#[must_use]
pub fn list_json(standards: &Standards) -> Json {
    json!({
        "schema": "lubelab.standards_list/1",
        "origin": &*standards.origin,
        "fingerprint": standards.fingerprint,
        "overlays": overlays_json(standards),
        "documents": DocumentRow::all(standards),
    })
}

/// A document above some of its limits.
pub(super) fn document(standards: &Standards, id: DocumentId, limits: &[LimitId]) -> String {
    let rows = LimitRow::of(standards, limits);
    tables::heading(&DocumentRow::of(standards, id)) + &tables::limits(&rows, tables::Subject::Property)
}

/// The same as JSON.
pub(super) fn document_json(standards: &Standards, id: DocumentId, limits: &[LimitId]) -> Json {
    json!({ "document": DocumentRow::of(standards, id), "limits": LimitRow::of(standards, limits) })
}

/// What stands behind an id: a document (`GB 11121-2006`, or `GB 11121` for all editions), a cause (`C03`), a
/// property (`kv_40c`) or a grade (`SF 40`). A grade given beside it keeps only the limits of that grade.
pub fn show(standards: &Standards, id: &str, grade: Option<&str>) -> Result<String, NotFound> {
    Ok(match find::find(standards, id, grade)? {
        Subject::Documents(documents) => {
            let parts = documents.iter().map(|(id, limits)| document(standards, *id, limits));
            parts.collect::<Vec<_>>().join("\n")
        }
        Subject::Cause(rule) => cause::text(standards, rule),
        Subject::Property(property, limits) => {
            let rows = LimitRow::of(standards, &limits);
            tables::property(standards, property) + &tables::limits(&rows, tables::Subject::Document)
        }
    })
}

/// The same as JSON.
pub fn show_json(standards: &Standards, id: &str, grade: Option<&str>) -> Result<Json, NotFound> {
    Ok(match find::find(standards, id, grade)? {
        Subject::Documents(documents) => {
            let documents: Vec<Json> =
                documents.iter().map(|(id, limits)| document_json(standards, *id, limits)).collect();
            json!({ "schema": "lubelab.standards_show/1", "kind": "documents", "documents": documents })
        }
        Subject::Cause(rule) => {
            json!({ "schema": "lubelab.standards_show/1", "kind": "cause", "cause": cause::json(standards, rule) })
        }
        Subject::Property(property, limits) => json!({
            "schema": "lubelab.standards_show/1",
            "kind": "property",
            "property": rows::property(standards, property),
            "methods": rows::methods(standards, property),
            "limits": LimitRow::of(standards, &limits),
        }),
    })
}

#[cfg(test)]
mod tests;
