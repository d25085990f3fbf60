//! The output folder: the only file of the reports that touches a disk.
//!
//! Everything is first rendered into a hidden folder inside the output folder (so on the same file system),
//! and only when all of it is there is it renamed into place, file by file. A run that fails before that
//! leaves the old reports whole, and the hidden folder goes with it.

#![expect(clippy::disallowed_methods, reason = "the edge: reports are written here and nowhere else")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

use super::error::ReportError;

/// A folder in which reports wait until all are rendered.
pub(super) struct Staging {
    out: PathBuf,
    folder: TempDir,
    /// True if this run made the output folder; a failed run takes it away again.
    made_out: bool,
}

impl Staging {
    /// Makes the output folder, if there is none, and the hidden folder in it.
    pub(super) fn beside(out: &Path) -> Result<Self, ReportError> {
        let made_out = !out.exists();
        fs::create_dir_all(out).map_err(|error| ReportError::io(out, error))?;
        let folder = tempfile::Builder::new()
            .prefix(".lubelab-")
            .tempdir_in(out)
            .map_err(|error| ReportError::io(out, error))?;
        Ok(Self { out: out.to_owned(), folder, made_out })
    }

    /// Puts a whole file.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ReportError> {
        self.stream(path, |out| out.write_all(bytes))
    }

    /// Puts a file that is written bit by bit.
    pub(super) fn stream(
        &self,
        path: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), ReportError> {
        let staged = self.folder.path().join(path);
        let put = || -> io::Result<()> {
            if let Some(parent) = staged.parent() {
                fs::create_dir_all(parent)?;
            }
            let mut out = BufWriter::new(File::create(&staged)?);
            write(&mut out)?;
            out.flush()
        };
        put().map_err(|error| ReportError::io(&self.out.join(path), error))
    }

    /// Renames everything into place and removes what an earlier run of ours wrote and this one did not.
    /// Returns how many files were removed. `outputs_of` reads the list out of the earlier `run.json`.
    pub(super) fn commit(
        mut self,
        paths: &[String],
        outputs_of: fn(&[u8]) -> Vec<String>,
    ) -> Result<usize, ReportError> {
        let earlier = fs::read(self.out.join("run.json")).map(|bytes| outputs_of(&bytes)).unwrap_or_default();
        for path in paths {
            let target = self.out.join(path);
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).map_err(|error| ReportError::io(parent, error))?;
            }
            // A folder in the way of one file would stop the renaming half-way.
            if target.is_dir() {
                return Err(ReportError::io(&target, io::ErrorKind::IsADirectory.into()));
            }
        }
        for path in paths {
            let target = self.out.join(path);
            fs::rename(self.folder.path().join(path), &target).map_err(|error| ReportError::io(&target, error))?;
        }
        self.made_out = false;
        let stale = earlier.iter().filter(|path| is_ours(path) && !paths.contains(path));
        Ok(stale.filter(|path| self.remove(path)).count())
    }

    /// Removes a file and the folders that it leaves empty. A file that is gone already, or that somebody
    /// holds open, is no reason to fail a run whose reports are in place.
    fn remove(&self, path: &str) -> bool {
        let removed = fs::remove_file(self.out.join(path)).is_ok();
        for folder in Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
            // Fails where the folder still holds something, which is what is wanted.
            if fs::remove_dir(self.out.join(folder)).is_err() {
                break;
            }
        }
        removed
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if self.made_out {
            // The hidden folder is the only thing in it; should more have appeared, it stays.
            let _ = fs::remove_dir_all(self.folder.path());
            let _ = fs::remove_dir(&self.out);
        }
    }
}

/// True for a path that a run can have written. `run.json` is a file that anybody can edit: it must not
/// lead out of the folder.
fn is_ours(path: &str) -> bool {
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    inside && (path.starts_with("customers/") || !path.contains('/'))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()
    }

    fn run(out: &Path, files: &[(&str, &str)]) -> Result<usize, ReportError> {
        let staging = Staging::beside(out)?;
        let paths: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        for (path, text) in files {
            staging.put(path, text.as_bytes())?;
        }
        staging.commit(&paths, lines)
    }

    #[test]
    fn what_an_earlier_run_wrote_goes_and_what_others_put_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("reports");
        let old = "customers/acme/report.html\nindex.html\n../outside.txt\n/etc/hostname";
        fs::write(folder.path().join("outside.txt"), "x").unwrap();
        run(&out, &[("customers/acme/report.html", "old"), ("index.html", "old"), ("run.json", old)]).unwrap();
        fs::create_dir_all(out.join("customers/mine")).unwrap();
        fs::write(out.join("customers/mine/notes.txt"), "keep").unwrap();
        let removed =
            run(&out, &[("customers/zeta/report.html", "new"), ("index.html", "new"), ("run.json", "")]).unwrap();
        assert_eq!(removed, 1);
        assert!(!out.join("customers/acme").exists(), "its folder is empty and goes too");
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "new");
        assert_eq!(fs::read_to_string(out.join("customers/mine/notes.txt")).unwrap(), "keep");
        assert!(folder.path().join("outside.txt").exists());
        let hidden = fs::read_dir(&out)
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
        assert_eq!(hidden.count(), 0);
    }

    #[test]
    fn a_run_that_fails_leaves_the_old_reports_whole() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("reports");
        run(&out, &[("index.html", "old"), ("run.json", "index.html")]).unwrap();
        let staging = Staging::beside(&out).unwrap();
        staging.put("index.html", b"new").unwrap();
        let failed = staging.stream("samples.ndjson", |_| Err(io::Error::from(io::ErrorKind::StorageFull)));
        assert!(matches!(&failed, Err(ReportError::DiskFull { path, .. }) if path.ends_with("reports/samples.ndjson")));
        drop(staging);
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "old");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 2);
    }

    #[test]
    fn a_failed_first_run_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("reports");
        drop(Staging::beside(&out).unwrap());
        assert!(!out.exists());
    }

    #[test]
    fn a_folder_in_the_way_of_one_file_leaves_all_files_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("reports");
        run(&out, &[("findings.csv", "old"), ("run.json", "findings.csv")]).unwrap();
        fs::create_dir(out.join("index.html")).unwrap();
        let error = run(&out, &[("findings.csv", "new"), ("index.html", "new"), ("run.json", "")]).unwrap_err();
        assert!(error.to_string().contains("reports/index.html"), "{error}");
        assert_eq!(fs::read_to_string(out.join("findings.csv")).unwrap(), "old");
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("reports");
        fs::write(&out, "a file").unwrap();
        let error = run(&out, &[("index.html", "x")]).unwrap_err();
        assert!(error.to_string().contains("reports"), "{error}");
    }
}
