//! The layouts of the wild: every trap has its case, every ready profile is tried, and a draft profile is a profile.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may panic and read"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lubelab::domain::ProblemCode;
use lubelab::standards::{Catalog, Standards};
use support::{Run, lubelab, root, write};

/// Traps of the project's list of export formats.
const TRAPS: usize = 32;

/// A laboratory's export that no profile knows: title row, semicolons, decimal commas, day first; `P` is beside other
/// elements, `Hours` misspelt, water by volume, one column without meaning, one without cells.
const STRANGE: &str = "Bericht Mai;;;;;;;;;;\n\
    Sample ID;Unit ID;Sampling Date;Fe (ppm);Cu (ppm);Si (ppm);P;Water (Vol%);Hours on Oyl;Zustand \"neu\";Leer\n\
    X-1;Mill 1;30/04/2026;12,5;3;6;280,5;0,05;400;gut;\n\
    X-2;Mill 1;02/05/2026;13;3,1;6;281;<0,1;900;gut;\n";

fn folders() -> Vec<String> {
    let entries = fs::read_dir(root().join("tests/cases")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn every_trap_has_a_case_that_says_what_it_is() {
    let folders = folders();
    for number in 1..=TRAPS {
        let beginning = format!("trap-{number:02}-");
        let folder = folders.iter().find(|name| name.starts_with(&beginning)).expect(&beginning);
        let case = root().join("tests/cases").join(folder);
        assert!(fs::read_to_string(case.join("README.md")).unwrap().len() > 100, "{folder}");
        assert!(fs::read_dir(&case).unwrap().count() >= 3, "{folder} has no input");
    }
}

#[test]
fn every_ready_profile_reads_a_file_of_some_case() {
    let mut used = BTreeSet::new();
    for folder in folders() {
        let expected = fs::read_to_string(root().join("tests/cases").join(folder).join("expect.txt")).unwrap();
        let profile = |line: &str| Some(line.strip_prefix("file ")?.split_once(" (")?.1.split_once("):")?.0.to_owned());
        used.extend(expected.lines().filter_map(profile));
    }
    for lab in Standards::built_in().unwrap().labs {
        // Its case is a real file, which is not ours to copy.
        if &*lab.name != "mobile-fleet" {
            assert!(used.contains(&*lab.name), "no case is read through labs/{}.toml", lab.name);
        }
    }
}

#[test]
fn every_problem_code_is_explained_with_what_to_do() {
    let standards = Standards::built_in().unwrap();
    let catalog = Catalog::new(&standards, "en").unwrap();
    for code in ProblemCode::ALL {
        for id in [format!("problem-{code}"), format!("problem-{code}.do")] {
            assert!(catalog.has(&id), "{id} has no text");
        }
        let text = lubelab::cli::explain(code.id(), &standards, &catalog).unwrap();
        assert!(text.starts_with(code.id()) && text.lines().count() >= 3 && !text.contains('⟦'), "{text}");
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { write(&target, &fs::read_to_string(&path).unwrap()) }
    }
}

fn go(folder: &Path, args: &[&str]) -> Run {
    lubelab().current_dir(folder).args(args).output().unwrap().into()
}

#[test]
fn a_draft_is_a_profile_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    // Without the title row: headings elsewhere than in row 1 are a matter of reading, not of the draft.
    let text = STRANGE.split_once('\n').unwrap().1;
    write(&at("strange.csv"), text);
    copy(&root().join("standards"), &at("standards"));
    let drafted = go(folder.path(), &["profile", "strange.csv", "--out", "standards/labs/strange.toml"]);
    assert_eq!((drafted.code, drafted.out.as_str(), drafted.err.as_str()), (0, "", ""));
    let checked = go(folder.path(), &["standards", "check"]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    let run = go(folder.path(), &["check", "strange.csv", "--as-of", "2026-11-21"]);
    assert!(run.out.contains("strange.csv: 2 rows, 2 samples, 0 rejected, 0 cells lost (strange)"), "{}", run.out);
    // What the draft left to a person is told, never dropped.
    for heading in ["Water (Vol%)", "Hours on Oyl", "Zustand \"neu\""] {
        let told = format!("\"{heading}\": the layout profile does not know this heading");
        assert!(run.out.contains(&told), "{told} is not in\n{}", run.out);
    }
    let again = go(folder.path(), &["profile", "strange.csv", "--out", "standards/labs/strange.toml"]);
    assert_eq!(again.code, 2, "a profile that a person has worked on is not overwritten: {}", again.err);
}

#[test]
fn a_draft_reads_again_what_it_was_drafted_from() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    // Title row, and in an encoding that no known word betrays: only the profile can tell it.
    let text = STRANGE.replace("Bericht Mai", "Werkstoffprüfung").replace("Mill 1", "Mühle 1");
    let bytes: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    fs::write(at("strange.csv"), bytes).unwrap();
    copy(&root().join("standards"), &at("standards"));
    let check = || go(folder.path(), &["check", "strange.csv", "--as-of", "2026-11-21"]);
    assert!(check().out.contains("bad-encoding"), "{}", check().out);
    let draft = ["profile", "strange.csv", "--encoding", "windows-1252", "--out", "standards/labs/strange.toml"];
    assert_eq!(go(folder.path(), &draft).code, 0);
    let drafted = fs::read_to_string(at("standards/labs/strange.toml")).unwrap();
    assert!(drafted.contains("encoding = \"windows-1252\"\n") && drafted.contains("heading_row = 2\n"), "{drafted}");
    let read = check().out;
    assert!(read.contains("strange.csv: 3 rows, 2 samples, 0 rejected, 0 cells lost (strange)"), "{read}");
    // The same headings further up: read all the same, and told.
    fs::write(at("strange.csv"), text.split_once('\n').unwrap().1).unwrap();
    let read = check().out;
    assert!(read.contains("2 samples, 0 rejected, 0 cells lost (strange)"), "{read}");
    assert!(
        read.contains("strange.csv:1: the headings stand here, and the layout profile strange says row 2"),
        "{read}"
    );
}

#[test]
fn a_draft_says_what_it_knows_and_asks_what_it_does_not() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("strange.csv"), STRANGE);
    let draft = go(folder.path(), &["profile", "strange.csv"]);
    assert_eq!(draft.code, 0, "{}", draft.err);
    for words in [
        "heading_row = 2\n",
        "delimiter = \";\"\n",
        "decimal = \",\"\n",
        "date_formats = [\"%d/%m/%Y\"]\n",
        "\"Leer\" = \"no cell of it was filled\"\n",
        "heading = \"Unit ID\"\ncontext = \"machine\"\n",
        "heading = \"Fe (ppm)\"\nproperty = \"fe\"\nunit = \"mg/kg\"  # the unit stands in the heading\n",
        "heading = \"P\"\nproperty = \"p\"\nunit = \"mg/kg\"  # assumed: ",
        "# ? \"Water (Vol%)\": %{v/v} does not convert into %{m/m}",
        "the nearest known is hours on oil.\n# [[column]]\n# heading = \"Hours on Oyl\"\n",
        "# heading = \"Zustand \\\"neu\\\"\"\n",
    ] {
        assert!(draft.out.contains(words), "{words:?} is not in\n{}", draft.out);
    }
    let either = "Sample ID;Unit ID;Sampling Date;Fe (ppm)\n1;M;02/03/2026;1.234\n";
    write(&folder.path().join("either.csv"), either);
    let draft = go(folder.path(), &["profile", "either.csv"]).out;
    assert!(draft.contains("can be read as %d/%m/%Y or %m/%d/%Y") && draft.contains("# decimal = "), "{draft}");
    let settled = go(folder.path(), &["profile", "either.csv", "--dates", "mdy", "--decimal", "comma"]).out;
    assert!(settled.contains("date_formats = [\"%m/%d/%Y\"]\n") && settled.contains("decimal = \",\"\n"), "{settled}");
}

