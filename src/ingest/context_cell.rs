//! One context cell, and what it says: a name, an amount, a moment, yes or no. Which row and which sample it belongs to
//! is no business of this file, so that a cell that repeats the one above need not be read again.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{Criticality, MachineType, ProblemCode, SampleKind, Stamp, Supply, fold};
use crate::standards::LabProfile;
use crate::standards::property::Word;

use super::date::DateForms;
use super::fault::{Fault, did_you_mean, nearest, quoted};
use super::field::{Field, FieldKind};
use super::labels::Labels;
use super::names::Names;
use super::number::{self, NotRead};
use super::words::Words;

/// More hours than a machine can run in a hundred years, and more litres than a tank of any turbine holds.
const MOST_AMOUNT: f64 = 1_000_000.0;

/// How context cells of one file are read.
#[derive(Debug)]
pub struct ContextRules<'s> {
    /// The layout profile.
    pub profile: Option<&'s LabProfile>,
    /// Words for new oil and for rows that are no samples.
    pub labels: &'s Labels,
    /// Words for yes, no and not given.
    pub words: Words<'s>,
    /// Forms of dates.
    pub dates: DateForms<'s>,
    /// No sample is younger than this day.
    pub as_of: NaiveDate,
    /// Context fields that every row of the file has.
    pub constants: Vec<(Field, &'s str)>,
    /// True if rows without a sample id get one from their row number.
    pub id_by_row: bool,
}

/// A context cell to be read.
#[derive(Debug, Clone, Copy)]
pub struct ContextCell<'a> {
    /// Which field it fills.
    pub field: Field,
    /// Put before the text.
    pub prefix: &'a str,
    /// The trimmed cell, not empty.
    pub text: &'a str,
    /// The column's decimal sign.
    pub decimal: Option<u8>,
}

/// What a context cell says.
#[derive(Debug, Clone)]
pub enum Said {
    /// That nothing is known.
    NotGiven,
    /// A name or a text.
    Name(Named),
    /// Hours or litres.
    Amount(f64),
    /// Yes or no.
    YesNo(bool),
    /// A day or a moment.
    Time(Stamp),
    /// A machine type.
    MachineType(MachineType),
    /// A kind of sample.
    Kind(SampleKind),
    /// What a failure would cost.
    Criticality(Criticality),
    /// Who supplies the oil.
    Supply(Supply),
}

/// A name, and what the layout profile knows about it.
#[derive(Debug, Clone)]
pub struct Named {
    /// The name.
    pub name: Arc<str>,
    /// The grade that a product of this name has.
    pub grade: Option<Arc<str>>,
    /// The type of machine that has a component of this name.
    pub component_type: Option<MachineType>,
}

impl ContextCell<'_> {
    /// Reads the cell.
    pub fn read(self, rules: &ContextRules<'_>, names: &mut Names) -> Result<Said, Fault> {
        let kind = self.field.kind();
        if kind == FieldKind::YesNo
            && let Some(answer) = rules.profile.and_then(|profile| profile.yes_no.get(&fold(self.text)).copied())
        {
            return Ok(Said::YesNo(answer));
        }
        let word = rules.words.meaning(self.text.as_bytes());
        if word == Some(Word::NotTested) && self.field != Field::Note {
            return Ok(Said::NotGiven);
        }
        Ok(match kind {
            FieldKind::Text => Said::Name(self.name(rules, names)),
            FieldKind::Amount => Said::Amount(read_amount(self)?),
            FieldKind::YesNo => Said::YesNo(match word {
                Some(Word::Yes) => true,
                Some(Word::No) => false,
                _ => read_yes_no(self)?,
            }),
            FieldKind::Time => Said::Time(self.time(rules)?),
            FieldKind::MachineType => Said::MachineType(read_machine_type(self.text, rules.profile)?),
            FieldKind::SampleKind => Said::Kind(read_kind(self.text, rules.labels)?),
            FieldKind::Criticality => {
                Said::Criticality(read_word(self, Criticality::from_id, &Criticality::ALL.map(Criticality::id))?)
            }
            FieldKind::Supply => Said::Supply(read_word(self, Supply::from_id, &Supply::ALL.map(Supply::id))?),
            // Parts of a result; the long form reads them, and no other form has columns of them.
            FieldKind::Result => Said::NotGiven,
        })
    }

    fn name(self, rules: &ContextRules<'_>, names: &mut Names) -> Named {
        let Self { field, prefix, text, .. } = self;
        let slot = field as usize;
        let mut found = Named {
            name: match (field, prefix) {
                // A sample's number does not repeat; looking for it among the names would only cost time.
                (Field::SampleId, "") => Arc::from(text),
                (Field::SampleId, _) => Arc::from(format!("{prefix}{text}")),
                (_, "") => names.share(slot, text),
                _ => names.share(slot, &format!("{prefix}{text}")),
            },
            grade: None,
            component_type: None,
        };
        let Some(profile) = rules.profile.filter(|_| field != Field::SampleId) else { return found };
        let means_grade = profile.grades.get(text).or_else(|| profile.grades.get(&*found.name));
        match (field, means_grade) {
            (Field::Grade, Some(grade)) => found.name = names.share(slot, grade),
            (Field::Product, Some(grade)) => found.grade = Some(names.share(Field::Grade as usize, grade)),
            (Field::Component, _) => {
                let types = &profile.component_types;
                found.component_type = types.get(text).or_else(|| types.get(&*found.name)).copied();
            }
            _ => {}
        }
        found
    }

    fn time(self, rules: &ContextRules<'_>) -> Result<Stamp, Fault> {
        let stamp = rules.dates.read(self.field, self.text)?;
        if stamp.local.date() > rules.as_of {
            let (id, shown) = (self.field.id(), quoted(self.text.as_bytes()));
            let says = format!("{id}: {shown} lies after {}, the day of this run", rules.as_of);
            return Err(Fault::new(ProblemCode::ImplausibleDate, says));
        }
        Ok(stamp)
    }
}

