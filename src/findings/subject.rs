//! What a finder looks at: one sample in its history, with what was judged.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{
    DrainForecast, LimitId, MachineType, PropertyId, Reading, Sample, SampleKind, Value, Verdict, fold,
};
use crate::history::{LifeSeries, MakeUp, OilLife, PointHistory, Precisions, SeriesPoint, Trend, TrendDepth, trend_of};
use crate::standards::{Limit, Standards};

use super::decision::Decisions;
use super::drain_interval;
use super::fleet_rate::HighRate;
use super::specification::Specification;

/// One sample in its history, up to itself and no further.
pub struct Subject<'x, 'a> {
    /// The rules.
    pub standards: &'x Standards,
    /// Precision by property.
    pub precisions: &'x Precisions,
    /// The sampling point.
    pub history: &'x PointHistory<'a>,
    /// Index of the sample in the history.
    pub index: usize,
    /// The sample.
    pub sample: &'a Sample,
    /// The oil life that it belongs to, with the life's results; `None` for new oil.
    pub life: Option<(&'x OilLife, &'x LifeSeries)>,
    /// The limits that apply.
    pub specification: &'x Specification,
    /// What came of them.
    pub verdicts: &'x [Verdict],
    /// Which of them decide.
    pub decisions: &'x Decisions,
    /// Limits that are broken, with the first day of the unbroken run in this life.
    pub outside_since: &'x BTreeMap<LimitId, NaiveDate>,
    /// Metals that rise faster than in like machines of the run.
    pub high_rates: &'x [HighRate],
    /// Properties that finders look up by name.
    pub known: &'x Known,
    trends: RefCell<BTreeMap<PropertyId, Option<Trend>>>,
    drain: OnceCell<DrainForecast>,
    note: OnceCell<String>,
}

/// What was judged about a sample.
#[derive(Clone, Copy)]
pub struct Judged<'x> {
    /// The limits that apply.
    pub specification: &'x Specification,
    /// What came of them.
    pub verdicts: &'x [Verdict],
    /// Which of them decide.
    pub decisions: &'x Decisions,
    /// Limits that are broken, with the first day of the unbroken run.
    pub outside_since: &'x BTreeMap<LimitId, NaiveDate>,
    /// Metals that rise faster than in like machines of the run.
    pub high_rates: &'x [HighRate],
}

/// The properties that finders look up by name, looked up once.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Water.
    pub water: Option<PropertyId>,
    /// Cleanliness code.
    pub iso4406: Option<PropertyId>,
    /// Counts from 4, 6 and 14 µm.
    pub particles: [Option<PropertyId>; 3],
    /// Viscosity index, and the viscosities at 40 and 100 °C.
    pub viscosity: [Option<PropertyId>; 3],
}

impl Known {
    /// Looks them up.
    #[must_use]
    pub fn new(standards: &Standards) -> Self {
        let find = |id: &str| standards.find_property(id);
        Self {
            water: find("water"),
            iso4406: find("cleanliness_iso4406"),
            particles: ["particles_4um", "particles_6um", "particles_14um"].map(find),
            viscosity: ["viscosity_index", "kv_40c", "kv_100c"].map(find),
        }
    }
}