#[test]
fn the_switches_settle_what_cells_leave_open() {
    let folder = tempfile::tempdir().unwrap();
    let text = "sample_id;machine;sampled_on;ca [mg/kg]\n1;M;02/03/2026;1.234\n";
    write(&folder.path().join("a.csv"), text);
    let check = |more: &[&str]| {
        let all = [&["check", "a.csv", "--output-format", "json", "--as-of", "2026-11-21"], more].concat();
        let run = go(folder.path(), &all);
        let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(told["balances"], true, "{told}");
        (run.code, told["problems"].as_array().unwrap().len(), told["ledger"]["cells_taken"].as_u64().unwrap())
    };
    assert_eq!(check(&["--dates", "dmy", "--decimal", "point"]), (0, 0, 4));
    assert_eq!(check(&["--dates", "dmy"]), (1, 1, 3));
}

#[test]
fn check_tells_each_file_its_problems_and_an_account_of_all() {
    let folder = tempfile::tempdir().unwrap();
    let heading = "sample_id,machine,sampled_on,fe [mg/kg]";
    write(&folder.path().join("a.csv"), &format!("{heading}\n1,M,2026-05-01,12\n"));
    write(&folder.path().join("b.csv"), &format!("{heading},\u{1b}[31mred\n2,M,2026-05-01,1O,x\n,M,2026-05-01,3,\n"));
    let run = go(folder.path(), &["check", "b.csv", "a.csv", "--as-of", "2026-11-21"]);
    assert_eq!(run.code, 1, "{}", run.out);
    let lines: Vec<&str> = run.out.lines().collect();
    let expect = [
        "b.csv: 2 rows, 1 samples, 1 rejected, 1 cells lost (own form)",
        "  b.csv:1:5 \"\u{fffd}[31mred\": this heading is not known [unknown-column]",
        "  b.csv:2:4 \"fe [mg/kg]\": fe: \"1O\" is not a number [not-a-number]",
        "  b.csv:3:1 \"sample_id\": sample_id is missing; without it a row is no sample [missing-cell]",
        "a.csv: 1 rows, 1 samples, 0 rejected, 0 cells lost (own form)",
        "rows:  3 read = 2 samples + 1 rejected (1 missing-cell) + 0 skipped",
        "cells: 14 read = 7 taken + 0 empty + 0 not tested + 1 lost (1 not-a-number) + 6 skipped (5 row, 1 unknown-column)",
    ];
    assert_eq!(lines.get(..expect.len()), Some(&expect[..]), "{}", run.out);
    assert!(run.out.contains("\n1 not-a-number: Compare with"), "{}", run.out);
    let told = go(folder.path(), &["check", "b.csv", "--output-format", "json", "--as-of", "2026-11-21"]).out;
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let problem = &told["problems"][1];
    assert_eq!((&problem["row"], &problem["column"]), (&2.into(), &4.into()));
    assert_eq!((&problem["code"], &problem["heading"]), (&"not-a-number".into(), &"fe [mg/kg]".into()));
    assert_eq!(told["balances"], true);
}
