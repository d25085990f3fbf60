//! The rule as a table of facts, each limit just below, at and just above.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;

use super::*;
use crate::domain::{Axes, Confidence, FindingKind, MachineType, Stamp};
use crate::findings::fixture::hydraulic;
use crate::findings::{PointAnalysis, analyse};
use crate::history::{fixture, histories};
use crate::standards::property::Interval as Row;
use fixture::day;

/// A hydraulic oil whose water is caution from 0.02 % and abnormal from 0.1 %, sampled every 60 days or 500 h; critical
/// machines every 30 days.
fn rules() -> Standards {
    let (mut standards, ..) = hydraulic();
    let row = |criticality: &str, days, hours, provenance| Row {
        machine_type: MachineType::Hydraulic,
        criticality: Arc::from(criticality),
        days,
        hours,
        source: Arc::from("by hand"),
        provenance,
    };
    standards.intervals = vec![
        row("normal", Some(60), Some(500), Provenance::Single),
        row("critical", Some(30), None, Provenance::Recalled),
    ];
    standards
}

/// Samples of one machine: day, hours on the oil, water.
fn machine(standards: &Standards, samples: &[(&str, Option<f64>, &str)]) -> Vec<Sample> {
    let sample = |(on, hours, water): &(&str, Option<f64>, &str)| Sample {
        machine_type: Some(MachineType::Hydraulic),
        ..fixture::sample(standards, on, *hours, &[("water", *water), ("fe", "5")])
    };
    samples.iter().map(sample).collect()
}

fn next(standards: &Standards, samples: &[Sample]) -> NextSample {
    analyse(histories(samples, standards), standards)[0].next_sample.clone().unwrap()
}

/// The day and the rule after days with these results of water.
fn due(water: &[(&str, &str)]) -> (String, &'static str) {
    let standards = rules();
    let samples: Vec<_> = water.iter().map(|(on, water)| (*on, None, *water)).collect();
    let next = next(&standards, &machine(&standards, &samples));
    let on = next.due.as_ref().unwrap().on.to_string();
    (on, next.rule_id())
}

const NORMAL: &str = "0.01";
const CAUTION: &str = "0.05";
const ABNORMAL: &str = "0.2";

#[test]
fn the_state_of_the_last_samples_decides_about_the_interval() {
    // 60 days from 1 January are 2 March, 30 days 31 January, 15 days 16 January.
    type Fact<'f> = (&'f [(&'f str, &'f str)], &'f str, &'f str);
    let facts: &[Fact<'_>] = &[
        (&[("2026-01-01", NORMAL)], "2026-03-02", "interval"),
        (&[("2026-01-01", CAUTION)], "2026-01-31", "after_caution"),
        (&[("2026-01-01", ABNORMAL)], "2026-01-01", "at_once"),
        // The sample that was wanted at once is here, good, fair or bad.
        (&[("2025-12-20", ABNORMAL), ("2026-01-01", NORMAL)], "2026-01-16", "after_abnormal"),
        (&[("2025-12-20", ABNORMAL), ("2026-01-01", CAUTION)], "2026-01-16", "after_abnormal"),
        (&[("2025-12-20", ABNORMAL), ("2026-01-01", ABNORMAL)], "2026-01-16", "after_abnormal"),
        // Two normal samples are one too few.
        (&[("2025-12-01", CAUTION), ("2025-12-20", NORMAL), ("2026-01-01", NORMAL)], "2026-01-31", "after_caution"),
        (
            &[("2025-11-01", CAUTION), ("2025-12-01", NORMAL), ("2025-12-20", NORMAL), ("2026-01-01", NORMAL)],
            "2026-03-02",
            "interval",
        ),
        (
            &[("2025-11-01", ABNORMAL), ("2025-12-01", NORMAL), ("2025-12-20", NORMAL), ("2026-01-01", NORMAL)],
            "2026-03-02",
            "interval",
        ),
        // They have to be in a row.
        (
            &[("2025-10-01", CAUTION), ("2025-11-01", NORMAL), ("2025-12-01", NORMAL), ("2025-12-20", CAUTION)],
            "2026-01-19",
            "after_caution",
        ),
        // Three bottles of one day are one sample, and the worst of them counts.
        (
            &[("2025-12-20", CAUTION), ("2026-01-01", NORMAL), ("2026-01-01", NORMAL), ("2026-01-01", NORMAL)],
            "2026-01-31",
            "after_caution",
        ),
        (&[("2026-01-01", ABNORMAL), ("2026-01-01", NORMAL)], "2026-01-01", "at_once"),
    ];
    for (water, on, rule) in facts {
        assert_eq!(due(water), ((*on).to_owned(), *rule), "{water:?}");
    }
}

