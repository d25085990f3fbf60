//! Editions of a document: asking for one by name, and which one has taken another's place.

use super::Standards;
use super::document::{Document, DocumentId};
use super::faults::did_you_mean;
use super::grade::{Standing, even};

use chrono::NaiveDate;

/// An edition that cannot be asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditionError {
    /// There is no such edition.
    #[error("there is no edition \"{asked}\"{near}")]
    Unknown {
        /// What was asked for.
        asked: String,
        /// `; there are …`, or `, did you mean "…"?`, or nothing.
        near: String,
    },
    /// Another edition of the same document was asked for before.
    #[error("two editions of {document} are asked for; one run judges by one")]
    Two {
        /// The document's id.
        document: String,
    },
}

impl Standards {
    /// Lets an edition judge whatever its dates, and no other edition of its document unless a sample names it.
    /// Asked for as `GB 11121=1995`, or by its label `GB 11121-1995`.
    pub fn pin(&mut self, asked: &str) -> Result<(), EditionError> {
        let label = asked.replacen('=', "-", 1);
        let is_meant = |document: &&Document| even(&document.label()) == even(&label);
        let Some(document) = self.documents.iter().find(is_meant) else { return Err(self.no_edition(asked, &label)) };
        if document.pinned == Some(false) {
            return Err(EditionError::Two { document: document.id.to_string() });
        }
        let (id, edition) = (document.id.clone(), document.edition.clone());
        for document in self.documents.iter_mut().filter(|document| document.id == id) {
            document.pinned = Some(document.edition == edition);
        }
        Ok(())
    }

    fn no_edition(&self, asked: &str, label: &str) -> EditionError {
        let id = asked.split('=').next().unwrap_or(asked);
        let labels = |fits: &dyn Fn(&Document) -> bool| -> Vec<String> {
            self.documents.iter().filter(|document| fits(document)).map(Document::label).collect()
        };
        let of_document = labels(&|document| even(&document.id) == even(id));
        let near = if of_document.is_empty() {
            did_you_mean(label, labels(&|_| true).iter().map(String::as_str))
        } else {
            format!("; there are {}", of_document.join(", "))
        };
        EditionError::Unknown { asked: asked.to_owned(), near }
    }

    /// The editions asked for by name.
    pub fn pinned(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(|document| document.pinned == Some(true))
    }

    /// The edition that a superseded one has been led to by a day, through all that came between: the direct
    /// successor if nothing has taken its place by then. `None` if no successor is known.
    #[must_use]
    pub fn successor(&self, id: DocumentId, day: NaiveDate) -> Option<&Document> {
        let find = |label: &str| self.documents.iter().find(|document| document.label() == label);
        let mut successor = find(self.document(id).superseded_by.as_deref()?)?;
        // A circle of successors is a slip in the data; it must not hold up a run.
        for _ in &self.documents {
            let Standing::Superseded { by: Some(by), .. } = successor.standing_on(day) else { break };
            let Some(next) = find(&by) else { break };
            successor = next;
        }
        Some(successor)
    }
}
