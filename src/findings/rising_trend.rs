//! **What it finds.** A property that moves the wrong way and nears a limit that it has not reached.
//!
//! **Why it matters.** A limit says that it is late. A trend says so while a repair or a change can be planned.
//!
//! **Evidence it needs.** A movement beyond the method's scatter within one oil life, in the direction in which the
//! property gets worse, and a limit ahead: reached within the next usual sampling interval at the present slope,
//! or with half of the way to it gone. A movement without a limit ahead is left to the causes.
//!
//! **Source.** ASTM D7669 for trends of wear and condition; slopes after Theil and Sen.

use crate::domain::{
    Arg, Evidence, Explained, Finding, FindingKind, Message, Proof, PropertyId, PropertyKind, Severity, Verdict, Worse,
};
use crate::history::{Base, Movement, ScatterFrom, Trend};
use crate::standards::Limit;

use super::says;
use super::subject::Subject;
use super::thinned;

/// Share of the way to a limit from which a movement is worth a word.
pub(super) const HALF_WAY: f64 = 0.5;
/// Two results are a difference, not yet a trend.
pub(super) const ENOUGH_RESULTS: usize = 3;

/// One finding for each property that nears a limit.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    if !subject.is_in_service() {
        return Vec::new();
    }
    let mut properties: Vec<PropertyId> = subject.verdicts.iter().map(|verdict| verdict.property).collect();
    properties.sort_unstable();
    properties.dedup();
    properties.into_iter().filter_map(|property| finding(subject, property)).collect()
}

/// The finding for one property.
pub(super) fn finding(subject: &Subject<'_, '_>, property: PropertyId) -> Option<Finding> {
    let described = subject.standards.property(property);
    if described.kind != PropertyKind::Number || subject.is_outside(property) {
        return None;
    }
    let trend = subject.trend(property).filter(|trend| trend.count >= ENOUGH_RESULTS)?;
    let up = match (trend.movement, described.worse) {
        (Movement::Rising, Worse::Up | Worse::Both) => true,
        (Movement::Falling, Worse::Down | Worse::Both) => false,
        _ => return None,
    };
    let (verdict, level) = limit_ahead(subject, property, trend.last, up)?;
    let start = trend.start?;
    let half_way = (trend.last - start).abs() >= HALF_WAY * (level - start).abs();
    let soon = reaches_soon(subject, &trend, level);
    if !half_way && !soon {
        return None;
    }
    let limit = subject.standards.limit(verdict.limit);
    let document = subject.standards.document_of(verdict.limit);
    let id = if up { "finding-rising" } else { "finding-falling" };
    let mut title = Message::new(id)
        .with("property", Arg::Property(property))
        .with("start", Arg::Of(property, start))
        .with("value", Arg::Of(property, trend.last));
    if let Some(since) = trend.since {
        title = title.with("since", Arg::Date(since));
    }
    let proof = moved(subject, &trend);
    let why = if soon { "proof-limit-soon" } else { "proof-limit-half-way" };
    let ahead = says::seen(subject, property, why)
        .with("bound", Arg::Said(Box::new(says::bound(limit))))
        .with("level", Arg::Of(property, level))
        .with("document", Arg::Text(says::name_of(document)));
    Some(Finding {
        code: format!("rising:{}", described.id),
        kind: FindingKind::Rising,
        severity: Severity::Caution,
        axis: described.axis,
        confidence: thinned::confidence(subject, property),
        title,
        because: Evidence::from_vec(vec![proof, Proof { limit: Some(verdict.limit), ..ahead }])?,
        against: thinned::against(subject, property, up),
        missing: Vec::new(),
        action: Message::new("finding-rising-action"),
        urgency_days: None,
        source: vec![limit.source.to_string()],
        since: trend.since,
        explains: Explained::default(),
    })
}

/// What a trend shows, as evidence: from where to where, since when, against which scatter.
pub(super) fn moved(subject: &Subject<'_, '_>, trend: &Trend) -> Proof {
    let id = match (trend.movement, trend.scatter_from) {
        (Movement::Falling, ScatterFrom::Method) => "proof-falls",
        (Movement::Falling, ScatterFrom::OwnResults) => "proof-falls-own-scatter",
        (_, ScatterFrom::Method) => "proof-rises",
        (_, ScatterFrom::OwnResults) => "proof-rises-own-scatter",
    };
    let property = trend.property;
    let mut proof = says::seen(subject, property, id)
        .with("start", Arg::Of(property, trend.start.unwrap_or(trend.first)))
        .with("scatter", Arg::Of(property, trend.scatter.unwrap_or(0.0)))
        .with("count", Arg::Count(trend.count));
    if let Some(since) = trend.since {
        proof = proof.with("since", Arg::Date(since));
    }
    proof
}

