//! XLSB and XLS, record by record, with calamine as a second reader of the same bytes.

use std::io::Cursor;

use calamine::{Data, Reader};

use super::{archive, code, lists, told};

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [u32::try_from(units.len() / 2).unwrap().to_le_bytes().to_vec(), units].concat()
}

/// A record of XLSB.
fn record(kind: u16, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    let mut bytes = if kind < 0x80 {
        vec![u8::try_from(kind).unwrap()]
    } else {
        vec![u8::try_from(kind & 0x7F).unwrap() | 0x80, u8::try_from(kind >> 7).unwrap()]
    };
    bytes.push(u8::try_from(data.len()).unwrap());
    [bytes, data].concat()
}

fn cell(kind: u16, column: u32, style: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[&column.to_le_bytes(), &style.to_le_bytes(), value])
}

fn xlsb(cells: &[Vec<u8>]) -> Vec<u8> {
    let (package, relations) = lists("bin", 1);
    let book = [
        record(0x99, &[&[0; 12]]),
        record(0x8F, &[]),
        record(0x9C, &[&[0; 4], &[1, 0, 0, 0], &wide("rId1"), &wide("Öl")]),
        record(0x90, &[]),
        record(0x84, &[]),
    ];
    let styles = [
        record(0x0267, &[&1_u32.to_le_bytes()]),
        record(0x2C, &[&170_u16.to_le_bytes(), &wide("yyyy/m/d")]),
        record(0x0268, &[]),
        record(0x0269, &[&2_u32.to_le_bytes()]),
        record(0x2F, &[&[0; 16]]),
        record(0x2F, &[&[0, 0], &170_u16.to_le_bytes(), &[0; 12]]),
        record(0x026A, &[]),
    ];
    let strings = [record(0x9F, &[&[1, 0, 0, 0, 1, 0, 0, 0]]), record(0x13, &[&[0], &wide("铁")]), record(0xA0, &[])];
    let head = [record(0x81, &[]), record(0x94, &[&[0; 16]]), record(0x91, &[])];
    let sheet = [head.concat(), cells.concat(), record(0x92, &[])].concat();
    archive(&[
        ("_rels/.rels", package.as_bytes()),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/workbook.bin", &book.concat()),
        ("xl/styles.bin", &styles.concat()),
        ("xl/sharedStrings.bin", &strings.concat()),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}

#[test]
fn xlsb_cells_are_written_as_what_they_are() {
    let cells = [
        record(0x00, &[&2_u32.to_le_bytes(), &[0; 8]]),
        cell(0x07, 0, 0, &[0; 4]),
        cell(0x02, 1, 0, &((1234_u32 << 2) | 3).to_le_bytes()),
        cell(0x05, 2, 1, &42_688.0_f64.to_le_bytes()),
        cell(0x04, 3, 0, &[1]),
        cell(0x03, 4, 0, &[0x2A]),
        cell(0x06, 5, 0, &wide("<0,1")),
        cell(0x01, 6, 0, &[]),
        cell(0x09, 7, 0, &0.25_f64.to_le_bytes()),
    ];
    let book = xlsb(&cells);
    assert_eq!(told(&book), "[Öl]\n\n\n铁\t12.34\t2016-11-14\tyes\t#N/A\t\"<0,1\"\t\t0.25\n".replace('"', ""));
    let mut other = calamine::Xlsb::new(Cursor::new(book)).unwrap();
    let range = other.worksheet_range("Öl").unwrap();
    assert_eq!((range.start(), range.get_value((2, 0))), (Some((2, 0)), Some(&Data::String("铁".to_owned()))));
    assert_eq!(range.get_value((2, 1)), Some(&Data::Float(12.34)));
}

#[test]
fn xlsb_cells_that_refer_to_nothing_or_are_cut_are_told() {
    let row = record(0x00, &[&0_u32.to_le_bytes(), &[0; 8]]);
    assert_eq!(code(&xlsb(&[row.clone(), cell(0x07, 0, 0, &[9, 9, 9, 9])])), "damaged-file");
    assert_eq!(code(&xlsb(&[row.clone(), cell(0x05, 0, 0, &[0; 7])])), "damaged-file");
    assert_eq!(code(&xlsb(&[row.clone(), record(0x02, &[&[0; 3]])])), "damaged-file");
    assert_eq!(code(&xlsb(&[row, cell(0x02, 16_383, 0, &[0; 4])])), "too-large");
}

/// A record of XLS.
fn biff(kind: u16, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), &data].concat()
}

fn at(row: u16, column: u16, format: u16) -> Vec<u8> {
    [row, column, format].map(u16::to_le_bytes).concat()
}

