//! From the results of a group to its limits for one property.
//!
//! After ASTM D7720 by the percent cumulative distribution where there are enough results, else by median and robust
//! spread. The percentages are the user's choice by that guide; those here, and the multiples of the spread beside
//! "median + 2 s" and "+ 3 s", are this project's proposal and told as such.

use crate::domain::{Severity, Worse};
use crate::stats::{Distribution, Percentile, Reported, robust_spread};

/// Fewest results of a group that a limit may rest on.
pub const FEWEST_RESULTS: usize = 30;
/// Fewest machines: one or two machines are no fleet.
pub const FEWEST_MACHINES: usize = 3;
/// Results that have to lie beyond a percentile. It makes 30 results for the 90th and 60 for the 95th percentile, as
/// practice asks, 150 for the 98th and 600 for the 99.5th.
const BEYOND: usize = 3;

/// The severities that limits are learnt for, with the robust standard deviations from the median.
pub const LEVELS: [(Severity, f64); 3] =
    [(Severity::Caution, 2.0), (Severity::Abnormal, 2.5), (Severity::Critical, 3.0)];

/// The shares of the results that lie within the three limits, in tenths of a per cent, rising.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shares([u16; 3]);

impl Default for Shares {
    /// 95, 98 and 99.5 per cent (project proposal): of a score of properties, each with its own limit, some healthy
    /// samples break one by chance, and with a tenth outside of each limit most would.
    fn default() -> Self {
        Self([950, 980, 995])
    }
}

impl Shares {
    /// Reads `90,95,98`: rising, from 50 to less than 100 per cent, with at most one decimal.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut shares = [0; 3];
        let mut words = text.split(',');
        for share in &mut shares {
            let word = words.next()?.trim();
            let (whole, tenths) = word.split_once('.').unwrap_or((word, "0"));
            let (whole, tenths): (u16, u16) = (whole.parse().ok()?, (tenths.len() == 1).then(|| tenths.parse().ok())??);
            *share = whole.checked_mul(10)?.checked_add(tenths)?;
        }
        let [first, second, third] = shares;
        let rising = 500 <= first && first < second && second < third && third < 1000;
        (rising && words.next().is_none()).then_some(Self(shares))
    }

    /// The shares in per cent.
    #[must_use]
    pub fn percent(self) -> [f64; 3] {
        self.0.map(|tenths| f64::from(tenths) / 10.0)
    }
}

/// How limits are to be derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rule {
    /// By which method.
    pub method: Method,
    /// How much lies within.
    pub shares: Shares,
}

/// Which method is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Percentiles where there are enough results for them, else robust.
    #[default]
    Percentile,
    /// Median and robust spread throughout.
    Robust,
}

impl Method {
    /// Reads the word of the command line.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "percentile" => Some(Self::Percentile),
            "robust" => Some(Self::Robust),
            _ => None,
        }
    }

    /// The word of the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Percentile => "percentile",
            Self::Robust => "robust",
        }
    }
}

/// How one limit was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum How {
    /// The share, in per cent, that lies within.
    Percentile(f64),
    /// So many robust standard deviations from the median; on log(1 + x) if true.
    Robust(f64, bool),
}

/// The limit of one severity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// Reached outside of it.
    pub severity: Severity,
    /// Lower end, in the property's canonical unit.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// How it was found.
    pub how: How,
    /// True if the results alone would give a closer limit than the test can tell from normal.
    pub guarded: bool,
}

/// Why there is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyNone {
    /// Fewer results than a limit may rest on.
    TooFew(usize),
    /// There would be enough, if the limits in force did not alarm so many.
    Alarmed(usize),
    /// Fewer machines than make a fleet.
    TooFewMachines(usize),
    /// The property is the oil's, and the group has several.
    SeveralOils,
    /// The property is the oil's, and nothing says which oil it is.
    OilNotSaid,
    /// The percentile lies among results below the reporting limit.
    BelowReporting,
    /// The percentile lies among results above the range of the test.
    AboveRange,
    /// Results that should scatter are all the same.
    NoSpread,
}

/// What is to be limited, and how well it can be measured.
pub struct Measurand<'m> {
    /// Which direction is worse.
    pub worse: Worse,
    /// True if spread is taken on log(1 + x): metals and counts, which are skewed.
    pub skewed: bool,
    /// No oil can have less.
    pub least: f64,
    /// Decimals of its results.
    pub decimals: u8,
    /// Reproducibility R at a level.
    pub reproducibility: &'m dyn Fn(f64) -> Option<f64>,
    /// Repeatability r at a level.
    pub repeatability: &'m dyn Fn(f64) -> Option<f64>,
}

