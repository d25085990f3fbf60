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
use crate::standards::{Compare, Document, DocumentId, DocumentKind, GradeClaim, Precedence, Standards};

use super::edition;
use super::grade_class::GradeClass;
use super::grade_rows::{GradeRows, class_rows};
use super::narrowest::{NarrowKey, Narrowing, asked, narrowest};

/// The limits that apply to a sample.
#[derive(Debug, Clone, Default)]
pub struct Specification {
    /// The limits, by the precedence of their documents, then in the order of the standards folder.
    pub items: Vec<Item>,
    /// What the reader must know about the choice.
    pub notices: Vec<Message>,
    /// The fluid's family, if anything says.
    pub family: Option<Arc<str>>,
    /// The viscosity class that the declared grade means, if it means one.
    pub viscosity_class: Option<GradeClass>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'k> {
    kind: SampleKind,
    grade: Option<&'k str>,
    product: Option<&'k str>,
    machine_type: Option<MachineType>,
    era: usize,
    narrow: NarrowKey<'k>,
}

/// The specifications of all samples of a run.
#[derive(Debug)]
pub struct Specifications<'k> {
    chosen: BTreeMap<Key<'k>, Specification>,
    /// Days on which some document comes into force or goes out of it.
    eras: Vec<NaiveDate>,
    narrowing: Narrowing,
    none: Specification,
}

