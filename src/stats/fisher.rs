//! Fisher's exact test of a table of two by two, and Holm's correction of many tests made at once.
//!
//! Sources: Fisher, Journal of the Royal Statistical Society 85 (1922) 87; Holm, Scandinavian Journal of Statistics
//! 6 (1979) 65.

use statrs::distribution::{DiscreteCDF, Hypergeometric};

/// The probability that so many hits, or more, would fall into the first group by chance. Each group is hits and
/// size; 1 where a group has more hits than members or nothing can be compared.
#[must_use]
pub fn fisher_more((hits, size): (u64, u64), (other_hits, other_size): (u64, u64)) -> f64 {
    let Some(before) = hits.checked_sub(1) else { return 1.0 };
    if hits > size || other_hits > other_size || other_size == 0 {
        return 1.0;
    }
    let drawn = Hypergeometric::new(size + other_size, hits + other_hits, size);
    drawn.map_or(1.0, |drawn| drawn.sf(before).clamp(0.0, 1.0))
}

/// Probabilities of tests made at once, corrected so that each can be held against the level meant for all of them
/// together.
#[must_use]
pub fn holm(probabilities: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    let at = |index: &usize| probabilities.get(*index).copied().unwrap_or(1.0);
    order.sort_by(|a, b| at(a).total_cmp(&at(b)).then(a.cmp(b)));
    let mut corrected = vec![1.0; probabilities.len()];
    let mut largest = 0.0_f64;
    for (place, index) in order.iter().enumerate() {
        let left = (probabilities.len() - place) as f64;
        largest = largest.max((at(index) * left).min(1.0));
        if let Some(slot) = corrected.get_mut(*index) {
            *slot = largest;
        }
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found} for {wanted}");
    }

    #[test]
    fn the_lady_who_tastes_tea_is_judged_as_by_fisher() {
        near(fisher_more((4, 4), (0, 4)), 1.0 / 70.0);
        near(fisher_more((3, 4), (1, 4)), 17.0 / 70.0);
        near(fisher_more((0, 4), (4, 4)), 1.0);
        near(fisher_more((4, 4), (4, 4)), 1.0);
    }

    #[test]
    fn what_cannot_be_compared_is_no_evidence() {
        for (group, others) in [((3, 3), (0, 0)), ((4, 3), (0, 3)), ((3, 3), (4, 3)), ((0, 0), (3, 3))] {
            near(fisher_more(group, others), 1.0);
        }
    }

    #[test]
    fn many_tests_are_corrected_together() {
        let corrected = holm(&[0.03, 0.01, 0.04, 0.5]);
        for (found, wanted) in corrected.iter().zip([0.09, 0.04, 0.09, 0.5]) {
            near(*found, wanted);
        }
        assert!(holm(&[]).is_empty());
        assert_eq!(holm(&[0.9, 0.9]), [1.0, 1.0]);
    }
}
