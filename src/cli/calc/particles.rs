//! Particle counts: ISO 4406, NAS 1638, SAE AS4059. From counts only, never from another code.

use crate::domain::{Iso4406, Provenance, ScaleNumber};
use crate::standards::Standards;
use crate::standards::cleanliness::{ClassTable, ParticleClass, differential};

use super::CalcError;
use super::answer::{Answer, Fact, FactValue, sources};
use super::args::{As4059Args, ClassArgs, Count, Iso4406Args};

const SIZES: [&str; 3] = ["≥4 µm(c)", "≥6 µm(c)", "≥14 µm(c)"];
const SIZE_KEYS: [&str; 3] = ["4um", "6um", "14um"];

pub(super) fn iso4406(args: &Iso4406Args, standards: &Standards) -> Result<Answer, CalcError> {
    let table = &standards.cleanliness.iso4406;
    let mut answer = Answer {
        calculation: "iso4406",
        inputs: Vec::new(),
        results: Vec::new(),
        source: sources("ISO 4406 (GB/T 14039)", table.source.iter().map(|source| &**source)),
        provenance: table.provenance.unwrap_or(Provenance::Recalled),
        warnings: Vec::new(),
    };
    let code = match &args.code {
        Some(text) => {
            answer.inputs.push(Fact::text("code", "code", text.as_str()));
            read_code(text)?
        }
        None => code_of_counts(args, standards, &mut answer)?,
    };
    answer.results.insert(0, Fact::text("code", "code", code.to_string()));
    if !code.is_monotonic() {
        answer.warnings.push("the numbers rise with size; larger particles cannot outnumber all particles".to_owned());
    }
    if let Some(text) = &args.limit {
        let limit = read_code(text)?;
        answer.inputs.push(Fact::text("limit", "limit", limit.to_string()));
        let meets = code.meets(limit).map_or(FactValue::Unknown, FactValue::Truth);
        answer.results.push(Fact::new("meets_limit", "meets the limit", meets, ""));
        let steps = SIZE_KEYS.into_iter().zip(code.steps_from(limit));
        let steps = steps.filter_map(|(size, steps)| Some((size.to_owned(), format!("{:+}", steps?)))).collect();
        answer.results.push(Fact::new("steps_over_limit", "numbers over the limit", FactValue::List(steps), ""));
    }
    Ok(answer)
}

fn read_code(text: &str) -> Result<Iso4406, CalcError> {
    let wanted = || {
        CalcError::input(format!("\"{text}\" is no ISO 4406 code; expected one such as 18/16/13, -/18/15 or 14/12/>=7"))
    };
    Iso4406::parse(text).ok_or_else(wanted)
}

fn code_of_counts(args: &Iso4406Args, standards: &Standards, answer: &mut Answer) -> Result<Iso4406, CalcError> {
    let (counts, unit, per_ml) = match (&args.per_ml, &args.per_100ml) {
        (Some(counts), _) => (counts, "/mL", 1.0),
        (None, Some(counts)) => (counts, "/(100.mL)", 100.0),
        (None, None) => return Err(CalcError::input("counts are needed")),
    };
    let counts: [Count; 3] = match counts.as_slice() {
        [six, fourteen] => [Count::NotCounted, *six, *fourteen],
        [four, six, fourteen] => [*four, *six, *fourteen],
        other => {
            return Err(CalcError::input(format!(
                "ISO 4406 needs the counts at 4, 6 and 14 µm(c), or at 6 and 14; {} are given",
                other.len()
            )));
        }
    };
    if args.analysed_ml.is_some_and(|volume| volume <= 0.0) {
        return Err(CalcError::input("the analysed volume is a number of mL above zero"));
    }
    let numbers: Vec<f64> =
        counts.iter().filter_map(|count| if let Count::Of(number) = count { Some(*number) } else { None }).collect();
    rising(&numbers)?;
    let mut code = [ScaleNumber::NotCounted; 3];
    for (((slot, count), size), key) in code.iter_mut().zip(counts).zip(SIZES).zip(SIZE_KEYS) {
        let name = format!("count {size}");
        *slot = match count {
            Count::NotCounted => continue,
            Count::TooMany => {
                answer.inputs.push(Fact::text(key, &name, "*"));
                ScaleNumber::TooMany
            }
            Count::Of(number) => {
                answer.inputs.push(Fact::given(key, &name, number, unit));
                let scale = standards.cleanliness.iso4406.number(number / per_ml, args.analysed_ml);
                scale.ok_or_else(|| {
                    CalcError::input(format!("the count {number} is no number of particles from 0 upward"))
                })?
            }
        };
    }
    if code.iter().any(|number| matches!(number, ScaleNumber::LowCount(_))) {
        answer
            .warnings
            .push("≥ marks numbers that rest on fewer than 20 particles: low statistical confidence".to_owned());
    }
    if code.contains(&ScaleNumber::OverScale) {
        answer.warnings.push(">28 is recalled; makers write 29 and 30, which ISO 4406 does not have".to_owned());
        answer.provenance = Provenance::Recalled;
    }
    if args.analysed_ml.is_none() && code.iter().filter_map(|number| number.rank()).any(|rank| rank < 8) {
        answer.warnings.push(
            "below number 8 few particles are seen; --analysed-ml tells which numbers rest on too few".to_owned(),
        );
    }
    let code = Iso4406(code);
    code.0
        .iter()
        .any(|number| number.rank().is_some())
        .then_some(code)
        .ok_or_else(|| CalcError::input("no size was counted"))
}

