//! XLSX and XLSM: ECMA-376 part 1, chapter 18. Sheets are read cell by cell, and never held.

use std::collections::BTreeMap;

use crate::domain::ProblemCode;
use crate::ingest::fault::Fault;
use crate::ingest::text_table::TextTable;

use super::form::{Epoch, Form};
use super::package::{Package, Part};
use super::parts::relationships;
use super::sheet::SheetWriter;
use super::strings::Strings;
use super::xml::{Event, Tag, Xml};
use super::{Sheets, damaged};

/// Excel takes 65,490 cell formats.
const MOST_FORMATS: usize = 100_000;

/// A sheet by its entry in the workbook.
struct Entry {
    name: String,
    hidden: bool,
    relationship: String,
}

/// What cells refer to.
struct Book {
    strings: Strings,
    forms: Vec<Form>,
    epoch: Epoch,
}

/// Reads the sheets of a workbook.
pub fn read(package: &mut Package<'_>, workbook: &str) -> Result<Vec<TextTable>, Fault> {
    let related = relationships(package, workbook)?;
    let (entries, epoch) = entries(package, workbook)?;
    let part_of = |kind: &str| related.values().find(|known| known.kind == kind).map(|known| known.part.clone());
    let strings = match part_of("sharedStrings") {
        Some(part) => strings(package, &part)?,
        None => Strings::default(),
    };
    let forms = match part_of("styles") {
        Some(part) => forms(package, &part)?,
        None => Vec::new(),
    };
    let book = Book { strings, forms, epoch };
    let mut sheets = Sheets::new();
    for entry in entries {
        let Some(known) = related.get(&entry.relationship) else {
            return Err(damaged(format_args!("the sheet \"{}\" has no part", entry.name)));
        };
        // Sheets of charts, dialogs and old macros hold no table.
        if known.kind != "worksheet" {
            continue;
        }
        let Some(part) = package.part(&known.part)? else {
            return Err(damaged(format_args!("{} is missing", known.part)));
        };
        sheets.add(&entry.name, entry.hidden, |writer| book.read(part, writer))?;
    }
    sheets.finish()
}

fn entries(package: &mut Package<'_>, workbook: &str) -> Result<(Vec<Entry>, Epoch), Fault> {
    let mut entries = Vec::new();
    let mut epoch = Epoch::Of1900;
    let Some(part) = package.part(workbook)? else { return Ok((entries, epoch)) };
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Event::Open(tag) if tag.name == "sheet" => {
                entries.push(Entry {
                    name: tag.attribute("name")?.unwrap_or_default().into_owned(),
                    hidden: tag.attribute("state")?.is_some_and(|state| state != "visible"),
                    relationship: tag.attribute("id")?.unwrap_or_default().into_owned(),
                });
                if entries.len() > super::MOST_SHEETS {
                    let says = format!("the workbook has more than {} sheets", super::MOST_SHEETS);
                    return Err(Fault::new(ProblemCode::TooLarge, says));
                }
            }
            Event::Open(tag)
                if tag.name == "workbookPr"
                    && tag.attribute("date1904")?.is_some_and(|value| value == "1" || value == "true") =>
            {
                epoch = Epoch::Of1904;
            }
            Event::End => return Ok((entries, epoch)),
            _ => {}
        }
    }
}

fn strings(package: &mut Package<'_>, part: &str) -> Result<Strings, Fault> {
    let mut strings = Strings::default();
    let Some(part) = package.part(part)? else { return Ok(strings) };
    let mut xml = Xml::new(part);
    let mut text = RichText::default();
    loop {
        match xml.next()? {
            Event::Close("si") => {
                strings.push(&text.taken())?;
                strings.end()?;
            }
            Event::Open(tag) => text.open(tag),
            Event::Close(name) => text.close(name),
            Event::Text(part) => text.text(&part)?,
            Event::End => return Ok(strings),
        }
    }
}

