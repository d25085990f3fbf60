//! XML of workbooks, token by token in bounded memory. It reads what spreadsheet programs write, not all of XML: a
//! document type, and with it every entity of its own, is refused, so that nothing expands and nothing is fetched.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr3, memmem};

use crate::domain::ProblemCode;
use crate::ingest::fault::Fault;

use super::damaged;

/// A cell has at most 32,767 letters, and a letter at most ten bytes as `&#x10FFFF;`.
const MOST_TOKEN_BYTES: usize = 512 << 10;

const PIECE: usize = 64 << 10;

/// Where the bytes come from.
pub trait Feed {
    /// Fills the front of a buffer; 0 at the end.
    fn feed(&mut self, buffer: &mut [u8]) -> Result<usize, Fault>;
}

/// A step through a document.
#[derive(Debug)]
pub enum Event<'x> {
    /// An element begins. One without content is closed by the next event.
    Open(Tag<'x>),
    /// An element ends; its name without prefix.
    Close(&'x str),
    /// Text, with its references resolved.
    Text(Cow<'x, str>),
    /// The document ends.
    End,
}

/// The tag that begins an element.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'x> {
    /// Its name without prefix.
    pub name: &'x str,
    attributes: &'x str,
}

impl<'x> Tag<'x> {
    /// An attribute's value. A name with a prefix is looked for as it is, one without under any prefix.
    pub fn attribute(&self, wanted: &str) -> Result<Option<Cow<'x, str>>, Fault> {
        let mut rest = self.attributes;
        while let Some((name, after)) = rest.split_once('=') {
            let name = name.trim();
            let after = after.trim_start();
            let mark = after.chars().next().filter(|mark| matches!(mark, '"' | '\''));
            let Some((value, behind)) = mark.and_then(|mark| after.get(1..)?.split_once(mark)) else {
                return Err(damaged("an attribute without quotation marks"));
            };
            if name == wanted || (!wanted.contains(':') && local(name) == wanted) {
                return resolved(value).map(Some);
            }
            rest = behind;
        }
        Ok(None)
    }
}

/// A document.
#[derive(Debug)]
pub struct Xml<F> {
    feed: F,
    buffer: Vec<u8>,
    /// The first byte that is not read yet.
    at: usize,
    /// The name of an element that ends where it began.
    closing: Option<Range<usize>>,
    begun: bool,
}

/// What stands at the next place, by its range in the buffer.
enum Token {
    Text(Range<usize>),
    Verbatim(Range<usize>),
    Open(Range<usize>),
    Close(Range<usize>),
    Nothing,
    End,
}

impl<F: Feed> Xml<F> {
    pub fn new(feed: F) -> Self {
        Self { feed, buffer: Vec::new(), at: 0, closing: None, begun: false }
    }

