//! What is wrong with a file, and where exactly. A problem never stops a run.

use std::fmt;
use std::sync::Arc;

use super::name::one_line;

use serde::Serialize;

/// A place in a file, counted as a spreadsheet counts: rows and columns from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Location {
    /// The file, as it was named on the command line or found in its folder.
    pub path: Arc<str>,
    /// The sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// The row.
    pub row: Option<u32>,
    /// The column.
    pub column: Option<u32>,
    /// The heading above the cell, as it stands in the file.
    pub heading: Option<Arc<str>>,
}

impl Location {
    /// A whole file.
    #[must_use]
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    /// The same file, at a row.
    #[must_use]
    pub fn at_row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self
    }

    /// The same row, at a column.
    #[must_use]
    pub fn at_column(mut self, column: u32) -> Self {
        self.column = Some(column);
        self
    }

    /// The same column, with its heading.
    #[must_use]
    pub fn under(mut self, heading: impl Into<Arc<str>>) -> Self {
        self.heading = Some(heading.into());
        self
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&one_line(&self.path))?;
        if let Some(sheet) = &self.sheet {
            write!(f, ":{}", one_line(sheet))?;
        }
        match (self.row, self.column) {
            (Some(row), Some(column)) => write!(f, ":{row}:{column}")?,
            (Some(row), None) => write!(f, ":{row}")?,
            (None, Some(column)) => write!(f, ":-:{column}")?,
            (None, None) => {}
        }
        match &self.heading {
            Some(heading) => write!(f, " \"{}\"", one_line(heading)),
            None => Ok(()),
        }
    }
}

/// What a problem cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The whole file was not read.
    FileRejected,
    /// The row was not taken.
    RowRejected,
    /// A whole column was left out.
    ColumnIgnored,
    /// One cell was not taken.
    CellLost,
    /// Nothing was lost; the reader should know.
    Note,
}

impl Effect {
    /// True if something that was written in a file did not reach the result.
    #[must_use]
    pub const fn is_loss(self) -> bool {
        !matches!(self, Self::Note)
    }

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::FileRejected => "file_rejected",
            Self::RowRejected => "row_rejected",
            Self::ColumnIgnored => "column_ignored",
            Self::CellLost => "cell_lost",
            Self::Note => "note",
        }
    }
}

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)+) => {
        /// The kinds of problem. `lubelab explain CODE` says what each means and what to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode { $($(#[$doc])* $name,)+ }

        impl ProblemCode {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as printed and as written in `problems.csv`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// Finds a code by its printed form.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.id() == id)
            }
        }
    };
}

