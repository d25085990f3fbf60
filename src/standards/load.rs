//! Reads standards folders from disk, or the one built into the program, into memory.
//!
//! The only file of this module that touches the disk: it also puts `confirmed.csv` into a laboratory's own folder.
//! What the files mean is the business of `read`.

#![expect(
    clippy::disallowed_methods,
    reason = "the edge: standards folders are read and written here and nowhere else"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use include_dir::{Dir, include_dir};

use super::Standards;
use super::faults::Faults;
use super::layer::Layer;
use super::read;

/// The repository's own `standards/`, so that the program works without it beside it.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/standards");

/// What the rules built in are called.
const ORIGIN_BUILT_IN: &str = "built in";

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

/// The folder of rules that is used where none is named, if it is there.
const HERE: &str = "standards";

impl Standards {
    /// Reads and checks the folders named, each laid over those before it. A first folder that holds all files of a
    /// set of rules stands alone; one that does not is laid over `./standards`, or over the rules built in. What was
    /// confirmed after `as_of` does not count.
    pub fn open(folders: &[PathBuf], as_of: Option<NaiveDate>) -> Result<Self, LoadError> {
        Ok(Self::from_layers(&layers(folders)?, as_of)?)
    }

    /// The same with one more folder on top that is only in memory yet.
    pub fn open_with(folders: &[PathBuf], above: &Files, origin: &str, as_of: NaiveDate) -> Result<Self, LoadError> {
        let mut layers = layers(folders)?;
        layers.push(Layer { origin: Arc::from(origin), files: above.clone() });
        Ok(Self::from_layers(&layers, Some(as_of))?)
    }

    /// Checks and takes the standards folder that is built into the program.
    pub fn built_in() -> Result<Self, Faults> {
        Self::from_layers(&[built_in()], None)
    }

    /// Checks and takes a standards folder that is in memory.
    pub fn from_files(files: &Files, origin: &str) -> Result<Self, Faults> {
        read::read(&[Layer { origin: Arc::from(origin), files: files.clone() }], None, None)
    }

    /// Checks and takes layers, lowest first. A lowest layer of the user's own must have every sentence that the
    /// program says.
    pub(super) fn from_layers(layers: &[Layer], as_of: Option<NaiveDate>) -> Result<Self, Faults> {
        let is_own = layers.first().is_none_or(|layer| &*layer.origin != ORIGIN_BUILT_IN);
        let sentences = BUILT_IN.get_file("text/en.ftl").and_then(include_dir::File::contents_utf8);
        read::read(layers, as_of, sentences.filter(|_| is_own))
    }
}

/// The layers that the folders named stand for, lowest first.
pub(super) fn layers(folders: &[PathBuf]) -> Result<Vec<Layer>, LoadError> {
    let mut layers: Vec<Layer> = folders.iter().map(|folder| layer(folder)).collect::<Result<_, _>>()?;
    let stands_alone = |layers: &[Layer]| layers.first().is_some_and(|layer| read::is_whole(&layer.files));
    let here = Path::new(HERE);
    let is_named = || {
        let here = fs::canonicalize(here).ok();
        folders.iter().any(|folder| fs::canonicalize(folder).ok() == here)
    };
    if !stands_alone(&layers) && here.is_dir() && !is_named() {
        layers.insert(0, layer(here)?);
    }
    if !stands_alone(&layers) {
        layers.insert(0, built_in());
    }
    Ok(layers)
}

fn layer(folder: &Path) -> Result<Layer, LoadError> {
    let mut files = Files::new();
    collect(folder, "", &mut files).map_err(|(path, error)| LoadError::Folder { path, error })?;
    Ok(Layer { origin: Arc::from(&*folder.to_string_lossy()), files })
}

fn built_in() -> Layer {
    let mut files = Files::new();
    collect_built_in(&BUILT_IN, &mut files);
    Layer { origin: Arc::from(ORIGIN_BUILT_IN), files }
}

/// True if there is no such folder yet, or nothing in it that could be a rule.
pub(super) fn is_new(folder: &Path) -> Result<bool, LoadError> {
    Ok(!folder.exists() || read::is_empty(&layer(folder)?.files))
}

/// The files of a folder, hidden ones apart; none where there is no such folder.
pub fn folder_files(folder: &Path) -> Result<Files, LoadError> {
    if folder.exists() { Ok(layer(folder)?.files) } else { Ok(Files::new()) }
}

/// Puts files into a folder, which is made if it is not there. All are written before the first takes its place.
pub fn write_folder(folder: &Path, files: &Files) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let beside = tempfile::Builder::new().prefix(".lubelab-").tempdir_in(folder)?;
    for (path, content) in files {
        for root in [beside.path(), folder] {
            if let Some(parent) = root.join(path).parent() {
                fs::create_dir_all(parent)?;
            }
        }
        let mut file = fs::File::create(beside.path().join(path))?;
        file.write_all(content)?;
        file.sync_all()?;
    }
    files.keys().try_for_each(|path| fs::rename(beside.path().join(path), folder.join(path)))
}

/// Replaces a file of a folder as a whole or not at all; makes the folder if it is not there.
pub(super) fn replace(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    if !folder.exists() {
        fs::create_dir(folder)?;
    }
    // Hidden, so that a run that reads the folder meanwhile does not take it for a rule.
    let beside = tempfile::Builder::new().prefix(".lubelab-").tempdir_in(folder)?;
    let staged = beside.path().join(name);
    let mut file = fs::File::create(&staged)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&staged, folder.join(name))
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
        let error = Standards::open(&[PathBuf::from("no/such/folder")], None).unwrap_err();
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
