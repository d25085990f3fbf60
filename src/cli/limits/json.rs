//! The same for programs: schema `lubelab.limits_learn/1`. Fields are only added.

use serde_json::{Value as Json, json};

use crate::fleet::learn::{self, FROM, Flags, Judge, Learnt, LeftOut, Level, OfProperty, Score, Scores, Season, how};

use super::scores::Backtest;
use super::{LimitsReport, why_text};

impl LimitsReport<'_> {
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
            "method": self.rule.method.id(),
            "percent": self.rule.shares.percent(),
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
    pub(super) fn json(&self) -> Json {
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
