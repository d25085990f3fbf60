//! What a cell can hold.

use crate::domain::{MachineType, SampleKind};

use super::{check, check_cell, problems, read, told};

#[test]
fn numbers_censored_numbers_and_words_stay_apart() {
    for (cell, reading) in [
        ("42", "42"),
        (" 42 ", "42"),
        ("1.5", "1.5"),
        ("<1", "<1"),
        ("< 1", "<1"),
        ("≤1", "<=1"),
        ("<=1", "<=1"),
        (">28", ">28"),
        (">= 28", ">=28"),
        ("-", "not tested"),
        ("N/A", "not tested"),
        ("ND", "nd"),
        ("未检出", "nd"),
        ("trace", "trace"),
        ("none", "absent"),
        ("Нет", "absent"),
        ("", ""),
    ] {
        check_cell("fe [mg/kg]", cell, reading, "");
    }
}

#[test]
fn what_cannot_be_read_is_unreadable_and_a_problem() {
    for (cell, problem) in [
        ("1O", "not-a-number"),
        ("1e999", "not-a-number"),
        ("0x1F", "not-a-number"),
        ("5-10", "not-a-number"),
        ("1/2", "not-a-number"),
        ("1 23", "not-a-number"),
        ("1,23,456", "not-a-number"),
        ("5 mg/L", "bad-unit"),
        ("5 furlongs", "bad-unit"),
        ("NaN", "unknown-word"),
        ("inf", "unknown-word"),
        ("<", "unknown-word"),
        ("yes", "unknown-word"),
        ("#REF!", "unknown-word"),
        ("200001", "implausible"),
        ("-1", "implausible"),
        ("<0", "implausible"),
        (">200000", "implausible"),
        ("1.234", "ambiguous-number"),
    ] {
        check_cell("fe [mg/kg]", cell, &format!("unreadable {cell}"), problem);
    }
    check_cell("fe [mg/kg]", "200000", "200000", "");
    check_cell("fe [mg/kg]", "0", "0", "");
    check_cell("fe [mg/kg]", "<200000", "<200000", "");
}

#[test]
fn codes_and_ratings_are_read_by_their_own_rules() {
    for (heading, cell, reading, problem) in [
        ("cleanliness_iso4406", "18/16/13", "18/16/13", ""),
        ("cleanliness_iso4406", "-/16/13", "-/16/13", ""),
        ("cleanliness_iso4406", "-/-/-", "not tested", ""),
        ("cleanliness_iso4406", "-", "not tested", ""),
        ("cleanliness_iso4406", "2016/14/11", "unreadable 2016/14/11", "bad-code"),
        ("cleanliness_nas1638", "00", "00", ""),
        ("cleanliness_as4059", "6A/8B/7C", "8B", ""),
        ("copper_corrosion", "1b", "1b", ""),
        ("copper_corrosion", "clear", "unreadable clear", "bad-code"),
        ("appearance", "Clear", "clear", ""),
        ("appearance", "3", "unreadable 3", "bad-code"),
        ("appearance", "milky", "unreadable milky", "unknown-word"),
        ("appearance", "нет", "unreadable нет", "unknown-word"),
    ] {
        check_cell(heading, cell, reading, problem);
    }
}

#[test]
fn units_are_converted_within_their_dimension_only() {
    check_cell("water [%{m/m}]", "0.03", "0.03", "");
    check_cell("water [mg/kg]", "29", "0.0029", "");
    check_cell("water [PPM]", "<50", "<0.005", "");
    check_cell("flash_point_coc [K]", "500.15", "227", "");
    check_cell("fe [wt%]", "0.0042", "42", "");
    check_cell("pq_index", "12", "12", "");
    check_cell("mpc_delta_e", "7.1", "7.1", "");
    check_cell("mpc_delta_e [{dE}]", "7.1", "7.1", "");
    check_cell("pq_index [1]", "12", "12", "");
    for heading in ["water [mg/L]", "water", "water []", "water [furlong]"] {
        check_cell(heading, "1", "no unit 1", "bad-unit");
    }
    check_cell("water", "-", "not tested", "bad-unit");
    check_cell("appearance [mg/kg]", "1", "", "bad-unit");
}

#[test]
fn another_column_settles_what_three_digits_mean() {
    let file = |other: &str| {
        format!("sample_id;machine;sampled_on;fe [mg/kg];cu [mg/kg];oil_hours\n1;M;2026-05-01;1,234;{other};1,250\n")
    };
    let intake = check(&file("0,5"), "1: fe=1.234; cu=0.5;\n", &[]);
    assert_eq!(intake.samples[0].oil_hours, Some(1.25));
    let lost = ["2:4 ambiguous-number cell_lost", "2:6 ambiguous-number cell_lost"];
    check(&file("7"), "1: fe=unreadable 1,234; cu=7;\n", &lost);
}

