//! Finds and reads the input files. The only place of `ingest` that touches the disk.

#![expect(clippy::disallowed_methods, reason = "the edge: input files are read here and nowhere else")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use super::IngestError;

/// Extensions of the files that a folder is searched for.
const EXTENSIONS: [&str; 3] = ["csv", "tsv", "txt"];

/// A file of 4 GiB or more is no laboratory export, and places in a row are held in 32 bits.
const MOST_BYTES: u64 = u32::MAX as u64;

/// A file as it was found.
#[derive(Debug)]
pub struct InputFile {
    /// The path as named or found, with `/` between its parts.
    pub path: Arc<str>,
    /// Its bytes, or why there are none.
    pub bytes: Result<Vec<u8>, String>,
}

/// The files that the paths stand for: files as they are, folders by the sample files directly in them, by name.
/// A file that is named twice is read once.
pub fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, IngestError> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for path in paths {
        let kind = fs::metadata(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => IngestError::Missing { path: shown(path) },
            _ => IngestError::Unreadable { path: shown(path), error },
        })?;
        let files = if kind.is_dir() { in_folder(path)? } else { vec![path.clone()] };
        for file in files {
            let identity = fs::canonicalize(&file).unwrap_or_else(|_| file.clone());
            if seen.insert(identity) {
                found.push(file);
            }
        }
    }
    Ok(found)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, IngestError> {
    let unreadable = |error| IngestError::Unreadable { path: shown(folder), error };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()) && !path.is_dir() {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(IngestError::NothingInFolder { path: shown(folder) });
    }
    files.sort();
    Ok(files)
}

/// Reads a file. One that cannot be read says why.
#[must_use]
pub fn read(path: &Path) -> InputFile {
    let bytes = fs::metadata(path).map_err(|error| error.to_string()).and_then(|data| {
        if data.len() >= MOST_BYTES {
            return Err("it has 4 GiB or more; split it".to_owned());
        }
        fs::read(path).map_err(|error| error.to_string())
    });
    InputFile { path: shown(path).into(), bytes }
}

/// A path as it is printed: the same on every system.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn a_folder_gives_its_sample_files_by_name_and_each_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["b.csv", "a.TSV", "README.md", "c.txt", ".gitkeep"] {
            fs::write(at(name), "x").unwrap();
        }
        fs::create_dir(at("deeper.csv")).unwrap();
        let found = find(&[folder.path().to_path_buf(), at("b.csv")]).unwrap();
        assert_eq!(found, [at("a.TSV"), at("b.csv"), at("c.txt")]);
    }

    #[test]
    fn a_missing_path_and_a_folder_without_files_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(find(&[folder.path().join("no.csv")]), Err(IngestError::Missing { .. })));
        fs::write(folder.path().join("README.md"), "x").unwrap();
        assert!(matches!(find(&[folder.path().to_path_buf()]), Err(IngestError::NothingInFolder { .. })));
    }

    #[test]
    fn a_file_that_vanished_says_why_it_has_no_bytes() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(&folder.path().join("gone.csv")).bytes.is_err());
    }
}
