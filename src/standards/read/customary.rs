//! `customary-units.csv`: properties that everybody states in one unit.
//!
//! A property whose unit differs from laboratory to laboratory (water, particle counts, flash point, oxidation) has no
//! row here on purpose: its heading has to say the unit.

use std::collections::BTreeMap;

use crate::domain::PropertyId;

use super::super::faults::Read;
use super::super::property::CustomaryUnit;
use super::Folder;
use super::dictionary::Dictionary;
use super::names::Seen;
use super::table::Row;

const COLUMNS: [&str; 4] = ["property", "unit", "source", "provenance"];

/// The customary units, by property.
pub(super) fn read(folder: &Folder<'_>, dictionary: &Dictionary) -> BTreeMap<PropertyId, CustomaryUnit> {
    let mut units = BTreeMap::new();
    let Some(table) = folder.table("customary-units.csv", &COLUMNS, &["property"]) else { return units };
    let mut seen = Seen::default();
    for row in table.rows() {
        if let Some(first) = seen.earlier(row.text("property").to_owned(), row.location()) {
            row.fault(
                "property",
                format!("the property stands already in {first}; one with two units has no customary one"),
            );
        }
        units.extend(read_row(row, dictionary));
    }
    units
}

fn read_row(row: Row<'_>, dictionary: &Dictionary) -> Read<(PropertyId, CustomaryUnit)> {
    let property = dictionary.property(row, "property");
    let unit = dictionary.unit(row, "unit");
    let origin = row.origin();
    let (property, unit) = (property?, unit?);
    if dictionary.to_canonical(property, &unit).is_none() {
        let canonical = dictionary.get(property).map_or("", |known| known.unit.symbol());
        let says = format!("\"{}\" does not convert into the property's unit \"{canonical}\"", unit.symbol());
        return Err(row.fault("unit", says));
    }
    let (source, provenance) = origin?;
    Ok((property, CustomaryUnit { unit, source, provenance }))
}
