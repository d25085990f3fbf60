//! `lubelab standards`: looking at the rules, comparing editions, confirming rows.

use std::fmt::Write as _;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::json;

use crate::cli::{ConfirmArgs, OutputFormat, StandardsCommand};
use crate::domain::one_line;
use crate::standards::{Confirming, Lapsed, LoadError, Signature, Standards, show};

use super::{CLEAN, FAILED, RunError, Talk, print, to_json};

/// What the answer to "were they compared?" must be.
const YES: &str = "yes";

/// Does what `lubelab standards` is asked for.
pub(super) fn standards(
    command: &StandardsCommand,
    (folders, format): (&[PathBuf], OutputFormat),
    today: NaiveDate,
    talk: &mut Talk<'_>,
) -> Result<u8, RunError> {
    if let StandardsCommand::Confirm(args) = command {
        return confirm(args, (folders, format), today, talk);
    }
    let standards = match Standards::open(folders, None) {
        // Faults are what `check` is asked for: they are its result, not a failure to say something.
        Err(LoadError::Faulty(faults)) if matches!(command, StandardsCommand::Check) => {
            let text = match format {
                OutputFormat::Text => format!("{faults}\n"),
                OutputFormat::Json => to_json(&json!({
                    "faults": faults.problems().iter().map(ToString::to_string).collect::<Vec<_>>(),
                })),
            };
            print(talk.out, &text)?;
            return Ok(FAILED);
        }
        loaded => loaded?,
    };
    let unknown = |unknown: show::NotFound| RunError::Unknown(unknown.to_string());
    let text = match (command, format) {
        (StandardsCommand::Check, OutputFormat::Text) => checked(&standards),
        (StandardsCommand::Check, OutputFormat::Json) => to_json(&json!({
            "faults": [],
            "overlays": show::overlays_json(&standards),
            "lapsed": standards.lapsed.iter().map(lapse).collect::<Vec<_>>(),
        })),
        (StandardsCommand::List, OutputFormat::Text) => show::list(&standards),
        (StandardsCommand::List, OutputFormat::Json) => to_json(&show::list_json(&standards)),
        (StandardsCommand::Show { id, grade }, OutputFormat::Text) => {
            show::show(&standards, id, grade.as_deref()).map_err(unknown)?
        }
        (StandardsCommand::Show { id, grade }, OutputFormat::Json) => {
            to_json(&show::show_json(&standards, id, grade.as_deref()).map_err(unknown)?)
        }
        (StandardsCommand::Diff { old, new, grade }, format) => {
            let diff = show::diff(&standards, [old, new], grade.as_deref()).map_err(unknown)?;
            if format == OutputFormat::Text { diff.text() } else { to_json(&diff.json()) }
        }
        (StandardsCommand::Confirm(_), _) => String::new(),
    };
    print(talk.out, &text)?;
    Ok(CLEAN)
}

/// What is loaded, folder by folder, and which confirmations hold no more.
fn checked(standards: &Standards) -> String {
    let mut text = format!(
        "{}: no faults; {} documents, {} limits, {} causes, {} properties\n",
        standards.origin,
        standards.documents.len(),
        standards.limits.len(),
        standards.causes.len(),
        standards.properties.len(),
    );
    for overlay in &standards.overlays {
        let (replacing, added) = (overlay.replacing, overlay.added);
        let _ = writeln!(text, "{}: {replacing} rows replace others, {added} rows are new", one_line(&overlay.origin));
    }
    for lapsed in &standards.lapsed {
        let _ = writeln!(text, "{}", one_line(&lapse(lapsed)));
    }
    text
}

fn lapse(lapsed: &Lapsed) -> String {
    let Lapsed { place, document, grades, property, was, now } = lapsed;
    let grades = if grades.is_empty() { String::new() } else { format!(" {grades}") };
    let now = now.as_deref().map_or_else(|| "there is no such limit now".to_owned(), |now| format!("it is {now} now"));
    format!("{place}: {document}{grades} {property} was confirmed as {was} and {now}; compare it again")
}

fn confirm(
    args: &ConfirmArgs,
    (folders, format): (&[PathBuf], OutputFormat),
    today: NaiveDate,
    talk: &mut Talk<'_>,
) -> Result<u8, RunError> {
    let signature = Signature::new(&args.by, args.on.unwrap_or(today), today)?;
    let confirming = Confirming::open(folders)?;
    let selection = confirming.select(&args.id, args.grade.as_deref(), args.property.as_deref())?;
    let count = Confirming::count(&selection);
    if format == OutputFormat::Text || !args.yes {
        // A program that wants the result as JSON must not find a table before it.
        let shown = confirming.shown(&selection);
        if format == OutputFormat::Text { print(talk.out, &shown)? } else { print(talk.err, &shown)? }
    }
    if !args.yes {
        let Some(answers) = talk.answers.as_mut() else {
            let says = format!("nothing is confirmed: compare the {count} with the printed standard, then say --yes");
            return Err(RunError::NotConfirmed(says));
        };
        let question = format!("Does every one of the {count} stand like this in the printed standard? Type {YES}: ");
        print(talk.err, &question)?;
        let mut answer = String::new();
        answers.read_line(&mut answer).map_err(RunError::Print)?;
        if answer.trim() != YES {
            return Err(RunError::NotConfirmed("nothing is confirmed".to_owned()));
        }
    }
    confirming.write(&selection, &signature)?;
    let text = match format {
        OutputFormat::Text => {
            let Signature { by, on } = &signature;
            format!("{count} confirmed by {by} on {on}: {}\n", confirming.path().display())
        }
        OutputFormat::Json => to_json(&confirming.json(&selection, &signature)),
    };
    print(talk.out, &text)?;
    Ok(CLEAN)
}
