//! What an oil is told by: its additives and viscosities, and what those of each machine were before.

use std::cell::OnceCell;

use crate::domain::{PropertyId, Sample, SampleKind, fold};
use crate::findings::PointAnalysis;
use crate::history::ReferenceKind;
use crate::stats::{OF_MAD, mad};

use super::Rules;
use super::laboratory_run::Member;
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
    /// The middle of the machine's earlier samples, with the scatter of the method alone: a machine that scatters widely
    /// would fit anything.
    pub(super) look: Fingerprint,
    /// The same with the machine's own scatter, where that is more: what its own bottle may look like.
    pub(super) middle: Fingerprint,
    /// The results of the earlier samples, the last one first.
    prints: Vec<Vec<Option<Span>>>,
    last: OnceCell<Fingerprint>,
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
        // Most are written the same way each time; folding every one would cost more than all the rest.
        let same_name = |own: &str, others: &str| own == others || fold(own) == fold(others);
        let same_oil = |other: &&&Sample| {
            let names = sample.product.as_deref().zip(other.product.as_deref());
            other.kind == SampleKind::InService && names.is_none_or(|(own, others)| same_name(own, others))
        };
        let earlier = history.samples.get(..member.sample)?.iter().rev().filter(same_oil).take(swap.earlier);
        let prints: Vec<Vec<Option<Span>>> = earlier.map(|sample| spans(rules, sample)).collect();
        let bottle = fingerprint(rules, &spans(rules, sample));
        let middles: Vec<_> = (0..bottle.len()).map(|place| middle(rules, place, &prints)).collect();
        let look = middles.iter().map(|middle| Some(middle.as_ref()?.0)).collect();
        let middle = middles.iter().map(|middle| Some(middle.as_ref()?.1)).collect();
        Some(Self { bottle, look, middle, prints, last: OnceCell::new() })
    }

    /// What another bottle must look like to be taken for this machine's: the middle of the earlier samples, or the last.
    pub(super) fn looks(&self, rules: &Rules<'_>) -> [&Fingerprint; 2] {
        let last = || self.prints.first().map(|last| fingerprint(rules, last)).unwrap_or_default();
        [&self.look, self.last.get_or_init(last)]
    }

    /// How many earlier samples there are.
    pub(super) fn earlier(&self) -> usize {
        self.prints.len()
    }

    /// What else the machine's own bottle may look like: any of its earlier samples, and new oil.
    pub(super) fn others<'i>(
        &'i self,
        rules: &'i Rules<'_>,
        member: Member,
        analyses: &'i [PointAnalysis<'_>],
    ) -> impl Iterator<Item = Fingerprint> + use<'i> {
        let history = analyses.get(member.point).map(|point| &point.history);
        let life = history.and_then(|history| history.lives.get(history.life_of(member.sample)?));
        let new = life.map(|life| {
            let value = |property: PropertyId| {
                let value = life.reference.values.get(&property)?;
                let measured = !matches!(value.kind, ReferenceKind::GradeMidpoint { .. });
                measured.then_some(Span { low: value.value, high: value.value })
            };
            let below = |property: PropertyId| Some(Span { low: 0.0, high: *life.reference.below.get(&property)? });
            let of = |(property, _): &(PropertyId, f64)| value(*property).or_else(|| below(*property));
            fingerprint(rules, &rules.batch.swap.fingerprint.iter().map(of).collect::<Vec<_>>())
        });
        self.prints.iter().map(|print| fingerprint(rules, print)).chain(new)
    }

    /// True if enough is known of bottle and machine to compare them with others.
    pub(super) fn is_known(&self, rules: &Rules<'_>) -> bool {
        let swap = &rules.batch.swap;
        let measured = |print: &Fingerprint| print.iter().flatten().count() >= swap.properties;
        self.earlier() >= swap.history && measured(&self.bottle) && measured(&self.look)
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
        let place = rules.places.get(measurement.property.index()).copied().flatten();
        if let Some(slot) = place.and_then(|place| spans.get_mut(place)).filter(|slot| slot.is_none()) {
            *slot = Span::of(measurement.reading);
        }
    }
    spans
}

fn fingerprint(rules: &Rules<'_>, spans: &[Option<Span>]) -> Fingerprint {
    let of = |(place, span): (usize, &Option<Span>)| span.map(|span| with_scatter(rules, place, span));
    spans.iter().enumerate().map(of).collect()
}

/// The middle of earlier results at one place of the fingerprint, without and with their own scatter.
fn middle(rules: &Rules<'_>, place: usize, prints: &[Vec<Option<Span>>]) -> Option<(Trait, Trait)> {
    let spans: Vec<Span> = prints.iter().filter_map(|print| *print.get(place)?).collect();
    let middles: Vec<f64> = spans.iter().map(|span| span.middle()).collect();
    let plain = with_scatter(rules, place, Span::median(&spans)?);
    let own = mad(&middles).unwrap_or_default() * OF_MAD;
    Some((plain, Trait { scatter: plain.scatter.max(own), ..plain }))
}

/// Relative scatter and, for elements, what scatters near nothing; at least what the method scatters.
fn with_scatter(rules: &Rules<'_>, place: usize, span: Span) -> Trait {
    let level = span.middle();
    let Some((property, percent)) = rules.batch.swap.fingerprint.get(place) else {
        return Trait { span, scatter: f64::MIN_POSITIVE };
    };
    let floor = if is_element(rules, *property) { rules.batch.swap.floor } else { 0.0 };
    let known = (level * percent / 100.0).hypot(floor);
    let scatter = known.max(rules.scatters.between(*property, level).unwrap_or_default());
    // A viscosity of nothing is no viscosity; it must not divide by zero either.
    Trait { span, scatter: scatter.max(f64::MIN_POSITIVE) }
}

/// True for an amount of an element, false for a viscosity.
pub(super) fn is_element(rules: &Rules<'_>, property: PropertyId) -> bool {
    rules.standards.property(property).unit.symbol() == "mg/kg"
}
