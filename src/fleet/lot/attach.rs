//! A bad lot as a finding on each sample of it, for the holder's own eyes: what the lot shows, in counts, and never
//! who else received it.

use crate::domain::{
    Arg, Axis, Confidence, Evidence, Explained, Finding, FindingKind, Message, Proof, PropertyId, Severity,
};
use crate::findings::PointAnalysis;
use crate::standards::Standards;

use super::super::chance;
use super::holding::Holding;
use super::{BadLot, Found, LotSign, Receiver, SIGNIFICANT, Sign};

/// True if a delivery of the holding is rejected for this property, and not only doubtful.
pub(super) fn is_rejected(analyses: &[PointAnalysis<'_>], holding: &Holding, property: PropertyId) -> bool {
    let Some(point) = analyses.get(holding.point) else { return false };
    let findings = holding.new.iter().filter_map(|index| point.samples.get(*index)).flat_map(|sample| &sample.findings);
    findings
        .filter(|finding| finding.kind == FindingKind::OffGrade && finding.title.id == "finding-off-grade")
        .any(|finding| finding.because.iter().any(|proof| proof.property == Some(property)))
}

/// Who holds it, in what state.
pub(super) fn receiver(point: &PointAnalysis<'_>, holding: &Holding, shows: bool) -> Option<Receiver> {
    let label = &point.history.label;
    let indices = || holding.new.iter().chain(&holding.used);
    let severities = indices().filter_map(|index| point.samples.get(*index)).map(|sample| sample.axes.overall());
    Some(Receiver {
        customer: label.customer.clone(),
        site: label.site.clone(),
        machine: label.machine.clone(),
        component: label.component.clone(),
        deliveries: holding.new.len(),
        in_service: holding.used.len(),
        shows,
        severity: severities.max()?,
        last: indices().filter_map(|index| point.history.samples.get(*index)).map(|sample| sample.sampled_on).max(),
    })
}

/// Adds each lot's finding to its samples, and raises the oil's severity there.
pub(in crate::fleet) fn attach(analyses: &mut [PointAnalysis<'_>], found: &[Found], standards: &Standards) {
    for Found { lot, holdings } in found {
        for (holding, shows) in holdings {
            let Some(finding) = finding(lot, *shows, standards) else { continue };
            let Some(point) = analyses.get_mut(holding.point) else { continue };
            for index in holding.new.iter().chain(&holding.used) {
                let Some(sample) = point.samples.get_mut(*index) else { continue };
                sample.axes.raise(finding.axis, finding.severity);
                let behind = sample.findings.partition_point(|other| other.severity >= finding.severity);
                sample.findings.insert(behind, finding.clone());
            }
        }
    }
}

fn finding(lot: &BadLot, shows: bool, standards: &Standards) -> Option<Finding> {
    let named = |id: &str| {
        let message = Message::new(id).with("lot", Arg::Text(lot.lot.to_string()));
        message.with("product", Arg::Text(lot.product.to_string()))
    };
    let proofs = lot.signs.iter().map(|sign| proof(sign, standards)).collect();
    Some(Finding {
        code: lot.code.clone(),
        kind: FindingKind::Lot,
        // A machine that shows nothing yet is watched; nobody drains it on suspicion.
        severity: match (shows, lot.confidence) {
            (true, Confidence::Medium | Confidence::High) => Severity::Abnormal,
            _ => Severity::Caution,
        },
        axis: Axis::Oil,
        confidence: lot.confidence,
        title: named(if shows { "lot-shows" } else { "lot-received" }),
        because: Evidence::from_vec(proofs)?,
        against: Vec::new(),
        missing: Vec::new(),
        action: named(if shows { "lot-shows-action" } else { "lot-received-action" }),
        urgency_days: None,
        source: vec!["Wilcoxon (1945), rank-sum test; Holm (1979), correction for many tests".to_owned()],
        since: None,
        explains: Explained::default(),
    })
}

/// A sign in counts.
fn proof(found: &LotSign, standards: &Standards) -> Proof {
    Proof { property: property(found, standards), value: None, limit: None, says: says(found, standards) }
}

fn property(found: &LotSign, standards: &Standards) -> Option<PropertyId> {
    match &found.sign {
        Sign::OffGrade(property) | Sign::NewLevel(property, _) | Sign::UsedLevel(property, _) => Some(*property),
        Sign::Finding(code) => code.split_once(':').and_then(|(_, id)| standards.find_property(id)),
    }
}

/// A sign of a lot as a sentence, with its counts and its probability.
#[must_use]
pub fn says(found: &LotSign, standards: &Standards) -> Message {
    let property = property(found, standards);
    let id = match &found.sign {
        Sign::OffGrade(_) => "lot-sign-off-grade",
        Sign::Finding(_) => "lot-sign-finding",
        Sign::NewLevel(..) => "lot-sign-new-level",
        Sign::UsedLevel(..) => "lot-sign-used-level",
    };
    let mut message = Message::new(id);
    if let Sign::Finding(code) = &found.sign {
        message = message.with("finding", Arg::Said(Box::new(named_finding(code, property))));
    } else if let Some(property) = property {
        message = message.with("property", Arg::Property(property));
    }
    if let (Some([level, other, scatter]), Some(property)) = (found.levels, property) {
        message = message.with("level", Arg::Of(property, level)).with("other", Arg::Of(property, other));
        message = message.with("scatter", Arg::Of(property, scatter));
    }
    // Deliveries that fail their grade are bad whatever the numbers of the others are.
    let by_chance = match (&found.sign, found.probability) {
        (Sign::OffGrade(_), probability) if probability.is_none_or(|probability| probability >= SIGNIFICANT) => {
            Message::new("lot-rejected")
        }
        (_, probability) => chance(probability),
    };
    message
        .with("hits", Arg::Count(found.lot.0))
        .with("total", Arg::Count(found.lot.1))
        .with("other-hits", Arg::Count(found.others.0))
        .with("other-total", Arg::Count(found.others.1))
        .with("samples", Arg::Count(found.samples))
        .with("chance", Arg::Said(Box::new(by_chance)))
}

/// What a finding is called where its own sentence with values does not fit.
fn named_finding(code: &str, property: Option<PropertyId>) -> Message {
    match (code.split_once(':'), property) {
        (Some(("over_limit", _)), Some(property)) => {
            Message::new("lot-finding-limit").with("property", Arg::Property(property))
        }
        (Some((_, _)), Some(property)) => Message::new("lot-finding-trend").with("property", Arg::Property(property)),
        _ => Message::new(format!("cause-{code}")),
    }
}
