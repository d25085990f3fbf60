//! Healthy machines, simulated: their oil is not called due. ARCHITECTURE.md states the figures.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;

use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, StandardNormal};
use rand_pcg::Pcg64Mcg;

use super::super::analyse;
use super::super::fixture::hydraulic;
use crate::domain::{MachineType, Provenance, Sample, SampleKind};
use crate::history::{fixture, histories};
use crate::standards::property::{Course, DrainRole, Role};
use crate::standards::{Compare, Standards};
use crate::stats::Ageing;

const MACHINES: usize = 500;
const SAMPLES: u32 = 10;

/// Acid number by the change standard, or by an alarm list that needs a second sample; viscosity by ±10 %.
fn standards(any_one: bool) -> Standards {
    let (mut standards, change, _) = hydraulic();
    fixture::limit(&mut standards, change, None, "kv_40c", Compare::ChangeWithinPercent(-10.0, 10.0));
    standards.documents[0].any_one = any_one;
    for property in ["acid_number", "kv_40c"] {
        let property = fixture::id(&standards, property);
        let (family, source) = (Arc::from("hydraulic"), Arc::from("by hand"));
        let role = DrainRole { family, property, role: Role::Condemn, source, provenance: Provenance::Single };
        standards.drain.push(role);
    }
    let (source, provenance) = (Arc::from("by hand"), Provenance::Single);
    let acid = fixture::id(&standards, "acid_number");
    standards.ageing.insert(acid, Course { model: Ageing::TwoPhase, source, provenance });
    standards
}

/// Machines whose oil goes at most 40 % of the way to its limits, sampled every 500 h, and
/// some share of the results of used oil spoilt.
fn machines(standards: &Standards, spoilt: f64, seed: u64) -> Vec<Sample> {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut samples = Vec::new();
    for machine in 0..MACHINES {
        let name: Arc<str> = Arc::from(format!("M{machine}"));
        let (acid, kv) = (random.random_range(0.2..0.5), random.random_range(44.0..48.0));
        let (acid_rise, kv_rise) = (random.random_range(0.0..0.12), random.random_range(-0.04..0.04) * kv);
        let scatter = random.random_range(1.0..2.5);
        let mut draw = |index: u32, kind: SampleKind| {
            let share = f64::from(index) / f64::from(SAMPLES);
            let mut result = |truth: f64, repeats: f64, decimals: usize| {
                let noise: f64 = StandardNormal.sample(&mut random);
                let wild = if index > 0 && random.random_bool(spoilt) { random.random_range(1.5..3.0) } else { 1.0 };
                format!("{:.decimals$}", truth * wild * (1.0 + noise * scatter * repeats / 2.77))
            };
            let acid = result(acid + acid_rise * share, if index == 0 { 0.04 } else { 0.117 }, 2);
            let kv = result(kv + kv_rise * share, 0.0036, 2);
            let day = format!("{}-{:02}-01", 2024 + index / 12, index % 12 + 1);
            let hours = (index > 0).then_some(500.0 * f64::from(index));
            let mut sample = fixture::sample(standards, &day, hours, &[("acid_number", &acid), ("kv_40c", &kv)]);
            (sample.machine, sample.machine_type, sample.kind) = (name.clone(), Some(MachineType::Hydraulic), kind);
            sample.customer = Some(name.clone());
            sample
        };
        samples.push(draw(0, SampleKind::New));
        samples.extend((1..=SAMPLES).map(|index| draw(index, SampleKind::InService)));
    }
    samples
}

/// Share of machines in percent whose oil is ever called due, and ever due soon.
fn alarmed(any_one: bool, spoilt: f64, seed: u64) -> (f64, f64) {
    let standards = standards(any_one);
    let samples = machines(&standards, spoilt, seed);
    let points = analyse(histories(&samples, &standards), &standards);
    let share = |code: &str| {
        let has = |finding: &crate::domain::Finding| finding.code == code;
        let hit = points.iter().filter(|point| point.samples.iter().any(|sample| sample.findings.iter().any(has)));
        100.0 * hit.count() as f64 / MACHINES as f64
    };
    (share("drain:due"), share("drain:soon"))
}

#[test]
fn a_healthy_oil_is_not_called_due() {
    let (due, soon) = alarmed(true, 0.0, 11);
    assert!(due < 1.0 && soon < 5.0, "due {due} %, soon {soon} %");
}

#[test]
fn one_spoilt_result_in_a_hundred_does_not_make_healthy_oils_due() {
    let (due, soon) = alarmed(false, 0.01, 12);
    assert!(due < 1.0 && soon < 5.0, "due {due} %, soon {soon} %");
}
