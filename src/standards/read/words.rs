//! `headings.csv` and `words.csv`: how laboratories name columns and what they write into cells.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Rating, fold};

use super::super::faults::{Read, did_you_mean};
use super::super::property::{HeadingMeaning, HeadingTarget, Word};
use super::Folder;
use super::dictionary::Dictionary;
use super::known;
use super::table::Row;

const HEADING_COLUMNS: [&str; 5] = ["heading", "language", "property", "unit", "method"];
const WORD_COLUMNS: [&str; 4] = ["word", "language", "means", "confidence"];

/// `headings.csv`, by folded heading.
pub(super) fn read_headings(folder: &Folder<'_>, dictionary: &Dictionary) -> BTreeMap<String, HeadingMeaning> {
    let mut headings = BTreeMap::new();
    let Some(table) = folder.table("headings.csv", &HEADING_COLUMNS, &["heading"]) else { return headings };
    let mut rows = BTreeMap::new();
    for row in table.rows() {
        let Ok((heading, meaning)) = read_heading(row, dictionary) else { continue };
        let key = fold(&heading);
        match headings.get(&key) {
            Some(known) if *known != meaning => {
                let first: Option<&crate::domain::Location> = rows.get(&key);
                let first = first.map_or_else(String::new, ToString::to_string);
                row.fault("heading", format!("\"{heading}\" means something else in {first}"));
            }
            Some(_) => {}
            None => {
                rows.insert(key.clone(), row.location());
                headings.insert(key, meaning);
            }
        }
    }
    headings
}

fn read_heading(row: Row<'_>, dictionary: &Dictionary) -> Read<(Arc<str>, HeadingMeaning)> {
    let heading = row.required("heading");
    let target = match row.text("property").strip_prefix('@') {
        Some(field) if known::CONTEXT.contains(&field) => Ok(HeadingTarget::Context(Arc::from(field))),
        Some(field) => {
            let near = did_you_mean(field, known::CONTEXT);
            Err(row.fault("property", format!("unknown context field \"@{field}\"{near}")))
        }
        None => dictionary.property(row, "property").map(HeadingTarget::Property),
    };
    let unit = if row.text("unit").is_empty() { Ok(None) } else { dictionary.unit(row, "unit").map(Some) };
    let method = Some(row.text("method")).filter(|method| !method.is_empty()).map(Arc::from);
    Ok((heading?, HeadingMeaning { target: target?, unit: unit?, method }))
}

/// `words.csv`, by folded word.
pub(super) fn read_words(folder: &Folder<'_>) -> BTreeMap<String, Word> {
    let mut words = BTreeMap::new();
    let Some(table) = folder.table("words.csv", &WORD_COLUMNS, &["word"]) else { return words };
    for row in table.rows() {
        let word = row.required("word");
        let meaning = row.word("means", &known::word_meanings(), meaning);
        let (Ok(word), Ok(meaning)) = (word, meaning) else { continue };
        match words.insert(fold(&word), meaning) {
            Some(earlier) if earlier != meaning => {
                row.fault("word", format!("\"{word}\" has another meaning further up"));
            }
            _ => {}
        }
    }
    words
}

/// What a word of `words.csv` and `labs/*.toml` means.
pub(super) fn meaning(id: &str) -> Option<Word> {
    Some(match id {
        "not_tested" => Word::NotTested,
        "not_detected" => Word::NotDetected,
        "yes" => Word::Yes,
        "no" => Word::No,
        rating => Word::Rating(Rating::from_id(rating)?),
    })
}
