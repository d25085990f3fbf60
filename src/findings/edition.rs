//! That an edition judges which is not in force on the day of sampling: it was asked for, and the reader must know
//! what stands in its place.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::{Arg, Message};
use crate::standards::{DocumentId, Standards, Standing};

use super::specification::Item;

/// The notices on the editions behind the limits of a specification. Without a name only editions in force are
/// chosen, so one that is not was asked for, by the sample or for the whole run.
pub(super) fn notices(items: &[Item], standards: &Standards, day: NaiveDate) -> Vec<Message> {
    let documents: BTreeSet<DocumentId> = items.iter().map(|item| standards.limit(item.limit).document).collect();
    documents.into_iter().filter_map(|document| notice(document, standards, day)).collect()
}

fn notice(id: DocumentId, standards: &Standards, day: NaiveDate) -> Option<Message> {
    let document = standards.document(id);
    let of = |message: &str| Message::new(message).with("document", Arg::Text(document.label()));
    let (on, by) = match document.standing_on(day) {
        Standing::InForce => return None,
        Standing::NotYet { from } => return Some(of("spec-not-yet").with("date", Arg::Date(from))),
        Standing::Superseded { on, by } => (on, by),
    };
    let Some(by) = by else { return Some(of("spec-superseded-alone")) };
    let successor = Arg::Text(by.to_string());
    let Some(on) = on else { return Some(of("spec-superseded-undated").with("successor", successor)) };
    let current = standards.successor(id, day).filter(|current| current.label() != *by);
    let since = current.and_then(|current| Some((current.label(), current.in_force_from?)));
    Some(match since {
        None => of("spec-superseded").with("successor", successor).with("date", Arg::Date(on)),
        Some((current, since)) => of("spec-superseded-twice")
            .with("successor", successor)
            .with("date", Arg::Date(on))
            .with("current", Arg::Text(current))
            .with("since", Arg::Date(since)),
    })
}
