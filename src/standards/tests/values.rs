//! What the tiny folder comes to: conversions, provenance, words and layouts.

use crate::domain::{MachineType, Provenance, Recall, fold};
use crate::standards::cause::Signal;
use crate::standards::lab::{ColumnRule, Form};
use crate::standards::property::{HeadingTarget, Word};
use crate::standards::{Compare, Limit, Standards};

use super::{standards, tiny};

fn limit<'s>(standards: &'s Standards, document: &str, property: &str, condition: &str) -> &'s Limit {
    let property = standards.find_property(property).unwrap();
    let fits = |limit: &&Limit| {
        &*standards.document(limit.document).id == document
            && limit.property == property
            && &*limit.condition == condition
    };
    standards.limits.iter().find(fits).unwrap()
}

#[test]
fn limits_are_in_the_canonical_unit_and_written_as_in_the_file() {
    let standards = standards();
    let water = limit(&standards, "house alarm hydraulic", "water", "");
    assert_eq!((water.compare, &*water.written, water.comparable), (Compare::AtMost(0.05), "at_most 500 mg/kg", true));
    assert_eq!(water.machine_types, [MachineType::Hydraulic, MachineType::Pump]);
    assert_eq!((water.location.to_string().as_str(), &*water.unit), ("alarms/hydraulic.csv:2", "mg/kg"));
    let by_volume = limit(&standards, "house alarm hydraulic", "water", "by volume");
    assert_eq!((by_volume.compare, by_volume.comparable), (Compare::AtMost(600.0), false));
    let viscosity = limit(&standards, "NB/SH/T 0599", "kv_40c", "");
    assert_eq!(viscosity.compare, Compare::ChangeWithinPercent(-10.0, 10.0));
    assert_eq!((&*viscosity.written, viscosity.comparable), ("change_within_percent -10 to 10 %", true));
    assert_eq!(viscosity.for_grades.len(), 2);
    // 36 degrees Fahrenheit less are 20 degrees Celsius less, whatever the zero point.
    let flash = limit(&standards, "house alarm hydraulic", "flash_point_coc", "");
    assert_eq!(flash.compare, Compare::ChangeAtLeast(-20.0));
    let code = limit(&standards, "house alarm hydraulic", "cleanliness_iso4406", "");
    assert_eq!(&*code.written, "code_at_most -/18/15");
    let strip = limit(&standards, "GB 11118.1", "copper_corrosion", "100 °C,\n3 h");
    assert_eq!((&*strip.written, strip.grade.as_deref()), ("class_at_most 1b", Some("L-HM 46 high-pressure")));
}

#[test]
fn a_document_held_against_the_printed_standard_lifts_its_limits() {
    let standards = standards();
    assert_eq!(limit(&standards, "NB/SH/T 0599", "water", "").provenance, Provenance::Confirmed);
    let recalled = limit(&standards, "GB 11121", "flash_point_coc", "");
    assert_eq!((recalled.provenance, recalled.recall), (Provenance::Recalled, Some(Recall::Fair)));
}

#[test]
fn a_value_that_is_not_used_is_kept_and_its_column_may_be_missing() {
    let mut files = tiny();
    let path = "in-service/nb-sh-t-0599.csv";
    let text = String::from_utf8(files.remove(path).unwrap()).unwrap();
    let with_other = text
        .replace("note,source", "note,other,source")
        .replace(",,page,single", ",a doubt,\"15: a list of 1994\",page,single")
        .replace(",,page,recalled", ",,,page,recalled");
    files.insert(path.to_owned(), with_other.into_bytes());
    let standards = Standards::from_files(&files, "tiny").unwrap();
    let viscosity = limit(&standards, "NB/SH/T 0599", "kv_40c", "");
    assert_eq!((&*viscosity.note, &*viscosity.other), ("a doubt", "15: a list of 1994"));
    assert_eq!(&*limit(&standards, "NB/SH/T 0599", "water", "").other, "");
    assert_eq!(&*limit(&standards, "GB 11121", "flash_point_coc", "").other, "");
}

#[test]
fn precision_and_typical_values_are_in_the_canonical_unit() {
    let standards = standards();
    let water = standards.precision.iter().find(|row| &*row.method == "ASTM D6304").unwrap();
    assert_eq!(water.valid, (0.001, 2.5));
    // 0.08852 · 1000^0.7 mg/kg at 1000 mg/kg, which is 0.1 %.
    let r = water.repeatability.unwrap().at(0.1).unwrap();
    assert!((r - 0.0001 * 0.08852 * 1000_f64.powf(0.7)).abs() < 1e-12, "{r}");
    let [product] = standards.products.as_slice() else { panic!("one product") };
    let typical: Vec<f64> = product.typical.iter().map(|(_, value)| *value).collect();
    assert_eq!(typical, [46.3, 220.0, 0.005]);
}