#[test]
fn a_state_asks_for_a_sample_at_once_only_when_it_is_new_or_worse() {
    use Severity::{Abnormal, Caution, Critical, NoVerdict, Normal};
    let pace = |severities: &[Severity]| {
        let days = severities.iter().enumerate();
        let axes = |oil: Severity| Axes { oil, ..Axes::default() };
        State::after(days.map(|(at, severity)| (day("2026-01-01") + Days::new(at as u64), axes(*severity)))).pace
    };
    let facts: &[(&[Severity], Pace)] = &[
        (&[], Pace::Usual),
        (&[NoVerdict], Pace::Usual),
        (&[Abnormal], Pace::AtOnce),
        (&[Abnormal, Abnormal], Pace::Quarter),
        (&[Abnormal, Critical], Pace::AtOnce),
        (&[Critical, Abnormal], Pace::Quarter),
        (&[Critical, Critical, Critical], Pace::Quarter),
        (&[Abnormal, Caution, Abnormal], Pace::AtOnce),
        // After a caution that followed an alarm the next one is after a half again.
        (&[Abnormal, Caution, Caution], Pace::Half),
        // What nobody could judge changes nothing: no confirmation, no normal sample, no alarm.
        (&[Abnormal, NoVerdict], Pace::AtOnce),
        (&[Caution, Normal, NoVerdict, Normal], Pace::Half),
        (&[Caution, Normal, NoVerdict, Normal, Normal], Pace::Usual),
    ];
    for (severities, wanted) in facts {
        assert_eq!(pace(severities), *wanted, "{severities:?}");
    }
    // A repeat of which only the dirt was tested is a repeat, but no normal sample.
    let abnormal = Axes { oil: Abnormal, ..Axes::default() };
    let clean = Axes { contamination: Normal, ..Axes::default() };
    let state = State::after(
        [abnormal, clean, clean, clean]
            .into_iter()
            .zip(1..)
            .map(|(axes, at)| (day("2026-01-01") + Days::new(at), axes)),
    );
    assert_eq!((state.pace, state.severity), (Pace::Quarter, Abnormal));
}

#[test]
fn hours_become_days_at_the_machines_own_rate_and_the_earlier_counts() {
    let standards = rules();
    let on = |first: f64, last: f64| {
        let samples = [("2026-01-01", Some(first), NORMAL), ("2026-01-11", Some(last), NORMAL)];
        let next = next(&standards, &machine(&standards, &samples));
        next.due.unwrap().on.to_string()
    };
    // 10 h a day: 500 h are 50 days, before the 60.
    assert_eq!(on(1000.0, 1100.0), "2026-03-02");
    // 8.4 h a day: 59.5 days, rounded down. 8.3 h a day: 60.2 days, so 60 days. A machine that stands: 60 days.
    assert_eq!(on(1000.0, 1084.0), "2026-03-11");
    assert_eq!(on(1000.0, 1083.0), "2026-03-12");
    assert_eq!(on(1000.0, 1000.0), "2026-03-12");
    // An engine on a test bed: never less than a day.
    assert_eq!(on(0.0, 900_000.0), "2026-01-12");
}

