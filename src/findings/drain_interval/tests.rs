//! When an oil is due, and when not.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;

use super::super::fixture::{found, hydraulic, last, press};
use super::*;
use crate::domain::{Confidence, FindingKind};
use crate::domain::{Provenance, Sample, SampleKind};
use crate::history::fixture;
use crate::standards::property::{Course, DrainRole, Interval, Role};
use crate::standards::{Compare, Standards};
use crate::stats::Ageing;

fn rules(roles: &[(&str, Role)]) -> Standards {
    let (mut standards, ..) = hydraulic();
    for (property, role) in roles {
        let property = fixture::id(&standards, property);
        let text = |text: &str| Arc::from(text);
        let (family, source, provenance) = (text("hydraulic"), text("by hand"), Provenance::Single);
        standards.drain.push(DrainRole { family, property, role: *role, source, provenance });
    }
    standards
}

fn ages(standards: &mut Standards, property: &str, model: Ageing) {
    let (source, provenance) = (Arc::from("by hand"), Provenance::Single);
    standards.ageing.insert(fixture::id(standards, property), Course { model, source, provenance });
}

/// New oil of acid number 0.1, then the results in service.
fn charge(standards: &Standards, property: &str, results: &[&str]) -> Vec<Sample> {
    let mut samples = press(standards, property, results);
    let mut oil = fixture::sample(standards, "2024-12-01", None, &[("acid_number", "0.1"), ("rpvot", "400")]);
    oil.kind = SampleKind::New;
    samples.push(oil);
    samples
}

fn ids(reasons: &[Message]) -> Vec<&str> {
    reasons.iter().map(|reason| &*reason.id).collect()
}

#[test]
fn an_oil_over_its_condemning_limit_is_due_and_not_before() {
    let standards = rules(&[("acid_number", Role::Condemn)]);
    let state = |acid: &str| last(&standards, &charge(&standards, "acid_number", &[acid])).drain.id();
    assert_eq!((state("0.39"), state("0.4"), state("0.41")), ("not_enough_data", "not_enough_data", "due"));
    let found = found(&standards, &charge(&standards, "acid_number", &["0.41"]), FindingKind::Drain);
    assert_eq!(
        (found[0].severity, found[0].action.id.as_str()),
        (Severity::Abnormal, "finding-drain-due-action-confirm")
    );
}

#[test]
fn water_asks_for_drying_and_never_for_a_change() {
    let standards = rules(&[("acid_number", Role::Condemn), ("water", Role::Clean)]);
    let mut samples = charge(&standards, "acid_number", &["0.1", "0.1", "0.1", "0.1"]);
    let wet = fixture::sample(&standards, "2025-04-01", Some(2000.0), &[("acid_number", "0.1"), ("water", "0.5")]);
    samples[3] = Sample { machine_type: samples[0].machine_type, ..wet };
    let DrainForecast::NoneInSight { reasons } = last(&standards, &samples).drain else {
        return assert!(samples.is_empty());
    };
    assert_eq!(ids(&reasons), ["drain-none", "drain-clean"]);
}

#[test]
fn a_wet_oil_is_dried_and_tested_again_before_a_test_that_water_spoils_condemns_it() {
    let mut standards = rules(&[("kv_40c", Role::Condemn), ("rpvot", Role::CondemnDry), ("water", Role::Clean)]);
    let change = crate::standards::DocumentId(0);
    fixture::limit(&mut standards, change, None, "rpvot", Compare::AtLeast(100.0));
    let oil = |water: &str| {
        let mut samples = charge(&standards, "rpvot", &["90"]);
        let results = [("rpvot", "90"), ("water", water)];
        let wet = fixture::sample(&standards, "2025-01-01", Some(500.0), &results);
        samples[0] = Sample { machine_type: samples[0].machine_type, ..wet };
        samples
    };
    // 0.02 is the warning limit of water.
    assert_eq!(last(&standards, &oil("0.02")).drain.id(), "due");
    let wet = oil("0.021");
    let DrainForecast::NotEnoughData { reasons } = last(&standards, &wet).drain else {
        return assert_eq!(last(&standards, &wet).drain.id(), "");
    };
    assert_eq!(ids(&reasons), ["drain-wet", "drain-clean"]);
    assert!(found(&standards, &wet, FindingKind::Drain).is_empty());
    let over = found(&standards, &wet, FindingKind::OverLimit);
    let action = over.iter().find(|finding| finding.code == "over_limit:rpvot").map(|finding| &*finding.action.id);
    assert_eq!(action, Some("finding-over-limit-action-dry-first"));
}

