//! One file: bytes to text, text to layout, rows to samples in parallel, and one account of all of it.
//!
//! The parts of a file are read by any number of threads and put together in byte order, so that the result does
//! not depend on how many there were.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::domain::{Effect, Location, Problem, ProblemCode, Sample};
use crate::standards::Standards;

use super::Options;
use super::column::Column;
use super::context::ContextRules;
use super::date::DateForms;
use super::day::{DayOrder, SerialBase};
use super::decimal::Origin;
use super::drift;
use super::evidence::{self, Sheet};
use super::fault::Fault;
use super::field::{Field, FieldKind};
use super::layout::Layout;
use super::ledger::Ledger;
use super::names::Names;
use super::part::{Part, Table};
use super::row_unit::RowUnits;
use super::rows;
use super::source::Source;
use super::viscosities::Viscosities;
use super::words::Words;

/// Rows are shared out among threads in pieces of about this size: many enough to keep all busy, and large
/// enough for the sharing to cost nothing.
pub const CHUNK_BYTES: usize = 1 << 20;

/// The reason under which the cells of rows that are no samples are accounted for.
const ROW: &str = "row";

/// The reason under which the cells below no heading are accounted for.
const NO_HEADING: &str = "no-heading";

/// What came of one file. Places do not know yet which source they belong to.
#[derive(Debug)]
pub struct FileIntake {
    /// The file.
    pub source: Source,
    /// Its samples in row order.
    pub samples: Vec<Sample>,
    /// Its problems in row order.
    pub problems: Vec<Problem>,
    /// The texts that its samples share.
    pub names: Names,
}

/// Reads the bytes of one file.
#[must_use]
pub fn read(
    path: Arc<str>,
    bytes: Vec<u8>,
    standards: &Standards,
    options: &Options,
    chunk_bytes: usize,
) -> FileIntake {
    let file = Location::file(path.clone());
    let sha256 = hexadecimal(&Sha256::digest(&bytes));
    let source = Source {
        path,
        text: Arc::from([]),
        sha256,
        headings: Vec::new(),
        profile: Arc::from(""),
        assumed_units: Vec::new(),
        ledger: Ledger::default(),
    };
    let mut intake = FileIntake { source, samples: Vec::new(), problems: Vec::new(), names: Names::default() };
    if let Err(fault) = fill(&mut intake, bytes, standards, options, &file, chunk_bytes) {
        let Fault { code, says } = fault;
        intake.problems = vec![Problem { code, effect: Effect::FileRejected, location: file, says }];
    }
    intake
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn fill(
    intake: &mut FileIntake,
    bytes: Vec<u8>,
    standards: &Standards,
    options: &Options,
    file: &Location,
    chunk_bytes: usize,
) -> Result<(), Fault> {
    intake.source.text = decode(bytes, options.encoding.as_deref())?;
    let text = intake.source.text.clone();
    let (layout, mut problems) = Layout::find(&text, standards, file)?;
    problems.extend(drift::missing(&layout, file));
    let chunks = rows::chunks(&text, layout.delimiter, chunk_bytes).map_err(|unclosed| {
        let says = format!(
            "a quotation mark opens in row {} and is never closed; everything after it would be one cell",
            unclosed.row
        );
        Fault::new(ProblemCode::BadQuotes, says)
    })?;
    let mut rules = context_rules(&layout, standards, options);
    let origin = Origin::Text { delimiter: layout.delimiter };
    let sheet = Sheet { text: &text, layout: &layout, chunks: &chunks, origin };
    let (decimals, of_columns) =
        evidence::decide(&sheet, &mut rules, options.decimal.and_then(|sign| u8::try_from(sign).ok()), file);
    let row_units = RowUnits::new(&layout, standards);
    let table = Table {
        text: &text,
        file: file.clone(),
        layout: &layout,
        rules,
        decimals,
        viscosities: Viscosities::of(standards),
        row_units,
    };
    let parts: Vec<Part> = chunks.into_par_iter().map(|chunk| table.read(chunk)).collect();
    intake.problems = problems;
    intake.problems.extend(of_columns);
    merge(intake, parts, &layout, file);
    intake.source.profile = layout.name;
    intake.source.assumed_units = layout.assumed;
    intake.source.headings = layout.headings;
    Ok(())
}

/// How files begin that are handed in as tables and are none.
const NOT_TEXT: [(&[u8], &str); 3] =
    [(b"PK\x03\x04", "a workbook or an archive"), (b"\xD0\xCF\x11\xE0", "an old workbook"), (b"%PDF", "a PDF")];

/// Bytes to UTF-8 text without byte-order mark: by the encoding that the user named, else by the file's own mark,
/// else as UTF-8. A decoding that would replace letters is refused.
pub fn decode(bytes: Vec<u8>, named: Option<&str>) -> Result<Arc<[u8]>, Fault> {
    if bytes.trim_ascii().is_empty() {
        return Err(Fault::new(ProblemCode::EmptyFile, "the file is empty"));
    }
    if let Some((_, kind)) = NOT_TEXT.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let says = format!("the file is {kind}, not a text; save the table as \"CSV UTF-8\" and read that");
        return Err(Fault::new(ProblemCode::BadEncoding, says));
    }
    let named = named.and_then(|label| Encoding::for_label(label.as_bytes()));
    let marked = || Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    let encoding = named.or_else(marked).unwrap_or(UTF_8);
    let (text, used, replaced) = encoding.decode(&bytes);
    if replaced {
        let valid = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let line = memchr::memchr_iter(b'\n', bytes.get(..valid).unwrap_or_default()).count() + 1;
        let name = used.name();
        let says = format!(
            "the text is not {name} (line {line}); name its encoding, as --encoding gb18030, or save the file as \
             \"CSV UTF-8\" in the spreadsheet program"
        );
        return Err(Fault::new(ProblemCode::BadEncoding, says));
    }
    if text.trim().is_empty() {
        return Err(Fault::new(ProblemCode::EmptyFile, "the file is empty"));
    }
    Ok(match text {
        Cow::Borrowed(text) if text.len() == bytes.len() => Arc::from(bytes),
        text => Arc::from(text.into_owned().into_bytes()),
    })
}

