//! `grades/*.csv`, `in-service/*.csv` and `alarms/*.csv`: one row, one limit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Location, MachineType, Provenance, Recall, Severity};

use super::super::conversion::Conversion;
use super::super::document::{DocumentId, DocumentKind};
use super::super::faults::{FaultList, Read, Reported};
use super::super::layer::Layer;
use super::super::limit::Limit;
use super::super::scope::Scope;
use super::Folder;
use super::bounds::{self, Bounds, CompareWord};
use super::confirmed::Confirmed;
use super::dictionary::Dictionary;
use super::documents::Documents;
use super::known;
use super::names::Seen;
use super::table::{Row, Shortened};

const COLUMNS: [&str; 23] = [
    "document",
    "edition",
    "grades",
    "machine_types",
    "components",
    "models",
    "products",
    "oil_hours_from",
    "oil_hours_below",
    "property",
    "condition",
    "method",
    "unit",
    "compare",
    "low",
    "high",
    "code",
    "severity",
    "recall",
    "note",
    "other",
    "source",
    "provenance",
];

/// The columns by which a limit is known when a folder is laid over another one.
pub(super) const KEY: [&str; 12] = [
    "document",
    "edition",
    "grades",
    "machine_types",
    "property",
    "condition",
    "method",
    "components",
    "models",
    "products",
    "oil_hours_from",
    "oil_hours_below",
];

/// The columns that narrow a limit; a file that does not need them leaves them out.
const SCOPE: [&str; 5] = ["components", "models", "products", "oil_hours_from", "oil_hours_below"];

const KINDS: [(&str, DocumentKind); 3] =
    [("grades/", DocumentKind::Grade), ("in-service/", DocumentKind::InService), ("alarms/", DocumentKind::Alarm)];

/// The limits, and which documents the rows name, faulty rows included.
#[derive(Default)]
pub(super) struct Limits {
    pub(super) list: Vec<Limit>,
    pub(super) documents_named: BTreeSet<DocumentId>,
}

/// Reads the three folders of limits.
pub(super) fn read(
    folder: &Folder<'_>,
    dictionary: &Dictionary,
    documents: &Documents,
    confirmed: &mut Confirmed,
) -> Limits {
    let mut limits = Limits::default();
    let mut seen = Seen::default();
    for (name, kind) in KINDS {
        let table = folder.table_under(name, &COLUMNS, &KEY);
        for Shortened { place, before, after } in table.shortened() {
            let says = format!(
                "{before} rows are for this limit in the folder below and {after} here: state every level, as a \
                 \"report\" row where one is not to judge"
            );
            folder.faults.report(place.clone(), says);
        }
        let reader = Reader { dictionary, documents, kind };
        for row in table.rows() {
            let document = reader.document(row);
            limits.documents_named.extend(document);
            if let Ok(mut limit) = reader.limit(row, document, &mut seen) {
                confirmed.apply(row, &mut limit, documents);
                limits.list.push(limit);
            }
        }
    }
    limits
}

/// The cells of limits as they are written in the columns asked for, by the places where the limits stand.
pub(in crate::standards) fn cells<'c>(
    layers: &[Layer],
    columns: &'c [&'c str],
) -> impl Fn(&Location) -> Option<Vec<String>> + use<'c> {
    let faults = FaultList::default();
    let folder = Folder::open(layers, None, &faults);
    let mut rows: BTreeMap<Location, Vec<String>> = BTreeMap::new();
    for (name, _) in KINDS {
        let table = folder.table_under(name, &COLUMNS, &KEY);
        let cells = |row: Row<'_>| columns.iter().map(|column| row.text(column).to_owned()).collect();
        rows.extend(table.rows().map(|row| (row.location(), cells(row))));
    }
    move |place| rows.get(place).cloned()
}

/// The grade of a row of `grades/`, or the beginnings of grade names of another row.
type Grades = (Option<Arc<str>>, Vec<Arc<str>>);

struct Reader<'r> {
    dictionary: &'r Dictionary,
    documents: &'r Documents,
    kind: DocumentKind,
}

