//! `methods.csv`: repeatability and reproducibility of test methods.

use std::sync::Arc;

use super::super::conversion::Conversion;
use super::super::faults::Read;
use super::super::method::{OilState, PowerLaw, Precision};
use super::Folder;
use super::dictionary::{Dictionary, range};
use super::known;
use super::names::Seen;
use super::table::Row;

const COLUMNS: [&str; 16] = [
    "id",
    "equivalents",
    "property",
    "oil",
    "unit",
    "repeat_factor",
    "repeat_shift",
    "repeat_power",
    "repro_factor",
    "repro_shift",
    "repro_power",
    "valid_min",
    "valid_max",
    "note",
    "source",
    "provenance",
];

/// The columns by which a row is known.
const KEY: [&str; 5] = ["id", "property", "oil", "valid_min", "valid_max"];

/// Reads `methods.csv`.
pub(super) fn read(folder: &Folder<'_>, dictionary: &Dictionary) -> Vec<Precision> {
    let Some(table) = folder.table("methods.csv", &COLUMNS, &KEY) else { return Vec::new() };
    let mut seen = Seen::default();
    let mut list = Vec::new();
    for row in table.rows() {
        let key = KEY.map(|column| row.text(column)).join("\n");
        if let Some(first) = seen.earlier(key, row.location()) {
            row.fault_of_row(format!("method, property, oil and range are those of {first}"));
        }
        list.extend(read_precision(row, dictionary));
    }
    list
}

fn read_precision(row: Row<'_>, dictionary: &Dictionary) -> Read<Precision> {
    let method = row.required("id");
    let property = dictionary.property(row, "property");
    let oil = row.word("oil", &known::OIL, oil);
    let unit = dictionary.unit(row, "unit");
    let repeatability = power_law(row, ["repeat_factor", "repeat_shift", "repeat_power"]);
    let reproducibility = power_law(row, ["repro_factor", "repro_shift", "repro_power"]);
    let valid = range(row, "valid_min", "valid_max");
    let origin = row.origin();
    let (property, unit) = (property?, unit?);
    let conversion = dictionary.to_canonical(property, &unit).ok_or_else(|| {
        let canonical = dictionary.get(property).map_or("", |property| property.unit.symbol());
        row.fault("unit", format!("\"{}\" does not convert into the property's unit \"{canonical}\"", unit.symbol()))
    })?;
    let (source, provenance) = origin?;
    let valid = valid?;
    Ok(Precision {
        method: method?,
        equivalents: row.list("equivalents", ';').map(Arc::from).collect(),
        property,
        oil: oil?,
        repeatability: repeatability?.map(|law| canonical(law, conversion)),
        reproducibility: reproducibility?.map(|law| canonical(law, conversion)),
        valid: (conversion.level(valid.0), conversion.level(valid.1)),
        note: row.text("note").into(),
        source,
        provenance,
    })
}

fn power_law(row: Row<'_>, columns: [&str; 3]) -> Read<Option<PowerLaw>> {
    let [factor_column, shift_column, power_column] = columns;
    let (factor, shift, power) = (row.number(factor_column), row.number(shift_column), row.number(power_column));
    match (factor?, shift?, power?) {
        (None, None, None) => Ok(None),
        (Some(factor), shift, Some(power)) if factor >= 0.0 => {
            Ok(Some(PowerLaw { factor, shift: shift.unwrap_or(0.0), power }))
        }
        (Some(factor), _, Some(_)) => Err(row.fault(factor_column, format!("{factor} is less than 0"))),
        (Some(_), _, None) => Err(row.fault(power_column, format!("{power_column} is missing; 0 is a constant"))),
        (None, ..) => Err(row.fault(factor_column, format!("{factor_column} is missing"))),
    }
}

/// With c = k·u + o, a precision f·(u + s)^p in unit u is k·f·k^-p·(c − o + s·k)^p in the canonical unit c.
fn canonical(law: PowerLaw, conversion: Conversion) -> PowerLaw {
    if conversion == Conversion::NONE {
        return law;
    }
    let Conversion { factor: k, offset } = conversion;
    PowerLaw { factor: law.factor * k.powf(1.0 - law.power), shift: law.shift * k - offset, power: law.power }
}

fn oil(word: &str) -> Option<OilState> {
    Some(match word {
        "new" => OilState::New,
        "used" => OilState::Used,
        "any" => OilState::Any,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_precision_in_another_unit_is_the_same_precision() {
        let law = PowerLaw { factor: 0.02, shift: 3.0, power: 0.7 };
        let per_unit = Conversion { factor: 0.25, offset: -4.0 };
        for level in [0.5, 7.0, 310.0] {
            let there = law.at(level).map(|r| r * per_unit.factor);
            let here = canonical(law, per_unit).at(per_unit.level(level));
            let apart = there.zip(here).map_or(f64::NAN, |(there, here)| (there - here).abs() / there);
            assert!(apart < 1e-9, "{there:?} {here:?}");
        }
    }
}
