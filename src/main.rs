//! The program: the command line and the clock in, an exit code out.

use std::io;
use std::process::ExitCode;

use clap::Parser as _;
use lubelab::{cli::Args, run::run};

fn main() -> ExitCode {
    let args = Args::parse();
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock; --as-of overrides it")]
    let today = chrono::Local::now().date_naive();
    run(args, today, &mut io::stdout().lock(), &mut io::stderr().lock())
}
