//! The command line: its words, and what it prints.
//!
//! Only shapes text from what the stages return; what is done when stands in `run`.

mod args;
mod calc;
mod causes_args;
mod check;
mod explain;
mod profile;
mod standards_args;
mod summary;

pub use args::{Args, CheckArgs, Command, DateOrder, DecimalSign, OutputFormat, ProfileArgs, ReadingArgs, RunArgs};
pub use calc::{Answer, CalcError, Calculation};
pub use causes_args::{CausesCommand, ScoreArgs, score_json, score_text};
pub use check::{check_json, check_lines};
pub use explain::explain;
pub use profile::draft;
pub use standards_args::{ConfirmArgs, StandardsCommand};
pub use summary::{Summary, intake_lines, problem_lines, source_line};
