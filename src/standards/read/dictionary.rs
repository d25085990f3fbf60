//! `properties.csv` and `units.csv`, which all other files rest on.

use std::sync::Arc;

use crate::domain::{Axis, PropertyGroup, PropertyId, PropertyKind, Unit, Worse, fold};

use super::super::conversion::Conversion;
use super::super::faults::{Read, Reported};
use super::super::property::{Property, UnitDefinition, Units};
use super::Folder;
use super::known;
use super::names::{Names, Seen};
use super::table::Row;
use super::toml_table::Keys;

const PROPERTY_COLUMNS: [&str; 14] = [
    "id",
    "group",
    "axis",
    "kind",
    "symbol",
    "name_en",
    "name_zh",
    "name_ko",
    "unit",
    "worse",
    "decimals",
    "plausible_min",
    "plausible_max",
    "scale",
];
const UNIT_COLUMNS: [&str; 5] = ["unit", "dimension", "factor", "offset", "spellings"];

/// What `scale` says of numbers that are steps and no quantities; empty for all others.
const STEPS: &str = "steps";

/// More decimals than this no test has.
const MOST_DECIMALS: u8 = 6;

/// Properties and units with their names.
pub(super) struct Dictionary {
    pub(super) properties: Vec<Property>,
    pub(super) units: Units,
    property_names: Names<PropertyId>,
    unit_names: Names<()>,
}

impl Dictionary {
    pub(super) fn read(folder: &Folder<'_>) -> Self {
        let (units, unit_names) = read_units(folder);
        let mut dictionary = Self { properties: Vec::new(), units, property_names: Names::new("property"), unit_names };
        let Some(table) = folder.table("properties.csv", &PROPERTY_COLUMNS, &["id"]) else { return dictionary };
        table.must_have_rows();
        dictionary.property_names.add_lost(&table);
        let mut seen = Seen::default();
        for row in table.rows() {
            if let Some(first) = seen.earlier(row.text("id").to_owned(), row.location()) {
                row.fault("id", format!("the property stands already in {first}"));
                continue;
            }
            let property = read_property(row, &dictionary);
            let id = property.is_ok().then(|| property_id(dictionary.properties.len()));
            dictionary.property_names.add(row.text("id"), id);
            dictionary.properties.extend(property);
        }
        dictionary
    }

    /// The property that a cell names.
    pub(super) fn property(&self, row: Row<'_>, column: &str) -> Read<PropertyId> {
        let name = row.required(column)?;
        self.property_names.find(&name).map_err(|says| says.map_or(Reported, |says| row.fault(column, says)))
    }

    /// The property that a key names.
    pub(super) fn property_key(&self, keys: &Keys<'_>, key: &'static str) -> Read<PropertyId> {
        let name = keys.required(key)?;
        self.property_names.find(&name).map_err(|says| says.map_or(Reported, |says| keys.fault(key, says)))
    }

    /// The property that one of a list of names means. The error is what to report.
    pub(super) fn named(&self, name: &str) -> Result<PropertyId, Option<String>> {
        self.property_names.find(name)
    }

    /// The unit that a cell names.
    pub(super) fn unit(&self, row: Row<'_>, column: &str) -> Read<Unit> {
        let name = row.required(column)?;
        self.check_unit(&name).map_err(|says| says.map_or(Reported, |says| row.fault(column, says)))?;
        Ok(Unit::new(&name))
    }

    /// The unit that a key names.
    pub(super) fn unit_key(&self, keys: &Keys<'_>, key: &'static str) -> Read<Unit> {
        let name = keys.required(key)?;
        self.check_unit(&name).map_err(|says| says.map_or(Reported, |says| keys.fault(key, says)))?;
        Ok(Unit::new(&name))
    }

    fn check_unit(&self, name: &str) -> Result<(), Option<String>> {
        // Somebody who wrote a spelling knows the unit; name the symbol for it.
        let better = || {
            let symbol = self.units.by_spelling.get(&fold(name))?;
            Some(format!("unknown unit \"{name}\", did you mean \"{symbol}\"?"))
        };
        self.unit_names.find(name).map_err(|says| says.map(|says| better().unwrap_or(says)))
    }

    /// The row of a property. Never `None` for an id that this dictionary gave.
    pub(super) fn get(&self, id: PropertyId) -> Option<&Property> {
        self.properties.get(id.index())
    }

    /// How numbers of a unit become numbers of the property's canonical unit; `None` if the dimensions differ.
    pub(super) fn to_canonical(&self, property: PropertyId, unit: &Unit) -> Option<Conversion> {
        self.units.conversion(unit.symbol(), self.get(property)?.unit.symbol())
    }
}