impl Reader<'_> {
    fn document(&self, row: Row<'_>) -> Read<DocumentId> {
        let (id, edition) = (row.required("document")?, row.text("edition"));
        let document = self.documents.find(&id, edition);
        let document = document.map_err(|says| says.map_or(Reported, |says| row.fault("document", says)))?;
        if let Some(file) = self.documents.file_of(document)
            && file != row.path()
        {
            row.fault("document", format!("the limits of this document belong in \"{file}\" by documents.toml"));
        }
        if self.documents.list.get(usize::from(document.0)).is_some_and(|known| known.kind != self.kind) {
            row.fault("document", "the document's kind in documents.toml is not that of this folder");
        }
        Ok(document)
    }

    fn limit(&self, row: Row<'_>, document: Read<DocumentId>, seen: &mut Seen) -> Read<Limit> {
        let property = self.dictionary.property(row, "property");
        let unit = self.dictionary.unit(row, "unit");
        let word = row.word("compare", &CompareWord::ids(), CompareWord::from_id);
        let machine_types = row.words("machine_types", ';', &known::machine_types(), MachineType::from_id);
        let severity = row.word("severity", &known::severities(), Severity::from_id);
        let recall = row.optional_word("recall", &known::RECALL, Recall::from_id);
        let origin = row.origin();
        let grade = self.grade(row);
        let scope = self.scope(row);
        let bounds = word.and_then(|word| Bounds::read(row, word));
        let unique = Self::check_unique(row, seen);

        let (document, property, unit, word, bounds) = (document?, property?, unit?, word?, bounds?);
        let conversion = self.dictionary.to_canonical(property, &unit);
        let kind = self.dictionary.get(property).map(|property| property.kind).ok_or(Reported)?;
        bounds::check_kind(row, word, kind)?;
        let compare = bounds.compare(row, word, kind, conversion.unwrap_or(Conversion::NONE))?;
        let comparable = conversion.is_some() || !word.depends_on_unit();
        let (source, provenance) = origin?;
        let (grade, for_grades) = grade?;
        unique?;
        // A laboratory that owns the standard has held all its rows against it.
        let verified = self.documents.verified(document, row.layer());
        Ok(Limit {
            document,
            grade,
            for_grades,
            machine_types: machine_types?,
            scope: scope?,
            property,
            condition: row.text("condition").into(),
            method: row.text("method").into(),
            compare,
            written: bounds.written(word, &unit),
            unit: unit.symbol().into(),
            comparable,
            decimals: bounds.decimals().filter(|_| conversion == Some(Conversion::NONE)),
            severity: severity?,
            recall: if verified.is_some() { None } else { recall? },
            note: row.text("note").into(),
            other: row.text("other").into(),
            source,
            provenance: if verified.is_some() { Provenance::Confirmed } else { provenance },
            confirmed: verified,
            overlay: row.overlay().cloned(),
            location: row.location(),
        })
    }

    /// The grade's name in `grades/`; beginnings of names elsewhere.
    fn grade(&self, row: Row<'_>) -> Read<Grades> {
        if self.kind == DocumentKind::Grade {
            let name = row.required("grades")?;
            if name.contains(';') {
                return Err(row.fault("grades", "a row of grades/ is for one grade"));
            }
            return Ok((Some(name), Vec::new()));
        }
        Ok((None, row.list("grades", ';').map(Arc::from).collect()))
    }

    /// The components, models, products and oil hours of a row that is not for new oil.
    fn scope(&self, row: Row<'_>) -> Read<Scope> {
        let names = |column| row.list(column, ';').map(Arc::from).collect();
        let (from, below) = (row.number("oil_hours_from"), row.number("oil_hours_below"));
        let scope = Scope {
            components: names("components"),
            models: names("models"),
            products: names("products"),
            oil_hours_from: from?,
            oil_hours_below: below?,
        };
        let narrowed = || SCOPE.into_iter().find(|column| !row.text(column).is_empty());
        if let Some(column) = narrowed().filter(|_| self.kind == DocumentKind::Grade) {
            return Err(row.fault(column, format!("a grade holds for new oil anywhere and has no use for {column}")));
        }
        let ends = [("oil_hours_from", scope.oil_hours_from), ("oil_hours_below", scope.oil_hours_below)];
        if let Some((column, _)) = ends.iter().find(|(_, hours)| hours.is_some_and(|hours| hours < 0.0)) {
            return Err(row.fault(column, "no oil has less than 0 hours"));
        }
        if let (Some(from), Some(below)) = (scope.oil_hours_from, scope.oil_hours_below)
            && from >= below
        {
            let says = format!("the hours are inverted: below {below}, from {from}");
            return Err(row.fault("oil_hours_below", says));
        }
        Ok(scope)
    }

    fn check_unique(row: Row<'_>, seen: &mut Seen) -> Read<()> {
        let columns =
            ["document", "edition", "grades", "property", "condition", "compare", "severity", "machine_types"];
        let cells = columns.into_iter().chain(SCOPE).map(|column| row.text(column));
        let key = cells.collect::<Vec<_>>().join("\n");
        match seen.earlier(key, row.location()) {
            Some(first) => Err(row.fault_of_row(format!("the same limit stands already in {first}"))),
            None => Ok(()),
        }
    }
}