#[test]
fn words_and_headings_are_found_by_their_folded_form() {
    let standards = standards();
    let fe = standards.headings.get(&fold("FE  (ppm)")).unwrap();
    assert_eq!(fe.target, HeadingTarget::Property(standards.find_property("fe").unwrap()));
    assert_eq!(standards.words.get(&fold("－")), Some(&Word::NotTested));
    assert_eq!(standards.units.by_spelling.get(&fold("ºC")).map(String::as_str), Some("Cel"));
    assert_eq!(standards.units.by_spelling.get(&fold("MM²/S")).map(String::as_str), Some("mm2/s"));
}

#[test]
fn a_layout_profile_is_read_whole() {
    let standards = standards();
    let [acme] = standards.labs.as_slice() else { panic!("one profile") };
    assert_eq!((&*acme.name, acme.delimiter, acme.decimal), ("acme", Some(b'\t'), Some(b',')));
    assert_eq!(acme.months.get("märz"), Some(&3));
    assert_eq!(acme.century_pivot, 50);
    assert_eq!(acme.component_types.get("HYD"), Some(&MachineType::Hydraulic));
    let context = ColumnRule::Context { field: "sample_id".into(), prefix: "A ".to_owned() };
    assert_eq!(acme.columns.get("Sample No"), Some(&context));
    assert_eq!(acme.encoding.as_deref(), Some("windows-1252"));
    assert_eq!(
        (acme.sheets.as_slice(), acme.heading_row, acme.form),
        (&["Results".to_owned()][..], Some(2), Form::Wide)
    );
    assert!(acme.optional.contains("Look") && !acme.optional.contains("Fe"));
    assert_eq!(acme.unit_from.get("Oil age").map(String::as_str), Some("Oil age unit"));
    assert!(matches!(acme.columns.get("ISO6"), Some(ColumnRule::CodePart { position: 1, .. })));
}

#[test]
fn the_evidence_of_a_cause_is_in_canonical_units() {
    let standards = standards();
    let [cause] = standards.causes.as_slice() else { panic!("one cause") };
    let find = |id| standards.find_property(id).unwrap();
    let required: Vec<&Signal> = cause.required.iter().flat_map(|clause| &clause.any).collect();
    assert_eq!(required.last(), Some(&&Signal::Above(find("water"), 0.05)));
    let worse: Vec<&Signal> = cause.worse.iter().flat_map(|(_, clause)| &clause.any).collect();
    assert_eq!(worse, [&Signal::UnderReference(find("flash_point_coc"), 20.0)]);
    assert_eq!(cause.urgency_days, [Some(30), Some(7), None]);
    assert!(cause.excluding.iter().all(|exclusion| exclusion.decisive));
}

#[test]
fn the_fingerprint_follows_names_and_contents_but_not_notes_for_people() {
    let fingerprint = |files| Standards::from_files(&files, "any").unwrap().fingerprint;
    let first = fingerprint(tiny());
    assert_eq!(first.len(), 64);
    let mut noted = tiny();
    noted.insert("README.md".to_owned(), b"for people".to_vec());
    assert_eq!(fingerprint(noted), first);
    let mut changed = tiny();
    changed.get_mut("words.csv").unwrap().extend(b"nil,en,absent,single\n");
    assert_ne!(fingerprint(changed), first);
    let mut renamed = tiny();
    let lab = renamed.remove("labs/acme.toml").unwrap();
    renamed.insert("labs/acme-2.toml".to_owned(), lab);
    assert_ne!(fingerprint(renamed), first);
}

#[test]
fn cleanliness_tables_are_read_with_their_weakest_provenance() {
    let tables = standards().cleanliness;
    assert_eq!(tables.iso4406.up_to_per_ml, [0.01, 0.02]);
    assert_eq!(tables.iso4406.provenance, Some(Provenance::Confirmed));
    assert_eq!(tables.nas1638.classes, [(-1, vec![125.0, 22.0]), (0, vec![250.0, 44.0])]);
    assert_eq!((tables.nas1638.provenance, tables.nas1638.source.len()), (Some(Provenance::Single), 2));
    assert_eq!((tables.as4059_differential.classes.len(), tables.as4059_cumulative.classes.len()), (1, 2));
    assert_eq!(tables.sizes, [(4.0, 1.0), (6.0, 5.0)]);
}
