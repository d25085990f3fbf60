//! The tiny folder with another one laid over it.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Files, Standards, tiny};
use crate::domain::{Message, Provenance};
use crate::standards::layer::Layer;
use crate::standards::{Catalog, Document, Faults, Limit, read};

const LIMITS: &str = "document,edition,grades,machine_types,property,condition,method,unit,compare,low,high,code,severity,recall,note,source,provenance\n";
const CONFIRMED: &str = "document,edition,grades,machine_types,property,condition,method,severity,unit,compare,low,high,code,verified_by,verified_on\n";

fn layer(origin: &str, files: &[(&str, String)]) -> Layer {
    let files: Files = files.iter().map(|(path, text)| ((*path).to_owned(), text.clone().into_bytes())).collect();
    Layer { origin: Arc::from(origin), files }
}

fn over(files: &[(&str, String)], as_of: Option<NaiveDate>) -> Result<Standards, Faults> {
    let below = Layer { origin: Arc::from("tiny"), files: tiny() };
    read::read(&[below, layer("lab/", files)], as_of, None)
}

fn laid(files: &[(&str, String)]) -> Standards {
    over(files, None).map_err(|faults| faults.to_string()).unwrap()
}

fn find<'s>(standards: &'s Standards, label: &str, property: &str) -> Vec<&'s Limit> {
    let fits = |limit: &&Limit| {
        standards.document(limit.document).label() == label && &*standards.property(limit.property).id == property
    };
    standards.limits.iter().filter(fits).collect()
}

#[test]
fn a_changed_row_keeps_its_place_and_a_new_one_comes_last() {
    let heading = "id,group,axis,kind,symbol,name_en,name_zh,name_ko,unit,worse,decimals,plausible_min,plausible_max\n";
    let rows = "fe,wear,machine,number,Fe,Iron content,铁,철,mg/kg,up,1,0,100000\n\
                cu,wear,machine,number,Cu,Copper,铜,구리,mg/kg,up,0,0,100000\n";
    let standards = laid(&[("properties.csv", format!("{heading}{rows}"))]);
    let ids: Vec<&str> = standards.properties.iter().map(|property| &*property.id).collect();
    let below: Vec<Arc<str>> = super::standards().properties.iter().map(|property| property.id.clone()).collect();
    assert_eq!(ids[..ids.len() - 1], below.iter().map(|id| &**id).collect::<Vec<_>>());
    assert_eq!(ids.last(), Some(&"cu"));
    assert_eq!(standards.property(standards.find_property("fe").unwrap()).name("en"), "Iron content");
    let overlay = &standards.overlays[0];
    assert_eq!((overlay.replacing, overlay.added, &*overlay.origin), (1, 1, "lab/"));
}

#[test]
fn the_lower_folders_keep_their_fingerprint() {
    let heading = "word,language,means,confidence\n";
    let one = laid(&[("words.csv", format!("{heading}nil,en,absent,single\n"))]);
    let two = laid(&[("words.csv", format!("{heading}nil,en,not_detected,single\n"))]);
    assert_eq!((&one.fingerprint, &*one.origin), (&super::standards().fingerprint, "tiny"));
    assert_eq!(one.fingerprint, two.fingerprint);
    assert_ne!(one.overlays[0].fingerprint, two.overlays[0].fingerprint);
}

#[test]
fn a_sentence_takes_the_place_of_the_one_with_its_id() {
    let standards = laid(&[("text/en.ftl", "value-not-detected = none found\n".to_owned())]);
    let catalog = Catalog::new(&standards, "en").unwrap();
    assert_eq!(catalog.words("value-not-detected"), "none found");
    assert_eq!(catalog.say(&Message::new("cause-C03")), "Water is getting in");
}

#[test]
fn a_sentence_of_a_cause_is_replaced_with_all_of_its_parts() {
    let faults = over(&[("text/en.ftl", "cause-C03 = Wet\n".to_owned())], None).unwrap_err().to_string();
    assert!(faults.contains("text/en.ftl has no cause-C03.action"), "{faults}");
}

#[test]
fn an_edition_takes_the_place_of_the_same_edition_and_keeps_its_limits() {
    let entry = "[[document]]\nid = \"GB 11121\"\nedition = \"2025\"\ntitle = \"Ours\"\nkind = \"grade\"\n\
                 precedence = \"published\"\nin_force_from = 2026-08-01\nsource = \"seen\"\nprovenance = \"confirmed\"\n";
    let standards = laid(&[("documents.toml", entry.to_owned())]);
    let labels = |standards: &Standards| standards.documents.iter().map(Document::label).collect::<Vec<_>>();
    assert_eq!(labels(&standards), labels(&super::standards()));
    let document = &standards.documents[2];
    assert_eq!((&*document.title, document.in_force_from), ("Ours", NaiveDate::from_ymd_opt(2026, 8, 1)));
    assert_eq!(find(&standards, "GB 11121-2025", "kv_100c").len(), 1);
}

