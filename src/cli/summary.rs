//! What a run prints when it is done: one line a file, what was lost, and the machines that need action.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{Effect, FindingKind, Problem, Severity, one_line};
use crate::findings::PointAnalysis;
use crate::ingest::{Intake, Ledger, Source};
use crate::standards::Catalog;

/// Problems printed one by one; beyond this the summary names the count and `problems.csv` has them all.
const PROBLEMS_SHOWN: usize = 20;

/// Machines printed one by one.
const MACHINES_SHOWN: usize = 10;

/// What a run came to.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// Input files read.
    pub files: usize,
    /// The account of rows and cells.
    pub ledger: Ledger,
    /// Problems by code.
    pub problems: BTreeMap<&'static str, u64>,
    /// Sampling points by the severity of the sample that speaks for them.
    pub points: BTreeMap<&'static str, usize>,
    /// Samples whose reports must wait until somebody has asked.
    pub held: usize,
    /// Sampling points whose next sample is overdue.
    pub overdue: usize,
    /// Sampling points that need attention, worst first.
    pub attention: Vec<Attention>,
    /// Where the reports are: the overview page, or the folder if no pages were asked for.
    pub out: String,
    /// True if something that was written in a file did not reach the result.
    pub lost_something: bool,
}

/// A sampling point that needs attention.
#[derive(Debug, Serialize)]
pub struct Attention {
    /// How bad.
    pub severity: Severity,
    /// Customer.
    pub customer: String,
    /// Machine and component.
    pub machine: String,
    /// The worst finding.
    pub finding: String,
    /// Day of the sample that says so.
    pub sampled_on: NaiveDate,
}

impl Summary {
    /// Sums a run up.
    #[must_use]
    pub fn new(
        intake: &Intake,
        analyses: &[PointAnalysis<'_>],
        catalog: &Catalog,
        (out, as_of): (&str, NaiveDate),
    ) -> Self {
        let mut ledger = Ledger::default();
        for source in &intake.sources {
            ledger.add(&source.ledger);
        }
        let problems = intake.problems_by_code().into_iter().map(|(code, count)| (code.id(), count)).collect();
        let mut points = BTreeMap::new();
        let mut attention = Vec::new();
        for analysis in analyses {
            let Some(current) = analysis.current(as_of) else { continue };
            let severity = current.analysis.axes.overall();
            *points.entry(severity.id()).or_default() += 1;
            if severity < Severity::Caution {
                continue;
            }
            let label = &analysis.history.label;
            let machine = match &label.component {
                Some(component) => format!("{}, {component}", label.machine),
                None => label.machine.to_string(),
            };
            attention.push(Attention {
                severity,
                customer: label.customer.as_deref().unwrap_or("-").to_owned(),
                machine,
                finding: current
                    .analysis
                    .findings
                    .first()
                    .map(|finding| catalog.say(&finding.title))
                    .unwrap_or_default(),
                sampled_on: current.sample.sampled_on,
            });
        }
        attention.sort_by(|a, b| {
            b.severity
                .cmp(&a.severity)
                .then_with(|| a.customer.cmp(&b.customer))
                .then_with(|| a.machine.cmp(&b.machine))
        });
        let findings = analyses.iter().flat_map(|analysis| &analysis.samples).flat_map(|sample| &sample.findings);
        Self {
            files: intake.sources.len(),
            ledger,
            problems,
            points,
            held: analyses.iter().flat_map(|analysis| &analysis.samples).filter(|sample| sample.is_held()).count(),
            overdue: findings.filter(|finding| finding.kind == FindingKind::Schedule).count(),
            attention,
            out: out.to_owned(),
            lost_something: intake.problems.iter().any(|problem| problem.effect.is_loss()),
        }
    }

    /// True if a sampling point's latest sample is at least this bad.
    #[must_use]
    pub fn reaches(&self, severity: Severity) -> bool {
        self.attention.iter().any(|attention| attention.severity >= severity)
    }

    /// The summary for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let lost: u64 = self.ledger.cells_lost.values().sum();
        let rejected: u64 = self.ledger.rows_rejected.values().sum();
        let points: usize = self.points.values().sum();
        let _ = writeln!(
            text,
            "{} rows read: {} samples taken, {rejected} rejected, {} skipped; {lost} cells could not be read",
            self.ledger.rows_read,
            self.ledger.samples_taken,
            self.ledger.rows_skipped.values().sum::<u64>(),
        );
        let count = |severity: Severity| self.points.get(severity.id()).copied().unwrap_or_default();
        let _ = writeln!(
            text,
            "{points} sampling points: {} critical, {} abnormal, {} caution, {} normal, {} without a verdict",
            count(Severity::Critical),
            count(Severity::Abnormal),
            count(Severity::Caution),
            count(Severity::Normal),
            count(Severity::NoVerdict),
        );
        for attention in self.attention.iter().take(MACHINES_SHOWN) {
            let _ = writeln!(
                text,
                "  {:<8}  {} · {} · {} · {}",
                attention.severity.id(),
                one_line(&attention.customer),
                one_line(&attention.machine),
                attention.sampled_on,
                one_line(&attention.finding)
            );
        }
        if self.attention.len() > MACHINES_SHOWN {
            let _ = writeln!(text, "  … and {} more", self.attention.len() - MACHINES_SHOWN);
        }
        if self.held + self.overdue > 0 {
            let (held, overdue) = (self.held, self.overdue);
            let _ =
                writeln!(text, "{held} samples on hold until somebody has asked; {overdue} sampling points overdue");
        }
        let _ = writeln!(text, "reports: {}", one_line(&self.out));
        text
    }
}

/// One line a file: what became of its rows, or that it was not read; files that could not even be opened come last.
#[must_use]
pub fn intake_lines(intake: &Intake) -> String {
    let mut text = String::new();
    let rejected = intake.problems.iter().filter(|problem| problem.effect == Effect::FileRejected);
    let mut rejected: BTreeMap<&str, &Problem> = rejected.map(|problem| (&*problem.location.path, problem)).collect();
    let not_read = |path: &str, problem: &Problem| format!("{}: not read ({})\n", one_line(path), problem.code);
    for source in &intake.sources {
        if let Some(problem) = rejected.remove(&*source.path) {
            text += &not_read(&source.path, problem);
            continue;
        }
        let _ = writeln!(text, "{}", source_line(source));
    }
    for (path, problem) in rejected {
        text += &not_read(path, problem);
    }
    text
}

/// What became of the rows of one file.
#[must_use]
pub fn source_line(source: &Source) -> String {
    let ledger = &source.ledger;
    let line = format!(
        "{}: {} rows, {} samples, {} rejected, {} cells lost ({})",
        source.path,
        ledger.rows_read,
        ledger.samples_taken,
        ledger.rows_rejected.values().sum::<u64>(),
        ledger.cells_lost.values().sum::<u64>(),
        source.profile,
    );
    one_line(&line)
}

/// The problems, losses first, each with its place; the tail is counted.
#[must_use]
pub fn problem_lines(problems: &[Problem], all: bool) -> String {
    let mut text = String::new();
    let shown = if all { problems.len() } else { PROBLEMS_SHOWN };
    let (losses, notes): (Vec<_>, Vec<_>) = problems.iter().partition(|problem| problem.effect.is_loss());
    for problem in losses.iter().chain(&notes).take(shown) {
        let _ = writeln!(text, "{}", one_line(&problem.to_string()));
    }
    if problems.len() > shown {
        let _ = writeln!(text, "… and {} more; problems.csv lists them all", problems.len() - shown);
    }
    text
}
