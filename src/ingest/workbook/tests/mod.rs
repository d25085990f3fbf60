//! Workbooks made by hand, good ones and hostile ones, and what they are read as.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod binary;
mod hostile;
mod ods;
mod xlsx;

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use crate::ingest::text_table;
use crate::ingest::vocabulary::Vocabulary;

/// The sheets of a workbook, `[name] text` each, its notes, or its fault.
fn told(bytes: &[u8]) -> String {
    match text_table::tables(bytes.to_vec(), None, &Vocabulary::default()) {
        Err(fault) => format!("{}: {}", fault.code, fault.says),
        Ok(tables) => {
            let mut told = String::new();
            for table in tables {
                let sheet = table.sheet.as_deref().unwrap_or("no sheet");
                write!(told, "[{sheet}]\n{}", String::from_utf8(table.text).unwrap()).unwrap();
                for note in table.notes {
                    writeln!(told, "{}: {}", note.fault.code, note.sheet.as_deref().unwrap_or_default()).unwrap();
                }
            }
            told
        }
    }
}

fn code(bytes: &[u8]) -> String {
    told(bytes).split(':').next().unwrap_or_default().to_owned()
}

/// A ZIP archive.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The lists of an XLSX or XLSB: of the package, and of the workbook with its sheets.
fn lists(extension: &str, sheets: usize) -> (String, String) {
    let relation = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let list = |inside: &str| format!("<?xml version=\"1.0\"?>\n<Relationships>{inside}</Relationships>");
    let mut inside: String =
        (1..=sheets).map(|id| relation(id, "worksheet", &format!("worksheets/sheet{id}.{extension}"))).collect();
    inside += &relation(sheets + 1, "sharedStrings", &format!("/xl/sharedStrings.{extension}"));
    inside += &relation(sheets + 2, "styles", &format!("styles.{extension}"));
    (list(&relation(1, "officeDocument", &format!("xl/workbook.{extension}"))), list(&inside))
}

/// An XLSX of sheets, each with its name, its attributes in the list of sheets, and what is in it.
fn xlsx_of(properties: &str, sheets: &[(&str, &str, &str)], more: &[(&str, &str)]) -> Vec<u8> {
    let (package, workbook) = lists("xml", sheets.len());
    let mut entries = String::new();
    for ((name, attributes, _), id) in sheets.iter().zip(1..) {
        write!(entries, "<sheet name=\"{name}\" sheetId=\"{id}\" {attributes} r:id=\"rId{id}\"/>").unwrap();
    }
    let book = format!("<workbook><workbookPr {properties}/><sheets>{entries}</sheets></workbook>");
    let bodies: Vec<(String, &str)> =
        sheets.iter().zip(1..).map(|((_, _, body), id)| (format!("xl/worksheets/sheet{id}.xml"), *body)).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", package.as_bytes()),
        ("xl/_rels/workbook.xml.rels", workbook.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
    ];
    parts.extend(more.iter().map(|(name, body)| (*name, body.as_bytes())));
    parts.extend(bodies.iter().map(|(name, body)| (name.as_str(), body.as_bytes())));
    archive(&parts)
}

/// An XLSX of one sheet with these rows.
fn xlsx(rows: &str) -> Vec<u8> {
    xlsx_of("", &[("Results", "", &sheet(rows))], &[])
}

fn sheet(rows: &str) -> String {
    format!("<?xml version=\"1.0\"?><worksheet><sheetData>{rows}</sheetData></worksheet>")
}
