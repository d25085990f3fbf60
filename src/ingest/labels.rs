//! The words of `labels.csv` made ready for looking up: is a row one of averages, a column one of verdicts, a name one
//! of new oil? Most cells of a file are asked, so that what no word can be is told by its first or last letter.

use std::collections::BTreeSet;

use crate::domain::{SampleKind, fold};
use crate::standards::Standards;
use crate::standards::label::Label;

use super::heading::{even, key};

/// No label of a row of averages is longer.
const MOST_LABEL_BYTES: usize = 40;

/// No word for new oil is longer.
const MOST_KIND_BYTES: usize = 64;

/// The words, each as it is compared.
#[derive(Debug, Default)]
pub struct Labels {
    averages: BTreeSet<String>,
    /// The last three letters of words of ASCII letters.
    average_ends: BTreeSet<[u8; 3]>,
    /// The last letters of Han and Hangul words.
    average_last: BTreeSet<char>,
    limits: BTreeSet<String>,
    units: BTreeSet<String>,
    limit_columns: BTreeSet<String>,
    derived: BTreeSet<String>,
    unit_headings: Vec<String>,
    verdict_endings: BTreeSet<String>,
    verdict_beginnings: Vec<String>,
    grease_endings: BTreeSet<String>,
    kinds: Vec<(String, SampleKind)>,
    clear_kinds: Vec<(String, SampleKind)>,
    /// The first letters of those.
    kind_letters: BTreeSet<char>,
}

impl Labels {
    /// Makes the words of the standards ready.
    #[must_use]
    pub fn new(standards: &Standards) -> Self {
        let words = |label: Label| standards.labels.get(&label).into_iter().flatten();
        let keys = |label| words(label).map(|word| key(word)).filter(|key| !key.is_empty()).collect::<BTreeSet<_>>();
        let evened = |label| words(label).map(|word| even(word));
        let mut labels = Self {
            averages: keys(Label::AverageRow),
            limits: keys(Label::LimitRow),
            units: keys(Label::UnitRow),
            limit_columns: words(Label::LimitColumn).map(|word| fold(word)).collect(),
            derived: evened(Label::DerivedHeading).collect(),
            unit_headings: evened(Label::UnitHeading).collect(),
            verdict_endings: evened(Label::VerdictEnding).collect(),
            verdict_beginnings: evened(Label::VerdictBeginning).collect(),
            grease_endings: evened(Label::GreaseEnding).collect(),
            ..Self::default()
        };
        for word in words(Label::AverageRow) {
            match word.as_bytes() {
                bytes if bytes.is_ascii() => labels.average_ends.extend(last_three(bytes)),
                _ => labels.average_last.extend(word.chars().next_back()),
            }
        }
        for kind in [SampleKind::New, SampleKind::Reference, SampleKind::InService] {
            let folded = |label| words(label).map(|word| (fold(word), kind)).collect::<Vec<_>>();
            labels.kinds.extend(folded(Label::Kind(kind)));
            labels.clear_kinds.extend(folded(Label::KindAnywhere(kind)));
        }
        labels.kind_letters = labels.clear_kinds.iter().filter_map(|(word, _)| word.chars().next()).collect();
        labels
    }

    /// True if a row's label says that the row holds averages.
    #[must_use]
    pub fn is_average(&self, label: &[u8]) -> bool {
        self.may_be_average(label)
            && std::str::from_utf8(label).is_ok_and(|label| {
                let label = key(label);
                self.averages.contains(&label) || label.ends_with("averages")
            })
    }

    /// False if a label's end already shows that its row holds no averages.
    fn may_be_average(&self, label: &[u8]) -> bool {
        if label.len() >= MOST_LABEL_BYTES || label.last().is_none_or(u8::is_ascii_digit) {
            return false;
        }
        if label.is_ascii() {
            return last_three(label).is_some_and(|end| self.average_ends.contains(&end));
        }
        match std::str::from_utf8(label).ok().and_then(|label| label.chars().next_back()) {
            // Han and Hangul are the same in every spelling.
            Some(last @ ('\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')) => self.average_last.contains(&last),
            last => last.is_some(),
        }
    }

    /// True if a label says that its row holds limits.
    #[must_use]
    pub fn is_limit(&self, label: &str) -> bool {
        self.limits.contains(&key(label))
    }

    /// True if a label says that its row holds units.
    #[must_use]
    pub fn is_units_label(&self, label: &str) -> bool {
        self.units.contains(&key(label))
    }

    /// True if a cell says that its column, where a column is a sample, holds averages or limits.
    #[must_use]
    pub fn is_no_sample(&self, cell: &[u8]) -> bool {
        let text = fold(&String::from_utf8_lossy(cell));
        let mut words = text.split(|letter: char| !letter.is_alphanumeric());
        self.limit_columns.contains(&text)
            || self.is_average(text.as_bytes())
            || words.any(|word| matches!(word, "average" | "averages"))
    }

