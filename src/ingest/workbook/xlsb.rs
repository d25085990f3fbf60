//! XLSB: the binary twin of XLSX, [MS-XLSB].

use std::collections::BTreeMap;

use crate::ingest::fault::Fault;
use crate::ingest::text_table::TextTable;

use super::form::{Epoch, Form};
use super::package::{Package, Part};
use super::parts::relationships;
use super::records::{Records, error_text, f64_at, rk, u16_at, u32_at, wide_text};
use super::sheet::SheetWriter;
use super::strings::Strings;
use super::{Sheets, damaged};

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
    for (name, hidden, relationship) in entries {
        let Some(known) = related.get(&relationship) else {
            return Err(damaged(format_args!("the sheet \"{name}\" has no part")));
        };
        if known.kind != "worksheet" {
            continue;
        }
        let Some(part) = package.part(&known.part)? else {
            return Err(damaged(format_args!("{} is missing", known.part)));
        };
        sheets.add(&name, hidden, |writer| book.read(part, writer))?;
    }
    sheets.finish()
}

/// Name, whether hidden, and relationship of each sheet.
type Entries = (Vec<(String, bool, String)>, Epoch);

fn entries(package: &mut Package<'_>, workbook: &str) -> Result<Entries, Fault> {
    let mut entries = Vec::new();
    let mut epoch = Epoch::Of1900;
    let Some(part) = package.part(workbook)? else { return Ok((entries, epoch)) };
    let mut records = Records::new(part);
    while let Some((kind, data)) = records.next()? {
        match kind {
            // BrtWbProp
            0x99 if u32_at(data, 0).is_some_and(|flags| flags & 1 != 0) => epoch = Epoch::Of1904,
            // BrtBundleSh
            0x9C => {
                let texts = wide_text(data, 8).and_then(|(id, at)| Some((id, wide_text(data, at)?.0)));
                let Some((id, name)) = texts else { return Err(damaged("the list of sheets")) };
                entries.push((name, u32_at(data, 0) != Some(0), id));
                if entries.len() > super::MOST_SHEETS {
                    return Err(damaged("it has too many sheets"));
                }
            }
            _ => {}
        }
    }
    Ok((entries, epoch))
}

fn strings(package: &mut Package<'_>, part: &str) -> Result<Strings, Fault> {
    let mut strings = Strings::default();
    let Some(part) = package.part(part)? else { return Ok(strings) };
    let mut records = Records::new(part);
    while let Some((kind, data)) = records.next()? {
        // BrtSSTItem
        if kind == 0x13 {
            strings.push(&wide_text(data, 1).ok_or_else(|| damaged("a text is cut off"))?.0)?;
            strings.end()?;
        }
    }
    Ok(strings)
}

fn forms(package: &mut Package<'_>, part: &str) -> Result<Vec<Form>, Fault> {
    let mut forms = Vec::new();
    let Some(part) = package.part(part)? else { return Ok(forms) };
    let mut records = Records::new(part);
    let mut own = BTreeMap::new();
    let mut of_cells = false;
    while let Some((kind, data)) = records.next()? {
        match kind {
            // BrtFmt
            0x2C => {
                if let (Some(id), Some((code, _))) = (u16_at(data, 0), wide_text(data, 2)) {
                    own.insert(id, Form::of(&code));
                }
            }
            // BrtBeginCellXFs, BrtEndCellXFs
            0x0269 => of_cells = true,
            0x026A => of_cells = false,
            // BrtXF. A cell refers to it by 24 bits, but no part has so many.
            0x2F if of_cells => {
                let id = u16_at(data, 2).unwrap_or(0);
                forms.push(own.get(&id).copied().unwrap_or_else(|| Form::built_in(id)));
            }
            _ => {}
        }
    }
    Ok(forms)
}

impl Book {
    fn read(&self, part: Part<'_, '_>, writer: &mut SheetWriter<'_>) -> Result<(), Fault> {
        let mut records = Records::new(part);
        let mut row = 0;
        let mut inside = false;
        while let Some((kind, data)) = records.next()? {
            match kind {
                // BrtBeginSheetData, BrtEndSheetData
                0x91 => inside = true,
                0x92 => return Ok(()),
                // BrtRowHdr
                0x00 if inside => row = u32_at(data, 0).ok_or_else(|| damaged("a row is cut off"))?,
                0x02..=0x0B | 0x3E if inside => {
                    self.cell(kind, data, row, writer)?.ok_or_else(|| {
                        damaged(format_args!("a cell of row {} is cut off, or its text is missing", u64::from(row) + 1))
                    })?;
                }
                _ => {}
            }
        }
        if inside { Err(damaged("the sheet is cut off")) } else { Ok(()) }
    }

    /// Writes a cell; `None` if the record is shorter than its kind asks for.
    fn cell(&self, kind: u16, data: &[u8], row: u32, writer: &mut SheetWriter<'_>) -> Result<Option<()>, Fault> {
        let (Some(column), Some(style)) = (u32_at(data, 0), u32_at(data, 4)) else { return Ok(None) };
        let form = self.forms.get((style & 0x00FF_FFFF) as usize).copied().unwrap_or_default();
        let text = match kind {
            // BrtCellRk
            0x02 => u32_at(data, 8).map(|code| form.written(rk(code), self.epoch)),
            // BrtCellError, BrtFmlaError
            0x03 | 0x0B => data.get(8).map(|code| error_text(*code).to_owned()),
            // BrtCellBool, BrtFmlaBool
            0x04 | 0x0A => data.get(8).map(|truth| if *truth == 0 { "no" } else { "yes" }.to_owned()),
            // BrtCellReal, BrtFmlaNum
            0x05 | 0x09 => f64_at(data, 8).map(|number| form.written(number, self.epoch)),
            // BrtCellSt, BrtFmlaString
            0x06 | 0x08 => wide_text(data, 8).map(|(text, _)| text),
            // BrtCellIsst
            0x07 => {
                let index = u32_at(data, 8).and_then(|index| usize::try_from(index).ok());
                return index
                    .and_then(|index| self.strings.get(index))
                    .map(|text| writer.cell(row, column, text))
                    .transpose();
            }
            // BrtCellRString
            _ => wide_text(data, 9).map(|(text, _)| text),
        };
        text.map(|text| writer.cell(row, column, &text)).transpose()
    }
}
