//! All layouts that are known, made ready once for all files of a run.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::domain::fold;
use crate::standards::{LabProfile, Standards};

use super::column::is_own;
use super::heading::Dictionary;
use super::layout::MOST_COLUMNS;

/// What layouts are told by.
#[derive(Debug)]
pub struct Layouts<'s> {
    /// What is known.
    pub standards: &'s Standards,
    /// The headings of all profiles, folded.
    of_profiles: BTreeSet<String>,
    /// Made when a file first needs it: the project's own form and profiles do without.
    dictionary: OnceLock<Dictionary<'s>>,
}

impl<'s> Layouts<'s> {
    /// Makes ready.
    #[must_use]
    pub fn new(standards: &'s Standards) -> Self {
        let headings = |profile: &'s LabProfile| {
            profile.signature.iter().chain(profile.columns.keys()).chain(profile.ignore.keys())
        };
        let of_profiles = standards.labs.iter().flat_map(headings).map(|heading| fold(heading)).collect();
        Self { standards, of_profiles, dictionary: OnceLock::new() }
    }

    /// The headings of all languages.
    pub fn dictionary(&self) -> &Dictionary<'s> {
        self.dictionary.get_or_init(|| Dictionary::new(self.standards))
    }

    /// How many headings the project's own form or a profile knows.
    #[must_use]
    pub fn count_known(&self, headings: &[String]) -> usize {
        let known = |heading: &&String| is_own(heading, self.standards) || self.of_profiles.contains(&fold(heading));
        headings.iter().take(MOST_COLUMNS).filter(known).count()
    }
}
