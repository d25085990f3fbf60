//! The command line: its words, and what it prints.
//!
//! Only shapes text from what the stages return; what is done when stands in `run`.

mod args;
mod explain;
mod summary;

pub use args::{Args, CheckArgs, Command, OutputFormat, RunArgs, StandardsCommand};
pub use explain::explain;
pub use summary::{Summary, intake_lines, problem_lines};
