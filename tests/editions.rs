//! Which edition judges: by the day of sampling, by name, and what is told about it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may panic and write"
)]

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use support::{Run, folder, lubelab};
use tempfile::TempDir;

/// Three deliveries of one oil, one under each edition of GB 11121.
const OIL: &str = "sample_id,machine,machine_type,grade,kind,sampled_on,kv_100c [mm2/s],pour_point [Cel]\n\
                   S1,Tank 1,other,SF 40,new,2006-06-01,14.2,-12\n\
                   S2,Tank 2,other,SF 40,new,2020-06-01,14.2,-12\n\
                   S3,Tank 3,other,SF 40,new,2026-08-01,14.2,-12\n";

fn work(text: &str) -> TempDir {
    folder(&[("in.csv", text)])
}

fn go(work: &Path, words: &[&str]) -> Run {
    Run::from(lubelab().current_dir(work).args(words).output().unwrap())
}

fn run(work: &Path, more: &[&str]) -> Run {
    go(work, &[&["run", "in.csv", "--as-of", "2026-11-21"][..], more].concat())
}

/// The editions of GB 11121 that judged each sample, with the outcome of the viscosity.
fn judged(work: &Path) -> Vec<(String, String, String)> {
    let text = fs::read_to_string(work.join("reports/samples.ndjson")).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
    let mut judged = Vec::new();
    for line in lines {
        for verdict in line["verdicts"].as_array().unwrap() {
            if verdict["document"] == "GB 11121" && verdict["property"] == "kv_100c" {
                let text_of = |value: &Json| value.as_str().unwrap().to_owned();
                judged.push((text_of(&line["sample_id"]), text_of(&verdict["edition"]), text_of(&verdict["outcome"])));
            }
        }
    }
    judged.sort();
    judged
}

fn triple(sample: &str, edition: &str) -> (String, String, String) {
    (sample.to_owned(), edition.to_owned(), "pass".to_owned())
}

fn page(work: &Path) -> String {
    fs::read_to_string(work.join("reports/customers/customer-not-named/report.html")).unwrap()
}

#[test]
fn three_days_have_three_editions_and_each_is_explained() {
    let work = work(OIL);
    assert_eq!(run(work.path(), &[]).code, 0);
    assert_eq!(judged(work.path()), [triple("S1", "1995"), triple("S2", "2006"), triple("S3", "2025")]);
    let page = page(work.path());
    for words in [
        "<strong>GB 11121-1995</strong>",
        "since 2007-01-01 superseded by GB 11121-2006",
        "since 2026-07-01 superseded by GB 11121-2025",
        "<strong>GB 11121-2025</strong>",
        "not checked against the printed standard",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("was asked for"));
}

#[test]
fn the_day_of_the_run_decides_what_is_told_and_the_day_of_sampling_what_judges() {
    let work = work(OIL.rsplit_once("S3").unwrap().0);
    let of = |as_of: &str| {
        assert_eq!(go(work.path(), &["run", "in.csv", "--as-of", as_of]).code, 0);
        assert_eq!(judged(work.path()), [triple("S1", "1995"), triple("S2", "2006")], "{as_of}");
        page(work.path()).contains("superseded by GB 11121-2025")
    };
    assert_eq!(["2026-06-30", "2026-07-01", "2026-07-02"].map(of), [false, true, true]);
}

#[test]
fn an_edition_asked_for_judges_whatever_the_day_and_the_report_says_what_stands_in_its_place() {
    let work = work(OIL);
    assert_eq!(run(work.path(), &["--edition", "GB 11121=1995"]).code, 0);
    assert_eq!(judged(work.path()), ["S1", "S2", "S3"].map(|sample| triple(sample, "1995")));
    let page = page(work.path());
    let once = "GB 11121-1995 was asked for; GB 11121-2006 has taken its place since 2007-01-01.";
    let twice = "GB 11121-1995 was asked for; GB 11121-2006 has taken its place since 2007-01-01, and GB 11121-2025 \
                 since 2026-07-01.";
    assert_eq!((page.matches(once).count(), page.matches(twice).count()), (1, 1));
    let run: Json = serde_json::from_str(&fs::read_to_string(work.path().join("reports/run.json")).unwrap()).unwrap();
    assert_eq!(run["standards"]["editions"], serde_json::json!(["GB 11121-1995"]));
    assert!(fs::read_to_string(work.path().join("reports/index.html")).unwrap().contains("Editions asked for"));
}

#[test]
fn an_edition_asked_for_too_early_is_told() {
    let work = work(OIL);
    assert_eq!(run(work.path(), &["--edition", "gb11121-2025"]).code, 0);
    assert_eq!(judged(work.path()), ["S1", "S2", "S3"].map(|sample| triple(sample, "2025")));
    let words = "GB 11121-2025 was asked for; it comes into force on 2026-07-01, after the day of sampling.";
    assert_eq!(page(work.path()).matches(words).count(), 2);
}