/// The nearest level that some limit sets in the direction of the movement.
pub(super) fn limit_ahead<'x>(
    subject: &Subject<'x, '_>,
    property: PropertyId,
    from: f64,
    up: bool,
) -> Option<(&'x Verdict, f64)> {
    let reference = subject.reference(property);
    let warning = subject.judging_limits(property).filter(|(_, limit)| limit.severity >= Severity::Caution);
    let ahead = warning.filter_map(|(verdict, limit)| Some((verdict, level_ahead(limit, reference, from, up)?)));
    ahead.min_by(|a, b| (a.1 - from).abs().total_cmp(&(b.1 - from).abs()))
}

/// The level that a limit sets in the direction of a movement, if it lies ahead.
pub(super) fn level_ahead(limit: &Limit, reference: Option<f64>, from: f64, up: bool) -> Option<f64> {
    let (low, high) = limit.compare.band(reference)?;
    let level = if up { high } else { low };
    let ahead = if up { level >= from } else { level <= from };
    (level.is_finite() && ahead).then_some(level)
}

/// True if the slope reaches the level within the next usual sampling interval.
fn reaches_soon(subject: &Subject<'_, '_>, trend: &Trend, level: f64) -> bool {
    let Some(slope) = trend.slope else { return false };
    let Some(interval) = usual_interval(subject, trend.base) else { return false };
    let next = trend.last + slope * interval;
    if level >= trend.last { next >= level } else { next <= level }
}

/// The usual distance to the next sample, in the trend's base: from the table, else what this machine had.
pub(super) fn usual_interval(subject: &Subject<'_, '_>, base: Base) -> Option<f64> {
    let machine = subject.machine_type()?;
    let mut rows = subject.standards.intervals.iter().filter(|row| row.machine_type == machine);
    let row = rows.find(|row| &*row.criticality == "normal")?;
    let days = row.days.map(f64::from);
    let hours = row.hours.map(f64::from);
    match base {
        Base::Days => days.or_else(|| Some(hours? / subject.hours_per_day()?)),
        // A machine that runs more or less than the table assumes is still sampled by the calendar.
        Base::OilHours => days.zip(subject.hours_per_day()).map(|(days, rate)| days * rate).or(hours),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::{found, hydraulic, press};
    use super::*;
    use crate::domain::MachineType;
    use crate::standards::Standards;
    use crate::standards::property::Interval;

    fn codes(standards: &Standards, iron: &[&str]) -> Vec<String> {
        let samples = press(standards, "fe", iron);
        found(standards, &samples, FindingKind::Rising).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn iron_past_half_way_to_its_limit_is_found() {
        let (standards, ..) = hydraulic();
        // The limit is 20, the start 6: half way is 13.
        assert!(codes(&standards, &["6", "6", "6", "12", "12.9"]).is_empty());
        assert_eq!(codes(&standards, &["6", "6", "6", "12", "13"]), ["rising:fe"]);
        assert_eq!(codes(&standards, &["6", "6", "6", "15", "20"]), ["rising:fe"]);
        // Over the limit it is another finding; without a rise none.
        assert!(codes(&standards, &["6", "6", "6", "15", "20.1"]).is_empty());
        assert!(codes(&standards, &["15", "15", "15", "15"]).is_empty());
        assert!(codes(&standards, &["6", "15"]).is_empty());
    }

    #[test]
    fn a_limit_that_comes_within_the_usual_interval_is_found() {
        let (mut standards, ..) = hydraulic();
        let iron = ["1", "3", "5", "7", "9"];
        assert!(codes(&standards, &iron).is_empty());
        let interval = |days| Interval {
            machine_type: MachineType::Hydraulic,
            criticality: std::sync::Arc::from("normal"),
            days: Some(days),
            hours: None,
            source: std::sync::Arc::from("by hand"),
            provenance: crate::domain::Provenance::Single,
        };
        // Two a month, eleven to go.
        standards.intervals = vec![interval(120)];
        assert!(codes(&standards, &iron).is_empty());
        standards.intervals = vec![interval(200)];
        assert_eq!(codes(&standards, &iron), ["rising:fe"]);
    }

    #[test]
    fn a_movement_for_the_better_is_no_finding() {
        let (mut standards, ..) = hydraulic();
        let alarm = crate::standards::DocumentId(1);
        crate::history::fixture::limit(&mut standards, alarm, None, "fe", crate::standards::Compare::AtLeast(1.0));
        assert!(codes(&standards, &["15", "15", "15", "4", "3"]).is_empty());
    }

    #[test]
    fn the_finding_says_since_when_and_towards_which_limit() {
        let (standards, ..) = hydraulic();
        let samples = press(&standards, "fe", &["6", "6", "6", "12", "13"]);
        let found = found(&standards, &samples, FindingKind::Rising);
        assert_eq!(found[0].since, Some(crate::history::fixture::day("2025-04-01")));
        assert_eq!(found[0].because.iter().filter_map(|proof| proof.limit).count(), 1);
    }
}
