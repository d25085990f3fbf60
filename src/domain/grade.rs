//! What a grade's name says by itself: a pinned edition, an ISO viscosity class, SAE classes.
//! Which grades exist and what they limit is data; nothing here looks at it.

use super::name::fold;

/// A grade as declared on a sample's form, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredGrade {
    /// The document and edition before the slash, `GB 11121-1995`, if one is pinned.
    pub pinned: Option<String>,
    /// The grade's name, folded: `sf 40`.
    pub name: String,
}

impl DeclaredGrade {
    /// Reads `GB 11121-1995 / SF 40` or `SF 40`. A slash without spaces belongs to a name (`SF/CD 15W-40`).
    #[must_use]
    pub fn parse(declared: &str) -> Self {
        let folded = fold(declared);
        match folded.rsplit_once(" / ") {
            Some((document, name)) => Self { pinned: Some(document.to_owned()), name: name.to_owned() },
            None => Self { pinned: None, name: folded },
        }
    }

    /// The ISO 3448 class, as the grade name that carries its limits: `iso vg 46`. It is named (`vg 46`), or
    /// closes the name of an ISO 6743 category (`l-hm 46 normal`).
    #[must_use]
    pub fn iso_vg(&self) -> Option<String> {
        let words: Vec<&str> = self.name.split([' ', '-']).collect();
        let number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty();
        let after_vg = words.iter().position(|word| *word == "vg").and_then(|at| words.get(at + 1));
        let class = match after_vg {
            Some(word) => number(word).then_some(*word),
            None if self.name.starts_with("l-") => words.iter().find(|word| number(word)).copied(),
            None => None,
        };
        class.map(|class| format!("iso vg {class}"))
    }

    /// The SAE J300 classes, as the grade names that carry their limits: `sae 15w`, `sae 40`. They are named
    /// (`sae 15w-40`) or follow an engine-oil service class (`sf 40`).
    #[must_use]
    pub fn sae(&self) -> Vec<String> {
        if self.name.starts_with("l-") || self.name.contains("vg ") {
            return Vec::new();
        }
        let Some(class) = self.name.rsplit(' ').next().filter(|class| *class != self.name) else {
            return Vec::new();
        };
        let parts: Vec<&str> = class.split('-').collect();
        let is_number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_winter = |part: &str| part.strip_suffix('w').is_some_and(is_number);
        match parts.as_slice() {
            [one] if is_number(one) || is_winter(one) => vec![format!("sae {one}")],
            [winter, hot] if is_winter(winter) && is_number(hot) => {
                vec![format!("sae {winter}"), format!("sae {hot}")]
            }
            _ => Vec::new(),
        }
    }
}

/// True if a folded grade name begins with a beginning such as `l-hm` and a word ends there, so that `sf`
/// covers `sf 40` and `sf/cd 15w-40` but not `sfx 40`.
#[must_use]
pub fn grade_begins_with(name: &str, beginning: &str) -> bool {
    name.strip_prefix(beginning).is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_pinned_only_before_a_slash_with_spaces() {
        let pinned = DeclaredGrade::parse("GB 11121-1995 / SF 40");
        assert_eq!((pinned.pinned.as_deref(), &*pinned.name), (Some("gb 11121-1995"), "sf 40"));
        let service = DeclaredGrade::parse("SF/CD  15W-40");
        assert_eq!((service.pinned, &*service.name), (None, "sf/cd 15w-40"));
        let standard = DeclaredGrade::parse("NB/SH/T 0599-2013 / L-HM 46");
        assert_eq!(standard.pinned.as_deref(), Some("nb/sh/t 0599-2013"));
    }

    #[test]
    fn viscosity_classes_are_read_from_names() {
        let vg = |text| DeclaredGrade::parse(text).iso_vg();
        assert_eq!(vg("ISO VG 46").as_deref(), Some("iso vg 46"));
        assert_eq!(vg("Gear oil VG 460").as_deref(), Some("iso vg 460"));
        assert_eq!(vg("L-HM 46 high-pressure").as_deref(), Some("iso vg 46"));
        assert_eq!((vg("SF 40"), vg("VG")), (None, None));
        let sae = |text| DeclaredGrade::parse(text).sae();
        assert_eq!(sae("SF 40"), ["sae 40"]);
        assert_eq!(sae("SAE 15W-40"), ["sae 15w", "sae 40"]);
        assert_eq!(sae("SF/CD 15W-40"), ["sae 15w", "sae 40"]);
        assert!(sae("L-HM 46").is_empty() && sae("ISO VG 46").is_empty() && sae("40").is_empty());
    }

    #[test]
    fn a_beginning_ends_where_a_word_ends() {
        assert!(grade_begins_with("l-hm 46", "l-hm") && grade_begins_with("sf", "sf"));
        assert!(grade_begins_with("sf/cd 15w-40", "sf"));
        assert!(!grade_begins_with("sfx 40", "sf") && !grade_begins_with("l-tsa 320", "l-tsa 32"));
    }
}
