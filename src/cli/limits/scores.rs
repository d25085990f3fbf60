//! How learnt limits agree with the laboratory: on the samples that taught, and on machines that did not.

use std::fmt::Write as _;

use crate::fleet::learn::{self, FROM, Judge, Score, Scores};

use super::table;

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

impl Backtest {
    pub(super) fn text(&self) -> String {
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
}

/// What each judge flags and, where the laboratory has said what it thinks, how the two agree.
pub(super) fn score_table(scores: &Scores) -> String {
    let percent = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", 100.0 * share));
    let name = |judge: &Judge| match judge {
        Judge::Others => "limits in force".to_owned(),
        Judge::Learnt => "learnt limits".to_owned(),
        Judge::Together => "both, as a run".to_owned(),
    };
    let flags = scores.iter().map(|(judge, Score { flags, .. })| {
        let counts = [flags.judged, flags.caution, flags.abnormal, flags.critical].map(|count| count.to_string());
        std::iter::once(name(judge)).chain(counts).collect::<Vec<_>>()
    });
    let headings = ["judged by", "samples", "caution", "abnormal", "critical"];
    let mut text = table(&headings, &flags.collect::<Vec<_>>());
    let mut rows = Vec::new();
    for (index, from) in FROM.into_iter().enumerate() {
        for (judge, score) in scores {
            let Some(agreement) = score.agreement.get(index).filter(|agreement| agreement.total() > 0) else {
                continue;
            };
            let share = |count: usize| Some(count as f64 / agreement.total() as f64);
            rows.push(vec![
                format!("{} and worse", from.id()),
                name(judge),
                percent(share(agreement.both + agreement.limits_only)),
                percent(share(agreement.both + agreement.laboratory_only)),
                percent(agreement.precision()),
                percent(agreement.recall()),
            ]);
        }
    }
    if !rows.is_empty() {
        let headings = ["", "judged by", "flagged", "by the laboratory", "precision", "recall"];
        text += &table(&headings, &rows);
        text += "  precision: of the flagged, the share that the laboratory calls so too; recall: of what the laboratory calls so, \
                 the share that is flagged;\n  a sample for which a judge has no limit counts as not flagged\n";
    }
    text
}
