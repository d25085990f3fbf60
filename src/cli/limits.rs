//! What `lubelab limits learn` prints: each group with its limits, what they flag, and how that agrees with the
//! laboratory's own verdicts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use comfy_table::{Cell, CellAlignment, Table};
use serde_json::{Value as Json, json};

use crate::domain::{PropertyId, Severity, one_line};
use crate::fleet::learn::{
    self, Age, Candidates, Course, FROM, Flags, Group, How, Judge, Key, Learnt, LeftOut, Lesson, Level, Method, Name,
    OfProperty, Score, Scores, Season, WhyNone, group_name, how, key_names,
};
use crate::standards::Standards;

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
    method: Method,
    as_of: NaiveDate,
    flagged: BTreeMap<(Vec<Name>, PropertyId), Flags>,
    /// How the limits agree with the laboratory on the samples that they were learnt from.
    pub scores: Option<Scores>,
    /// The same on machines that did not teach.
    pub backtest: Option<Backtest>,
    /// The folder that was written.
    pub written: Option<String>,
}

/// What came of judging machines that did not teach.
pub struct Backtest {
    /// Machines that taught.
    pub teaching: usize,
    /// Machines that were judged.
    pub judging: usize,
    /// All repetitions together.
    pub sum: Scores,
    /// Each repetition: seed, lessons learnt, scores.
    pub each: Vec<(u64, usize, Scores)>,
}

