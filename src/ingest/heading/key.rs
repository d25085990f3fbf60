//! The form in which headings are compared, and the number that many of them carry: 40 °C, 4 µm.
//!
//! Only for matching; the raw heading stays what people see. Weaker than `domain::fold`: it also evens out accents, the
//! kind of bracket and dash, and Cyrillic letters that look Latin, because two of these never tell two columns apart.

use unicode_normalization::UnicodeNormalization;

/// A heading in even letters, with its punctuation and its line breaks still in place.
#[must_use]
pub fn even(text: &str) -> String {
    if text.is_ascii() {
        return one_spaced(&text.to_ascii_lowercase());
    }
    // NFKC would turn the ordinal sign, often typed for the degree sign, into a letter, and the ring into a space.
    let plain = text.chars().map(|letter| if matches!(letter, 'º' | '˚') { '°' } else { letter });
    let lower: String = plain.nfkc().flat_map(char::to_lowercase).collect();
    let letters: String = lower.nfkd().filter(|letter| !is_accent(*letter)).map(alike).nfc().collect();
    one_spaced(&letters.replace('ß', "ss"))
}

/// The text with single blanks, and single line breaks where it has any.
fn one_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = None;
    for letter in text.chars() {
        if matches!(letter, '\n' | '\r') {
            gap = Some('\n');
        } else if letter.is_whitespace() {
            gap = gap.or(Some(' '));
        } else {
            if let Some(gap) = gap.take().filter(|_| !out.is_empty()) {
                out.push(gap);
            }
            out.push(letter);
        }
    }
    out
}

/// Marks above and below letters, and signs that print nothing.
const fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}')
}

/// One letter for all that look or mean the same.
const fn alike(letter: char) -> char {
    match letter {
        'а' => 'a',
        'в' => 'b',
        'е' => 'e',
        'і' => 'i',
        'ј' => 'j',
        'к' => 'k',
        'м' => 'm',
        'н' => 'h',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'ѕ' => 's',
        'т' => 't',
        'у' => 'y',
        'х' => 'x',
        // The micro sign is the Greek letter after NFKC, in capitals too; a keyboard without it has the Latin u.
        'μ' => 'u',
        // Both characters are written for viscosity.
        '黏' => '粘',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '【' | '〔' | '〈' | '《' | '「' => '(',
        '】' | '〕' | '〉' | '》' | '」' => ')',
        '、' => ',',
        '·' | '∙' | '⋅' | '・' => '.',
        other => other,
    }
}

/// A name to look up: the letters, figures and signs that tell names apart, without the spaces between words.
/// Single letters stay apart, so that `S/N` and `S N` are not tin.
#[must_use]
pub fn key(text: &str) -> String {
    let text = even(text);
    let letters: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied().unwrap_or(' ');
    let mut words: Vec<String> = vec![String::new()];
    for (index, letter) in letters.iter().copied().enumerate() {
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let between_digits = before.is_ascii_digit() && after.is_ascii_digit();
        let keep = letter.is_alphanumeric()
            || matches!(letter, '%' | '<' | '>' | '≥' | '≤' | '+' | '/' | '#' | '~' | '&')
            || (letter == '°' && !before.is_ascii_digit() && before != ' ')
            || (matches!(letter, '-' | '.' | ',') && between_digits);
        match words.last_mut() {
            Some(word) if keep => word.push(letter),
            Some(word) if !word.is_empty() => words.push(String::new()),
            _ => {}
        }
    }
    let is_single = |word: &str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let mut joined = String::with_capacity(text.len());
    let mut last_single = false;
    for word in words.iter().filter(|word| !word.is_empty()) {
        let single = is_single(word);
        if single && last_single {
            joined.push(' ');
        }
        joined.push_str(word);
        last_single = single;
    }
    joined
}

/// What kind of number a heading carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    /// Degrees Celsius.
    Celsius,
    /// Degrees Fahrenheit.
    Fahrenheit,
    /// Micrometres.
    Micrometre,
    /// A figure alone, as in `Visc 40`.
    Bare,
}

