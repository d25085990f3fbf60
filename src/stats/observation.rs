//! One result as statistics see it: a place, the bounds that the result is known to lie between, and how well the test
//! tells results apart.

/// One result at `x`. Exact where both bounds are equal; `<5` lies between minus infinity and 5.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Where it was taken: hours or days.
    pub x: f64,
    /// What it surely is not under.
    pub low: f64,
    /// What it surely does not exceed.
    pub high: f64,
    /// The least standard deviation that a result of this test has, at this level. Results with a smaller one weigh
    /// more.
    pub sd: f64,
}

impl Observation {
    /// An exact result.
    #[must_use]
    pub const fn exact(x: f64, y: f64, sd: f64) -> Self {
        Self { x, low: y, high: y, sd }
    }

    /// The number, if it is exact.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        (self.low.total_cmp(&self.high).is_eq() && self.low.is_finite()).then_some(self.low)
    }

    /// True if it says anything: a finite place, bounds in order, at least one of them finite.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        let some = self.low.is_finite() || self.high.is_finite();
        self.x.is_finite() && some && self.low <= self.high && self.sd.is_finite() && self.sd > 0.0
    }

    /// The same on a logarithmic scale; `None` where a logarithm needs more than there is. Nothing is known of what
    /// lies under a bound that is not positive.
    #[must_use]
    pub fn logarithm(&self) -> Option<Self> {
        if self.high <= 0.0 {
            return None;
        }
        let low = if self.low > 0.0 { self.low.ln() } else { f64::NEG_INFINITY };
        let level = self.number().unwrap_or(if self.high.is_finite() { self.high } else { self.low });
        Some(Self { x: self.x, low, high: self.high.ln(), sd: self.sd / level }).filter(Self::is_usable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_positive_numbers_have_a_logarithm() {
        assert!(Observation::exact(1.0, 0.0, 1.0).logarithm().is_none());
        assert!(Observation::exact(1.0, -3.0, 1.0).logarithm().is_none());
        let half = Observation::exact(1.0, 0.5, 0.1).logarithm();
        assert!(half.is_some_and(|half| half.number() == Some(0.5_f64.ln()) && (half.sd - 0.2).abs() < 1e-12));
        let below = Observation { x: 1.0, low: f64::NEG_INFINITY, high: 5.0, sd: 1.0 };
        assert!(below.logarithm().is_some_and(|below| below.low == f64::NEG_INFINITY && below.number().is_none()));
    }

    #[test]
    fn what_says_nothing_is_not_used() {
        assert!(!Observation::exact(f64::NAN, 1.0, 1.0).is_usable());
        assert!(!Observation::exact(1.0, f64::NAN, 1.0).is_usable());
        assert!(!Observation::exact(1.0, f64::INFINITY, 1.0).is_usable());
        assert!(!Observation::exact(1.0, 1.0, 0.0).is_usable());
        assert!(!Observation { x: 1.0, low: f64::NEG_INFINITY, high: f64::INFINITY, sd: 1.0 }.is_usable());
    }
}
