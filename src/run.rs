//! The only place where the stages meet: read, follow through time, judge, report.

mod causes;
mod due;
mod limits;
mod rules;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;

use crate::cli::{
    self, Args, CausesCommand, CheckArgs, Command, LimitsCommand, OutputFormat, ProfileArgs, RunArgs, Summary,
    intake_lines, problem_lines,
};
use crate::domain::{fold, one_line};
use crate::findings::{self, PointAnalysis};
use crate::fleet::{self, batch};
use crate::history;
use crate::ingest::{self, Clock, Ledger};
use crate::report::{self, Format, RunFacts};
use crate::standards::{Catalog, ConfirmError, EditionError, LoadError, Standards};

/// Done and clean.
const CLEAN: u8 = 0;
/// Done, but something was rejected or `--fail-on` was reached.
const REJECTED: u8 = 1;
/// Could not run.
const FAILED: u8 = 2;

/// Customers named where one was asked for that does not exist.
const CUSTOMERS_NAMED: usize = 12;

/// Why a run could not be done.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The standards folder cannot be used.
    #[error(transparent)]
    Standards(#[from] LoadError),
    /// Rows of limits could not be confirmed.
    #[error(transparent)]
    Confirm(#[from] ConfirmError),
    /// An edition was asked for that there is not.
    #[error("--edition: {0}")]
    Edition(#[from] EditionError),
    /// Nobody said that the rows were compared.
    #[error("{0}")]
    NotConfirmed(String),
    /// No input could be read.
    #[error(transparent)]
    Ingest(#[from] ingest::IngestError),
    /// A file given as one of inspections is none.
    #[error("--found {0}: the first row lacks the headings sample_id, cause and outcome")]
    NotInspections(String),
    /// The reports could not be written.
    #[error(transparent)]
    Report(#[from] report::ReportError),
    /// The language has no text.
    #[error("{0}")]
    Language(String),
    /// No sample is of a customer that was asked for.
    #[error("no sample is of the customer \"{asked}\"; {known}")]
    Customer {
        /// The name asked for.
        asked: String,
        /// Whose samples there are, in words.
        known: String,
    },
    /// The threads could not be started.
    #[error("could not start {threads} threads: {reason}")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system said.
        reason: String,
    },
    /// A calculation has no answer.
    #[error(transparent)]
    Calc(#[from] cli::CalcError),
    /// The code is not known.
    #[error("{0}")]
    Unknown(String),
    /// The draft of a profile could not be written.
    #[error("{}: {error}", path.display())]
    Draft {
        /// Where it was to be written.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The folder of learnt limits holds something else.
    #[error(
        "{} holds files that `limits learn` has not made, and is left as it is; name another folder with --out",
        path.display()
    )]
    NotOurs {
        /// The folder.
        path: PathBuf,
    },
    /// The folder of learnt limits could not be written; what was there before is whole or refused by the next run.
    #[error("{}: {error}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Learnt limits could not be made into text.
    #[error("the learnt limits could not be written: {0}")]
    Csv(#[from] csv::Error),
    /// Nothing was learnt.
    #[error("no limit could be learnt, and nothing is written: {0}")]
    NothingLearnt(String),
    /// Standard output could not be written.
    #[error("could not print: {0}")]
    Print(io::Error),
}

/// Where a run prints, and who can be asked.
pub struct Talk<'t> {
    /// Standard output: results.
    pub out: &'t mut dyn Write,
    /// Standard error: messages and questions.
    pub err: &'t mut dyn Write,
    /// A person's answers; `None` where nobody sits at a terminal.
    pub answers: Option<&'t mut dyn BufRead>,
}

/// What the clock says; read by nobody but the edge of the program.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// The day, used where no `--as-of` is given.
    pub today: NaiveDate,
    /// What time limits are measured by.
    pub clock: Clock,
}

/// Does what the command line says and returns the exit code. The day counts where no `--as-of` is given.
#[must_use]
pub fn run(args: Args, now: Now, mut talk: Talk<'_>) -> ExitCode {
    let command = args.command.unwrap_or_else(|| Command::Run(RunArgs::default_run()));
    let done = perform(command, now, &mut talk);
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            // Nothing is left to tell if the last words cannot be written either.
            let _ = writeln!(talk.err, "lubelab: {error}");
            ExitCode::from(FAILED)
        }
    }
}

