//! Which sign is the decimal sign of a column. Decided from all cells of the column, with the other columns of
//! the file as witnesses; never guessed from one cell, so that `1,5` cannot become 15.

use super::notation::Written;
use super::scanned::{Scanned, Shows};
use super::seen::{Seen, Spot};

/// What the cells of a column have shown so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Cells that are numbers only with the decimal point.
    pub point: Seen,
    /// Cells that are numbers only with the decimal comma.
    pub comma: Seen,
    /// Cells that are numbers with either: `1.234`, `1,234`.
    pub unclear: Seen,
    /// Those of them that have a comma.
    unclear_comma: Seen,
    /// Cells that say that their number is not exact.
    pub approximate: Seen,
    /// Cells with the laboratory's own mark behind the number.
    pub marked: Seen,
}

impl Evidence {
    /// Takes in a trimmed cell.
    pub fn see(&mut self, text: &[u8], spot: Spot) {
        let plain = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'<' | b'>' | b' ');
        if text.iter().all(plain) {
            return;
        }
        let Ok(text) = std::str::from_utf8(text) else { return };
        let number = if let Some((number, "")) = Scanned::of(text) {
            number
        } else {
            let Some(written) = Written::of(text) else { return };
            // `5-10` and `1/2` are no numbers, so their signs show nothing.
            let is_unit = |letter: char| letter.is_alphabetic() || matches!(letter, '%' | '°' | 'µ' | '％');
            if !written.unit.is_empty() && !written.unit.starts_with(is_unit) {
                return;
            }
            self.approximate.note(written.approximate, spot);
            self.marked.note(written.marked, spot);
            written.number
        };
        let shows = number.shows();
        self.point.note(shows == Shows::Only(b'.'), spot);
        self.comma.note(shows == Shows::Only(b','), spot);
        self.unclear.note(shows == Shows::Either, spot);
        self.unclear_comma.note(shows == Shows::Either && text.contains([',', '，']), spot);
    }

    const fn has_unclear_point(&self) -> bool {
        self.unclear.count > self.unclear_comma.count
    }

    /// Takes in what another part of the column showed.
    pub fn add(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.point, other.point),
            (&mut self.comma, other.comma),
            (&mut self.unclear, other.unclear),
            (&mut self.unclear_comma, other.unclear_comma),
            (&mut self.approximate, other.approximate),
            (&mut self.marked, other.marked),
        ] {
            mine.add(theirs);
        }
    }
}

/// How the text came to be, as far as it says something about decimal signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A text file whose cells are parted by this sign.
    Text {
        /// The delimiter.
        delimiter: u8,
    },
    /// A sheet of a workbook: its numbers were written with a point by us, its texts stand as the laboratory wrote them.
    Workbook,
}

