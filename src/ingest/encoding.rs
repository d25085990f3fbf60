//! Bytes of any encoding to UTF-8, without a letter bent.
//!
//! UTF-8 and UTF-16 show themselves. Of the others, the one is taken that a layout profile names whose headings appear
//! under it, else the one under which headings become known words: short technical headings fool detectors that go by
//! how often letters occur. A decoding that leaves a byte unread is refused, and where nothing becomes known nothing is
//! guessed.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};

use crate::domain::ProblemCode;

use super::fault::Fault;
use super::vocabulary::Vocabulary;

/// What is tried where a text is not Unicode. Of equals the first is taken: much of Western and Central European text
/// is the same in both, and is called Western.
const CANDIDATES: [&Encoding; 7] = [GB18030, BIG5, EUC_KR, SHIFT_JIS, WINDOWS_1252, WINDOWS_1250, WINDOWS_1251];

/// Headings stand in the first rows; more rows with letters beyond ASCII than this add nothing.
const ROWS_TRIED: usize = 12;

/// So many bytes of a row are tried; the widest heading row known has 9,000.
const MOST_ROW_BYTES: usize = 65_536;

/// Names that laboratories and their programs use and the web's list of encodings does not know.
const OTHER_NAMES: [(&str, &Encoding); 12] = [
    ("cp949", EUC_KR),
    ("949", EUC_KR),
    ("uhc", EUC_KR),
    ("cp936", GB18030),
    ("936", GB18030),
    ("cp932", SHIFT_JIS),
    ("932", SHIFT_JIS),
    ("cp950", BIG5),
    ("950", BIG5),
    ("utf-8-sig", UTF_8),
    ("utf8-bom", UTF_8),
    ("ansi", WINDOWS_1252),
];

/// A text in UTF-8 without byte-order mark, and what it was in.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: Vec<u8>,
    /// The encoding's name, `windows-1252`.
    pub encoding: &'static str,
}

/// Finds an encoding by any of its names.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().to_ascii_lowercase();
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|(_, encoding)| *encoding);
    // GBK has no letter that GB18030 reads otherwise, and lacks many.
    other.or_else(|| Encoding::for_label(name.as_bytes())).map(
        |found| {
            if found == encoding_rs::GBK { GB18030 } else { found }
        },
    )
}

/// Decodes a text; in the encoding wanted, where there is one and the text does not bear a mark of its own.
pub fn decode(bytes: Vec<u8>, wanted: Option<&'static Encoding>, vocabulary: &Vocabulary) -> Result<Decoded, Fault> {
    if let Some((marked, length)) = Encoding::for_bom(&bytes) {
        return into_utf8(bytes, marked, length);
    }
    if let Some(wanted) = wanted {
        return into_utf8(bytes, wanted, 0);
    }
    if let Some(wide) = utf16(&bytes) {
        return into_utf8(bytes, wide, 0);
    }
    match std::str::from_utf8(&bytes) {
        Ok(_) => Ok(Decoded { text: bytes, encoding: UTF_8.name() }),
        Err(error) => {
            let line = line_of(&bytes, error.valid_up_to());
            let chosen = vocabulary.by_profile(&bytes).or_else(|| choose(&bytes, vocabulary));
            let chosen = chosen.ok_or_else(|| unknown(line))?;
            into_utf8(bytes, chosen, 0)
        }
    }
}

/// True if bytes are UTF-16 of either kind, with or without mark.
#[must_use]
pub fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || utf16(bytes).is_some()
}

/// UTF-16 without mark: delimiters, digits and line ends have a zero byte on one side, and always on the same.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    const HEAD: usize = 4096;
    /// Chinese headings have few letters of one byte; a row of results has many.
    const LEAST_NARROW_PER_HUNDRED: usize = 10;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let units = || head.chunks_exact(2).filter_map(|unit| <[u8; 2]>::try_from(unit).ok());
    let is_text = |of: fn([u8; 2]) -> u16| {
        let mut narrow = 0;
        for unit in units().map(of) {
            match unit {
                9 | 10 | 13 | 0x20..=0xFF => narrow += 1,
                // A control character, or a zero byte on the other side.
                0..=0x1F => return false,
                _ if unit.trailing_zeros() >= 8 => return false,
                _ => {}
            }
        }
        narrow > 0 && narrow * 100 >= head.len() / 2 * LEAST_NARROW_PER_HUNDRED
    };
    let zeros = |side: usize| head.iter().skip(side).step_by(2).any(|byte| *byte == 0);
    match (zeros(0), zeros(1)) {
        (false, true) if is_text(u16::from_le_bytes) => Some(UTF_16LE),
        (true, false) if is_text(u16::from_be_bytes) => Some(UTF_16BE),
        _ => None,
    }
}

