//! **What it finds.** Results that contradict each other or the form: a cleanliness code that rises with particle
//! size or does not fit its counts, a viscosity index that does not fit its viscosities, a date that cannot be. What the form lacks is the cause S08.
//!
//! **Why it matters.** A verdict on a doubtful result is worse than none. Such a finding asks for a second look at
//! the result and never raises a severity of oil or machine.
//!
//! **Evidence it needs.** Two entries of one sample that must agree. An acid number below that of the new oil is
//! none: zinc additives lower it as they are used up.
//!
//! **Source.** ISO 4406 (cumulative counts), ASTM D2270; a difference of one code number is within what the method
//! scatters. The index has no precision of its own: it may differ by what the reproducibility of the two viscosities
//! makes of it, which is more for thin oils, and by its own rounding.

use crate::domain::{
    Arg, Axis, Code, Confidence, Evidence, Explained, Finding, FindingKind, Iso4406, Message, Proof, PropertyId,
    ScaleNumber, Severity, Value, viscosity_index,
};

use crate::standards::method::OilState;

use super::says;
use super::subject::Subject;

/// Viscosity index points that the scatter of the two viscosities can make where their precision is not known.
const INDEX_SCATTER: f64 = 3.0;
/// The index is stated as a whole number.
const INDEX_ROUNDING: f64 = 0.5;
/// Code numbers by which a code may differ from its counts.
const CODE_SCATTER: u8 = 1;

/// All contradictions of one sample.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    [codes, index, dates].into_iter().flat_map(|check| check(subject)).collect()
}

fn doubt(code: &str, axis: Axis, proofs: Vec<Proof>, confidence: Confidence) -> Option<Finding> {
    Some(Finding {
        code: format!("quality:{code}"),
        kind: FindingKind::Quality,
        severity: Severity::Caution,
        axis,
        confidence,
        title: Message::new(format!("quality-{code}")),
        because: Evidence::from_vec(proofs)?,
        against: Vec::new(),
        missing: Vec::new(),
        action: Message::new(format!("quality-{code}-action")),
        urgency_days: None,
        source: Vec::new(),
        since: None,
        explains: Explained::default(),
    })
}

fn codes(subject: &Subject<'_, '_>) -> Vec<Finding> {
    let Some(property) = subject.known.iso4406 else { return Vec::new() };
    let Some(Value::Code(Code::Iso4406(code))) = subject.value(property) else { return Vec::new() };
    let mut found = Vec::new();
    if !code.is_monotonic() {
        let proof = says::seen(subject, property, "proof-code-rises");
        found.extend(doubt("code-rises", Axis::Contamination, vec![proof], Confidence::High));
    }
    let count = |property: Option<PropertyId>| subject.value(property?).and_then(Value::exact);
    let counts = subject.known.particles.map(count);
    if let Some(counted) = subject.standards.cleanliness.iso4406.code(counts).filter(|counted| disagree(code, *counted))
    {
        let counted = Arg::Result(property, Value::Code(Code::Iso4406(counted)));
        let proof = says::seen(subject, property, "proof-code-counts").with("counted", counted);
        found.extend(doubt("code-counts", Axis::Contamination, vec![proof], Confidence::High));
    }
    found
}

fn disagree(code: Iso4406, counted: Iso4406) -> bool {
    let apart =
        |(a, b): (ScaleNumber, ScaleNumber)| a.rank().zip(b.rank()).is_some_and(|(a, b)| a.abs_diff(b) > CODE_SCATTER);
    code.0.into_iter().zip(counted.0).any(apart)
}

fn index(subject: &Subject<'_, '_>) -> Vec<Finding> {
    let exact = |property: Option<PropertyId>| Some((property?, subject.value(property?)?.exact()?));
    let [Some((property, stated)), Some((at_40, kv_40c)), Some((at_100, kv_100c))] = subject.known.viscosity.map(exact)
    else {
        return Vec::new();
    };
    let Ok(computed) = viscosity_index(kv_40c, kv_100c) else { return Vec::new() };
    let scatter = index_scatter(subject, (at_40, kv_40c), (at_100, kv_100c)).unwrap_or(INDEX_SCATTER);
    let computed = computed.reported();
    if (stated - computed).abs() <= scatter {
        return Vec::new();
    }
    let proof = says::seen(subject, property, "proof-index")
        .with("computed", Arg::Of(property, computed))
        .with("at40", Arg::Of(at_40, kv_40c))
        .with("at100", Arg::Of(at_100, kv_100c))
        .with("scatter", Arg::Number(scatter, 1));
    doubt("viscosity-index", Axis::Oil, vec![proof], Confidence::High).into_iter().collect()
}

