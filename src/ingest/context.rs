//! What the context cells of one row come to, on the way to a sample: names, dates, hours, yes and no.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::domain::{
    Criticality, MachineType, Measurement, Place, ProblemCode, Sample, SampleKind, Stamp, Supply, fold,
};

use super::context_cell::{ContextCell, ContextRules, Named, Said};
use super::fault::Fault;
use super::field::Field;
use super::labels::Labels;
use super::names::Names;

/// What a context cell came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is part of the sample.
    Used,
    /// It says that nothing is known.
    NotGiven,
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
    model: Option<Arc<str>>,
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
    criticality: Option<Criticality>,
    supply: Option<Supply>,
    note: Option<Arc<str>>,
    lab_verdict: Option<Arc<str>>,
}

impl Context {
    /// Reads a cell into its field. A fault costs the cell; whether it costs the row, [`Context::missing`] says.
    pub fn set(&mut self, cell: ContextCell<'_>, rules: &ContextRules<'_>, names: &mut Names) -> Result<Taken, Fault> {
        Ok(self.put(cell.field, cell.read(rules, names)?, names))
    }

    /// Puts what a cell says into its field.
    pub fn put(&mut self, field: Field, said: Said, names: &mut Names) -> Taken {
        match said {
            Said::NotGiven => return Taken::NotGiven,
            Said::Name(given) => self.put_name(field, given, names),
            Said::Amount(amount) => *self.amount(field) = Some(amount),
            Said::YesNo(answer) if field == Field::OilChanged => self.oil_changed = Some(answer),
            Said::YesNo(answer) => self.filter_changed = Some(answer),
            Said::Time(stamp) => match field {
                Field::ReceivedAt => self.received_at = Some(stamp),
                Field::TestedAt => self.tested_at = Some(stamp),
                Field::ReportedAt => self.reported_at = Some(stamp),
                _ => self.sampled_on = Some(stamp.local.date()),
            },
            Said::MachineType(machine) => self.machine_type = Some(machine),
            Said::Kind(kind) => self.kind = Some(kind),
            Said::Criticality(criticality) => self.criticality = Some(criticality),
            Said::Supply(supply) => self.supply = Some(supply),
        }
        Taken::Used
    }

    fn put_name(&mut self, field: Field, given: Named, names: &mut Names) {
        let Named { name, grade, component_type } = given;
        if grade.is_some() {
            self.product_grade = grade;
        }
        let slot = match field {
            Field::Lab => &mut self.lab,
            Field::SampleId => &mut self.sample_id,
            Field::Customer => &mut self.customer,
            Field::Site => &mut self.site,
            Field::Machine => &mut self.machine,
            Field::Model => &mut self.model,
            Field::Component => {
                self.component_type = component_type;
                &mut self.component
            }
            Field::Point => &mut self.point,
            Field::Product => &mut self.product,
            Field::Lot => &mut self.lot,
            Field::Grade => &mut self.grade,
            Field::LabVerdict => &mut self.lab_verdict,
            _ => &mut self.note,
        };
        *slot = match (field, slot.take()) {
            // A laboratory may say several: the overall verdict, and one on the oil, the machine, the dirt.
            (Field::LabVerdict, Some(earlier)) => Some(names.share(field as usize, &format!("{earlier}; {name}"))),
            _ => Some(name),
        };
    }

    const fn amount(&mut self, field: Field) -> &mut Option<f64> {
        match field {
            Field::OilHours => &mut self.oil_hours,
            Field::MachineHours => &mut self.machine_hours,
            Field::TopUpL => &mut self.top_up_l,
            _ => &mut self.sump_l,
        }
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
            Field::Model => self.model.is_some(),
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
            Field::Criticality => self.criticality.is_some(),
            Field::Supply => self.supply.is_some(),
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
    fn named_new_oil(&self, labels: &Labels) -> Option<SampleKind> {
        [&self.component, &self.point, &self.machine].into_iter().flatten().find_map(|name| labels.kind_of_name(name))
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
        absorb!(
            machine_type,
            model,
            component_type,
            product,
            product_grade,
            lot,
            grade,
            received_at,
            tested_at,
            oil_hours
        );
        absorb!(reported_at, machine_hours, oil_changed, filter_changed, top_up_l, sump_l, note, lab_verdict);
        absorb!(criticality, supply);
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
        labels: &Labels,
        measurements: Box<[Measurement]>,
        methods: Arc<[Arc<str>]>,
        place: Place,
    ) -> Option<Sample> {
        if self.kind.is_none() {
            self.kind = self.named_new_oil(labels);
        }
        Some(Sample {
            lab: self.lab,
            sample_id: self.sample_id.unwrap_or_else(|| Arc::from(format!("row {}", place.row))),
            customer: self.customer,
            site: self.site,
            machine: self.machine?,
            machine_type: self.machine_type.or(self.component_type),
            model: self.model,
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
            criticality: self.criticality,
            supply: self.supply,
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
