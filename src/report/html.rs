//! The pages, from templates that are part of the program.
//!
//! Everything is escaped unless the template says `safe`, and it says so only for what this program drew
//! itself: the style sheet, the severity shapes, the charts.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use serde::Serialize;

use crate::domain::printable;

use super::error::ReportError;
use super::model::{CustomerReport, Overview};

/// The templates, parsed once.
pub(super) struct Pages {
    templates: Environment<'static>,
}

const TEMPLATES: [(&str, &str); 6] = [
    ("index.html", include_str!("templates/index.html")),
    ("report.html", include_str!("templates/report.html")),
    ("section.html", include_str!("templates/section.html")),
    ("results.html", include_str!("templates/results.html")),
    ("parts.html", include_str!("templates/parts.html")),
    ("page.html", include_str!("templates/page.html")),
];

impl Pages {
    /// Parses the templates.
    pub(super) fn new() -> Result<Self, ReportError> {
        let mut templates = Environment::new();
        templates.set_auto_escape_callback(|_| AutoEscape::Html);
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        for (name, source) in TEMPLATES {
            templates.add_template(name, source)?;
        }
        Ok(Self { templates })
    }

    /// `index.html`.
    pub(super) fn overview(&self, page: &Overview) -> Result<String, ReportError> {
        let css = include_str!("templates/style.css");
        let context = context! { page => value(page), t => value(&page.labels), css };
        Ok(self.templates.get_template("index.html")?.render(context)?)
    }

    /// A customer's `report.html`.
    pub(super) fn customer(&self, page: &CustomerReport) -> Result<String, ReportError> {
        let css = include_str!("templates/style.css");
        let context = context! { page => value(page), t => value(&page.labels), css };
        Ok(self.templates.get_template("report.html")?.render(context)?)
    }
}

/// A struct as a value of the templates.
fn value(page: &impl Serialize) -> Value {
    // The structs hold texts, counts and lists: there is nothing in them that could fail to become JSON.
    serde_json::to_value(page).map(from_json).unwrap_or_default()
}

fn from_json(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::from(()),
        serde_json::Value::Bool(truth) => Value::from(truth),
        serde_json::Value::Number(number) => number.as_i64().map_or_else(|| Value::from(number.as_f64()), Value::from),
        serde_json::Value::String(text) => Value::from(&*printable(&text)),
        serde_json::Value::Array(items) => items.into_iter().map(from_json).collect(),
        serde_json::Value::Object(fields) => {
            Value::from(fields.into_iter().map(|(name, json)| (name, from_json(json))).collect::<BTreeMap<_, _>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_program_drew_is_put_in_unescaped() {
        let allowed = ["css|safe", "mark.svg|safe", "chart.svg|safe", "section.family.svg|safe", "row.spark|safe"];
        for (name, source) in TEMPLATES {
            let safe = source.matches("|safe").count() + source.matches("| safe").count();
            let known: usize = allowed.iter().map(|form| source.matches(form).count()).sum();
            assert_eq!(safe, known, "{name}");
            assert!(!source.contains("<script") && !source.contains("autoescape"), "{name}");
        }
    }
}
