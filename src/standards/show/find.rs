//! What an id on the command line stands for.

use std::sync::Arc;

use crate::domain::{LimitId, PropertyId};

use super::super::Standards;
use super::super::cause::CauseRule;
use super::super::document::{DocumentId, DocumentKind};
use super::super::faults::{did_you_mean, nearest};
use super::super::grade::{even, is_grade_or_class_of};
use super::super::limit::Limit;

/// Nothing in the standards has this id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the standards have nothing named \"{asked}\"{near}")]
pub struct NotFound {
    asked: String,
    /// `, did you mean "…"?` or nothing.
    near: String,
}

/// What was found, with the limits to show.
pub(super) enum Subject<'s> {
    Documents(Vec<(DocumentId, Vec<LimitId>)>),
    Cause(&'s CauseRule),
    Property(PropertyId, Vec<LimitId>),
}

pub(super) fn find<'s>(standards: &'s Standards, id: &str, grade: Option<&str>) -> Result<Subject<'s>, NotFound> {
    if let Some(grade) = grade {
        check_grade(standards, grade)?;
    }
    if let Some(cause) = standards.causes.iter().find(|cause| even(&cause.id) == even(id)) {
        return Ok(Subject::Cause(cause));
    }
    let of_grade = |limit: &Limit| grade.is_none_or(|grade| judges(standards, limit, grade));
    if let Some(property) = standards.find_property(id.trim()) {
        return Ok(Subject::Property(
            property,
            select(standards, |limit| limit.property == property && of_grade(limit)),
        ));
    }
    let documents = standards.documents_named(id);
    if !documents.is_empty() {
        let with_limits =
            |document: DocumentId| (document, select(standards, |limit| limit.document == document && of_grade(limit)));
        return Ok(Subject::Documents(documents.into_iter().map(with_limits).collect()));
    }
    let of_this_grade = by_grade(standards, id);
    if of_this_grade.is_empty() { Err(not_found(standards, id)) } else { Ok(Subject::Documents(of_this_grade)) }
}

/// Every edition that has a grade, with the limits of that grade.
fn by_grade(standards: &Standards, grade: &str) -> Vec<(DocumentId, Vec<LimitId>)> {
    let all = || (0..=u16::MAX).map(DocumentId).zip(&standards.documents);
    all()
        .filter(|(_, document)| document.kind == DocumentKind::Grade)
        .map(|(id, _)| (id, select(standards, |limit| limit.document == id && judges(standards, limit, grade))))
        .filter(|(_, limits)| !limits.is_empty())
        .collect()
}

/// One edition by its label, and those of its limits that are for a grade and a property.
pub(in crate::standards) fn of_edition(
    standards: &Standards,
    id: &str,
    grade: Option<&str>,
    property: Option<&str>,
) -> Result<(DocumentId, Vec<LimitId>), NotFound> {
    let document = match standards.documents_named(id).as_slice() {
        [one] => *one,
        [] => return Err(not_found(standards, id)),
        several => {
            let labels: Vec<String> = several.iter().map(|id| standards.document(*id).label()).collect();
            let near = format!(" of one edition; there are {}", labels.join(", "));
            return Err(NotFound { asked: id.to_owned(), near });
        }
    };
    if let Some(grade) = grade {
        check_grade(standards, grade)?;
    }
    let property = match property.map(str::trim) {
        None => None,
        Some(name) => Some(standards.find_property(name).ok_or_else(|| {
            let ids = standards.properties.iter().map(|property| &*property.id);
            NotFound { asked: name.to_owned(), near: did_you_mean(name, ids) }
        })?),
    };
    let limits = select(standards, |limit| {
        let of_grade = || grade.is_none_or(|grade| judges(standards, limit, grade));
        limit.document == document && property.is_none_or(|id| limit.property == id) && of_grade()
    });
    if limits.is_empty() {
        let what: Vec<&str> = grade.into_iter().chain(property.map(|id| &*standards.property(id).id)).collect();
        let near = format!(" of {}", what.join(" and "));
        return Err(NotFound { asked: standards.document(document).label(), near });
    }
    Ok((document, limits))
}

/// True if a limit is for a grade: by its own grade, or by the beginnings of grade names that it covers.
pub(super) fn judges(standards: &Standards, limit: &Limit, grade: &str) -> bool {
    let of_class = |own: &Arc<str>| is_grade_or_class_of(grade, own);
    let covered = || standards.document(limit.document).covers_grade(grade) && limit.covers_grade(grade);
    limit.grade.as_ref().map_or_else(covered, of_class)
}

pub(super) fn select(standards: &Standards, fits: impl Fn(&Limit) -> bool) -> Vec<LimitId> {
    (0..).map(LimitId).zip(&standards.limits).filter(|(_, limit)| fits(limit)).map(|(id, _)| id).collect()
}

pub(super) fn check_grade(standards: &Standards, grade: &str) -> Result<(), NotFound> {
    let grades = standards.grades();
    let names = || grades.iter().map(|(_, name)| &**name);
    if names().any(|name| is_grade_or_class_of(grade, name)) {
        return Ok(());
    }
    Err(NotFound { asked: grade.to_owned(), near: did_you_mean(grade, names()) })
}

pub(super) fn not_found(standards: &Standards, id: &str) -> NotFound {
    let labels: Vec<String> = standards.documents.iter().map(super::super::Document::label).collect();
    let grades = standards.grades();
    let known = labels
        .iter()
        .map(String::as_str)
        .chain(standards.documents.iter().map(|document| &*document.id))
        .chain(standards.causes.iter().map(|cause| &*cause.id))
        .chain(standards.properties.iter().map(|property| &*property.id))
        .chain(grades.iter().map(|(_, name)| &**name));
    let near = nearest(id, known).map_or_else(
        || "; `lubelab standards list` names the documents".to_owned(),
        |near| format!(", did you mean \"{near}\"?"),
    );
    NotFound { asked: id.to_owned(), near }
}
