//! Bytes to rows and cells, by RFC 4180: quoted cells, doubled quotes, line breaks in quotes; a row ends in
//! LF, CRLF or CR. Rows are counted as a spreadsheet counts them, empty ones included.

use memchr::{memchr, memchr_iter, memchr3};

/// One cell of a row, without its quotation marks. Positions count from the row's first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// True if quotation marks in it are doubled.
    pub doubled: bool,
}

impl Cell {
    /// The cell's bytes.
    #[must_use]
    pub fn of(self, row: &[u8]) -> &[u8] {
        row.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The cell without the blanks around it.
    #[must_use]
    pub fn trimmed(self, row: &[u8]) -> Self {
        let text = self.of(row);
        let kept = text.trim_ascii_start();
        let start = self.start + short(text.len() - kept.len());
        Self { start, end: start + short(kept.trim_ascii_end().len()), ..self }
    }
}

/// A piece of a file that begins and ends between rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunk {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Number of its first row, as a spreadsheet counts.
    pub first_row: u32,
    /// How many rows it has.
    pub rows: u32,
}

/// A quotation mark that is opened and never closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unclosed {
    /// The row in which it opens.
    pub row: u32,
}

/// Text behind a closing quotation mark, in the same cell; its column, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosedInside(pub u32);

/// A row of more cells is no row of results, and is not cut further: a text of nothing but commas costs no more memory.
pub const MOST_CELLS: usize = 1 << 16;

/// Positions inside a row are held in 32 bits; files of 4 GiB and more are turned away before.
fn short(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Cuts a text into pieces of about `size` bytes, each of whole rows.
pub fn chunks(text: &[u8], delimiter: u8, size: usize) -> Result<Vec<Chunk>, Unclosed> {
    let mut found = Vec::with_capacity(text.len() / size.max(1) + 1);
    let (mut at, mut row) = (0, 1);
    let mut open = Chunk { start: 0, end: 0, first_row: 1, rows: 0 };
    while at < text.len() {
        let (_, next) = row_end(text, at, delimiter).ok_or(Unclosed { row })?;
        row += 1;
        at = next;
        open.end = next;
        open.rows += 1;
        if open.end - open.start >= size {
            found.push(open);
            open = Chunk { start: next, end: next, first_row: row, rows: 0 };
        }
    }
    if open.end > open.start {
        found.push(open);
    }
    Ok(found)
}

/// The rows of a text: each row's first byte and the row without its line end.
pub fn rows(text: &[u8], delimiter: u8) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let start = at;
        let (end, next) = row_end(text, start, delimiter).unwrap_or((text.len(), text.len()));
        at = next;
        Some((start, text.get(start..end)?))
    })
}

/// Where the row that begins at `start` ends, and where the next one begins. `None` if a quote stays open.
fn row_end(text: &[u8], start: usize, delimiter: u8) -> Option<(usize, usize)> {
    let mut at = start;
    loop {
        let Some(found) = memchr3(b'"', b'\n', b'\r', text.get(at..)?) else { return Some((text.len(), text.len())) };
        let place = at + found;
        match text.get(place)? {
            b'"' if place == start || text.get(place - 1) == Some(&delimiter) => at = closing(text, place + 1)?.0 + 1,
            b'"' => at = place + 1,
            b'\r' if text.get(place + 1) == Some(&b'\n') => return Some((place, place + 2)),
            _ => return Some((place, place + 1)),
        }
    }
}

/// The quote that closes a cell whose text begins at `from`, and whether there are doubled ones before it.
fn closing(text: &[u8], from: usize) -> Option<(usize, bool)> {
    let (mut at, mut doubled) = (from, false);
    loop {
        let place = at + memchr(b'"', text.get(at..)?)?;
        if text.get(place + 1) != Some(&b'"') {
            return Some((place, doubled));
        }
        doubled = true;
        at = place + 2;
    }
}

/// Splits a row into its cells.
pub fn split(row: &[u8], delimiter: u8, cells: &mut Vec<Cell>) -> Result<(), ClosedInside> {
    cells.clear();
    if memchr(b'"', row).is_some() {
        return split_quoted(row, delimiter, cells);
    }
    let mut start = 0;
    for end in memchr_iter(delimiter, row).take(MOST_CELLS) {
        cells.push(Cell { start, end: short(end), doubled: false });
        start = short(end + 1);
    }
    cells.push(Cell { start, end: short(row.len()), doubled: false });
    Ok(())
}

