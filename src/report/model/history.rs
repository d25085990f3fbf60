//! The whole history of a sampling point as tables: properties down, samples across, newest first.

use serde::Serialize;

use crate::domain::{Arg, PropertyId, Sample};
use crate::history::{LifeStart, OTHERS_SAMPLE, ReferenceKind};
use crate::report::Context;
use crate::report::mark::{Mark, mark};
use crate::report::words::{tell, word};

use super::hold;
use super::point::Point;
use super::result::{Cell, cell, property_ids};
use super::{Fact, fact};

/// Samples side by side; more do not fit across a sheet of A4.
const ACROSS: usize = 7;

/// Samples shown on the page; `samples.ndjson` holds all.
const SAMPLES_MAX: usize = 70;

/// Some samples side by side.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryTable {
    /// One per sample.
    pub heads: Vec<HistoryHead>,
    /// What the form says, then the results.
    pub rows: Vec<HistoryRow>,
}

/// What stands above a sample's results.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryHead {
    /// Day of sampling.
    pub day: String,
    /// Number of the laboratory.
    pub sample_id: String,
    /// Overall severity.
    pub mark: Mark,
    /// That the report is on hold; empty if it is not.
    pub held: String,
    /// Why it was taken.
    pub kind: String,
    /// File and row, for who has to find the cell again.
    pub place: String,
}

/// One line.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryRow {
    /// What it is.
    pub name: String,
    /// Its unit; empty where it has none.
    pub unit: String,
    /// One per sample.
    pub cells: Vec<Cell>,
}

/// The tables, and how many older samples they leave out.
pub(super) fn history(context: &Context<'_>, point: &Point<'_>) -> (Vec<HistoryTable>, usize) {
    let newest_first: Vec<usize> = (0..point.history.samples.len()).rev().take(SAMPLES_MAX).collect();
    let left_out = point.history.samples.len() - newest_first.len();
    let tables = newest_first.chunks(ACROSS).map(|indices| table(context, point, indices)).collect();
    (tables, left_out)
}

fn table(context: &Context<'_>, point: &Point<'_>, indices: &[usize]) -> HistoryTable {
    let samples: Vec<&Sample> = indices.iter().filter_map(|index| point.history.samples.get(*index).copied()).collect();
    let measured = |property: &PropertyId| samples.iter().any(|sample| sample.measurement(*property).is_some());
    let heads = indices.iter().filter_map(|index| head(context, point, *index)).collect();
    let hours = |hours: Option<f64>| hours.map(|hours| format!("{hours:.0}")).unwrap_or_default();
    let said = |answer: Option<bool>| match answer {
        Some(true) => word(context.words, "report-yes"),
        Some(false) | None => String::new(),
    };
    let form = [
        form_row(context, "report-oil-hours", &samples, |sample| hours(sample.oil_hours)),
        form_row(context, "report-machine-hours", &samples, |sample| hours(sample.machine_hours)),
        form_row(context, "report-oil", &samples, |sample| sample.product.as_deref().unwrap_or_default().to_owned()),
        form_row(context, "report-oil-changed", &samples, |sample| said(sample.oil_changed)),
        form_row(context, "report-top-up", &samples, |sample| {
            sample.top_up_l.map(|l| format!("{l}")).unwrap_or_default()
        }),
        form_row(context, "report-note", &samples, |sample| sample.note.as_deref().unwrap_or_default().to_owned()),
        form_row(context, "report-lab-verdict", &samples, |sample| {
            sample.lab_verdict.as_deref().unwrap_or_default().to_owned()
        }),
    ];
    let results = property_ids(context).filter(measured).map(|property| {
        let raw = HistoryRow {
            name: context.words.property(property).to_owned(),
            unit: context.words.unit(property).to_owned(),
            cells: indices.iter().map(|index| cell(context, point, *index, property)).collect(),
        };
        std::iter::once(raw).chain(corrected(context, point, indices, property))
    });
    let results = results.flatten();
    HistoryTable { heads, rows: form.into_iter().flatten().chain(results).collect() }
}

/// The results of a property with what left with the oil added back; `None` where that shows in no sample.
fn corrected(context: &Context<'_>, point: &Point<'_>, indices: &[usize], property: PropertyId) -> Option<HistoryRow> {
    let shown = |index: &usize| {
        let value = point.lives.corrected(*index, property)?;
        let raw = point.history.samples.get(*index)?.reading(property)?.value()?;
        let (raw, text) = (context.words.bare_result(property, raw), context.words.bare_result(property, value));
        (raw != text).then_some(text)
    };
    let texts: Vec<Option<String>> = indices.iter().map(shown).collect();
    texts.iter().any(Option::is_some).then(|| HistoryRow {
        name: tell(context.words, "report-corrected", vec![("property", Arg::Property(property))]),
        unit: context.words.unit(property).to_owned(),
        cells: texts
            .into_iter()
            .map(|text| Cell { text: text.unwrap_or_default(), state: "form", mark: None })
            .collect(),
    })
}

