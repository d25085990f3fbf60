//! Which sign is the decimal sign of a column. Decided from all cells of the column, with the other columns of
//! the file as witnesses; never guessed from one cell, so that `1,5` cannot become 15.

use super::number::Separated;

/// What the cells of a column have shown so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    point: Sign,
    comma: Sign,
}

/// What is known of one sign in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sign {
    /// It stands before something that cannot be a group of thousands.
    shown: bool,
    /// It stands before exactly three digits.
    unclear: bool,
}

impl Sign {
    const fn seen(self) -> bool {
        self.shown || self.unclear
    }
}

impl Evidence {
    /// Takes in a trimmed cell.
    pub fn see(&mut self, text: &[u8]) {
        let Some(separated) = Separated::of(without_censor(text)) else { return };
        let sign = if separated.sign == b'.' { &mut self.point } else { &mut self.comma };
        sign.shown |= separated.is_decimal;
        sign.unclear |= !separated.is_decimal;
    }

    /// Takes in what another part of the column showed.
    pub fn add(&mut self, other: Self) {
        for (mine, theirs) in [(&mut self.point, other.point), (&mut self.comma, other.comma)] {
            mine.shown |= theirs.shown;
            mine.unclear |= theirs.unclear;
        }
    }
}

/// The number behind `<`, `>`, `≤` and their likes.
fn without_censor(text: &[u8]) -> &[u8] {
    let text = text.strip_prefix("≤".as_bytes()).or_else(|| text.strip_prefix("≥".as_bytes())).unwrap_or(text);
    let signs = text.iter().take_while(|byte| matches!(byte, b'<' | b'>' | b'=' | b' ')).count();
    text.get(signs..).unwrap_or_default()
}

/// The decimal sign of each column; `None` where the cells contradict each other or can be read in two ways.
#[must_use]
pub fn decide(columns: &[Evidence], delimiter: u8) -> Vec<Option<u8>> {
    // A column speaks for the file if one sign alone is shown in it.
    let file_point = columns.iter().any(|column| column.point.shown && !column.comma.seen());
    let file_comma = columns.iter().any(|column| column.comma.shown && !column.point.seen());
    columns.iter().map(|column| decide_column(*column, file_point, file_comma, delimiter)).collect()
}

fn decide_column(column: Evidence, file_point: bool, file_comma: bool, delimiter: u8) -> Option<u8> {
    // Where commas part the cells, a comma inside a quoted cell may part thousands.
    if delimiter == b',' {
        return if column.comma.seen() && !column.point.seen() { None } else { Some(b'.') };
    }
    let (point, comma) = match (column.point.seen(), column.comma.seen()) {
        (false, false) => return Some(if file_comma && !file_point { b',' } else { b'.' }),
        (true, false) if column.point.shown => return Some(b'.'),
        (false, true) if column.comma.shown => return Some(b','),
        (true, true) => (column.point.shown || file_point, column.comma.shown || file_comma),
        _ => (file_point, file_comma),
    };
    match (point, comma) {
        (true, false) => Some(b'.'),
        (false, true) => Some(b','),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(columns: &[&[&str]], delimiter: u8, expect: &[Option<char>]) {
        let evidence: Vec<Evidence> = columns
            .iter()
            .map(|cells| {
                let mut evidence = Evidence::default();
                cells.iter().for_each(|cell| evidence.see(cell.as_bytes()));
                evidence
            })
            .collect();
        let signs: Vec<Option<char>> =
            decide(&evidence, delimiter).into_iter().map(|sign| sign.map(char::from)).collect();
        assert_eq!(signs, expect, "{columns:?}");
    }

    #[test]
    fn a_sign_that_stands_alone_decides() {
        check(&[&["1.5", "2", "<0.25"]], b';', &[Some('.')]);
        check(&[&["1,5", "1,234", "≤ 0,25"]], b';', &[Some(',')]);
        check(&[&["12", "-"]], b';', &[Some('.')]);
        check(&[&["0.125"]], b';', &[Some('.')]);
    }

    #[test]
    fn three_digits_need_a_witness() {
        check(&[&["1.234", "2.345"]], b';', &[None]);
        check(&[&["1,234"]], b'\t', &[None]);
        check(&[&["1,234"], &["0,5"]], b';', &[Some(','), Some(',')]);
        check(&[&["1.234"], &["0.5"]], b'\t', &[Some('.'), Some('.')]);
        check(&[&["1.234"], &["0,5"]], b';', &[Some(','), Some(',')]);
        check(&[&["1.234"], &["0,5"], &["0.5"]], b';', &[None, Some(','), Some('.')]);
    }

    #[test]
    fn two_signs_in_a_column_need_a_witness_too() {
        check(&[&["1.5", "1,5"]], b';', &[None]);
        check(&[&["1.5", "1,234"]], b';', &[Some('.')]);
        check(&[&["1.234", "1,234"]], b';', &[None]);
        check(&[&["1.234", "1,234"], &["7,5"]], b';', &[Some(','), Some(',')]);
        check(&[&["1.5", "1,5"], &["7,5"]], b';', &[None, Some(',')]);
    }

    #[test]
    fn where_commas_part_cells_a_comma_in_a_cell_is_never_the_decimal_sign() {
        check(&[&["1.234"], &["1,5"], &["1,5", "1.5"]], b',', &[Some('.'), None, Some('.')]);
    }
}