/// How far an index may lie from the one that the two viscosities make: their reproducibility carried through the
/// formula, each on its own and then together, and the rounding. `None` where the precision of one is not known.
fn index_scatter(
    subject: &Subject<'_, '_>,
    (at_40, kv_40c): (PropertyId, f64),
    (at_100, kv_100c): (PropertyId, f64),
) -> Option<f64> {
    let oil = if subject.is_in_service() { OilState::Used } else { OilState::New };
    let half = |property, level| subject.precisions.reproducibility(property, level, oil).map(|r| r / 2.0);
    let (half_40, half_100) = (half(at_40, kv_40c)?, half(at_100, kv_100c)?);
    let index = |u: f64, y: f64| viscosity_index(u, y).ok().map(|index| index.exact);
    let by_40 = index(kv_40c + half_40, kv_100c)? - index(kv_40c - half_40, kv_100c)?;
    let by_100 = index(kv_40c, kv_100c + half_100)? - index(kv_40c, kv_100c - half_100)?;
    Some(by_40.hypot(by_100) + INDEX_ROUNDING)
}

fn dates(subject: &Subject<'_, '_>) -> Vec<Finding> {
    let Some(received) = subject.sample.received_at.map(|stamp| stamp.local.date()) else { return Vec::new() };
    if subject.sample.sampled_on <= received {
        return Vec::new();
    }
    let says = Message::new("proof-sampled-after-received")
        .with("sampled", Arg::Date(subject.sample.sampled_on))
        .with("received", Arg::Date(received));
    doubt("dates", Axis::Oil, vec![says::of_form(says)], Confidence::High).into_iter().collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::{found, hydraulic, last, press};
    use super::*;
    use crate::domain::Stamp;
    use crate::history::fixture::{self, day, sample};

    /// The doubts about one sample with these results.
    fn doubts(results: &[(&str, &str)]) -> Vec<String> {
        let (standards, ..) = hydraulic();
        let samples = [sample(&standards, "2025-01-01", Some(100.0), results)];
        found(&standards, &samples, FindingKind::Quality).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_code_that_rises_with_size_is_doubtful() {
        assert_eq!(doubts(&[("cleanliness_iso4406", "16/17/12")]), ["quality:code-rises"]);
        assert!(doubts(&[("cleanliness_iso4406", "17/17/12")]).is_empty());
    }

    #[test]
    fn a_code_may_differ_from_its_counts_by_one_number() {
        let with =
            |code: &str| doubts(&[("cleanliness_iso4406", code), ("particles_6um", "250"), ("particles_14um", "30")]);
        // 250 per mL is 15, 30 per mL is 12.
        assert!(with("18/15/12").is_empty() && with("18/16/11").is_empty());
        assert_eq!(with("18/17/12"), ["quality:code-counts"]);
        assert_eq!(with("18/15/10"), ["quality:code-counts"]);
    }

    #[test]
    fn a_viscosity_index_may_be_three_points_off() {
        let with = |index: &str| doubts(&[("viscosity_index", index), ("kv_40c", "46"), ("kv_100c", "6.80")]);
        // The viscosities make 102.
        assert!(with("99").is_empty() && with("105").is_empty());
        assert_eq!(
            (with("98"), with("106")),
            (vec!["quality:viscosity-index".to_owned()], vec!["quality:viscosity-index".to_owned()])
        );
    }

    #[test]
    fn precision_of_the_viscosities_carries_over_to_the_index() {
        let (mut standards, ..) = hydraulic();
        // One percent each: 46.0 and 6.80 mm²/s make 101.6; 0.46 mm²/s are 1.7 points, 0.068 mm²/s are 2.6.
        for property in ["kv_40c", "kv_100c"] {
            fixture::precision(&mut standards, property, OilState::Used, 0.01, 0.0, 1.0);
        }
        let with = |index: &str| {
            let results = [("viscosity_index", index), ("kv_40c", "46"), ("kv_100c", "6.80")];
            let samples = [sample(&standards, "2025-01-01", Some(100.0), &results)];
            found(&standards, &samples, FindingKind::Quality).len()
        };
        assert_eq!((with("98.4"), with("98.3")), (0, 1));
        assert_eq!((with("105.6"), with("105.7")), (0, 1));
    }

    #[test]
    fn impossible_dates_are_said_and_raise_nothing() {
        let (standards, ..) = hydraulic();
        let mut samples = press(&standards, "fe", &["5", "5"]);
        let received =
            |text: &str| day(text).and_hms_opt(0, 0, 0).map(|local| Stamp { local, offset: None, has_time: false });
        samples[1].received_at = received("2025-02-01");
        assert!(found(&standards, &samples, FindingKind::Quality).is_empty());
        samples[1].received_at = received("2025-01-31");
        let analysis = last(&standards, &samples);
        assert_eq!(analysis.findings[0].code, "quality:dates");
        assert_eq!(analysis.axes.overall(), Severity::Normal);
    }
}
