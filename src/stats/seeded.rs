//! A small seeded generator, so that a drawing of lots comes out the same on every machine and in every version.
//!
//! `SplitMix64` (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014). Not for secrets.

/// A stream of numbers from a seed.
#[derive(Debug, Clone)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// The stream of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Brings things into an order that depends on the seed alone (Fisher–Yates).
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            // The remainder prefers small numbers by less than one in 10^15 for any list that fits into memory.
            let other = usize::try_from(self.draw() % (last as u64 + 1)).unwrap_or_default();
            things.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_that_of_the_published_generator() {
        // The first numbers of seed 1234567, as published with the reference implementation.
        let mut stream = SplitMix64::new(1_234_567);
        assert_eq!(
            [stream.draw(), stream.draw(), stream.draw()],
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn a_shuffle_keeps_all_and_depends_on_the_seed_alone() {
        let shuffled = |seed| {
            let mut things: Vec<u32> = (0..20).collect();
            SplitMix64::new(seed).shuffle(&mut things);
            things
        };
        assert_eq!(shuffled(1), shuffled(1));
        assert_ne!(shuffled(1), shuffled(2));
        let mut all = shuffled(7);
        all.sort_unstable();
        assert_eq!(all, (0..20).collect::<Vec<_>>());
    }
}
