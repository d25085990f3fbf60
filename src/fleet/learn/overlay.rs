//! What was learnt as a folder of rules: the document, its limits, and a text that says how they were made.
//!
//! Only text is made here; writing it to a disk is the business of an edge file.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::domain::{MachineType, one_line};
use crate::ingest::Source;
use crate::standards::{Files, Standards};

use super::candidate::{Candidates, LeftOut};
use super::derive::{FEWEST_MACHINES, FEWEST_RESULTS, How, LEVELS, Level, Rule};
use super::groups::{Course, key_names};
use super::key::{Key, Name, Written};
use super::lesson::{Learnt, Lesson};
use super::season::Season;

/// The first line of `documents.toml` of a folder that was learnt; a folder without it is not overwritten.
pub const MARK: &str = "# Made by `lubelab limits learn`; made again, it is replaced as a whole.";

/// The files of the folder.
pub const FILES: [&str; 3] = ["README.md", ALARMS, "documents.toml"];

const ALARMS: &str = "alarms/fleet.csv";

const COLUMNS: [&str; 22] = [
    "document",
    "edition",
    "grades",
    "machine_types",
    "components",
    "models",
    "products",
    "oil_hours_from",
    "oil_hours_below",
    "property",
    "condition",
    "method",
    "unit",
    "compare",
    "low",
    "high",
    "code",
    "severity",
    "recall",
    "note",
    "source",
    "provenance",
];

/// What the text names besides the lessons.
pub struct Facts<'f> {
    /// The document's id.
    pub name: &'f str,
    /// The day of learning, which is the document's edition.
    pub as_of: NaiveDate,
    /// The program's version.
    pub version: &'f str,
    /// The keys of grouping.
    pub by: &'f [Key],
    /// How limits were to be derived.
    pub rule: Rule,
    /// Properties whose alarms by the limits in force do not count.
    pub despite: &'f [String],
    /// The files that were read.
    pub sources: &'f [Source],
}

/// True if a folder's files are those of a learnt folder and no others.
#[must_use]
pub fn is_learnt(files: &Files) -> bool {
    let documents = files.get("documents.toml");
    documents.is_some_and(|text| text.starts_with(MARK.as_bytes()))
        && files.keys().all(|path| FILES.contains(&path.as_str()))
}

/// The folder. The same lessons and facts give the same bytes.
pub fn folder(
    course: &Course,
    candidates: &Candidates<'_>,
    facts: &Facts<'_>,
    standards: &Standards,
) -> Result<Files, csv::Error> {
    let mut files = Files::new();
    files.insert("documents.toml".to_owned(), document(course, facts).into_bytes());
    files.insert(ALARMS.to_owned(), alarms(course, facts, standards)?);
    files.insert("README.md".to_owned(), readme(course, candidates, facts).into_bytes());
    Ok(files)
}

fn document(course: &Course, facts: &Facts<'_>) -> String {
    let machines: Vec<String> = machine_types(course).iter().map(|machine| format!("\"{}\"", machine.id())).collect();
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let Facts { name, as_of, .. } = facts;
    format!(
        "{MARK}\n\n[[document]]\nid = {}\nedition = \"{as_of}\"\n\
         title = \"Limits learnt from the fleet's own results\"\nkind = \"alarm\"\nprecedence = \"fleet\"\n\
         # No day from which it is in force: it judges older samples too.\nmachine_types = [{}]\nfile = \"{ALARMS}\"\n\
         note = \"what is usual in this fleet, not what is harmless; learn again once a year and after a change of oil or duty\"\n\
         source = \"statistics of the fleet's own results after ASTM D7720, see README.md of the folder; its percentages are the user's choice, and those taken are a proposal of this program\"\n\
         provenance = \"single\"\n",
        quoted(name),
        machines.join(", "),
    )
}

/// The kinds of machine that the document covers. Where the kind is no key, it covers all.
fn machine_types(course: &Course) -> Vec<MachineType> {
    let kind = |names: &Vec<Written>| {
        names.iter().find_map(|(name, _)| match name {
            Name::MachineType(kind) => Some(*kind),
            _ => None,
        })
    };
    let kinds: Option<Vec<MachineType>> = course.lessons.iter().map(|(names, _)| kind(names)).collect();
    let mut kinds = kinds.unwrap_or_else(|| MachineType::ALL.to_vec());
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn alarms(course: &Course, facts: &Facts<'_>, standards: &Standards) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    out.write_record(COLUMNS)?;
    for (names, lesson) in &course.lessons {
        for learnt in std::iter::once(&lesson.any_age).chain(&lesson.ages) {
            for level in &learnt.levels {
                out.write_record(row((names, lesson), learnt, level, facts, standards))?;
            }
        }
    }
    out.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))
}

