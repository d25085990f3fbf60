//! Which samples are the same bottle: one row twice, a corrected report, or one number given to several bottles.
//!
//! The key is laboratory, sample id, machine, component and day; names that differ in case, width, Unicode form or
//! outer spaces are one. What adds nothing is set aside, and so is a report that a later one corrects; samples of
//! different customers, sites or points are never taken for one. Nothing is set aside without being told.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::domain::{
    Effect, Location, Place, Problem, ProblemCode, Reading, Sample, Stamp, cmp_folded, fold, is_plain,
};
use crate::standards::lab::Form;

use super::form::columns::is_numbered_by_place;
use super::form::long::RESULT_ROW;
use super::part::Account;
use super::source::Source;
use super::told::Problems;

/// Of one key no more samples than this are compared with each other.
const MOST_COMPARED: usize = 8;

/// More reused sample ids than this are counted and not listed: the column names something else than bottles.
const MOST_REUSED_TOLD: usize = 100;

/// Why a sample is set aside, as the ledger has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aside {
    Duplicate,
    Replaced,
}

impl Aside {
    const fn reason(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::Replaced => "replaced",
        }
    }
}

/// Sets duplicates and replaced reports aside and corrects the accounts of their files. Gives what is to be told, by
/// the index of the source that it belongs to. `accounts` has one entry for each sample.
#[must_use]
pub fn settle(samples: &mut Vec<Sample>, accounts: &[Account], sources: &mut [Source]) -> BTreeMap<u32, Problems> {
    let mut settling =
        Settling { samples, sources, told: BTreeMap::new(), aside: BTreeMap::new(), replaces: BTreeMap::new() };
    let mut order: Vec<(u64, usize)> =
        settling.samples.par_iter().enumerate().map(|(index, sample)| (settling.hash(sample), index)).collect();
    order.par_sort_unstable();
    let mut reused = Vec::new();
    for group in order.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1) {
        settling.settle_like(group.iter().map(|(_, index)| *index).collect(), &mut reused);
    }
    settling.tell_reused(reused);
    let Settling { told, aside, replaces, .. } = settling;
    for (newer, older) in replaces {
        if let Some(sample) = samples.get_mut(newer) {
            sample.replaces = Some(older);
        }
    }
    set_aside(samples, accounts, sources, &aside);
    told
}

/// Takes samples out, and moves their rows and cells to another line of their files' accounts.
fn set_aside(samples: &mut Vec<Sample>, accounts: &[Account], sources: &mut [Source], aside: &BTreeMap<usize, Aside>) {
    if aside.is_empty() {
        return;
    }
    let mut index = 0;
    samples.retain(|sample| {
        let (why, account) = (aside.get(&index), accounts.get(index));
        index += 1;
        let Some(why) = why else { return true };
        let source = usize::try_from(sample.place.source).ok().and_then(|index| sources.get_mut(index));
        if let (Some(source), Some(account)) = (source, account) {
            let ledger = &mut source.ledger;
            let rows = u64::from(account.rows);
            ledger.samples_taken = ledger.samples_taken.saturating_sub(1);
            *ledger.rows_skipped.entry(why.reason().to_owned()).or_default() += rows;
            if let Some(others) = ledger.rows_skipped.get_mut(RESULT_ROW) {
                *others = others.saturating_sub(rows.saturating_sub(1));
            }
            ledger.cells_taken = ledger.cells_taken.saturating_sub(u64::from(account.taken));
            ledger.cells_empty = ledger.cells_empty.saturating_sub(u64::from(account.empty));
            ledger.cells_not_tested = ledger.cells_not_tested.saturating_sub(u64::from(account.not_tested));
            let cells = u64::from(account.taken) + u64::from(account.empty) + u64::from(account.not_tested);
            *ledger.cells_skipped.entry(why.reason().to_owned()).or_default() += cells;
        }
        false
    });
}

/// The samples while they are being compared.
struct Settling<'a> {
    samples: &'a [Sample],
    sources: &'a [Source],
    told: BTreeMap<u32, Problems>,
    aside: BTreeMap<usize, Aside>,
    replaces: BTreeMap<usize, Place>,
}

