//! From the files of a standards folder to [`Standards`], or to the list of all their faults.
//!
//! What a file says as written is a [`table::Row`] or [`toml_table::Keys`]; one reader per kind of file turns it
//! into the validated type. Readers go on after a fault; only a folder without any fault becomes `Standards`.

mod ageing;
mod batch;
mod bounds;
mod causes;
mod cleanliness;
mod comparability;
mod confirmed;
mod customary;
mod dictionary;
mod documents;
mod folder;
mod known;
mod labels;
mod labs;
mod lay_over;
mod limits;
mod methods;
mod months;
mod mutes;
mod names;
mod products;
mod signals;
mod table;
mod text;
mod toml_table;
mod words;

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::Standards;
use super::comparability::Comparability;
use super::faults::{FaultList, Faults};
use super::layer::{Layer, Overlay};
use super::load::Files;

use dictionary::Dictionary;
use folder::{Folder, is_for_people};

pub(super) use confirmed::COLUMNS as CONFIRMED_COLUMNS;
pub(super) use confirmed::KEY as CONFIRMED_KEY;
pub(super) use folder::{CONFIRMED, is_empty, is_whole};
pub(super) use limits::cells as limit_cells;
pub(super) use text::message_ids;

/// Reads and checks everything, the lowest layer first. `sentences` is a text whose messages the folder's English
/// must have too, causes apart: the sentences that the program says. What was confirmed after `as_of` does not count.
pub(super) fn read(layers: &[Layer], as_of: Option<NaiveDate>, sentences: Option<&str>) -> Result<Standards, Faults> {
    let faults = FaultList::default();
    let folder = Folder::open(layers, as_of, &faults);
    let mut dictionary = Dictionary::read(&folder);
    dictionary.units.customary = customary::read(&folder, &dictionary);
    let mut documents = documents::read(&folder);
    let mut confirmed = confirmed::read(&folder);
    let limits = limits::read(&folder, &dictionary, &documents, &mut confirmed);
    documents::check_use(&folder, &documents, &limits);
    confirmed::verify(&mut documents.list, &limits.list);
    if let Some(sentences) = sentences {
        text::check_sentences(&folder, sentences);
    }
    let names: Vec<&str> = layers.iter().map(|layer| &*layer.origin).collect();
    let precision = methods::read(&folder, &dictionary);
    let pairs = comparability::read(&folder, &dictionary);
    let mut standards = Standards {
        comparability: Comparability::new(&precision, &pairs),
        precision,
        batch: batch::read(&folder, &dictionary),
        causes: causes::read(&folder, &dictionary),
        cleanliness: cleanliness::read(&folder),
        labs: labs::read(&folder, &dictionary),
        products: products::read(&folder, &dictionary),
        headings: words::read_headings(&folder, &dictionary),
        words: words::read_words(&folder),
        labels: labels::read(&folder),
        months: months::read(&folder),
        drain: products::read_drain(&folder, &dictionary),
        ageing: ageing::read(&folder, &dictionary),
        intervals: products::read_intervals(&folder),
        text: text::read(&folder),
        fingerprint: layers.first().map(|layer| fingerprint(&layer.files)).unwrap_or_default(),
        origin: layers.first().map_or_else(|| Arc::from(""), |layer| layer.origin.clone()),
        overlays: Vec::new(),
        lapsed: confirmed.lapsed(),
        documents: documents.list,
        limits: limits.list,
        properties: dictionary.properties,
        units: dictionary.units,
    };
    standards.overlays = overlays(layers, &folder);
    faults.into_result(standards, &Arc::from(names.join(" + ")))
}

fn overlays(layers: &[Layer], folder: &Folder<'_>) -> Vec<Overlay> {
    let overlay = |(layer, tally): (&Layer, lay_over::Tally)| Overlay {
        origin: layer.origin.clone(),
        fingerprint: fingerprint(&layer.files),
        replacing: tally.replacing,
        added: tally.added,
    };
    layers.iter().zip(folder.tallies()).skip(1).map(overlay).collect()
}

/// SHA-256 over the paths, in order, and contents of all files; each with its length, so that nothing can move
/// from one file into the next unseen.
fn fingerprint(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (path, content) in files.iter().filter(|(path, _)| !is_for_people(path)) {
        for part in [path.as_bytes(), content] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
