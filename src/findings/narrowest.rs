//! Limits that are narrowed to components, models, products or ages of the oil: what of a sample they ask, and which of
//! a fleet's rows judges it.
//!
//! A fleet's limits are learnt for groups within groups, so several rows fit one sample; only those that say most about
//! it judge. Published documents mean all of their rows.

use std::collections::BTreeMap;

use crate::domain::{DeclaredGrade, LimitId, PropertyId, Sample, fold, grade_begins_with};
use crate::standards::{Asked, Limit, Standards};

/// What the limits of a set of rules ask of a sample beyond its grade and machine type.
#[derive(Debug, Clone, Default)]
pub(super) struct Narrowing {
    components: bool,
    models: bool,
    /// Oil hours at which some limit begins or ends.
    ages: Vec<f64>,
}

/// What a sample answers: samples with the same answers have the same limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NarrowKey<'k> {
    component: Option<&'k str>,
    model: Option<&'k str>,
    /// 0 if its hours are not known, else one more than the number of bounds up to them.
    age: usize,
}

impl Narrowing {
    /// Looks through all limits.
    pub(super) fn new(standards: &Standards) -> Self {
        let scopes = || standards.limits.iter().map(|limit| &limit.scope);
        let bounds = |scope: &crate::standards::Scope| [scope.oil_hours_from, scope.oil_hours_below];
        let mut ages: Vec<f64> = scopes().flat_map(bounds).flatten().collect();
        ages.sort_by(f64::total_cmp);
        ages.dedup_by(|a, b| a.total_cmp(b).is_eq());
        Self {
            components: scopes().any(|scope| !scope.components.is_empty()),
            models: scopes().any(|scope| !scope.models.is_empty()),
            ages,
        }
    }

    /// What a sample answers; nothing to what no limit asks.
    pub(super) fn key<'k>(&self, sample: &'k Sample) -> NarrowKey<'k> {
        let age = |hours: f64| 1 + self.ages.partition_point(|bound| *bound <= hours);
        NarrowKey {
            component: sample.component.as_deref().filter(|_| self.components),
            model: sample.model.as_deref().filter(|_| self.models),
            age: sample.oil_hours.filter(|_| !self.ages.is_empty()).map_or(0, age),
        }
    }
}

/// What a sample says to the scope of a limit.
pub(super) fn asked(sample: &Sample) -> Asked<'_> {
    Asked {
        component: sample.component.as_deref(),
        model: sample.model.as_deref(),
        product: sample.product.as_deref(),
        oil_hours: sample.oil_hours,
    }
}

/// Of the limits that fit a sample, those that say most about it, property by property; their order is kept.
pub(super) fn narrowest(limits: &[LimitId], standards: &Standards, grade: Option<&DeclaredGrade>) -> Vec<LimitId> {
    let width = |id: &LimitId| width(standards.limit(*id), grade);
    let mut best: BTreeMap<PropertyId, (usize, usize)> = BTreeMap::new();
    for id in limits {
        let best = best.entry(standards.limit(*id).property).or_default();
        *best = (*best).max(width(id));
    }
    let is_best = |id: &&LimitId| best.get(&standards.limit(**id).property) == Some(&width(id));
    limits.iter().filter(is_best).copied().collect()
}

/// In how many ways a limit is narrowed, and by how long a beginning of the grade's name.
fn width(limit: &Limit, grade: Option<&DeclaredGrade>) -> (usize, usize) {
    let by = [!limit.machine_types.is_empty(), !limit.for_grades.is_empty()];
    let ways = limit.scope.narrowings() + by.into_iter().filter(|narrowed| *narrowed).count();
    let begins = |beginning: &&String| grade.is_some_and(|grade| grade_begins_with(&grade.name, beginning));
    let folded: Vec<String> = limit.for_grades.iter().map(|beginning| fold(beginning)).collect();
    (ways, folded.iter().filter(begins).map(String::len).max().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::sync::Arc;

    use super::super::fixture::last;
    use crate::domain::MachineType;
    use crate::history::fixture::{self, document, limit, sample};
    use crate::standards::{Compare, DocumentKind, Precedence, Scope, Standards};

    /// Iron of a hydraulic system: 30 anywhere, 60 in pump A, 20 in pump A below 500 h.
    fn rules(precedence: Precedence) -> Standards {
        let mut standards = fixture::standards();
        let id = document(&mut standards, "FLEET", DocumentKind::Alarm, "hydraulic");
        standards.documents.last_mut().unwrap().precedence = precedence;
        let pump = || vec![Arc::from("Pump A")];
        let scopes = [
            (30.0, Scope::default()),
            (60.0, Scope { components: pump(), ..Scope::default() }),
            (20.0, Scope { components: pump(), oil_hours_below: Some(500.0), ..Scope::default() }),
        ];
        for (high, scope) in scopes {
            limit(&mut standards, id, None, "fe", Compare::AtMost(high));
            standards.limits.last_mut().unwrap().scope = scope;
        }
        standards
    }

    /// The limits that judge a sample.
    fn judged(standards: &Standards, component: Option<&str>, oil_hours: Option<f64>) -> Vec<u32> {
        let mut oil = sample(standards, "2025-01-01", oil_hours, &[("fe", "25")]);
        (oil.component, oil.machine_type) = (component.map(Arc::from), Some(MachineType::Hydraulic));
        last(standards, &[oil]).verdicts.iter().map(|verdict| verdict.limit.0).collect()
    }

    #[test]
    fn of_a_fleets_rows_the_narrowest_that_fits_judges_alone() {
        let standards = rules(Precedence::Fleet);
        assert_eq!(judged(&standards, None, None), [0]);
        assert_eq!(judged(&standards, Some("Pump B"), Some(100.0)), [0]);
        assert_eq!(judged(&standards, Some("Pump A"), None), [1]);
        assert_eq!(judged(&standards, Some("pump a"), Some(500.0)), [1]);
        assert_eq!(judged(&standards, Some("Pump A"), Some(499.9)), [2]);
    }

    #[test]
    fn of_any_other_document_all_rows_that_fit_judge() {
        let standards = rules(Precedence::Maker);
        assert_eq!(judged(&standards, Some("Pump A"), Some(100.0)), [0, 1, 2]);
        assert_eq!(judged(&standards, Some("Pump B"), Some(100.0)), [0]);
    }
}