/// The decimal sign of each column; `None` where the cells contradict each other or can be read in two ways.
#[must_use]
pub fn decide(columns: &[Evidence], origin: Origin) -> Vec<Option<u8>> {
    // A column speaks for the file if its cells agree.
    let file_point = columns.iter().any(|column| column.point.any() && !column.comma.any());
    let file_comma = columns.iter().any(|column| column.comma.any() && !column.point.any());
    let file = match (file_point, file_comma) {
        (true, false) => Some(b'.'),
        (false, true) => Some(b','),
        _ => None,
    };
    // Where commas part the cells, whoever writes decimal commas has to quote them; a lone point is then no group sign.
    let points_unless_shown = origin == Origin::Text { delimiter: b',' } && !file_comma;
    let column = |column: &Evidence| match (column.point.any(), column.comma.any()) {
        (true, true) => None,
        // A number of the workbook, 1.234, among texts with a comma: a group sign in the one, none in the other.
        (false, true) if origin == Origin::Workbook && column.has_unclear_point() => None,
        (false, false) if origin == Origin::Workbook && column.has_unclear_point() => {
            (!column.unclear_comma.any()).then_some(b'.')
        }
        (true, false) => Some(b'.'),
        (false, true) => Some(b','),
        (false, false) if column.unclear.any() => {
            file.or((points_unless_shown && !column.unclear_comma.any()).then_some(b'.'))
        }
        // Nothing in the column depends on it.
        (false, false) => file.or(Some(b'.')),
    };
    columns.iter().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(columns: &[&[&str]], expect: &[Option<char>]) {
        check_in(columns, Origin::Text { delimiter: b';' }, expect);
    }

    fn check_in(columns: &[&[&str]], origin: Origin, expect: &[Option<char>]) {
        let evidence: Vec<Evidence> = columns
            .iter()
            .map(|cells| {
                let mut evidence = Evidence::default();
                cells.iter().for_each(|cell| evidence.see(cell.as_bytes(), Spot::default()));
                evidence
            })
            .collect();
        let signs: Vec<Option<char>> = decide(&evidence, origin).into_iter().map(|sign| sign.map(char::from)).collect();
        assert_eq!(signs, expect, "{columns:?}");
    }

    #[test]
    fn a_sign_that_stands_alone_decides() {
        check(&[&["1.5", "2", "<0.25"]], &[Some('.')]);
        check(&[&["1,5", "1,234", "≤ 0,25"]], &[Some(',')]);
        check(&[&["12", "-"]], &[Some('.')]);
        check(&[&["0.125"]], &[Some('.')]);
        check(&[&["0,5 ppm", "~1,25", "<LOQ 0,1"]], &[Some(',')]);
    }

    #[test]
    fn groups_of_thousands_decide_too() {
        check(&[&["1.234.567", "1.234"]], &[Some(',')]);
        check(&[&["1,234.5", "1,234"]], &[Some('.')]);
        check(&[&["1 234,567", "1,234"]], &[Some(',')]);
        check(&[&["1.5", "1,234"]], &[Some('.')]);
        check(&[&["1 234", "1 234 567"]], &[Some('.')]);
    }

    #[test]
    fn three_digits_need_a_witness() {
        check(&[&["1.234", "2.345"]], &[None]);
        check(&[&["1,234"]], &[None]);
        check(&[&["1,234"], &["0,5"]], &[Some(','), Some(',')]);
        check(&[&["1.234"], &["0.5"]], &[Some('.'), Some('.')]);
        check(&[&["1.234"], &["0,5"]], &[Some(','), Some(',')]);
        check(&[&["1.234"], &["0,5"], &["0.5"]], &[None, Some(','), Some('.')]);
        check(&[&["1.234", "1,234"]], &[None]);
        check(&[&["1.234", "1,234"], &["7,5"]], &[Some(','), Some(',')]);
    }

    #[test]
    fn where_commas_part_the_cells_a_point_is_decimal_until_a_comma_is_shown() {
        let commas = Origin::Text { delimiter: b',' };
        check_in(&[&["1.234"]], commas, &[Some('.')]);
        check_in(&[&["1,234"]], commas, &[None]);
        check_in(&[&["1,234", "1.234"]], commas, &[None]);
        check_in(&[&["1.234"], &["0,5"]], commas, &[Some(','), Some(',')]);
        check_in(&[&["1,234"], &["0.5"]], commas, &[Some('.'), Some('.')]);
    }

    #[test]
    fn the_numbers_of_a_workbook_are_never_taken_for_thousands() {
        check_in(&[&["1.234"], &["0,5"]], Origin::Workbook, &[Some('.'), Some(',')]);
        check_in(&[&["1.234", "0,5"]], Origin::Workbook, &[None]);
        check_in(&[&["1.234", "1,234"]], Origin::Workbook, &[None]);
        check_in(&[&["1,234"], &["0,5"]], Origin::Workbook, &[Some(','), Some(',')]);
        check_in(&[&["1.234,5"]], Origin::Workbook, &[Some(',')]);
    }

    #[test]
    fn no_witness_settles_a_column_that_contradicts_itself() {
        check(&[&["1.5", "1,5"]], &[None]);
        check(&[&["1.5", "1,5"], &["7,5"]], &[None, Some(',')]);
        check(&[&["1.5", "1.234.567"]], &[None]);
    }

    #[test]
    fn ranges_dates_and_codes_show_nothing() {
        check(&[&["1,5-2,5", "18/16,5", "12.03.2026"], &["1.234"]], &[Some('.'), None]);
    }
}
