//! Files of every kind and encoding, from their bytes to samples and problems.

#![expect(clippy::disallowed_methods, reason = "a test writes the files that it reads")]

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use crate::standards::Standards;

use super::super::vocabulary::Vocabulary;
use super::super::{Options, read as read_paths, text_table};
use super::{options, problems, read_in_chunks, standards, told};

const HEAD: &str = "sample_id,machine,sampled_on,fe [mg/kg]";

/// A workbook of the project's own form; each cell is a number, or a text.
fn workbook(sheets: &[(&str, &[&str])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, body: &str| {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(body.as_bytes()).unwrap();
    };
    let (mut entries, mut relations) = (String::new(), String::new());
    for ((name, rows), id) in sheets.iter().zip(1..) {
        write!(entries, "<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"r{id}\"/>").unwrap();
        write!(relations, "<Relationship Id=\"r{id}\" Type=\"x/worksheet\" Target=\"s{id}.xml\"/>").unwrap();
        let cell = |text: &str| match text.parse::<f64>() {
            Ok(_) => format!("<c><v>{text}</v></c>"),
            Err(_) => format!("<c t=\"str\"><v>{text}</v></c>"),
        };
        let row = |row: &&str| format!("<row>{}</row>", row.split('|').map(cell).collect::<String>());
        let body: String = rows.iter().map(row).collect();
        part(&format!("xl/s{id}.xml"), &format!("<worksheet><sheetData>{body}</sheetData></worksheet>"));
    }
    part("xl/workbook.xml", &format!("<workbook><sheets>{entries}</sheets></workbook>"));
    part("xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
    writer.finish().unwrap().into_inner()
}

#[test]
fn every_sheet_of_a_workbook_is_a_source_with_its_own_places() {
    let head = "sample_id|machine|sampled_on|fe [mg/kg]|cleanliness_iso4406";
    let may: &[&str] =
        &[head, "1|M1|2026-05-01|1.234|18/16/13", "2|M1|2026-05-02|1O|2016-11-14", "3|M1|2026-05-03|2.5"];
    let june: &[&str] = &[head, "4|M1|2026-06-01|&lt;0,5|", "5|M1|2026-06-02|#N/A|"];
    let intake = read_in_chunks("lab.xlsx", &workbook(&[("May", may), ("Empty", &[]), ("June", june)]), 64);
    let expect = "1: fe=1.234; cleanliness_iso4406=18/16/13;\n\
        2: fe=unreadable 1O; cleanliness_iso4406=unreadable 2016-11-14;\n3: fe=2.5;\n4: fe=<0.5;\n5: fe=unreadable #N/A;\n";
    assert_eq!(told(&intake), expect, "{:?}", intake.problems);
    let lines: Vec<String> = intake.problems.iter().map(ToString::to_string).collect();
    let starts = [
        "lab.xlsx:Empty: the sheet has no cells [empty-sheet]",
        "lab.xlsx:May:3:4 \"fe [mg/kg]\": ",
        "lab.xlsx:May:3:5 \"cleanliness_iso4406\": ",
        "lab.xlsx:June:3:4 \"fe [mg/kg]\": ",
    ];
    assert_eq!(lines.len(), starts.len(), "{lines:?}");
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line} for {start}");
    }
    let sheets: Vec<Option<&str>> = intake.sources.iter().map(|source| source.sheet.as_deref()).collect();
    assert_eq!(sheets, [Some("May"), Some("June")]);
    let sample = &intake.samples[1];
    let place = intake.sources[0].location(sample.place, &sample.measurements[0]);
    assert_eq!(place.to_string(), "lab.xlsx:May:3:4 \"fe [mg/kg]\"");
}

#[test]
fn numbers_of_a_workbook_have_a_point_whatever_sign_is_asked_for() {
    let rows: &[&str] = &["sample_id|machine|sampled_on|fe [mg/kg]", "1|M1|2026-05-01|1.234"];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lab.xlsx");
    fs::write(&path, workbook(&[("May", rows)])).unwrap();
    let comma = Options { decimal: Some(','), ..options() };
    assert_eq!(told(&read_paths(&[path], &standards::small(), &comma).unwrap()), "1: fe=1.234;\n");
}

#[test]
fn packed_text_and_wide_text_are_read_like_plain_text() {
    let text = format!("{HEAD}\n1,M1,2026-05-01,42\n");
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding) in [(packer.finish().unwrap(), "UTF-8"), (wide, "UTF-16LE")] {
        let intake = read_in_chunks("a.csv.gz", &bytes, 64);
        assert_eq!((told(&intake).as_str(), intake.sources[0].encoding), ("1: fe=42;\n", encoding));
    }
}

