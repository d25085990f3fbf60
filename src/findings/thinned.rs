//! **What it finds.** A property whose level stands still only because oil is topped up, while what the machine wears
//! off, or what the oil loses, goes on.
//!
//! **Why it matters.** A sump that leaks hides its wear: the metal leaves with the oil. A limit on the level is never
//! reached, and the trend of the level says nothing.
//!
//! **Evidence it needs.** Top-ups on the forms and the size of the sump; a movement of the corrected level beyond the
//! method's scatter that has gone half of the way to a limit, where the level as measured shows none. Where
//! top-ups are not on the forms, every finding from a trend is one step less sure, and says so.
//!
//! **Source.** The mass balance of the sump (`history/make_up`); ASTM D4378 asks for additions to be accounted for.

use crate::domain::{
    Arg, Confidence, Evidence, Explained, Finding, FindingKind, Message, Proof, PropertyGroup, PropertyId,
    PropertyKind, Severity, Worse,
};
use crate::history::{Brought, MakeUp, MakeUpState, Movement, Trend};

use super::rising_trend::{self, ENOUGH_RESULTS, HALF_WAY, limit_ahead};
use super::says;
use super::subject::Subject;

/// One finding for each property that only top-ups hold.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    let Some((_, series)) = subject.life.filter(|_| subject.is_in_service()) else { return Vec::new() };
    if !series.top_ups().has_any(subject.index) {
        return Vec::new();
    }
    let mut properties: Vec<PropertyId> = subject.verdicts.iter().map(|verdict| verdict.property).collect();
    properties.sort_unstable();
    properties.dedup();
    properties.into_iter().filter_map(|property| finding(subject, property)).collect()
}

fn finding(subject: &Subject<'_, '_>, property: PropertyId) -> Option<Finding> {
    let described = subject.standards.property(property);
    if described.kind != PropertyKind::Number || subject.is_outside(property) {
        return None;
    }
    let (make_up, trend) = (subject.make_up()?, subject.corrected_trend(property)?);
    let up = match (trend.movement, described.worse) {
        (Movement::Rising, Worse::Up | Worse::Both) => true,
        (Movement::Falling, Worse::Down | Worse::Both) => false,
        _ => return None,
    };
    let (start, value) = (trend.start?, subject.value(property)?.exact()?);
    if trend.count < ENOUGH_RESULTS || rising_trend::finding(subject, property).is_some() {
        return None;
    }
    let (verdict, level) = limit_ahead(subject, property, start, up)?;
    if (trend.last - start).abs() < HALF_WAY * (level - start).abs() {
        return None;
    }
    let limit = subject.standards.limit(verdict.limit);
    let document = subject.standards.document_of(verdict.limit);
    let corrected = Arg::Of(property, trend.last);
    let id = if up { "finding-thinned-rising" } else { "finding-thinned-falling" };
    let title = Message::new(id)
        .with("property", Arg::Property(property))
        .with("value", Arg::Of(property, value))
        .with("start", Arg::Of(property, start))
        .with("corrected", corrected.clone());
    let ahead = says::seen(subject, property, "proof-thinned-half-way")
        .with("bound", Arg::Said(Box::new(says::bound(limit))))
        .with("level", Arg::Of(property, level))
        .with("document", Arg::Text(says::name_of(document)));
    let proofs = vec![
        thinned(subject, &trend, make_up),
        moved(subject, &trend, start),
        Proof { limit: Some(verdict.limit), ..ahead },
    ];
    Some(Finding {
        code: format!("rising:{}", described.id),
        kind: FindingKind::Rising,
        severity: Severity::Caution,
        axis: described.axis,
        confidence: confidence(subject, property),
        title,
        because: Evidence::from_vec(proofs)?,
        against: unsure(subject, property).into_iter().collect(),
        missing: Vec::new(),
        action: Message::new("finding-thinned-action"),
        urgency_days: None,
        source: vec![limit.source.to_string()],
        since: trend.since,
        explains: Explained::default(),
    })
}

/// How much was added, and what the level would be without it.
fn thinned(subject: &Subject<'_, '_>, trend: &Trend, make_up: MakeUp) -> Proof {
    let id = if make_up.state.is_recorded() { "proof-thinned" } else { "proof-thinned-partly" };
    says::seen(subject, trend.property, id)
        .with("litres", litres(make_up))
        .with("share", Arg::Number(make_up.share * 100.0, 0))
        .with("corrected", Arg::Of(trend.property, trend.last))
}

fn moved(subject: &Subject<'_, '_>, trend: &Trend, start: f64) -> Proof {
    let id = if trend.movement == Movement::Falling { "proof-thinned-falls" } else { "proof-thinned-rises" };
    says::seen(subject, trend.property, id)
        .with("start", Arg::Of(trend.property, start))
        .with("corrected", Arg::Of(trend.property, trend.last))
        .with("scatter", Arg::Of(trend.property, trend.scatter.unwrap_or(0.0)))
}

fn litres(make_up: MakeUp) -> Arg {
    Arg::Number(make_up.litres, u8::from(make_up.litres < 10.0))
}

