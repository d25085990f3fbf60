//! **What it finds.** Whether an oil is due for its change, and if not, when it will be.
//!
//! **Why it matters.** An oil changed too late costs a machine, one changed too early costs the oil. Water and dirt
//! ask for drying and filtering, not for a change.
//!
//! **Evidence it needs.** Due: a property that condemns oils of the family, outside a limit of abnormal or worse.
//! A forecast: four results of this oil life that move beyond the method's scatter towards such a limit; the window
//! is that of the slope's 80 % interval, or that of the last four results where they move faster than it allows.
//! Nothing is said beyond the age that the oil has already reached.
//!
//! **Source.** The roles in `drain.csv`; the slope after Theil and Sen; ASTM D7669 on trends, ASTM D4378 and the
//! oil-change standards on what condemns.

use chrono::{NaiveDate, TimeDelta};

use crate::domain::{
    Arg, Axis, Confidence, DrainForecast, Evidence, Explained, Finding, FindingKind, Message, PropertyId, Severity,
    Verdict,
};
use crate::history::{Base, Movement, SeriesPoint, Trend};
use crate::standards::Limit;
use crate::standards::property::Role;
use crate::stats::theil_sen;

use super::rising_trend::level_ahead;
use super::says;
use super::subject::Subject;

/// Results from which a slope is a forecast.
const ENOUGH_RESULTS: usize = 4;

/// When the oil is due.
pub(super) fn forecast(subject: &Subject<'_, '_>) -> DrainForecast {
    if !subject.is_in_service() {
        return DrainForecast::NotApplicable;
    }
    let family = subject.specification.family.as_deref();
    let roles = |wanted: Role| -> Vec<PropertyId> {
        let rows = subject.standards.drain.iter().filter(|row| Some(&*row.family) == family && row.role == wanted);
        rows.map(|row| row.property).collect()
    };
    let mut condemning = roles(Role::Condemn);
    let (dry_only, helping) = (roles(Role::CondemnDry), roles(Role::WithAnother));
    if condemning.is_empty() && dry_only.is_empty() {
        return DrainForecast::NotEnoughData { reasons: vec![Message::new("drain-no-rules")] };
    }
    let cleaning = cleaning(subject, &roles(Role::Clean));
    let mut spoilt = Vec::new();
    if is_wet(subject) {
        let broken =
            dry_only.into_iter().filter(|property| condemning_limits(subject, *property).any(|l| is_broken(&l)));
        spoilt.extend(broken.map(|property| said(subject, property, "drain-wet")));
    } else {
        condemning.extend(dry_only);
    }
    if let Some((limiting, mut reasons)) = due(subject, &condemning, &helping) {
        reasons.extend(spoilt);
        reasons.extend(cleaning);
        return DrainForecast::Due { limiting, reasons };
    }
    let mut outlook = outlook(subject, &condemning);
    if !spoilt.is_empty() && !matches!(outlook, DrainForecast::Forecast { .. }) {
        // Whether the oil can stay is open until it has been tested dry.
        outlook = DrainForecast::NotEnoughData { reasons: std::mem::take(&mut spoilt) };
    }
    match &mut outlook {
        DrainForecast::NotEnoughData { reasons }
        | DrainForecast::Due { reasons, .. }
        | DrainForecast::Forecast { reasons, .. }
        | DrainForecast::NoneInSight { reasons } => {
            reasons.extend(spoilt);
            reasons.extend(alone(subject, &helping));
            reasons.extend(cleaning);
        }
        DrainForecast::NotApplicable => {}
    }
    outlook
}