problem_codes! {
    /// The file could not be opened or read.
    UnreadableFile = "unreadable-file",
    /// The file has no bytes.
    EmptyFile = "empty-file",
    /// The file has headings and nothing below them.
    NoRows = "no-rows",
    /// The text is not in the encoding it should be in.
    BadEncoding = "bad-encoding",
    /// A quotation mark is opened and not closed, or closed inside a cell.
    BadQuotes = "bad-quotes",
    /// No layout profile fits the headings.
    UnknownLayout = "unknown-layout",
    /// A column that must be there is not.
    MissingColumn = "missing-column",
    /// A heading that no profile and no table knows.
    UnknownColumn = "unknown-column",
    /// A heading that may mean more than one thing.
    AmbiguousColumn = "ambiguous-column",
    /// Two columns claim to be the same thing.
    DuplicateColumn = "duplicate-column",
    /// The unit in a heading is unknown, missing, or of another dimension.
    BadUnit = "bad-unit",
    /// A row has more or fewer cells than there are headings.
    RaggedRow = "ragged-row",
    /// A cell that must be filled is empty.
    MissingCell = "missing-cell",
    /// A cell under a number's heading is not a number.
    NotANumber = "not-a-number",
    /// `1,234` or `1.234`: two readings are possible.
    AmbiguousNumber = "ambiguous-number",
    /// A number that the laboratory itself calls inexact: `~5`.
    Approximate = "approximate",
    /// The laboratory's own mark behind a number: `12*`.
    LaboratoryMark = "laboratory-mark",
    /// A number that no sample can have.
    Implausible = "implausible",
    /// A date that cannot be read.
    BadDate = "bad-date",
    /// A column of dates whose order of day, month and year cannot be told.
    AmbiguousDate = "ambiguous-date",
    /// A date that no sample can have: after today, or reported before it was sampled.
    ImplausibleDate = "implausible-date",
    /// Hours or volumes below zero.
    Negative = "negative",
    /// A code, class or rating that cannot be read.
    BadCode = "bad-code",
    /// A word that the column does not know.
    UnknownWord = "unknown-word",
    /// Two rows have the same sample key.
    DuplicateSample = "duplicate-sample",
    /// The headings of a file are not those that its layout profile was written for.
    ProfileDrift = "profile-drift",
    /// The same row, with the same readings, stands in the input twice.
    DuplicateRow = "duplicate-row",
    /// A later report of a sample takes the place of an older one.
    RevisedSample = "revised-sample",
    /// One sample id stands for several samples.
    ReusedSampleId = "reused-sample-id",
    /// A row of results is named by a parameter that nothing knows.
    UnknownParameter = "unknown-parameter",
    /// Two cells that must say the same do not.
    ContradictingCells = "contradicting-cells",
    /// A sample has two results for one property.
    RepeatedResult = "repeated-result",
    /// A fault of the standards folder.
    Standards = "standards",
    /// The file is of a kind that holds no table: a picture, a PDF, a web page.
    NotATable = "not-a-table",
    /// The workbook is locked with a password.
    EncryptedWorkbook = "encrypted-workbook",
    /// The workbook or the packed file is damaged.
    DamagedFile = "damaged-file",
    /// The file, its unpacked content, a sheet or a cell is larger than is read.
    TooLarge = "too-large",
    /// Reading a file took longer than is waited for.
    OutOfTime = "out-of-time",
    /// A file has the same bytes as another one.
    DuplicateFile = "duplicate-file",
    /// A sheet of a workbook has no cells.
    EmptySheet = "empty-sheet",
    /// A sheet is hidden in its workbook and was read all the same.
    HiddenSheet = "hidden-sheet",
    /// A row of inspections names a sample that was not read, or several.
    UnknownSample = "unknown-sample",
    /// A row of inspections names a cause that there is not.
    UnknownCause = "unknown-cause",
    /// A sheet that the workbook's layout profile does not name was not read.
    SheetLeftOut = "sheet-left-out",
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which kind.
    pub code: ProblemCode,
    /// What it cost.
    pub effect: Effect,
    /// Where.
    pub location: Location,
    /// What happened, in plain words, with the text as found and what to do.
    pub says: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.location, one_line(&self.says), self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_prints_as_a_spreadsheet_counts() {
        let cell = Location::file("acme.csv").at_row(17).at_column(6).under("Fe ppm");
        assert_eq!(cell.to_string(), "acme.csv:17:6 \"Fe ppm\"");
        assert_eq!(Location::file("acme.csv").at_row(17).to_string(), "acme.csv:17");
        assert_eq!(Location::file("acme.csv").to_string(), "acme.csv");
        let sheet = Location { sheet: Some(Arc::from("Results")), ..Location::file("a.xlsx").at_row(2) };
        assert_eq!(sheet.to_string(), "a.xlsx:Results:2");
    }

    #[test]
    fn no_text_of_a_file_reaches_a_terminal_as_a_command() {
        let location = Location {
            sheet: Some(Arc::from("S\u{9b}2J")),
            ..Location::file("a\r.csv").at_row(1).at_column(2).under("Fe\u{1b}[2J\u{202e}\tppm")
        };
        let says = "\"1\u{7}\n\" is not a number; µ, 铁 and ½ are letters like any other".to_owned();
        let problem = Problem { code: ProblemCode::NotANumber, effect: Effect::CellLost, location, says };
        assert_eq!(
            problem.to_string(),
            "a .csv:S\u{fffd}2J:1:2 \"Fe\u{fffd}[2J\u{fffd} ppm\": \"1\u{fffd} \" is not a number; \
             µ, 铁 and ½ are letters like any other [not-a-number]"
        );
    }

    #[test]
    fn every_code_is_found_by_its_own_id() {
        for code in ProblemCode::ALL {
            assert_eq!(ProblemCode::from_id(code.id()), Some(*code));
        }
    }
}
