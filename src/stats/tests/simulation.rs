//! Machines whose ageing is known, so that the windows can be counted. ARCHITECTURE.md states the figures.
//!
//! Each machine ages along its own course to its limit, is topped up now and then with new oil, and is sampled until
//! some time between 65 and 90 % of the way. Its results scatter by one to two and a half times what the test repeats,
//! are rounded, and in a quarter of the machines the first ones lie beyond a reporting limit.

use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, StandardNormal};
use rand_pcg::Pcg64Mcg;

use crate::stats::{Ageing, Observation, crossing};

const RUNS: usize = 2000;
/// A sample is drawn after this share of the oil's life, more or less.
const STEP: (f64, f64) = (0.05, 0.10);
/// Share of samples before which oil was added, and how much of the sump it was.
const TOP_UPS: f64 = 0.1;
const ADDED: (f64, f64) = (0.005, 0.02);

/// A kind of machine: how its result ages.
#[derive(Clone, Copy)]
struct Kind {
    ageing: Ageing,
    /// Of the new oil, from and to.
    start: (f64, f64),
    /// Where the limit lies for a start.
    limit: fn(f64) -> f64,
    /// Standard deviation of what the test repeats, at a level.
    repeats: fn(f64) -> f64,
}

/// Viscosity to 10 % over new; ASTM D445 on used oil.
const LINEAR: Kind = Kind {
    ageing: Ageing::Straight,
    start: (44.0, 48.0),
    limit: |start| 1.1 * start,
    repeats: |level| 0.000_233 * level.powf(1.722) / 2.77,
};

/// Base number to half of new; ASTM D2896.
const LOG_LINEAR: Kind = Kind {
    ageing: Ageing::LogLinear,
    start: (8.0, 12.0),
    limit: |start| 0.5 * start,
    repeats: |level| 0.03 * level / 2.77,
};

/// Acid number to 1.0 over new; ASTM D664 on used oil.
const TWO_PHASE: Kind = Kind {
    ageing: Ageing::TwoPhase,
    start: (0.4, 0.7),
    limit: |start| start + 1.0,
    repeats: |level| 0.117 * level / 2.77,
};

/// How far a machine is on its way, from 0 to 1, without top-ups.
struct Truth {
    kind: Kind,
    start: f64,
    life: f64,
    quiet: f64,
    growth: u32,
    rate: f64,
}

impl Truth {
    fn draw(kind: Kind, random: &mut Pcg64Mcg) -> Self {
        Self {
            kind,
            start: random.random_range(kind.start.0..kind.start.1),
            life: random.random_range(3000.0..8000.0),
            quiet: random.random_range(0.1..0.5),
            growth: random.random_range(0..3),
            rate: random.random_range(1.0..3.0),
        }
    }

    fn limit(&self) -> f64 {
        (self.kind.limit)(self.start)
    }

    /// The result of an oil that is never topped up.
    fn undiluted(&self, x: f64) -> f64 {
        let (u, limit) = (x / self.life, self.limit());
        match self.kind.ageing {
            Ageing::Straight => self.start + (limit - self.start) * u,
            Ageing::LogLinear => self.start * (limit / self.start).powf(u),
            Ageing::TwoPhase => {
                let grown = ((u - self.quiet) / (1.0 - self.quiet)).max(0.0);
                let share = match self.growth {
                    0 => grown,
                    1 => grown * grown,
                    _ => (self.rate * grown).exp_m1() / self.rate.exp_m1(),
                };
                self.start + (limit - self.start) * share
            }
        }
    }

    /// The result at x of an oil that had a result at an earlier place.
    fn onward(&self, (from, had): (f64, f64), x: f64) -> f64 {
        match self.kind.ageing {
            Ageing::LogLinear => had * self.undiluted(x) / self.undiluted(from),
            Ageing::Straight | Ageing::TwoPhase => had + self.undiluted(x) - self.undiluted(from),
        }
    }

    fn is_over(&self, value: f64) -> bool {
        (value - self.limit()) * (self.limit() - self.start) >= 0.0
    }

