//! The command line: its words, and what it prints.
//!
//! Only shapes text from what the stages return; what is done when stands in `run`.

mod args;
mod calc;
mod check;
mod due;
mod explain;
mod profile;
mod standards_args;
mod summary;

pub use args::{
    Args, CheckArgs, Command, DateOrder, DecimalSign, DueArgs, OutputFormat, ProfileArgs, ReadingArgs, RunArgs,
};
pub use calc::{Answer, CalcError, Calculation};
pub use check::{check_json, check_lines};
pub use due::{due_json, due_lines};
pub use explain::explain;
pub use profile::draft;
pub use standards_args::{ConfirmArgs, StandardsCommand};
pub use summary::{Summary, intake_lines, problem_lines, source_line};
