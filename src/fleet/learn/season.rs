//! Whether a group's results move with the season by more than the test scatters.

use crate::stats::{Distribution, Percentile, Reported};

/// Fewest results of a season for a median worth comparing (project proposal).
const FEWEST: usize = 8;

/// What the seasons show. Limits are made from all seasons together in every case; this says whether that matters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Season {
    /// Fewer than two seasons have enough results to compare.
    NotTested,
    /// The medians of the seasons differ by no more than R, or no R is known; how many seasons had enough results.
    Stable(usize),
    /// The medians differ by so much, which is more than R.
    Shifts(f64),
}

/// Compares the medians of December–February, March–May, June–August and September–November.
pub fn season(results: &[(u32, Reported)], reproducibility: impl Fn(f64) -> Option<f64>) -> Season {
    let of_season = |season: u32| {
        let is_of = |month: &u32| (month % 12) / 3 == season;
        let own: Vec<Reported> = results.iter().filter(|(month, _)| is_of(month)).map(|(_, result)| *result).collect();
        if own.len() < FEWEST {
            return None;
        }
        match Distribution::new(&own)?.percentile(0.5) {
            Percentile::At(median) => Some(median),
            Percentile::Below(_) | Percentile::Above(_) => None,
        }
    };
    let medians: Vec<f64> = (0..4).filter_map(of_season).collect();
    if medians.len() < 2 {
        return Season::NotTested;
    }
    let (low, high) = medians
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), median| (low.min(*median), high.max(*median)));
    let between = low / 2.0 + high / 2.0;
    if reproducibility(between).is_some_and(|r| high - low > r) {
        Season::Shifts(high - low)
    } else {
        Season::Stable(medians.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(january: f64, july: f64, count: usize) -> Season {
        let month = |month: u32, at: f64| std::iter::repeat_n((month, Reported::Exact(at)), count);
        let results: Vec<_> = month(1, january).chain(month(7, july)).collect();
        season(&results, |_| Some(5.0))
    }

    #[test]
    fn a_shift_counts_only_beyond_the_reproducibility() {
        assert_eq!(of(10.0, 15.0, 8), Season::Stable(2));
        assert_eq!(of(10.0, 15.1, 8), Season::Shifts(15.1 - 10.0));
        assert_eq!(of(10.0, 50.0, 7), Season::NotTested);
    }

    #[test]
    fn december_is_winter() {
        let months = [12, 1, 2].into_iter().cycle().take(24);
        let results: Vec<_> = months.map(|month| (month, Reported::Exact(1.0))).collect();
        assert_eq!(season(&results, |_| None), Season::NotTested);
    }
}
