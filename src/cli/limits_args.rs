//! The words of `lubelab limits`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;

use crate::fleet::learn::{Key, Method, Rule, Shares};

use super::args::OutputFormat;
use super::reading_args::ReadingArgs;

/// What to do with limits.
#[derive(Debug, Subcommand)]
pub enum LimitsCommand {
    /// Derive caution, abnormal and critical limits for groups of like machines, and write them as a folder of rules.
    Learn(LearnArgs),
}

/// Options of `limits learn`.
#[derive(Debug, Clone, clap::Args)]
pub struct LearnArgs {
    /// Files, or folders of files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What like machines have in common, most important first; a group that is too small drops the last.
    #[arg(
        long,
        value_name = "KEYS",
        value_delimiter = ',',
        default_value = "machine_type,component,model,oil",
        value_parser = key
    )]
    pub by: Vec<Key>,
    /// Folder to write; without it, nothing is written. A folder that holds anything else is not touched.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Name of the document that holds the limits.
    #[arg(long, value_name = "NAME", default_value = "FLEET", value_parser = name)]
    pub name: String,
    /// How limits are derived: percentile where there are enough results, or robust throughout.
    #[arg(long, value_name = "METHOD", default_value = "percentile", value_parser = method)]
    pub method: Method,
    /// Per cent of the results that lie within the limits of caution, abnormal and critical.
    #[arg(long, value_name = "P,P,P", default_value = "95,98,99.5", value_parser = shares)]
    pub percent: Shares,
    /// Property whose alarms by the limits in force keep no result from teaching, because those limits do not fit these
    /// machines; several are separated by commas.
    #[arg(long, value_name = "PROPERTIES", value_delimiter = ',')]
    pub despite: Vec<String>,
    /// Share of the machines that do not teach and are judged, as 0.5.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub holdout: Option<f64>,
    /// Seed by which the machines are drawn.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "holdout")]
    pub seed: u64,
    /// How often machines are drawn anew, each time with the next seed.
    #[arg(long, value_name = "N", default_value = "1", requires = "holdout", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub repeat: u16,
    /// Folder of rules, or one laid over the rules; may be given several times.
    #[arg(long, value_name = "DIR")]
    pub standards: Vec<PathBuf>,
    /// The day to judge by, which becomes the edition of the limits; without it, today.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// How to print.
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub output_format: OutputFormat,
    /// How files are written.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

impl LearnArgs {
    /// How limits are to be derived.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        Rule { method: self.method, shares: self.percent }
    }
}

fn shares(text: &str) -> Result<Shares, String> {
    Shares::parse(text).ok_or_else(|| "expected three rising shares from 50 to below 100, as 95,98,99.5".to_owned())
}

fn key(text: &str) -> Result<Key, String> {
    Key::from_id(text.trim()).ok_or_else(|| format!("expected some of {}", Key::ALL.map(Key::id).join(", ")))
}

fn method(text: &str) -> Result<Method, String> {
    Method::from_id(text).ok_or_else(|| "expected percentile or robust".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share < 1.0 => Ok(share),
        _ => Err("expected a share between 0 and 1, as 0.5".to_owned()),
    }
}

fn name(text: &str) -> Result<String, String> {
    let name = text.trim();
    let is_plain = !name.is_empty() && name.chars().count() <= 40 && !name.chars().any(char::is_control);
    if is_plain { Ok(name.to_owned()) } else { Err("expected a name of 1 to 40 letters".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::args::Args;

    #[test]
    fn shares_keys_and_names_are_checked() {
        let ok = |words: &[&str]| {
            let all = ["lubelab", "limits", "learn", "a.csv"].iter().chain(words);
            Args::try_parse_from(all).is_ok()
        };
        assert!(ok(&[]) && ok(&["--by", "machine_type,oil", "--holdout", "0.5", "--seed", "7", "--repeat", "5"]));
        assert!(!ok(&["--by", "machine"]) && !ok(&["--method", "mean"]) && !ok(&["--name", " "]));
        assert!(!ok(&["--holdout", "0"]) && !ok(&["--holdout", "1"]) && !ok(&["--holdout", "x"]));
        assert!(!ok(&["--seed", "7"]) && !ok(&["--holdout", "0.5", "--repeat", "0"]));
    }
}
