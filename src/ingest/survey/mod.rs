//! What is seen in files before anybody has written a layout profile for them: the heading row, what each heading is
//! taken for and why, and how numbers and dates are written. Nothing becomes a sample here; `lubelab profile` turns
//! a survey into a draft that a person completes.

mod meaning;
mod writing;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::{Location, PropertyId, Unit, fold};
use crate::standards::Standards;

use super::column::is_own;
use super::layout::{DELIMITERS, Layout, MOST_HEADING_BYTES};
use super::rows::{self, Cell};
use super::table::{self, Instructions};
use super::text_table::{self, TextTable};
use super::{IngestError, InputFile, Options, file};

/// Rows in which the headings are looked for: ten title rows and the heading row itself.
const HEADING_ROWS: usize = 11;

/// Rows whose cells are looked at; later ones do not change how a laboratory writes.
const ROWS_SEEN: usize = 5_000;

/// What one file, or one sheet of it, looks like.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The path as named or found.
    pub path: Arc<str>,
    /// The sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// The encoding of the text.
    pub encoding: &'static str,
    /// What stands between cells.
    pub delimiter: u8,
    /// Row of the headings, from 1.
    pub heading_row: u32,
    /// Rows below the headings, blank ones included.
    pub rows: usize,
    /// The layout profile that reads the file already.
    pub profile: Option<Arc<str>>,
    /// Its columns, in order.
    pub columns: Vec<ColumnSurvey>,
    /// The decimal sign.
    pub decimal: DecimalSaid,
    /// The forms of its date columns.
    pub dates: Vec<DatesSaid>,
    /// Why the file cannot be surveyed; everything above is then empty.
    pub fault: Option<String>,
}

/// What is said of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnSurvey {
    /// The heading as it stands in the file.
    pub heading: Arc<str>,
    /// What it is taken for.
    pub taken_as: TakenAs,
    /// The unit of its cells, where results have one.
    pub unit: Option<Unit>,
    /// True if the file does not say the unit and the customary one is put in its place.
    pub assumed: bool,
    /// What the reading rests on, or the question that a person has to answer.
    pub why: String,
}

/// What a column is taken for.
#[derive(Debug, Clone, PartialEq)]
pub enum TakenAs {
    /// A context column.
    Context(&'static str),
    /// A result.
    Property(PropertyId),
    /// One number of a coded result.
    CodePart(PropertyId, u8),
    /// Nothing that is known; the nearest known heading.
    Unknown(Option<String>),
    /// What it would be if the question in `why` is answered with yes.
    Ambiguous(Box<TakenAs>),
    /// Left out; `why` has the reason.
    Ignored,
}

/// The decimal sign of the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalSaid {
    /// One sign fits all columns.
    One(char),
    /// Cells can be read in two ways, or the columns differ.
    Unclear,
}

/// How the cells of a date column can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatesSaid {
    /// The heading.
    pub heading: Arc<str>,
    /// The forms that read every cell, in strftime notation; several if the cells do not decide.
    pub forms: Vec<&'static str>,
    /// A cell, to show.
    pub example: String,
}

/// Looks at files, the sample files of folders, and each sheet of workbooks.
pub fn survey(paths: &[PathBuf], standards: &Standards, options: &Options) -> Result<Vec<Survey>, IngestError> {
    let with = Instructions::new(standards, options, table::CHUNK_BYTES)?;
    let files = file::find(paths)?;
    Ok(files.par_iter().flat_map(|path| survey_file(file::read(path), &with)).collect())
}

fn survey_file(file: InputFile, with: &Instructions<'_>) -> Vec<Survey> {
    let InputFile { path, bytes } = file;
    let blank = Survey {
        path,
        sheet: None,
        encoding: "UTF-8",
        delimiter: b',',
        heading_row: 1,
        rows: 0,
        profile: None,
        columns: Vec::new(),
        decimal: DecimalSaid::One('.'),
        dates: Vec::new(),
        fault: None,
    };
    let tables =
        bytes.and_then(|bytes| text_table::tables(bytes, with.encoding, &with.vocabulary).map_err(|fault| fault.says));
    match tables {
        Ok(tables) => tables.iter().map(|table| survey_table(blank.clone(), table, with)).collect(),
        Err(says) => vec![Survey { fault: Some(says), ..blank }],
    }
}

fn survey_table(mut survey: Survey, table: &TextTable, with: &Instructions<'_>) -> Survey {
    survey.sheet.clone_from(&table.sheet);
    survey.encoding = table.encoding;
    let delimiters = table.delimiter.as_ref().map_or(DELIMITERS.as_slice(), std::slice::from_ref);
    let (delimiter, row, headings) = find_headings(&table.text, delimiters, with.standards);
    survey.delimiter = delimiter;
    survey.heading_row = u32::try_from(row + 1).unwrap_or(u32::MAX);
    let file = Location::file(survey.path.clone());
    let layout = Layout::find(&table.text, table.delimiter, &with.layouts, &file).ok();
    let profile = layout.and_then(|(layout, _)| layout.profile);
    survey.profile = profile.map(|profile| profile.name.clone());
    let cells = Cells::read(&table.text, delimiter, row, headings.len());
    survey.rows = cells.rows;
    survey.columns = meaning::said(&headings, &cells.is_filled(), profile, with.standards);
    survey.decimal = writing::decimal(&survey.columns, &cells.columns, with.options);
    survey.dates = writing::dates(&survey.columns, &cells.columns, with.options);
    survey
}

