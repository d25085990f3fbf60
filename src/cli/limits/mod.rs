//! What `lubelab limits learn` prints: each group with its limits, what they flag, and how that agrees with the
//! laboratory's own verdicts.

mod json;
mod scores;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use comfy_table::{Cell, CellAlignment, Table};

use crate::domain::{PropertyId, Severity, one_line};
use crate::fleet::learn::{
    self, Age, Candidates, Course, Flags, Group, How, Key, Learnt, LeftOut, Lesson, Level, Name, Rule, Scores, Season,
    WhyNone, group_name, key_names,
};
use crate::standards::Standards;

pub use scores::Backtest;
use scores::score_table;

/// A line below the headings and nothing else.
const LINE_BELOW_HEADINGS: &str = "     ══            ";

/// From this share on, alarms that keep results from teaching are told: the limits in force may not fit the group.
const MANY_ALARMED: f64 = 0.25;

/// All that is told about learnt limits.
pub struct LimitsReport<'r> {
    course: &'r Course,
    candidates: &'r Candidates<'r>,
    standards: &'r Standards,
    by: Vec<Key>,
    rule: Rule,
    as_of: NaiveDate,
    flagged: BTreeMap<(Vec<Name>, PropertyId), Flags>,
    /// How the limits agree with the laboratory on the samples that they were learnt from.
    pub scores: Option<Scores>,
    /// The same on machines that did not teach.
    pub backtest: Option<Backtest>,
    /// The folder that was written.
    pub written: Option<String>,
}

impl<'r> LimitsReport<'r> {
    /// What was learnt.
    #[must_use]
    pub fn new(
        course: &'r Course,
        candidates: &'r Candidates<'r>,
        by: &[Key],
        (standards, rule, as_of): (&'r Standards, Rule, NaiveDate),
    ) -> Self {
        Self {
            course,
            candidates,
            standards,
            by: learn::used(by, candidates),
            rule,
            as_of,
            flagged: BTreeMap::new(),
            scores: None,
            backtest: None,
            written: None,
        }
    }

    /// Takes what the learnt limits flag.
    pub fn flagged(&mut self, flagged: &BTreeMap<(Vec<Name>, PropertyId), Flags>) {
        self.flagged.clone_from(flagged);
    }

    /// Why nothing could be learnt.
    #[must_use]
    pub fn why_nothing(&self) -> String {
        let Course { samples, machines, .. } = self.course;
        let (results, fleet) = (learn::FEWEST_RESULTS, learn::FEWEST_MACHINES);
        format!(
            "{samples} samples of oil in service of {machines} machines, {} of which do not teach; a limit needs \
             {results} results that scatter, of {fleet} machines, in a group of like machines",
            self.course.left_out.values().sum::<usize>()
        )
    }

    /// For people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.head();
        let mut teachers: Vec<&[learn::Written]> = Vec::new();
        for (names, _) in &self.course.lessons {
            if !teachers.contains(&names.as_slice()) {
                teachers.push(names);
            }
        }
        for names in teachers {
            text += &self.teaching(names);
        }
        let missing: String = self.course.groups.iter().map(|group| self.missing(group)).collect();
        if !missing.is_empty() {
            text += "\nNo limits were learnt\n";
            text += &missing;
        }
        if let Some(scores) = &self.scores {
            text += "\nThe same samples again, by the limits learnt from them\n";
            text += &score_table(scores);
        }
        if let Some(backtest) = &self.backtest {
            text += &backtest.text();
        }
        if let Some(written) = &self.written {
            let rows =
                self.course.lessons.iter().flat_map(|(_, lesson)| std::iter::once(&lesson.any_age).chain(&lesson.ages));
            let rows: usize = rows.map(|learnt| learnt.levels.len()).sum();
            let _ = writeln!(text, "\n{rows} limits: {}", one_line(written));
        }
        text
    }

    fn head(&self) -> String {
        let Course { samples, machines, left_out, .. } = self.course;
        let count = |why| left_out.get(&why).copied().unwrap_or_default();
        let mut text = format!(
            "{samples} samples of oil in service of {machines} machines; {} doubtful and {} that the laboratory calls \
             abnormal or worse do not teach\ngroups by {}",
            count(LeftOut::Quality),
            count(LeftOut::LabVerdict),
            key_names(&self.by)
        );
        if !self.candidates.unused.is_empty() {
            let _ = write!(text, " (no sample says {})", key_names(&self.candidates.unused));
        }
        text.push('\n');
        if !self.candidates.unknown_verdicts.is_empty() {
            let known = self.candidates.unknown_verdicts.iter().take(5);
            let words: Vec<String> = known.map(|(word, count)| format!("\"{}\" {count}", one_line(word))).collect();
            let _ = writeln!(
                text,
                "verdicts of the laboratory without a known meaning: {}; a layout profile can say it under [verdicts]",
                words.join(", ")
            );
        }
        text
    }

