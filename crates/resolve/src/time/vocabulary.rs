//! The closed word classes of time: months, weekdays, periods, parts of the day.

use super::expression::{Period, Season};
use crate::number::words::Words;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Parts of the day that follow a day or stand alone after "this".
pub(super) const PARTS_OF_DAY: &[&str] =
    &["morning", "afternoon", "evening", "night", "noon", "midday", "lunchtime", "dawn", "midnight", "dusk"];

/// One to twelve, and whether the word was cut short ("Aug").
pub(super) fn month(word: &str) -> Option<(i8, bool)> {
    named(
        word,
        &MONTHS,
        &["jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        &[("sept", 9)],
    )
}

/// Monday is one; and whether the word was cut short ("Tues").
pub(super) fn weekday(word: &str) -> Option<(i8, bool)> {
    let variants = [("tues", 2), ("weds", 3), ("thur", 4), ("thurs", 4)];
    let full = word.strip_suffix('s').filter(|word| WEEKDAYS.contains(word)).unwrap_or(word);
    named(full, &WEEKDAYS, &["mon", "tue", "wed", "thu", "fri", "sat", "sun"], &variants)
}

fn named(word: &str, full: &[&str], short: &[&str], variants: &[(&str, i8)]) -> Option<(i8, bool)> {
    let place = |list: &[&str]| list.iter().position(|name| *name == word).map(|at| at as i8 + 1);
    if word.is_empty() {
        return None;
    }
    let cut = || place(short).or_else(|| variants.iter().find(|(name, _)| *name == word).map(|(_, number)| *number));
    place(full).map(|number| (number, false)).or_else(|| cut().map(|number| (number, true)))
}

pub(super) fn period(word: &str) -> Option<Period> {
    Some(match word {
        "hour" | "hours" | "minutes" | "minute" => Period::Hour,
        "day" | "days" => Period::Day,
        "weekend" | "weekends" => Period::Weekend,
        "week" | "weeks" => Period::Week,
        "fortnight" | "fortnights" => Period::Fortnight,
        "month" | "months" => Period::Month,
        "quarter" | "quarters" => Period::Quarter,
        "year" | "years" => Period::Year,
        "decade" | "decades" => Period::Decade,
        "century" | "centuries" => Period::Century,
        _ => return None,
    })
}

pub(super) fn season(word: &str) -> Option<Season> {
    Some(match word {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

pub(super) fn ordinal(word: &str) -> Option<i8> {
    const ORDINALS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    ORDINALS.iter().position(|name| *name == word).map(|at| at as i8 + 1)
}

/// "15th", as two glued words.
pub(super) fn ordinal_digits(words: &Words, at: usize) -> Option<(i8, usize)> {
    let day = words.whole(at, 2)? as i8;
    let suffix = words.glued(at + 1) && words.is(at + 1, &["st", "nd", "rd", "th"]);
    suffix.then_some((day, at + 2))
}

/// A full stop after a word that was cut short ("Aug.") belongs to it.
pub(super) fn skip_stop(words: &Words, at: usize, short: bool) -> usize {
    if short && words.is(at, &["."]) && words.glued(at) { at + 1 } else { at }
}