impl<'k> Specifications<'k> {
    /// Chooses for every sample of the histories.
    #[must_use]
    pub fn new(histories: &[PointHistory<'k>], standards: &Standards) -> Self {
        let index = Index::new(standards);
        let mut specifications = Self {
            chosen: BTreeMap::new(),
            eras: eras(standards),
            narrowing: Narrowing::new(standards),
            none: Specification::default(),
        };
        for history in histories {
            let mut before = None;
            for sample in &history.samples {
                let key = specifications.key(sample, history.machine_type);
                if before != Some(key) {
                    let choose = || index.choose(key, sample);
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
        let (grade, product) = (sample.grade.as_deref(), sample.product.as_deref());
        Key { kind: sample.kind, grade, product, machine_type, era, narrow: self.narrowing.key(sample) }
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

    /// The choice for a sample, which stands for all that have its key.
    fn choose(&self, key: Key<'_>, sample: &Sample) -> Specification {
        let Key { kind, grade, product, machine_type, .. } = key;
        let day = sample.sampled_on;
        let named_product = product;
        let product = product.and_then(|product| self.products.get(&fold(product)).copied());
        let declared = grade.or_else(|| product.and_then(|product| product.grade.as_deref()));
        let grade = declared.map(DeclaredGrade::parse);
        let claim = declared.map(|declared| self.standards.resolve_grade(declared, day));
        let class = |grade: &DeclaredGrade| GradeClass::of(self.standards, grade, claim.as_ref(), day);
        let mut specification = Specification {
            family: self.family(product, claim.as_ref(), machine_type),
            viscosity_class: grade.as_ref().and_then(class),
            ..Specification::default()
        };
        match kind {
            SampleKind::New | SampleKind::Reference => {
                let claimed = grade.as_ref().zip(declared).zip(claim.as_ref());
                self.new_oil(&mut specification, claimed, day);
            }
            SampleKind::InService => {
                self.in_service(&mut specification, grade.as_ref(), machine_type, sample);
                if specification.items.is_empty() && specification.notices.is_empty() {
                    specification.notices.push(nothing_known(named_product.or(declared), machine_type));
                }
            }
        }
        specification.notices.extend(edition::notices(&specification.items, self.standards, day));
        let named = |item: &Item| {
            let document = self.standards.document_of(item.limit);
            !document.for_grades.is_empty() && covers(&document.for_grades, grade.as_ref())
        };
        if !specification.items.iter().any(named) {
            specification.notices.extend(unknown_grade(&specification, declared, claim.as_ref()));
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
        sample: &Sample,
    ) {
        let (day, asked) = (sample.sampled_on, asked(sample));
        // What holds for any machine holds for one of which nothing is said.
        let machine_type = machine_type.or(Some(MachineType::Other));
        let mut kinds = (false, false);
        for (document, id) in self.standards.documents.iter().zip(0..) {
            let fits = document.judges_on(day) && fits(document, grade, specification.family.as_deref(), machine_type);
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
                machine
                    && (limit.for_grades.is_empty() || covers(&limit.for_grades, grade))
                    && limit.scope.covers(asked)
            };
            let mut apply: Vec<LimitId> = limits.iter().filter(applies).copied().collect();
            if document.precedence == Precedence::Fleet {
                apply = narrowest(&apply, self.standards, grade);
            }
            specification.items.extend(apply.into_iter().map(|limit| Item { limit, blocked: None }));
        }
        if kinds == (false, true) {
            specification.notices.push(Message::new("spec-alarms-only"));
        }
    }
}

/// That nothing judges an oil in service, naming the oil and the machine that nothing is known for.
fn nothing_known(oil: Option<&str>, machine_type: Option<MachineType>) -> Message {
    let id = if oil.is_some() { "spec-none" } else { "spec-none-unnamed" };
    let machine = machine_type.unwrap_or(MachineType::Other).id();
    let machine = Arg::Said(Box::new(Message::new(format!("machine-{machine}"))));
    let message = Message::new(id).with("machine", machine);
    oil.into_iter().fold(message, |message, oil| message.with("oil", Arg::Text(oil.to_owned())))
}

/// That nobody knows the declared grade, unless the notices say so already: a slip in it must not pass unseen
/// because other limits judge.
fn unknown_grade(specification: &Specification, declared: Option<&str>, claim: Option<&GradeClaim>) -> Option<Message> {
    let (Some(declared), Some(GradeClaim::Unknown { nearest })) = (declared, claim) else { return None };
    if specification.notices.iter().any(|notice| notice.id == "spec-none-new") {
        return None;
    }
    let id = if nearest.is_some() { "spec-grade-unknown-near" } else { "spec-grade-unknown" };
    let message = Message::new(id).with("grade", Arg::Text(declared.to_owned()));
    Some(nearest.iter().fold(message, |message, name| message.with("nearest", Arg::Text(name.clone()))))
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

#[cfg(test)]
mod tests {
    use super::super::fixture::last;
    use super::*;
    use crate::domain::{Outcome, Sample};
    use crate::history::fixture::{self, day, document, limit, product, sample};

    fn new_oil(standards: &Standards, on: &str, grade: &str, results: &[(&str, &str)]) -> Sample {
        let mut oil = sample(standards, on, None, results);
        (oil.kind, oil.grade, oil.product) = (SampleKind::New, Some(Arc::from(grade)), None);
        oil
    }

    /// Outcomes and notices of one sample.
    fn judged(standards: &Standards, oil: Sample) -> (Vec<(u32, Outcome)>, Vec<String>) {
        let analysis = last(standards, &[oil]);
        let outcomes = analysis.verdicts.iter().map(|verdict| (verdict.limit.0, verdict.outcome)).collect();
        (outcomes, analysis.notices.into_iter().map(|notice| notice.id).collect())
    }

    /// Two editions of one standard: the first allows a flash point of 200 °C, the second asks for 225 °C.
    fn editions() -> Standards {
        let mut standards = fixture::standards();
        for (edition, low) in [("1995", 200.0), ("2006", 225.0)] {
            let id = document(&mut standards, "GB 11121", DocumentKind::Grade, "engine_petrol");
            limit(&mut standards, id, Some("SF 40"), "flash_point_coc", Compare::AtLeast(low));
            if let Some(document) = standards.documents.last_mut() {
                document.edition = Arc::from(edition);
            }
        }
        if let [first, second] = standards.documents.as_mut_slice() {
            first.superseded_on = Some(day("2007-01-01"));
            first.superseded_by = Some(Arc::from("GB 11121-2006"));
            second.in_force_from = Some(day("2007-01-01"));
        }
        standards
    }

    #[test]
    fn the_edition_in_force_on_the_day_of_sampling_judges() {
        let standards = editions();
        let of =
            |on: &str, grade: &str| judged(&standards, new_oil(&standards, on, grade, &[("flash_point_coc", "212")]));
        assert_eq!(of("2006-12-31", "SF 40"), (vec![(0, Outcome::Pass)], vec![]));
        assert_eq!(of("2007-01-01", "SF 40"), (vec![(1, Outcome::Fail)], vec![]));
        assert_eq!(of("2007-01-01", "sf40").0, [(1, Outcome::Fail)]);
    }

    #[test]
    fn a_pinned_edition_judges_even_when_superseded_and_says_so() {
        let standards = editions();
        let oil = new_oil(&standards, "2025-01-01", "GB 11121-1995 / SF 40", &[("flash_point_coc", "212")]);
        assert_eq!(judged(&standards, oil), (vec![(0, Outcome::Pass)], vec!["spec-superseded".to_owned()]));
    }

    #[test]
    fn a_grade_that_nobody_knows_is_said_to_be_unknown() {
        let standards = editions();
        let of =
            |grade: &str| judged(&standards, new_oil(&standards, "2025-01-01", grade, &[("flash_point_coc", "1")]));
        assert_eq!(of("XX 99"), (vec![], vec!["spec-none-new".to_owned()]));
        let mut oil = new_oil(&standards, "2025-01-01", "", &[]);
        oil.grade = None;
        assert_eq!(judged(&standards, oil), (vec![], vec!["spec-none-no-grade".to_owned()]));
    }

    #[test]
    fn of_a_grade_with_open_class_only_what_all_classes_share_judges() {
        let mut standards = fixture::standards();
        let id = document(&mut standards, "GB 11118.1", DocumentKind::Grade, "hydraulic");
        for (class, index) in [("L-HM 46 high-pressure", 95.0), ("L-HM 46 normal", 85.0)] {
            limit(&mut standards, id, Some(class), "kv_40c", Compare::Within(41.4, 50.6));
            limit(&mut standards, id, Some(class), "viscosity_index", Compare::AtLeast(index));
        }
        limit(&mut standards, id, Some("L-HM 46 normal"), "pour_point", Compare::AtMost(-9.0));
        let results = [("kv_40c", "51"), ("viscosity_index", "80"), ("pour_point", "-20")];
        let open = judged(&standards, new_oil(&standards, "2025-01-01", "L-HM 46", &results));
        let differ = Outcome::NotComparable;
        assert_eq!(open, (vec![(0, Outcome::Fail), (1, differ), (4, differ)], vec!["spec-classes".to_owned()]));
        let named = judged(&standards, new_oil(&standards, "2025-01-01", "L-HM 46 normal", &results));
        assert_eq!(named.0, [(2, Outcome::Fail), (3, Outcome::Fail), (4, Outcome::Pass)]);
    }

    #[test]
    fn a_viscosity_class_in_the_name_judges_where_the_grade_does_not() {
        let mut standards = fixture::standards();
        let iso = document(&mut standards, "ISO 3448", DocumentKind::Grade, "");
        limit(&mut standards, iso, Some("ISO VG 46"), "kv_40c", Compare::Within(41.4, 50.6));
        let oil = |standards: &Standards| new_oil(standards, "2025-01-01", "L-HX 46", &[("kv_40c", "51")]);
        let unknown = vec!["spec-grade-unknown".to_owned()];
        assert_eq!(judged(&standards, oil(&standards)), (vec![(0, Outcome::Fail)], unknown));
        let grade = document(&mut standards, "MAKER", DocumentKind::Grade, "hydraulic");
        limit(&mut standards, grade, Some("L-HX 46"), "kv_40c", Compare::Within(40.0, 52.0));
        assert_eq!(judged(&standards, oil(&standards)).0, [(1, Outcome::Pass)]);
    }

    /// Which limits apply to a sample in service of a product, in a machine.
    fn in_service(standards: &Standards, product: &str, machine: Option<MachineType>) -> (Vec<u32>, Vec<String>) {
        let mut oil = sample(standards, "2025-01-01", Some(100.0), &[]);
        (oil.product, oil.machine_type) = (Some(Arc::from(product)), machine);
        let (outcomes, notices) = judged(standards, oil);
        (outcomes.into_iter().map(|(limit, _)| limit).collect(), notices)
    }

    #[test]
    fn documents_in_service_are_chosen_by_grade_family_and_machine() {
        let mut standards = fixture::standards();
        product(&mut standards, "Hydro", "hydraulic", Some("L-HM 46"));
        product(&mut standards, "Turbo", "turbine", Some("L-TSA 46"));
        let by_grade = document(&mut standards, "BY GRADE", DocumentKind::InService, "hydraulic");
        let by_family = document(&mut standards, "BY FAMILY", DocumentKind::InService, "turbine");
        let alarm = document(&mut standards, "ALARM", DocumentKind::Alarm, "hydraulic");
        if let [grade, _, alarm] = standards.documents.as_mut_slice() {
            grade.for_grades.push(Arc::from("L-HM"));
            alarm.machine_types.push(MachineType::Hydraulic);
        }
        limit(&mut standards, by_grade, None, "water", Compare::AtMost(0.1));
        limit(&mut standards, by_family, None, "water", Compare::AtMost(0.1));
        limit(&mut standards, alarm, None, "water", Compare::AtMost(0.02));
        let hydraulic = Some(MachineType::Hydraulic);
        assert_eq!(in_service(&standards, "Hydro", hydraulic), (vec![0, 2], vec![]));
        assert_eq!(in_service(&standards, "Hydro", None), (vec![0], vec![]));
        let unknown = vec!["spec-grade-unknown".to_owned()];
        assert_eq!(in_service(&standards, "Turbo", Some(MachineType::SteamTurbine)), (vec![1], unknown.clone()));
        // The alarms of a machine count whatever oil is in it.
        assert_eq!(in_service(&standards, "Turbo", hydraulic), (vec![1, 2], unknown));
        assert_eq!(in_service(&standards, "?", hydraulic), (vec![2], vec!["spec-alarms-only".to_owned()]));
        assert_eq!(in_service(&standards, "?", Some(MachineType::SteamTurbine)).0, [1]);
        assert_eq!(in_service(&standards, "?", None), (vec![], vec!["spec-none".to_owned()]));
    }

    #[test]
    fn a_machine_of_which_nothing_is_said_counts_as_other() {
        let mut standards = fixture::standards();
        let alarm = document(&mut standards, "OTHER", DocumentKind::Alarm, "");
        if let [alarm] = standards.documents.as_mut_slice() {
            alarm.machine_types.push(MachineType::Other);
        }
        limit(&mut standards, alarm, None, "water", Compare::AtMost(0.5));
        let judges = |machine: Option<MachineType>| in_service(&standards, "?", machine).0;
        assert_eq!((judges(None), judges(Some(MachineType::Other))), (vec![0], vec![0]));
        assert_eq!(judges(Some(MachineType::Gear)), Vec::<u32>::new());
    }

    #[test]
    fn a_row_for_some_grades_or_machines_applies_to_those_only() {
        let mut standards = fixture::standards();
        product(&mut standards, "Hydro", "hydraulic", Some("L-HM 46"));
        let id = document(&mut standards, "D", DocumentKind::InService, "hydraulic");
        for _ in 0..2 {
            limit(&mut standards, id, None, "water", Compare::AtMost(0.1));
        }
        if let [first, second] = standards.limits.as_mut_slice() {
            first.for_grades.push(Arc::from("L-HL"));
            second.machine_types.push(MachineType::Pump);
        }
        assert_eq!(in_service(&standards, "Hydro", Some(MachineType::Hydraulic)).0, Vec::<u32>::new());
        assert_eq!(in_service(&standards, "Hydro", Some(MachineType::Pump)).0, [1]);
    }
}
