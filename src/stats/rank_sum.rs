//! Wilcoxon's rank-sum test (Mann and Whitney's), one-sided, exact with ties in small groups.
//!
//! Source: Wilcoxon, Biometrics Bulletin 1 (1945) 80; Mann and Whitney, Annals of Mathematical Statistics 18 (1947) 50.
//! Of numbers that are only 0 and 1 it is Fisher's exact test.

use statrs::distribution::{ContinuousCDF, Normal};

/// Up to so many numbers all ways to choose the group are counted; of more the normal distribution is near enough.
const EXACT_UP_TO: usize = 40;

/// The probability that a group chosen by lot from all the numbers would rank as high as this one does, or higher.
/// 1 if either group is empty.
#[must_use]
pub fn rank_sum_above(group: &[f64], others: &[f64]) -> f64 {
    let finite = |numbers: &[f64]| numbers.iter().copied().filter(|number| number.is_finite()).collect::<Vec<f64>>();
    let (group, others) = (finite(group), finite(others));
    if group.is_empty() || others.is_empty() {
        return 1.0;
    }
    let ranks = doubled_ranks(&group, &others);
    let observed: usize = ranks.iter().take(group.len()).sum();
    if ranks.len() <= EXACT_UP_TO {
        exact(&ranks, group.len(), observed)
    } else {
        normal(&ranks, group.len(), observed)
    }
}

/// Twice the middle rank of each number, the group's first: whole numbers even where some are equal.
fn doubled_ranks(group: &[f64], others: &[f64]) -> Vec<usize> {
    let mut sorted: Vec<f64> = group.iter().chain(others).copied().collect();
    sorted.sort_by(f64::total_cmp);
    let rank = |number: &f64| {
        let below = sorted.partition_point(|other| other < number);
        let up_to = sorted.partition_point(|other| other <= number);
        below + up_to + 1
    };
    group.iter().chain(others).map(rank).collect()
}

/// Counts the ways to choose the group by their sums of ranks.
fn exact(ranks: &[usize], size: usize, observed: usize) -> f64 {
    let most: usize = ranks.iter().sum();
    // ways[chosen][sum]; whole numbers below 2^53 for 40 numbers.
    let mut ways = vec![vec![0.0_f64; most + 1]; size + 1];
    if let Some(none) = ways.first_mut().and_then(|sums| sums.first_mut()) {
        *none = 1.0;
    }
    for rank in ranks {
        for chosen in (1..=size).rev() {
            let Some([fewer, more]) =
                ways.get_mut(chosen - 1..=chosen).and_then(|pair| <&mut [_; 2]>::try_from(pair).ok())
            else {
                continue;
            };
            for (sum, count) in more.iter_mut().skip(*rank).zip(fewer.iter()) {
                *sum += count;
            }
        }
    }
    let sums = ways.last().map_or(&[][..], Vec::as_slice);
    let as_high: f64 = sums.iter().skip(observed).sum();
    (as_high / sums.iter().sum::<f64>()).min(1.0)
}

/// The normal distribution of the sum, its variance corrected for equal numbers, with continuity correction.
fn normal(ranks: &[usize], size: usize, observed: usize) -> f64 {
    let (all, size) = (ranks.len() as f64, size as f64);
    let mean_rank = ranks.iter().sum::<usize>() as f64 / all;
    let spread: f64 = ranks.iter().map(|rank| (*rank as f64 - mean_rank).powi(2)).sum::<f64>() / all;
    let variance = size * (all - size) * spread / (all - 1.0);
    let Ok(distribution) = Normal::new(size * mean_rank, variance.sqrt()) else { return 1.0 };
    distribution.sf(observed as f64 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found} for {wanted}");
    }

    #[test]
    fn small_groups_are_counted() {
        // 20 ways to choose 3 of 6.
        near(rank_sum_above(&[4.0, 5.0, 6.0], &[1.0, 2.0, 3.0]), 1.0 / 20.0);
        near(rank_sum_above(&[3.0, 5.0, 6.0], &[1.0, 2.0, 4.0]), 2.0 / 20.0);
        near(rank_sum_above(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]), 1.0);
        near(rank_sum_above(&[], &[1.0]), 1.0);
        near(rank_sum_above(&[1.0], &[]), 1.0);
        near(rank_sum_above(&[f64::NAN], &[1.0]), 1.0);
    }

    #[test]
    fn equal_numbers_share_their_ranks() {
        near(rank_sum_above(&[1.0, 1.0], &[1.0, 1.0]), 1.0);
        // Three marked of eight, all in a group of four: 5 of the 70 ways have as many.
        near(rank_sum_above(&[1.0, 1.0, 1.0, 0.0], &[0.0; 4]), 5.0 / 70.0);
        near(rank_sum_above(&[1.0, 1.0, 1.0, 0.0], &[0.0; 4]), super::super::fisher_more((3, 4), (0, 4)));
    }

    #[test]
    fn large_groups_come_near_to_what_counting_gives() {
        let ranks: Vec<usize> = (0..40).map(|index| 2 * index + 1).collect();
        // Sums of fifteen odd numbers are odd.
        for observed in [601, 701, 801, 901] {
            let (counted, bell) = (exact(&ranks, 15, observed), normal(&ranks, 15, observed));
            assert!((counted - bell).abs() < 0.004, "{observed}: {counted} {bell}");
        }
        let (high, low): (Vec<f64>, Vec<f64>) = ((100..130).map(f64::from).collect(), (0..30).map(f64::from).collect());
        assert!(rank_sum_above(&high, &low) < 1e-9 && rank_sum_above(&low, &high) > 0.999);
    }
}
