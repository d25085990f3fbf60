//! The rows of `grades/` that a declared grade means: its edition, its class, its viscosity class.
//!
//! Which grades a declaration means is asked of the standards; here it is decided what that leaves to judge.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{Arg, DeclaredGrade, LimitId, Message, PropertyId, fold};
use crate::standards::{Compare, Document, DocumentId, DocumentKind, GradeCandidate, GradeClaim, Limit, Standards};

use super::specification::Item;

/// The limits of all grades, by folded name.
pub(super) struct GradeRows<'s> {
    standards: &'s Standards,
    by_name: BTreeMap<String, Vec<LimitId>>,
}

/// The rows of a grade, and what the reader must know about their choice.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) items: Vec<Item>,
    pub(super) notices: Vec<Message>,
}

impl Rows {
    fn of_notice(notice: Message) -> Self {
        Self { items: Vec::new(), notices: vec![notice] }
    }
}

impl<'s> GradeRows<'s> {
    pub(super) fn new(standards: &'s Standards) -> Self {
        let mut by_name: BTreeMap<String, Vec<LimitId>> = BTreeMap::new();
        for (limit, id) in standards.limits.iter().zip(0..) {
            if let Some(grade) = &limit.grade {
                by_name.entry(fold(grade)).or_default().push(LimitId(id));
            }
        }
        Self { standards, by_name }
    }

    /// The family of the documents that have the grade, whatever the edition.
    pub(super) fn family(&self, claim: &GradeClaim) -> Option<Arc<str>> {
        let (GradeClaim::Judged { candidates, .. } | GradeClaim::NotInForce { candidates }) = claim else {
            return None;
        };
        candidates.first().map(|candidate| Arc::clone(&self.standards.document(candidate.document).family))
    }

    /// The limits of one grade in the documents that judge on a day.
    fn in_force<'x>(&'x self, class: &str, day: NaiveDate) -> impl Iterator<Item = LimitId> + 'x {
        let rows = self.by_name.get(class).map_or(&[][..], Vec::as_slice);
        rows.iter().copied().filter(move |id| {
            let document = self.standards.document_of(*id);
            document.kind == DocumentKind::Grade && document.judges_on(day)
        })
    }

    /// The rows of the grades that a declaration means, and what must be said about them.
    pub(super) fn rows(&self, claim: &GradeClaim, declared: &str) -> Rows {
        let grade = || Arg::Text(declared.to_owned());
        let candidates = match claim {
            GradeClaim::Judged { candidates, .. } => candidates,
            GradeClaim::NotInForce { candidates } => {
                let notice = match self.asked_for(candidates) {
                    Some(edition) => Message::new("spec-not-in-edition").with("document", Arg::Text(edition)),
                    None => Message::new("spec-not-in-force").with("editions", Arg::Text(self.editions(candidates))),
                };
                return Rows::of_notice(notice.with("grade", grade()));
            }
            GradeClaim::Unknown { .. } => return Rows::default(),
        };
        let mut rows = Rows::default();
        let mut by_document: BTreeMap<DocumentId, Vec<Vec<LimitId>>> = BTreeMap::new();
        for candidate in candidates {
            by_document.entry(candidate.document).or_default().push(self.of_grade(candidate));
        }
        for classes in by_document.values() {
            if let [one] = classes.as_slice() {
                rows.items.extend(one.iter().map(|limit| Item { limit: *limit, blocked: None }));
                continue;
            }
            let names = self.names(classes);
            rows.items.extend(self.agreed(classes, &names));
            let notice = Message::new("spec-classes").with("grade", grade());
            rows.notices.push(notice.with("classes", Arg::Text(names)));
        }
        rows
    }

    /// The edition asked for in the place of editions that have a grade.
    fn asked_for(&self, candidates: &[GradeCandidate]) -> Option<String> {
        let passed_over = candidates.iter().map(|candidate| self.standards.document(candidate.document));
        let ids: Vec<&str> = passed_over.map(|document| &*document.id).collect();
        self.standards.pinned().find(|document| ids.contains(&&*document.id)).map(Document::label)
    }

    /// The editions that have a grade.
    fn editions(&self, candidates: &[GradeCandidate]) -> String {
        let labels: BTreeSet<String> =
            candidates.iter().map(|candidate| self.standards.document(candidate.document).label()).collect();
        labels.into_iter().collect::<Vec<_>>().join(", ")
    }

    fn of_grade(&self, candidate: &GradeCandidate) -> Vec<LimitId> {
        let all = self.by_name.get(&fold(&candidate.grade)).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|id| self.standards.limit(*id).document == candidate.document).collect()
    }

    /// The classes as the standards write them.
    fn names(&self, classes: &[Vec<LimitId>]) -> String {
        let name = |rows: &Vec<LimitId>| rows.first().and_then(|id| self.standards.limit(*id).grade.clone());
        let names: Vec<String> = classes.iter().filter_map(name).map(|name| name.to_string()).collect();
        names.join(", ")
    }

    /// What several classes agree on judges; where they differ, the name does not say what is meant.
    fn agreed(&self, classes: &[Vec<LimitId>], names: &str) -> Vec<Item> {
        type Test<'t> = (DocumentId, PropertyId, &'t str);
        let classes: Vec<&Vec<LimitId>> = classes.iter().filter(|class| !class.is_empty()).collect();
        let mut tests: BTreeMap<Test<'_>, Vec<Vec<LimitId>>> = BTreeMap::new();
        for (number, class) in classes.iter().enumerate() {
            for id in *class {
                let limit = self.standards.limit(*id);
                let rows = tests.entry((limit.document, limit.property, &limit.condition)).or_default();
                rows.resize(classes.len(), Vec::new());
                if let Some(rows) = rows.get_mut(number) {
                    rows.push(*id);
                }
            }
        }
        let compares = |ids: &Vec<LimitId>| -> Vec<Compare> {
            ids.iter().map(|id| -> &Limit { self.standards.limit(*id) }).map(|limit| limit.compare).collect()
        };
        let mut items = Vec::new();
        for rows in tests.into_values() {
            let Some(first) = rows.first().map(compares) else { continue };
            let agree = rows.iter().all(|row| compares(row) == first);
            let differ = || Message::new("reason-classes-differ").with("classes", Arg::Text(names.to_owned()));
            let stands_for = rows.iter().find(|row| !row.is_empty());
            for id in stands_for.into_iter().flatten() {
                items.push(Item { limit: *id, blocked: (!agree).then(differ) });
            }
        }
        items
    }
}

/// The rows of ISO 3448 and SAE J300 for the viscosity class that a grade's name contains.
pub(super) fn class_rows<'x>(
    rows: &'x GradeRows<'_>,
    grade: &DeclaredGrade,
    day: NaiveDate,
) -> impl Iterator<Item = LimitId> + 'x {
    let classes = grade.iso_vg().into_iter().chain(grade.sae()).filter(|class| *class != grade.name);
    let classes: Vec<String> = classes.collect();
    classes.into_iter().flat_map(move |class| rows.in_force(&class, day).collect::<Vec<_>>())
}
