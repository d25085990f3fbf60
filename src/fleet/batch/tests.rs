//! What each check takes as enough, just below and just above.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Arg, Confidence, Finding, Message, Sample, SampleKind, Stamp};
use crate::findings::SampleAnalysis;
use crate::fleet::batch::BatchView;
use crate::history::fixture;
use crate::standards::Standards;

use super::simulation::{STANDARDS, checked};

const MONTHS: [&str; 10] = [
    "2025-01-10",
    "2025-02-10",
    "2025-03-10",
    "2025-04-10",
    "2025-05-10",
    "2025-06-10",
    "2025-07-10",
    "2025-08-10",
    "2025-09-10",
    "2025-10-10",
];

const PRESS: [(&str, &str); 6] =
    [("kv_40c", "46.2"), ("kv_100c", "6.81"), ("zn", "400"), ("p", "320"), ("ca", "50"), ("mg", "<1")];
const TRACTOR: [(&str, &str); 6] =
    [("kv_40c", "62.0"), ("kv_100c", "9.60"), ("zn", "1400"), ("p", "1150"), ("ca", "3600"), ("mg", "10")];

fn stamp(day: &str) -> Option<Stamp> {
    fixture::day(day).and_hms_opt(0, 0, 0).map(|local| Stamp { local, offset: None, has_time: false })
}

/// A machine's samples, one a month; only the last names its day of test.
fn months(machine: &str, results: &[&[(&str, &str)]]) -> Vec<Sample> {
    let sample = |(month, results): (usize, &&[(&str, &str)])| {
        let mut sample = fixture::sample(&STANDARDS, MONTHS[month], Some(500.0 * (month as f64 + 1.0)), results);
        sample.machine = Arc::from(machine);
        sample.sample_id = Arc::from(format!("{machine}-{month}"));
        sample.product = None;
        sample.lab = Some(Arc::from("Laboratory"));
        sample.place.row = u32::try_from(month).unwrap();
        sample
    };
    let mut samples: Vec<Sample> = results.iter().enumerate().map(sample).collect();
    samples.last_mut().unwrap().tested_at = stamp("2025-10-12");
    samples
}

fn found(samples: &[Sample]) -> (BatchView, Vec<Finding>) {
    let (view, analyses) = checked(samples, &STANDARDS);
    (view, analyses.into_iter().flat_map(|analysis| analysis.findings).collect())
}

fn codes(samples: &[Sample]) -> Vec<String> {
    found(samples).0.holds.into_iter().map(|hold| hold.code).collect()
}

/// A press and a tractor whose last bottles changed places, after some months each.
fn swapped(earlier: usize) -> Vec<Sample> {
    let story = |own: &'static [(&str, &str)], last: &'static [(&str, &str)]| {
        let mut results = vec![own; earlier];
        results.push(last);
        results
    };
    let mut samples = months("Press", &story(&PRESS, &TRACTOR));
    samples.extend(months("Tractor", &story(&TRACTOR, &PRESS)));
    samples
}

#[test]
fn a_machine_is_known_from_its_second_earlier_sample_on() {
    let (view, findings) = found(&swapped(2));
    assert_eq!((view.holds.len(), view.bottles(), findings.len(), view.swap.checked), (1, 2, 2, 2));
    assert_eq!(findings[0].confidence, Confidence::Medium);
    let (view, _) = found(&swapped(1));
    assert_eq!((view.holds.len(), view.swap.unknown), (0, 2));
    assert_eq!(found(&swapped(4)).1[0].confidence, Confidence::High);
}

#[test]
fn two_results_must_be_apart_before_a_bottle_is_doubted() {
    let oil = |kv_40c: &'static str, ca: &'static str| {
        [("kv_40c", kv_40c), ("kv_100c", "6.81"), ("zn", "400"), ("p", "320"), ("ca", ca)]
    };
    let (one, other, far) = (oil("46.2", "50"), oil("68.0", "50"), oil("68.0", "150"));
    let pair = |other: &[(&str, &str)]| {
        let mut samples = months("A", &[&one, &one, other]);
        samples.extend(months("B", &[other, other, &one]));
        codes(&samples).len()
    };
    assert_eq!((pair(&other), pair(&far)), (0, 1));
}