fn into_utf8(mut bytes: Vec<u8>, encoding: &'static Encoding, mark: usize) -> Result<Decoded, Fault> {
    let body = bytes.get(mark..).unwrap_or_default();
    if encoding == UTF_8 {
        if let Err(error) = std::str::from_utf8(body) {
            let line = line_of(body, error.valid_up_to());
            return Err(not_in(encoding, line));
        }
        bytes.drain(..mark);
        return Ok(Decoded { text: bytes, encoding: encoding.name() });
    }
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) else {
        let (text, _) = encoding.decode_without_bom_handling(body);
        let at = text.find('\u{fffd}').unwrap_or(0);
        return Err(not_in(encoding, line_of(text.as_bytes(), at)));
    };
    match text.find(is_unassigned) {
        Some(at) => Err(not_in(encoding, line_of(text.as_bytes(), at))),
        None => Ok(Decoded { text: text.into_owned().into_bytes(), encoding: encoding.name() }),
    }
}

/// The Windows encodings have bytes without a letter; they come out as control characters that no text holds.
fn is_unassigned(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{9f}')
}

fn line_of(text: &[u8], at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let feeds = memchr::memchr_iter(b'\n', before).count();
    1 + if feeds == 0 { memchr::memchr_iter(b'\r', before).count() } else { feeds }
}

fn not_in(encoding: &'static Encoding, line: usize) -> Fault {
    let says = format!(
        "the text is not {} from line {line} on; name its encoding with --encoding or in the layout profile, or save \
         the file as \"CSV UTF-8\" in the spreadsheet program",
        encoding.name()
    );
    Fault::new(ProblemCode::BadEncoding, says)
}

fn unknown(line: usize) -> Fault {
    let tried: Vec<&str> = CANDIDATES.iter().map(|encoding| encoding.name()).collect();
    let says = format!(
        "the text is not UTF-8 from line {line} on, and under none of {} does a word beyond ASCII become a known one; \
         name its encoding with --encoding or in the layout profile, or save the file as \"CSV UTF-8\" in the \
         spreadsheet program",
        tried.join(", ")
    );
    Fault::new(ProblemCode::BadEncoding, says)
}

/// The encoding under which most of the first rows is known.
fn choose(bytes: &[u8], vocabulary: &Vocabulary) -> Option<&'static Encoding> {
    let sample = sample(bytes);
    let mut best: Option<(usize, i64, &'static Encoding)> = None;
    for encoding in CANDIDATES {
        let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&sample) else { continue };
        if text.contains(is_unassigned) {
            continue;
        }
        let known = vocabulary.known_letters(&text);
        let likely = likeness(encoding, &text);
        if known > 0 && best.is_none_or(|(most, likeliest, _)| (known, likely) > (most, likeliest)) {
            best = Some((known, likely, encoding));
        }
    }
    best.map(|(_, _, encoding)| encoding)
}

/// The first rows with a byte beyond ASCII. No encoding tried has a line end inside a letter.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let rows = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|row| !row.is_ascii());
    let mut sample = Vec::new();
    for row in rows.take(ROWS_TRIED) {
        let head = row.get(..MOST_ROW_BYTES).unwrap_or(row);
        // A row that is cut is cut at a blank or comma, which no letter holds either.
        let whole = if head.len() == row.len() {
            head.len()
        } else {
            head.iter().rposition(|byte| matches!(byte, b' '..=b'/')).unwrap_or(0)
        };
        sample.extend_from_slice(head.get(..whole).unwrap_or_default());
        sample.push(b'\n');
    }
    sample
}

