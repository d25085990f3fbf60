//! The documents that judged, with edition, origin and how far they can be trusted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::domain::{Arg, Provenance, Reading, Sample, Verdict};
use crate::findings::{self, Basis, Decisions, Item, by_property, nearest_end};
use crate::history::PointHistory;
use crate::report::Context;
use crate::report::link::{Piece, pieces};
use crate::report::words::{tell, word};
use crate::standards::DocumentId;

use super::limit::{document_name, limit_text};

/// One document.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentUsed {
    /// `GB 11121-2006`.
    pub label: String,
    /// Its title.
    pub title: String,
    /// What its limits are for.
    pub kind: String,
    /// How far it can be trusted.
    pub provenance: String,
    /// Who held it against the printed standard.
    pub verified: String,
    /// Where it was seen.
    pub source: Vec<Piece>,
}

/// One limit as it was applied to a sample.
#[derive(Debug, Clone, Serialize)]
pub struct LimitApplied {
    /// The property.
    pub property: String,
    /// The document.
    pub document: String,
    /// The limit.
    pub limit: String,
    /// How it came out.
    pub outcome: String,
    /// The outcome's word in files.
    pub outcome_id: &'static str,
    /// How far the limit can be trusted.
    pub provenance: String,
    /// Where the number was seen.
    pub source: Vec<Piece>,
    /// The result that was held against it; empty if there is none.
    pub result: String,
    /// What the verdict rests on.
    pub why: String,
    /// True if the property's severity rests on it.
    pub decides: bool,
}

/// The documents behind the verdicts, in the order of `documents.toml`.
pub(super) fn documents<'v>(context: &Context<'_>, verdicts: impl Iterator<Item = &'v Verdict>) -> Vec<DocumentUsed> {
    let ids: BTreeSet<DocumentId> = verdicts.map(|verdict| context.standards.limit(verdict.limit).document).collect();
    ids.into_iter().map(|id| document(context, id)).collect()
}

fn document(context: &Context<'_>, id: DocumentId) -> DocumentUsed {
    let words = context.words;
    let document = context.standards.document(id);
    let kind = match document.kind {
        crate::standards::DocumentKind::Grade => "report-document-grade",
        crate::standards::DocumentKind::InService => "report-document-in-service",
        crate::standards::DocumentKind::Alarm => "report-document-alarm",
    };
    let verified = document.verified.as_ref().map(|(who, on)| {
        tell(words, "report-verified", vec![("who", Arg::Text(who.to_string())), ("day", Arg::Text(on.to_string()))])
    });
    DocumentUsed {
        label: document_name(document),
        title: if document_name(document) == *document.title { String::new() } else { document.title.to_string() },
        kind: word(words, kind),
        provenance: word(words, &format!("provenance-{}", document.provenance.id())),
        verified: verified.unwrap_or_default(),
        source: pieces(&document.source),
    }
}

/// Every limit held against a sample, winners and losers, in the order of precedence.
pub(super) fn limits_applied(
    context: &Context<'_>,
    history: &PointHistory<'_>,
    (index, sample): (usize, &Sample),
    verdicts: &[Verdict],
) -> Vec<LimitApplied> {
    let life = history.life_of(index).and_then(|life| history.lives.get(life));
    let measured = by_property(sample);
    let decisions = Decisions::new(verdicts, context.standards);
    let applied = |verdict: &Verdict| {
        let item = Item { limit: verdict.limit, blocked: None };
        let basis = context.examiner.basis(sample, &item, &measured, life);
        let why = findings::why(context.standards, sample, (verdict, verdicts), &basis, &decisions);
        let why: Vec<String> = why.iter().map(|sentence| context.words.say(sentence)).collect();
        let decides = decisions.decides(verdict, context.standards);
        LimitApplied { why: why.join(" "), decides, ..limit_applied(context, sample, verdict, &basis) }
    };
    verdicts.iter().map(applied).collect()
}

fn limit_applied(context: &Context<'_>, sample: &Sample, verdict: &Verdict, basis: &Basis<'_>) -> LimitApplied {
    let words = context.words;
    let value = sample.reading(verdict.property).and_then(Reading::value);
    let compare = context.standards.limit(verdict.limit).compare;
    let result = value.map(|value| {
        let reference = basis.reference.map(|new| new.value);
        let end = value.exact().and_then(|number| nearest_end(compare, reference, number));
        end.map_or_else(
            || words.result(verdict.property, value),
            |end| words.result_beside(verdict.property, value, end),
        )
    });
    let limit = context.standards.limit(verdict.limit);
    LimitApplied {
        property: words.property(verdict.property).to_owned(),
        document: document_name(context.standards.document(limit.document)),
        limit: limit_text(context, limit),
        outcome: word(words, &format!("outcome-{}", verdict.outcome.id())),
        outcome_id: verdict.outcome.id(),
        provenance: word(words, &format!("report-trust-{}", verdict.provenance.id())),
        source: pieces(&limit.source),
        result: result.unwrap_or_default(),
        why: String::new(),
        decides: false,
    }
}

/// The notice that verdicts rest on limits nobody has held against the printed standard; `None` if none does.
pub(super) fn unconfirmed<'v>(context: &Context<'_>, verdicts: impl Iterator<Item = &'v Verdict>) -> Option<String> {
    let (mut judged, mut recalled) = (0, 0);
    let mut by_document: BTreeMap<DocumentId, usize> = BTreeMap::new();
    for verdict in verdicts.filter(|verdict| verdict.outcome.is_judged()) {
        judged += 1;
        if verdict.provenance == Provenance::Recalled {
            recalled += 1;
            *by_document.entry(context.standards.limit(verdict.limit).document).or_default() += 1;
        }
    }
    let labels: Vec<String> = by_document.keys().map(|id| document_name(context.standards.document(*id))).collect();
    let args = vec![
        ("count", Arg::Count(recalled)),
        ("total", Arg::Count(judged)),
        ("documents", Arg::Text(labels.join(", "))),
    ];
    (recalled > 0).then(|| tell(context.words, "report-unconfirmed-count", args))
}