impl Settling<'_> {
    /// Equal for samples that may be one: those with the same id, or without one, of the same machine and day.
    fn hash(&self, sample: &Sample) -> u64 {
        use chrono::Datelike;
        if self.is_numbered(sample) {
            let day = u64::from(sample.sampled_on.num_days_from_ce().unsigned_abs());
            return hash_folded(&sample.machine).rotate_left(17) ^ day.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
        hash_folded(&sample.sample_id)
    }

    fn is_numbered(&self, sample: &Sample) -> bool {
        self.source(sample).is_some_and(|source| is_numbered_by_place(sample, source.form))
    }

    fn source(&self, sample: &Sample) -> Option<&Source> {
        usize::try_from(sample.place.source).ok().and_then(|index| self.sources.get(index))
    }

    /// The line of the file on which a row begins; none where a sample is a column, or several rows.
    fn line(&self, sample: &Sample) -> Option<&[u8]> {
        let source = self.source(sample).filter(|source| source.form == Form::Wide)?;
        let from = source.text.get(usize::try_from(sample.place.byte).ok()?..)?;
        from.get(..memchr::memchr2(b'\n', b'\r', from).unwrap_or(from.len()))
    }

    fn location(&self, sample: &Sample) -> Location {
        self.source(sample).map_or_else(|| Location::file(""), |source| source.location_of(sample))
    }

    fn tell(&mut self, sample: &Sample, code: ProblemCode, says: String) {
        let location = self.location(sample);
        let problem = Problem { code, effect: Effect::Note, location, says };
        self.told.entry(sample.place.source).or_default().push(problem);
    }

    /// Compares samples with the same hash: those of one key with each other, and then the ids.
    fn settle_like(&mut self, like: Vec<usize>, reused: &mut Vec<Vec<usize>>) {
        let samples = self.samples;
        let compare = |one: usize, other: usize, how: fn(&Sample, &Sample) -> Ordering| {
            samples.get(one).zip(samples.get(other)).map_or(Ordering::Equal, |(one, other)| how(one, other))
        };
        let is_numbered = |index: &usize| samples.get(*index).is_some_and(|sample| self.is_numbered(sample));
        let (mut numbered, mut own): (Vec<usize>, Vec<usize>) = like.into_iter().partition(is_numbered);
        // The sorts are stable: samples of one key stay in the order of their places.
        numbered.sort_by(|one, other| compare(*one, *other, by_rest));
        for class in numbered.chunk_by(|one, other| compare(*one, *other, by_rest) == Ordering::Equal) {
            self.settle_numbered(class);
        }
        own.sort_by(|one, other| compare(*one, *other, by_key));
        let mut kept: Vec<usize> = Vec::new();
        for class in own.chunk_by(|one, other| compare(*one, *other, by_key) == Ordering::Equal) {
            self.settle_key(class);
            kept.extend(class.iter().find(|index| !self.aside.contains_key(index)));
        }
        kept.sort_by(|one, other| compare(*one, *other, by_id).then(one.cmp(other)));
        let is_same = |one: &usize, other: &usize| compare(*one, *other, same_id_of_one_laboratory) == Ordering::Equal;
        reused.extend(kept.chunk_by(is_same).filter(|group| group.len() > 1).map(<[usize]>::to_vec));
    }

    /// Rows without an id: only what is equal in everything is the same row, and that includes the cells that are not
    /// read, as the minute of a sensor's reading.
    fn settle_numbered(&mut self, class: &[usize]) {
        let samples = self.samples;
        let mut kept: Vec<(usize, &Sample)> = Vec::new();
        for (index, sample) in class.iter().filter_map(|index| Some((*index, samples.get(*index)?))) {
            let has_result = sample.measurements.iter().any(|measurement| measurement.reading.value().is_some());
            let recent = kept.iter().rev().take(MOST_COMPARED);
            let first = recent.map(|(_, known)| *known).find(|known| {
                has_result
                    && same_place(known, sample)
                    && adds_nothing(sample, known)
                    && adds_nothing(known, sample)
                    && self.line(known) == self.line(sample)
            });
            match first {
                Some(first) => self.set_duplicate(index, sample, first),
                None => kept.push((index, sample)),
            }
        }
    }

    /// Samples of one key, by place.
    fn settle_key(&mut self, class: &[usize]) {
        let samples = self.samples;
        let mut kept: Vec<(usize, &Sample)> = Vec::new();
        for (index, sample) in class.iter().filter_map(|index| Some((*index, samples.get(*index)?))) {
            let at = kept.iter().rposition(|(_, known)| same_place(known, sample));
            let at = at.filter(|at| kept.len() - at <= MOST_COMPARED);
            let Some((known_index, known)) = at.and_then(|at| kept.get(at).copied()) else {
                if let Some((_, first)) = kept.first() {
                    self.tell_both(sample, first, "of another customer, site or sampling point");
                }
                kept.push((index, sample));
                continue;
            };
            if adds_nothing(sample, known) {
                self.set_duplicate(index, sample, known);
                continue;
            }
            if complete_each_other(sample, known) {
                self.tell_both(sample, known, "with other properties");
                kept.push((index, sample));
                continue;
            }
            let is_later = reported_before(sample, known) != Some(true);
            let (newer, older) = if is_later {
                ((index, sample), (known_index, known))
            } else {
                ((known_index, known), (index, sample))
            };
            self.set_replaced(newer, older);
            if let Some(slot) = at.and_then(|at| kept.get_mut(at)) {
                *slot = newer;
            }
        }
    }

    fn tell_both(&mut self, sample: &Sample, first: &Sample, how: &str) {
        let says = format!("{} stands in {} too, {how}; both are kept", named(sample), self.location(first));
        self.tell(sample, ProblemCode::DuplicateSample, says);
    }

    fn set_duplicate(&mut self, index: usize, sample: &Sample, first: &Sample) {
        self.aside.insert(index, Aside::Duplicate);
        let says = format!(
            "{} stands in {} too, with the same readings; it is used once",
            named(sample),
            self.location(first)
        );
        self.tell(sample, ProblemCode::DuplicateRow, says);
    }

    fn set_replaced(&mut self, newer: (usize, &Sample), older: (usize, &Sample)) {
        self.aside.insert(older.0, Aside::Replaced);
        self.replaces.insert(newer.0, older.1.place);
        let (here, there) = (self.location(newer.1), self.location(older.1));
        let lacking = older.1.measurements.iter().filter(|measurement| {
            measurement.reading.value().is_some() && newer.1.reading(measurement.property).is_none()
        });
        let lacking = match lacking.count() {
            0 => String::new(),
            1 => "; 1 result of the older report is not in this one".to_owned(),
            count => format!("; {count} results of the older report are not in this one"),
        };
        let says = format!(
            "{} is reported in {there} and in {here}; {here} is used, {there} is not judged{lacking}",
            named(newer.1)
        );
        self.tell(newer.1, ProblemCode::RevisedSample, says);
    }

    /// One note for each id that stands for several samples.
    fn tell_reused(&mut self, mut reused: Vec<Vec<usize>>) {
        let samples = self.samples;
        let mut listed: BTreeMap<u32, usize> = BTreeMap::new();
        let mut unlisted: BTreeMap<u32, usize> = BTreeMap::new();
        reused.sort_by_key(|group| group.get(1).copied());
        for group in reused {
            let mut known = group.iter().filter_map(|index| samples.get(*index));
            let (Some(first), Some(second)) = (known.next(), known.next()) else { continue };
            let count = listed.entry(second.place.source).or_default();
            if *count == MOST_REUSED_TOLD {
                *unlisted.entry(second.place.source).or_default() += 1;
                continue;
            }
            *count += 1;
            let says = format!(
                "the sample id {} stands for {} samples, the first of them {} on {} in {}; each is kept",
                second.sample_id,
                group.len(),
                first.machine,
                first.sampled_on,
                self.location(first)
            );
            self.tell(second, ProblemCode::ReusedSampleId, says);
        }
        for (source, count) in unlisted {
            let path = self.sources.get(source as usize).map(|source| source.path.clone()).unwrap_or_default();
            let says = format!("{count} more sample ids stand for several samples; each is kept");
            let (code, effect, location) = (ProblemCode::ReusedSampleId, Effect::Note, Location::file(path));
            self.told.entry(source).or_default().push(Problem { code, effect, location, says });
        }
    }
}

