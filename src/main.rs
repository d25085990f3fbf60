//! The program: the command line, the clock and the terminal in, an exit code out.

use std::io::{self, BufRead, IsTerminal as _};
use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use clap::Parser as _;
use lubelab::{
    cli::Args,
    run::{Now, Talk, run},
};

fn main() -> ExitCode {
    let args = Args::parse();
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock; --as-of overrides it")]
    let today = chrono::Local::now().date_naive();
    let now = Now { today, clock };
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let mut answers = io::stdin().is_terminal().then(|| io::stdin().lock());
    let answers = answers.as_mut().map(|answers| -> &mut dyn BufRead { answers });
    run(args, now, Talk { out: &mut out, err: &mut err, answers })
}

/// Time since the first question.
fn clock() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "only time limits are measured by it")]
    let now = Instant::now();
    now.saturating_duration_since(*START.get_or_init(|| now))
}
