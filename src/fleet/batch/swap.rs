//! **What it finds.** A bottle that holds another machine's oil: two labels exchanged, or one mistaken (S02).
//!
//! **Why it matters.** Every verdict on it is about another machine, and that machine's trouble goes unseen.
//!
//! **Evidence it needs.** The bottle is apart from all that its machine ever gave, and fits the earlier samples of
//! another machine of the same run; surest if the other bottle shows the reverse. A bottle that fits another machine
//! without the reverse may be an oil change that nobody wrote down: it is held with low confidence, unless the form tells
//! of a change or a large top-up. Machines with the same oil cannot be told apart, and how many those are is counted.
//!
//! **Source.** Thresholds in `batch.csv`; the idea in the sources of the cause S02.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Arg, Confidence, Message, Proof, PropertyId, Sample, Value};
use crate::findings::PointAnalysis;
use crate::history::LifeStart;

use super::Rules;
use super::found::{Doubted, Draft, Found, Held};
use super::identity::{Fingerprint, Identity, Likeness, compare, is_element};
use super::laboratory_run::{LaboratoryRun, Member};
use super::span::Span;
use super::view::{SwapCount, machine};

/// The finding.
const CODE: &str = "S02";

/// Earlier samples of both machines from which a swap can be told with high confidence.
const ENOUGH_SAMPLES: usize = 4;

/// A bottle with its identity.
struct Known<'a> {
    member: Member,
    sample: &'a Sample,
    identity: Identity,
}

/// A bottle that is not its machine's.
struct Suspect {
    /// Index into the known bottles.
    bottle: usize,
    /// What is apart from the machine's own earlier samples.
    apart: Vec<usize>,
    /// The machines that it looks like, with the distance.
    like: Vec<(usize, f64)>,
}

/// Looks for swapped bottles in one run.
pub(super) fn check(rules: &Rules<'_>, run: &LaboratoryRun, analyses: &[PointAnalysis<'_>], found: &mut Found) {
    let mut known: Vec<Known<'_>> = Vec::new();
    for member in &run.members {
        let Some(identity) = Identity::of(rules, *member, analyses) else { continue };
        match member.of(analyses).filter(|_| identity.is_known(rules)) {
            Some(sample) => known.push(Known { member: *member, sample, identity }),
            None => found.swap.unknown += 1,
        }
    }
    found.swap.add(count(rules, &known));
    let mut suspects: Vec<Suspect> =
        (0..known.len()).filter_map(|index| suspect(rules, &known, index, analyses)).collect();
    for (one, other) in pairs(&suspects) {
        if let (Some(one), Some(other)) = (suspects.get(one), suspects.get(other)) {
            found.drafts.extend(pair(rules, &known, (one, other), analyses));
        }
    }
    let paired: BTreeSet<Member> =
        found.drafts.iter().flat_map(|draft| draft.held.iter().map(|held| held.member)).collect();
    suspects.retain(|suspect| known.get(suspect.bottle).is_some_and(|bottle| !paired.contains(&bottle.member)));
    found.drafts.extend(suspects.iter().filter_map(|suspect| mislabelled(rules, &known, suspect, analyses)));
}

/// The bottles on either side with which one is compared, those of its own machine left out.
fn neighbours<'k, 'a>(
    rules: &Rules<'_>,
    known: &'k [Known<'a>],
    index: usize,
) -> impl Iterator<Item = (usize, &'k Known<'a>)> {
    let window = rules.batch.swap.window;
    let own = known.get(index).map(|bottle| bottle.member.point);
    let near = known.iter().enumerate().skip(index.saturating_sub(window)).take(2 * window + 1);
    near.filter(move |(_, other)| Some(other.member.point) != own)
}

/// How many of the bottles could be told from others.
fn count(rules: &Rules<'_>, known: &[Known<'_>]) -> SwapCount {
    let mut count = SwapCount::default();
    let looks: Vec<&Fingerprint> = known.iter().map(|bottle| &bottle.identity.look).collect();
    for (index, look) in looks.iter().enumerate() {
        let (mut alike, mut another) = (false, false);
        for (other, _) in neighbours(rules, known, index) {
            match looks.get(other).and_then(|other| compare(rules, look, other)) {
                Some(likeness) if likeness.apart.len() >= rules.batch.swap.differing => another = true,
                Some(_) => alike = true,
                None => {}
            }
            if alike && another {
                break;
            }
        }
        match (another, alike) {
            (true, alike) => {
                count.checked += 1;
                count.with_alike += usize::from(alike);
            }
            (false, true) => count.all_alike += 1,
            (false, false) => count.unknown += 1,
        }
    }
    count
}

