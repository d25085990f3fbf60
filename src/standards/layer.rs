//! Standards folders laid over each other: the rules of the program below, a laboratory's own changes above.
//!
//! Only what a layer is and what a reader is told about it stands here. How the files of several layers become one
//! set of rules is the business of `read`, where they come from that of `load`.

use std::sync::Arc;

use super::load::Files;

/// The files of one folder.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The folder as it was named, or `built in`.
    pub origin: Arc<str>,
    /// What it holds.
    pub files: Files,
}

/// A folder that was laid over the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// The folder as it was named.
    pub origin: Arc<str>,
    /// SHA-256 over names and contents of its files, hexadecimal.
    pub fingerprint: String,
    /// How many of its rows stand in the place of rows below it.
    pub replacing: usize,
    /// How many of its rows are beside those below it.
    pub added: usize,
}