/// The finding that goes with an oil that is due.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    let DrainForecast::Due { limiting, .. } = *subject.drain() else { return Vec::new() };
    let Some((verdict, _)) = condemning_limits(subject, limiting).find(is_broken) else { return Vec::new() };
    let since = subject.outside_since.get(&verdict.limit).copied();
    let lasting = since.is_some_and(|since| since < subject.sample.sampled_on);
    let action = if lasting { "finding-drain-due-action" } else { "finding-drain-due-action-confirm" };
    let family = subject.specification.family.as_deref();
    let mut rows = subject.standards.drain.iter().filter(|row| row.property == limiting);
    let rule = rows.find(|row| Some(&*row.family) == family);
    vec![Finding {
        code: "drain:due".to_owned(),
        kind: FindingKind::Drain,
        severity: Severity::Abnormal,
        axis: Axis::Oil,
        confidence: if lasting { Confidence::High } else { Confidence::Medium },
        title: Message::new("finding-drain-due").with("property", Arg::Property(limiting)),
        because: Evidence::one(says::outside(subject, verdict)),
        against: Vec::new(),
        missing: Vec::new(),
        action: Message::new(action),
        urgency_days: None,
        source: rule.map(|row| row.source.to_string()).into_iter().collect(),
        since,
        explains: Explained::default(),
    }]
}

/// True if the oil holds more water than a limit allows.
fn is_wet(subject: &Subject<'_, '_>) -> bool {
    subject.known.water.is_some_and(|water| subject.decisions.severity(water) >= Severity::Caution)
}

/// True if the oil is wet and this property may look bad for no other reason.
pub(super) fn is_spoilt_by_water(subject: &Subject<'_, '_>, property: PropertyId) -> bool {
    let family = subject.specification.family.as_deref();
    let mut rows = subject.standards.drain.iter().filter(|row| Some(&*row.family) == family);
    is_wet(subject) && rows.any(|row| row.property == property && row.role == Role::CondemnDry)
}

/// The limits that can condemn the oil by a property: of abnormal or worse, in the strongest documents that judged
/// it. An alarm list does not condemn an oil that its oil-change standard passes.
fn condemning_limits<'x>(
    subject: &Subject<'x, '_>,
    property: PropertyId,
) -> impl Iterator<Item = (&'x Verdict, &'x Limit)> {
    let standards = subject.standards;
    let severe = |(_, limit): &(&Verdict, &Limit)| limit.severity >= Severity::Abnormal;
    let precedence = move |limit: &Limit| standards.document(limit.document).precedence;
    let strongest = subject.judging_limits(property).filter(severe).map(|(_, limit)| precedence(limit)).min();
    let limits = subject.judging_limits(property).filter(severe);
    limits.filter(move |(_, limit)| Some(precedence(limit)) == strongest)
}

/// A limit that is only weakly remembered never condemns.
fn is_broken((verdict, _): &(&Verdict, &Limit)) -> bool {
    verdict.outcome.is_outside() && verdict.severity >= Severity::Abnormal
}

/// The property that condemns the oil now, with the reasons.
fn due(
    subject: &Subject<'_, '_>,
    condemning: &[PropertyId],
    helping: &[PropertyId],
) -> Option<(PropertyId, Vec<Message>)> {
    let condemns = |property: &PropertyId| condemning_limits(subject, *property).any(|limit| is_broken(&limit));
    let mut over: Vec<PropertyId> = condemning.iter().copied().filter(condemns).collect();
    let warns = |property: &PropertyId| subject.decisions.severity(*property) >= Severity::Caution;
    let agreeing: Vec<PropertyId> = condemning.iter().copied().filter(warns).collect();
    if !agreeing.is_empty() {
        over.extend(helping.iter().copied().filter(condemns));
    }
    // The worst decides; of equal ones the first in the rules.
    let worst = over.iter().map(|property| subject.decisions.severity(*property)).max()?;
    let limiting = over.iter().copied().find(|property| subject.decisions.severity(*property) == worst)?;
    let reason = |property: &PropertyId| said(subject, *property, "drain-over");
    let mut reasons: Vec<Message> = over.iter().map(reason).collect();
    if !condemning.contains(&limiting) {
        reasons.extend(agreeing.iter().map(|property| said(subject, *property, "drain-agrees")));
    }
    Some((limiting, reasons))
}

fn said(subject: &Subject<'_, '_>, property: PropertyId, id: &str) -> Message {
    says::seen(subject, property, id).says
}

