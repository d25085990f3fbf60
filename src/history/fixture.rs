//! A small set of standards and samples made by hand, for the tests of `history` and `findings`.
//! Results are written as a laboratory writes them: `12.5`, `<5`, `<=5`, `nd`, `18/16/13`, `hazy`, `-`, `?`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;

use crate::domain::{
    Axis, Code, CopperStrip, Iso4406, LimitId, Location, Measurement, NasClass, Place, PropertyGroup, PropertyId,
    PropertyKind, Provenance, Rating, Reading, Recall, Sample, SampleKind, Severity, Unit, Value, Worse,
};
use crate::standards::comparability::Comparability;
use crate::standards::document::{DocumentKind, Precedence};
use crate::standards::method::{OilState, PowerLaw, Precision};
use crate::standards::property::{Product, Property, Units};
use crate::standards::{Cleanliness, Compare, Document, DocumentId, Limit, Standards};

/// id, group, axis, kind, unit, worse, decimals
const PROPERTIES: &[(&str, &str, &str, &str, &str, &str, u8)] = &[
    ("kv_40c", "viscosity", "oil", "number", "mm2/s", "both", 2),
    ("kv_100c", "viscosity", "oil", "number", "mm2/s", "both", 2),
    ("viscosity_index", "viscosity", "oil", "number", "1", "none", 0),
    ("acid_number", "condition", "oil", "number", "mg{KOH}/g", "up", 2),
    ("base_number", "condition", "oil", "number", "mg{KOH}/g", "down", 2),
    ("oxidation", "condition", "oil", "number", "{Abs}/cm", "up", 1),
    ("flash_point_coc", "physical", "oil", "number", "Cel", "down", 0),
    ("pour_point", "physical", "oil", "number", "Cel", "up", 0),
    ("water", "contamination", "contamination", "number", "%{m/m}", "up", 3),
    ("appearance", "physical", "contamination", "rating", "{rating}", "none", 0),
    ("copper_corrosion", "performance", "oil", "copper", "{class}", "up", 0),
    ("cleanliness_iso4406", "cleanliness", "contamination", "iso4406", "{code}", "up", 0),
    ("cleanliness_nas1638", "cleanliness", "contamination", "nas1638", "{class}", "up", 0),
    ("particles_4um", "cleanliness", "contamination", "number", "/mL", "up", 0),
    ("particles_6um", "cleanliness", "contamination", "number", "/mL", "up", 0),
    ("particles_14um", "cleanliness", "contamination", "number", "/mL", "up", 0),
    ("fe", "wear", "machine", "number", "mg/kg", "up", 1),
    ("cu", "wear", "machine", "number", "mg/kg", "up", 1),
    ("sn", "wear", "machine", "number", "mg/kg", "up", 1),
    ("si", "contamination", "contamination", "number", "mg/kg", "up", 1),
    ("al", "contamination", "contamination", "number", "mg/kg", "up", 1),
    ("na", "contamination", "contamination", "number", "mg/kg", "up", 1),
    ("rpvot", "condition", "oil", "number", "min", "down", 0),
];

/// Standards with the properties above, methods for acid number, water and iron, and nothing else.
pub(crate) fn standards() -> Standards {
    let properties = PROPERTIES.iter().map(|(id, group, axis, kind, unit, worse, decimals)| Property {
        id: Arc::from(*id),
        group: PropertyGroup::from_id(group).unwrap(),
        axis: Axis::from_id(axis).unwrap(),
        kind: PropertyKind::from_id(kind).unwrap(),
        symbol: Arc::from(*id),
        names: [Arc::from(*id), Arc::from(*id), Arc::from(*id)],
        unit: Unit::new(unit),
        worse: Worse::from_id(worse).unwrap(),
        decimals: *decimals,
        plausible: (f64::NEG_INFINITY, f64::INFINITY),
        is_stepped: false,
    });
    let mut standards = Standards {
        properties: properties.collect(),
        documents: Vec::new(),
        limits: Vec::new(),
        precision: Vec::new(),
        comparability: Comparability::default(),
        batch: None,
        causes: Vec::new(),
        cleanliness: cleanliness(),
        labs: Vec::new(),
        products: Vec::new(),
        units: Units::default(),
        headings: BTreeMap::new(),
        words: BTreeMap::new(),
        labels: BTreeMap::new(),
        months: BTreeMap::new(),
        drain: Vec::new(),
        ageing: BTreeMap::new(),
        intervals: Vec::new(),
        text: BTreeMap::new(),
        fingerprint: String::new(),
        origin: Arc::from("by hand"),
        overlays: Vec::new(),
        lapsed: Vec::new(),
    };
    precision(&mut standards, "acid_number", OilState::New, 0.141, 1.0, 1.0);
    precision(&mut standards, "acid_number", OilState::Used, 0.44, 0.0, 1.0);
    precision(&mut standards, "water", OilState::Any, 0.4243, 0.0, 0.6);
    precision(&mut standards, "fe", OilState::Any, 2.0, 0.0, 0.0);
    precision(&mut standards, "flash_point_coc", OilState::Any, 18.0, 0.0, 0.0);
    standards
}

