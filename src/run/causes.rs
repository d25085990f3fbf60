//! `lubelab causes`: how well the rules of the causes did, by what inspections found; and those inspections for any run.

use std::io::Write;
use std::path::PathBuf;

use crate::cli::{self, OutputFormat, ScoreArgs, problem_lines};
use crate::domain::one_line;
use crate::fleet::{self, batch};
use crate::standards::{Catalog, Standards};
use crate::{findings, history, ingest};

use super::{CLEAN, Now, REJECTED, RunError, print, to_json};

/// Reads the samples, and the files that are said to be of inspections with them.
pub(super) fn with_inspections(
    paths: &[PathBuf],
    found: &[PathBuf],
    standards: &Standards,
    options: &ingest::Options,
) -> Result<ingest::Intake, RunError> {
    let all: Vec<PathBuf> = paths.iter().chain(found).cloned().collect();
    let intake = ingest::read(&all, standards, options)?;
    for path in found {
        let shown = path.to_string_lossy().replace('\\', "/");
        if intake.sources.iter().any(|source| *source.path == *shown && *source.profile != *ingest::INSPECTIONS) {
            return Err(RunError::NotInspections(one_line(&shown)));
        }
    }
    Ok(intake)
}

/// Prints the score of every rule that an inspection speaks of.
pub(super) fn score(args: &ScoreArgs, now: Now, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, RunError> {
    let as_of = args.as_of.unwrap_or(now.today);
    let standards = Standards::open(&args.standards, Some(as_of))?;
    let catalog = Catalog::new(&standards, "en").map_err(|error| RunError::Language(error.to_string()))?;
    let intake = with_inspections(&args.files, &args.found, &standards, &args.reading.options(as_of, now.clock))?;
    let mut analyses = findings::analyse(history::histories(&intake.samples, &standards), &standards);
    // Only the causes that it finds count here, not what it leaves unchecked.
    let _ = batch::check(&mut analyses, &standards);
    let scores = fleet::score(&analyses, &intake.inspections);
    // Messages are a courtesy, as in a run.
    let _ = err.write_all(problem_lines(&intake.problems, false).as_bytes());
    match args.output_format {
        OutputFormat::Text => print(out, &cli::score_text(&scores, &catalog))?,
        OutputFormat::Json => print(out, &to_json(&cli::score_json(&scores)))?,
    }
    let lost = intake.problems.iter().any(|problem| problem.effect.is_loss());
    Ok(if lost { REJECTED } else { CLEAN })
}
