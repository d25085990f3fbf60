//! **What it finds.** Oil that has the viscosity of another class than the declared one: sold, filled or labelled as
//! ISO VG 46 and measured as ISO VG 68.
//!
//! **Why it matters.** A wrong oil, two exchanged bottles or a wrong form explain a result that no ageing explains, and
//! each asks for another answer than an oil change.
//!
//! **Evidence it needs.** A declared grade with a class (ISO 3448, SAE J300) and a viscosity that lies in another class,
//! away from the declared one by more than its method can tell. Between two classes it has none, and then the limits
//! of the grade speak alone. Oil in service thickens and thins, so there it takes more: the change from new oil breaks
//! a limit on it, the viscosity came there in one step or stands there from the first sample on, and nothing that was
//! tested shows ageing, fuel, soot or water. Where the new oil itself has the other class, the form is wrong.
//!
//! **Source.** ISO 3448, SAE J300; wearcheck.com techdoc 10 and machinerylubrication.com on mislabelled samples.

use crate::domain::{Arg, Axis, Confidence, Evidence, Finding, FindingKind, Message, Proof, PropertyId, Severity};
use crate::history::{ReferenceKind, ReferenceValue, Trend};
use crate::standards::method::OilState;
use crate::standards::viscosity_class::{Place, place};
use crate::standards::{Compare, ViscosityClass};

use super::grade_class::GradeClass;
use super::says;
use super::subject::Subject;

/// A single result lies off a bound with 95 % confidence beyond this share of R (ISO 4259-2).
const SURE_SHARE: f64 = 0.59;

/// An oil that ages gets to another class in several steps. One step that makes up this share of the way is no ageing.
const STEP_SHARE: f64 = 0.5;

/// The finding, if there is one.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    let declared = subject.specification.viscosity_class.as_ref();
    declared.and_then(|declared| mismatch(subject, declared)).into_iter().collect()
}

fn mismatch(subject: &Subject<'_, '_>, grade: &GradeClass) -> Option<Finding> {
    let kv = subject.value(grade.declared.property)?.exact()?;
    let real = other_class(subject, grade, kv)?;
    if !subject.is_in_service() {
        let severity = subject.standards.limit(grade.declared.limit).severity;
        return finding(subject, "new", (grade, real), Vec::new(), severity);
    }
    let reference = subject.life.and_then(|(life, _)| life.reference.values.get(&grade.declared.property));
    let measured = reference.filter(|new| !matches!(new.kind, ReferenceKind::GradeMidpoint { .. }));
    if let Some(new) = measured.filter(|new| other_class(subject, grade, new.value).is_some()) {
        let proof = new_oil(grade.declared.property, new);
        return finding(subject, "form", (grade, real), vec![proof], Severity::Caution);
    }
    let new = measured.map(|new| new.value);
    let severity = broken(subject, grade, (kv, new))?;
    let step = step(subject, grade, new, kv)?;
    if ages(subject, kv > grade.declared.high) {
        return None;
    }
    let proofs = measured.map(|new| new_oil(grade.declared.property, new)).into_iter().chain([step]).collect();
    finding(subject, "used", (grade, real), proofs, severity)
}

/// The class that a viscosity really has, if it surely is not the declared one.
fn other_class<'g>(subject: &Subject<'_, '_>, grade: &'g GradeClass, kv: f64) -> Option<&'g ViscosityClass> {
    let declared = &grade.declared;
    let Place::In(found) = place(&grade.classes, kv) else { return None };
    if found.iter().any(|class| class.name == declared.name) {
        return None;
    }
    let bound = bound_near(declared, kv);
    let oil = if subject.is_in_service() { OilState::Used } else { OilState::New };
    let scatter = subject.precisions.reproducibility(declared.property, bound, oil).unwrap_or(0.0);
    let sure = declared.distance(kv) >= SURE_SHARE * scatter;
    // Of classes that overlap, the one whose middle is nearest.
    let off_middle = |class: &ViscosityClass| (kv - f64::midpoint(class.low, class.high)).abs();
    found.into_iter().filter(|_| sure).min_by(|one, other| off_middle(one).total_cmp(&off_middle(other)))
}

/// The severity of the limits on the change that the viscosity breaks. Inside of all of them it is ageing that the
/// standards allow. Where none could judge, it takes more than any published standard allows.
fn broken(subject: &Subject<'_, '_>, grade: &GradeClass, (kv, new): (f64, Option<f64>)) -> Option<Severity> {
    let judged = subject.judging_limits(grade.declared.property);
    let changes: Vec<_> =
        judged.filter(|(_, limit)| matches!(limit.compare, Compare::ChangeWithinPercent(..))).collect();
    if changes.is_empty() {
        let new = new.unwrap_or_else(|| bound_near(&grade.declared, kv));
        let change = 100.0 * (kv - new).abs() / new;
        return grade.widest_change_percent.filter(|widest| change > *widest).map(|_| Severity::Caution);
    }
    let outside = changes.iter().filter(|(verdict, _)| verdict.outcome.is_outside());
    outside.map(|(verdict, _)| verdict.severity.max(Severity::Caution)).max()
}

