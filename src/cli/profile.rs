//! `lubelab profile`: the survey of a laboratory's files as the draft of a layout profile, a TOML text that the
//! standards loader takes as it stands. What a person still has to decide stands in it as a comment that begins
//! with `?`; nothing that was guessed takes effect.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::domain::fold;
use crate::ingest::{ColumnSurvey, DecimalSaid, Survey, TakenAs};
use crate::standards::Standards;

/// So many headings are enough to tell one laboratory's export from another's.
const SIGNATURE: usize = 8;

/// Context columns without which a row is no sample.
const REQUIRED: [&str; 3] = ["sample_id", "machine", "sampled_on"];

/// The draft. Files that could not be surveyed do not count.
#[must_use]
pub fn draft(surveys: &[Survey], standards: &Standards) -> String {
    let surveys: Vec<&Survey> = surveys.iter().filter(|survey| survey.fault.is_none()).collect();
    let columns = Columns::gather(&surveys);
    let mut text = head(&surveys, &columns);
    text.push_str("\ntitle = \"?\"\n");
    let _ = writeln!(text, "# The file is this laboratory's if it has all of these headings.");
    let signature: Vec<String> = columns.signature(standards).iter().map(|heading| quoted(heading)).collect();
    let _ = writeln!(text, "signature = [{}]", signature.join(", "));
    text.push_str(&dialect(&surveys));
    text.push_str(&decimal(&surveys));
    text.push_str(&dates(&surveys));
    text.push_str(&columns.missing());
    text.push_str(&columns.ignored());
    for column in &columns.all {
        text.push_str(&column_block(column, standards));
    }
    text
}

/// A column as the files together have it.
struct Seen<'a> {
    said: &'a ColumnSurvey,
    /// Files that have the heading.
    files: usize,
    /// Files that there are.
    of: usize,
}

/// The columns of all files, each heading once, in the order first seen.
struct Columns<'a> {
    all: Vec<Seen<'a>>,
}

impl<'a> Columns<'a> {
    fn gather(surveys: &[&'a Survey]) -> Self {
        let mut all: Vec<Seen<'a>> = Vec::new();
        for survey in surveys {
            let mut here: BTreeMap<&str, usize> = BTreeMap::new();
            for said in survey.columns.iter().filter(|said| !said.heading.is_empty()) {
                // A heading that stands twice in one file is two columns.
                let turn = here.entry(&said.heading).or_default();
                *turn += 1;
                let known = all.iter_mut().filter(|seen| seen.said.heading == said.heading).nth(*turn - 1);
                match known {
                    Some(seen) => seen.files += 1,
                    None => all.push(Seen { said, files: 1, of: surveys.len() }),
                }
            }
        }
        Self { all }
    }

    fn count(&self, is: impl Fn(&TakenAs) -> bool) -> usize {
        self.all.iter().filter(|seen| is(&seen.said.taken_as)).count()
    }

    /// Known headings that all files have: first those that hardly another layout has, the context columns before
    /// the results, and of equals the longer.
    fn signature(&self, standards: &Standards) -> Vec<&'a str> {
        let elsewhere = |heading: &str| {
            let folded = fold(heading);
            standards.labs.iter().filter(|lab| lab.columns.keys().any(|known| fold(known) == folded)).count()
        };
        let is_known =
            |taken: &TakenAs| matches!(taken, TakenAs::Context(_) | TakenAs::Property(_) | TakenAs::CodePart(..));
        let everywhere = || self.all.iter().filter(|seen| seen.files == seen.of).map(|seen| seen.said);
        let mut telling: Vec<&ColumnSurvey> = everywhere().filter(|said| is_known(&said.taken_as)).collect();
        if telling.is_empty() {
            telling = everywhere().collect();
        }
        telling.sort_by_key(|said| {
            let is_result = !matches!(said.taken_as, TakenAs::Context(_));
            (elsewhere(&said.heading), is_result, std::cmp::Reverse(said.heading.chars().count()))
        });
        let chosen: BTreeSet<&str> = telling.iter().take(SIGNATURE).map(|said| &*said.heading).collect();
        let mut seen = BTreeSet::new();
        let in_file_order = everywhere().map(|said| &*said.heading);
        in_file_order.filter(|heading| chosen.contains(heading) && seen.insert(*heading)).collect()
    }

