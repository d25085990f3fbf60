//! Ratings on a scale: how many steps two of them lie apart. They have an order and no distance, so no precision
//! of a method widens them.

use crate::domain::{ColourNumber, CopperStrip, Provenance, Rating};

use super::CalcError;
use super::answer::{Answer, Fact, FactValue};
use super::args::{Scale, StepsArgs};

/// Rust by ASTM D665, from good to bad, with the words of the method.
const RUST: [(&str, Rating); 4] = [
    ("pass", Rating::Pass),
    ("light", Rating::LightFail),
    ("moderate", Rating::ModerateFail),
    ("severe", Rating::SevereFail),
];

/// Two ratings as they are written, and the steps from the first to the second.
type Pair = (String, String, i16);

pub(super) fn steps(args: &StepsArgs) -> Result<Answer, CalcError> {
    let texts = (args.from.trim(), args.to.trim());
    let (source, (from, to, steps)) = match args.scale {
        Scale::Copper => {
            ("ASTM D130 (ISO 2160, GB/T 5096), 1a to 4c; a class without letter counts as its worst", copper(texts)?)
        }
        Scale::Rust => ("ASTM D665 (ISO 7120, GB/T 11143), pass and three degrees of rusting", rust(texts)?),
        Scale::Colour => ("ASTM D1500 (ISO 2049, GB/T 6540), steps of 0.5", colour(texts)?),
    };
    let (up, down) = if args.scale == Scale::Colour { ("darker", "lighter") } else { ("worse", "better") };
    let direction = match steps {
        0 => "none",
        1.. => up,
        _ => down,
    };
    Ok(Answer {
        calculation: "steps",
        inputs: vec![Fact::text("from", "rating", from), Fact::text("to", "to", to)],
        results: vec![
            Fact::new("steps", "steps", FactValue::Number(f64::from(steps), 0), ""),
            Fact::text("direction", "direction", direction),
        ],
        source: vec![source.to_owned()],
        provenance: Provenance::Recalled,
        warnings: Vec::new(),
    })
}

fn copper((from, to): (&str, &str)) -> Result<Pair, CalcError> {
    let read = |text| CopperStrip::parse(text).ok_or_else(|| wrong(text, "a copper-strip class, 1a to 4c"));
    let (from, to) = (read(from)?, read(to)?);
    Ok((from.to_string(), to.to_string(), i16::from(to.rank()) - i16::from(from.rank())))
}

fn rust((from, to): (&str, &str)) -> Result<Pair, CalcError> {
    let read = |text: &str| {
        let rank = (0_i16..).zip(RUST).find(|(_, (word, rating))| text == *word || text == rating.id());
        rank.map(|(rank, (word, _))| (rank, word.to_owned()))
            .ok_or_else(|| wrong(text, "pass, light, moderate or severe"))
    };
    let (from, to) = (read(from)?, read(to)?);
    Ok((from.1, to.1, to.0 - from.0))
}

fn colour((from, to): (&str, &str)) -> Result<Pair, CalcError> {
    let wanted = "a colour number, 0.5 to 8.0 in halves, L2.5 or D8";
    let read = |text| ColourNumber::parse(text).ok_or_else(|| wrong(text, wanted));
    let (from, to) = (read(from)?, read(to)?);
    Ok((from.to_string(), to.to_string(), to.steps_from(from)))
}

fn wrong(text: &str, wanted: &str) -> CalcError {
    CalcError::input(format!("\"{text}\" is not on the scale; expected {wanted}"))
}
