//! What a file is, by its first bytes and never by its name. What holds no table says so in one line, with what to do.
//!
//! Whether a package is a workbook, and which, is found out by `workbook`; here it only is a ZIP or an OLE2 file.

use memchr::memmem;

use crate::domain::ProblemCode;

use super::encoding;
use super::fault::Fault;

/// The kinds of file that may hold tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Rows of text.
    Text,
    /// Something packed by gzip.
    Gzip,
    /// A ZIP archive, as XLSX, XLSB and ODS are.
    Zip,
    /// An OLE2 compound file, as XLS is.
    Ole2,
}

/// So much of a file is looked at.
const HEAD_BYTES: usize = 8192;

/// Of a hundred bytes of text, hardly one is a control character; of random bytes, ten are.
const CONTROLS_PER_HUNDRED: usize = 2;

/// First bytes, and what begins with them.
const SIGNATURES: [(&[u8], &str); 22] = [
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xFF\xD8\xFF", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"BM\0", PICTURE),
    (b"7z\xBC\xAF\x27\x1C", ARCHIVE),
    (b"Rar!\x1A\x07", ARCHIVE),
    (b"\xFD7zXZ\0", ARCHIVE),
    (b"\x28\xB5\x2F\xFD", ARCHIVE),
    (b"BZh91AY&SY", ARCHIVE),
    (b"{\\rtf", DOCUMENT),
    (b"PAR1", DATABASE),
    (b"SQLite format 3\0", DATABASE),
    (b"\0\x01\0\0Standard ", DATABASE),
    (b"MZ", PROGRAM),
    (b"\x7FELF", PROGRAM),
    (b"\x09\x00\x04\x00", OLD_EXCEL),
    (b"\x09\x02\x06\x00", OLD_EXCEL),
    (b"\x09\x04\x06\x00", OLD_EXCEL),
];

const PDF: &str = "a PDF; ask the laboratory for the results as a workbook or as CSV";
const PICTURE: &str = "a picture; ask the laboratory for the results as a workbook or as CSV";
const ARCHIVE: &str = "an archive; unpack it and name the files in it";
const DOCUMENT: &str = "a text document; save its table as CSV";
const DATABASE: &str = "a database; export its table as CSV";
const PROGRAM: &str = "a program, not a table";
const OLD_EXCEL: &str = "a workbook of Excel 4 or older; open it in the spreadsheet program and save it as .xlsx";
const WEB_PAGE: &str = "a web page, whatever it is called; open it in the spreadsheet program and save it as .xlsx";
const XML_SHEET: &str = "an XML spreadsheet of 2003; open it in the spreadsheet program and save it as .xlsx";
const XML: &str = "an XML file; export the results as a workbook or as CSV";

/// The fault that a file is no table.
pub fn no_table(what: &str) -> Fault {
    Fault::new(ProblemCode::NotATable, format!("the file is {what}"))
}

/// Finds out what a file is.
pub fn of(bytes: &[u8]) -> Result<Kind, Fault> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Kind::Ole2);
    }
    if head.starts_with(b"\x1F\x8B") {
        return Ok(Kind::Gzip);
    }
    // A heading may begin with MZ or PAR1; what follows tells a text.
    let is_meant =
        |signature: &[u8]| signature.len() > 4 || !signature.iter().all(u8::is_ascii_graphic) || is_binary(head);
    let found = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature) && is_meant(signature));
    if let Some((_, what)) = found {
        return Err(no_table(what));
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Err(no_table(PICTURE));
    }
    if head.get(257..262) == Some(b"ustar") {
        return Err(no_table(ARCHIVE));
    }
    if let Some(what) = marked_up(head) {
        return Err(no_table(what));
    }
    if is_binary(head) {
        return Err(no_table("neither text nor a workbook; its bytes are of no known kind"));
    }
    Ok(Kind::Text)
}

/// What a text of angle brackets is, in any encoding of one or two bytes a letter.
fn marked_up(head: &[u8]) -> Option<&'static str> {
    let plain: Vec<u8> = head
        .iter()
        .filter(|byte| !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF))
        .map(u8::to_ascii_lowercase)
        .collect();
    let plain = plain.trim_ascii_start();
    let holds = |needle: &[u8]| memmem::find(plain, needle).is_some();
    let opens = |tag: &[u8]| plain.starts_with(tag);
    if opens(b"mime-version:") && holds(b"text/html") {
        return Some(WEB_PAGE);
    }
    let tags: [&[u8]; 10] = [
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<meta",
        b"<style",
        b"<table",
        b"<div",
        b"<script",
        b"<font",
    ];
    if tags.iter().any(|tag| opens(tag)) {
        return Some(WEB_PAGE);
    }
    if opens(b"<?xml") || opens(b"<!--") || opens(b"<workbook") {
        return Some(match () {
            () if holds(b"<html") => WEB_PAGE,
            () if holds(b"urn:schemas-microsoft-com:office:spreadsheet") => XML_SHEET,
            () => XML,
        });
    }
    None
}

/// True if bytes are no text of any encoding.
fn is_binary(head: &[u8]) -> bool {
    if encoding::is_utf16(head) {
        return false;
    }
    // Tab, line feed, vertical tab, form feed, carriage return, the end mark of DOS and escape occur in text.
    let is_control = |byte: &&u8| matches!(byte, 0..=8 | 14..=25 | 28..=31 | 127);
    head.iter().filter(is_control).count() * 100 > head.len() * CONTROLS_PER_HUNDRED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], says: &str) {
        let told = match of(bytes) {
            Ok(kind) => format!("{kind:?}"),
            Err(fault) => format!("{}: {}", fault.code, fault.says),
        };
        assert!(told.contains(says), "{told} for {says}");
    }

    #[test]
    fn files_are_known_by_their_bytes() {
        check(b"sample_id;machine\n", "Text");
        check(b"", "Text");
        check(b"BM,MZ,II*,PAR1\n1,2,3,4\n", "Text");
        check("\u{feff}样品编号,运动粘度\n".as_bytes(), "Text");
        check(b"\xff\xfea\0,\0b\0\n\0", "Text");
        check(b"a\0,\0b\0\n\x001\0,\x002\0\n\0", "Text");
        check(b"\x1f\x8b\x08\0", "Gzip");
        check(b"PK\x03\x04\x14\0", "Zip");
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "Ole2");
    }

    #[test]
    fn what_holds_no_table_is_told_with_what_to_do() {
        check(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not-a-table: the file is a PDF; ask the laboratory");
        check(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", "a picture");
        check(b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a picture");
        check(b"GIF89a\x01\0\x01\0\0\0", "a picture");
        check(b"II*\0\x08\0\0\0", "a picture");
        check(b"7z\xbc\xaf\x27\x1c\0\x04", "an archive");
        check(b"\r\n <HTML><TABLE><TR><TD>Fe</TD>", "a web page, whatever it is called");
        check(b"\xef\xbb\xbf<!DOCTYPE html>", "a web page");
        check(b"<\0h\0t\0m\0l\0>\0\r\0\n\0", "a web page");
        check(b"<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">", "a web page");
        let sheet = b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        check(sheet, "an XML spreadsheet of 2003");
        check(b"<?xml version=\"1.0\"?><results/>", "an XML file");
        check(b"\x09\x02\x06\0\0\0\x10\0\0\0", "Excel 4");
        check(&[0x9c, 0, 7, 0x80, 1, 2, 3, 0], "of no known kind");
    }
}
