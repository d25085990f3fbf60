//! Rows of one sample, gathered wherever they stand, on the way to a sample.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Effect, Location, Measurement, Place, Problem, ProblemCode, PropertyId, Reading, Sample};

use super::super::context::{Bottle, Context};
use super::super::field::Field;
use super::super::part::{Account, RowTally, Table};
use super::verdicts;

/// A sample whose results come row by row. Positions count from its first row and its first byte.
#[derive(Debug)]
pub struct Gathered {
    /// What is known about the sample.
    pub context: Context,
    /// Where it begins.
    pub place: Place,
    /// What its rows and cells came to.
    pub account: Account,
    /// Results, in row order.
    pub results: Vec<Measurement>,
    /// The new oil's values, in row order.
    pub baseline: Vec<Measurement>,
    /// The laboratory's verdicts: of which parameter, and which.
    pub verdicts: Vec<(Arc<str>, Arc<str>)>,
    /// Remarks.
    pub notes: Vec<Arc<str>>,
    /// Context fields in which the rows contradict each other.
    pub contradictions: BTreeSet<&'static str>,
}

impl Gathered {
    /// A sample of which no row has been read.
    #[must_use]
    pub fn new(context: Context, place: Place) -> Self {
        Self {
            context,
            place,
            account: Account::default(),
            results: Vec::new(),
            baseline: Vec::new(),
            verdicts: Vec::new(),
            notes: Vec::new(),
            contradictions: BTreeSet::new(),
        }
    }

    /// Counts a row.
    pub fn count(&mut self, context: RowTally, result: RowTally) {
        self.account.rows += 1;
        self.account.taken += context.taken + result.taken;
        self.account.empty += context.empty + result.empty;
        self.account.not_tested += context.not_tested + result.not_tested;
    }

    /// A measurement of one of this sample's rows, with its positions counted from the sample's beginning.
    #[must_use]
    pub fn shifted(&self, measurement: Measurement, row: Place) -> Measurement {
        Measurement {
            row_offset: measurement.row_offset + (row.row - self.place.row),
            // Files of 4 GiB and more are turned away before.
            raw_start: measurement.raw_start + u32::try_from(row.byte - self.place.byte).unwrap_or(u32::MAX),
            ..measurement
        }
    }

    /// Adds what is known from rows further down.
    pub fn add(&mut self, other: Self) {
        self.contradictions.extend(self.context.absorb(&other.context));
        self.contradictions.extend(other.contradictions);
        self.account.rows += other.account.rows;
        self.account.taken += other.account.taken;
        self.account.empty += other.account.empty;
        self.account.not_tested += other.account.not_tested;
        let (results, baseline) = (other.results, other.baseline);
        for measurement in results {
            let shifted = self.shifted(measurement, other.place);
            self.results.push(shifted);
        }
        for measurement in baseline {
            let shifted = self.shifted(measurement, other.place);
            self.baseline.push(shifted);
        }
        self.verdicts.extend(other.verdicts);
        self.notes.extend(other.notes);
    }

    /// The sample, and what is to be told of it. Each cell that is lost is a problem.
    #[must_use]
    pub fn finish(
        mut self,
        table: &Table<'_>,
        name: impl Fn(PropertyId) -> Arc<str>,
    ) -> (Option<(Sample, Account)>, Vec<Problem>) {
        let mut problems = Vec::new();
        for id in &self.contradictions {
            let index = Field::from_id(id).and_then(|field| table.layout.column_of(field));
            let column = index.and_then(|index| u32::try_from(index + 1).ok());
            let location = Location { column, ..table.file.clone().at_row(self.place.row) };
            let says = format!("the rows of this sample have several values of {id}; the first is used");
            let code = ProblemCode::ContradictingCells;
            problems.push(Problem { code, effect: Effect::Note, location, says });
        }
        self.settle_repeated(&table.file, name, &mut problems);
        for measurements in [&mut self.results, &mut self.baseline] {
            for (measurement, fault) in table.viscosities.drop_impossible(measurements) {
                self.account.taken = self.account.taken.saturating_sub(1);
                let row = self.place.row + measurement.row_offset;
                let column = usize::from(measurement.column).checked_sub(1);
                problems.push(table.problem(row, column, Effect::CellLost, fault));
            }
        }
        let verdicts: Vec<(&str, &str)> =
            self.verdicts.iter().map(|(subject, verdict)| (&**subject, &**verdict)).collect();
        if let Some(verdict) = verdicts::in_one(&verdicts) {
            self.context.say(Field::LabVerdict, Arc::from(verdict));
        }
        if let Some(note) = one_note(&self.notes) {
            self.context.say(Field::Note, note);
        }
        let (account, baseline) = (self.account, self.baseline.into_boxed_slice());
        let sample =
            self.context.finish(table.rules.labels, self.results.into_boxed_slice(), Arc::from([]), self.place);
        (sample.map(|sample| (Sample { baseline, ..sample }, account)), problems)
    }