fn row(
    (names, lesson): (&[Written], &Lesson),
    learnt: &Learnt,
    level: &Level,
    facts: &Facts<'_>,
    standards: &Standards,
) -> [String; 22] {
    let property = standards.property(lesson.property);
    let number = |at: f64| format!("{at:.*}", usize::from(property.decimals));
    let hours = |at: Option<f64>| at.map(|hours| hours.to_string()).unwrap_or_default();
    let compare = match (level.low, level.high) {
        (Some(_), Some(_)) => "within",
        (Some(_), None) => "at_least",
        (None, _) => "at_most",
    };
    let cell = |column: &str| match column {
        "document" => facts.name.to_owned(),
        "edition" => facts.as_of.to_string(),
        "oil_hours_from" => hours(learnt.from),
        "oil_hours_below" => hours(learnt.below),
        "property" => property.id.to_string(),
        "unit" => property.unit.symbol().to_owned(),
        "compare" => compare.to_owned(),
        "low" => level.low.map(number).unwrap_or_default(),
        "high" => level.high.map(number).unwrap_or_default(),
        "severity" => level.severity.id().to_owned(),
        "note" => note(lesson, learnt, level),
        "source" => format!("fleet statistic of {} results, see README.md of the folder", learnt.count),
        "provenance" => "single".to_owned(),
        // Names stand in the column of their kind, the others are empty.
        column => {
            let all = names.iter().chain(&lesson.oil);
            all.filter(|(name, _)| name.column() == column).map(|(_, written)| one_line(written)).collect()
        }
    };
    COLUMNS.map(cell)
}

/// How a limit was found, for the reader of a report.
fn note(lesson: &Lesson, learnt: &Learnt, level: &Level) -> String {
    let mut parts = vec![how(level), format!("{} results of {} machines", learnt.count, learnt.machines)];
    if learnt.censored > 0 {
        parts.push(format!("{} of them beyond the reporting limit", learnt.censored));
    }
    if let Season::Shifts(by) = lesson.season {
        parts.push(format!("the seasons' medians differ by {by:.1}, more than R; all seasons count together"));
    }
    parts.join("; ")
}

/// `2.5` of what binary arithmetic makes of 100 − 97.5.
fn plain(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

/// `95th percentile`, for people.
#[must_use]
pub fn how(level: &Level) -> String {
    let how = match level.how {
        How::Percentile(percent) if level.low.is_some() && level.high.is_some() => {
            format!("middle {percent} % of the results")
        }
        How::Percentile(percent) if level.low.is_some() => format!("{}th percentile", plain(100.0 - percent)),
        How::Percentile(percent) => format!("{percent}th percentile"),
        How::Robust(multiple, true) => format!("median and {multiple} robust s of log(1 + x)"),
        How::Robust(multiple, false) => format!("median and {multiple} robust s"),
    };
    if level.guarded { format!("{how}, widened to what the test can tell") } else { how }
}

fn readme(course: &Course, candidates: &Candidates<'_>, facts: &Facts<'_>) -> String {
    let Facts { name, as_of, version, by, rule, despite, sources } = facts;
    let used: Vec<Key> = by.iter().copied().filter(|key| !candidates.unused.contains(key)).collect();
    let mut text = format!(
        "# {name}: limits learnt from a fleet's own results\n\n\
         Made by lubelab {version} on {as_of} from {} samples of oil in service of {} machines. Use it with\n\n    \
         lubelab run … --standards THIS-FOLDER/\n\n## Files\n\n",
        course.samples, course.machines
    );
    for source in *sources {
        let sheet = source.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        let _ = writeln!(text, "- `{}`{sheet}, SHA-256 {}", one_line(&source.path), source.sha256);
    }
    let left_out = |why| course.left_out.get(&why).copied().unwrap_or_default();
    let levels = || LEVELS.iter().zip(rule.shares.percent());
    let percent: Vec<String> =
        levels().map(|((severity, _), percent)| format!("{} {percent} %", severity.id())).collect();
    let robust: Vec<String> = levels().map(|((severity, s), _)| format!("{} {s}", severity.id())).collect();
    let _ = write!(
        text,
        "\n## How\n\n\
         - Groups: by {}; a group with fewer than {FEWEST_RESULTS} results or {FEWEST_MACHINES} machines learns from the group without the last key.\n\
         - Left out: {} samples that are doubtful, {} that the laboratory itself calls abnormal or worse, and each result that the limits in force, other than a fleet's own, call abnormal or critical.\n\
         - Method asked for: {}. Percent cumulative distribution (ASTM D7720): {}; of two-sided limits half on either side. A percentile needs three results beyond it.\n\
         - Where there are fewer: median and robust s (1.4826 times the median absolute deviation), on log(1 + x) for metals, contaminants and counts: {}.\n\
         - Results below the reporting limit count by rank (Kaplan–Meier); no number is put in their place. Where a limit would lie among them there is none.\n\
         - No limit is closer to the median than the reproducibility R, none closer to the milder one than the repeatability r or one unit of the last decimal.\n\
         - Where a wear metal rises with the hours of the oil (Kendall, one-sided 5 %) and each third of the hours has enough results, each has its own limits.\n\
         - The percentages and the multiples are a proposal of this program, except median + 2 s and + 3 s, which are common practice. They say what is usual in this fleet, not what is harmless.\n",
        key_names(&used),
        left_out(LeftOut::Quality),
        left_out(LeftOut::LabVerdict),
        rule.method.id(),
        percent.join(", "),
        robust.join(", "),
    );
    if !despite.is_empty() {
        let _ = writeln!(
            text,
            "- The user has said that the limits in force do not fit these machines for {}; their alarms kept no such result from teaching.",
            one_line(&despite.join(", "))
        );
    }
    text
}