#[test]
fn a_sample_names_its_edition_and_a_profile_names_one_for_all() {
    let own = OIL.replace("SF 40,new,2026", "GB 11121-2006 / SF 40,new,2026");
    let work = work(&own);
    assert_eq!(run(work.path(), &["--edition", "GB 11121=1995"]).code, 0);
    let expected = [triple("S1", "1995"), triple("S2", "1995"), triple("S3", "2006")];
    assert_eq!(judged(work.path()), expected, "what the sample names goes before what the run asks for");

    let profile = "title = \"ours\"\nsignature = [\"No\", \"Tank\", \"Day\", \"V100\"]\n\
                   [constants]\nkind = \"new\"\n[grades]\n\"SF40\" = \"GB 11121-1995 / SF 40\"\n\
                   [[column]]\nheading = \"No\"\ncontext = \"sample_id\"\n\
                   [[column]]\nheading = \"Tank\"\ncontext = \"machine\"\n\
                   [[column]]\nheading = \"Oil\"\ncontext = \"grade\"\n\
                   [[column]]\nheading = \"Day\"\ncontext = \"sampled_on\"\n\
                   [[column]]\nheading = \"V100\"\nproperty = \"kv_100c\"\nunit = \"mm2/s\"\n";
    let files = [("in.csv", "No,Tank,Oil,Day,V100\nS1,T,SF40,2020-06-01,14.2\n"), ("my/labs/ours.toml", profile)];
    let other = folder(&files);
    let done = run(other.path(), &["--standards", "my"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert_eq!(judged(other.path()), [triple("S1", "1995")]);
}

#[test]
fn a_grade_that_the_edition_asked_for_does_not_have_is_told() {
    let work = work(&OIL.replace("SF 40", "SF 10W-30"));
    assert_eq!(run(work.path(), &["--edition", "GB 11121=2025"]).code, 0);
    assert!(page(work.path()).contains("&quot;SF 10W-30&quot; is not in GB 11121-2025, the edition asked for."));
}

#[test]
fn an_edition_that_there_is_not_is_refused_with_those_there_are() {
    let work = work(OIL);
    for (asked, said) in [
        (&["GB 11121=2016"][..], "there are GB 11121-1995, GB 11121-2006, GB 11121-2025"),
        (&["GB 11121"], "there are GB 11121-1995, GB 11121-2006, GB 11121-2025"),
        (&["GB 1112=2006"], "did you mean \"GB 11121-2006\"?"),
        (&["GB 11121=1995", "GB 11121=2006"], "two editions of GB 11121"),
    ] {
        let words: Vec<&str> = asked.iter().flat_map(|asked| ["--edition", asked]).collect();
        let refused = run(work.path(), &words);
        assert_eq!(refused.code, 2, "{asked:?}");
        assert!(refused.err.contains(said), "{}", refused.err);
    }
    assert!(!work.path().join("reports").exists());
}

const DIFF: [&str; 6] = ["standards", "diff", "GB 11121-1995", "GB 11121-2006", "--grade", "SF 40"];

#[test]
fn two_editions_are_compared_row_by_row() {
    let here = Path::new(".");
    let same = go(here, &DIFF);
    assert_eq!(same.code, 0);
    assert!(same.out.contains("GB 11121-1995 to GB 11121-2006: 0 added, 0 removed, 0 changed, 17 rows the same"));
    let row = |edition: &str, property: &str, method: &str, rest: &str| {
        format!("GB 11121,{edition},SF 40,,{property},,{method},{rest},abnormal,,,house rule,single\n")
    };
    let heading = fs::read_to_string(support::root().join("standards/grades/gb-11121.csv")).unwrap();
    let heading = heading.lines().next().unwrap();
    let rows = [
        row("1995", "pour_point", "GB/T 3535", "Cel,at_most,,-5,"),
        row("2006", "viscosity_index", "GB/T 1995 or GB/T 2541", "1,above,80,,"),
        row("2006", "density_15c", "", "g/cm3,at_most,,0.9,"),
        row("2006", "mech_impurities", "GB/T 511", "%{m/m},at_most,,0.010,"),
    ];
    let work = folder(&[("my/grades/gb-11121.csv", &format!("{heading}\n{}", rows.concat()))]);
    let text = go(work.path(), &[&DIFF[..], &["--standards", "my"]].concat());
    assert_eq!(text.code, 0, "{}", text.err);
    let json = go(work.path(), &[&DIFF[..], &["--standards", "my", "--output-format", "json"]].concat());
    let json: Json = serde_json::from_str(&json.out).unwrap();
    let line = |line: &Json| {
        let words = ["change", "property", "what", "old", "new"].map(|key| line[key].as_str().unwrap().to_owned());
        words.join("|")
    };
    let lines: Vec<String> = json["differences"].as_array().unwrap().iter().map(line).collect();
    let expected = [
        "changed|viscosity_index|limit|at_least 80|above 80",
        "changed|pour_point|limit|at_most -5 Cel|at_most -10 Cel",
        "added|density_15c|limit||at_most 0.9 g/cm3",
    ];
    assert_eq!(lines, expected);
    for words in ["at_most -5 Cel", "at_most -10 Cel", "1 added, 0 removed, 2 changed, 15 rows the same"] {
        assert!(text.out.contains(words), "{words} is not in:\n{}", text.out);
    }
    assert!(text.out.contains("3 of the rows that differ are not confirmed"), "{}", text.out);
}

#[test]
fn an_edition_that_is_not_there_cannot_be_compared() {
    let here = Path::new(".");
    let of = |old: &str, new: &str| go(here, &["standards", "diff", old, new]);
    for (run, said) in [
        (of("GB 11121-1994", "GB 11121-2006"), "did you mean \"GB 11121-1995\"?"),
        (of("GB 11121-1995", "GB 11121"), "of one edition; there are GB 11121-1995"),
        (go(here, &["standards", "diff", "GB 11121-1995", "GB 11121-2006", "--grade", "SF 4O"]), "\"SF 40\"?"),
    ] {
        assert_eq!(run.code, 2);
        assert!(run.err.contains(said), "{}", run.err);
    }
}
