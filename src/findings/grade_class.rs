//! The viscosity class that a declared grade means, with the other classes of its system. Looked up once for each
//! choice of documents, not for each sample.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::DeclaredGrade;
use crate::standards::{ClassSystem, Compare, DocumentKind, GradeClaim, Standards, ViscosityClass};

/// A declared class among its neighbours.
#[derive(Debug, Clone, PartialEq)]
pub struct GradeClass {
    /// The class that the grade means.
    pub declared: ViscosityClass,
    /// All classes of the system, thinnest first.
    pub classes: Arc<[ViscosityClass]>,
    /// The largest change of that viscosity, %, that any oil-change standard allows.
    pub widest_change_percent: Option<f64>,
}

impl GradeClass {
    /// The class that a grade means on a day, if it means one.
    pub(super) fn of(
        standards: &Standards,
        grade: &DeclaredGrade,
        claim: Option<&GradeClaim>,
        day: NaiveDate,
    ) -> Option<Self> {
        ClassSystem::ALL.into_iter().find_map(|system| {
            let classes = standards.viscosity_classes(system, day);
            let declared = standards.declared_class(grade, claim, (system, &classes))?.clone();
            let widest_change_percent = widest_change(standards, &declared);
            Some(Self { declared, classes: classes.into(), widest_change_percent })
        })
    }
}

fn widest_change(standards: &Standards, class: &ViscosityClass) -> Option<f64> {
    let published = standards.limits.iter().filter(|limit| {
        limit.property == class.property && standards.document(limit.document).kind == DocumentKind::InService
    });
    let bounds = published.filter_map(|limit| match limit.compare {
        Compare::ChangeWithinPercent(low, high) if low > -100.0 => Some(high.max(-low)),
        _ => None,
    });
    bounds.max_by(f64::total_cmp)
}
