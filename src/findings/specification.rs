//! Which limits apply to a sample: by its grade if it is new oil, by oil, machine and family if it is in service.
//!
//! The choice depends on little of a sample, so it is made once for each grade, product, machine type and span
//! of time in which no document comes into force or goes out of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{
    Arg, DeclaredGrade, LimitId, MachineType, Message, PropertyId, Sample, SampleKind, fold, grade_begins_with,
};
use crate::history::PointHistory;
use crate::standards::property::Product;
use crate::standards::{Compare, Document, DocumentId, DocumentKind, GradeClaim, Standards};

use super::grade_rows::{GradeRows, class_rows};

/// The limits that apply to a sample.
#[derive(Debug, Clone, Default)]
pub struct Specification {
    /// The limits, by the precedence of their documents, then in the order of the standards folder.
    pub items: Vec<Item>,
    /// What the reader must know about the choice.
    pub notices: Vec<Message>,
    /// The fluid's family, if anything says.
    pub family: Option<Arc<str>>,
}

/// A limit that applies.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The limit.
    pub limit: LimitId,
    /// Why it cannot judge, if it cannot: the grade's name does not say which of several classes is meant.
    pub blocked: Option<Message>,
}

/// What the choice depends on.
type Key<'k> = (SampleKind, Option<&'k str>, Option<&'k str>, Option<MachineType>, usize);

/// The specifications of all samples of a run.
#[derive(Debug)]
pub struct Specifications<'k> {
    chosen: BTreeMap<Key<'k>, Specification>,
    /// Days on which some document comes into force or goes out of it.
    eras: Vec<NaiveDate>,
    none: Specification,
}

impl<'k> Specifications<'k> {
    /// Chooses for every sample of the histories.
    #[must_use]
    pub fn new(histories: &[PointHistory<'k>], standards: &Standards) -> Self {
        let index = Index::new(standards);
        let mut specifications =
            Self { chosen: BTreeMap::new(), eras: eras(standards), none: Specification::default() };
        for history in histories {
            let mut before = None;
            for sample in &history.samples {
                let key = specifications.key(sample, history.machine_type);
                if before != Some(key) {
                    let choose = || index.choose(key, sample.sampled_on);
                    specifications.chosen.entry(key).or_insert_with(choose);
                    before = Some(key);
                }
            }
        }
        specifications
    }

    /// The specification of a sample at a point of this machine type.
    #[must_use]
    pub fn of(&self, sample: &'k Sample, machine_type: Option<MachineType>) -> &Specification {
        self.chosen.get(&self.key(sample, machine_type)).unwrap_or(&self.none)
    }

    fn key(&self, sample: &'k Sample, machine_type: Option<MachineType>) -> Key<'k> {
        let era = self.eras.partition_point(|begins| *begins <= sample.sampled_on);
        let machine_type = sample.machine_type.or(machine_type);
        (sample.kind, sample.grade.as_deref(), sample.product.as_deref(), machine_type, era)
    }
}

fn eras(standards: &Standards) -> Vec<NaiveDate> {
    let dates = standards.documents.iter().flat_map(|document| [document.in_force_from, document.superseded_on]);
    let mut eras: Vec<NaiveDate> = dates.flatten().collect();
    eras.sort_unstable();
    eras.dedup();
    eras
}

/// The standards, sorted for choosing.
struct Index<'s> {
    standards: &'s Standards,
    grades: GradeRows<'s>,
    by_document: BTreeMap<DocumentId, Vec<LimitId>>,
    products: BTreeMap<String, &'s Product>,
}

impl<'s> Index<'s> {
    fn new(standards: &'s Standards) -> Self {
        let mut by_document: BTreeMap<DocumentId, Vec<LimitId>> = BTreeMap::new();
        for (limit, id) in standards.limits.iter().zip(0..) {
            by_document.entry(limit.document).or_default().push(LimitId(id));
        }
        let mut products = BTreeMap::new();
        for product in &standards.products {
            for name in std::iter::once(&product.name).chain(&product.aliases) {
                products.entry(fold(name)).or_insert(product);
            }
        }
        Self { standards, grades: GradeRows::new(standards), by_document, products }
    }

    fn choose(&self, key: Key<'_>, day: NaiveDate) -> Specification {
        let (kind, grade, product, machine_type, _) = key;
        let product = product.and_then(|product| self.products.get(&fold(product)).copied());
        let declared = grade.or_else(|| product.and_then(|product| product.grade.as_deref()));
        let grade = declared.map(DeclaredGrade::parse);
        let claim = declared.map(|declared| self.standards.resolve_grade(declared, day));
        let mut specification =
            Specification { family: self.family(product, claim.as_ref(), machine_type), ..Specification::default() };
        match kind {
            SampleKind::New | SampleKind::Reference => {
                let claimed = grade.as_ref().zip(declared).zip(claim.as_ref());
                self.new_oil(&mut specification, claimed, day);
            }
            SampleKind::InService => self.in_service(&mut specification, grade.as_ref(), machine_type, day),
        }
        specification.items.sort_by_key(|item| {
            let limit = self.standards.limit(item.limit);
            (self.standards.document(limit.document).precedence, limit.document, item.limit)
        });
        specification
    }

