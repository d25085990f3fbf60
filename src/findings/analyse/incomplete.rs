//! A thousand random, incomplete samples through the real rules: never a panic, never a cause without what it
//! requires, never another answer because the results stand in another order.

use std::sync::Arc;

use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64;

use crate::domain::{
    Code, Iso4406, MachineType, Measurement, PropertyKind, Rating, Reading, Sample, SampleKind, Value,
};
use crate::history::{fixture, histories};

use super::super::signal;
use super::*;

const SAMPLES: usize = 1000;
const MOST_OF_A_MACHINE: usize = 6;

/// A machine with up to six samples, of which each lacks most of the tests, some of the form, and has values from
/// nothing to far over every limit; some below or above what the laboratory can report.
fn machine(standards: &Standards, random: &mut Pcg64, number: usize) -> Vec<Sample> {
    let count = random.random_range(1..=MOST_OF_A_MACHINE);
    let share = random.random_range(0.05..0.9);
    let kind = MachineType::ALL[random.random_range(0..MachineType::ALL.len())];
    let mut samples = Vec::new();
    let level: Vec<f64> = standards.properties.iter().map(|_| random.random_range(0.0_f64..1.0).powi(3)).collect();
    for month in 0..count {
        let mut measurements = Vec::new();
        for (index, property) in standards.properties.iter().enumerate() {
            if random.random_range(0.0..1.0) > share {
                continue;
            }
            let grown = level[index] * (1.0 + month as f64 * random.random_range(0.0..0.8));
            let number = match &*property.unit.for_people() {
                "mg/kg" => grown * 300.0,
                "mm²/s" => 20.0 + grown * 200.0,
                _ => grown * 10.0,
            };
            let value = match property.kind {
                PropertyKind::Number => match random.random_range(0..12) {
                    0 => Some(Value::Below(number.max(0.1))),
                    1 => Some(Value::Above(number)),
                    2 => Some(Value::NotDetected),
                    3 => None,
                    _ => Some(Value::Exact(number)),
                },
                PropertyKind::Iso4406 => {
                    let first = random.random_range(12..24);
                    Iso4406::parse(&format!("{first}/{}/{}", first - 2, first - 5))
                        .map(|code| Value::Code(Code::Iso4406(code)))
                }
                PropertyKind::Rating => Some(Value::Code(Code::Rating(
                    [Rating::Clear, Rating::Hazy, Rating::Cloudy][random.random_range(0..3)],
                ))),
                _ => None,
            };
            let property = fixture::id(standards, &property.id);
            let reading = value.map_or(Reading::NotTested, Reading::Value);
            measurements.push(Measurement {
                property,
                column: 1,
                method: 0,
                reading,
                row_offset: 0,
                raw_start: 0,
                raw_len: 0,
            });
        }
        let hours = (random.random_range(0..3) > 0).then_some(400.0 * (month as f64 + 1.0));
        let mut sample = fixture::sample(standards, &format!("2025-{:02}-01", month + 1), hours, &[]);
        sample.machine = Arc::from(format!("M{number}"));
        sample.machine_type = (random.random_range(0..8) > 0).then_some(kind);
        sample.product = (random.random_range(0..2) > 0).then(|| Arc::from("Oil"));
        sample.grade =
            (random.random_range(0..2) > 0).then(|| Arc::from(["L-HM 46", "SF 40", "L-CKD 220"][number % 3]));
        sample.machine_hours = (random.random_range(0..2) > 0).then(|| random.random_range(10.0..20_000.0));
        sample.top_up_l = (random.random_range(0..4) == 0).then_some(5.0);
        sample.oil_changed = (random.random_range(0..6) == 0).then_some(true);
        sample.filter_changed = (random.random_range(0..6) == 0).then_some(true);
        let notes = ["breather renewed", "leak at the cooler", "chip alarm", "sample from the drain", "repaired"];
        sample.note = (random.random_range(0..4) == 0).then(|| Arc::from(notes[random.random_range(0..notes.len())]));
        sample.kind = if random.random_range(0..12) == 0 { SampleKind::New } else { SampleKind::InService };
        sample.measurements = measurements.into();
        samples.push(sample);
    }
    samples
}

