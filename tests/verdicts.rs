//! What a reader is told about a verdict, and by which rules it was made: the whole way from a file to the reports.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may panic and read"
)]

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{folder, run};

/// The samples of a file by the program with options, and the customers' page.
fn judged(input: &str, standards: Option<&Path>, options: &[&str]) -> (Vec<Value>, String, String) {
    let place = folder(&[("input.csv", input)]);
    let (file, out) = (place.path().join("input.csv"), place.path().join("reports"));
    let mut args = vec!["run".to_owned(), file.display().to_string(), "--out".to_owned(), out.display().to_string()];
    args.extend(["--as-of", "2026-11-21", "--format", "html,json,csv"].map(str::to_owned));
    args.extend(options.iter().map(|option| (*option).to_owned()));
    if let Some(standards) = standards {
        args.extend(["--standards".to_owned(), standards.display().to_string()]);
    }
    let run = run(&args);
    assert_ne!(run.code, 2, "{}", run.err);
    let text = fs::read_to_string(out.join("samples.ndjson")).unwrap();
    let mut pages: Vec<_> = fs::read_dir(out.join("customers")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let page = pages.iter().map(|page| fs::read_to_string(page.join("report.html")).unwrap()).collect::<String>();
    let findings = fs::read_to_string(out.join("findings.csv")).unwrap();
    let page = page.replace("&#x2f;", "/").replace("&lt;", "<").replace("&quot;", "\"");
    (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), page, findings)
}

fn verdict<'v>(sample: &'v Value, document: &str, property: &str) -> &'v Value {
    let verdicts = sample["verdicts"].as_array().unwrap();
    let fits = |verdict: &&Value| verdict["document"] == document && verdict["property"] == property;
    verdicts.iter().find(fits).unwrap_or_else(|| panic!("no verdict of {document} on {property} in {sample}"))
}

/// The explanation of a limit on the page, found by the words that it begins with.
fn why<'p>(page: &'p str, begins: &str) -> &'p str {
    let marks = "<strong class=\"inline\">Why:</strong> ";
    let all = page.split(marks).skip(1).filter_map(|rest| rest.split("</td>").next());
    let found: Vec<&str> = all.filter(|text| text.starts_with(begins)).collect();
    found.first().unwrap_or_else(|| {
        panic!(
            "nothing begins with {begins:?}: {}",
            page.split(marks).skip(1).map(|rest| rest.split("</td>").next().unwrap()).collect::<Vec<_>>().join("\n")
        )
    })
}

#[test]
fn one_oil_is_judged_by_the_edition_of_its_day() {
    let input = "sample_id,customer,machine,kind,grade,sampled_on,kv_100c [mm2/s]\n\
                 old,ACME,Tank 1,new,SF 40,2006-12-31,12.4\n\
                 mid,ACME,Tank 2,new,SF 40,2007-01-01,12.4\n\
                 now,ACME,Tank 3,new,SF 40,2026-07-01,12.4\n\
                 asked,ACME,Tank 4,new,GB 11121-1995 / SF 40,2026-07-01,12.4\n";
    let (samples, page, _) = judged(input, None, &[]);
    for (id, edition) in [("old", "1995"), ("mid", "2006"), ("now", "2025"), ("asked", "1995")] {
        let sample = samples.iter().find(|sample| sample["sample_id"] == id).unwrap();
        let verdict = verdict(sample, "GB 11121", "kv_100c");
        assert_eq!(verdict["edition"], edition, "{id}");
        assert_eq!(verdict["outcome"], "near_fail", "{id}");
        assert_eq!(verdict["severity"], "abnormal", "{id}");
        assert!(page.contains(&format!("Limit of GB 11121-{edition}, SF 40")), "{edition}");
    }
    let asked = samples.iter().find(|sample| sample["sample_id"] == "asked").unwrap();
    let notice = "GB 11121-1995 was asked for; GB 11121-2006 has taken its place since 2007-01-01, and GB 11121-2025 since \
                  2026-07-01.";
    assert_eq!(asked["notices"][0], notice);
}

