//! What is printed of the standards, over a small folder in memory.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use super::*;
use crate::standards::tests::standards;

#[test]
fn the_list_has_a_line_for_each_edition_with_its_dates_and_counts() {
    let text = list(&standards());
    let line = |start: &str| {
        let line = text.lines().find(|line| line.trim_start().starts_with(start)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        line("GB 11121-2006"),
        "GB 11121-2006 grade 2007-01-01 2026-07-01 by GB 11121-2025 3 0 0 3 Petrol engine oils"
    );
    assert_eq!(line("NB/SH/T 0599-2013"), "NB/SH/T 0599-2013 in_service 2 2 0 0 When L-HM oil must be changed");
    let json = list_json(&standards());
    assert_eq!(json["documents"].as_array().map(Vec::len), Some(6));
    assert_eq!(json["documents"][1]["recalled"], 3);
}

#[test]
fn a_document_is_shown_by_label_or_for_all_editions() {
    let standards = standards();
    let one = show(&standards, "gb 11121-2006", None).unwrap();
    assert!(
        one.starts_with("GB 11121-2006: Petrol engine oils\ngrade, in force from 2007-01-01, superseded 2026"),
        "{one}"
    );
    assert!(one.contains("within_below 12.5 to 16.3 mm2/s") && one.contains("weak") && one.contains("[1] memory"));
    let all = show(&standards, "GB 11121", None).unwrap();
    assert_eq!(all.matches("Petrol engine oils").count(), 3);
    let graded = show(&standards, "GB 11121", Some("SF 10w-30")).unwrap();
    assert_eq!(graded.matches("within_below").count(), 1);
    assert_eq!(graded.matches("no limits").count(), 2);
}

#[test]
fn footnotes_and_values_that_are_not_used_stand_below_the_table_once() {
    let mut standards = standards();
    for limit in standards.limits.iter_mut().filter(|limit| limit.grade.as_deref() == Some("SF 40")) {
        limit.note = "range of the class".into();
        limit.other = "16.29: a catalogue".into();
    }
    let text = show(&standards, "GB 11121-2006", None).unwrap();
    assert_eq!(text.matches("(1) range of the class; not used: 16.29: a catalogue\n").count(), 1, "{text}");
    assert_eq!(text.matches("(1)").count(), 3, "two rows and the note: {text}");
    let json = show_json(&standards, "GB 11121-2006", None).unwrap();
    assert_eq!(json["documents"][0]["limits"][0]["other"], "16.29: a catalogue");
    standards.documents[1].not_entered = true;
    standards.documents[1].note = "on paper only".into();
    let text = show(&standards, "GB 11121-2006", None).unwrap();
    assert!(text.contains("its limits are not entered\nnote: on paper only\nsource: "), "{text}");
}

#[test]
fn a_grade_a_property_and_a_cause_are_shown_by_their_ids() {
    let standards = standards();
    let grade = show(&standards, "SF 40", None).unwrap();
    assert_eq!(grade.matches("within_below 12.5 to 16.3").count(), 3);
    let property = show(&standards, "water", None).unwrap();
    assert!(property.contains("Water · 水分 · 수분") && property.contains("ASTM D6304"), "{property}");
    assert!(property.contains("at_most 600 mg/L (not compared: other dimension)"));
    let cause = show(&standards, "C03", None).unwrap();
    let expected = "requires: water outside a limit of caution or worse, or water above 0.05 % m/m\n";
    assert!(cause.starts_with("C03: Water is getting in\n") && cause.contains(expected), "{cause}");
    assert_eq!(show_json(&standards, "C03", None).unwrap()["cause"]["worse"][0]["severity"], "abnormal");
    assert_eq!(show_json(&standards, "kv_40c", None).unwrap()["methods"][0]["oil"], "used");
    assert_eq!(show_json(&standards, "SF 40", None).unwrap()["documents"].as_array().map(Vec::len), Some(3));
}

#[test]
fn an_unknown_id_comes_with_the_nearest_one() {
    let standards = standards();
    for (id, near) in [("C3", "C03"), ("GB 11121-2007", "GB 11121-2006"), ("kv40c", "kv_40c"), ("SF 4O", "SF 40")] {
        let expected = format!("the standards have nothing named \"{id}\", did you mean \"{near}\"?");
        assert_eq!(show(&standards, id, None).unwrap_err().to_string(), expected);
    }
    let error = show(&standards, "nonsense", None).unwrap_err().to_string();
    assert!(error.ends_with("; `lubelab standards list` names the documents"), "{error}");
    let error = show(&standards, "GB 11121", Some("SF 45")).unwrap_err().to_string();
    assert_eq!(error, "the standards have nothing named \"SF 45\", did you mean \"SF 40\"?");
}
