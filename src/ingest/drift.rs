//! What moved in a laboratory's export since its layout profile was written: headings that the profile names and the
//! file lacks, and headings in another row. Headings that the file has and the profile does not know are told where
//! columns are resolved. The order of columns may change freely.

use std::collections::BTreeSet;

use crate::domain::{Effect, Location, Problem, ProblemCode};
use crate::standards::lab::{ColumnRule, Form, heading_key};

use super::fault::{did_you_mean, nearest};
use super::layout::Layout;

/// A note for each heading that the profile expects in every file and this one does not have, and for headings that
/// stand in another row than it says. Where a row is one
/// result, the names of results stand in cells, and no file has to have all of them.
#[must_use]
pub fn missing(layout: &Layout<'_>, form: Form, file: &Location) -> Vec<Problem> {
    let Some(profile) = layout.profile else { return Vec::new() };
    let there: BTreeSet<String> = layout.headings.iter().map(|heading| heading_key(heading)).collect();
    let known: BTreeSet<String> = profile.columns.keys().map(|name| heading_key(name)).collect();
    let is_new = |heading: &&str| !known.contains(&heading_key(heading)) && profile.ignored(heading).is_none();
    // A renamed heading is among those that the profile does not know.
    let new: Vec<&str> = layout.headings.iter().map(|heading| &**heading).filter(is_new).collect();
    let is_heading = |rule: &ColumnRule| form != Form::Long || matches!(rule, ColumnRule::Context { .. });
    let gone = |(heading, rule): &(&String, &ColumnRule)| {
        is_heading(rule) && !profile.optional.contains(*heading) && !there.contains(&heading_key(heading))
    };
    let tell = |heading: &String| Problem {
        code: ProblemCode::ProfileDrift,
        effect: Effect::Note,
        location: file.clone().under(heading.as_str()),
        says: format!(
            "the layout profile {} names this heading, and the file does not have it{}",
            profile.name,
            did_you_mean(nearest(heading, new.iter().copied()))
        ),
    };
    let moved =
        profile.heading_row.filter(|row| form != Form::Columns && *row != layout.heading_row).map(|row| Problem {
            code: ProblemCode::ProfileDrift,
            effect: Effect::Note,
            location: file.clone().at_row(layout.heading_row),
            says: format!("the headings stand here, and the layout profile {} says row {row}", profile.name),
        });
    moved.into_iter().chain(profile.columns.iter().filter(gone).map(|(heading, _)| tell(heading))).collect()
}
