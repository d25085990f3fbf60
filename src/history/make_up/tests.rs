//! Levels and rates against the mass balance, and what the forms say of top-ups.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use crate::domain::{Sample, SampleKind, Value};
use crate::history::{MakeUpState, PointHistory, SeriesPoint, fixture, histories};
use crate::standards::Standards;

/// Monthly results of a property, 500 h apart, with the litres added before each (`-`: not said) to 100 L.
fn topped(standards: &Standards, property: &str, results: &[(&str, &str)]) -> Vec<Sample> {
    let texts: Vec<&str> = results.iter().map(|(text, _)| *text).collect();
    let mut samples = fixture::monthly(standards, property, &texts);
    for (sample, (_, litres)) in samples.iter_mut().zip(results) {
        (sample.top_up_l, sample.sump_l) = (litres.parse().ok(), Some(100.0));
    }
    samples
}

fn with_history<T>(samples: &[Sample], ask: impl FnOnce(&PointHistory<'_>, &Standards) -> T) -> T {
    let standards = fixture::standards();
    ask(&histories(samples, &standards)[0], &standards)
}

fn corrected(property: &str, samples: &[Sample]) -> Option<Vec<Value>> {
    with_history(samples, |history, standards| {
        let property = fixture::id(standards, property);
        let last = *history.lives[0].samples.last().unwrap_or(&0);
        let points = history.life_series(0).corrected(&history.lives[0], property, last, standards)?;
        Some(points.iter().map(|point: &SeriesPoint| point.value).collect())
    })
}

fn iron(results: &[(&str, &str)]) -> Option<Vec<Value>> {
    corrected("fe", &topped(&fixture::standards(), "fe", results))
}

fn state(samples: &[Sample]) -> Option<(MakeUpState, f64, f64)> {
    with_history(samples, |history, _| {
        let make_up = history.make_up(history.samples.len() - 1)?;
        Some((make_up.state, make_up.litres, make_up.share))
    })
}

#[test]
fn a_level_that_stands_still_under_top_ups_rises_once_they_are_taken_up() {
    // 10 mg/kg held by 20 L in 100 L each time: 2 mg/kg leave with the oil between two samples.
    let found = iron(&[("10", "0"), ("10", "20"), ("10", "20")]);
    assert_eq!(found, Some(vec![Value::Exact(10.0), Value::Exact(12.0), Value::Exact(14.0)]));
    // What was added before the first sample of a life is none of its affair.
    let found = iron(&[("10", "90"), ("12", "10")]);
    assert_eq!(found, Some(vec![Value::Exact(10.0), Value::Exact(13.1)]));
    // Nothing added: nothing to correct.
    assert_eq!(iron(&[("10", "0"), ("12", "0")]), None);
    assert_eq!(iron(&[("10", "-"), ("12", "-")]), None);
}

#[test]
fn the_balance_gives_back_the_wear_that_made_the_levels() {
    // dC/dt = W/V − (M/V) C, solved for a constant W: 100 L, 4 L and 300 mg in 100 h, sampled every 500 h.
    let (feed, share) = (3.0_f64, 0.04_f64);
    let level = |hours: f64| feed / share * (1.0 - (-share * hours / 100.0).exp());
    let texts: Vec<String> = (1..=8).map(|n| format!("{}", level(500.0 * f64::from(n)))).collect();
    let results: Vec<(&str, &str)> = texts.iter().map(|text| (text.as_str(), "20")).collect();
    let samples = topped(&fixture::standards(), "fe", &results);
    let rates =
        with_history(&samples, |history, standards| history.wear_rates(fixture::id(standards, "fe"), standards));
    assert_eq!(rates.len(), 7);
    for rate in rates {
        // 3 mg/kg in 100 h are 30 in 1,000 h and 3 mg/h; the mean of both ends is a little off.
        assert!((rate.per_1000_h - 30.0).abs() < 0.15, "{rate:?}");
        assert!(rate.mg_per_h.is_some_and(|wear| (wear - 3.0).abs() < 0.015));
        assert_eq!((rate.make_up, rate.hours), (MakeUpState::Known, 500.0));
    }
    // Uncorrected, the last interval shows less than a third of it.
    assert!((level(4000.0) - level(3500.0)) / 500.0 * 1000.0 < 10.0);
}

#[test]
fn a_censored_result_stays_a_bound() {
    // Up to 0.5 of <5 left with 10 L, which is more than the resolution of 0.1: what follows is "at least".
    let found = iron(&[("<5", "0"), ("<5", "10"), ("8", "0")]);
    assert_eq!(found, Some(vec![Value::Below(5.0), Value::Below(5.5), Value::AtLeast(8.0)]));
    // Small enough to be lost in the rounding of the property: the number stays a number.
    let found = iron(&[("<1", "0"), ("<1", "10"), ("8", "0")]);
    assert_eq!(found, Some(vec![Value::Below(1.0), Value::Below(1.1), Value::Exact(8.0)]));
    // Above the range: nobody knows how much left.
    let found = iron(&[(">100", "0"), ("110", "10"), ("<=5", "10")]);
    assert_eq!(found, Some(vec![Value::Above(100.0), Value::AtLeast(120.5)]));
    // Not detected has no bound at all: the oil added before and after it counts for the next result.
    let found = iron(&[("10", "0"), ("nd", "10"), ("10", "10")]);
    assert_eq!(found, Some(vec![Value::Exact(10.0), Value::Exact(12.0)]));
}

#[test]
fn an_additive_is_corrected_for_what_the_new_oil_brings() {
    let standards = fixture::standards();
    let mut samples = topped(&standards, "base_number", &[("8", "0"), ("8", "20"), ("8", "20")]);
    assert_eq!(corrected("base_number", &samples), None);
    let mut new = fixture::sample(&standards, "2024-12-01", None, &[("base_number", "10")]);
    new.kind = SampleKind::New;
    samples.push(new);
    let last = [8.0, 7.6, 7.2];
    let found = corrected("base_number", &samples).unwrap_or_default();
    assert!(found.iter().zip(last).all(|(value, expected)| value.exact().is_some_and(|v| (v - expected).abs() < 1e-9)));
    // Viscosity does not mix by mass.
    assert_eq!(corrected("kv_40c", &topped(&standards, "kv_40c", &[("46", "0"), ("46", "20")])), None);
}

#[test]
fn what_is_known_of_oil_added_is_said() {
    let standards = fixture::standards();
    let of = |litres: &[&str]| {
        let results: Vec<(&str, &str)> = litres.iter().map(|litres| ("5", *litres)).collect();
        state(&topped(&standards, "fe", &results))
    };
    assert_eq!(of(&["7"]), None);
    assert_eq!(of(&["7", "0", "0"]), Some((MakeUpState::NoneRecorded, 0.0, 0.0)));
    assert_eq!(of(&["7", "10", "15"]), Some((MakeUpState::Known, 25.0, 0.25)));
    assert_eq!(of(&["7", "10", "-"]), Some((MakeUpState::PartlyKnown, 10.0, 0.1)));
    assert_eq!(of(&["7", "0", "-"]), Some((MakeUpState::PartlyKnown, 0.0, 0.0)));
    assert_eq!(of(&["7", "-", "-"]), Some((MakeUpState::Unknown, 0.0, 0.0)));
    // Litres into a sump of unknown size.
    let mut samples = topped(&standards, "fe", &[("5", "0"), ("5", "10")]);
    samples[0].sump_l = None;
    samples[1].sump_l = None;
    assert_eq!(state(&samples), Some((MakeUpState::Unknown, 10.0, 0.0)));
    // The sump is carried on from the sample that stated it.
    samples[0].sump_l = Some(200.0);
    assert_eq!(state(&samples), Some((MakeUpState::Known, 10.0, 0.05)));
}

#[test]
fn wear_rates_run_across_changes_of_oil_and_not_over_them() {
    let standards = fixture::standards();
    let mut samples = fixture::monthly(&standards, "fe", &["5", "10", "2", "7", "<1", "9"]);
    samples[1].oil_changed = Some(true);
    for (sample, hours) in samples.iter_mut().zip([500.0, 1000.0, 400.0, 900.0, 1400.0, 1400.0]) {
        sample.oil_hours = Some(hours);
    }
    let rates =
        with_history(&samples, |history, standards| history.wear_rates(fixture::id(standards, "fe"), standards));
    let seen: Vec<(usize, usize, f64)> = rates.iter().map(|rate| (rate.life, rate.sample, rate.per_1000_h)).collect();
    // From <1 there is no number, and between equal hours no rate.
    assert_eq!(seen, [(0, 1, 10.0), (1, 3, 10.0)]);
    assert!(rates.iter().all(|rate| rate.mg_per_h.is_none() && rate.make_up == MakeUpState::Unknown));
    for sample in &mut samples {
        (sample.machine_hours, sample.oil_hours) = (sample.oil_hours.map(|hours| hours * 2.0), None);
    }
    let rates =
        with_history(&samples, |history, standards| history.wear_rates(fixture::id(standards, "fe"), standards));
    assert_eq!((rates[0].hours, rates[0].per_1000_h), (1000.0, 5.0));
}
