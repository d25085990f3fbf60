//! `scipy.stats.theilslopes` of version 1.17.1, method "joint": slope, intercept, and the ends of the slope's interval.

use crate::stats::theil_sen_at;

struct Fact {
    name: &'static str,
    confidence: f64,
    points: &'static [(f64, f64)],
    slope: f64,
    intercept: f64,
    interval: (f64, f64),
}

#[expect(clippy::unreadable_literal, reason = "printed by the program that computed them")]
const FACTS: &[Fact] = &[
    Fact {
        name: "straight with scatter",
        confidence: 0.8,
        points: &[(0.0, 0.1), (500.0, 0.16), (1000.0, 0.19), (1500.0, 0.27), (2000.0, 0.31)],
        slope: 0.00010750000000000001,
        intercept: 0.1,
        interval: (7.999999999999997e-05, 0.00011999999999999999),
    },
    Fact {
        name: "ties in y",
        confidence: 0.8,
        points: &[(0.0, 3.0), (1.0, 3.0), (2.0, 3.0), (3.0, 4.0), (4.0, 4.0), (5.0, 5.0), (6.0, 5.0)],
        slope: 0.4,
        intercept: 2.6,
        interval: (0.3333333333333333, 0.5),
    },
    Fact {
        name: "ties in y, 95 %",
        confidence: 0.95,
        points: &[(0.0, 3.0), (1.0, 3.0), (2.0, 3.0), (3.0, 4.0), (4.0, 4.0), (5.0, 5.0), (6.0, 5.0)],
        slope: 0.4,
        intercept: 2.6,
        interval: (0.0, 0.5),
    },
    Fact {
        name: "equal x",
        confidence: 0.8,
        points: &[(1.0, 2.1), (1.0, 1.9), (2.0, 3.2), (2.0, 2.7), (3.0, 4.4), (3.0, 3.9), (4.0, 5.1)],
        slope: 1.0833333333333335,
        intercept: 0.8166666666666664,
        interval: (0.8999999999999999, 1.1999999999999997),
    },
    Fact {
        name: "equal x and ties in y, 90 %",
        confidence: 0.9,
        points: &[
            (10.0, 7.0),
            (10.0, 8.0),
            (20.0, 8.0),
            (20.0, 9.0),
            (30.0, 9.0),
            (40.0, 9.0),
            (40.0, 11.0),
            (50.0, 10.0),
        ],
        slope: 0.06666666666666667,
        intercept: 6.833333333333334,
        interval: (0.03333333333333333, 0.1),
    },
    Fact {
        name: "one wild result",
        confidence: 0.8,
        points: &[
            (0.0, 1.0),
            (1.0, 1.5),
            (2.0, 2.1),
            (3.0, 2.4),
            (4.0, 3.1),
            (5.0, 90.0),
            (6.0, 4.0),
            (7.0, 4.4),
            (8.0, 5.1),
        ],
        slope: 0.5,
        intercept: 1.0,
        interval: (0.4833333333333334, 0.5333333333333333),
    },
    Fact {
        name: "falling, 99 %",
        confidence: 0.99,
        points: &[
            (120.0, 98.2),
            (480.0, 91.0),
            (777.0, 88.5),
            (1300.0, 76.1),
            (1310.0, 77.7),
            (2004.0, 63.0),
            (2600.0, 55.2),
            (3100.0, 44.9),
        ],
        slope: -0.01802831887379277,
        intercept: 100.57559338680636,
        interval: (-0.020600000000000007, -0.014764079147640797),
    },
    Fact {
        name: "three results",
        confidence: 0.8,
        points: &[(100.0, 5.0), (350.0, 4.0), (900.0, 9.0)],
        slope: 0.005,
        intercept: 4.5,
        interval: (-0.004, 0.00909090909090909),
    },
    Fact {
        name: "two results",
        confidence: 0.8,
        points: &[(1.0, 1.0), (3.0, 2.0)],
        slope: 0.5,
        intercept: 0.5,
        interval: (0.5, 0.5),
    },
    Fact {
        name: "huge gaps",
        confidence: 0.8,
        points: &[(0.0, 0.0), (1.0, 5.0), (2.0, 3.0), (1000000.0, 9.0), (1000001.0, 8.0), (2000000.0, 20.0)],
        slope: 7.999992000008e-06,
        intercept: 1.9999960000039998,
        interval: (4.000004000004e-06, 1.1e-05),
    },
    Fact {
        name: "not in order",
        confidence: 0.8,
        points: &[(9.0, 1.2), (1.0, 8.1), (5.0, 4.9), (3.0, 6.6), (7.0, 3.3), (2.0, 7.4)],
        slope: -0.825,
        intercept: 9.037500000000001,
        interval: (-0.8857142857142858, -0.7999999999999999),
    },
    Fact {
        name: "a constant",
        confidence: 0.8,
        points: &[(0.0, 5.0), (1.0, 5.0), (2.0, 5.0), (3.0, 5.0), (4.0, 5.0)],
        slope: 0.0,
        intercept: 5.0,
        interval: (0.0, 0.0),
    },
];

#[test]
fn the_slope_and_its_interval_are_those_of_scipy() {
    for fact in FACTS {
        let found = theil_sen_at(fact.points, fact.confidence);
        let found = found.map(|found| [found.slope, found.intercept, found.interval.0, found.interval.1]);
        let wanted = [fact.slope, fact.intercept, fact.interval.0, fact.interval.1];
        let near = |(found, wanted): (f64, f64)| (found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0);
        let agree = found.is_some_and(|found| found.into_iter().zip(wanted).all(near));
        assert!(agree, "{}: {found:?} instead of {wanted:?}", fact.name);
    }
}