#[test]
fn an_imprecise_test_condemns_only_with_another() {
    let mut standards = rules(&[("acid_number", Role::Condemn), ("rpvot", Role::WithAnother)]);
    let change = crate::standards::DocumentId(0);
    fixture::limit(&mut standards, change, None, "rpvot", Compare::PercentOfNewAtLeast(25.0));
    let warning = fixture::limit(&mut standards, change, None, "acid_number", Compare::ChangeAtMost(0.1));
    standards.limits[warning.index()].severity = Severity::Caution;
    let state = |acid: &str| {
        let mut samples = charge(&standards, "rpvot", &["90"]);
        let both = fixture::sample(&standards, "2025-01-01", Some(500.0), &[("acid_number", acid), ("rpvot", "90")]);
        samples[0] = Sample { machine_type: samples[0].machine_type, ..both };
        last(&standards, &samples).drain
    };
    let DrainForecast::NotEnoughData { reasons } = state("0.2") else { return assert_eq!(state("0.2").id(), "") };
    assert!(ids(&reasons).contains(&"drain-with-another-alone"));
    let DrainForecast::Due { limiting, reasons } = state("0.21") else { return assert_eq!(state("0.21").id(), "") };
    assert_eq!((limiting, ids(&reasons)), (fixture::id(&standards, "rpvot"), vec!["drain-over", "drain-agrees"]));
}

#[test]
fn a_steady_rise_is_forecast_within_the_age_of_the_oil() {
    let standards = rules(&[("acid_number", Role::Condemn)]);
    // 0.04 in 500 h, 0.06 to go from 0.34: 750 h, at 500 h a month.
    let acid = ["0.10", "0.14", "0.18", "0.22", "0.26", "0.30", "0.34"];
    let DrainForecast::Forecast { hours, dates, .. } =
        last(&standards, &charge(&standards, "acid_number", &acid)).drain
    else {
        return assert_eq!(last(&standards, &charge(&standards, "acid_number", &acid)).drain.id(), "forecast");
    };
    // Results rounded to 0.01 leave some hours open on either side.
    let [earliest, expected, latest] = hours.unwrap_or([f64::NAN; 3]);
    assert!((expected - 750.0).abs() < 1e-6, "{expected}");
    assert!((650.0..740.0).contains(&earliest) && (760.0..850.0).contains(&latest), "{earliest} {latest}");
    let expected = dates.and_then(|[_, expected, _]| expected);
    assert_eq!(expected, Some(fixture::day("2025-08-15")));
}

#[test]
fn an_oil_that_ages_in_two_phases_is_forecast_by_its_growth() {
    let mut standards = rules(&[("acid_number", Role::Condemn)]);
    ages(&mut standards, "acid_number", Ageing::TwoPhase);
    // Flat for long, then 0.05 in 500 h, with 0.07 to go: 700 h.
    let acid = ["0.10", "0.10", "0.11", "0.10", "0.13", "0.18", "0.23", "0.28", "0.33"];
    let DrainForecast::Forecast { hours, .. } = last(&standards, &charge(&standards, "acid_number", &acid)).drain
    else {
        return assert_eq!(last(&standards, &charge(&standards, "acid_number", &acid)).drain.id(), "forecast");
    };
    let [earliest, expected, latest] = hours.unwrap_or([f64::NAN; 3]);
    assert!((600.0..=800.0).contains(&expected) && earliest <= expected && latest > expected, "{hours:?}");
}

#[test]
fn a_warning_limit_neither_condemns_nor_is_forecast() {
    let mut standards = rules(&[("acid_number", Role::Condemn)]);
    let change = crate::standards::DocumentId(0);
    let warning = fixture::limit(&mut standards, change, None, "acid_number", Compare::ChangeAtMost(0.25));
    standards.limits[warning.index()].severity = Severity::Caution;
    let acid = ["0.10", "0.14", "0.18", "0.22", "0.26", "0.30", "0.34"];
    let DrainForecast::Forecast { hours, .. } = last(&standards, &charge(&standards, "acid_number", &acid)).drain
    else {
        return assert_eq!(last(&standards, &charge(&standards, "acid_number", &acid)).drain.id(), "forecast");
    };
    assert!(hours.is_some_and(|hours| (hours[1] - 750.0).abs() < 1e-6), "{hours:?}");
    assert_eq!(last(&standards, &charge(&standards, "acid_number", &["0.36"])).drain.id(), "not_enough_data");
}

