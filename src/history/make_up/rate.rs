//! How fast a machine wears, from sample to sample and across changes of oil.

use crate::domain::{PropertyId, Sample};
use crate::standards::Standards;

use super::super::PointHistory;
use super::super::life::OilLife;
use super::super::series::{LifeSeries, SeriesPoint};
use super::level::{Brought, Range};
use super::{MakeUpState, TopUps, made_up, share_of};

/// How fast a property rose between two samples of one oil life, what left with the oil included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WearRate {
    /// The earlier sample.
    pub from: usize,
    /// The later sample.
    pub sample: usize,
    /// The oil life of both.
    pub life: usize,
    /// The level at the earlier sample, in the property's unit.
    pub before: f64,
    /// Hours between the two.
    pub hours: f64,
    /// Hours on the machine at the later sample.
    pub machine_hours: Option<f64>,
    /// Rise between the two, corrected for oil added, in the property's unit.
    pub rise: f64,
    /// The same for 1,000 hours.
    pub per_1000_h: f64,
    /// What the machine gave to the oil, in mg an hour; only where the sump is known and the unit is mg/kg.
    pub mg_per_h: Option<f64>,
    /// How much is known of the oil added between the two.
    pub make_up: MakeUpState,
}

impl TopUps {
    /// The rate between two results of the life; `None` unless both are numbers and hours passed between them.
    fn rate(
        &self,
        pair: (&SeriesPoint, &SeriesPoint),
        hours: f64,
        brought: Brought,
        is_content: bool,
    ) -> Option<WearRate> {
        let (from, to) = pair;
        let (before, now) = (from.value.exact()?, to.value.exact()?);
        let forms = self.between(from.sample, to.sample);
        let exact = |number: f64| Range { least: number, most: number };
        let rise = now - before + Range::lost(share_of(forms), (exact(before), exact(now)), brought.0).least;
        let sump_l = forms.last().and_then(|form| form.sump_l);
        Some(WearRate {
            from: from.sample,
            sample: to.sample,
            life: to.life?,
            before,
            hours,
            machine_hours: None,
            rise,
            per_1000_h: rise / hours * 1000.0,
            mg_per_h: sump_l.filter(|_| is_content).map(|sump| sump * rise / hours),
            make_up: made_up(forms)?.state,
        })
    }
}

impl LifeSeries {
    /// How fast a property rose between the results of one oil life.
    #[must_use]
    pub fn wear_rates(
        &self,
        life: &OilLife,
        property: PropertyId,
        samples: &[&Sample],
        standards: &Standards,
    ) -> Vec<WearRate> {
        let Some(brought) = Brought::of(life, property, standards) else { return Vec::new() };
        let is_content = standards.property(property).unit.symbol() == "mg/kg";
        let points = self.up_to(property, usize::MAX);
        let pairs = points.iter().zip(points.iter().skip(1));
        let rate = |(from, to): (&SeriesPoint, &SeriesPoint)| {
            let (earlier, later) = (samples.get(from.sample)?, samples.get(to.sample)?);
            let passed = |hours: fn(&Sample) -> Option<f64>| Some(hours(later)? - hours(earlier)?);
            let hours = passed(|sample| sample.oil_hours).or_else(|| passed(|sample| sample.machine_hours))?;
            if hours <= 0.0 {
                return None;
            }
            let rate = self.top_ups.rate((from, to), hours, brought, is_content)?;
            rate.per_1000_h.is_finite().then_some(WearRate { machine_hours: later.machine_hours, ..rate })
        };
        pairs.filter_map(rate).collect()
    }
}

impl PointHistory<'_> {
    /// How fast a property rose from sample to sample, over all oil lives of the machine: a change of oil does not
    /// end it. No rate is stated across a change.
    #[must_use]
    pub fn wear_rates(&self, property: PropertyId, standards: &Standards) -> Vec<WearRate> {
        let lives = self.lives.iter().enumerate();
        lives
            .flat_map(|(number, life)| self.life_series(number).wear_rates(life, property, &self.samples, standards))
            .collect()
    }
}