fn perform(command: Command, now: Now, talk: &mut Talk<'_>) -> Result<u8, RunError> {
    let (out, err) = (&mut *talk.out, &mut *talk.err);
    match command {
        Command::Run(args) => run_batch(&args, now, out, err),
        Command::Check(args) => check(&args, now, out),
        Command::Due(args) => due::due(&args, now, out, err),
        Command::Profile(args) => profile(&args, now, out, err),
        Command::Limits { command: LimitsCommand::Learn(args) } => limits::learn(&args, now, out, err),
        Command::Standards { command, standards, output_format } => {
            rules::standards(&command, (&standards, output_format), now.today, talk)
        }
        Command::Calc { calculation, standards, output_format } => {
            let answer = calculation.answer(|| Standards::open(&standards, None), now.today)?;
            let text = match output_format {
                OutputFormat::Text => answer.text(),
                OutputFormat::Json => to_json(&answer.json()),
            };
            print(out, &text)?;
            Ok(CLEAN)
        }
        Command::Causes { command: CausesCommand::Score(args) } => causes::score(&args, now, out, err),
        Command::Explain { code, standards, lang } => {
            let standards = Standards::open(&standards, None)?;
            let catalog = Catalog::new(&standards, &lang).map_err(|error| RunError::Language(error.to_string()))?;
            let text = cli::explain(&code, &standards, &catalog).map_err(RunError::Unknown)?;
            print(out, &text)?;
            Ok(CLEAN)
        }
    }
}

