//! `samples/` must render to exactly `reports/`, whatever the thread count, time zone and language of the machine.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may panic and read"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use support::{Run, lubelab, root};

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(folder: &Path, base: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, base, found);
            } else {
                found.insert(path.strip_prefix(base).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// Whoever ran the main job today has reports as of today: they are compared as of the day they were made.
fn as_of() -> String {
    let text = fs::read_to_string(root().join("reports/run.json")).unwrap();
    let run: serde_json::Value = serde_json::from_str(&text).unwrap();
    run["as_of"].as_str().unwrap().to_owned()
}

fn render(jobs: &str, zone: &str, language: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let out = tempfile::tempdir().unwrap();
    let target = out.path().join("reports");
    let mut command = lubelab();
    command.args(["run", "samples", "--as-of", &as_of(), "--jobs", jobs, "--out"]).arg(&target);
    command.env("TZ", zone).env("LANG", language).env("LC_ALL", language);
    let run = Run::from(command.output().unwrap());
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    files(&target)
}

fn assert_same(left: &BTreeMap<PathBuf, Vec<u8>>, right: &BTreeMap<PathBuf, Vec<u8>>, what: &str) {
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(left), names(right), "{what}: not the same files");
    for (name, bytes) in left {
        assert!(right[name] == *bytes, "{what}: {} differs", name.display());
    }
}

#[test]
fn the_samples_render_to_exactly_the_committed_reports() {
    let committed = files(&root().join("reports"));
    let rendered = render("2", "UTC", "C");
    assert_same(&rendered, &committed, "run `cargo run --release -- run samples --as-of DATE` and read the diff");
}

#[test]
fn threads_time_zone_and_language_do_not_change_a_byte() {
    let one = render("1", "UTC", "C");
    assert_same(&one, &render("8", "Asia/Shanghai", "zh_CN.UTF-8"), "8 threads in Shanghai");
    assert_same(&one, &render("2", "America/St_Johns", "tr_TR.UTF-8"), "2 threads in St. John's, Turkish");
}
