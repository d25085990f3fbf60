//! `labs/*.toml`: how one laboratory lays out its export.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{MachineType, PropertyKind, Severity, fold};

use super::super::faults::{Read, Reported, did_you_mean};
use super::super::lab::{ColumnRule, Form, LabProfile};
use super::Folder;
use super::dictionary::Dictionary;
use super::known;
use super::names::Seen;
use super::toml_table::{Keys, parse};
use super::words::meaning;

/// Two-digit years up to this one are 20xx where a profile does not say; the rule of POSIX.
const CENTURY_PIVOT: u32 = 68;

/// Items of a date form that can be read.
const DATE_ITEMS: &str = "YymdeHMSbB%";

/// Reads `labs/`, by name.
pub(super) fn read(folder: &Folder<'_>, dictionary: &Dictionary) -> Vec<LabProfile> {
    let mut labs = Vec::new();
    for (path, text) in folder.under("labs/") {
        let Some(table) = parse(&text.shown, text.content, folder.faults) else { continue };
        let keys = Keys::of_file(&text.shown, text.content, &table, folder.faults);
        let name = path.trim_start_matches("labs/").trim_end_matches(".toml");
        labs.extend(read_lab(&keys, name, dictionary));
    }
    labs
}

fn read_lab(keys: &Keys<'_>, name: &str, dictionary: &Dictionary) -> Read<LabProfile> {
    let title = keys.required("title");
    let signature = keys.texts("signature");
    let encoding = encoding(keys);
    let sheets = keys.one_or_more("sheet");
    let heading_row = heading_row(keys);
    let forms: Vec<&str> = Form::ALL.iter().map(|form| form.id()).collect();
    let form = keys.optional_word("form", &forms, Form::from_id);
    let delimiter = keys.optional_word("delimiter", &[";", ",", "|", "tab"], |word| match word {
        ";" => Some(b';'),
        "," => Some(b','),
        "|" => Some(b'|'),
        "tab" => Some(b'\t'),
        _ => None,
    });
    let decimal = keys.optional_word("decimal", &[".", ","], |word| match word {
        "." => Some(b'.'),
        "," => Some(b','),
        _ => None,
    });
    let date_formats = date_formats(keys);
    let months = keys.pairs("months").and_then(|pairs| months(keys, pairs));
    let century_pivot = keys.count::<u32>("century_pivot");
    let constants = constants(keys);
    let ignore = texts(keys, "ignore");
    let words = meanings(keys, "words", &known::word_meanings(), meaning);
    let component_types = meanings(keys, "component_types", &known::machine_types(), MachineType::from_id);
    let grades = texts(keys, "grades");
    let verdicts = meanings(keys, "verdicts", &known::severities(), Severity::from_id);
    let yes_no = meanings(keys, "yes_no", &["yes", "no"], yes_or_no);
    let columns = columns(keys, dictionary);
    keys.finish()?;
    let columns = columns?;
    let as_written = |texts: Vec<Arc<str>>| texts.iter().map(ToString::to_string).collect();
    Ok(LabProfile {
        name: Arc::from(name),
        title: title?,
        signature: as_written(signature?),
        encoding: encoding?,
        sheets: as_written(sheets?),
        heading_row: heading_row?,
        form: form?.unwrap_or_default(),
        delimiter: delimiter?,
        decimal: decimal?,
        date_formats: date_formats?,
        months: months?,
        century_pivot: century_pivot?.unwrap_or(CENTURY_PIVOT),
        optional: columns.optional,
        unit_from: columns.unit_from,
        columns: columns.rules,
        ignore: ignore?,
        constants: constants?,
        words: folded(words?),
        component_types: component_types?,
        grades: grades?,
        verdicts: folded(verdicts?),
        yes_no: folded(yes_no?),
    })
}

fn encoding(keys: &Keys<'_>) -> Read<Option<String>> {
    let Some(label) = keys.text("encoding")? else { return Ok(None) };
    let known = encoding_rs::Encoding::for_label(label.as_bytes());
    known.map(|encoding| Some(encoding.name().to_owned())).ok_or_else(|| {
        let says = format!("\"{label}\" is not an encoding; write utf-8, windows-1252, gb18030, euc-kr or the like");
        keys.fault("encoding", says)
    })
}

