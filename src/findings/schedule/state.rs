//! How the interval follows the state of a point: halved after a caution; after an abnormal or critical sample another
//! at once and then a quarter of the interval; three normal samples in a row restore the usual interval.
//!
//! The rule is the project's own, after the habit of oil laboratories to confirm an alarm before anybody opens a
//! machine. What the habit leaves open is settled here: a state that lasts is confirmed already and asks for a sample
//! at once only when it gets worse. A bottle of which nothing could be judged changes nothing; one of which only the dirt
//! was judged and found good answers the call for a sample, but is no normal one.

use chrono::NaiveDate;

use crate::domain::{Arg, Axes, Axis, Message, Severity};

/// Normal samples in a row that restore the usual interval.
const RESTORED_BY: usize = 3;

/// How soon the next sample is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// After the usual interval.
    Usual,
    /// After half of it.
    Half,
    /// After a quarter of it.
    Quarter,
    /// At once.
    AtOnce,
}

/// What the samples of a point came to, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    /// How soon the next sample is wanted.
    pub(super) pace: Pace,
    /// The severity of the last day that has one.
    pub(super) severity: Severity,
    /// The last day that was not normal.
    pub(super) since: Option<NaiveDate>,
    /// Whether that day was abnormal or worse.
    pub(super) alarm: bool,
    /// Normal days since then.
    pub(super) normal: usize,
}

impl State {
    /// The state after samples in order of time. Several of one day are one: the worst of them counts.
    pub(super) fn after(samples: impl Iterator<Item = (NaiveDate, Axes)>) -> Self {
        let mut days: Vec<(NaiveDate, Axes)> = Vec::new();
        for (on, axes) in samples {
            match days.last_mut() {
                Some((day, worst)) if *day == on => {
                    for axis in Axis::ALL {
                        worst.raise(axis, axes.get(axis));
                    }
                }
                _ => days.push((on, axes)),
            }
        }
        let start = Self { pace: Pace::Usual, severity: Severity::NoVerdict, since: None, alarm: false, normal: 0 };
        days.into_iter().fold(start, Self::next)
    }

    fn next(self, (on, axes): (NaiveDate, Axes)) -> Self {
        let severity = axes.overall();
        let alarm = severity >= Severity::Abnormal;
        let concern = Self { severity, since: Some(on), alarm, normal: 0, ..self };
        match severity {
            Severity::NoVerdict if self.pace == Pace::AtOnce && axes != Axes::default() => {
                Self { pace: Pace::Quarter, ..self }
            }
            Severity::NoVerdict => self,
            Severity::Normal => {
                let normal = self.normal + 1;
                let pace = match self.pace {
                    _ if normal >= RESTORED_BY => Pace::Usual,
                    Pace::AtOnce => Pace::Quarter,
                    pace => pace,
                };
                Self { pace, severity, normal, ..self }
            }
            // The sample that was wanted at once is here; the one after it is wanted after a quarter.
            Severity::Caution if self.pace == Pace::AtOnce => Self { pace: Pace::Quarter, ..concern },
            Severity::Caution => Self { pace: Pace::Half, ..concern },
            Severity::Abnormal | Severity::Critical => {
                let is_new = severity > self.severity;
                Self { pace: if is_new { Pace::AtOnce } else { Pace::Quarter }, ..concern }
            }
        }
    }

    /// Why the interval is not the usual one.
    pub(super) fn reason(self, pace: Pace) -> Option<Message> {
        let day = Arg::Date(self.since?);
        let id = match pace {
            Pace::Usual => return None,
            Pace::AtOnce => {
                let severity = Arg::Text(self.severity.id().to_owned());
                return Some(Message::new("schedule-at-once").with("severity", severity).with("day", day));
            }
            Pace::Half => "schedule-half",
            Pace::Quarter => "schedule-quarter",
        };
        let last = if self.alarm { "alarm" } else { "caution" };
        Some(
            Message::new(id)
                .with("last", Arg::Text(last.to_owned()))
                .with("day", day)
                .with("count", Arg::Count(self.normal)),
        )
    }
}
