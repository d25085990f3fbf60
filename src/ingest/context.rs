//! The context cells of one row, on the way to a sample: names, dates, hours, yes and no.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::domain::{MachineType, Measurement, Place, ProblemCode, Sample, SampleKind, Stamp, fold};
use crate::standards::LabProfile;
use crate::standards::property::Word;

use super::date::DateForms;
use super::fault::{Fault, did_you_mean, nearest, quoted};
use super::field::{Field, FieldKind};
use super::form::kind;
use super::names::Names;
use super::number::{self, NotRead};
use super::words::Words;

/// More hours than a machine can run in a hundred years, and more litres than a tank of any turbine holds.
const MOST_AMOUNT: f64 = 1_000_000.0;

/// What a context cell came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is part of the sample.
    Used,
    /// It says that nothing is known.
    NotGiven,
}

/// How context cells of one file are read.
#[derive(Debug)]
pub struct ContextRules<'s> {
    /// The layout profile.
    pub profile: Option<&'s LabProfile>,
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

/// What is known about a sample so far.
#[derive(Debug, Clone, Default)]
pub struct Context {
    lab: Option<Arc<str>>,
    sample_id: Option<Arc<str>>,
    customer: Option<Arc<str>>,
    site: Option<Arc<str>>,
    machine: Option<Arc<str>>,
    machine_type: Option<MachineType>,
    component_type: Option<MachineType>,
    component: Option<Arc<str>>,
    point: Option<Arc<str>>,
    product: Option<Arc<str>>,
    product_grade: Option<Arc<str>>,
    lot: Option<Arc<str>>,
    grade: Option<Arc<str>>,
    kind: Option<SampleKind>,
    sampled_on: Option<NaiveDate>,
    received_at: Option<Stamp>,
    tested_at: Option<Stamp>,
    reported_at: Option<Stamp>,
    oil_hours: Option<f64>,
    machine_hours: Option<f64>,
    oil_changed: Option<bool>,
    filter_changed: Option<bool>,
    top_up_l: Option<f64>,
    sump_l: Option<f64>,
    note: Option<Arc<str>>,
    lab_verdict: Option<Arc<str>>,
}

impl Context {
    /// Reads a cell into its field. A fault costs the cell; whether it costs the row, [`Context::finish`] says.
    pub fn set(&mut self, cell: ContextCell<'_>, rules: &ContextRules<'_>, names: &mut Names) -> Result<Taken, Fault> {
        if cell.field.kind() == FieldKind::YesNo
            && let Some(answer) = rules.profile.and_then(|profile| profile.yes_no.get(&fold(cell.text)).copied())
        {
            self.set_yes_no(cell.field, answer);
            return Ok(Taken::Used);
        }
        let word = rules.words.meaning(cell.text.as_bytes());
        if word == Some(Word::NotTested) && cell.field != Field::Note {
            return Ok(Taken::NotGiven);
        }
        match cell.field.kind() {
            FieldKind::Text => self.set_text(cell, rules, names),
            FieldKind::Amount => *self.amount(cell.field)? = Some(read_amount(cell)?),
            FieldKind::YesNo => {
                let answer = match word {
                    Some(Word::Yes) => true,
                    Some(Word::No) => false,
                    _ => read_yes_no(cell)?,
                };
                self.set_yes_no(cell.field, answer);
            }
            FieldKind::Time => self.set_time(cell, rules)?,
            FieldKind::MachineType => self.machine_type = Some(read_machine_type(cell.text, rules.profile)?),
            FieldKind::SampleKind => self.kind = Some(read_kind(cell.text)?),
            // Parts of a result; the long form reads them, and no other form has columns of them.
            FieldKind::Result => return Ok(Taken::NotGiven),
        }
        Ok(Taken::Used)
    }

    fn set_yes_no(&mut self, field: Field, answer: bool) {
        if field == Field::OilChanged {
            self.oil_changed = Some(answer);
        } else {
            self.filter_changed = Some(answer);
        }
    }