    /// The fluid's family: the product's, else that of its grade's document, else what the machine usually holds.
    fn family(
        &self,
        product: Option<&Product>,
        claim: Option<&GradeClaim>,
        machine_type: Option<MachineType>,
    ) -> Option<Arc<str>> {
        let of_product = product.map(|product| Arc::clone(&product.family));
        let of_grade = || claim.and_then(|claim| self.grades.family(claim));
        let of_machine = || machine_type.and_then(family_of_machine).map(Arc::from);
        let says = |family: &Arc<str>| !family.is_empty() && &**family != "other";
        of_product.filter(says).or_else(|| of_grade().filter(says)).or_else(of_machine)
    }

    fn new_oil(
        &self,
        specification: &mut Specification,
        claimed: Option<((&DeclaredGrade, &str), &GradeClaim)>,
        day: NaiveDate,
    ) {
        let Some(((grade, declared), claim)) = claimed else {
            specification.notices.push(Message::new("spec-none-no-grade"));
            return;
        };
        let rows = self.grades.rows(claim, declared);
        specification.notices.extend(rows.notices);
        specification.items.extend(rows.items);
        let limited = |items: &[Item], property: PropertyId| {
            items
                .iter()
                .map(|item| self.standards.limit(item.limit))
                .any(|limit| limit.property == property && !matches!(limit.compare, Compare::Report))
        };
        let by_class: Vec<LimitId> = class_rows(&self.grades, grade, day)
            .filter(|id| !limited(&specification.items, self.standards.limit(*id).property))
            .collect();
        specification.items.extend(by_class.into_iter().map(|limit| Item { limit, blocked: None }));
        if specification.items.is_empty() && specification.notices.is_empty() {
            let grade = Arg::Text(declared.to_owned());
            specification.notices.push(Message::new("spec-none-new").with("grade", grade));
        }
    }

    fn in_service(
        &self,
        specification: &mut Specification,
        grade: Option<&DeclaredGrade>,
        machine_type: Option<MachineType>,
        day: NaiveDate,
    ) {
        let mut kinds = (false, false);
        for (document, id) in self.standards.documents.iter().zip(0..) {
            let fits =
                document.in_force_on(day) && fits(document, grade, specification.family.as_deref(), machine_type);
            if !fits {
                continue;
            }
            match document.kind {
                DocumentKind::Grade => continue,
                DocumentKind::InService => kinds.0 = true,
                DocumentKind::Alarm => kinds.1 = true,
            }
            let limits = self.by_document.get(&DocumentId(id)).map_or(&[][..], Vec::as_slice);
            let applies = |id: &&LimitId| {
                let limit = self.standards.limit(**id);
                let machine = limit.machine_types.is_empty()
                    || machine_type.is_some_and(|machine| limit.machine_types.contains(&machine));
                machine && (limit.for_grades.is_empty() || covers(&limit.for_grades, grade))
            };
            let items = limits.iter().filter(applies).map(|limit| Item { limit: *limit, blocked: None });
            specification.items.extend(items);
        }
        match kinds {
            (true, _) => {}
            (false, true) => specification.notices.push(Message::new("spec-alarms-only")),
            (false, false) => specification.notices.push(Message::new("spec-none")),
        }
    }
}

/// Whether a document for oil in service is meant for this oil in this machine.
fn fits(
    document: &Document,
    grade: Option<&DeclaredGrade>,
    family: Option<&str>,
    machine_type: Option<MachineType>,
) -> bool {
    let machine = document.machine_types.is_empty()
        || machine_type.is_some_and(|machine| document.machine_types.contains(&machine));
    let oil = if document.for_grades.is_empty() {
        // A document for machines of a kind counts whatever oil is in them.
        let by_machine = document.kind == DocumentKind::Alarm && !document.machine_types.is_empty();
        by_machine || family.is_some_and(|family| *family == *document.family)
    } else {
        covers(&document.for_grades, grade)
    };
    machine && oil
}

fn covers(beginnings: &[Arc<str>], grade: Option<&DeclaredGrade>) -> bool {
    grade.is_some_and(|grade| beginnings.iter().any(|beginning| grade_begins_with(&grade.name, &fold(beginning))))
}

/// The family of the fluid that a machine of a type usually holds.
const fn family_of_machine(machine: MachineType) -> Option<&'static str> {
    Some(match machine {
        MachineType::Hydraulic => "hydraulic",
        MachineType::Gear | MachineType::WormGear | MachineType::WindGear => "gear",
        MachineType::SteamTurbine | MachineType::GasTurbine | MachineType::HydroTurbine => "turbine",
        MachineType::Compressor => "compressor",
        MachineType::EnginePetrol => "engine_petrol",
        MachineType::EngineDiesel => "engine_diesel",
        MachineType::EngineGas => "engine_gas",
        MachineType::Transmission | MachineType::FinalDrive => "transmission",
        MachineType::Bearing | MachineType::Pump | MachineType::Other => return None,
    })
}