impl<'x, 'a> Subject<'x, 'a> {
    /// A sample of a history. `life` is its oil life's index and results.
    #[must_use]
    pub fn new(
        (standards, precisions, known): (&'x Standards, &'x Precisions, &'x Known),
        history: &'x PointHistory<'a>,
        (index, sample): (usize, &'a Sample),
        life: Option<(usize, &'x LifeSeries)>,
        judged: Judged<'x>,
    ) -> Self {
        let life = life.and_then(|(number, series)| Some((history.lives.get(number)?, series)));
        let Judged { specification, verdicts, decisions, outside_since, high_rates } = judged;
        let trends = RefCell::default();
        Self {
            standards,
            precisions,
            history,
            index,
            sample,
            life,
            specification,
            verdicts,
            decisions,
            outside_since,
            high_rates,
            known,
            trends,
            drain: OnceCell::new(),
            note: OnceCell::new(),
        }
    }

    /// When the oil is due.
    #[must_use]
    pub fn drain(&self) -> &DrainForecast {
        self.drain.get_or_init(|| drain_interval::forecast(self))
    }

    /// What the sampler wrote, folded; many rules look for words in it.
    #[must_use]
    pub fn note(&self) -> &str {
        self.note.get_or_init(|| self.sample.note.as_deref().map(fold).unwrap_or_default())
    }

    /// True for oil in use.
    #[must_use]
    pub fn is_in_service(&self) -> bool {
        self.sample.kind == SampleKind::InService
    }

    /// The machine family, as the sample says, else as the point does.
    #[must_use]
    pub fn machine_type(&self) -> Option<MachineType> {
        self.sample.machine_type.or(self.history.machine_type)
    }

    /// The result for a property.
    #[must_use]
    pub fn value(&self, property: PropertyId) -> Option<Value> {
        self.sample.reading(property).and_then(Reading::value)
    }

    /// The new-oil value of a property.
    #[must_use]
    pub fn reference(&self, property: PropertyId) -> Option<f64> {
        self.life.and_then(|(life, _)| life.reference.value(property))
    }

    /// The results of a property in this life up to this sample.
    #[must_use]
    pub fn results(&self, property: PropertyId) -> &'x [SeriesPoint] {
        self.life.map_or(&[], |(_, series)| series.up_to(property, self.index))
    }

    /// How many samples the life has up to this one.
    #[must_use]
    pub fn samples_in_life(&self) -> usize {
        self.life.map_or(0, |(life, _)| life.samples.partition_point(|sample| *sample <= self.index))
    }

    /// How a property moves up to this sample; `None` if this sample has no result for it, or the life no exact one.
    #[must_use]
    pub fn trend(&self, property: PropertyId) -> Option<Trend> {
        if let Some(known) = self.trends.borrow().get(&property) {
            return *known;
        }
        let trend = self.trend_of_results(property);
        self.trends.borrow_mut().insert(property, trend);
        trend
    }

    fn trend_of_results(&self, property: PropertyId) -> Option<Trend> {
        let results = self.results(property);
        let of_this_sample = results.last().is_some_and(|last| last.sample == self.index);
        let rules = (self.standards, self.precisions);
        of_this_sample
            .then(|| trend_of(results, self.start_level(property), property, rules, TrendDepth::Movement))
            .flatten()
    }

    /// What the oil held when its life began: the new oil's value, after a partial change scaled by what stayed.
    fn start_level(&self, property: PropertyId) -> Option<f64> {
        self.life.and_then(|(life, _)| life.start_level(property))
    }

    /// How a property moves up to this sample with what left with the oil added back; `None` where no top-up is on
    /// the forms, or the property cannot be corrected.
    #[must_use]
    pub fn corrected_trend(&self, property: PropertyId) -> Option<Trend> {
        let (life, series) = self.life?;
        let points = series.corrected(life, property, self.index, self.standards)?;
        let of_this_sample = points.last().is_some_and(|last| last.sample == self.index);
        let rules = (self.standards, self.precisions);
        let start = self.start_level(property);
        of_this_sample.then(|| trend_of(&points, start, property, rules, TrendDepth::Movement)).flatten()
    }

    /// What is known of the oil added in this life up to this sample; `None` for the life's first sample.
    #[must_use]
    pub fn make_up(&self) -> Option<MakeUp> {
        self.life.and_then(|(_, series)| series.top_ups().make_up(self.index))
    }

    /// The verdicts on a property, strongest document first.
    pub fn verdicts_on(&self, property: PropertyId) -> impl Iterator<Item = &'x Verdict> {
        self.verdicts.iter().filter(move |verdict| verdict.property == property)
    }

    /// The limits that judged a property.
    pub fn judging_limits(&self, property: PropertyId) -> impl Iterator<Item = (&'x Verdict, &'x Limit)> {
        let standards = self.standards;
        let judged = self.verdicts_on(property).filter(|verdict| verdict.outcome.is_judged());
        judged.map(move |verdict| (verdict, standards.limit(verdict.limit)))
    }

    /// True if a property is outside a limit that judged it.
    #[must_use]
    pub fn is_outside(&self, property: PropertyId) -> bool {
        self.verdicts_on(property).any(Verdict::counts_against)
    }

    /// The first day on which any limit on a property was broken, if one still is.
    #[must_use]
    pub fn outside_since(&self, property: PropertyId) -> Option<NaiveDate> {
        let broken = self.verdicts_on(property).filter(|verdict| verdict.counts_against());
        broken.filter_map(|verdict| self.outside_since.get(&verdict.limit).copied()).min()
    }

    /// How fast the machine uses its oil, in hours a day of the calendar, over this life so far.
    #[must_use]
    pub fn hours_per_day(&self) -> Option<f64> {
        let (life, _) = self.life?;
        let so_far = life.samples.iter().filter(|index| **index <= self.index);
        let mut known = so_far.filter_map(|index| {
            let sample = self.history.samples.get(*index)?;
            Some((sample.sampled_on, sample.oil_hours?))
        });
        let (first_day, first_hours) = known.next()?;
        let (last_day, last_hours) = known.last()?;
        let days = last_day.signed_duration_since(first_day).num_days();
        let rate = (last_hours - first_hours) / days as f64;
        (days > 0 && rate.is_finite() && rate > 0.0).then_some(rate)
    }
}