fn context(heading: &str, cell: &str) -> super::Intake {
    read(&format!("sample_id,machine,sampled_on,{heading}\n1,M1,2026-05-01,{cell}\n"))
}

#[test]
fn hours_and_volumes_are_never_below_zero() {
    let intake = context("oil_hours", "-8084");
    assert_eq!((intake.samples[0].oil_hours, problems(&intake)), (None, vec!["2:4 negative cell_lost".to_owned()]));
    assert_eq!(context("oil_hours", "0").samples[0].oil_hours, Some(0.0));
    assert_eq!(context("machine_hours", "-").samples[0].machine_hours, None);
    assert_eq!(context("top_up_l", "2.5").samples[0].top_up_l, Some(2.5));
    assert_eq!(problems(&context("sump_l", "1000000")), [""; 0]);
    assert_eq!(problems(&context("sump_l", "1000001")), ["2:4 implausible cell_lost"]);
    assert_eq!(problems(&context("sump_l", "full")), ["2:4 not-a-number cell_lost"]);
}

#[test]
fn yes_and_no_have_many_words() {
    for (word, answer) in [("yes", true), ("Y", true), ("是", true), ("예", true), ("1", true), ("TRUE", true)] {
        assert_eq!(context("oil_changed", word).samples[0].oil_changed, Some(answer), "{word}");
    }
    for word in ["no", "N", "否", "아니오", "0", "false"] {
        assert_eq!(context("filter_changed", word).samples[0].filter_changed, Some(false), "{word}");
    }
    assert_eq!(context("oil_changed", "").samples[0].oil_changed, None);
    assert_eq!(problems(&context("oil_changed", "perhaps")), ["2:4 unknown-word cell_lost"]);
}

#[test]
fn kinds_and_machine_types_are_known_words() {
    assert_eq!(context("kind", "new").samples[0].kind, SampleKind::New);
    assert_eq!(context("kind", "In service").samples[0].kind, SampleKind::InService);
    assert_eq!(context("kind", "").samples[0].kind, SampleKind::InService);
    assert_eq!(problems(&context("kind", "used?")), ["2:4 unknown-word cell_lost"]);
    assert_eq!(context("machine_type", "worm_gear").samples[0].machine_type.map(MachineType::id), Some("worm_gear"));
    let near = context("machine_type", "wormgear");
    assert!(near.problems[0].says.contains("did you mean worm_gear?"), "{}", near.problems[0].says);
}

#[test]
fn a_row_without_a_usable_date_is_rejected() {
    let row = |date: &str| read(&format!("sample_id,machine,sampled_on\n1,M1,{date}\n"));
    for (date, problem) in [
        ("", "2:3 missing-cell row_rejected"),
        ("01/05/2026", "2:3 ambiguous-date row_rejected"),
        ("31/31/2026", "2:3 bad-date row_rejected"),
        ("2026-02-30", "2:3 bad-date row_rejected"),
        ("2026-11-22", "2:3 implausible-date row_rejected"),
    ] {
        let intake = row(date);
        assert_eq!((told(&intake), problems(&intake)), (String::new(), vec![problem.to_owned()]), "{date}");
    }
    assert_eq!(row("2026-11-21").samples.len(), 1);
    assert_eq!(row("2026-05-01T08:00+08:00").samples[0].sampled_on.to_string(), "2026-05-01");
}

#[test]
fn dates_that_contradict_each_other_are_both_lost() {
    let file = |received: &str, reported: &str| {
        read(&format!("sample_id,machine,sampled_on,received_at,reported_at\n1,M1,2026-05-01,{received},{reported}\n"))
    };
    let good = file("2026-05-02T08:30+08:00", "2026-05-02T09:30+09:00");
    assert_eq!((problems(&good), good.samples[0].hours_to_report()), (vec![], Some(0.0)));
    let bad = file("2026-05-02T08:30+08:00", "2026-05-02T08:29+08:00");
    assert_eq!(problems(&bad), ["2:4 implausible-date cell_lost", "2:5 implausible-date cell_lost"]);
    assert_eq!((bad.samples[0].received_at, bad.samples[0].reported_at), (None, None));
    assert_eq!(problems(&file("2026-04-30", "2026-05-02")), [""; 0]);
    assert_eq!(problems(&file("2026-04-29", "2026-05-02")), ["2:4 implausible-date cell_lost"]);
    assert_eq!(problems(&file("tomorrow", "2026-05-02")), ["2:4 bad-date cell_lost"]);
}
