//! `lubelab causes`: how well the rules for causes do.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::json;

use crate::fleet::RuleScore;
use crate::standards::Catalog;

use super::args::OutputFormat;
use super::reading_args::ReadingArgs;

/// What to do with the causes.
#[derive(Debug, Subcommand)]
pub enum CausesCommand {
    /// Hold the causes found against what inspections found: hits, misses and false alarms, rule by rule.
    Score(ScoreArgs),
}

/// Options of `causes score`.
#[derive(Debug, Clone, clap::Args)]
pub struct ScoreArgs {
    /// Files of samples, or folders of files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// File of inspections: one sample, one cause, and whether it was confirmed or refuted, in each row.
    #[arg(long, value_name = "FILE")]
    pub found: Vec<PathBuf>,
    /// Folder of rules, or one laid over ./standards or the rules built in; may be given several times.
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

/// The scores for people.
#[must_use]
pub fn score_text(scores: &[RuleScore], catalog: &Catalog) -> String {
    if scores.is_empty() {
        return "no inspection speaks about a cause of these samples; give them by --found FILE\n".to_owned();
    }
    let share = |share: Option<f64>, of: usize| {
        share.map_or_else(|| "-".to_owned(), |share| format!("{:.0} % of {of}", share * 100.0))
    };
    let mut table = comfy_table::Table::new();
    table.load_preset(comfy_table::presets::NOTHING);
    table.set_header(["cause", "hits", "misses", "false alarms", "rightly silent", "precision", "recall", ""]);
    for score in scores {
        table.add_row([
            score.cause.to_string(),
            score.hits.to_string(),
            score.misses.to_string(),
            score.false_alarms.to_string(),
            score.rightly_silent.to_string(),
            share(score.precision(), score.hits + score.false_alarms),
            share(score.recall(), score.hits + score.misses),
            catalog.words(&format!("cause-{}", score.cause)),
        ]);
    }
    let text = table.to_string();
    text.lines().map(str::trim_end).fold(String::new(), |shown, line| shown + line + "\n")
}

/// The scores for programs.
#[must_use]
pub fn score_json(scores: &[RuleScore]) -> serde_json::Value {
    let rule = |score: &RuleScore| {
        json!({
            "cause": &*score.cause,
            "inspections": score.inspections(),
            "hits": score.hits,
            "misses": score.misses,
            "false_alarms": score.false_alarms,
            "rightly_silent": score.rightly_silent,
            "precision": score.precision(),
            "recall": score.recall(),
        })
    };
    json!({ "rules": scores.iter().map(rule).collect::<Vec<_>>() })
}
