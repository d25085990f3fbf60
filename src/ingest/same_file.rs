//! The same content under two names adds nothing: the file whose path comes first is read, the others are noted.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Effect, Location, Problem, ProblemCode};

use super::FileOutcome;
use super::table::FileIntake;

/// Takes what they brought from all files whose bytes are those of a file with an earlier path. They stay in the
/// account, with no rows.
pub fn empty_the_later(outcomes: &mut [FileOutcome]) {
    let mut first: BTreeMap<String, Arc<str>> = BTreeMap::new();
    for source in outcomes.iter().filter_map(first_source) {
        // Empty files are all the same, and each of them is a fault of its own.
        if source.encoding.is_empty() {
            continue;
        }
        let known = first.entry(source.sha256.clone()).or_insert_with(|| source.path.clone());
        if source.path < *known {
            *known = source.path.clone();
        }
    }
    for outcome in outcomes {
        let Some((path, sha256)) = first_source(outcome).map(|source| (source.path.clone(), source.sha256.clone()))
        else {
            continue;
        };
        let Some(known) = first.get(&sha256).filter(|known| **known != path) else { continue };
        let mut empty = FileIntake::empty(path.clone(), sha256);
        empty.problems.push(Problem {
            code: ProblemCode::DuplicateFile,
            effect: Effect::Note,
            location: Location::file(path),
            says: format!("its content is that of {known}; it adds nothing"),
        });
        *outcome = FileOutcome::Read(vec![empty]);
    }
}

fn first_source(outcome: &FileOutcome) -> Option<&super::Source> {
    match outcome {
        FileOutcome::Read(tables) => tables.first().map(|table| &table.source),
        FileOutcome::Unread(_) => None,
    }
}
