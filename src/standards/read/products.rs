//! `products.csv` with `typical.csv`, `drain.csv` and `intervals.csv`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{MachineType, PropertyId, fold};

use super::super::faults::{Read, did_you_mean};
use super::super::property::{DrainRole, Interval, Product, Role};
use super::Folder;
use super::dictionary::Dictionary;
use super::known;
use super::names::Seen;
use super::table::Row;

const PRODUCT_COLUMNS: [&str; 7] = ["product", "aliases", "family", "grade", "note", "source", "provenance"];
const TYPICAL_COLUMNS: [&str; 6] = ["product", "property", "value", "unit", "source", "provenance"];
const DRAIN_COLUMNS: [&str; 5] = ["family", "property", "role", "source", "provenance"];
const INTERVAL_COLUMNS: [&str; 6] = ["machine_type", "criticality", "days", "hours", "source", "provenance"];

const CRITICALITY: [&str; 2] = ["normal", "critical"];

/// Reads `products.csv` and gives each product its rows of `typical.csv`.
pub(super) fn read(folder: &Folder<'_>, dictionary: &Dictionary) -> Vec<Product> {
    let Some(table) = folder.table("products.csv", &PRODUCT_COLUMNS, &["product"]) else { return Vec::new() };
    let mut products = Vec::new();
    // Index by folded name; nothing for a product whose own row is faulty.
    let mut names: BTreeMap<String, Option<usize>> = BTreeMap::new();
    let mut seen = Seen::default();
    for row in table.rows() {
        let product = read_product(row);
        for name in std::iter::once(row.text("product")).chain(aliases(row)) {
            if let Some(first) = seen.earlier(fold(name), row.location()) {
                row.fault("product", format!("\"{name}\" is the name of a product in {first} too"));
            }
        }
        names.insert(fold(row.text("product")), product.is_ok().then_some(products.len()));
        products.extend(product);
    }
    let known: Vec<String> = table.rows().map(|row| row.text("product").to_owned()).collect();
    let lost: Vec<String> = table.lost_cells().map(fold).collect();
    let Some(table) = folder.table("typical.csv", &TYPICAL_COLUMNS, &["product", "property"]) else { return products };
    let mut seen = Seen::default();
    for row in table.rows() {
        let name = row.text("product");
        if let Some(first) = seen.earlier(format!("{}\n{}", fold(name), row.text("property")), row.location()) {
            row.fault_of_row(format!("product and property are those of {first}"));
        }
        let value = read_typical(row, dictionary);
        match names.get(&fold(name)) {
            Some(index) => {
                let product = index.and_then(|index| products.get_mut(index));
                if let (Some(product), Ok(value)) = (product, value) {
                    product.typical.push(value);
                }
            }
            None if lost.contains(&fold(name)) => {}
            None => {
                let near = did_you_mean(name, known.iter().map(String::as_str));
                row.fault("product", format!("no product \"{name}\" in products.csv{near}"));
            }
        }
    }
    products
}

fn read_product(row: Row<'_>) -> Read<Product> {
    let name = row.required("product");
    let family = family(row);
    let origin = row.origin();
    let (source, provenance) = origin?;
    Ok(Product {
        name: name?,
        aliases: aliases(row).map(Arc::from).collect(),
        family: family?,
        grade: Some(row.text("grade")).filter(|grade| !grade.is_empty()).map(Arc::from),
        typical: Vec::new(),
        source,
        provenance,
    })
}

fn aliases(row: Row<'_>) -> impl Iterator<Item = &str> {
    row.text("aliases").split([';', '|']).map(str::trim).filter(|alias| !alias.is_empty())
}

fn read_typical(row: Row<'_>, dictionary: &Dictionary) -> Read<(PropertyId, f64)> {
    let property = dictionary.property(row, "property");
    let unit = dictionary.unit(row, "unit");
    let value = row.number("value").and_then(|value| value.ok_or_else(|| row.fault("value", "value is missing")));
    let origin = row.origin();
    let (property, unit) = (property?, unit?);
    let conversion = dictionary.to_canonical(property, &unit).ok_or_else(|| {
        let canonical = dictionary.get(property).map_or("", |property| property.unit.symbol());
        row.fault("unit", format!("\"{}\" does not convert into the property's unit \"{canonical}\"", unit.symbol()))
    })?;
    origin?;
    Ok((property, conversion.level(value?)))
}

fn family(row: Row<'_>) -> Read<Arc<str>> {
    row.word("family", &known::FAMILIES, |word| known::FAMILIES.contains(&word).then(|| Arc::from(word)))
}

/// Reads `drain.csv`.
pub(super) fn read_drain(folder: &Folder<'_>, dictionary: &Dictionary) -> Vec<DrainRole> {
    let Some(table) = folder.table("drain.csv", &DRAIN_COLUMNS, &["family", "property"]) else { return Vec::new() };
    let mut seen = Seen::default();
    let mut roles = Vec::new();
    for row in table.rows() {
        let key = format!("{}\n{}", row.text("family"), row.text("property"));
        if let Some(first) = seen.earlier(key, row.location()) {
            row.fault_of_row(format!("family and property are those of {first}"));
        }
        roles.extend(read_role(row, dictionary));
    }
    roles
}

fn read_role(row: Row<'_>, dictionary: &Dictionary) -> Read<DrainRole> {
    let family = family(row);
    let property = dictionary.property(row, "property");
    let role = row.word("role", &known::ROLES, role);
    let (source, provenance) = row.origin()?;
    Ok(DrainRole { family: family?, property: property?, role: role?, source, provenance })
}

fn role(word: &str) -> Option<Role> {
    Some(match word {
        "condemn" => Role::Condemn,
        "with_another" => Role::WithAnother,
        "condemn_dry" => Role::CondemnDry,
        "clean" => Role::Clean,
        _ => return None,
    })
}

/// Reads `intervals.csv`.
pub(super) fn read_intervals(folder: &Folder<'_>) -> Vec<Interval> {
    let Some(table) = folder.table("intervals.csv", &INTERVAL_COLUMNS, &["machine_type", "criticality"]) else {
        return Vec::new();
    };
    let mut seen = Seen::default();
    let mut intervals = Vec::new();
    for row in table.rows() {
        let key = format!("{}\n{}", row.text("machine_type"), row.text("criticality"));
        if let Some(first) = seen.earlier(key, row.location()) {
            row.fault_of_row(format!("machine type and criticality are those of {first}"));
        }
        intervals.extend(read_interval(row));
    }
    intervals
}

fn read_interval(row: Row<'_>) -> Read<Interval> {
    let machine_type = row.word("machine_type", &known::machine_types(), MachineType::from_id);
    let criticality =
        row.word("criticality", &CRITICALITY, |word| CRITICALITY.contains(&word).then(|| Arc::from(word)));
    let (days, hours) = (row.count::<u32>("days"), row.count::<u32>("hours"));
    let origin = row.origin();
    let (days, hours) = (days?, hours?);
    if days.is_none() && hours.is_none() {
        return Err(row.fault("days", "days or hours must be given"));
    }
    let (source, provenance) = origin?;
    Ok(Interval { machine_type: machine_type?, criticality: criticality?, days, hours, source, provenance })
}
