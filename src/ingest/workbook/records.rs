//! The records that XLSB parts are made of ([MS-XLSB] 2.1.4), and numbers in bytes as both Excel formats write them.

use crate::ingest::fault::Fault;

use super::damaged;
use super::xml::Feed;

/// Cells have at most 32,767 letters of two bytes; longer records are stepped over, as none is looked into.
const MOST_RECORD_BYTES: usize = 256 << 10;

const PIECE: usize = 64 << 10;

/// Records one after the other.
#[derive(Debug)]
pub struct Records<F> {
    feed: F,
    buffer: Vec<u8>,
    at: usize,
    data: Vec<u8>,
}

impl<F: Feed> Records<F> {
    pub fn new(feed: F) -> Self {
        Self { feed, buffer: Vec::new(), at: 0, data: Vec::new() }
    }

    /// The next record: its type and its bytes. `None` at the end.
    pub fn next(&mut self) -> Result<Option<(u16, &[u8])>, Fault> {
        let Some(first) = self.byte()? else { return Ok(None) };
        let mut kind = u16::from(first & 0x7F);
        if first & 0x80 != 0 {
            kind |= u16::from(self.byte()?.ok_or_else(cut)? & 0x7F) << 7;
        }
        let mut size = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?.ok_or_else(cut)?;
            size |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.data.clear();
        let keep = size <= MOST_RECORD_BYTES;
        while size > 0 {
            if self.at >= self.buffer.len() && !self.fill()? {
                return Err(cut());
            }
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            let piece = rest.get(..size).unwrap_or(rest);
            if keep {
                self.data.extend_from_slice(piece);
            }
            size -= piece.len();
            self.at += piece.len();
        }
        Ok(Some((kind, &self.data)))
    }

    fn byte(&mut self) -> Result<Option<u8>, Fault> {
        if self.at >= self.buffer.len() && !self.fill()? {
            return Ok(None);
        }
        let byte = self.buffer.get(self.at).copied();
        self.at += 1;
        Ok(byte)
    }

    fn fill(&mut self) -> Result<bool, Fault> {
        self.buffer.resize(PIECE, 0);
        let read = self.feed.feed(&mut self.buffer)?;
        self.buffer.truncate(read);
        self.at = 0;
        Ok(read > 0)
    }
}

fn cut() -> Fault {
    damaged("a part is cut off")
}

/// Numbers at a place in bytes.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

/// Four bytes.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

/// Eight bytes of a floating-point number; only finite ones are numbers.
pub fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    let number = bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(f64::from_le_bytes)?;
    number.is_finite().then_some(number)
}

/// A number in four bytes, [MS-XLS] 2.5.217: 30 bits of an integer or of a floating-point number, and a hundredth.
pub fn rk(code: u32) -> f64 {
    let number = if code & 2 == 0 {
        f64::from_bits(u64::from(code & !3) << 32)
    } else {
        f64::from(i32::from_le_bytes(code.to_le_bytes()) >> 2)
    };
    if code & 1 == 0 { number } else { number / 100.0 }
}

/// A fault of a formula as it is shown, [MS-XLS] 2.5.10.
pub fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

/// A text of two bytes a letter behind the count of its letters, [MS-XLSB] 2.5.169; and where it ends.
pub fn wide_text(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let length = usize::try_from(u32_at(bytes, at)?).ok()?;
    let end = at.checked_add(4)?.checked_add(length.checked_mul(2)?)?;
    Some((utf16(bytes.get(at + 4..end)?), end))
}

/// Letters of two bytes. A half of a pair of surrogates becomes the mark of a lost letter.
pub fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16_at(pair, 0).unwrap_or_default());
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_come_out() {
        // 12.5 as a floating-point number, 1234 as an integer, 12.34 as its hundredth, and minus one.
        let codes = [0x4029_0000, (1234 << 2) | 2, (1234 << 2) | 3, 0xFFFF_FFFE];
        assert_eq!(codes.map(|code| rk(code).to_string()), ["12.5", "1234", "12.34", "-1"]);
    }

    #[test]
    fn records_are_told_apart_and_a_cut_one_is_told() {
        let mut bytes = vec![0x01, 2, b'a', b'b', 0x9C, 0x01, 0x00, 0x07, 0x80, 0x80, 0x20];
        bytes.resize(bytes.len() + (0x20 << 14), 0);
        bytes.extend([0x02, 1, b'c']);
        let mut records = Records::new(&*bytes);
        assert_eq!(records.next(), Ok(Some((1, &b"ab"[..]))));
        assert_eq!(records.next(), Ok(Some((0x9C, &b""[..]))));
        assert_eq!(records.next(), Ok(Some((7, &b""[..]))), "too long to be looked into");
        assert_eq!(records.next(), Ok(Some((2, &b"c"[..]))));
        assert_eq!(records.next(), Ok(None));
        for cut in [&b"\x01"[..], b"\x81", b"\x01\x80", b"\x01\x02a"] {
            assert!(Records::new(cut).next().is_err(), "{cut:?}");
        }
    }
}
