//! The problems of the input files, file by file: what was lost and where.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::domain::{Arg, Effect, Problem, Sample};
use crate::report::Context;
use crate::report::words::{tell, word};

/// Problems listed per file; `problems.csv` holds all.
const LISTED_MAX: usize = 100;

/// The problems of one file.
#[derive(Debug, Clone, Serialize)]
pub struct FileProblems {
    /// The file.
    pub file: String,
    /// What was lost, counted.
    pub says: Vec<String>,
    /// True if something did not reach the results.
    pub loss: bool,
    /// In row order.
    pub problems: Vec<ProblemLine>,
    /// How many more there are; empty if none.
    pub more: String,
}

/// One problem.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemLine {
    /// Row, or nothing for a whole file or column.
    pub row: String,
    /// Column with its heading.
    pub column: String,
    /// What was lost.
    pub effect: String,
    /// What happened.
    pub says: String,
    /// Code to look up.
    pub code: &'static str,
}

/// All problems, in the order of the files.
pub(super) fn problems(context: &Context<'_>) -> Vec<FileProblems> {
    by_file(context, context.facts.problems.iter())
}

/// The problems in the rows of some samples; those of other rows may be about somebody else.
pub(super) fn problems_of<'a>(context: &Context<'_>, samples: impl Iterator<Item = &'a Sample>) -> Vec<FileProblems> {
    let rows: BTreeSet<(&str, u32)> = samples.map(|sample| (context.path(sample), sample.place.row)).collect();
    let theirs =
        |problem: &&Problem| problem.location.row.is_some_and(|row| rows.contains(&(&*problem.location.path, row)));
    by_file(context, context.facts.problems.iter().filter(theirs))
}

fn by_file<'a>(context: &Context<'_>, problems: impl Iterator<Item = &'a Problem>) -> Vec<FileProblems> {
    let mut files: Vec<(&str, Vec<&Problem>)> = Vec::new();
    let mut position: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems {
        let path = &*problem.location.path;
        let index = *position.entry(path).or_insert_with(|| {
            files.push((path, Vec::new()));
            files.len() - 1
        });
        if let Some((_, problems)) = files.get_mut(index) {
            problems.push(problem);
        }
    }
    files.into_iter().map(|(path, problems)| file(context, path, &problems)).collect()
}

fn file(context: &Context<'_>, path: &str, problems: &[&Problem]) -> FileProblems {
    let words = context.words;
    let mut effects: BTreeMap<Effect, usize> = BTreeMap::new();
    for problem in problems {
        *effects.entry(problem.effect).or_default() += 1;
    }
    let says = effects
        .iter()
        .map(|(effect, count)| {
            let args = vec![("effect", Arg::Text(effect_word(context, *effect))), ("count", Arg::Count(*count))];
            tell(words, "report-effect-count", args)
        })
        .collect();
    let left_out = problems.len().saturating_sub(LISTED_MAX);
    FileProblems {
        file: path.to_owned(),
        says,
        loss: effects.keys().any(|effect| effect.is_loss()),
        problems: problems.iter().take(LISTED_MAX).map(|problem| line(context, problem)).collect(),
        more: if left_out == 0 {
            String::new()
        } else {
            tell(words, "report-more-problems", vec![("count", Arg::Count(left_out))])
        },
    }
}

fn effect_word(context: &Context<'_>, effect: Effect) -> String {
    word(context.words, &format!("report-effect-{}", effect.id().replace('_', "-")))
}

fn line(context: &Context<'_>, problem: &Problem) -> ProblemLine {
    let at = &problem.location;
    let column = match (at.column, &at.heading) {
        (Some(column), Some(heading)) => format!("{column} “{heading}”"),
        (Some(column), None) => column.to_string(),
        (None, Some(heading)) => format!("“{heading}”"),
        (None, None) => String::new(),
    };
    ProblemLine {
        row: at.row.map(|row| row.to_string()).unwrap_or_default(),
        column,
        effect: effect_word(context, problem.effect),
        says: problem.says.clone(),
        code: problem.code.id(),
    }
}
