//! `causes/*.toml`: one failure cause each, with the evidence it needs and its words in `text/en.ftl`.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Axis, Location, MachineType, Severity};

use super::super::cause::{CauseGroup, CauseRule, Clause, Exclusion};
use super::super::faults::{FaultList, Read};
use super::Folder;
use super::dictionary::Dictionary;
use super::known;
use super::mutes;
use super::names::Seen;
use super::signals;
use super::text::English;
use super::toml_table::{Keys, parse};

/// What finds a cause that no sample shows alone.
const CHECKED: [&str; 1] = ["batch"];

/// Reads `causes/`, by id.
pub(super) fn read(folder: &Folder<'_>, dictionary: &Dictionary) -> Vec<CauseRule> {
    let english = English::open(folder);
    let mut seen = Seen::default();
    let mut causes = Vec::new();
    for (path, text) in folder.under("causes/") {
        let Some(table) = parse(&text.shown, text.content, folder.faults) else { continue };
        let keys = Keys::of_file(&text.shown, text.content, &table, folder.faults);
        let stem = stem(path);
        let id = keys.required("id");
        if let Ok(id) = &id {
            if &**id != stem {
                keys.fault("id", format!("the id is \"{id}\" and the file is named \"{stem}\""));
            }
            if let Some(first) = seen.earlier(id.to_string(), keys.place("id")) {
                keys.fault("id", format!("the id is that of {first}"));
            }
            check_words(&english, id, &text.shown, folder.faults);
        }
        let place = keys.place("mutes");
        causes.extend(read_cause(&keys, id, dictionary).map(|cause| (cause, place)));
    }
    causes.sort_by(|(left, _): &(CauseRule, Location), (right, _)| left.id.cmp(&right.id));
    let known: BTreeSet<&str> = folder.under("causes/").into_keys().map(stem).collect();
    mutes::check(&causes, &known, folder.faults);
    causes.into_iter().map(|(cause, _)| cause).collect()
}

/// A cause's id by its file.
fn stem(path: &str) -> &str {
    path.trim_start_matches("causes/").trim_end_matches(".toml")
}

/// A cause without a title, an action or a reason could not be told to anybody.
fn check_words(english: &English, id: &str, path: &str, faults: &FaultList) {
    for part in english.missing_of_cause(id) {
        faults.report(Location::file(path), format!("text/en.ftl has no {part}"));
    }
}

fn read_cause(keys: &Keys<'_>, id: Read<Arc<str>>, dictionary: &Dictionary) -> Read<CauseRule> {
    let group = keys.word("group", &known::CAUSE_GROUPS, group);
    let axis = keys.word("axis", &known::axes(), Axis::from_id);
    let machines = keys.words("machines", &known::machine_types(), MachineType::from_id);
    let severity = keys.word("severity", &known::severities(), Severity::from_id);
    let provenance = keys.provenance();
    let source = keys.texts("source").and_then(|source| {
        let is_there = !source.is_empty() && source.iter().all(|text| !text.is_empty());
        if is_there { Ok(source) } else { Err(keys.fault("source", "source is missing")) }
    });
    let urgency_days = urgency(keys);
    let required = each(keys.tables("required"), |keys| finished(keys, signals::clause(keys, dictionary)));
    let of_batch = keys.optional_word("checked", &CHECKED, |word| CHECKED.contains(&word).then_some(()));
    let required = required.and_then(|required| {
        let of_batch = of_batch?.is_some();
        match (required.is_empty(), of_batch) {
            (true, true) | (false, false) => Ok(required),
            (true, false) => Err(keys.fault("required", "a cause needs [[required]] evidence")),
            (false, true) => {
                Err(keys.fault("checked", "what is found by comparing samples has no [[required]] evidence"))
            }
        }
    });
    let supporting = each(keys.tables("supporting"), |keys| finished(keys, signals::clause(keys, dictionary)));
    let excluding = each(keys.tables("excluding"), |keys| {
        let decisive = keys.flag("decisive");
        let clause = finished(keys, signals::clause(keys, dictionary));
        Ok(Exclusion { clause: clause?, decisive: decisive? })
    });
    let worse = each(keys.tables("worse"), |keys| {
        let severity = keys.word("severity", &known::severities(), Severity::from_id);
        let clause = finished(keys, signals::clause(keys, dictionary));
        Ok((severity?, clause?))
    });
    let mutes = mutes::read(keys, dictionary, group);
    let leads_to = keys.texts("leads_to");
    keys.finish()?;
    Ok(CauseRule {
        id: id?,
        group: group?,
        axis: axis?,
        machines: machines?,
        required: required?,
        supporting: supporting?,
        excluding: excluding?,
        severity: severity?,
        worse: worse?,
        urgency_days: urgency_days?,
        source: source?,
        provenance: provenance?,
        leads_to: leads_to?,
        mutes: mutes?,
    })
}

/// Reads each table, the later ones also after a fault in an earlier one.
fn each<'t, T>(tables: Read<Vec<Keys<'t>>>, read: impl Fn(&Keys<'t>) -> Read<T>) -> Read<Vec<T>> {
    let read: Vec<Read<T>> = tables?.iter().map(read).collect();
    read.into_iter().collect()
}

fn finished(keys: &Keys<'_>, clause: Read<Clause>) -> Read<Clause> {
    keys.finish()?;
    clause
}

fn urgency(keys: &Keys<'_>) -> Read<[Option<u32>; 3]> {
    let Some(days) = keys.table("urgency_days")? else { return Ok([None; 3]) };
    let [caution, abnormal, critical] = ["caution", "abnormal", "critical"].map(|key| days.count::<u32>(key));
    days.finish()?;
    Ok([caution?, abnormal?, critical?])
}

fn group(word: &str) -> Option<CauseGroup> {
    Some(match word {
        "wear" => CauseGroup::Wear,
        "contamination" => CauseGroup::Contamination,
        "degradation" => CauseGroup::Degradation,
        "filter" => CauseGroup::Filter,
        "sampling" => CauseGroup::Sampling,
        "artefact" => CauseGroup::Artefact,
        _ => return None,
    })
}
