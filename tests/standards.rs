//! The standards folder of the repository: without fault, complete, and meaning what it should mean.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may panic and read"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use lubelab::domain::{ProblemCode, Provenance, Reading, Severity, Value};
use lubelab::findings::judge;
use lubelab::standards::{Catalog, Compare, DocumentKind, Files, Limit, Standards};

fn standards() -> Standards {
    Standards::built_in().expect("the repository's standards are without fault")
}

fn limits<'a>(standards: &'a Standards, label: &str, grade: &str, property: &str) -> Vec<&'a Limit> {
    let property = standards.find_property(property).expect("a property of properties.csv");
    let fits = |limit: &&Limit| {
        standards.document(limit.document).label() == label
            && limit.grade.as_deref() == Some(grade)
            && limit.property == property
    };
    standards.limits.iter().filter(fits).collect()
}

#[test]
fn every_property_has_a_name_in_three_languages() {
    let standards = standards();
    assert!(standards.properties.len() >= 90, "{}", standards.properties.len());
    for property in &standards.properties {
        let names: BTreeSet<&str> = ["en", "zh", "ko"].into_iter().map(|language| property.name(language)).collect();
        assert!(names.iter().all(|name| !name.trim().is_empty()), "{}", property.id);
        assert!(property.name("zh") != property.name("en"), "{} has no Chinese name", property.id);
    }
}

#[test]
fn every_limit_has_a_source_and_a_document() {
    let standards = standards();
    assert!(standards.limits.len() > 1500);
    for limit in &standards.limits {
        assert!(!limit.source.trim().is_empty(), "{}", limit.location);
        let kind = standards.document(limit.document).kind;
        assert_eq!(limit.grade.is_some(), kind == DocumentKind::Grade, "{}", limit.location);
        let reports = limit.compare == Compare::Report;
        assert!(reports || limit.severity >= Severity::Caution, "{} has a limit that concerns nobody", limit.location);
    }
}

#[test]
fn an_sf_40_oil_is_held_to_the_numbers_of_both_editions() {
    let standards = standards();
    for label in ["GB 11121-1995", "GB 11121-2006"] {
        let viscosity = limits(&standards, label, "SF 40", "kv_100c");
        assert_eq!(viscosity.len(), 1, "{label}");
        let viscosity = viscosity[0];
        assert_eq!(viscosity.compare, Compare::WithinBelow(12.5, 16.3));
        let verdict = |number: f64| judge(viscosity, Some(Reading::Value(Value::Exact(number))), None, |_| None).0.id();
        assert_eq!([12.49, 12.5, 16.29, 16.3].map(verdict), ["fail", "pass", "pass", "fail"], "{label}");
        let flash = limits(&standards, label, "SF 40", "flash_point_coc");
        assert!(flash.iter().all(|limit| limit.compare == Compare::AtLeast(225.0)) && flash.len() == 1);
        let pour = limits(&standards, label, "SF 40", "pour_point");
        assert!(pour.iter().all(|limit| limit.compare == Compare::AtMost(-10.0)) && pour.len() == 1);
    }
}

#[test]
fn the_edition_in_force_on_the_day_judges() {
    let standards = standards();
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let in_force = |on: &str| -> Vec<String> {
        let documents = standards.documents.iter().filter(|document| &*document.id == "GB 11121");
        documents.filter(|document| document.in_force_on(day(on))).map(lubelab::standards::Document::label).collect()
    };
    assert_eq!(in_force("2006-12-31"), ["GB 11121-1995"]);
    assert_eq!(in_force("2007-01-01"), ["GB 11121-2006"]);
    assert_eq!(in_force("2026-06-30"), ["GB 11121-2006"]);
    assert_eq!(in_force("2026-07-01"), ["GB 11121-2025"]);
}

#[test]
fn viscosity_classes_have_the_bounds_of_ten_percent() {
    let standards = standards();
    for (grade, low, high) in [("ISO VG 46", 41.4, 50.6), ("ISO VG 460", 414.0, 506.0), ("ISO VG 5", 4.14, 5.06)] {
        let limits = limits(&standards, "ISO 3448-1992", grade, "kv_40c");
        assert!(limits.iter().any(|limit| limit.compare == Compare::Within(low, high)), "{grade}: {limits:?}");
    }
}