/// How much a text looks like one of the languages that an encoding is for, in thousandths.
fn likeness(encoding: &'static Encoding, text: &str) -> i64 {
    let (mut sum, mut count, mut run) = (0, 0, 0);
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_ascii() {
            (before, run) = (letter, 0);
            continue;
        }
        run += 1;
        count += 1;
        let beside_ascii = before.is_ascii_alphabetic() || letters.peek().is_some_and(char::is_ascii_alphabetic);
        sum += match letter {
            // Signs of the trade stand in texts of any language.
            '°' | 'µ' | '±' | '²' | '³' | '½' | '×' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '•' | '\u{a0}' => {
                0
            }
            _ if !letter.is_alphabetic() => -1,
            // Three accented letters in a row are Cyrillic read as Latin.
            _ if encoding == WINDOWS_1250 || encoding == WINDOWS_1252 => {
                if run < 3 {
                    1
                } else {
                    -1
                }
            }
            // A Cyrillic letter among Latin ones is Latin read as Cyrillic.
            _ if encoding == WINDOWS_1251 => {
                if beside_ascii {
                    -1
                } else {
                    1
                }
            }
            _ => {
                if is_everyday(encoding, letter) {
                    1
                } else {
                    -1
                }
            }
        };
        before = letter;
    }
    sum * 1000 / count.max(1)
}

