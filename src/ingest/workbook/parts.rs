//! How the parts of an XLSX or XLSB package find each other: the relationships of ECMA-376 part 2.

use std::collections::BTreeMap;

use crate::domain::ProblemCode;
use crate::ingest::fault::Fault;

use super::package::Package;
use super::xml::{Event, Xml};

/// A workbook of a thousand sheets has a thousand relationships; the list stays in memory.
const MOST_RELATIONSHIPS: usize = 10_000;

/// A relationship of a part to another one.
#[derive(Debug, Clone)]
pub struct Relationship {
    /// The last word of its type, `worksheet`.
    pub kind: String,
    /// The part's name.
    pub part: String,
}

/// The part that is the workbook, by the package's own list, else where it usually is.
pub fn workbook(package: &mut Package<'_>) -> Result<Option<String>, Fault> {
    let listed = relationships(package, "")?.into_values().find(|known| known.kind == "officeDocument");
    let usual = ["xl/workbook.xml", "xl/workbook.bin"];
    let usual = usual.into_iter().find(|part| package.holds(part)).map(str::to_owned);
    // A Word document lists an office document too.
    let is_book =
        |part: &String| part.to_ascii_lowercase().contains("workbook") || usual.is_none() && part.starts_with("xl/");
    Ok(listed.map(|known| known.part).filter(|part| is_book(part) && package.holds(part)).or(usual))
}

/// The relationships of a part by their ids; none if it has no list.
pub fn relationships(package: &mut Package<'_>, part: &str) -> Result<BTreeMap<String, Relationship>, Fault> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let list = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let mut found = BTreeMap::new();
    let Some(list) = package.part(&list)? else { return Ok(found) };
    let mut xml = Xml::new(list);
    loop {
        match xml.next()? {
            Event::Open(tag) if tag.name == "Relationship" => {
                let (id, kind, target) = (tag.attribute("Id")?, tag.attribute("Type")?, tag.attribute("Target")?);
                let (Some(id), Some(kind), Some(target)) = (id, kind, target) else { continue };
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                found.insert(id.into_owned(), Relationship { kind, part: joined(folder, &target) });
                if found.len() > MOST_RELATIONSHIPS {
                    let says = format!("the workbook has more than {MOST_RELATIONSHIPS} parts");
                    return Err(Fault::new(ProblemCode::TooLarge, says));
                }
            }
            Event::End => return Ok(found),
            _ => {}
        }
    }
}

/// A target as it is named from a folder: `worksheets/sheet1.xml`, `../media/a.png`, `/xl/styles.xml`.
fn joined(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_named_from_their_folder_or_from_the_top() {
        for (folder, target, expect) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl", "../docProps/./app.xml", "docProps/app.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("", "../../x", "x"),
        ] {
            assert_eq!(joined(folder, target), expect);
        }
    }
}
