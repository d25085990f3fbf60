//! The rules of ARCHITECTURE.md that a machine can hold.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may panic and read the repository"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The stages, leftmost first. A module imports only from modules to its left.
const ORDER: [&str; 12] =
    ["domain", "stats", "standards", "ingest", "history", "findings", "fleet", "plot", "report", "cli", "run", "main"];

/// Lines that a file may have, tests included.
const HARD_LIMIT_LINES: usize = 500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The stage that a file of `src/` belongs to; `lib.rs` belongs to none.
fn stage(file: &Path) -> Option<usize> {
    let inside = file.strip_prefix(root().join("src")).unwrap();
    let first = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
    ORDER.iter().position(|stage| *stage == first)
}

/// The stages that a file's code names, as `crate::stage` or `lubelab::stage`.
fn imports(code: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for prefix in ["crate::", "lubelab::"] {
        for (at, _) in code.match_indices(prefix) {
            let rest = &code[at + prefix.len()..];
            if let Some(list) = rest.strip_prefix('{') {
                let names = list.split('}').next().unwrap();
                found.extend(names.split(',').filter_map(|name| {
                    let name = name.trim().split("::").next().unwrap();
                    ORDER.iter().position(|stage| *stage == name)
                }));
            }
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.extend(ORDER.iter().position(|stage| *stage == name));
        }
    }
    found
}

#[test]
fn a_module_imports_only_from_modules_to_its_left() {
    let mut faults = Vec::new();
    for file in rust_files(&root().join("src")) {
        let Some(own) = stage(&file) else { continue };
        let code = fs::read_to_string(&file).unwrap();
        let code: String =
            code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for other in imports(&code) {
            if other > own {
                faults.push(format!("{} imports {}", file.display(), ORDER[other]));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_folder_and_file_of_src_is_a_stage() {
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let known = stage(&path).is_some() || path.ends_with("lib.rs");
        assert!(known, "{} is no stage of the design", path.display());
    }
}

#[test]
fn no_file_is_longer_than_the_hard_limit() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for file in rust_files(&root().join(folder)) {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            if lines > HARD_LIMIT_LINES {
                faults.push(format!("{}: {lines} lines", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_opens_by_saying_what_it_is_for() {
    for file in rust_files(&root().join("src")) {
        let code = fs::read_to_string(&file).unwrap();
        assert!(code.starts_with("//!"), "{} does not say what it is for", file.display());
    }
}

#[test]
fn nothing_prints_left_of_the_command_line() {
    let printing = ["println!(", "print!(", "eprintln!(", "eprint!("];
    for file in rust_files(&root().join("src")) {
        if file.ends_with("main.rs") {
            continue;
        }
        let code = fs::read_to_string(&file).unwrap();
        for word in printing {
            assert!(!code.contains(word), "{} prints", file.display());
        }
    }
}

#[test]
fn every_path_named_in_the_architecture_exists() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut seen = 0;
    for word in text.split('`').skip(1).step_by(2) {
        let is_path = ["src/", "standards/", "tests/", "benches/", "samples/", "reports/"]
            .iter()
            .any(|folder| word.starts_with(folder));
        if is_path && !word.contains(['*', '<', '{', ' ']) {
            seen += 1;
            assert!(root().join(word).exists(), "ARCHITECTURE.md names {word}, which does not exist");
        }
    }
    assert!(seen > 10, "ARCHITECTURE.md names only {seen} paths");
}

#[test]
fn the_top_level_holds_only_what_the_design_names() {
    let allowed = [
        ".ci",
        ".git",
        ".gitignore",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "build.rs",
        "README.md",
        "benches",
        "clippy.toml",
        "deny.toml",
        "reports",
        "rustfmt.toml",
        "samples",
        "src",
        "standards",
        "target",
        "tests",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(allowed.contains(&name.as_str()), "{name} has no place at the top level");
    }
}
