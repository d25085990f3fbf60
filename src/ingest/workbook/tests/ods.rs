//! ODS: values, repeats, notes, and what asks for a password.

use super::{archive, code, told};

fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"ta2\" style:family=\"table\">\
         <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let mime: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    archive(&[("mimetype", mime), ("content.xml", content.as_bytes())])
}

fn table(rows: &str) -> String {
    format!("<table:table table:name=\"Results\" table:style-name=\"ta1\">{rows}</table:table>")
}

#[test]
fn every_kind_of_cell_is_written_as_what_it_is() {
    let rows = "<table:table-column table:number-columns-repeated=\"9\"/><table:table-row>\
        <table:table-cell office:value-type=\"string\"><office:annotation><text:p>no text</text:p></office:annotation>\
        <text:p>machine<text:s text:c=\"2\"/><text:span>1</text:span></text:p>\n<text:p>x</text:p></table:table-cell>\
        <table:covered-table-cell/><table:table-cell office:value-type=\"float\" office:value=\"46.10\"><text:p>46,1</text:p></table:table-cell>\
        </table:table-row><table:table-row table:number-rows-repeated=\"2\">\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2026-05-01T00:00:00\"><text:p>01.05.26</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>WAHR</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"percentage\" office:value=\"0.07\"><text:p>7 %</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"time\" office:time-value=\"PT10H30M00S\"><text:p>10:30</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let row = "2026-05-01\tyes\t7%\t7%\t10:30:00\t#N/A\n";
    assert_eq!(told(&ods(&table(rows))), format!("[Results]\n\"machine  1\nx\"\t\t46.1\n{row}{row}"));
}

#[test]
fn hidden_and_empty_sheets_are_noted() {
    let cell = "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    let hidden = table(cell).replace("Results", "Old").replace("ta1", "ta2");
    let tables = format!("{}{hidden}{}", table(cell), table("").replace("Results", "None"));
    assert_eq!(told(&ods(&tables)), "[Results]\n1\nhidden-sheet: Old\nempty-sheet: None\n[Old]\n1\n");
}

#[test]
fn repeats_cannot_cost_more_than_a_sheet_may_hold() {
    let cell = |rows: u32, columns: u32| {
        table(&format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
             table:number-columns-repeated=\"{columns}\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>"
        ))
    };
    assert!(told(&ods(&cell(1, 4096))).starts_with("[Results]\n1\t1\t"));
    assert_eq!(code(&ods(&cell(1, 4097))), "too-large");
    assert_eq!(code(&ods(&cell(1, u32::MAX))), "too-large");
    assert_eq!(code(&ods(&cell(1_048_577, 1))), "too-large");
}

#[test]
fn a_password_and_a_text_document_are_told() {
    let manifest = b"<!DOCTYPE manifest:manifest><manifest:manifest><manifest:file-entry><manifest:encryption-data/>";
    let locked = archive(&[("mimetype", b"x"), ("content.xml", b"\0\x01"), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(code(&locked), "encrypted-workbook");
    let text = b"<office:document-content><office:body><office:text/></office:body></office:document-content>";
    assert_eq!(code(&archive(&[("mimetype", b"x"), ("content.xml", text)])), "not-a-table");
}
