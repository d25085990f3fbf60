//! The words of the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};

use crate::domain::{DecisionRule, Rounding, Severity};
use crate::report::Format;

use super::calc::Calculation;
use super::causes_args::CausesCommand;
use super::limits_args::LimitsCommand;
use super::reading_args::ReadingArgs;
use super::standards_args::StandardsCommand;

/// Reads oil-sample files of any laboratory, judges them, and writes reports.
#[derive(Debug, Parser)]
#[command(name = "lubelab", version, about, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub struct Args {
    /// What to do; without it, `run samples --out reports`.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXIT_CODES: &str = "Exit codes: 0 done and clean; 1 done, but something was rejected or --fail-on was reached; \
                          2 could not run.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read, judge and report.
    Run(RunArgs),
    /// Read and validate files; write nothing.
    Check(CheckArgs),
    /// List the samples that are overdue and those that come next.
    Due(DueArgs),
    /// Draft a layout profile from a laboratory's files, for a person to complete.
    Profile(ProfileArgs),
    /// Look at, check, compare or confirm the rules.
    Standards {
        /// What to do with it.
        #[command(subcommand)]
        command: StandardsCommand,
        /// Folder of rules, or one laid over ./standards or the rules built in; may be given several times.
        #[arg(long, value_name = "DIR", global = true)]
        standards: Vec<PathBuf>,
        /// How to print.
        #[arg(long, value_name = "FORM", default_value = "text", global = true)]
        output_format: OutputFormat,
    },
    /// Learn what is normal for groups of like machines from their own results.
    Limits {
        /// What to do.
        #[command(subcommand)]
        command: LimitsCommand,
    },
    /// Calculate: viscosity, cleanliness classes, contents; with the source of each formula.
    Calc {
        /// What to calculate.
        #[command(subcommand)]
        calculation: Calculation,
        /// Folder of rules, or one laid over ./standards or the rules built in; may be given several times.
        #[arg(long, value_name = "DIR", global = true)]
        standards: Vec<PathBuf>,
        /// How to print.
        #[arg(long, value_name = "FORM", default_value = "text", global = true)]
        output_format: OutputFormat,
    },
    /// Hold the causes found against what inspections found.
    Causes {
        /// What to do with the causes.
        #[command(subcommand)]
        command: CausesCommand,
    },
    /// Say what a problem, finding, cause or property code means.
    Explain {
        /// The code, as printed: `not-a-number`, `C03`, `over_limit:water`, `kv_40c`.
        code: String,
        /// Folder of rules, or one laid over the rules; may be given several times.
        #[arg(long, value_name = "DIR")]
        standards: Vec<PathBuf>,
        /// Language of the text.
        #[arg(long, value_name = "LANG", default_value = "en")]
        lang: String,
    },
}

/// Options of `run`.
#[derive(Debug, Clone, clap::Args)]
pub struct RunArgs {
    /// Files, or folders of files.
    #[arg(default_value = "samples", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where to write.
    #[arg(long, value_name = "DIR", default_value = "reports")]
    pub out: PathBuf,
    /// Folder of rules, or one laid over ./standards or the rules built in; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub standards: Vec<PathBuf>,
    /// Edition that judges whatever its dates, as `GB 11121=1995`; may be given several times.
    #[arg(long, value_name = "ID=EDITION")]
    pub edition: Vec<String>,
    /// The day to judge by; without it, today.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// Language of the reports.
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub lang: String,
    /// What to write.
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "html,json,csv,parquet", value_parser = format)]
    pub format: Vec<Format>,
    /// Decision rule near a limit: simple, guard-band or iso4259; a document that names a rule keeps its own.
    #[arg(long, value_name = "RULE", default_value = "simple", value_parser = decision_rule)]
    pub decision_rule: DecisionRule,
    /// Digits compared with a limit: full or limit-digits; a document that names them keeps its own.
    #[arg(long, value_name = "DIGITS", default_value = "full", value_parser = rounding)]
    pub rounding: Rounding,
    /// Exit with 1 if a machine's latest sample is at least this bad.
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub fail_on: Option<Severity>,
    /// Threads to use; without it, one per core.
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Report only on this customer; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub customer: Vec<String>,
    /// File of inspections: what was found of a cause; it may stand among the samples as well.
    #[arg(long, value_name = "FILE")]
    pub found: Vec<PathBuf>,
    /// How to print the summary.
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub output_format: OutputFormat,
    /// How files are written.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

impl RunArgs {
    /// What is run when nothing is said.
    #[must_use]
    pub fn default_run() -> Self {
        Self {
            paths: vec![PathBuf::from("samples")],
            out: PathBuf::from("reports"),
            standards: Vec::new(),
            edition: Vec::new(),
            as_of: None,
            lang: "en".to_owned(),
            format: Format::ALL.to_vec(),
            decision_rule: DecisionRule::Simple,
            rounding: Rounding::Full,
            fail_on: None,
            jobs: None,
            customer: Vec::new(),
            found: Vec::new(),
            output_format: OutputFormat::Text,
            reading: ReadingArgs::default(),
        }
    }
}

/// Options of `check`.
#[derive(Debug, Clone, clap::Args)]
pub struct CheckArgs {
    /// Files, or folders of files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Folder of rules, or one laid over the rules; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub standards: Vec<PathBuf>,
    /// The day to judge by; without it, today.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// How to print.
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub output_format: OutputFormat,
    /// How files are written.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// Options of `due`.
#[derive(Debug, Clone, clap::Args)]
pub struct DueArgs {
    /// Files, or folders of files: all samples of the machines, the last one of each decides.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The day to judge by; without it, today.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// How many days ahead to list.
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    pub within: u32,
    /// List only this customer; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub customer: Vec<String>,
    /// Folder of rules, or one laid over ./standards or the rules built in; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub standards: Vec<PathBuf>,
    /// How to print.
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub output_format: OutputFormat,
    /// How files are written.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// Options of `profile`.
#[derive(Debug, Clone, clap::Args)]
pub struct ProfileArgs {
    /// Files of one laboratory, or folders of files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where to write; without it, standard output. A file that exists is not overwritten.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Folder of rules, or one laid over ./standards or the rules built in; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub standards: Vec<PathBuf>,
    /// How files are written.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

fn severity(text: &str) -> Result<Severity, String> {
    match Severity::from_id(text) {
        Some(severity) if severity >= Severity::Caution => Ok(severity),
        _ => Err("expected caution, abnormal or critical".to_owned()),
    }
}

fn decision_rule(text: &str) -> Result<DecisionRule, String> {
    DecisionRule::from_id(text).ok_or_else(|| "expected simple, guard-band or iso4259".to_owned())
}

fn rounding(text: &str) -> Result<Rounding, String> {
    Rounding::from_id(text).ok_or_else(|| "expected full or limit-digits".to_owned())
}

fn format(text: &str) -> Result<Format, String> {
    Format::from_id(text).ok_or_else(|| format!("expected one of {}", Format::ALL.map(Format::id).join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn no_arguments_mean_the_same_as_the_defaults_of_run() {
        let Some(Command::Run(parsed)) = Args::parse_from(["lubelab", "run"]).command else {
            unreachable!("run was given")
        };
        assert_eq!(format!("{parsed:?}"), format!("{:?}", RunArgs::default_run()));
    }

    #[test]
    fn fail_on_takes_only_severities_that_are_a_concern() {
        for (text, ok) in [("caution", true), ("critical", true), ("normal", false), ("no_verdict", false)] {
            let parsed = Args::try_parse_from(["lubelab", "run", "--fail-on", text]);
            assert_eq!(parsed.is_ok(), ok, "{text}");
        }
    }
}
