//! Simulated deliveries: twelve customers, three lots, one of them bad, or none.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::sync::Arc;

use rand::{RngExt as _, SeedableRng as _};
use rand_distr::{Distribution as _, Normal};
use rand_pcg::Pcg64;

use super::super::{Shared, compare};
use super::*;
use crate::domain::{MachineType, Sample, SampleKind};
use crate::findings::analyse;
use crate::history::{fixture, histories};
use crate::standards::{Compare, DocumentKind};

const CUSTOMERS: usize = 12;
const MACHINES: usize = 3;
const SAMPLES: usize = 3;
const LOTS: [&str; 3] = ["L-1", "L-2", "L-3"];

/// What is wrong with the second lot.
#[derive(Clone, Copy, PartialEq)]
enum Bad {
    Nothing,
    /// Its deliveries are too thin for their grade.
    OffGrade,
    /// It meets its grade and loses its viscosity in the machines.
    Shears,
    /// It meets its grade with less additive than the other lots, and nothing else shows.
    Level,
}

fn standards() -> Standards {
    let mut standards = fixture::standards();
    fixture::product(&mut standards, "Oil", "hydraulic", Some("L-HM 46"));
    let grade = fixture::document(&mut standards, "GRADE", DocumentKind::Grade, "hydraulic");
    fixture::limit(&mut standards, grade, Some("L-HM 46"), "kv_40c", Compare::Within(41.4, 50.6));
    fixture::limit(&mut standards, grade, Some("L-HM 46"), "acid_number", Compare::AtMost(0.8));
    let change = fixture::document(&mut standards, "CHANGE", DocumentKind::InService, "hydraulic");
    standards.documents[usize::from(change.0)].for_grades.push(Arc::from("L-HM"));
    fixture::limit(&mut standards, change, None, "kv_40c", Compare::ChangeWithinPercent(-10.0, 10.0));
    fixture::limit(&mut standards, change, None, "acid_number", Compare::ChangeAtMost(0.3));
    fixture::limit(&mut standards, change, None, "base_number", Compare::AtLeast(1.0));
    fixture::precision(&mut standards, "base_number", OilState::Any, 0.3, 0.0, 0.0);
    standards
}

/// Each customer has three machines: two on one lot, the third on the next. A customer in four drains too late, so
/// that its acid numbers are over their limit on any lot; that is no lot's fault.
fn samples(standards: &Standards, seed: u64, bad: Bad) -> Vec<Sample> {
    let mut random = Pcg64::seed_from_u64(seed);
    let mut samples = Vec::new();
    for customer in 0..CUSTOMERS {
        let late = random.random_range(0..4) == 0;
        for machine in 0..MACHINES {
            let lot = (customer + machine / 2) % LOTS.len();
            let is_bad = lot == 1 && bad != Bad::Nothing;
            let mut noise = |middle: f64, scatter: f64| Normal::new(middle, scatter).unwrap().sample(&mut random);
            let fresh = if is_bad && bad == Bad::OffGrade { 39.5 } else { 46.0 };
            let base = if is_bad && bad == Bad::Level { 4.0 } else { 5.0 };
            let mut put = |on: String, hours: Option<f64>, results: [f64; 3]| {
                let texts = results.map(|result| format!("{result:.3}"));
                let named: Vec<(&str, &str)> = ["kv_40c", "acid_number", "base_number"]
                    .into_iter()
                    .zip(texts.iter().map(String::as_str))
                    .collect();
                let mut sample = fixture::sample(standards, &on, hours, &named);
                sample.customer = Some(Arc::from(format!("Customer {customer}")));
                sample.machine = Arc::from(if hours.is_some() { format!("M{machine}") } else { "Store".to_owned() });
                sample.machine_type = Some(MachineType::Hydraulic);
                sample.lot = Some(Arc::from(LOTS[lot]));
                sample.grade = Some(Arc::from("L-HM 46"));
                sample.kind = if hours.is_some() { SampleKind::InService } else { SampleKind::New };
                samples.push(sample);
            };
            if machine != 1 {
                put(format!("2025-01-{:02}", lot + 1), None, [noise(fresh, 0.3), noise(0.3, 0.02), noise(base, 0.05)]);
            }
            for month in 0..SAMPLES {
                let sheared = if is_bad && bad == Bad::Shears { 0.86 } else { 1.0 };
                let acid = if late { 0.75 } else { 0.35 };
                let results = [noise(fresh * sheared, 0.4), noise(acid, 0.04), noise(base, 0.08)];
                put(format!("2025-{:02}-01", month + 2), Some(500.0 * (month as f64 + 1.0)), results);
            }
        }
    }
    samples
}

fn found(standards: &Standards, samples: &[Sample]) -> Shared {
    let mut analyses = analyse(histories(samples, standards), standards);
    compare(&mut analyses, standards, fixture::day("2025-06-01"))
}

