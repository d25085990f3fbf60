//! What holds for every chart, however odd its series.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use chrono::{Days, NaiveDate};

use super::palette::{NORMAL, SERIES, severity_colour, severity_tint};
use super::{ChartLimit, ChartLine, ChartPoint, ChartWords, PointKind, TrendChart, severity_mark, sparkline};
use crate::domain::Severity;

pub(super) fn day(at: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + Days::new(u64::try_from(at).unwrap() * 60)
}

pub(super) fn point(at: usize, value: f64) -> ChartPoint {
    let hours = Some(at as f64 * 500.0);
    let (kind, severity) = (PointKind::Exact, Severity::Normal);
    ChartPoint { day: day(at), oil_hours: hours, value, kind, error: None, severity, life: Some(0) }
}

pub(super) fn chart(values: &[f64]) -> TrendChart {
    let limit = |severity, value: f64, label: &str| ChartLimit {
        severity,
        low: None,
        high: Some(ChartLine { value, label: label.to_owned() }),
    };
    TrendChart {
        title: "Water".to_owned(),
        y_label: "Water, %".to_owned(),
        points: values.iter().enumerate().map(|(at, value)| point(at, *value)).collect(),
        limits: vec![limit(Severity::Caution, 0.015, "Caution 0.015"), limit(Severity::Critical, 0.1, "Critical 0.1")],
        zero_baseline: true,
        words: ChartWords {
            below: "below the reporting limit".to_owned(),
            error: "scatter".to_owned(),
            no_values: "No results yet.".to_owned(),
            not_drawn: "not drawn: {count}".to_owned(),
            thinned: "a part of {count}".to_owned(),
            ..ChartWords::default()
        },
        ..TrendChart::default()
    }
}

/// Tags are balanced, every `&` opens one of the five entities, no number is NaN or infinite.
pub(super) fn check_well_formed(svg: &str) {
    let mut open = Vec::new();
    let mut rest = svg;
    while let Some((text, after)) = rest.split_once('<') {
        assert!(!text.contains('>'), "a stray > in {text:?}");
        let (tag, after) = after.split_once('>').unwrap();
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "closes what is open");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = after;
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "left open: {open:?}, left over: {rest:?}");
    for entity in svg.split('&').skip(1) {
        let known = ["lt;", "gt;", "amp;", "quot;", "apos;"];
        assert!(known.iter().any(|known| entity.starts_with(known)), "&{entity:.10}");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "a number that is none");
    assert!(svg.chars().all(|c| c == '\n' || !c.is_control()));
}

pub(super) fn count(svg: &str, parts: &[&str]) -> usize {
    svg.lines().filter(|line| parts.iter().all(|part| line.contains(part))).count()
}

#[test]
fn odd_series_give_well_formed_charts() {
    let many: Vec<f64> = (0..5_000_u16).map(|at| f64::from(at % 97)).collect();
    let series: &[&[f64]] = &[
        &[],
        &[f64::NAN],
        &[f64::INFINITY, f64::NEG_INFINITY, f64::NAN],
        &[1.0],
        &[0.0],
        &[-0.0, -0.0],
        &[7.0, 7.0, 7.0],
        &[1e308],
        &[1e308, -1e308],
        &[f64::MAX, f64::MIN],
        &[1e-300, 1e308],
        &[5e-324, 1e-320],
        &[1e16, 1e16 + 2.0, 1e16 + 4.0],
        &[0.1, f64::NAN, 0.3],
        &many,
    ];
    for values in series {
        let mut odd = chart(values);
        check_well_formed(&odd.to_svg());
        check_well_formed(&sparkline(&odd.points, "t"));
        for (at, point) in odd.points.iter_mut().enumerate() {
            point.error = [Some(f64::MAX), Some(f64::NAN), Some(0.5), Some(-1.0)].get(at % 4).copied().flatten();
            point.oil_hours = [Some(1e308), Some(f64::INFINITY), None, Some(-5.0)].get(at % 4).copied().flatten();
            point.kind = if at % 2 == 0 { PointKind::Below } else { PointKind::Above };
            point.day = day(3);
        }
        odd.limits = Severity::ALL
            .into_iter()
            .zip([f64::NAN, f64::MAX, f64::MIN, f64::INFINITY, -0.0])
            .map(|(severity, value)| {
                let line = Some(ChartLine { value, label: "x".repeat(300) });
                ChartLimit { severity, low: line.clone(), high: line }
            })
            .collect();
        odd.new_oil = Some(ChartLine { value: f64::NAN, label: String::new() });
        odd.oil_changes = [NaiveDate::MIN, NaiveDate::MAX, day(3), day(3)].map(|day| (day, "长".repeat(500))).into();
        check_well_formed(&odd.to_svg());
    }
}

#[test]
fn the_ends_of_the_calendar_are_drawn() {
    let mut ends = chart(&[1.0, 2.0]);
    ends.points[0].day = NaiveDate::MIN;
    ends.points[1].day = NaiveDate::MAX;
    check_well_formed(&ends.to_svg());
    ends.points[0].day = NaiveDate::MAX;
    check_well_formed(&ends.to_svg());
}