    fn missing(&self) -> String {
        let has =
            |id: &str| self.all.iter().any(|seen| matches!(seen.said.taken_as, TakenAs::Context(known) if known == id));
        let mut text = String::new();
        for id in REQUIRED.into_iter().filter(|id| !has(id)) {
            let way_out = if id == "sample_id" {
                "without one, samples are named by their row"
            } else {
                "without one no row is a sample"
            };
            let _ = writeln!(text, "# ? No column is known to be the {id}; {way_out}.");
        }
        text.push_str(
            "\n# What every row of the file has and no column says.\n# [constants]\n# lab = \"?\"\n# customer = \"?\"\n",
        );
        text
    }

    fn ignored(&self) -> String {
        let mut text = "\n# Left out on purpose, each with its reason.\n[ignore]\n".to_owned();
        let mut seen = BTreeSet::new();
        for said in self.all.iter().map(|seen| seen.said).filter(|said| said.taken_as == TakenAs::Ignored) {
            if seen.insert(&said.heading) {
                let _ = writeln!(text, "{} = {}", quoted(&said.heading), quoted(&said.why));
            }
        }
        text
    }
}

fn head(surveys: &[&Survey], columns: &Columns<'_>) -> String {
    let mut text = "# Draft of a layout profile, written by `lubelab profile` from\n".to_owned();
    for survey in surveys {
        let sheet = survey.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        let line = format!("{}{sheet}: {} rows, {} columns", survey.path, survey.rows, survey.columns.len());
        let _ = writeln!(text, "#   {}", comment(&line));
        if let Some(profile) = &survey.profile {
            let _ = writeln!(
                text,
                "#   It is read already, through labs/{}.toml; the columns below are as it has them.",
                comment(profile)
            );
        }
    }
    let known =
        columns.count(|taken| matches!(taken, TakenAs::Context(_) | TakenAs::Property(_) | TakenAs::CodePart(..)));
    let _ = writeln!(
        text,
        "# {known} columns are known, {} are not, {} have a question, {} are left out.",
        columns.count(|taken| matches!(taken, TakenAs::Unknown(_))),
        columns.count(|taken| matches!(taken, TakenAs::Ambiguous(_))),
        columns.count(|taken| *taken == TakenAs::Ignored),
    );
    text.push_str(
        "# Go through it from top to bottom: answer what is marked with \"?\", correct the rest, give it a title, and put it\n\
         # into standards/labs/ under a name of its own. `lubelab standards check` then says if something is amiss.\n",
    );
    text
}

fn dialect(surveys: &[&Survey]) -> String {
    let mut text = String::new();
    let one = |values: BTreeSet<String>| if values.len() == 1 { values.into_iter().next() } else { None };
    // A workbook has neither encoding nor delimiter, and must not force its own on the laboratory's text files.
    let texts = || surveys.iter().filter(|survey| survey.sheet.is_none());
    let delimiter = |survey: &&Survey| match survey.delimiter {
        b'\t' => "tab".to_owned(),
        other => char::from(other).to_string(),
    };
    if texts().next().is_some() {
        match one(texts().map(|survey| survey.encoding.to_owned()).collect()) {
            Some(encoding) => _ = writeln!(text, "encoding = {}", quoted(&encoding)),
            None => text.push_str("# The files have several encodings; each is found anew.\n"),
        }
        match one(texts().map(delimiter).collect()) {
            Some(delimiter) => _ = writeln!(text, "delimiter = {}", quoted(&delimiter)),
            None => text.push_str("# The files have several delimiters; each is found anew.\n"),
        }
    }
    match one(surveys.iter().map(|survey| survey.heading_row.to_string()).collect()) {
        Some(row) if row == "1" => {}
        Some(row) => _ = writeln!(text, "heading_row = {row}"),
        None => text.push_str("# The headings stand in different rows; they are found anew in each file.\n"),
    }
    let sheets: BTreeSet<&str> = surveys.iter().filter_map(|survey| survey.sheet.as_deref()).collect();
    if !sheets.is_empty() {
        let sheets: Vec<String> = sheets.into_iter().map(quoted).collect();
        let _ = writeln!(text, "# All sheets are read. To read only some: sheet = [{}]", sheets.join(", "));
    }
    text
}

