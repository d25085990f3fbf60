//! The words of `lubelab standards`.

use chrono::NaiveDate;
use clap::Subcommand;

/// What to do with the rules.
#[derive(Debug, Subcommand)]
pub enum StandardsCommand {
    /// List every fault of every file.
    Check,
    /// List the documents with their editions.
    List,
    /// Show the limits of a document, grade or property, or a cause.
    Show {
        /// `GB 11121-2006`, `C03`, `kv_40c`.
        id: String,
        /// Only this grade.
        #[arg(long)]
        grade: Option<String>,
    },
    /// Show what two editions limit differently.
    Diff {
        /// The old edition, `GB 11121-1995`.
        old: String,
        /// The new edition, `GB 11121-2006`.
        new: String,
        /// Only this grade.
        #[arg(long)]
        grade: Option<String>,
    },
    /// Put a name to rows that were held against the printed standard.
    Confirm(ConfirmArgs),
}

/// Options of `standards confirm`.
#[derive(Debug, Clone, clap::Args)]
pub struct ConfirmArgs {
    /// The edition, `GB 11121-2006`.
    pub id: String,
    /// Who compared the rows: name and laboratory.
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// The day of the comparison; without it, today.
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
    /// Only the rows of this grade.
    #[arg(long)]
    pub grade: Option<String>,
    /// Only the rows of this property, `kv_100c`.
    #[arg(long)]
    pub property: Option<String>,
    /// Do not ask: every row shown was compared.
    #[arg(long)]
    pub yes: bool,
}
