//! In which order a column writes day, month and year. Decided from all of its cells, never row by row: a column in
//! which two orders remain possible, or none, is refused as a whole.

use super::day::{Day, DayOrder, DayWords, WrittenDay, in_order};
use super::seen::{Seen, Spot};

/// What the cells of a column have shown so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Cells that are a date in each order, by [`DayOrder::ALL`].
    fits: [Seen; 3],
    /// Cells that are a date in that order alone.
    only: [Seen; 3],
    /// Cells that are a date in more than one order.
    pub unclear: Seen,
    /// Cells whose order the column must tell.
    pub open: Seen,
    /// Cells with a year of four digits in front.
    pub year_first: Seen,
    /// Such cells with a day that is no month.
    year_first_past_12: Seen,
}

/// What a column's order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Every date says its order itself.
    NotNeeded,
    /// This order.
    Settled(DayOrder),
    /// Two orders or more remain possible, these first.
    Ambiguous(DayOrder, DayOrder),
    /// Some cells are dates only in one order, others only in another: the first of each.
    Mixed(Spot, Spot),
    /// Cells with the year in front stand beside others, and all of the former could have their day and month
    /// exchanged: a spreadsheet that took the file for one of another country has turned some of them.
    Turned(Spot, Spot),
}

impl Evidence {
    /// Takes in a trimmed cell. `this_year` is the last year that a sample can bear.
    pub fn see(&mut self, text: &str, spot: Spot, words: DayWords<'_>, this_year: i32) {
        use chrono::Datelike;
        let Some(written) = WrittenDay::of(text, words) else { return };
        let numbers = match written.day {
            Day::Fixed(day) => {
                self.year_first.note(written.year_first, spot);
                self.year_first_past_12.note(written.year_first && day.day() > 12, spot);
                return;
            }
            Day::Open(numbers) => numbers,
        };
        // Two digits that make a year to come are not the year.
        let fits = DayOrder::ALL.map(|order| {
            in_order(numbers, order, words.pivot)
                .is_some_and(|day| numbers.iter().any(|number| number.digits == 4) || day.year() <= this_year)
        });
        let count = fits.iter().filter(|fits| **fits).count();
        for ((slot, only), fits) in self.fits.iter_mut().zip(&mut self.only).zip(fits) {
            slot.note(fits, spot);
            only.note(fits && count == 1, spot);
        }
        // A cell that is no date in any order is a slip of its own and says nothing about the column.
        self.open.note(count > 0, spot);
        self.unclear.note(count > 1, spot);
    }

    /// Takes in what a later part of the column showed.
    pub fn add(&mut self, later: Self) {
        let mine = self.fits.iter_mut().chain(&mut self.only);
        mine.zip(later.fits.into_iter().chain(later.only)).for_each(|(mine, later)| mine.add(later));
        for (mine, later) in [
            (&mut self.unclear, later.unclear),
            (&mut self.open, later.open),
            (&mut self.year_first, later.year_first),
            (&mut self.year_first_past_12, later.year_first_past_12),
        ] {
            mine.add(later);
        }
    }

    /// The column's order.
    #[must_use]
    pub fn decide(&self) -> Decision {
        let Some(first) = self.open.first else { return Decision::NotNeeded };
        let all = DayOrder::ALL.into_iter().zip(self.fits);
        let mut possible = all.filter(|(_, fits)| fits.count == self.open.count).map(|(order, _)| order);
        match (possible.next(), possible.next()) {
            (Some(order), None) => match self.year_first.first {
                Some(turned) if !self.year_first_past_12.any() && !self.unclear.any() => {
                    Decision::Turned(first, turned)
                }
                _ => Decision::Settled(order),
            },
            (Some(one), Some(other)) => Decision::Ambiguous(one, other),
            (None, _) => {
                let mut firsts: Vec<Spot> = self.only.iter().filter_map(|only| only.first).collect();
                firsts.sort_by_key(|spot| spot.row);
                let second = firsts.get(1).copied().unwrap_or(first);
                Decision::Mixed(firsts.first().copied().unwrap_or(first), second)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ingest::day::SerialBase;

    fn decide(cells: &[&str]) -> Decision {
        let months = BTreeMap::from([("mar".to_owned(), 3)]);
        let words = DayWords { months: &months, pivot: 68, base: SerialBase::Year1900 };
        let mut parts = [Evidence::default(); 2];
        for ((cell, row), part) in cells.iter().zip(2..).zip([0, 1].into_iter().cycle()) {
            let part = if part == 0 { &mut parts[0] } else { &mut parts[1] };
            part.see(cell, Spot { row, ..Spot::default() }, words, 2026);
        }
        let [mut evidence, other] = parts;
        evidence.add(other);
        evidence.decide()
    }

    fn row(row: u32) -> Spot {
        Spot { row, ..Spot::default() }
    }

    #[test]
    fn one_cell_can_settle_the_column() {
        use DayOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
        assert_eq!(decide(&["03/04/2026", "13/04/2026"]), Decision::Settled(DayMonthYear));
        assert_eq!(decide(&["03/04/2026", "04/13/2026", "-", ""]), Decision::Settled(MonthDayYear));
        assert_eq!(decide(&["03.04.26", "13.04.26", "28.04.26"]), Decision::Settled(DayMonthYear));
        assert_eq!(decide(&["26/3/13", "26/04/31", "26/12/5"]), Decision::Settled(YearMonthDay));
        assert_eq!(decide(&["2026-03-04", "24-Mar-26", "2026年3月4日", "46105"]), Decision::NotNeeded);
        assert_eq!(decide(&[]), Decision::NotNeeded);
    }

    #[test]
    fn a_column_with_two_possible_orders_is_refused() {
        use DayOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
        assert_eq!(decide(&["03/04/2026", "12/12/2026"]), Decision::Ambiguous(DayMonthYear, MonthDayYear));
        // 13 may be the day or the year.
        assert_eq!(decide(&["13/04/26", "03/04/26"]), Decision::Ambiguous(DayMonthYear, YearMonthDay));
        assert_eq!(decide(&["13/04/26", "28/04/26"]), Decision::Settled(DayMonthYear));
        assert_eq!(decide(&["05/05/2026"]), Decision::Ambiguous(DayMonthYear, MonthDayYear));
    }

    #[test]
    fn a_column_that_mixes_orders_is_refused_and_a_slip_is_none() {
        assert_eq!(decide(&["13/12/2025", "12/13/2025", "01/02/2025"]), Decision::Mixed(row(2), row(3)));
        assert_eq!(decide(&["31/31/2025", "13/12/2025"]), Decision::Settled(DayOrder::DayMonthYear));
    }

    #[test]
    fn days_that_a_spreadsheet_turned_are_noticed() {
        assert_eq!(decide(&["2026-04-03", "13/04/2026", "2026-12-03"]), Decision::Turned(row(3), row(2)));
        assert_eq!(decide(&["2026-04-03", "13/04/2026", "2026-04-13"]), Decision::Settled(DayOrder::DayMonthYear));
        assert_eq!(decide(&["2026-04-03", "13/04/2026", "03/04/2026"]), Decision::Settled(DayOrder::DayMonthYear));
    }
}