/// A stream of an old workbook with one sheet, `Öl`, that is listed so many times.
fn stream_listed(times: usize, globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    let bof = |kind: u8| biff(0x0809, &[&[0, 6, kind, 0], &[0; 12]]);
    let end = biff(0x000A, &[]);
    let head = [bof(5), globals.concat()].concat();
    let name: &[u8] = b"\0\0\x02\0\xD6l";
    let start = head.len() + (4 + 4 + name.len()) * times + end.len();
    let entry = biff(0x0085, &[&u32::try_from(start).unwrap().to_le_bytes(), name]);
    [head, entry.repeat(times), end.clone(), bof(0x10), cells.concat(), end].concat()
}

fn stream(globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    stream_listed(1, globals, cells)
}

/// A compound file of streams, the short ones in the mini stream.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const FREE: u32 = 0xFFFF_FFFF;
    const END: u32 = 0xFFFF_FFFE;
    let mut sectors: Vec<u8> = Vec::new();
    let mut table: Vec<u32> = Vec::new();
    let chain = |bytes: &[u8], sectors: &mut Vec<u8>, table: &mut Vec<u32>| -> u32 {
        let first = u32::try_from(table.len()).unwrap();
        let count = bytes.len().div_ceil(512).max(1);
        sectors.extend_from_slice(bytes);
        sectors.resize((table.len() + count) * 512, 0);
        table.extend((1..u32::try_from(count).unwrap()).map(|next| first + next));
        table.push(END);
        first
    };
    let (mut mini, mut mini_table): (Vec<u8>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut entries = Vec::new();
    for (name, bytes) in streams {
        let start = if bytes.len() >= 4096 {
            chain(bytes, &mut sectors, &mut table)
        } else {
            let first = u32::try_from(mini_table.len()).unwrap();
            let count = bytes.len().div_ceil(64).max(1);
            mini.extend_from_slice(bytes);
            mini.resize((mini_table.len() + count) * 64, 0);
            mini_table.extend((1..u32::try_from(count).unwrap()).map(|next| first + next));
            mini_table.push(END);
            first
        };
        entries.push((*name, start, bytes.len()));
    }
    let mini_start = chain(&mini, &mut sectors, &mut table);
    let mini_bytes: Vec<u8> = mini_table.iter().flat_map(|next| next.to_le_bytes()).collect();
    let mini_table_start = chain(&mini_bytes, &mut sectors, &mut table);
    let mut directory = Vec::new();
    for (name, start, size) in [("Root Entry", mini_start, mini.len())].into_iter().chain(entries) {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(entry.len() + 2).unwrap();
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend((size as u64).to_le_bytes());
        directory.extend(entry);
    }
    let directory_start = chain(&directory, &mut sectors, &mut table);
    let table_start = u32::try_from(table.len()).unwrap();
    table.push(0xFFFF_FFFD);
    assert!(table.len() <= 128, "one sector of the table is enough for a test");
    table.resize(128, FREE);
    sectors.extend(table.iter().flat_map(|next| next.to_le_bytes()));
    let mut header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    header.resize(24, 0);
    header.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    header.resize(44, 0);
    for number in [1, directory_start, 0, 4096, mini_table_start, 1, END, 0, table_start] {
        header.extend(number.to_le_bytes());
    }
    header.resize(512, 0xFF);
    [header, sectors].concat()
}

/// A good workbook of either kind.
pub fn some_xls() -> Vec<u8> {
    let (globals, cells) = some_cells();
    compound(&[("Workbook", &stream(&globals, &cells))])
}

/// The same, binary and packed. What a change of it does is met by its checksum; so only the sheet is changed.
pub fn some_xlsb(change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let cells = [
        record(0x00, &[&2_u32.to_le_bytes(), &[0; 8]]),
        cell(0x07, 0, 0, &[0; 4]),
        cell(0x02, 1, 1, &((1234_u32 << 2) | 3).to_le_bytes()),
        cell(0x06, 5, 0, &wide("<0.1")),
    ];
    xlsb(&[change(cells.concat())])
}

