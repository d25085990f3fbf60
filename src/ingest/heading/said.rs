//! What each column was taken for, and why: for people who check a layout before they trust it.

use std::sync::Arc;

use serde::Serialize;

use crate::domain::Location;
use crate::standards::Standards;

use super::super::labels::Labels;
use super::columns::columns;
use super::dictionary::Dictionary;

/// What one column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSaid {
    /// The heading as it stands in the file.
    pub heading: Arc<str>,
    /// What it means: a property's id, or `@` and a field of the form. Given also where the column is not read.
    pub taken_as: Option<String>,
    /// UCUM symbol of its unit.
    pub unit: Option<String>,
    /// The test method that the heading names.
    pub method: Option<Arc<str>>,
    /// True if the unit is the customary one, because nothing in the file says it.
    pub assumed: bool,
    /// True if its cells are read.
    pub read: bool,
    /// Why it was taken so, or not at all.
    pub why: String,
}

/// A unit that the file does not say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AssumedUnit {
    /// The heading as it stands in the file.
    pub heading: String,
    /// The property.
    pub property: String,
    /// UCUM symbol of the customary unit.
    pub unit: String,
}

/// What the headings of one table mean, with no file around them.
#[must_use]
pub fn explain(headings: &[&str], standards: &Standards) -> Vec<ColumnSaid> {
    let headings: Vec<Arc<str>> = headings.iter().map(|heading| Arc::from(*heading)).collect();
    let dictionary = Dictionary::new(standards, Arc::new(Labels::new(standards)));
    columns(&headings, None, &dictionary, &Location::file("").at_row(1)).said
}