/// Customer and machine of everybody who received the second lot.
fn received() -> BTreeSet<(String, String)> {
    let mut all = BTreeSet::new();
    for customer in 0..CUSTOMERS {
        for machine in 0..MACHINES {
            if (customer + machine / 2) % LOTS.len() == 1 {
                all.insert((format!("Customer {customer}"), format!("M{machine}")));
                all.insert((format!("Customer {customer}"), "Store".to_owned()));
            }
        }
    }
    all
}

#[test]
fn a_bad_lot_is_found_with_everybody_who_received_it() {
    let standards = standards();
    for bad in [Bad::OffGrade, Bad::Shears, Bad::Level] {
        for seed in 0..3 {
            let shared = found(&standards, &samples(&standards, seed, bad));
            assert_eq!(shared.lots.iter().map(|lot| &*lot.code).collect::<Vec<_>>(), ["lot:oil/l-2"], "{seed}");
            let lot = &shared.lots[0];
            let listed: BTreeSet<(String, String)> = lot
                .receivers
                .iter()
                .map(|receiver| (receiver.customer.as_deref().unwrap().to_owned(), receiver.machine.to_string()))
                .collect();
            assert_eq!(listed, received());
            let sign = &lot.signs[0];
            assert!(sign.probability.is_some_and(|probability| probability < SIGNIFICANT), "{sign:?}");
            assert_eq!(sign.customers.0, 8, "eight of twelve customers hold it");
        }
    }
}

#[test]
fn without_a_bad_lot_nothing_is_found_in_at_least_95_of_100_runs() {
    let standards = standards();
    let runs = (0..200).map(|seed| found(&standards, &samples(&standards, seed, Bad::Nothing)));
    let (mut lots, mut recurring) = (0, 0);
    for shared in runs {
        lots += usize::from(!shared.lots.is_empty());
        recurring += usize::from(!shared.recurring.is_empty());
    }
    assert!(lots <= 10, "a good lot was convicted in {lots} of 200 runs");
    assert_eq!(recurring, 0, "there are no causes in these standards");
}

#[test]
fn each_sample_of_the_lot_carries_the_finding_and_names_nobody_else() {
    let standards = standards();
    let samples = samples(&standards, 1, Bad::OffGrade);
    let mut analyses = analyse(histories(&samples, &standards), &standards);
    let before: Vec<Severity> = severities(&analyses);
    let shared = compare(&mut analyses, &standards, fixture::day("2025-06-01"));
    assert!(severities(&analyses).iter().zip(&before).all(|(after, before)| after >= before));
    for point in &analyses {
        for (sample, analysis) in point.history.samples.iter().zip(&point.samples) {
            let of_lot = analysis.findings.iter().find(|finding| finding.kind == FindingKind::Lot);
            assert_eq!(of_lot.is_some(), sample.lot.as_deref() == Some("L-2"));
            let said = format!("{of_lot:?}");
            assert!(!said.contains("Customer"), "{said}");
            let order: Vec<Severity> = analysis.findings.iter().map(|finding| finding.severity).collect();
            assert!(order.is_sorted_by(|a, b| a >= b), "{order:?}");
        }
    }
    assert_eq!(shared.lots[0].receivers.iter().filter(|receiver| !receiver.shows).count(), received().len() - 8);
}

fn severities(analyses: &[PointAnalysis<'_>]) -> Vec<Severity> {
    analyses.iter().flat_map(|point| &point.samples).map(|sample| sample.axes.overall()).collect()
}

#[test]
fn what_one_customer_does_to_its_oil_is_no_fault_of_a_lot() {
    // All machines of one customer, on one lot, are over their limit; the same lot is well elsewhere.
    let standards = standards();
    let mut samples = samples(&standards, 7, Bad::Nothing);
    for sample in samples.iter_mut().filter(|sample| sample.customer.as_deref() == Some("Customer 4")) {
        if sample.kind == SampleKind::InService {
            sample.measurements[1].reading = fixture::reading("0.9");
        }
    }
    assert!(found(&standards, &samples).lots.is_empty());
}

#[test]
fn deliveries_that_are_rejected_need_no_statistics_and_one_place_is_no_fleet() {
    let standards = standards();
    let all = samples(&standards, 3, Bad::OffGrade);
    let of = |customers: &[&str]| -> Vec<Sample> {
        let wanted = |sample: &&Sample| customers.contains(&sample.customer.as_deref().unwrap());
        all.iter().filter(wanted).cloned().collect()
    };
    let two = found(&standards, &of(&["Customer 1", "Customer 4"]));
    let sign = &two.lots[0].signs[0];
    assert_eq!((&sign.sign, sign.lot, sign.probability), (&two_sign(&standards), (2, 2), None));
    assert_eq!(two.lots[0].confidence, Confidence::Medium);
    let store: Vec<Sample> = of(&["Customer 1"]).into_iter().filter(|sample| sample.kind == SampleKind::New).collect();
    assert!(found(&standards, &store).lots.is_empty());
}

fn two_sign(standards: &Standards) -> Sign {
    Sign::OffGrade(fixture::id(standards, "kv_40c"))
}
