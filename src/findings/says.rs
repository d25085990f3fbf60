//! The sentences of evidence that several finders share.

use crate::domain::{Arg, Code, Message, Outcome, Proof, PropertyId, Recall, Value, Verdict};
use crate::standards::{Compare, Document, DocumentKind, Limit};

use super::side::nearest_end;
use super::subject::Subject;

/// What a limit allows, in words: "at most 0.1 %".
pub(super) fn bound(limit: &Limit) -> Message {
    let property = limit.property;
    let of = |number: f64| Arg::Bound(property, number);
    let plain = |number: f64| Arg::Number(number, plain_decimals(number));
    let class = |code: Code| Arg::Result(property, Value::Code(code));
    if !limit.comparable {
        return Message::new("proof-bound-as-written").with("limit", Arg::Text(limit.written.clone()));
    }
    match limit.compare {
        Compare::AtMost(high) => Message::new("proof-bound-at-most").with("high", of(high)),
        Compare::Below(high) => Message::new("proof-bound-below").with("high", of(high)),
        Compare::AtLeast(low) => Message::new("proof-bound-at-least").with("low", of(low)),
        Compare::Above(low) => Message::new("proof-bound-above").with("low", of(low)),
        Compare::Within(low, high) => Message::new("proof-bound-within").with("low", of(low)).with("high", of(high)),
        Compare::WithinBelow(low, high) => {
            Message::new("proof-bound-within-below").with("low", of(low)).with("high", of(high))
        }
        Compare::ClassAtMost(code) => Message::new("proof-bound-class").with("code", class(code)),
        Compare::CodeAtMost(code) => Message::new("proof-bound-class").with("code", class(Code::Iso4406(code))),
        Compare::ChangeWithinPercent(low, high) if low <= -100.0 => {
            Message::new("proof-bound-rise-percent").with("high", plain(high))
        }
        Compare::ChangeWithinPercent(low, high) => {
            Message::new("proof-bound-change-percent").with("low", plain(low)).with("high", plain(high))
        }
        Compare::ChangeAtMost(high) => Message::new("proof-bound-change-at-most").with("high", of(high)),
        Compare::ChangeBelow(high) => Message::new("proof-bound-change-below").with("high", of(high)),
        Compare::ChangeAtLeast(low) => Message::new("proof-bound-change-at-least").with("low", of(low)),
        Compare::PercentOfNewAtLeast(low) => Message::new("proof-bound-percent-of-new").with("low", plain(low)),
        Compare::Pass => Message::new("proof-bound-pass"),
        Compare::AtMostTrace(_) => Message::new("proof-bound-trace"),
        Compare::AtMostNone(_) => Message::new("proof-bound-none"),
        Compare::Report => Message::new("proof-bound-report"),
    }
}

/// Decimals that a percentage needs: as many as it is written with, up to two.
fn plain_decimals(number: f64) -> u8 {
    (0..2).find(|decimals| (number * 10_f64.powi(i32::from(*decimals))).fract().abs() < 1e-9).unwrap_or(2)
}

/// A document as evidence names it: a standard by its label, a list of ours by its title.
pub(super) fn name_of(document: &Document) -> String {
    if document.kind == DocumentKind::Alarm { document.title.to_string() } else { document.label() }
}

/// A property outside a limit: value, bound, document; where the limit is on a change, the new oil too.
pub(super) fn outside(subject: &Subject<'_, '_>, verdict: &Verdict) -> Proof {
    let limit = subject.standards.limit(verdict.limit);
    let document = subject.standards.document_of(verdict.limit);
    let value = subject.value(verdict.property);
    let reference = subject.reference(verdict.property).filter(|_| limit.compare.needs_reference());
    let id = match (reference, verdict.outcome) {
        (_, Outcome::NearFail) if limit.recall == Some(Recall::Weak) => "proof-over-unconfirmed",
        (Some(_), Outcome::NearFail) => "proof-over-change-near",
        (None, Outcome::NearFail) => "proof-over-near",
        (Some(_), Outcome::NearPass) => "proof-guarded-change",
        (None, Outcome::NearPass) => "proof-guarded",
        (Some(_), _) => "proof-over-change",
        (None, _) => "proof-over",
    };
    let mut says = Message::new(id)
        .with("property", Arg::Property(verdict.property))
        .with("value", value.map_or_else(|| Arg::Text(String::new()), |value| beside(subject, verdict, value)))
        .with("bound", Arg::Said(Box::new(bound(limit))))
        .with("document", Arg::Text(name_of(document)));
    if let Some(new) = reference {
        says = says.with("reference", Arg::Of(verdict.property, new));
    }
    Proof { property: Some(verdict.property), value, limit: Some(verdict.limit), says }
}

/// A result in as many digits as it takes to see on which side of its limit it lies.
pub(super) fn beside(subject: &Subject<'_, '_>, verdict: &Verdict, value: Value) -> Arg {
    let limit = subject.standards.limit(verdict.limit);
    let bound =
        value.exact().and_then(|number| nearest_end(limit.compare, subject.reference(verdict.property), number));
    bound.map_or(Arg::Result(verdict.property, value), |bound| Arg::Beside(verdict.property, value, bound))
}

/// A piece of evidence about a property's result.
pub(super) fn seen(subject: &Subject<'_, '_>, property: PropertyId, id: &str) -> Proof {
    let value = subject.value(property);
    let mut says = Message::new(id).with("property", Arg::Property(property));
    if let Some(value) = value {
        says = says.with("value", Arg::Result(property, value));
    }
    Proof { property: Some(property), value, limit: None, says }
}

/// A piece of evidence from the sample's form.
pub(super) fn of_form(says: Message) -> Proof {
    Proof { property: None, value: None, limit: None, says }
}

impl Proof {
    /// The same piece with one more argument to its sentence.
    pub(super) fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.says = self.says.with(name, arg);
        self
    }
}