/// Cells of every kind, in an order that no spreadsheet program writes.
fn some_cells() -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let text = |text: &str| [u16::try_from(text.len()).unwrap().to_le_bytes().to_vec(), vec![0], text.into()].concat();
    let globals = vec![
        biff(0x041E, &[&170_u16.to_le_bytes(), &text("yyyy/m/d")]),
        biff(0x00E0, &[&[0; 20]]),
        biff(0x00E0, &[&[0, 0], &170_u16.to_le_bytes(), &[0; 16]]),
        // Two texts; the second goes on in the next record, with two bytes a letter.
        biff(0x00FC, &[&[2, 0, 0, 0, 9, 0, 0, 0], &[1, 0, 0], b"a", &[4, 0, 8, 1, 0], b"40"]),
        biff(0x003C, &[&[1], "°C".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>().as_slice(), &[9; 4]]),
    ];
    let formula = |value: [u8; 8]| [value.to_vec(), vec![0; 14]].concat();
    let cells = vec![
        biff(0x0203, &[&at(3, 1, 0), &46.1_f64.to_le_bytes()]),
        biff(0x00FD, &[&at(1, 0, 0), &[1, 0, 0, 0]]),
        biff(0x00FD, &[&at(1, 1, 0), &[0; 4]]),
        biff(0x0204, &[&at(3, 0, 0), &text("<0.1")]),
        biff(0x027E, &[&at(3, 2, 1), &((42_688_u32 << 2) | 2).to_le_bytes()]),
        biff(0x00BD, &[&[4, 0, 1, 0], &[0, 0], &6_u32.to_le_bytes(), &[0, 0], &10_u32.to_le_bytes(), &[2, 0]]),
        biff(0x0205, &[&at(3, 3, 0), &[0x2A, 1]]),
        biff(0x0205, &[&at(3, 4, 0), &[1, 0]]),
        biff(0x0006, &[&at(4, 0, 0), &formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF])]),
        biff(0x04BC, &[&[0; 8]]),
        biff(0x0207, &[&text("x_1")]),
        biff(0x0006, &[&at(4, 4, 0), &formula(0.5_f64.to_le_bytes())]),
    ];
    (globals, cells)
}

const EXPECT: &str = "[Öl]\n\n40°C\ta\n\n<0.1\t46.1\t2016-11-14\t#N/A\tyes\nx_1\t1\t2\t\t0.5\n";

#[test]
fn xls_cells_are_written_as_what_they_are() {
    let (globals, cells) = some_cells();
    let short = stream(&globals, &cells);
    assert!(short.len() < 4096);
    assert_eq!(told(&compound(&[("Workbook", &short)])), EXPECT);
    let long = [short, vec![0; 5000]].concat();
    let book = compound(&[("\u{5}SummaryInformation", &[1; 70]), ("Workbook", &long)]);
    assert_eq!(told(&book), EXPECT);
    let mut other = calamine::Xls::new(Cursor::new(book)).unwrap();
    let range = other.worksheet_range("Öl").unwrap();
    assert_eq!(range.get_value((1, 0)), Some(&Data::String("40°C".to_owned())));
    assert_eq!(range.get_value((3, 1)), Some(&Data::Float(46.1)));
    assert_eq!(range.get_value((4, 2)), Some(&Data::Int(2)));
}

#[test]
fn xls_days_count_from_1904_where_the_workbook_says_so() {
    let (mut globals, cells) = some_cells();
    globals.push(biff(0x0022, &[&[1, 0]]));
    assert!(told(&compound(&[("Workbook", &stream(&globals, &cells))])).contains("\t2020-11-15\t"));
}

#[test]
fn locked_damaged_and_other_compound_files_are_told() {
    let (globals, cells) = some_cells();
    let locked = stream(&[vec![biff(0x002F, &[&[1, 0]])], globals.clone()].concat(), &cells);
    assert_eq!(code(&compound(&[("Workbook", &locked)])), "encrypted-workbook");
    assert_eq!(code(&compound(&[("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")])), "encrypted-workbook");
    assert!(told(&compound(&[("WordDocument", b"x")])).contains("a Word document"));
    assert_eq!(code(&compound(&[("Other", b"x")])), "not-a-table");
    let whole = stream(&globals, &cells);
    let cut = whole.get(..whole.len() - 30).unwrap();
    assert_eq!(code(&compound(&[("Workbook", cut)])), "damaged-file");
    // A text that is not there.
    let lost = [biff(0x00FD, &[&at(1, 0, 0), &[99, 0, 0, 0]])];
    assert_eq!(code(&compound(&[("Workbook", &stream(&globals, &lost))])), "damaged-file");
}

#[test]
fn sheets_that_share_their_records_end() {
    let nothing = biff(0x0001, &[]).repeat(20_000);
    let fault = crate::ingest::workbook::xls::read(&stream_listed(1000, &[], &[nothing]), None).unwrap_err();
    assert_eq!(fault.code.id(), "too-large", "{}", fault.says);
}

#[test]
fn a_chain_that_goes_in_a_circle_ends() {
    let long = [stream(&[], &[]), vec![0; 5000]].concat();
    let mut book = compound(&[("Workbook", &long)]);
    // The table is the last sector; its first entries are the chain of the workbook.
    let table = book.len() - 512;
    for sector in 0..128 {
        book.splice(table + 4 * sector..table + 4 * sector + 4, 0_u32.to_le_bytes());
    }
    assert_eq!(code(&book), "damaged-file");
}
