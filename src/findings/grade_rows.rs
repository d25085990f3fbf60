//! The rows of `grades/` that a declared grade means: its edition, its class, its viscosity class.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{Arg, DeclaredGrade, LimitId, Message, PropertyId, fold};
use crate::standards::{Compare, Document, DocumentId, DocumentKind, Limit, Standards};

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

    /// The family of the document that has the grade.
    pub(super) fn family(&self, name: &str) -> Option<Arc<str>> {
        let class = self.classes(name).next()?;
        let limit = self.by_name.get(class)?.first()?;
        Some(Arc::clone(&self.standards.document_of(*limit).family))
    }

    /// The grades that a name means: itself, or the classes that it leaves open (`l-hm 46` for `l-hm 46 normal`).
    fn classes(&self, name: &str) -> impl Iterator<Item = &str> {
        let squeezed = squeeze(name);
        let exact: Vec<&str> = match self.by_name.get_key_value(name) {
            Some((known, _)) => vec![known],
            None => self.by_name.keys().filter(|known| squeeze(known) == squeezed).map(String::as_str).collect(),
        };
        let open = format!("{name} ");
        let is_open = exact.is_empty();
        let classes = self.by_name.keys().filter(move |known| is_open && known.starts_with(&open));
        exact.into_iter().chain(classes.map(String::as_str))
    }

    /// The limits of one grade in the documents that judge on a day.
    fn in_force<'x>(&'x self, class: &str, day: NaiveDate) -> impl Iterator<Item = LimitId> + 'x {
        let rows = self.by_name.get(class).map_or(&[][..], Vec::as_slice);
        rows.iter().copied().filter(move |id| {
            let document = self.standards.document_of(*id);
            document.kind == DocumentKind::Grade && document.in_force_on(day)
        })
    }

    /// The rows of a declared grade: of the pinned edition, else of the editions in force.
    pub(super) fn rows(&self, grade: &DeclaredGrade, day: NaiveDate) -> Rows {
        let mut rows = Rows::default();
        let classes: Vec<&str> = self.classes(&grade.name).collect();
        let editions = self.editions(grade, &classes, day, &mut rows.notices);
        let of_class = |class: &&str| -> Vec<LimitId> {
            let all = self.by_name.get(*class).map_or(&[][..], Vec::as_slice);
            all.iter().copied().filter(|id| editions.contains(&self.standards.limit(*id).document)).collect()
        };
        let by_class: Vec<Vec<LimitId>> = classes.iter().map(of_class).collect();
        match by_class.as_slice() {
            [] => {}
            [one] => rows.items.extend(one.iter().map(|limit| Item { limit: *limit, blocked: None })),
            several => {
                let names = self.names(several);
                rows.items.extend(self.agreed(several, &names));
                let notice = Message::new("spec-classes").with("grade", Arg::Text(grade.name.to_uppercase()));
                rows.notices.push(notice.with("classes", Arg::Text(names)));
            }
        }
        rows
    }

    /// The editions that judge, with a notice where that needs one.
    fn editions(
        &self,
        grade: &DeclaredGrade,
        classes: &[&str],
        day: NaiveDate,
        notices: &mut Vec<Message>,
    ) -> Vec<DocumentId> {
        let all = classes.iter().filter_map(|class| self.by_name.get(*class)).flatten();
        let mut documents: Vec<DocumentId> = all.map(|id| self.standards.limit(*id).document).collect();
        documents.sort_unstable();
        documents.dedup();
        let which = |wanted: &dyn Fn(&Document) -> bool| -> Vec<DocumentId> {
            documents.iter().copied().filter(|id| wanted(self.standards.document(*id))).collect()
        };
        let Some(pinned) = &grade.pinned else { return which(&|document| document.in_force_on(day)) };
        let edition = which(&|document| fold(&document.label()) == *pinned);
        if edition.is_empty() {
            // The standard may be named without its year.
            let in_force = which(&|document| fold(&document.id) == *pinned && document.in_force_on(day));
            if in_force.is_empty() {
                let notice = Message::new("spec-edition-unknown");
                notices.push(notice.with("document", Arg::Text(pinned.to_uppercase())));
                return which(&|document| document.in_force_on(day));
            }
            return in_force;
        }
        for id in &edition {
            let document = self.standards.document(*id);
            if document.superseded_on.is_some_and(|since| since <= day) {
                notices.push(superseded(document));
            }
        }
        edition
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

/// A name without its spaces and hyphens, for `SF40` and `LHM 46`.
fn squeeze(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect()
}

fn superseded(document: &Document) -> Message {
    let id = if document.superseded_by.is_some() { "spec-superseded" } else { "spec-superseded-alone" };
    let mut notice = Message::new(id).with("document", Arg::Text(document.label()));
    if let Some(since) = document.superseded_on {
        notice = notice.with("date", Arg::Date(since));
    }
    if let Some(successor) = &document.superseded_by {
        notice = notice.with("successor", Arg::Text(successor.to_string()));
    }
    notice
}