#[test]
fn samples_without_a_day_are_not_checked_and_counted() {
    let mut samples = swapped(3);
    for sample in &mut samples {
        sample.tested_at = None;
    }
    let (view, findings) = found(&samples);
    assert_eq!((view.runs, view.without_day, findings.len()), (0, samples.len(), 0));
    for sample in samples.iter_mut().filter(|sample| sample.sample_id.ends_with("-3")) {
        sample.received_at = stamp("2025-10-12");
    }
    assert_eq!(codes(&samples), ["S02"]);
    // Of one day, and nothing says of which laboratory: a file is as far as one is sure.
    for (number, sample) in samples.iter_mut().enumerate() {
        sample.lab = None;
        sample.place.source = u32::from(number >= 4);
    }
    assert_eq!(found(&samples).0.runs, 2);
}

/// The texts that the owner of a sample reads.
fn texts(message: &Message) -> Vec<&str> {
    message.args.iter().filter_map(|(_, arg)| if let Arg::Text(text) = arg { Some(&**text) } else { None }).collect()
}

#[test]
fn another_customers_machine_is_named_to_the_laboratory_alone() {
    let mut samples = swapped(3);
    let named = |samples: &[Sample]| -> Vec<String> {
        let (_, findings) = found(samples);
        let said = findings.iter().flat_map(|finding| finding.because.iter().flat_map(|proof| texts(&proof.says)));
        said.map(str::to_owned).collect()
    };
    assert_eq!(named(&samples), ["Tractor", "Tractor", "Tractor-3", "Press", "Press", "Press-3"]);
    for sample in &mut samples[4..] {
        sample.customer = Some(Arc::from("D"));
    }
    assert!(named(&samples).is_empty());
    let (mut view, _) = found(&samples);
    assert_eq!(texts(&view.holds[0].says[0]), ["Press", "Press-3", "Tractor", "Tractor-3"]);
    let own: BTreeSet<_> = view.holds[0].bottles.iter().map(|bottle| bottle.key.clone()).take(1).collect();
    view.keep(&own);
    assert_eq!((view.holds[0].bottles.len(), view.holds[0].says.len()), (1, 0));
    view.keep(&BTreeSet::new());
    assert!(view.holds.is_empty());
}

#[test]
fn one_result_written_three_times_is_one_hold() {
    let eight = [
        ("kv_40c", "46.2"),
        ("kv_100c", "6.81"),
        ("zn", "400"),
        ("p", "320"),
        ("ca", "50"),
        ("fe", "9"),
        ("cu", "5"),
        ("si", "3"),
    ];
    let three = |results: &[(&str, &str)]| -> Vec<Sample> {
        ["A", "B", "C"].iter().flat_map(|machine| months(machine, &[results])).collect()
    };
    let (view, findings) = found(&three(&eight));
    assert_eq!((view.holds.len(), view.holds[0].bottles.len(), findings.len()), (1, 3, 3));
    assert!(codes(&three(&eight[1..])).is_empty());
    // Nothing, measured eight times, is no coincidence to speak of.
    let none = eight.map(|(property, _)| (property, "0"));
    assert!(codes(&three(&none)).is_empty());
    let mut checks = three(&eight);
    for sample in &mut checks {
        sample.kind = SampleKind::Reference;
    }
    assert!(codes(&checks).is_empty());
}