#[test]
fn a_document_held_against_print_does_not_speak_for_rows_laid_over_it() {
    let label = "NB/SH/T 0599-2013";
    let below = super::standards();
    assert!(find(&below, label, "water").iter().all(|limit| limit.provenance == Provenance::Confirmed));
    assert!(below.documents.iter().any(|document| document.verified.is_some()));
    let row = "NB/SH/T 0599,2013,,,water,,GB/T 260,%{m/m},at_most,,0.2,,abnormal,weak,,guess,recalled\n";
    let standards = laid(&[("in-service/nb-sh-t-0599.csv", format!("{LIMITS}{row}"))]);
    let water = find(&standards, label, "water");
    assert_eq!(
        (water.len(), water[0].provenance, water[0].overlay.as_deref()),
        (1, Provenance::Recalled, Some("lab/"))
    );
    assert_eq!(find(&standards, label, "kv_40c")[0].provenance, Provenance::Confirmed);
    assert!(standards.documents.iter().all(|document| document.verified.is_none()));
}

#[test]
fn a_confirmed_row_counts_as_seen_whatever_memory_said_of_it() {
    let row = "GB 11121,2006,SF 10W-30,,kv_100c,,GB/T 265,abnormal,mm2/s,within_below,9.30,12.5,,Li,2026-05-01\n";
    let files = [("confirmed.csv", format!("{CONFIRMED}{row}"))];
    let of = |as_of: &str| {
        let standards = over(&files, as_of.parse().ok()).unwrap();
        let limits = find(&standards, "GB 11121-2006", "kv_100c");
        (limits[1].provenance, limits[1].recall.is_some(), limits[1].confirmed.is_some())
    };
    assert_eq!(of("2026-04-30"), (Provenance::Recalled, true, false));
    assert_eq!(of("2026-05-01"), (Provenance::Confirmed, false, true));
    let standards = laid(&files);
    let limit = find(&standards, "GB 11121-2006", "kv_100c")[1];
    assert_eq!(&*limit.source, "GB 11121-2006 in print, compared by Li on 2026-05-01");
    assert!(standards.lapsed.is_empty());
}

#[test]
fn a_confirmation_lapses_with_a_change_of_anything_that_was_compared() {
    let row =
        |cells: &str| format!("{CONFIRMED}GB 11121,2006,SF 40,,flash_point_coc,,GB/T 3536,{cells},Li,2026-05-01\n");
    let told = |cells: &str| {
        let standards = laid(&[("confirmed.csv", row(cells))]);
        let limit = find(&standards, "GB 11121-2006", "flash_point_coc")[0];
        let was = limit.confirmed.as_ref().map(|seen| seen.was.as_deref().unwrap_or("holds").to_owned());
        (was, limit.provenance, standards.lapsed.len())
    };
    let recalled = |was: &str| (Some(was.to_owned()), Provenance::Recalled, 1);
    assert_eq!(told("abnormal,Cel,at_least,225,,"), (Some("holds".to_owned()), Provenance::Confirmed, 0));
    assert_eq!(told("abnormal,Cel,at_least,224,,"), recalled("at_least 224 Cel"));
    assert_eq!(told("abnormal,Cel,above,225,,"), recalled("above 225 Cel"));
    assert_eq!(told("abnormal,[degF],at_least,225,,"), recalled("at_least 225 [degF]"));
    assert_eq!(told("caution,Cel,at_least,225,,"), (None, Provenance::Recalled, 1), "another level, another row");
}

#[test]
fn a_confirmation_of_what_is_no_limit_any_more_is_told_and_is_no_fault() {
    let rows = "GB 99999,1999,X,,kv_100c,,,abnormal,mm2/s,at_most,,5,,Li,2026-05-01\n\
                GB 11121,2006,SF 40,,gone,,,abnormal,furlong,at_most,,5,,Li,2026-05-01\n";
    let standards = laid(&[("confirmed.csv", format!("{CONFIRMED}{rows}"))]);
    let told: Vec<(String, String)> =
        standards.lapsed.iter().map(|lapsed| (lapsed.place.to_string(), lapsed.was.clone())).collect();
    let expected = [("lab/confirmed.csv:2", "at_most 5 mm2/s"), ("lab/confirmed.csv:3", "at_most 5 furlong")];
    assert_eq!(told, expected.map(|(place, was)| (place.to_owned(), was.to_owned())));
}

#[test]
fn a_confirmation_without_name_day_or_number_is_a_fault() {
    let rows = "GB 11121,2006,SF 40,,kv_100c,,,abnormal,mm2/s,at_most,,5,,,2026-05-01\n\
                GB 11121,2006,SF 40,,kv_100c,,,abnormal,mm2/s,at_most,,five,,Li,1.5.2026\n\
                ,2006,SF 40,,,,,abnormal,mm2/s,,,5,,Li,2026-05-01\n";
    let faults = over(&[("confirmed.csv", format!("{CONFIRMED}{rows}"))], None).unwrap_err();
    let told: Vec<String> = faults.problems().iter().map(|fault| fault.location.to_string()).collect();
    let expected = [
        "lab/confirmed.csv:2:14 \"verified_by\"",
        "lab/confirmed.csv:3:12 \"high\"",
        "lab/confirmed.csv:3:15 \"verified_on\"",
        "lab/confirmed.csv:4:1 \"document\"",
        "lab/confirmed.csv:4:5 \"property\"",
        "lab/confirmed.csv:4:10 \"compare\"",
    ];
    assert_eq!(told, expected);
}