/// The kinds of number format, by the number that cells refer to.
fn forms(package: &mut Package<'_>, part: &str) -> Result<Vec<Form>, Fault> {
    let mut forms = Vec::new();
    let Some(part) = package.part(part)? else { return Ok(forms) };
    let mut xml = Xml::new(part);
    let mut own: BTreeMap<u16, Form> = BTreeMap::new();
    let mut of_cells = false;
    loop {
        match xml.next()? {
            Event::Open(tag) if tag.name == "numFmt" => {
                if let (Some(id), Some(code)) = (number(tag, "numFmtId")?, tag.attribute("formatCode")?) {
                    own.insert(id, Form::of(&code));
                }
            }
            Event::Open(tag) if tag.name == "cellXfs" => of_cells = true,
            Event::Close("cellXfs") => of_cells = false,
            Event::Open(tag) if of_cells && tag.name == "xf" => {
                let id = number(tag, "numFmtId")?.unwrap_or(0);
                forms.push(own.get(&id).copied().unwrap_or_else(|| Form::built_in(id)));
                if forms.len() > MOST_FORMATS {
                    let says = format!("it has more than {MOST_FORMATS} cell formats");
                    return Err(Fault::new(ProblemCode::TooLarge, says));
                }
            }
            Event::End => return Ok(forms),
            _ => {}
        }
    }
}

fn number<N: std::str::FromStr>(tag: Tag<'_>, attribute: &str) -> Result<Option<N>, Fault> {
    Ok(tag.attribute(attribute)?.and_then(|value| value.trim().parse().ok()))
}

/// The text of a string with its runs of letters, without the reading aids of Japanese.
#[derive(Default)]
struct RichText {
    text: String,
    inside: bool,
    aid: bool,
}

/// The text of one cell may have six times the letters of a cell, as `_x000D_` escapes.
const MOST_RICH_BYTES: usize = 1 << 20;

impl RichText {
    fn open(&mut self, tag: Tag<'_>) {
        match tag.name {
            "t" => self.inside = true,
            "rPh" => self.aid = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.inside = false,
            "rPh" => self.aid = false,
            _ => {}
        }
    }

    fn text(&mut self, part: &str) -> Result<(), Fault> {
        if self.inside && !self.aid {
            if self.text.len() + part.len() > MOST_RICH_BYTES {
                return Err(Fault::new(ProblemCode::TooLarge, "a text is longer than a cell can be"));
            }
            self.text.push_str(part);
        }
        Ok(())
    }

    fn taken(&mut self) -> String {
        let text = std::mem::take(self).text;
        unescaped(&text).unwrap_or(text)
    }
}

/// `_x000D_` is how letters are written that XML cannot hold; `_x005F_` is an underscore before such. `None` if there
/// are none.
fn unescaped(text: &str) -> Option<String> {
    let mut at = text.find("_x")?;
    let mut whole = String::with_capacity(text.len());
    let mut done = 0;
    loop {
        let digits = text.get(at + 2..at + 6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let letter = digits
            .filter(|_| text.as_bytes().get(at + 6) == Some(&b'_'))
            .and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?));
        let next = match letter {
            Some(letter) => {
                whole.push_str(text.get(done..at)?);
                whole.push(letter);
                done = at + 7;
                done
            }
            None => at + 2,
        };
        let Some(found) = text.get(next..)?.find("_x") else {
            whole.push_str(text.get(done..)?);
            return Some(whole);
        };
        at = next + found;
    }
}

/// What a cell holds, by its attribute `t`.
#[derive(Default, Clone, Copy)]
enum Kind {
    #[default]
    Number,
    Shared,
    Inline,
    Formula,
    Truth,
    Day,
    Error,
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    row: u32,
    column: u32,
    kind: Kind,
    form: Form,
    value: String,
    in_value: bool,
    rich: RichText,
}

impl Book {
    fn read(&self, part: Part<'_, '_>, writer: &mut SheetWriter<'_>) -> Result<(), Fault> {
        let mut xml = Xml::new(part);
        let (mut row, mut column) = (0_u32, 0_u32);
        let mut cell: Option<Cell> = None;
        let mut seen = false;
        loop {
            match xml.next()? {
                Event::Open(tag) => match (tag.name, &mut cell) {
                    ("sheetData", _) => seen = true,
                    ("row", None) => {
                        row = number::<u32>(tag, "r")?.and_then(|row| row.checked_sub(1)).unwrap_or(row);
                        column = 0;
                    }
                    ("c", None) => {
                        let begun = self.begin(tag, row, column)?;
                        (row, column) = (begun.row, begun.column);
                        cell = Some(begun);
                    }
                    ("v", Some(cell)) => cell.in_value = true,
                    (_, Some(cell)) => cell.rich.open(tag),
                    _ => {}
                },
                Event::Close("row") => row = row.saturating_add(1),
                Event::Close("c") => {
                    if let Some(cell) = cell.take() {
                        self.end(cell, writer)?;
                        column = column.saturating_add(1);
                    }
                }
                Event::Close("sheetData") => return Ok(()),
                Event::Close(name) => {
                    if let Some(cell) = &mut cell {
                        cell.in_value &= name != "v";
                        cell.rich.close(name);
                    }
                }
                Event::Text(text) => match &mut cell {
                    Some(cell) if cell.in_value => cell.value.push_str(&text),
                    Some(cell) => cell.rich.text(&text)?,
                    None => {}
                },
                Event::End if seen => return Err(damaged("the sheet is cut off")),
                // A sheet of nothing, or none at all.
                Event::End => return Ok(()),
            }
        }
    }

