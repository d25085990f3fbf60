//! Short forms for the sentences of the report: an id, with or without arguments.

use crate::domain::{Arg, Message};
use crate::standards::Catalog;

/// A sentence without arguments.
pub(super) fn word(words: &Catalog, id: &str) -> String {
    words.say(&Message::new(id))
}

/// A sentence with arguments.
pub(super) fn tell(words: &Catalog, id: &str, args: Vec<(&'static str, Arg)>) -> String {
    words.say(&Message { id: id.to_owned(), args })
}