    /// The next step.
    pub fn next(&mut self) -> Result<Event<'_>, Fault> {
        if let Some(name) = self.closing.take() {
            return Ok(Event::Close(self.str(name)?));
        }
        loop {
            match self.token()? {
                Token::Nothing => {}
                Token::End => return Ok(Event::End),
                Token::Text(range) => return self.str(range).and_then(resolved).map(Event::Text),
                Token::Verbatim(range) => return self.str(range).map(|text| Event::Text(Cow::Borrowed(text))),
                Token::Close(range) => return self.str(range).map(|name| Event::Close(local(name.trim_end()))),
                Token::Open(range) => return self.open(range),
            }
        }
    }

    fn open(&mut self, range: Range<usize>) -> Result<Event<'_>, Fault> {
        let bytes = self.buffer.get(range.clone()).unwrap_or_default();
        let is_closed = bytes.ends_with(b"/");
        let inside = if is_closed { range.start..range.end - 1 } else { range };
        let length = |text: &str| text.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(text.len());
        let name_ends = inside.start + length(self.str(inside.clone())?);
        if is_closed {
            let prefix = memchr(b':', self.buffer.get(inside.start..name_ends).unwrap_or_default());
            self.closing = Some(inside.start + prefix.map_or(0, |at| at + 1)..name_ends);
        }
        let name = local(self.str(inside.start..name_ends)?);
        Ok(Event::Open(Tag { name, attributes: self.str(name_ends..inside.end)? }))
    }

    fn str(&self, range: Range<usize>) -> Result<&str, Fault> {
        let bytes = self.buffer.get(range).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|_| damaged("a part is not UTF-8"))
    }

    fn token(&mut self) -> Result<Token, Fault> {
        if !self.begun {
            self.begun = true;
            // Long enough for a mark of byte order and what tells one markup from another.
            self.ensure(3)?;
            if self.rest().starts_with(b"\xEF\xBB\xBF") {
                self.at += 3;
            }
        }
        self.ensure(9)?;
        let rest = self.rest();
        if rest.is_empty() {
            return Ok(Token::End);
        }
        if !rest.starts_with(b"<") {
            let length = self.until(0, |text| memchr(b'<', text), true)?;
            return Ok(Token::Text(self.take(length, 0)));
        }
        if rest.starts_with(b"<!--") {
            let length = self.until(4, |text| memmem::find(text, b"-->"), false)?;
            self.take(length, 3);
            return Ok(Token::Nothing);
        }
        if rest.starts_with(b"<![CDATA[") {
            let length = self.until(9, |text| memmem::find(text, b"]]>"), false)?;
            let Range { start, end } = self.take(length, 3);
            return Ok(Token::Verbatim(start + 9..end));
        }
        if rest.starts_with(b"<?") {
            let length = self.until(2, |text| memmem::find(text, b"?>"), false)?;
            self.take(length, 2);
            return Ok(Token::Nothing);
        }
        if rest.starts_with(b"<!") {
            return Err(damaged("a part declares a document type, as no spreadsheet program does"));
        }
        if rest.starts_with(b"</") {
            let length = self.until(2, |text| memchr(b'>', text), false)?;
            let Range { start, end } = self.take(length, 1);
            return Ok(Token::Close(start + 2..end));
        }
        let length = self.until(1, tag_end, false)?;
        let Range { start, end } = self.take(length, 1);
        Ok(Token::Open(start + 1..end))
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    /// Steps over bytes and the mark behind them; gives the range of the bytes.
    fn take(&mut self, length: usize, mark: usize) -> Range<usize> {
        let start = self.at;
        self.at += length + mark;
        start..start + length
    }

    /// How far it is to what a token ends with. `open_end`: the end of the document ends it too.
    fn until(&mut self, skip: usize, find: impl Fn(&[u8]) -> Option<usize>, open_end: bool) -> Result<usize, Fault> {
        loop {
            if let Some(found) = find(self.rest().get(skip..).unwrap_or_default()) {
                return Ok(skip + found);
            }
            let have = self.rest().len();
            if have > MOST_TOKEN_BYTES {
                let says = format!("a piece of the workbook's text has more than {} KiB", MOST_TOKEN_BYTES >> 10);
                return Err(Fault::new(ProblemCode::TooLarge, says));
            }
            if !self.fill()? {
                return if open_end { Ok(have) } else { Err(damaged("a part is cut off")) };
            }
        }
    }

    /// Sees to it that so many bytes are at hand, unless the document ends before.
    fn ensure(&mut self, count: usize) -> Result<(), Fault> {
        while self.rest().len() < count && self.fill()? {}
        Ok(())
    }

    /// Gets more bytes; false at the end.
    fn fill(&mut self) -> Result<bool, Fault> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let length = self.buffer.len();
        self.buffer.resize(length + PIECE, 0);
        let read = self.feed.feed(self.buffer.get_mut(length..).unwrap_or_default())?;
        self.buffer.truncate(length + read);
        Ok(read > 0)
    }
}