/// The tables of the program itself, read once.
fn cleanliness() -> Cleanliness {
    static TABLES: LazyLock<Cleanliness> = LazyLock::new(|| Standards::built_in().unwrap().cleanliness);
    TABLES.clone()
}

/// Adds a reproducibility.
pub(crate) fn precision(standards: &mut Standards, property: &str, oil: OilState, factor: f64, shift: f64, power: f64) {
    let property = id(standards, property);
    standards.precision.push(Precision {
        method: Arc::from("method"),
        equivalents: Vec::new(),
        property,
        oil,
        repeatability: None,
        reproducibility: Some(PowerLaw { factor, shift, power }),
        valid: (0.0, f64::INFINITY),
        note: Arc::from(""),
        source: Arc::from("by hand"),
        provenance: Provenance::Confirmed,
    });
}

/// The id of a property by its name in files.
pub(crate) fn id(standards: &Standards, property: &str) -> PropertyId {
    standards.find_property(property).unwrap_or_else(|| panic!("no property {property}"))
}

/// A day.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Adds a document of edition `2000`, published, in force always.
pub(crate) fn document(standards: &mut Standards, id: &str, kind: DocumentKind, family: &str) -> DocumentId {
    standards.documents.push(Document {
        id: Arc::from(id),
        edition: Arc::from("2000"),
        title: Arc::from(id),
        kind,
        family: Arc::from(family),
        precedence: if kind == DocumentKind::Alarm { Precedence::Generic } else { Precedence::Published },
        in_force_from: None,
        superseded_on: None,
        superseded_by: None,
        for_grades: Vec::new(),
        machine_types: Vec::new(),
        reference: false,
        not_entered: false,
        note: Arc::from(""),
        source: Arc::from("by hand"),
        provenance: Provenance::Confirmed,
        verified: None,
        pinned: None,
        decision_rule: None,
        rounding: None,
        any_one: kind == DocumentKind::InService,
    });
    DocumentId(u16::try_from(standards.documents.len() - 1).unwrap())
}

/// Adds a limit that is reached as abnormal.
pub(crate) fn limit(
    standards: &mut Standards,
    document: DocumentId,
    grade: Option<&str>,
    property: &str,
    compare: Compare,
) -> LimitId {
    let row = limit_row(standards, document, grade, property, compare);
    standards.limits.push(row);
    LimitId(u32::try_from(standards.limits.len() - 1).unwrap())
}

/// A limit that is not added yet.
pub(crate) fn limit_row(
    standards: &Standards,
    document: DocumentId,
    grade: Option<&str>,
    property: &str,
    compare: Compare,
) -> Limit {
    let property = id(standards, property);
    Limit {
        document,
        grade: grade.map(Arc::from),
        for_grades: Vec::new(),
        machine_types: Vec::new(),
        scope: crate::standards::Scope::default(),
        property,
        condition: Arc::from(""),
        method: Arc::from(""),
        compare,
        written: format!("{compare:?}"),
        unit: Arc::from(standards.property(property).unit.symbol()),
        comparable: true,
        decimals: None,
        severity: Severity::Abnormal,
        recall: None,
        note: Arc::from(""),
        other: Arc::from(""),
        source: Arc::from("by hand"),
        provenance: Provenance::Confirmed,
        confirmed: None,
        overlay: None,
        location: Location::file("by-hand.csv"),
    }
}

