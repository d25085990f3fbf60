//! `lubelab calc` as a user calls it: answers, sources, warnings, and what it says to what it cannot calculate.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may panic and write"
)]

mod support;

use std::sync::LazyLock;

use clap::Parser as _;
use lubelab::cli::{Answer, Args, Command};
use lubelab::standards::Standards;
use serde_json::Value;

static STANDARDS: LazyLock<Standards> = LazyLock::new(|| Standards::built_in().unwrap());

/// The answer to the words of a command line, or what is said instead.
fn answer_to<'w>(words: impl IntoIterator<Item = &'w str>) -> Result<Answer, String> {
    let args = Args::try_parse_from(["lubelab", "calc"].into_iter().chain(words)).map_err(|error| error.to_string())?;
    let Some(Command::Calc { calculation, .. }) = args.command else { return Err("not calc".to_owned()) };
    let today = "2026-11-21".parse().unwrap();
    calculation.answer(|| Ok(&*STANDARDS), today).map_err(|error| error.to_string())
}

/// What is printed as text; the calculation has to succeed.
#[track_caller]
fn text(words: &str) -> String {
    answer_to(words.split_whitespace()).unwrap().text()
}

/// What is printed as JSON.
#[track_caller]
fn json(words: &str) -> Value {
    let answer = answer_to(words.split_whitespace()).unwrap().json();
    assert_eq!(answer["schema"], "lubelab.calc/1");
    assert!(!answer["source"].as_array().unwrap().is_empty(), "{words} has no source");
    assert!(answer["provenance"].is_string() && answer["warnings"].is_array(), "{words}");
    answer
}

/// The value of one result.
#[track_caller]
fn result(words: &str, key: &str) -> Value {
    json(words)["results"][key]["value"].clone()
}

/// What is said where there is no answer.
#[track_caller]
fn refused(words: &str, says: &str) {
    let said = answer_to(words.split_whitespace()).unwrap_err();
    assert!(said.contains(says), "{words}: {says:?} is not in {said}");
}

#[test]
fn the_program_prints_answers_and_ends_with_2_where_there_is_none() {
    let run = |words: &str| support::run(["calc"].into_iter().chain(words.split_whitespace()));
    let shown = run("vi --v40 46 --v100 6.8");
    assert_eq!((shown.code, shown.out.lines().next()), (0, Some("viscosity index  102")));
    let shown = run("iso4406 --per-ml 1300,320,20 --output-format json");
    let answer: Value = serde_json::from_str(&shown.out).unwrap();
    assert_eq!((shown.code, &answer["results"]["code"]["value"]), (0, &Value::from("17/15/11")));
    for (words, says) in [
        ("vi --v40 5 --v100 1.99", "lubelab: viscosity at 100 °C, mm2/s, is 1.99"),
        ("vi --v40 46,2 --v100 6.8", "with a decimal point"),
        ("nas1638 --per-100ml 1,2,3", "5 counts are needed"),
        ("grade --v40 46 --standards no/such/folder", "no/such/folder"),
        ("furlong", "unrecognized subcommand"),
    ] {
        let refused = run(words);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{words}");
        assert!(refused.err.contains(says), "{words}: {}", refused.err);
    }
    // Only what rests on a number of the standards reads them.
    assert_eq!(run("vi --v40 46 --v100 6.8 --standards no/such/folder").code, 0);
}

#[test]
fn viscosity_index() {
    for (v40, v100, index, procedure) in [
        ("73.30", "8.86", 92.0, "A"),
        ("22.83", "5.05", 156.0, "B"),
        ("53.47", "7.80", 111.0, "B"),
        ("46", "6.80", 102.0, "B"),
        ("1500", "80", 120.0, "B"),
        ("4000", "75", 41.0, "A"),
    ] {
        let words = format!("vi --v40 {v40} --v100 {v100}");
        assert_eq!(result(&words, "viscosity_index"), index, "{words}");
        assert_eq!(result(&words, "procedure"), procedure, "{words}");
    }
    let shown = text("vi --v40 46 --v100 6.80");
    for words in ["viscosity index  102", "101.61", "ASTM D2270", "procedure B", "confirmed"] {
        assert!(shown.contains(words), "{words} is not in\n{shown}");
    }
    assert!(!shown.contains("warning") && text("vi --v40 1500 --v100 80").contains("warning"));
    refused("vi --v40 5 --v100 1.99", "from 2 mm2/s");
    refused("vi --v40 6.8 --v100 46", "exchanged");
    refused("vi --v40 -5 --v100 6.8", "above zero");
    refused("vi --v40 46,2 --v100 6.8", "with a decimal point");
    refused("vi --v40 nan --v100 6.8", "is not a number");
    refused("vi --v40 46", "--v100");
}

