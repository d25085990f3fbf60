//! The rows that text and JSON are made from.

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::domain::{LimitId, PropertyId, Provenance, Recall};

use super::super::document::{Document, DocumentId, DocumentKind, Precedence};
use super::super::limit::Limit;
use super::super::method::{OilState, PowerLaw};
use super::super::{DocumentId as Id, Standards};

/// A document in a list.
#[derive(Debug, Serialize)]
pub(super) struct DocumentRow {
    pub(super) label: String,
    pub(super) id: String,
    pub(super) edition: String,
    pub(super) title: String,
    pub(super) kind: DocumentKind,
    pub(super) family: String,
    pub(super) precedence: Precedence,
    pub(super) in_force_from: Option<String>,
    pub(super) superseded_on: Option<String>,
    pub(super) superseded_by: Option<String>,
    pub(super) reference: bool,
    pub(super) not_entered: bool,
    pub(super) limits: usize,
    pub(super) confirmed: usize,
    pub(super) single: usize,
    pub(super) recalled: usize,
    pub(super) note: String,
    pub(super) source: String,
    pub(super) provenance: Provenance,
    pub(super) verified_by: Option<String>,
    pub(super) verified_on: Option<String>,
}

impl DocumentRow {
    pub(super) fn all(standards: &Standards) -> Vec<Self> {
        (0..=u16::MAX).zip(&standards.documents).map(|(index, _)| Self::of(standards, DocumentId(index))).collect()
    }

    pub(super) fn of(standards: &Standards, id: Id) -> Self {
        let document: &Document = standards.document(id);
        let limits = || standards.limits.iter().filter(|limit| limit.document == id);
        let count = |provenance| limits().filter(|limit| limit.provenance == provenance).count();
        Self {
            label: document.label(),
            id: document.id.to_string(),
            edition: document.edition.to_string(),
            title: document.title.to_string(),
            kind: document.kind,
            family: document.family.to_string(),
            precedence: document.precedence,
            in_force_from: document.in_force_from.map(|day| day.to_string()),
            superseded_on: document.superseded_on.map(|day| day.to_string()),
            superseded_by: document.superseded_by.as_deref().map(str::to_owned),
            reference: document.reference,
            not_entered: document.not_entered,
            limits: limits().count(),
            confirmed: count(Provenance::Confirmed),
            single: count(Provenance::Single),
            recalled: count(Provenance::Recalled),
            note: document.note.to_string(),
            source: document.source.to_string(),
            provenance: document.provenance,
            verified_by: document.verified.as_ref().map(|(by, _)| by.to_string()),
            verified_on: document.verified.as_ref().map(|(_, on)| on.to_string()),
        }
    }

    /// The word used in files.
    pub(super) const fn kind_word(&self) -> &'static str {
        match self.kind {
            DocumentKind::Grade => "grade",
            DocumentKind::InService => "in_service",
            DocumentKind::Alarm => "alarm",
        }
    }
}

/// A limit in a list.
#[derive(Debug, Serialize)]
pub(super) struct LimitRow {
    pub(super) document: String,
    pub(super) grade: String,
    pub(super) machine_types: String,
    /// Components, models, products and oil hours that it is narrowed to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) only: String,
    pub(super) property: String,
    pub(super) limit: String,
    pub(super) unit: String,
    pub(super) comparable: bool,
    pub(super) method: String,
    pub(super) condition: String,
    pub(super) severity: &'static str,
    pub(super) provenance: &'static str,
    pub(super) recall: &'static str,
    pub(super) confirmed_by: Option<String>,
    pub(super) confirmed_on: Option<String>,
    /// The limit as it was confirmed, where it is another one now.
    pub(super) confirmed_was: Option<String>,
    pub(super) note: String,
    pub(super) other: String,
    pub(super) source: String,
    /// The folder laid over the rules that the row is from.
    pub(super) overlay: Option<String>,
    pub(super) location: String,
}

impl LimitRow {
    pub(super) fn of(standards: &Standards, limits: &[LimitId]) -> Vec<Self> {
        limits.iter().map(|id| Self::one(standards, standards.limit(*id))).collect()
    }

    fn one(standards: &Standards, limit: &Limit) -> Self {
        let grade = limit.grade.as_deref().map_or_else(|| limit.for_grades.join("; "), str::to_owned);
        let machines: Vec<&str> = limit.machine_types.iter().map(|machine| machine.id()).collect();
        Self {
            document: standards.document(limit.document).label(),
            grade,
            machine_types: machines.join("; "),
            only: limit.scope.written(),
            property: standards.property(limit.property).id.to_string(),
            limit: limit.written.clone(),
            unit: limit.unit.to_string(),
            comparable: limit.comparable,
            method: limit.method.to_string(),
            condition: limit.condition.to_string(),
            severity: limit.severity.id(),
            provenance: limit.provenance.id(),
            recall: recall(limit.recall),
            confirmed_by: limit.confirmed.as_ref().map(|seen| seen.by.to_string()),
            confirmed_on: limit.confirmed.as_ref().map(|seen| seen.on.to_string()),
            confirmed_was: limit.confirmed.as_ref().and_then(|seen| seen.was.as_deref().map(str::to_owned)),
            note: limit.note.to_string(),
            other: limit.other.to_string(),
            source: limit.source.to_string(),
            overlay: limit.overlay.as_deref().map(str::to_owned),
            location: limit.location.to_string(),
        }
    }
}

const fn recall(recall: Option<Recall>) -> &'static str {
    match recall {
        Some(Recall::Firm) => "firm",
        Some(Recall::Fair) => "fair",
        Some(Recall::Weak) => "weak",
        None => "",
    }
}

/// A property as JSON.
pub(super) fn property(standards: &Standards, id: PropertyId) -> Json {
    let property = standards.property(id);
    let [english, chinese, korean] = &property.names;
    let bound = |bound: f64| bound.is_finite().then_some(bound);
    json!({
        "id": &*property.id,
        "symbol": &*property.symbol,
        "names": { "en": &**english, "zh": &**chinese, "ko": &**korean },
        "group": property.group.id(),
        "axis": property.axis.id(),
        "unit": property.unit.symbol(),
        "decimals": property.decimals,
        "plausible": [bound(property.plausible.0), bound(property.plausible.1)],
    })
}

/// The test methods of a property as JSON.
pub(super) fn methods(standards: &Standards, id: PropertyId) -> Vec<Json> {
    let law = |law: Option<PowerLaw>| law.map(|law| json!([law.factor, law.shift, law.power]));
    let rows = standards.precision.iter().filter(|row| row.property == id);
    rows.map(|row| {
        json!({
            "method": &*row.method,
            "equivalents": row.equivalents.iter().map(|name| &**name).collect::<Vec<_>>(),
            "oil": oil(row.oil),
            "repeatability": law(row.repeatability),
            "reproducibility": law(row.reproducibility),
            "provenance": row.provenance.id(),
            "source": &*row.source,
        })
    })
    .collect()
}

/// The word used in files.
pub(super) const fn oil(oil: OilState) -> &'static str {
    match oil {
        OilState::New => "new",
        OilState::Used => "used",
        OilState::Any => "any",
    }
}
