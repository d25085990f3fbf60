//! Which parts of a source's text are links. Only `http://` and `https://` are; everything else stays text.

use serde::Serialize;

/// A piece of text, with its address if it is a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The text shown.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// Cuts a text into plain pieces and links. Joined, the texts are the text given.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let address = address(word);
        if address.is_empty() {
            push_text(&mut pieces, word);
            continue;
        }
        let start = word.find(address).unwrap_or_default();
        let (before, rest) = word.split_at(start);
        let (_, after) = rest.split_at(address.len());
        push_text(&mut pieces, before);
        pieces.push(Piece { text: address.to_owned(), href: Some(address.to_owned()) });
        push_text(&mut pieces, after);
    }
    pieces
}

/// The address in a word, without the brackets and stops around it; empty if there is none.
fn address(word: &str) -> &str {
    let word = word.trim_matches(|letter: char| letter.is_whitespace() || "()[]<>\"',;.".contains(letter));
    let is_link = ["https://", "http://"].iter().any(|scheme| word.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    if is_link { word } else { "" }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece { text: last, href: None }) => last.push_str(text),
        _ => pieces.push(Piece { text: text.to_owned(), href: None }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let pieces = pieces(text);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
        pieces.into_iter().filter_map(|piece| piece.href).collect()
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert_eq!(links("GB 11121, see (https://example.org/a?b=1), table 1"), ["https://example.org/a?b=1"]);
        assert_eq!(links("javascript:alert(1) data:text/html,x file:///etc/passwd HTTPS"), [""; 0]);
        assert_eq!(links("https:// alone"), [""; 0]);
        assert_eq!(links("http://a.example; http://b.example."), ["http://a.example", "http://b.example"]);
    }
}
