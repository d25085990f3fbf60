//! The reports as a whole, from analyses made by hand.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDateTime;
use polars::prelude::{ParquetReader, SerReader};
use serde_json::{Value as Json, json};

use crate::domain::{Effect, Location, Place, Problem, ProblemCode, Sample, SampleKind, Severity, Stamp};
use crate::findings::{PointAnalysis, analyse};
use crate::fleet::Shared;
use crate::history::{fixture, histories};
use crate::ingest::{Ledger, Source};
use crate::standards::lab::Form;
use crate::standards::{Catalog, Compare, DocumentKind, Standards};

use super::{Format, ReportError, RunFacts, Written, write};

const SENTENCES: &str = include_str!("../../standards/text/en.ftl");

/// Standards with an oil-change limit on water and an alarm on iron.
fn standards() -> Standards {
    let mut standards = fixture::standards();
    let change = fixture::document(&mut standards, "Change", DocumentKind::InService, "hydraulic");
    fixture::limit(&mut standards, change, None, "water", Compare::AtMost(0.1));
    fixture::product(&mut standards, "Oil", "hydraulic", None);
    standards.text.insert("en".to_owned(), SENTENCES.to_owned());
    standards.fingerprint = "f1".to_owned();
    standards.origin = Arc::from("standards");
    standards
}

fn source() -> Source {
    Source {
        path: Arc::from("in/acme.csv"),
        sheet: None,
        encoding: "UTF-8",
        text: Arc::new(b"A1,0.31".to_vec()),
        sha256: "00ff".to_owned(),
        headings: vec![Arc::from("water [%{m/m}]")],
        profile: Arc::from("wide"),
        assumed_units: Vec::new(),
        by_density: Vec::new(),
        rejected: None,
        form: Form::Wide,
        ledger: ledger(),
    }
}

fn ledger() -> Ledger {
    let mut ledger = Ledger { rows_read: 4, samples_taken: 2, cells_read: 9, cells_taken: 7, ..Ledger::default() };
    ledger.rows_rejected.insert("bad-date".to_owned(), 1);
    ledger.rows_skipped.insert("blank".to_owned(), 1);
    ledger.cells_empty = 1;
    ledger.cells_lost.insert("not-a-number".to_owned(), 1);
    ledger
}

fn sample(standards: &Standards, customer: &str, machine: &str, on: &str, results: &[(&str, &str)]) -> Sample {
    Sample {
        customer: Some(Arc::from(customer)),
        machine: Arc::from(machine),
        place: Place { source: 0, row: 17, byte: 0 },
        ..fixture::sample(standards, on, Some(1200.0), results)
    }
}

fn report(out: &Path, standards: &Standards, analyses: &[PointAnalysis<'_>]) -> Result<Written, ReportError> {
    let problems = [Problem {
        code: ProblemCode::UnknownColumn,
        effect: Effect::ColumnIgnored,
        location: Location::file("in/acme.csv").at_column(3).under("<img src=x onerror=alert(2)>"),
        says: "nobody knows \"<b>\"".to_owned(),
    }];
    let (sources, ledger) = ([source()], ledger());
    let batches = crate::fleet::batch::BatchView::default();
    let facts = RunFacts {
        batches: &batches,
        as_of: fixture::day("2026-06-01"),
        version: "0.0.0",
        sources: &sources,
        problems: &problems,
        problems_by_code: &BTreeMap::from([(problems[0].code, 1)]),
        ledger: &ledger,
        formats: &Format::ALL,
        only_customers: &[],
        shared: &Shared::default(),
        inspections: &[],
    };
    write(out, &facts, analyses, standards, &Catalog::new(standards, "en").unwrap())
}

/// Runs the pages of some samples into a new folder.
fn run(samples: &[Sample], standards: &Standards) -> (tempfile::TempDir, Written) {
    let folder = tempfile::tempdir().unwrap();
    let analyses = analyse(histories(samples, standards), standards);
    let written = report(&folder.path().join("reports"), standards, &analyses).unwrap();
    (folder, written)
}

fn read(folder: &tempfile::TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join("reports").join(path)).unwrap()
}

fn wet(standards: &Standards) -> Vec<Sample> {
    vec![
        sample(standards, "ACME", "Press", "2026-01-01", &[("water", "0.02"), ("fe", "4")]),
        sample(standards, "ACME", "Press", "2026-05-01", &[("water", "0.31"), ("fe", "<5"), ("si", "-"), ("cu", "?")]),
    ]
}