#[test]
fn nothing_is_forecast_from_too_little_or_too_far() {
    let standards = rules(&[("acid_number", Role::Condemn)]);
    let state = |acid: &[&str]| last(&standards, &charge(&standards, "acid_number", acid)).drain.id();
    assert_eq!(state(&["0.10", "0.20", "0.30"]), "not_enough_data");
    assert_eq!(state(&["0.10", "0.10", "0.10", "0.10"]), "none_in_sight");
    assert_eq!(state(&["0.10", "0.11", "0.10", "0.15", "0.16"]), "none_in_sight");
    let mut samples = charge(&standards, "acid_number", &["0.10", "0.14", "0.18", "0.22", "0.26"]);
    for sample in &mut samples {
        sample.oil_hours = None;
    }
    let DrainForecast::Forecast { hours, dates, confidence, reasons, .. } = last(&standards, &samples).drain else {
        return assert!(samples.is_empty());
    };
    // By the calendar alone: 0.04 a month, 0.14 to go.
    assert_eq!((hours, confidence), (None, Confidence::Low));
    let expected = dates.and_then(|[_, expected, _]| expected);
    assert!(expected.is_some_and(|day| ("2025-08-10".."2025-08-20").contains(&&*day.to_string())), "{expected:?}");
    assert_eq!(ids(&reasons), ["drain-approaches", "drain-by-calendar", "drain-make-up-open"]);
}

#[test]
fn a_single_result_over_an_alarm_limit_is_confirmed_before_the_oil_is_called_due() {
    let mut standards = rules(&[("acid_number", Role::Condemn), ("kv_40c", Role::Condemn)]);
    standards.documents[0].any_one = false;
    fixture::limit(&mut standards, crate::standards::DocumentId(0), None, "kv_40c", Compare::AtMost(50.0));
    let state = |samples: &[Sample]| {
        let drain = found(&standards, samples, FindingKind::Drain).first().map(|finding| finding.code.clone());
        (last(&standards, samples).drain.id(), drain.unwrap_or_default())
    };
    let one = charge(&standards, "acid_number", &["0.41"]);
    assert_eq!(state(&one), ("not_enough_data", "drain:confirm".to_owned()));
    // An earlier sample over the same limit confirms it.
    let two = charge(&standards, "acid_number", &["0.42", "0.41"]);
    assert_eq!(state(&two), ("due", "drain:due".to_owned()));
    let back = charge(&standards, "acid_number", &["0.42", "0.39"]);
    assert_eq!(state(&back).0, "not_enough_data");
    // So does another condemning test.
    let both = |kv: &str| {
        let mut samples = charge(&standards, "acid_number", &["0.41"]);
        let results = [("acid_number", "0.41"), ("kv_40c", kv)];
        samples[0].measurements = fixture::sample(&standards, "2025-01-01", None, &results).measurements;
        samples
    };
    assert_eq!(state(&both("50")), ("not_enough_data", "drain:confirm".to_owned()));
    assert_eq!(state(&both("50.1")), ("due", "drain:due".to_owned()));
}

#[test]
fn a_window_that_opens_before_the_next_sample_is_due_soon() {
    let mut standards = rules(&[("acid_number", Role::Condemn)]);
    let acid = ["0.10", "0.14", "0.18", "0.22", "0.26", "0.30", "0.34"];
    let samples = charge(&standards, "acid_number", &acid);
    let codes = |standards: &Standards| -> Vec<String> {
        found(standards, &samples, FindingKind::Drain).into_iter().map(|finding| finding.code).collect()
    };
    // Without a sampling interval a fifth of 3,500 h counts, and the window opens after about 720 h.
    assert_eq!(codes(&standards), Vec::<String>::new());
    let interval = |hours| Interval {
        machine_type: crate::domain::MachineType::Hydraulic,
        criticality: Arc::from("normal"),
        days: None,
        hours: Some(hours),
        source: Arc::from("by hand"),
        provenance: Provenance::Single,
    };
    standards.intervals = vec![interval(500)];
    assert_eq!(codes(&standards), Vec::<String>::new());
    standards.intervals = vec![interval(800)];
    assert_eq!(codes(&standards), ["drain:soon"]);
}

#[test]
fn an_oil_changed_in_part_is_followed_from_then_on() {
    let standards = rules(&[("acid_number", Role::Condemn)]);
    let mut samples = charge(&standards, "acid_number", &["0.10", "0.14", "0.18", "0.22", "0.26", "0.30", "0.34"]);
    for sample in samples.iter_mut().take(7) {
        sample.sump_l = Some(100.0);
    }
    samples[4].top_up_l = Some(19.0);
    assert_eq!(last(&standards, &samples).drain.id(), "forecast");
    samples[4].top_up_l = Some(20.0);
    let DrainForecast::NotEnoughData { reasons } = last(&standards, &samples).drain else {
        return assert_eq!(last(&standards, &samples).drain.id(), "not_enough_data");
    };
    assert_eq!(ids(&reasons), ["drain-few-results", "drain-changed-in-part"]);
}

