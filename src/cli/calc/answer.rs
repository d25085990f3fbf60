//! What a calculation answers, as text and as JSON: the result, what it was made from, where the formula comes from, how
//! far that can be trusted, and what the reader must mind.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use crate::domain::Provenance;

/// The answer to one calculation.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The word on the command line, `vi`.
    pub calculation: &'static str,
    /// What was asked with.
    pub inputs: Vec<Fact>,
    /// What came out, the answer itself first.
    pub results: Vec<Fact>,
    /// Where formula and numbers come from.
    pub source: Vec<String>,
    /// How far they can be trusted: as the weakest.
    pub provenance: Provenance,
    /// What the reader must mind.
    pub warnings: Vec<String>,
}

/// A named number or word.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Key in JSON, `kv_40c`.
    pub key: String,
    /// Name for people.
    pub name: String,
    /// What it is.
    pub value: FactValue,
    /// Unit, UCUM; empty for pure numbers and words.
    pub unit: String,
}

/// A value with the form in which people read it.
#[derive(Debug, Clone, PartialEq)]
pub enum FactValue {
    /// A number and the decimals shown.
    Number(f64, usize),
    /// A number shown with five significant digits.
    Significant(f64),
    /// Words or a code.
    Text(String),
    /// Several, by key and word.
    List(Vec<(String, String)>),
    /// Yes or no.
    Truth(bool),
    /// Not to be said.
    Unknown,
}

impl Fact {
    /// A fact with a unit.
    pub fn new(key: &str, name: &str, value: FactValue, unit: &str) -> Self {
        Self { key: key.to_owned(), name: name.to_owned(), value, unit: unit.to_owned() }
    }

    /// A word or code.
    pub fn text(key: &str, name: &str, text: impl Into<String>) -> Self {
        Self::new(key, name, FactValue::Text(text.into()), "")
    }

    /// A viscosity or another number as it was given.
    pub fn given(key: &str, name: &str, number: f64, unit: &str) -> Self {
        Self::new(key, name, FactValue::Text(number.to_string()), unit).with_number(number)
    }

    fn with_number(mut self, number: f64) -> Self {
        let text = number.to_string();
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        self.value = FactValue::Number(number, decimals);
        self
    }

    fn shown(&self) -> String {
        let words = match &self.value {
            FactValue::Number(number, decimals) => format!("{:.*}", decimals, tidy_zero(*number)),
            FactValue::Significant(number) => significant(*number),
            FactValue::Text(text) => text.clone(),
            FactValue::List(list) => {
                list.iter().map(|(key, word)| format!("{key}: {word}")).collect::<Vec<_>>().join("; ")
            }
            FactValue::Truth(truth) => (if *truth { "yes" } else { "no" }).to_owned(),
            FactValue::Unknown => "cannot be said".to_owned(),
        };
        let unit = crate::domain::Unit::new(&self.unit).for_people();
        if unit.is_empty() { words } else { format!("{words} {unit}") }
    }

    fn json(&self) -> Json {
        let value = match &self.value {
            FactValue::Number(number, _) | FactValue::Significant(number) => json!(tidy(*number)),
            FactValue::Text(text) => json!(text),
            FactValue::List(list) => {
                list.iter().map(|(key, word)| (key.clone(), json!(word))).collect::<Map<String, Json>>().into()
            }
            FactValue::Truth(truth) => json!(truth),
            FactValue::Unknown => Json::Null,
        };
        if self.unit.is_empty() { json!({ "value": value }) } else { json!({ "value": value, "unit": self.unit }) }
    }
}

impl Answer {
    /// For people: one line each.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines: Vec<(&str, String)> = Vec::new();
        lines.extend(self.results.iter().map(|fact| (&*fact.name, fact.shown())));
        let given: Vec<String> = self.inputs.iter().map(|fact| format!("{} {}", fact.name, fact.shown())).collect();
        lines.push(("from", given.join(", ")));
        lines.extend(self.source.iter().map(|source| ("source", source.clone())));
        lines.push(("provenance", says(self.provenance).to_owned()));
        lines.extend(self.warnings.iter().map(|warning| ("warning", warning.clone())));
        let width = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        lines.into_iter().fold(String::new(), |mut text, (name, words)| {
            let _ = writeln!(text, "{name:width$}  {words}");
            text
        })
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> Json {
        let facts = |facts: &[Fact]| facts.iter().map(|fact| (fact.key.clone(), fact.json())).collect::<Map<_, _>>();
        json!({
            "schema": "lubelab.calc/1",
            "calculation": self.calculation,
            "inputs": facts(&self.inputs),
            "results": facts(&self.results),
            "source": self.source,
            "provenance": self.provenance,
            "warnings": self.warnings,
        })
    }
}

const fn says(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Confirmed => "confirmed: two independent sources agree, or seen in the printed standard",
        Provenance::Single => "single: one source",
        Provenance::Recalled => "recalled: from memory, to be checked against the printed standard",
    }
}

/// Where numbers were seen, each place once. A row of a table names its places with ` ; ` between them.
pub(super) fn sources<'s>(name: &str, rows: impl IntoIterator<Item = &'s str>) -> Vec<String> {
    let mut places: Vec<&str> = Vec::new();
    for place in rows.into_iter().flat_map(|row| row.split(" ; ")).map(str::trim) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places.into_iter().map(|place| format!("{name}: {place}")).collect()
}

/// Rounded to twelve significant digits: without what binary arithmetic leaves behind.
pub(super) fn tidy(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

fn tidy_zero(number: f64) -> f64 {
    if number == 0.0 { 0.0 } else { number }
}

/// Five significant digits, without an exponent: `4517.8`, `29.973`, `129370`.
fn significant(number: f64) -> String {
    if number == 0.0 || !number.is_finite() {
        return tidy_zero(number).to_string();
    }
    format!("{number:.4e}").parse::<f64>().unwrap_or(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_they_deserve() {
        for (number, shown) in
            [(4517.83, "4517.8"), (29.9731, "29.973"), (129_371.2, "129370"), (0.001_234_56, "0.0012346"), (-0.0, "0")]
        {
            assert_eq!(significant(number), shown);
        }
        let given = Fact::given("kv", "viscosity", 46.25, "mm2/s");
        assert_eq!((given.shown().as_str(), given.json()), ("46.25 mm²/s", json!({"value": 46.25, "unit": "mm2/s"})));
        assert_eq!(Fact::new("x", "x", FactValue::Number(-0.0, 1), "%").shown(), "0.0 %");
    }
}
