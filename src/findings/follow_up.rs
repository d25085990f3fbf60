//! What became of a finding since the sample before: new, worse, unchanged, better, closed, or not re-checked.
//!
//! A finding stays open until a test refutes it. That the test was not made refutes nothing, and neither does fresh oil:
//! metals begin at zero after an oil change, so a wear finding is closed only when the new oil has run as long as the
//! old one had when the finding was last seen, or when three results show its trend. A limit and the trend towards it
//! are one matter. Nothing is followed where it makes no sense: when the oil is due, doubts about a sample, new oil.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::{
    Arg, Axis, Finding, FindingKind, FollowUp, FollowUpState, FollowUps, Gone, Message, PropertyId, Sample, Severity,
    Worse,
};
use crate::history::LifeStart;
use crate::standards::method::OilState;

use super::signal::{self, Answer};
use super::subject::Subject;

/// Results that make a trend; a wear finding is not closed on fresh oil with fewer.
const ENOUGH_RESULTS: usize = 3;

/// The open findings of one sampling point, sample by sample.
#[derive(Debug, Default)]
pub(super) struct Followed {
    open: BTreeMap<String, Open>,
    previous: Option<usize>,
}

/// A finding that nothing has refuted yet.
#[derive(Debug)]
struct Open {
    code: String,
    kind: FindingKind,
    title: Message,
    axis: Axis,
    severity: Severity,
    /// The results that it rested on when it was last seen.
    results: Vec<(PropertyId, f64)>,
    since: NaiveDate,
    last: NaiveDate,
    life: Option<usize>,
    oil_hours: Option<f64>,
}

impl Followed {
    /// Holds a sample's findings, the further ones too, against what is open.
    pub(super) fn follow<'f>(
        &mut self,
        subject: &Subject<'_, '_>,
        findings: impl Iterator<Item = &'f Finding>,
    ) -> FollowUps {
        if !subject.is_in_service() {
            return FollowUps::default();
        }
        let previous = self.previous.and_then(|index| subject.history.samples.get(index)).copied();
        self.previous = Some(subject.index);
        let life = subject.history.life_of(subject.index);
        let mut followed = FollowUps::default();
        let mut explained: BTreeSet<&str> = BTreeSet::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for finding in findings {
            explained.extend(finding.explains.findings.iter().map(|named| &*named.code));
            let Some(key) = key(finding) else { continue };
            let before = self.open.get(&key);
            let since = before.map_or(subject.sample.sampled_on, |before| before.since);
            if previous.is_some() {
                let state = before.map_or(FollowUpState::New, |before| compare(subject, before, finding, life));
                let follow_up = FollowUp { state, since, last: before.map(|before| before.last) };
                followed.findings.insert(finding.code.clone(), follow_up);
            }
            if before.is_some() || finding.severity >= Severity::Caution {
                self.open.insert(key.clone(), Open::new(subject, finding, since, life));
            }
            seen.insert(key);
        }
        let absent = |(key, open): &(&String, &mut Open)| !seen.contains(*key) && !explained.contains(&*open.code);
        let gone: Vec<(String, Gone)> = self
            .open
            .iter_mut()
            .filter(absent)
            .map(|(key, open)| {
                (
                    key.clone(),
                    open.gone(if is_refuted(subject, open, life) {
                        FollowUpState::Closed
                    } else {
                        FollowUpState::NotRechecked
                    }),
                )
            })
            .collect();
        for (key, gone) in gone {
            if gone.state == FollowUpState::Closed {
                self.open.remove(&key);
            }
            followed.gone.push(gone);
        }
        followed.done = previous.map(|previous| done(subject, previous, life)).unwrap_or_default();
        followed
    }
}

impl Open {
    fn new(subject: &Subject<'_, '_>, finding: &Finding, since: NaiveDate, life: Option<usize>) -> Self {
        Self {
            code: finding.code.clone(),
            kind: finding.kind,
            title: finding.title.clone(),
            axis: finding.axis,
            severity: finding.severity,
            results: results(finding),
            since,
            last: subject.sample.sampled_on,
            life,
            oil_hours: subject.sample.oil_hours,
        }
    }

    fn gone(&self, state: FollowUpState) -> Gone {
        Gone { code: self.code.clone(), title: self.title.clone(), state, since: self.since, last: self.last }
    }
}

/// What makes two findings the same matter: a cause's id, or the property of limit and trend.
fn key(finding: &Finding) -> Option<String> {
    match finding.kind {
        FindingKind::Cause => Some(finding.code.clone()),
        FindingKind::OverLimit | FindingKind::Rising => finding.code.split_once(':').map(|(_, of)| format!(":{of}")),
        FindingKind::OffGrade
        | FindingKind::Drain
        | FindingKind::Quality
        | FindingKind::Lot
        | FindingKind::Schedule => None,
    }
}

