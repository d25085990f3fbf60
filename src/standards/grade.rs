//! Which documents' grades a declared grade means: `GB 11121-1995 / SF 40`, `SF 40`, `L-HM 46`.
//!
//! Names match whatever their case, blanks and hyphens; nothing else is guessed. A declaration may leave out the
//! class at the end of a name (`L-HM 46` for `L-HM 46 high-pressure` and `L-HM 46 normal`), then all are meant.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::fold;

use super::Standards;
use super::document::{Document, DocumentId, DocumentKind};
use super::faults::nearest;

/// What a declared grade means on a day.
#[derive(Debug, Clone, PartialEq)]
pub enum GradeClaim {
    /// These grades judge. Never empty; several where the declaration leaves the document or the class open.
    Judged {
        /// Documents and grades, in the order of `documents.toml` and of their names.
        candidates: Vec<GradeCandidate>,
        /// True if the declaration names the edition, which then judges in force or not.
        pinned: bool,
    },
    /// The grade is known, but no edition that has it was in force on that day.
    NotInForce {
        /// The editions that have it.
        candidates: Vec<GradeCandidate>,
    },
    /// No document has such a grade, or the declared document is not known.
    Unknown {
        /// The known name nearest to the declared one, if one is near.
        nearest: Option<String>,
    },
}

/// A grade of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GradeCandidate {
    /// The edition.
    pub document: DocumentId,
    /// The grade's full name, as in `Limit::grade`.
    pub grade: Arc<str>,
    /// How the edition stands on the day.
    pub standing: Standing,
}

/// How an edition stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It judges.
    InForce,
    /// It is not yet in force.
    NotYet {
        /// Its first day.
        from: NaiveDate,
    },
    /// Another one has taken its place.
    Superseded {
        /// First day of the successor, where it is known.
        on: Option<NaiveDate>,
        /// The successor's label, where it is known.
        by: Option<Arc<str>>,
    },
}

impl Document {
    /// How this edition stands on a day by its dates.
    #[must_use]
    pub fn standing_on(&self, day: NaiveDate) -> Standing {
        if self.stands_on(day) {
            return Standing::InForce;
        }
        match self.in_force_from {
            Some(from) if day < from => Standing::NotYet { from },
            _ => Standing::Superseded { on: self.superseded_on, by: self.superseded_by.clone() },
        }
    }
}

impl Standards {
    /// The grades that a declaration means on a day. Costs a walk over all grades: ask once for each different
    /// declaration and edition date, not for each sample.
    #[must_use]
    pub fn resolve_grade(&self, declared: &str, day: NaiveDate) -> GradeClaim {
        let mut grades = self.grades();
        for (label, name) in splits(declared) {
            let named = self.documents_named(label);
            if named.is_empty() {
                continue;
            }
            let pinned = named.iter().any(|id| even(&self.document(*id).label()) == even(label));
            let of_document: Vec<_> = grades.iter().filter(|(id, _)| named.contains(id)).cloned().collect();
            return self.claim(name, day, &of_document, pinned);
        }
        grades.retain(|(id, _)| !self.document(*id).reference || self.document(*id).pinned == Some(true));
        self.claim(declared, day, &grades, false)
    }

