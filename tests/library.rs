//! What is easily got wrong in the limits themselves: bounds that do not belong to the range, columns that change with
//! the viscosity grade, words in place of numbers, editions, and documents that must not judge what is not theirs.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use lubelab::domain::{Code, CopperStrip, Iso4406, Rating, Reading, Value};
use lubelab::findings::judge;
use lubelab::standards::{Compare, DocumentKind, GradeClaim, Limit, Standards};

fn standards() -> Standards {
    Standards::built_in().unwrap()
}

/// The limits of a property for a grade of an edition.
fn limits<'s>(standards: &'s Standards, label: &str, grade: &str, property: &str) -> Vec<&'s Limit> {
    let property = standards.find_property(property).unwrap_or_else(|| panic!("{property}"));
    let fits = |limit: &&Limit| {
        limit.property == property
            && limit.grade.as_deref() == Some(grade)
            && standards.document(limit.document).label() == label
    };
    standards.limits.iter().filter(fits).collect()
}

/// The one limit of a property for a grade of an edition.
fn limit<'s>(standards: &'s Standards, label: &str, grade: &str, property: &str) -> &'s Limit {
    match limits(standards, label, grade, property).as_slice() {
        [one] => one,
        other => panic!("{label} {grade} {property}: {} limits", other.len()),
    }
}

fn outcome(limit: &Limit, value: Value) -> &'static str {
    judge(limit, Some(Reading::Value(value)), None, |_| None).0.id()
}

fn exact(limit: &Limit, number: f64) -> &'static str {
    outcome(limit, Value::Exact(number))
}

#[test]
fn the_upper_bound_of_an_sae_grade_belongs_to_the_next_and_that_of_an_iso_class_to_its_own() {
    let standards = standards();
    for limit in &standards.limits {
        let document = standards.document(limit.document);
        match (&*document.id, &*standards.property(limit.property).id) {
            ("SAE J300" | "GB/T 14906" | "GB 11121" | "GB 11122", "kv_100c") => {
                assert!(matches!(limit.compare, Compare::WithinBelow(..) | Compare::AtLeast(_)), "{}", limit.location);
            }
            (_, "kv_40c") if document.kind == DocumentKind::Grade => {
                assert!(matches!(limit.compare, Compare::Within(..)), "{}", limit.location);
            }
            _ => {}
        }
    }
    let forty = limit(&standards, "SAE J300-202405", "SAE 40", "kv_100c");
    assert_eq!([12.5, 16.29, 16.3].map(|number| exact(forty, number)), ["pass", "pass", "fail"]);
    let class = limit(&standards, "ISO 3448-1992", "ISO VG 46", "kv_40c");
    assert_eq!([41.4, 50.6, 50.61].map(|number| exact(class, number)), ["pass", "pass", "fail"]);
}

#[test]
fn four_viscosity_classes_are_not_named_by_their_middle() {
    let standards = standards();
    for (grade, middle) in [("ISO VG 2", 2.2), ("ISO VG 3", 3.2), ("ISO VG 5", 4.6), ("ISO VG 7", 6.8)] {
        let class = limit(&standards, "ISO 3448-1992", grade, "kv_40c");
        let Compare::Within(low, high) = class.compare else { panic!("{}", class.location) };
        assert!((f64::midpoint(low, high) - middle).abs() < 0.005, "{grade}: {low} to {high}");
    }
}

#[test]
fn a_pour_point_limit_below_zero_is_kept_by_what_is_colder() {
    let standards = standards();
    let pour = limit(&standards, "GB 5903-2011", "L-CKD 220", "pour_point");
    assert_eq!([-12.0, -9.0, -6.0].map(|number| exact(pour, number)), ["pass", "pass", "fail"]);
}

#[test]
fn columns_change_with_the_viscosity_grade_each_in_its_own_place() {
    let standards = standards();
    let flash = ["32", "46", "68", "100"]
        .map(|vg| limit(&standards, "DIN 51515-1-2010-02", &format!("L-TD {vg}"), "flash_point_coc").compare);
    assert_eq!(flash, [160.0, 185.0, 205.0, 215.0].map(Compare::AtLeast));
    let pour = ["L-CKD 68", "L-CKD 220", "L-CKD 1000"]
        .map(|grade| limit(&standards, "GB 5903-2011", grade, "pour_point").compare);
    assert_eq!(pour, [-12.0, -9.0, -5.0].map(Compare::AtMost));
}

