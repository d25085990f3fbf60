//! Text tables.

use std::fmt::Write as _;

use comfy_table::{Cell, CellAlignment, Table};

use crate::domain::PropertyId;

use super::super::Standards;
use super::super::method::PowerLaw;
use super::rows::{self, DocumentRow, LimitRow};

/// What the rows of a table of limits are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// All rows are of one document.
    Property,
    /// All rows are of one property.
    Document,
}

/// Columns of counts, which stand to the right.
const COUNTS: [&str; 4] = ["limits", "confirmed", "single", "recalled"];

/// A line below the headings and nothing else: it reads well and greps well.
const LINE_BELOW_HEADINGS: &str = "     ══            ";

/// A table without the columns that are empty in every row, and without blanks at the ends of its lines.
pub(super) fn table<const COLUMNS: usize>(headings: [&str; COLUMNS], rows: &[[String; COLUMNS]]) -> String {
    let mut table = Table::new();
    table.load_preset(LINE_BELOW_HEADINGS);
    let is_used = |column: usize| rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()));
    let used: Vec<usize> = (0..COLUMNS).filter(|column| is_used(*column)).collect();
    let cells = |row: &[&str]| -> Vec<Cell> {
        let pick = |column: &usize| {
            let heading = headings.get(*column).copied().unwrap_or_default();
            let right = COUNTS.contains(&heading);
            let alignment = if right { CellAlignment::Right } else { CellAlignment::Left };
            Cell::new(row.get(*column).copied().unwrap_or_default()).set_alignment(alignment)
        };
        used.iter().map(pick).collect()
    };
    table.set_header(cells(&headings));
    for row in rows {
        table.add_row(cells(&row.each_ref().map(String::as_str)));
    }
    table.trim_fmt() + "\n"
}

pub(super) fn documents(rows: &[DocumentRow]) -> String {
    let cells = |row: &DocumentRow| {
        [
            row.label.clone(),
            row.kind_word().to_owned(),
            row.in_force_from.clone().unwrap_or_default(),
            superseded(row),
            row.limits.to_string(),
            row.confirmed.to_string(),
            row.single.to_string(),
            row.recalled.to_string(),
            row.title.clone(),
        ]
    };
    let [limits, confirmed, single, recalled] = COUNTS;
    let headings = ["document", "kind", "in force", "superseded", limits, confirmed, single, recalled, "title"];
    table(headings, &rows.iter().map(cells).collect::<Vec<_>>())
}

/// `2007-01-01 by GB 11121-2006`, as far as it is known.
fn superseded(row: &DocumentRow) -> String {
    match (&row.superseded_on, &row.superseded_by) {
        (Some(on), Some(by)) => format!("{on} by {by}"),
        (Some(on), None) => on.clone(),
        (None, Some(by)) => format!("by {by}"),
        (None, None) => String::new(),
    }
}

/// What a document is, above its limits.
pub(super) fn heading(row: &DocumentRow) -> String {
    let mut text = format!("{}: {}\n", row.label, row.title);
    let mut facts = vec![row.kind_word().to_owned()];
    facts.extend(row.in_force_from.as_ref().map(|day| format!("in force from {day}")));
    facts.extend(Some(superseded(row)).filter(|text| !text.is_empty()).map(|text| format!("superseded {text}")));
    facts.extend(row.reference.then(|| "kept for comparison: judges only where it is named".to_owned()));
    facts.extend(row.not_entered.then(|| "known to exist, its limits are not entered".to_owned()));
    let verified = row.verified_by.as_ref().zip(row.verified_on.as_ref());
    facts.extend(verified.map(|(by, on)| format!("held against the printed standard by {by} on {on}")));
    let _ = writeln!(text, "{}", facts.join(", "));
    if !row.note.is_empty() {
        let _ = writeln!(text, "note: {}", row.note);
    }
    let _ = writeln!(text, "source: {} ({})\n", row.source, row.provenance.id());
    text
}

/// Texts that rows share, numbered in the order in which they come.
#[derive(Default)]
struct Numbered(Vec<String>);

impl Numbered {
    fn number(&mut self, text: String) -> usize {
        let known = self.0.iter().position(|known| *known == text);
        known.unwrap_or_else(|| {
            self.0.push(text);
            self.0.len() - 1
        }) + 1
    }
}