fn named(sample: &Sample) -> String {
    format!("the sample {} of {} on {}", sample.sample_id, sample.machine, sample.sampled_on)
}

/// FNV-1a over the folded text.
fn hash_folded(text: &str) -> u64 {
    let hash = |bytes: &mut dyn Iterator<Item = u8>| {
        bytes.fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
    };
    if is_plain(text) {
        hash(&mut text.bytes().map(|byte| byte.to_ascii_lowercase()))
    } else {
        hash(&mut fold(text).bytes())
    }
}

fn by_name(one: Option<&str>, other: Option<&str>) -> Ordering {
    cmp_folded(one.unwrap_or_default(), other.unwrap_or_default())
}

/// Sample id and laboratory.
fn by_id(one: &Sample, other: &Sample) -> Ordering {
    cmp_folded(&one.sample_id, &other.sample_id).then_with(|| by_name(one.lab.as_deref(), other.lab.as_deref()))
}

/// The rest of the key.
fn by_rest(one: &Sample, other: &Sample) -> Ordering {
    one.sampled_on
        .cmp(&other.sampled_on)
        .then_with(|| by_name(Some(&one.machine), Some(&other.machine)))
        .then_with(|| by_name(one.component.as_deref(), other.component.as_deref()))
        .then_with(|| by_name(one.lab.as_deref(), other.lab.as_deref()))
}

