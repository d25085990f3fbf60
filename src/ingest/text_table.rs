//! What a file comes to before anything in it is understood: one or more tables of UTF-8 text.

use std::sync::Arc;

use encoding_rs::Encoding;

use crate::domain::ProblemCode;

use super::fault::Fault;
use super::kind::{self, Kind, no_table};
use super::vocabulary::Vocabulary;
use super::{encoding, gzip, workbook};

/// A table of text: a text file, or a sheet of a workbook.
#[derive(Debug)]
pub struct TextTable {
    /// The sheet.
    pub sheet: Option<Arc<str>>,
    /// The text, in UTF-8 without byte-order mark.
    pub text: Vec<u8>,
    /// What stands between cells, where it is known: in the sheets of workbooks.
    pub delimiter: Option<u8>,
    /// What the text was encoded in.
    pub encoding: &'static str,
    /// What should be known about the file and cost nothing.
    pub notes: Vec<Note>,
}

/// Something to know about a file or one of its sheets.
#[derive(Debug)]
pub struct Note {
    /// The sheet.
    pub sheet: Option<Arc<str>>,
    /// What it is.
    pub fault: Fault,
}

/// The tables of a file; never none.
pub fn tables(
    bytes: Vec<u8>,
    wanted: Option<&'static Encoding>,
    vocabulary: &Vocabulary,
) -> Result<Vec<TextTable>, Fault> {
    match kind::of(&bytes)? {
        Kind::Text => text(bytes, wanted, vocabulary),
        Kind::Zip => workbook::read_package(&bytes),
        Kind::Ole2 => workbook::read_compound(&bytes, wanted),
        Kind::Gzip => {
            let unpacked = gzip::unpack(&bytes)?;
            drop(bytes);
            match kind::of(&unpacked)? {
                Kind::Text => text(unpacked, wanted, vocabulary),
                Kind::Zip | Kind::Ole2 | Kind::Gzip => {
                    Err(no_table("a packed file that holds no text; unpack it and name what is in it"))
                }
            }
        }
    }
}

fn text(bytes: Vec<u8>, wanted: Option<&'static Encoding>, vocabulary: &Vocabulary) -> Result<Vec<TextTable>, Fault> {
    let decoded = encoding::decode(bytes, wanted, vocabulary)?;
    if decoded.text.trim_ascii().is_empty() {
        return Err(Fault::new(ProblemCode::EmptyFile, "the file is empty"));
    }
    let encoding::Decoded { text, encoding } = decoded;
    Ok(vec![TextTable { sheet: None, text, delimiter: None, encoding, notes: Vec::new() }])
}
