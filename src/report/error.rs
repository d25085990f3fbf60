//! Why reports could not be written.

use std::io;
use std::path::{Path, PathBuf};

/// Why reports could not be written. The old reports are whole in every case.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The output folder, or something in it, may not be written.
    #[error("cannot write to {}: {source}", path.display())]
    NotWritable {
        /// What may not be written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No room left.
    #[error("no room left on the disk for {}: {source}", path.display())]
    DiskFull {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A page could not be rendered: a fault of the program, not of the data.
    #[error("a report page could not be rendered: {0}")]
    Template(#[from] minijinja::Error),
}

impl ReportError {
    /// The error for what the system said about a path.
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path, source },
            _ => Self::NotWritable { path, source },
        }
    }
}
