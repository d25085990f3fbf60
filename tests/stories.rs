//! Each invented story of `samples/` is found with the right cause and in the right month, and the healthy
//! machines raise no alarm. Reads the committed reports, which `golden.rs` holds equal to the program's output.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may panic and read"
)]

use std::fs;
use std::path::Path;

use serde_json::Value;

/// Samples of one machine, by date.
fn machine(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/samples.ndjson");
    let mut samples: Vec<Value> = fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|sample: &Value| sample["machine"] == name)
        .collect();
    samples.sort_by_key(|sample| sample["sampled_on"].as_str().unwrap().to_owned());
    assert!(!samples.is_empty(), "no samples of {name}");
    samples
}

fn day(sample: &Value) -> &str {
    sample["sampled_on"].as_str().unwrap()
}

fn codes(sample: &Value) -> Vec<&str> {
    sample["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

fn severity(sample: &Value) -> &str {
    sample["severity"].as_str().unwrap()
}

/// Days on which a finding stands.
fn days_with<'a>(samples: &'a [Value], code: &str) -> Vec<&'a str> {
    samples.iter().filter(|sample| codes(sample).contains(&code)).map(day).collect()
}

#[test]
fn fresh_water_in_the_turbine_is_found_in_the_month_in_which_the_seal_fails() {
    let samples = machine("T1");
    assert_eq!(days_with(&samples, "C03"), ["2026-03-24", "2026-06-09", "2026-08-18", "2026-10-20"]);
    for sample in &samples {
        let expected = match day(sample) {
            on if on < "2026-03-24" => "normal",
            "2026-03-24" => "caution",
            _ => "abnormal",
        };
        assert_eq!(severity(sample), expected, "{}", day(sample));
        assert!(!codes(sample).contains(&"C04") && !codes(sample).contains(&"C05"), "{}", day(sample));
    }
}

#[test]
fn dirt_in_the_press_is_found_and_goes_with_the_new_breather() {
    let samples = machine("P1");
    let days = days_with(&samples, "C01");
    assert!(days.contains(&"2025-11-05") && days.contains(&"2026-01-14") && days.contains(&"2026-03-11"), "{days:?}");
    assert!(days.iter().all(|day| ("2025-08-01".."2026-05-01").contains(day)), "{days:?}");
    for sample in samples.iter().filter(|sample| day(sample) >= "2026-05-01") {
        assert_eq!(severity(sample), "normal", "{}", day(sample));
    }
}

#[test]
fn the_wrong_top_up_is_found_when_it_happens() {
    let samples = machine("P2");
    assert_eq!(days_with(&samples, "C10"), ["2026-06-03", "2026-08-05", "2026-10-14"]);
    for sample in &samples {
        let expected = if day(sample) < "2026-06-01" { "normal" } else { "abnormal" };
        assert_eq!(severity(sample), expected, "{}", day(sample));
    }
}

#[test]
fn the_worm_wheels_bronze_is_found_wearing() {
    let samples = machine("G1");
    let days = days_with(&samples, "W04");
    assert_eq!(days.first(), Some(&"2025-11-19"));
    assert_eq!(days.len(), 5, "{days:?}");
    assert_eq!(severity(samples.last().unwrap()), "abnormal");
}

#[test]
fn the_gear_oil_is_seen_to_oxidise_and_its_change_is_forecast_and_then_due() {
    let samples = machine("G2");
    let days = days_with(&samples, "D01");
    assert!(days.first().is_some_and(|day| ("2025-02-01".."2025-09-30").contains(day)), "{days:?}");
    let state = |sample: &Value| sample["drain"]["state"].as_str().unwrap().to_owned();
    let last = samples.last().unwrap();
    assert_eq!((state(last).as_str(), last["drain"]["limiting"].as_str()), ("due", Some("acid_number")));
    assert!(samples.iter().any(|sample| state(sample) == "forecast" && day(sample) < "2026-01-01"));
    assert!(samples.iter().all(|sample| state(sample) != "due" || day(sample) >= "2026-07-01"));
}

#[test]
fn the_gear_oil_is_forecast_from_three_samples_ahead_for_the_month_in_which_it_is_due() {
    let samples = machine("G2");
    let due = samples.iter().position(|sample| sample["drain"]["state"] == "due").unwrap();
    // Between these two samples the acid number crosses its limit of 1.62: at constant speed on 2 October 2026.
    assert_eq!((day(&samples[due - 1]), day(&samples[due])), ("2026-07-15", "2026-10-13"));
    for sample in &samples[due - 3..due] {
        let drain = &sample["drain"];
        assert_eq!((&drain["state"], &drain["limiting"]), (&"forecast".into(), &"acid_number".into()), "{drain}");
        let on = |end: usize| drain["due_on"][end].as_str().unwrap();
        assert!(on(0) <= "2026-10-01" && on(2) >= "2026-10-31", "{}: {} to {}", day(sample), on(0), on(2));
        assert!(("2026-09-15".."2026-10-15").contains(&on(1)), "{}: {}", day(sample), on(1));
    }
    assert!(codes(&samples[due - 1]).contains(&"drain:soon"));
}

#[test]
fn healthy_machines_raise_no_alarm() {
    for name in ["T2", "K1"] {
        for sample in machine(name) {
            assert_eq!(severity(&sample), "normal", "{name} {}: {:?}", day(&sample), codes(&sample));
        }
    }
}

#[test]
fn only_the_bad_lot_is_off_grade() {
    for sample in machine("Depot tank 3") {
        let off_grade = codes(&sample).iter().any(|code| code.starts_with("off_grade"));
        let lot = sample["lot"].as_str().unwrap();
        assert_eq!(off_grade, lot == "SF40-2603", "{} {lot}: {:?}", day(&sample), codes(&sample));
    }
}
