//! Named days and holidays: a table of names and of the rules that put them into a year.

use std::collections::HashMap;
use std::sync::LazyLock;

use verbale_record::Date;

use crate::number::words::Words;

/// The table: name, rule and its numbers, an example. Kept as data so that a day can be added without Rust.
const TABLE: &str = include_str!("../../../../data/time/named_days.tsv");

/// How a named day falls in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayRule {
    Fixed {
        month: i8,
        day: i8,
    },
    /// Days from Western Easter Sunday.
    Easter(i8),
    /// The `nth` weekday of a month; -1 is the last.
    Nth {
        month: i8,
        weekday: i8,
        nth: i8,
    },
}

/// The longest named day that stands at `at`.
pub(super) fn named_day(words: &Words, at: usize) -> Option<(DayRule, usize)> {
    if !words.capital(at) {
        return None;
    }
    let rows = BY_FIRST_WORD.get(words.lower(at))?;
    let hits = rows.iter().filter_map(|(name, rule)| Some((*rule, words.phrase(at, name)?)));
    hits.max_by_key(|(_, end)| *end)
}

/// The rows of the table by the first word of the name.
static BY_FIRST_WORD: LazyLock<HashMap<&str, Vec<(&str, DayRule)>>> = LazyLock::new(|| {
    let mut rows: HashMap<&str, Vec<(&str, DayRule)>> = HashMap::new();
    for (name, rule) in TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(row) {
        rows.entry(name.split(' ').next().unwrap_or_default()).or_default().push((name, rule));
    }
    rows
});

fn row(line: &'static str) -> Option<(&'static str, DayRule)> {
    let mut cells = line.split('\t');
    let (name, kind, numbers) = (cells.next()?, cells.next()?, cells.next()?);
    let numbers: Vec<i8> = numbers.split(' ').filter_map(|number| number.parse().ok()).collect();
    let rule = match (kind, numbers.as_slice()) {
        ("fixed", [month, day]) => DayRule::Fixed { month: *month, day: *day },
        ("easter", [days]) => DayRule::Easter(*days),
        ("nth", [month, weekday, nth]) => DayRule::Nth { month: *month, weekday: *weekday, nth: *nth },
        _ => return None,
    };
    Some((name, rule))
}

impl DayRule {
    pub(super) fn in_year(self, year: i16) -> Option<Date> {
        match self {
            DayRule::Fixed { month, day } => Date::new(year, month, day).ok(),
            DayRule::Easter(days) => super::days::plus(easter(year)?, i64::from(days)),
            DayRule::Nth { month, weekday, nth } => {
                let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
        }
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus, "Astronomical Algorithms", chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19).rem_euclid(32);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        for line in lines {
            assert!(row(line).is_some(), "named days, {line:?}: not a row");
        }
    }

    #[test]
    fn easter_of_known_years() {
        for (year, month, day) in [(2000, 4, 23), (2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25)] {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }
}
