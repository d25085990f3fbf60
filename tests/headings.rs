//! Every heading that was seen in the wild, and what it has to be taken for.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use lubelab::ingest::explain_headings;
use lubelab::standards::Standards;

const HEADINGS: &str = include_str!("headings.tsv");

/// Of the headings that mean something, at least this share has to be known.
const KNOWN_PERCENT: usize = 95;

#[test]
fn headings_of_all_known_laboratories_are_known_and_none_is_mistaken() {
    let standards = Standards::built_in().unwrap();
    let mut sets: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in HEADINGS.lines().filter(|line| !line.starts_with('#')) {
        let [set, heading, expected] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        sets.entry(set).or_default().push((heading, expected));
    }
    let (mut right, mut wanted, mut silent, mut read) = (0, 0, 0, 0);
    let (mut wrong, mut missed) = (Vec::new(), Vec::new());
    for (set, rows) in &sets {
        let headings: Vec<&str> = rows.iter().map(|(heading, _)| *heading).collect();
        for (said, (heading, expected)) in explain_headings(&headings, &standards).iter().zip(rows) {
            let taken = said.taken_as.as_deref().unwrap_or("-");
            wanted += usize::from(*expected != "-");
            read += usize::from(said.read);
            match (taken, *expected) {
                ("-", "-") => silent += 1,
                (taken, expected) if taken == expected => right += 1,
                ("-", _) => missed.push(format!("{set}: {heading}: {expected} ({})", said.why)),
                _ => wrong.push(format!("{set}: {heading}: {taken}, not {expected}")),
            }
        }
    }
    println!(
        "{right} of {wanted} headings mapped right, {} wrong; {silent} rightly left alone; {read} columns read",
        wrong.len()
    );
    println!("not mapped:\n{}", missed.join("\n"));
    assert!(wrong.is_empty(), "mapped wrong:\n{}", wrong.join("\n"));
    assert!(right * 100 >= wanted * KNOWN_PERCENT, "{right} of {wanted} mapped right:\n{}", missed.join("\n"));
}