impl<'r> LimitsReport<'r> {
    /// What was learnt.
    #[must_use]
    pub fn new(
        course: &'r Course,
        candidates: &'r Candidates<'r>,
        by: &[Key],
        (standards, method, as_of): (&'r Standards, Method, NaiveDate),
    ) -> Self {
        Self {
            course,
            candidates,
            standards,
            by: learn::used(by, candidates),
            method,
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
        for group in &self.course.groups {
            text += &self.group(group);
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
             worse than normal do not teach\ngroups by {}",
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

    fn group(&self, group: &Group) -> String {
        let mut text = format!(
            "\n{}: {} samples of {} machines\n",
            one_line(&group_name(&group.names)),
            group.samples,
            group.machines
        );
        let headings =
            ["property", "results", "machines", "caution", "abnormal", "critical", "how", "learnt from", "flagged"];
        let mut rows = Vec::new();
        let mut none: BTreeMap<WhyNone, Vec<&str>> = BTreeMap::new();
        let mut notes = Vec::new();
        for of in &group.properties {
            let id = &*self.standards.property(of.property).id;
            match &of.lesson {
                Err(why) => none.entry(grouped(*why)).or_default().push(id),
                Ok((place, up)) => {
                    let Some((names, lesson)) = self.course.lessons.get(*place) else { continue };
                    rows.extend(self.rows(group, of, (names, *up), lesson));
                    notes.extend(self.notes(id, lesson));
                }
            }
        }
        if !rows.is_empty() {
            text += &table(&headings, &rows);
        }
        for (why, properties) in none {
            let _ = writeln!(text, "  no limit for {}: {}", properties.join(", "), why_text(why));
        }
        for note in notes {
            let _ = writeln!(text, "  {note}");
        }
        text
    }

    fn rows(
        &self,
        group: &Group,
        of: &OfProperty,
        (names, up): (&[learn::Written], usize),
        lesson: &Lesson,
    ) -> Vec<Vec<String>> {
        let known = self.standards.property(of.property);
        let row = |learnt: &Learnt, is_first: bool| {
            let limit = |severity| limit_text(learnt, severity, usize::from(known.decimals));
            let from = if up == 0 || !is_first { String::new() } else { one_line(&group_name(names)) };
            let flags = self.flags(group, of.property);
            let flags = if is_first {
                format!("{}/{}/{} of {}", flags.caution, flags.abnormal, flags.critical, flags.judged)
            } else {
                String::new()
            };
            vec![
                if is_first { known.id.to_string() } else { format!("  {}", ages(learnt)) },
                learnt.count.to_string(),
                learnt.machines.to_string(),
                limit(Severity::Caution),
                limit(Severity::Abnormal),
                limit(Severity::Critical),
                learnt.levels.iter().map(short_how).collect::<Vec<_>>().join(" "),
                from,
                flags,
            ]
        };
        std::iter::once(row(&lesson.any_age, true)).chain(lesson.ages.iter().map(|learnt| row(learnt, false))).collect()
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
                "{id}: {alarmed} of {} results do not teach because the limits in force alarm them; do those fit these machines?",
                taught + alarmed
            ));
        }
        if let Season::Shifts(by) = lesson.season {
            let decimals = usize::from(self.standards.property(lesson.property).decimals);
            notes.push(format!(
                "{id}: the seasons' medians differ by {by:.decimals$}, more than R; all seasons count together"
            ));
        }
        if lesson.age == Age::TooFewToDivide {
            notes.push(format!("{id}: rises with the hours of the oil, with too few results for limits by age"));
        }
        notes
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> Json {
        let names = |names: &[learn::Written]| -> Json {
            names.iter().map(|(name, written)| (name.column().to_owned(), json!(**written))).collect()
        };
        let groups = self.course.groups.iter().map(|group| {
            let of = |of: &OfProperty| {
                let flags = self.flags(group, of.property);
                json!({
                    "property": *self.standards.property(of.property).id,
                    "lesson": of.lesson.as_ref().ok().map(|(place, _)| place),
                    "levels_up": of.lesson.as_ref().ok().map(|(_, up)| up),
                    "none_because": of.lesson.as_ref().err().map(|why| why_text(*why)),
                    "alarmed": of.alarmed,
                    "flagged": flags_json(flags),
                })
            };
            json!({
                "of": names(&group.names),
                "samples": group.samples,
                "machines": group.machines,
                "properties": group.properties.iter().map(of).collect::<Vec<_>>(),
            })
        });
        let lessons = self.course.lessons.iter().map(|(of, lesson)| {
            let learnt = std::iter::once(&lesson.any_age).chain(&lesson.ages).map(learnt_json);
            json!({
                "of": names(of),
                "property": *self.standards.property(lesson.property).id,
                "unit": self.standards.property(lesson.property).unit.symbol(),
                "oil": lesson.oil.as_ref().map(|(_, oil)| &**oil),
                "alarmed": lesson.alarmed,
                "season_shift": if let Season::Shifts(by) = lesson.season { Some(by) } else { None },
                "limits": learnt.collect::<Vec<_>>(),
            })
        });
        let left_out = |why| self.course.left_out.get(&why).copied().unwrap_or_default();
        json!({
            "schema": "lubelab.limits_learn/1",
            "as_of": self.as_of.to_string(),
            "method": self.method.id(),
            "by": self.by.iter().map(|key| key.id()).collect::<Vec<_>>(),
            "by_unused": self.candidates.unused.iter().map(|key| key.id()).collect::<Vec<_>>(),
            "samples": self.course.samples,
            "machines": self.course.machines,
            "left_out": {
                "doubtful": left_out(LeftOut::Quality),
                "laboratory_verdict": left_out(LeftOut::LabVerdict),
            },
            "unknown_verdicts": self.candidates.unknown_verdicts,
            "groups": groups.collect::<Vec<_>>(),
            "lessons": lessons.collect::<Vec<_>>(),
            "scores": self.scores.as_ref().map(scores_json),
            "backtest": self.backtest.as_ref().map(Backtest::json),
            "written": self.written,
        })
    }
}

impl Backtest {
    fn text(&self) -> String {
        let repeats = self.each.len();
        let seeds = match (self.each.first(), self.each.last()) {
            (Some((first, ..)), Some((last, ..))) if repeats > 1 => format!("{repeats} times, seeds {first} to {last}"),
            (Some((seed, ..)), _) => format!("seed {seed}"),
            _ => String::new(),
        };
        let mut text = format!(
            "\nBack-test: {} machines teach and the other {} are judged, drawn by lot ({seeds})\n{}",
            self.teaching,
            self.judging,
            score_table(&self.sum)
        );
        if self.each.iter().any(|(_, lessons, _)| *lessons == 0) {
            text += "  in a drawing without enough results nothing was learnt\n";
        }
        if self.teaching < learn::FEWEST_MACHINES {
            let _ = writeln!(text, "  {} machines are fewer than teach a limit", self.teaching);
        }
        text
    }

    fn json(&self) -> Json {
        let each = self
            .each
            .iter()
            .map(|(seed, lessons, scores)| json!({ "seed": seed, "lessons": lessons, "scores": scores_json(scores) }));
        json!({
            "machines_teaching": self.teaching,
            "machines_judged": self.judging,
            "sum": scores_json(&self.sum),
            "each": each.collect::<Vec<_>>(),
        })
    }
}

/// Reasons that differ only in a number are told once.
const fn grouped(why: WhyNone) -> WhyNone {
    match why {
        WhyNone::TooFew(_) => WhyNone::TooFew(0),
        WhyNone::TooFewMachines(_) => WhyNone::TooFewMachines(0),
        other => other,
    }
}

fn why_text(why: WhyNone) -> String {
    match why {
        WhyNone::TooFew(0) => format!("fewer than {} results teach, up to the first key", learn::FEWEST_RESULTS),
        WhyNone::TooFew(count) => format!("{count} results teach, and {} are needed", learn::FEWEST_RESULTS),
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

fn score_table(scores: &Scores) -> String {
    let headings = [
        "judged by",
        "samples",
        "caution",
        "abnormal",
        "critical",
        "flagged",
        "laboratory",
        "precision",
        "recall",
        "abnormal+",
        "laboratory",
        "precision",
        "recall",
    ];
    let percent = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", 100.0 * share));
    let rows: Vec<Vec<String>> = scores
        .iter()
        .map(|(judge, Score { flags, agreement })| {
            let name = match judge {
                Judge::Others => "limits in force",
                Judge::Learnt => "learnt limits",
                Judge::Together => "together, as a run",
            };
            let share = |from| (flags.judged > 0).then(|| flags.at_least(from) as f64 / flags.judged as f64);
            let mut row = vec![name.to_owned()];
            row.extend([flags.judged, flags.caution, flags.abnormal, flags.critical].map(|count| count.to_string()));
            for (agreement, from) in agreement.iter().zip(FROM) {
                let theirs = agreement.both + agreement.laboratory_only;
                row.push(percent(share(from)));
                row.push(percent((agreement.total() > 0).then(|| theirs as f64 / agreement.total() as f64)));
                row.push(percent(agreement.precision()));
                row.push(percent(agreement.recall()));
            }
            row
        })
        .collect();
    table(&headings, &rows)
        + "  flagged: caution and worse, then abnormal and worse; beside each the share that the laboratory flags, and how the two agree\n"
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

fn flags_json(flags: Flags) -> Json {
    json!({
        "judged": flags.judged,
        "caution": flags.caution,
        "abnormal": flags.abnormal,
        "critical": flags.critical,
    })
}

fn learnt_json(learnt: &Learnt) -> Json {
    let level = |level: &Level| {
        json!({
            "severity": level.severity.id(),
            "low": level.low,
            "high": level.high,
            "how": how(level),
            "widened": level.guarded,
        })
    };
    json!({
        "oil_hours_from": learnt.from,
        "oil_hours_below": learnt.below,
        "results": learnt.count,
        "censored": learnt.censored,
        "machines": learnt.machines,
        "levels": learnt.levels.iter().map(level).collect::<Vec<_>>(),
    })
}

fn scores_json(scores: &Scores) -> Json {
    let one = |(judge, score): (&Judge, &Score)| {
        let agreement = score.agreement.iter().zip(FROM).map(|(agreement, from)| {
            json!({
                "from": from.id(),
                "both": agreement.both,
                "limits_only": agreement.limits_only,
                "laboratory_only": agreement.laboratory_only,
                "neither": agreement.neither,
                "precision": agreement.precision(),
                "recall": agreement.recall(),
            })
        });
        (judge.id().to_owned(), json!({ "flags": flags_json(score.flags), "agreement": agreement.collect::<Vec<_>>() }))
    };
    scores.iter().map(one).collect()
}