/// The footnote of a limit, with the value of another source that is not used.
fn footnote(row: &LimitRow) -> String {
    let other = if row.other.is_empty() { String::new() } else { format!("not used: {}", row.other) };
    [row.note.clone(), other].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The machines that a limit is for, with what it is narrowed to.
fn machines(row: &LimitRow) -> String {
    let parts = [&row.machine_types, &row.only].into_iter().filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join("; ")
}

/// Limits, with their footnotes and sources numbered below.
pub(super) fn limits(rows: &[LimitRow], subject: Subject) -> String {
    if rows.is_empty() {
        return "no limits\n".to_owned();
    }
    let (mut notes, mut sources) = (Numbered::default(), Numbered::default());
    let mut cells = Vec::new();
    for row in rows {
        let note = footnote(row);
        let note = if note.is_empty() { String::new() } else { format!("({})", notes.number(note)) };
        let name = if subject == Subject::Property { &row.property } else { &row.document };
        let not_compared = if row.comparable { "" } else { " (not compared: other dimension)" };
        cells.push([
            name.clone(),
            row.grade.clone(),
            format!("{}{not_compared}", row.limit),
            row.method.clone(),
            row.condition.clone(),
            machines(row),
            row.severity.to_owned(),
            row.provenance.to_owned(),
            row.recall.to_owned(),
            confirmed(row),
            row.overlay.clone().unwrap_or_default(),
            note,
            format!("[{}]", sources.number(row.source.clone())),
        ]);
    }
    let first = if subject == Subject::Property { "property" } else { "document" };
    let headings = [
        first,
        "grade",
        "passes",
        "method",
        "condition",
        "machines",
        "severity",
        "provenance",
        "recall",
        "confirmed",
        "folder",
        "note",
        "source",
    ];
    let mut text = table(headings, &cells) + "\n";
    for (number, note) in (1..).zip(&notes.0) {
        let _ = writeln!(text, "({number}) {note}");
    }
    for (number, source) in (1..).zip(&sources.0) {
        let _ = writeln!(text, "[{number}] {source}");
    }
    text
}

/// `Li on 2026-12-01`; with the limit as it was then, if the confirmation holds no more.
fn confirmed(row: &LimitRow) -> String {
    let Some((by, on)) = row.confirmed_by.as_ref().zip(row.confirmed_on.as_ref()) else { return String::new() };
    match &row.confirmed_was {
        None => format!("{by} on {on}"),
        Some(was) => format!("no more: {by} on {on} saw {was}"),
    }
}

/// What a property is, with its test methods.
pub(super) fn property(standards: &Standards, id: PropertyId) -> String {
    let property = standards.property(id);
    let [english, chinese, korean] = &property.names;
    let mut text = format!("{}: {english} · {chinese} · {korean}\n", property.id);
    let (low, high) = property.plausible;
    let _ = write!(text, "group {}, axis {}, unit {}", property.group.id(), property.axis.id(), property.unit.symbol());
    if low.is_finite() || high.is_finite() {
        let _ = write!(text, ", no sample can be outside {low} to {high}");
    }
    text.push_str("\n\n");
    let methods = standards.precision.iter().filter(|row| row.property == id);
    let cells: Vec<[String; 6]> = methods
        .map(|row| {
            let names = std::iter::once(&row.method).chain(&row.equivalents).map(|name| &**name);
            [
                names.collect::<Vec<_>>().join(", "),
                rows::oil(row.oil).to_owned(),
                law(row.repeatability),
                law(row.reproducibility),
                row.provenance.id().to_owned(),
                row.source.to_string(),
            ]
        })
        .collect();
    if cells.is_empty() {
        return text;
    }
    let headings = ["method", "oil", "repeatability r", "reproducibility R", "provenance", "source"];
    text + &table(headings, &cells) + "\n"
}

/// The formula as the method states it, in the property's unit.
fn law(law: Option<PowerLaw>) -> String {
    let Some(PowerLaw { factor, shift, power }) = law else { return String::new() };
    if power == 0.0 {
        return factor.to_string();
    }
    let level = if shift == 0.0 { "x".to_owned() } else { format!("(x {shift:+})") };
    let exponent = if power.total_cmp(&1.0).is_eq() { String::new() } else { format!("^{power}") };
    format!("{factor}·{level}{exponent}")
}
