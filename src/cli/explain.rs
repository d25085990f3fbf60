//! `lubelab explain CODE`: what a code means, with its source.

use std::fmt::Write as _;

use crate::domain::{Message, ProblemCode};
use crate::standards::{Catalog, Standards, show};

/// The text for a problem code, a finding code, a cause, or anything that `standards show` knows.
///
/// # Errors
/// With the nearest known codes if there is none such.
pub fn explain(code: &str, standards: &Standards, catalog: &Catalog) -> Result<String, String> {
    let code = code.trim();
    let say = |id: String| catalog.say(&Message::new(id));
    if ProblemCode::from_id(code).is_some() {
        return Ok(format!("{code}\n{}\n{}\n", say(format!("problem-{code}")), say(format!("problem-{code}.do"))));
    }
    if let Some(cause) = standards.causes.iter().find(|cause| cause.id.eq_ignore_ascii_case(code)) {
        let id = &cause.id;
        let mut text = format!("{id} · {}\n", say(format!("cause-{id}")));
        for part in ["why", "confirm", "action"] {
            let _ = writeln!(text, "\n{}\n{}", say(format!("explain-cause-{part}")), say(format!("cause-{id}.{part}")));
        }
        let _ = writeln!(text, "\n{}", say("explain-cause-evidence".to_owned()));
        // Title and sentences stand above, in the reader's language.
        let shown = show::show(standards, id, None).unwrap_or_default();
        let told = |line: &&str| !line.starts_with("why:") && !line.starts_with("action:");
        for line in shown.lines().skip(1).filter(told) {
            let _ = writeln!(text, "{line}");
        }
        return Ok(text);
    }
    if let Some((kind, subject)) = code.split_once(':') {
        let known = ["off_grade", "over_limit", "rising", "drain", "quality", "schedule", "lot"];
        if known.contains(&kind) {
            let shown = show::show(standards, subject, None).unwrap_or_default();
            let thresholds = show::thresholds(standards, code);
            return Ok(format!("{}\n\n{shown}{thresholds}", say(format!("explain-{kind}"))));
        }
    }
    show::show(standards, code, None).map_err(|unknown| unknown.to_string())
}