/// A standards folder with one document that has a limit for each way of coming out.
fn standards() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&support::root().join("standards"), folder.path());
    let path = folder.path().join("documents.toml");
    let documents = fs::read_to_string(&path).unwrap();
    let ours = "\n[[document]]\nid = \"HOUSE\"\nedition = \"2024\"\ntitle = \"House rules\"\nkind = \"grade\"\n\
                precedence = \"published\"\nfile = \"grades/house.csv\"\nsource = \"made for a test\"\nprovenance = \"single\"\n";
    fs::write(path, documents + ours).unwrap();
    let head = "document,edition,grades,machine_types,property,condition,method,unit,compare,low,high,code,severity,\
                recall,note,source,provenance\n";
    let row = |property: &str, method: &str, unit: &str, compare: &str, low: &str, high: &str| {
        let severity = if compare == "report" { "normal" } else { "abnormal" };
        format!(
            "HOUSE,2024,OIL 1,,{property},row 7,{method},{unit},{compare},{low},{high},,{severity},,,HOUSE table 3,single\n"
        )
    };
    let rows = [
        row("kv_100c", "GB/T 265", "mm2/s", "at_least", "12.5", ""),
        row("kv_40c", "GB/T 265", "mm2/s", "at_least", "100", ""),
        row("flash_point_coc", "GB/T 3536", "Cel", "at_least", "225", ""),
        row("pour_point", "", "Cel", "at_most", "", "-10"),
        row("acid_number", "ASTM D664", "mg{KOH}/g", "at_most", "", "3"),
        row("base_number", "ASTM D2896", "mg{KOH}/g", "at_least", "4", ""),
        row("mech_impurities", "", "%{m/m}", "at_most", "", "0.01"),
        row("sulfated_ash", "", "%{m/m}", "report", "", ""),
        row("colour", "", "1", "at_most", "", "3"),
    ];
    fs::write(folder.path().join("grades/house.csv"), head.to_owned() + &rows.concat()).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

const ALL_OUTCOMES: &str = "sample_id,customer,machine,kind,grade,sampled_on,kv_100c [mm2/s],kv_40c [mm2/s] ASTM D445,\
    flash_point_coc [Cel],pour_point [Cel],acid_number [mg{KOH}/g],base_number [mg{KOH}/g] ASTM D4739,\
    sulfated_ash [%{m/m}],colour\n\
    S1,ACME,Tank,new,HOUSE-2024 / OIL 1,2026-01-01,12.496,120,201,-12,<5,6,0.9,3.5\n";

#[test]
fn a_reader_finds_on_what_each_verdict_rests() {
    let rules = standards();
    let (samples, page, findings) = judged(ALL_OUTCOMES, Some(rules.path()), &[]);
    let outcome = |property: &str| verdict(&samples[0], "HOUSE", property)["outcome"].as_str().unwrap().to_owned();
    let cases: [(&str, &str, &str, &[&str]); 9] = [
        (
            "kv_100c",
            "near_fail",
            "Kinematic viscosity at 100 °C: 12.496 mm²/s does not meet the limit, at least 12.50 mm²/s, but that is not certain.",
            &[
                "rounded to the digits of the limit it would be 12.5, and on the other side",
                "R is ",
                "GB/T 265",
                "taken to be GB/T 265",
            ],
        ),
        (
            "kv_40c",
            "pass",
            "Kinematic viscosity at 40 °C: 120.0 mm²/s meets the limit, at least 100.0 mm²/s.",
            &["Tested by ASTM D445", "R is "],
        ),
        (
            "flash_point_coc",
            "fail",
            "Flash point (Cleveland open cup): 201 °C does not meet the limit, at least 225 °C.",
            &["R is 18 °C at 225 °C (ASTM D92, any oil), so the method cannot tell within 10.6 °C"],
        ),
        (
            "pour_point",
            "near_pass",
            "Pour point: -12 °C meets the limit, at most -10 °C, but is closer to it than the method can tell.",
            &["R is "],
        ),
        (
            "acid_number",
            "undecided",
            "Acid number: < 5.00 mg KOH/g leaves open whether the limit is met, at most 3.00 mg KOH/g.",
            &["The reporting limit of the result lies across the limit.", "Precision: not needed"],
        ),
        (
            "base_number",
            "not_comparable",
            "Base number: 6.0 mg KOH/g was not held against the limit, at least 4.0 mg KOH/g.",
            &["stated for ASTM D2896, the result was found by ASTM D4739", "Precision: not needed"],
        ),
        (
            "mech_impurities",
            "not_tested",
            "Mechanical impurities: not tested; the limit is at most 0.010 % m/m.",
            &["Precision: "],
        ),
        ("sulfated_ash", "no_limit", "Sulfated ash: 0.90 % m/m; no limit, to be reported.", &["Precision: not needed"]),
        ("colour", "fail", "Colour (ASTM): 3.5 does not meet the limit, at most 3.0.", &["Precision: none applies"]),
    ];
    for (property, expected, begins, parts) in cases {
        assert_eq!(outcome(property), expected, "{property}");
        let why = why(&page, begins);
        let everywhere = [
            "Limit of HOUSE-2024, OIL 1, row 7; seen in: HOUSE table 3.",
            "Decision rule: simple acceptance",
            "Trust: ",
        ];
        for part in parts.iter().chain(&everywhere) {
            assert!(why.contains(part), "{property}: no {part:?} in {why}");
        }
    }
    let row = findings.lines().find(|line| line.contains("off_grade:HOUSE-2024")).unwrap();
    assert!(row.ends_with(",simple,,no"), "{row}");
}