fn split_quoted(row: &[u8], delimiter: u8, cells: &mut Vec<Cell>) -> Result<(), ClosedInside> {
    let mut start = 0;
    loop {
        let next_delimiter = |from: usize| {
            let rest = row.get(from..).unwrap_or_default();
            memchr(delimiter, rest).map_or(row.len(), |found| from + found)
        };
        let end = if row.get(start) == Some(&b'"') {
            let fault = ClosedInside(short(cells.len() + 1));
            let (close, doubled) = closing(row, start + 1).ok_or(fault)?;
            cells.push(Cell { start: short(start + 1), end: short(close), doubled });
            let end = next_delimiter(close + 1);
            if !row.get(close + 1..end).unwrap_or_default().trim_ascii().is_empty() {
                return Err(fault);
            }
            end
        } else {
            let end = next_delimiter(start);
            cells.push(Cell { start: short(start), end: short(end), doubled: false });
            end
        };
        if end >= row.len() || cells.len() > MOST_CELLS {
            return Ok(());
        }
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;

    fn records(text: &[u8], delimiter: u8) -> Vec<Vec<String>> {
        let mut cells = Vec::new();
        rows(text, delimiter)
            .map(|(_, row)| {
                split(row, delimiter, &mut cells).unwrap();
                let plain = |cell: &Cell| String::from_utf8_lossy(cell.of(row)).replace("\"\"", "\"");
                cells.iter().map(plain).collect()
            })
            .collect()
    }

    fn check(text: &str, expect: &[&[&str]]) {
        assert_eq!(records(text.as_bytes(), b','), expect, "{text:?}");
    }

    #[test]
    fn rows_end_in_lf_crlf_or_cr() {
        for text in ["a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "a,b\nc,d", "a,b\r\nc,d"] {
            check(text, &[&["a", "b"], &["c", "d"]]);
        }
        check("", &[]);
        check("a\n\nb\n", &[&["a"], &[""], &["b"]]);
    }

    #[test]
    fn quoted_cells_keep_delimiters_breaks_and_quotes() {
        check("\"a,1\",\"b\r\n2\"\nc,\"\"\n", &[&["a,1", "b\r\n2"], &["c", ""]]);
        check("\"say \"\"oil\"\"\",x\n", &[&["say \"oil\"", "x"]]);
        check("5\" pipe,x\n", &[&["5\" pipe", "x"]]);
        check("\"a\" ,b\n", &[&["a", "b"]]);
        check("a,\n", &[&["a", ""]]);
        check("\"a\",\n", &[&["a", ""]]);
    }

    #[test]
    fn a_quote_that_stays_open_is_named_by_its_row() {
        assert_eq!(chunks(b"a,b\n\"x\ny\",1\n2,\"open\n3,4\n", b',', 1), Err(Unclosed { row: 3 }));
        let mut cells = Vec::new();
        assert_eq!(split(b"1,\"a\"b,2", b',', &mut cells), Err(ClosedInside(2)));
    }

    #[test]
    fn chunks_meet_between_rows_and_count_them() {
        let text = b"h\n1\n\"2\n2\"\n3\n";
        let cut = chunks(text, b',', 3).unwrap();
        let pieces: Vec<(&[u8], u32)> =
            cut.iter().map(|chunk| (text.get(chunk.start..chunk.end).unwrap(), chunk.first_row)).collect();
        assert_eq!(pieces, [(&b"h\n1\n"[..], 1), (&b"\"2\n2\"\n"[..], 3), (&b"3\n"[..], 4)]);
        assert_eq!(chunks(b"", b',', 3), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn well_formed_text_is_read_as_the_csv_crate_reads_it(
            table in proptest::collection::vec(proptest::collection::vec("[a1;,\" \r\n\té]{0,6}", 2..5), 1..6),
            tab in any::<bool>(),
        ) {
            let delimiter = if tab { b'\t' } else { b',' };
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
            for record in &table {
                writer.write_record(record).unwrap();
            }
            let text = writer.into_inner().unwrap();
            let mut reader =
                csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(&*text);
            let oracle: Vec<Vec<String>> =
                reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(records(&text, delimiter), oracle);
        }

        #[test]
        fn no_bytes_panic_and_chunks_cover_the_text(text in "[a,\"\r\n]{0,40}", size in 1_usize..9) {
            if let Ok(cut) = chunks(text.as_bytes(), b',', size) {
                let mut at = 0;
                let mut row = 1;
                for chunk in cut {
                    prop_assert_eq!((chunk.start, chunk.first_row), (at, row));
                    let piece = text.as_bytes().get(chunk.start..chunk.end).unwrap();
                    prop_assert_eq!(chunk.rows as usize, rows(piece, b',').count());
                    row += u32::try_from(rows(piece, b',').count()).unwrap();
                    at = chunk.end;
                }
                prop_assert_eq!(at, text.len());
                prop_assert_eq!(u32::try_from(rows(text.as_bytes(), b',').count()).unwrap() + 1, row);
            }
        }
    }
}
