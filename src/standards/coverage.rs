//! Which grades a document or a limit is for, where it names them by the beginnings of their names.

use crate::domain::fold;

use super::document::Document;
use super::grade::{even, is_joint};
use super::limit::Limit;

impl Document {
    /// True if the document is about a grade: it names no beginnings of grades, or one that this grade begins with.
    #[must_use]
    pub fn covers_grade(&self, grade: &str) -> bool {
        self.for_grades.is_empty() || self.for_grades.iter().any(|beginning| begins_with(grade, beginning))
    }
}

impl Limit {
    /// True if the limit is for a grade by its full name, as far as the limit's own row says; the document may
    /// narrow it further.
    #[must_use]
    pub fn covers_grade(&self, grade: &str) -> bool {
        match &self.grade {
            Some(own) => even(own) == even(grade),
            None => self.for_grades.is_empty() || self.for_grades.iter().any(|part| begins_with(grade, part)),
        }
    }
}

/// True if a grade's name begins with these words: `L-TSA 46 A` with `L-TSA 46`, but `ISO VG 320` not with
/// `ISO VG 32`.
fn begins_with(grade: &str, beginning: &str) -> bool {
    let beginning = even(beginning);
    let folded = fold(grade);
    let mut begun = String::new();
    let mut letters = folded.chars().peekable();
    while let Some(letter) = letters.next() {
        if !is_joint(letter) {
            begun.push(letter);
        }
        if begun == beginning {
            let goes_on = letters.peek().is_some_and(|next| {
                letter.is_ascii_digit() && next.is_ascii_digit() || letter.is_alphabetic() && next.is_alphabetic()
            });
            return !goes_on;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_ends_where_a_word_of_the_name_ends() {
        for (grade, beginning, expect) in [
            ("L-TSA 46 A", "L-TSA 46", true),
            ("L-TSA 46", "l-tsa46", true),
            ("L-TSA 460", "L-TSA 46", false),
            ("ISO VG 320", "ISO VG 32", false),
            ("ISO VG 32", "ISO VG 32", true),
            ("SF 40", "SF", true),
            ("SF10W-30", "SF", true),
            ("SF/CD 15W-40", "SF/CD", true),
            ("SFX 40", "SF", false),
            ("L-HL 46", "L-HM", false),
        ] {
            assert_eq!(begins_with(grade, beginning), expect, "{grade} with {beginning}");
        }
    }

    #[test]
    fn a_limit_of_a_specification_is_for_its_own_grade_only() {
        let standards = crate::standards::tests::standards();
        let covering = |grade: &str| standards.limits.iter().filter(|limit| limit.covers_grade(grade)).count();
        let everywhere = standards.limits.iter().filter(|limit| limit.grade.is_none()).count() - 1;
        assert_eq!(covering("SF 10W-30") - everywhere, 1);
        assert_eq!(covering("L-HM 46 normal") - everywhere, 3);
        assert_eq!(covering("L-HM 460") - everywhere, 0);
        let about = |grade: &str| standards.documents.iter().filter(|document| document.covers_grade(grade)).count();
        assert_eq!((about("L-HM 46 normal"), about("SF 40")), (6, 5));
    }
}
