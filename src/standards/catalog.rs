//! Messages in words: `text/*.ftl` rendered for one language.
//!
//! The only place where a [`Message`] gets a language, and where numbers get decimals and units for people. A
//! sentence that a language lacks is said in English; one that nobody has is shown as `⟦id⟧`, never left out.
//! A catalogue can be shared between threads.

use chrono::NaiveDate;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::{Arg, Code, Message, PropertyId, Value};

use super::Standards;
use super::number;
use super::read::message_ids;

const ENGLISH: &str = "en";

/// Why there is no catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogError {
    /// The standards have no text in this language.
    #[error("no text in the language \"{asked}\"; there is {}", known.join(", "))]
    UnknownLanguage {
        /// The language asked for.
        asked: String,
        /// The languages there are.
        known: Vec<String>,
    },
}

/// The sentences, names and units of one language.
pub struct Catalog {
    lang: String,
    /// The language's sentences, then English where it is another.
    bundles: Vec<FluentBundle<FluentResource>>,
    ids: Vec<Vec<String>>,
    properties: Vec<Wording>,
}

/// How a property is written.
struct Wording {
    name: String,
    /// The name inside a sentence: `iron`, but `PQ index`.
    inside: String,
    unit: String,
    decimals: u8,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Catalog {
    /// The catalogue of a language, `en`, `zh` or `ko`.
    pub fn new(standards: &Standards, lang: &str) -> Result<Self, CatalogError> {
        let unknown = || CatalogError::UnknownLanguage {
            asked: lang.to_owned(),
            known: standards.text.keys().cloned().collect(),
        };
        let identifier: LanguageIdentifier = lang.parse().map_err(|_| unknown())?;
        let source = standards.text.get(lang).ok_or_else(unknown)?;
        let mut chain = vec![(identifier, source)];
        if let Some(english) = standards.text.get(ENGLISH).filter(|_| lang != ENGLISH) {
            chain.push((LanguageIdentifier::from_bytes(ENGLISH.as_bytes()).unwrap_or_default(), english));
        }
        let ids = chain.iter().map(|(_, source)| message_ids(source).map(|(_, id)| id.to_owned()).collect()).collect();
        let properties = standards
            .properties
            .iter()
            .map(|property| Wording {
                name: property.name(lang).to_owned(),
                inside: inside(property.name(lang)),
                unit: property.unit.for_people(),
                decimals: property.decimals,
            })
            .collect();
        let bundles = chain.into_iter().map(|(identifier, source)| bundle(identifier, source)).collect();
        Ok(Self { lang: lang.to_owned(), bundles, ids, properties })
    }

    /// The language, `en`.
    #[must_use]
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The sentence. An attribute is addressed as `id.attribute`.
    #[must_use]
    pub fn say(&self, message: &Message) -> String {
        let args = self.args(message);
        let args = (!message.args.is_empty()).then_some(&args);
        let said = self.bundles.iter().find_map(|bundle| render(bundle, &message.id, args));
        said.map_or_else(|| format!("⟦{}⟧", message.id), |said| self.begun(said, message))
    }

    /// A sentence that begins with the name of a property begins as the name does.
    fn begun(&self, said: String, message: &Message) -> String {
        let names = message.args.iter().filter_map(|(_, arg)| match arg {
            Arg::Property(property) => Some(property),
            Arg::Properties(properties) => properties.first(),
            _ => None,
        });
        let first = names
            .filter_map(|property| self.wording(*property))
            .find(|wording| !wording.inside.is_empty() && said.starts_with(&wording.inside));
        match first.and_then(|wording| Some((wording, said.strip_prefix(&*wording.inside)?))) {
            Some((wording, rest)) => format!("{}{rest}", wording.name),
            None => said,
        }
    }

    /// The sentence of an id that takes no arguments.
    #[must_use]
    pub fn words(&self, id: &str) -> String {
        self.say(&Message::new(id))
    }

    /// True if the sentence exists, in this language or in English.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.bundles.iter().any(|bundle| has(bundle, id))
    }

    /// Sentences that English has and this language lacks.
    #[must_use]
    pub fn missing(&self) -> Vec<&str> {
        let [own, english] = self.ids.as_slice() else { return Vec::new() };
        english.iter().filter(|id| !own.contains(id)).map(String::as_str).collect()
    }

    /// The name of a property.
    #[must_use]
    pub fn property(&self, property: PropertyId) -> &str {
        self.wording(property).map_or("", |wording| &wording.name)
    }

    /// The unit of a property for people, `mm²/s`; empty for pure numbers, codes and ratings.
    #[must_use]
    pub fn unit(&self, property: PropertyId) -> &str {
        self.wording(property).map_or("", |wording| &wording.unit)
    }

    /// A number with the decimals of its property, without unit: `0.31`.
    #[must_use]
    pub fn number(&self, property: PropertyId, value: f64) -> String {
        number::show(value, self.wording(property).map_or(0, |wording| wording.decimals))
    }

    /// A number with the decimals and the unit of its property: `0.31 % m/m`.
    #[must_use]
    pub fn quantity(&self, property: PropertyId, value: f64) -> String {
        self.with_unit(property, self.number(property, value))
    }