fn decimal(surveys: &[&Survey]) -> String {
    let signs: BTreeSet<Option<char>> = surveys
        .iter()
        .map(|survey| match survey.decimal {
            DecimalSaid::One(sign) => Some(sign),
            DecimalSaid::Unclear => None,
        })
        .collect();
    match signs.into_iter().collect::<Vec<_>>().as_slice() {
        [Some(sign)] => format!("decimal = \"{sign}\"\n"),
        _ => "# ? The cells do not show which decimal sign is meant: is 1.234 more than a thousand, or a little more than\n\
              # one? Left open, it is decided column by column, and cells that stay unclear are not read.\n\
              # decimal = \".\"\n"
            .to_owned(),
    }
}

fn dates(surveys: &[&Survey]) -> String {
    let mut text = String::new();
    let mut certain: Vec<&str> = Vec::new();
    let mut asked: Vec<&str> = Vec::new();
    for dates in surveys.iter().flat_map(|survey| &survey.dates) {
        let heading = quoted(&dates.heading);
        match dates.forms.as_slice() {
            [] => {
                let example = comment(&dates.example);
                let _ =
                    writeln!(text, "# ? No single form reads all dates under {heading}, which begins with {example}.");
            }
            [form] if !certain.contains(form) => certain.push(form),
            [_] => {}
            forms => {
                let _ =
                    writeln!(text, "# ? {heading} can be read as {}: keep the one that is right.", forms.join(" or "));
                asked.extend(forms);
            }
        }
    }
    // One column that decides speaks for those that do not.
    if asked.is_empty() || !certain.is_empty() {
        let forms: Vec<String> = certain.iter().map(|form| quoted(form)).collect();
        let _ = writeln!(text, "date_formats = [{}]", forms.join(", "));
    } else {
        asked.sort_unstable();
        asked.dedup();
        let forms: Vec<String> = asked.iter().map(|form| quoted(form)).collect();
        let _ = writeln!(text, "# date_formats = [{}]", forms.join(", "));
    }
    text
}

fn column_block(seen: &Seen<'_>, standards: &Standards) -> String {
    let Seen { said, files, of } = seen;
    let heading = quoted(&said.heading);
    let optional = if files < of { format!("optional = true  # in {files} of {of} files\n") } else { String::new() };
    let target = |taken: &TakenAs| target_lines(taken, said, standards);
    match &said.taken_as {
        TakenAs::Ignored => String::new(),
        TakenAs::Unknown(near) => {
            let near =
                near.as_ref().map_or_else(String::new, |near| format!("; the nearest known is {}", comment(near)));
            let block = format!(
                "[[column]]\nheading = {heading}\nproperty = \"?\"  # or: context = \"?\"\nunit = \"?\"\n{optional}"
            );
            format!("\n# ? {}{near}.\n{}", comment(&said.why), commented(&block))
        }
        TakenAs::Ambiguous(inner) => {
            let block = format!("[[column]]\nheading = {heading}\n{}{optional}", target(inner));
            format!("\n# ? {heading}: {}\n{}", comment(&said.why), commented(&block))
        }
        taken => format!("\n[[column]]\nheading = {heading}\n{}{optional}", target(taken)),
    }
}

/// The lines that say what a column is.
fn target_lines(taken: &TakenAs, said: &ColumnSurvey, standards: &Standards) -> String {
    let note = if said.assumed {
        format!("  # assumed: {}", comment(&said.why))
    } else {
        format!("  # {}", comment(&said.why))
    };
    match taken {
        TakenAs::Context(id) => format!("context = \"{id}\"{}\n", if said.assumed { note } else { String::new() }),
        TakenAs::Property(property) => {
            let id = &standards.property(*property).id;
            let unit = said.unit.as_ref().map(|unit| format!("unit = {}{note}\n", quoted(unit.symbol())));
            format!("property = \"{id}\"\n{}", unit.unwrap_or_default())
        }
        TakenAs::CodePart(property, position) => {
            format!("property = \"{}\"\nposition = {position}\n", standards.property(*property).id)
        }
        TakenAs::Unknown(_) | TakenAs::Ambiguous(_) | TakenAs::Ignored => String::new(),
    }
}

fn commented(block: &str) -> String {
    block.lines().fold(String::new(), |text, line| text + "# " + line + "\n")
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

/// A text for a comment, which ends with its line.
fn comment(text: &str) -> String {
    crate::domain::one_line(text)
}
