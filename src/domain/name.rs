//! When two spellings are the same name: machines, headings, cell words, grades.
//!
//! Only the form of the letters is evened out. Nothing is merged on a weaker likeness.

use unicode_normalization::UnicodeNormalization;

/// The form in which names are compared: NFKC (full-width letters, `²` and `℃` become plain), lower case, no white
/// space at the ends, single spaces within, the ordinal `º` as the degree sign and the Greek `μ` as the micro sign.
#[must_use]
pub fn fold(text: &str) -> String {
    // NFKC would turn the ordinal sign, often typed for the degree sign, into the letter o.
    let lower = text.replace('º', "°").nfkc().collect::<String>().to_lowercase();
    // Lower-casing can leave letters apart that NFKC joins; the micro sign is a Greek letter to NFKC.
    let even = lower.nfkc().collect::<String>().replace('μ', "µ");
    even.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_name_fold_to_one_form() {
        for (left, right) in [
            ("  Fe   (ppm) ", "fe (ppm)"),
            ("粘度（４０℃）", "粘度(40°c)"),
            ("Visc. 40 ºC", "visc. 40 °C"),
            ("µm", "μm"),
            ("mm²/s", "MM2/S"),
            ("Pump\u{a0}1", "pump 1"),
        ] {
            assert_eq!(fold(left), fold(right), "{left} and {right}");
        }
    }

    #[test]
    fn different_names_stay_different() {
        for (left, right) in [("L-HM 46", "L-HM46"), ("Pump 1", "Pump 11"), ("Fe", "Fe*"), ("KV40", "KV100")] {
            assert_ne!(fold(left), fold(right), "{left} and {right}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,24}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