/// The number of a heading, and the heading without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Kind of number.
    pub scale: Scale,
    /// The number.
    pub number: u32,
    /// Key of the words around it; `at`, `a`, `bei`, `≥` and the like before it are no part of it.
    pub base: String,
}

/// Temperatures that stand alone beside a name without a degree sign.
const BARE: [u32; 7] = [0, 20, 40, 50, 54, 82, 100];

/// Words and signs between a name and its number.
const BEFORE: [&str; 15] =
    ["at", "a", "bei", "bij", "при", "pada", "op", "em", "en", "de", "à", "below", "на", "@", "em"];
const COMPARATORS: [&str; 4] = [">=", ">", "≥", "≧"];

const CELSIUS: [&str; 7] = ["°c", "deg.c", "degc", "degrees c", "deg c", "c", "°"];
const FAHRENHEIT: [&str; 4] = ["°f", "deg f", "degf", "f"];
const MICROMETRES: [&str; 8] = ["um(c)", "um", "microns", "micron", "微米", "mkm", "미크론", "마이크로미터"];

/// Finds the one number of a name. `None` if there is none, or if it is part of a range as in `5-15um`.
#[must_use]
pub fn measure(text: &str) -> Option<Measure> {
    if !text.contains(char::is_numeric) {
        return None;
    }
    let text = even(text);
    let mut found = None;
    let mut at = 0;
    while let Some(start) = text.get(at..)?.find(|letter: char| letter.is_ascii_digit()).map(|place| at + place) {
        let digits = text.get(start..)?;
        let length = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
        let (before, after) = (text.get(..start)?, text.get(start + length..)?);
        at = start + length;
        if let Some((scale, rest)) = scale_of(before, after) {
            let number: u32 = digits.get(..length)?.parse().ok()?;
            // Two numbers with a unit: which of them is meant cannot be told.
            if found.is_some() || is_range(before) || is_range_start(after) {
                return None;
            }
            found = Some((scale, number, before, rest));
        }
    }
    let (scale, number, before, after) = found.or_else(|| bare(&text))?;
    let base = key(&format!("{} {}", without_particles(before), without_suffix(after)));
    Some(Measure { scale, number, base })
}

fn scale_of<'t>(before: &str, after: &'t str) -> Option<(Scale, &'t str)> {
    // 4.5 and 0.1 are parts of a unit.
    if before.ends_with(['.', ',']) && before.trim_end_matches(['.', ',']).ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let trimmed = after.trim_start();
    let units = MICROMETRES
        .iter()
        .map(|unit| (*unit, Scale::Micrometre))
        .chain(CELSIUS.iter().map(|unit| (*unit, Scale::Celsius)))
        .chain(FAHRENHEIT.iter().map(|unit| (*unit, Scale::Fahrenheit)));
    for (unit, scale) in units {
        if let Some(rest) = trimmed.strip_prefix(unit) {
            let ends = rest.chars().next().is_none_or(|next| !next.is_ascii_alphanumeric());
            if ends {
                return Some((scale, rest));
            }
        }
    }
    None
}

/// A figure without sign at the end of a name.
fn bare(text: &str) -> Option<(Scale, u32, &str, &str)> {
    let name = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number: u32 = text.get(name.len()..)?.parse().ok()?;
    let alone = !name.ends_with(['.', ',', '/', ':']) && !is_range(name) && !name.trim_end().ends_with('-');
    (alone && BARE.contains(&number) && !name.chars().any(|letter| letter.is_ascii_digit())).then_some((
        Scale::Bare,
        number,
        name,
        "",
    ))
}

fn is_range(before: &str) -> bool {
    let before = before.trim_end();
    before
        .strip_suffix(['-', '~', '/'])
        .is_some_and(|start| start.trim_end().ends_with(|letter: char| letter.is_ascii_digit()))
        || before.ends_with(['<', '≤'])
}