#[test]
fn viscosity_at_a_temperature() {
    let at = |words: &str| result(words, "viscosity").as_f64().unwrap();
    assert!((at("viscosity --at 60 --v40 46 --v100 6.8") - 20.623).abs() < 1e-3);
    assert!((at("viscosity --at 60 --point 40:46 --point 100:6.8") - 20.623).abs() < 1e-3);
    assert!((at("viscosity --at -20 --v40 320 --v100 24") - 129_371.0).abs() < 1.0);
    let warned = |words: &str| text(words).contains("extrapolation");
    assert!(warned("viscosity --at -20 --v40 46 --v100 6.8") && !warned("viscosity --at 100 --v40 46 --v100 6.8"));
    refused("viscosity --at 60 --v40 46", "two points");
    refused("viscosity --at 60 --v40 46 --v100 6.8 --point 50:30", "3 are given");
    refused("viscosity --at 60 --v40 46 --point 40.5:45", "1 °C apart");
    refused("viscosity --at 60 --v40 0.2 --v100 0.1", "from 0.21");
    refused("viscosity --at -300 --v40 46 --v100 6.8", "-273.15");
    refused("viscosity --at 60 --point 50 --v40 46", "temperature:viscosity");
}

#[test]
fn saybolt_seconds() {
    let seconds = result("sus --kv 20 --at 37.7778", "saybolt").as_f64().unwrap();
    assert!((seconds - 97.8).abs() < 0.06, "{seconds}");
    let kv = result("sus --seconds 97.8 --at 37.7778", "kv").as_f64().unwrap();
    assert!((kv - 20.0).abs() < 0.02, "{kv}");
    refused("sus --kv 1.8 --at 40", "1.81");
    refused("sus --seconds 31 --at 40", "32.0 seconds");
    refused("sus --seconds 97 --kv 20 --at 40", "cannot be used with");
    refused("sus --kv 20 --at 400", "-50 to 350");
    refused("sus --at 40", "--kv");
}

#[test]
fn change_against_the_new_oil() {
    let words = "change --new 46 --used 50.6";
    assert_eq!((result(words, "change_percent"), result(words, "difference")), (10.0.into(), 4.6.into()));
    let with_method = json(&format!("{words} --property kv_40c"));
    assert_eq!(with_method["results"]["beyond_scatter"]["value"], true);
    assert_eq!(with_method["provenance"], "recalled");
    refused("change --new 0 --used 3", "above zero");
    refused("change --new 46 --used 47 --property kv_40", "no property");
}

#[test]
fn iso_4406() {
    let code = |words: &str| result(&format!("iso4406 {words}"), "code").as_str().unwrap().to_owned();
    assert_eq!(code("--per-ml 1300,320,20"), "17/15/11");
    assert_eq!(code("--per-ml 1300.1,640,20.1"), "18/16/12");
    assert_eq!(code("--per-100ml 300000,50000,700"), "19/16/10");
    assert_eq!(code("--per-ml 320,20"), "-/15/11");
    assert_eq!(code("--per-ml -,320,20"), "-/15/11");
    assert_eq!(code("--per-ml *,320,20"), "*/15/11");
    assert_eq!(code("--per-ml 90,25,0.79 --analysed-ml 25"), "14/12/≥7");
    assert_eq!(code("--per-ml 90,25,0.8 --analysed-ml 25"), "14/12/7");
    assert_eq!(code("--code 14/12/>=7"), "14/12/≥7");
    let meets = |code: &str, limit: &str| result(&format!("iso4406 --code {code} --limit {limit}"), "meets_limit");
    assert_eq!((meets("24/18/15", "-/18/15"), meets("24/18/16", "-/18/15")), (true.into(), false.into()));
    assert_eq!((meets("*/18/15", "20/18/15"), meets("-/18/15", "20/18/15")), (false.into(), Value::Null));
    refused("iso4406 --per-ml 20,30,40", "rise with size");
    refused("iso4406 --per-ml 20", "4, 6 and 14");
    refused("iso4406 --per-ml -5,-6", "from 0 upward");
    refused("iso4406 --per-ml -,-,-", "no size was counted");
    refused("iso4406 --code 18 --limit 18/16/13", "no ISO 4406 code");
    refused("iso4406 --per-ml 20,10,5 --analysed-ml 0", "above zero");
    refused("iso4406 --per-ml 20,10,5 --per-100ml 20,10,5", "cannot be used with");
}

#[test]
fn nas_1638() {
    let class = |words: &str| result(&format!("nas1638 {words}"), "class").as_str().unwrap().to_owned();
    assert_eq!(class("--per-100ml 32000,5700,1012,180,32"), "7");
    assert_eq!(class("--per-100ml 32001,5700,1012,180,32"), "8");
    assert_eq!(class("--per-ml 1.25,0.22,0.04,0.01,0"), "00");
    assert_eq!(class("--per-100ml 1024001,0,0,0,0"), ">12");
    assert_eq!(class("--cumulative --per-100ml 38924,6924,1224,212,32"), "7");
    refused("nas1638 --per-100ml 1,2,3", "5 counts are needed");
    refused("nas1638 --cumulative --per-100ml 1,2,3,4,5", "rise with size");
    refused("nas1638 --per-100ml 1,2,3,4,-5", "from 0 upward");
    // From counts only.
    refused("nas1638 --code 18/16/13", "unexpected argument");
}

