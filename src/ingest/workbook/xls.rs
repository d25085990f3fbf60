//! XLS of Excel 5 to 2003: the records of [MS-XLS]. The stream is in memory; its cells are looked up record by record,
//! in the order of rows and columns whatever order they were written in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, WINDOWS_874, WINDOWS_1252};

use crate::domain::ProblemCode;
use crate::ingest::fault::Fault;
use crate::ingest::text_table::TextTable;

use super::form::{Epoch, Form};
use super::records::{error_text, f64_at, rk, u16_at, u32_at};
use super::sheet::SheetWriter;
use super::strings::Strings;
use super::{Sheets, damaged, encrypted};

// Types of records, by their names in [MS-XLS].
const FORMULA: u16 = 0x0006;
const FORMULA_OF_3: u16 = 0x0206;
const FORMULA_OF_4: u16 = 0x0406;
const EOF: u16 = 0x000A;
const DATE_1904: u16 = 0x0022;
const FILE_PASS: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
const CODE_PAGE: u16 = 0x0042;
const BOUND_SHEET: u16 = 0x0085;
const MUL_RK: u16 = 0x00BD;
const RICH_STRING: u16 = 0x00D6;
const XF: u16 = 0x00E0;
const SST: u16 = 0x00FC;
const LABEL_SST: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const RK: u16 = 0x027E;
const FORMAT: u16 = 0x041E;
const BOF: u16 = 0x0809;

/// Records of all sheets together. A full workbook of this format has some two million; sheets that share their records
/// could make a short one endless.
const MOST_RECORDS: usize = 16_000_000;

/// A text of 32,767 letters goes on in eight records, the list of all texts in a few thousand.
const MOST_PIECES: usize = 50_000;

/// A record: its type, its bytes, and where the next one begins.
#[derive(Debug, Clone, Copy)]
struct Record<'b> {
    kind: u16,
    data: &'b [u8],
    next: usize,
}

/// The record at a place; `None` at the end of the stream, also if it ends inside of a record.
fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let kind = u16_at(stream, at)?;
    let length = usize::from(u16_at(stream, at + 2)?);
    let next = at + 4 + length;
    Some(Record { kind, data: stream.get(at + 4..next)?, next })
}

/// The bytes of a record and of those that continue it.
fn pieces<'b>(stream: &'b [u8], first: Record<'b>) -> Result<Vec<&'b [u8]>, Fault> {
    let mut pieces = vec![first.data];
    let mut at = first.next;
    while let Some(more) = record(stream, at).filter(|more| more.kind == CONTINUE) {
        if pieces.len() >= MOST_PIECES {
            return Err(damaged("a text has no end"));
        }
        pieces.push(more.data);
        at = more.next;
    }
    Ok(pieces)
}

/// A sheet by its entry in the workbook.
#[derive(Debug)]
struct Entry {
    name: String,
    hidden: bool,
    at: usize,
}

/// What cells refer to.
struct Book<'b> {
    stream: &'b [u8],
    strings: Strings,
    forms: Vec<Form>,
    epoch: Epoch,
    /// Excel 97 and later write Unicode; those before, the letters of the Windows that they ran on.
    unicode: bool,
    encoding: Option<&'static Encoding>,
    records_left: usize,
}

/// Reads the sheets of a workbook. An encoding that is wanted goes before the one that an old workbook names.
pub fn read(stream: &[u8], wanted: Option<&'static Encoding>) -> Result<Vec<TextTable>, Fault> {
    let mut book = Book {
        stream,
        strings: Strings::default(),
        forms: Vec::new(),
        epoch: Epoch::Of1900,
        unicode: true,
        encoding: wanted,
        records_left: MOST_RECORDS,
    };
    let entries = book.read_globals(wanted.is_some())?;
    let mut sheets = Sheets::new();
    for entry in entries {
        sheets.add(&entry.name, entry.hidden, |writer| book.read_sheet(entry.at, writer))?;
    }
    sheets.finish()
}