    /// The number of a limit with its unit, never rounded to the decimals of results.
    #[must_use]
    pub fn bound(&self, property: PropertyId, value: f64) -> String {
        let decimals = self.wording(property).map_or(0, |wording| wording.decimals);
        self.with_unit(property, number::show_bound(value, decimals))
    }

    /// A result with its unit, in as many digits as it takes to see on which side of a number it lies.
    #[must_use]
    pub fn result_beside(&self, property: PropertyId, value: Value, bound: f64) -> String {
        let text = self.bare_result_beside(property, value, bound);
        if value.shown_number().is_some() { self.with_unit(property, text) } else { text }
    }

    /// The same without unit.
    #[must_use]
    pub fn bare_result_beside(&self, property: PropertyId, value: Value, bound: f64) -> String {
        let decimals = self.wording(property).map_or(0, |wording| wording.decimals);
        match value {
            Value::Exact(number) => number::show_beside(number, decimals, bound),
            other => self.bare_result(property, other),
        }
    }

    /// A result without unit, for a cell under a heading that has the unit: `0.31`, `< 5`, `1b`, `hazy`.
    #[must_use]
    pub fn bare_result(&self, property: PropertyId, value: Value) -> String {
        match value {
            Value::Exact(number) => self.number(property, number),
            Value::Below(number) => format!("< {}", self.number(property, number)),
            Value::Above(number) => format!("> {}", self.number(property, number)),
            Value::AtMost(number) => format!("≤ {}", self.number(property, number)),
            Value::AtLeast(number) => format!("≥ {}", self.number(property, number)),
            Value::NotDetected => self.words("value-not-detected"),
            Value::Code(Code::Rating(rating)) => self.words(&format!("value-rating-{}", rating.id())),
            Value::Code(code) => code.to_string(),
        }
    }

    /// A result with its unit: `0.31 % m/m`, `< 5 mg/kg`, `1b`, `hazy`.
    #[must_use]
    pub fn result(&self, property: PropertyId, value: Value) -> String {
        let text = self.bare_result(property, value);
        if value.shown_number().is_some() { self.with_unit(property, text) } else { text }
    }

    /// The names of several properties inside a sentence, `iron, copper and lead`.
    #[must_use]
    pub fn properties(&self, properties: &[PropertyId]) -> String {
        let names: Vec<&str> = properties.iter().map(|property| self.inside(*property)).collect();
        match names.as_slice() {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first @ .., last] => first.join(&self.words("list-separator")) + &self.words("list-last-separator") + last,
        }
    }

    fn inside(&self, property: PropertyId) -> &str {
        self.wording(property).map_or("", |wording| &wording.inside)
    }

    fn wording(&self, property: PropertyId) -> Option<&Wording> {
        self.properties.get(property.index())
    }

    fn with_unit(&self, property: PropertyId, number: String) -> String {
        match self.unit(property) {
            "" => number,
            unit => format!("{number} {unit}"),
        }
    }

    fn args<'m>(&self, message: &'m Message) -> FluentArgs<'m> {
        let mut args = FluentArgs::with_capacity(message.args.len());
        for (name, arg) in &message.args {
            args.set(*name, self.arg(arg));
        }
        args
    }

    fn arg<'m>(&self, arg: &'m Arg) -> FluentValue<'m> {
        let text = match arg {
            Arg::Text(text) => return FluentValue::from(text.as_str()),
            // A count stays a number, so that a sentence can choose its plural.
            Arg::Count(count) => return FluentValue::from(*count),
            Arg::Number(value, decimals) => number::show(*value, *decimals),
            Arg::Of(property, value) => self.quantity(*property, *value),
            Arg::Result(property, value) => self.result(*property, *value),
            Arg::Beside(property, value, bound) => self.result_beside(*property, *value, *bound),
            Arg::Bound(property, number) => self.bound(*property, *number),
            Arg::Property(property) => self.inside(*property).to_owned(),
            Arg::Properties(properties) => self.properties(properties),
            Arg::Unit(unit) => unit.for_people(),
            Arg::Date(day) => date(*day),
            Arg::Said(message) => self.say(message),
        };
        FluentValue::from(text)
    }
}