fn context_rules<'s>(layout: &Layout<'s>, standards: &'s Standards, options: &'s Options) -> ContextRules<'s> {
    let order = options.date_order.as_deref().and_then(DayOrder::from_id);
    let profile = layout.profile;
    let constants = profile.map(|profile| &profile.constants).into_iter().flatten();
    let constants = constants
        .filter_map(|(id, text)| Some((Field::from_id(id)?, text.trim())))
        // Amounts and dates differ from row to row; a profile cannot know them.
        .filter(|(field, text)| {
            !text.is_empty() && !matches!(field.kind(), FieldKind::Amount | FieldKind::Time | FieldKind::YesNo)
        })
        .collect();
    ContextRules {
        profile,
        words: Words::new(profile.map(|profile| &profile.words), &standards.words),
        dates: DateForms::new(profile, &standards.months, SerialBase::Year1900, order),
        as_of: options.as_of,
        constants,
        id_by_row: layout.id_by_row(),
    }
}

/// Puts the parts of a file together, in byte order, and closes its account.
fn merge(intake: &mut FileIntake, parts: Vec<Part>, layout: &Layout<'_>, file: &Location) {
    let ledger = &mut intake.source.ledger;
    let mut unnamed_used = Vec::new();
    for mut part in parts {
        ledger.rows_read += part.rows_read;
        ledger.samples_taken += part.samples.len() as u64;
        for (reason, count) in part.rows_skipped {
            *ledger.rows_skipped.entry(reason.to_owned()).or_default() += count;
        }
        for (code, count) in part.rows_rejected {
            *ledger.rows_rejected.entry(code.id().to_owned()).or_default() += count;
        }
        ledger.cells_taken += part.cells.taken;
        ledger.cells_empty += part.cells.empty;
        ledger.cells_not_tested += part.cells.not_tested;
        for (code, count) in part.cells.lost {
            *ledger.cells_lost.entry(code.id().to_owned()).or_default() += count;
        }
        unnamed_used.append(&mut part.unnamed_used);
        intake.names.add(&part.names);
        intake.samples.append(&mut part.samples);
        intake.problems.append(&mut part.problems);
    }
    let columns = layout.columns.len() as u64;
    ledger.cells_read = ledger.rows_read * columns;
    let mut skip = |reason: &str, count: u64| {
        if count > 0 {
            *ledger.cells_skipped.entry(reason.to_owned()).or_default() += count;
        }
    };
    let taken = ledger.samples_taken;
    skip(ROW, (ledger.rows_read - taken) * columns);
    for column in &layout.columns {
        match column {
            Column::Skipped(reason) => skip(reason, taken),
            Column::Unnamed => skip(NO_HEADING, taken),
            Column::Context { .. } | Column::Result(_) | Column::CodePart { .. } => {}
        }
    }
    if ledger.rows_read
        == ledger.rows_skipped.values().sum::<u64>() - ledger.rows_skipped.get("blank").copied().unwrap_or(0)
    {
        let says = "the file has headings and no rows below them".to_owned();
        intake.problems.push(Problem { code: ProblemCode::NoRows, effect: Effect::Note, location: file.clone(), says });
    }
    unnamed_used.sort_unstable();
    unnamed_used.dedup();
    let unnamed = unnamed_used.into_iter().filter_map(|index| u32::try_from(index + 1).ok());
    intake.problems.extend(unnamed.map(|column| layout.unnamed(file, column)));
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use encoding_rs::GB18030;

    use super::*;

    #[test]
    fn a_text_is_read_by_its_mark_or_by_the_encoding_that_was_named() {
        let text = "设备,铁\n泵,5\n";
        let (chinese, ..) = GB18030.encode(text);
        assert_eq!(&*decode(chinese.to_vec(), Some("gb18030")).unwrap(), text.as_bytes());
        let refused = decode(chinese.to_vec(), None).unwrap_err();
        assert!(refused.says.contains("--encoding"), "{}", refused.says);
        let wide: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(&*decode(wide, None).unwrap(), text.as_bytes());
        let marked = ["\u{feff}", text].concat().into_bytes();
        assert_eq!(&*decode(marked, None).unwrap(), text.as_bytes());
        assert!(decode(b"%PDF-1.7".to_vec(), None).unwrap_err().says.contains("a PDF"));
        assert_eq!(decode(b"\xEF\xBB\xBF \n".to_vec(), None).unwrap_err().code, ProblemCode::EmptyFile);
    }
}
