//! Percentiles of results of which some are only known to lie below or above a number.
//!
//! Kaplan–Meier for results below a reporting limit: the weight of each `<5` is spread evenly over all results to its
//! left, as B. Efron's construction does for results to the right (Proc. 5th Berkeley Symposium 4 (1967) 831–853;
//! D. R. Helsel, Statistics for Censored Environmental Data (2012), chapter 6). No number is put in the place of a
//! censored one. Without any censored result the percentile is the usual one of the sorted results, interpolated at
//! position p (n − 1).

use super::median::OF_MAD;

/// A result, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reported {
    /// A number.
    Exact(f64),
    /// Less than this number.
    Below(f64),
    /// More than this number.
    Above(f64),
}

/// A percentile, as far as it can be known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Percentile {
    /// A number.
    At(f64),
    /// It lies among the results that are only known to be below this number.
    Below(f64),
    /// It lies among the results that are only known to be above this number, or reaches them.
    Above(f64),
}

/// Results in order, each with the weight that it ends up with.
#[derive(Debug, Clone)]
pub struct Distribution {
    /// Weight of the results below every exact one, and the largest number that they are known to lie below.
    left: (f64, f64),
    /// Exact results, ascending, with their weights.
    exact: Vec<(f64, f64)>,
    /// The smallest number that some results are known to lie above.
    right: Option<f64>,
    count: usize,
}

impl Reported {
    const fn number(self) -> f64 {
        match self {
            Self::Exact(number) | Self::Below(number) | Self::Above(number) => number,
        }
    }

    /// Where it stands among results of the same number: `<5` before 5, `>5` behind it.
    const fn rank(self) -> u8 {
        match self {
            Self::Below(_) => 0,
            Self::Exact(_) => 1,
            Self::Above(_) => 2,
        }
    }
}

impl Distribution {
    /// Takes results; those that are not finite are left out. `None` if none is left.
    #[must_use]
    pub fn new(results: &[Reported]) -> Option<Self> {
        let mut results: Vec<Reported> = results.iter().copied().filter(|result| result.number().is_finite()).collect();
        if results.is_empty() {
            return None;
        }
        results.sort_by(|a, b| a.number().total_cmp(&b.number()).then_with(|| a.rank().cmp(&b.rank())));
        let right = results.iter().find(|result| result.rank() == 2).map(|result| result.number());
        let mut weight = 1.0;
        let mut left = (0.0, f64::NEG_INFINITY);
        let mut exact = Vec::with_capacity(results.len());
        let mut behind = results.len();
        // From the largest down: what is censored hands its weight to all that stand before it.
        for group in results.chunk_by(|a, b| a.number().total_cmp(&b.number()).is_eq() && a.rank() == b.rank()).rev() {
            behind -= group.len();
            let Some(first) = group.first() else { continue };
            let own = group.len() as f64;
            match first {
                Reported::Below(bound) if behind == 0 || exact_before(&results, behind) == 0 => {
                    left = (left.0 + weight * own, left.1.max(*bound));
                }
                Reported::Below(_) => weight *= (behind as f64 + own) / behind as f64,
                Reported::Exact(number) | Reported::Above(number) => {
                    exact.extend(group.iter().map(|_| (*number, weight)));
                }
            }
        }
        exact.reverse();
        Some(Self { left, exact, right, count: results.len() })
    }

    /// How many results there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The percentile for a share from 0 to 1. Where it falls between a censored and an exact result it is the exact one.
    #[must_use]
    pub fn percentile(&self, share: f64) -> Percentile {
        let position = share.clamp(0.0, 1.0) * (self.count as f64 - 1.0);
        let (mut before, bound) = self.left;
        // A whisker of rounding must not push a position out of the result that it belongs to.
        let reach = |end: f64| position <= end + 1e-9 * self.count as f64;
        if before > 0.0 && reach(before - 1.0) {
            return Percentile::Below(bound);
        }
        let mut previous: Option<f64> = None;
        for (number, weight) in &self.exact {
            if reach(before + weight - 1.0) {
                // Between the end of the result before and the beginning of this one, a straight line.
                let into = (position - (before - 1.0)).clamp(0.0, 1.0);
                let found = previous.map_or(*number, |previous| previous + (number - previous) * into);
                let is_open = self.right.is_some_and(|right| *number >= right && into > 1e-9);
                return if is_open { Percentile::Above(self.right.unwrap_or(*number)) } else { Percentile::At(found) };
            }
            before += weight;
            previous = Some(*number);
        }
        match (previous, self.right) {
            (_, Some(right)) => Percentile::Above(right),
            (Some(last), None) => Percentile::At(last),
            (None, None) => Percentile::Below(bound),
        }
    }
}

/// How many of the first results are not censored to the left.
fn exact_before(sorted: &[Reported], count: usize) -> usize {
    sorted.iter().take(count).take_while(|result| result.rank() == 0).count().abs_diff(count.min(sorted.len()))
}

