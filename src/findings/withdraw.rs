//! What would change a finding: the result, the test or the fact by which it would be withdrawn or sharpened.
//!
//! It is read off the finding and its rule, never off a list of phrases: the limits that it rests on, what its cause
//! requires, and what would exclude the cause and is not known yet.

use std::collections::BTreeSet;

use crate::domain::{Arg, Finding, FindingKind, Message, PropertyId};
use crate::standards::Standards;
use crate::standards::cause::{CauseRule, Signal};

use super::says;

/// What would change a finding, strongest first.
#[must_use]
pub fn would_change(standards: &Standards, finding: &Finding) -> Vec<Message> {
    let id = finding.kind.id();
    match finding.kind {
        FindingKind::OverLimit | FindingKind::OffGrade => {
            limits(standards, finding, &format!("withdraw-{}", id.replace('_', "-")))
        }
        FindingKind::Cause => match standards.causes.iter().find(|rule| *rule.id == *finding.code) {
            Some(rule) => of_cause(finding, rule),
            None => Vec::new(),
        },
        FindingKind::Rising => of_properties(finding, "withdraw-rising"),
        FindingKind::Drain => of_properties(finding, "withdraw-drain"),
        FindingKind::Quality | FindingKind::Lot => vec![Message::new(format!("withdraw-{id}"))],
    }
}

/// One sentence for each limit that the finding rests on.
fn limits(standards: &Standards, finding: &Finding, id: &str) -> Vec<Message> {
    let mut told: BTreeSet<PropertyId> = BTreeSet::new();
    let mut messages = Vec::new();
    for (property, limit) in finding.because.iter().filter_map(|proof| Some((proof.property?, proof.limit?))) {
        if told.insert(property) {
            let bound = says::bound(standards.limit(limit));
            let message = Message::new(id).with("property", Arg::Property(property));
            messages.push(message.with("bound", Arg::Said(Box::new(bound))));
        }
    }
    messages
}

fn of_properties(finding: &Finding, id: &str) -> Vec<Message> {
    let properties: BTreeSet<PropertyId> = finding.because.iter().filter_map(|proof| proof.property).collect();
    if properties.is_empty() {
        return Vec::new();
    }
    vec![Message::new(id).with("properties", Arg::Properties(properties.into_iter().collect()))]
}

fn of_cause(finding: &Finding, rule: &CauseRule) -> Vec<Message> {
    let shown: BTreeSet<PropertyId> = finding.because.iter().filter_map(|proof| proof.property).collect();
    let required: BTreeSet<PropertyId> =
        rule.required.iter().flat_map(|clause| &clause.any).filter_map(Signal::property).collect();
    let rests_on: Vec<PropertyId> = required.intersection(&shown).copied().collect();
    let mut messages = Vec::new();
    if rests_on.is_empty() {
        messages.push(Message::new("withdraw-cause-form"));
    } else {
        messages.push(Message::new("withdraw-cause").with("properties", Arg::Properties(rests_on)));
    }
    // What would exclude the cause and was not tested; what is known has spoken already.
    let open = |signal: &&Signal| signal.property().is_some_and(|property| finding.missing.contains(&property));
    for exclusion in &rule.excluding {
        for signal in exclusion.clause.any.iter().filter(open) {
            let id = if exclusion.decisive { "withdraw-excluded" } else { "withdraw-doubtful" };
            messages.push(Message::new(id).with("sign", Arg::Said(Box::new(signal.says()))));
        }
    }
    messages.push(
        Message::new("withdraw-confirm")
            .with("how", Arg::Said(Box::new(Message::new(format!("cause-{}.confirm", rule.id))))),
    );
    messages
}
