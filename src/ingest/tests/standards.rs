//! A small set of standards, made by hand.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::domain::{Axis, MachineType, PropertyGroup, PropertyId, PropertyKind, Rating, Unit, Worse, fold};
use crate::standards::comparability::Comparability;
use crate::standards::lab::{ColumnRule, Form};
use crate::standards::label::Labels;
use crate::standards::property::{HeadingMeaning, HeadingTarget, UnitDefinition, Units, Word};
use crate::standards::{LabProfile, Property, Standards};

const PROPERTIES: [(&str, PropertyKind, &str, f64, f64); 15] = [
    ("kv_40c", PropertyKind::Number, "mm2/s", 0.3, 100_000.0),
    ("water", PropertyKind::Number, "%{m/m}", 0.0, 100.0),
    ("fe", PropertyKind::Number, "mg/kg", 0.0, 200_000.0),
    ("cu", PropertyKind::Number, "mg/kg", 0.0, 200_000.0),
    ("flash_point_coc", PropertyKind::Number, "Cel", 20.0, 400.0),
    ("appearance", PropertyKind::Rating, "{rating}", f64::NEG_INFINITY, f64::INFINITY),
    ("copper_corrosion", PropertyKind::Copper, "{class}", f64::NEG_INFINITY, f64::INFINITY),
    ("cleanliness_iso4406", PropertyKind::Iso4406, "{code}", f64::NEG_INFINITY, f64::INFINITY),
    ("cleanliness_nas1638", PropertyKind::Nas1638, "{class}", f64::NEG_INFINITY, f64::INFINITY),
    ("cleanliness_as4059", PropertyKind::As4059, "{class}", f64::NEG_INFINITY, f64::INFINITY),
    ("pq_index", PropertyKind::Number, "1", 0.0, 100_000.0),
    ("fuel_dilution", PropertyKind::Number, "%{m/m}", 0.0, 100.0),
    ("mpc_delta_e", PropertyKind::Number, "{dE}", 0.0, 200.0),
    ("pour_point", PropertyKind::Number, "Cel", -100.0, 80.0),
    ("kv_100c", PropertyKind::Number, "mm2/s", 0.2, 10_000.0),
];

const WORDS: [(&str, Word); 9] = [
    ("-", Word::NotTested),
    ("n/a", Word::NotTested),
    ("nd", Word::NotDetected),
    ("未检出", Word::NotDetected),
    ("clear", Word::Rating(Rating::Clear)),
    ("trace", Word::Rating(Rating::Trace)),
    ("none", Word::Rating(Rating::Absent)),
    ("yes", Word::Yes),
    ("нет", Word::No),
];

pub fn small() -> Standards {
    let no_name: Arc<str> = Arc::from("");
    let properties = PROPERTIES.map(|(id, kind, unit, low, high)| Property {
        id: Arc::from(id),
        group: PropertyGroup::Physical,
        axis: Axis::Oil,
        kind,
        symbol: Arc::from(id),
        names: [no_name.clone(), no_name.clone(), no_name.clone()],
        unit: Unit::new(unit),
        worse: Worse::None,
        decimals: 2,
        plausible: (low, high),
        is_stepped: false,
    });
    let meaning = |property| HeadingMeaning {
        target: HeadingTarget::Property(PropertyId(property)),
        unit: Some(Unit::new("mg/kg")),
        method: None,
    };
    Standards {
        properties: properties.into(),
        documents: Vec::new(),
        limits: Vec::new(),
        precision: Vec::new(),
        comparability: Comparability::default(),
        batch: None,
        causes: Vec::new(),
        cleanliness: crate::standards::Cleanliness::default(),
        labs: vec![fleet(), results(), trends()],
        products: Vec::new(),
        units: units(),
        headings: BTreeMap::from([("iron ppm".to_owned(), meaning(2))]),
        labels: labels(),
        months: BTreeMap::from([("aug".to_owned(), 8), ("mar".to_owned(), 3)]),
        words: WORDS.iter().map(|(word, means)| (fold(word), *means)).collect(),
        drain: Vec::new(),
        ageing: BTreeMap::new(),
        intervals: Vec::new(),
        text: BTreeMap::new(),
        fingerprint: String::new(),
        origin: no_name,
        overlays: Vec::new(),
        lapsed: Vec::new(),
    }
}

fn units() -> Units {
    let rows = [
        ("mm2/s", "kinematic_viscosity", 1.0, 0.0, "cSt"),
        ("%{m/m}", "mass_fraction", 1.0, 0.0, "wt%"),
        ("mg/kg", "mass_fraction", 0.0001, 0.0, "ppm"),
        ("ug/g", "mass_fraction", 0.0001, 0.0, "µg/g"),
        ("[SUS]", "saybolt_viscosity", 1.0, 0.0, "SUS"),
        ("mg/L", "concentration", 1.0, 0.0, "mg/l"),
        ("Cel", "temperature", 1.0, 0.0, "°C"),
        ("K", "temperature", 1.0, -273.15, "kelvin"),
        ("h", "time", 3600.0, 0.0, "hrs"),
        ("1", "one", 1.0, 0.0, "-"),
    ];
    let mut units = Units::default();
    for (symbol, dimension, factor, offset, spelling) in rows {
        let definition = UnitDefinition { dimension: dimension.to_owned(), factor, offset };
        units.by_symbol.insert(symbol.to_owned(), definition);
        units.by_spelling.insert(fold(symbol), symbol.to_owned());
        units.by_spelling.insert(fold(spelling), symbol.to_owned());
    }
    units
}

