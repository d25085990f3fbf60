//! `lubelab due`: read, judge, and list what is to be sampled when. Nothing is written.

use std::io::Write;

use crate::cli::{self, DueArgs, OutputFormat, problem_lines};
use crate::findings;
use crate::fleet::due_list;
use crate::history;
use crate::ingest;
use crate::standards::{Catalog, Standards};

use super::{CLEAN, Now, REJECTED, RunError, keep_customers, print, to_json};

pub(super) fn due(args: &DueArgs, now: Now, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, RunError> {
    let as_of = args.as_of.unwrap_or(now.today);
    let standards = Standards::open(&args.standards, Some(as_of))?;
    let catalog = Catalog::new(&standards, "en").map_err(|error| RunError::Language(error.to_string()))?;
    let intake = ingest::read(&args.paths, &standards, &args.reading.options(as_of, now.clock))?;
    let mut analyses = findings::analyse(history::histories(&intake.samples, &standards), &standards);
    if !args.customer.is_empty() {
        keep_customers(&mut analyses, &args.customer)?;
    }
    let list = due_list(&analyses, as_of, args.within);
    // Messages are a courtesy: a closed standard error does not undo a finished list.
    let _ = err.write_all(problem_lines(&intake.problems, false).as_bytes());
    match args.output_format {
        OutputFormat::Text => print(out, &cli::due_lines(&list, (as_of, args.within), &catalog))?,
        OutputFormat::Json => print(out, &to_json(&cli::due_json(&list, (as_of, args.within), &catalog)))?,
    }
    let has_lost = intake.problems.iter().any(|problem| problem.effect.is_loss());
    Ok(if has_lost { REJECTED } else { CLEAN })
}