/// A check oil of this viscosity so often, then once more.
fn check_oil(results: &[&str], last: &str) -> Vec<Sample> {
    let all: Vec<[(&str, &str); 1]> = results.iter().chain([&last]).map(|kv| [("kv_40c", *kv)]).collect();
    let mut samples = months("Check", &all.iter().map(<[_; 1]>::as_slice).collect::<Vec<_>>());
    for (month, sample) in samples.iter_mut().enumerate() {
        sample.kind = SampleKind::Reference;
        sample.tested_at = stamp(MONTHS[month]);
        // Drawn once, tested every month.
        sample.sampled_on = fixture::day("2025-01-02");
    }
    samples
}

#[test]
fn a_check_sample_is_held_beyond_three_scatters() {
    // Repeatability is 0.74 % of 46.0: 0.3404, or 0.1229 as a standard deviation; three are 0.3687.
    let six = ["46"; 6];
    assert!(codes(&check_oil(&six, "46.368")).is_empty());
    assert_eq!(codes(&check_oil(&six, "46.369")), ["S06"]);
    assert_eq!(codes(&check_oil(&six, "45.631")), ["S06"]);
    assert!(codes(&check_oil(&six[1..], "48")).is_empty());
}

#[test]
fn two_of_three_beyond_two_scatters_hold_too() {
    // Two standard deviations are 0.2458.
    let past = |last: [&'static str; 2]| ["46", "46", "46", "46", "46", "46", last[0], last[1]];
    assert_eq!(codes(&check_oil(&past(["46.25", "46"]), "46.25")), ["S06"]);
    assert!(codes(&check_oil(&past(["46.24", "46"]), "46.25")).is_empty());
    assert!(codes(&check_oil(&past(["46.25", "46"]), "46.24")).is_empty());
    assert!(codes(&check_oil(&past(["45.75", "46"]), "46.25")).is_empty());
}

/// An engine oil, then a turbine oil with something of it.
fn tray(zn: &str, p: &str, ca: &str, mg: &str) -> Vec<Sample> {
    let engine = [("zn", "900"), ("p", "800"), ("ca", "1200"), ("mg", "900")];
    let turbine = [("zn", "<1"), ("p", "20"), ("ca", "<1"), ("mg", "<1")];
    let mut samples = months("A engine", &[&engine, &engine, &engine]);
    samples.extend(months("B turbine", &[&turbine, &turbine, &[("zn", zn), ("p", p), ("ca", ca), ("mg", mg)]]));
    for (row, sample) in samples.iter_mut().enumerate() {
        sample.place.row = u32::try_from(row).unwrap();
    }
    samples
}

#[test]
fn carry_over_is_one_small_share_of_several_elements() {
    let is_held = |samples: &[Sample]| codes(samples).contains(&"quality:carry-over".to_owned());
    assert!(is_held(&tray("27", "43", "36", "27")));
    // Phosphorus must have come with the others.
    assert!(!is_held(&tray("90", "20", "120", "90")));
    assert!(!is_held(&tray("<1", "43", "36", "27")));
    assert!(!is_held(&tray("27", "43", "36", "60")));
    // Ten percent is carried over, twelve are poured in.
    assert!(is_held(&tray("89", "98", "119", "89")) && !is_held(&tray("109", "118", "145", "109")));
    let mut unordered = tray("27", "43", "36", "27");
    for (number, sample) in unordered.iter_mut().enumerate() {
        sample.place.source = u32::try_from(number).unwrap();
    }
    assert!(!is_held(&unordered));
}

#[test]
fn a_folder_without_thresholds_makes_no_checks() {
    let mut standards = Standards::built_in().unwrap();
    standards.batch = None;
    let (view, analyses) = checked(&swapped(3), &standards);
    assert_eq!(view, BatchView::default());
    assert!(analyses.iter().all(|analysis: &SampleAnalysis| analysis.findings.is_empty()));
}

#[test]
fn the_number_of_threads_does_not_show() {
    let mut samples = swapped(3);
    samples.extend(check_oil(&["46"; 6], "48"));
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| format!("{:?}", checked(&samples, &STANDARDS)))
    };
    let one = run(1);
    assert!(one == run(2) && one == run(8));
}
