//! The decimal sign in sheets of workbooks, where numbers stand with a point whatever the laboratory's own sign is.
//!
//! Only texts that look like numbers can hold a comma there. A column with both is not decided: the comma may part
//! decimals as well as thousands, and a point that is read as a sign between thousands would bend a number.

use rayon::prelude::*;

use super::rows::{self, Chunk};

/// Which signs stand in the cells of a column that look like numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Signs {
    point: bool,
    comma: bool,
}

/// Corrects what was decided, or asked for, by what stands in the columns of a sheet.
pub fn settle(decimals: &mut [Option<u8>], text: &[u8], delimiter: u8, chunks: &[Chunk]) {
    let count = decimals.len();
    let signs = chunks
        .par_iter()
        .map(|chunk| {
            let mut signs = vec![Signs::default(); count];
            let mut cells = Vec::new();
            for (_, row) in rows::rows(text.get(chunk.start..chunk.end).unwrap_or_default(), delimiter) {
                if rows::split(row, delimiter, &mut cells).is_err() {
                    continue;
                }
                for (signs, cell) in signs.iter_mut().zip(&cells) {
                    let cell = cell.of(row);
                    let is_like_a_number = |byte: &u8| byte.is_ascii_digit() || b".,+-<>=~ *eE".contains(byte);
                    if cell.iter().all(is_like_a_number) {
                        signs.point |= cell.contains(&b'.');
                        signs.comma |= cell.contains(&b',');
                    }
                }
            }
            signs
        })
        .reduce(
            || vec![Signs::default(); count],
            |mut mine, theirs| {
                for (mine, theirs) in mine.iter_mut().zip(theirs) {
                    mine.point |= theirs.point;
                    mine.comma |= theirs.comma;
                }
                mine
            },
        );
    for (decimal, signs) in decimals.iter_mut().zip(signs) {
        match signs {
            Signs { comma: false, .. } => *decimal = Some(b'.'),
            Signs { comma: true, point: true } => *decimal = None,
            Signs { comma: true, point: false } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn a_point_is_a_decimal_sign_unless_commas_stand_beside_it() {
        let text = b"number\ttext\tboth\twords\n1.234\t1,5\t1.234\ta,b.c\n2.345\t<0,5\t1,5\t1.5\n";
        let chunks = rows::chunks(text, b'\t', 30).unwrap();
        let mut decimals = [Some(b','), Some(b','), Some(b','), None];
        settle(&mut decimals, text, b'\t', &chunks);
        assert_eq!(decimals, [Some(b'.'), Some(b','), None, Some(b'.')]);
    }
}
