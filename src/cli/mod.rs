//! The command line: its words, and what it prints.
//!
//! Only shapes text from what the stages return; what is done when stands in `run`.

mod args;
mod calc;
mod causes_args;
mod check;
mod due;
mod explain;
mod limits;
mod limits_args;
mod profile;
mod reading_args;
mod standards_args;
mod summary;

pub use args::{Args, CheckArgs, Command, DueArgs, OutputFormat, ProfileArgs, RunArgs};
pub use calc::{Answer, CalcError, Calculation};
pub use causes_args::{CausesCommand, ScoreArgs, score_json, score_text};
pub use check::{check_json, check_lines};
pub use due::{due_json, due_lines};
pub use explain::explain;
pub use limits::{Backtest, LimitsReport};
pub use limits_args::{LearnArgs, LimitsCommand};
pub use profile::draft;
pub use reading_args::{DateOrder, DecimalSign, ReadingArgs};
pub use standards_args::{ConfirmArgs, StandardsCommand};
pub use summary::{Summary, intake_lines, problem_lines, source_line};
