//! Columns that come in pairs: a result, and beside it the laboratory's verdict on it, `RESULT_Fe` or `Hierro - Estado`.
//!
//! A verdict is joined to the result that its heading names, or to the one right before it. It is kept as the
//! laboratory's own and never used as ours; a verdict that belongs to no column stays left out. So do those that known
//! headings leave out by name.

use std::collections::BTreeMap;

use crate::domain::{Problem, ProblemCode};

use super::super::column::Column;
use super::super::heading::{VERDICT, even};
use super::super::labels::Labels;
use super::super::layout::Layout;

/// Joins each verdict's column to the result that it speaks of.
pub fn join(layout: &mut Layout<'_>, labels: &Labels, problems: &mut Vec<Problem>) {
    let is_result = |column: Option<&Column>| matches!(column, Some(Column::Result(_) | Column::CodePart { .. }));
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for (index, heading) in layout.headings.iter().enumerate() {
        if is_result(layout.columns.get(index)) {
            by_name.entry(evened(heading)).or_insert(index);
        }
    }
    let pairs: Vec<(usize, usize)> = layout
        .headings
        .iter()
        .enumerate()
        .filter(|(index, _)| matches!(layout.columns.get(*index), Some(Column::Skipped(reason)) if reason != VERDICT))
        .filter_map(|(index, heading)| {
            let subject = subject(heading, labels)?;
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

/// What a heading says that it is the verdict on, evened; `None` if it is no verdict's.
fn subject(heading: &str, labels: &Labels) -> Option<String> {
    let heading = evened(heading);
    let before = || heading.rsplit_once("- ").filter(|(_, end)| labels.is_verdict_ending(end.trim()));
    let subject = labels.verdict_beginning(&heading).or_else(|| before().map(|(name, _)| name))?;
    Some(subject.trim().to_owned())
}

fn evened(heading: &str) -> String {
    even(heading).replace('_', " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standards::Standards;

    #[test]
    fn the_heading_of_a_verdict_names_its_result() {
        let labels = Standards::built_in().map(|known| Labels::new(&known)).unwrap_or_default();
        for (heading, expect) in [
            ("RESULT_Fe (Iron)", Some("fe (iron)")),
            ("RESULT_ B", Some("b")),
            ("HIERRO (FE) - 26 - Estado ", Some("hierro (fe) - 26")),
            ("Estado", None),
            ("Result", None),
        ] {
            assert_eq!(subject(heading, &labels).as_deref(), expect, "{heading}");
        }
    }
}
