//! Takes a heading apart at its brackets and separators. What each piece is, the dictionary says.

use super::key::even;

/// A heading in pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// Pieces in order, in even letters, none empty.
    pub pieces: Vec<String>,
    /// The laboratory's own number of the test: `26` of `HIERRO (FE) - 26`.
    pub code: Option<String>,
}

/// Marks of accreditation and footnotes at the ends of a piece.
const MARKS: [char; 7] = ['*', '#', '†', '‡', '※', ' ', '@'];

/// Splits at brackets, commas, colons, line breaks and dashes that stand free.
#[must_use]
pub fn split(heading: &str) -> Split {
    let text = even(heading);
    let letters: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied().unwrap_or(' ');
    let mut pieces = Pieces::default();
    let mut depth = 0_usize;
    for (index, letter) in letters.iter().copied().enumerate() {
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        match letter {
            '(' | '[' => {
                if depth == 0 {
                    pieces.end();
                } else {
                    pieces.open.push(letter);
                }
                depth += 1;
            }
            ')' | ']' if depth > 1 => {
                depth -= 1;
                pieces.open.push(letter);
            }
            ')' | ']' => {
                depth = 0;
                pieces.end();
            }
            ',' if before.is_ascii_digit() && after.is_ascii_digit() => pieces.open.push(letter),
            ',' | ';' | '\n' => pieces.end(),
            ':' | '|' if depth == 0 && !before.is_ascii_digit() => pieces.end(),
            '-' if depth == 0 && (before == ' ' || after == ' ') => pieces.end(),
            other => pieces.open.push(other),
        }
    }
    pieces.end();
    let mut pieces = pieces.done;
    let is_code = |piece: &String| piece.len() <= 4 && piece.bytes().all(|byte| byte.is_ascii_digit());
    let code = if pieces.len() > 1 && text.contains('-') { pieces.pop_if(|last| is_code(last)) } else { None };
    Split { pieces, code }
}

#[derive(Default)]
struct Pieces {
    done: Vec<String>,
    open: String,
}

impl Pieces {
    fn end(&mut self) {
        let open = std::mem::take(&mut self.open);
        let kept = open.trim_matches(MARKS).trim_end_matches(['.', '-']).trim().replace('_', " ");
        let kept = kept.trim();
        if !kept.is_empty() {
            self.done.push(kept.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_comes_apart_at_brackets_and_separators() {
        for (heading, pieces, code) in [
            ("Fe (Iron)", vec!["fe", "iron"], None),
            ("HIERRO (FE) - 26", vec!["hierro", "fe"], Some("26")),
            ("**OXIDACIÓN - 80", vec!["oxidacion"], Some("80")),
            ("Visc@40C (*)", vec!["visc@40c"], None),
            ("Hierro (Fe) (mg/kg) ASTM D5185", vec!["hierro", "fe", "mg/kg", "astm d5185"], None),
            ("ASTM D 5185-18 - Hierro (Fe)", vec!["astm d 5185-18", "hierro", "fe"], None),
            ("人 % (m / m)", vec!["人 %", "m / m"], None),
            ("酸值(% (m / m))", vec!["酸值", "% (m / m)"], None),
            ("Viscosidad a 100ºC, cSt", vec!["viscosidad a 100°c", "cst"], None),
            ("Abs/0,1 mm", vec!["abs/0,1 mm"], None),
            ("运动粘度【40℃】", vec!["运动粘度", "40°c"], None),
            ("AG_(PLATA)", vec!["ag", "plata"], None),
            ("Fe)", vec!["fe"], None),
            ("26", vec!["26"], None),
        ] {
            let split = split(heading);
            assert_eq!((split.pieces, split.code.as_deref()), (pieces.into_iter().map(str::to_owned).collect(), code));
        }
    }
}