/// The exact results that a finding rests on, each property once.
fn results(finding: &Finding) -> Vec<(PropertyId, f64)> {
    let mut results: Vec<(PropertyId, f64)> = Vec::new();
    for (property, number) in finding.because.iter().filter_map(|proof| Some((proof.property?, proof.value?.exact()?)))
    {
        if results.iter().all(|(known, _)| *known != property) {
            results.push((property, number));
        }
    }
    results
}

/// By severity first; then by the results, as far as the methods can tell two of them apart.
fn compare(subject: &Subject<'_, '_>, before: &Open, now: &Finding, life: Option<usize>) -> FollowUpState {
    let kinds = (before.kind, now.kind);
    let fresh = before.axis == Axis::Machine && is_too_fresh(subject, before, life);
    if now.severity > before.severity || kinds == (FindingKind::Rising, FindingKind::OverLimit) {
        return FollowUpState::Worse;
    }
    if fresh {
        return FollowUpState::Unchanged;
    }
    if now.severity < before.severity || kinds == (FindingKind::OverLimit, FindingKind::Rising) {
        return FollowUpState::Better;
    }
    let steps = results(now).into_iter().filter_map(|(property, number)| {
        let (_, earlier) = before.results.iter().find(|(known, _)| *known == property)?;
        step(subject, property, *earlier, number)
    });
    let (mut worse, mut better) = (false, false);
    for step in steps {
        worse |= step > 0;
        better |= step < 0;
    }
    match (worse, better) {
        (true, _) => FollowUpState::Worse,
        (false, true) => FollowUpState::Better,
        (false, false) => FollowUpState::Unchanged,
    }
}

/// 1 if a result got worse by more than two tests can differ by, -1 if better, 0 if that cannot be told.
fn step(subject: &Subject<'_, '_>, property: PropertyId, before: f64, now: f64) -> Option<i8> {
    let scatter = subject.precisions.reproducibility(property, before, OilState::Used)?;
    let way = match subject.standards.property(property).worse {
        Worse::Up => now - before,
        Worse::Down => before - now,
        Worse::Both => {
            let new = subject.reference(property)?;
            (now - new).abs() - (before - new).abs()
        }
        Worse::None => return None,
    };
    let is_told_apart = (now - before).abs() > scatter && way.abs() > 0.0;
    Some(if is_told_apart { if way > 0.0 { 1 } else { -1 } } else { 0 })
}

/// Whether the tests of this sample refute an open finding.
fn is_refuted(subject: &Subject<'_, '_>, open: &Open, life: Option<usize>) -> bool {
    if open.axis == Axis::Machine && is_too_fresh(subject, open, life) {
        return false;
    }
    match open.kind {
        FindingKind::Cause => {
            // What ailed the oil went with the oil.
            (open.axis == Axis::Oil && open.life != life) || is_cause_refuted(subject, &open.code)
        }
        _ => {
            open.code.split_once(':').and_then(|(_, id)| subject.standards.find_property(id)).is_some_and(|property| {
                subject.value(property).is_some() && subject.judging_limits(property).next().is_some()
            })
        }
    }
}

fn is_cause_refuted(subject: &Subject<'_, '_>, code: &str) -> bool {
    let Some(rule) = subject.standards.causes.iter().find(|rule| &*rule.id == code) else { return false };
    let refuted = rule.required.iter().any(|clause| signal::clause(subject, clause) == Answer::No);
    refuted || rule.excluding.iter().any(|held| held.decisive && signal::clause(subject, &held.clause).is_yes())
}

/// True while oil filled in since cannot have gathered as much metal as the old oil had.
fn is_too_fresh(subject: &Subject<'_, '_>, open: &Open, life: Option<usize>) -> bool {
    let has_run = subject.sample.oil_hours.zip(open.oil_hours).is_some_and(|(now, then)| now >= then);
    open.life != life && !has_run && subject.samples_in_life() < ENOUGH_RESULTS
}

