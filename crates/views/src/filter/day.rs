//! Days as people write them: a year, a month, a day.

use jiff::civil::date;
use verbale_record::Date;

use crate::Error;

const TAKES: &str = "a day, month or year such as 2025-02-18, 2025-02 or 2025";

/// The first day of "2025", "2025-02" or "2025-02-18".
pub fn first_day(flag: &str, text: &str) -> Result<Date, Error> {
    day(text, |year, month| date(year, month.unwrap_or(1), 1)).ok_or_else(|| Error::value(flag, text, TAKES))
}

/// The last day of it.
pub fn last_day(flag: &str, text: &str) -> Result<Date, Error> {
    let fill = |year, month: Option<i8>| date(year, month.unwrap_or(12), 1).last_of_month();
    day(text, fill).ok_or_else(|| Error::value(flag, text, TAKES))
}

fn day(text: &str, fill: impl Fn(i16, Option<i8>) -> Date) -> Option<Date> {
    let number = |part: &str, digits: usize| {
        let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<i16>().ok()).flatten()
    };
    let parts: Vec<&str> = text.trim().split('-').collect();
    let year = number(parts.first()?, 4)?;
    let month = parts.get(1).map(|part| number(part, 2).filter(|month| (1..=12).contains(month)));
    match (month, parts.get(2)) {
        (None, _) => Some(fill(year, None)),
        (Some(month), None) => Some(fill(year, Some(month? as i8))),
        (Some(month), Some(day)) if parts.len() == 3 => Date::new(year, month? as i8, number(day, 2)? as i8).ok(),
        _ => None,
    }
}
