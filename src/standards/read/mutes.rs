//! What a cause explains away: the keys `explains`, `mutes`, `sets_limits_aside` and `holds` of `causes/*.toml`.
//!
//! Only a misleading sample or a harmless pattern may explain another cause away. Ids must exist, and no cause may
//! be muted by what it mutes itself: else nothing would be left to show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Location, PropertyId};

use super::super::cause::{CauseGroup, CauseRule, Mutes};
use super::super::faults::{FaultList, Read, Reported, did_you_mean};
use super::dictionary::Dictionary;
use super::toml_table::Keys;

/// Reads the keys of one cause.
pub(super) fn read(keys: &Keys<'_>, dictionary: &Dictionary, group: Read<CauseGroup>) -> Read<Mutes> {
    let explains = keys.texts("explains").and_then(|names| {
        let named = |name: &Arc<str>| {
            let found = dictionary.named(name);
            found.map_err(|says| says.map_or(Reported, |says| keys.fault("explains", says)))
        };
        names.iter().map(named).collect::<Vec<_>>().into_iter().collect::<Read<Vec<PropertyId>>>()
    });
    let (causes, aside, holds) = (keys.texts("mutes"), keys.flag("sets_limits_aside"), keys.flag("holds"));
    let mutes = Mutes { explains: explains?, causes: causes?, sets_limits_aside: aside?, holds: holds? };
    if mutes != Mutes::default() && !matches!(group?, CauseGroup::Sampling | CauseGroup::Artefact) {
        return Err(keys.fault("group", "only a cause of the groups sampling and artefact explains others away"));
    }
    let names_effect = !mutes.causes.is_empty() || mutes.sets_limits_aside;
    if names_effect == mutes.explains.is_empty() {
        let says = "explains = [ … ] goes with mutes = [ … ] or sets_limits_aside = true, and they with it";
        return Err(keys.fault(if names_effect { "mutes" } else { "explains" }, says));
    }
    Ok(mutes)
}

/// Checks the ids of all causes against each other. `known` are the ids of all files, the faulty ones too.
pub(super) fn check(rules: &[(CauseRule, Location)], known: &BTreeSet<&str>, faults: &FaultList) {
    let muted_by: BTreeMap<&str, &[Arc<str>]> =
        rules.iter().map(|(rule, _)| (&*rule.id, &*rule.mutes.causes)).collect();
    for (rule, place) in rules {
        for id in rule.mutes.causes.iter().chain(&rule.leads_to).filter(|id| !known.contains(&***id)) {
            let near = did_you_mean(id, known.iter().copied());
            faults.report(place.clone(), format!("unknown cause \"{id}\"{near}"));
        }
        if reaches(&rule.id, &muted_by) {
            let says = format!("{} would be muted by what it mutes, itself or over others", rule.id);
            faults.report(place.clone(), says);
        }
    }
}

/// True if a cause mutes itself, over any number of others.
fn reaches(id: &str, muted_by: &BTreeMap<&str, &[Arc<str>]>) -> bool {
    let mut open = vec![id];
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        for muted in muted_by.get(next).copied().unwrap_or_default() {
            if &**muted == id {
                return true;
            }
            if seen.insert(&**muted) {
                open.push(muted);
            }
        }
    }
    false
}
