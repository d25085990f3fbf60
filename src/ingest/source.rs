//! One input file as it was found.

use std::sync::Arc;

use crate::domain::{Location, Measurement, Place, Sample};
use crate::standards::lab::Form;

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
    /// Columns by volume that were converted with the density of each sample.
    pub by_density: Vec<AssumedUnit>,
    /// What its rows and columns are.
    pub form: Form,
    /// Why nothing of it is read, if nothing is.
    pub rejected: Option<Arc<str>>,
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

    /// The heading that a measurement stands under; where a column is a sample, the label of its row.
    #[must_use]
    pub fn heading(&self, place: Place, measurement: &Measurement) -> Option<&Arc<str>> {
        let number = match self.form {
            Form::Wide | Form::Long => usize::from(measurement.column),
            Form::Columns => place.row.saturating_add(measurement.row_offset) as usize,
        };
        self.headings.get(number.checked_sub(1)?)
    }

    /// Where a measurement stands.
    #[must_use]
    pub fn location(&self, place: Place, measurement: &Measurement) -> Location {
        let row = place.row.saturating_add(measurement.row_offset);
        let heading = self.heading(place, measurement).cloned();
        Location { heading, ..self.whole().at_row(row).at_column(u32::from(measurement.column)) }
    }

    /// Where a sample stands: its row, and its column where a column is a sample.
    #[must_use]
    pub fn location_of(&self, sample: &Sample) -> Location {
        let row = self.whole().at_row(sample.place.row);
        match (self.form, sample.measurements.first()) {
            (Form::Columns, Some(measurement)) => row.at_column(u32::from(measurement.column)),
            _ => row,
        }
    }

    /// The file, and the sheet of it.
    #[must_use]
    pub fn whole(&self) -> Location {
        Location { sheet: self.sheet.clone(), ..Location::file(self.path.clone()) }
    }
}
