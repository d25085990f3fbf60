//! OLE2 compound files, [MS-CFB]: the small file system that XLS and encrypted workbooks are kept in.
//!
//! A chain of sectors that goes in a circle, or that is longer than the file, is a damaged file.

use crate::ingest::fault::Fault;

use super::damaged;
use super::records::{u16_at, u32_at, utf16};

/// Marks the end of a chain; all numbers from `LAST_SECTOR` up mean something else than a sector.
const LAST_SECTOR: u32 = 0xFFFF_FFF9;

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
const MINI_BYTES: usize = 64;
/// Streams shorter than this lie in the mini stream.
const LEAST_BIG: u64 = 4096;
/// A workbook has a handful of streams, and some hundred more if others are embedded in it.
const MOST_DIRECTORY_BYTES: usize = 4 << 20;
/// Thousands of short streams.
const MOST_MINI_BYTES: usize = 16 << 20;

/// A compound file.
#[derive(Debug)]
pub struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// The sector that follows each sector.
    table: Vec<u32>,
    mini_table: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    start: u32,
    size: u64,
}

impl<'b> Compound<'b> {
    /// Reads the directory of a file.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let cut = || damaged("it is cut off");
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(damaged("its sectors have no known size")),
        };
        let mut file =
            Self { bytes, sector, table: Vec::new(), mini_table: Vec::new(), mini: Vec::new(), entries: Vec::new() };
        file.read_table().ok_or_else(cut)?;
        let directory = file.chain(u32_at(bytes, 48).ok_or_else(cut)?, MOST_DIRECTORY_BYTES)?;
        file.entries = directory.chunks_exact(ENTRY_BYTES).filter_map(|entry| file.entry(entry)).collect();
        let mini_table = file.chain(u32_at(bytes, 60).ok_or_else(cut)?, MOST_MINI_BYTES / MINI_BYTES * 4)?;
        file.mini_table = numbers(&mini_table).collect();
        // The first entry is the root, and its stream holds all short streams.
        let root = directory.get(..ENTRY_BYTES).and_then(|entry| file.entry(entry));
        if let Some(root) = root {
            file.mini =
                file.chain(root.start, usize::try_from(root.size).unwrap_or(usize::MAX).min(MOST_MINI_BYTES))?;
        }
        Ok(file)
    }

    fn entry(&self, bytes: &[u8]) -> Option<Entry> {
        let length = usize::from(u16_at(bytes, 64)?).clamp(2, 64) - 2;
        let name = utf16(bytes.get(..length)?);
        // Files of 512-byte sectors may hold anything in the upper half of the size.
        let size = if self.sector == 512 {
            u64::from(u32_at(bytes, 120)?)
        } else {
            u64::from(u32_at(bytes, 120)?) | u64::from(u32_at(bytes, 124)?) << 32
        };
        (!name.is_empty()).then_some(Entry { name, start: u32_at(bytes, 116)?, size })
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    fn at(&self, sector: u32) -> Option<&'b [u8]> {
        let start = usize::try_from(sector).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..self.sector).unwrap_or(rest))
    }

    /// Reads which sector follows which. No more of the table is read than there are sectors to follow.
    fn read_table(&mut self) -> Option<()> {
        let per_sector = self.sector / 4;
        let wanted = self.sectors().div_ceil(per_sector) + 1;
        let mut places: Vec<u32> = numbers(self.bytes.get(76..HEADER_BYTES)?).collect();
        let mut next = u32_at(self.bytes, 68)?;
        for _ in 0..self.sectors() {
            if next > LAST_SECTOR || places.len() > wanted {
                break;
            }
            let listed: Vec<u32> = numbers(self.at(next)?).collect();
            let (follower, more) = listed.split_last()?;
            places.extend_from_slice(more);
            next = *follower;
        }
        for place in places.into_iter().filter(|place| *place <= LAST_SECTOR).take(wanted) {
            self.table.extend(numbers(self.at(place)?));
        }
        Some(())
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, start: u32, size: usize) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        let mut sector = start;
        for _ in 0..=self.sectors() {
            if sector > LAST_SECTOR || bytes.len() >= size {
                bytes.truncate(size);
                return Ok(bytes);
            }
            bytes.extend_from_slice(self.at(sector).ok_or_else(|| damaged("it is cut off"))?);
            sector = self.table.get(sector as usize).copied().unwrap_or(u32::MAX);
        }
        Err(damaged("its sectors go in a circle"))
    }

    fn mini_chain(&self, start: u32, size: usize) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        let mut sector = start;
        for _ in 0..=self.mini.len() / MINI_BYTES {
            if sector > LAST_SECTOR || bytes.len() >= size {
                bytes.truncate(size);
                return Ok(bytes);
            }
            let at = sector as usize * MINI_BYTES;
            bytes.extend_from_slice(self.mini.get(at..at + MINI_BYTES).ok_or_else(|| damaged("it is cut off"))?);
            sector = self.mini_table.get(sector as usize).copied().unwrap_or(u32::MAX);
        }
        Err(damaged("its sectors go in a circle"))
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// True if it has a stream or folder.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The bytes of a stream.
    pub fn stream(&self, name: &str) -> Result<Vec<u8>, Fault> {
        let Some(entry) = self.find(name) else { return Err(damaged(format_args!("{name} is missing"))) };
        let size = usize::try_from(entry.size).unwrap_or(usize::MAX);
        if entry.size < LEAST_BIG { self.mini_chain(entry.start, size) } else { self.chain(entry.start, size) }
    }

    /// What a file is that is no workbook.
    pub fn what(&self) -> &'static str {
        match () {
            () if self.has("WordDocument") => "a Word document; save its table as CSV",
            () if self.has("PowerPoint Document") => {
                "a presentation; ask the laboratory for the results as a workbook or as CSV"
            }
            () if self.has("__properties_version1.0") => "an e-mail; save the file that is attached to it",
            () => "an Office document without a workbook in it",
        }
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0))
}
