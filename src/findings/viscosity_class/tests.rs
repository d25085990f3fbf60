//! Wrong oils and their look-alikes, at and beside each bound.

use std::sync::Arc;

use super::super::fixture::{all, found, press};
use super::*;
use crate::domain::{MachineType, Sample, SampleKind};
use crate::history::fixture::{self, document, limit, precision, sample};
use crate::standards::{DocumentKind, Standards};

/// ISO 3448 around VG 46, SAE J300 around SAE 40, a warning list and a precision of 1 %.
fn standards() -> Standards {
    let mut standards = fixture::standards();
    let iso = document(&mut standards, "ISO 3448", DocumentKind::Grade, "other");
    for (class, low, high) in
        [("ISO VG 32", 28.8, 35.2), ("ISO VG 46", 41.4, 50.6), ("ISO VG 68", 61.2, 74.8), ("ISO VG 100", 90.0, 110.0)]
    {
        limit(&mut standards, iso, Some(class), "kv_40c", Compare::Within(low, high));
    }
    let sae = document(&mut standards, "SAE J300", DocumentKind::Grade, "other");
    for (class, low, high) in [("SAE 20", 6.9, 9.3), ("SAE 30", 9.3, 12.5), ("SAE 40", 12.5, 16.3)] {
        limit(&mut standards, sae, Some(class), "kv_100c", Compare::WithinBelow(low, high));
    }
    let alarm = document(&mut standards, "ALARM", DocumentKind::Alarm, "hydraulic");
    limit(&mut standards, alarm, None, "kv_40c", Compare::ChangeWithinPercent(-10.0, 10.0));
    limit(&mut standards, alarm, None, "acid_number", Compare::AtMost(1.0));
    let change = document(&mut standards, "CHANGE", DocumentKind::InService, "engine_petrol");
    limit(&mut standards, change, None, "kv_100c", Compare::ChangeWithinPercent(-25.0, 25.0));
    for property in ["kv_40c", "kv_100c"] {
        precision(&mut standards, property, OilState::Any, 0.01, 0.0, 1.0);
    }
    standards
}

fn of_grade(mut samples: Vec<Sample>, grade: &str) -> Vec<Sample> {
    for sample in &mut samples {
        sample.grade = Some(Arc::from(grade));
    }
    samples
}

/// Titles of the findings about a delivery with this viscosity at 40 °C.
fn delivery(kv_40c: &str) -> Vec<String> {
    let standards = standards();
    let mut oil = sample(&standards, "2025-01-01", None, &[("kv_40c", kv_40c)]);
    oil.kind = SampleKind::New;
    titles(&standards, &of_grade(vec![oil], "L-HM 46"))
}

fn titles(standards: &Standards, samples: &[Sample]) -> Vec<String> {
    let found = found(standards, samples, FindingKind::OffGrade);
    let of_class = found.into_iter().filter(|finding| finding.code == "off_grade:viscosity-class");
    of_class.map(|finding| finding.title.id).collect()
}

/// Titles about the last of monthly samples of a hydraulic oil declared as VG 46.
fn in_service(results: &[&str]) -> Vec<String> {
    let standards = standards();
    titles(&standards, &of_grade(press(&standards, "kv_40c", results), "L-HM 46"))
}

const NEW: [&str; 1] = ["finding-class-new"];
const USED: [&str; 1] = ["finding-class-used"];

#[test]
fn a_delivery_is_wrong_only_in_another_class_and_not_between_two() {
    for kv in ["61.2", "35.2", "100"] {
        assert_eq!(delivery(kv), NEW, "{kv}");
    }
    for kv in ["41.4", "46", "50.6", "50.7", "61.1", "35.3", "41.3", "<35", "nd"] {
        assert!(delivery(kv).is_empty(), "{kv}");
    }
}

#[test]
fn the_finding_names_the_class_that_the_oil_has() {
    let standards = standards();
    let mut oil = sample(&standards, "2025-01-01", None, &[("kv_40c", "68")]);
    oil.kind = SampleKind::New;
    let found = found(&standards, &of_grade(vec![oil], "ISO VG 46"), FindingKind::OffGrade);
    let named = |name: &str| (name == "real").then(|| Arg::Text("ISO VG 68".to_owned()));
    let class = found.iter().find(|finding| finding.code == "off_grade:viscosity-class");
    let args = class.map(|finding| finding.title.args.clone()).unwrap_or_default();
    assert!(args.iter().any(|(name, arg)| named(name).as_ref() == Some(arg)), "{args:?}");
    assert_eq!(class.map(|finding| finding.severity), Some(Severity::Abnormal));
}

#[test]
fn classes_that_touch_are_told_apart_only_well_inside_the_other() {
    let standards = standards();
    let delivery = |kv_100c: &str| {
        let mut oil = sample(&standards, "2025-01-01", None, &[("kv_100c", kv_100c)]);
        oil.kind = SampleKind::New;
        titles(&standards, &of_grade(vec![oil], "SAE 40"))
    };
    // 10 % under the lower bound of 12.5 mm²/s is 11.25 mm²/s.
    assert!(delivery("12.5").is_empty() && delivery("12.2").is_empty() && delivery("11.26").is_empty());
    assert_eq!(delivery("11.25"), NEW);
}

