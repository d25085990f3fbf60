//! The program: reads the command line and the clock, runs, and turns the result into an exit code.
fn main() {}
