//! A root and its effect as one sentence: dirt gets in, and the bearing answers with wear.
//!
//! Which cause leads to which is data (`leads_to` in `causes/`). What began before its supposed root is no effect of it.

use crate::domain::{Arg, Finding, FindingKind, Joined, Message};
use crate::standards::Standards;

/// The pairs of root and effect among the findings of a sample, worst root first.
pub(super) fn find(findings: &[Finding], standards: &Standards) -> Vec<Joined> {
    let mut joined = Vec::new();
    let causes = || findings.iter().filter(|finding| finding.kind == FindingKind::Cause);
    for root in causes() {
        let rule = standards.causes.iter().find(|rule| *rule.id == *root.code);
        let leads_to = rule.map(|rule| rule.leads_to.as_slice()).unwrap_or_default();
        for effect in causes().filter(|effect| leads_to.iter().any(|id| **id == *effect.code)) {
            joined.extend(pair(root, effect));
        }
    }
    joined
}

fn pair(root: &Finding, effect: &Finding) -> Option<Joined> {
    let named = |id: &str| {
        let message = Message::new(id).with("root", Arg::Said(Box::new(root.title.clone())));
        message.with("effect", Arg::Said(Box::new(effect.title.clone())))
    };
    let says = match root.since.zip(effect.since) {
        Some((first, then)) if first > then => return None,
        Some((first, then)) if first < then => {
            named("joined-after").with("since", Arg::Date(first)).with("then", Arg::Date(then))
        }
        Some((first, _)) => named("joined-since").with("since", Arg::Date(first)),
        None => named("joined-together"),
    };
    Some(Joined { root: root.code.clone(), effect: effect.code.clone(), says })
}
