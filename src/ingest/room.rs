//! How much one file may cost: rows, samples for its size, and time. A file that costs more is turned away whole, so
//! that what a run takes does not depend on which thread was faster.
//!
//! The sizes of the bytes themselves are capped where they are read and unpacked.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::domain::ProblemCode;
use crate::standards::lab::Form;

use super::fault::Fault;

/// Sixteen times what a spreadsheet can show: a year's batch in long form has a tenth of it.
const MOST_ROWS: usize = 1 << 24;

/// So many samples a file may have however small it is: a spreadsheet's rows, and less where a sample takes several.
/// And for how many bytes a larger file may have one. A sample costs some 500 bytes of memory, however short it is
/// written; one with a machine, a day and a few results is longer than this.
const fn share(form: Form) -> (usize, usize) {
    match form {
        // Gathering rows to samples costs some 2,000 bytes a sample, and a sample has several rows.
        Form::Long => (100_000, 256),
        Form::Wide | Form::Columns => (1 << 20, 64),
    }
}
/// No file may have more.
const MOST_SAMPLES: usize = 1 << 22;

/// A clock that counts from any moment. Only the edge of the program has one; what is read by does not depend on it
/// unless reading takes longer than anybody waits.
pub type Clock = fn() -> Duration;

/// How long reading one file may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// The longest time.
    pub most: Duration,
    /// What it is measured by.
    pub clock: Clock,
}

/// The end of the time that one file has.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    patience: Patience,
    end: Duration,
}

impl Deadline {
    /// Begins to count; `None` if there is all the time in the world.
    #[must_use]
    pub fn start(patience: Option<Patience>) -> Option<Self> {
        patience.map(|patience| Self { patience, end: (patience.clock)().saturating_add(patience.most) })
    }

    fn is_over(&self) -> bool {
        (self.patience.clock)() > self.end
    }
}

/// What is left of a table's share.
#[derive(Debug)]
pub struct Room {
    most: usize,
    taken: AtomicUsize,
    deadline: Option<Deadline>,
}

impl Room {
    /// The share of a table of so many bytes and rows. Where a row is a sample, too many are turned away before any is
    /// read.
    pub fn of(form: Form, (bytes, rows): (usize, usize), deadline: Option<Deadline>) -> Result<Self, Fault> {
        let (always, bytes_a_sample) = share(form);
        let most = (bytes / bytes_a_sample).clamp(always, MOST_SAMPLES);
        let most_rows = if form == Form::Wide { most } else { MOST_ROWS };
        if rows > most_rows {
            let says = format!("it has {rows} rows, and of a table of its size {most_rows} are read; split it");
            return Err(Fault::new(ProblemCode::TooLarge, says));
        }
        Ok(Self { most, taken: AtomicUsize::new(0), deadline })
    }

    /// Notes samples that were taken.
    pub fn take(&self, samples: usize) {
        self.taken.fetch_add(samples, Ordering::Relaxed);
    }

    /// True if there are more samples than may be. Cheap enough to be asked row by row.
    pub fn is_full(&self) -> bool {
        self.taken.load(Ordering::Relaxed) > self.most
    }

    /// True if the file will be turned away, and going on is in vain.
    pub fn is_spent(&self) -> bool {
        self.fault().is_some()
    }

    /// Why the file is turned away.
    pub fn fault(&self) -> Option<Fault> {
        if self.is_full() {
            let most = self.most;
            let says = format!("it has more than {most} samples, with hardly a result in each; split it");
            return Some(Fault::new(ProblemCode::TooLarge, says));
        }
        let late = self.deadline.filter(Deadline::is_over)?;
        let seconds = late.patience.most.as_secs();
        let says = format!("it was not read within {seconds} s; split it, or allow more by --time-limit");
        Some(Fault::new(ProblemCode::OutOfTime, says))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn room(form: Form, bytes: usize) -> Room {
        Room::of(form, (bytes, 1), None).unwrap()
    }

    #[test]
    fn samples_are_allowed_by_size_between_two_bounds() {
        for (form, bytes, most) in [
            (Form::Wide, 0, 1 << 20),
            (Form::Wide, (64 << 20) + 63, 1 << 20),
            (Form::Wide, 128 << 20, 1 << 21),
            (Form::Columns, usize::MAX, 1 << 22),
            (Form::Long, 0, 100_000),
            (Form::Long, 256 << 20, 1 << 20),
        ] {
            let room = room(form, bytes);
            room.take(most);
            assert!(!room.is_full() && !room.is_spent(), "{bytes}");
            room.take(1);
            assert!(room.is_full());
            assert_eq!(room.fault().unwrap().code, ProblemCode::TooLarge);
        }
    }

    #[test]
    fn rows_are_counted_before_they_are_read() {
        for (form, most) in [(Form::Wide, 1 << 20), (Form::Long, MOST_ROWS), (Form::Columns, MOST_ROWS)] {
            assert!(Room::of(form, (0, most), None).is_ok());
            assert_eq!(Room::of(form, (0, most + 1), None).unwrap_err().code, ProblemCode::TooLarge);
        }
    }

    #[test]
    fn time_is_over_only_after_its_end() {
        static NOW: AtomicUsize = AtomicUsize::new(7);
        let clock = || Duration::from_secs(NOW.load(Ordering::Relaxed) as u64);
        let deadline = Deadline::start(Some(Patience { most: Duration::from_secs(60), clock }));
        let room = Room::of(Form::Wide, (0, 1), deadline).unwrap();
        NOW.store(67, Ordering::Relaxed);
        assert!(!room.is_spent());
        NOW.store(68, Ordering::Relaxed);
        let fault = room.fault().unwrap();
        assert_eq!(fault.code, ProblemCode::OutOfTime);
        assert!(fault.says.contains("within 60 s"), "{}", fault.says);
    }
}