/// One end of a limit.
#[derive(Debug, Clone, Copy)]
struct End {
    at: f64,
    how: How,
    guarded: bool,
}

type Ends = [Option<End>; 3];

/// The limits of a group's results; at least the one of caution.
pub fn levels(results: &[Reported], measurand: &Measurand<'_>, rule: Rule) -> Result<Vec<Level>, WhyNone> {
    if results.len() < FEWEST_RESULTS {
        return Err(WhyNone::TooFew(results.len()));
    }
    let flipped: Vec<Reported> = results.iter().copied().map(flip).collect();
    let tails = if measurand.worse == Worse::Both { 2 } else { 1 };
    let side = |results: &[Reported], sign: f64| ends(results, measurand, sign, (rule, tails));
    let (high, low) = match measurand.worse {
        Worse::Down => (Ok([None; 3]), side(&flipped, -1.0)),
        Worse::Up | Worse::None => (side(results, 1.0), Ok([None; 3])),
        Worse::Both => (side(results, 1.0), side(&flipped, -1.0)),
    };
    // Of two ends one may be lost among censored results; the other still says something.
    let (high, low) = match (high, low) {
        (Err(why), Err(_)) => return Err(why),
        (Err(why), Ok(low)) if low.iter().all(Option::is_none) => return Err(why),
        (Ok(high), Err(why)) if high.iter().all(Option::is_none) => return Err(why),
        (high, low) => (high.unwrap_or_default(), low.unwrap_or_default()),
    };
    let mut levels = Vec::new();
    for (((severity, _), high), low) in LEVELS.into_iter().zip(high).zip(low) {
        let low = low.map(|end| End { at: -end.at, ..end }).filter(|end| end.at > measurand.least);
        let Some(any) = high.or(low) else { continue };
        let guarded = [high, low].into_iter().flatten().any(|end| end.guarded);
        let (low, high) = (low.map(|end| end.at), high.map(|end| end.at));
        levels.push(Level { severity, low, high, how: any.how, guarded });
    }
    if levels.is_empty() { Err(WhyNone::NoSpread) } else { Ok(levels) }
}

fn flip(result: Reported) -> Reported {
    match result {
        Reported::Exact(number) => Reported::Exact(-number),
        Reported::Below(number) => Reported::Above(-number),
        Reported::Above(number) => Reported::Below(-number),
    }
}

/// The upper ends for the three severities. `sign` is −1 where results were flipped so that more is worse.
fn ends(
    results: &[Reported],
    measurand: &Measurand<'_>,
    sign: f64,
    (rule, tails): (Rule, usize),
) -> Result<Ends, WhyNone> {
    let found = Distribution::new(results).ok_or(WhyNone::TooFew(0))?;
    // A median among results below a reporting limit is not above that limit.
    let middle = match found.percentile(0.5) {
        Percentile::At(middle) | Percentile::Below(middle) => middle,
        Percentile::Above(_) => return Err(WhyNone::AboveRange),
    };
    let raw = |tenths: u16, multiple: f64| {
        let outside = usize::from(1000 - tenths);
        let needed = (BEYOND * 1000 * tails).div_ceil(outside);
        if rule.method == Method::Percentile && found.count() >= needed {
            let share = 1.0 - outside as f64 / 1000.0 / tails as f64;
            return match found.percentile(share) {
                Percentile::At(at) if at > middle => Ok((at, How::Percentile(f64::from(tenths) / 10.0))),
                Percentile::At(_) => Err(WhyNone::NoSpread),
                Percentile::Below(_) => Err(WhyNone::BelowReporting),
                Percentile::Above(_) => Err(WhyNone::AboveRange),
            };
        }
        robust(results, measurand.skewed && sign > 0.0, multiple)
    };
    let reporting = results.iter().filter_map(|result| match result {
        Reported::Below(bound) => Some(*bound),
        _ => None,
    });
    let reporting = reporting.fold(f64::NEG_INFINITY, f64::max);
    let scale = 10_f64.powi(i32::from(measurand.decimals));
    // Outwards to the decimals that are shown; divided by a whole number, 150.152 comes out as that.
    let coarse = |at: f64| at.mul_add(scale, -1e-9).ceil() / scale;
    let least = (measurand.reproducibility)(sign * middle).map_or(f64::NEG_INFINITY, |r| middle + r).max(reporting);
    let mut ends: Ends = [None; 3];
    let mut floor = least;
    for ((slot, (severity, multiple)), tenths) in ends.iter_mut().zip(LEVELS).zip(rule.shares.0) {
        let (raw, how) = match raw(tenths, multiple) {
            Ok(found) => found,
            // Without the first level there is nothing that a second could be a step above.
            Err(why) if severity == Severity::Caution => return Err(why),
            Err(_) => continue,
        };
        let at = coarse(raw.max(floor));
        *slot = Some(End { at, how, guarded: at > coarse(raw) });
        floor = at + (measurand.repeatability)(sign * at).unwrap_or_default().max(scale.recip());
    }
    Ok(ends)
}

