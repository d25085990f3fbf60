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
        FindingKind::Quality | FindingKind::Lot | FindingKind::Schedule => vec![Message::new(format!("withdraw-{id}"))],
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
    for (decisive, id) in [(true, "withdraw-excluded"), (false, "withdraw-doubtful")] {
        messages.extend(untested(finding, rule, decisive).map(|sign| Message::new(id).with("sign", said(sign))));
    }
    messages
        .push(Message::new("withdraw-confirm").with("how", said(Message::new(format!("cause-{}.confirm", rule.id)))));
    messages
}

/// What would exclude the cause and was not tested, one sign for each test; what is known has spoken already.
fn untested(finding: &Finding, rule: &CauseRule, decisive: bool) -> Option<Message> {
    let mut told: BTreeSet<PropertyId> = BTreeSet::new();
    let signals = rule.excluding.iter().filter(|held| held.decisive == decisive).flat_map(|held| &held.clause.any);
    let open = signals.filter(|signal| {
        signal.property().is_some_and(|property| finding.missing.contains(&property) && told.insert(property))
    });
    let or = |one: Message, other: Message| Message::new("signal-or").with("one", said(one)).with("other", said(other));
    open.map(Signal::says).reduce(or)
}

fn said(message: Message) -> Arg {
    Arg::Said(Box::new(message))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::{hydraulic, last, press};
    use super::*;

    #[test]
    fn a_limit_is_withdrawn_by_a_result_inside_it() {
        let (standards, ..) = hydraulic();
        let analysis = last(&standards, &press(&standards, "fe", &["25", "40"]));
        let changes = would_change(&standards, &analysis.findings[0]);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].id, "withdraw-over-limit");
    }

    #[test]
    fn a_cause_says_what_was_not_tested_and_would_rule_it_out_each_test_once() {
        let standards = Standards::built_in().unwrap();
        let rule = standards.causes.iter().find(|rule| &*rule.id == "C03").unwrap();
        let (fixture, ..) = hydraulic();
        let mut finding = last(&fixture, &press(&fixture, "fe", &["40"])).findings.remove(0);
        finding.kind = FindingKind::Cause;
        finding.code = "C03".to_owned();
        let of = |names: &[&str]| names.iter().filter_map(|name| standards.find_property(name)).collect::<Vec<_>>();
        finding.missing = of(&["na", "mg"]);
        let both = untested(&finding, rule, true).map(|message| message.id);
        assert_eq!(both.as_deref(), Some("signal-or"));
        finding.missing = of(&["na"]);
        assert_eq!(untested(&finding, rule, true).map(|message| message.args.len()), Some(1));
        finding.missing.clear();
        assert_eq!(untested(&finding, rule, true), None);
        let ids: Vec<String> = would_change(&standards, &finding).into_iter().map(|message| message.id).collect();
        assert_eq!(ids.last().map(String::as_str), Some("withdraw-confirm"));
    }
}
