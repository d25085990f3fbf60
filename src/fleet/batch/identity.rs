//! What an oil is told by: its additives and viscosities, and what those of each machine were before.

use crate::domain::{PropertyId, Sample, SampleKind, fold};
use crate::findings::PointAnalysis;
use crate::history::ReferenceKind;
use crate::stats::mad;

use super::Rules;
use super::laboratory_run::Member;
use super::scatter::OF_MAD;
use super::span::Span;

/// A fingerprint result with its scatter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trait {
    pub(super) span: Span,
    pub(super) scatter: f64,
}

/// One oil by its fingerprint, in the order of the rules; nothing for a property not measured.
pub(super) type Fingerprint = Vec<Option<Trait>>;

/// What is known of a bottle and of its machine's oil before it.
pub(super) struct Identity {
    /// The bottle.
    pub(super) bottle: Fingerprint,
    /// What the machine's own bottle may look like: the middle of its earlier samples with their own scatter, the last
    /// of them, and new oil.
    pub(super) before: Vec<Fingerprint>,
    /// What another bottle must look like to be taken for this machine's: the middle of the earlier samples, and the
    /// last of them, each with the scatter of the method alone. A machine that scatters widely would fit anything.
    pub(super) looks: Vec<Fingerprint>,
    /// How many earlier samples there are; without enough of them `before` says nothing of the machine.
    pub(super) earlier: usize,
}

/// How two fingerprints compare.
pub(super) struct Likeness {
    /// Properties that both have.
    pub(super) compared: usize,
    /// Places in the fingerprint that are apart.
    pub(super) apart: Vec<usize>,
    /// The sum of squares of the distances in scatters, over the number compared.
    pub(super) distance: f64,
}

impl Identity {
    /// The identity of an oil in service; `None` for other samples.
    pub(super) fn of(rules: &Rules<'_>, member: Member, analyses: &[PointAnalysis<'_>]) -> Option<Self> {
        let history = &analyses.get(member.point)?.history;
        let sample = *history.samples.get(member.sample)?;
        if sample.kind != SampleKind::InService {
            return None;
        }
        let swap = &rules.batch.swap;
        let product = sample.product.as_deref().map(fold);
        let same_oil = |other: &&&Sample| {
            let others = other.product.as_deref().map(fold);
            other.kind == SampleKind::InService
                && product.as_ref().zip(others.as_ref()).is_none_or(|(own, others)| own == others)
        };
        let earlier: Vec<&Sample> =
            history.samples.get(..member.sample)?.iter().rev().filter(same_oil).copied().take(swap.earlier).collect();
        let prints: Vec<Vec<Option<Span>>> = earlier.iter().map(|sample| spans(rules, sample)).collect();
        let bottle = spans(rules, sample);
        let middles = |own: bool| (0..bottle.len()).map(|place| middle(rules, place, &prints, own)).collect();
        let mut before: Vec<Fingerprint> = vec![middles(true)];
        before.extend(prints.first().map(|last| fingerprint(rules, last)));
        let mut looks: Vec<Fingerprint> = vec![middles(false)];
        looks.extend(before.get(1).cloned());
        let life = history.life_of(member.sample).and_then(|life| history.lives.get(life));
        let new = life.map(|life| {
            let value = |property: PropertyId| {
                let value = life.reference.values.get(&property)?;
                let measured = !matches!(value.kind, ReferenceKind::GradeMidpoint { .. });
                measured.then_some(Span { low: value.value, high: value.value })
            };
            let below = |property: PropertyId| Some(Span { low: 0.0, high: *life.reference.below.get(&property)? });
            let of = |(property, _): &(PropertyId, f64)| value(*property).or_else(|| below(*property));
            fingerprint(rules, &swap.fingerprint.iter().map(of).collect::<Vec<_>>())
        });
        before.extend(new);
        Some(Self { bottle: fingerprint(rules, &bottle), before, looks, earlier: earlier.len() })
    }

    /// True if enough is known of bottle and machine to compare them with others.
    pub(super) fn is_known(&self, rules: &Rules<'_>) -> bool {
        let swap = &rules.batch.swap;
        let measured = |print: &Fingerprint| print.iter().flatten().count() >= swap.properties;
        self.earlier >= swap.history && measured(&self.bottle) && self.looks.first().is_some_and(measured)
    }
}

/// Holds two fingerprints against each other. `None` if too little can be compared.
pub(super) fn compare(rules: &Rules<'_>, one: &Fingerprint, other: &Fingerprint) -> Option<Likeness> {
    let swap = &rules.batch.swap;
    let mut likeness = Likeness { compared: 0, apart: Vec::new(), distance: 0.0 };
    for (place, (one, other)) in one.iter().zip(other).enumerate() {
        let (Some(one), Some(other)) = (one, other) else { continue };
        let away = one.span.gap(other.span) / one.scatter.max(other.scatter);
        likeness.compared += 1;
        likeness.distance += away * away;
        if away > swap.apart {
            likeness.apart.push(place);
        }
    }
    likeness.distance /= likeness.compared.max(1) as f64;
    (likeness.compared >= swap.properties).then_some(likeness)
}

/// The results of a sample, in the order of the fingerprint.
fn spans(rules: &Rules<'_>, sample: &Sample) -> Vec<Option<Span>> {
    let mut spans = vec![None; rules.batch.swap.fingerprint.len()];
    for measurement in &*sample.measurements {
        let place = rules.batch.swap.fingerprint.iter().position(|(property, _)| *property == measurement.property);
        if let Some(slot) = place.and_then(|place| spans.get_mut(place)).filter(|slot| slot.is_none()) {
            *slot = Span::of(measurement.reading);
        }
    }
    spans
}

fn fingerprint(rules: &Rules<'_>, spans: &[Option<Span>]) -> Fingerprint {
    let of = |(place, span): (usize, &Option<Span>)| span.map(|span| with_scatter(rules, place, span, 0.0));
    spans.iter().enumerate().map(of).collect()
}

/// The middle of earlier results at one place of the fingerprint; with their own scatter if asked for and if it is more.
fn middle(rules: &Rules<'_>, place: usize, prints: &[Vec<Option<Span>>], with_own: bool) -> Option<Trait> {
    let spans: Vec<Span> = prints.iter().filter_map(|print| *print.get(place)?).collect();
    let middles: Vec<f64> = spans.iter().map(|span| span.middle()).collect();
    let own = if with_own { mad(&middles).unwrap_or_default() * OF_MAD } else { 0.0 };
    Some(with_scatter(rules, place, Span::median(&spans)?, own))
}

/// Relative scatter and, for elements, what scatters near nothing; at least what the method and the machine itself scatter.
fn with_scatter(rules: &Rules<'_>, place: usize, span: Span, own: f64) -> Trait {
    let level = span.middle();
    let Some((property, percent)) = rules.batch.swap.fingerprint.get(place) else {
        return Trait { span, scatter: own };
    };
    let floor = if is_element(rules, *property) { rules.batch.swap.floor } else { 0.0 };
    let known = (level * percent / 100.0).hypot(floor);
    let scatter = known.max(own).max(rules.scatters.between(*property, level).unwrap_or_default());
    // A viscosity of nothing is no viscosity; it must not divide by zero either.
    Trait { span, scatter: scatter.max(f64::MIN_POSITIVE) }
}

/// True for an amount of an element, false for a viscosity.
pub(super) fn is_element(rules: &Rules<'_>, property: PropertyId) -> bool {
    rules.standards.property(property).unit.symbol() == "mg/kg"
}
