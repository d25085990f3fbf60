//! The faults of a standards folder: found all at once, each with its place and, where one is near, the word
//! that was probably meant.
//!
//! Readers report to a [`FaultList`] and go on; what they could not read is `Err(Reported)`, so that no fault is
//! told twice and no reader stops at the first.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use crate::domain::{Effect, Location, Problem, ProblemCode, fold};

/// All faults of a standards folder, in the order of its files and rows. Never empty.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct Faults {
    origin: Arc<str>,
    problems: Vec<Problem>,
}

impl Faults {
    /// The faults, by file, row and column.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The folder's name as given, or `built in`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, s) = (self.problems.len(), if self.problems.len() == 1 { "" } else { "s" });
        write!(f, "{count} fault{s} in the standards folder ({}):", self.origin)?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n{problem}"))
    }
}

/// The fault is on the list already; there is nothing more to say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reported;

/// Something read from a file, or a fault that was reported.
pub(super) type Read<T> = Result<T, Reported>;

/// Collects faults while a folder is read.
#[derive(Debug, Default)]
pub(super) struct FaultList {
    problems: RefCell<Vec<Problem>>,
}

impl FaultList {
    /// Reports a fault.
    pub(super) fn report(&self, location: Location, says: impl Into<String>) -> Reported {
        let says = says.into();
        self.problems.borrow_mut().push(Problem {
            code: ProblemCode::Standards,
            effect: Effect::FileRejected,
            location,
            says,
        });
        Reported
    }

    /// The result, if nothing was reported.
    pub(super) fn into_result<T>(self, value: T, origin: &Arc<str>) -> Result<T, Faults> {
        let mut problems = self.problems.into_inner();
        if problems.is_empty() {
            return Ok(value);
        }
        problems.sort_by(|left, right| (&left.location, &left.says).cmp(&(&right.location, &right.says)));
        problems.dedup();
        Err(Faults { origin: origin.clone(), problems })
    }
}

/// `, did you mean "water"?` if one of the known words is near the word found, else nothing.
pub(super) fn did_you_mean<'k>(found: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(found, known).map_or_else(String::new, |near| format!(", did you mean \"{near}\"?"))
}

/// The known word nearest to the word found, if it is near enough to be a slip of the pen: a third of the
/// letters may differ, one at least.
pub(super) fn nearest<'k>(found: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let folded = fold(found);
    if folded.is_empty() {
        return None;
    }
    let distance = |word: &str| {
        let word = fold(word);
        let letters = folded.chars().count().max(word.chars().count());
        let distance = strsim::damerau_levenshtein(&folded, &word);
        (distance <= (letters / 3).max(1)).then_some(distance)
    };
    known.into_iter().filter_map(|word| Some((distance(word)?, word))).min().map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_word_and_another_word_does_not() {
        let known = ["water", "fe", "kv_40c", "kv_100c"];
        assert_eq!(did_you_mean("watr", known), ", did you mean \"water\"?");
        assert_eq!(did_you_mean("KV_40", known), ", did you mean \"kv_40c\"?");
        assert_eq!(did_you_mean("soot", known), "");
        assert_eq!(did_you_mean("", known), "");
    }

    #[test]
    fn faults_are_listed_in_the_order_of_files_and_rows() {
        let list = FaultList::default();
        list.report(Location::file("b.csv").at_row(2), "second");
        list.report(Location::file("a.csv").at_row(10), "first");
        let faults = list.into_result((), &Arc::from("here")).err().map(|faults| faults.to_string());
        let expected =
            "2 faults in the standards folder (here):\na.csv:10: first [standards]\nb.csv:2: second [standards]";
        assert_eq!(faults.as_deref(), Some(expected));
    }
}
