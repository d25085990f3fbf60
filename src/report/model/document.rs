//! The documents that judged, with edition, origin and how far they can be trusted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::{Arg, LimitId, Provenance, Reading, Sample, Verdict};
use crate::findings::{self, Basis, Decisions, Item, by_property, nearest_end};
use crate::history::PointHistory;
use crate::report::Context;
use crate::report::link::{Piece, pieces};
use crate::report::words::{tell, word};
use crate::standards::{Confirmation, Document, DocumentId, DocumentKind, Standing};

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
    /// Who held it against the printed standard, or how much of it nobody has.
    pub verified: String,
    /// What has taken its place by the day of the report; empty if nothing has.
    pub superseded: String,
    /// The folders laid over the rules that some of its limits are from.
    pub overlays: String,
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
    /// The folder laid over the rules that the limit is from; empty if it is from the rules.
    pub overlay: String,
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
    let is_seen = document.verified.is_some();
    let provenance = if is_seen { Provenance::Confirmed } else { document.provenance };
    let kind = match document.kind {
        DocumentKind::Grade => "report-document-grade",
        DocumentKind::InService => "report-document-in-service",
        DocumentKind::Alarm => "report-document-alarm",
    };
    DocumentUsed {
        label: document_name(document),
        title: if document_name(document) == *document.title { String::new() } else { document.title.to_string() },
        kind: word(words, kind),
        provenance: word(words, &format!("provenance-{}", provenance.id())),
        verified: verified(context, id),
        superseded: superseded(context, document),
        overlays: overlays(context, id),
        source: pieces(&document.source),
    }
}

/// That somebody held the document against print; else how many of its limits somebody did.
fn verified(context: &Context<'_>, id: DocumentId) -> String {
    let document = context.standards.document(id);
    if let Some((who, on)) = &document.verified {
        return compared(context, who, *on);
    }
    let of_document = || context.standards.limits.iter().filter(|limit| limit.document == id);
    let count = of_document().filter(|limit| limit.confirmed.as_ref().is_some_and(Confirmation::holds)).count();
    // A list of alarm limits is no standard that could be bought and opened; that of a recalled one is said already.
    if count == 0 && (document.kind == DocumentKind::Alarm || document.provenance == Provenance::Recalled) {
        return String::new();
    }
    if count == 0 {
        return word(context.words, "report-not-verified");
    }
    let args = vec![("count", Arg::Count(count)), ("total", Arg::Count(of_document().count()))];
    tell(context.words, "report-partly-verified", args)
}

fn compared(context: &Context<'_>, who: &str, on: NaiveDate) -> String {
    let args = vec![("who", Arg::Text(who.to_owned())), ("day", Arg::Date(on))];
    tell(context.words, "report-verified", args)
}

fn superseded(context: &Context<'_>, document: &Document) -> String {
    match document.standing_on(context.facts.as_of) {
        Standing::Superseded { on: Some(on), by: Some(by) } => {
            let args = vec![("date", Arg::Date(on)), ("successor", Arg::Text(by.to_string()))];
            tell(context.words, "report-superseded", args)
        }
        _ => String::new(),
    }
}

fn overlays(context: &Context<'_>, id: DocumentId) -> String {
    let of_document = context.standards.limits.iter().filter(|limit| limit.document == id);
    let folders: BTreeSet<&str> = of_document.filter_map(|limit| limit.overlay.as_deref()).collect();
    if folders.is_empty() {
        return String::new();
    }
    let folders = folders.into_iter().collect::<Vec<_>>().join(", ");
    tell(context.words, "report-document-overlay", vec![("folders", Arg::Text(folders))])
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
        overlay: limit.overlay.as_deref().unwrap_or_default().to_owned(),
        source: pieces(&limit.source),
        result: result.unwrap_or_default(),
        why: String::new(),
        decides: false,
    }
}

/// The notice that verdicts rest on limits nobody has held against the printed standard, or that are others now;
/// `None` if none does.
pub(super) fn unconfirmed<'v>(context: &Context<'_>, verdicts: impl Iterator<Item = &'v Verdict>) -> Option<String> {
    let (mut judged, mut recalled) = (0, 0);
    let mut by_document: BTreeMap<DocumentId, usize> = BTreeMap::new();
    let mut lapsed: BTreeSet<LimitId> = BTreeSet::new();
    for verdict in verdicts.filter(|verdict| verdict.outcome.is_judged()) {
        judged += 1;
        let confirmed = context.standards.limit(verdict.limit).confirmed.as_ref();
        lapsed.extend(confirmed.filter(|seen| !seen.holds()).map(|_| verdict.limit));
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
    let recalled = (recalled > 0).then(|| tell(context.words, "report-unconfirmed-count", args));
    let sentences: Vec<String> = recalled.into_iter().chain(lapsed_notice(context, &lapsed)).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// The notice that limits were confirmed once and are others now.
fn lapsed_notice(context: &Context<'_>, lapsed: &BTreeSet<LimitId>) -> Option<String> {
    let named = lapsed.iter().filter_map(|id| {
        let limit = context.standards.limit(*id);
        let was = limit.confirmed.as_ref()?.was.as_deref()?;
        let args = vec![
            ("property", Arg::Property(limit.property)),
            ("document", Arg::Text(document_name(context.standards.document(limit.document)))),
            ("was", Arg::Text(was.to_owned())),
            ("now", Arg::Text(limit.written.clone())),
        ];
        Some(tell(context.words, "report-lapsed-limit", args))
    });
    let named: Vec<String> = named.collect();
    let args = vec![("count", Arg::Count(named.len())), ("limits", Arg::Text(named.join("; ")))];
    (!named.is_empty()).then(|| tell(context.words, "report-lapsed", args))
}
