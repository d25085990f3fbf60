//! One input file as it was found.

use std::sync::Arc;

use crate::domain::{Location, Measurement, Place};

use super::heading::AssumedUnit;
use super::ledger::Ledger;

/// One input file: its bytes stay at hand so that the raw text of a cell can be shown.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as named or found, with `/` between its parts.
    pub path: Arc<str>,
    /// The sheet, if the file is a workbook.
    pub sheet: Option<Arc<str>>,
    /// What the file's text was encoded in, `windows-1252`; the texts of workbooks are UTF-8.
    pub encoding: &'static str,
    /// The text that was read, in UTF-8.
    pub text: Arc<Vec<u8>>,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub sha256: String,
    /// Headings in column order, as they stand in the file.
    pub headings: Vec<Arc<str>>,
    /// The layout profile that read it.
    pub profile: Arc<str>,
    /// Units that nothing in the file says.
    pub assumed_units: Vec<AssumedUnit>,
    /// What became of its rows and cells.
    pub ledger: Ledger,
}

impl Source {
    /// A measurement's text as it stands in the file, without its quotation marks.
    #[must_use]
    pub fn raw(&self, place: Place, measurement: &Measurement) -> &str {
        let start = usize::try_from(place.byte).unwrap_or(usize::MAX).saturating_add(measurement.raw_start as usize);
        let end = start.saturating_add(usize::from(measurement.raw_len));
        self.text.get(start..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Where a measurement stands.
    #[must_use]
    pub fn location(&self, place: Place, column: u16) -> Location {
        let heading = self.headings.get(usize::from(column).wrapping_sub(1)).cloned();
        Location { heading, ..self.whole().at_row(place.row).at_column(u32::from(column)) }
    }

    /// The file, and the sheet of it.
    #[must_use]
    pub fn whole(&self) -> Location {
        Location { sheet: self.sheet.clone(), ..Location::file(self.path.clone()) }
    }
}
