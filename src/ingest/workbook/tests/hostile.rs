//! Workbooks that want to cost memory or time, or to break the program: refused, each in one line.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::domain::ProblemCode;
use crate::ingest::workbook::package::Package;
use crate::ingest::workbook::xml::Feed as _;

use super::binary::{some_xls, some_xlsb};
use super::{archive, code, sheet, told, xlsx, xlsx_of};

/// A part of so many mebibytes of one piece, packed.
fn bomb(name: &str, head: &str, piece: &str, mebibytes: usize) -> Vec<u8> {
    let (package, relations) = super::lists("xml", 1);
    let book = "<workbook><sheets><sheet name=\"S\" r:id=\"rId1\"/></sheets></workbook>";
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, bodies: &mut dyn Iterator<Item = Vec<u8>>| {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        bodies.for_each(|body| writer.write_all(&body).unwrap());
    };
    part("_rels/.rels", &mut [package.into_bytes()].into_iter());
    part("xl/_rels/workbook.xml.rels", &mut [relations.into_bytes()].into_iter());
    part("xl/workbook.xml", &mut [book.into()].into_iter());
    let body = piece.repeat((1 << 20) / piece.len()).into_bytes();
    part(name, &mut [head.into()].into_iter().chain(std::iter::repeat_n(body, mebibytes)));
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_cell_in_the_last_corner_is_refused_and_costs_nothing() {
    let corner = told(&xlsx("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"));
    assert!(
        corner.starts_with("too-large: sheet \"Results\": a cell stands in row 1048576, column 16384;"),
        "{corner}"
    );
    let last = told(&xlsx("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>"));
    assert_eq!(last.len(), "[Results]\n1\n".len() + 1_048_575);
}

#[test]
fn bombs_are_refused_early() {
    let part = "xl/worksheets/sheet1.xml";
    // Zeros, which are one endless text; blanks in a cell; a comment; formats of cells.
    assert_eq!(code(&bomb(part, "", "\0", 20)), "too-large");
    assert_eq!(code(&bomb(part, "<worksheet><sheetData><row><c t=\"str\"><v>", " ", 2)), "too-large");
    assert_eq!(code(&bomb(part, "<worksheet><!--", "x", 2)), "too-large");
    assert_eq!(code(&bomb("xl/styles.xml", "<styleSheet><cellXfs>", "<xf/>", 1)), "too-large");
}

#[test]
fn a_long_text_that_many_cells_share_is_held_once_and_written_no_further_than_allowed() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(32_767));
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(100));
    let sheet = sheet(&row.repeat(30));
    let book = xlsx_of("", &[("S", "", &sheet)], &[("xl/sharedStrings.xml", &strings)]);
    assert!(book.len() < 50_000);
    assert_eq!(code(&book), "too-large");
}

#[test]
fn nothing_is_resolved_that_a_document_type_declares() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">\
        <!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&c;&f;</t></is></c></row>";
    let with = told(&xlsx_of("", &[("S", "", &format!("{laughs}{}", sheet(rows)))], &[]));
    assert!(with.starts_with("damaged-file") && with.contains("document type") && !with.contains("haha"), "{with}");
    assert_eq!(code(&xlsx(rows)), "damaged-file");
}

