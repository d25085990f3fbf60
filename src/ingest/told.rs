//! The problems of one file as they are kept: of each kind those that stand first, and the number of the others, so
//! that a file in which every cell is bad costs no more memory than one in which some are.

use std::collections::BTreeMap;

use crate::domain::{Effect, Location, Problem, ProblemCode};

/// Nobody reads further; what comes to light here is one fault of the file, told a thousand times.
const MOST_OF_A_KIND: u64 = 1_000;

/// What is one kind: a row that is lost is told beside a thousand cells that are.
type Kind = (ProblemCode, Effect);

/// Problems of one file.
#[derive(Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
    others: BTreeMap<Kind, u64>,
    /// The list is looked through when it is this long.
    full: usize,
}

impl Problems {
    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        self.list.push(problem);
        if self.list.len() > self.full {
            self.keep_the_first();
            // At least half of what is added is dropped, or the list is looked through half as often.
            self.full = self.list.len() * 2 + 1_000;
        }
    }

    /// Adds problems.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }

    /// Adds those of another part of the file.
    pub fn append(&mut self, other: Self) {
        self.extend(other.list);
        for (kind, count) in other.others {
            *self.others.entry(kind).or_default() += count;
        }
    }

    /// The problems in the order of their places; behind the last of a kind, one that counts the others. Those others,
    /// less the one that stands for them, are added to `unlisted`.
    #[must_use]
    pub fn finish(mut self, unlisted: &mut BTreeMap<ProblemCode, u64>) -> Vec<Problem> {
        self.keep_the_first();
        for ((code, effect), count) in std::mem::take(&mut self.others) {
            *unlisted.entry(code).or_default() += count.saturating_sub(1);
            let is_like = |problem: &&Problem| problem.code == code && problem.effect == effect;
            let last = self.list.iter().rfind(is_like).map(|problem| problem.location.clone()).unwrap_or_default();
            let location = Location { column: None, heading: None, ..last };
            let says = format!(
                "problems of this kind stand {count} more times in the file and are not listed; the account counts all"
            );
            self.list.push(Problem { code, effect, location, says });
        }
        self.list
    }

    fn keep_the_first(&mut self) {
        self.list.sort_by_key(|problem| (problem.location.row, problem.location.column));
        let mut counts: BTreeMap<Kind, u64> = BTreeMap::new();
        let others = &mut self.others;
        self.list.retain(|problem| {
            let kind = (problem.code, problem.effect);
            let count = counts.entry(kind).or_default();
            *count += 1;
            if *count > MOST_OF_A_KIND {
                *others.entry(kind).or_default() += 1;
            }
            *count <= MOST_OF_A_KIND
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(row: u32, code: ProblemCode) -> Problem {
        let location = Location::file("a.csv").at_row(row).at_column(1);
        Problem { code, effect: Effect::CellLost, location, says: "bad".to_owned() }
    }

    #[test]
    fn of_each_kind_the_first_thousand_are_kept_whatever_their_order() {
        for count in [1_000_u32, 1_001, 50_000] {
            let (mut one, mut other) = (Problems::default(), Problems::default());
            for row in (1..=count).rev() {
                let part = if row % 2 == 0 { &mut one } else { &mut other };
                part.push(problem(row, ProblemCode::BadCode));
            }
            one.push(problem(count + 1, ProblemCode::BadDate));
            one.append(other);
            assert!(one.list.len() < 10_000);
            let mut unlisted = BTreeMap::new();
            let told = one.finish(&mut unlisted);
            let rest = count - 1_000;
            let counted = unlisted.get(&ProblemCode::BadCode).copied().unwrap_or_default() + told.len() as u64 - 1;
            assert_eq!(counted, u64::from(count), "all are counted, the bad date apart");
            assert_eq!(told.len(), 1_001 + usize::from(rest > 0));
            let rows: Vec<Option<u32>> = told.iter().map(|problem| problem.location.row).collect();
            assert!(rows.iter().take(1_000).copied().eq((1..=1_000).map(Some)));
            if rest > 0 {
                let last = told.last().map(ToString::to_string).unwrap_or_default();
                let says = format!("a.csv:1000: problems of this kind stand {rest} more times");
                assert!(last.starts_with(&says), "{last}");
            }
        }
    }
}
