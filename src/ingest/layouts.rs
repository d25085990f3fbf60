//! All layouts that are known, made ready once for all files of a run.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::domain::fold;
use crate::standards::{LabProfile, Standards};

use super::column::is_own;
use super::field::Field;
use super::heading::Dictionary;
use super::labels::Labels;
use super::layout::MOST_COLUMNS;

/// What layouts are told by.
#[derive(Debug)]
pub struct Layouts<'s> {
    /// What is known.
    pub standards: &'s Standards,
    /// The headings of all profiles, folded.
    of_profiles: BTreeSet<String>,
    /// What was said of all files, by field.
    pub given: Vec<(Field, String)>,
    /// Words for what is no result.
    pub labels: Arc<Labels>,
    /// Made when a file first needs it: the project's own form and profiles do without.
    dictionary: OnceLock<Dictionary<'s>>,
}

impl<'s> Layouts<'s> {
    /// Makes ready; `given` is what was said of all files, by field.
    #[must_use]
    pub fn new(standards: &'s Standards, given: &[(Field, String)]) -> Self {
        let headings = |profile: &'s LabProfile| {
            profile.signature.iter().chain(profile.columns.keys()).chain(profile.ignore.keys())
        };
        let of_profiles = standards.labs.iter().flat_map(headings).map(|heading| fold(heading)).collect();
        Self {
            standards,
            of_profiles,
            given: given.to_vec(),
            labels: Arc::new(Labels::new(standards)),
            dictionary: OnceLock::new(),
        }
    }

    /// The headings of all languages.
    pub fn dictionary(&self) -> &Dictionary<'s> {
        self.dictionary.get_or_init(|| Dictionary::new(self.standards, self.labels.clone()))
    }

    /// True if a field needs no column: it was said of all files, or the profile says it. A profile cannot know the
    /// day on which samples are drawn.
    #[must_use]
    pub fn is_given(&self, field: Field, profile: Option<&LabProfile>) -> bool {
        self.given.iter().any(|(given, _)| *given == field)
            || field != Field::SampledOn && profile.is_some_and(|profile| profile.constants.contains_key(field.id()))
    }

    /// How many headings the project's own form or a profile knows.
    #[must_use]
    pub fn count_known(&self, headings: &[String]) -> usize {
        let known = |heading: &&String| is_own(heading, self.standards) || self.of_profiles.contains(&fold(heading));
        headings.iter().take(MOST_COLUMNS).filter(known).count()
    }
}