#[test]
fn water_separation_is_asked_at_one_temperature_by_the_viscosity_grade() {
    let standards = standards();
    let (cool, hot) = (standards.find_property("demulsibility_54c"), standards.find_property("demulsibility_82c"));
    let mut seen = 0;
    for limit in &standards.limits {
        let Some(grade) = limit.grade.as_deref() else { continue };
        if ![cool, hot].contains(&Some(limit.property)) {
            continue;
        }
        let vg: u32 = grade.split([' ', '-']).find_map(|word| word.parse().ok()).unwrap();
        assert_eq!(Some(limit.property), if vg <= 68 { cool } else { hot }, "{}: {grade}", limit.location);
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn words_in_place_of_numbers_mean_what_the_methods_say() {
    let standards = standards();
    let water = limit(&standards, "GB 5903-2011", "L-CKC 220", "water");
    assert_eq!([0.029, 0.03].map(|number| exact(water, number)), ["pass", "fail"]);
    assert_eq!(outcome(water, Value::Code(Code::Rating(Rating::Trace))), "pass");
    let dirt = limit(&standards, "GB 11118.1-2011", "L-HV 46", "mech_impurities");
    assert_eq!([0.005, 0.006].map(|number| exact(dirt, number)), ["pass", "fail"]);
    let strip = |limit, class| outcome(limit, Value::Code(Code::Copper(CopperStrip::parse(class).unwrap())));
    let copper = limit(&standards, "GB 11118.1-2011", "L-HV 46", "copper_corrosion");
    assert_eq!(["1a", "1b", "2a"].map(|class| strip(copper, class)), ["pass", "pass", "fail"]);
    let copper = limit(&standards, "DIN 51524-2-2006-04", "HLP 46", "copper_corrosion");
    assert_eq!(["1b", "2e", "3a"].map(|class| strip(copper, class)), ["pass", "pass", "fail"]);
    let cleanliness = limit(&standards, "GB 11120-2011", "L-TSA 46 A", "cleanliness_iso4406");
    let code = |text| outcome(cleanliness, Value::Code(Code::Iso4406(Iso4406::parse(text).unwrap())));
    assert_eq!(["25/18/15", "*/18/15", "17/19/15"].map(code), ["pass", "pass", "fail"]);
}

#[test]
fn above_stage_12_is_more_than_stage_12() {
    let standards = standards();
    let gear = limit(&standards, "GB 5903-2011", "L-CKD 220", "fzg_fail_stage");
    assert_eq!(gear.compare, Compare::Above(12.0));
    // The number is weakly remembered: it does not fail an oil.
    assert_eq!(
        [exact(gear, 12.0), exact(gear, 13.0), outcome(gear, Value::Above(12.0))],
        ["near_fail", "pass", "pass"]
    );
    assert_eq!(limit(&standards, "GB 5903-2011", "L-CKD 68", "fzg_fail_stage").compare, Compare::AtLeast(12.0));
}

#[test]
fn gb_limits_the_acid_number_after_oxidation_and_din_its_increase() {
    let standards = standards();
    assert_eq!(limits(&standards, "GB 11118.1-2011", "L-HM 46 normal", "tost_tan_1000h").len(), 1);
    assert_eq!(limits(&standards, "GB 11118.1-2011", "L-HM 46 normal", "tost_tan_increase_1000h").len(), 0);
    assert_eq!(limits(&standards, "DIN 51524-2-2006-04", "HLP 46", "tost_tan_1000h").len(), 0);
    assert_eq!(limits(&standards, "DIN 51524-2-2006-04", "HLP 46", "tost_tan_increase_1000h").len(), 1);
}

#[test]
fn water_in_percent_and_in_mg_per_kg_is_the_same_water() {
    let standards = standards();
    let high = |label: &str, grade: &str| match limit(&standards, label, grade, "water").compare {
        Compare::AtMost(high) => format!("{high:.4}"),
        other => panic!("{other:?}"),
    };
    assert_eq!(high("GB 11120-2011", "L-TSA 46 A"), "0.0200");
    assert_eq!(high("DIN 51515-1-2010-02", "L-TD 46"), "0.0150");
}

#[test]
fn din_51524_2_has_two_more_viscosities_in_place_of_the_index() {
    let standards = standards();
    for vg in ["10", "22", "32", "46", "68", "100"] {
        let count = |property: &str| limits(&standards, "DIN 51524-2-2006-04", &format!("HLP {vg}"), property).len();
        assert_eq!((count("viscosity_index"), count("kv_100c")), (0, 1), "HLP {vg}");
    }
}

#[test]
fn a_viscosity_class_alone_does_not_say_the_quality() {
    let standards = standards();
    let index =
        |class: &str| limit(&standards, "GB 11118.1-2011", &format!("L-HM 46 {class}"), "viscosity_index").compare;
    assert_eq!((index("high-pressure"), index("normal")), (Compare::AtLeast(95.0), Compare::AtLeast(85.0)));
}

#[test]
fn editions_of_the_engine_oil_classes_keep_their_own_numbers() {
    let standards = standards();
    let low = |label: &str, grade: &str| match limit(&standards, label, grade, "kv_100c").compare {
        Compare::WithinBelow(low, _) => low,
        other => panic!("{other:?}"),
    };
    assert!((low("SAE J300-202405", "SAE 20") - 6.9).abs() < 1e-9);
    assert!((low("SAE J300-199912", "SAE 20") - 5.6).abs() < 1e-9);
    assert!((low("GB/T 14906-1994", "SAE 20") - 5.6).abs() < 1e-9);
    let cranking = |label: &str| {
        let limit = limit(&standards, label, "SAE 5W", "ccs");
        (limit.compare, limit.condition.to_string())
    };
    assert_eq!(cranking("SAE J300-202405"), (Compare::AtMost(6600.0), "-30 Cel".to_owned()));
    assert_eq!(cranking("GB/T 14906-1994"), (Compare::AtMost(3500.0), "-25 Cel".to_owned()));
}

#[test]
fn the_thinnest_oils_have_a_closed_cup_gas_turbine_oils_both_and_the_others_an_open_one() {
    let standards = standards();
    let cups = |label: &str, grade: &str| {
        let count = |cup: &str| limits(&standards, label, grade, cup).len();
        (count("flash_point_coc"), count("flash_point_pmcc"))
    };
    for grade in ["L-HV 10", "L-HS 10"] {
        assert_eq!(cups("GB 11118.1-2011", grade), (0, 1), "{grade}");
    }
    assert_eq!(cups("GB 11118.1-2011", "L-HV 46"), (1, 0));
    for grade in ["L-TGA 46", "L-TGE 46"] {
        assert_eq!(cups("GB 11120-2011", grade), (1, 1), "{grade}");
    }
    assert_eq!(cups("GB 11120-2011", "L-TSE 46 A"), (1, 0));
}

#[test]
fn foam_limits_of_diesel_engine_oils_tighten_with_the_class() {
    let standards = standards();
    let foam = |grade: &str| {
        ["1", "2", "3"].map(|sequence| {
            match limit(&standards, "GB 11122-2006", grade, &format!("foam_seq{sequence}_tendency")).compare {
                Compare::AtMost(high) => format!("{high}"),
                other => panic!("{other:?}"),
            }
        })
    };
    assert_eq!(foam("CD 40"), ["25", "150", "25"]);
    assert_eq!(foam("CF-4 40"), ["20", "50", "20"]);
    assert_eq!(foam("CH-4 40"), ["10", "20", "10"]);
}

/// Documents whose grades a declaration means, or why there are none.
fn judged_by(standards: &Standards, declared: &str, on: &str) -> Vec<String> {
    let label = |candidates: Vec<lubelab::standards::GradeCandidate>| {
        let names: BTreeSet<String> =
            candidates.iter().map(|candidate| standards.document(candidate.document).label()).collect();
        names.into_iter().collect()
    };
    match standards.resolve_grade(declared, on.parse::<NaiveDate>().unwrap()) {
        GradeClaim::Judged { candidates, .. } => label(candidates),
        GradeClaim::NotInForce { .. } => vec!["not in force".to_owned()],
        GradeClaim::Unknown { .. } => vec!["unknown".to_owned()],
    }
}

#[test]
fn a_declared_grade_is_judged_by_the_documents_that_mean_it_and_by_no_others() {
    let standards = standards();
    for (declared, by) in [
        ("L-HM 46", "GB 11118.1-2011"),
        ("L-HM 46 high-pressure", "GB 11118.1-2011"),
        ("L-HV 46", "GB 11118.1-2011"),
        ("L-TSA 46", "GB 11120-2011"),
        ("L-TGE 46", "GB 11120-2011"),
        ("L-CKD 220", "GB 5903-2011"),
        ("CKD 220", "ISO 12925-1-2018"),
        ("CLP 220", "DIN 51517-3-2014-02"),
        ("L-TD 46", "DIN 51515-1-2010-02"),
        ("ISO VG 46", "ISO 3448-1992"),
        ("SAE 40", "SAE J300-202405"),
        ("SAE 5W", "SAE J300-202405"),
        ("HLP 46", "not in force"),
        ("DIN 51524-2-2006-04 / HLP 46", "DIN 51524-2-2006-04"),
        ("CD 40", "not in force"),
        ("GB 11122-2006 / CD 40", "GB 11122-2006"),
        ("ISO 8068-2006 / L-TSA 46", "ISO 8068-2006"),
        ("GB/T 3141 / ISO VG 46", "GB/T 3141-1994"),
        ("A-A-52306-A / SAE 40", "A-A-52306-A"),
        ("AGMA 9005-D94 / ISO VG 220", "AGMA 9005-D94"),
        ("HM 46", "not in force"),
    ] {
        assert_eq!(judged_by(&standards, declared, "2026-11-21"), [by], "{declared}");
    }
}

#[test]
fn what_is_kept_for_comparison_or_not_entered_judges_nothing_by_itself() {
    let standards = standards();
    let day: NaiveDate = "2026-11-21".parse().unwrap();
    let mut seen = (0, 0);
    for (document, id) in standards.documents.iter().zip(0..) {
        let count = standards.limits.iter().filter(|limit| limit.document.0 == id).count();
        assert_eq!(document.not_entered, count == 0, "{}", document.label());
        if document.reference || document.not_entered {
            assert!(!document.in_force_on(day), "{}", document.label());
        }
        seen = (seen.0 + usize::from(document.reference), seen.1 + usize::from(document.not_entered));
    }
    assert!(seen.0 >= 5 && seen.1 >= 5, "{seen:?}");
}

#[test]
fn where_sources_disagree_the_value_that_is_not_used_is_kept() {
    let standards = standards();
    let hths = limit(&standards, "SAE J300-202405", "SAE 40 (0W-40, 5W-40, 10W-40)", "hths");
    assert_eq!(hths.compare, Compare::AtLeast(3.5));
    assert!(hths.other.contains("2.9"), "{}", hths.other);
    let oxidation = limit(&standards, "DIN 51517-3-2014-02", "CLP 220", "oxidation_kv100_increase");
    assert!(oxidation.condition.contains("121 Cel") && oxidation.other.contains("95 Cel"), "{oxidation:?}");
    let acid = standards.find_property("acid_number").unwrap();
    let of = |limit: &&Limit| limit.property == acid && standards.document(limit.document).label() == "GB/T 7607-2010";
    let diesel: Vec<&Limit> = standards.limits.iter().filter(of).collect();
    assert_eq!(diesel.iter().map(|limit| limit.compare).collect::<Vec<_>>(), [Compare::ChangeAtMost(2.0)]);
    assert!(diesel[0].other.contains("2.5"), "{}", diesel[0].other);
}

/// A table of `standards/cleanliness`, cells by heading.
fn cleanliness(name: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("standards/cleanliness").join(name);
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

#[test]
fn scale_numbers_follow_each_other_without_a_gap_and_are_rounded_as_printed() {
    let rows = cleanliness("iso4406.csv");
    assert_eq!(rows.len(), 30);
    for (number, pair) in rows.windows(2).enumerate() {
        assert_eq!(pair[0]["scale"], number.to_string());
        assert_eq!(pair[0]["up_to_per_ml"], pair[1]["above_per_ml"], "between {number} and the next");
    }
    let upper = |number: usize| &*rows[number]["up_to_per_ml"];
    assert_eq!([7, 8, 14, 16, 17, 28].map(upper), ["1.3", "2.5", "160", "640", "1300", "2500000"]);
    assert_eq!((&*rows[29]["scale"], &*rows[29]["up_to_per_ml"]), (">28", ""));
}

/// Most particles in 100 mL by class: from the smallest size on.
fn counts(
    rows: &[BTreeMap<String, String>],
    keep: impl Fn(&BTreeMap<String, String>) -> bool,
) -> BTreeMap<String, Vec<u64>> {
    let mut classes = BTreeMap::<String, Vec<u64>>::new();
    for row in rows.iter().filter(|row| keep(row)) {
        classes.entry(row["class"].clone()).or_default().push(row["per_100ml_max"].parse().unwrap());
    }
    classes
}

#[test]
fn the_running_sums_of_the_bands_are_the_cumulative_table() {
    let as4059 = cleanliness("as4059.csv");
    let nas = counts(&cleanliness("nas1638.csv"), |_| true);
    let bands = counts(&as4059, |row| row["table"] == "differential");
    let cumulative = counts(&as4059, |row| row["table"] == "cumulative");
    assert_eq!(nas, bands);
    assert_eq!((nas.len(), cumulative.len()), (14, 15));
    assert!(cumulative.contains_key("000") && !bands.contains_key("000") && bands.contains_key("00"));
    for (class, bands) in &bands {
        assert_eq!(bands.len(), 5, "{class}");
        let from_here = |first: usize| bands.iter().skip(first).sum::<u64>();
        let sums: Vec<u64> = (0..5).map(from_here).collect();
        // The first of the six sizes, above 4 um(c), is not in the bands.
        assert_eq!(sums, cumulative[class][1..], "{class}");
    }
}