    /// Of two equal results of one property one is left; of two that differ both are, the first that is a value first.
    fn settle_repeated(&mut self, file: &Location, name: impl Fn(PropertyId) -> Arc<str>, problems: &mut Vec<Problem>) {
        let mut first_of: BTreeMap<PropertyId, usize> = BTreeMap::new();
        let mut kept: Vec<Measurement> = Vec::with_capacity(self.results.len());
        for mut measurement in self.results.drain(..) {
            let known = first_of.get(&measurement.property).copied();
            let Some(first) = known.and_then(|index| kept.get_mut(index)) else {
                first_of.insert(measurement.property, kept.len());
                kept.push(measurement);
                continue;
            };
            let location = |offset: u32| file.clone().at_row(self.place.row + offset);
            let here = location(measurement.row_offset);
            let id = name(measurement.property);
            let there = self.place.row + first.row_offset;
            if first.reading == measurement.reading {
                let says = format!("{id} stands in row {there} of this sample too, with the same result");
                problems.push(Problem { code: ProblemCode::DuplicateRow, effect: Effect::Note, location: here, says });
                continue;
            }
            if first.reading.value().is_none() && measurement.reading.value().is_some() {
                std::mem::swap(first, &mut measurement);
            }
            let used = self.place.row + first.row_offset;
            let says =
                format!("{id} stands in row {there} of this sample too, with another result; row {used} is used");
            problems.push(Problem { code: ProblemCode::RepeatedResult, effect: Effect::Note, location: here, says });
            kept.push(measurement);
        }
        self.results = kept;
    }
}

/// The remarks of a sample in one text, each once.
fn one_note(notes: &[Arc<str>]) -> Option<Arc<str>> {
    let mut seen = BTreeSet::new();
    let each: Vec<&str> = notes.iter().filter(|note| seen.insert(*note)).map(|note| &**note).collect();
    (!each.is_empty()).then(|| Arc::from(each.join("; ")))
}

/// Samples gathered so far, by what their rows have in common.
#[derive(Debug, Default)]
pub struct Gathering {
    by_bottle: BTreeMap<Bottle, usize>,
    /// In the order in which they were met.
    pub samples: Vec<Gathered>,
}

impl Gathering {
    /// The index of a row's sample; a new one if none of its rows was read yet.
    pub fn index(&mut self, bottle: &Bottle, context: &Context, place: Place) -> usize {
        if let Some(index) = self.by_bottle.get(bottle) {
            if let Some(sample) = self.samples.get_mut(*index) {
                let contradictions = sample.context.absorb(context);
                sample.contradictions.extend(contradictions);
            }
            return *index;
        }
        self.by_bottle.insert(bottle.clone(), self.samples.len());
        self.samples.push(Gathered::new(context.clone(), place));
        self.samples.len() - 1
    }

    /// Adds the samples of a part of the file further down.
    pub fn add(&mut self, other: Self) {
        let mut samples: Vec<Option<Gathered>> = other.samples.into_iter().map(Some).collect();
        let mut bottles: Vec<(usize, Bottle)> =
            other.by_bottle.into_iter().map(|(bottle, index)| (index, bottle)).collect();
        bottles.sort_unstable_by_key(|(index, _)| *index);
        for (index, bottle) in bottles {
            let Some(gathered) = samples.get_mut(index).and_then(Option::take) else { continue };
            if let Some(known) = self.by_bottle.get(&bottle).and_then(|index| self.samples.get_mut(*index)) {
                known.add(gathered);
            } else {
                self.by_bottle.insert(bottle, self.samples.len());
                self.samples.push(gathered);
            }
        }
    }
}

/// True if a number and a text of one result, both read, say the same; and which of the two says more.
#[must_use]
pub fn agree(number: Reading, text: Reading, half_digit: f64) -> Option<Reading> {
    use crate::domain::Value::{Above, Below, Code, Exact, NotDetected};
    let (Reading::Value(one), Reading::Value(other)) = (number, text) else { return None };
    let says_more = match (one, other) {
        _ if one == other => number,
        // The text is the number with fewer digits.
        (Exact(one), Exact(other)) if (one - other).abs() <= half_digit => number,
        (Below(limit) | Above(limit), Exact(other)) if limit.total_cmp(&other).is_eq() => number,
        // Laboratories put the limit, half of it or nothing where the text says "less than".
        (Exact(one), Below(limit)) if one <= limit => text,
        (Exact(one), Above(limit)) if one >= limit => text,
        (Exact(0.0), NotDetected) => text,
        // A word beside a number: `12.4`, `normal`.
        (Exact(_), Code(_)) => number,
        _ => return None,
    };
    Some(says_more)
}
