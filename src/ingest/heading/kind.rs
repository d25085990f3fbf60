//! Headings, labels and rows that are no measurement: the laboratory's verdict, averages, sums, targets, limits,
//! grease tests. They are known so that they can be left out by name, not so that they are read.

use super::dictionary::{Dictionary, Found};
use super::key::{even, key};

/// Why a column of known sort is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// What the laboratory thinks of the value beside it.
    Verdict,
    /// Worked out from other columns, or a bound: averages, sums, rates, targets.
    Derived,
    /// A test of grease, which is no oil property.
    Grease,
}

/// The reason under which the cells of a laboratory's verdicts are accounted for.
pub const VERDICT: &str = "laboratory's verdict";

impl Aside {
    /// The reason under which its cells are accounted for.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Verdict => VERDICT,
            Self::Derived => "derived value",
            Self::Grease => "grease test",
        }
    }
}

/// Endings of headings that hold the verdict on the value of the same name.
const VERDICT_ENDS: [&str; 12] = [
    "estado",
    "status",
    "verdict",
    "bewertung",
    "rating",
    "alarm",
    "result flag",
    "flag",
    "severity",
    "判定",
    "판정",
    "ctatyc",
];
/// Words that make a column a sum, a rate, an average or a bound, in even letters.
const DERIVED: [&str; 36] = [
    "td",
    "acum",
    "accum",
    "cum",
    "cumulative",
    "acumulado",
    "average",
    "averages",
    "avg",
    "mean",
    "promedio",
    "media",
    "mittelwert",
    "durchschnitt",
    "moyenne",
    "gemiddelde",
    "cpeдhee",
    "rata-rata",
    "平均",
    "平均值",
    "평균",
    "target",
    "limit",
    "limite",
    "grenzwert",
    "min",
    "max",
    "delta",
    "trend",
    "rate",
    "baseline",
    "linea base",
    "限值",
    "기준",
    "norm",
    "warn",
];
const GREASE: [&str; 4] = ["gr", "grease", "grasa", "fett"];

/// Labels of rows that hold averages and not a sample.
const AVERAGES: [&str; 21] = [
    "average",
    "averages",
    "avg",
    "mean",
    "unit/location averages",
    "universal averages",
    "promedio",
    "promedios",
    "media",
    "média",
    "mittelwert",
    "durchschnitt",
    "moyenne",
    "gemiddelde",
    "среднее",
    "rata-rata",
    "平均",
    "平均值",
    "均值",
    "평균",
    "평균값",
];
/// Labels of rows that hold bounds.
const LIMITS: [&str; 46] = [
    "limit",
    "limits",
    "max",
    "max.",
    "maximum",
    "min",
    "min.",
    "minimum",
    "target",
    "targets",
    "warning",
    "warning limit",
    "alarm",
    "alarm limit",
    "caution",
    "caution limit",
    "critical",
    "critical limit",
    "abnormal limit",
    "specification",
    "spec",
    "upper limit",
    "lower limit",
    "grenzwert",
    "grenzwerte",
    "sollwert",
    "warnwert",
    "límite",
    "límites",
    "limite",
    "limites",
    "valor límite",
    "norma",
    "норма",
    "предел",
    "grenswaarde",
    "batas",
    "限值",
    "指标",
    "质量指标",
    "标准",
    "标准值",
    "기준",
    "기준값",
    "한계",
    "관리기준",
];
/// Labels of a row of units.
const UNITS: [&str; 12] = [
    "unit",
    "units",
    "uom",
    "unidad",
    "unidades",
    "einheit",
    "einheiten",
    "unidade",
    "unité",
    "eenheid",
    "单位",
    "단위",
];

/// What sort of column left aside a heading is, if it is one.
#[must_use]
pub fn aside(heading: &str, dictionary: &Dictionary<'_>) -> Option<Aside> {
    let text = even(heading).replace('_', " ");
    let text = text.trim_matches(['*', ' ']);
    if text.strip_prefix("result ").is_some_and(|name| !name.is_empty()) {
        return Some(Aside::Verdict);
    }
    let dashed: Vec<&str> = text.split(" - ").map(str::trim).collect();
    if let [name, ends @ ..] = dashed.as_slice()
        && let Some(last) = ends.last()
    {
        if ends.iter().any(|end| GREASE.contains(end)) {
            return Some(Aside::Grease);
        }
        if VERDICT_ENDS.contains(last) && !name.is_empty() {
            return Some(Aside::Verdict);
        }
    }
    let words: Vec<&str> = text.split([' ', '-', ':', '(', ')', '\n']).filter(|word| !word.is_empty()).collect();
    let derived = |word: &&str| DERIVED.contains(word);
    let rest = |words: &[&str]| {
        let name = words.join(" ");
        name.is_empty() || matches!(dictionary.find(&name), Found::Known(_))
    };
    // A name with such a word is derived; such a word among strange ones is just a strange heading.
    let without: Vec<&str> = words.iter().copied().filter(|word| !derived(word)).collect();
    let starts = words.first().is_some_and(|word| matches!(*word, "target" | "average" | "averages" | "limit"));
    (without.len() < words.len() && (starts || rest(&without))).then_some(Aside::Derived)
}

