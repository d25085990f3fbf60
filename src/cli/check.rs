//! What `lubelab check` prints: each file with what became of it, each problem with its place, and an account in which
//! every row and every cell stands once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::domain::{Problem, one_line};
use crate::ingest::{Intake, Ledger, Source};
use crate::standards::Catalog;

use super::summary::source_line;

/// The check for people.
#[must_use]
pub fn check_lines(intake: &Intake, catalog: &Catalog) -> String {
    let mut text = String::new();
    let mut told = vec![false; intake.problems.len()];
    for source in &intake.sources {
        let _ = writeln!(text, "{}", source_line(source));
        for (problem, told) in intake.problems.iter().zip(&mut told) {
            if !*told && is_of(problem, source) {
                *told = true;
                let _ = writeln!(text, "  {}", one_line(&problem.to_string()));
            }
        }
    }
    // Files that could not be opened have no source.
    for (problem, _) in intake.problems.iter().zip(&told).filter(|(_, told)| !**told) {
        let _ = writeln!(text, "{}", one_line(&problem.to_string()));
    }
    text.push_str(&account(&sum(intake)));
    text.push_str(&hints(intake, catalog));
    text
}

/// The check for programs.
#[must_use]
pub fn check_json(intake: &Intake) -> serde_json::Value {
    let problem = |problem: &Problem| {
        let location = &problem.location;
        serde_json::json!({
            "path": &*location.path,
            "sheet": location.sheet.as_deref(),
            "row": location.row,
            "column": location.column,
            "heading": location.heading.as_deref(),
            "location": location.to_string(),
            "code": problem.code.id(),
            "effect": problem.effect.id(),
            "says": problem.says,
        })
    };
    let file = |source: &Source| {
        serde_json::json!({
            "file": &*source.path,
            "profile": &*source.profile,
            "problems": intake.problems.iter().filter(|problem| is_of(problem, source)).count(),
            "ledger": source.ledger,
        })
    };
    let ledger = sum(intake);
    serde_json::json!({
        "files": intake.sources.iter().map(file).collect::<Vec<_>>(),
        "problems": intake.problems.iter().map(problem).collect::<Vec<_>>(),
        "ledger": ledger,
        "balances": ledger.balances(),
    })
}

fn is_of(problem: &Problem, source: &Source) -> bool {
    problem.location.path == source.path
}

fn sum(intake: &Intake) -> Ledger {
    let mut ledger = Ledger::default();
    intake.sources.iter().for_each(|source| ledger.add(&source.ledger));
    ledger
}

/// Rows and cells, each with where it went. A sum that does not come out is said, never hidden.
fn account(ledger: &Ledger) -> String {
    let parts = |counts: &BTreeMap<String, u64>| {
        let shown: Vec<String> = counts.iter().map(|(reason, count)| format!("{count} {}", one_line(reason))).collect();
        if shown.is_empty() { String::new() } else { format!(" ({})", shown.join(", ")) }
    };
    let total = |counts: &BTreeMap<String, u64>| counts.values().sum::<u64>();
    let mut text = format!(
        "rows:  {} read = {} samples + {} rejected{} + {} skipped{}\n\
         cells: {} read = {} taken + {} empty + {} not tested + {} lost{} + {} skipped{}\n",
        ledger.rows_read,
        ledger.samples_taken,
        total(&ledger.rows_rejected),
        parts(&ledger.rows_rejected),
        total(&ledger.rows_skipped),
        parts(&ledger.rows_skipped),
        ledger.cells_read,
        ledger.cells_taken,
        ledger.cells_empty,
        ledger.cells_not_tested,
        total(&ledger.cells_lost),
        parts(&ledger.cells_lost),
        total(&ledger.cells_skipped),
        parts(&ledger.cells_skipped),
    );
    if !ledger.balances() {
        text.push_str("the account does not come out: this is a fault of lubelab, please report it with the file\n");
    }
    text
}

/// What to do about each kind of problem that came up, once.
fn hints(intake: &Intake, catalog: &Catalog) -> String {
    intake.problems_by_code().iter().fold(String::new(), |mut text, (code, count)| {
        let _ = writeln!(text, "{count} {code}: {}", catalog.words(&format!("problem-{code}.do")));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_names_every_row_and_cell_once() {
        let ledger = Ledger {
            rows_read: 3,
            samples_taken: 2,
            rows_rejected: BTreeMap::from([("bad-date".to_owned(), 1)]),
            cells_read: 12,
            cells_taken: 7,
            cells_empty: 1,
            cells_skipped: BTreeMap::from([("row".to_owned(), 4)]),
            ..Ledger::default()
        };
        assert_eq!(
            account(&ledger),
            "rows:  3 read = 2 samples + 1 rejected (1 bad-date) + 0 skipped\n\
             cells: 12 read = 7 taken + 1 empty + 0 not tested + 0 lost + 4 skipped (4 row)\n"
        );
        assert!(account(&Ledger { cells_read: 13, ..ledger }).contains("does not come out"));
    }
}
