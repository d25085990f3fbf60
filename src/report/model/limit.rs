//! A limit as a person reads it.

use crate::domain::{Arg, Unit};
use crate::report::Context;
use crate::report::words::{tell, word};
use crate::standards::{Compare, Document, DocumentKind, Limit};

/// `at most 0.1 % m/m`, in the language of the report.
pub(super) fn limit_text(context: &Context<'_>, limit: &Limit) -> String {
    let words = context.words;
    let unit = if limit.comparable {
        context.standards.property(limit.property).unit.for_people()
    } else {
        Unit::new(&limit.unit).for_people()
    };
    let quantity = |number: f64| Arg::Text(with_unit(&written(number), &unit));
    let number = |number: f64| Arg::Text(written(number));
    let one = |id: &str, name, arg| tell(words, id, vec![(name, arg)]);
    match limit.compare {
        Compare::AtMost(high) => one("report-limit-at-most", "high", quantity(high)),
        Compare::Below(high) => one("report-limit-below", "high", quantity(high)),
        Compare::AtLeast(low) => one("report-limit-at-least", "low", quantity(low)),
        Compare::Above(low) => one("report-limit-above", "low", quantity(low)),
        Compare::Within(low, high) => {
            tell(words, "report-limit-within", vec![("low", number(low)), ("high", quantity(high))])
        }
        Compare::WithinBelow(low, high) => {
            tell(words, "report-limit-within-below", vec![("low", number(low)), ("high", quantity(high))])
        }
        Compare::ClassAtMost(code) => one("report-limit-code", "code", Arg::Text(code.to_string())),
        Compare::CodeAtMost(code) => one("report-limit-code", "code", Arg::Text(code.to_string())),
        Compare::ChangeWithinPercent(low, high) => {
            let args = vec![("low", Arg::Text(signed(low))), ("high", Arg::Text(signed(high)))];
            tell(words, "report-limit-change-percent", args)
        }
        Compare::ChangeAtMost(high) => one("report-limit-change-at-most", "change", change(high, &unit)),
        Compare::ChangeBelow(high) => one("report-limit-change-below", "change", change(high, &unit)),
        Compare::ChangeAtLeast(low) => one("report-limit-change-at-least", "change", change(low, &unit)),
        Compare::PercentOfNewAtLeast(low) => one("report-limit-percent-of-new", "low", number(low)),
        Compare::Pass => word(words, "report-limit-pass"),
        Compare::AtMostTrace(_) => word(words, "report-limit-trace"),
        Compare::AtMostNone(_) => word(words, "report-limit-none"),
        Compare::Report => word(words, "report-limit-report"),
    }
}

fn change(number: f64, unit: &str) -> Arg {
    Arg::Text(with_unit(&signed(number), unit))
}

fn with_unit(number: &str, unit: &str) -> String {
    if unit.is_empty() { number.to_owned() } else { format!("{number} {unit}") }
}

fn signed(number: f64) -> String {
    let sign = if number > 0.0 { "+" } else { "" };
    format!("{sign}{}", written(number))
}

/// A limit's number as the document writes it: no more decimals than it has. A limit is never rounded to the
/// decimals of the property's results.
fn written(number: f64) -> String {
    plain(number, 6)
}

/// A number in at most so many significant digits, which takes away what a conversion of units left over.
pub(super) fn plain(number: f64, digits: usize) -> String {
    let rounded: f64 = format!("{number:.*e}", digits.saturating_sub(1)).parse().unwrap_or(number);
    rounded.to_string()
}

/// How a document is called: by its number; a table of alarm limits has none and is called by its title.
pub(super) fn document_name(document: &Document) -> String {
    match document.kind {
        DocumentKind::Alarm if !document.title.is_empty() => document.title.to_string(),
        DocumentKind::Alarm | DocumentKind::Grade | DocumentKind::InService => document.label(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_written_as_its_document_writes_it() {
        assert_eq!(written(12.5), "12.5");
        assert_eq!(written(0.1 + 0.2), "0.3");
        assert_eq!(written(-15.0), "-15");
        assert_eq!(written(1_300_000.0), "1300000");
        assert_eq!(written(0.005), "0.005");
        assert_eq!(signed(10.0), "+10");
        assert_eq!(signed(-10.0), "-10");
    }
}