fn samples(standards: &Standards) -> Vec<Sample> {
    let mut random = Pcg64::seed_from_u64(2026);
    let mut samples = Vec::new();
    let mut number = 0;
    while samples.len() < SAMPLES {
        samples.extend(machine(standards, &mut random, number));
        number += 1;
    }
    samples
}

/// The clauses of each cause found that do not hold when they are asked again, and the causes that one decisive sign
/// closes, each with its sample.
fn unfounded(standards: &Standards, points: &[PointAnalysis<'_>]) -> (usize, Vec<String>) {
    let histories: Vec<_> = points.iter().map(|point| &point.history).collect();
    let (precisions, known) = (Precisions::new(standards), Known::new(standards));
    let (mut causes, mut faults) = (0, Vec::new());
    for (point, history) in points.iter().zip(histories) {
        let mut outside = Outside::default();
        for (index, analysis) in point.samples.iter().enumerate() {
            let sample = history.samples[index];
            let life = history.life_of(index);
            let series = life.map(|life| history.life_series(life));
            if let Some(life) = life {
                outside.note(life, sample.sampled_on, &analysis.verdicts);
            }
            let decisions = Decisions::new(&analysis.verdicts, standards);
            let specification = Specification::default();
            let judged = Judged {
                high_rates: &[],
                specification: &specification,
                verdicts: &analysis.verdicts,
                decisions: &decisions,
                outside_since: &outside.since,
            };
            let subject = Subject::new(
                (standards, &precisions, &known),
                history,
                (index, sample),
                life.zip(series.as_ref()),
                judged,
            );
            for finding in analysis.findings.iter().chain(&analysis.further) {
                let Some(rule) = standards.causes.iter().find(|rule| *rule.id == *finding.code) else { continue };
                causes += 1;
                let holds = rule.required.iter().all(|clause| signal::clause(&subject, clause).is_yes());
                let closed =
                    rule.excluding.iter().any(|held| held.decisive && signal::clause(&subject, &held.clause).is_yes());
                if !holds || closed || !rule.fits(subject.machine_type()) {
                    faults.push(format!("{} at {} of {}", rule.id, sample.sampled_on, sample.machine));
                }
            }
        }
    }
    (causes, faults)
}

fn told(points: &[PointAnalysis<'_>]) -> Vec<String> {
    let of = |analysis: &SampleAnalysis| {
        let codes = |findings: &[Finding]| {
            findings
                .iter()
                .map(|finding| format!("{} {:?} {:?}", finding.code, finding.severity, finding.confidence))
                .collect::<Vec<_>>()
        };
        format!("{:?} / {:?} / {:?}", codes(&analysis.findings), codes(&analysis.further), analysis.axes)
    };
    points.iter().flat_map(|point| &point.samples).map(of).collect()
}

fn told_in_another_order(standards: &Standards, samples: &[Sample]) -> Vec<String> {
    let mut random = Pcg64::seed_from_u64(7);
    let mut shuffled = samples.to_vec();
    for sample in &mut shuffled {
        sample.measurements.shuffle(&mut random);
    }
    told(&analyse(histories(&shuffled, standards), standards))
}

#[test]
fn a_thousand_incomplete_samples_make_no_cause_without_its_evidence_in_any_order() {
    let standards = Standards::built_in().unwrap();
    let samples = samples(&standards);
    assert!(samples.len() >= SAMPLES);
    let points = analyse(histories(&samples, &standards), &standards);
    assert_eq!(told(&points), told_in_another_order(&standards, &samples));
    let (causes, faults) = unfounded(&standards, &points);
    assert!(faults.is_empty(), "{faults:?}");
    // The samples are wild enough to say something.
    assert!(causes > 100, "only {causes} causes were found");
    for analysis in points.iter().flat_map(|point| &point.samples) {
        for axis in Axis::ALL {
            let of_axis =
                analysis.findings.iter().filter(|finding| finding.kind == FindingKind::Cause && finding.axis == axis);
            let ranked = of_axis.filter(|finding| finding.explains == crate::domain::Explained::default());
            assert!(ranked.count() <= 4, "three causes and an artefact at most");
        }
    }
}