#[test]
fn the_rate_is_that_of_the_present_oil_else_of_the_machine_else_of_the_oil_before() {
    let standards = rules();
    let rate = |samples: &[Sample]| interval::hours_per_day(&histories(samples, &standards)[0]);
    let mut samples = machine(
        &standards,
        &[("2026-01-01", Some(100.0), NORMAL), ("2026-01-11", Some(200.0), NORMAL), ("2026-02-10", Some(50.0), NORMAL)],
    );
    assert_eq!(rate(&samples), Some(10.0));
    for (sample, hours) in samples.iter_mut().zip([1000.0, 1100.0, 1800.0]) {
        sample.machine_hours = Some(hours);
    }
    assert_eq!(rate(&samples), Some(20.0));
    samples.extend(machine(&standards, &[("2026-02-20", Some(90.0), NORMAL)]));
    assert_eq!(rate(&samples), Some(4.0));
    assert_eq!(rate(&samples[..1]), None);
}

#[test]
fn a_critical_machine_has_its_own_row_and_is_never_sampled_later() {
    let mut standards = rules();
    let mut samples = machine(&standards, &[("2026-01-01", None, NORMAL)]);
    samples[0].criticality = Some(Criticality::Critical);
    let due = |standards: &Standards, samples: &[Sample]| next(standards, samples).due.unwrap();
    assert_eq!(due(&standards, &samples).on, day("2026-01-31"));
    assert_eq!(due(&standards, &samples).source, Some((Arc::from("by hand"), Provenance::Recalled)));
    // Its row in hours, and nobody knows the hours: the row of other machines holds at least.
    (standards.intervals[1].days, standards.intervals[1].hours) = (None, Some(100));
    assert_eq!(due(&standards, &samples).on, day("2026-03-02"));
    assert_eq!(due(&standards, &samples).source, Some((Arc::from("by hand"), Provenance::Single)));
    // An older form says so, the last one says nothing.
    samples.extend(machine(&standards, &[("2026-02-01", None, NORMAL)]));
    assert_eq!(next(&standards, &samples).criticality, Criticality::Critical);
}

#[test]
fn without_an_interval_there_is_no_day_but_an_alarm_is_confirmed_all_the_same() {
    let mut standards = rules();
    standards.intervals.clear();
    let of = |water: &str| next(&standards, &machine(&standards, &[("2026-01-01", None, water)]));
    assert_eq!((of(NORMAL).due, of(NORMAL).rule_id()), (None, "no_interval"));
    assert_eq!(of(NORMAL).reasons[0].id, "schedule-no-interval");
    assert_eq!(of(ABNORMAL).due.map(|due| due.on), Some(day("2026-01-01")));
    let mut unknown = machine(&standards, &[("2026-01-01", None, NORMAL)]);
    unknown[0].machine_type = None;
    assert_eq!(next(&standards, &unknown).reasons[0].id, "schedule-no-machine-type");
}

#[test]
fn new_oil_has_no_next_sample() {
    let standards = rules();
    let mut samples = machine(&standards, &[("2026-01-01", None, NORMAL), ("2026-02-01", None, NORMAL)]);
    samples[1].kind = SampleKind::New;
    // A delivery to the machine is no sample of it.
    assert_eq!(next(&standards, &samples).sampled_on, day("2026-01-01"));
    samples[0].kind = SampleKind::Reference;
    assert_eq!(analyse(histories(&samples, &standards), &standards)[0].next_sample, None);
}

#[test]
fn at_once_counts_from_the_day_on_which_the_customer_was_told() {
    let standards = rules();
    let mut samples = machine(&standards, &[("2026-01-01", None, ABNORMAL)]);
    let stamp = |text: &str| day(text).and_hms_opt(8, 0, 0).map(|local| Stamp { local, offset: None, has_time: true });
    samples[0].received_at = stamp("2026-01-05");
    assert_eq!(next(&standards, &samples).due.unwrap().on, day("2026-01-05"));
    samples[0].reported_at = stamp("2026-01-06");
    let next = next(&standards, &samples);
    assert_eq!((next.days_late(day("2026-01-06")), next.days_late(day("2026-01-07"))), (None, Some(1)));
}