    /// All grades of all editions, in the order of `documents.toml` and of their names.
    #[must_use]
    pub fn grades(&self) -> Vec<(DocumentId, Arc<str>)> {
        let is_grade = |id: DocumentId| self.document(id).kind == DocumentKind::Grade;
        let named = self.limits.iter().filter_map(|limit| Some((limit.document, limit.grade.clone()?)));
        named.filter(|(id, _)| is_grade(*id)).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The editions that a label names: one, or all if it leaves the edition out.
    #[must_use]
    pub fn documents_named(&self, label: &str) -> Vec<DocumentId> {
        let label = even(label);
        let editions = |fits: &dyn Fn(&Document) -> bool| -> Vec<DocumentId> {
            let fitting = self.documents.iter().enumerate().filter(|(_, document)| fits(document));
            fitting.filter_map(|(index, _)| u16::try_from(index).ok().map(DocumentId)).collect()
        };
        let pinned = editions(&|document| even(&document.label()) == label);
        if pinned.is_empty() { editions(&|document| even(&document.id) == label) } else { pinned }
    }

    fn claim(&self, name: &str, day: NaiveDate, grades: &[(DocumentId, Arc<str>)], pinned: bool) -> GradeClaim {
        let declared = name;
        let name = even(name);
        let exact: BTreeSet<DocumentId> =
            grades.iter().filter(|(_, grade)| even(grade) == name).map(|(document, _)| *document).collect();
        // Where a document has the very name, its longer names are other grades.
        let fits = |(document, grade): &&(DocumentId, Arc<str>)| {
            if exact.contains(document) { even(grade) == name } else { leaves_class_out(&name, grade) }
        };
        let found: Vec<GradeCandidate> = grades
            .iter()
            .filter(fits)
            .map(|(document, grade)| GradeCandidate {
                document: *document,
                grade: grade.clone(),
                standing: self.document(*document).standing_on(day),
            })
            .collect();
        if found.is_empty() {
            return GradeClaim::Unknown { nearest: self.nearest_grade(declared, grades) };
        }
        if pinned {
            return GradeClaim::Judged { candidates: found, pinned };
        }
        // Documents that are kept for comparison are among these only where they are named.
        let judges = |candidate: &GradeCandidate| {
            let document = self.document(candidate.document);
            document.pinned.unwrap_or_else(|| !document.not_entered && document.stands_on(day))
        };
        let (in_force, others): (Vec<_>, Vec<_>) = found.into_iter().partition(judges);
        if in_force.is_empty() {
            GradeClaim::NotInForce { candidates: others }
        } else {
            GradeClaim::Judged { candidates: in_force, pinned }
        }
    }

    /// The nearest name, with its document where the declaration named an unknown one.
    fn nearest_grade(&self, name: &str, grades: &[(DocumentId, Arc<str>)]) -> Option<String> {
        let short = grades.iter().map(|(_, grade)| &**grade);
        if let Some(near) = nearest(name, short) {
            return Some(near.to_owned());
        }
        let full: Vec<String> =
            grades.iter().map(|(id, grade)| format!("{} / {grade}", self.document(*id).label())).collect();
        nearest(name, full.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// The form in which grades and labels are compared: folded, without blanks and hyphens.
pub(super) fn even(text: &str) -> String {
    fold(text).chars().filter(|letter| !is_joint(*letter)).collect()
}

pub(super) const fn is_joint(letter: char) -> bool {
    matches!(letter, ' ' | '-' | '‐' | '‑' | '–' | '_')
}

/// True if a declared name is the grade's name, or that name without the class at its end.
pub(super) fn is_grade_or_class_of(declared: &str, grade: &str) -> bool {
    let declared = even(declared);
    even(grade) == declared || leaves_class_out(&declared, grade)
}

/// True if the declared name is the grade's name without the words at its end. Words with digits are not left
/// out: `SF` does not mean `SF 40`.
fn leaves_class_out(declared: &str, grade: &str) -> bool {
    let folded = fold(grade);
    let mut begun = String::new();
    let mut words = folded.split(is_joint).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        begun.push_str(word);
        if begun == declared {
            return words.peek().is_some() && !words.any(|word| word.contains(|letter: char| letter.is_ascii_digit()));
        }
    }
    false
}

/// The ways in which a declaration can be a document and a grade: at each slash, then at each blank.
fn splits(declared: &str) -> impl Iterator<Item = (&str, &str)> {
    let at = move |sign: char| declared.match_indices(sign).map(move |(index, _)| index);
    at('/').chain(at(' ')).filter_map(move |index| {
        let (label, rest) = declared.split_at_checked(index)?;
        Some((label.trim(), rest.get(1..)?.trim()))
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::standards::tests::standards;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The claim in one line: `pinned GB 11121-1995 / SF 40 superseded 2007-01-01 by GB 11121-2006`.
    fn claim(declared: &str, on: &str) -> String {
        let standards = standards();
        let list = |candidates: &[GradeCandidate]| {
            let one = |candidate: &GradeCandidate| {
                let name = format!("{} / {}", standards.document(candidate.document).label(), candidate.grade);
                match &candidate.standing {
                    Standing::InForce => name,
                    Standing::NotYet { from } => format!("{name} not before {from}"),
                    Standing::Superseded { on, by } => {
                        format!("{name} superseded {} by {}", on.unwrap(), by.as_deref().unwrap())
                    }
                }
            };
            candidates.iter().map(one).collect::<Vec<_>>().join(", ")
        };
        match standards.resolve_grade(declared, day(on)) {
            GradeClaim::Judged { candidates, pinned: true } => format!("pinned {}", list(&candidates)),
            GradeClaim::Judged { candidates, pinned: false } => list(&candidates),
            GradeClaim::NotInForce { candidates } => format!("not in force: {}", list(&candidates)),
            GradeClaim::Unknown { nearest } => format!("unknown, near {}", nearest.unwrap_or_default()),
        }
    }

    #[test]
    fn the_edition_in_force_on_the_day_judges() {
        for (on, edition) in [
            ("2006-12-31", "GB 11121-1995 / SF 40"),
            ("2007-01-01", "GB 11121-2006 / SF 40"),
            ("2026-06-30", "GB 11121-2006 / SF 40"),
            ("2026-07-01", "GB 11121-2025 / SF 40"),
            ("2026-07-02", "GB 11121-2025 / SF 40"),
        ] {
            assert_eq!(claim("SF 40", on), edition, "{on}");
            assert_eq!(claim("GB 11121 / SF 40", on), edition, "{on}");
        }
    }

    #[test]
    fn a_pinned_edition_judges_and_names_its_successor() {
        let superseded = "pinned GB 11121-1995 / SF 40 superseded 2007-01-01 by GB 11121-2006";
        assert_eq!(claim("GB 11121-1995 / SF 40", "2006-12-31"), "pinned GB 11121-1995 / SF 40");
        assert_eq!(claim("GB 11121-1995 / SF 40", "2007-01-01"), superseded);
        assert_eq!(claim("gb11121-1995/sf40", "2026-07-01"), superseded);
        assert_eq!(claim("GB 11121-1995 SF 40", "2026-07-01"), superseded);
        assert_eq!(claim("GB 11121-2025 / SF 40", "2026-06-30"), "pinned GB 11121-2025 / SF 40 not before 2026-07-01");
        assert_eq!(claim("GB 11121-2025 / SF 40", "2026-07-01"), "pinned GB 11121-2025 / SF 40");
    }

    #[test]
    fn a_grade_that_no_edition_in_force_has_is_known_all_the_same() {
        assert_eq!(
            claim("SF 10W-30", "2026-07-01"),
            "not in force: GB 11121-2006 / SF 10W-30 superseded 2026-07-01 by GB 11121-2025"
        );
        assert_eq!(claim("SF 10W-30", "2026-06-30"), "GB 11121-2006 / SF 10W-30");
    }

    #[test]
    fn what_is_kept_for_comparison_judges_only_where_it_is_named() {
        let mut standards = standards();
        for document in standards.documents.iter_mut().filter(|document| &*document.id == "GB 11118.1") {
            document.reference = true;
        }
        let judges = |declared: &str| match standards.resolve_grade(declared, day("2020-01-01")) {
            GradeClaim::Judged { candidates, .. } => {
                candidates.iter().all(|candidate| candidate.standing == Standing::InForce)
            }
            GradeClaim::NotInForce { .. } | GradeClaim::Unknown { .. } => false,
        };
        assert!(!judges("L-HM 46 normal"));
        assert!(judges("GB 11118.1 / L-HM 46 normal") && judges("GB 11118.1-2011 / L-HM 46 normal"));
        assert!(
            standards.documents.iter().all(|document| !document.reference || !document.in_force_on(day("2020-01-01")))
        );
    }

    #[test]
    fn case_blanks_and_hyphens_do_not_matter_and_digits_do() {
        let both = "GB 11118.1-2011 / L-HM 46 high-pressure, GB 11118.1-2011 / L-HM 46 normal";
        for declared in ["L-HM 46", "L-HM46", "l-hm 46", "LHM 46", "Ｌ-ＨＭ ４６", "GB 11118.1 / L-HM 46"] {
            assert_eq!(claim(declared, "2020-01-01"), both, "{declared}");
        }
        assert_eq!(claim("L-HM 46 Normal", "2020-01-01"), "GB 11118.1-2011 / L-HM 46 normal");
        assert_eq!(claim("L-HM46 high pressure", "2020-01-01"), "GB 11118.1-2011 / L-HM 46 high-pressure");
        for declared in ["L-HM", "L-HM 4", "SF", "L-HM 460", "46", ""] {
            assert!(claim(declared, "2020-01-01").starts_with("unknown"), "{declared}");
        }
    }

    #[test]
    fn an_unknown_grade_comes_with_the_nearest_name() {
        assert_eq!(claim("SF 4O", "2020-01-01"), "unknown, near SF 40");
        assert_eq!(claim("GB 11121-2006 / SF 45", "2020-01-01"), "unknown, near SF 40");
        assert_eq!(claim("GB 11121-2016 / SF 40", "2020-01-01"), "unknown, near GB 11121-2006 / SF 40");
        assert_eq!(claim("brake fluid", "2020-01-01"), "unknown, near ");
    }
}