/// What must be cleaned out of the oil rather than changed with it.
fn cleaning(subject: &Subject<'_, '_>, properties: &[PropertyId]) -> Vec<Message> {
    let dirty =
        properties.iter().copied().filter(|property| subject.decisions.severity(*property) >= Severity::Caution);
    dirty.map(|property| said(subject, property, "drain-clean")).collect()
}

/// What would condemn the oil if another property agreed.
fn alone(subject: &Subject<'_, '_>, helping: &[PropertyId]) -> Vec<Message> {
    let condemns = |property: &PropertyId| condemning_limits(subject, *property).any(|limit| is_broken(&limit));
    helping
        .iter()
        .copied()
        .filter(condemns)
        .map(|property| said(subject, property, "drain-with-another-alone"))
        .collect()
}

/// A property on its way to a limit.
struct Approach {
    property: PropertyId,
    level: f64,
    hours: [f64; 3],
}

/// What the condemning properties promise, none of them being over a limit.
fn outlook(subject: &Subject<'_, '_>, condemning: &[PropertyId]) -> DrainForecast {
    let limited: Vec<PropertyId> =
        condemning.iter().copied().filter(|property| condemning_limits(subject, *property).next().is_some()).collect();
    if limited.is_empty() {
        let not_judged = Message::new("drain-not-judged").with("properties", Arg::Properties(condemning.to_vec()));
        return DrainForecast::NotEnoughData { reasons: vec![not_judged] };
    }
    let trends: Vec<Trend> = limited.iter().filter_map(|property| subject.full_trend(*property)).collect();
    let most = trends.iter().map(|trend| trend.count).max().unwrap_or(0);
    if most < ENOUGH_RESULTS {
        let few = Message::new("drain-few-results").with("count", Arg::Count(most));
        return DrainForecast::NotEnoughData { reasons: vec![few.with("needed", Arg::Count(ENOUGH_RESULTS))] };
    }
    if trends.iter().all(|trend| trend.base == Base::Days) {
        return DrainForecast::NotEnoughData { reasons: vec![Message::new("drain-hours-missing")] };
    }
    let age = subject.sample.oil_hours.unwrap_or(0.0);
    let approaching = trends.iter().filter_map(|trend| approach(subject, trend, age));
    let first = approaching.min_by(|a, b| {
        let of = |approach: &Approach| approach.hours.map(|hours| hours.min(f64::MAX));
        let ([a0, a1, _], [b0, b1, _]) = (of(a), of(b));
        a1.total_cmp(&b1).then(a0.total_cmp(&b0))
    });
    let looked_at = Arg::Properties(limited);
    match first {
        None => DrainForecast::NoneInSight { reasons: vec![Message::new("drain-none").with("properties", looked_at)] },
        Some(Approach { property, level, hours }) => {
            let mut reasons = vec![said(subject, property, "drain-approaches").with("level", Arg::Of(property, level))];
            if hours.iter().any(|hours| hours.is_infinite()) {
                reasons.push(Message::new("drain-open-end").with("hours", Arg::Number(age, 0)));
            }
            let dates =
                subject.hours_per_day().map(|rate| hours.map(|hours| date(subject.sample.sampled_on, hours / rate)));
            DrainForecast::Forecast { limiting: property, hours, dates, reasons }
        }
    }
}

