//! **What it finds.** A property that leaves the line it has followed: a slow creep after a long steady run, or a step
//! that stays.
//!
//! **Why it matters.** What changes in one machine shows against its own past long before any limit is near, and
//! what changed at that time can still be asked for.
//!
//! **Evidence it needs.** Eight results of one oil life that make the line; then a CUSUM of what the later ones lie off
//! it, or two in a row by more than three standard deviations; and a result further from the line and from the level
//! before than two tests can differ by. What a limit or the trend towards one already says is not said again.
//!
//! **Source.** E. S. Page, Biometrika 41 (1954) 100; D. C. Montgomery, Introduction to Statistical Quality Control; on
//! how false alarms were counted see `stats/cusum`.

use crate::domain::{
    Arg, Evidence, Explained, Finding, FindingKind, Message, PropertyGroup, PropertyId, PropertyKind, Severity, Worse,
};
use crate::standards::method::OilState;
use crate::stats::{BASELINE, Departure, Shape, Sides, TWO_RESULTS};

use super::rising_trend;
use super::says;
use super::subject::Subject;
use super::thinned;

/// Standard deviations off the line that make a step, for people.
const STEP: f64 = 3.0;

/// One finding for each property that has left its line.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    if !subject.is_in_service() || subject.samples_in_life() <= BASELINE {
        return Vec::new();
    }
    let mut properties: Vec<PropertyId> = subject.sample.measurements.iter().map(|m| m.property).collect();
    properties.sort_unstable();
    properties.dedup();
    properties.into_iter().filter_map(|property| finding(subject, property)).collect()
}

fn finding(subject: &Subject<'_, '_>, property: PropertyId) -> Option<Finding> {
    let described = subject.standards.property(property);
    let sides = sides(subject, property)?;
    if subject.results(property).len() <= BASELINE {
        return None;
    }
    let value = subject.value(property)?.exact()?;
    let (_, series) = subject.life?;
    let resolution = 10_f64.powi(-i32::from(described.decimals));
    let (departure, since) = series.departure(property, subject.index, sides, resolution)?;
    let by_method = subject.precisions.reproducibility(property, departure.before, OilState::Used);
    let scatter = by_method.unwrap_or(TWO_RESULTS * departure.scatter).max(resolution);
    if !departure.exceeds(value, scatter) {
        return None;
    }
    // Said already: by a limit, or by the trend towards one.
    if subject.is_outside(property) || rising_trend::finding(subject, property).is_some() {
        return None;
    }
    let Departure { shape, up, expected, before, .. } = departure;
    let (code, id) = match (shape, up) {
        (Shape::Drift, true) => ("drift", "finding-drift-up"),
        (Shape::Drift, false) => ("drift", "finding-drift-down"),
        (Shape::Step, true) => ("step", "finding-step-up"),
        (Shape::Step, false) => ("step", "finding-step-down"),
    };
    let title = Message::new(id)
        .with("property", Arg::Property(property))
        .with("value", Arg::Of(property, value))
        .with("since", Arg::Date(since))
        .with("expected", Arg::Of(property, expected));
    let off = if by_method.is_some() { "proof-off-own-line" } else { "proof-off-own-line-own-scatter" };
    let off = says::seen(subject, property, off)
        .with("since", Arg::Date(since))
        .with("expected", Arg::Of(property, expected))
        .with("before", Arg::Of(property, before))
        .with("scatter", Arg::Of(property, scatter));
    let shown = match shape {
        Shape::Drift => says::seen(subject, property, "proof-drift").with("since", Arg::Date(since)),
        Shape::Step => says::seen(subject, property, "proof-step").with("times", Arg::Number(STEP, 0)),
    };
    Some(Finding {
        code: format!("{code}:{}", described.id),
        kind: FindingKind::Rising,
        severity: Severity::Caution,
        axis: described.axis,
        confidence: thinned::confidence(subject, property),
        title,
        because: Evidence::from_vec(vec![off, shown])?,
        against: thinned::unsure(subject, property).into_iter().collect(),
        missing: Vec::new(),
        action: Message::new("finding-own-trend-action"),
        urgency_days: None,
        source: vec!["E. S. Page, Biometrika 41 (1954) 100".to_owned()],
        since: Some(since),
        explains: Explained::default(),
    })
}

