//! What the pieces of a heading are: names, a unit, a method. A unit or method at the end of a name is taken off only if
//! the name is known without it and not with it.

use super::dictionary::{Dictionary, Name, Target};
use super::method;
use super::split::Split;

/// Units that are words of other headings too, or only a letter or figure: never taken off the end of a name.
const NOT_AT_END: [&str; 8] = ["code", "class", "rating", "stage", "index", "note", "score", "day"];

/// The pieces of a heading by what they are.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) names: Vec<String>,
    pub(super) unit: Option<String>,
    unit_at_end: Option<String>,
    pub(super) method: Option<String>,
    /// Pieces that were taken for units.
    doubtful: Vec<String>,
}

impl Parts {
    fn set_unit(&mut self, unit: String) {
        self.unit.get_or_insert(unit);
    }
}

impl Dictionary<'_> {
    /// The one thing that all the pieces together, or each of them, name.
    pub(super) fn named(&self, pieces: &[String]) -> Option<Name> {
        if pieces.is_empty() {
            return None;
        }
        if let Some(name) = self.get(&pieces.join(" ")) {
            return Some(name);
        }
        if let [piece] = pieces {
            return self.two_languages(piece);
        }
        let mut names = pieces.iter().map(|piece| self.get(piece).or_else(|| self.two_languages(piece)));
        let first = names.next().flatten()?;
        names.all(|name| name.is_some_and(|name| name.target == first.target)).then_some(first)
    }

    /// `Fe 铁`, `Iron Fe`: two names of one thing side by side.
    fn two_languages(&self, piece: &str) -> Option<Name> {
        let mut cuts: Vec<usize> = piece.match_indices([' ', '/']).map(|(place, _)| place).collect();
        let letters: Vec<(usize, char)> = piece.char_indices().collect();
        cuts.extend(letters.windows(2).filter_map(|pair| match pair {
            [(_, before), (place, after)] => (before.is_ascii() != after.is_ascii()).then_some(*place),
            _ => None,
        }));
        cuts.into_iter().find_map(|cut| {
            let (left, right) = piece.split_at_checked(cut)?;
            let (left, right) = (left.trim(), right.trim_start_matches('/').trim());
            if left.is_empty() || right.is_empty() {
                return None;
            }
            let (left, right) = (self.get(left)?, self.get(right)?);
            (left.target == right.target && matches!(left.target, Target::Property(_))).then_some(left)
        })
    }

    /// Tells names, units and methods among the pieces of a heading apart.
    pub(super) fn parts(&self, split: &Split) -> Parts {
        let mut parts = Parts::default();
        for piece in &split.pieces {
            // `Mg` is a spelling of milligram; beside `Magnesium` it is not meant.
            let unit = self.unit(piece).map(str::to_owned);
            let found = method::whole(piece);
            match (unit, found) {
                (Some(unit), _) if parts.unit.is_none() || self.get(piece).is_none() => {
                    parts.doubtful.push(piece.clone());
                    parts.set_unit(unit);
                }
                (None, Some(method)) => parts.method = Some(method),
                _ => self.trim(piece, &mut parts),
            }
        }
        self.settle(&mut parts);
        parts
    }

    /// A unit that is a name of the very thing named is no unit: the `K` of `Potassium (K)`.
    fn settle(&self, parts: &mut Parts) {
        let Some(name) = self.named(&parts.names) else { return };
        let doubtful = std::mem::take(&mut parts.doubtful);
        let (same, units): (Vec<String>, Vec<String>) =
            doubtful.into_iter().partition(|piece| self.get(piece).is_some_and(|known| known.target == name.target));
        if !same.is_empty() {
            let at_end = parts.unit_at_end.take();
            parts.unit = units.last().and_then(|piece| self.unit(piece)).map(str::to_owned).or(at_end);
        }
    }

    /// Takes a method off the start and a unit or an instrument off the end of a piece that is no name with them.
    fn trim(&self, piece: &str, parts: &mut Parts) {
        let mut rest = piece;
        if self.get(piece).is_none() {
            let words: Vec<&str> = piece.split_whitespace().collect();
            if let Some((method, taken)) = method::at_start(&words).filter(|(_, taken)| *taken < words.len()) {
                parts.method = Some(method);
                rest = piece.splitn(taken + 1, ' ').last().unwrap_or(piece);
            } else if let Some((name, method)) = method_at_end(piece) {
                parts.method = Some(method);
                rest = name;
            }
        }
        if self.get(rest).is_none()
            && let Some((name, unit)) = self.unit_at_end(rest)
        {
            parts.unit_at_end = Some(unit.clone());
            parts.set_unit(unit);
            rest = name;
        }
        if self.get(rest).is_none()
            && let Some((name, method)) = method::instrument_at_end(rest)
        {
            parts.method = Some(method);
            rest = name;
        }
        parts.names.push(rest.to_owned());
    }

    /// `calcio ppm`, `soot%`: a unit behind a name that is known without it.
    fn unit_at_end<'t>(&self, text: &'t str) -> Option<(&'t str, String)> {
        let mut cuts: Vec<usize> = text.match_indices(' ').map(|(place, _)| place).collect();
        if text.ends_with('%') {
            cuts.push(text.len() - 1);
        }
        cuts.into_iter().find_map(|cut| {
            let (name, unit) = text.split_at_checked(cut)?;
            let (name, unit) = (name.trim(), unit.trim());
            let letters = unit.chars().count();
            if NOT_AT_END.contains(&unit)
                || (letters == 1 && unit != "%")
                || unit.starts_with(|c: char| c.is_ascii_digit())
            {
                return None;
            }
            let symbol = self.unit(unit)?;
            let is_temperature =
                name.ends_with(|letter: char| letter.is_ascii_digit()) && matches!(symbol, "Cel" | "[degF]" | "K");
            (!is_temperature && self.named(&[name.to_owned()]).is_some()).then(|| (name, symbol.to_owned()))
        })
    }
}

fn method_at_end(piece: &str) -> Option<(&str, String)> {
    let cuts = piece.match_indices(' ').map(|(place, _)| place);
    let (name, method) = cuts
        .filter_map(|cut| piece.split_at_checked(cut))
        .find_map(|(name, rest)| Some((name.trim(), method::whole(rest.trim())?)))?;
    let name =
        [" by", " nach", " per", " according to"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    (!name.is_empty()).then_some((name, method))
}