fn property_id(index: usize) -> PropertyId {
    PropertyId(u16::try_from(index).unwrap_or(u16::MAX))
}

fn read_property(row: Row<'_>, dictionary: &Dictionary) -> Read<Property> {
    let id = row.required("id");
    let group = row.word("group", &known::groups(), PropertyGroup::from_id);
    let axis = row.word("axis", &known::axes(), Axis::from_id);
    let kind = row.word("kind", &known::KINDS, PropertyKind::from_id);
    let names = ["name_en", "name_zh", "name_ko"].map(|column| row.required(column));
    let unit = dictionary.unit(row, "unit");
    let worse = row.word("worse", &known::WORSE, Worse::from_id);
    let decimals = row.count::<u8>("decimals").and_then(|decimals| match decimals.unwrap_or(0) {
        decimals if decimals <= MOST_DECIMALS => Ok(decimals),
        _ => Err(row.fault("decimals", format!("more than {MOST_DECIMALS} decimals"))),
    });
    let plausible = range(row, "plausible_min", "plausible_max");
    let stepped = row.optional_word("scale", &[STEPS], |word| (word == STEPS).then_some(true));
    let [english, chinese, korean] = names;
    let id = id?;
    let symbol = Some(row.text("symbol")).filter(|symbol| !symbol.is_empty()).map_or_else(|| id.clone(), Arc::from);
    Ok(Property {
        id,
        group: group?,
        axis: axis?,
        kind: kind?,
        symbol,
        names: [english?, chinese?, korean?],
        unit: unit?,
        worse: worse?,
        decimals: decimals?,
        plausible: plausible?,
        is_stepped: stepped?.unwrap_or(false),
    })
}

/// A range that is open where a cell is empty.
pub(super) fn range(row: Row<'_>, low: &str, high: &str) -> Read<(f64, f64)> {
    let (low_number, high_number) = (row.number(low), row.number(high));
    let bounds = (low_number?.unwrap_or(f64::NEG_INFINITY), high_number?.unwrap_or(f64::INFINITY));
    if bounds.0 > bounds.1 {
        return Err(row.fault(high, format!("the range is inverted: {} is less than {}", bounds.1, bounds.0)));
    }
    Ok(bounds)
}

fn read_units(folder: &Folder<'_>) -> (Units, Names<()>) {
    let (mut units, mut names) = (Units::default(), Names::new("unit"));
    let Some(table) = folder.table("units.csv", &UNIT_COLUMNS, &["unit"]) else { return (units, names) };
    table.must_have_rows();
    names.add_lost(&table);
    let mut seen = Seen::default();
    for row in table.rows() {
        let symbol = row.text("unit");
        if let Some(first) = seen.earlier(symbol.to_owned(), row.location()) {
            row.fault("unit", format!("the unit stands already in {first}"));
            continue;
        }
        let definition = read_unit(row);
        names.add(symbol, definition.is_ok().then_some(()));
        let spellings = std::iter::once(symbol).chain(row.list("spellings", '|'));
        for spelling in spellings {
            match units.by_spelling.insert(fold(spelling), symbol.to_owned()) {
                Some(other) if other != symbol => {
                    row.fault("spellings", format!("\"{spelling}\" is a spelling of \"{other}\" too"));
                }
                _ => {}
            }
        }
        units.by_symbol.extend(definition.map(|definition| (symbol.to_owned(), definition)));
    }
    for row in table.rows() {
        let dimension = row.text("dimension");
        let is_base = |unit: &&UnitDefinition| unit.factor.total_cmp(&1.0).is_eq() && unit.offset == 0.0;
        let of_dimension = || units.by_symbol.values().filter(|unit| unit.dimension == dimension);
        if !dimension.is_empty() && of_dimension().next().is_some() && !of_dimension().any(|unit| is_base(&unit)) {
            row.fault("dimension", format!("no unit of {dimension} is its base: one must have factor 1 and offset 0"));
        }
    }
    (units, names)
}

fn read_unit(row: Row<'_>) -> Read<UnitDefinition> {
    let symbol = row.required("unit");
    let dimension = row.required("dimension");
    let factor = row.number("factor").and_then(|factor| match factor {
        Some(factor) if factor > 0.0 => Ok(factor),
        Some(_) => Err(row.fault("factor", "the factor must be more than 0")),
        None => Err(row.fault("factor", "factor is missing")),
    });
    let offset = row.number("offset");
    symbol?;
    Ok(UnitDefinition { dimension: dimension?.to_string(), factor: factor?, offset: offset?.unwrap_or(0.0) })
}
