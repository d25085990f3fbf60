//! Which document's verdict decides where several judge one property.
//!
//! What is agreed with the customer, the maker's and the fleet's limits decide alone, strongest first. Without
//! those, each kind of document decides for itself, the strongest of its kind, and the worst of the kinds counts:
//! an oil-change standard that still passes the oil does not answer whether the machine needs a look. Documents
//! of equal strength decide by the worst.

use std::collections::BTreeMap;

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

    /// The severities of all judged properties by axis.
    #[must_use]
    pub fn axes(&self, standards: &Standards) -> Axes {
        let mut axes = Axes::default();
        for (property, decision) in &self.by_property {
            axes.raise(standards.property(*property).axis, decision.severity());
        }
        axes
    }
}

impl Decision {
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