fn read_amount(cell: ContextCell<'_>) -> Result<f64, Fault> {
    let fault =
        |code, says: &str| Fault::new(code, format!("{}: {} {says}", cell.field.id(), quoted(cell.text.as_bytes())));
    let number = number::parse(cell.text.as_bytes(), cell.decimal).map_err(|why| match why {
        NotRead::NotANumber => fault(ProblemCode::NotANumber, "is not a number"),
        NotRead::OtherSign if cell.decimal.is_none() => Fault::of_column(ProblemCode::AmbiguousNumber),
        NotRead::OtherSign => {
            fault(ProblemCode::AmbiguousNumber, "can be read in two ways; it has not the column's decimal sign")
        }
    })?;
    if number < 0.0 {
        return Err(fault(ProblemCode::Negative, "is below zero and is not used"));
    }
    if number > MOST_AMOUNT {
        return Err(fault(ProblemCode::Implausible, "is more than any machine can have and is not used"));
    }
    Ok(number)
}

fn read_yes_no(cell: ContextCell<'_>) -> Result<bool, Fault> {
    match fold(cell.text).as_str() {
        "yes" | "y" | "1" | "true" | "是" | "예" => Ok(true),
        "no" | "n" | "0" | "false" | "否" | "아니오" => Ok(false),
        _ => {
            let says = format!("{}: {} is neither yes nor no", cell.field.id(), quoted(cell.text.as_bytes()));
            Err(Fault::new(ProblemCode::UnknownWord, says))
        }
    }
}

/// One of a few words.
fn read_word<T>(cell: ContextCell<'_>, from_id: impl Fn(&str) -> Option<T>, words: &[&str]) -> Result<T, Fault> {
    from_id(&fold(cell.text)).ok_or_else(|| {
        let says = format!("{}: {} is none of {}", cell.field.id(), quoted(cell.text.as_bytes()), words.join(", "));
        Fault::new(ProblemCode::UnknownWord, says)
    })
}

fn read_machine_type(text: &str, profile: Option<&LabProfile>) -> Result<MachineType, Fault> {
    let by_profile = profile.and_then(|profile| profile.component_types.get(text).copied());
    // Nearly every cell is written as it should be; only the others are worth folding.
    if let Some(known) = by_profile.or_else(|| MachineType::from_id(text)) {
        return Ok(known);
    }
    let id = fold(text);
    MachineType::from_id(&id).ok_or_else(|| {
        let near = nearest(&id, MachineType::ALL.iter().map(|machine| machine.id()));
        let says = format!("machine_type: {} is not known{}", quoted(text.as_bytes()), did_you_mean(near));
        Fault::new(ProblemCode::UnknownWord, says)
    })
}

fn read_kind(text: &str, labels: &Labels) -> Result<SampleKind, Fault> {
    SampleKind::from_id(text).or_else(|| labels.kind_of_word(text)).ok_or_else(|| {
        let says = format!(
            "kind: {} is none of new, in_service, reference; the sample is taken as in_service",
            quoted(text.as_bytes())
        );
        Fault::new(ProblemCode::UnknownWord, says)
    })
}
