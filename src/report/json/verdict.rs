//! Verdicts in `samples.ndjson`: the limit, the outcome, the rule and precision by which it was reached.

use serde::Serialize;

use crate::domain::{DecisionRule, Outcome, Rounding, Severity, Verdict};
use crate::findings::Basis;

use super::Context;

#[derive(Serialize)]
pub(super) struct VerdictLine<'a> {
    document: &'a str,
    edition: &'a str,
    kind: crate::standards::DocumentKind,
    property: &'a str,
    limit: &'a str,
    outcome: &'static str,
    near: bool,
    severity: Severity,
    provenance: crate::domain::Provenance,
    rule: DecisionRule,
    rounding: Rounding,
    /// True if the severity of the property rests on this verdict.
    decides: bool,
    reason: Option<String>,
    /// How far from the limit the method can tell; null where that is not known or means nothing.
    precision: Option<PrecisionLine>,
    /// The folder laid over the rules that the limit is from; left out where it is from the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    overlay: Option<&'a str>,
    /// Who held the row against the printed standard, and when; left out where nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed: Option<ConfirmedLine<'a>>,
}

#[derive(Serialize)]
struct ConfirmedLine<'a> {
    by: &'a str,
    on: String,
}

#[derive(Serialize)]
struct PrecisionLine {
    /// R of what is compared, that of a measured new oil included.
    reproducibility: f64,
    /// The band on either side of the limit, by the rule.
    band: f64,
    method: String,
    oil: &'static str,
    provenance: crate::domain::Provenance,
}

pub(super) fn verdict_line<'a>(
    context: &Context<'a>,
    verdict: &Verdict,
    basis: &Basis<'_>,
    decides: bool,
) -> VerdictLine<'a> {
    let (rule, rounding) = context.standards.document_of(verdict.limit).decides_by();
    let margin = basis.decision.margin.filter(|_| verdict.outcome.is_judged());
    let document = context.standards.document_of(verdict.limit);
    let limit = context.standards.limit(verdict.limit);
    let confirmed = limit.confirmed.as_ref().filter(|seen| seen.holds());
    VerdictLine {
        document: &document.id,
        edition: &document.edition,
        kind: document.kind,
        property: &context.standards.property(verdict.property).id,
        limit: &limit.written,
        outcome: verdict.outcome.id(),
        near: matches!(verdict.outcome, Outcome::NearPass | Outcome::NearFail),
        severity: verdict.severity,
        provenance: verdict.provenance,
        overlay: limit.overlay.as_deref(),
        confirmed: confirmed.map(|seen| ConfirmedLine { by: &seen.by, on: seen.on.to_string() }),
        rule,
        rounding,
        decides,
        reason: verdict.reason.as_ref().map(|reason| context.words.say(reason)),
        precision: margin.zip(basis.precision.as_ref()).map(|(margin, known)| PrecisionLine {
            reproducibility: in_four_digits(margin.reproducibility),
            band: in_four_digits(margin.width),
            method: known.method.to_string(),
            oil: known.oil.id(),
            provenance: known.provenance,
        }),
    }
}

/// No precision is known to more.
fn in_four_digits(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}