/// A layout like that of a mobile fleet's laboratory, invented.
fn fleet() -> LabProfile {
    let context =
        |field: &str, prefix: &str| ColumnRule::Context { field: Arc::from(field), prefix: prefix.to_owned() };
    let result = |property, unit| ColumnRule::Property { property: PropertyId(property), unit: Unit::new(unit) };
    let part = |position| ColumnRule::CodePart { property: PropertyId(7), position };
    let columns = [
        ("serialno", context("machine", "Machine ")),
        ("sampledate", context("sampled_on", "")),
        ("evalcode", context("lab_verdict", "")),
        ("compartid", context("component", "Compartment ")),
        ("oilgradeid", context("grade", "")),
        ("oilhours", context("oil_hours", "")),
        ("Fe", result(2, "mg/kg")),
        ("newfilter", context("filter_changed", "")),
        ("H2O", result(1, "%{m/m}")),
        ("F", result(11, "%{m/m}")),
        ("ISO6", part(1)),
        ("ISO14", part(2)),
    ];
    LabProfile {
        name: Arc::from("fleet"),
        optional: ["newfilter".to_owned()].into(),
        signature: ["serialno", "sampledate", "compartid"].map(str::to_owned).into(),
        delimiter: Some(b';'),
        decimal: Some(b'.'),
        date_formats: vec!["%d-%b-%y".to_owned(), "%d.%b.%y".to_owned()],
        months: BTreeMap::from([("marras".to_owned(), 11)]),
        century_pivot: 69,
        columns: columns.into_iter().map(|(heading, rule)| (heading.to_owned(), rule)).collect(),
        ignore: [("BO3", "meaning not known"), ("hoursunit", "read with oilhours"), ("RESULT_*", "verdict")]
            .map(|(heading, reason)| (heading.to_owned(), reason.to_owned()))
            .into(),
        constants: BTreeMap::from([("lab".to_owned(), "Fleet laboratory".to_owned())]),
        words: BTreeMap::from([
            ("n".to_owned(), Word::Rating(Rating::Absent)),
            ("p".to_owned(), Word::Rating(Rating::Present)),
        ]),
        component_types: BTreeMap::from([("118".to_owned(), MachineType::EngineDiesel)]),
        yes_no: BTreeMap::from([("-".to_owned(), false)]),
        unit_from: BTreeMap::from([("oilhours".to_owned(), "hoursunit".to_owned())]),
        grades: BTreeMap::from([("30".to_owned(), "SAE 30".to_owned())]),
        ..LabProfile::default()
    }
}

/// A layout of one row a result, invented.
fn results() -> LabProfile {
    let context = |field: &str| ColumnRule::Context { field: Arc::from(field), prefix: String::new() };
    let columns = [
        ("muestra", context("sample_id")),
        ("equipo", context("machine")),
        ("fecha", context("sampled_on")),
        ("parametro", context("parameter")),
        ("unidad", context("unit")),
        ("linea_base", context("baseline")),
        ("resultado_numerico", context("value")),
        ("resultado_texto", context("value_text")),
        ("nivel_alerta", context("lab_verdict")),
        ("observacion", context("note")),
        ("Fe (Hierro)", ColumnRule::Property { property: PropertyId(2), unit: Unit::new("mg/kg") }),
    ];
    LabProfile {
        name: Arc::from("results"),
        signature: ["muestra", "parametro", "resultado_numerico"].map(str::to_owned).into(),
        form: Form::Long,
        columns: columns.into_iter().map(|(heading, rule)| (heading.to_owned(), rule)).collect(),
        ignore: BTreeMap::from([
            ("orden".to_owned(), "order of printing".to_owned()),
            ("Tendencia".to_owned(), "no result".to_owned()),
        ]),
        ..LabProfile::default()
    }
}

/// A layout whose columns are samples, invented.
fn trends() -> LabProfile {
    let context = |field: &str| ColumnRule::Context { field: Arc::from(field), prefix: String::new() };
    let columns = [
        ("Unit ID", context("machine")),
        ("Sampled", context("sampled_on")),
        ("Fe (Iron)", ColumnRule::Property { property: PropertyId(2), unit: Unit::new("mg/kg") }),
    ];
    LabProfile {
        name: Arc::from("trends"),
        signature: ["Unit ID", "Sampled", "Fe (Iron)"].map(str::to_owned).into(),
        form: Form::Columns,
        columns: columns.into_iter().map(|(heading, rule)| (heading.to_owned(), rule)).collect(),
        ..LabProfile::default()
    }
}

/// The words of the project's own folder, read once.
fn labels() -> Labels {
    static LABELS: OnceLock<Labels> = OnceLock::new();
    LABELS.get_or_init(|| Standards::built_in().map(|known| known.labels).unwrap_or_default()).clone()
}