/// Where a tag ends; `>` may stand in the value of an attribute.
fn tag_end(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + memchr3(b'>', b'"', b'\'', text.get(at..)?)?;
        match text.get(found)? {
            b'>' => return Some(found),
            mark => at = found + 2 + memchr(*mark, text.get(found + 1..)?)?,
        }
    }
}

fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// A text with its references to letters resolved: the five of XML and those by number.
fn resolved(text: &str) -> Result<Cow<'_, str>, Fault> {
    if text.contains('\r') {
        // Every line end of a document is a line feed to XML; one that is meant is written as a reference.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        return resolved(&text).map(|text| Cow::Owned(text.into_owned()));
    }
    if !text.contains('&') {
        return Ok(Cow::Borrowed(text));
    }
    let mut parts = text.split('&');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let letter = part.split_once(';').and_then(|(name, rest)| Some((letter_of(name)?, rest)));
        let Some((letter, rest)) = letter else {
            return Err(damaged("a reference to a letter is not known"));
        };
        whole.push(letter);
        whole.push_str(rest);
    }
    Ok(Cow::Owned(whole))
}

fn letter_of(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
impl Feed for &[u8] {
    fn feed(&mut self, buffer: &mut [u8]) -> Result<usize, Fault> {
        std::io::Read::read(self, buffer).map_err(damaged)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;

    /// One byte at a time, so that every token is met in pieces.
    struct Slow<'a>(&'a [u8]);

    impl Feed for Slow<'_> {
        fn feed(&mut self, buffer: &mut [u8]) -> Result<usize, Fault> {
            let length = self.0.len().min(1);
            self.0.feed(buffer.get_mut(..length).unwrap())
        }
    }

    fn told(feed: impl Feed) -> Result<String, Fault> {
        let mut xml = Xml::new(feed);
        let mut told = String::new();
        loop {
            match xml.next()? {
                Event::Open(tag) => write!(told, "<{}{:?}", tag.name, tag.attribute("r")?).unwrap(),
                Event::Close(name) => write!(told, "/{name}").unwrap(),
                Event::Text(text) => write!(told, "'{text}'").unwrap(),
                Event::End => return Ok(told),
            }
        }
    }

    #[test]
    fn a_document_is_read_token_by_token() {
        let text = "\u{feff}<?xml version='1.0'?><!-- <c> -->\n<x:row a='\"' x:r = \"1>2&amp;\"><c/><v>铁&#x41;&#13;\r\n&lt;</v\n>\
                    <![CDATA[<&]]></x:row>";
        let expect = "'\n'<rowSome(\"1>2&\")<cNone/c<vNone'铁A\r\n<'/v'<&'/row";
        assert_eq!(told(text.as_bytes()).unwrap(), expect);
        assert_eq!(told(Slow(text.as_bytes())).unwrap(), expect);
        assert_eq!(told(&b""[..]).unwrap(), "");
    }

    #[test]
    fn what_no_spreadsheet_program_writes_is_refused() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
        for text in [bomb, "<x>&b;</x>", "<x", "<x a='1", "<x r=1>", "<!-- ", "<![CDATA[ ", "<?xml "] {
            assert_eq!(told(text.as_bytes()).unwrap_err().code, ProblemCode::DamagedFile, "{text}");
        }
        assert_eq!(told(&b"<x>\xff</x>"[..]).unwrap_err().code, ProblemCode::DamagedFile);
        let long = format!("<x>{}", " ".repeat(MOST_TOKEN_BYTES + PIECE + 1));
        assert_eq!(told(long.as_bytes()).unwrap_err().code, ProblemCode::TooLarge);
    }

    proptest! {
        #[test]
        fn no_bytes_panic_and_pieces_make_no_difference(text in "[<>/&;!?\\-\\[\\]=\"' xr:aé#1]{0,60}") {
            prop_assert_eq!(told(text.as_bytes()), told(Slow(text.as_bytes())));
        }
    }
}