/// 1.4826 times the median absolute deviation, with censored results; `None` if the middle or the middle deviation is
/// not known. A result that is only known to lie below the median deviates by at least what it lies below it.
#[must_use]
pub fn robust_spread(results: &[Reported]) -> Option<(f64, f64)> {
    let Percentile::At(middle) = Distribution::new(results)?.percentile(0.5) else { return None };
    let deviation = |result: &Reported| match result {
        Reported::Exact(number) => Some(Reported::Exact((number - middle).abs())),
        Reported::Below(bound) if *bound <= middle => Some(Reported::Above(middle - bound)),
        Reported::Above(bound) if *bound >= middle => Some(Reported::Above(bound - middle)),
        // It may lie on either side: it says nothing about the spread.
        Reported::Below(_) | Reported::Above(_) => None,
    };
    let deviations: Vec<Reported> = results.iter().filter_map(deviation).collect();
    match Distribution::new(&deviations)?.percentile(0.5) {
        Percentile::At(mad) => Some((middle, OF_MAD * mad)),
        Percentile::Below(_) | Percentile::Above(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Reported::{Above, Below, Exact};
    use super::*;

    fn at(results: &[Reported], share: f64) -> Option<Percentile> {
        Some(Distribution::new(results)?.percentile(share))
    }

    fn near(found: Option<Percentile>, expect: f64) -> bool {
        matches!(found, Some(Percentile::At(number)) if (number - expect).abs() < 1e-9)
    }

    #[test]
    fn without_censored_results_it_is_the_usual_percentile() {
        // 1 to 40: position 0.9 × 39 = 35.1, so 36.1; 0.975 × 39 = 38.025, so 39.025.
        let results: Vec<Reported> = (1..=40).map(|n| Exact(f64::from(n))).collect();
        assert!(near(at(&results, 0.9), 36.1) && near(at(&results, 0.975), 39.025));
        assert!(near(at(&results, 0.0), 1.0) && near(at(&results, 1.0), 40.0) && near(at(&results, 0.5), 20.5));
        assert!(near(at(&[Exact(7.0)], 0.9), 7.0));
        assert_eq!(at(&[], 0.5), None);
        assert_eq!(at(&[Exact(f64::NAN)], 0.5), None);
    }

    #[test]
    fn a_percentile_above_the_reporting_limit_does_not_feel_what_lies_below_it() {
        let known: Vec<Reported> = (1..=40).map(|n| Exact(f64::from(n))).collect();
        let mut cut = known.clone();
        cut.iter_mut().take(20).for_each(|result| *result = Below(21.0));
        for share in [0.6, 0.9, 0.975] {
            assert_eq!(at(&cut, share), at(&known, share));
        }
        assert_eq!(at(&cut, 0.4), Some(Percentile::Below(21.0)));
        // Between a censored and an exact result it is the exact one.
        assert!(near(at(&cut, 0.5), 21.0));
    }

    #[test]
    fn a_reporting_limit_among_the_results_spreads_its_weight_to_the_left() {
        // 1, <2, 3: Kaplan–Meier puts two thirds on 1 and one third on 3.
        let results = [Exact(3.0), Below(2.0), Exact(1.0)];
        assert!(near(at(&results, 0.5), 1.0) && near(at(&results, 0.75), 2.0) && near(at(&results, 1.0), 3.0));
        // <1 <1 2 <5 6: a quarter of the weight of <5 goes to each of the three before it; 2 has 4/3.
        let results = [Below(1.0), Below(1.0), Exact(2.0), Below(5.0), Exact(6.0)];
        let found = Distribution::new(&results);
        assert!(found.as_ref().is_some_and(|found| (found.left.0 - 8.0 / 3.0).abs() < 1e-12));
        assert!(near(found.map(|found| found.percentile(0.75)), 2.0));
        assert_eq!(at(&results, 0.4), Some(Percentile::Below(1.0)));
        // Reporting limits below every number are one heap, known to lie below the largest of them.
        assert_eq!(at(&[Below(1.0), Below(4.0), Exact(9.0)], 0.5), Some(Percentile::Below(4.0)));
    }

    #[test]
    fn what_is_above_the_range_is_never_a_number() {
        let results = [Exact(1.0), Exact(2.0), Exact(3.0), Above(28.0), Above(28.0)];
        assert!(near(at(&results, 0.5), 3.0));
        assert_eq!(at(&results, 0.6), Some(Percentile::Above(28.0)));
        assert_eq!(at(&[Above(5.0)], 0.5), Some(Percentile::Above(5.0)));
        assert_eq!(at(&[Below(1.0), Below(1.0)], 0.9), Some(Percentile::Below(1.0)));
    }

    #[test]
    fn the_spread_is_that_of_the_middle_half() {
        let exact = |numbers: &[f64]| -> Vec<Reported> { numbers.iter().map(|number| Exact(*number)).collect() };
        assert_eq!(robust_spread(&exact(&[1.0, 2.0, 3.0, 4.0, 5000.0])), Some((3.0, 1.4826)));
        assert_eq!(robust_spread(&exact(&[5.0, 5.0, 5.0])), Some((5.0, 0.0)));
        // One result below the limit deviates by two at least, and the middle deviation is 1.
        assert_eq!(robust_spread(&[Below(1.0), Exact(2.0), Exact(3.0), Exact(4.0), Exact(9.0)]), Some((3.0, 1.4826)));
        assert_eq!(robust_spread(&[Below(3.0), Below(3.0), Exact(4.0)]), None);
        assert_eq!(robust_spread(&[]), None);
    }

    #[test]
    fn numbers_at_the_end_of_the_scale_are_safe() {
        assert!(near(at(&[Exact(1e308), Exact(1e308)], 0.5), 1e308));
        assert!(Distribution::new(&[Exact(f64::INFINITY), Exact(1.0)]).is_some_and(|found| found.count() == 1));
    }
}
