//! XLSX: every kind of cell, and where it stands.

use super::{code, sheet, told, xlsx, xlsx_of};

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy;@\"/>\
    <numFmt numFmtId=\"171\" formatCode=\"d\\-m\\-yy h:mm\"/></numFmts>\
    <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"10\"/>\
    <xf numFmtId=\"14\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>";

#[test]
fn every_kind_of_cell_is_written_as_what_it_is() {
    let strings = "<sst uniqueCount=\"99999999999\"><si><t>machine</t></si><si><r><t xml:space=\"preserve\">Visc. </t></r>\
        <r><rPr><b/></rPr><t>40 &#176;C</t></r><rPh sb=\"0\"><t>かな</t></rPh></si><si><t/></si></sst>";
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>\
        <c r=\"C1\" t=\"inlineStr\"><is><t>a_x000D_b</t></is></c><c r=\"D1\" t=\"s\"><v>2</v></c></row>\
        <row><c><v>46.10</v></c><c s=\"5\"><f>SUM(A1)</f><v>1.5E-2</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#SPILL!</v></c>\
        <c t=\"str\"><f>A1</f><v>&lt;0.1</v></c></row>\
        <row r=\"4\"><c r=\"E4\" s=\"1\"><v>42688</v></c><c r=\"A4\" s=\"2\"><v>42688.5</v></c><c r=\"B4\" s=\"3\"><v>0.0005</v></c>\
        <c r=\"C4\" s=\"4\"><v>60</v></c><c r=\"D4\" t=\"d\"><v>2016-11-14T00:00:00</v></c></row>";
    let more = [("xl/sharedStrings.xml", strings), ("xl/styles.xml", STYLES)];
    let book = |properties| xlsx_of(properties, &[("Results", "", &sheet(rows))], &more);
    let head = "[Results]\nmachine\tVisc. 40 °C\t\"a\rb\"\n46.1\t0.015\tyes\t#SPILL!\t<0.1\n\n";
    // A code such as 16/11/14 that the spreadsheet took for a day is seen to be one.
    let of_1900 = "2016-11-14T12:00:00\t0.05%\t1900-02-29\t2016-11-14\t2016-11-14\n";
    assert_eq!(told(&book("")), format!("{head}{of_1900}"));
    let of_1904 = "2020-11-15T12:00:00\t0.05%\t1904-03-01\t2016-11-14\t2020-11-15\n";
    assert_eq!(told(&book("date1904=\"1\"")), format!("{head}{of_1904}"));
}

#[test]
fn all_sheets_are_read_hidden_ones_too_and_empty_ones_are_noted() {
    let one = sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    let sheets = [
        ("Empty", "", "<worksheet><sheetData/></worksheet>"),
        ("Öl &amp; Gas", "", one.as_str()),
        ("Old", "state=\"veryHidden\"", one.as_str()),
        ("Nothing", "", "<worksheet/>"),
    ];
    let expect = "[Öl & Gas]\n1\nempty-sheet: Empty\nhidden-sheet: Old\nempty-sheet: Nothing\n[Old]\n1\n";
    assert_eq!(told(&xlsx_of("", &sheets, &[])), expect);
    assert_eq!(code(&xlsx("<row r=\"1\"/>")), "empty-file");
}

#[test]
fn merged_titles_stand_in_their_first_cell_only() {
    let body = "<worksheet><dimension ref=\"C9:A1\"/><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Report of May</t></is></c><c r=\"B1\" s=\"1\"/></row>\
        <row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\"><v>2</v></c></row></sheetData>\
        <mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>";
    assert_eq!(told(&xlsx_of("", &[("S", "", body)], &[])), "[S]\nReport of May\n\n1\t2\n");
}

#[test]
fn names_with_prefixes_and_parts_in_other_folders_are_found() {
    let rows = "<x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row>";
    let body = format!("<x:worksheet xmlns:x=\"a\"><x:sheetData>{rows}</x:sheetData></x:worksheet>");
    assert_eq!(told(&xlsx_of("", &[("S", "", &body)], &[])), "[S]\n1\n");
}
