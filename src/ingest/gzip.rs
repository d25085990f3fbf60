//! Unpacks `.gz` files of text, no further than a text file may be.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::domain::ProblemCode;

use super::fault::Fault;

/// Twice the largest export seen, and half of the memory that a single hostile file may cost.
const MOST_UNPACKED: usize = 128 << 20;

/// Results pack 5 to 20 times smaller; a file of nothing but equal rows, a hundred times.
const MOST_RATIO: usize = 200;

/// A short file of equal rows may pack better than any ratio says; up to here it is let pass.
const FREE_OF_RATIO: usize = 1 << 20;

const PIECE: usize = 64 << 10;

/// Unpacks a file.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut reader = MultiGzDecoder::new(packed);
    let mut text = Vec::new();
    let most = allowed(packed.len());
    let mut piece = vec![0; PIECE];
    loop {
        let read = reader.read(&mut piece).map_err(|error| {
            let says = format!("the packed file is damaged after {} bytes of text: {error}", text.len());
            Fault::new(ProblemCode::DamagedFile, says)
        })?;
        if read == 0 {
            return Ok(text);
        }
        if text.len() + read > most {
            let says = if most == MOST_UNPACKED {
                format!("it unpacks to more than {} MiB; unpack it by hand and split it", MOST_UNPACKED >> 20)
            } else {
                format!("it unpacks to more than {MOST_RATIO} times its size, as no results do; unpack it by hand")
            };
            return Err(Fault::new(ProblemCode::TooLarge, says));
        }
        text.extend_from_slice(piece.get(..read).unwrap_or_default());
    }
}

/// To how many bytes of text so many packed ones may come.
fn allowed(packed: usize) -> usize {
    packed.saturating_mul(MOST_RATIO).clamp(FREE_OF_RATIO, MOST_UNPACKED)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut writer = GzEncoder::new(Vec::new(), Compression::default());
        writer.write_all(text).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn a_packed_text_comes_out_whole() {
        assert_eq!(unpack(&packed(b"a,b\n1,2\n")).unwrap(), b"a,b\n1,2\n");
        // Two parts one behind the other, as `cat a.gz b.gz` makes them.
        assert_eq!(unpack(&[packed(b"a\n"), packed(b"b\n")].concat()).unwrap(), b"a\nb\n");
        assert_eq!(unpack(&packed(&vec![b'a'; FREE_OF_RATIO])).unwrap().len(), FREE_OF_RATIO);
    }

    #[test]
    fn size_and_ratio_are_capped_together() {
        let edge = FREE_OF_RATIO / MOST_RATIO;
        assert_eq!([0, edge, edge + 1].map(allowed), [FREE_OF_RATIO, FREE_OF_RATIO, (edge + 1) * MOST_RATIO]);
        let edge = MOST_UNPACKED / MOST_RATIO;
        assert_eq!([edge, edge + 1, usize::MAX].map(allowed), [edge * MOST_RATIO, MOST_UNPACKED, MOST_UNPACKED]);
    }

    #[test]
    fn a_bomb_and_a_broken_file_are_told() {
        let bomb = unpack(&packed(&vec![0; 4 * FREE_OF_RATIO])).unwrap_err();
        assert_eq!(bomb.code, ProblemCode::TooLarge);
        let whole = packed(b"a,b\n1,2\n");
        let cut = unpack(whole.get(..whole.len() - 6).unwrap()).unwrap_err();
        assert_eq!(cut.code, ProblemCode::DamagedFile);
        assert_eq!(unpack(b"\x1f\x8b").unwrap_err().code, ProblemCode::DamagedFile);
    }
}
