//! What a chart shows beside results and limits: forecasts, bands, corrections, top-ups, rates; and all at a glance.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use chrono::{Days, NaiveDate};

use super::palette::{CORRECTED, INK, SERIES};
use super::tests::{chart, check_well_formed, count, day, point};
use super::{
    ChartBand, ChartForecast, ChartLine, ChartPoint, ChartRates, FamilyChart, FamilyGroup, FamilyStrip, TrendChart,
};
use crate::domain::Severity;

fn forecast(days: [Option<NaiveDate>; 3]) -> ChartForecast {
    ChartForecast { from: day(4), value: 0.05, level: 0.1, days, label: "reaches the limit".to_owned() }
}

fn rising() -> TrendChart {
    chart(&[0.01, 0.02, 0.03, 0.04, 0.05])
}

fn after(days: u64) -> NaiveDate {
    day(4) + Days::new(days)
}

/// Everything at once, by made-up numbers.
fn full() -> TrendChart {
    let mut full = rising();
    full.forecast = Some(forecast([Some(after(60)), Some(after(100)), Some(after(170))]));
    let lower = |point: &ChartPoint| ChartPoint { value: point.value * 1.2 + 0.004, ..point.clone() };
    full.corrected = full.points.iter().map(lower).collect();
    full.band = Some(ChartBand { low: 0.0, high: 0.022, label: "usual in the fleet (128 machines)".to_owned() });
    full.top_ups = vec![(day(1), "+60".to_owned()), (day(3), "+12.5".to_owned())];
    full.rates = Some(ChartRates {
        label: "Change per 1,000 h".to_owned(),
        bars: vec![(day(0), day(1), 2.0), (day(1), day(2), -1.0), (day(2), day(3), 0.0), (day(3), day(4), 3.0)],
        usual: Some(ChartLine { value: 1.5, label: "usual 1.5".to_owned() }),
    });
    full.oil_changes = vec![(day(1), "Oil change".to_owned())];
    full.outliers = vec![day(2)];
    full.words.outlier = "far off".to_owned();
    full.words.corrected = "corrected for top-ups".to_owned();
    full.words.top_ups = "Top-up, L".to_owned();
    full.words.oil_hours = "Hours on oil".to_owned();
    full
}

#[test]
fn everything_at_once_is_well_formed_and_always_the_same() {
    let mut all = full();
    let svg = all.to_svg();
    check_well_formed(&svg);
    for words in [
        "corrected for top-ups",
        "usual in the fleet (128 machines)",
        "reaches the limit",
        "Top-up, L",
        "+12.5",
        "usual 1.5",
        "far off",
    ] {
        assert!(svg.contains(words), "{words}");
    }
    all.corrected.reverse();
    all.top_ups.reverse();
    assert_eq!(svg, all.to_svg());
}

#[test]
fn a_result_far_off_is_ringed_and_stays() {
    let (mut ringed, plain) = (rising(), rising().to_svg());
    ringed.outliers = vec![day(2)];
    ringed.words.outlier = "far off".to_owned();
    let circles = |svg: &str| svg.matches("<circle").count();
    // One ring around the result, one in the legend, and no mark less.
    assert_eq!(circles(&ringed.to_svg()), circles(&plain) + 2);
    // A day without a result has no ring and no entry.
    ringed.outliers = vec![after(900)];
    assert_eq!(ringed.to_svg(), plain);
}

#[test]
fn what_does_not_occur_leaves_no_trace() {
    let bare = rising().to_svg();
    assert_eq!(count(&bare, &[&CORRECTED.to_string()]), 0);
    let mut empty = rising();
    empty.rates = Some(ChartRates { label: "Change".to_owned(), bars: Vec::new(), usual: None });
    assert_eq!(empty.to_svg(), bare);
    empty.rates = Some(ChartRates { bars: vec![(day(0), day(1), f64::NAN)], ..ChartRates::default() });
    assert_eq!(empty.to_svg(), bare);
    let mut nothing = full();
    nothing.points.clear();
    let svg = nothing.to_svg();
    check_well_formed(&svg);
    assert!(svg.contains("No results yet.") && !svg.contains("corrected") && !svg.contains("reaches the limit"));
}

#[test]
fn odd_numbers_beside_the_results_do_no_harm() {
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 1e308, -0.0] {
        let mut all = full();
        all.forecast = Some(ChartForecast { value: odd, level: -odd, ..forecast([Some(after(60)), None, None]) });
        all.corrected[0].value = odd;
        all.band = Some(ChartBand { low: odd, high: 0.02, label: "x".repeat(300) });
        let bars = vec![(day(1), day(0), odd), (day(0), day(1), 1.0), (NaiveDate::MIN, NaiveDate::MAX, -odd)];
        all.rates = Some(ChartRates {
            bars,
            usual: Some(ChartLine { value: odd, label: "y".repeat(300) }),
            label: String::new(),
        });
        all.top_ups = [NaiveDate::MIN, NaiveDate::MAX, day(1), day(1)].map(|day| (day, "+".repeat(200))).into();
        check_well_formed(&all.to_svg());
    }
    let mut ends = full();
    ends.forecast = Some(forecast([Some(NaiveDate::MAX), Some(NaiveDate::MAX), Some(NaiveDate::MAX)]));
    check_well_formed(&ends.to_svg());
    ends.forecast = Some(forecast([Some(NaiveDate::MIN), None, Some(NaiveDate::MIN)]));
    check_well_formed(&ends.to_svg());
    ends.forecast = Some(forecast([None, None, None]));
    check_well_formed(&ends.to_svg());
}

