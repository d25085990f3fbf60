//! A watch over a series of results that should follow a straight line: has it begun to creep, or stepped away?
//!
//! Each result is held against the least-squares line through those before it. What is left over, divided by what it
//! should scatter by (Brown, Durbin and Evans, J. R. Stat. Soc. B 37 (1975) 149: recursive residuals) and brought
//! from Student's to the normal distribution (Wallace, Ann. Math. Stat. 30 (1959) 1124), is a standard normal score,
//! whatever line and scatter the machine has. So no limit has to be known beforehand (Hawkins, J. Qual. Technol. 19
//! (1987) 265: self-starting). The scores are summed up by a tabular CUSUM (Page, Biometrika 41 (1954) 100; Montgomery,
//! Introduction to Statistical Quality Control, chapter 9: k = 0.5, h = 5), which adds up what is too small to be seen
//! in any single result.
//!
//! Every answer rests on the results up to its own and on no later one.

mod line;
#[cfg(test)]
mod tests;

use line::Line;

use super::median::median;

/// Results that make the first line; nothing is said before.
pub const BASELINE: usize = 8;
/// What a score must exceed to add to the sum: half of a shift of one standard deviation (Montgomery).
const SLACK: f64 = 0.5;
/// Sum at which one side raises an alarm (Montgomery), where one side is watched.
const ALARM: f64 = 5.0;
/// The same where both sides are watched, so that false alarms stay as rare.
const ALARM_OF_TWO: f64 = 6.0;
/// A score counts as no more than this, so that one wild result raises no alarm; two of this size on one side are a step.
const MOST_SCORE: f64 = 3.0;
/// The rounding of a result has this share of its last digit as standard deviation: 1/√12.
const ROUNDING: f64 = 0.288_675_134_594_813;

/// Which sides are watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// Only a rise.
    Up,
    /// Only a fall.
    Down,
    /// Both.
    Both,
}

/// How a series left its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Bit by bit.
    Drift,
    /// By two results in a row that lie more than three standard deviations off.
    Step,
}

/// A series that has left its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Departure {
    /// How.
    pub shape: Shape,
    /// True for a rise.
    pub up: bool,
    /// Index of the first result of the run that shows it.
    pub first: usize,
    /// What the line through the results before that leads to here.
    pub expected: f64,
    /// Median of the results before that.
    pub before: f64,
    /// What single results scatter around the line by, as a standard deviation.
    pub scatter: f64,
}

impl Departure {
    /// True if a result lies further off than two tests can differ by, both from the line and from the level before:
    /// the line is a guess where it is drawn out far, the level is not.
    #[must_use]
    pub fn exceeds(&self, result: f64, difference: f64) -> bool {
        let side = if self.up { 1.0 } else { -1.0 };
        side * (result - self.expected) > difference && side * (result - self.before) > difference
    }
}

/// For each of the points `(x, y)`, in order of x, whether the series has left its line there.
///
/// `resolution` is the last digit of the results; scatter is never taken for less than its rounding. An alarm stays for
/// eight results, then these make a new line: what has lasted so long is how the machine runs now.
#[must_use]
pub fn watch(points: &[(f64, f64)], sides: Sides, resolution: f64) -> Vec<Option<Departure>> {
    let mut watch = Watch::new(sides, resolution);
    points.iter().enumerate().map(|(index, point)| watch.next(points, index, *point)).collect()
}

/// One side of the sum.
#[derive(Clone, Copy)]
struct Side {
    up: bool,
    sum: f64,
    /// Where the sum last left zero, and the line of then.
    run: (usize, Line),
    /// The result before, with the line of then, if it lay further off than a score counts.
    far: Option<(usize, Line)>,
}

/// An alarm that stands.
#[derive(Clone, Copy)]
struct Standing {
    shape: Shape,
    up: bool,
    run: (usize, Line),
    before: f64,
    since: usize,
}

struct Watch {
    sides: Vec<Side>,
    alarm: f64,
    floor: f64,
    line: Line,
    /// Index of the first result of the present line.
    from: usize,
    standing: Option<Standing>,
}

impl Watch {
    fn new(sides: Sides, resolution: f64) -> Self {
        let side = |up: bool| Side { up, sum: 0.0, run: (0, Line::default()), far: None };
        let (sides, alarm) = match sides {
            Sides::Up => (vec![side(true)], ALARM),
            Sides::Down => (vec![side(false)], ALARM),
            Sides::Both => (vec![side(true), side(false)], ALARM_OF_TWO),
        };
        let floor = resolution.abs() * ROUNDING;
        Self { sides, alarm, floor, line: Line::default(), from: 0, standing: None }
    }

    fn next(&mut self, points: &[(f64, f64)], index: usize, (x, y): (f64, f64)) -> Option<Departure> {
        if !x.is_finite() || !y.is_finite() {
            return None;
        }
        if self.standing.is_some_and(|standing| index - standing.since >= BASELINE) {
            self.start_again(points, index);
        }
        if let Some(standing) = self.standing {
            return Some(self.departure(standing, x));
        }
        if self.line.count() < BASELINE {
            self.line.push(x, y);
            return None;
        }
        let (expected, spread) = (self.line.at(x), self.line.scatter(self.floor) * self.line.widening(x));
        let score = self.line.normal_score((y - expected) / spread);
        let kept = y.clamp(expected - MOST_SCORE * spread, expected + MOST_SCORE * spread);
        let found = self.sum_up(score, index);
        if let Some((shape, up, run)) = found {
            let earlier: Vec<f64> =
                points.get(self.from..run.0).unwrap_or_default().iter().map(|(_, value)| *value).collect();
            let standing = Standing { shape, up, run, before: median(&earlier)?, since: index };
            self.standing = Some(standing);
            return Some(self.departure(standing, x));
        }
        self.line.push(x, kept);
        None
    }

    /// Adds a score to the sums; the side that raises an alarm with it, if one does.
    fn sum_up(&mut self, score: f64, index: usize) -> Option<(Shape, bool, (usize, Line))> {
        let (line, alarm) = (self.line, self.alarm);
        let mut found = None;
        for side in &mut self.sides {
            let score = if side.up { score } else { -score };
            if side.sum <= 0.0 {
                side.run = (index, line);
            }
            side.sum = (side.sum + score.min(MOST_SCORE) - SLACK).max(0.0);
            let far = (score > MOST_SCORE).then_some((index, line));
            if let Some(run) = side.far.filter(|_| far.is_some()) {
                found = Some((Shape::Step, side.up, run));
            } else if side.sum > alarm {
                found = Some((Shape::Drift, side.up, side.run));
            }
            side.far = far;
        }
        found
    }

    fn departure(&self, standing: Standing, x: f64) -> Departure {
        let Standing { shape, up, run: (first, line), before, .. } = standing;
        Departure { shape, up, first, expected: line.at(x), before, scatter: line.scatter(self.floor) }
    }

    /// A new line from the results since the alarm.
    fn start_again(&mut self, points: &[(f64, f64)], index: usize) {
        let Some(standing) = self.standing.take() else { return };
        self.line = Line::default();
        self.from = standing.since;
        for (x, y) in points.get(standing.since..index).unwrap_or_default() {
            if x.is_finite() && y.is_finite() {
                self.line.push(*x, *y);
            }
        }
        for side in &mut self.sides {
            (side.sum, side.far) = (0.0, None);
        }
    }
}
