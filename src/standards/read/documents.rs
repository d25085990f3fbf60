//! `documents.toml`, and whether documents and limits belong together.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::{DecisionRule, Location, MachineType, Rounding};

use super::super::confirmation::Confirmation;
use super::super::document::{Document, DocumentId, DocumentKind, Precedence};
use super::super::faults::{Read, did_you_mean};
use super::Folder;
use super::folder::Text;
use super::known;
use super::limits::Limits;
use super::names::Seen;
use super::toml_table::{Keys, parse};

const PATH: &str = "documents.toml";

/// The documents, each with its place, and the labels of those that could not be read.
pub(super) struct Documents {
    pub(super) list: Vec<Document>,
    places: Vec<Place>,
    faulty: BTreeSet<(String, String)>,
    /// False if the file could not be read at all, so that limits cannot be held against it.
    pub(super) readable: bool,
}

struct Place {
    layer: usize,
    document: Location,
    superseded_by: Location,
    file: Option<String>,
    file_key: Location,
}

impl Documents {
    fn position(&self, id: &str, edition: &str) -> Option<usize> {
        self.list.iter().position(|document| &*document.id == id && &*document.edition == edition)
    }

    /// Adds an edition, or puts it in the place of the one below it.
    fn put(&mut self, document: Document, place: Place) {
        let index = self.position(&document.id, &document.edition);
        let below = index.and_then(|index| Some((self.list.get_mut(index)?, self.places.get_mut(index)?)));
        if let Some(below) = below {
            (*below.0, *below.1) = (document, place);
        } else {
            self.list.push(document);
            self.places.push(place);
        }
    }

    /// The document of a limit's row; the error is what to report, nothing if the document's own fault was.
    pub(super) fn find(&self, id: &str, edition: &str) -> Result<DocumentId, Option<String>> {
        if let Some(index) = self.position(id, edition) {
            return Ok(DocumentId(u16::try_from(index).unwrap_or(u16::MAX)));
        }
        if !self.readable || self.faulty.contains(&(id.to_owned(), edition.to_owned())) {
            return Err(None);
        }
        let label = if edition.is_empty() { id.to_owned() } else { format!("{id}-{edition}") };
        let labels: Vec<String> = self.list.iter().map(Document::label).collect();
        let near = did_you_mean(&label, labels.iter().map(String::as_str));
        Err(Some(format!("no document \"{label}\" in {PATH}{near}")))
    }

    /// Who held a document against print, as far as that speaks for a row of a layer: not for one that was laid over
    /// it later.
    pub(super) fn verified(&self, id: DocumentId, layer: usize) -> Option<Confirmation> {
        let index = usize::from(id.0);
        let (by, on) = self.list.get(index)?.verified.as_ref()?;
        let place = self.places.get(index)?;
        (layer <= place.layer).then(|| Confirmation { by: by.clone(), on: *on, was: None })
    }

    /// The file in which a document's limits should stand.
    pub(super) fn file_of(&self, id: DocumentId) -> Option<&str> {
        self.places.get(usize::from(id.0)).and_then(|place| place.file.as_deref())
    }
}

/// Reads `documents.toml`.
pub(super) fn read(folder: &Folder<'_>) -> Documents {
    let mut documents = Documents { list: Vec::new(), places: Vec::new(), faulty: BTreeSet::new(), readable: false };
    let read: Vec<Option<()>> = folder.versions(PATH).map(|text| read_version(folder, text, &mut documents)).collect();
    documents.readable = !read.is_empty() && read.iter().all(Option::is_some);
    documents
}

/// Reads the file of one layer; its entries take the place of those below with the same id and edition. `None` if
/// it could not be read at all.
fn read_version(folder: &Folder<'_>, text: &Text<'_>, documents: &mut Documents) -> Option<()> {
    let table = parse(&text.shown, text.content, folder.faults)?;
    let keys = Keys::of_file(&text.shown, text.content, &table, folder.faults);
    let entries = keys.tables("document");
    let _ = keys.finish();
    let entries = entries.ok()?;
    let mut seen = Seen::default();
    for keys in &entries {
        let document = read_document(keys, folder.as_of);
        let label = |key| keys.text(key).ok().flatten().map_or_else(String::new, |text| text.to_string());
        let name = (label("id"), label("edition"));
        if let Some(first) = seen.earlier(format!("{}\n{}", name.0, name.1), keys.location()) {
            keys.fault("id", format!("the edition stands already in {first}"));
            continue;
        }
        match document {
            Ok((document, file)) => {
                documents.put(
                    document,
                    Place {
                        layer: text.layer,
                        document: keys.location(),
                        superseded_by: keys.place("superseded_by"),
                        file,
                        file_key: keys.place("file"),
                    },
                );
            }
            Err(_) => {
                documents.faulty.insert(name);
            }
        }
    }
    Some(())
}

