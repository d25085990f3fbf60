//! A least-squares line that takes one point after the other.

/// Sums of a line's points, kept around their means so that large x lose no digits (Welford).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    count: usize,
    mean: (f64, f64),
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Line {
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    pub(super) fn push(&mut self, x: f64, y: f64) {
        self.count += 1;
        let n = self.count as f64;
        let (dx, dy) = (x - self.mean.0, y - self.mean.1);
        self.mean = (self.mean.0 + dx / n, self.mean.1 + dy / n);
        self.xx += dx * (x - self.mean.0);
        self.xy += dx * (y - self.mean.1);
        self.yy += dy * (y - self.mean.1);
    }

    /// True if the points have a width to lay a line through.
    fn has_slope(&self) -> bool {
        self.xx > 0.0 && (self.xy / self.xx).is_finite()
    }

    fn slope(&self) -> f64 {
        if self.has_slope() { self.xy / self.xx } else { 0.0 }
    }

    /// The line's height.
    pub(super) fn at(&self, x: f64) -> f64 {
        self.mean.1 + self.slope() * (x - self.mean.0)
    }

    fn freedom(&self) -> f64 {
        let taken = if self.has_slope() { 2.0 } else { 1.0 };
        (self.count as f64 - taken).max(1.0)
    }

    /// Standard deviation of the points around the line, no less than the floor.
    pub(super) fn scatter(&self, floor: f64) -> f64 {
        let left = (self.yy - self.slope() * self.xy).max(0.0);
        (left / self.freedom()).sqrt().max(floor).max(f64::MIN_POSITIVE)
    }

    /// How much wider than single points a next point at x scatters around the line, because the line itself is not
    /// known better.
    pub(super) fn widening(&self, x: f64) -> f64 {
        let dx = x - self.mean.0;
        let lever = if self.has_slope() { dx * dx / self.xx } else { 0.0 };
        (1.0 + 1.0 / (self.count as f64).max(1.0) + lever).sqrt()
    }

    /// The normal score as rare as this value of Student's distribution, by Wallace's approximation.
    pub(super) fn normal_score(&self, student: f64) -> f64 {
        let freedom = self.freedom();
        let size =
            (freedom * (student * student / freedom).ln_1p()).sqrt() * (8.0 * freedom + 1.0) / (8.0 * freedom + 3.0);
        if size.is_finite() { size.copysign(student) } else { f64::INFINITY.copysign(student) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Line {
        let mut line = Line::default();
        for (x, y) in points {
            line.push(*x, *y);
        }
        line
    }

    #[test]
    fn the_line_is_that_of_least_squares() {
        // By hand: slope 3.8 / 5, height 1.3 at x = 1.5.
        let line = line(&[(0.0, 1.0), (1.0, 0.0), (2.0, 1.0), (3.0, 3.2)]);
        assert!((line.slope() - 0.76).abs() < 1e-12 && (line.at(1.5) - 1.3).abs() < 1e-12);
        let left: f64 = [(0.0, 1.0), (1.0, 0.0), (2.0, 1.0), (3.0, 3.2)]
            .iter()
            .map(|(x, y): &(f64, f64)| (y - line.at(*x)).powi(2))
            .sum();
        assert!((line.scatter(0.0) - (left / 2.0).sqrt()).abs() < 1e-12);
        assert!((line.widening(1.5) - 1.25_f64.sqrt()).abs() < 1e-12);
        assert!((line.widening(4.5) - (1.25 + 9.0 / 5.0_f64).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn large_hours_lose_no_digits_and_equal_ones_make_a_level() {
        let far = line(&[(1e9, 5.0), (1e9 + 500.0, 6.0), (1e9 + 1000.0, 7.0)]);
        assert!((far.at(1e9 + 1500.0) - 8.0).abs() < 1e-6);
        let level = line(&[(5.0, 1.0), (5.0, 3.0)]);
        assert!((level.at(99.0) - 2.0).abs() < 1e-12 && level.widening(99.0) < 1.3);
        assert!(line(&[(0.0, 1e308), (1.0, -1e308), (2.0, 1e308)]).normal_score(f64::NAN).is_infinite());
    }

    #[test]
    fn scores_are_as_rare_as_students_values() {
        // Student's 97.5 % points with 6, 10 and 30 degrees of freedom are the 1.96 of the normal distribution.
        for (count, student) in [(8, 2.446_912), (12, 2.228_139), (32, 2.042_272)] {
            let points: Vec<(f64, f64)> = (0..count).map(|n| (f64::from(n), f64::from(n % 3))).collect();
            assert!((line(&points).normal_score(student) - 1.959_964).abs() < 0.005);
            assert!((line(&points).normal_score(-student) + 1.959_964).abs() < 0.005);
        }
    }
}
