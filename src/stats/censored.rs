//! A slope through results some of which are only known to lie under or over a number. Nothing is put in their place.
//!
//! Source: M. G. Akritas, S. A. Murphy and M. P. La Valley, Journal of the American Statistical Association 90 (1995)
//! 170–177: the slope at which Kendall's score of the residuals with x is zero, where two residuals whose ranges
//! overlap count as tied. Described for laboratory data in D. R. Helsel, Statistics for Censored Environmental Data
//! (2012), chapter 12.

use super::observation::Observation;
use super::slope::{Slope, score_reached_by_chance, theil_sen};

/// Observations beyond this number are not looked at: the pairs grow with the square.
const MOST_POINTS: usize = 1000;

/// The Akritas–Theil–Sen slope with its 80 % interval; of exact results alone the slope of Theil and Sen.
///
/// `None` if the results do not bound a slope.
#[must_use]
pub fn akritas_theil_sen(observations: &[Observation]) -> Option<Slope> {
    let usable: Vec<Observation> = observations.iter().copied().filter(Observation::is_usable).collect();
    let usable = usable.get(usable.len().saturating_sub(MOST_POINTS)..)?;
    let exact: Option<Vec<(f64, f64)>> = usable.iter().map(|result| Some((result.x, result.number()?))).collect();
    if let Some(exact) = exact {
        return theil_sen(&exact);
    }
    // As the slope grows, a pair passes from "the later one is surely more" to "not known" at the slope between the
    // near bounds, and to "surely less" at the slope between the far ones. The score falls by one at each.
    let (mut leaves_more, mut enters_less) = (Vec::new(), Vec::new());
    for (index, a) in usable.iter().enumerate() {
        for b in usable.iter().skip(index + 1) {
            let (before, after) = if a.x < b.x { (a, b) } else { (b, a) };
            let run = after.x - before.x;
            if run > 0.0 {
                leaves_more.push((after.low - before.high) / run);
                enters_less.push((after.high - before.low) / run);
            }
        }
    }
    let (slope, mut steps, at_start) = zero(leaves_more, enters_less)?;
    let half = score_reached_by_chance(&ranked(usable), 0.8);
    let bound = |steps: &mut [f64], rank: f64| {
        let last = steps.len().saturating_sub(1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the number of steps")]
        steps.get((rank.max(0.0) as usize).min(last)).copied()
    };
    let centre = at_start as f64;
    let interval = (
        bound(&mut steps, (centre - half).round_ties_even() - 1.0)?.min(slope),
        bound(&mut steps, (centre + half).round_ties_even())?.max(slope),
    );
    let rest = |bound: fn(&Observation) -> f64| usable.iter().map(move |result| bound(result) - slope * result.x);
    // The height that as many results surely exceed as surely fall short of.
    let (intercept, ..) = zero(rest(|result| result.low).collect(), rest(|result| result.high).collect())?;
    Some(Slope { slope, intercept, interval, count: usable.len() })
}

/// Where a score that begins with one for each finite number of the first list, and falls by one at each finite
/// number of both, is zero; with those numbers in order and what it begins with. `None` if it is nowhere bounded.
fn zero(first: Vec<f64>, second: Vec<f64>) -> Option<(f64, Vec<f64>, usize)> {
    let mut steps: Vec<f64> = first.into_iter().filter(|step| step.is_finite()).collect();
    let at_start = steps.len();
    steps.extend(second.into_iter().filter(|step| step.is_finite()));
    steps.sort_by(f64::total_cmp);
    let (lower, upper) = (*steps.get(at_start.checked_sub(1)?)?, *steps.get(at_start)?);
    Some((lower / 2.0 + upper / 2.0, steps, at_start))
}

/// Points whose ties are those of the results: results that are known by the same bounds are tied.
fn ranked(results: &[Observation]) -> Vec<(f64, f64)> {
    let mut bounds: Vec<(f64, f64)> = results.iter().map(|result| (result.low, result.high)).collect();
    let order = |a: &(f64, f64), b: &(f64, f64)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
    bounds.sort_by(order);
    bounds.dedup();
    let rank = |result: &Observation| bounds.binary_search_by(|known| order(known, &(result.low, result.high)));
    results.iter().map(|result| (result.x, rank(result).unwrap_or_default() as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Results one unit of x apart, as a laboratory writes them.
    fn of(step: f64, results: &[&str]) -> Vec<Observation> {
        let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
        let read = |(index, text): (usize, &&str)| {
            let x = index as f64 * step;
            match (text.strip_prefix('<'), text.strip_prefix('>')) {
                (Some(high), _) => Observation { x, low: f64::NEG_INFINITY, high: number(high), sd: 1.0 },
                (_, Some(low)) => Observation { x, low: number(low), high: f64::INFINITY, sd: 1.0 },
                _ => Observation::exact(x, number(text), 1.0),
            }
        };
        results.iter().enumerate().map(read).collect()
    }

    /// The slopes are computed independently: by bisection of the score itself.
    #[test]
    fn the_slope_makes_the_score_of_the_residuals_zero() {
        let cases: [(f64, &[&str], f64); 5] = [
            (1.0, &["<1", "<1", "1.2", "1.9", "2.4", "3.1"], 0.616_666_666_666_666_7),
            (100.0, &["12", "15", "16", "20", "24", ">28", ">28"], 0.03225),
            (1.0, &["<5", "<5", "6", "7.5", "9", "9.5", ">10", ">10"], 1.416_666_666_666_666_3),
            (1.0, &["<5", "3", "<2", "4", "6", "5"], 0.75),
            (1.0, &["1", "3", "2", "5", "6"], 1.125),
        ];
        for (step, results, slope) in cases {
            let found = akritas_theil_sen(&of(step, results));
            assert!(found.is_some_and(|found| (found.slope - slope).abs() < 1e-9), "{results:?}: {found:?}");
            assert!(found.is_some_and(|found| found.interval.0 <= slope && slope <= found.interval.1));
        }
    }

    #[test]
    fn what_bounds_no_slope_has_none() {
        assert_eq!(akritas_theil_sen(&of(1.0, &["<1", "<1", "<1"])), None);
        assert_eq!(akritas_theil_sen(&of(1.0, &[])), None);
        assert_eq!(akritas_theil_sen(&of(0.0, &["<1", "2", "3"])), None);
        assert_eq!(akritas_theil_sen(&of(1.0, &["NaN", "inf"])), None);
    }

    #[test]
    fn a_reporting_limit_is_no_number() {
        // Half the limit or the limit itself would give a slope of 0; all that is known is that it rose from under 5.
        let found = akritas_theil_sen(&of(1.0, &["<5", "<5", "5", "5.2", "5.4"]));
        assert!(found.is_some_and(|found| found.slope > 0.0), "{found:?}");
    }
}