/// How the viscosity came to where it is, if it was there from the first sample on, or if one step since it was last
/// inside the declared class makes up enough of the way.
fn step(subject: &Subject<'_, '_>, grade: &GradeClass, measured: Option<f64>, kv: f64) -> Option<Proof> {
    let (declared, property) = (&grade.declared, grade.declared.property);
    let values: Vec<f64> = subject.results(property).iter().filter_map(|point| point.value.exact()).collect();
    let first = *values.first()?;
    let inside = values.iter().rposition(|value| declared.contains(*value));
    if inside.is_none() && other_class(subject, grade, first).is_some() {
        return Some(says::of_form(Message::new("proof-class-first").with("property", Arg::Property(property))));
    }
    let new = measured.unwrap_or_else(|| if declared.contains(first) { first } else { bound_near(declared, kv) });
    let path = values.get(inside.unwrap_or(0)..).unwrap_or_default();
    let towards = |before: f64, after: f64| if kv > new { after - before } else { before - after };
    let pairs = path.iter().zip(path.iter().skip(1));
    let (before, after) = pairs.max_by(|one, other| towards(*one.0, *one.1).total_cmp(&towards(*other.0, *other.1)))?;
    (towards(*before, *after) >= STEP_SHARE * (kv - new).abs()).then(|| {
        let says = Message::new("proof-class-step")
            .with("property", Arg::Property(property))
            .with("before", Arg::Of(property, *before))
            .with("after", Arg::Of(property, *after));
        Proof { property: Some(property), value: None, limit: None, says }
    })
}

/// The bound of a class that is nearest to a viscosity: what stands for a new oil that nobody measured.
const fn bound_near(class: &ViscosityClass, kv: f64) -> f64 {
    kv.clamp(class.low, class.high)
}

/// What shows that an oil thickens or thins in service: properties that rise with it, and those that fall.
const fn signs(thicker: bool) -> (&'static [&'static str], &'static [&'static str]) {
    if thicker {
        (
            &[
                "oxidation",
                "nitration",
                "acid_number",
                "soot",
                "insolubles_pentane",
                "mech_impurities",
                "water",
                "glycol",
            ],
            &[],
        )
    } else {
        (&["fuel_dilution", "water"], &["flash_point_coc", "flash_point_pmcc"])
    }
}

/// True if one of the signs shows: outside of a limit, or away from where it began by more than it scatters.
fn ages(subject: &Subject<'_, '_>, thicker: bool) -> bool {
    let (rising, falling) = signs(thicker);
    let shows = |id: &&str, way: f64| {
        let Some(property) = subject.standards.find_property(id) else { return false };
        subject.is_outside(property) || subject.trend(property).is_some_and(|trend| moved(&trend, way))
    };
    rising.iter().any(|id| shows(id, 1.0)) || falling.iter().any(|id| shows(id, -1.0))
}

/// True if a property lies further from its start, upward or downward, than its scatter. One whose scatter nobody knows
/// has to double.
fn moved(trend: &Trend, way: f64) -> bool {
    let start = trend.start.unwrap_or(trend.first);
    (trend.last - start) * way > trend.scatter.unwrap_or_else(|| start.abs())
}

fn new_oil(property: PropertyId, new: &ReferenceValue) -> Proof {
    let says = Message::new("proof-class-new-oil")
        .with("property", Arg::Property(property))
        .with("value", Arg::Of(property, new.value));
    Proof { property: Some(property), value: None, limit: None, says }
}

fn finding(
    subject: &Subject<'_, '_>,
    case: &str,
    (grade, real): (&GradeClass, &ViscosityClass),
    more: Vec<Proof>,
    severity: Severity,
) -> Option<Finding> {
    let declared = &grade.declared;
    let name = |class: &ViscosityClass| Arg::Text(class.name.to_string());
    let seen = says::seen(subject, declared.property, "proof-class")
        .with("declared", name(declared))
        .with("low", Arg::Of(declared.property, declared.low))
        .with("high", Arg::Of(declared.property, declared.high))
        .with("real", name(real));
    let seen = Proof { limit: Some(declared.limit), ..seen };
    let thicker = subject.value(declared.property)?.exact()? > declared.high;
    let (rising, falling) = signs(thicker);
    let could_tell: Vec<PropertyId> =
        rising.iter().chain(falling).filter_map(|id| subject.standards.find_property(id)).collect();
    let untold = case == "used" && !could_tell.iter().any(|property| subject.value(*property).is_some());
    let missing = if untold { could_tell } else { Vec::new() };
    let limit = subject.standards.limit(declared.limit);
    Some(Finding {
        code: "off_grade:viscosity-class".to_owned(),
        kind: FindingKind::OffGrade,
        severity,
        axis: Axis::Oil,
        confidence: if missing.is_empty() { Confidence::Medium } else { Confidence::Low },
        title: Message::new(format!("finding-class-{case}")).with("declared", name(declared)).with("real", name(real)),
        because: Evidence::from_vec([seen].into_iter().chain(more).collect())?,
        against: Vec::new(),
        missing,
        action: Message::new(format!("finding-class-{case}-action")).with("declared", name(declared)),
        urgency_days: None,
        source: vec![limit.source.to_string()],
        since: None,
    })
}

#[cfg(test)]
mod tests {
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
        for (class, low, high) in [
            ("ISO VG 32", 28.8, 35.2),
            ("ISO VG 46", 41.4, 50.6),
            ("ISO VG 68", 61.2, 74.8),
            ("ISO VG 100", 90.0, 110.0),
        ] {
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
    fn classes_that_touch_are_told_apart_by_more_than_the_scatter_alone() {
        let standards = standards();
        let delivery = |kv_100c: &str| {
            let mut oil = sample(&standards, "2025-01-01", None, &[("kv_100c", kv_100c)]);
            oil.kind = SampleKind::New;
            titles(&standards, &of_grade(vec![oil], "SAE 40"))
        };
        // 0.59 of 1 % of 12.5 mm²/s are 0.074 mm²/s.
        assert!(delivery("12.5").is_empty() && delivery("12.49").is_empty() && delivery("12.43").is_empty());
        assert_eq!(delivery("12.42"), NEW);
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
}
