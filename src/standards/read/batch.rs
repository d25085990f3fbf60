//! `batch.csv`: thresholds of the checks of one laboratory run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Location, PropertyId};

use super::super::batch::{BatchRow, BatchRules, CarryOverRules, CheckSampleRules, ShiftRules, SwapRules};
use super::super::faults::Read;
use super::Folder;
use super::dictionary::Dictionary;
use super::names::Seen;
use super::table::Row;

/// The file. A folder without it makes no checks of runs.
pub(in crate::standards) const PATH: &str = "batch.csv";

const COLUMNS: [&str; 8] = ["check", "property", "value", "unit", "finding", "note", "source", "provenance"];

/// The columns by which a row is known.
const KEY: [&str; 2] = ["check", "property"];

/// The one threshold that every property of the fingerprint has.
const SCATTER: &str = "swap-scatter";

/// Thresholds that count something.
const COUNTS: [&str; 11] = [
    "swap-properties",
    "swap-differing",
    "swap-history",
    "swap-earlier",
    "swap-window",
    "shift-machines",
    "shift-sites",
    "shift-history",
    "carry-elements",
    "duplicate-results",
    "check-results",
];

/// Thresholds that measure something.
const NUMBERS: [&str; 12] = [
    "swap-floor",
    "swap-apart",
    "swap-top-up",
    "shift-size",
    "shift-chance",
    "shift-error",
    "shift-scatter",
    "carry-largest",
    "carry-agreement",
    "carry-raised",
    "check-limit",
    "check-warning",
];

/// The thresholds; `None` where there is no such file.
pub(super) fn read(folder: &Folder<'_>, dictionary: &Dictionary) -> Option<BatchRules> {
    let table = folder.table(PATH, &COLUMNS, &KEY)?;
    let mut found = Found::default();
    let mut seen = Seen::default();
    for row in table.rows() {
        let key = KEY.map(|column| row.text(column)).join("\n");
        if let Some(first) = seen.earlier(key, row.location()) {
            row.fault_of_row(format!("the threshold stands already in {first}"));
        }
        // A faulty row is reported; it must not be reported as missing too.
        found.named.insert(row.text("check").to_owned());
        let _reported = found.take(row, dictionary);
    }
    for check in COUNTS.iter().chain(&NUMBERS).chain(&[SCATTER]).filter(|check| !found.named.contains(**check)) {
        folder.faults.report(Location::file(PATH), format!("no row has the check \"{check}\""));
    }
    Some(found.rules())
}

/// What the rows said.
#[derive(Default)]
struct Found {
    named: BTreeSet<String>,
    counts: BTreeMap<&'static str, usize>,
    numbers: BTreeMap<&'static str, f64>,
    fingerprint: Vec<(PropertyId, f64)>,
    rows: Vec<BatchRow>,
}

impl Found {
    fn take(&mut self, row: Row<'_>, dictionary: &Dictionary) -> Read<()> {
        let known: Vec<&'static str> = COUNTS.into_iter().chain(NUMBERS).chain([SCATTER]).collect();
        let check = row.word("check", &known, |word| known.iter().copied().find(|check| *check == word));
        let origin = row.origin();
        let finding = row.required("finding");
        let value = row.required("value");
        let check = check?;
        let property = if check == SCATTER {
            Some(dictionary.property(row, "property")?)
        } else if row.text("property").is_empty() {
            None
        } else {
            return Err(row.fault("property", format!("{check} is of no one property")));
        };
        let missing = || row.fault("value", "value is missing");
        if COUNTS.contains(&check) {
            let count = row.count::<usize>("value")?.ok_or_else(missing)?;
            if count == 0 {
                return Err(row.fault("value", "a count of 0 would find everything"));
            }
            self.counts.insert(check, count);
        } else {
            let number = row.number("value")?.ok_or_else(missing)?;
            if number <= 0.0 {
                return Err(row.fault("value", format!("{number} is not above 0")));
            }
            match property {
                Some(property) => self.fingerprint.push((property, number)),
                None => drop(self.numbers.insert(check, number)),
            }
        }
        let (source, provenance) = origin?;
        self.rows.push(BatchRow {
            check: Arc::from(check),
            property,
            value: value?,
            unit: row.text("unit").into(),
            finding: finding?,
            note: row.text("note").into(),
            source,
            provenance,
        });
        Ok(())
    }

    /// A threshold that is missing was reported; nobody will judge by these rules.
    fn rules(self) -> BatchRules {
        let count = |check: &str| self.counts.get(check).copied().unwrap_or_default();
        let number = |check: &str| self.numbers.get(check).copied().unwrap_or_default();
        BatchRules {
            swap: SwapRules {
                floor: number("swap-floor"),
                apart: number("swap-apart"),
                properties: count("swap-properties"),
                differing: count("swap-differing"),
                history: count("swap-history"),
                earlier: count("swap-earlier"),
                window: count("swap-window"),
                top_up_percent: number("swap-top-up"),
                fingerprint: self.fingerprint,
            },
            shift: ShiftRules {
                machines: count("shift-machines"),
                sites: count("shift-sites"),
                history: count("shift-history"),
                size: number("shift-size"),
                chance_percent: number("shift-chance"),
                error_percent: number("shift-error"),
                scatter_percent: number("shift-scatter"),
            },
            carry_over: CarryOverRules {
                elements: count("carry-elements"),
                largest_percent: number("carry-largest"),
                agreement_percent: number("carry-agreement"),
                raised: number("carry-raised"),
            },
            duplicate_results: count("duplicate-results"),
            check_sample: CheckSampleRules {
                results: count("check-results"),
                limit: number("check-limit"),
                warning: number("check-warning"),
            },
            rows: self.rows,
        }
    }
}
