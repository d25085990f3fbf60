//! **What it finds.** Oil that has the viscosity of another class than the declared one: sold, filled or labelled as
//! ISO VG 46 and measured as ISO VG 68.
//!
//! **Why it matters.** A wrong oil, two exchanged bottles or a wrong form explain a result that no ageing explains, and
//! each asks for another answer than an oil change.
//!
//! **Evidence it needs.** A declared grade with a class (ISO 3448, SAE J300) and a viscosity that lies in another class,
//! away from the declared one by more than its method can tell and by 10 %: SAE classes touch, and an SAE 40 that came
//! out a little thin is off grade, not an SAE 30. Between two classes it has none, and then the limits of the grade
//! speak alone. Oil in service thickens and thins, so there it takes more: the change from new oil breaks
//! a limit on it, the viscosity came there in one step or stands there from the first sample on, and nothing that was
//! tested shows ageing, fuel, soot or water. Where the new oil itself has the other class, the form is wrong.
//!
//! **Source.** ISO 3448, SAE J300; wearcheck.com techdoc 10 and machinerylubrication.com on mislabelled samples.

use crate::domain::{
    Arg, Axis, Confidence, Evidence, Explained, Finding, FindingKind, Message, Proof, PropertyId, Severity,
};
use crate::history::{ReferenceKind, ReferenceValue, Trend};
use crate::standards::method::OilState;
use crate::standards::viscosity_class::{Place, place};
use crate::standards::{Compare, ViscosityClass};

use super::band::NEAR_SHARE;
use super::grade_class::GradeClass;
use super::says;
use super::subject::Subject;

/// A batch can miss its class by a little; another oil lies at least this share of the bound away. It is the half width
/// of an ISO class, by which C10 tells another oil too (project threshold, recalled); ISO classes lie further apart.
const APART_SHARE: f64 = 0.1;

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

/// Which class the viscosity has, as a further piece of evidence that an oil misses its grade. `None` if the grade has no
/// class, or the viscosity lies beyond the first or last.
pub(super) fn named(subject: &Subject<'_, '_>) -> Option<Proof> {
    let grade = subject.specification.viscosity_class.as_ref()?;
    let kv = subject.value(grade.declared.property)?.exact()?;
    let name = |class: &ViscosityClass| Arg::Text(class.name.to_string());
    let says = match place(&grade.classes, kv) {
        Place::In(_) => Message::new("proof-class-has").with("real", name(nearest(&grade.classes, kv)?)),
        Place::Between(Some(below), Some(above)) => {
            Message::new("proof-class-between").with("below", name(below)).with("above", name(above))
        }
        Place::Between(..) => return None,
    };
    Some(Proof { property: Some(grade.declared.property), value: None, limit: None, says })
}

/// Of the classes that hold a viscosity, the one whose middle is nearest; SAE 8 to 20 overlap.
fn nearest(classes: &[ViscosityClass], kv: f64) -> Option<&ViscosityClass> {
    let off_middle = |class: &ViscosityClass| (kv - f64::midpoint(class.low, class.high)).abs();
    let holding = classes.iter().filter(|class| class.contains(kv));
    holding.min_by(|one, other| off_middle(one).total_cmp(&off_middle(other)))
}

/// The class that a viscosity really has, if it surely is not the declared one.
fn other_class<'g>(subject: &Subject<'_, '_>, grade: &'g GradeClass, kv: f64) -> Option<&'g ViscosityClass> {
    let declared = &grade.declared;
    if declared.contains(kv) {
        return None;
    }
    let bound = bound_near(declared, kv);
    let oil = if subject.is_in_service() { OilState::Used } else { OilState::New };
    let scatter = subject.precisions.reproducibility(declared.property, bound, oil).unwrap_or(0.0);
    let sure = declared.distance(kv) >= (NEAR_SHARE * scatter).max(APART_SHARE * bound);
    nearest(&grade.classes, kv).filter(|_| sure)
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
        explains: Explained::default(),
        missing,
        action: Message::new(format!("finding-class-{case}-action")).with("declared", name(declared)),
        urgency_days: None,
        source: vec![limit.source.to_string()],
        since: None,
    })
}

#[cfg(test)]
mod tests;
