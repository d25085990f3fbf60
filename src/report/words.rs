//! What the report needs of the text catalogue, and the words that stand in every table.

use crate::domain::{Arg, Message, PropertyId, Value};

/// Turns messages, results and properties into words of one language.
pub trait Words: Sync {
    /// A sentence.
    fn say(&self, message: &Message) -> String;
    /// A result with its unit.
    fn result(&self, property: PropertyId, value: Value) -> String;
    /// The name of a property.
    fn property(&self, property: PropertyId) -> String;
}

/// A sentence without arguments.
pub(super) fn word(words: &dyn Words, id: &str) -> String {
    words.say(&Message::new(id))
}

/// A sentence with arguments.
pub(super) fn tell(words: &dyn Words, id: &str, args: Vec<(&'static str, Arg)>) -> String {
    words.say(&Message { id: id.to_owned(), args })
}
