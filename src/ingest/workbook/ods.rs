//! ODS: `OpenDocument` 1.3 part 3, chapter 9. Rows and cells that repeat are written as often as they stand.

use std::collections::BTreeSet;

use memchr::memmem;

use crate::domain::ProblemCode;
use crate::ingest::fault::Fault;
use crate::ingest::text_table::TextTable;

use super::form::{Epoch, Form};
use super::package::{Package, Part};
use super::sheet::SheetWriter;
use super::xlsx::day_of;
use super::xml::{Event, Feed, Tag, Xml};
use super::{Sheets, damaged, encrypted};

/// The text of one cell.
const MOST_CELL_BYTES: usize = 256 << 10;

/// The values of one row before it is written as often as it repeats.
const MOST_ROW_BYTES: usize = 8 << 20;

/// Reads the sheets of a workbook.
pub fn read(package: &mut Package<'_>) -> Result<Vec<TextTable>, Fault> {
    if is_encrypted(package)? {
        return Err(encrypted());
    }
    let Some(part) = package.part("content.xml")? else { return Err(damaged("content.xml is missing")) };
    let mut xml = Xml::new(part);
    let mut sheets = Sheets::new();
    let mut hidden_styles = BTreeSet::new();
    let mut style = None;
    let mut is_sheet = false;
    loop {
        match xml.next()? {
            Event::Open(tag) => match tag.name {
                "style" => style = tag.attribute("style:name")?.map(std::borrow::Cow::into_owned),
                "table-properties" if tag.attribute("table:display")?.is_some_and(|display| display == "false") => {
                    hidden_styles.extend(style.take());
                }
                "spreadsheet" => is_sheet = true,
                "table" if is_sheet => {
                    let name = tag.attribute("table:name")?.unwrap_or_default().into_owned();
                    let style = tag.attribute("table:style-name")?;
                    let hidden = style.is_some_and(|style| hidden_styles.contains(&*style));
                    sheets.add(&name, hidden, |writer| table(&mut xml, writer))?;
                }
                _ => {}
            },
            Event::End if is_sheet => return sheets.finish(),
            Event::End => return Err(crate::ingest::kind::no_table("a document; save its table as CSV")),
            _ => {}
        }
    }
}

/// The list of parts says which are encrypted. Old programs declare a document type in it, so it is only searched.
fn is_encrypted(package: &mut Package<'_>) -> Result<bool, Fault> {
    const MOST_LIST_BYTES: usize = 1 << 20;
    let Some(mut part) = package.part("META-INF/manifest.xml")? else { return Ok(false) };
    let mut list = Vec::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = part.feed(&mut piece)?;
        list.extend_from_slice(piece.get(..read).unwrap_or_default());
        if read == 0 || list.len() > MOST_LIST_BYTES {
            return Ok(memmem::find(&list, b"encryption-data").is_some());
        }
    }
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    repeats: u32,
    /// The value that its attributes hold.
    value: Option<String>,
    /// The text that it shows.
    text: String,
    paragraphs: u32,
    /// True inside of a paragraph; line ends and indents between paragraphs are no text.
    inside: bool,
}

/// The row at hand: columns, how often each value repeats, and the value.
#[derive(Default)]
struct Row {
    repeats: u32,
    column: u32,
    bytes: usize,
    cells: Vec<(u32, u32, String)>,
}

/// Reads up to the end of the table.
fn table(xml: &mut Xml<Part<'_, '_>>, writer: &mut SheetWriter<'_>) -> Result<(), Fault> {
    let mut next_row = 0_u32;
    let mut row = Row::default();
    let mut cell: Option<Cell> = None;
    // Depth of what is in a cell and is not its text: notes, pictures with texts of their own.
    let mut aside = 0_u32;
    let mut depth = 0_u32;
    loop {
        match xml.next()? {
            Event::Open(tag) => match (tag.name, &mut cell) {
                (_, Some(_)) if aside > 0 => aside += 1,
                ("annotation" | "frame" | "shapes" | "custom-shape", Some(_)) => aside = 1,
                ("p", Some(cell)) => {
                    if cell.paragraphs > 0 {
                        cell.push("\n")?;
                    }
                    cell.paragraphs += 1;
                    cell.inside = true;
                }
                ("s", Some(cell)) => {
                    let count = number(tag, "text:c")?.unwrap_or(1);
                    cell.push(&" ".repeat(usize::try_from(count).unwrap_or(usize::MAX).min(MOST_CELL_BYTES + 1)))?;
                }
                ("tab", Some(cell)) => cell.push("\t")?,
                ("line-break", Some(cell)) => cell.push("\n")?,
                ("table", _) => depth += 1,
                ("table-row", None) => {
                    let repeats = number(tag, "table:number-rows-repeated")?.unwrap_or(1);
                    row = Row { repeats, ..Row::default() };
                }
                ("table-cell" | "covered-table-cell", None) => cell = Some(begin(tag)?),
                _ => {}
            },
            Event::Text(text) => match &mut cell {
                Some(cell) if aside == 0 && cell.inside => cell.push(&text)?,
                _ => {}
            },
            Event::Close(_) if aside > 0 => aside -= 1,
            Event::Close("p") => {
                if let Some(cell) = &mut cell {
                    cell.inside = false;
                }
            }
            Event::Close("table-row") if depth == 0 => next_row = row.write(next_row, writer)?,
            Event::Close("table-cell" | "covered-table-cell") => {
                if let Some(cell) = cell.take() {
                    row.add(cell)?;
                }
            }
            Event::Close("table") if depth == 0 => return Ok(()),
            Event::Close("table") => depth -= 1,
            Event::Close(_) => {}
            Event::End => return Err(damaged("the sheet is cut off")),
        }
    }
}