#[test]
fn whatever_is_laid_over_never_panics() {
    for (path, content) in tiny() {
        let text = String::from_utf8(content).unwrap();
        for cut in (0..text.len()).step_by(199).filter(|cut| text.is_char_boundary(*cut)) {
            let part: String = text.chars().rev().take(cut).collect();
            let _ = over(&[(&*path, text.get(..cut).unwrap().to_owned())], None);
            let _ = over(&[(&*path, part)], None);
        }
    }
}

const NARROWED: &str = "document,edition,grades,machine_types,components,models,products,oil_hours_from,oil_hours_below,property,condition,method,unit,compare,low,high,code,severity,recall,note,source,provenance\n";

/// An overlay with a document of a fleet and the rows given, which begin after `FLEET,2026,,hydraulic,`.
fn fleet(rows: &[&str]) -> Vec<(&'static str, String)> {
    let document = "[[document]]\nid = \"FLEET\"\nedition = \"2026\"\ntitle = \"Fleet\"\nkind = \"alarm\"\nprecedence = \"fleet\"\n\
                    machine_types = [\"hydraulic\"]\nsource = \"own\"\nprovenance = \"single\"\n";
    let rows: Vec<String> =
        rows.iter().map(|row| format!("FLEET,2026,,hydraulic,{row},,caution,,,own,single\n")).collect();
    let rows = rows.concat();
    vec![("documents.toml", document.to_owned()), ("alarms/fleet.csv", format!("{NARROWED}{rows}"))]
}

#[test]
fn rows_for_several_components_models_products_and_ages_stand_beside_each_other() {
    let rows = [
        ",,,,,fe,,,mg/kg,at_most,,20",
        "Pump A;Pump B,,,,,fe,,,mg/kg,at_most,,30",
        "Pump A,X1,,,,fe,,,mg/kg,at_most,,40",
        "Pump A,X1,Oil,,500,fe,,,mg/kg,at_most,,50",
        "Pump A,X1,Oil,500,,fe,,,mg/kg,at_most,,60",
    ];
    let standards = laid(&fleet(&rows));
    let scopes: Vec<String> = find(&standards, "FLEET-2026", "fe").iter().map(|limit| limit.scope.written()).collect();
    let expected = ["", "Pump A, Pump B", "Pump A; X1", "Pump A; X1; Oil; below 500 h", "Pump A; X1; Oil; from 500 h"];
    assert_eq!(scopes, expected);
    assert_eq!((standards.overlays[0].replacing, standards.overlays[0].added), (0, 5));
}

#[test]
fn a_scope_that_cannot_be_is_a_fault() {
    let told = |row: &str| {
        let faults = over(&fleet(&[row]), None).map(|_| ()).unwrap_err();
        faults
            .problems()
            .iter()
            .map(|fault| format!("{}: {}", fault.location, fault.says))
            .collect::<Vec<_>>()
            .join("|")
    };
    assert_eq!(
        told(",,,500,500,fe,,,mg/kg,at_most,,20"),
        "lab/alarms/fleet.csv:2:9 \"oil_hours_below\": the hours are inverted: below 500, from 500"
    );
    assert_eq!(
        told(",,,-1,,fe,,,mg/kg,at_most,,20"),
        "lab/alarms/fleet.csv:2:8 \"oil_hours_from\": no oil has less than 0 hours"
    );
    assert_eq!(
        told(",,,,soon,fe,,,mg/kg,at_most,,20"),
        "lab/alarms/fleet.csv:2:9 \"oil_hours_below\": \"soon\" is not a number"
    );
    let twice = [",,,,,fe,,,mg/kg,at_most,,20", ",,,,,fe,,,mg/kg,at_most,,30"];
    let faults = over(&fleet(&twice), None).map(|_| ()).unwrap_err().to_string();
    assert!(faults.contains("the same limit stands already in lab/alarms/fleet.csv:2"), "{faults}");
}

#[test]
fn a_grade_is_not_narrowed() {
    let row = "GB 11121,2006,SF 40,,Pump A,,,,,kv_100c,,,mm2/s,at_most,,16,,abnormal,,,own,single\n";
    let faults =
        over(&[("grades/gb-11121.csv", format!("{NARROWED}{row}"))], None).map(|_| ()).unwrap_err().to_string();
    let says =
        "lab/grades/gb-11121.csv:2:5 \"components\": a grade holds for new oil anywhere and has no use for components";
    assert!(faults.contains(says), "{faults}");
}