    fn set_text(&mut self, cell: ContextCell<'_>, rules: &ContextRules<'_>, names: &mut Names) {
        let ContextCell { field, prefix, text, .. } = cell;
        // A sample's number does not repeat; looking for it among the names would only cost time.
        if field == Field::SampleId {
            self.sample_id = Some(Arc::from(format!("{prefix}{text}")));
            return;
        }
        let full = |names: &mut Names| {
            if prefix.is_empty() {
                names.share(field as usize, text)
            } else {
                names.share(field as usize, &format!("{prefix}{text}"))
            }
        };
        let mut shared = full(names);
        if let Some(profile) = rules.profile {
            let means_grade = profile.grades.get(text).or_else(|| profile.grades.get(&*shared));
            match (field, means_grade) {
                (Field::Grade, Some(grade)) => shared = names.share(field as usize, grade),
                (Field::Product, Some(grade)) => self.product_grade = Some(names.share(Field::Grade as usize, grade)),
                (Field::Component, _) => {
                    let types = &profile.component_types;
                    self.component_type = types.get(text).or_else(|| types.get(&*shared)).copied();
                }
                _ => {}
            }
        }
        let slot = match field {
            Field::Lab => &mut self.lab,
            Field::Customer => &mut self.customer,
            Field::Site => &mut self.site,
            Field::Machine => &mut self.machine,
            Field::Component => &mut self.component,
            Field::Point => &mut self.point,
            Field::Product => &mut self.product,
            Field::Lot => &mut self.lot,
            Field::Grade => &mut self.grade,
            Field::LabVerdict => &mut self.lab_verdict,
            _ => &mut self.note,
        };
        *slot = match (field, slot.take()) {
            // A laboratory may say several: the overall verdict, and one on the oil, the machine, the dirt.
            (Field::LabVerdict, Some(earlier)) => Some(names.share(field as usize, &format!("{earlier}; {shared}"))),
            _ => Some(shared),
        };
    }

    fn amount(&mut self, field: Field) -> Result<&mut Option<f64>, Fault> {
        match field {
            Field::OilHours => Ok(&mut self.oil_hours),
            Field::MachineHours => Ok(&mut self.machine_hours),
            Field::TopUpL => Ok(&mut self.top_up_l),
            Field::SumpL => Ok(&mut self.sump_l),
            other => Err(Fault::new(ProblemCode::UnknownColumn, format!("{} takes no number", other.id()))),
        }
    }

    fn set_time(&mut self, cell: ContextCell<'_>, rules: &ContextRules<'_>) -> Result<(), Fault> {
        let id = cell.field.id();
        let shown = || quoted(cell.text.as_bytes());
        let stamp = rules.dates.read(cell.field, cell.text)?;
        if stamp.local.date() > rules.as_of {
            let says = format!("{id}: {} lies after {}, the day of this run", shown(), rules.as_of);
            return Err(Fault::new(ProblemCode::ImplausibleDate, says));
        }
        match cell.field {
            Field::ReceivedAt => self.received_at = Some(stamp),
            Field::TestedAt => self.tested_at = Some(stamp),
            Field::ReportedAt => self.reported_at = Some(stamp),
            _ => self.sampled_on = Some(stamp.local.date()),
        }
        Ok(())
    }

    /// Fields whose dates contradict each other; they are emptied.
    pub fn drop_impossible_dates(&mut self) -> Vec<(Field, Fault)> {
        let mut faults = Vec::new();
        let fault = |says: String| Fault::new(ProblemCode::ImplausibleDate, says);
        // A bottle can be received on the calendar day before: the laboratory may be east or west of the date line.
        if let Some(earliest) = self.sampled_on.and_then(|day| day.checked_sub_days(Days::new(1))) {
            let stamps = [
                (Field::ReceivedAt, &mut self.received_at),
                (Field::TestedAt, &mut self.tested_at),
                (Field::ReportedAt, &mut self.reported_at),
            ];
            for (field, stamp) in stamps {
                if stamp.is_some_and(|stamp| stamp.local.date() < earliest) {
                    *stamp = None;
                    faults.push((field, fault(format!("{}: lies before the day of sampling", field.id()))));
                }
            }
        }
        if let (Some(received), Some(reported)) = (self.received_at, self.reported_at)
            && is_before(reported, received)
        {
            self.received_at = None;
            self.reported_at = None;
            for (field, stamp) in [(Field::ReceivedAt, received), (Field::ReportedAt, reported)] {
                let says = format!("{}: {} cannot be: reported before received", field.id(), stamp.local);
                faults.push((field, fault(says)));
            }
        }
        faults
    }

    /// True if the field is filled.
    #[must_use]
    pub const fn has(&self, field: Field) -> bool {
        match field {
            Field::Lab => self.lab.is_some(),
            Field::SampleId => self.sample_id.is_some(),
            Field::Customer => self.customer.is_some(),
            Field::Site => self.site.is_some(),
            Field::Machine => self.machine.is_some(),
            Field::MachineType => self.machine_type.is_some(),
            Field::Component => self.component.is_some(),
            Field::Point => self.point.is_some(),
            Field::Product => self.product.is_some(),
            Field::Lot => self.lot.is_some(),
            Field::Grade => self.grade.is_some(),
            Field::Kind => self.kind.is_some(),
            Field::SampledOn => self.sampled_on.is_some(),
            Field::ReceivedAt => self.received_at.is_some(),
            Field::TestedAt => self.tested_at.is_some(),
            Field::ReportedAt => self.reported_at.is_some(),
            Field::OilHours => self.oil_hours.is_some(),
            Field::MachineHours => self.machine_hours.is_some(),
            Field::OilChanged => self.oil_changed.is_some(),
            Field::FilterChanged => self.filter_changed.is_some(),
            Field::TopUpL => self.top_up_l.is_some(),
            Field::SumpL => self.sump_l.is_some(),
            Field::Note => self.note.is_some(),
            Field::LabVerdict => self.lab_verdict.is_some(),
            Field::Parameter | Field::Value | Field::ValueText | Field::Unit | Field::Method | Field::Baseline => false,
        }
    }