fn is_range_start(after: &str) -> bool {
    let after = after.trim_start();
    let Some(rest) = after.strip_prefix(['-', '~', '/']) else { return false };
    rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit())
}

fn without_particles(before: &str) -> &str {
    let mut rest = before.trim_end_matches([' ', ',', '(', '[', '_', '-', '\n']);
    for sign in COMPARATORS {
        rest = rest.strip_suffix(sign).unwrap_or(rest).trim_end_matches([' ', ',', '(', '[']);
    }
    for word in BEFORE {
        let word = even(word);
        if let Some(name) = rest.strip_suffix(&word)
            && (word == "@" || name.is_empty() || name.ends_with([' ', ',', '(', '_']))
        {
            return name.trim_end_matches([' ', ',', '(', '_']);
        }
    }
    rest
}

/// "4 µm and above", in the languages that say it behind.
fn without_suffix(after: &str) -> &str {
    let after = after.trim_start_matches([' ', ')', ']']);
    ["이상", "以上", "(c)"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn spellings_of_one_heading_have_one_key() {
        for (left, right) in [
            (" Fe(ppm)", "Fe (PPM)"),
            ("运动黏度（４０℃）", "运动粘度(40°C)"),
            ("Кинематическая вязкость при 40 °С", "кинематическая  вязкость при 40°C"),
            ("N_MUESTRA", "n muestra"),
            ("LIMS Sample ID", "LimsSampleId"),
            ("CONTEO PARTÍCULAS >= 4 ΜM", "conteo particulas >= 4 µm"),
            ("OXIDACIÓN", "Oxidacion"),
            ("Moly.", "moly"),
            ("Са", "Ca"),
        ] {
            assert_eq!(key(left), key(right), "{left} and {right}");
        }
    }

    #[test]
    fn single_letters_do_not_grow_together() {
        for text in ["S/N", "S N", "s.n.", "S-N", "C/O", "N/A"] {
            assert!(!["sn", "co", "na"].contains(&key(text).as_str()), "{text}: {}", key(text));
        }
    }

    #[test]
    fn the_number_of_a_heading_is_found_in_every_spelling() {
        for (text, scale, number, base) in [
            ("Visc@40C", Scale::Celsius, 40, "visc"),
            ("Viscosidad a 100ºC", Scale::Celsius, 100, "viscosidad"),
            ("운동점도(40℃)", Scale::Celsius, 40, "운동점도"),
            ("40℃运动粘度", Scale::Celsius, 40, "运动粘度"),
            ("V100C", Scale::Celsius, 100, "v"),
            ("Visc 40", Scale::Bare, 40, "visc"),
            ("SUS at 210 °F", Scale::Fahrenheit, 210, "sus"),
            ("Particle Count  >4um", Scale::Micrometre, 4, "particlecount"),
            (">= 4 ΜM", Scale::Micrometre, 4, ""),
            ("4微米", Scale::Micrometre, 4, ""),
            ("Particles ≥14 µm(c)", Scale::Micrometre, 14, "particles"),
            ("P_4um", Scale::Micrometre, 4, "p"),
            ("입자 수(6 μm 이상)", Scale::Micrometre, 6, "입자수"),
        ] {
            let base = key(base);
            assert_eq!(measure(text), Some(Measure { scale, number, base }), "{text}");
        }
        for text in ["5-15um", "NAS 5 - 15 µm", "Fe", "Abs/0.1 mm", "< 4um", "ISO 4406", "4/6/14", "DIN 51558"] {
            assert_eq!(measure(text), None, "{text}");
        }
    }

    #[test]
    fn even_letters_stay_even() {
        assert_eq!(even(" Вода\r\n(％) "), "boдa\n(%)");
        let once = even("Óleo ≥ 4 ΜM");
        assert_eq!(even(&once), once);
        assert!(measure(&once).unwrap().base.starts_with("oleo"));
    }
}