    fn begin(&self, tag: Tag<'_>, row: u32, column: u32) -> Result<Cell, Fault> {
        let (row, column) = match tag.attribute("r")? {
            Some(name) => place(&name).ok_or_else(|| damaged(format_args!("a cell is called {name}")))?,
            None => (row, column),
        };
        let form = number::<usize>(tag, "s")?.and_then(|style| self.forms.get(style)).copied().unwrap_or_default();
        let kind = match tag.attribute("t")?.as_deref() {
            Some("s") => Kind::Shared,
            Some("inlineStr" | "is") => Kind::Inline,
            Some("str") => Kind::Formula,
            Some("b") => Kind::Truth,
            Some("d") => Kind::Day,
            Some("e") => Kind::Error,
            _ => Kind::Number,
        };
        Ok(Cell { row, column, kind, form, ..Cell::default() })
    }

    fn end(&self, mut cell: Cell, writer: &mut SheetWriter<'_>) -> Result<(), Fault> {
        let value = std::mem::take(&mut cell.value);
        let (row, column) = (cell.row, cell.column);
        match cell.kind {
            Kind::Shared => {
                let text = value.trim().parse().ok().and_then(|index| self.strings.get(index));
                if text.is_none() && !value.is_empty() {
                    return Err(damaged(format_args!(
                        "text {value} of row {}, column {} is missing",
                        row + 1,
                        column + 1
                    )));
                }
                writer.cell(row, column, text.unwrap_or_default())
            }
            Kind::Inline => writer.cell(row, column, &cell.rich.taken()),
            Kind::Formula => writer.cell(row, column, unescaped(&value).as_deref().unwrap_or(&value)),
            Kind::Truth => writer.cell(
                row,
                column,
                match value.trim() {
                    "1" | "true" => "yes",
                    "0" | "false" => "no",
                    other => other,
                },
            ),
            Kind::Day => writer.cell(row, column, day_of(&value)),
            // Faults of formulas stay as they are shown, `#N/A`, and become problems under their heading.
            Kind::Error => writer.cell(row, column, &value),
            Kind::Number => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => writer.cell(row, column, &cell.form.written(number, self.epoch)),
                _ => writer.cell(row, column, &value),
            },
        }
    }
}

/// A moment of ISO 8601 without the midnight that stands for no time.
pub fn day_of(moment: &str) -> &str {
    let moment = moment.trim().trim_end_matches('Z');
    moment
        .split_once('T')
        .filter(|(_, time)| time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')))
        .map_or(moment, |(day, _)| day)
}

/// Row and column, from 0, of a name such as `AB12`.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.trim();
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at_checked(letters)?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_names() {
        for (name, expect) in [
            ("A1", Some((0, 0))),
            ("ab12", Some((11, 27))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("A0", None),
            ("1", None),
            ("A", None),
            ("ZZZZZZZZZ1", None),
            ("", None),
        ] {
            assert_eq!(place(name), expect, "{name}");
        }
    }

    #[test]
    fn escaped_letters_are_made_plain() {
        for (text, expect) in [
            ("a_x000D_b", Some("a\rb")),
            ("_x005F_x000D_", Some("_x000D_")),
            ("sample_x1", Some("sample_x1")),
            ("_xD800_", Some("_xD800_")),
            ("_x00é_x0041_", Some("_x00éA")),
            ("plain", None),
        ] {
            assert_eq!(unescaped(text).as_deref(), expect, "{text}");
        }
    }

    #[test]
    fn a_midnight_is_no_time() {
        assert_eq!(day_of("2026-05-01T00:00:00.000Z"), "2026-05-01");
        assert_eq!(day_of("2026-05-01T10:30:00"), "2026-05-01T10:30:00");
        assert_eq!(day_of("10:30:00"), "10:30:00");
    }
}
