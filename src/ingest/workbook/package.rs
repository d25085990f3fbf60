//! The ZIP archive that a workbook is. Its list of parts is weighed before it is read, and what a part really unpacks
//! to is counted; no size that the archive states is believed.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::domain::ProblemCode;
use crate::ingest::fault::Fault;

use super::xml::Feed;
use super::{damaged, encrypted};

/// A workbook of a thousand sheets with pictures has fewer.
const MOST_PARTS: usize = 10_000;

/// The names of ten thousand parts; the list is copied while it is read.
const MOST_NAME_BYTES: usize = 4 << 20;

/// A sheet of 200,000 rows and 40 columns unpacks to some 250 MiB. It is read in pieces, so this bounds time.
const MOST_PART_BYTES: u64 = 256 << 20;

/// All parts of a workbook together, which bounds time too.
const MOST_UNPACKED: u64 = 512 << 20;

/// The XML of sheets packs 10 to 30 times smaller; Apache POI takes 100 for an attack. Twice that, to be sure.
const MOST_RATIO: u64 = 200;

/// Up to here a part of equal cells may pack better than any ratio says.
const FREE_OF_RATIO: u64 = 16 << 20;

/// An archive in memory.
#[derive(Debug)]
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    size: u64,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens an archive.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        weigh(bytes)?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let names = archive.file_names_raw().map(|name| canonical(&String::from_utf8_lossy(name))).collect();
        Ok(Self { archive, names, size: bytes.len() as u64, left: MOST_UNPACKED })
    }

    /// True if it has a part.
    pub fn holds(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    fn index(&self, name: &str) -> Option<usize> {
        let name = canonical(name);
        self.names.iter().position(|known| *known == name)
    }

    /// Opens a part; `None` if there is none of that name.
    pub fn part(&mut self, name: &str) -> Result<Option<Part<'_, 'b>>, Fault> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let reader = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => encrypted(),
            error => damaged(format_args!("{name}: {error}")),
        })?;
        let packed = reader.compressed_size().min(self.size);
        let most = packed.saturating_mul(MOST_RATIO).clamp(FREE_OF_RATIO, MOST_PART_BYTES);
        Ok(Some(Part { reader, left: most, left_of_all: &mut self.left, name: name.to_owned() }))
    }

    /// What an archive is that is no workbook.
    pub fn what(&self) -> &'static str {
        let has = |folder: &str| self.names.iter().any(|name| name.starts_with(folder));
        match () {
            () if has("word/") => "a Word document; save its table as CSV",
            () if has("ppt/") => "a presentation; ask the laboratory for the results as a workbook or as CSV",
            () if has("index.zip") || has("index/document.iwa") => {
                "a workbook of Numbers; export it as an Excel workbook"
            }
            () if has("content.xml") => "a document; save its table as CSV",
            () => "an archive; unpack it and name the files in it",
        }
    }
}

/// Names of parts differ in case and slash between programs.
fn canonical(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// Refuses an archive whose list of parts alone would cost much memory.
fn weigh(bytes: &[u8]) -> Result<(), Fault> {
    let mut names = 0_usize;
    for (count, at) in memmem::find_iter(bytes, b"PK\x01\x02").enumerate() {
        // The lengths of name, extra field and comment.
        let lengths = bytes.get(at + 28..at + 34).unwrap_or_default();
        names += lengths.chunks_exact(2).map(|pair| usize::from(u16_of(pair))).sum::<usize>();
        if count >= MOST_PARTS || names > MOST_NAME_BYTES {
            let says = format!("the workbook has more than {MOST_PARTS} parts, or parts with endless names");
            return Err(Fault::new(ProblemCode::TooLarge, says));
        }
    }
    Ok(())
}

fn u16_of(pair: &[u8]) -> u16 {
    pair.try_into().map_or(0, u16::from_le_bytes)
}

/// A part while it is unpacked.
#[derive(Debug)]
pub struct Part<'p, 'b> {
    reader: ZipFile<'p, Cursor<&'b [u8]>>,
    left: u64,
    left_of_all: &'p mut u64,
    name: String,
}

impl Feed for Part<'_, '_> {
    fn feed(&mut self, buffer: &mut [u8]) -> Result<usize, Fault> {
        let read = self.reader.read(buffer).map_err(|error| damaged(format_args!("{}: {error}", self.name)))?;
        let left = self.left.checked_sub(read as u64);
        let left_of_all = self.left_of_all.checked_sub(read as u64);
        let (Some(left), Some(left_of_all)) = (left, left_of_all) else {
            let says = format!("{} unpacks to more than any sheet has; save each sheet as CSV", self.name);
            return Err(Fault::new(ProblemCode::TooLarge, says));
        };
        (self.left, *self.left_of_all) = (left, left_of_all);
        Ok(read)
    }
}