    /// The limits that one group teaches, with what they flag in the groups that they judge.
    fn teaching(&self, names: &[learn::Written]) -> String {
        let taught: Vec<(usize, &Lesson)> = self
            .course
            .lessons
            .iter()
            .enumerate()
            .filter(|(_, (of, _))| of.as_slice() == names)
            .map(|(place, (_, lesson))| (place, lesson))
            .collect();
        let learns = |group: &&Group| {
            let places = group.properties.iter().filter_map(|of| of.lesson.as_ref().ok());
            places.into_iter().any(|(place, _)| taught.iter().any(|(own, _)| own == place))
        };
        let pupils: Vec<&Group> = self.course.groups.iter().filter(learns).collect();
        let mut text = format!("\n{}", one_line(&group_name(names)));
        match pupils.as_slice() {
            [own] if own.names == names => {
                let _ = writeln!(text, ": {} of {}", counted(own.samples, "sample"), counted(own.machines, "machine"));
            }
            pupils => {
                let own = |group: &&Group| one_line(&group_name(group.names.get(names.len()..).unwrap_or_default()));
                let pupils: Vec<String> = pupils.iter().map(own).collect();
                let _ = writeln!(text, ", for groups that have too little of their own: {}", pupils.join("; "));
            }
        }
        let headings = ["property", "results", "machines", "caution", "abnormal", "critical", "how", "flagged"];
        let rows: Vec<Vec<String>> = taught.iter().flat_map(|(place, lesson)| self.rows(*place, lesson)).collect();
        text += &table(&headings, &rows);
        for (_, lesson) in taught {
            for note in self.notes(&self.standards.property(lesson.property).id, lesson) {
                let _ = writeln!(text, "  {note}");
            }
        }
        text
    }

    /// What a group has no limit for, and why.
    fn missing(&self, group: &Group) -> String {
        let mut none: BTreeMap<WhyNone, Vec<&str>> = BTreeMap::new();
        for of in &group.properties {
            if let Err(why) = of.lesson {
                none.entry(grouped(why)).or_default().push(&*self.standards.property(of.property).id);
            }
        }
        let mut text = String::new();
        for (why, properties) in none {
            let all = properties.len() == group.properties.len();
            let properties = if all { "anything".to_owned() } else { properties.join(", ") };
            let _ = writeln!(text, "    {properties}: {}", why_text(why));
        }
        if text.is_empty() {
            return text;
        }
        let name = one_line(&group_name(&group.names));
        let of = [counted(group.samples, "sample"), counted(group.machines, "machine")];
        format!("  {name} ({})\n{text}", of.join(" of "))
    }

    fn rows(&self, place: usize, lesson: &Lesson) -> Vec<Vec<String>> {
        let known = self.standards.property(lesson.property);
        let flags = self.flags_of(place, lesson.property);
        let row = |learnt: &Learnt, is_first: bool| {
            let limit = |severity| limit_text(learnt, severity, usize::from(known.decimals));
            let flags = format!("{}/{}/{} of {}", flags.caution, flags.abnormal, flags.critical, flags.judged);
            vec![
                if is_first { known.id.to_string() } else { format!("  {}", ages(learnt)) },
                learnt.count.to_string(),
                learnt.machines.to_string(),
                limit(Severity::Caution),
                limit(Severity::Abnormal),
                limit(Severity::Critical),
                learnt.levels.iter().map(short_how).collect::<Vec<_>>().join(" "),
                if is_first { flags } else { String::new() },
            ]
        };
        std::iter::once(row(&lesson.any_age, true)).chain(lesson.ages.iter().map(|learnt| row(learnt, false))).collect()
    }

    /// What a lesson's limits flag in all groups that they judge.
    fn flags_of(&self, place: usize, property: PropertyId) -> Flags {
        let learns = |group: &&Group| {
            let mut lessons = group.properties.iter().filter_map(|of| of.lesson.as_ref().ok());
            lessons.any(|(own, _)| *own == place)
        };
        let mut sum = Flags::default();
        for group in self.course.groups.iter().filter(learns) {
            sum.add(self.flags(group, property));
        }
        sum
    }

    fn flags(&self, group: &Group, property: PropertyId) -> Flags {
        let names: Vec<Name> = group.names.iter().map(|(name, _)| name.clone()).collect();
        self.flagged.get(&(names, property)).copied().unwrap_or_default()
    }