#[test]
fn the_decision_rule_and_the_digits_are_a_choice_and_named() {
    let rules = standards();
    let of = |options: &[&str]| {
        let (samples, page, _) = judged(ALL_OUTCOMES, Some(rules.path()), options);
        let said = |property: &str| {
            let verdict = verdict(&samples[0], "HOUSE", property);
            let word = |key: &str| verdict[key].as_str().unwrap().to_owned();
            (word("outcome"), word("severity"), word("rule"))
        };
        let rule = page.split("Decision rule: ").nth(1).unwrap().split(',').next().unwrap().to_owned();
        (said("kv_100c"), said("pour_point"), rule)
    };
    let three = |one: &str, two: &str, three: &str| (one.to_owned(), two.to_owned(), three.to_owned());
    let (viscosity, pour_point, named) = of(&["--decision-rule", "iso4259"]);
    assert_eq!(viscosity, three("near_fail", "caution", "iso4259"));
    assert_eq!(pour_point, three("near_pass", "normal", "iso4259"));
    assert_eq!(named, "ISO 4259");
    let (viscosity, pour_point, named) = of(&["--decision-rule", "guard-band"]);
    assert_eq!(viscosity, three("near_fail", "abnormal", "guard_band"));
    assert_eq!(pour_point, three("near_pass", "caution", "guard_band"));
    assert_eq!(named, "guard band");
    let (viscosity, ..) = of(&["--rounding", "limit-digits"]);
    assert_eq!(viscosity, three("near_pass", "normal", "simple"));
    let documents = rules.path().join("documents.toml");
    let text = fs::read_to_string(&documents).unwrap();
    fs::write(&documents, text + "decision_rule = \"iso4259\"\nrounding = \"limit_digits\"\n").unwrap();
    let (viscosity, ..) = of(&["--decision-rule", "guard-band"]);
    assert_eq!(viscosity, three("near_pass", "normal", "iso4259"));
}

#[test]
fn a_test_under_another_condition_is_not_taken_for_the_one_that_is_limited() {
    let input = "sample_id,customer,machine,kind,grade,sampled_on,flash_point_pmcc [Cel],kv_99c [mm2/s],demulsibility_82c [min]\n\
                 S1,ACME,Tank,new,SF 40,2020-01-01,230,14.5,\n\
                 S2,ACME,Tank,new,L-HM 46 normal,2020-01-01,230,,10\n";
    let (samples, page, _) = judged(input, None, &[]);
    for (sample, property) in [(0, "flash_point_coc"), (0, "kv_100c"), (1, "flash_point_coc"), (1, "demulsibility_54c")]
    {
        let verdicts = samples[sample]["verdicts"].as_array().unwrap();
        let verdict = verdicts.iter().find(|verdict| verdict["property"] == property).unwrap();
        assert_eq!(verdict["outcome"], "not_comparable", "{property}");
        assert!(verdict["reason"].as_str().unwrap().contains("was tested, and the one does not stand for the other"));
    }
    assert!(
        page.contains("The limit is on flash point (Cleveland open cup); only flash point (Pensky-Martens closed cup)")
    );
}

#[test]
fn every_document_keeps_its_verdict_and_the_winner_is_named() {
    let rules = standards();
    let path = rules.path().join("documents.toml");
    let documents = fs::read_to_string(&path).unwrap();
    let agreed = "\n[[document]]\nid = \"AGREED\"\nedition = \"2026\"\ntitle = \"Limits agreed with ACME\"\nkind = \"alarm\"\n\
                  precedence = \"customer\"\nmachine_types = [\"hydraulic\"]\nfile = \"alarms/agreed.csv\"\n\
                  source = \"made for a test\"\nprovenance = \"single\"\n";
    fs::write(path, documents + agreed).unwrap();
    let rows = "document,edition,grades,machine_types,property,condition,method,unit,compare,low,high,code,severity,recall,note,\
                source,provenance\nAGREED,2026,,,water,,,%{m/m},at_most,,0.5,,abnormal,,,contract,single\n";
    fs::write(rules.path().join("alarms/agreed.csv"), rows).unwrap();
    // The alias of the product names the grade, the grade and the machine name the documents.
    let input = "sample_id,customer,machine,machine_type,kind,product,sampled_on,water [%{m/m}]\n\
                 S1,ACME,Press,hydraulic,in_service,ex. hydro hm 46,2026-01-01,0.3\n";
    let (samples, page, _) = judged(input, Some(rules.path()), &[]);
    let water: Vec<&Value> =
        samples[0]["verdicts"].as_array().unwrap().iter().filter(|verdict| verdict["property"] == "water").collect();
    let deciding: Vec<&Value> = water.iter().copied().filter(|verdict| verdict["decides"] == true).collect();
    assert!(water.len() >= 3, "{water:?}");
    assert_eq!((deciding.len(), &deciding[0]["document"]), (1, &Value::from("AGREED")));
    assert!(water.iter().any(|verdict| verdict["outcome"] == "fail" && verdict["document"] == "NB/SH/T 0599"));
    let findings = samples[0]["findings"].as_array().unwrap();
    let over = findings.iter().find(|finding| finding["code"] == "over_limit:water").unwrap();
    assert_eq!(over["severity"], "normal", "the agreed limit overrules the others");
    assert!(page.contains("Limits agreed with ACME goes before it and decides on water."));
    assert!(page.contains("It decides on water."));
}

