//! When two written names are the same name. Form, case and width are evened out; nothing is merged on a
//! weaker likeness than that.

use unicode_normalization::UnicodeNormalization as _;

/// A name as it is compared: compatibility form (NFKC), lower case, no outer spaces, single inner spaces.
#[must_use]
pub fn fold(name: &str) -> String {
    let even: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let mut folded = String::with_capacity(even.len());
    for word in even.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_width_and_spaces_do_not_make_another_name() {
        assert_eq!(fold("  Press\u{3000}Works  2 "), "press works 2");
        assert_eq!(fold("ＳＦ　４０"), fold("sf 40"));
        assert_ne!(fold("Press 1"), fold("Press1"));
        assert_eq!(fold(" \t "), "");
    }
}
