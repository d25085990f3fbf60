//! Reads a standards folder from disk, or the one built into the program, into memory.
//!
//! The only file of this module that touches the disk. What the files mean is the business of `read`.

#![expect(clippy::disallowed_methods, reason = "the edge: the standards folder is read here and nowhere else")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::Standards;
use super::faults::Faults;
use super::read;

/// The repository's own `standards/`, so that the program works without it beside it.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/standards");

/// The files of a standards folder: path within the folder, with `/` between its parts, to content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Why a standards folder could not be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder or one of its files could not be read at all.
    #[error("the standards folder cannot be read: {}: {error}", path.display())]
    Folder {
        /// What could not be read.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// The folder was read and has faults.
    #[error(transparent)]
    Faulty(#[from] Faults),
}

impl Standards {
    /// Reads and checks a standards folder.
    pub fn load(dir: &Path) -> Result<Self, LoadError> {
        let mut files = Files::new();
        collect(dir, "", &mut files).map_err(|(path, error)| LoadError::Folder { path, error })?;
        let sentences = BUILT_IN.get_file("text/en.ftl").and_then(include_dir::File::contents_utf8);
        Ok(read::read(&files, &Arc::from(&*dir.to_string_lossy()), sentences)?)
    }

    /// Checks and takes the standards folder that is built into the program.
    pub fn built_in() -> Result<Self, Faults> {
        let mut files = Files::new();
        collect_built_in(&BUILT_IN, &mut files);
        Self::from_files(&files, "built in")
    }

    /// Checks and takes a standards folder that is in memory.
    pub fn from_files(files: &Files, origin: &str) -> Result<Self, Faults> {
        read::read(files, &Arc::from(origin), None)
    }
}

/// Reads a folder and the folders in it. Hidden files, which editors leave, are not the folder's.
fn collect(dir: &Path, prefix: &str, files: &mut Files) -> Result<(), (PathBuf, io::Error)> {
    let failed = |error| (dir.to_path_buf(), error);
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
        if name.starts_with('.') {
            continue;
        }
        let within = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{within}/"), files)?;
        } else {
            let content = fs::read(&path).map_err(|error| (path, error))?;
            files.insert(within, content);
        }
    }
    Ok(())
}

fn collect_built_in(dir: &Dir<'_>, files: &mut Files) {
    for file in dir.files() {
        let parts: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        if parts.last().is_some_and(|name| !name.starts_with('.')) {
            files.insert(parts.join("/"), file.contents().to_vec());
        }
    }
    dir.dirs().for_each(|dir| collect_built_in(dir, files));
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_is_named_and_is_no_fault_list() {
        let error = Standards::load(Path::new("no/such/folder")).unwrap_err();
        assert!(matches!(&error, LoadError::Folder { path, .. } if path == Path::new("no/such/folder")));
        assert!(error.to_string().starts_with("the standards folder cannot be read: no/such/folder: "), "{error}");
    }

    #[test]
    fn a_folder_on_disk_is_read_like_files_in_memory() {
        let dir = tempfile::tempdir().unwrap();
        let tiny = crate::standards::tests::tiny();
        for (path, content) in &tiny {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        fs::write(dir.path().join(".hidden"), "not ours").unwrap();
        let mut from_disk = Files::new();
        collect(dir.path(), "", &mut from_disk).unwrap();
        assert_eq!(from_disk, tiny);
    }
}