/// Hours until a property reaches the nearest condemning limit; `None` if it does not move there within the oil's
/// own age.
fn approach(subject: &Subject<'_, '_>, trend: &Trend, age: f64) -> Option<Approach> {
    let up = match trend.movement {
        Movement::Rising => true,
        Movement::Falling => false,
        Movement::WithinScatter | Movement::TooFew => return None,
    };
    if trend.count < ENOUGH_RESULTS || trend.base != Base::OilHours {
        return None;
    }
    let (slope, (lower, upper)) = (trend.slope?, trend.interval?);
    let reference = subject.reference(trend.property);
    let limits = condemning_limits(subject, trend.property);
    let levels = limits.filter_map(|(_, limit)| level_ahead(limit, reference, trend.last, up));
    let level = levels.min_by(|a, b| (a - trend.last).abs().total_cmp(&(b - trend.last).abs()))?;
    let left = |slope: f64| {
        let hours = (level - trend.last) / slope;
        // Beyond the age that the oil has reached nobody has seen how it goes on.
        if hours.is_finite() && (0.0..=age).contains(&hours) { hours } else { f64::INFINITY }
    };
    let (fast, slow) = if up { (upper, lower) } else { (lower, upper) };
    let [fast, slope, slow] = recent(subject, trend.property, up)
        .filter(|[_, recent]| if up { *recent > fast } else { *recent < fast })
        .filter(|[_, recent]| left(*recent).is_finite())
        .map_or([fast, slope, slow], |[steepest, recent]| [steepest, recent, slope]);
    let hours = [left(fast), left(slope), left(slow)];
    hours[0].is_finite().then_some(Approach { property: trend.property, level, hours })
}

/// The slope of the latest results, per oil hour, with the steepest between two of them before it. An oil ages slowly
/// and then faster: where these results rise faster than the whole life can explain, they say how it goes on.
fn recent(subject: &Subject<'_, '_>, property: PropertyId, up: bool) -> Option<[f64; 2]> {
    let exact = |point: &SeriesPoint| Some((point.oil_hours?, point.value.exact()?));
    let points: Vec<(f64, f64)> = subject.results(property).iter().filter_map(exact).collect();
    let latest = theil_sen(points.get(points.len().checked_sub(ENOUGH_RESULTS)?..)?)?;
    let (lower, upper) = latest.interval;
    Some([if up { upper } else { lower }, latest.slope])
}