fn read_document(keys: &Keys<'_>, as_of: Option<NaiveDate>) -> Read<(Document, Option<String>)> {
    let id = keys.required("id");
    let edition = keys.text("edition");
    let title = keys.required("title");
    let kind = keys.word("kind", &known::DOCUMENT_KINDS, kind);
    let family =
        keys.optional_word("family", &known::FAMILIES, |word| known::FAMILIES.contains(&word).then(|| word.into()));
    let precedence = keys.word("precedence", &known::PRECEDENCE, precedence);
    let (from, until) = (keys.date("in_force_from"), keys.date("superseded_on"));
    let superseded_by = keys.text("superseded_by");
    let for_grades = keys.texts("for_grades");
    let machine_types = keys.words("machine_types", &known::machine_types(), MachineType::from_id);
    let rule = keys.optional_word("rule", &["any_one"], |word| (word == "any_one").then_some(()));
    let file = keys.text("file");
    let (reference, not_entered) = (keys.flag("reference"), keys.flag("not_entered"));
    let note = keys.text("note");
    let source = keys.required("source");
    let provenance = keys.provenance();
    let (verified_by, verified_on) = (keys.text("verified_by"), keys.date("verified_on"));
    let decision_rule =
        keys.optional_word("decision_rule", &DecisionRule::ALL.map(DecisionRule::id), DecisionRule::from_id);
    let rounding = keys.optional_word("rounding", &Rounding::ALL.map(Rounding::id), Rounding::from_id);
    let unknown = keys.finish();
    let verified = match (verified_by?, verified_on?) {
        (Some(by), Some(on)) => Some((by, on)).filter(|_| as_of.is_none_or(|as_of| on <= as_of)),
        (None, None) => None,
        (Some(_), None) => return Err(keys.fault("verified_by", "verified_by needs verified_on")),
        (None, Some(_)) => return Err(keys.fault("verified_on", "verified_on needs verified_by")),
    };
    let (from, until) = (from?, until?);
    if let (Some(from), Some(until)) = (from, until)
        && from >= until
    {
        let says = format!("the dates are inverted: superseded on {until}, in force from {from}");
        return Err(keys.fault("superseded_on", says));
    }
    unknown?;
    let document = Document {
        id: id?,
        edition: edition?.unwrap_or_default(),
        title: title?,
        kind: kind?,
        family: family?.unwrap_or_default(),
        precedence: precedence?,
        in_force_from: from,
        superseded_on: until,
        superseded_by: superseded_by?,
        for_grades: for_grades?,
        machine_types: machine_types?,
        reference: reference?,
        not_entered: not_entered?,
        note: note?.unwrap_or_default(),
        source: source?,
        provenance: provenance?,
        verified,
        pinned: None,
        decision_rule: decision_rule?,
        rounding: rounding?,
        any_one: rule?.is_some(),
    };
    Ok((document, file?.map(|file| file.to_string())))
}

fn kind(word: &str) -> Option<DocumentKind> {
    Some(match word {
        "grade" => DocumentKind::Grade,
        "in_service" => DocumentKind::InService,
        "alarm" => DocumentKind::Alarm,
        _ => return None,
    })
}

fn precedence(word: &str) -> Option<Precedence> {
    Some(match word {
        "customer" => Precedence::Customer,
        "maker" => Precedence::Maker,
        "fleet" => Precedence::Fleet,
        "published" => Precedence::Published,
        "generic" => Precedence::Generic,
        _ => return None,
    })
}

/// Checks that each document has limits, a file that is there, and a successor that is there.
pub(super) fn check_use(folder: &Folder<'_>, documents: &Documents, limits: &Limits) {
    let labels: Vec<String> = documents.list.iter().map(Document::label).collect();
    let used: BTreeSet<DocumentId> = limits.documents_named.iter().copied().collect();
    for (index, (document, place)) in documents.list.iter().zip(&documents.places).enumerate() {
        let id = DocumentId(u16::try_from(index).unwrap_or(u16::MAX));
        let says = match (used.contains(&id), document.not_entered) {
            (false, false) => Some("has no limits"),
            (true, true) => Some("has limits, and not_entered says that it has none"),
            (true, false) | (false, true) => None,
        };
        if let Some(says) = says {
            folder.faults.report(place.document.clone(), format!("the document {} {says}", document.label()));
        }
        if let Some(successor) = document.superseded_by.as_deref()
            && !labels.iter().any(|label| label == successor)
            && !documents.faulty.iter().any(|(id, edition)| format!("{id}-{edition}") == successor)
        {
            let near = did_you_mean(successor, labels.iter().map(String::as_str));
            folder
                .faults
                .report(place.superseded_by.clone(), format!("no document \"{successor}\" in this file{near}"));
        }
        if let Some(file) = place.file.as_deref()
            && !folder.has(file)
        {
            let near = did_you_mean(file, folder.paths());
            folder.faults.report(place.file_key.clone(), format!("no file \"{file}\" in the standards folder{near}"));
        }
    }
}