#[test]
fn names_from_files_stay_text_on_every_page() {
    let standards = standards();
    let (customer, machine) = ("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>");
    let samples = [
        sample(&standards, customer, machine, "2026-01-01", &[("water", "0.2")]),
        sample(&standards, customer, machine, "2026-02-01", &[("water", "0.3")]),
    ];
    let (folder, written) = run(&samples, &standards);
    let pages = written.files.iter().filter(|path| [".html", ".svg"].iter().any(|end| path.ends_with(end)));
    let mut seen = 0;
    for path in pages {
        let page = read(&folder, path);
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"), "{path}");
        seen += 1;
    }
    assert!(seen >= 3, "{:?}", written.files);
    let report = read(&folder, "customers/script-alert-1-script/report.html");
    assert!(report.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"));
    assert!(report.contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"));
}

#[test]
fn a_line_of_the_samples_file_is_the_schema() {
    let standards = standards();
    let mut samples = wet(&standards);
    samples[1].measurements[0].raw_start = 3;
    samples[1].measurements[0].raw_len = 4;
    let (folder, _) = run(&samples, &standards);
    let text = read(&folder, "samples.ndjson");
    let lines: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut line = lines[1].clone();
    let findings = line["findings"].take();
    let drain = line["drain"].take();
    let verdicts = line["verdicts"].take();
    let next = line["next_sample"].take();
    assert_eq!((&next["rule"], &next["due_on"]), (&json!("at_once"), &json!("2026-05-01")));
    assert!(next["reasons"][1].as_str().unwrap().contains("confirms it"), "{next}");
    assert_eq!(lines[0]["next_sample"], Json::Null);
    let fields = line.as_object_mut().unwrap();
    let make_up = fields.remove("make_up");
    assert_eq!(fields.remove("life"), Some(json!({"number": 1, "start": "first_sample", "since": "2026-01-01"})));
    assert_eq!(make_up, Some(json!({"state": "unknown", "litres": 0.0, "share": 0.0, "sump_l": null})));
    let unreadable = line["measurements"].as_array_mut().unwrap().pop().unwrap();
    assert_eq!((&unreadable["value"], &unreadable["qualifier"]), (&Json::Null, &json!("unreadable")));
    assert_eq!(
        line,
        json!({
            "schema": "lubelab.sample/1", "sample_id": "2026-05-01", "lab": null, "customer": "ACME", "site": null,
            "machine": "Press", "model": null, "component": null, "sampled_on": "2026-05-01", "kind": "in_service", "oil": "Oil",
            "grade": null, "lot": null, "oil_hours": 1200.0, "machine_hours": null,
            "source": {"file": "in/acme.csv", "sheet": null, "row": 17},
            "severity": "abnormal", "held": false,
            "axes": {"oil": "no_verdict", "contamination": "abnormal", "machine": "no_verdict"},
            "measurements": [
                {"property": "water", "value": 0.31, "qualifier": "=", "unit": "%{m/m}", "raw": "0.31", "method": null,
                 "state": "flagged", "column": "water [%{m/m}]"},
                {"property": "fe", "value": 5.0, "qualifier": "<", "unit": "mg/kg", "raw": "", "method": null,
                 "state": "no_limit", "column": "water [%{m/m}]"},
                {"property": "si", "value": null, "qualifier": "not_tested", "unit": "mg/kg", "raw": "", "method": null,
                 "state": "not_tested", "column": "water [%{m/m}]"},
            ],
            "verdicts": null, "findings": null, "to_confirm": [], "drain": null, "next_sample": null, "lab_verdict": null, "notices": [], "replaces": null,
        })
    );
    assert_eq!(
        verdicts,
        json!([{"document": "Change", "edition": "2000", "kind": "in_service", "property": "water",
                "limit": "AtMost(0.1)", "outcome": "fail", "near": false, "severity": "abnormal",
                "provenance": "confirmed", "rule": "simple", "rounding": "full", "decides": true, "reason": null,
                "precision": {"reproducibility": 0.1066, "band": 0.062_88, "method": "method", "oil": "any",
                    "provenance": "confirmed"}}])
    );
    let keys: Vec<&String> = lines[1].as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 30, "fields are only added, never renamed: {keys:?}");
    assert_eq!(findings[0]["code"], "over_limit:water");
    assert_eq!(findings[0]["because"][0]["value"], 0.31);
    assert_eq!(findings[0]["because"][0]["unit"], "%{m/m}");
    assert!(drain["state"].is_string() && drain["reasons"].is_array());
    assert!(
        text.starts_with("{\"schema\":\"lubelab.sample/1\",\"sample_id\":\"2026-01-01\",\"lab\":null,\"customer\"")
    );
}

#[test]
fn the_run_file_accounts_for_every_row_and_cell() {
    let standards = standards();
    let (folder, written) = run(&wet(&standards), &standards);
    let run: Json = serde_json::from_str(&read(&folder, "run.json")).unwrap();
    assert_eq!(run["schema"], "lubelab.run/1");
    assert_eq!(run["account"]["rows_read"], 4);
    assert_eq!(run["account"]["rows_rejected"], json!({"bad-date": 1}));
    assert_eq!(run["account"]["cells_lost"], json!({"not-a-number": 1}));
    assert_eq!(run["balances"], true);
    assert_eq!(run["inputs"][0]["sha256"], "00ff");
    assert_eq!(run["standards"], json!({"origin": "standards", "fingerprint": "f1"}));
    assert_eq!(run["as_of"], "2026-06-01");
    assert_eq!(run["severities"]["abnormal"], 1);
    let outputs: Vec<&str> = run["outputs"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    assert_eq!(outputs, written.files[..written.files.len() - 1]);
}

#[test]
fn measurements_are_read_back_as_they_were() {
    let standards = standards();
    let (folder, _) = run(&wet(&standards), &standards);
    let file = fs::File::open(folder.path().join("reports/measurements.parquet")).unwrap();
    let table = ParquetReader::new(file).finish().unwrap();
    assert_eq!(table.shape(), (6, 20));
    let text = |column: &str| -> Vec<Option<String>> {
        table.column(column).unwrap().str().unwrap().iter().map(|cell| cell.map(str::to_owned)).collect()
    };
    assert_eq!(text("property").into_iter().flatten().collect::<Vec<_>>(), ["water", "fe", "water", "fe", "si", "cu"]);
    assert_eq!(
        text("qualifier").into_iter().flatten().collect::<Vec<_>>(),
        ["=", "=", "=", "<", "not_tested", "unreadable"]
    );
    let values: Vec<Option<f64>> = table.column("value").unwrap().f64().unwrap().iter().collect();
    assert_eq!(values, [Some(0.02), Some(4.0), Some(0.31), Some(5.0), None, None]);
    assert_eq!(text("state")[2].as_deref(), Some("flagged"));
    assert_eq!(table.column("row").unwrap().u32().unwrap().get(0), Some(17));
}

#[test]
fn two_runs_give_the_same_bytes_for_any_number_of_threads() {
    let standards = standards();
    let samples: Vec<Sample> = (0..8)
        .flat_map(|customer| wet(&standards).into_iter().map(move |sample| (customer, sample)))
        .map(|(customer, sample)| Sample { customer: Some(Arc::from(format!("客户 {customer}"))), ..sample })
        .collect();
    let with_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run(&samples, &standards))
    };
    let (one, first) = with_threads(1);
    let (many, second) = with_threads(4);
    assert_eq!(first, second);
    for path in &first.files {
        let bytes = |folder: &tempfile::TempDir| fs::read(folder.path().join("reports").join(path)).unwrap();
        assert!(bytes(&one) == bytes(&many), "{path}");
    }
}