fn heading_row(keys: &Keys<'_>) -> Read<Option<u32>> {
    match keys.count::<u32>("heading_row")? {
        Some(0) => Err(keys.fault("heading_row", "rows are counted from 1")),
        row => Ok(row),
    }
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn folded<T>(map: BTreeMap<String, T>) -> BTreeMap<String, T> {
    map.into_iter().map(|(key, value)| (fold(&key), value)).collect()
}

fn texts(keys: &Keys<'_>, key: &'static str) -> Read<BTreeMap<String, String>> {
    Ok(keys.pairs(key)?.into_iter().map(|(name, text, _)| (name, text)).collect())
}

/// A table from the laboratory's words to words of a closed list.
fn meanings<T>(
    keys: &Keys<'_>,
    key: &'static str,
    known: &[&str],
    parse: impl Fn(&str) -> Option<T>,
) -> Read<BTreeMap<String, T>> {
    let read: Vec<Read<(String, T)>> = keys
        .pairs(key)?
        .into_iter()
        .map(|(name, text, place)| {
            let meaning = parse(&text).ok_or_else(|| {
                let near = did_you_mean(&text, known.iter().copied());
                keys.fault_at(place, format!("unknown meaning \"{text}\"{near}"))
            });
            Ok((name, meaning?))
        })
        .collect();
    read.into_iter().collect()
}

fn constants(keys: &Keys<'_>) -> Read<BTreeMap<String, String>> {
    let mut outcome = Ok(());
    let pairs = keys.pairs("constants")?;
    for (name, _, place) in &pairs {
        if !known::CONTEXT.contains(&name.as_str()) {
            let near = did_you_mean(name, known::CONTEXT);
            outcome = Err(keys.fault_at(place.clone(), format!("unknown context field \"{name}\"{near}")));
        }
    }
    outcome?;
    Ok(pairs.into_iter().map(|(name, text, _)| (name, text)).collect())
}

fn months(keys: &Keys<'_>, pairs: Vec<(String, String, crate::domain::Location)>) -> Read<BTreeMap<String, u32>> {
    let read: Vec<Read<(String, u32)>> = pairs
        .into_iter()
        .map(|(name, text, place)| match text.parse::<u32>() {
            Ok(month @ 1..=12) => Ok((fold(&name), month)),
            _ => Err(keys.fault_at(place, format!("\"{text}\" is not a month, 1 to 12"))),
        })
        .collect();
    read.into_iter().collect()
}

fn date_formats(keys: &Keys<'_>) -> Read<Vec<String>> {
    let formats = keys.texts("date_formats")?;
    let mut outcome = Ok(());
    for format in &formats {
        let mut letters = format.chars();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                continue;
            }
            let item = letters.next();
            if !item.is_some_and(|item| DATE_ITEMS.contains(item)) {
                let item = item.map_or_else(String::new, String::from);
                outcome = Err(keys.fault("date_formats", format!("\"{format}\": a date has no part %{item}")));
            }
        }
    }
    outcome?;
    Ok(formats.iter().map(ToString::to_string).collect())
}

/// The columns of a profile, by heading.
#[derive(Default)]
struct Columns {
    rules: BTreeMap<String, ColumnRule>,
    optional: BTreeSet<String>,
    unit_from: BTreeMap<String, String>,
}

fn columns(keys: &Keys<'_>, dictionary: &Dictionary) -> Read<Columns> {
    let mut seen = Seen::default();
    let mut columns = Columns::default();
    let mut outcome = Ok(());
    for keys in keys.tables("column")? {
        let read = take_column(&keys, dictionary, &mut seen, &mut columns);
        outcome = outcome.and(read);
    }
    outcome.map(|()| columns)
}

fn take_column(keys: &Keys<'_>, dictionary: &Dictionary, seen: &mut Seen, columns: &mut Columns) -> Read<()> {
    let heading = keys.required("heading");
    let rule = column(keys, dictionary);
    let optional = keys.flag("optional");
    let unit_from = keys.text("unit_from");
    keys.finish()?;
    let (heading, rule) = (heading?.to_string(), rule?);
    if let Some(first) = seen.earlier(heading.clone(), keys.location()) {
        return Err(keys.fault("heading", format!("the heading stands already in {first}")));
    }
    if optional? {
        columns.optional.insert(heading.clone());
    }
    if let Some(unit_column) = unit_from? {
        let is_amount = matches!(&rule, ColumnRule::Context { field, .. } if known::AMOUNTS.contains(&&**field));
        if !is_amount {
            let says = format!("only {} can have a column that says the unit", known::AMOUNTS.join(", "));
            return Err(keys.fault("unit_from", says));
        }
        columns.unit_from.insert(heading.clone(), unit_column.to_string());
    }
    columns.rules.insert(heading, rule);
    Ok(())
}

fn column(keys: &Keys<'_>, dictionary: &Dictionary) -> Read<ColumnRule> {
    let context = keys
        .optional_word("context", &known::CONTEXT, |word| known::CONTEXT.iter().find(|known| **known == word).copied());
    let prefix = keys.text_as_written("prefix");
    let is_property = keys.text("property").is_ok_and(|property| property.is_some());
    let property = if is_property { dictionary.property_key(keys, "property").map(Some) } else { Ok(None) };
    let has_unit = keys.text("unit").is_ok_and(|unit| unit.is_some());
    let unit = if has_unit { dictionary.unit_key(keys, "unit").map(Some) } else { Ok(None) };
    let position = keys.count::<u8>("position");
    let (context, prefix, property, unit, position) = (context?, prefix?, property?, unit?, position?);
    match (context, property) {
        (Some(field), None) => {
            if unit.is_some() || position.is_some() {
                return Err(keys.fault("context", "a context column has no unit and no position"));
            }
            let prefix = prefix.unwrap_or_default().to_owned();
            Ok(ColumnRule::Context { field: Arc::from(field), prefix })
        }
        (None, Some(property)) => {
            if prefix.is_some() {
                return Err(keys.fault("prefix", "only a context column has a prefix"));
            }
            let known = dictionary.get(property).ok_or(Reported)?;
            match (position, unit) {
                (Some(position), None) if known.kind == PropertyKind::Iso4406 && position <= 2 => {
                    Ok(ColumnRule::CodePart { property, position })
                }
                (Some(_), _) => Err(keys.fault("position", "position is 0, 1 or 2, of an ISO 4406 code, without unit")),
                (None, Some(unit)) if dictionary.to_canonical(property, &unit).is_none() => {
                    let (unit, canonical) = (unit.symbol(), known.unit.symbol());
                    let says = format!("\"{unit}\" does not convert into the property's unit \"{canonical}\"");
                    Err(keys.fault("unit", says))
                }
                (None, Some(unit)) => Ok(ColumnRule::Property { property, unit }),
                (None, None) if known.kind == PropertyKind::Number => Err(keys.fault("unit", "unit is missing")),
                (None, None) => Ok(ColumnRule::Property { property, unit: known.unit.clone() }),
            }
        }
        _ => Err(keys.fault("heading", "a column is either context or property")),
    }
}