    fn notes(&self, id: &str, lesson: &Lesson) -> Vec<String> {
        let mut notes = Vec::new();
        let (taught, alarmed) = (lesson.any_age.count, lesson.alarmed);
        if alarmed as f64 > MANY_ALARMED * (taught + alarmed) as f64 {
            notes.push(format!(
                "{id}: {alarmed} of {} results do not teach because the limits in force alarm them; if those do not fit these machines, say --despite {id}",
                taught + alarmed
            ));
        }
        if let Season::Shifts(by) = lesson.season {
            let decimals = usize::from(self.standards.property(lesson.property).decimals);
            notes.push(format!(
                "{id}: the seasons' medians differ by {by:.decimals$}, more than R; all seasons count together"
            ));
        }
        match lesson.age {
            Age::TooFewToDivide => {
                notes.push(format!("{id}: rises with the hours of the oil, with too few results for limits by age"));
            }
            Age::Unordered => {
                notes.push(format!("{id}: rises with the hours of the oil, but limits by age would not rise with it"));
            }
            Age::NotAsked | Age::NotKnown | Age::Independent | Age::Divided => {}
        }
        notes
    }
}

/// Reasons that differ only in a number are told once.
const fn grouped(why: WhyNone) -> WhyNone {
    match why {
        WhyNone::TooFew(_) => WhyNone::TooFew(0),
        WhyNone::Alarmed(_) => WhyNone::Alarmed(0),
        WhyNone::TooFewMachines(_) => WhyNone::TooFewMachines(0),
        other => other,
    }
}

fn why_text(why: WhyNone) -> String {
    match why {
        WhyNone::TooFew(0) => format!("fewer than {} results teach, up to the first key", learn::FEWEST_RESULTS),
        WhyNone::TooFew(count) => format!("{count} results teach, and {} are needed", learn::FEWEST_RESULTS),
        WhyNone::Alarmed(_) => format!(
            "fewer than {} results teach, because the limits in force alarm the others; if those do not fit these \
             machines, say --despite with the property",
            learn::FEWEST_RESULTS
        ),
        WhyNone::TooFewMachines(0) => format!("fewer than {} machines", learn::FEWEST_MACHINES),
        WhyNone::TooFewMachines(count) => format!("{count} machines, and {} are needed", learn::FEWEST_MACHINES),
        WhyNone::SeveralOils => "it belongs to the oil, and the group has several; put oil into --by".to_owned(),
        WhyNone::OilNotSaid => "it belongs to the oil, and nothing says which oil it is".to_owned(),
        WhyNone::BelowReporting => "the limit would lie among results below the reporting limit".to_owned(),
        WhyNone::AboveRange => "the limit would lie among results above the range of the test".to_owned(),
        WhyNone::NoSpread => "too many results are the same".to_owned(),
    }
}

fn limit_text(learnt: &Learnt, severity: Severity, decimals: usize) -> String {
    let Some(level) = learnt.levels.iter().find(|level| level.severity == severity) else { return "-".to_owned() };
    let number = |at: f64| format!("{at:.decimals$}");
    match (level.low, level.high) {
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("from {}", number(low)),
        (None, Some(high)) => format!("to {}", number(high)),
        (None, None) => "-".to_owned(),
    }
}

/// `90%`, `2.5s`; a `+` where the limit was widened.
fn short_how(level: &Level) -> String {
    let widened = if level.guarded { "+" } else { "" };
    match level.how {
        How::Percentile(percent) => format!("{percent}%{widened}"),
        How::Robust(multiple, _) => format!("{multiple}s{widened}"),
    }
}

fn ages(learnt: &Learnt) -> String {
    match (learnt.from, learnt.below) {
        (Some(from), Some(below)) => format!("{from} to {below} h"),
        (Some(from), None) => format!("from {from} h"),
        (None, Some(below)) => format!("below {below} h"),
        (None, None) => String::new(),
    }
}

/// `1 machine`, `2 machines`.
fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_preset(LINE_BELOW_HEADINGS);
    let is_used = |column: &usize| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()));
    let used: Vec<usize> = (0..headings.len()).filter(is_used).collect();
    let is_number = |cell: &str| cell == "-" || cell.ends_with(" %") || cell.bytes().all(|byte| byte.is_ascii_digit());
    let cell = |text: &str| {
        let right = is_number(text);
        Cell::new(text).set_alignment(if right { CellAlignment::Right } else { CellAlignment::Left })
    };
    table.set_header(used.iter().map(|column| cell(headings.get(*column).copied().unwrap_or_default())));
    for row in rows {
        table.add_row(used.iter().map(|column| cell(row.get(*column).map_or("", String::as_str))));
    }
    table.trim_fmt() + "\n"
}
