//! `cleanliness/*.csv`: the tables that turn particle counts into codes and classes.
//!
//! What is checked is what a slip of the pen would break: numbers without a gap, every class with every size, and
//! bounds that grow with the class.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::Provenance;

use super::super::cleanliness::{ClassTable, Cleanliness, ScaleTable, SizeBand};
use super::super::faults::Read;
use super::Folder;
use super::names::Seen;
use super::table::{Row, Table};

const SCALE: [&str; 7] = ["scale", "above_per_ml", "up_to_per_ml", "other", "note", "source", "provenance"];
const NAS: [&str; 8] = ["class", "from_um", "to_um", "per_100ml_max", "other", "note", "source", "provenance"];
const AS4059: [&str; 10] =
    ["class", "table", "size_code", "from_um", "to_um", "per_100ml_max", "other", "note", "source", "provenance"];
const SIZES: [&str; 5] = ["iso11171_um", "acftd_um", "note", "source", "provenance"];

/// The four tables.
pub(super) fn read(folder: &Folder<'_>) -> Cleanliness {
    let table = |path: &str, columns: &[&'static str], key: &[&str]| {
        let table = folder.table(path, columns, key);
        table.inspect(Table::must_have_rows)
    };
    let as4059 = table("cleanliness/as4059.csv", &AS4059, &["class", "table", "from_um"]);
    let of = |wanted: &str| {
        let rows = as4059.iter().flat_map(Table::rows).filter(|row| row.text("table") == wanted);
        class_table(rows.collect())
    };
    if let Some(table) = &as4059 {
        for row in table.rows() {
            let _ = row.word("table", &["differential", "cumulative"], |word| {
                ["differential", "cumulative"].contains(&word).then_some(())
            });
        }
    }
    Cleanliness {
        iso4406: table("cleanliness/iso4406.csv", &SCALE, &["scale"])
            .map(|table| scale_table(&table))
            .unwrap_or_default(),
        nas1638: table("cleanliness/nas1638.csv", &NAS, &["class", "from_um"])
            .map(|table| class_table(table.rows().collect()))
            .unwrap_or_default(),
        as4059_differential: of("differential"),
        as4059_cumulative: of("cumulative"),
        sizes: table("cleanliness/sizes.csv", &SIZES, &["iso11171_um"]).map(|table| sizes(&table)).unwrap_or_default(),
    }
}

fn scale_table(table: &Table<'_>) -> ScaleTable {
    let mut found = ScaleTable::default();
    let mut open_end = false;
    for row in table.rows() {
        let (above, up_to, origin) = (row.number("above_per_ml"), row.number("up_to_per_ml"), row.origin());
        let (Ok(above), Ok(up_to), Ok((source, provenance))) = (above, up_to, origin) else { continue };
        let begins = found.up_to_per_ml.last().copied().unwrap_or(0.0);
        if above.is_none_or(|above| above.total_cmp(&begins).is_ne()) {
            row.fault("above_per_ml", format!("a scale number begins where the one before ends, at {begins}"));
        }
        let number = found.up_to_per_ml.len();
        let Some(up_to) = up_to else {
            // The row beyond the scale has no upper bound, and a provenance that says nothing about the others.
            let last = number.saturating_sub(1);
            if row.text("scale") != format!(">{last}") {
                row.fault("scale", format!("the row without an upper bound is \">{last}\""));
            }
            open_end = true;
            continue;
        };
        if row.text("scale") != number.to_string() || open_end {
            row.fault("scale", format!("scale numbers stand in order; {number} is the next"));
        }
        if up_to <= begins {
            row.fault("up_to_per_ml", format!("the upper bound is not above the lower one, {begins}"));
        }
        found.up_to_per_ml.push(up_to);
        note_origin(&mut found.source, &mut found.provenance, source, provenance);
    }
    found
}

/// The cells of a class: where each stands, its size, and the most particles.
type Cells<'t> = Vec<(Row<'t>, SizeBand, f64)>;

