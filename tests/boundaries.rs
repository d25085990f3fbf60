//! Every row of `grades/`, `in-service/` and `alarms/` is tried just inside, at and just outside of its bounds.
//!
//! What must come out is worked out here from the cells of the row and the meaning of its comparison word in
//! `standards/README.md`, not from the program's own reading of them; so a new row is tested without new code.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may panic and read"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use lubelab::domain::{As4059, Code, CopperStrip, Iso4406, NasClass, Rating, Reading, Value};
use lubelab::findings::judge;
use lubelab::standards::{Limit, Standards};

/// New-oil value for the limits on a change, in the property's unit: a number that is no limit itself.
const NEW: f64 = 37.5;

const COPPER: [&str; 12] = ["1a", "1b", "2a", "2b", "2c", "2d", "2e", "3a", "3b", "4a", "4b", "4c"];
const NAS: [&str; 14] = ["00", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
const AS4059: [&str; 15] = ["000", "00", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];

type Row = BTreeMap<String, String>;

fn table(path: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("standards").join(path);
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// All rows of limits, by their place: `grades/gb-5903.csv:17`.
fn rows() -> BTreeMap<String, Row> {
    let mut rows = BTreeMap::new();
    for folder in ["grades", "in-service", "alarms"] {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("standards").join(folder);
        for entry in fs::read_dir(dir).unwrap() {
            let name = format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap());
            rows.extend((2..).zip(table(&name)).map(|(number, row)| (format!("{name}:{number}"), row)));
        }
    }
    rows
}

/// Units by id: dimension, and base = value · factor + offset.
fn units() -> BTreeMap<String, (String, f64, f64)> {
    let number = |row: &Row, column: &str| row[column].parse::<f64>().unwrap();
    let unit =
        |row: &Row| (row["unit"].clone(), (row["dimension"].clone(), number(row, "factor"), number(row, "offset")));
    table("units.csv").iter().map(unit).collect()
}

/// A result, and whether it meets the limit.
type Probe = (Value, bool);

/// Around one end of a range: how far a step is, and what passes below it, at it and above it.
fn around(end: f64, passes: [bool; 3]) -> [(f64, bool); 3] {
    let step = if end == 0.0 { 0.001 } else { end.abs() * 0.001 };
    [(end - step, passes[0]), (end, passes[1]), (end + step, passes[2])]
}

const UP_TO: [bool; 3] = [true, true, false];
const UNDER: [bool; 3] = [true, false, false];
const FROM: [bool; 3] = [false, true, true];
const OVER: [bool; 3] = [false, false, true];

/// Numbers to try, in the unit of the row: results, or changes of results where the word is about a change.
fn numbers(row: &Row) -> Vec<(f64, bool)> {
    let low = || row["low"].parse::<f64>().unwrap();
    let high = || row["high"].parse::<f64>().unwrap();
    match &*row["compare"] {
        "at_most" | "change_at_most" | "at_most_none" => around(high(), UP_TO).to_vec(),
        "below" | "change_below" | "at_most_trace" => around(high(), UNDER).to_vec(),
        "at_least" | "change_at_least" | "percent_of_new_at_least" => around(low(), FROM).to_vec(),
        "above" => around(low(), OVER).to_vec(),
        // No oil can lose more than all of it: the rise alone is limited.
        "change_within_percent" if low() <= -100.0 => around(high(), UP_TO).to_vec(),
        "within" | "change_within_percent" => [around(low(), FROM), around(high(), UP_TO)].concat(),
        "within_below" => [around(low(), FROM), around(high(), UNDER)].concat(),
        _ => Vec::new(),
    }
}

/// The number as a result in the property's unit.
fn result(row: &Row, number: f64, unit: &(String, f64, f64), canonical: &(String, f64, f64)) -> f64 {
    match &*row["compare"] {
        "change_within_percent" => NEW + NEW * number / 100.0,
        "percent_of_new_at_least" => NEW * number / 100.0,
        "change_at_most" | "change_below" | "change_at_least" => NEW + number * unit.1 / canonical.1,
        _ => (number * unit.1 + unit.2 - canonical.2) / canonical.1,
    }
}

/// Classes to try: the best, the one that is the limit, the next and the worst.
fn classes(row: &Row, order: &[&str], parse: fn(&str) -> Option<Code>) -> Vec<Probe> {
    let limit = order.iter().position(|class| *class == row["code"]).unwrap_or_else(|| panic!("{row:?}"));
    let probe = |(number, class): (usize, &&str)| (Value::Code(parse(class).unwrap()), number <= limit);
    order.iter().enumerate().map(probe).collect()
}

/// Codes to try: the limit, and one number up and one down in each place.
fn codes(row: &Row) -> Vec<Probe> {
    let limit: Vec<Option<i32>> = row["code"].split('/').map(|number| number.parse().ok()).collect();
    let code = |place: usize, step: i32| {
        let number = |(at, number): (usize, &Option<i32>)| match number {
            Some(number) => (number + if at == place { step } else { 0 }).to_string(),
            // No requirement: whatever is there passes.
            None => "28".to_owned(),
        };
        let text: Vec<String> = limit.iter().enumerate().map(number).collect();
        Value::Code(Code::Iso4406(Iso4406::parse(&text.join("/")).unwrap()))
    };
    let mut probes = vec![(code(0, 0), true)];
    for (place, _) in limit.iter().enumerate().filter(|(_, number)| number.is_some()) {
        probes.extend([(code(place, -1), true), (code(place, 1), false)]);
    }
    probes
}

/// Words to try.
fn words(row: &Row) -> Vec<Probe> {
    let all = |good: &[Rating], bad: &[Rating]| -> Vec<Probe> {
        let word = |passes: bool| move |rating: &Rating| (Value::Code(Code::Rating(*rating)), passes);
        good.iter().map(word(true)).chain(bad.iter().map(word(false))).collect()
    };
    match &*row["compare"] {
        "pass" => all(
            &[Rating::Pass, Rating::Clear, Rating::Absent, Rating::Normal],
            &[Rating::LightFail, Rating::Fail, Rating::SevereFail, Rating::Hazy, Rating::Cloudy, Rating::Abnormal],
        ),
        "at_most_trace" => all(&[Rating::Absent, Rating::Trace], &[Rating::Light, Rating::Heavy]),
        "at_most_none" => all(&[Rating::Absent], &[Rating::Trace, Rating::Light, Rating::Present]),
        _ => Vec::new(),
    }
}

/// Everything to try on a row.
fn probes(row: &Row, kind: &str, unit: &(String, f64, f64), canonical: &(String, f64, f64)) -> Vec<Probe> {
    let of_number = |(number, passes): (f64, bool)| (Value::Exact(result(row, number, unit, canonical)), passes);
    let mut probes: Vec<Probe> = numbers(row).into_iter().map(of_number).chain(words(row)).collect();
    match (&*row["compare"], kind) {
        ("class_at_most", "copper") => {
            probes.extend(classes(row, &COPPER, |text| CopperStrip::parse(text).map(Code::Copper)));
        }
        ("class_at_most", "nas1638") => {
            probes.extend(classes(row, &NAS, |text| NasClass::parse(text).map(Code::Nas1638)));
        }
        ("class_at_most", "as4059") => {
            probes.extend(classes(row, &AS4059, |text| As4059::parse(text).map(Code::As4059)));
        }
        ("code_at_most", "iso4406") => probes.extend(codes(row)),
        _ => {}
    }
    probes
}

/// The outcome by simple acceptance.
fn outcome(limit: &Limit, reading: Option<Reading>) -> &'static str {
    judge(limit, reading, Some(NEW), |_| None).0.id()
}

