//! `ageing.csv`: by which course a property ages. A property without a row ages straight.

use std::collections::BTreeMap;

use crate::domain::PropertyId;
use crate::stats::Ageing;

use super::super::faults::Read;
use super::super::property::Course;
use super::Folder;
use super::dictionary::Dictionary;
use super::names::Seen;
use super::table::Row;

const COLUMNS: [&str; 4] = ["property", "model", "source", "provenance"];

/// The courses, by property.
pub(super) fn read(folder: &Folder<'_>, dictionary: &Dictionary) -> BTreeMap<PropertyId, Course> {
    let mut courses = BTreeMap::new();
    let Some(table) = folder.table("ageing.csv", &COLUMNS, &["property"]) else { return courses };
    let mut seen = Seen::default();
    for row in table.rows() {
        if let Some(first) = seen.earlier(row.text("property").to_owned(), row.location()) {
            row.fault("property", format!("the property stands already in {first}"));
        }
        courses.extend(read_row(row, dictionary));
    }
    courses
}

fn read_row(row: Row<'_>, dictionary: &Dictionary) -> Read<(PropertyId, Course)> {
    let property = dictionary.property(row, "property");
    let model = row.word("model", &Ageing::ALL.map(Ageing::id), Ageing::from_id);
    let (source, provenance) = row.origin()?;
    Ok((property?, Course { model: model?, source, provenance }))
}
