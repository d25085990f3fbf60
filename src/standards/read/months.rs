//! `months.csv`: what the months are called, whole and shortened.

use std::collections::BTreeMap;

use crate::domain::fold;

use super::Folder;

const COLUMNS: [&str; 3] = ["language", "name", "month"];

/// `months.csv`, by folded name. Languages may share a name, if it means the same month.
pub(super) fn read(folder: &Folder<'_>) -> BTreeMap<String, u32> {
    let mut months = BTreeMap::new();
    let Some(table) = folder.table("months.csv", &COLUMNS, &["name"]) else { return months };
    for row in table.rows() {
        let (language, name) = (row.required("language"), row.required("name"));
        let month = row.count::<u32>("month").and_then(|month| match month {
            Some(month @ 1..=12) => Ok(month),
            _ => Err(row.fault("month", "a month is 1 to 12")),
        });
        let (Ok(_), Ok(name), Ok(month)) = (language, name, month) else { continue };
        // A date is cut at whatever is no letter.
        if !name.chars().all(char::is_alphabetic) {
            row.fault(
                "name",
                format!("\"{name}\": a month's name is written here in letters only, without its full stop"),
            );
            continue;
        }
        match months.insert(fold(&name), month) {
            Some(earlier) if earlier != month => {
                row.fault("name", format!("\"{name}\" is month {earlier} further up"));
            }
            _ => {}
        }
    }
    months
}