impl Book<'_> {
    fn read_globals(&mut self, wanted: bool) -> Result<Vec<Entry>, Fault> {
        let mut entries = Vec::new();
        let mut own = BTreeMap::new();
        let mut at = 0;
        let mut formats = Vec::new();
        while let Some(found) = record(self.stream, at) {
            let data = found.data;
            match found.kind {
                BOF => self.unicode = u16_at(data, 0).is_none_or(|version| version >= 0x0600),
                FILE_PASS => return Err(encrypted()),
                CODE_PAGE if !wanted => self.encoding = u16_at(data, 0).and_then(encoding_of),
                DATE_1904 if u16_at(data, 0) == Some(1) => self.epoch = Epoch::Of1904,
                FORMAT => {
                    if let (Some(id), Ok(code)) =
                        (u16_at(data, 0), self.text(&[data.get(2..).unwrap_or_default()], self.unicode))
                    {
                        own.insert(id, Form::of(&code));
                    }
                }
                // Cells refer to formats by 16 bits; more cannot be meant.
                XF if u16::try_from(formats.len()).is_ok() => formats.push(u16_at(data, 2).unwrap_or(0)),
                BOUND_SHEET => entries.extend(self.entry(data)?),
                SST => self.read_strings(&pieces(self.stream, found)?)?,
                EOF => break,
                _ => {}
            }
            at = found.next;
        }
        let form = |id: &u16| own.get(id).copied().unwrap_or_else(|| Form::built_in(*id));
        self.forms = formats.iter().map(form).collect();
        Ok(entries)
    }

    /// A sheet of cells; sheets of charts and macros are none.
    fn entry(&self, data: &[u8]) -> Result<Option<Entry>, Fault> {
        let (Some(at), Some(hidden), Some(kind)) = (u32_at(data, 0), data.get(4), data.get(5)) else {
            return Err(damaged("the list of sheets is cut off"));
        };
        if *kind != 0 {
            return Ok(None);
        }
        let name = self.short_text(data.get(6..).unwrap_or_default())?;
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        Ok(Some(Entry { name: name.replace('\0', ""), hidden: hidden & 3 != 0, at }))
    }

    /// A text behind one byte for its length.
    fn short_text(&self, data: &[u8]) -> Result<String, Fault> {
        let (Some(length), true) = (data.first(), data.len() > 1) else { return Err(damaged("a name is cut off")) };
        let wide = self.unicode && data.get(1).is_some_and(|flags| flags & 1 != 0);
        let letters = data.get(if self.unicode { 2 } else { 1 }..).unwrap_or_default();
        let bytes = usize::from(*length) * if wide { 2 } else { 1 };
        let letters = letters.get(..bytes).unwrap_or(letters);
        if wide { Ok(super::records::utf16(letters)) } else { self.narrow(letters).map(Cow::into_owned) }
    }

    /// Letters of one byte, which in Unicode workbooks are the first 256 of Unicode.
    fn narrow<'t>(&self, letters: &'t [u8]) -> Result<Cow<'t, str>, Fault> {
        if self.unicode {
            return Ok(encoding_rs::mem::decode_latin1(letters));
        }
        let encoding = self.encoding.unwrap_or(WINDOWS_1252);
        encoding.decode_without_bom_handling_and_without_replacement(letters).ok_or_else(|| {
            let says = format!("a text of the workbook is not {}; name its encoding with --encoding", encoding.name());
            Fault::new(ProblemCode::BadEncoding, says)
        })
    }

    /// A text behind two bytes for its length, in one or several records. Format codes of old workbooks have one.
    fn text(&self, pieces: &[&[u8]], unicode: bool) -> Result<String, Fault> {
        if unicode {
            return Letters::new(pieces).text().ok_or_else(|| damaged("a text is cut off"));
        }
        let data = pieces.first().copied().unwrap_or_default();
        let length = u16_at(data, 0).map_or(0, usize::from);
        let letters = data.get(2..).unwrap_or_default();
        self.narrow(letters.get(..length).unwrap_or(letters)).map(Cow::into_owned)
    }

    fn read_strings(&mut self, pieces: &[&[u8]]) -> Result<(), Fault> {
        let mut letters = Letters::new(pieces);
        letters.skip(8);
        // The count that is stated is not believed; the texts end where the records end.
        while let Some(text) = letters.text() {
            self.strings.push(&text)?;
            self.strings.end()?;
        }
        Ok(())
    }

    fn read_sheet(&mut self, start: usize, writer: &mut SheetWriter<'_>) -> Result<(), Fault> {
        for place in self.places(start)? {
            let Some(found) = record(self.stream, place.at as usize) else { continue };
            let cell = || damaged(format_args!("a cell of row {} is cut off", place.row + 1));
            let (row, column) = (u32::from(place.row), u32::from(place.column));
            if found.kind == MUL_RK {
                // Behind row and column stand pairs of format and number, and then the last column.
                let body = found.data.get(4..found.data.len().saturating_sub(2)).unwrap_or_default();
                for (pair, column) in body.chunks_exact(6).zip(column..) {
                    let (format, code) = u16_at(pair, 0).zip(u32_at(pair, 2)).ok_or_else(cell)?;
                    writer.cell(row, column, &self.form(format).written(rk(code), self.epoch))?;
                }
                continue;
            }
            let text = self.cell(found)?.ok_or_else(cell)?;
            writer.cell(row, column, &text)?;
        }
        Ok(())
    }

    /// Where the cells of a sheet are recorded, by row and column.
    fn places(&mut self, start: usize) -> Result<Vec<Place>, Fault> {
        let mut places = Vec::new();
        let mut at = start;
        let mut depth = 0_u32;
        while let Some(found) = record(self.stream, at) {
            self.records_left = self.records_left.checked_sub(1).ok_or_else(|| {
                let says = format!("the workbook has more than {MOST_RECORDS} records; save each sheet as CSV");
                Fault::new(ProblemCode::TooLarge, says)
            })?;
            match found.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => {
                    places.sort_by_key(|place: &Place| (place.row, place.column));
                    return Ok(places);
                }
                EOF => depth -= 1,
                // Charts inside of the sheet have records of the same types.
                FORMULA | FORMULA_OF_3 | FORMULA_OF_4 | MUL_RK | RICH_STRING | LABEL_SST | NUMBER | LABEL
                | BOOL_ERR | RK
                    if depth == 1 =>
                {
                    let (Some(row), Some(column)) = (u16_at(found.data, 0), u16_at(found.data, 2)) else {
                        return Err(damaged("a cell is cut off"));
                    };
                    // The stream is shorter than 32 bits can count.
                    places.push(Place { row, column, at: u32::try_from(at).unwrap_or(u32::MAX) });
                }
                _ => {}
            }
            at = found.next;
        }
        Err(damaged("the sheet is cut off"))
    }

    fn form(&self, format: u16) -> Form {
        self.forms.get(usize::from(format)).copied().unwrap_or_default()
    }

    /// The text of a cell; `None` if its record is too short for its type.
    fn cell(&self, found: Record<'_>) -> Result<Option<String>, Fault> {
        let data = found.data;
        let Some(form) = u16_at(data, 4).map(|format| self.form(format)) else { return Ok(None) };
        let number = |number: f64| form.written(number, self.epoch);
        Ok(match found.kind {
            NUMBER => f64_at(data, 6).map(number),
            RK => u32_at(data, 6).map(|code| number(rk(code))),
            LABEL_SST => {
                u32_at(data, 6).and_then(|index| self.strings.get(usize::try_from(index).ok()?)).map(str::to_owned)
            }
            BOOL_ERR => data.get(6).zip(data.get(7)).map(|(code, is_error)| told(*code, *is_error != 0)),
            LABEL | RICH_STRING => {
                let mut all = pieces(self.stream, found)?;
                if let Some(first) = all.first_mut() {
                    *first = first.get(6..).unwrap_or_default();
                }
                Some(self.text(&all, self.unicode)?)
            }
            _ => match (data.get(6), data.get(8), u16_at(data, 12)) {
                (Some(0), _, Some(0xFFFF)) => Some(self.formula_text(found.next)?),
                (Some(1), Some(truth), Some(0xFFFF)) => Some(told(*truth, false)),
                (Some(2), Some(code), Some(0xFFFF)) => Some(told(*code, true)),
                (Some(_), _, Some(0xFFFF)) => Some(String::new()),
                _ => f64_at(data, 6).map(number),
            },
        })
    }

    /// The text that a formula came to stands in a record of its own, behind those that share or array the formula.
    fn formula_text(&self, mut at: usize) -> Result<String, Fault> {
        const MOST_BETWEEN: usize = 4;
        for _ in 0..MOST_BETWEEN {
            let Some(found) = record(self.stream, at) else { break };
            if found.kind == STRING {
                return self.text(&pieces(self.stream, found)?, self.unicode);
            }
            at = found.next;
        }
        Ok(String::new())
    }
}

