//! How much room a text takes, without a font at hand.
//!
//! Widths are estimates on the generous side, in the proportions of Noto Sans: a chart is laid out here and set in
//! whatever face the reader has.

/// The faces of all charts, tried in order.
pub(super) const FONT: &str =
    "\"Noto Sans\", \"Noto Sans CJK SC\", \"Noto Sans KR\", \"Helvetica Neue\", Arial, sans-serif";

/// Estimated width in pixels.
pub(super) fn width(text: &str, size_px: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size_px
}

/// Width of one character in em.
fn em(c: char) -> f64 {
    match c {
        'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '|' | '\'' | '!' | ' ' | '(' | ')' | '[' | ']' => 0.33,
        'f' | 'r' | 't' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.95,
        'A'..='Z' => 0.70,
        '0'..='9' | 'a'..='z' => 0.59,
        '\u{300}'..='\u{36F}' => 0.0,
        // Hangul, kana, Chinese, full-width forms, and everything rarer than those.
        '\u{1100}'.. if !('\u{2000}'..='\u{206F}').contains(&c) => 1.0,
        _ => 0.65,
    }
}

/// The text, cut with `…` if it is wider than `room_px`.
pub(super) fn fit(text: &str, size_px: f64, room_px: f64) -> String {
    if width(text, size_px) <= room_px {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = em('…') * size_px;
    for c in text.chars() {
        used += em(c) * size_px;
        if used > room_px {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// The text, cut in the middle if it is wider than `room_px`: its last word, which is the number, stays.
pub(super) fn fit_keeping_end(text: &str, size_px: f64, room_px: f64) -> String {
    let whole = fit(text, size_px, room_px);
    match text.trim_end().rsplit_once(' ') {
        Some((head, tail)) if whole != text && width(tail, size_px) < room_px / 2.0 => {
            let tail = format!(" {tail}");
            fit(head, size_px, room_px - width(&tail, size_px)) + &tail
        }
        _ => whole,
    }
}

/// The text in at most `lines` lines, broken at spaces and between wide characters.
pub(super) fn wrap(text: &str, size_px: f64, room_px: f64, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && out.len() + 1 < lines {
        let cut = break_at(rest, size_px, room_px);
        let (line, after) = rest.split_at_checked(cut).unwrap_or((rest, ""));
        out.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        out.push(fit(rest, size_px, room_px));
    }
    out
}

/// Byte offset at which the first line ends.
fn break_at(text: &str, size_px: f64, room_px: f64) -> usize {
    let mut used = 0.0;
    let mut last_break = None;
    for (at, c) in text.char_indices() {
        let wide = em(c) >= 1.0;
        if (c == ' ' || wide) && at > 0 {
            last_break = Some(at);
        }
        used += em(c) * size_px;
        if used > room_px {
            // A word longer than the line is broken where the line ends, but never before its first character.
            return last_break.unwrap_or(at.max(c.len_utf8()));
        }
    }
    text.len()
}

/// The text without the characters that XML 1.0 forbids; line breaks and tabs become spaces.
pub(super) fn clean(text: &str) -> String {
    let spaced = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
    spaced.filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect()
}

/// The text as XML character data.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_a_short_one_is_not() {
        assert_eq!(fit("water", 10.0, 100.0), "water");
        let cut = fit("水分含量水分含量水分含量", 10.0, 60.0);
        assert_eq!(cut, "水分含量水…");
        assert!(width(&cut, 10.0) <= 60.0);
    }

    #[test]
    fn a_long_label_keeps_its_number() {
        assert_eq!(fit_keeping_end("Agreed with the customer 0.30", 10.0, 100.0), "Agreed with t… 0.30");
        assert_eq!(fit_keeping_end("Critical 0.1", 10.0, 100.0), "Critical 0.1");
    }

    #[test]
    fn lines_break_at_spaces_or_between_wide_characters() {
        assert_eq!(wrap("kinematic viscosity", 10.0, 70.0, 2), ["kinematic", "viscosity"]);
        assert_eq!(wrap("水分含量", 10.0, 25.0, 3), ["水分", "含量"]);
        assert_eq!(wrap("aaaaaaaaaaaa", 10.0, 3.0, 2).len(), 2);
        assert!(wrap("  ", 10.0, 25.0, 3).is_empty());
    }

    #[test]
    fn forbidden_characters_do_not_reach_the_file() {
        assert_eq!(escape("<b>&\"\u{0}\u{1b}'\n"), "&lt;b&gt;&amp;&quot;&apos; ");
    }
}
