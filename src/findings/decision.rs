//! Which document's verdict decides where several judge one property.
//!
//! What is agreed with the customer, the maker's and the fleet's limits decide alone, strongest first. Without
//! those, each kind of document decides for itself, the strongest of its kind, and the worst of the kinds counts:
//! an oil-change standard that still passes the oil does not answer whether the machine needs a look. Documents
//! of equal strength decide by the worst.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Axes, PropertyId, Severity, Verdict};
use crate::standards::{DocumentKind, Precedence, Standards};

/// The severity that each judged property has reached.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    by_property: BTreeMap<PropertyId, Decision>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Decision {
    particular: Option<(Precedence, Severity)>,
    by_kind: [Option<(Precedence, Severity)>; 3],
}

impl Decisions {
    /// Weighs the verdicts of one sample.
    #[must_use]
    pub fn new(verdicts: &[Verdict], standards: &Standards) -> Self {
        let mut by_property: BTreeMap<PropertyId, Decision> = BTreeMap::new();
        for verdict in verdicts.iter().filter(|verdict| verdict.outcome.is_judged()) {
            let document = standards.document_of(verdict.limit);
            let decision = by_property.entry(verdict.property).or_default();
            let [grade, in_service, alarm] = &mut decision.by_kind;
            let slot = match (document.precedence, document.kind) {
                (Precedence::Customer | Precedence::Maker | Precedence::Fleet, _) => &mut decision.particular,
                (_, DocumentKind::Grade) => grade,
                (_, DocumentKind::InService) => in_service,
                (_, DocumentKind::Alarm) => alarm,
            };
            *slot = Some(stronger(*slot, (document.precedence, verdict.severity)));
        }
        Self { by_property }
    }

    /// The severity of a property: `NoVerdict` if nothing judged it.
    #[must_use]
    pub fn severity(&self, property: PropertyId) -> Severity {
        self.by_property.get(&property).map_or(Severity::NoVerdict, |decision| decision.severity())
    }

    /// True if a verdict is one of those that the severity of its property rests on.
    #[must_use]
    pub fn decides(&self, verdict: &Verdict, standards: &Standards) -> bool {
        let Some(decision) = self.by_property.get(&verdict.property).filter(|_| verdict.outcome.is_judged()) else {
            return false;
        };
        let document = standards.document_of(verdict.limit);
        let reached = Some((document.precedence, verdict.severity));
        match decision.particular {
            Some(_) => decision.particular == reached,
            None => decision.severity() == verdict.severity && decision.of_kind(document.kind) == reached,
        }
    }

    /// The severities of all judged properties by axis. A property that is set aside gives no verdict, good or bad.
    #[must_use]
    pub fn axes(&self, standards: &Standards, aside: &BTreeSet<PropertyId>) -> Axes {
        let mut axes = Axes::default();
        for (property, decision) in self.by_property.iter().filter(|(property, _)| !aside.contains(property)) {
            axes.raise(standards.property(*property).axis, decision.severity());
        }
        axes
    }
}

impl Decision {
    const fn of_kind(self, kind: DocumentKind) -> Option<(Precedence, Severity)> {
        let [grade, in_service, alarm] = self.by_kind;
        match kind {
            DocumentKind::Grade => grade,
            DocumentKind::InService => in_service,
            DocumentKind::Alarm => alarm,
        }
    }

    fn severity(self) -> Severity {
        match self.particular {
            Some((_, severity)) => severity,
            None => self.by_kind.into_iter().flatten().map(|(_, severity)| severity).max().unwrap_or_default(),
        }
    }
}

fn stronger(known: Option<(Precedence, Severity)>, new: (Precedence, Severity)) -> (Precedence, Severity) {
    match known {
        Some(known) if known.0 < new.0 => known,
        Some(known) if known.0 == new.0 => (known.0, known.1.max(new.1)),
        _ => new,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{last, press};
    use crate::domain::Severity;
    use crate::history::fixture::{document, limit, standards};
    use crate::standards::{Compare, DocumentKind, Precedence};

    /// Severity of iron at 30 against documents given as (kind, precedence, limit).
    fn iron_at_30(documents: &[(DocumentKind, Precedence, f64)]) -> Severity {
        let mut standards = standards();
        for (kind, precedence, high) in documents {
            let id = document(&mut standards, "D", *kind, "hydraulic");
            limit(&mut standards, id, None, "fe", Compare::AtMost(*high));
            if let Some(document) = standards.documents.last_mut() {
                document.precedence = *precedence;
            }
        }
        last(&standards, &press(&standards, "fe", &["30"])).axes.machine
    }

    #[test]
    fn of_one_kind_the_strongest_document_decides_and_of_equals_the_worst() {
        use DocumentKind::Alarm;
        use Precedence::{Generic, Published};
        assert_eq!(iron_at_30(&[(Alarm, Published, 40.0), (Alarm, Generic, 20.0)]), Severity::Normal);
        assert_eq!(iron_at_30(&[(Alarm, Published, 20.0), (Alarm, Generic, 40.0)]), Severity::Abnormal);
        assert_eq!(iron_at_30(&[(Alarm, Generic, 40.0), (Alarm, Generic, 20.0)]), Severity::Abnormal);
    }

    #[test]
    fn of_two_kinds_the_worst_decides_unless_a_limit_was_agreed() {
        use DocumentKind::{Alarm, InService};
        use Precedence::{Customer, Generic, Maker, Published};
        assert_eq!(iron_at_30(&[(InService, Published, 40.0), (Alarm, Generic, 20.0)]), Severity::Abnormal);
        assert_eq!(iron_at_30(&[(InService, Maker, 40.0), (Alarm, Generic, 20.0)]), Severity::Normal);
        assert_eq!(iron_at_30(&[(InService, Customer, 20.0), (Alarm, Maker, 40.0)]), Severity::Abnormal);
    }
}