/// On which sides a property is watched: those on which it gets worse. Counts of particles and the results of
/// performance tests scatter in no way that a line describes; additives follow the lot.
fn sides(subject: &Subject<'_, '_>, property: PropertyId) -> Option<Sides> {
    let described = subject.standards.property(property);
    // The viscosity index says again what the two viscosities say.
    let is_derived = subject.known.viscosity.first() == Some(&Some(property));
    let is_watched = !is_derived
        && matches!(
            described.group,
            PropertyGroup::Viscosity | PropertyGroup::Condition | PropertyGroup::Wear | PropertyGroup::Contamination
        );
    if described.kind != PropertyKind::Number || !is_watched {
        return None;
    }
    match described.worse {
        Worse::Up => Some(Sides::Up),
        Worse::Down => Some(Sides::Down),
        Worse::Both => Some(Sides::Both),
        Worse::None => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::{all, found, hydraulic, press};
    use super::*;
    use crate::domain::Sample;

    /// Twelve results around 3 mg/kg, where the alarm stands at 20 and R is 2, and then those given; top-ups are on the
    /// forms.
    fn after_flat(results: &[&str]) -> Vec<Sample> {
        let flat = ["3.0", "3.2", "2.9", "3.1", "3.0", "2.8", "3.2", "3.1", "2.9", "3.0", "3.1", "3.0"];
        let (standards, ..) = hydraulic();
        let mut samples = press(&standards, "fe", &[&flat[..], results].concat());
        for sample in &mut samples {
            sample.top_up_l = Some(0.0);
        }
        samples
    }

    fn codes(results: &[&str]) -> Vec<String> {
        let (standards, ..) = hydraulic();
        found(&standards, &after_flat(results), FindingKind::Rising).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_creep_far_from_any_limit_is_found() {
        let creep = ["3.3", "3.7", "4.0", "4.4", "4.7", "5.2"];
        assert_eq!(codes(&creep), ["drift:fe"]);
        // Nothing yet while it is within what two tests can differ by.
        assert!(codes(&creep[..5]).is_empty());
        let (standards, ..) = hydraulic();
        let finding = &found(&standards, &after_flat(&creep), FindingKind::Rising)[0];
        assert_eq!((finding.severity, finding.confidence), (Severity::Caution, crate::domain::Confidence::Medium));
        assert!(finding.since.is_some_and(|since| since > crate::history::fixture::day("2025-11-01")));
    }

    #[test]
    fn a_step_is_found_with_its_second_result() {
        assert!(codes(&["6.0"]).is_empty());
        assert_eq!(codes(&["6.0", "6.1"]), ["step:fe"]);
        assert!(codes(&["6.0", "3.0"]).is_empty());
        // The other way it gets better.
        assert!(codes(&["0.5", "0.4", "0.3"]).is_empty());
    }

    #[test]
    fn what_a_limit_or_the_trend_towards_one_says_is_not_said_again() {
        assert_eq!(codes(&["6.0", "12.5", "13.0"]), ["rising:fe"]);
        assert!(codes(&["6.0", "25.0", "26.0"]).is_empty());
    }

    #[test]
    fn few_results_steady_ones_and_a_steady_rise_are_not_found() {
        let (standards, ..) = hydraulic();
        assert!(codes(&[]).is_empty());
        let short: Vec<Sample> = after_flat(&["6.0", "6.1"]).into_iter().skip(5).collect();
        assert_eq!(short.len(), 9);
        assert!(all(&standards, &short).iter().all(|sample| sample.findings.is_empty()));
        // Iron that rises with the hours as it always did.
        let texts: Vec<String> =
            (0..24).map(|n| format!("{:.1}", 1.0 + 0.3 * f64::from(n) + 0.1 * f64::from(n % 3))).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let samples = press(&standards, "fe", &texts);
        let found = all(&standards, &samples);
        assert!(found.iter().flat_map(|sample| &sample.findings).all(|finding| !finding.code.starts_with("drift")));
    }
}
