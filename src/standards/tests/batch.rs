//! Faults of `batch.csv`, and of a cause that is found by it.

use super::{Standards, tiny};
use crate::domain::PropertyId;

/// The thresholds of the program itself.
const THRESHOLDS: &str = include_str!("../../../standards/batch.csv");

/// The tiny folder with the program's thresholds, one line exchanged. Its only property in the list is viscosity.
fn with(line: &str, instead: &str) -> Result<Standards, String> {
    let of_tiny = |row: &&str| !row.starts_with("swap-scatter") || row.starts_with("swap-scatter,kv_100c");
    let text: Vec<&str> = THRESHOLDS.lines().filter(of_tiny).collect();
    let text = text.join("\n");
    assert!(text.contains(line), "{line}");
    let mut files = tiny();
    files.insert("batch.csv".to_owned(), text.replace(line, instead).into_bytes());
    let says = |faults: crate::standards::Faults| {
        faults.problems().iter().map(|fault| fault.says.as_str()).collect::<Vec<_>>().join("\n")
    };
    Standards::from_files(&files, "tiny").map_err(says)
}

#[test]
fn thresholds_are_read_and_a_folder_may_do_without() {
    let standards = with(",250,", ",30,");
    let rules = standards.ok().and_then(|standards| standards.batch);
    let swap = rules.as_ref().map(|rules| (rules.swap.window, rules.swap.floor, rules.swap.fingerprint.len()));
    assert_eq!(swap, Some((30, 5.0, 1)));
    assert!(rules.is_some_and(|rules| rules.swap.fingerprint.iter().all(|row| row.1 > 4.9 && row.0 < PropertyId(99))));
    assert!(super::standards().batch.is_none());
}

#[test]
fn a_threshold_that_is_missing_unknown_or_nothing_is_named() {
    for (line, instead, fault) in [
        ("swap-window", "swap-windows", "unknown check \"swap-windows\", did you mean \"swap-window\"?"),
        ("shift-machines,,6", "shift-machines,,0", "a count of 0 would find everything"),
        ("shift-size,,2", "shift-size,,0", "0 is not above 0"),
        ("shift-size,,2", "shift-size,kv_100c,2", "shift-size is of no one property"),
        ("shift-machines,,6", "shift-machines,,six", "\"six\" is not a whole number in range"),
        ("project threshold,recalled\nswap-apart", ",recalled\nswap-apart", "source is missing"),
    ] {
        let found = with(line, instead).err().unwrap_or_default();
        assert!(found.lines().any(|says| says == fault), "{instead}: {found}");
    }
    let gone = THRESHOLDS.lines().find(|row| row.starts_with("check-limit")).unwrap_or_default();
    let found = with(gone, "").err().unwrap_or_default();
    assert_eq!(found, "no row has the check \"check-limit\"");
}

#[test]
fn a_cause_of_runs_requires_nothing_and_another_does() {
    let mut files = tiny();
    let cause =
        files.get("causes/C03.toml").map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    files.insert("causes/C03.toml".to_owned(), format!("checked = \"batch\"\n{cause}").into_bytes());
    let says = Standards::from_files(&files, "tiny").err().map(|faults| faults.to_string()).unwrap_or_default();
    assert!(says.contains("what is found by comparing samples has no [[required]] evidence"), "{says}");
}
