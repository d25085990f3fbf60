//! A sentence before it has a language: the id of a message in `standards/text/*.ftl` and its arguments.

use chrono::NaiveDate;

use super::property::PropertyId;
use super::unit::Unit;
use super::value::Value;

/// A sentence to be said to people, as id and arguments. `standards::Catalog` turns it into words.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The message's id in the text files.
    pub id: String,
    /// Named arguments, in the order given.
    pub args: Vec<(&'static str, Arg)>,
}

/// An argument of a [`Message`]. The catalogue writes each in the form of its language.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Words from the input, shown as they stand.
    Text(String),
    /// A count.
    Count(usize),
    /// A number shown with the decimals given, no unit.
    Number(f64, u8),
    /// A number in a property's canonical unit, shown with that property's decimals and unit.
    Of(PropertyId, f64),
    /// A result of a property, censored or coded values included.
    Result(PropertyId, Value),
    /// A result beside a number that it is compared with: shown with as many digits as it takes to see on which side
    /// it lies.
    Beside(PropertyId, Value, f64),
    /// The number of a limit, with its unit: never rounded to the decimals of results.
    Bound(PropertyId, f64),
    /// The name of a property.
    Property(PropertyId),
    /// The names of several properties.
    Properties(Vec<PropertyId>),
    /// A unit.
    Unit(Unit),
    /// A day.
    Date(NaiveDate),
    /// A message inside a message.
    Said(Box<Message>),
}

impl Message {
    /// A sentence without arguments.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), args: Vec::new() }
    }

    /// The same sentence with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }
}