/// What the forms record between the sample before and this one.
fn done(subject: &Subject<'_, '_>, previous: &Sample, life: Option<usize>) -> Vec<Message> {
    let mut done = Vec::new();
    let after = |id: &str| Message::new(id).with("day", Arg::Date(previous.sampled_on));
    let begins = life
        .and_then(|life| subject.history.lives.get(life))
        .filter(|life| life.samples.first() == Some(&subject.index));
    match begins.map(|life| life.start) {
        Some(LifeStart::RecordedChange) => done.push(after("done-oil-changed")),
        Some(LifeStart::HoursFell) => done.push(Message::new("done-hours-fell")),
        Some(LifeStart::ProductChanged) => done.push(Message::new("done-product-changed")),
        Some(LifeStart::PartlyChanged { .. }) => done.push(after("done-oil-partly-changed")),
        // Nobody recorded it; a finding of its own asks.
        Some(LifeStart::FoundByResults | LifeStart::FirstSample) | None => {}
    }
    if previous.filter_changed == Some(true) {
        done.push(after("done-filter-changed"));
    }
    if let Some(litres) = subject.sample.top_up_l.filter(|litres| *litres > 0.0) {
        done.push(Message::new("done-topped-up").with("litres", Arg::Number(litres, 0)));
    }
    let note = |id: &'static str, note: &str| Message::new(id).with("note", Arg::Text(note.to_owned()));
    let before = previous.note.as_deref().filter(|text| subject.sample.note.as_deref() != Some(text));
    done.extend(before.map(|text| note("done-note-before", text)));
    done.extend(subject.sample.note.as_deref().map(|text| note("done-note", text)));
    done
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use std::sync::Arc;

    use super::super::fixture::{all, hydraulic, press};
    use crate::domain::{FollowUps, Sample};
    use crate::standards::Standards;

    /// What became of iron's limit or trend, sample by sample: the state, `-` where nothing is told.
    fn states(standards: &Standards, samples: &[Sample]) -> Vec<&'static str> {
        let state = |followed: &FollowUps| {
            let of_finding = followed.findings.iter().find(|(code, _)| code.ends_with(":fe")).map(|(_, of)| of.state);
            of_finding.or_else(|| followed.gone.iter().find(|gone| gone.code.ends_with(":fe")).map(|gone| gone.state))
        };
        let all = all(standards, samples);
        all.iter().map(|analysis| state(&analysis.follow_up).map_or("-", |state| state.id())).collect()
    }

    #[test]
    fn a_finding_is_held_against_the_sample_before() {
        let (standards, ..) = hydraulic();
        // The limit of iron is 20 and R is 2: 27 to 29 is no difference, 29 to 31.1 is one.
        let iron = ["5", "25", "27", "29.1", "28", "25", "20", "25"];
        let expected = ["-", "new", "unchanged", "worse", "unchanged", "better", "closed", "new"];
        assert_eq!(states(&standards, &press(&standards, "fe", &iron)), expected);
    }

    #[test]
    fn what_was_not_tested_stays_open_until_it_is() {
        let (standards, ..) = hydraulic();
        let iron = ["5", "25", "-", "?", "25", "-", "5"];
        let expected = ["-", "new", "not_rechecked", "not_rechecked", "unchanged", "not_rechecked", "closed"];
        assert_eq!(states(&standards, &press(&standards, "fe", &iron)), expected);
    }

    #[test]
    fn the_trend_and_then_the_limit_are_one_matter() {
        let (standards, ..) = hydraulic();
        let iron = ["5", "5", "5", "13", "16", "25"];
        let found = states(&standards, &press(&standards, "fe", &iron));
        assert_eq!((found[4], found[5]), ("new", "worse"), "{found:?}");
    }

    #[test]
    fn fresh_oil_closes_no_wear_until_it_has_run_as_long() {
        let (standards, ..) = hydraulic();
        let with = |hours: &[Option<f64>]| {
            let mut samples = press(&standards, "fe", &["5", "25", "3", "4"]);
            samples[1].oil_changed = Some(true);
            for (sample, hours) in samples.iter_mut().zip(hours) {
                sample.oil_hours = *hours;
            }
            states(&standards, &samples)
        };
        let hours = |third: f64, fourth: f64| with(&[Some(500.0), Some(1000.0), Some(third), Some(fourth)]);
        assert_eq!(hours(500.0, 999.0), ["-", "new", "not_rechecked", "not_rechecked"]);
        assert_eq!(hours(500.0, 1000.0), ["-", "new", "not_rechecked", "closed"]);
        assert_eq!(hours(1000.0, 1500.0), ["-", "new", "closed", "-"]);
        assert_eq!(with(&[None; 4]), ["-", "new", "not_rechecked", "not_rechecked"]);
    }

    #[test]
    fn what_was_done_in_between_is_told() {
        let (standards, ..) = hydraulic();
        let mut samples = press(&standards, "fe", &["25", "5"]);
        samples[0].oil_changed = Some(true);
        samples[0].filter_changed = Some(true);
        samples[0].note = Some(Arc::from("seal weeps"));
        samples[1].top_up_l = Some(3.0);
        samples[1].note = Some(Arc::from("seal renewed"));
        let done = all(&standards, &samples).remove(1).follow_up.done;
        let ids: Vec<&str> = done.iter().map(|message| message.id.as_str()).collect();
        let expected = ["done-oil-changed", "done-filter-changed", "done-topped-up", "done-note-before", "done-note"];
        assert_eq!(ids, expected);
        samples[0].oil_changed = None;
        samples[1].oil_hours = Some(100.0);
        assert_eq!(all(&standards, &samples).remove(1).follow_up.done[0].id, "done-hours-fell");
    }
}
