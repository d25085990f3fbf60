//! The class that a viscosity really has.

use chrono::NaiveDate;

use crate::domain::{DeclaredGrade, OutOfRange, Provenance};
use crate::standards::Standards;
use crate::standards::viscosity_class::{ClassSystem, Place, ViscosityClass, place};

use super::CalcError;
use super::answer::{Answer, Fact, FactValue, sources};
use super::args::GradeArgs;

const KV: &str = "mm2/s";

pub(super) fn grade(args: &GradeArgs, standards: &Standards, today: NaiveDate) -> Result<Answer, CalcError> {
    let day = args.as_of.unwrap_or(today);
    let mut answer = Answer {
        calculation: "grade",
        inputs: Vec::new(),
        results: Vec::new(),
        source: Vec::new(),
        provenance: Provenance::Confirmed,
        warnings: Vec::new(),
    };
    let declared = args.declared.as_deref();
    let claim = declared.map(|declared| standards.resolve_grade(declared, day));
    let mut compared = false;
    for (system, kv) in [(ClassSystem::Iso3448, args.v40), (ClassSystem::SaeJ300, args.v100)] {
        let Some(kv) = kv else { continue };
        if !kv.is_finite() || kv <= 0.0 {
            return Err(OutOfRange::new("viscosity, mm2/s,", kv, "a viscosity is a number above zero").into());
        }
        let classes = standards.viscosity_classes(system, day);
        if classes.is_empty() {
            return Err(CalcError::input(format!(
                "the standards have no class by {} in force on {day}",
                system.property()
            )));
        }
        let celsius = if system == ClassSystem::Iso3448 { 40 } else { 100 };
        answer.inputs.push(Fact::given(system.property(), &format!("viscosity at {celsius} °C"), kv, KV));
        class_of(&mut answer, standards, (system, &classes), kv);
        let grade = declared.map(DeclaredGrade::parse);
        let meant = grade.and_then(|grade| standards.declared_class(&grade, claim.as_ref(), (system, &classes)));
        if let Some(meant) = meant {
            compared = true;
            answer.results.push(Fact::text("declared_class", "declared class", &*meant.name));
            answer.results.push(Fact::new("fits", "fits the declared class", FactValue::Truth(meant.contains(kv)), ""));
        }
    }
    if let Some(declared) = declared.filter(|_| !compared) {
        answer
            .warnings
            .push(format!("\"{declared}\" names no class that the viscosities given could be compared with"));
    }
    Ok(answer)
}

fn class_of(answer: &mut Answer, standards: &Standards, (system, classes): (ClassSystem, &[ViscosityClass]), kv: f64) {
    let (key, name) = match system {
        ClassSystem::Iso3448 => ("iso_vg", "ISO 3448 class"),
        ClassSystem::SaeJ300 => ("sae", "SAE J300 class"),
    };
    let found = place(classes, kv);
    let words = match &found {
        Place::In(classes) => classes.iter().map(|class| &*class.name).collect::<Vec<_>>().join(" or "),
        Place::Between(Some(below), Some(above)) => format!("none, between {} and {}", below.name, above.name),
        Place::Between(Some(below), None) => format!("none, above {}", below.name),
        Place::Between(None, Some(above)) => format!("none, below {}", above.name),
        Place::Between(None, None) => "none".to_owned(),
    };
    answer.results.push(Fact::text(key, name, words));
    let nearby: Vec<&ViscosityClass> = match found {
        Place::In(classes) => classes,
        Place::Between(below, above) => below.into_iter().chain(above).collect(),
    };
    for class in nearby {
        let limit = standards.limit(class.limit);
        let range = format!("{} to {}{}", class.low, if class.high_included { "" } else { "below " }, class.high);
        answer.results.push(Fact::new(
            &format!("{key}_range_{}", class.name.replace(' ', "_").to_lowercase()),
            &class.name,
            FactValue::Text(range),
            KV,
        ));
        answer.provenance = answer.provenance.min(limit.provenance);
        for source in sources(&standards.document_of(class.limit).label(), [&*limit.source]) {
            if !answer.source.contains(&source) {
                answer.source.push(source);
            }
        }
    }
    if system == ClassSystem::SaeJ300 {
        answer
            .warnings
            .push("classes with a W are tested in the cold; the viscosity at 100 °C cannot tell them".to_owned());
    }
}
