//! Finds and reads the input files. The only place of `ingest` that touches the disk.

#![expect(clippy::disallowed_methods, reason = "the edge: input files are read here and nowhere else")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::IngestError;

/// Extensions of the files that a folder is searched for. A file that is named is tried whatever it is called.
const EXTENSIONS: [&str; 9] = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "xlsb", "ods", "gz"];

/// A million rows of 46 columns have 228 MB; a file of twice that is no laboratory's export, and it is held in memory.
const MOST_BYTES: u64 = 512 << 20;

/// A file as it was found.
#[derive(Debug)]
pub struct InputFile {
    /// The path as named or found, with `/` between its parts.
    pub path: Arc<str>,
    /// Its bytes, or why there are none.
    pub bytes: Result<Vec<u8>, String>,
}

/// The files that the paths stand for: files as they are, folders by the sample files directly in them, patterns by
/// what they match, each by name. A file that is named twice is read once.
pub fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, IngestError> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for path in paths {
        for file in stands_for(path)? {
            let identity = fs::canonicalize(&file).unwrap_or_else(|_| file.clone());
            if seen.insert(identity) {
                found.push(file);
            }
        }
    }
    Ok(found)
}

/// A name that exists is that file or folder, also if it looks like a pattern: `results [1].csv`.
fn stands_for(path: &Path) -> Result<Vec<PathBuf>, IngestError> {
    match fs::metadata(path) {
        Ok(data) if data.is_dir() => in_folder(path),
        Ok(_) => Ok(vec![path.to_path_buf()]),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match path.to_str() {
            Some(pattern) if pattern.contains(['*', '?', '[']) => matching(pattern),
            _ => Err(IngestError::Missing { path: shown(path) }),
        },
        Err(error) => Err(IngestError::Unreadable { path: shown(path), error }),
    }
}

fn matching(pattern: &str) -> Result<Vec<PathBuf>, IngestError> {
    // A file whose name begins with a dot is found only by a pattern that does, as in every shell.
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let paths = glob::glob_with(pattern, options)
        .map_err(|error| IngestError::BadPattern { pattern: pattern.to_owned(), reason: error.msg.to_owned() })?;
    let mut files = Vec::new();
    for path in paths {
        let path = path.map_err(|error| {
            let path = shown(error.path());
            IngestError::Unreadable { path, error: error.into() }
        })?;
        if path.is_dir() { files.extend(in_folder(&path)?) } else { files.push(path) }
    }
    if files.is_empty() {
        return Err(IngestError::NoMatch { pattern: pattern.to_owned() });
    }
    Ok(files)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, IngestError> {
    let unreadable = |error| IngestError::Unreadable { path: shown(folder), error };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        // `~$results.xlsx` is what the spreadsheet program leaves beside a workbook that it has open.
        let is_hidden = path.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.starts_with('.') || name.starts_with("~$")
        });
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()) && !is_hidden && !path.is_dir() {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(IngestError::NothingInFolder { path: shown(folder), extensions: EXTENSIONS.join(", .") });
    }
    files.sort();
    Ok(files)
}

/// Reads a file. One that cannot be read says why.
#[must_use]
pub fn read(path: &Path) -> InputFile {
    read_up_to(path, MOST_BYTES)
}

fn read_up_to(path: &Path, most: u64) -> InputFile {
    let bytes = File::open(path).and_then(|file| {
        // The size that the system names is only a hint: a pipe has none, and a file can grow while it is read.
        let size = file.metadata().map_or(0, |data| data.len().min(most + 1));
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        file.take(most + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    let bytes = match bytes {
        Ok(bytes) if bytes.len() as u64 > most => Err(format!("it has more than {} MiB; split it", most >> 20)),
        bytes => bytes.map_err(|error| error.to_string()),
    };
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

    fn folder_of(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        folder
    }

    #[test]
    fn a_folder_gives_its_sample_files_by_name_and_each_once() {
        let names = ["b.csv", "a.TSV", "README.md", "c.txt", ".gitkeep", ".old.csv", "~$d.xlsx", "d.xlsx", "e.csv.gz"];
        let folder = folder_of(&names);
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("deeper.csv")).unwrap();
        let found = find(&[folder.path().to_path_buf(), at("b.csv")]).unwrap();
        assert_eq!(found, ["a.TSV", "b.csv", "c.txt", "d.xlsx", "e.csv.gz"].map(at));
    }

    #[test]
    fn a_named_file_is_tried_whatever_it_is_called() {
        let folder = folder_of(&["results", "r [1].csv"]);
        let named = ["results", "r [1].csv"].map(|name| folder.path().join(name));
        assert_eq!(find(&named).unwrap(), named);
    }

    #[test]
    fn a_pattern_gives_what_it_matches_and_without_match_is_an_error() {
        let folder = folder_of(&["b1.csv", "b2.dat", "a.csv", ".b3.csv"]);
        let at = |name: &str| folder.path().join(name);
        assert_eq!(find(&[at("b*")]).unwrap(), [at("b1.csv"), at("b2.dat")]);
        assert_eq!(find(&[at("[ab]?.*"), at("b1.csv")]).unwrap(), [at("b1.csv"), at("b2.dat")]);
        let none = find(&[at("c*.csv")]).unwrap_err();
        assert!(matches!(none, IngestError::NoMatch { .. }) && none.to_string().contains("c*.csv"), "{none}");
        assert!(matches!(find(&[at("a***")]), Err(IngestError::BadPattern { .. })));
    }

    #[test]
    fn a_missing_path_and_a_folder_without_files_are_errors() {
        let folder = folder_of(&["README.md"]);
        assert!(matches!(find(&[folder.path().join("no.csv")]), Err(IngestError::Missing { .. })));
        let nothing = find(&[folder.path().to_path_buf()]).unwrap_err();
        assert!(nothing.to_string().ends_with("no .csv, .tsv, .txt, .xlsx, .xlsm, .xls, .xlsb, .ods, .gz file"));
    }

    #[test]
    fn a_file_is_read_up_to_its_cap_and_not_beyond() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        for (length, is_read) in [(99, true), (100, true), (101, false)] {
            fs::write(&path, vec![b'x'; length]).unwrap();
            assert_eq!(read_up_to(&path, 100).bytes.is_ok(), is_read, "{length}");
        }
    }

    #[test]
    fn a_file_that_vanished_says_why_it_has_no_bytes() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(&folder.path().join("gone.csv")).bytes.is_err());
    }
}