/// What the row must say to a result that meets it or not.
fn expected(row: &Row, comparable: bool, passes: bool) -> &'static str {
    match (comparable, passes, &*row["recall"]) {
        (false, ..) => "not_comparable",
        (true, true, _) => "pass",
        (true, false, "weak") => "near_fail",
        (true, false, _) => "fail",
    }
}

#[test]
fn every_row_judges_below_at_and_above_its_bounds_as_its_word_says() {
    let standards = Standards::built_in().unwrap();
    let (rows, units) = (rows(), units());
    let kinds: BTreeMap<String, String> =
        table("properties.csv").iter().map(|row| (row["id"].clone(), row["kind"].clone())).collect();
    assert_eq!(standards.limits.len(), rows.len(), "each row is a limit");
    let mut tried = BTreeMap::<&str, usize>::new();
    for limit in &standards.limits {
        let place = limit.location.to_string();
        let row = rows.get(&place).unwrap_or_else(|| panic!("no row at {place}"));
        let property = standards.property(limit.property);
        assert_eq!(row["property"], *property.id, "{place}");
        let (unit, canonical) = (&units[&row["unit"]], &units[property.unit.symbol()]);
        // A relative change, a class or a word needs no unit.
        let has_unit = !numbers(row).is_empty()
            && !matches!(&*row["compare"], "change_within_percent" | "percent_of_new_at_least");
        let comparable = !has_unit || unit.0 == canonical.0;
        if row["compare"] == "report" {
            let one = Some(Reading::Value(Value::Exact(1.0)));
            assert_eq!([outcome(limit, one), outcome(limit, None)], ["no_limit"; 2], "{place}");
            *tried.entry("report").or_default() += 1;
            continue;
        }
        assert_eq!(outcome(limit, None), "not_tested", "{place}");
        let probes = probes(row, &kinds[&row["property"]], unit, canonical);
        assert!(probes.iter().any(|(_, passes)| *passes), "{place}: nothing passes");
        assert!(probes.iter().any(|(_, passes)| !*passes), "{place}: nothing fails");
        for (value, passes) in probes {
            let said = outcome(limit, Some(Reading::Value(value)));
            assert_eq!(said, expected(row, comparable, passes), "{place}: {value:?} against {}", limit.written);
        }
        *tried.entry(&row["compare"]).or_default() += 1;
    }
    assert_eq!(tried.values().sum::<usize>(), rows.len());
}

#[test]
fn a_weakly_remembered_row_says_that_it_is_not_confirmed() {
    let standards = Standards::built_in().unwrap();
    let rows = rows();
    let mut reasons = BTreeSet::new();
    for limit in &standards.limits {
        let row = &rows[&limit.location.to_string()];
        if row["recall"] == "weak" && row["compare"] == "at_least" {
            let (outcome, reason) = judge(limit, Some(Reading::Value(Value::Exact(-1e9))), None, |_| None);
            assert_eq!(outcome.id(), "near_fail", "{}", limit.location);
            reasons.extend(reason.map(|reason| reason.id));
        }
        // What a source has printed is not remembered.
        assert!(row["recall"].is_empty() || row["provenance"] == "recalled", "{}", limit.location);
    }
    assert_eq!(reasons.into_iter().collect::<Vec<_>>(), ["reason-limit-unconfirmed"]);
}
