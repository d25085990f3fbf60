//! Laboratory runs with a known truth, from fixed seeds: swapped bottles and a moved test, and how often a sound run is
//! held. The oils and their scatter are invented; every figure is stated with the test that uses it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use chrono::{Days, NaiveDate};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Normal};
use rand_pcg::Pcg64;

use crate::domain::{Measurement, PropertyId, Reading, Sample, Stamp, Value};
use crate::findings::{PointAnalysis, SampleAnalysis};
use crate::fleet::batch::{BatchView, check};
use crate::history::{fixture, histories};
use crate::standards::Standards;

/// The repository's own thresholds and precisions. Nothing is judged here, so nothing to judge by is carried along.
pub(super) static STANDARDS: LazyLock<Standards> = LazyLock::new(|| {
    let mut standards = Standards::built_in().unwrap();
    standards.limits.clear();
    standards.products.clear();
    standards
});

/// What is measured, elements in the order of [`PACKAGES`].
const PROPERTIES: [&str; 12] = ["kv_40c", "kv_100c", "zn", "p", "ca", "mg", "mo", "b", "ba", "fe", "cu", "si"];

/// Additives in mg/kg (zn, p, ca, mg, mo, b, ba) of kinds of oil, with the viscosities at 40 °C that they are sold in.
const PACKAGES: [([f64; 7], &[f64]); 10] = [
    ([0.0, 20.0, 0.0, 0.0, 0.0, 0.0, 0.0], &[32.0, 46.0, 68.0, 100.0]),
    ([400.0, 320.0, 50.0, 2.0, 0.0, 0.0, 0.0], &[15.0, 22.0, 32.0, 46.0, 68.0, 100.0, 150.0]),
    ([0.0, 420.0, 0.0, 0.0, 0.0, 0.0, 0.0], &[22.0, 32.0, 46.0, 68.0]),
    ([0.0, 270.0, 0.0, 0.0, 0.0, 25.0, 0.0], &[68.0, 100.0, 150.0, 220.0, 320.0, 460.0, 680.0]),
    ([1250.0, 1100.0, 3000.0, 20.0, 50.0, 100.0, 0.0], &[70.0, 105.0, 150.0]),
    ([900.0, 800.0, 1200.0, 900.0, 80.0, 150.0, 0.0], &[70.0, 105.0, 150.0]),
    ([1400.0, 1150.0, 3600.0, 10.0, 0.0, 0.0, 0.0], &[46.0, 60.0, 80.0]),
    ([320.0, 290.0, 1300.0, 8.0, 2.0, 2.0, 0.0], &[90.0, 125.0, 150.0]),
    ([0.0, 150.0, 0.0, 0.0, 0.0, 0.0, 60.0], &[32.0, 46.0, 68.0, 100.0]),
    ([280.0, 250.0, 10000.0, 60.0, 0.0, 0.0, 0.0], &[105.0, 150.0, 220.0]),
];

/// Samples of each machine before the last run.
const EARLIER: usize = 8;

/// A machine: its oil, how fast it wears, and how far the oil ages within the samples.
struct Machine {
    levels: [f64; 12],
    thickens: f64,
    depletes: f64,
    wears: f64,
}

fn machine(package: usize, viscosity: f64, rng: &mut Pcg64) -> Machine {
    let additives = PACKAGES[package].0;
    // A mineral oil of viscosity index near 100; blends of one grade differ by some percent.
    let kv_40c = viscosity * rng.random_range(0.95..1.05);
    let mut levels = [0.0; 12];
    levels[0] = kv_40c;
    levels[1] = 0.545 * kv_40c.powf(0.659);
    for (level, additive) in levels[2..9].iter_mut().zip(additives) {
        *level = additive * rng.random_range(0.92..1.08);
    }
    levels[9..].copy_from_slice(&[
        rng.random_range(3.0..30.0),
        rng.random_range(1.0..15.0),
        rng.random_range(1.0..8.0),
    ]);
    Machine {
        levels,
        thickens: rng.random_range(0.0..0.08),
        depletes: rng.random_range(0.0..0.15),
        wears: rng.random_range(0.0..1.0),
    }
}