/// The days at which the axis is marked.
fn marked(chart: &TrendChart) -> Vec<String> {
    let svg = chart.to_svg();
    let texts = svg.lines().filter(|line| line.len() == 7 && line.as_bytes()[4] == b'-');
    texts.map(str::to_owned).collect()
}

#[test]
fn the_days_reach_to_the_end_of_the_window_but_the_past_keeps_its_room() {
    let with = |days| TrendChart { forecast: Some(forecast(days)), ..rising() };
    let last = |chart: &TrendChart| marked(chart).last().cloned().unwrap();
    // The last result is of 29 August 2025; 160 days later it is February.
    assert_eq!(last(&rising()), "2025-08");
    assert_eq!(last(&with([Some(after(30)), Some(after(60)), Some(after(92))])), "2025-11");
    // The results span 240 days: 160 ahead are shown, and no more.
    assert_eq!(
        last(&with([Some(after(30)), Some(after(60)), Some(after(900))])),
        last(&with([Some(after(30)), Some(after(60)), Some(after(160))]))
    );
    assert_eq!(
        last(&with([Some(after(30)), Some(after(60)), None])),
        last(&with([Some(after(30)), Some(after(60)), Some(after(160))]))
    );
}

#[test]
fn the_window_has_a_tick_at_each_end_that_is_known_and_seen() {
    let ticks = |days| {
        let all = TrendChart { forecast: Some(forecast(days)), ..rising() };
        count(&all.to_svg(), &["<line", &INK.to_string(), "stroke-width=\"18\""])
    };
    assert_eq!(ticks([Some(after(30)), Some(after(60)), Some(after(92))]), 2);
    assert_eq!(ticks([Some(after(30)), Some(after(60)), Some(after(900))]), 1);
    assert_eq!(ticks([Some(after(30)), Some(after(60)), None]), 1);
    assert_eq!(ticks([Some(after(800)), Some(after(850)), Some(after(900))]), 0);
}

#[test]
fn a_limit_that_will_be_reached_is_drawn_however_far_it_is() {
    let mut flat = chart(&[0.0100, 0.0101, 0.0102, 0.0103, 0.0104]);
    let critical = |svg: &str| count(svg, &["<line", &super::palette::CRITICAL.to_string(), "stroke-width=\"15\""]);
    assert_eq!(critical(&flat.to_svg()), 0);
    flat.forecast =
        Some(ChartForecast { value: 0.0104, ..forecast([Some(after(60)), Some(after(90)), Some(after(120))]) });
    assert_eq!(critical(&flat.to_svg()), 1);
}

#[test]
fn corrected_results_are_crosses_and_the_raw_ones_stay() {
    let mut both = rising();
    let raw = count(&both.to_svg(), &["<line", &SERIES.to_string(), "stroke-width=\"17\""]);
    both.corrected = both.points.iter().map(|point| ChartPoint { value: point.value * 1.1, ..point.clone() }).collect();
    let svg = both.to_svg();
    assert_eq!(count(&svg, &["<line", &SERIES.to_string(), "stroke-width=\"17\""]), raw);
    // Two strokes a result, and two in the legend.
    assert_eq!(count(&svg, &["<line", &CORRECTED.to_string(), "stroke-width=\"17\""]), 2 * (5 + 1));
    // Nothing is joined across an oil change.
    let joined = |chart: &TrendChart| count(&chart.to_svg(), &["<line", &CORRECTED.to_string(), "stroke-width=\"13\""]);
    let one_life = joined(&both);
    both.corrected[3].life = Some(1);
    both.corrected[4].life = Some(1);
    assert!(joined(&both) < one_life);
}

fn family(values: &[&[f64]]) -> FamilyChart {
    let strip = |values: &&[f64]| FamilyStrip {
        name: "Iron".to_owned(),
        unit: "mg/kg".to_owned(),
        last: "5".to_owned(),
        span: "1–5".to_owned(),
        points: values.iter().enumerate().map(|(at, value)| point(at, *value)).collect(),
        ..FamilyStrip::default()
    };
    FamilyChart {
        title: "P1".to_owned(),
        description: "all".to_owned(),
        groups: vec![FamilyGroup { name: "Wear".to_owned(), strips: values.iter().map(strip).collect() }],
        oil_changes: vec![day(1)],
        oil_change: "Oil change".to_owned(),
        note: String::new(),
    }
}

#[test]
fn all_at_a_glance_is_well_formed_whatever_the_numbers_are() {
    let odd: &[&[f64]] = &[
        &[],
        &[f64::NAN],
        &[1.0],
        &[7.0, 7.0, 7.0],
        &[1e308, -1e308],
        &[f64::MAX, f64::MIN],
        &[0.1, f64::INFINITY, 0.3],
    ];
    for values in odd {
        let svg = family(&[values]).to_svg();
        if values.iter().any(|value| value.is_finite()) { check_well_formed(&svg) } else { assert!(svg.is_empty()) }
    }
    let svg = family(odd).to_svg();
    check_well_formed(&svg);
    assert_eq!(svg, family(odd).to_svg());
    assert_eq!(FamilyChart::default().to_svg(), "");
}

#[test]
fn a_strip_marks_what_is_no_longer_normal() {
    let mut glance = family(&[&[1.0, 2.0, 5.0]]);
    let abnormal = |chart: &FamilyChart| {
        count(&chart.to_svg(), &["<polygon", &super::palette::severity_colour(Severity::Abnormal).to_string()])
    };
    assert_eq!(abnormal(&glance), 0);
    glance.groups[0].strips[0].points[2].severity = Severity::Abnormal;
    // The result, and the latest result's number.
    assert_eq!(abnormal(&glance), 2);
}