    /// True if a word of a heading, evened, makes it a sum, a rate, an average or a bound.
    #[must_use]
    pub fn is_derived(&self, word: &str) -> bool {
        self.derived.contains(word)
    }

    /// True if what stands behind a dash of a heading, evened, says that the column holds verdicts.
    #[must_use]
    pub fn is_verdict_ending(&self, ending: &str) -> bool {
        self.verdict_endings.contains(ending)
    }

    /// What a heading, evened, is the verdict on by its beginning.
    #[must_use]
    pub fn verdict_beginning<'t>(&self, heading: &'t str) -> Option<&'t str> {
        let rest = |word: &String| heading.strip_prefix(word.as_str())?.strip_prefix(' ');
        self.verdict_beginnings.iter().find_map(rest).filter(|rest| !rest.is_empty())
    }

    /// True if what stands behind a dash of a heading, evened, says that grease was tested.
    #[must_use]
    pub fn is_grease(&self, ending: &str) -> bool {
        self.grease_endings.contains(ending)
    }

    /// What is left of the heading of a column of units without the word for it; `None` if it is none. `""` stands for
    /// all amounts of the table.
    #[must_use]
    pub fn subject_of_units(&self, heading: &str) -> Option<String> {
        let text = even(heading).replace('_', " ");
        let text = text.trim();
        self.unit_headings.iter().find_map(|word| {
            let rest = text.strip_prefix(word).or_else(|| text.strip_suffix(word))?;
            let apart = rest.is_empty() || rest.starts_with(' ') || rest.ends_with(' ');
            apart.then(|| key(rest))
        })
    }

    /// The kind of sample that a cell of the column for it says.
    #[must_use]
    pub fn kind_of_word(&self, text: &str) -> Option<SampleKind> {
        let folded = fold(text);
        let listed = self.kinds.iter().chain(&self.clear_kinds).find(|(word, _)| *word == folded);
        listed.map(|(_, kind)| *kind).or_else(|| SampleKind::from_id(&folded.replace([' ', '-'], "_")))
    }

    /// The kind that a machine's, component's or sampling point's name says, if it can mean nothing else.
    #[must_use]
    pub fn kind_of_name(&self, text: &str) -> Option<SampleKind> {
        if text.len() > MOST_KIND_BYTES {
            return None;
        }
        let first = text.trim_start().chars().next()?;
        // A letter that has another form when folded may be any.
        let lower = if first.is_ascii() { first.to_ascii_lowercase() } else { first };
        let plain = first.is_ascii() || lower.to_lowercase().eq([lower]) && !('\u{ff01}'..='\u{ff5e}').contains(&lower);
        if plain && !self.kind_letters.contains(&lower) {
            return None;
        }
        let folded = fold(text);
        self.clear_kinds.iter().find(|(word, _)| *word == folded).map(|(_, kind)| *kind)
    }
}

/// The last three letters of a label of ASCII, in small letters.
fn last_three(label: &[u8]) -> Option<[u8; 3]> {
    let mut letters = label.iter().rev().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase);
    let (third, second, first) = (letters.next()?, letters.next()?, letters.next()?);
    Some([first, second, third])
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::*;

    fn labels() -> &'static Labels {
        static LABELS: OnceLock<Labels> = OnceLock::new();
        LABELS.get_or_init(|| Standards::built_in().map(|known| Labels::new(&known)).unwrap_or_default())
    }

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
            assert!(labels().is_average(label.as_bytes()), "{label}");
        }
        for label in ["Mean Machine", "P-101", "Averager 3", "", "Media mill", "1号泵"] {
            assert!(!labels().is_average(label.as_bytes()), "{label}");
        }
        for label in ["Limit", "MAX.", "Grenzwert", "限值", "Límite", "Target"] {
            assert!(labels().is_limit(label), "{label}");
        }
        assert!(!labels().is_limit("Max Planck") && !labels().is_limit(""));
    }

    #[test]
    fn words_for_new_oil_are_known_in_many_languages() {
        for word in ["new", "Fresh", "FRISCHÖL", "Aceite  nuevo", "新油", "신유", "NEW OIL"] {
            assert_eq!(labels().kind_of_word(word), Some(SampleKind::New), "{word}");
        }
        for word in ["baseline", "Línea base", "linea_base", "reference"] {
            assert_eq!(labels().kind_of_word(word), Some(SampleKind::Reference), "{word}");
        }
        assert_eq!(
            (labels().kind_of_word("In service"), labels().kind_of_word("used?")),
            (Some(SampleKind::InService), None)
        );
    }

    #[test]
    fn a_name_is_no_kind_unless_it_can_mean_nothing_else() {
        assert_eq!(
            (labels().kind_of_name("Frischöl"), labels().kind_of_name("New oil")),
            (Some(SampleKind::New), Some(SampleKind::New))
        );
        for name in ["New", "Press 1", "New oil tank", "used oil", "Reference", "Ölpumpe"] {
            assert_eq!(labels().kind_of_name(name), None, "{name}");
        }
    }
}