/// All different kinds of oil, in a random order.
fn different_oils(rng: &mut Pcg64) -> Vec<(usize, f64)> {
    let of = |(package, (_, grades)): (usize, &([f64; 7], &'static [f64]))| {
        grades.iter().map(move |grade| (package, *grade)).collect::<Vec<_>>()
    };
    let mut oils: Vec<(usize, f64)> = PACKAGES.iter().enumerate().flat_map(of).collect();
    oils.shuffle(rng);
    oils
}

/// A fleet: one machine for each oil, five machines a site, one sample of each a month, with hours on the oil.
fn fleet(oils: &[(usize, f64)], rng: &mut Pcg64) -> Vec<Sample> {
    let mut samples = Vec::new();
    let scatter = Normal::new(0.0, 1.0).unwrap();
    let ids: Vec<PropertyId> = PROPERTIES.iter().map(|name| fixture::id(&STANDARDS, name)).collect();
    for (number, (package, viscosity)) in oils.iter().enumerate() {
        let machine = machine(*package, *viscosity, rng);
        for run in 0..=EARLIER {
            let age = run as f64 / EARLIER as f64;
            let level = |place: usize| {
                machine.levels[place]
                    * match place {
                        0 | 1 => 1.0 + machine.thickens * age,
                        2 | 3 => 1.0 - machine.depletes * age,
                        9 | 10 => 1.0 + machine.wears * age,
                        _ => 1.0,
                    }
            };
            // Viscosity scatters by 0.5 %, elements by 4 % and by 0.4 mg/kg near nothing.
            let result = |place: usize, deviate: f64| match place {
                0 | 1 => Value::Exact(((level(place) * (1.0 + 0.005 * deviate)) * 100.0).round() / 100.0),
                _ => match (level(place) + deviate * (level(place) * 0.04).hypot(0.4)).round() {
                    number if number < 1.0 => Value::Below(1.0),
                    number => Value::Exact(number),
                },
            };
            let measurements: Vec<Measurement> = ids
                .iter()
                .enumerate()
                .map(|(place, property)| Measurement {
                    property: *property,
                    column: 1,
                    method: 0,
                    reading: Reading::Value(result(place, scatter.sample(rng))),
                    row_offset: 0,
                    raw_start: 0,
                    raw_len: 0,
                })
                .collect();
            samples.push(sample(number, run, measurements));
        }
    }
    samples
}

fn sample(machine: usize, run: usize, measurements: Vec<Measurement>) -> Sample {
    let day: NaiveDate = fixture::day("2025-01-10") + Days::new(30 * run as u64);
    let mut sample = fixture::sample(&STANDARDS, "2025-01-10", Some(500.0 + 400.0 * run as f64), &[]);
    sample.sample_id = Arc::from(format!("{run}-{machine:02}"));
    sample.machine = Arc::from(format!("M{machine:02}"));
    sample.customer = Some(Arc::from(format!("C{}", machine / 5)));
    sample.site = Some(Arc::from("Site"));
    sample.product = None;
    sample.lab = Some(Arc::from("Laboratory"));
    sample.sampled_on = day;
    // Earlier samples name no day of test: the last run alone is checked, and the tests stay quick.
    let tested = (day + Days::new(2)).and_hms_opt(0, 0, 0).filter(|_| run == EARLIER);
    sample.tested_at = tested.map(|local| Stamp { local, offset: None, has_time: false });
    sample.measurements = measurements.into();
    sample
}

/// The results of two machines of the last run change places.
fn swap(samples: &mut [Sample], one: usize, other: usize) {
    let last = |machine: usize| machine * (EARLIER + 1) + EARLIER;
    let results = std::mem::take(&mut samples[last(one)].measurements);
    samples[last(one)].measurements = std::mem::replace(&mut samples[last(other)].measurements, results);
}

/// What the checks find. The points are not judged: only what the runs tell counts here.
pub(super) fn checked(samples: &[Sample], standards: &Standards) -> (BatchView, Vec<SampleAnalysis>) {
    let blank = SampleAnalysis {
        verdicts: Vec::new(),
        states: Vec::new(),
        findings: Vec::new(),
        further: Vec::new(),
        joined: Vec::new(),
        follow_up: crate::domain::FollowUps::default(),
        to_confirm: Vec::new(),
        axes: crate::domain::Axes::default(),
        drain: crate::domain::DrainForecast::NotApplicable,
        not_tested: Vec::new(),
        notices: Vec::new(),
    };
    let mut analyses: Vec<PointAnalysis<'_>> = histories(samples, standards)
        .into_iter()
        .map(|history| PointAnalysis {
            samples: vec![blank.clone(); history.samples.len()],
            history,
            next_sample: None,
            rates: crate::findings::RateCount::default(),
        })
        .collect();
    let view = check(&mut analyses, standards);
    (view, analyses.into_iter().flat_map(|point| point.samples).collect())
}

/// The numbers of the bottles that are held, hold by hold.
fn held(view: &BatchView) -> Vec<Vec<String>> {
    view.holds.iter().map(|hold| hold.bottles.iter().map(|bottle| bottle.sample_id.to_string()).collect()).collect()
}

#[test]
fn swapped_bottles_are_found_with_the_right_partner_and_others_are_let_go() {
    let (mut found, mut false_holds, mut others) = (0, 0, 0);
    for seed in 0..200 {
        let mut rng = Pcg64::seed_from_u64(seed);
        let oils = different_oils(&mut rng);
        let mut samples = fleet(&oils[..40], &mut rng);
        let one = rng.random_range(0..40);
        let other = (one + rng.random_range(1..40)) % 40;
        swap(&mut samples, one, other);
        let (view, _) = checked(&samples, &STANDARDS);
        let pair: BTreeSet<String> = [one, other].map(|machine| format!("{EARLIER}-{machine:02}")).into();
        let is_pair = |bottles: &Vec<String>| bottles.iter().cloned().collect::<BTreeSet<_>>() == pair;
        let holds = held(&view);
        found += usize::from(holds.iter().any(is_pair));
        let bottles: BTreeSet<&String> = holds.iter().flatten().filter(|bottle| !pair.contains(*bottle)).collect();
        false_holds += bottles.len();
        others += 38;
    }
    assert!(found >= 190, "{found} of 200 swaps are found");
    assert!(false_holds * 50 <= others, "{false_holds} of {others} are held for nothing");
}

#[test]
fn machines_with_the_same_oil_are_said_to_be_undetectable() {
    let mut rng = Pcg64::seed_from_u64(7);
    let oils: Vec<(usize, f64)> = different_oils(&mut rng).into_iter().filter(|oil| oil.0 != 2).take(8).collect();
    let forty: Vec<(usize, f64)> = (0..40).map(|machine| oils[machine % 8]).collect();
    let mut samples = fleet(&forty, &mut rng);
    // Machines 3 and 11 hold the same oil, 4 and 13 do not.
    swap(&mut samples, 3, 11);
    swap(&mut samples, 4, 13);
    let (view, _) = checked(&samples, &STANDARDS);
    assert_eq!(held(&view), [[format!("{EARLIER}-04"), format!("{EARLIER}-13")]]);
    assert_eq!((view.swap.checked, view.swap.with_alike, view.without_day), (40, 40, 40 * EARLIER));
    let same = fleet(&[oils[0]; 40], &mut rng);
    let (view, _) = checked(&same, &STANDARDS);
    assert_eq!((view.swap.checked, view.swap.all_alike, view.holds.len()), (0, 40, 0));
}

#[test]
fn a_moved_test_is_found_and_sound_runs_are_not_held() {
    let (mut sound_held, mut found) = (0, 0);
    for seed in 1000..1100 {
        let mut rng = Pcg64::seed_from_u64(seed);
        let oils = different_oils(&mut rng);
        let mut samples = fleet(&oils[..30], &mut rng);
        let (view, _) = checked(&samples, &STANDARDS);
        sound_held += usize::from(view.holds.iter().any(|hold| hold.code == "S06"));
        // The viscometer of the last run reads three percent high.
        let kv = fixture::id(&STANDARDS, "kv_40c");
        for sample in samples.iter_mut().skip(EARLIER).step_by(EARLIER + 1) {
            for one in sample.measurements.iter_mut().filter(|one| one.property == kv) {
                one.reading = Reading::Value(Value::Exact(one.reading.exact().unwrap() * 1.03));
            }
        }
        let (view, _) = checked(&samples, &STANDARDS);
        let of_viscosity = |hold: &&crate::fleet::batch::Hold| hold.code == "S06" && hold.property == Some(kv);
        found += usize::from(view.holds.iter().find(of_viscosity).is_some_and(|hold| hold.bottles.len() == 30));
    }
    assert!(found >= 95, "{found} of 100 shifts are found");
    assert!(sound_held <= 2, "{sound_held} of 100 sound fleets are held");
}
