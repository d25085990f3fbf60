//! Cells of a sheet to rows of text. Rows come in order; the cells of a row in any order.

use std::ops::Range;

use crate::domain::ProblemCode;
use crate::ingest::fault::Fault;
use crate::ingest::layout::MOST_COLUMNS;

use super::damaged;

/// The rows of a sheet of Excel and of Calc.
const MOST_ROWS: u32 = 1_048_576;

/// The letters of a cell of Excel.
const MOST_CELL_CHARS: usize = 32_767;

/// Writes one sheet. What it takes comes from what all sheets of the workbook may take together.
#[derive(Debug)]
pub struct SheetWriter<'w> {
    text: Vec<u8>,
    left: &'w mut usize,
    /// The cells of the row at hand: column and place in `values`.
    cells: Vec<(u32, Range<usize>)>,
    values: Vec<u8>,
    row: u32,
    /// Rows written.
    written: u32,
    /// The widest row so far. Later rows are filled up to it, so that cells left empty at the end of a row do not
    /// make it shorter than its headings.
    width: usize,
}

impl<'w> SheetWriter<'w> {
    pub fn new(left: &'w mut usize) -> Self {
        Self { text: Vec::new(), left, cells: Vec::new(), values: Vec::new(), row: 0, written: 0, width: 0 }
    }

    /// Adds a cell; rows and columns count from 0.
    pub fn cell(&mut self, row: u32, column: u32, value: &str) -> Result<(), Fault> {
        if value.is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column as usize >= MOST_COLUMNS {
            let says = format!(
                "a cell stands in row {}, column {}; at most {MOST_ROWS} rows and {MOST_COLUMNS} columns are read. \
                 Delete what stands beside the table",
                u64::from(row) + 1,
                u64::from(column) + 1
            );
            return Err(Fault::new(ProblemCode::TooLarge, says));
        }
        if value.len() > MOST_CELL_CHARS && value.chars().count() > MOST_CELL_CHARS {
            let says =
                format!("the cell in row {}, column {} has more than {MOST_CELL_CHARS} letters", row + 1, column + 1);
            return Err(Fault::new(ProblemCode::TooLarge, says));
        }
        if row != self.row {
            self.end_row()?;
            if row < self.written {
                return Err(damaged(format_args!("row {} stands behind row {}", row + 1, self.written)));
            }
            self.row = row;
        }
        if self.values.len() + value.len() > *self.left {
            return Err(full());
        }
        let start = self.values.len();
        self.values.extend_from_slice(value.as_bytes());
        self.cells.push((column, start..self.values.len()));
        Ok(())
    }

    /// The text of the sheet; empty if it has no cells.
    pub fn finish(mut self) -> Result<Vec<u8>, Fault> {
        self.end_row()?;
        Ok(self.text)
    }

    fn end_row(&mut self) -> Result<(), Fault> {
        // Of a row with two cells in one place the later one counts, as it does for spreadsheet programs.
        self.cells.sort_by_key(|(column, _)| *column);
        let Some(last) = self.cells.last().map(|(column, _)| *column as usize + 1) else { return Ok(()) };
        self.width = self.width.max(last);
        let before = self.text.len();
        let most = before.saturating_add(*self.left);
        let gap = (self.row - self.written) as usize;
        if before + gap + self.width + self.values.len() > most {
            return Err(full());
        }
        self.text.resize(before + gap, b'\n');
        let mut column = 0;
        for (index, (at, range)) in self.cells.iter().enumerate() {
            if self.cells.get(index + 1).is_some_and(|(next, _)| next == at) {
                continue;
            }
            self.text.resize(self.text.len() + (*at as usize - column), b'\t');
            column = *at as usize;
            write_cell(&mut self.text, self.values.get(range.clone()).unwrap_or_default());
        }
        self.text.resize(self.text.len() + (self.width - 1 - column), b'\t');
        self.text.push(b'\n');
        self.written = self.row + 1;
        self.cells.clear();
        self.values.clear();
        *self.left = self.left.checked_sub(self.text.len() - before).ok_or_else(full)?;
        Ok(())
    }
}

fn write_cell(text: &mut Vec<u8>, value: &[u8]) {
    if !value.iter().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b'"')) {
        text.extend_from_slice(value);
        return;
    }
    text.push(b'"');
    for byte in value {
        text.push(*byte);
        if *byte == b'"' {
            text.push(b'"');
        }
    }
    text.push(b'"');
}

fn full() -> Fault {
    let says = format!(
        "the sheets hold more than {} MiB of text; delete what stands beside the tables, or save each sheet as CSV",
        super::MOST_TEXT >> 20
    );
    Fault::new(ProblemCode::TooLarge, says)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn written(left: usize, cells: &[(u32, u32, &str)]) -> Result<String, Fault> {
        let mut left = left;
        let mut writer = SheetWriter::new(&mut left);
        for (row, column, value) in cells {
            writer.cell(*row, *column, value)?;
        }
        writer.finish().map(|text| String::from_utf8(text).unwrap())
    }

    #[test]
    fn cells_stand_where_they_stood() {
        let cells = [(1, 1, "b"), (1, 0, "a"), (3, 2, "x\ty\"z\n"), (3, 0, "1"), (4, 0, "2"), (4, 0, "3"), (5, 3, "")];
        assert_eq!(written(1000, &cells).unwrap(), "\na\tb\n\n1\t\t\"x\ty\"\"z\n\"\n3\t\t\n");
        assert_eq!(written(1000, &[]).unwrap(), "");
    }

    #[test]
    fn limits_stand_where_they_are_said_to_stand() {
        let code = |left, cells: &[(u32, u32, &str)]| written(left, cells).map_or_else(|fault| fault.code.id(), |_| "");
        assert_eq!(code(8192, &[(0, 4095, "x")]), "");
        assert_eq!(code(8192, &[(0, 4096, "x")]), "too-large");
        assert_eq!(code(2 << 20, &[(1_048_575, 0, "x")]), "");
        assert_eq!(code(2 << 20, &[(1_048_576, 0, "x")]), "too-large");
        let long = "é".repeat(MOST_CELL_CHARS);
        assert_eq!(code(1 << 20, &[(0, 0, &long)]), "");
        assert_eq!(code(1 << 20, &[(0, 0, &format!("{long}x"))]), "too-large");
        assert_eq!(code(2, &[(0, 0, "x")]), "");
        assert_eq!(code(1, &[(0, 0, "x")]), "too-large");
        assert_eq!(code(100, &[(0, 0, "x"), (200, 0, "x")]), "too-large");
        assert_eq!(code(100, &[(1, 0, "x"), (2, 0, "x"), (1, 0, "x")]), "damaged-file");
    }
}