#[test]
fn the_same_chart_is_the_same_bytes_in_whatever_order_its_points_come() {
    let mut water = chart(&[0.006, 0.008, 0.033]);
    let first = water.to_svg();
    assert_eq!(first, water.to_svg());
    water.points.reverse();
    assert_eq!(first, water.to_svg());
}

#[test]
fn hostile_words_stay_words() {
    let hostile = "<b>&\"'</svg><script>\u{0}\u{1b} font-family=\"x\" opacity=\"1\"";
    let mut odd = chart(&[0.006, 0.008]);
    odd.title = hostile.to_owned();
    odd.description = hostile.to_owned();
    odd.y_label = hostile.to_owned();
    odd.limits[0].high.as_mut().unwrap().label = hostile.to_owned();
    odd.oil_changes = vec![(day(1), hostile.to_owned())];
    odd.words.severities = [(Severity::Normal, hostile.to_owned())].into();
    let svg = odd.to_svg();
    check_well_formed(&svg);
    assert!(!svg.contains("<b>") && !svg.contains("<script"));
    assert!(svg.contains(
        "&lt;b&gt;&amp;&quot;&apos;&lt;/svg&gt;&lt;script&gt; font-family=&quot;x&quot; opacity=&quot;1&quot;"
    ));
    check_well_formed(&severity_mark(Severity::Normal, hostile));
    check_well_formed(&sparkline(&odd.points, hostile));
}

#[test]
fn shapes_and_lines_are_those_of_the_results() {
    let mut water = chart(&[0.006, 0.008, 0.033, 0.12]);
    water.points[2].severity = Severity::Caution;
    water.points[3].severity = Severity::Critical;
    let svg = water.to_svg();
    // Two results and one entry of the legend.
    assert_eq!(count(&svg, &["<circle", &NORMAL.to_string()]), 3);
    // One result, one entry of the legend, one label at the edge.
    for severity in [Severity::Caution, Severity::Critical] {
        assert_eq!(count(&svg, &["<polygon", &severity_colour(severity).to_string()]), 3, "{severity:?}");
        assert_eq!(count(&svg, &["<rect", &severity_tint(severity).to_string()]), 1, "{severity:?}");
    }
    assert_eq!(count(&svg, &[&severity_colour(Severity::Abnormal).to_string()]), 0);
    assert_eq!(count(&svg, &["<line", &SERIES.to_string(), "stroke-width=\"17\""]), 3);
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"760\""));
    assert!(svg.contains("<title>Water</title>") && !svg.contains("<desc>"));
}

#[test]
fn nothing_is_joined_across_an_oil_change_or_with_new_oil() {
    let mut two_lives = chart(&[0.01, 0.02, 0.05, 0.01, 0.02, 0.03]);
    for point in &mut two_lives.points[3..] {
        point.life = Some(1);
    }
    let lines = |chart: &TrendChart| count(&chart.to_svg(), &["<line", &SERIES.to_string(), "stroke-width=\"17\""]);
    assert_eq!(lines(&two_lives), 4);
    // New oil between two used oils is passed over.
    two_lives.points[1].life = None;
    assert_eq!(lines(&two_lives), 3);
}

#[test]
fn a_censored_result_is_hollow_and_hangs_on_dashes() {
    let mut iron = chart(&[1.0, 1.0, 4.0]);
    iron.points[0].kind = PointKind::Below;
    let svg = iron.to_svg();
    assert_eq!(count(&svg, &["<circle", "fill=\"none\"", &NORMAL.to_string()]), 1);
    assert_eq!(count(&svg, &["<line", &SERIES.to_string(), "stroke-width=\"17\""]), 1);
    assert!(count(&svg, &["<line", &SERIES.to_string(), "stroke-width=\"9\""]) > 5);
    assert!(svg.contains("below the reporting limit"));
    assert!(!chart(&[1.0, 2.0]).to_svg().contains("below the reporting limit"));
}

#[test]
fn a_far_limit_is_named_and_not_drawn() {
    let svg = chart(&[0.004, 0.006]).to_svg();
    assert!(svg.contains("Critical 0.1"));
    assert_eq!(count(&svg, &["<rect", &severity_tint(Severity::Critical).to_string()]), 0);
    assert_eq!(count(&svg, &["<rect", &severity_tint(Severity::Caution).to_string()]), 1);
}

#[test]
fn what_is_not_drawn_is_said() {
    assert!(chart(&[0.1, f64::NAN]).to_svg().contains("not drawn: 1"));
    assert!(!chart(&[0.1, 0.2]).to_svg().contains("not drawn"));
    let empty = chart(&[f64::NAN, f64::INFINITY]).to_svg();
    assert!(empty.contains("No results yet.") && empty.contains("not drawn: 2"));
    let many: Vec<f64> = (0..2_500_u16).map(f64::from).collect();
    assert!(chart(&many).to_svg().contains("a part of 2500"));
}

#[test]
fn a_symbol_has_the_colour_and_word_of_its_severity() {
    for severity in Severity::ALL {
        let svg = severity_mark(severity, "word");
        check_well_formed(&svg);
        assert!(svg.contains("width=\"16\"") && svg.contains("<title>word</title>"));
        assert!(svg.contains(&severity_colour(severity).to_string()));
    }
}