fn date(from: NaiveDate, days: f64) -> Option<NaiveDate> {
    if !days.is_finite() || days > 36_500.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "less than a hundred years of days")]
    from.checked_add_signed(TimeDelta::days(days.floor() as i64))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use std::sync::Arc;

    use super::super::fixture::{found, hydraulic, last, press};
    use super::*;
    use crate::domain::{Provenance, Sample, SampleKind};
    use crate::history::fixture;
    use crate::standards::property::DrainRole;
    use crate::standards::{Compare, Standards};

    fn rules(roles: &[(&str, Role)]) -> Standards {
        let (mut standards, ..) = hydraulic();
        for (property, role) in roles {
            let property = fixture::id(&standards, property);
            let text = |text: &str| Arc::from(text);
            let (family, source, provenance) = (text("hydraulic"), text("by hand"), Provenance::Single);
            standards.drain.push(DrainRole { family, property, role: *role, source, provenance });
        }
        standards
    }

    /// New oil of acid number 0.1, then the results in service.
    fn charge(standards: &Standards, property: &str, results: &[&str]) -> Vec<Sample> {
        let mut samples = press(standards, property, results);
        let mut oil = fixture::sample(standards, "2024-12-01", None, &[("acid_number", "0.1"), ("rpvot", "400")]);
        oil.kind = SampleKind::New;
        samples.push(oil);
        samples
    }

    fn ids(reasons: &[Message]) -> Vec<&str> {
        reasons.iter().map(|reason| &*reason.id).collect()
    }

    #[test]
    fn an_oil_over_its_condemning_limit_is_due_and_not_before() {
        let standards = rules(&[("acid_number", Role::Condemn)]);
        let state = |acid: &str| last(&standards, &charge(&standards, "acid_number", &[acid])).drain.id();
        assert_eq!((state("0.39"), state("0.4"), state("0.41")), ("not_enough_data", "not_enough_data", "due"));
        let found = found(&standards, &charge(&standards, "acid_number", &["0.41"]), FindingKind::Drain);
        assert_eq!(
            (found[0].severity, found[0].action.id.as_str()),
            (Severity::Abnormal, "finding-drain-due-action-confirm")
        );
    }

    #[test]
    fn water_asks_for_drying_and_never_for_a_change() {
        let standards = rules(&[("acid_number", Role::Condemn), ("water", Role::Clean)]);
        let mut samples = charge(&standards, "acid_number", &["0.1", "0.1", "0.1", "0.1"]);
        let wet = fixture::sample(&standards, "2025-04-01", Some(2000.0), &[("acid_number", "0.1"), ("water", "0.5")]);
        samples[3] = Sample { machine_type: samples[0].machine_type, ..wet };
        let DrainForecast::NoneInSight { reasons } = last(&standards, &samples).drain else {
            return assert!(samples.is_empty());
        };
        assert_eq!(ids(&reasons), ["drain-none", "drain-clean"]);
    }

    #[test]
    fn a_wet_oil_is_dried_and_tested_again_before_a_test_that_water_spoils_condemns_it() {
        let mut standards = rules(&[("kv_40c", Role::Condemn), ("rpvot", Role::CondemnDry), ("water", Role::Clean)]);
        let change = crate::standards::DocumentId(0);
        fixture::limit(&mut standards, change, None, "rpvot", Compare::AtLeast(100.0));
        let oil = |water: &str| {
            let mut samples = charge(&standards, "rpvot", &["90"]);
            let results = [("rpvot", "90"), ("water", water)];
            let wet = fixture::sample(&standards, "2025-01-01", Some(500.0), &results);
            samples[0] = Sample { machine_type: samples[0].machine_type, ..wet };
            samples
        };
        // 0.02 is the warning limit of water.
        assert_eq!(last(&standards, &oil("0.02")).drain.id(), "due");
        let wet = oil("0.021");
        let DrainForecast::NotEnoughData { reasons } = last(&standards, &wet).drain else {
            return assert_eq!(last(&standards, &wet).drain.id(), "");
        };
        assert_eq!(ids(&reasons), ["drain-wet", "drain-clean"]);
        assert!(found(&standards, &wet, FindingKind::Drain).is_empty());
        let over = found(&standards, &wet, FindingKind::OverLimit);
        let action = over.iter().find(|finding| finding.code == "over_limit:rpvot").map(|finding| &*finding.action.id);
        assert_eq!(action, Some("finding-over-limit-action-dry-first"));
    }

    #[test]
    fn an_imprecise_test_condemns_only_with_another() {
        let mut standards = rules(&[("acid_number", Role::Condemn), ("rpvot", Role::WithAnother)]);
        let change = crate::standards::DocumentId(0);
        fixture::limit(&mut standards, change, None, "rpvot", Compare::PercentOfNewAtLeast(25.0));
        let warning = fixture::limit(&mut standards, change, None, "acid_number", Compare::ChangeAtMost(0.1));
        standards.limits[warning.index()].severity = Severity::Caution;
        let state = |acid: &str| {
            let mut samples = charge(&standards, "rpvot", &["90"]);
            let both =
                fixture::sample(&standards, "2025-01-01", Some(500.0), &[("acid_number", acid), ("rpvot", "90")]);
            samples[0] = Sample { machine_type: samples[0].machine_type, ..both };
            last(&standards, &samples).drain
        };
        let DrainForecast::NotEnoughData { reasons } = state("0.2") else { return assert_eq!(state("0.2").id(), "") };
        assert!(ids(&reasons).contains(&"drain-with-another-alone"));
        let DrainForecast::Due { limiting, reasons } = state("0.21") else { return assert_eq!(state("0.21").id(), "") };
        assert_eq!((limiting, ids(&reasons)), (fixture::id(&standards, "rpvot"), vec!["drain-over", "drain-agrees"]));
    }

    #[test]
    fn a_steady_rise_is_forecast_within_the_age_of_the_oil() {
        let standards = rules(&[("acid_number", Role::Condemn)]);
        // 0.04 in 500 h, 0.06 to go from 0.34: 750 h, at 500 h a month.
        let acid = ["0.10", "0.14", "0.18", "0.22", "0.26", "0.30", "0.34"];
        let DrainForecast::Forecast { hours, dates, .. } =
            last(&standards, &charge(&standards, "acid_number", &acid)).drain
        else {
            return assert_eq!(last(&standards, &charge(&standards, "acid_number", &acid)).drain.id(), "forecast");
        };
        assert!(hours.iter().all(|hours| (hours - 750.0).abs() < 1e-6), "{hours:?}");
        let expected = dates.and_then(|[_, expected, _]| expected);
        assert_eq!(expected, Some(fixture::day("2025-08-15")));
    }

    #[test]
    fn an_oil_that_ages_ever_faster_is_forecast_by_its_latest_results() {
        let standards = rules(&[("acid_number", Role::Condemn)]);
        // Slow for long, then 0.05 in 500 h, with 0.07 to go: 700 h.
        let acid = ["0.10", "0.11", "0.12", "0.13", "0.14", "0.18", "0.23", "0.28", "0.33"];
        let DrainForecast::Forecast { hours, .. } = last(&standards, &charge(&standards, "acid_number", &acid)).drain
        else {
            return assert_eq!(last(&standards, &charge(&standards, "acid_number", &acid)).drain.id(), "forecast");
        };
        let [earliest, expected, latest] = hours;
        assert!((expected - 700.0).abs() < 1e-6 && earliest <= expected && latest > expected, "{hours:?}");
    }

    #[test]
    fn a_warning_limit_neither_condemns_nor_is_forecast() {
        let mut standards = rules(&[("acid_number", Role::Condemn)]);
        let change = crate::standards::DocumentId(0);
        let warning = fixture::limit(&mut standards, change, None, "acid_number", Compare::ChangeAtMost(0.25));
        standards.limits[warning.index()].severity = Severity::Caution;
        let acid = ["0.10", "0.14", "0.18", "0.22", "0.26", "0.30", "0.34"];
        let DrainForecast::Forecast { hours, .. } = last(&standards, &charge(&standards, "acid_number", &acid)).drain
        else {
            return assert_eq!(last(&standards, &charge(&standards, "acid_number", &acid)).drain.id(), "forecast");
        };
        assert!((hours[1] - 750.0).abs() < 1e-6, "{hours:?}");
        assert_eq!(last(&standards, &charge(&standards, "acid_number", &["0.36"])).drain.id(), "not_enough_data");
    }

    #[test]
    fn nothing_is_forecast_from_too_little_or_too_far() {
        let standards = rules(&[("acid_number", Role::Condemn)]);
        let state = |acid: &[&str]| last(&standards, &charge(&standards, "acid_number", acid)).drain.id();
        assert_eq!(state(&["0.10", "0.20", "0.30"]), "not_enough_data");
        assert_eq!(state(&["0.10", "0.10", "0.10", "0.10"]), "none_in_sight");
        assert_eq!(state(&["0.10", "0.11", "0.10", "0.15", "0.16"]), "none_in_sight");
        let mut samples = charge(&standards, "acid_number", &["0.10", "0.14", "0.18", "0.22", "0.26"]);
        for sample in &mut samples {
            sample.oil_hours = None;
        }
        let DrainForecast::NotEnoughData { reasons } = last(&standards, &samples).drain else {
            return assert!(samples.is_empty());
        };
        assert_eq!(ids(&reasons), ["drain-hours-missing"]);
    }

    #[test]
    fn an_alarm_list_does_not_condemn_what_the_standard_passes() {
        let mut standards = rules(&[("acid_number", Role::Condemn)]);
        let alarm = crate::standards::DocumentId(1);
        fixture::limit(&mut standards, alarm, None, "acid_number", Compare::ChangeAtMost(0.1));
        let analysis = last(&standards, &charge(&standards, "acid_number", &["0.3"]));
        assert_eq!((analysis.axes.oil, analysis.drain.id()), (Severity::Abnormal, "not_enough_data"));
    }

    #[test]
    fn without_rules_or_in_service_there_is_nothing_to_say() {
        let (standards, ..) = hydraulic();
        assert_eq!(last(&standards, &charge(&standards, "acid_number", &["0.9"])).drain.id(), "not_enough_data");
        let new_only: Vec<Sample> = charge(&standards, "acid_number", &[]);
        assert_eq!(last(&standards, &new_only).drain.id(), "not_applicable");
    }
}