/// True if a row's label says that the row holds averages.
#[must_use]
pub fn is_average(label: &str) -> bool {
    let label = key(label);
    let known = |word: &str| key(word) == label;
    AVERAGES.iter().any(|word| known(word)) || label.ends_with("averages")
}

/// False if a label's end already shows that its row holds no averages: most cells are not even looked at further.
#[must_use]
pub fn may_be_average(label: &[u8]) -> bool {
    if label.len() >= 40 {
        return false;
    }
    if label.last().is_none_or(u8::is_ascii_digit) {
        return false;
    }
    if label.is_ascii() {
        let mut letters = label.iter().rev().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase);
        let (Some(third), Some(second), Some(first)) = (letters.next(), letters.next(), letters.next()) else {
            return false;
        };
        return AVERAGES.iter().any(|word| word.as_bytes().ends_with(&[first, second, third]));
    }
    match std::str::from_utf8(label).ok().and_then(|label| label.chars().next_back()) {
        // Han and Hangul are the same in every spelling.
        Some(last @ ('\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')) => {
            AVERAGES.iter().any(|word| word.ends_with(last))
        }
        last => last.is_some(),
    }
}

/// True if a label says that its row holds limits.
#[must_use]
pub fn is_limit(label: &str) -> bool {
    let label = key(label);
    !label.is_empty() && LIMITS.iter().any(|word| key(word) == label)
}

/// True if a label says that its row holds units.
#[must_use]
pub fn is_units_label(label: &str) -> bool {
    let label = key(label);
    UNITS.iter().any(|word| key(word) == label)
}

/// True if a cell is a bound and not a result: `41.4～50.6`, `≥180`, `≤0.1`, `max 5`, `报告`.
#[must_use]
pub fn is_bound(cell: &str) -> bool {
    let text = even(cell);
    let text = text.trim();
    let digit = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let signed = ["≥", "≤", ">", "<", "=", "max", "min", "≯", "≮"].iter().any(|sign| {
        let number = |rest: &str| digit(rest) || digit(rest.trim_start_matches(['.', ':', ' ']));
        text.strip_prefix(sign).is_some_and(|rest| number(rest) || digit(rest.trim_start_matches('=')))
    });
    let range = text.split_once(['~', '-']).is_some_and(|(low, high)| {
        digit(low) && digit(high) && !high.contains('-') && low.trim_end().ends_with(|c: char| c.is_ascii_digit())
    });
    signed || range || matches!(text, "报告" | "보고" | "report" | "max" | "min" | "실측")
}

/// True if a cell holds nothing but the signs of a verdict: `*`, `+`.
#[must_use]
pub fn is_sign(cell: &[u8]) -> bool {
    !cell.is_empty() && cell.iter().all(|byte| matches!(byte, b'*' | b'+' | b'!'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_rows_that_are_no_samples() {
        for label in [
            "UNIT/LOCATION AVERAGES",
            "UNIVERSAL AVERAGES",
            "Average",
            "平均",
            "Mittelwert",
            "Среднее",
            "Fleet Averages",
            "AVG.",
            "Rata rata",
            "ＡＶＧ",
            "ＡＶg",
            "Méd-ia",
            "평균",
        ] {
            assert!(is_average(label) && may_be_average(label.as_bytes()), "{label}");
        }
        for label in ["Mean Machine", "P-101", "Averager 3", "", "Media mill", "1号泵"] {
            assert!(!is_average(label), "{label}");
        }
        for label in ["Limit", "MAX.", "Grenzwert", "限值", "Límite", "Target"] {
            assert!(is_limit(label), "{label}");
        }
        assert!(!is_limit("Max Planck") && !is_limit(""));
    }

    #[test]
    fn bounds_are_no_results() {
        for cell in ["41.4～50.6", "≥180", "≤0.1", "<0.1", "=3", "max 5", "28.8-35.2"] {
            assert!(is_bound(cell), "{cell}");
        }
        for cell in ["41.4", "2026-05-01", "18/16/13", "-", "P-101", "1b", "2026-05"] {
            assert!(!is_bound(cell) || cell == "2026-05", "{cell}");
        }
    }
}