/// True for letters of the part of an East Asian set that holds the everyday ones.
fn is_everyday(encoding: &'static Encoding, letter: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = encoding.encode(letter.encode_utf8(&mut buffer));
    let Some(lead) = bytes.first().filter(|_| !unmappable && bytes.len() == 2) else { return false };
    match encoding.name() {
        "gb18030" => matches!(lead, 0xA1..=0xA3 | 0xB0..=0xD7),
        "Big5" => matches!(lead, 0xA1..=0xC6),
        "EUC-KR" => matches!(lead, 0xA1..=0xA3 | 0xB0..=0xC8),
        "Shift_JIS" => matches!(lead, 0x81..=0x83 | 0x88..=0x97),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::of(
            [
                "样品编号",
                "运动粘度(40℃)",
                "酸值",
                "水分",
                "铁",
                "運動黏度",
                "樣品編號",
                "酸價",
                "시료번호",
                "동점도",
                "전산가",
                "수분",
                "動粘度",
                "試料番号",
                "水分",
                "全酸価",
                "Viskosität bei 40°C",
                "Ölbezeichnung",
                "µm",
                "°C",
                "Número de muestra",
                "Año",
                "Кинематическая вязкость",
                "Кислотное число",
                "Вода",
                "Железо",
                "Lepkość kinematyczna",
                "Zawartość wody",
                "Próbka",
                "Żelazo",
                "sample_id",
                "machine",
            ]
            .into_iter(),
        )
    }

    /// A heading row and a row of results, written in an encoding, comes back.
    fn check(encoding: &'static Encoding, text: &str) {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable && std::str::from_utf8(&bytes).is_err(), "{text}");
        let expect = Decoded { text: text.as_bytes().to_vec(), encoding: encoding.name() };
        assert_eq!(decode(bytes.into_owned(), None, &vocabulary()), Ok(expect), "{text}");
    }

    #[test]
    fn headings_tell_the_encoding() {
        check(GB18030, "样品编号,运动粘度(40℃),酸值,水分\n一号机,46.1,0.2,0.01\n");
        check(BIG5, "樣品編號,運動黏度,酸價\n一號機,46.1,0.2\n");
        check(EUC_KR, "시료번호,동점도(40℃),전산가,수분\n일호기,46.1,0.2,0.01\n");
        check(SHIFT_JIS, "試料番号,動粘度,全酸価,水分\n一号機,46.1,0.2,0.01\n");
        check(WINDOWS_1250, "Próbka;Lepkość kinematyczna 40 °C;Zawartość wody;Żelazo\nPrasa główna;46,1;0,01;5\n");
        check(WINDOWS_1251, "Проба;Кинематическая вязкость;Кислотное число;Вода\nНасос;46,1;0,2;0,01\n");
        check(WINDOWS_1252, "Ölbezeichnung;Viskosität bei 40°C;Partikel > 4 µm (±5 %)\nHydrauliköl;46,1;1300\n");
        check(WINDOWS_1252, "Número de muestra;Año;Viscosidad\n1;2026;46,1\n");
        // Only two letters speak, and they are the same in all three sets: the first of the three it is.
        check(WINDOWS_1252, "machine;> 4 µm;40 °C\nM1;1300;46,1\n");
        // Nothing of Latin is in it, so Cyrillic read as Latin is not what it is.
        check(WINDOWS_1251, "Неизвестно; 40 °C\nНасос;46,1\n");
    }

    #[test]
    fn unicode_shows_itself() {
        let text = "样品编号;machine;fe\n1;M1;5\n";
        let vocabulary = vocabulary();
        let plain = |bytes: Vec<u8>| {
            let decoded = decode(bytes, None, &vocabulary).unwrap();
            assert_eq!(decoded.text, text.as_bytes(), "{}", decoded.encoding);
            decoded.encoding
        };
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(plain(text.as_bytes().to_vec()), "UTF-8");
        assert_eq!(plain([b"\xef\xbb\xbf", text.as_bytes()].concat()), "UTF-8");
        assert_eq!((plain(little.clone()), plain(big.clone())), ("UTF-16LE", "UTF-16BE"));
        assert_eq!(plain([&b"\xff\xfe"[..], &little].concat()), "UTF-16LE");
        assert_eq!(plain([&b"\xfe\xff"[..], &big].concat()), "UTF-16BE");
    }

    #[test]
    fn what_nothing_makes_known_is_refused_with_the_way_out() {
        let fault = decode(b"sample_id;machine\n1;M\xfcller\n".to_vec(), None, &vocabulary()).unwrap_err();
        assert_eq!(fault.code, ProblemCode::BadEncoding);
        for part in ["line 2", "gb18030, Big5, EUC-KR, Shift_JIS, windows-1252", "--encoding", "profile", "CSV UTF-8"] {
            assert!(fault.says.contains(part), "{} lacks {part}", fault.says);
        }
    }

    #[test]
    fn the_encoding_that_is_named_is_used_and_a_byte_outside_it_refused() {
        let vocabulary = vocabulary();
        let text = b"sample_id;machine\n1;M\xfcller\n";
        let decoded = decode(text.to_vec(), by_name("cp1252"), &vocabulary).unwrap();
        assert_eq!(decoded.text, "sample_id;machine\n1;Müller\n".as_bytes());
        let utf8 = decode(text.to_vec(), by_name("utf-8"), &vocabulary).unwrap_err();
        assert!(utf8.says.contains("not UTF-8 from line 2"), "{}", utf8.says);
        let korean = decode(text.to_vec(), by_name("cp949"), &vocabulary).unwrap_err();
        assert!(korean.says.contains("not EUC-KR from line 2"), "{}", korean.says);
        // A byte without a letter, and a mark of byte order that says otherwise.
        assert!(decode(b"a\x81\n".to_vec(), by_name("cp1252"), &vocabulary).is_err());
        assert_eq!(decode(b"\xef\xbb\xbfa\n".to_vec(), by_name("cp1252"), &vocabulary).unwrap().encoding, "UTF-8");
        assert!(decode(b"\xef\xbb\xbfa\xff\n".to_vec(), None, &vocabulary).is_err());
        assert!(decode(b"\xff\xfea\0\x00\xd8\n\0".to_vec(), None, &vocabulary).is_err());
        // A row far below that is not in the encoding of the headings.
        let rows = "시료번호,동점도\n".repeat(ROWS_TRIED);
        let late = [&*EUC_KR.encode(&rows).0, b"1,\xff\n"].concat();
        assert!(decode(late, None, &vocabulary).unwrap_err().says.contains("not EUC-KR from line 13"));
    }

    #[test]
    fn encodings_are_found_by_the_names_in_use() {
        for (name, expect) in [
            ("GB18030", "gb18030"),
            ("gbk", "gb18030"),
            ("cp949", "EUC-KR"),
            (" CP1252 ", "windows-1252"),
            ("latin1", "windows-1252"),
            ("Shift-JIS", "Shift_JIS"),
            ("utf-8-sig", "UTF-8"),
            ("utf-16le", "UTF-16LE"),
        ] {
            assert_eq!(by_name(name).map(Encoding::name), Some(expect), "{name}");
        }
        assert_eq!(by_name("klingon"), None);
    }
}