/// The bottle as a suspect, if it is none of its machine's.
fn suspect(rules: &Rules<'_>, known: &[Known<'_>], index: usize, analyses: &[PointAnalysis<'_>]) -> Option<Suspect> {
    let own = known.get(index)?;
    let bottle = &own.identity.bottle;
    let differs = |likeness: &Likeness| likeness.apart.len() >= rules.batch.swap.differing;
    let usual = compare(rules, bottle, &own.identity.middle).filter(differs)?;
    let mut others = own.identity.others(rules, own.member, analyses);
    if others.any(|other| compare(rules, bottle, &other).is_some_and(|likeness| !differs(&likeness))) {
        return None;
    }
    let fits = |other: &Known<'_>| {
        let fitting = other.identity.looks(rules).into_iter().filter_map(|look| compare(rules, bottle, look));
        fitting.filter(|likeness| likeness.apart.is_empty()).map(|likeness| likeness.distance).min_by(f64::total_cmp)
    };
    let like = neighbours(rules, known, index).filter_map(|(other, bottle)| Some((other, fits(bottle)?))).collect();
    Some(Suspect { bottle: index, apart: usual.apart, like })
}

/// The pairs of suspects that look like each other, the closest first; each suspect is in one pair at most.
fn pairs(suspects: &[Suspect]) -> Vec<(usize, usize)> {
    let by_bottle: BTreeMap<usize, usize> =
        suspects.iter().enumerate().map(|(index, suspect)| (suspect.bottle, index)).collect();
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (index, one) in suspects.iter().enumerate() {
        for (bottle, there) in one.like.iter().filter(|(bottle, _)| *bottle > one.bottle) {
            let Some((other_index, other)) = by_bottle.get(bottle).and_then(|at| Some((*at, suspects.get(*at)?)))
            else {
                continue;
            };
            if let Some((_, back)) = other.like.iter().find(|(bottle, _)| *bottle == one.bottle) {
                found.push((there + back, index, other_index));
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = BTreeSet::new();
    found.retain(|(_, one, other)| {
        !taken.contains(one) && !taken.contains(other) && taken.insert(*one) && taken.insert(*other)
    });
    found.into_iter().map(|(_, one, other)| (one, other)).collect()
}

/// Two bottles that look like each other's machine.
fn pair(
    rules: &Rules<'_>,
    known: &[Known<'_>],
    (one, other): (&Suspect, &Suspect),
    analyses: &[PointAnalysis<'_>],
) -> Option<Draft> {
    let (first, second) = (known.get(one.bottle)?, known.get(other.bottle)?);
    let held = |suspect: &Suspect, own: &Known<'_>, partner: &Known<'_>| {
        let mut because = differences(rules, suspect, own);
        let compared = own.identity.bottle.iter().flatten().count();
        because.push(of_run(like(own, partner, compared)));
        because.push(of_run(reverse(own, partner)));
        let against: Vec<Proof> = changed(rules, own, analyses).map(of_run).into_iter().collect();
        let enough = own.identity.earlier().min(partner.identity.earlier()) >= ENOUGH_SAMPLES;
        let sure = enough && against.is_empty() && suspect.apart.len() > rules.batch.swap.differing;
        let confidence = if sure { Confidence::High } else { Confidence::Medium };
        Held { member: own.member, confidence, because, against, explains: Doubted::All }
    };
    let says = Message::new("batch-swap-pair")
        .with("machine", Arg::Text(machine(first.sample)))
        .with("sample", Arg::Text(first.sample.sample_id.to_string()))
        .with("other", Arg::Text(machine(second.sample)))
        .with("others", Arg::Text(second.sample.sample_id.to_string()));
    Some(Draft {
        code: CODE,
        property: None,
        says: vec![says],
        held: vec![held(one, first, second), held(other, second, first)],
    })
}

/// A bottle that looks like another machine's, without the reverse.
fn mislabelled(
    rules: &Rules<'_>,
    known: &[Known<'_>],
    suspect: &Suspect,
    analyses: &[PointAnalysis<'_>],
) -> Option<Draft> {
    let own = known.get(suspect.bottle)?;
    let fingerprint = &rules.batch.swap.fingerprint;
    let property = |place: &usize| fingerprint.get(*place).map(|(property, _)| *property);
    // Viscosity alone is moved by fuel, by ageing and by shear; another oil has other additives too.
    let additive = suspect.apart.iter().filter_map(property).any(|property| is_element(rules, property));
    if !additive || changed(rules, own, analyses).is_some() {
        return None;
    }
    let (best, _) = suspect.like.iter().min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))?;
    let partner = known.get(*best)?;
    let mut because = differences(rules, suspect, own);
    because.push(of_run(like(own, partner, own.identity.bottle.iter().flatten().count())));
    let others = suspect.like.len() - 1;
    if others > 0 {
        because.push(of_run(Message::new("proof-swap-alike").with("count", Arg::Count(others))));
    }
    let not_reverse = of_run(Message::new("proof-swap-one-way"));
    let says = Message::new("batch-swap-one")
        .with("machine", Arg::Text(machine(own.sample)))
        .with("sample", Arg::Text(own.sample.sample_id.to_string()))
        .with("other", Arg::Text(machine(partner.sample)));
    let doubted = suspect.apart.iter().filter_map(property).collect();
    let held = Held {
        member: own.member,
        confidence: Confidence::Low,
        because,
        against: vec![not_reverse],
        explains: Doubted::Of(doubted),
    };
    Some(Draft { code: CODE, property: None, says: vec![says], held: vec![held] })
}

/// What is apart from the machine's earlier samples, result by result.
fn differences(rules: &Rules<'_>, suspect: &Suspect, own: &Known<'_>) -> Vec<Proof> {
    let difference = |place: &usize| {
        let (property, _) = rules.batch.swap.fingerprint.get(*place)?;
        let value = own.sample.reading(*property)?.value()?;
        let earlier = own.identity.middle.get(*place)?.as_ref()?.span;
        let says = Message::new("proof-swap-differs")
            .with("property", Arg::Property(*property))
            .with("value", Arg::Result(*property, value))
            .with("earlier", amount(*property, earlier));
        Some(Proof { property: Some(*property), value: Some(value), limit: None, says })
    };
    suspect.apart.iter().filter_map(difference).collect()
}

/// What the bottle looks like. Another customer's machine is nobody else's business.
fn like(own: &Known<'_>, partner: &Known<'_>, compared: usize) -> Message {
    let says = if own.sample.customer == partner.sample.customer {
        Message::new("proof-swap-like").with("other", Arg::Text(machine(partner.sample)))
    } else {
        Message::new("proof-swap-like-others")
    };
    says.with("count", Arg::Count(compared))
}

/// That the partner's bottle looks like this machine's.
fn reverse(own: &Known<'_>, partner: &Known<'_>) -> Message {
    if own.sample.customer == partner.sample.customer {
        Message::new("proof-swap-reverse")
            .with("other", Arg::Text(machine(partner.sample)))
            .with("sample", Arg::Text(partner.sample.sample_id.to_string()))
    } else {
        Message::new("proof-swap-reverse-others")
    }
}

/// What the form says that can make the oil another one: a change of the oil, or a large or uncounted top-up.
fn changed(rules: &Rules<'_>, own: &Known<'_>, analyses: &[PointAnalysis<'_>]) -> Option<Message> {
    let history = &analyses.get(own.member.point)?.history;
    let life = history.life_of(own.member.sample).and_then(|life| history.lives.get(life))?;
    let begins = life.samples.first() == Some(&own.member.sample);
    if begins && life.start != LifeStart::FirstSample {
        return Some(Message::new("proof-swap-changed"));
    }
    let added = own.sample.top_up_l.filter(|added| *added > 0.0)?;
    let large = own.sample.sump_l.is_none_or(|sump| added * 100.0 >= sump * rules.batch.swap.top_up_percent);
    large.then(|| Message::new("proof-swap-topped-up").with("litres", Arg::Number(added, 0)))
}

/// A piece of evidence about the run.
pub(super) fn of_run(says: Message) -> Proof {
    Proof { property: None, value: None, limit: None, says }
}

/// An amount, or the limit under which it lies.
fn amount(property: PropertyId, span: Span) -> Arg {
    if span.low < span.high { Arg::Result(property, Value::Below(span.high)) } else { Arg::Of(property, span.high) }
}