/// The delimiter, the row of the headings from 0, and the headings.
type HeadingRow = (u8, usize, Vec<Arc<str>>);

/// The delimiter, the row of the headings from 0, and the headings: those under which most are known, and of equals
/// those with most cells, and of equals the first.
fn find_headings(text: &[u8], delimiters: &[u8], standards: &Standards) -> HeadingRow {
    let known = known_headings(standards);
    let mut best: Option<((usize, usize), HeadingRow)> = None;
    for &delimiter in delimiters {
        for (number, (_, row)) in rows::rows(text, delimiter).take(HEADING_ROWS).enumerate() {
            let headings = cells_of(row, delimiter);
            let count = |heading: &&Arc<str>| known.contains(&fold(heading)) || is_own(heading, standards);
            let filled = headings.iter().filter(|heading| !heading.is_empty()).count();
            let score = (headings.iter().filter(count).count(), filled);
            if best.as_ref().is_none_or(|(other, _)| score > *other) {
                best = Some((score, (delimiter, number, headings)));
            }
        }
    }
    best.map_or((b',', 0, Vec::new()), |(_, found)| found)
}

fn known_headings(standards: &Standards) -> BTreeSet<String> {
    let in_profiles = standards.labs.iter().flat_map(|profile| profile.columns.keys().chain(profile.ignore.keys()));
    standards.headings.keys().cloned().chain(in_profiles.map(|heading| fold(heading))).collect()
}

fn cells_of(row: &[u8], delimiter: u8) -> Vec<Arc<str>> {
    let mut cells = Vec::new();
    if row.len() > MOST_HEADING_BYTES || rows::split(row, delimiter, &mut cells).is_err() {
        return Vec::new();
    }
    let heading = |cell: &Cell| Arc::from(String::from_utf8_lossy(cell.of(row)).replace("\"\"", "\"").trim());
    cells.iter().map(heading).collect()
}

/// The cells below the headings, column by column.
struct Cells {
    rows: usize,
    columns: Vec<Vec<String>>,
}

impl Cells {
    fn read(text: &[u8], delimiter: u8, heading_row: usize, count: usize) -> Self {
        let mut columns = vec![Vec::new(); count];
        let mut cells = Vec::new();
        let mut number = 0;
        for (_, row) in rows::rows(text, delimiter).skip(heading_row + 1) {
            number += 1;
            if number > ROWS_SEEN || rows::split(row, delimiter, &mut cells).is_err() {
                continue;
            }
            for (column, cell) in columns.iter_mut().zip(&cells) {
                let text = String::from_utf8_lossy(cell.trimmed(row).of(row)).into_owned();
                if !text.is_empty() {
                    column.push(text);
                }
            }
        }
        Self { rows: number, columns }
    }

    fn is_filled(&self) -> Vec<bool> {
        self.columns.iter().map(|column| !column.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::ingest::tests::{standards, today};

    fn look_with(bytes: &[u8], options: &Options) -> Survey {
        let file = InputFile { path: "a.csv".into(), bytes: Ok(bytes.to_vec()) };
        let standards = standards::small();
        let with = Instructions::new(&standards, options, table::CHUNK_BYTES).unwrap();
        survey_file(file, &with).pop().unwrap()
    }

    fn look(text: &str) -> Survey {
        look_with(text.as_bytes(), &Options::on(today()))
    }

    #[test]
    fn the_heading_row_is_the_one_with_most_known_headings() {
        let text = "Report of May;;\n;;\nSample;iron ppm;water [mg/kg]\n1;2,5;0,25\n2;;\n";
        let survey = look(text);
        assert_eq!((survey.delimiter, survey.heading_row, survey.rows), (b';', 3, 2));
        assert_eq!(survey.decimal, DecimalSaid::One(','));
    }

    #[test]
    fn a_decimal_sign_that_cells_do_not_show_is_unclear_until_it_is_named() {
        let text = "sample_id;machine;sampled_on;fe [mg/kg]\n1;M;2026-05-01;1.234\n";
        assert_eq!(look(text).decimal, DecimalSaid::Unclear);
        let options = Options { decimal: Some(','), ..Options::on(today()) };
        assert_eq!(look_with(text.as_bytes(), &options).decimal, DecimalSaid::One(','));
    }

    #[test]
    fn dates_that_fit_two_orders_have_two_forms() {
        let forms = |cells: &str| {
            let rows: Vec<String> = cells.split(' ').map(|cell| format!("1;M;{cell}")).collect();
            look(&format!("sample_id;machine;sampled_on\n{}\n", rows.join("\n"))).dates.first().unwrap().forms.clone()
        };
        assert_eq!(forms("03/04/2026 05/06/2026"), ["%d/%m/%Y", "%m/%d/%Y"]);
        assert_eq!(forms("03/04/2026 25/06/2026"), ["%d/%m/%Y"]);
        assert_eq!(forms("2026-04-03"), ["%Y-%m-%d"]);
        assert_eq!(forms("14-Aug-16"), ["%d-%b-%y"]);
        assert!(forms("14/14/2026").is_empty());
    }

    #[test]
    fn a_file_that_cannot_be_decoded_says_so() {
        assert!(look_with(b"sample_id,M\xfcller\n", &Options::on(today())).fault.is_some());
    }
}