/// True for what oil added thins or brings, so that a trend is only as sure as the record of it.
fn depends_on_make_up(subject: &Subject<'_, '_>, property: PropertyId) -> bool {
    let group = subject.standards.property(property).group;
    let is_content = matches!(group, PropertyGroup::Wear | PropertyGroup::Additive);
    is_content
        && subject.life.is_some_and(|(life, _)| {
            group == PropertyGroup::Additive || Brought::of(life, property, subject.standards).is_some()
        })
}

/// How sure a trend of one property is: one test over time is medium, and one step less where it is not on the forms
/// how much oil was added.
pub(super) fn confidence(subject: &Subject<'_, '_>, property: PropertyId) -> Confidence {
    if unsure(subject, property).is_some() { Confidence::Low } else { Confidence::Medium }
}

/// What makes a trend less sure: oil added that the forms do not tell of.
pub(super) fn unsure(subject: &Subject<'_, '_>, property: PropertyId) -> Option<Proof> {
    let id = match subject.make_up()?.state {
        MakeUpState::NoneRecorded | MakeUpState::Known => return None,
        MakeUpState::PartlyKnown => "proof-make-up-partly",
        MakeUpState::Unknown => "proof-make-up-unknown",
    };
    depends_on_make_up(subject, property).then(|| says::of_form(Message::new(id)))
}

/// What speaks against a movement of the level as measured: a record that leaves oil added open, or a corrected level
/// that does not move this way.
pub(super) fn against(subject: &Subject<'_, '_>, property: PropertyId, up: bool) -> Vec<Proof> {
    let wanted = if up { Movement::Rising } else { Movement::Falling };
    let corrected = subject.corrected_trend(property).filter(|trend| trend.count >= ENOUGH_RESULTS);
    let make_up = subject.make_up().filter(|make_up| make_up.state == MakeUpState::Known);
    let still = corrected
        .filter(|trend| trend.movement != wanted)
        .zip(make_up)
        .map(|(_, make_up)| says::seen(subject, property, "proof-thinned-still").with("litres", litres(make_up)));
    still.into_iter().chain(unsure(subject, property)).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::{found, hydraulic, press};
    use super::*;
    use crate::domain::Sample;

    /// Iron of a press, with the litres added before each sample to 100 L. Its limit is 20.
    fn topped(results: &[(&str, Option<f64>)]) -> Vec<Sample> {
        let (standards, ..) = hydraulic();
        let texts: Vec<&str> = results.iter().map(|(text, _)| *text).collect();
        let mut samples = press(&standards, "fe", &texts);
        for (sample, (_, litres)) in samples.iter_mut().zip(results) {
            (sample.top_up_l, sample.sump_l) = (*litres, Some(100.0));
        }
        samples
    }

    fn rising(results: &[(&str, Option<f64>)]) -> Vec<Finding> {
        let (standards, ..) = hydraulic();
        found(&standards, &topped(results), FindingKind::Rising)
    }

    #[test]
    fn wear_that_top_ups_hide_is_found_half_way_to_its_limit() {
        // 8 mg/kg held by 25 L in 100 L: 2 mg/kg leave each time; half of the way from 10 to 20 is 15.
        let flat = |count: usize| -> Vec<(&str, Option<f64>)> { vec![("8", Some(25.0)); count] };
        assert!(rising(&flat(4)).is_empty());
        let found = rising(&flat(5));
        assert_eq!((found.len(), found[0].code.as_str()), (1, "rising:fe"));
        assert_eq!((&*found[0].title.id, found[0].confidence), ("finding-thinned-rising", Confidence::Medium));
        assert!(rising(&[("8", Some(0.0)); 9]).is_empty());
        // A machine that hardly wears is not made one that does.
        assert!(rising(&[("1", Some(25.0)); 9]).is_empty());
    }

    #[test]
    fn a_form_that_does_not_say_takes_a_step_of_confidence() {
        let mut results = vec![("8", Some(25.0)); 6];
        results.push(("8", None));
        let found = rising(&results);
        assert_eq!((found[0].confidence, found[0].against.len()), (Confidence::Low, 1));
        // The same for what the level itself shows.
        let climbing = |litres: Option<f64>| -> Vec<Finding> {
            rising(&[("6", litres), ("6", litres), ("6", litres), ("12", litres), ("14", litres)])
        };
        let (unsaid, none) = (climbing(None), climbing(Some(0.0)));
        assert_eq!((unsaid[0].confidence, &*unsaid[0].title.id), (Confidence::Low, "finding-rising"));
        assert_eq!(&*unsaid[0].against[0].says.id, "proof-make-up-unknown");
        assert_eq!((none[0].confidence, none[0].against.len()), (Confidence::Medium, 0));
    }

    #[test]
    fn what_the_level_shows_is_not_said_twice() {
        let litres = Some(10.0);
        let found = rising(&[("6", litres), ("6", litres), ("6", litres), ("12", litres), ("14", litres)]);
        assert_eq!((found.len(), &*found[0].title.id), (1, "finding-rising"));
    }
}
