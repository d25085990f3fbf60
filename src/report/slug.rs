//! Folder names for customers: safe on every file system and in every URL, and never two the same.
//!
//! A name is not transliterated; what cannot be kept is replaced by a short digest of the name, so that a
//! customer's folder does not move when another customer comes or goes.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// Longest slug before the digest; file systems stop at 255 bytes and paths add up.
const LONGEST: usize = 48;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 24] = [
    "con", "nul", "prn", "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// One folder name per customer, in the order given. `names` are (what makes the customer one, name as written).
#[must_use]
pub fn slugs(names: &[(&str, &str)]) -> Vec<String> {
    let plain: Vec<String> = names.iter().map(|(key, name)| slug(key, name)).collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in &plain {
        *seen.entry(slug).or_default() += 1;
    }
    let single = |slug: &String| seen.get(slug.as_str()).is_some_and(|count| *count == 1);
    names
        .iter()
        .zip(&plain)
        .map(|((key, _), slug)| if single(slug) { slug.clone() } else { format!("{slug}-{}", digest(key)) })
        .collect()
}

fn slug(key: &str, name: &str) -> String {
    let mut slug = String::new();
    let mut lost = false;
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else {
            lost |= letter.is_alphanumeric();
            if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
    }
    lost |= slug.len() > LONGEST;
    slug.truncate(LONGEST);
    let slug = slug.trim_matches('-');
    if slug.is_empty() || RESERVED.contains(&slug) {
        format!("customer-{}", digest(key))
    } else if lost {
        format!("{slug}-{}", digest(key))
    } else {
        slug.to_owned()
    }
}

/// First eight hexadecimal digits of the SHA-256.
fn digest(text: &str) -> String {
    let bytes: [u8; 4] = std::array::from_fn({
        let digest = Sha256::digest(text.as_bytes());
        move |index| digest.get(index).copied().unwrap_or_default()
    });
    format!("{:08x}", u32::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str) -> String {
        slugs(&[(name, name)]).concat()
    }

    #[test]
    fn letters_and_digits_are_kept() {
        assert_eq!(one("ACME Power, Unit 3"), "acme-power-unit-3");
        assert_eq!(one("a"), "a");
    }

    #[test]
    fn a_name_without_latin_letters_is_a_digest() {
        let (chinese, korean) = (one("山东钢铁"), one("한국전력"));
        assert!(chinese.starts_with("customer-") && chinese.len() == 17, "{chinese}");
        assert!(korean.starts_with("customer-") && korean != chinese);
        assert!(one("宝钢 No.2").starts_with("no-2-"), "the lost letters leave a digest");
    }

    #[test]
    fn nothing_leaves_the_folder() {
        for hostile in
            ["../../etc", "..", "/", "", "a/b\\c", "con", "<script>", "x\0y", "NUL", "com9", "LPT2", "%2e%2e"]
        {
            let slug = one(hostile);
            assert!(!slug.is_empty() && slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
            assert!(!RESERVED.contains(&slug.as_str()));
        }
        assert!(one(&"long ".repeat(100)).len() <= LONGEST + 9);
    }

    #[test]
    fn two_customers_never_share_a_folder() {
        let slugs = slugs(&[("acme", "Acme"), ("ac me", "Ac-me"), ("ac.me", "Ac.me")]);
        assert_eq!(slugs.first().map(String::as_str), Some("acme"));
        assert!(slugs.get(1) != slugs.get(2));
        assert!(slugs.iter().skip(1).all(|slug| slug.starts_with("ac-me-")));
    }
}
