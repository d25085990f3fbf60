//! `text/*.ftl`: every sentence of a report. Only the form is checked here; `Catalog` renders.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::{FluentBundle, FluentError, FluentResource};

use crate::domain::Location;

use super::Folder;
use super::toml_table::place_of;

const ENGLISH: &str = "text/en.ftl";

/// Reads `text/`, by language.
pub(super) fn read(folder: &Folder<'_>) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for (path, text) in folder.all_under("text/") {
        let language = path.trim_start_matches("text/").trim_end_matches(".ftl");
        if language.parse::<unic_langid::LanguageIdentifier>().is_err() {
            let place = Location::file(&*text.shown);
            folder.faults.report(place, format!("\"{language}\" is not a language such as en, zh, ko"));
        }
        check_form(&text.shown, text.content, folder);
        // Of sentences with one id the last is said: that of the highest layer.
        let whole: &mut String = texts.entry(language.to_owned()).or_default();
        if !whole.is_empty() {
            whole.push('\n');
        }
        whole.push_str(text.content);
    }
    texts
}

fn check_form(path: &str, source: &str, folder: &Folder<'_>) {
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                let place = place_of(path, source, error.pos.start);
                folder.faults.report(place, format!("not a sentence of Fluent: {}", error.kind));
            }
            resource
        }
    };
    let mut bundle = FluentBundle::<FluentResource>::default();
    for error in bundle.add_resource(resource).err().unwrap_or_default() {
        if let FluentError::Overriding { id, .. } = error {
            let row = message_ids(source).filter(|(_, known)| *known == id).nth(1).and_then(|(row, _)| row);
            let place = Location { row, ..Location::file(path) }.under(id);
            folder.faults.report(place, "the sentence is there twice");
        }
    }
}

/// Reports the messages of `wanted` that the folder's English does not have. Without them pages would have holes.
pub(super) fn check_sentences(folder: &Folder<'_>, wanted: &str) {
    if !folder.has(ENGLISH) {
        return;
    }
    let there: BTreeSet<&str> =
        folder.versions(ENGLISH).flat_map(|text| message_ids(text.content)).map(|(_, id)| id).collect();
    for (_, id) in message_ids(wanted).filter(|(_, id)| !id.starts_with("cause-") && !there.contains(id)) {
        folder.faults.report(Location::file(ENGLISH), format!("the sentence \"{id}\" is missing"));
    }
}

/// The ids of the messages in a text, each with its row.
pub(in crate::standards) fn message_ids(source: &str) -> impl Iterator<Item = (Option<u32>, &str)> {
    source.lines().enumerate().filter_map(|(index, line)| {
        let (id, _) = line.split_once('=')?;
        let is_id = id.starts_with(|first: char| first.is_ascii_alphabetic());
        is_id.then(|| (u32::try_from(index + 1).ok(), id.trim_end()))
    })
}

/// The English sentences, which every cause needs.
pub(super) struct English(Option<FluentBundle<FluentResource>>);

impl English {
    pub(super) fn open(folder: &Folder<'_>) -> Self {
        let mut bundle = FluentBundle::default();
        for text in folder.versions(ENGLISH) {
            let resource = match FluentResource::try_new(text.content.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self(folder.has(ENGLISH).then_some(bundle))
    }

    /// What is missing of a cause's words, as a text writes it.
    pub(super) fn missing_of_cause(&self, cause: &str) -> Vec<String> {
        // Without the file itself, which was reported, nothing more is to be said.
        let Some(bundle) = &self.0 else { return Vec::new() };
        let id = format!("cause-{cause}");
        let Some(message) = bundle.get_message(&id) else { return vec![id] };
        let mut missing = Vec::new();
        if message.value().is_none() {
            missing.push(format!("title in {id}"));
        }
        for attribute in ["action", "why"] {
            if message.get_attribute(attribute).is_none() {
                missing.push(format!("{id}.{attribute}"));
            }
        }
        missing
    }
}