fn head(context: &Context<'_>, point: &Point<'_>, index: usize) -> Option<HistoryHead> {
    let (sample, analysis) = (point.history.samples.get(index)?, point.samples.get(index)?);
    // The file's own name only: the folders above it are the laboratory's affair.
    let file = context.path(sample).rsplit(['/', '\\']).next().unwrap_or_default();
    Some(HistoryHead {
        day: sample.sampled_on.to_string(),
        sample_id: sample.sample_id.to_string(),
        mark: mark(context.words, analysis.axes.overall()),
        held: hold::mark(context, analysis.is_held()),
        kind: word(context.words, &format!("kind-{}", sample.kind.id())),
        place: format!("{file}:{}", sample.place.row),
    })
}

/// A line of the form; `None` if no sample says anything.
fn form_row(
    context: &Context<'_>,
    id: &str,
    samples: &[&Sample],
    text: impl Fn(&Sample) -> String,
) -> Option<HistoryRow> {
    let cells: Vec<Cell> =
        samples.iter().map(|sample| Cell { text: text(sample), state: "form", mark: None }).collect();
    let says = cells.iter().any(|cell| !cell.text.is_empty());
    says.then(|| HistoryRow { name: word(context.words, id), unit: String::new(), cells })
}

/// What the form says about one sample, for the head of a section.
pub(super) fn form_facts(context: &Context<'_>, point: &Point<'_>, sample: &Sample) -> Vec<Fact> {
    let words = context.words;
    let name = |id: &str| word(words, id);
    let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned);
    let hours =
        |hours: Option<f64>| hours.map(|hours| tell(words, "report-hours", vec![("hours", Arg::Number(hours, 0))]));
    let compared = reference(context, point, sample);
    let machine_type = point.history.machine_type.map(|kind| name(&format!("machine-{}", kind.id())));
    [
        fact(name("report-machine-type"), machine_type),
        fact(name("report-oil"), text(&sample.product)),
        fact(name("report-grade"), text(&sample.grade)),
        fact(name("report-sampled-on"), Some(sample.sampled_on.to_string())),
        fact(name("report-sample"), Some(sample.sample_id.to_string())),
        fact(name("report-laboratory"), text(&sample.lab)),
        fact(name("report-oil-hours"), hours(sample.oil_hours)),
        fact(name("report-machine-hours"), hours(sample.machine_hours)),
        fact(name("report-oil-life"), life(context, point, sample)),
        fact(name("report-make-up"), make_up(context, point, sample)),
        fact(name("report-reference"), compared),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Which oil life the sample belongs to, since when, and why it began.
fn life(context: &Context<'_>, point: &Point<'_>, sample: &Sample) -> Option<String> {
    let (number, life) = point.lives.of(index_of(point, sample)?)?;
    let first = point.history.samples.get(*life.samples.first()?)?;
    let id = format!("life-start-{}", life.start.id());
    let start = match life.start {
        LifeStart::PartlyChanged { retained } => {
            tell(context.words, &id, vec![("retained", Arg::Number(retained * 100.0, 0))])
        }
        _ => word(context.words, &id),
    };
    let args =
        vec![("number", Arg::Count(number)), ("since", Arg::Date(first.sampled_on)), ("start", Arg::Text(start))];
    Some(tell(context.words, "report-oil-life-says", args))
}

/// What is known of the oil added in the sample's life.
fn make_up(context: &Context<'_>, point: &Point<'_>, sample: &Sample) -> Option<String> {
    let make_up = point.lives.make_up(index_of(point, sample)?)?;
    let args = vec![
        ("litres", Arg::Number(make_up.litres, u8::from(make_up.litres.fract() > 0.0))),
        ("share", Arg::Number(make_up.share * 100.0, 1)),
    ];
    Some(tell(context.words, &format!("make-up-{}", make_up.state.id()), args))
}

fn index_of(point: &Point<'_>, sample: &Sample) -> Option<usize> {
    point.history.samples.iter().position(|other| std::ptr::eq(*other, sample))
}

/// Which new oil the used oil is compared with. Another customer's sample is named by its day alone.
fn reference(context: &Context<'_>, point: &Point<'_>, sample: &Sample) -> Option<String> {
    let here = |index: &usize| point.history.samples.get(*index).is_some_and(|other| std::ptr::eq(*other, sample));
    let life = point.history.lives.iter().find(|life| life.samples.iter().any(here))?;
    let mut said: Vec<String> = Vec::new();
    for known in life.reference.values.values() {
        let text = origin(context, &known.kind);
        if !said.contains(&text) {
            said.push(text);
        }
    }
    if said.is_empty() { Some(word(context.words, "report-reference-none")) } else { Some(said.join("; ")) }
}

fn origin(context: &Context<'_>, kind: &ReferenceKind) -> String {
    let text = |text: &std::sync::Arc<str>| Arg::Text(text.to_string());
    let (id, args) = match kind {
        ReferenceKind::Measured { sample_id, sampled_on, .. } if &**sample_id == OTHERS_SAMPLE => {
            ("report-reference-elsewhere", vec![("day", Arg::Date(*sampled_on))])
        }
        ReferenceKind::Measured { sample_id, sampled_on, .. } => {
            ("report-reference-measured", vec![("sample", text(sample_id)), ("day", Arg::Date(*sampled_on))])
        }
        ReferenceKind::Stated { sample_id } => ("report-reference-stated", vec![("sample", text(sample_id))]),
        ReferenceKind::Typical { product } => ("report-reference-typical", vec![("product", text(product))]),
        ReferenceKind::GradeMidpoint { grade } => ("report-reference-midpoint", vec![("grade", text(grade))]),
    };
    tell(context.words, id, args)
}
