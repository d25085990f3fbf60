//! Test methods in headings: `ASTM D 5185-18`, `GB/T 265`, `ILT-096`, and the instruments that stand for one.

/// Bodies whose numbers are methods, in even letters (Cyrillic `гост` has two letters that look Latin).
const BODIES: [&str; 30] = [
    "astm", "iso", "din", "en", "ip", "gb/t", "gb", "sh/t", "nb/sh/t", "dl/t", "jb/t", "sn/t", "jis", "гoct", "gost",
    "ks", "nf", "abnt", "nbr", "iec", "uop", "its", "ilt", "bs", "tap", "mod", "q/sh", "afnor", "une", "ntc",
];

/// Letters that stand between a body and its number.
const LETTERS: [&str; 9] = ["d", "e", "f", "k", "m", "t", "r", "p", "tr"];

/// Instruments and ways of testing that do not change what is measured. Open and closed cup are none: they do.
const INSTRUMENTS: [&str; 22] = [
    "karl fischer",
    "kf",
    "k.f.",
    "k. f.",
    "k.f",
    "ftir",
    "ft-ir",
    "ir",
    "icp",
    "icp-oes",
    "icp-aes",
    "rde",
    "rotrode",
    "xrf",
    "visual",
    "coulometric",
    "potentiometric",
    "titration",
    "karl-fischer",
    "卡尔费休",
    "红外",
    "칼피셔",
];

/// A method that a text begins with: its name without the year, and how many words it takes.
#[must_use]
pub fn at_start(words: &[&str]) -> Option<(String, usize)> {
    let mut name = String::new();
    for (index, word) in words.iter().enumerate() {
        let word = word.trim_matches([',', ':', ';']);
        let inner = BODIES.contains(&word) || (index > 0 && LETTERS.contains(&word));
        if inner {
            push(&mut name, word);
            continue;
        }
        if let Some(number) = number(word).filter(|_| index > 0) {
            push(&mut name, number);
            return Some((tidy(&name), index + 1));
        }
        let (body, digits) = glued(word)?;
        let number = number(digits)?;
        push(&mut name, body);
        push(&mut name, number);
        return Some((tidy(&name), index + 1));
    }
    None
}

/// The method that a whole text is, with the year left out; or the instrument.
#[must_use]
pub fn whole(text: &str) -> Option<String> {
    if INSTRUMENTS.contains(&text) {
        return Some(text.to_uppercase());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let (name, taken) = at_start(&words)?;
    let year = |word: &&str| matches!(word.trim_matches(['(', ')']).len(), 4) && is_number(word);
    words.get(taken..)?.iter().all(|word| year(word) || *word == "mod").then_some(name)
}

/// The instrument that the last words of a text are, and the text before it.
#[must_use]
pub fn instrument_at_end(text: &str) -> Option<(&str, String)> {
    INSTRUMENTS.iter().find_map(|instrument| {
        let name = text.strip_suffix(instrument)?.strip_suffix(' ')?.trim_end();
        let name = name.strip_suffix(" by").unwrap_or(name);
        (!name.is_empty()).then(|| (name, instrument.to_uppercase()))
    })
}

/// `d5185-18` to the letters before the number and the number.
fn glued(word: &str) -> Option<(&str, &str)> {
    let digits = word.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, number) = (word.get(..digits)?, word.get(digits..)?);
    let body = letters.trim_end_matches('-');
    let length = number.chars().take_while(char::is_ascii_digit).count();
    let bare_letter = LETTERS.contains(&body) && matches!(body, "d" | "e") && length >= if body == "d" { 2 } else { 3 };
    let after_body = BODIES.iter().any(|known| {
        body.strip_prefix(known).is_some_and(|rest| rest.is_empty() || LETTERS.contains(&rest.trim_matches('-')))
    });
    (bare_letter || after_body).then_some((body, number))
}

/// A method's number without its year: `5185-18`, `4406:2021`, `265-1988`. A number of the laboratory's own keeps its
/// year, which is part of it (`009/18`).
fn number(word: &str) -> Option<&str> {
    let starts = word.starts_with(|letter: char| letter.is_ascii_digit());
    let legal = word.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | ':' | '.' | '/'));
    if !starts || !legal || word.len() > 14 {
        return None;
    }
    let cut = word.rfind(['-', ':']).filter(|place| {
        let year = word.get(place + 1..).unwrap_or_default();
        let digits = year.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        matches!(digits.len(), 2 | 4) && is_number(digits)
    });
    Some(cut.and_then(|place| word.get(..place)).unwrap_or(word))
}

fn is_number(word: &str) -> bool {
    let word = word.trim_matches(['(', ')']);
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn push(name: &mut String, word: &str) {
    if !name.is_empty() {
        name.push(' ');
    }
    name.push_str(word);
}

/// `astm d 5185` to `ASTM D5185`; `d445` to `ASTM D445`.
fn tidy(name: &str) -> String {
    let mut upper = name.to_uppercase().replace('О', "O");
    for letter in ["D", "E", "K", "M", "F"] {
        upper = upper.replace(&format!(" {letter} "), &format!(" {letter}"));
    }
    for letter in ["D", "E"] {
        if let Some(number) =
            upper.strip_prefix(letter).map(str::trim).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            return format!("ASTM {letter}{number}");
        }
        // ASTMD5185
        if let Some(number) = upper.strip_prefix(&format!("ASTM{letter}")) {
            return format!("ASTM {letter}{}", number.trim());
        }
    }
    upper
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_known_without_its_year() {
        for (text, expect) in [
            ("astm d 5185-18", Some("ASTM D5185")),
            ("astm d5185", Some("ASTM D5185")),
            ("astm d 7279-20", Some("ASTM D7279")),
            ("d445", Some("ASTM D445")),
            ("e2412-23", Some("ASTM E2412")),
            ("iso 4406:2021", Some("ISO 4406")),
            ("din en iso 3104", Some("DIN EN ISO 3104")),
            ("gb/t 265-1988", Some("GB/T 265")),
            ("gb/t265", Some("GB/T 265")),
            ("its 009/18", Some("ITS 009/18")),
            ("ilt-096", Some("ILT 096")),
            ("ip 15", Some("IP 15")),
            ("kf", Some("KF")),
            ("iron", None),
            ("d", None),
            ("iso", None),
            ("iso code", None),
            ("4406", None),
            ("sae 40", None),
        ] {
            assert_eq!(whole(text).as_deref(), expect, "{text}");
        }
    }

    #[test]
    fn a_method_at_the_start_leaves_the_name() {
        assert_eq!(at_start(&["astm", "d", "5185-18", "hierro"]), Some(("ASTM D5185".to_owned(), 3)));
        assert_eq!(at_start(&["hierro", "astm"]), None);
        assert_eq!(instrument_at_end("agua ftir"), Some(("agua", "FTIR".to_owned())));
        assert_eq!(instrument_at_end("ftir"), None);
    }
}
