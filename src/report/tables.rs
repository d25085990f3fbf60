//! `findings.csv` and `problems.csv`, for people who work in a spreadsheet.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::domain::{Finding, Problem, Proof, printable};
use crate::findings::PointAnalysis;

use super::Context;

const FINDING_COLUMNS: [&str; 26] = [
    "lab",
    "sample_id",
    "customer",
    "site",
    "machine",
    "component",
    "point",
    "sampled_on",
    "code",
    "kind",
    "severity",
    "axis",
    "confidence",
    "title",
    "because",
    "against",
    "missing",
    "action",
    "urgency_days",
    "since",
    "source",
    "file",
    "row",
    "decision_rule",
    "explains",
    "holds",
];

/// Writes one row per finding, in the order of the sampling points and their samples.
pub(super) fn write_findings(out: impl Write, context: &Context<'_>, analyses: &[PointAnalysis<'_>]) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(FINDING_COLUMNS)?;
    for point in analyses {
        for (sample, analysis) in point.history.samples.iter().zip(&point.samples) {
            for finding in &analysis.findings {
                let missing: Vec<&str> =
                    finding.missing.iter().map(|id| &*context.standards.property(*id).id).collect();
                let explains: Vec<&str> = finding.explains.findings.iter().map(|named| &*named.code).collect();
                let row: [String; 26] = [
                    inert(sample.lab.as_deref().unwrap_or_default()),
                    inert(&sample.sample_id),
                    inert(sample.customer.as_deref().unwrap_or_default()),
                    inert(sample.site.as_deref().unwrap_or_default()),
                    inert(&sample.machine),
                    inert(sample.component.as_deref().unwrap_or_default()),
                    inert(sample.point.as_deref().unwrap_or_default()),
                    sample.sampled_on.to_string(),
                    inert(&finding.code),
                    finding.kind.id().to_owned(),
                    finding.severity.id().to_owned(),
                    finding.axis.id().to_owned(),
                    finding.confidence.id().to_owned(),
                    inert(&context.words.say(&finding.title)),
                    inert(&said(context, finding.because.iter())),
                    inert(&said(context, finding.against.iter())),
                    missing.join(" "),
                    inert(&context.words.say(&finding.action)),
                    finding.urgency_days.map(|days| days.to_string()).unwrap_or_default(),
                    finding.since.map(|day| day.to_string()).unwrap_or_default(),
                    inert(&finding.source.join("; ")),
                    inert(context.path(sample)),
                    sample.place.row.to_string(),
                    rules(context, finding),
                    explains.join(" "),
                    if finding.explains.holds { "yes" } else { "no" }.to_owned(),
                ];
                table.write_record(&row)?;
            }
        }
    }
    table.flush()
}

/// The decision rules of the limits that a finding rests on, each once.
fn rules(context: &Context<'_>, finding: &Finding) -> String {
    let limits = finding.because.iter().filter_map(|proof| proof.limit);
    let rules: BTreeSet<&str> = limits.map(|limit| context.standards.document_of(limit).decides_by().0.id()).collect();
    rules.into_iter().collect::<Vec<_>>().join(" ")
}

fn said<'p>(context: &Context<'_>, proofs: impl Iterator<Item = &'p Proof>) -> String {
    proofs.map(|proof| context.words.say(&proof.says)).collect::<Vec<_>>().join("; ")
}

/// Writes one row per problem, in file and row order.
pub(super) fn write_problems(out: impl Write, problems: &[Problem]) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["file", "sheet", "row", "column", "heading", "code", "effect", "says"])?;
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    for problem in problems {
        let at = &problem.location;
        let row: [String; 8] = [
            inert(&at.path),
            inert(at.sheet.as_deref().unwrap_or_default()),
            number(at.row),
            number(at.column),
            inert(at.heading.as_deref().unwrap_or_default()),
            problem.code.id().to_owned(),
            problem.effect.id().to_owned(),
            inert(&problem.says),
        ];
        table.write_record(&row)?;
    }
    table.flush()
}

/// The same text, with an apostrophe before it where a spreadsheet would take it for a formula. A customer's
/// name comes from a file that anybody may have written. Signed numbers and a lone dash stay as they are; control
/// characters, at which some spreadsheets stop reading, are made visible.
fn inert(text: &str) -> String {
    let is_formula = match text.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => text.len() > 1 && text.parse::<f64>().is_err(),
        _ => false,
    };
    let text = printable(text);
    if is_formula { format!("'{text}") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::domain::{Effect, Location, ProblemCode};

    #[test]
    fn a_formula_from_a_file_stays_text() {
        assert_eq!(inert("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(inert("-2+3+cmd|' /C calc'!A0"), "'-2+3+cmd|' /C calc'!A0");
        assert_eq!(inert("-12.5"), "-12.5");
        assert_eq!(inert("-"), "-");
        assert_eq!(inert("Pump 3"), "Pump 3");
        assert_eq!(inert("Pump\u{0} \u{1b}[1m3"), "Pump\u{fffd} \u{fffd}[1m3");
    }

    #[test]
    fn a_problem_keeps_its_place_and_its_quotes() {
        let problem = Problem {
            code: ProblemCode::NotANumber,
            effect: Effect::CellLost,
            location: Location::file("acme.csv").at_row(17).at_column(6).under("Fe, ppm"),
            says: "iron: \"1O\" is not a number".to_owned(),
        };
        let mut bytes = Vec::new();
        write_problems(&mut bytes, &[problem]).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "file,sheet,row,column,heading,code,effect,says\n\
             acme.csv,,17,6,\"Fe, ppm\",not-a-number,cell_lost,\"iron: \"\"1O\"\" is not a number\"\n"
        );
    }
}
