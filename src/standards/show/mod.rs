//! What the standards folder holds, for `lubelab standards list` and `lubelab standards show ID`.
//!
//! Pure functions: text tables for people, JSON for programs, both from the same rows. Texts here are for the
//! technician who keeps the folder, in English; customers never see them.

mod cause;
mod find;
mod rows;
mod tables;

use serde_json::{Value as Json, json};

use super::Standards;

pub use find::NotFound;

use find::Subject;
use rows::{DocumentRow, LimitRow};

/// All documents, one line each.
#[must_use]
pub fn list(standards: &Standards) -> String {
    tables::documents(&DocumentRow::all(standards))
}

/// All documents as JSON.
#[must_use]
pub fn list_json(standards: &Standards) -> Json {
    json!({
        "schema": "lubelab.standards_list/1",
        "origin": &*standards.origin,
        "fingerprint": standards.fingerprint,
        "documents": DocumentRow::all(standards),
    })
}

/// What stands behind an id: a document (`GB 11121-2006`, or `GB 11121` for all editions), a cause (`C03`), a
/// property (`kv_40c`) or a grade (`SF 40`). A grade given beside it keeps only the limits of that grade.
pub fn show(standards: &Standards, id: &str, grade: Option<&str>) -> Result<String, NotFound> {
    Ok(match find::find(standards, id, grade)? {
        Subject::Documents(documents) => {
            let parts = documents.iter().map(|(document, limits)| {
                let row = DocumentRow::of(standards, *document);
                tables::heading(&row) + &tables::limits(&LimitRow::of(standards, limits), tables::Subject::Property)
            });
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
            let documents: Vec<Json> = documents
                .iter()
                .map(|(document, limits)| {
                    json!({
                        "document": DocumentRow::of(standards, *document),
                        "limits": LimitRow::of(standards, limits),
                    })
                })
                .collect();
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