/// Median and so many robust standard deviations.
fn robust(results: &[Reported], skewed: bool, multiple: f64) -> Result<(f64, How), WhyNone> {
    let number = |result: &Reported| match result {
        Reported::Exact(number) | Reported::Below(number) | Reported::Above(number) => *number,
    };
    let skewed = skewed && results.iter().all(|result| number(result) >= 0.0);
    let log = |result: &Reported| match *result {
        Reported::Exact(number) => Reported::Exact(number.ln_1p()),
        Reported::Below(number) => Reported::Below(number.ln_1p()),
        Reported::Above(number) => Reported::Above(number.ln_1p()),
    };
    let scaled: Vec<Reported> = if skewed { results.iter().map(log).collect() } else { results.to_vec() };
    match robust_spread(&scaled) {
        None => Err(WhyNone::BelowReporting),
        Some((_, spread)) if spread <= 0.0 => Err(WhyNone::NoSpread),
        Some((middle, spread)) => {
            let at = multiple.mul_add(spread, middle);
            let at = if skewed { at.exp_m1() } else { at };
            if at.is_finite() { Ok((at, How::Robust(multiple, skewed))) } else { Err(WhyNone::NoSpread) }
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

    use super::*;

    const PERCENTILE: Rule = Rule { method: Method::Percentile, shares: Shares([900, 950, 980]) };
    const ROBUST: Rule = Rule { method: Method::Robust, ..PERCENTILE };

    fn none(_: f64) -> Option<f64> {
        None
    }

    fn of(worse: Worse, decimals: u8) -> Measurand<'static> {
        Measurand {
            worse,
            skewed: worse == Worse::Up,
            least: 0.0,
            decimals,
            reproducibility: &none,
            repeatability: &none,
        }
    }

    fn exact(numbers: impl IntoIterator<Item = u32>) -> Vec<Reported> {
        numbers.into_iter().map(|number| Reported::Exact(f64::from(number))).collect()
    }

    fn highs(results: &[Reported], measurand: &Measurand<'_>) -> Vec<Option<f64>> {
        levels(results, measurand, PERCENTILE).unwrap().iter().map(|level| level.high).collect()
    }

    #[test]
    fn percentiles_need_three_results_beyond_them() {
        let how = |count: u32| -> Vec<bool> {
            let levels = levels(&exact(1..=count), &of(Worse::Up, 1), PERCENTILE).unwrap();
            levels.iter().map(|level| matches!(level.how, How::Percentile(_))).collect()
        };
        assert_eq!(levels(&exact(1..=29), &of(Worse::Up, 1), PERCENTILE), Err(WhyNone::TooFew(29)));
        assert_eq!(how(30), [true, false, false]);
        assert_eq!(how(59), [true, false, false]);
        assert_eq!(how(60), [true, true, false]);
        assert_eq!(how(149), [true, true, false]);
        assert_eq!(how(150), [true, true, true]);
    }

    #[test]
    fn the_worked_example_of_forty_numbers() {
        // 90th percentile of 1..40 is 36.1; beyond it, log(1 + x) gives more than any of them.
        let found = levels(&exact(1..=40), &of(Worse::Up, 1), PERCENTILE).unwrap();
        assert_eq!((found[0].high, found[0].low, found[0].how), (Some(36.1), None, How::Percentile(90.0)));
        assert_eq!(found[1].how, How::Robust(2.5, true));
        // By the robust method on a plain scale: median 20.5, median deviation 10, so 20.5 ± 2 · 14.826.
        let found = levels(&exact(1..=40), &of(Worse::Both, 3), ROBUST).unwrap();
        assert_eq!((found[0].low, found[0].high), (None, Some(50.152)));
        let shifted: Vec<u32> = (101..=140).collect();
        let found = levels(&exact(shifted), &of(Worse::Both, 3), ROBUST).unwrap();
        assert_eq!((found[0].low, found[0].high), (Some(90.848), Some(150.152)));
    }

    #[test]
    fn shares_rise_and_leave_something_outside() {
        assert_eq!(Shares::parse("95, 98,99.5"), Some(Shares::default()));
        assert_eq!(Shares::parse("95,97.5,99.5").map(Shares::percent), Some([95.0, 97.5, 99.5]));
        for text in
            ["", "90,95", "90,95,98,99", "90,90,98", "40,95,98", "90,95,100", "90,95,97.55", "a,b,c", "90,95,-1"]
        {
            assert_eq!(Shares::parse(text), None, "{text}");
        }
    }

    #[test]
    fn of_two_ends_each_has_half_of_what_lies_outside() {
        let found = levels(&exact(1000..=1300), &of(Worse::Both, 1), PERCENTILE).unwrap();
        let ends: Vec<_> = found.iter().map(|level| (level.low.unwrap(), level.high.unwrap())).collect();
        assert_eq!(ends, [(1015.0, 1285.0), (1007.5, 1292.5), (1003.0, 1297.0)]);
        let found = levels(&exact(1000..=1300), &of(Worse::Down, 1), PERCENTILE).unwrap();
        let ends: Vec<_> = found.iter().map(|level| (level.low.unwrap(), level.high)).collect();
        assert_eq!(ends, [(1030.0, None), (1015.0, None), (1006.0, None)]);
    }

    #[test]
    fn no_limit_is_closer_than_the_test_can_tell() {
        let (r, big_r) = (|_: f64| Some(2.0), |_: f64| Some(40.0));
        let measurand = Measurand { reproducibility: &big_r, repeatability: &r, ..of(Worse::Up, 0) };
        let results = exact((0..200).map(|number| 50 + number % 10));
        // Median 54.5, R 40: caution from 94.5, rounded up; then steps of r.
        let found = levels(&results, &measurand, PERCENTILE).unwrap();
        assert_eq!(found.iter().map(|level| level.high).collect::<Vec<_>>(), [Some(95.0), Some(97.0), Some(99.0)]);
        assert!(found.iter().all(|level| level.guarded));
        // Without a known precision a step is one unit of the last decimal.
        let found = levels(&results, &of(Worse::Up, 0), PERCENTILE).unwrap();
        assert_eq!(found.iter().map(|level| level.high).collect::<Vec<_>>(), [Some(59.0), Some(60.0), Some(61.0)]);
        assert_eq!(found.iter().map(|level| level.guarded).collect::<Vec<_>>(), [false, true, true]);
    }

    #[test]
    fn censored_results_count_and_give_no_number() {
        let mut results = vec![Reported::Below(5.0); 100];
        results.extend(exact(6..106));
        assert_eq!(highs(&results, &of(Worse::Up, 0)), [Some(86.0), Some(96.0), Some(102.0)]);
        // The 90th percentile itself is not known.
        let mut results = vec![Reported::Below(5.0); 190];
        results.extend(exact(6..16));
        assert_eq!(levels(&results, &of(Worse::Up, 0), PERCENTILE), Err(WhyNone::BelowReporting));
        let all = vec![Reported::Below(1.0); 200];
        assert_eq!(levels(&all, &of(Worse::Up, 0), PERCENTILE), Err(WhyNone::BelowReporting));
        assert_eq!(levels(&all, &of(Worse::Up, 0), ROBUST), Err(WhyNone::BelowReporting));
        let above = vec![Reported::Above(28.0); 200];
        assert_eq!(levels(&above, &of(Worse::Up, 0), PERCENTILE), Err(WhyNone::AboveRange));
    }

    #[test]
    fn a_reporting_limit_is_never_undercut() {
        let mut results = exact((0..100).map(|number| number % 10));
        results.push(Reported::Below(50.0));
        assert!(highs(&results, &of(Worse::Up, 0)).iter().all(|high| high.is_some_and(|high| high >= 50.0)));
    }

    #[test]
    fn a_constant_teaches_nothing() {
        let results = exact(std::iter::repeat_n(7, 200));
        for method in [PERCENTILE, ROBUST] {
            assert_eq!(levels(&results, &of(Worse::Up, 0), method), Err(WhyNone::NoSpread));
            assert_eq!(levels(&results, &of(Worse::Both, 0), method), Err(WhyNone::NoSpread));
        }
    }
}
