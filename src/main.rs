//! The program: the command line, the clock and the terminal in, an exit code out.

use std::io::{self, BufRead, IsTerminal as _};
use std::process::ExitCode;

use clap::Parser as _;
use lubelab::{
    cli::Args,
    run::{Talk, run},
};

fn main() -> ExitCode {
    let args = Args::parse();
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock; --as-of overrides it")]
    let today = chrono::Local::now().date_naive();
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let mut answers = io::stdin().is_terminal().then(|| io::stdin().lock());
    let answers = answers.as_mut().map(|answers| -> &mut dyn BufRead { answers });
    run(args, today, Talk { out: &mut out, err: &mut err, answers })
}
