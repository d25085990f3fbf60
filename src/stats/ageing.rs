//! How a result ages: the courses that are laid through it, and the one that fits best for each of them.
//!
//! A course is `y = level + size · g(x)` with a fixed shape g. Straight and log-linear ageing have one shape, g = x.
//! Two-phase ageing has many: flat up to a break, then growth; the break and the kind of growth are looked for on a grid,
//! by the least sum of squared residuals (D. J. Hudson, Journal of the American Statistical Association 61 (1966)
//! 1097–1129). The growth is steady, or self-accelerating as oxidation after its induction period is: with the square
//! of time (the parabolic law of liquid-phase oxidation: N. M. Emanuel, E. T. Denisov, Z. K. Maizus, Liquid-Phase
//! Oxidation of Hydrocarbons, 1967) or exponentially.

use super::observation::Observation;

/// Breaks that are tried.
const BREAKS: u32 = 16;
/// Results that a growth must have: no slope from fewer.
const LEAST_GROWTH: usize = 3;
/// Times that the results which a censored one binds are looked for.
const ROUNDS: usize = 5;

/// How a result ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Ageing {
    /// By the same amount in equal times.
    #[default]
    Straight,
    /// By the same share in equal times.
    LogLinear,
    /// Flat at first, then growing.
    TwoPhase,
}

impl Ageing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Straight, Self::LogLinear, Self::TwoPhase];

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Straight => "straight",
            Self::LogLinear => "log_linear",
            Self::TwoPhase => "two_phase",
        }
    }

    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ageing| ageing.id() == id)
    }

    /// Numbers that the results have to tell: level and size; of two phases also break and kind of growth.
    pub(super) const fn parameters(self) -> usize {
        match self {
            Self::Straight | Self::LogLinear => 2,
            Self::TwoPhase => 3,
        }
    }

    /// The shapes to try on results in order of x, from the first to the last.
    pub(super) fn shapes(self, observations: &[Observation]) -> Vec<Shape> {
        let at = |index: usize| observations.get(index).map_or(0.0, |result| result.x);
        let count = observations.len();
        let (first, last) = (at(0), at(count.saturating_sub(1)));
        let span = last - first;
        if self != Self::TwoPhase || count <= LEAST_GROWTH || span <= 0.0 {
            return vec![Shape { start: first, span: if span > 0.0 { span } else { 1.0 }, growth: Growth::Line }];
        }
        // The first result can lie behind the break, but no oil began to age before it was filled in.
        let (from, to) = ((first - span).max(0.0).min(first), at(count - LEAST_GROWTH));
        let breaks = (0..BREAKS).map(|step| from + (to - from) * f64::from(step) / f64::from(BREAKS - 1));
        let growths = [Growth::Steady, Growth::Parabolic, Growth::Exponential(1.0), Growth::Exponential(3.0)];
        breaks.flat_map(|start| growths.map(|growth| Shape { start, span, growth })).collect()
    }
}

/// The form of a course.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shape {
    start: f64,
    span: f64,
    growth: Growth,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Growth {
    Line,
    Steady,
    Parabolic,
    /// By this power of e over the time that the results span.
    Exponential(f64),
}

impl Shape {
    /// The shape's height.
    pub(super) fn at(&self, x: f64) -> f64 {
        let u = (x - self.start) / self.span;
        match self.growth {
            Growth::Line => u,
            Growth::Steady => u.max(0.0),
            Growth::Parabolic => u.max(0.0) * u.max(0.0),
            Growth::Exponential(rate) => (rate * u.max(0.0)).exp_m1() / rate,
        }
    }

    /// Where it has a height; none for a height that it never has.
    pub(super) fn reaches(&self, height: f64) -> Option<f64> {
        let u = match self.growth {
            Growth::Line => height,
            _ if height < 0.0 => return None,
            Growth::Steady => height,
            Growth::Parabolic => height.sqrt(),
            Growth::Exponential(rate) => (rate * height).ln_1p() / rate,
        };
        Some(self.start + u * self.span)
    }

    /// True for a shape that grows on one side only.
    pub(super) fn is_two_phase(&self) -> bool {
        self.growth != Growth::Line
    }
}

/// A course laid through results by weighted least squares, in the terms of its uncertainty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    pub(super) shape: Shape,
    /// Weighted sum of squared residuals.
    pub(super) misfit: f64,
    pub(super) size: f64,
    weight: f64,
    mean_g: f64,
    mean_y: f64,
    spread: f64,
}

impl Course {
    /// Lays a course through the results. A censored one counts only where the course would lie on the wrong side of
    /// its bound, and then as that bound; which do is looked for in turns.
    pub(super) fn through(observations: &[Observation], shape: Shape) -> Option<Self> {
        let places: Vec<f64> = observations.iter().map(|result| shape.at(result.x)).collect();
        let mut course = Self::fit(observations, &places, shape, None)?;
        if observations.iter().any(|result| result.number().is_none()) {
            for _ in 0..ROUNDS {
                course = Self::fit(observations, &places, shape, Some(course))?;
            }
        }
        Some(course)
    }

    fn fit(observations: &[Observation], places: &[f64], shape: Shape, before: Option<Self>) -> Option<Self> {
        let binding = |(result, g): (&Observation, &f64)| {
            let y = result.number().or_else(|| {
                let expected = before?.height(*g);
                let bound = expected.max(result.low).min(result.high);
                (bound.total_cmp(&expected).is_ne()).then_some(bound)
            })?;
            Some((*g, y, 1.0 / (result.sd * result.sd)))
        };
        let points = || observations.iter().zip(places).filter_map(binding);
        let (mut weight, mut sum_g, mut sum_y) = (0.0, 0.0, 0.0);
        for (g, y, w) in points() {
            weight += w;
            sum_g += w * g;
            sum_y += w * y;
        }
        let (mean_g, mean_y) = (sum_g / weight, sum_y / weight);
        let (mut spread, mut shared) = (0.0, 0.0);
        for (g, y, w) in points() {
            spread += w * (g - mean_g) * (g - mean_g);
            shared += w * (g - mean_g) * (y - mean_y);
        }
        let size = shared / spread;
        let mut course = Self { shape, misfit: 0.0, size, weight, mean_g, mean_y, spread };
        for (g, y, w) in points() {
            let rest = y - course.height(g);
            course.misfit += w * rest * rest;
        }
        (course.misfit.is_finite() && size.is_finite() && weight.is_finite()).then_some(course)
    }

    /// Its height where the shape has the height g.
    fn height(&self, g: f64) -> f64 {
        self.mean_y + self.size * (g - self.mean_g)
    }

    /// Its height.
    pub(super) fn at(&self, x: f64) -> f64 {
        self.height(self.shape.at(x))
    }

    /// Where it reaches a level, if it does.
    pub(super) fn reaches(&self, level: f64) -> Option<f64> {
        let x = self.shape.reaches(self.mean_g + (level - self.mean_y) / self.size)?;
        x.is_finite().then_some(x)
    }

    /// The misfit that a course of this shape has at least if it goes through a point.
    pub(super) fn misfit_through(&self, x: f64, level: f64) -> f64 {
        let g = self.shape.at(x);
        let off = level - self.height(g);
        let away = g - self.mean_g;
        self.misfit + off * off / (1.0 / self.weight + away * away / self.spread)
    }
}
