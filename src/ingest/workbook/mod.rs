//! Workbooks to tables of text: XLSX, XLSM, XLSB, ODS and XLS, every sheet, cell by cell in bounded memory.
//!
//! A sheet becomes tab-separated UTF-8 whose rows and columns are those of the sheet. Cells hold what the workbook
//! holds: numbers with a decimal point, dates in ISO form by the cell's number format, the last computed value of a
//! formula. Nothing is laid out densely and no size is believed that a file merely states, so that a few hostile bytes
//! cannot cost much memory; formulas, macros, pictures and links are not looked at.

mod compound;
mod form;
mod ods;
mod package;
mod parts;
mod records;
mod sheet;
mod strings;
#[cfg(test)]
mod tests;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::sync::Arc;

use encoding_rs::Encoding;

use crate::domain::ProblemCode;

use super::fault::Fault;
use super::kind::no_table;
use super::text_table::{Note, TextTable};

use compound::Compound;
use package::Package;
use sheet::SheetWriter;

/// No workbook of a laboratory comes near; a larger one is exported as CSV, which is read without unpacking.
const MOST_PACKED: usize = 64 << 20;

/// XLS has no packing, and 65,536 rows a sheet.
const MOST_XLS: usize = 32 << 20;

/// The text of all sheets together: some 200,000 rows of 40 columns. It stays in memory, so the sum is what counts.
const MOST_TEXT: usize = 64 << 20;

/// Excel opens a few hundred sheets with trouble; each costs a row in the account.
const MOST_SHEETS: usize = 1024;

/// Reads a ZIP package.
pub fn read_package(bytes: &[u8]) -> Result<Vec<TextTable>, Fault> {
    if bytes.len() > MOST_PACKED {
        return Err(too_large(MOST_PACKED));
    }
    let mut package = Package::open(bytes)?;
    if package.holds("mimetype") && package.holds("content.xml") {
        return ods::read(&mut package);
    }
    match parts::workbook(&mut package)? {
        Some(part) if package.holds(&part) && part.to_ascii_lowercase().ends_with(".bin") => {
            xlsb::read(&mut package, &part)
        }
        Some(part) if package.holds(&part) => xlsx::read(&mut package, &part),
        _ => Err(no_table(package.what())),
    }
}

/// Reads an OLE2 compound file.
pub fn read_compound(bytes: &[u8], wanted: Option<&'static Encoding>) -> Result<Vec<TextTable>, Fault> {
    if bytes.len() > MOST_PACKED {
        return Err(too_large(MOST_PACKED));
    }
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        return Err(encrypted());
    }
    let Some(book) = ["Workbook", "Book"].into_iter().find(|name| compound.has(name)) else {
        return Err(no_table(compound.what()));
    };
    if bytes.len() > MOST_XLS {
        return Err(too_large(MOST_XLS));
    }
    xls::read(&compound.stream(book)?, wanted)
}

fn too_large(most: usize) -> Fault {
    let says = format!("the workbook has more than {} MiB; save each sheet as CSV", most >> 20);
    Fault::new(ProblemCode::TooLarge, says)
}

fn encrypted() -> Fault {
    let says = "the workbook is locked with a password; remove the password in the spreadsheet program and save it";
    Fault::new(ProblemCode::EncryptedWorkbook, says)
}

fn damaged(what: impl std::fmt::Display) -> Fault {
    let says = format!("the workbook is damaged: {what}; open it in the spreadsheet program and save it again");
    Fault::new(ProblemCode::DamagedFile, says)
}

/// The sheets of a workbook as they are read.
#[derive(Debug)]
struct Sheets {
    tables: Vec<TextTable>,
    notes: Vec<Note>,
    left: usize,
    count: usize,
}

impl Sheets {
    fn new() -> Self {
        Self { tables: Vec::new(), notes: Vec::new(), left: MOST_TEXT, count: 0 }
    }

    /// Reads a sheet with what is left of the memory.
    fn add(
        &mut self,
        name: &str,
        hidden: bool,
        read: impl FnOnce(&mut SheetWriter<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.count += 1;
        if self.count > MOST_SHEETS {
            let says = format!("the workbook has more than {MOST_SHEETS} sheets");
            return Err(Fault::new(ProblemCode::TooLarge, says));
        }
        let mut writer = SheetWriter::new(&mut self.left);
        let text = read(&mut writer)
            .and_then(|()| writer.finish())
            .map_err(|fault| Fault { says: format!("sheet \"{name}\": {}", fault.says), ..fault })?;
        let sheet: Arc<str> = Arc::from(name);
        if text.is_empty() {
            let fault = Fault::new(ProblemCode::EmptySheet, "the sheet has no cells");
            self.notes.push(Note { sheet: Some(sheet), fault });
            return Ok(());
        }
        if hidden {
            let fault = Fault::new(ProblemCode::HiddenSheet, "the sheet is hidden in the workbook; it is read");
            self.notes.push(Note { sheet: Some(sheet.clone()), fault });
        }
        let notes = Vec::new();
        self.tables.push(TextTable { sheet: Some(sheet), text, delimiter: Some(b'\t'), encoding: "UTF-8", notes });
        Ok(())
    }

    /// The tables. Notes go with the first of them, wherever their sheet stands.
    fn finish(mut self) -> Result<Vec<TextTable>, Fault> {
        let Some(first) = self.tables.first_mut() else {
            return Err(Fault::new(ProblemCode::EmptyFile, "the workbook has no cells in any sheet"));
        };
        first.notes.append(&mut self.notes);
        Ok(self.tables)
    }
}
