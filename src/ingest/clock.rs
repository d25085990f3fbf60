//! The time of day behind a date: hours, minutes, seconds, the half of the day, the offset from UTC.

use chrono::{FixedOffset, NaiveTime};

use crate::domain::fold;

/// Words for the halves of the day, folded: before noon, after noon.
const BEFORE_NOON: [&str; 5] = ["am", "a.m.", "a. m.", "上午", "오전"];
const AFTER_NOON: [&str; 5] = ["pm", "p.m.", "p. m.", "下午", "오후"];

/// What stands behind the day: nothing, or a time, or a time with an offset. `None` if it is none of these.
pub fn read_time(text: &str) -> Option<(Option<NaiveTime>, Option<FixedOffset>)> {
    let rest = text.trim_start_matches([' ', ',', '\t']);
    if rest.trim().is_empty() {
        return Some((None, None));
    }
    let lower = fold(rest);
    let rest = lower.strip_prefix('t').filter(|_| rest.len() == text.len()).unwrap_or(&lower);
    let (half_before, rest) = take_half(rest);
    let (hour, rest) = take_digits(rest, 1, 2)?;
    let (minute, mut rest) = take_digits(rest.strip_prefix(':')?, 2, 2)?;
    let mut second = 0;
    if let Some(after) = rest.strip_prefix(':') {
        (second, rest) = take_digits(after, 2, 2)?;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            (_, rest) = take_digits(fraction, 1, 9)?;
        }
    }
    let (half_behind, rest) = take_half(rest.trim_start());
    let hour = match half_before.or(half_behind) {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) || (half_before.is_some() && half_behind.is_some()) => return None,
        Some(noon) => hour % 12 + noon,
    };
    let offset = if rest.trim().is_empty() { None } else { Some(read_offset(rest.trim())?) };
    Some((Some(NaiveTime::from_hms_opt(hour, minute, second)?), offset))
}

/// The half of the day, as the hours to be added.
fn take_half(text: &str) -> (Option<u32>, &str) {
    for (words, hours) in [(BEFORE_NOON, 0), (AFTER_NOON, 12)] {
        if let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word)) {
            return (Some(hours), rest.trim_start());
        }
    }
    (None, text)
}

fn read_offset(text: &str) -> Option<FixedOffset> {
    if matches!(text, "z" | "utc" | "gmt") {
        return FixedOffset::east_opt(0);
    }
    let east = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, rest) = take_digits(text.get(1..)?, 2, 2)?;
    let (minutes, rest) = if rest.is_empty() { (0, rest) } else { take_digits(rest.trim_start_matches(':'), 2, 2)? };
    // The widest offset in use is 14 hours.
    if !rest.is_empty() || hours > 14 || minutes > 59 {
        return None;
    }
    FixedOffset::east_opt(east * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

/// A number of so many digits at the beginning of a text.
pub fn take_digits(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(count)?;
    if count < least { None } else { Some((digits.parse().ok()?, rest)) }
}