    /// The true results at the samples up to the limit, and where that is crossed.
    fn run(&self, random: &mut Pcg64Mcg) -> (Vec<(f64, f64)>, f64) {
        let step = self.life * random.random_range(STEP.0..STEP.1);
        let mut at = (0.0, self.start);
        let mut samples = Vec::new();
        loop {
            let next = at.0 + step * random.random_range(0.7..1.3);
            let value = self.onward(at, next);
            if self.is_over(value) {
                let (mut before, mut behind) = (at.0, next);
                for _ in 0..40 {
                    let middle = f64::midpoint(before, behind);
                    *(if self.is_over(self.onward(at, middle)) { &mut behind } else { &mut before }) = middle;
                }
                return (samples, behind);
            }
            at = (next, value);
            if random.random_bool(TOP_UPS) {
                at.1 += (self.start - value) * random.random_range(ADDED.0..ADDED.1);
            }
            samples.push(at);
        }
    }

    /// The results that a laboratory reports.
    fn measured(&self, samples: &[(f64, f64)], random: &mut Pcg64Mcg) -> Vec<Observation> {
        let scatter = random.random_range(1.0..2.5);
        let bound = self.start + 0.08 * (self.limit() - self.start);
        let censoring = random.random_bool(0.25);
        let result = |(x, truth): &(f64, f64)| {
            let noise: f64 = StandardNormal.sample(random);
            let value = ((truth + noise * scatter * (self.kind.repeats)(*truth)) * 100.0).round() / 100.0;
            let sd = (self.kind.repeats)(value.max(0.01)).hypot(0.01 / 12_f64.sqrt());
            if censoring && (value - bound) * (self.limit() - self.start) < 0.0 {
                let (low, high) =
                    if self.limit() > self.start { (f64::NEG_INFINITY, bound) } else { (bound, f64::INFINITY) };
                return Observation { x: *x, low, high, sd };
            }
            Observation::exact(*x, value, sd)
        };
        samples.iter().map(result).collect()
    }
}

/// What came of the forecasts for one kind of machine.
#[derive(Debug, Default)]
struct Score {
    forecasts: usize,
    covering: usize,
    too_early: usize,
    open: usize,
    errors: Vec<f64>,
}

fn score(kind: Kind, seed: u64) -> Score {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut score = Score::default();
    while score.forecasts < RUNS {
        let truth = Truth::draw(kind, &mut random);
        let (samples, crossed) = truth.run(&mut random);
        let until = crossed * random.random_range(0.65..0.9);
        let drawn: Vec<(f64, f64)> = samples.into_iter().take_while(|(x, _)| *x <= until).collect();
        let results = truth.measured(&drawn, &mut random);
        let Some(age) = results.last().map(|result| result.x) else { continue };
        let Some(window) = crossing(&results, truth.limit(), kind.ageing, 2.0 * age) else { continue };
        score.forecasts += 1;
        score.too_early += usize::from(crossed > window.latest);
        score.covering += usize::from((window.earliest..=window.latest).contains(&crossed));
        score.open += usize::from(window.latest.is_infinite());
        score.errors.push(((window.expected.min(2.0 * age) - crossed) / crossed).abs());
    }
    score
}

/// Shares in percent: covering, true place before the window, behind it, open end; median error in percent of the life.
fn percent(score: &mut Score) -> [f64; 5] {
    let share = |count: usize| 100.0 * count as f64 / score.forecasts as f64;
    let before = score.forecasts - score.covering - score.too_early;
    score.errors.sort_by(f64::total_cmp);
    let error = score.errors.get(score.forecasts / 2).copied().unwrap_or(f64::NAN);
    [share(score.covering), share(before), share(score.too_early), share(score.open), 100.0 * error]
}

fn check(name: &str, kind: Kind, seed: u64, most_error: f64) {
    let figures = percent(&mut score(kind, seed));
    let [covering, before, behind, _, error] = figures;
    let said = format!("{name}: covering, before, behind, open, error: {figures:.1?}");
    assert!((75.0..=85.0).contains(&covering), "{said}");
    assert!(before < 15.0 && behind < 15.0, "{said}");
    assert!(error < most_error, "{said}");
}

#[test]
fn windows_of_linear_ageing_cover_the_truth() {
    check("linear", LINEAR, 1, 5.0);
}

#[test]
fn windows_of_log_linear_ageing_cover_the_truth() {
    check("log-linear", LOG_LINEAR, 2, 5.0);
}

#[test]
fn windows_of_two_phase_ageing_cover_the_truth() {
    check("two-phase", TWO_PHASE, 3, 12.0);
}
