//! `lubelab limits learn`: reads, judges by the limits in force, learns, judges again by what was learnt, and writes it.

use std::collections::BTreeSet;
use std::io::Write;

use chrono::NaiveDate;

use crate::cli::{Backtest, LearnArgs, LimitsReport, OutputFormat, intake_lines, problem_lines};
use crate::domain::{PropertyId, one_line};
use crate::findings::{self, PointAnalysis};
use crate::fleet::learn::{self, Candidates, Course, Facts, Scores, Teacher};
use crate::history;
use crate::ingest::{self, Intake};
use crate::standards::{self, Files, Standards};

use super::{CLEAN, Now, REJECTED, RunError, print, to_json};

/// What the folder is called while it is only in memory.
const IN_MEMORY: &str = "learnt";

/// Learns limits.
pub(super) fn learn(args: &LearnArgs, now: Now, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, RunError> {
    let as_of = args.as_of.unwrap_or(now.today);
    // Told before the work is done.
    if let Some(folder) = &args.out {
        let there = standards::folder_files(folder)?;
        if !there.is_empty() && !learn::is_learnt(&there) {
            return Err(RunError::NotOurs { path: folder.clone() });
        }
    }
    let standards = Standards::open(&args.standards, Some(as_of))?;
    let intake = ingest::read(&args.files, &standards, &args.reading.options(as_of, now.clock))?;
    let _ = err.write_all(problem_lines(&intake.problems, false).as_bytes());
    let analyses = judge(&intake, &standards);
    let despite = despite(&args.despite, &standards)?;
    let candidates = learn::candidates(&analyses, (&args.by, &despite), &intake.sources, &standards);
    drop(analyses);
    let fleet = Fleet { args, as_of, standards: &standards, intake: &intake, candidates: &candidates };
    let teacher = Teacher::new(&standards, args.rule());
    let every: BTreeSet<usize> = (0..candidates.machines.len()).collect();
    let course = learn::learn(&learn::of_machines(&candidates, &every), &teacher);
    let mut report = LimitsReport::new(&course, &candidates, &args.by, (&standards, args.rule(), as_of));
    let mut files = None;
    if !course.lessons.is_empty() {
        let (folder, over) = fleet.laid_over(&course)?;
        let judged = judge(&intake, &over);
        report.flagged(&learn::flagged(&candidates, &judged, &over, &args.name));
        report.scores = Some(learn::scores(&candidates, &every, &judged, &over, &args.name));
        files = Some(folder);
    }
    if let Some(holdout) = args.holdout {
        report.backtest = Some(fleet.backtest(&teacher, holdout)?);
    }
    if let (Some(folder), Some(files)) = (&args.out, &files) {
        let failed = |error| RunError::Folder { path: folder.clone(), error };
        standards::write_folder(folder, files).map_err(failed)?;
        report.written = Some(folder.to_string_lossy().into_owned());
    }
    match args.output_format {
        OutputFormat::Text => print(out, &format!("{}{}", intake_lines(&intake), report.text()))?,
        OutputFormat::Json => print(out, &to_json(&report.json()))?,
    }
    if files.is_none() {
        return Err(RunError::NothingLearnt(report.why_nothing()));
    }
    let lost = intake.problems.iter().any(|problem| problem.effect.is_loss());
    Ok(if lost { REJECTED } else { CLEAN })
}

fn despite(asked: &[String], standards: &Standards) -> Result<BTreeSet<PropertyId>, RunError> {
    let find = |id: &String| {
        let unknown = || RunError::Unknown(format!("--despite: no property \"{}\"", one_line(id)));
        standards.find_property(id.trim()).ok_or_else(unknown)
    };
    asked.iter().map(find).collect()
}

fn judge<'i>(intake: &'i Intake, standards: &Standards) -> Vec<PointAnalysis<'i>> {
    findings::analyse(history::histories(&intake.samples, standards), standards)
}

/// What learning again and again has in common.
struct Fleet<'f> {
    args: &'f LearnArgs,
    as_of: NaiveDate,
    standards: &'f Standards,
    intake: &'f Intake,
    candidates: &'f Candidates<'f>,
}

impl Fleet<'_> {
    /// The learnt folder, and the rules with it.
    fn laid_over(&self, course: &Course) -> Result<(Files, Standards), RunError> {
        let facts = Facts {
            name: &self.args.name,
            as_of: self.as_of,
            version: env!("CARGO_PKG_VERSION"),
            by: &self.args.by,
            rule: self.args.rule(),
            despite: &self.args.despite,
            sources: &self.intake.sources,
        };
        let files = learn::folder(course, self.candidates, &facts, self.standards)?;
        let over = Standards::open_with(&self.args.standards, &files, IN_MEMORY, self.as_of)?;
        Ok((files, over))
    }

    /// Learns from some machines and judges the others.
    fn backtest(&self, teacher: &Teacher<'_>, holdout: f64) -> Result<Backtest, RunError> {
        let machines = self.candidates.machines.len();
        let (mut sum, mut each) = (Scores::new(), Vec::new());
        let (mut teaching, mut judging) = (0, 0);
        for repeat in 0..self.args.repeat {
            let seed = self.args.seed.wrapping_add(u64::from(repeat));
            let (teachers, held) = learn::split(machines, holdout, seed);
            (teaching, judging) = (teachers.len(), held.len());
            let course = learn::learn(&learn::of_machines(self.candidates, &teachers), teacher);
            let scores = if course.lessons.is_empty() {
                let judged = judge(self.intake, self.standards);
                learn::scores(self.candidates, &held, &judged, self.standards, &self.args.name)
            } else {
                let (_, over) = self.laid_over(&course)?;
                learn::scores(self.candidates, &held, &judge(self.intake, &over), &over, &self.args.name)
            };
            learn::add(&mut sum, &scores);
            each.push((seed, course.lessons.len(), scores));
        }
        Ok(Backtest { teaching, judging, sum, each })
    }
}