fn run_batch(args: &RunArgs, now: Now, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, RunError> {
    let done = match args.jobs {
        None => stages(args, now)?,
        Some(jobs) => rayon::ThreadPoolBuilder::new()
            .num_threads(jobs.get())
            .build()
            .map_err(|error| RunError::Threads { threads: jobs.get(), reason: error.to_string() })?
            .install(|| stages(args, now))?,
    };
    finish(args, done, out, err)
}

/// What the stages leave to print.
struct Done {
    files: String,
    problems: String,
    summary: Summary,
}

/// The pipeline.
fn stages(args: &RunArgs, now: Now) -> Result<Done, RunError> {
    let as_of = args.as_of.unwrap_or(now.today);
    let mut standards = Standards::open(&args.standards, Some(as_of))?;
    args.edition.iter().try_for_each(|edition| standards.pin(edition))?;
    standards.decide_by(Some(args.decision_rule), Some(args.rounding));
    let catalog = Catalog::new(&standards, &args.lang).map_err(|error| RunError::Language(error.to_string()))?;
    let intake =
        causes::with_inspections(&args.paths, &args.found, &standards, &args.reading.options(as_of, now.clock))?;
    let histories = history::histories(&intake.samples, &standards);
    let mut analyses = findings::analyse(histories, &standards);
    let mut batches = batch::check(&mut analyses, &standards);
    let mut shared = fleet::compare(&mut analyses, &standards, as_of);
    findings::add_overdue(&mut analyses, as_of);
    if !args.customer.is_empty() {
        keep_customers(&mut analyses, &args.customer)?;
        batches.keep(&analyses.iter().map(|analysis| analysis.history.key.clone()).collect());
        shared.keep_customers(&args.customer);
    }
    let mut ledger = Ledger::default();
    for source in &intake.sources {
        ledger.add(&source.ledger);
    }
    let facts = RunFacts {
        as_of,
        version: env!("CARGO_PKG_VERSION"),
        sources: &intake.sources,
        problems: &intake.problems,
        problems_by_code: &intake.problems_by_code(),
        ledger: &ledger,
        batches: &batches,
        formats: &args.format,
        only_customers: &args.customer,
        shared: &shared,
        inspections: &intake.inspections,
    };
    report::write(&args.out, &facts, &analyses, &standards, &catalog)?;
    let page = if args.format.contains(&Format::Html) { args.out.join("index.html") } else { args.out.clone() };
    let summary = Summary::new(&intake, &analyses, &catalog, (&page.to_string_lossy(), as_of));
    Ok(Done { files: intake_lines(&intake), problems: problem_lines(&intake.problems, false), summary })
}

/// Leaves only the customers asked for. A name that nobody has is an error: going on would take away the reports of
/// an earlier run and put nothing in their place.
fn keep_customers(analyses: &mut Vec<PointAnalysis<'_>>, asked: &[String]) -> Result<(), RunError> {
    let customer = |analysis: &PointAnalysis<'_>| analysis.history.label.customer.clone();
    let names: BTreeMap<String, String> =
        analyses.iter().filter_map(customer).map(|name| (fold(&name), one_line(&name))).collect();
    if let Some(unknown) = asked.iter().find(|name| !names.contains_key(&fold(name))) {
        let first: Vec<&str> = names.values().take(CUSTOMERS_NAMED).map(String::as_str).collect();
        let known = match names.len() {
            0 => "no sample has a customer".to_owned(),
            count if count > first.len() => format!("there are {} and {} more", first.join(", "), count - first.len()),
            _ => format!("there are {}", first.join(", ")),
        };
        return Err(RunError::Customer { asked: one_line(unknown), known });
    }
    let wanted: Vec<String> = asked.iter().map(|name| fold(name)).collect();
    analyses.retain(|analysis| customer(analysis).is_some_and(|name| wanted.contains(&fold(&name))));
    Ok(())
}

fn finish(args: &RunArgs, done: Done, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, RunError> {
    let Done { files, problems, summary } = done;
    // Messages are a courtesy: a closed standard error does not undo a finished run.
    let _ = err.write_all(problems.as_bytes());
    match args.output_format {
        OutputFormat::Text => print(out, &format!("{files}{}", summary.text()))?,
        OutputFormat::Json => print(out, &to_json(&summary))?,
    }
    let reached = args.fail_on.is_some_and(|severity| summary.reaches(severity));
    Ok(if summary.lost_something || reached { REJECTED } else { CLEAN })
}

fn check(args: &CheckArgs, now: Now, out: &mut dyn Write) -> Result<u8, RunError> {
    let standards = Standards::open(&args.standards, None)?;
    let catalog = Catalog::new(&standards, "en").map_err(|error| RunError::Language(error.to_string()))?;
    let options = args.reading.options(args.as_of.unwrap_or(now.today), now.clock);
    let intake = ingest::read(&args.files, &standards, &options)?;
    match args.output_format {
        OutputFormat::Text => print(out, &cli::check_lines(&intake, &catalog))?,
        OutputFormat::Json => print(out, &to_json(&cli::check_json(&intake)))?,
    }
    let lost = intake.problems.iter().any(|problem| problem.effect.is_loss());
    Ok(if lost { REJECTED } else { CLEAN })
}

fn profile(args: &ProfileArgs, now: Now, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, RunError> {
    let standards = Standards::open(&args.standards, None)?;
    let surveys = ingest::survey(&args.files, &standards, &args.reading.options(now.today, now.clock))?;
    for (survey, fault) in surveys.iter().filter_map(|survey| Some((survey, survey.fault.as_ref()?))) {
        let _ = writeln!(err, "{}", one_line(&format!("{}: {fault}", survey.path)));
    }
    let readable = surveys.iter().filter(|survey| survey.fault.is_none()).count();
    if readable == 0 {
        return Ok(FAILED);
    }
    let draft = cli::draft(&surveys, &standards);
    match &args.out {
        None => print(out, &draft)?,
        Some(path) => {
            let unwritten = |error| RunError::Draft { path: path.clone(), error };
            let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
            file.and_then(|mut file| file.write_all(draft.as_bytes())).map_err(unwritten)?;
        }
    }
    Ok(if readable < surveys.len() { REJECTED } else { CLEAN })
}

fn to_json<T: serde::Serialize>(value: &T) -> String {
    // Structs of strings and numbers cannot fail to serialise; an empty object would be a visible fault.
    serde_json::to_string_pretty(value).map_or_else(|_| "{}\n".to_owned(), |text| text + "\n")
}

/// Prints, and takes a closed pipe for "enough": `lubelab … | head -1` is no error.
fn print(out: &mut dyn Write, text: &str) -> Result<(), RunError> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(RunError::Print(error)),
        Ok(()) => Ok(()),
    }
}
