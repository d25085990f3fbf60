//! Which forms of report a run writes.

use std::str::FromStr;

/// A form of report. `run.json` is always written: it is the account of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// `index.html` and a page with charts per customer.
    Html,
    /// `samples.ndjson`.
    Json,
    /// `findings.csv` and `problems.csv`.
    Csv,
    /// `measurements.parquet`.
    Parquet,
}

impl Format {
    /// All forms.
    pub const ALL: [Self; 4] = [Self::Html, Self::Json, Self::Csv, Self::Parquet];

    /// The word used on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = || Self::ALL.map(Self::id).join(", ");
        Self::ALL
            .into_iter()
            .find(|format| format.id() == text)
            .ok_or_else(|| format!("there is no form \"{text}\"; there is {}", known()))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn every_form_is_read_by_its_own_word() {
        for format in Format::ALL {
            assert_eq!(format.id().parse(), Ok(format));
        }
        assert!("pdf".parse::<Format>().unwrap_err().contains("html, json, csv, parquet"));
    }
}
