//! Columns that come in pairs: a result, and beside it the laboratory's verdict on it, `RESULT_Fe` or `Hierro - Estado`.
//!
//! A verdict is joined to the result that its heading names, or to the one right before it. It is kept as the
//! laboratory's own and never used as ours; a verdict that belongs to no column stays left out. So do those that known
//! headings leave out by name.

use std::collections::BTreeMap;

use crate::domain::{Problem, ProblemCode, fold};

use super::super::column::Column;
use super::super::heading::VERDICT;
use super::super::layout::Layout;

/// Beginnings of the headings of verdicts, folded.
const BEGINNINGS: [&str; 1] = ["result_"];

/// Endings of the headings of verdicts, folded.
const ENDINGS: [&str; 6] = ["- estado", "- status", "- verdict", "- bewertung", "- 判定", "- 판정"];

/// Joins each verdict's column to the result that it speaks of.
pub fn join(layout: &mut Layout<'_>, problems: &mut Vec<Problem>) {
    let is_result = |column: Option<&Column>| matches!(column, Some(Column::Result(_) | Column::CodePart { .. }));
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for (index, heading) in layout.headings.iter().enumerate() {
        if is_result(layout.columns.get(index)) {
            by_name.entry(fold(heading)).or_insert(index);
        }
    }
    let pairs: Vec<(usize, usize)> = layout
        .headings
        .iter()
        .enumerate()
        .filter(|(index, _)| matches!(layout.columns.get(*index), Some(Column::Skipped(reason)) if reason != VERDICT))
        .filter_map(|(index, heading)| {
            let subject = subject(heading)?;
            let before = index.checked_sub(1).filter(|before| is_result(layout.columns.get(*before)));
            Some((index, by_name.get(&subject).copied().or(before)?))
        })
        .collect();
    for (index, of) in pairs {
        if let Some(column) = layout.columns.get_mut(index) {
            *column = Column::Verdict { of };
            layout.say(index, Some("@lab_verdict"), VERDICT);
        }
        let number = u32::try_from(index + 1).ok();
        problems.retain(|problem| problem.code != ProblemCode::UnknownColumn || problem.location.column != number);
    }
}

/// What a heading says that it is the verdict on, folded; `None` if it is no verdict's.
fn subject(heading: &str) -> Option<String> {
    let folded = fold(heading);
    let after = BEGINNINGS.iter().find_map(|beginning| folded.strip_prefix(beginning));
    let subject = after.or_else(|| ENDINGS.iter().find_map(|ending| folded.strip_suffix(ending)))?;
    Some(subject.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_of_a_verdict_names_its_result() {
        for (heading, expect) in [
            ("RESULT_Fe (Iron)", Some("fe (iron)")),
            ("RESULT_ B", Some("b")),
            ("HIERRO (FE) - 26 - Estado ", Some("hierro (fe) - 26")),
            ("Estado", None),
            ("Result", None),
        ] {
            assert_eq!(subject(heading).as_deref(), expect, "{heading}");
        }
    }
}