#[test]
fn broken_packages_are_told() {
    let whole = xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    assert_eq!(told(&whole), "[Results]\n1\n");
    for cut in [4, 30, whole.len() / 2, whole.len() - 1] {
        assert_eq!(code(whole.get(..cut).unwrap()), "damaged-file", "{cut}");
    }
    let text = String::from_utf8_lossy;
    assert!(text(&whole).contains("sheet1.xml"));
    let (package, relations) = super::lists("xml", 1);
    let book: &[u8] = b"<workbook><sheets><sheet name=\"S\" r:id=\"rId1\"/></sheets></workbook>";
    let list = ("_rels/.rels", package.as_bytes());
    assert_eq!(code(&archive(&[list])), "not-a-table", "no workbook");
    assert_eq!(code(&archive(&[("xl/workbook.xml", book)])), "damaged-file", "no list of parts");
    let relations = ("xl/_rels/workbook.xml.rels", relations.as_bytes());
    assert_eq!(code(&archive(&[list, ("xl/workbook.xml", book), relations])), "damaged-file", "no sheet");
    assert_eq!(code(&xlsx("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>")), "damaged-file", "no text 7");
    assert_eq!(code(&xlsx("<row r=\"1\"><c r=\"1A\"><v>7</v></c></row>")), "damaged-file", "no such cell");
    let cut = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>";
    assert_eq!(code(&xlsx_of("", &[("S", "", cut)], &[])), "damaged-file", "cut off");
    assert!(told(&archive(&[("word/document.xml", b"<x/>")])).contains("a Word document"));
    assert!(told(&archive(&[("a.csv", b"1,2")])).contains("an archive; unpack it"));
}

#[test]
fn an_archive_of_endless_names_is_refused_before_it_is_listed() {
    let entry = [&b"PK\x01\x02"[..], &[0; 24], &u16::MAX.to_le_bytes(), &[0; 16], &[b'a'; 100]].concat();
    assert_eq!(code(&[b"PK\x03\x04", entry.repeat(80).as_slice()].concat()), "too-large");
    assert_eq!(code(&[b"PK\x03\x04", b"PK\x01\x02".repeat(10_001).as_slice()].concat()), "too-large");
}

#[test]
fn what_is_really_unpacked_counts_whatever_the_package_states() {
    let bytes = archive(&[("a", &vec![b' '; (16 << 20) + 1]), ("b", b"x")]);
    let mut package = Package::open(&bytes).unwrap();
    let mut unpack = |name: &str| -> Result<usize, ProblemCode> {
        let mut part = package.part(name).unwrap().unwrap();
        let mut buffer = vec![0; 1 << 20];
        let mut sum = 0;
        loop {
            match part.feed(&mut buffer).map_err(|fault| fault.code)? {
                0 => return Ok(sum),
                read => sum += read,
            }
        }
    };
    assert_eq!(unpack("b"), Ok(1));
    assert_eq!(unpack("a"), Err(ProblemCode::TooLarge), "one byte more than may be without regard to its ratio");
    assert_eq!(unpack("B"), Ok(1), "names in any case");
}

fn valid() -> Vec<u8> {
    let strings = "<sst><si><t>machine</t></si></sst>";
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>42688</v></c></row>";
    // Not packed, so that a changed byte changes what is read and not only its checksum.
    let packed =
        xlsx_of("", &[("S", "", &sheet(rows))], &[("xl/sharedStrings.xml", strings), ("xl/styles.xml", styles)]);
    let mut from = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        to.start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        std::io::copy(&mut part, &mut to).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// Changes bytes of the parts, and leaves their checksums right where it can.
fn changed(mut bytes: Vec<u8>, changes: &[(usize, u8)]) -> Vec<u8> {
    let length = bytes.len();
    for (at, byte) in changes {
        if let Some(there) = bytes.get_mut(at % length) {
            *there = *byte;
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_behind_any_signature_panic(
        signature in prop::sample::select(vec![&b"PK\x03\x04"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\x1f\x8b\x08", b"", b"\xff\xfe"]),
        bytes in proptest::collection::vec(any::<u8>(), 0..700),
    ) {
        told(&[signature, &bytes].concat());
    }

    #[test]
    fn no_change_of_a_package_panics(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
        told(&changed(valid(), &changes));
    }

    #[test]
    fn no_change_of_a_sheet_panics(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>42688</v></c></row>";
        let body = changed(sheet(rows).into_bytes(), &changes);
        told(&xlsx_of("", &[("S", "", &String::from_utf8_lossy(&body))], &[]));
    }

    #[test]
    fn no_change_of_a_compound_file_panics(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
        told(&changed(some_xls(), &changes));
    }

    #[test]
    fn no_change_of_a_binary_sheet_panics(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
        told(&some_xlsb(|sheet| changed(sheet, &changes)));
    }
}