/// Where a cell is recorded.
#[derive(Debug, Clone, Copy)]
struct Place {
    row: u16,
    column: u16,
    at: u32,
}

fn told(code: u8, is_error: bool) -> String {
    match (is_error, code) {
        (true, code) => error_text(code),
        (false, 0) => "no",
        (false, _) => "yes",
    }
    .to_owned()
}

fn encoding_of(page: u16) -> Option<&'static Encoding> {
    match page {
        874 => Some(WINDOWS_874),
        932 => Some(SHIFT_JIS),
        936 => Some(GB18030),
        949 => Some(EUC_KR),
        950 => Some(BIG5),
        10_000 | 0x8000 => Some(MACINTOSH),
        0x8001 => Some(WINDOWS_1252),
        page => Encoding::for_label(format!("windows-{page}").as_bytes()),
    }
}

/// Reads texts from records. Where the letters of a text go on in the next record, its first byte says anew whether
/// they have one byte or two.
struct Letters<'p, 'b> {
    pieces: &'p [&'b [u8]],
    piece: usize,
    at: usize,
}

impl<'p, 'b> Letters<'p, 'b> {
    fn new(pieces: &'p [&'b [u8]]) -> Self {
        Self { pieces, piece: 0, at: 0 }
    }

    /// What is left of the piece at hand; the next piece where it is used up.
    fn rest(&mut self) -> Option<&'b [u8]> {
        loop {
            let rest = self.pieces.get(self.piece)?.get(self.at..).unwrap_or_default();
            if !rest.is_empty() {
                return Some(rest);
            }
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<u32> {
        (0..bytes).try_fold(0, |number, place| Some(number | u32::from(self.byte()?) << (8 * place)))
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 {
            let Some(rest) = self.rest() else { return };
            let step = bytes.min(rest.len());
            self.at += step;
            bytes -= step;
        }
    }

    /// A text behind its length and flags, [MS-XLS] 2.5.293.
    fn text(&mut self) -> Option<String> {
        let mut left = usize::try_from(self.number(2)?).ok()?;
        let flags = if left == 0 && self.rest().is_none() { 0 } else { self.byte()? };
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let extra = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let mut wide = flags & 1 != 0;
        let mut text = String::new();
        let mut piece = self.piece;
        while left > 0 {
            self.rest()?;
            if self.piece != piece {
                piece = self.piece;
                wide = self.byte()? & 1 != 0;
            }
            let rest = self.pieces.get(self.piece)?.get(self.at..)?;
            let width = if wide { 2 } else { 1 };
            let count = left.min(rest.len() / width);
            if count == 0 {
                // Half a letter, or nothing, before the piece ends.
                if !rest.is_empty() {
                    return None;
                }
                continue;
            }
            let letters = rest.get(..count * width)?;
            if wide {
                text.push_str(&super::records::utf16(letters));
            } else {
                text.push_str(&encoding_rs::mem::decode_latin1(letters));
            }
            self.at += count * width;
            left -= count;
        }
        self.skip(usize::try_from(runs).ok()?.saturating_mul(4));
        self.skip(usize::try_from(extra).ok()?);
        Some(text)
    }
}