#[test]
fn the_standards_know_the_headings_that_tell_an_encoding() {
    let standards = Standards::built_in().unwrap();
    let vocabulary = Vocabulary::new(&standards);
    // Headings as laboratories write them, and a row of a plant's own words.
    for (name, text) in [
        ("gb18030", "样品编号,采样时间,设备位号,运动粘度(40℃)(mm2 / s),酸值(mgKOH/ g)\n1,2026-05-01,一号机,46.1,0.2\n"),
        ("big5", "樣品編號,設備,水分,黏度 40 ℃\n1,一號機,0.01,46\n"),
        ("euc-kr", "시료번호,설비,동점도(40℃),전산가,수분\n1,일호기,46.1,0.2,0.01\n"),
        ("shift_jis", "試料番号,機械,水分,粘度 40 ℃\n1,一号機,0.01,46\n"),
        ("windows-1250", "Próbka;Urządzenie;Lepkość 40 °C;Żelazo\n1;Prasa główna;46,1;5\n"),
        ("windows-1251", "Кинематическая вязкость при 40 °С;Кислотное число;Вода;Железо\nНасос;0,2;0,01;5\n"),
        (
            "windows-1252",
            "Anlagennummer;Ölbezeichnung;Viskosität bei 40°C;Partikel > 4 µm (±5 %)\nPresse;Hydrauliköl;46,1;1\n",
        ),
        ("windows-1252", "EQUIPO;Número de muestra;Compañía;Viscosidad a 40ºC\nCamión;1;Año Nuevo;46,1\n"),
    ] {
        let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{text}");
        let tables = text_table::tables(bytes.into_owned(), None, &vocabulary);
        let table =
            tables.map(|mut tables| tables.remove(0)).map_err(|fault| format!("{name}: {}", fault.says)).unwrap();
        assert_eq!((table.encoding.to_lowercase().as_str(), table.text), (name, text.as_bytes().to_vec()), "{text}");
    }
}

#[test]
fn what_is_no_table_is_one_problem() {
    for (bytes, code) in [
        (&b"%PDF-1.7\n"[..], "not-a-table"),
        (b"<html><table><tr><td>Fe</td></tr></table></html>", "not-a-table"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not-a-table"),
        (b"\0\x01\x02\x03\x04\x05", "not-a-table"),
        (b"PK\x03\x04", "damaged-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged-file"),
        (b"\x1f\x8b\x08\0", "damaged-file"),
    ] {
        let intake = read_in_chunks("results.xls", bytes, 64);
        assert_eq!(problems(&intake), [format!("-:- {code} file_rejected")], "{:?}", intake.problems);
    }
}

#[test]
fn the_same_content_twice_adds_nothing_and_the_first_path_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let text = format!("{HEAD}\n1,M1,2026-05-01,42\n");
    for name in ["b.csv", "a.csv", "c.csv"] {
        fs::write(at(name), &text).unwrap();
    }
    fs::write(at("d.csv"), text.replace("\n1,", "\n2,")).unwrap();
    let standards = standards::small();
    for paths in [vec![folder.path().to_path_buf()], vec![at("c.csv"), at("d.csv"), at("b.csv"), at("a.csv")]] {
        let intake = read_paths(&paths, &standards, &options()).unwrap();
        assert_eq!(told(&intake).lines().count(), 2, "{paths:?}");
        let notes: Vec<String> = intake
            .problems
            .iter()
            .filter(|problem| problem.code.id() == "duplicate-file")
            .map(|problem| format!("{} {}", problem.effect.id(), problem.location.path.rsplit('/').next().unwrap()))
            .collect();
        assert_eq!(notes.len(), 2);
        assert!(notes.contains(&"note b.csv".to_owned()) && notes.contains(&"note c.csv".to_owned()), "{notes:?}");
        assert_eq!(intake.sources.len(), 4, "each file stays in the account");
        let rows: u64 = intake.sources.iter().map(|source| source.ledger.rows_read).sum();
        assert_eq!(rows, 2);
    }
}

#[test]
fn an_encoding_that_nobody_knows_is_an_error() {
    let asked = Options { encoding: Some("klingon".to_owned()), ..options() };
    let error = read_paths(&[], &standards::small(), &asked).unwrap_err();
    assert!(error.to_string().starts_with("klingon: no encoding is called so"), "{error}");
}