/// Marks a limit as recalled with weak memory.
pub(crate) fn weaken(standards: &mut Standards, limit: LimitId) {
    if let Some(limit) = standards.limits.get_mut(limit.index()) {
        limit.recall = Some(Recall::Weak);
        limit.provenance = Provenance::Recalled;
    }
}

/// Adds a product without typical values.
pub(crate) fn product(standards: &mut Standards, name: &str, family: &str, grade: Option<&str>) {
    standards.products.push(Product {
        name: Arc::from(name),
        aliases: vec![Arc::from(format!("{name} (drum)"))],
        family: Arc::from(family),
        grade: grade.map(Arc::from),
        typical: Vec::new(),
        source: Arc::from("by hand"),
        provenance: Provenance::Single,
    });
}

/// Reads a result as a laboratory writes it.
pub(crate) fn reading(text: &str) -> Reading {
    let number = |digits: &str| digits.parse::<f64>().ok();
    if text == "-" {
        return Reading::NotTested;
    }
    let value = if text == "nd" {
        Some(Value::NotDetected)
    } else if let Some(code) = Rating::from_id(text) {
        Some(Value::Code(Code::Rating(code)))
    } else if text.contains('/') {
        Iso4406::parse(text).map(|code| Value::Code(Code::Iso4406(code)))
    } else if let Some(class) = text.strip_prefix("NAS ") {
        NasClass::parse(class).map(|code| Value::Code(Code::Nas1638(code)))
    } else if let Some(most) = text.strip_prefix("<=") {
        number(most).map(Value::AtMost)
    } else if let Some(least) = text.strip_prefix(">=") {
        number(least).map(Value::AtLeast)
    } else if let Some(below) = text.strip_prefix('<') {
        number(below).map(Value::Below)
    } else if let Some(above) = text.strip_prefix('>') {
        number(above).map(Value::Above)
    } else if let Some(exact) = number(text) {
        Some(Value::Exact(exact))
    } else {
        CopperStrip::parse(text).map(|code| Value::Code(Code::Copper(code)))
    };
    value.map_or(Reading::Unreadable, Reading::Value)
}

/// A sample in service of customer `C`, machine `M`, product `Oil`, with the results given.
pub(crate) fn sample(standards: &Standards, on: &str, oil_hours: Option<f64>, results: &[(&str, &str)]) -> Sample {
    let measurements = results.iter().map(|(property, text)| Measurement {
        property: id(standards, property),
        column: 1,
        method: 0,
        reading: reading(text),
        row_offset: 0,
        raw_start: 0,
        raw_len: 0,
    });
    Sample {
        lab: None,
        sample_id: Arc::from(on),
        customer: Some(Arc::from("C")),
        site: None,
        machine: Arc::from("M"),
        machine_type: None,
        model: None,
        component: None,
        point: None,
        product: Some(Arc::from("Oil")),
        lot: None,
        grade: None,
        kind: SampleKind::InService,
        sampled_on: day(on),
        received_at: None,
        tested_at: None,
        reported_at: None,
        oil_hours,
        machine_hours: None,
        oil_changed: None,
        filter_changed: None,
        top_up_l: None,
        sump_l: None,
        criticality: None,
        supply: None,
        note: None,
        lab_verdict: None,
        measurements: measurements.collect(),
        baseline: Box::default(),
        replaces: None,
        methods: Arc::from([]),
        place: Place::default(),
    }
}

/// One sample a month from January 2025, 500 h apart, of one property.
pub(crate) fn monthly(standards: &Standards, property: &str, results: &[&str]) -> Vec<Sample> {
    let month = |index: usize| format!("{}-{:02}-01", 2025 + index / 12, index % 12 + 1);
    let hours = |index: usize| Some(500.0 * (index as f64 + 1.0));
    let samples = results.iter().enumerate();
    samples.map(|(index, text)| sample(standards, &month(index), hours(index), &[(property, text)])).collect()
}
