//! **What it finds.** A wear metal that rises faster than in the other machines of the same kind with the same oil.
//!
//! **Why it matters.** 20 mg/kg after 200 hours is another thing than after 2,000: the rate tells of new wear before the
//! level does, and a level that is high because the oil is old tells of none.
//!
//! **Evidence it needs.** Two samples of one oil life, apart by more than two tests can differ by, and at least ten other
//! machines with thirty rates up to the same day. The rate must lie beyond three robust standard deviations and beyond
//! nineteen of twenty rates of the others. Alone it is a caution: statistics do not condemn a machine. Where the level
//! is outside a limit too, two alarms agree and it is abnormal.
//!
//! **Source.** ASTM D7669 for rates of wear; the limits are learned from the samples of the run (`fleet_rate`).

use crate::domain::{Arg, Confidence, Evidence, Explained, Finding, FindingKind, Message, Severity};

use super::fleet_rate::{HighRate, Likeness};
use super::says;
use super::subject::Subject;

/// One finding for each metal that rises faster than in its like.
pub(super) fn find(subject: &Subject<'_, '_>) -> Vec<Finding> {
    if !subject.is_in_service() {
        return Vec::new();
    }
    subject.high_rates.iter().filter_map(|high| finding(subject, high)).collect()
}

fn finding(subject: &Subject<'_, '_>, high: &HighRate) -> Option<Finding> {
    let HighRate { property, rate, normal } = high;
    let described = subject.standards.property(*property);
    let of = |number: f64| Arg::Of(*property, number);
    let title = Message::new("finding-rate")
        .with("property", Arg::Property(*property))
        .with("rate", of(rate.per_1000_h))
        .with("upper", of(normal.upper));
    let rose = says::seen(subject, *property, "proof-rate-rose")
        .with("before", of(rate.before))
        .with("rise", of(rate.rise))
        .with("hours", Arg::Number(rate.hours, 0));
    let id = match normal.likeness {
        Likeness::Product => "proof-rate-fleet-product",
        Likeness::Grade => "proof-rate-fleet-grade",
    };
    let fleet = says::seen(subject, *property, id)
        .with("rates", Arg::Count(normal.rates))
        .with("machines", Arg::Count(normal.machines))
        .with("middle", of(normal.middle))
        .with("upper", of(normal.upper));
    let mut proofs = vec![rose, fleet];
    let outside = subject.verdicts_on(*property).find(|verdict| verdict.counts_against());
    proofs.extend(outside.map(|verdict| says::outside(subject, verdict)));
    let is_recorded = rate.make_up.is_recorded();
    let unsaid = (!is_recorded).then(|| says::of_form(Message::new("proof-make-up-unknown")));
    Some(Finding {
        code: format!("rate:{}", described.id),
        kind: FindingKind::Rising,
        severity: if outside.is_some() { Severity::Abnormal } else { Severity::Caution },
        axis: described.axis,
        confidence: if is_recorded { Confidence::Medium } else { Confidence::Low },
        title,
        because: Evidence::from_vec(proofs)?,
        against: unsaid.into_iter().collect(),
        missing: Vec::new(),
        action: Message::new(if outside.is_some() { "finding-rate-action-both" } else { "finding-rate-action" }),
        urgency_days: None,
        source: vec!["ASTM D7669".to_owned()],
        since: None,
        explains: Explained::default(),
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use std::sync::Arc;

    use super::super::fixture::{hydraulic, press};
    use super::super::{PointAnalysis, analyse};
    use super::*;
    use crate::domain::Sample;
    use crate::history::histories;
    use crate::standards::Standards;

    /// So many presses, each with four samples whose iron rises by 1.0 to 1.4 mg/kg in 500 h, and one more, `X`.
    fn fleet(standards: &Standards, count: usize, iron: &[&str], change: impl Fn(&mut Sample)) -> Vec<Sample> {
        let mut samples = Vec::new();
        for machine in 0..count {
            let rise = 1.0 + 0.1 * (machine % 5) as f64;
            let texts: Vec<String> = (0..4).map(|n| format!("{}", 2.0 + rise * f64::from(n))).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            for mut sample in press(standards, "fe", &texts) {
                sample.machine = Arc::from(format!("M{machine}"));
                samples.push(sample);
            }
        }
        for mut sample in press(standards, "fe", iron) {
            sample.machine = Arc::from("X");
            sample.top_up_l = Some(0.0);
            change(&mut sample);
            samples.push(sample);
        }
        samples
    }

    fn found(samples: &[Sample]) -> Vec<Vec<(String, Severity)>> {
        let (standards, ..) = hydraulic();
        let all = analyse(histories(samples, &standards), &standards);
        let last: &PointAnalysis<'_> = &all[all.len() - 1];
        let codes = |findings: &[Finding]| {
            let rates = findings.iter().filter(|finding| finding.code.starts_with("rate"));
            rates.map(|finding| (finding.code.clone(), finding.severity)).collect()
        };
        last.samples.iter().map(|sample| codes(&sample.findings)).collect()
    }

    fn of(iron: &[&str]) -> Vec<Vec<(String, Severity)>> {
        found(&fleet(&hydraulic().0, 12, iron, |_| {}))
    }

    fn caution() -> Vec<(String, Severity)> {
        vec![("rate:fe".to_owned(), Severity::Caution)]
    }

    #[test]
    fn a_rise_faster_than_in_its_like_is_found() {
        // Twelve presses have 12 rates after the second month, 36 after the fourth: 2 to 2.8 in 1,000 h.
        let found = of(&["2", "3", "4", "9"]);
        assert_eq!(found[..3], [vec![], vec![], vec![]]);
        assert_eq!(found[3], caution());
        // As fast as the others.
        assert!(of(&["2", "3", "4", "5.4"])[3].is_empty());
        // Fast, but by no more than the 2 mg/kg that two tests can differ by; and by a little more.
        assert!(of(&["2", "3", "4", "6"])[3].is_empty());
        assert!(of(&["2", "3", "4", "6.1"])[3].is_empty(), "the tests allow for 0.2 in 1,000 h");
        assert_eq!(of(&["2", "3", "4", "7.4"])[3], caution());
    }

    #[test]
    fn level_and_rate_together_are_abnormal() {
        // The limit is 20.
        assert_eq!(of(&["2", "3", "4", "20"])[3], caution());
        assert_eq!(of(&["2", "3", "4", "20.1"])[3], [("rate:fe".to_owned(), Severity::Abnormal)]);
    }

    #[test]
    fn too_few_like_machines_judge_nothing() {
        let (standards, ..) = hydraulic();
        let of = |count: usize| found(&fleet(&standards, count, &["2", "3", "4", "9"], |_| {}));
        assert!(of(9)[3].is_empty());
        assert_eq!(of(10)[3], caution());
        let samples = fleet(&standards, 9, &["2", "3", "4", "9"], |_| {});
        let all = analyse(histories(&samples, &standards), &standards);
        let count = all[9].rates;
        assert_eq!((count.rates, count.judged, count.too_few), (3, 0, 3));
        // Another kind of machine, or another oil.
        let other = |change: fn(&mut Sample)| found(&fleet(&standards, 12, &["2", "3", "4", "9"], change));
        assert!(other(|sample| sample.machine_type = None)[3].is_empty());
        assert!(other(|sample| sample.product = Some(Arc::from("Other")))[3].is_empty());
    }

    #[test]
    fn later_samples_of_others_do_not_judge_earlier_ones() {
        let (standards, ..) = hydraulic();
        let mut samples = fleet(&standards, 12, &["2", "3", "4", "9"], |_| {});
        for sample in samples.iter_mut().filter(|sample| &*sample.machine != "X") {
            sample.sampled_on = sample.sampled_on.checked_add_months(chrono::Months::new(12)).unwrap_or_default();
        }
        assert!(found(&samples)[3].is_empty());
    }

    #[test]
    fn what_is_out_of_the_ordinary_does_not_become_the_ordinary() {
        // Nine of twenty-one presses over the limit: their rates train nobody.
        let (standards, ..) = hydraulic();
        let mut samples = fleet(&standards, 21, &["2", "3", "4", "9"], |_| {});
        for (index, sample) in samples.iter_mut().enumerate().filter(|(index, _)| index / 4 >= 12 && index / 4 < 21) {
            let iron = crate::domain::Value::Exact(30.0 + 10.0 * (index % 4) as f64);
            sample.measurements[0].reading = crate::domain::Reading::Value(iron);
        }
        assert_eq!(found(&samples)[3], caution());
    }
}
