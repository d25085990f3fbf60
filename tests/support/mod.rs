//! Runs the program as a user does.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program, standing in the repository's root.
pub fn lubelab() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lubelab"));
    command.current_dir(root());
    command
}

/// What a finished program printed and returned.
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    #[allow(dead_code, reason = "each test file uses its own part of this support")]
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("the program was not killed"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Runs the program to its end.
#[allow(dead_code, reason = "each test file uses its own part of this support")]
pub fn run<I: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = I>) -> Run {
    lubelab().args(args).output().unwrap().into()
}

/// A folder of files that is removed at the end.
#[allow(dead_code, reason = "each test file uses its own part of this support")]
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(&folder.path().join(name), text);
    }
    folder
}

/// Writes a file and the folders above it.
#[allow(dead_code, reason = "each test file uses its own part of this support")]
pub fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
