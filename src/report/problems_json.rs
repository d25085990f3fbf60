//! What `lubelab check` prints as JSON: the account of each file and every problem, schema `lubelab.check/1`.

use serde::Serialize;

use crate::domain::{Effect, Problem};
use crate::ingest::{Intake, Ledger};

/// What came of reading some files.
#[derive(Debug, Serialize)]
pub struct CheckReport<'a> {
    schema: &'static str,
    files: Vec<FileLine<'a>>,
    problems: Vec<ProblemLine<'a>>,
}

#[derive(Debug, Serialize)]
struct FileLine<'a> {
    path: &'a str,
    sha256: &'a str,
    profile: &'a str,
    account: &'a Ledger,
}

#[derive(Debug, Serialize)]
struct ProblemLine<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    row: Option<u32>,
    column: Option<u32>,
    heading: Option<&'a str>,
    code: &'static str,
    effect: Effect,
    says: &'a str,
}

/// The account and the problems of what was read.
#[must_use]
pub fn problems_json(intake: &Intake) -> CheckReport<'_> {
    let files = intake.sources.iter().map(|source| FileLine {
        path: &source.path,
        sha256: &source.sha256,
        profile: &source.profile,
        account: &source.ledger,
    });
    CheckReport {
        schema: "lubelab.check/1",
        files: files.collect(),
        problems: intake.problems.iter().map(problem_line).collect(),
    }
}

fn problem_line(problem: &Problem) -> ProblemLine<'_> {
    let at = &problem.location;
    ProblemLine {
        file: &at.path,
        sheet: at.sheet.as_deref(),
        row: at.row,
        column: at.column,
        heading: at.heading.as_deref(),
        code: problem.code.id(),
        effect: problem.effect,
        says: &problem.says,
    }
}