#[test]
fn an_oil_that_nothing_is_known_for_says_so_and_how_to_add_it() {
    let input = "sample_id,customer,machine,machine_type,kind,product,grade,sampled_on,fe [mg/kg]\n\
                 S1,ACME,Mixer,other,in_service,Unknown 7,,2026-01-01,3\n\
                 S2,ACME,Tank,other,new,,XX 99,2026-01-01,3\n";
    let rules = standards();
    // Without the list for any other machine nothing is left.
    let path = rules.path().join("documents.toml");
    let text = fs::read_to_string(&path).unwrap().replace("\"other\"", "\"pump\"");
    fs::write(path, text).unwrap();
    let (samples, page, _) = judged(input, Some(rules.path()), &[]);
    let notice = |id: &str| {
        let sample = samples.iter().find(|sample| sample["sample_id"] == id).unwrap();
        sample["notices"][0].as_str().unwrap().to_owned()
    };
    assert!(
        notice("S1").starts_with("No specification is known for Unknown 7 in a machine of the kind"),
        "{}",
        notice("S1")
    );
    assert!(notice("S2").starts_with("No specification is known for \"XX 99\""), "{}", notice("S2"));
    for id in ["S1", "S2"] {
        assert!(notice(id).contains("To have it judged, name"), "{id}");
    }
    assert!(page.contains("No specification is known for Unknown 7"));
}

#[test]
fn new_oil_limits_judge_new_oil_and_what_was_not_tested_passes_nothing() {
    let input = "sample_id,customer,machine,machine_type,kind,grade,sampled_on,kv_100c [mm2/s],kv_40c [mm2/s]\n\
                 sf,ACME,Tank 1,,new,SF 40,2026-05-01,14.0,\n\
                 hm,ACME,Tank 2,,new,L-HM 46 high-pressure,2026-05-01,,46.0\n\
                 used,ACME,Car,engine_petrol,in_service,SF 40,2026-05-01,11.5,\n";
    let (samples, _, findings) = judged(input, None, &[]);
    let sample = |id: &str| samples.iter().find(|sample| sample["sample_id"] == id).unwrap();
    // A viscosity class is no quality: the other tests of the grade stay open.
    assert_eq!(verdict(sample("sf"), "GB 11121", "kv_100c")["outcome"], "pass");
    assert_eq!(verdict(sample("sf"), "GB 11121", "flash_point_coc")["outcome"], "not_tested");
    // Type tests are made once for a formulation; that a delivery lacks them is no finding.
    let hm = sample("hm")["verdicts"].as_array().unwrap();
    assert!(hm.iter().any(|verdict| verdict["outcome"] == "not_tested"));
    assert!(!findings.contains("Tank 1") && !findings.contains("Tank 2"), "{findings}");
    // An oil in use is judged by its change, not by what it was bought by.
    let of_used = sample("used")["verdicts"].as_array().unwrap();
    assert!(of_used.iter().all(|verdict| verdict["document"] != "GB 11121"), "{of_used:?}");
}

#[test]
fn a_figure_without_a_unit_is_shown_as_it_stands_and_compared_with_nothing() {
    let input = "sample_id,customer,machine,machine_type,sampled_on,water\n1,ACME,Press,hydraulic,2026-05-01,0.9\n";
    let (samples, page, _) = judged(input, None, &[]);
    let verdicts = samples[0]["verdicts"].as_array().unwrap();
    let of_water: Vec<_> = verdicts.iter().filter(|verdict| verdict["property"] == "water").collect();
    assert!(!of_water.is_empty() && of_water.iter().all(|verdict| verdict["outcome"] == "not_comparable"));
    assert!(page.contains("“0.9”") && page.contains("unit not known"), "{page}");
}