fn number(tag: Tag<'_>, attribute: &str) -> Result<Option<u32>, Fault> {
    Ok(tag.attribute(attribute)?.and_then(|value| value.trim().parse().ok()))
}

fn begin(tag: Tag<'_>) -> Result<Cell, Fault> {
    let repeats = number(tag, "table:number-columns-repeated")?.unwrap_or(1);
    let kind = tag.attribute("office:value-type")?.unwrap_or_default();
    let number = |form: Form| -> Result<Option<String>, Fault> {
        let value = tag.attribute("office:value")?;
        let number =
            value.as_deref().and_then(|value| value.trim().parse::<f64>().ok()).filter(|value| value.is_finite());
        Ok(number.map(|number| form.written(number, Epoch::Of1900)).or(value.map(std::borrow::Cow::into_owned)))
    };
    let value = match &*kind {
        "float" | "currency" => number(Form::Number)?,
        "percentage" => number(Form::Percent)?,
        "date" => tag.attribute("office:date-value")?.map(|day| day_of(&day).to_owned()),
        "time" => tag.attribute("office:time-value")?.map(|time| time_of(&time).unwrap_or_else(|| time.into_owned())),
        "boolean" => {
            tag.attribute("office:boolean-value")?.map(|truth| if truth == "true" { "yes" } else { "no" }.to_owned())
        }
        "string" => {
            // The text of a fault is only what the cell shows.
            tag.attribute("office:string-value")?.map(std::borrow::Cow::into_owned).filter(|text| !text.is_empty())
        }
        _ => None,
    };
    Ok(Cell { repeats, value, ..Cell::default() })
}

/// `PT10H30M05S` as `10:30:05`.
fn time_of(duration: &str) -> Option<String> {
    let rest = duration.trim().strip_prefix("PT")?;
    let (hours, rest) = rest.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let part = |digits: &str| digits.parse::<u32>().ok();
    Some(format!("{:02}:{:02}:{:02}", part(hours)?, part(minutes)?, part(seconds)?))
}

impl Cell {
    fn push(&mut self, text: &str) -> Result<(), Fault> {
        if self.text.len() + text.len() > MOST_CELL_BYTES {
            return Err(Fault::new(ProblemCode::TooLarge, "a text is longer than a cell can be"));
        }
        self.text.push_str(text);
        Ok(())
    }
}

impl Row {
    fn add(&mut self, cell: Cell) -> Result<(), Fault> {
        let value = cell.value.unwrap_or(cell.text);
        let column = self.column;
        self.column = column.saturating_add(cell.repeats);
        if value.is_empty() {
            return Ok(());
        }
        self.bytes += value.len() + size_of::<(u32, u32, String)>();
        if self.bytes > MOST_ROW_BYTES {
            return Err(Fault::new(ProblemCode::TooLarge, "a row has more text than a sheet can hold"));
        }
        self.cells.push((column, cell.repeats, value));
        Ok(())
    }

    /// Writes the row as often as it repeats; gives the number of the next one.
    fn write(&mut self, number: u32, writer: &mut SheetWriter<'_>) -> Result<u32, Fault> {
        let end = number.saturating_add(self.repeats);
        if !self.cells.is_empty() {
            for row in number..end {
                for (column, repeats, value) in &self.cells {
                    for column in *column..column.saturating_add(*repeats) {
                        writer.cell(row, column, value)?;
                    }
                }
            }
        }
        self.cells.clear();
        Ok(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_on_a_clock() {
        assert_eq!(time_of("PT10H30M05S").as_deref(), Some("10:30:05"));
        assert_eq!(time_of("PT100H00M00.5S").as_deref(), Some("100:00:00"));
        assert_eq!(time_of("P1D"), None);
    }
}