/// The whole key.
fn by_key(one: &Sample, other: &Sample) -> Ordering {
    by_id(one, other).then_with(|| by_rest(one, other))
}

/// Where no laboratory is named, files are not taken to come from one.
fn same_id_of_one_laboratory(one: &Sample, other: &Sample) -> Ordering {
    let source = if one.lab.is_none() { one.place.source.cmp(&other.place.source) } else { Ordering::Equal };
    by_id(one, other).then(source)
}

/// False if both name a customer, a site or a point, and not the same.
fn same_place(one: &Sample, other: &Sample) -> bool {
    let agree = |one: Option<&str>, other: Option<&str>| match (one, other) {
        (Some(one), Some(other)) => cmp_folded(one, other) == Ordering::Equal,
        _ => true,
    };
    agree(one.customer.as_deref(), other.customer.as_deref())
        && agree(one.site.as_deref(), other.site.as_deref())
        && agree(one.point.as_deref(), other.point.as_deref())
        && one.kind == other.kind
}

/// True if everything that a sample says, another one says too. When it was reported says nothing about the oil.
fn adds_nothing(sample: &Sample, known: &Sample) -> bool {
    let said = |mine: Option<&str>, theirs: Option<&str>| {
        mine.is_none_or(|mine| theirs.is_some_and(|theirs| cmp_folded(mine, theirs) == Ordering::Equal))
    };
    let names = [
        (&sample.customer, &known.customer),
        (&sample.site, &known.site),
        (&sample.point, &known.point),
        (&sample.model, &known.model),
        (&sample.product, &known.product),
        (&sample.lot, &known.lot),
        (&sample.grade, &known.grade),
        (&sample.note, &known.note),
        (&sample.lab_verdict, &known.lab_verdict),
    ];
    let amounts = [
        (sample.oil_hours, known.oil_hours),
        (sample.machine_hours, known.machine_hours),
        (sample.top_up_l, known.top_up_l),
        (sample.sump_l, known.sump_l),
    ];
    let answers = [(sample.oil_changed, known.oil_changed), (sample.filter_changed, known.filter_changed)];
    names.into_iter().all(|(mine, theirs)| said(mine.as_deref(), theirs.as_deref()))
        && amounts.into_iter().all(|(mine, theirs)| mine.is_none() || mine == theirs)
        && answers.into_iter().all(|(mine, theirs)| mine.is_none() || mine == theirs)
        && (sample.machine_type.is_none() || sample.machine_type == known.machine_type)
        && (sample.received_at.is_none() || sample.received_at == known.received_at)
        && (sample.tested_at.is_none() || sample.tested_at == known.tested_at)
        && sample.measurements.iter().all(|measurement| {
            let there = known.measurements.iter().filter(|other| other.property == measurement.property);
            match measurement.reading {
                Reading::NotTested => true,
                reading => there.into_iter().any(|other| other.reading == reading),
            }
        })
}

/// True if two parts of one sample's results have no property in common: two files of one report, not a correction.
fn complete_each_other(one: &Sample, other: &Sample) -> bool {
    let given = |sample: &Sample| -> Vec<_> {
        let given = sample.measurements.iter().filter(|measurement| measurement.reading != Reading::NotTested);
        given.map(|measurement| measurement.property).collect()
    };
    let (one, other) = (given(one), given(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|property| other.contains(property))
}

/// True if a sample was reported before another, false if after; `None` if that cannot be told.
fn reported_before(sample: &Sample, other: &Sample) -> Option<bool> {
    let (mine, theirs): (Stamp, Stamp) = (sample.reported_at?, other.reported_at?);
    let elapsed = mine.since(theirs).map(|elapsed| elapsed.cmp(&chrono::TimeDelta::zero()));
    // A day against a moment of the same day tells nothing.
    let order = elapsed.unwrap_or_else(|| mine.local.date().cmp(&theirs.local.date()));
    match order {
        Ordering::Less => Some(true),
        Ordering::Greater => Some(false),
        Ordering::Equal => None,
    }
}
