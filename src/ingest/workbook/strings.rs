//! The texts that cells of a workbook share, held once.

use crate::domain::ProblemCode;
use crate::ingest::fault::Fault;

/// The texts of half a million different cells of a hundred letters; it stays in memory while the sheets are read.
const MOST_BYTES: usize = 48 << 20;

/// A number for each of them is held too.
const MOST_STRINGS: usize = 4_000_000;

/// Texts one behind the other, and where each ends.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Adds to the text that is not ended yet.
    pub fn push(&mut self, part: &str) -> Result<(), Fault> {
        if self.text.len() + part.len() > MOST_BYTES {
            let says = format!("its texts have more than {} MiB; save each sheet as CSV", MOST_BYTES >> 20);
            return Err(Fault::new(ProblemCode::TooLarge, says));
        }
        self.text.push_str(part);
        Ok(())
    }

    /// Ends a text.
    pub fn end(&mut self) -> Result<(), Fault> {
        if self.ends.len() >= MOST_STRINGS {
            let says = format!("it has more than {MOST_STRINGS} texts; save each sheet as CSV");
            return Err(Fault::new(ProblemCode::TooLarge, says));
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// The text of a number.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).map(|end| *end as usize))?;
        self.text.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn texts_are_found_by_their_number() {
        let mut strings = Strings::default();
        for parts in [&["a", "铁"][..], &[], &["c"]] {
            for part in parts {
                strings.push(part).unwrap();
            }
            strings.end().unwrap();
        }
        let all: Vec<Option<&str>> = (0..4).map(|index| strings.get(index)).collect();
        assert_eq!(all, [Some("a铁"), Some(""), Some("c"), None]);
    }

    #[test]
    fn there_is_a_most() {
        let mut strings = Strings::default();
        let piece = "x".repeat(1 << 20);
        (0..48).for_each(|_| strings.push(&piece).unwrap());
        assert_eq!(strings.push("x").unwrap_err().code, ProblemCode::TooLarge);
        (0..MOST_STRINGS).for_each(|_| strings.end().unwrap());
        assert_eq!(strings.end().unwrap_err().code, ProblemCode::TooLarge);
    }
}