#[test]
fn a_run_without_samples_says_so() {
    let standards = standards();
    let (folder, written) = run(&[], &standards);
    assert_eq!((written.customers, written.files.len()), (0, 6));
    let index = read(&folder, "index.html");
    assert!(index.contains("No samples were read"));
    assert!(index.contains("nobody knows"), "the problems say why");
    assert_eq!(read(&folder, "samples.ndjson"), "");
}

#[test]
fn every_sentence_exists_and_every_state_has_its_own_word() {
    let standards = standards();
    let (folder, _) = run(&wet(&standards), &standards);
    let report = read(&folder, "customers/acme/report.html");
    assert!(!report.contains("⟦report-"), "{:?}", report.split("⟦report-").nth(1).map(|text| text.get(..40)));
    assert!(!read(&folder, "index.html").contains("⟦report-"));
    for state in ["state-flagged", "state-no_limit", "state-not_tested", "state-unreadable"] {
        assert!(report.contains(&format!("class=\"state {state}\"")), "{state}");
    }
    assert!(!report.contains("class=\"value value-within\">0.31"), "a flagged value is never shown as within");
}

#[test]
fn a_report_that_cannot_be_put_in_place_leaves_the_old_one() {
    let standards = standards();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("customers"), "a file where a folder must go").unwrap();
    fs::write(folder.path().join("index.html"), "old").unwrap();
    let samples = wet(&standards);
    let analyses = analyse(histories(&samples, &standards), &standards);
    let error = report(folder.path(), &standards, &analyses).unwrap_err();
    assert!(error.to_string().contains("customers"), "{error}");
    assert_eq!(fs::read_to_string(folder.path().join("index.html")).unwrap(), "old");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn a_report_holds_nothing_of_another_customer() {
    let standards = standards();
    let mut samples = wet(&standards);
    samples.push(sample(&standards, "Zeta Mills", "Secret mill", "2026-03-01", &[("water", "0.4")]));
    let (folder, written) = run(&samples, &standards);
    assert_eq!(written.customers, 2);
    let report = read(&folder, "customers/acme/report.html");
    assert!(!report.contains("Zeta") && !report.contains("Secret"));
    let index = read(&folder, "index.html");
    assert!(index.contains("customers&#x2f;zeta-mills&#x2f;report.html#secret-mill"));
}