pub(super) fn nas1638(args: &ClassArgs, standards: &Standards) -> Result<Answer, CalcError> {
    let table = &standards.cleanliness.nas1638;
    let given = args.counts.per_100ml();
    let mut counts = given.clone();
    let mut answer = of_table("nas1638", "NAS 1638", table);
    if args.cumulative {
        rising(&given)?;
        counts = differential(&given).ok_or_else(|| CalcError::input("a count is a number from 0 upward"))?;
        let sizes = standards.cleanliness.sizes.iter().map(|(here, there)| format!("{here} for {there}"));
        let sizes = sizes.collect::<Vec<_>>().join(", ");
        answer
            .warnings
            .push(format!("sizes are µm by microscope; a counter calibrated to ISO 11171 reads µm(c): {sizes}"));
    }
    classify(&mut answer, table, &given, &counts)?;
    answer
        .source
        .push("class of the oil: the worst band, by usual practice; the standard has no rule for it".to_owned());
    Ok(answer)
}

pub(super) fn as4059(args: &As4059Args, standards: &Standards) -> Result<Answer, CalcError> {
    let tables = &standards.cleanliness;
    let counts = args.counts.per_100ml();
    if args.differential {
        let mut answer = of_table("as4059", "SAE AS4059, differential", &tables.as4059_differential);
        classify(&mut answer, &tables.as4059_differential, &counts, &counts)?;
        return Ok(answer);
    }
    rising(&counts)?;
    let mut table = tables.as4059_cumulative.clone();
    if counts.len() + 1 == table.bands.len() {
        // Sizes B to F only.
        table.bands.remove(0);
        for (_, most) in &mut table.classes {
            most.remove(0);
        }
    }
    let mut answer = of_table("as4059", "SAE AS4059, cumulative", &table);
    let classes = classify(&mut answer, &table, &counts, &counts)?;
    let letters: Vec<char> = table.bands.iter().filter_map(|band| band.letter).collect();
    let by_size: Vec<String> = classes.iter().zip(&letters).map(|(class, letter)| format!("{class}{letter}")).collect();
    answer.results.push(Fact::text("by_size", "by size", by_size.join("/")));
    if let (Some(first), Some(last), Some(worst)) = (letters.first(), letters.last(), classes.iter().max()) {
        answer.results.push(Fact::text("range", "as a range", format!("{worst} {first}-{last}")));
    }
    Ok(answer)
}

fn of_table(calculation: &'static str, name: &str, table: &ClassTable) -> Answer {
    Answer {
        calculation,
        inputs: Vec::new(),
        results: Vec::new(),
        source: sources(name, table.source.iter().map(|source| &**source)),
        provenance: table.provenance.unwrap_or(Provenance::Recalled),
        warnings: Vec::new(),
    }
}

/// Adds the class of each size and the worst.
fn classify(
    answer: &mut Answer,
    table: &ClassTable,
    given: &[f64],
    counts: &[f64],
) -> Result<Vec<ParticleClass>, CalcError> {
    let sizes = || table.bands.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if counts.len() != table.bands.len() {
        let says = format!("{} counts are needed ({}), and {} given", table.bands.len(), sizes(), counts.len());
        return Err(CalcError::input(says));
    }
    let no_count = || CalcError::input("a count is a number of particles from 0 upward");
    let (classes, worst) = table.classify(counts).ok_or_else(no_count)?;
    for (band, count) in table.bands.iter().zip(given) {
        answer.inputs.push(Fact::given(&format!("count_{}um", band.from), &band.to_string(), *count, "/(100.mL)"));
    }
    answer.results.push(Fact::text("class", "class", worst.to_string()));
    let by_band = table.bands.iter().zip(&classes).map(|(band, class)| (band.to_string(), class.to_string()));
    answer.results.push(Fact::new("classes", "at each size", FactValue::List(by_band.collect()), ""));
    if matches!(worst, ParticleClass::Over(_)) {
        answer.warnings.push("a count is beyond the last class".to_owned());
    }
    Ok(classes)
}

/// Refuses cumulative counts that rise with size.
fn rising(counts: &[f64]) -> Result<(), CalcError> {
    let pair = counts.iter().zip(counts.iter().skip(1)).find(|(smaller, larger)| larger > smaller);
    match pair {
        None => Ok(()),
        Some((smaller, larger)) => Err(CalcError::input(format!(
            "the counts rise with size, from {smaller} to {larger}: a cumulative count holds all larger particles, so it \
             cannot; smallest size first"
        ))),
    }
}
