//! Faults of `comparability.csv` and of the keys that choose a decision rule.

use super::faults::check;
use super::{Standards, tiny};
use crate::domain::{DecisionRule, Rounding};

/// The faults of one row of `comparability.csv` in the tiny folder.
fn faults_of_row(row: &str) -> String {
    let mut files = tiny();
    let head = "property,method,other_property,other_method,relation,note,source,provenance\n";
    files.insert("comparability.csv".to_owned(), format!("{head}{row},,src,single\n").into_bytes());
    match Standards::from_files(&files, "tiny") {
        Ok(_) => String::new(),
        Err(faults) => faults.problems().iter().map(|fault| fault.says.as_str()).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn a_pair_is_two_methods_of_one_property_or_two_properties() {
    for fine in [
        "kv_100c,ASTM D445,kv_100c,GB/T 265,same",
        "kv_100c,ASTM D1,kv_100c,ASTM D2,differs",
        "kv_100c,,water,,differs",
    ] {
        assert_eq!(faults_of_row(fine), "", "{fine}");
    }
    for (row, fault) in [
        ("kv_100c,,kv_100c,GB/T 265,same", "two tests of one property are told apart by their methods"),
        ("kv_100c,,water,,same", "two properties can only differ, whatever the method"),
        ("kv_100c,ASTM D445,water,,differs", "two properties can only differ, whatever the method"),
        ("kv_100c,visual,kv_100c,GB/T 265,same", "\"visual\" is not the name of a method, as ASTM D445"),
        ("kv_100c,,water,,differ", "unknown relation \"differ\", did you mean \"differs\"?"),
    ] {
        assert_eq!(faults_of_row(row), fault, "{row}");
    }
}

#[test]
fn a_document_may_choose_its_decision_rule() {
    let key = "superseded_by = \"GB 11121-2025\"\n";
    check(
        "documents.toml",
        key,
        &format!("{key}decision_rule = \"iso4295\"\n"),
        "documents.toml:24:17 \"decision_rule\": unknown decision rule \"iso4295\", did you mean \"iso4259\"?",
    );
    let mut files = tiny();
    let text = String::from_utf8(files.remove("documents.toml").unwrap()).unwrap();
    let text = text.replacen(key, &format!("{key}decision_rule = \"guard_band\"\nrounding = \"limit_digits\"\n"), 1);
    files.insert("documents.toml".to_owned(), text.into_bytes());
    let standards = Standards::from_files(&files, "tiny").unwrap();
    let chosen: Vec<_> = standards.documents.iter().map(crate::standards::Document::decides_by).collect();
    assert!(chosen.contains(&(DecisionRule::GuardBand, Rounding::LimitDigits)), "{chosen:?}");
    assert!(chosen.contains(&(DecisionRule::Simple, Rounding::Full)), "{chosen:?}");
}