#[test]
fn an_oil_that_was_changed_cannot_be_confirmed() {
    let standards = rules();
    let mut samples = machine(&standards, &[("2026-01-01", None, ABNORMAL)]);
    samples[0].oil_changed = Some(true);
    let next = next(&standards, &samples);
    assert_eq!(next.due.as_ref().map(|due| due.on), Some(day("2026-01-16")));
    assert!(next.reasons.iter().any(|reason| reason.id == "schedule-changed"));
}

#[test]
fn a_forecast_brings_the_next_sample_forward_and_never_back() {
    let standards = rules();
    let samples = machine(&standards, &[("2026-01-01", None, NORMAL)]);
    let histories = histories(&samples, &standards);
    let due = |earliest: Option<&str>, changed: bool| {
        let mut analyses = analyse(super::super::super::history::histories(&samples, &standards), &standards);
        let limiting = fixture::id(&standards, "acid_number");
        let dates = Some([earliest.map(day), None, None]);
        analyses[0].samples[0].drain = DrainForecast::Forecast {
            limiting,
            hours: Some([1.0, 2.0, 3.0]),
            dates,
            reasons: Vec::new(),
            confidence: Confidence::Medium,
        };
        let mut sample = samples[0].clone();
        sample.oil_changed = Some(changed);
        let history = PointHistory {
            samples: vec![&sample],
            key: histories[0].key.clone(),
            label: histories[0].label.clone(),
            machine_type: histories[0].machine_type,
            lives: histories[0].lives.clone(),
        };
        let next = next_sample(&history, &analyses[0].samples, &standards).unwrap();
        (next.due.as_ref().unwrap().on.to_string(), next.rule_id())
    };
    assert_eq!(due(Some("2026-03-01"), false), ("2026-03-01".to_owned(), "before_limit"));
    assert_eq!(due(Some("2026-03-02"), false), ("2026-03-02".to_owned(), "interval"));
    assert_eq!(due(Some("2025-12-01"), false), ("2026-01-01".to_owned(), "before_limit"));
    assert_eq!(due(None, false), ("2026-03-02".to_owned(), "interval"));
    // The forecast was about the oil that is gone.
    assert_eq!(due(Some("2026-01-10"), true), ("2026-03-02".to_owned(), "interval"));
}

#[test]
fn overdue_is_said_from_the_day_after_and_raises_nothing() {
    let standards = rules();
    let samples = machine(&standards, &[("2025-11-01", None, NORMAL), ("2026-01-01", None, NORMAL)]);
    let on = |as_of: &str| {
        let mut analyses = analyse(histories(&samples, &standards), &standards);
        add_overdue(&mut analyses, day(as_of));
        let PointAnalysis { samples, .. } = &analyses[0];
        let is_schedule = |finding: &&crate::domain::Finding| finding.kind == FindingKind::Schedule;
        assert!(samples[0].findings.iter().all(|finding| !is_schedule(&finding)), "only the last sample");
        let found = samples[1].findings.iter().find(is_schedule).map(|finding| finding.action.id.clone());
        assert_eq!(samples[1].axes.overall(), Severity::Normal);
        found
    };
    assert_eq!(on("2026-03-02"), None);
    assert_eq!(on("2026-03-03").as_deref(), Some("schedule-overdue-action"));
    // Three intervals are 180 days: 30 June.
    assert_eq!(on("2026-06-30").as_deref(), Some("schedule-overdue-action"));
    assert_eq!(on("2026-07-01").as_deref(), Some("schedule-overdue-action-silent"));
}