#[test]
fn what_two_sources_agree_on_is_confirmed_and_nothing_else_is() {
    let standards = standards();
    for limit in standards.limits.iter().filter(|limit| limit.provenance == Provenance::Confirmed) {
        assert!(limit.recall.is_none(), "{}: recalled and confirmed at once", limit.location);
    }
    let recalled = standards.limits.iter().filter(|limit| limit.provenance == Provenance::Recalled).count();
    assert!(recalled > 1000, "the product standards have not been seen in print: {recalled}");
}

#[test]
fn enough_causes_of_every_sort_are_there_with_their_words() {
    let standards = standards();
    let catalog = Catalog::new(&standards, "en").expect("English is always there");
    assert!(standards.causes.len() >= 63, "{}", standards.causes.len());
    let groups: BTreeSet<String> = standards.causes.iter().map(|cause| format!("{:?}", cause.group)).collect();
    for group in ["Wear", "Contamination", "Degradation", "Filter", "Sampling", "Artefact"] {
        assert!(groups.contains(group), "no cause of {group}");
    }
    for cause in &standards.causes {
        assert!(!cause.source.is_empty(), "{}", cause.id);
        for part in ["", ".action", ".why"] {
            assert!(catalog.has(&format!("cause-{}{part}", cause.id)), "cause-{}{part}", cause.id);
        }
    }
}

/// The repository's standards folder, file by file.
fn files() -> Files {
    fn collect(folder: &Path, prefix: &str, files: &mut Files) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = format!("{prefix}{}", path.file_name().expect("a name").to_string_lossy());
            if path.is_dir() {
                collect(&path, &format!("{name}/"), files);
            } else {
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    let mut files = Files::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("standards"), "", &mut files);
    files
}

/// What is said about the folder after one line of a cause was exchanged.
fn faults_with(cause: &str, line: &str, instead: &str) -> String {
    let mut files = files();
    let file = files.get_mut(&format!("causes/{cause}.toml")).expect("the cause is there");
    let text = String::from_utf8(file.clone()).expect("text");
    assert!(text.contains(line), "{cause} has no line {line}");
    *file = text.replace(line, instead).into_bytes();
    Standards::from_files(&files, "test").map_or_else(|faults| faults.to_string(), |_| String::new())
}

#[test]
fn what_a_cause_explains_away_is_checked() {
    let mutes = "mutes = [\"W03\", \"W04\", \"W07\"]";
    assert_eq!(faults_with("A02", mutes, "mutes = [\"W03\"]"), "");
    let unknown = faults_with("A02", mutes, "mutes = [\"W99\"]");
    assert!(unknown.contains("causes/A02.toml") && unknown.contains("unknown cause \"W99\""), "{unknown}");
    let own = faults_with("A02", mutes, "mutes = [\"A02\"]");
    assert!(own.contains("A02 would be muted by what it mutes"), "{own}");
    // S05 mutes S04; the other way round makes a circle of two.
    let circle = faults_with("S04", "mutes = [\"F01\"]", "mutes = [\"S05\"]");
    assert!(circle.contains("S04 would be muted") && circle.contains("S05 would be muted"), "{circle}");
    let nothing = faults_with("A02", "explains = [\"cu\"]", "explains = []");
    assert!(nothing.contains("explains = [ … ] goes with mutes"), "{nothing}");
    let property = faults_with("A02", "explains = [\"cu\"]", "explains = [\"copper\"]");
    assert!(property.contains("unknown property \"copper\""), "{property}");
    let group = faults_with("A02", "group = \"artefact\"", "group = \"wear\"");
    assert!(group.contains("only a cause of the groups sampling and artefact"), "{group}");
}

#[test]
fn every_problem_code_can_be_explained() {
    let standards = standards();
    let catalog = Catalog::new(&standards, "en").expect("English is always there");
    for code in ProblemCode::ALL {
        assert!(catalog.has(&format!("problem-{code}")) && catalog.has(&format!("problem-{code}.do")), "{code}");
    }
}
