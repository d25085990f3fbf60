//! `comparability.csv`: methods whose results agree or do not, and tests that do not stand in for each other.

use super::super::comparability::{MethodName, Pair};
use super::super::faults::Read;
use super::Folder;
use super::dictionary::Dictionary;
use super::names::Seen;
use super::table::Row;

/// The file. A folder without it compares by the equivalents of `methods.csv` alone.
pub(in crate::standards) const PATH: &str = "comparability.csv";

const COLUMNS: [&str; 8] =
    ["property", "method", "other_property", "other_method", "relation", "note", "source", "provenance"];

/// What tells a pair from another.
const KEY: [&str; 4] = ["property", "method", "other_property", "other_method"];

const RELATIONS: [&str; 2] = ["same", "differs"];

/// The pairs, in file order.
pub(super) fn read(folder: &Folder<'_>, dictionary: &Dictionary) -> Vec<Pair> {
    let Some(table) = folder.table(PATH, &COLUMNS, &KEY) else { return Vec::new() };
    let mut seen = Seen::default();
    let mut pairs = Vec::new();
    for row in table.rows() {
        let mut sides = [["property", "method"], ["other_property", "other_method"]]
            .map(|side| side.map(|column| row.text(column)).join("\n"));
        sides.sort();
        if let Some(first) = seen.earlier(sides.join("\n"), row.location()) {
            row.fault_of_row(format!("the pair stands already in {first}"));
        }
        pairs.extend(read_pair(row, dictionary));
    }
    pairs
}

fn read_pair(row: Row<'_>, dictionary: &Dictionary) -> Read<Pair> {
    let property = dictionary.property(row, "property");
    let other_property = dictionary.property(row, "other_property");
    let agree = row.word("relation", &RELATIONS, |word| RELATIONS.contains(&word).then_some(word == "same"));
    let method = method(row, "method");
    let other_method = self::method(row, "other_method");
    row.origin()?;
    let pair = Pair {
        property: property?,
        method: method?,
        other_property: other_property?,
        other_method: other_method?,
        agree: agree?,
    };
    let methods = pair.method.is_some() && pair.other_method.is_some();
    if pair.property == pair.other_property && !methods {
        return Err(row.fault("method", "two tests of one property are told apart by their methods"));
    }
    if pair.property != pair.other_property && (pair.agree || pair.method.is_some() || pair.other_method.is_some()) {
        return Err(row.fault("relation", "two properties can only differ, whatever the method"));
    }
    Ok(pair)
}

fn method(row: Row<'_>, column: &'static str) -> Read<Option<MethodName>> {
    match row.text(column) {
        "" => Ok(None),
        text => MethodName::parse(text)
            .map(Some)
            .ok_or_else(|| row.fault(column, format!("\"{text}\" is not the name of a method, as ASTM D445"))),
    }
}
