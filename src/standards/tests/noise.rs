//! Whatever stands in the files: faults are told, and nothing panics.

use proptest::prelude::*;

use super::{Standards, folder, tiny};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn damage_within_a_file_is_told_or_harmless(
        file in 0..folder::TINY.len(),
        at in any::<prop::sample::Index>(),
        cut in 0..12_usize,
        noise in prop::collection::vec(any::<u8>(), 0..12),
    ) {
        let mut files = tiny();
        let content = files.values_mut().nth(file).unwrap();
        let start = at.index(content.len());
        let end = (start + cut).min(content.len());
        content.splice(start..end, noise);
        if let Err(faults) = Standards::from_files(&files, "noise") {
            prop_assert!(!faults.problems().is_empty());
        }
    }

    #[test]
    fn a_file_of_any_text_is_told_or_harmless(file in 0..folder::TINY.len(), text in "(?s).{0,200}") {
        let mut files = tiny();
        *files.values_mut().nth(file).unwrap() = text.into_bytes();
        if let Err(faults) = Standards::from_files(&files, "noise") {
            prop_assert!(!faults.to_string().is_empty());
        }
    }
}
