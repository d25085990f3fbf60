//! A tiny, faultless standards folder in memory, and what each fault in it looks like.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod batch;
mod cleanliness;
mod comparability;
mod faults;
mod folder;
mod layers;
mod links;
mod noise;
mod values;

use super::{Files, Standards};

/// The smallest folder without a fault that has something of everything.
pub(in crate::standards) fn tiny() -> Files {
    let mut files = Files::new();
    for (path, text) in folder::TINY {
        files.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    files
}

/// The tiny folder, loaded.
pub(in crate::standards) fn standards() -> Standards {
    match Standards::from_files(&tiny(), "tiny") {
        Ok(standards) => standards,
        Err(faults) => panic!("{faults}"),
    }
}
