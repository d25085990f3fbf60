//! Contents by mass and by volume, and units of one dimension.

use crate::domain::{OutOfRange, Provenance, oil_density_at};
use crate::standards::{Conversion, Densities, Standards};

use super::CalcError;
use super::answer::{Answer, Fact, FactValue};
use super::args::{ConvertArgs, WaterArgs};

pub(super) fn water(args: &WaterArgs, standards: &Standards) -> Result<Answer, CalcError> {
    let (from, to) = (unit(standards, &args.from)?, unit(standards, &args.to)?);
    if args.value < 0.0 {
        return Err(OutOfRange::new("the content", args.value, "a content is a number from 0 upward").into());
    }
    let mut answer = answer("water", args.value, &from);
    let oil = match (args.density, args.density_15c.zip(args.at)) {
        (Some(density), _) => {
            answer.inputs.push(Fact::given("density", "density of the oil", density, "kg/m3"));
            density
        }
        (None, Some((at_15c, celsius))) => {
            let density = oil_density_at(at_15c, celsius)?;
            answer.inputs.push(Fact::given("density_15c", "density of the oil at 15 °C", at_15c, "kg/m3"));
            answer.inputs.push(Fact::given("at", "temperature", celsius, "Cel"));
            let name = format!("density at {celsius} °C");
            answer.results.push(Fact::new("density", &name, FactValue::Number(density, 1), "kg/m3"));
            answer
                .source
                .push("density: API MPMS 11.1 (ASTM D1250), lubricating oils, 0.6278 / density at 15 °C".to_owned());
            answer.warnings.push("the density equation is for mineral oils and their like".to_owned());
            density
        }
        (None, None) => return Err(CalcError::input("the density of the oil is needed")),
    };
    let part = args.part_density.unwrap_or(Densities::WATER_20C);
    let conversion = if let Some(same) = standards.units.conversion(&from, &to) {
        answer.warnings.push("both units are of one kind; the density does not matter".to_owned());
        same
    } else {
        let densities = Densities { sample: oil, part: Some(part) };
        for density in [oil, part] {
            if !(500.0..=2000.0).contains(&density) {
                let needs = "a liquid has 500 to 2000 kg/m3; 0.87 g/cm3 is 870 kg/m3";
                return Err(OutOfRange::new("density, kg/m3,", density, needs).into());
            }
        }
        let by_density = standards.units.conversion_by_density(&from, &to, densities);
        by_density.ok_or_else(|| {
            CalcError::input(format!(
                "no density turns {from} into {to}; mg/kg, mg/L, %{{m/m}} and %{{v/v}} can be turned"
            ))
        })?
    };
    if [&from, &to].iter().any(|unit| unit.contains("v/v")) {
        answer.inputs.push(Fact::given("part_density", "density of the content", part, "kg/m3"));
        if args.part_density.is_none() {
            answer.warnings.push("the content is taken for water at 20 °C; --part-density says otherwise".to_owned());
        }
    }
    let result = conversion.level(args.value);
    too_much(&mut answer, result, &to);
    answer.results.insert(0, Fact::new("content", "content", FactValue::Significant(result), &to));
    answer.source.push("mass by volume: the densities of oil and content at one temperature".to_owned());
    Ok(answer)
}

pub(super) fn convert(args: &ConvertArgs, standards: &Standards) -> Result<Answer, CalcError> {
    let (from, to) = (unit(standards, &args.from)?, unit(standards, &args.to)?);
    let conversion = standards.units.conversion(&from, &to).ok_or_else(|| {
        CalcError::input(format!(
            "{from} and {to} are not of one kind; by the density of the oil `lubelab calc water` turns mass into volume, \
             and `lubelab calc sus` Saybolt seconds into mm2/s"
        ))
    })?;
    let mut answer = answer("convert", args.value, &from);
    answer.results.push(Fact::new("value", "value", FactValue::Significant(conversion.level(args.value)), &to));
    let Conversion { factor, offset } = conversion;
    answer.source.push(format!("units.csv: {to} = {from} x {factor} + {offset}"));
    Ok(answer)
}

fn answer(calculation: &'static str, value: f64, from: &str) -> Answer {
    Answer {
        calculation,
        inputs: vec![Fact::given("value", "value", value, from)],
        results: Vec::new(),
        source: Vec::new(),
        provenance: Provenance::Confirmed,
        warnings: Vec::new(),
    }
}

/// The unit's symbol, by any spelling.
fn unit(standards: &Standards, text: &str) -> Result<String, CalcError> {
    let units = &standards.units;
    let text = text.trim();
    if units.by_symbol.contains_key(text) {
        return Ok(text.to_owned());
    }
    let known = units.by_spelling.get(&crate::domain::fold(text)).cloned();
    known.ok_or_else(|| {
        CalcError::input(format!(
            "\"{text}\" is no unit that is known; units.csv lists them, as mg/kg, mg/L, %{{m/m}}, %{{v/v}}"
        ))
    })
}

fn too_much(answer: &mut Answer, result: f64, unit: &str) {
    let whole = if unit.starts_with('%') { 100.0 } else { 1e6 };
    if result > whole {
        answer.warnings.push("this is more than the whole sample".to_owned());
    }
}