/// A name as it stands inside a sentence. Only a common word loses its capital: `Iron`, but not `PQ` or `FE8`, nor
/// the name of a person.
fn inside(name: &str) -> String {
    const PERSONS: [&str; 2] = ["Saybolt", "Timken"];
    let mut letters = name.chars();
    let word = name.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    match letters.next() {
        Some(first) if word.chars().skip(1).all(char::is_lowercase) && word.len() > 1 && !PERSONS.contains(&word) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

fn date(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

fn bundle(identifier: LanguageIdentifier, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // The marks that keep directions of writing apart would stand as strange signs in SVG and CSV.
    bundle.set_use_isolating(false);
    // The loader has refused texts with errors; what can be read of others is still of use.
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

fn render(bundle: &FluentBundle<FluentResource>, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let (id, attribute) = parts(id);
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    // An argument that is missing stays visible as {$name}.
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, args, &mut errors).into_owned())
}

fn has(bundle: &FluentBundle<FluentResource>, id: &str) -> bool {
    let (id, attribute) = parts(id);
    bundle.get_message(id).is_some_and(|message| match attribute {
        Some(attribute) => message.get_attribute(attribute).is_some(),
        None => message.value().is_some(),
    })
}

fn parts(id: &str) -> (&str, Option<&str>) {
    id.split_once('.').map_or((id, None), |(id, attribute)| (id, Some(attribute)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::domain::{CopperStrip, Rating, Unit};
    use crate::standards::tests::standards;

    fn said(lang: &str, message: &Message) -> String {
        Catalog::new(&standards(), lang).unwrap().say(message)
    }

    #[test]
    fn a_sentence_has_its_arguments_in_the_form_of_people() {
        let standards = standards();
        let find = |id| standards.find_property(id).unwrap();
        let (water, fe, kv) = (find("water"), find("fe"), find("kv_40c"));
        let message = Message::new("over-limit")
            .with("property", Arg::Property(water))
            .with("value", Arg::Result(water, Value::Exact(0.31)))
            .with("limit", Arg::Of(water, 0.05))
            .with("others", Arg::Properties(vec![fe, kv, water]));
        let expected = "Water is 0.31 % m/m, over 0.05 % m/m; see iron, viscosity at 40 °C and water.";
        assert_eq!(said("en", &message), expected);
        let message = Message::new("only-english")
            .with("day", Arg::Date(NaiveDate::from_ymd_opt(2026, 5, 1).unwrap()))
            .with("said", Arg::Said(Box::new(Message::new("counted").with("count", Arg::Count(1)))));
        assert_eq!(said("en", &message), "on 2026-05-01: one sample");
    }

    #[test]
    fn results_of_every_sort_have_their_form() {
        let standards = standards();
        let catalog = Catalog::new(&standards, "en").unwrap();
        let find = |id| standards.find_property(id).unwrap();
        let (fe, copper, look) = (find("fe"), find("copper_corrosion"), find("appearance"));
        let strip = Value::Code(Code::Copper(CopperStrip::parse("1b").unwrap()));
        let cases = [
            (fe, Value::Below(5.0), "< 5 mg/kg", "< 5"),
            (fe, Value::Above(28.0), "> 28 mg/kg", "> 28"),
            (fe, Value::NotDetected, "not detected", "not detected"),
            (fe, Value::Exact(-0.0), "0 mg/kg", "0"),
            (copper, strip, "1b", "1b"),
            (look, Value::Code(Code::Rating(Rating::Hazy)), "hazy", "hazy"),
            (look, Value::Code(Code::Rating(Rating::Clear)), "⟦value-rating-clear⟧", "⟦value-rating-clear⟧"),
        ];
        for (property, value, result, bare) in cases {
            assert_eq!((&*catalog.result(property, value), &*catalog.bare_result(property, value)), (result, bare));
        }
        assert_eq!(catalog.arg(&Arg::Unit(Unit::new("Cel"))), FluentValue::from("°C"));
    }

    #[test]
    fn a_language_speaks_its_own_words_and_else_english_and_never_nothing() {
        let standards = standards();
        let catalog = Catalog::new(&standards, "zh").unwrap();
        let find = |id| standards.find_property(id).unwrap();
        assert_eq!(catalog.properties(&[find("fe"), find("water"), find("kv_40c")]), "铁、水分和40℃运动粘度");
        assert_eq!(catalog.result(find("fe"), Value::NotDetected), "未检出");
        assert_eq!(catalog.say(&Message::new("counted").with("count", Arg::Count(1200))), "1200个样品");
        assert_eq!(catalog.words("cause-C03.action"), "Look at the cooler.");
        assert_eq!(catalog.words("no-such-id"), "⟦no-such-id⟧");
        assert!(catalog.has("cause-C03.why") && !catalog.has("cause-C03.how") && !catalog.has("no-such-id"));
        assert_eq!(catalog.missing(), ["value-rating-hazy", "cause-C03", "over-limit", "only-english"]);
    }

    #[test]
    fn a_name_loses_its_capital_inside_a_sentence_unless_it_is_an_abbreviation_or_a_person() {
        for (name, expected) in [
            ("Iron", "iron"),
            ("Four-ball weld load", "four-ball weld load"),
            ("PQ index (ferrous debris)", "PQ index (ferrous debris)"),
            ("FE8 bearing rig", "FE8 bearing rig"),
            ("pH", "pH"),
            ("Saybolt universal viscosity", "Saybolt universal viscosity"),
            ("运动粘度(40℃)", "运动粘度(40℃)"),
        ] {
            assert_eq!(inside(name), expected);
        }
    }

    #[test]
    fn a_language_without_text_is_refused_with_those_there_are() {
        let error = Catalog::new(&standards(), "de").unwrap_err();
        assert_eq!(error.to_string(), "no text in the language \"de\"; there is en, zh");
    }

    #[test]
    fn a_catalogue_is_shared_between_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        let catalog = Catalog::new(&standards(), "en").unwrap();
        shared(&catalog);
    }
}