/// The rows of one table of classes, in any order.
fn class_table(rows: Vec<Row<'_>>) -> ClassTable {
    let mut seen = Seen::default();
    let mut table = ClassTable::default();
    let mut by_class: BTreeMap<i8, Cells<'_>> = BTreeMap::new();
    for row in rows {
        let key = format!("{}/{}/{}", row.text("class"), row.text("from_um"), row.text("to_um"));
        if let Some(first) = seen.earlier(key, row.location()) {
            row.fault_of_row(format!("class and size are those of {first}"));
            continue;
        }
        let (Ok((class, band, most)), Ok((source, provenance))) = (class_row(row), row.origin()) else { continue };
        note_origin(&mut table.source, &mut table.provenance, source, provenance);
        by_class.entry(class).or_default().push((row, band, most));
    }
    for cells in by_class.values_mut() {
        cells.sort_by(|(_, one, _), (_, other, _)| one.from.total_cmp(&other.from));
    }
    let mut before: Option<(i8, &Cells<'_>)> = None;
    for (class, cells) in &by_class {
        if let Some((last, earlier)) = before {
            check_next((last, earlier), (*class, cells));
        }
        before = Some((*class, cells));
    }
    let bands = |cells: &Cells<'_>| cells.iter().map(|(_, band, _)| *band).collect();
    table.bands = by_class.values().next().map(bands).unwrap_or_default();
    let most = |cells: Cells<'_>| cells.into_iter().map(|(_, _, most)| most).collect();
    table.classes = by_class.into_iter().map(|(class, cells)| (class, most(cells))).collect();
    table
}

/// A class against the cleaner one before it: no class between them, the same sizes, and no fewer particles allowed.
fn check_next((last, earlier): (i8, &Cells<'_>), (class, cells): (i8, &Cells<'_>)) {
    let Some((first, ..)) = cells.first() else { return };
    if class != last + 1 {
        first.fault("class", "classes follow each other without a gap; one before this is missing");
    }
    let sizes = |cells: &Cells<'_>| cells.iter().map(|(_, band, _)| *band).collect::<Vec<_>>();
    if sizes(earlier) != sizes(cells) {
        first.fault("class", "the class has not the same sizes as the one before it");
        return;
    }
    for ((.., before), (row, _, most)) in earlier.iter().zip(cells) {
        if most < before {
            row.fault(
                "per_100ml_max",
                format!("a dirtier class allows fewer particles than the one before it, {before}"),
            );
        }
    }
}

fn class_row(row: Row<'_>) -> Read<(i8, SizeBand, f64)> {
    let class = row.required("class").and_then(|class| match &*class {
        "000" => Ok(-2),
        "00" => Ok(-1),
        text => text
            .parse::<i8>()
            .ok()
            .filter(|class| (0..=12).contains(class) && class.to_string() == text)
            .ok_or_else(|| row.fault("class", format!("\"{text}\" is no class; expected 000, 00, 0, 1 ... 12"))),
    });
    let amount = |column: &str| {
        let number = row.number(column)?;
        match number {
            Some(number) if number >= 0.0 => Ok(number),
            _ => Err(row.fault(column, format!("{column} is a number from 0 upward"))),
        }
    };
    let (from, most) = (amount("from_um"), amount("per_100ml_max"));
    let to = row.number("to_um");
    let letter = match row.text("size_code").as_bytes() {
        [] => Ok(None),
        [letter @ b'A'..=b'F'] => Ok(Some(char::from(*letter))),
        _ => Err(row.fault("size_code", "a size code is one letter, A to F")),
    };
    let (class, from, to, letter, most) = (class?, from?, to?, letter?, most?);
    if to.is_some_and(|to| to <= from) {
        return Err(row.fault("to_um", "the band ends before it begins"));
    }
    Ok((class, SizeBand { from, to, letter }, most))
}

/// Adds a source, and keeps the weakest provenance.
fn note_origin(
    sources: &mut Vec<Arc<str>>,
    weakest: &mut Option<Provenance>,
    source: Arc<str>,
    provenance: Provenance,
) {
    if !sources.contains(&source) {
        sources.push(source);
    }
    *weakest = Some(weakest.map_or(provenance, |known| known.min(provenance)));
}

fn sizes(table: &Table<'_>) -> Vec<(f64, f64)> {
    let mut sizes: Vec<(f64, f64)> = Vec::new();
    for row in table.rows() {
        let (by_11171, by_4402, origin) = (row.number("iso11171_um"), row.number("acftd_um"), row.origin());
        let (Ok(Some(by_11171)), Ok(Some(by_4402)), Ok(_)) = (by_11171, by_4402, origin) else { continue };
        if sizes.last().is_some_and(|last| by_11171 <= last.0 || by_4402 <= last.1) {
            row.fault_of_row("sizes stand in order, smallest first");
        }
        sizes.push((by_11171, by_4402));
    }
    sizes
}
