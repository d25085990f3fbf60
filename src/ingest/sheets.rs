//! Which sheets of a workbook are read: all, unless the layout profile of one of them names those that are.

use crate::domain::{ProblemCode, fold};
use crate::standards::LabProfile;

use super::fault::{Fault, quoted};
use super::form;
use super::layouts::Layouts;
use super::text_table::{Note, TextTable};

/// Leaves out the sheets that the workbook's layout profile does not name, each with a note.
///
/// The profile is that of the first sheet that it both names and knows by its headings. A workbook in which no sheet
/// bears a name of the profile's is read whole, and that is noted too: sheets get renamed.
#[must_use]
pub fn chosen(tables: Vec<TextTable>, layouts: &Layouts<'_>) -> Vec<TextTable> {
    let asks = |profile: &&LabProfile| !profile.sheets.is_empty();
    if !layouts.standards.labs.iter().any(|profile| asks(&profile)) || tables.iter().all(|table| table.sheet.is_none())
    {
        return tables;
    }
    let is_named = |profile: &LabProfile, table: &TextTable| {
        let name = table.sheet.as_deref().map(fold).unwrap_or_default();
        profile.sheets.iter().any(|sheet| fold(sheet) == name)
    };
    let fitting: Vec<_> = tables
        .iter()
        .filter_map(|table| Some((table, form::profile_of(&table.text, table.delimiter, layouts).filter(asks)?)))
        .collect();
    let Some((_, profile)) =
        fitting.iter().find(|(table, profile)| is_named(profile, table)).or(fitting.first()).copied()
    else {
        return tables;
    };
    let (mut kept, left): (Vec<TextTable>, Vec<TextTable>) =
        tables.into_iter().partition(|table| is_named(profile, table));
    if kept.is_empty() {
        let says = format!(
            "the layout profile {} reads the sheet {}, and the workbook has none of that name; all its sheets are read",
            profile.name,
            profile.sheets.iter().map(|sheet| quoted(sheet.as_bytes())).collect::<Vec<_>>().join(" or ")
        );
        let note = Note { sheet: None, fault: Fault::new(ProblemCode::ProfileDrift, says) };
        return with_notes(left, vec![note]);
    }
    let mut notes = Vec::new();
    for table in &mut kept {
        notes.append(&mut table.notes);
    }
    for mut table in left {
        notes.append(&mut table.notes);
        // What is said of hidden sheets that are read is not true of this one.
        notes.retain(|note| note.fault.code != ProblemCode::HiddenSheet || note.sheet != table.sheet);
        let says = format!("the layout profile {} does not read this sheet", profile.name);
        notes.push(Note { sheet: table.sheet, fault: Fault::new(ProblemCode::SheetLeftOut, says) });
    }
    with_notes(kept, notes)
}

/// Notes go with the first table, wherever their sheet stands.
fn with_notes(mut tables: Vec<TextTable>, mut notes: Vec<Note>) -> Vec<TextTable> {
    if let Some(first) = tables.first_mut() {
        first.notes.append(&mut notes);
    }
    tables
}