#[test]
fn an_oil_off_grade_is_told_which_class_it_has_or_that_it_has_none() {
    let standards = standards();
    let told = |kv_40c: &str| {
        let mut oil = sample(&standards, "2025-01-01", None, &[("kv_40c", kv_40c)]);
        oil.kind = SampleKind::New;
        let found = found(&standards, &of_grade(vec![oil], "ISO VG 46"), FindingKind::OffGrade);
        let of_grade = found.into_iter().find(|finding| finding.code.starts_with("off_grade:ISO 3448"));
        let last = of_grade.and_then(|finding| finding.because.iter().last().map(|proof| proof.says.id.clone()));
        last.unwrap_or_default()
    };
    assert_eq!((told("55"), told("68")), ("proof-class-between".to_owned(), "proof-class-has".to_owned()));
    assert_eq!((told("46"), told("200")), (String::new(), "proof-over".to_owned()));
}

#[test]
fn in_service_a_step_into_another_class_is_a_wrong_oil_and_stays_one() {
    assert_eq!(in_service(&["46", "46.5", "68"]), USED);
    assert_eq!(in_service(&["46", "46.5", "68", "68.4", "67.5"]), USED);
    assert_eq!(in_service(&["68"]), USED);
    assert_eq!(in_service(&["46", "46", "31"]), USED);
    assert!(in_service(&["46", "68", "46"]).is_empty());
}

#[test]
fn in_service_a_slow_rise_is_ageing_whatever_class_it_reaches() {
    assert!(in_service(&["46", "50", "54", "58", "62"]).is_empty());
    assert!(in_service(&["46", "50", "54", "58", "62", "66"]).is_empty());
    // One step of just under and just over half of the way from the first result.
    assert!(in_service(&["46", "50", "57.9", "62"]).is_empty());
    assert_eq!(in_service(&["46", "50", "58.1", "62"]), USED);
    // A step that was taken back is not part of the way.
    assert!(in_service(&["46", "60", "46", "50", "54", "58", "62"]).is_empty());
    // Outside from the start, and not yet in another class.
    assert!(in_service(&["54", "58", "62", "66"]).is_empty());
}

#[test]
fn in_service_a_change_inside_its_limits_is_ageing() {
    let standards = standards();
    let with_new = |new: &str, used: &str| {
        let mut samples = press(&standards, "kv_40c", &[used]);
        let mut oil = sample(&standards, "2024-12-01", None, &[("kv_40c", new)]);
        (oil.kind, oil.machine) = (SampleKind::New, Arc::from("Store"));
        samples.push(oil);
        let samples = of_grade(samples, "L-HM 46");
        let analyses = super::super::analyse(crate::history::histories(&samples, &standards), &standards);
        let used = analyses.into_iter().find(|point| &*point.history.label.machine != "Store");
        let findings = used.map(|point| point.samples.into_iter().flat_map(|sample| sample.findings).collect());
        let findings: Vec<Finding> = findings.unwrap_or_default();
        let of_class = findings.into_iter().filter(|finding| finding.code == "off_grade:viscosity-class");
        of_class.map(|finding| finding.title.id).collect::<Vec<_>>()
    };
    // New oil of 57 mm²/s has no class; 62 mm²/s are 8.8 % more, and 62.8 mm²/s 10.2 %.
    assert!(with_new("57", "62").is_empty());
    assert_eq!(with_new("57", "62.8"), USED);
    assert_eq!(with_new("67", "68"), ["finding-class-form"]);
}

#[test]
fn in_service_signs_of_ageing_speak_for_ageing() {
    let standards = standards();
    let with = |id: &str, values: [&str; 2]| {
        let mut samples = press(&standards, "kv_40c", &["46", "68"]);
        for (now, value) in samples.iter_mut().zip(values) {
            let other = sample(&standards, "2025-01-01", None, &[(id, value)]);
            now.measurements = now.measurements.iter().chain(&*other.measurements).copied().collect();
        }
        titles(&standards, &of_grade(samples, "L-HM 46"))
    };
    // The limit, then the reproducibility of used oil, 44 % of 0.5; oxidation has none and has to double.
    assert_eq!(with("acid_number", ["1.0", "1.0"]), USED);
    assert!(with("acid_number", ["1.01", "1.01"]).is_empty());
    assert_eq!(with("acid_number", ["0.5", "0.71"]), USED);
    assert!(with("acid_number", ["0.5", "0.73"]).is_empty());
    assert_eq!(with("oxidation", ["2", "4"]), USED);
    assert!(with("oxidation", ["2", "4.1"]).is_empty());
    assert_eq!(with("flash_point_coc", ["220", "180"]), USED);
}

#[test]
fn without_a_new_oil_it_takes_more_than_any_standard_allows() {
    let standards = standards();
    let engine = |kv_100c: &str| {
        let mut samples = fixture::monthly(&standards, "kv_100c", &[kv_100c]);
        for sample in &mut samples {
            sample.machine_type = Some(MachineType::EnginePetrol);
        }
        titles(&standards, &of_grade(samples, "SAE 40"))
    };
    // 25 % under the lower bound of 12.5 mm²/s is 9.375 mm²/s.
    assert!(engine("11").is_empty() && engine("9.375").is_empty());
    assert_eq!(engine("9.37"), USED);
    assert_eq!(engine("8"), USED);
}

#[test]
fn a_grade_without_class_is_no_mismatch() {
    let standards = standards();
    for grade in ["brake fluid", "GL-5 80W-90", "SAE 15W"] {
        let samples = of_grade(press(&standards, "kv_40c", &["46", "46", "68"]), grade);
        assert!(
            all(&standards, &samples)
                .iter()
                .all(|sample| { sample.findings.iter().all(|finding| finding.kind != FindingKind::OffGrade) })
        );
    }
}
