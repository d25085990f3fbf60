//! The pages, from templates that are part of the program.
//!
//! Everything is escaped unless the template says `safe`, and it says so only for what this program drew
//! itself: the style sheet, the severity shapes, the charts.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

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
        templates.set_trim_blocks(true);
        templates.set_lstrip_blocks(true);
        templates.set_keep_trailing_newline(true);
        for (name, source) in TEMPLATES {
            templates.add_template(name, source)?;
        }
        Ok(Self { templates })
    }

    /// `index.html`.
    pub(super) fn overview(&self, page: &Overview) -> Result<String, ReportError> {
        let css = include_str!("templates/style.css");
        Ok(self.templates.get_template("index.html")?.render(context! { page, t => page.labels, css })?)
    }

    /// A customer's `report.html`.
    pub(super) fn customer(&self, page: &CustomerReport) -> Result<String, ReportError> {
        let css = include_str!("templates/style.css");
        Ok(self.templates.get_template("report.html")?.render(context! { page, t => page.labels, css })?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_program_drew_is_put_in_unescaped() {
        let allowed = ["css|safe", "mark.svg|safe", "chart.svg|safe", "row.spark|safe"];
        for (name, source) in TEMPLATES {
            let safe = source.matches("|safe").count() + source.matches("| safe").count();
            let known: usize = allowed.iter().map(|form| source.matches(form).count()).sum();
            assert_eq!(safe, known, "{name}");
            assert!(!source.contains("<script") && !source.contains("autoescape"), "{name}");
        }
    }
}