#[test]
fn as_4059() {
    let of = |words: &str, key: &str| result(&format!("as4059 {words}"), key).as_str().unwrap().to_owned();
    assert_eq!(of("--per-100ml 50000,19462,3462,612,106,16", "class"), "6");
    assert_eq!(of("--per-100ml 50000,19463,3462,612,106,16", "by_size"), "6A/7B/6C/6D/6E/6F");
    assert_eq!(of("--per-100ml 19462,3462,612,106,16", "range"), "6 B-F");
    assert_eq!(of("--per-100ml 195,76,14,3,1,0", "class"), "000");
    assert_eq!(of("--differential --per-100ml 16000,2850,506,90,16", "class"), "6");
    assert_eq!(of("--differential --per-100ml 16000,2851,506,90,16", "class"), "7");
    refused("as4059 --differential --per-100ml 1,2,3,4", "5 counts are needed");
    refused("as4059 --per-100ml 1,2,3,4,5,6", "rise with size");
}

#[test]
fn viscosity_class() {
    assert_eq!(result("grade --v40 46.2", "iso_vg"), "ISO VG 46");
    assert_eq!(result("grade --v40 50.61", "iso_vg"), "none, between ISO VG 46 and ISO VG 68");
    assert_eq!(result("grade --v100 16.3", "sae"), "SAE 50");
    assert_eq!(result("grade --v100 7.0", "sae"), "SAE 12 or SAE 16 or SAE 20");
    let swapped = json("grade --v40 68 --declared ISO-VG-46");
    assert_eq!(swapped["results"]["iso_vg"]["value"], "ISO VG 68");
    let words = ["grade", "--v40", "68", "--declared", "L-HM 46"];
    assert_eq!(answer_to(words).unwrap().json()["results"]["fits"]["value"], false);
    assert!(text("grade --v40 46 --declared SF").contains("names no class"));
    refused("grade", "--v40");
    refused("grade --v40 0", "above zero");
    refused("grade --v40 46 --as-of 2026-13-01", "invalid value");
}

#[test]
fn content_by_density() {
    let of = |words: &str| result(&format!("water {words}"), "content").as_f64().unwrap();
    assert!((of("--value 100 --from mg/kg --to mg/L --density 870") - 87.0).abs() < 1e-9);
    assert!((of("--value 87 --from mg/L --to mg/kg --density 870") - 100.0).abs() < 1e-9);
    let mass = of("--value 0.087 --from %{v/v} --to %{m/m} --density 870 --part-density 1000");
    assert!((mass - 0.1).abs() < 1e-9, "{mass}");
    let warm = of("--value 100 --from mg/kg --to mg/L --density-15c 870 --at 40");
    assert!((warm - 85.42).abs() < 0.01, "{warm}");
    assert!((of("--value 0.05 --from %{m/m} --to mg/kg --density 870") - 500.0).abs() < 1e-9);
    refused("water --value 1 --from mg/kg --to mg/L --density 0.87", "870 kg/m3");
    refused("water --value 1 --from mg/kg --to mg/L", "--density");
    refused("water --value 1 --from mg/kg --to mg/L --density-15c 870", "--at");
    refused("water --value 1 --from mg/kg --to furlong --density 870", "no unit that is known");
    refused("water --value 1 --from mg/kg --to Cel --density 870", "no density turns");
    refused("water --value -1 --from mg/kg --to mg/L --density 870", "from 0 upward");
}

#[test]
fn units_of_one_kind() {
    assert_eq!(result("convert --value 212 --from °F --to °C", "value"), 100.0);
    assert_eq!(result("convert --value 500 --from mg/kg --to %{m/m}", "value"), 0.05);
    refused("convert --value 1 --from mg/L --to mg/kg", "calc water");
}

#[test]
fn steps_between_ratings() {
    let steps = |words: &str| result(&format!("steps {words}"), "steps");
    assert_eq!((steps("copper 1b 2c"), steps("copper 2 1a")), (3.0.into(), (-6.0).into()));
    assert_eq!((steps("rust pass severe"), steps("rust light light")), (3.0.into(), 0.0.into()));
    assert_eq!((steps("colour 2.0 4.5"), result("steps colour 4.5 L2.5", "direction")), (5.0.into(), "lighter".into()));
    refused("steps copper 1b 5a", "1a to 4c");
    refused("steps rust pass rusty", "pass, light");
    refused("steps colour 2.3 3.0", "halves");
}