#[test]
fn a_day_and_a_night_is_kept_and_a_minute_more_is_late() {
    let standards = standards();
    let at = |text: &str| {
        let local: NaiveDateTime = text.parse().unwrap();
        Some(Stamp { local, offset: None, has_time: true })
    };
    let samples: Vec<Sample> = [("a", "07:59:00"), ("b", "08:00:00"), ("c", "08:01:00")]
        .into_iter()
        .map(|(id, time)| Sample {
            sample_id: Arc::from(id),
            received_at: at("2026-01-02T08:00:00"),
            reported_at: at(&format!("2026-01-03T{time}")),
            ..sample(&standards, "ACME", "Press", "2026-01-01", &[("water", "0.02")])
        })
        .collect();
    let (folder, _) = run(&samples, &standards);
    let index = read(&folder, "index.html");
    assert!(index.contains("2 of 3 samples (66.6 %) were reported within 24 hours"), "{index}");
}

#[test]
fn a_good_delivery_does_not_hide_the_bad_lot_before_it() {
    let standards = {
        let mut standards = standards();
        let grade = fixture::document(&mut standards, "Grade", DocumentKind::Grade, "hydraulic");
        fixture::limit(&mut standards, grade, Some("L-HM 46"), "kv_40c", Compare::Within(41.4, 50.6));
        standards
    };
    let delivery = |on: &str, lot: &str, viscosity: &str| Sample {
        kind: SampleKind::New,
        lot: Some(Arc::from(lot)),
        grade: Some(Arc::from("L-HM 46")),
        ..sample(&standards, "ACME", "Tank", on, &[("kv_40c", viscosity)])
    };
    let samples = [
        delivery("2026-01-01", "L1", "41.39"),
        delivery("2026-02-01", "L2", "41.4"),
        delivery("2026-03-01", "L2", "46"),
    ];
    let analyses = analyse(histories(&samples, &standards), &standards);
    assert_eq!(analyses[0].samples[0].axes.overall(), Severity::Abnormal);
    let (folder, _) = run(&samples, &standards);
    let report = read(&folder, "customers/acme/report.html");
    assert!(report.contains("1 of 1 deliveries outside their grade"));
    assert!(report.contains("0 of 2 deliveries outside their grade"));
    assert!(report.contains("worst delivery of the last 12 months, sample 2026-01-01"));
}

#[test]
fn a_page_stays_readable_with_more_points_than_anybody_reads() {
    let standards = standards();
    let samples: Vec<Sample> = (0..152)
        .map(|number| sample(&standards, "ACME", &format!("M{number:03}"), "2026-01-01", &[("water", "0.02")]))
        .collect();
    let (folder, _) = run(&samples, &standards);
    let report = read(&folder, "customers/acme/report.html");
    assert_eq!(report.matches("<section class=\"machine").count(), 150);
    assert!(report.contains("M151") && report.contains("2 more sampling points"));
}
