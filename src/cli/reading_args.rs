//! The options by which files are read, shared by all commands that read.

use std::num::NonZeroU64;
use std::time::Duration;

use chrono::NaiveDate;
use clap::ValueEnum;

use crate::ingest::{Clock, Options, Patience};

/// A file of half a gigabyte takes some twenty seconds; who waits ten minutes waits for ever.
const MOST_SECONDS: u64 = 600;

/// What a person knows of the files and the files do not say. It overrides layout profiles.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ReadingArgs {
    /// Encoding of text files: utf-8, windows-1252, gb18030, euc-kr, …; without it, found.
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Decimal sign of all numbers; without it, found column by column.
    #[arg(long, value_name = "SIGN")]
    pub decimal: Option<DecimalSign>,
    /// Order of dates in figures; without it, as the layout profile says or the cells show.
    #[arg(long, value_name = "ORDER")]
    pub dates: Option<DateOrder>,
    /// What all samples share and no column says, as machine="Press 3" or sampled_on=2026-05-01; may be given several times.
    #[arg(long, value_name = "FIELD=VALUE", value_parser = given)]
    pub given: Vec<(String, String)>,
    /// Seconds after which a file that is still being read is turned away; without it, 600.
    #[arg(long, value_name = "SECONDS")]
    pub time_limit: Option<NonZeroU64>,
}

impl ReadingArgs {
    /// The options of a reading on a day; the clock measures the time limit.
    #[must_use]
    pub fn options(&self, as_of: NaiveDate, clock: Clock) -> Options {
        let order = |order| match order {
            DateOrder::Dmy => "dmy",
            DateOrder::Mdy => "mdy",
            DateOrder::Ymd => "ymd",
        };
        let most = Duration::from_secs(self.time_limit.map_or(MOST_SECONDS, NonZeroU64::get));
        Options {
            as_of,
            encoding: self.encoding.clone(),
            decimal: self.decimal.map(|sign| if sign == DecimalSign::Point { '.' } else { ',' }),
            date_order: self.dates.map(|dates| order(dates).to_owned()),
            given: self.given.clone(),
            patience: Some(Patience { most, clock }),
        }
    }
}

/// A decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DecimalSign {
    /// 1.5
    Point,
    /// 1,5
    Comma,
}

/// The order of a date in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

fn given(text: &str) -> Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or("expected a field and its value, as sampled_on=2026-05-01")?;
    Ok((field.trim().to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::{Args, Command};
    use super::*;
    use clap::Parser as _;

    #[test]
    fn what_is_known_of_the_files_reaches_the_reading() {
        let day = NaiveDate::default();
        let options = |words: &[&str]| {
            let all = ["lubelab", "check", "a.csv"].iter().chain(words);
            match Args::try_parse_from(all).map(|args| args.command) {
                Ok(Some(Command::Check(check))) => Some(check.reading.options(day, || Duration::ZERO)),
                _ => None,
            }
        };
        let shown =
            |words: &[&str]| options(words).map(|options| (options.encoding, options.decimal, options.date_order));
        assert_eq!(shown(&[]), Some((None, None, None)));
        let all = ["--encoding", "cp1252", "--decimal", "comma", "--dates", "dmy"];
        assert_eq!(shown(&all), Some((Some("cp1252".to_owned()), Some(','), Some("dmy".to_owned()))));
        let given = options(&["--given", "machine=Press 3"]).map(|options| options.given);
        assert_eq!(given, Some(vec![("machine".to_owned(), "Press 3".to_owned())]));
        assert!(options(&["--given", "machine"]).is_none());
        assert_eq!(shown(&["--decimal", "dot"]), None);
    }
}
