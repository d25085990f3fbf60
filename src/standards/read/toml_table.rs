//! A TOML file of the standards folder, as written: keys and values with their places.
//!
//! Every key that is asked for is remembered; `finish` reports the others, so a misspelt key is never skipped
//! in silence. serde is not used because it stops at the first fault.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::{Location, Provenance};

use super::super::faults::{FaultList, Read, Reported, did_you_mean};

/// Reads a file; `None` if its form is broken, which is then reported, each break with its place.
pub(super) fn parse<'t>(path: &str, text: &'t str, faults: &FaultList) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = error.span().map_or_else(|| Location::file(path), |span| place_of(path, text, span.start));
        faults.report(place, format!("cannot be read as TOML: {}", error.message()));
    }
    errors.is_empty().then_some(table)
}

/// Row and column of a byte.
pub(super) fn place_of(path: &str, text: &str, byte: usize) -> Location {
    let before = text.get(..byte).unwrap_or(text);
    let row = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Location::file(path).at_row(number(row)).at_column(number(column))
}

/// A table of a file.
pub(super) struct Keys<'t> {
    path: &'t str,
    text: &'t str,
    faults: &'t FaultList,
    table: &'t DeTable<'t>,
    span: Range<usize>,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'t> Keys<'t> {
    /// The keys of a whole file.
    pub(super) fn of_file(
        path: &'t str,
        text: &'t str,
        table: &'t Spanned<DeTable<'t>>,
        faults: &'t FaultList,
    ) -> Self {
        Self { path, text, faults, table: table.get_ref(), span: 0..0, asked: RefCell::default() }
    }

    fn inner(&self, table: &'t DeTable<'t>, span: Range<usize>) -> Self {
        Self { path: self.path, text: self.text, faults: self.faults, table, span, asked: RefCell::default() }
    }

    /// Where the table begins.
    pub(super) fn location(&self) -> Location {
        place_of(self.path, self.text, self.span.start)
    }

    /// Where a key's value stands; the table's beginning if it has no such key.
    pub(super) fn place(&self, key: &str) -> Location {
        match self.table.get(key) {
            Some(value) => place_of(self.path, self.text, value.span().start).under(key),
            None => self.location(),
        }
    }

    /// Reports a fault of a key.
    pub(super) fn fault(&self, key: &str, says: impl Into<String>) -> Reported {
        self.faults.report(self.place(key), says)
    }

    fn get(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key)
    }

    fn wrong(&self, key: &str, value: &DeValue<'_>, wanted: &str) -> Reported {
        self.fault(key, format!("{key} must be {wanted}, and is of type {}", value.type_str()))
    }

    fn missing(&self, key: &str) -> Reported {
        self.fault(key, format!("{key} is missing"))
    }

    /// A text, or nothing where the key is left out.
    pub(super) fn text(&self, key: &'static str) -> Read<Option<Arc<str>>> {
        Ok(self.text_as_written(key)?.map(|text| Arc::from(text.trim())))
    }

    /// A text with the white space at its ends, which can matter in a prefix.
    pub(super) fn text_as_written(&self, key: &'static str) -> Read<Option<&'t str>> {
        match self.get(key).map(Spanned::get_ref) {
            None => Ok(None),
            Some(DeValue::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.wrong(key, other, "a text")),
        }
    }

    /// A text that must be there and not be empty.
    pub(super) fn required(&self, key: &'static str) -> Read<Arc<str>> {
        self.text(key)?.filter(|text| !text.is_empty()).ok_or_else(|| self.missing(key))
    }

    /// One of a closed list of words.
    pub(super) fn word<T>(&self, key: &'static str, known: &[&str], parse: impl Fn(&str) -> Option<T>) -> Read<T> {
        let text = self.required(key)?;
        parse(&text).ok_or_else(|| self.unknown(key, &text, known))
    }

    /// One of a closed list of words, or nothing where the key is left out.
    pub(super) fn optional_word<T>(
        &self,
        key: &'static str,
        known: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Read<Option<T>> {
        if self.get(key).is_none() { Ok(None) } else { self.word(key, known, parse).map(Some) }
    }

    /// Reports a word that is not on its list.
    pub(super) fn unknown(&self, key: &str, word: &str, known: &[&str]) -> Reported {
        let near = did_you_mean(word, known.iter().copied());
        self.fault(key, format!("unknown {} \"{word}\"{near}", key.replace('_', " ").trim_end_matches('s')))
    }

    /// A list of texts; empty where the key is left out.
    pub(super) fn texts(&self, key: &'static str) -> Read<Vec<Arc<str>>> {
        let items = match self.get(key).map(Spanned::get_ref) {
            None => return Ok(Vec::new()),
            Some(DeValue::Array(items)) => items,
            Some(other) => return Err(self.wrong(key, other, "a list of texts")),
        };
        let read: Vec<Read<Arc<str>>> = items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::String(text) => Ok(Arc::from(text.trim())),
                other => Err(self.wrong(key, other, "a list of texts")),
            })
            .collect();
        read.into_iter().collect()
    }

    /// A text or a list of texts; empty where the key is left out.
    pub(super) fn one_or_more(&self, key: &'static str) -> Read<Vec<Arc<str>>> {
        match self.get(key).map(Spanned::get_ref) {
            Some(DeValue::String(text)) => Ok(vec![Arc::from(text.trim())]),
            _ => self.texts(key),
        }
    }

    /// A list of words of a closed list.
    pub(super) fn words<T>(
        &self,
        key: &'static str,
        known: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Read<Vec<T>> {
        let texts = self.texts(key)?;
        let read: Vec<Read<T>> =
            texts.iter().map(|text| parse(text).ok_or_else(|| self.unknown(key, text, known))).collect();
        read.into_iter().collect()
    }

    /// A finite number, or nothing where the key is left out.
    pub(super) fn number(&self, key: &'static str) -> Read<Option<f64>> {
        let (found, text) = match self.get(key).map(Spanned::get_ref) {
            None => return Ok(None),
            Some(DeValue::Integer(number)) if number.radix() == 10 => (f64::from_str(number.as_str()), number.as_str()),
            Some(DeValue::Float(number)) => (f64::from_str(number.as_str()), number.as_str()),
            Some(other) => return Err(self.wrong(key, other, "a number")),
        };
        match found {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(self.fault(key, format!("\"{text}\" is not a finite number"))),
        }
    }

    /// A finite number that must be there.
    pub(super) fn required_number(&self, key: &'static str) -> Read<f64> {
        self.number(key)?.ok_or_else(|| self.missing(key))
    }

    /// A number of things, or nothing where the key is left out.
    pub(super) fn count<T: FromStr>(&self, key: &'static str) -> Read<Option<T>> {
        match self.get(key).map(Spanned::get_ref) {
            None => Ok(None),
            Some(DeValue::Integer(number)) if number.radix() == 10 => number
                .as_str()
                .parse()
                .map(Some)
                .map_err(|_| self.fault(key, format!("\"{}\" is not a number in range", number.as_str()))),
            Some(other) => Err(self.wrong(key, other, "a whole number")),
        }
    }

    /// `true` or `false`; false where the key is left out.
    pub(super) fn flag(&self, key: &'static str) -> Read<bool> {
        match self.get(key).map(Spanned::get_ref) {
            None => Ok(false),
            Some(DeValue::Boolean(flag)) => Ok(*flag),
            Some(other) => Err(self.wrong(key, other, "true or false")),
        }
    }

    /// A day, with or without quotation marks, or nothing where the key is left out.
    pub(super) fn date(&self, key: &'static str) -> Read<Option<NaiveDate>> {
        let text = match self.get(key).map(Spanned::get_ref) {
            None => return Ok(None),
            Some(DeValue::Datetime(date)) => date.to_string(),
            Some(DeValue::String(text)) => text.to_string(),
            Some(other) => return Err(self.wrong(key, other, "a date")),
        };
        NaiveDate::parse_from_str(&text, "%Y-%m-%d")
            .map(Some)
            .map_err(|_| self.fault(key, format!("\"{text}\" is not a date of the form 2026-07-01")))
    }

    /// The tables of a list (`[[column]]` or `[ { … } ]`); empty where the key is left out.
    pub(super) fn tables(&self, key: &'static str) -> Read<Vec<Keys<'t>>> {
        let items = match self.get(key).map(Spanned::get_ref) {
            None => return Ok(Vec::new()),
            Some(DeValue::Array(items)) => items,
            Some(other) => return Err(self.wrong(key, other, "a list of tables")),
        };
        let read: Vec<Read<Keys<'t>>> = items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::Table(table) => Ok(self.inner(table, item.span())),
                other => Err(self.wrong(key, other, "a list of tables")),
            })
            .collect();
        read.into_iter().collect()
    }

    /// A table whose keys are known; `None` where it is left out.
    pub(super) fn table(&self, key: &'static str) -> Read<Option<Keys<'t>>> {
        match self.get(key) {
            None => Ok(None),
            Some(value) => match value.get_ref() {
                DeValue::Table(table) => Ok(Some(self.inner(table, value.span()))),
                other => Err(self.wrong(key, other, "a table")),
            },
        }
    }

    /// A table whose keys are free and whose values are texts or whole numbers, in the order of its keys.
    pub(super) fn pairs(&self, key: &'static str) -> Read<Vec<(String, String, Location)>> {
        let Some(keys) = self.table(key)? else { return Ok(Vec::new()) };
        let read: Vec<Read<(String, String, Location)>> = keys
            .table
            .iter()
            .map(|(name, value)| {
                let text = match value.get_ref() {
                    DeValue::String(text) => text.trim().to_owned(),
                    DeValue::Integer(number) => number.to_string(),
                    other => return Err(keys.wrong(name.get_ref(), other, "a text or a number")),
                };
                let place = place_of(self.path, self.text, value.span().start).under(name.get_ref().as_ref());
                Ok((name.get_ref().to_string(), text, place))
            })
            .collect();
        read.into_iter().collect()
    }

    /// A source and a provenance, which every rule has.
    pub(super) fn provenance(&self) -> Read<Provenance> {
        self.word("provenance", &super::known::PROVENANCE, Provenance::from_id)
    }

    /// Reports a fault at a place of this file.
    pub(super) fn fault_at(&self, place: Location, says: impl Into<String>) -> Reported {
        self.faults.report(place, says)
    }

    /// Reports the keys that nothing asked for.
    pub(super) fn finish(&self) -> Read<()> {
        let asked = self.asked.borrow();
        let mut outcome = Ok(());
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !asked.contains(name) {
                let place = place_of(self.path, self.text, key.span().start).under(name);
                let near = did_you_mean(name, asked.iter().copied());
                outcome = Err(self.faults.report(place, format!("unknown key{near}")));
            }
        }
        outcome
    }
}