#[test]
fn no_life_is_told_of_a_turbine_oil_whose_make_up_is_not_recorded() {
    let mut standards = rules(&[("acid_number", Role::Condemn)]);
    let turbine = standards.drain[0].clone();
    standards.drain.push(DrainRole { family: Arc::from("turbine"), ..turbine });
    standards.products[0].family = Arc::from("turbine");
    let mut samples = charge(&standards, "acid_number", &["0.10", "0.14", "0.18", "0.22", "0.26", "0.30", "0.34"]);
    let DrainForecast::NotEnoughData { reasons } = last(&standards, &samples).drain else {
        return assert_eq!(last(&standards, &samples).drain.id(), "not_enough_data");
    };
    assert_eq!(ids(&reasons), ["drain-make-up-unknown"]);
    samples[6].top_up_l = Some(0.0);
    assert_eq!(last(&standards, &samples).drain.id(), "forecast");
}

/// A second charge with acid number, water and iron at fixed levels; the first one was changed at 3,000 h.
fn second_charge(standards: &Standards, acid: &str, iron: &str) -> Vec<Sample> {
    let mut samples = charge(standards, "acid_number", &["0.1"; 11]);
    for (index, sample) in samples.iter_mut().take(11).enumerate() {
        let results = [("acid_number", acid), ("water", "0.01"), ("fe", iron)];
        sample.measurements = fixture::sample(standards, "2025-01-01", None, &results).measurements;
        if index > 5 {
            sample.oil_hours = Some(500.0 * (index as f64 - 5.0));
        }
    }
    samples[5].oil_changed = Some(true);
    samples
}

#[test]
fn a_sound_oil_near_its_planned_change_may_run_one_step_longer() {
    let standards = rules(&[("acid_number", Role::Condemn), ("water", Role::Clean)]);
    let codes = |samples: &[Sample]| -> Vec<String> {
        found(&standards, samples, FindingKind::Drain).into_iter().map(|finding| finding.code).collect()
    };
    let samples = second_charge(&standards, "0.1", "5");
    // 2,500 h of 3,000 h have run; at 2,000 h the change is still far.
    assert_eq!(codes(&samples), ["drain:extend"]);
    let mut earlier = samples.clone();
    earlier.remove(10);
    assert_eq!(codes(&earlier), Vec::<String>::new());
    // Dirt or wear, a heavy top-up, or no record of the last change: nothing is offered.
    assert_eq!(codes(&second_charge(&standards, "0.1", "21")), Vec::<String>::new());
    let mut topped_up = samples.clone();
    (topped_up[9].top_up_l, topped_up[9].sump_l) = (Some(20.0), Some(100.0));
    assert_eq!(codes(&topped_up), Vec::<String>::new());
    let mut unrecorded = samples.clone();
    unrecorded[5].oil_changed = None;
    assert_eq!(codes(&unrecorded), Vec::<String>::new());
    // Without the oxidation test of the family neither.
    let mut untested = samples;
    untested[10].measurements =
        fixture::sample(&standards, "2025-01-01", None, &[("water", "0.01"), ("fe", "5")]).measurements;
    assert_eq!(codes(&untested), Vec::<String>::new());
}

#[test]
fn an_alarm_list_does_not_condemn_what_the_standard_passes() {
    let mut standards = rules(&[("acid_number", Role::Condemn)]);
    let alarm = crate::standards::DocumentId(1);
    fixture::limit(&mut standards, alarm, None, "acid_number", Compare::ChangeAtMost(0.1));
    let analysis = last(&standards, &charge(&standards, "acid_number", &["0.3"]));
    assert_eq!((analysis.axes.oil, analysis.drain.id()), (Severity::Abnormal, "not_enough_data"));
}

#[test]
fn without_rules_or_in_service_there_is_nothing_to_say() {
    let (standards, ..) = hydraulic();
    assert_eq!(last(&standards, &charge(&standards, "acid_number", &["0.9"])).drain.id(), "not_enough_data");
    let new_only: Vec<Sample> = charge(&standards, "acid_number", &[]);
    assert_eq!(last(&standards, &new_only).drain.id(), "not_applicable");
}
