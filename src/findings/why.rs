//! What a verdict rests on, in sentences: value, limit, edition and place in it, decision rule, precision, method,
//! trust, and which document goes before. Judges nothing.

use crate::domain::{Arg, DecisionRule, Message, Outcome, Reading, Rounding, Sample, Verdict};
use crate::standards::comparability::Relation;
use crate::standards::{DocumentKind, Limit, Standards};

use super::decision::Decisions;
use super::examine::Basis;
use super::says;
use super::side::nearest_end;

/// The sentences about a verdict of a sample, in the order in which a reader asks.
#[must_use]
pub fn why(
    standards: &Standards,
    sample: &Sample,
    (verdict, all): (&Verdict, &[Verdict]),
    basis: &Basis<'_>,
    decisions: &Decisions,
) -> Vec<Message> {
    let limit = standards.limit(verdict.limit);
    let mut said = vec![outcome(sample, verdict, limit, basis)];
    // That a result is near is in the outcome's own sentence.
    said.extend(verdict.reason.iter().filter(|reason| reason.id != "reason-near").map(|reason| (**reason).clone()));
    said.push(place(standards, limit));
    said.push(rule(standards, limit));
    said.push(precision(verdict, basis));
    said.extend(method(sample, verdict, limit, basis));
    said.push(Message::new(format!("why-trust-{}", verdict.provenance.id())));
    said.extend(standing(standards, verdict, all, decisions));
    said
}

/// How it came out, with the value and the limit.
fn outcome(sample: &Sample, verdict: &Verdict, limit: &Limit, basis: &Basis<'_>) -> Message {
    let property = verdict.property;
    let value = sample.reading(property).and_then(Reading::value);
    let reference = basis.reference.map(|new| new.value);
    let id = match (verdict.outcome, value, reference) {
        (outcome, Some(_), Some(_)) if outcome.is_judged() => format!("why-{}-change", outcome.id()),
        (Outcome::NotComparable | Outcome::NoLimit, None, _) => format!("why-{}-no-value", verdict.outcome.id()),
        (outcome, ..) => format!("why-{}", outcome.id()),
    };
    let mut said = Message::new(id)
        .with("property", Arg::Property(property))
        .with("bound", Arg::Said(Box::new(says::bound(limit))));
    if let Some(value) = value {
        let end = value.exact().and_then(|number| nearest_end(limit.compare, reference, number));
        said = said.with("value", end.map_or(Arg::Result(property, value), |end| Arg::Beside(property, value, end)));
    }
    if let Some(new) = reference {
        said = said.with("reference", Arg::Of(property, new));
    }
    said
}

/// The edition, and where the limit was seen in it.
fn place(standards: &Standards, limit: &Limit) -> Message {
    let document = standards.document(limit.document);
    let name = match document.kind {
        DocumentKind::Alarm => format!("{} ({})", document.title, document.label()),
        DocumentKind::Grade | DocumentKind::InService => document.label(),
    };
    let of = [limit.grade.as_deref(), Some(&*limit.condition)].into_iter().flatten().filter(|text| !text.is_empty());
    let row = of.collect::<Vec<_>>().join(", ");
    let id = if row.is_empty() { "why-limit" } else { "why-limit-row" };
    Message::new(id)
        .with("document", Arg::Text(name))
        .with("row", Arg::Text(row))
        .with("source", Arg::Text(limit.source.to_string()))
}

fn rule(standards: &Standards, limit: &Limit) -> Message {
    let (rule, rounding) = standards.document(limit.document).decides_by();
    let rounding = match rounding {
        Rounding::Full => "why-rounding-full",
        Rounding::LimitDigits => "why-rounding-limit",
    };
    let id = match rule {
        DecisionRule::Simple => "why-rule-simple",
        DecisionRule::GuardBand => "why-rule-guard-band",
        DecisionRule::Iso4259 => "why-rule-iso4259",
    };
    Message::new(id).with("rounding", Arg::Said(Box::new(Message::new(rounding))))
}

/// How well the method can tell the result from the limit.
fn precision(verdict: &Verdict, basis: &Basis<'_>) -> Message {
    let property = verdict.property;
    let (Some(margin), Some(known)) = (basis.decision.margin, basis.precision) else {
        return Message::new(match (basis.is_ordinal, verdict.outcome.is_judged()) {
            (true, _) => "why-precision-none",
            (false, true) => "why-precision-unknown",
            (false, false) => "why-precision-not-asked",
        });
    };
    let id = if margin.of_both { "why-precision-both" } else { "why-precision" };
    Message::new(id)
        .with("method", Arg::Text(known.method.to_string()))
        .with("oil", Arg::Said(Box::new(Message::new(format!("why-oil-{}", known.oil.id())))))
        .with("level", Arg::Of(property, margin.bound))
        .with("reproducibility", Arg::Bound(property, rounded(margin.reproducibility)))
        .with("width", Arg::Bound(property, rounded(margin.width)))
        .with("trust", Arg::Said(Box::new(Message::new(format!("why-precision-{}", known.provenance.id())))))
}

/// Three significant digits: no precision is known to more.
fn rounded(number: f64) -> f64 {
    format!("{number:.2e}").parse().unwrap_or(number)
}

/// The method, where the limit names one.
fn method(sample: &Sample, verdict: &Verdict, limit: &Limit, basis: &Basis<'_>) -> Option<Message> {
    let stated = sample.measurement(verdict.property).and_then(|measurement| sample.method(measurement));
    let is_judged = verdict.outcome.is_judged() || verdict.outcome == Outcome::Undecided;
    let id = match basis.relation {
        _ if !is_judged => return None,
        Relation::Assumed => "why-method-assumed",
        Relation::Same => "why-method-same",
        Relation::NotAsked | Relation::Open | Relation::Other => return None,
    };
    let message = Message::new(id).with("wanted", Arg::Text(limit.method.to_string()));
    Some(stated.iter().fold(message, |message, method| message.with("method", Arg::Text(method.to_string()))))
}

/// Whether this limit decides on the property, or which document does.
fn standing(standards: &Standards, verdict: &Verdict, all: &[Verdict], decisions: &Decisions) -> Option<Message> {
    if !verdict.outcome.is_judged() {
        return None;
    }
    let property = Arg::Property(verdict.property);
    if decisions.decides(verdict, standards) {
        return Some(Message::new("why-decides").with("property", property));
    }
    let winner = all.iter().find(|other| other.property == verdict.property && decisions.decides(other, standards))?;
    let (own, of_winner) = (standards.document_of(verdict.limit), standards.document_of(winner.limit));
    let id = if of_winner.precedence < own.precedence { "why-overruled" } else { "why-outweighed" };
    let message = Message::new(id).with("property", property);
    Some(message.with("document", Arg::Text(says::name_of(of_winner))))
}
