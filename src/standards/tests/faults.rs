//! Each kind of fault, with the place and the words in which it is told.

use std::fmt::Write as _;

use super::{Standards, standards, tiny};

/// The faults after edits of the form (file, text, new text), one line each.
fn faults_of(edits: &[(&str, &str, &str)]) -> String {
    let mut files = tiny();
    for (path, old, new) in edits {
        let text = String::from_utf8(files.get(*path).cloned().unwrap_or_default()).unwrap();
        assert!(text.contains(old), "{path} has no {old}");
        files.insert((*path).to_owned(), text.replacen(old, new, 1).into_bytes());
    }
    let mut lines = String::new();
    if let Err(faults) = Standards::from_files(&files, "tiny") {
        for fault in faults.problems() {
            writeln!(lines, "{}: {}", fault.location, fault.says).unwrap();
        }
    }
    lines
}

/// One edit, one fault.
fn check(path: &str, old: &str, new: &str, expect: &str) {
    assert_eq!(faults_of(&[(path, old, new)]).trim_end(), expect);
}

#[test]
fn the_tiny_folder_has_no_fault() {
    assert_eq!(faults_of(&[]), "");
    assert_eq!(standards().limits.len(), 17);
}