    /// The field without which this row is no sample, if one is missing.
    pub fn missing(&self, rules: &ContextRules<'_>) -> Option<Field> {
        match self {
            Self { sample_id: None, .. } if !rules.id_by_row => Some(Field::SampleId),
            Self { machine: None, .. } => Some(Field::Machine),
            Self { sampled_on: None, .. } => Some(Field::SampledOn),
            _ => None,
        }
    }

    /// The kind of a sample whose file has no word for it, but calls the place that it was drawn from new oil.
    fn named_new_oil(&self) -> Option<SampleKind> {
        [&self.component, &self.point, &self.machine].into_iter().flatten().find_map(|name| kind::of_name(name))
    }

    /// What the rows of one sample have in common, where a row is a result. Rows that are reported at different
    /// moments are different reports of the sample.
    #[must_use]
    pub fn bottle(&self) -> Bottle {
        let names =
            [&self.sample_id, &self.machine, &self.component, &self.lab, &self.customer, &self.site, &self.point];
        Bottle {
            sampled_on: self.sampled_on,
            names: names.map(|name| name.as_deref().map(fold)),
            kind: self.kind,
            reported: self.reported_at.map(|stamp| stamp.local),
        }
    }

    /// Takes from another row of the same sample what this one does not say; gives the names of the fields in
    /// which the two contradict each other.
    pub fn absorb(&mut self, other: &Self) -> Vec<&'static str> {
        let mut contradictions = Vec::new();
        macro_rules! absorb {
            ($($field:ident),+) => {$(
                if self.$field.is_none() {
                    self.$field.clone_from(&other.$field);
                } else if other.$field.is_some() && self.$field != other.$field {
                    contradictions.push(stringify!($field));
                }
            )+};
        }
        absorb!(machine_type, component_type, product, product_grade, lot, grade, received_at, tested_at, oil_hours);
        absorb!(reported_at, machine_hours, oil_changed, filter_changed, top_up_l, sump_l, note, lab_verdict);
        contradictions
    }

    /// The laboratory's verdict on the sample.
    #[must_use]
    pub fn lab_verdict(&self) -> Option<&str> {
        self.lab_verdict.as_deref()
    }

    /// Puts in what was gathered from several rows.
    pub fn say(&mut self, field: Field, text: Arc<str>) {
        match field {
            Field::Note => self.note = Some(text),
            Field::LabVerdict => self.lab_verdict = Some(text),
            _ => {}
        }
    }

    /// The sample; `None` if something that it needs is missing.
    #[must_use]
    pub fn finish(
        mut self,
        measurements: Box<[Measurement]>,
        methods: Arc<[Arc<str>]>,
        place: Place,
    ) -> Option<Sample> {
        if self.kind.is_none() {
            self.kind = self.named_new_oil();
        }
        Some(Sample {
            lab: self.lab,
            sample_id: self.sample_id.unwrap_or_else(|| Arc::from(format!("row {}", place.row))),
            customer: self.customer,
            site: self.site,
            machine: self.machine?,
            machine_type: self.machine_type.or(self.component_type),
            component: self.component,
            point: self.point,
            product: self.product,
            lot: self.lot,
            grade: self.grade.or(self.product_grade),
            kind: self.kind.unwrap_or(SampleKind::InService),
            sampled_on: self.sampled_on?,
            received_at: self.received_at,
            tested_at: self.tested_at,
            reported_at: self.reported_at,
            oil_hours: self.oil_hours,
            machine_hours: self.machine_hours,
            oil_changed: self.oil_changed,
            filter_changed: self.filter_changed,
            top_up_l: self.top_up_l,
            sump_l: self.sump_l,
            note: self.note,
            lab_verdict: self.lab_verdict,
            measurements,
            baseline: Box::default(),
            replaces: None,
            methods,
            place,
        })
    }
}

/// What the rows of one sample have in common; names folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bottle {
    sampled_on: Option<NaiveDate>,
    names: [Option<String>; 7],
    kind: Option<SampleKind>,
    reported: Option<chrono::NaiveDateTime>,
}

fn is_before(one: Stamp, other: Stamp) -> bool {
    match one.since(other) {
        Some(elapsed) => elapsed < chrono::TimeDelta::zero(),
        None => one.local.date() < other.local.date(),
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

fn read_kind(text: &str) -> Result<SampleKind, Fault> {
    SampleKind::from_id(text).or_else(|| kind::of_word(text)).ok_or_else(|| {
        let says = format!(
            "kind: {} is none of new, in_service, reference; the sample is taken as in_service",
            quoted(text.as_bytes())
        );
        Fault::new(ProblemCode::UnknownWord, says)
    })
}
