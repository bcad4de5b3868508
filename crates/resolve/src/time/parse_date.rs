//! Calendar dates: "7 October 2023", "Aug. 1, 2019", "12-14 May", "2025-05-13", "the 15th", "Good Friday".

use super::expression::{Expression, Period, YearOf};
use super::named::named_day;
use super::parse::Read;
use super::vocabulary::{self, month, ordinal_digits, period, skip_stop};
use crate::number::words::{Kind, Words};

/// A date, a month, or a named day, a weekday before it included.
pub(super) fn date(words: &Words, at: usize) -> Read {
    let at = after_weekday(words, at).unwrap_or(at);
    let readers: [fn(&Words, usize) -> Read; 7] =
        [numeric, days_then_month, month_then_days, named, month_alone, week_of_month, day_alone];
    readers.iter().find_map(|read| read(words, at))
}

/// "Monday, May 18": the weekday adds nothing to the date that follows.
fn after_weekday(words: &Words, at: usize) -> Option<usize> {
    let (_, short) = vocabulary::weekday(words.lower(at))?;
    let next = skip_stop(words, at + 1, short);
    let next = if words.is(next, &[",", "the"]) { next + 1 } else { next };
    let dated = days_then_month(words, next).or_else(|| month_then_days(words, next)).or_else(|| numeric(words, next));
    dated.map(|_| next)
}

/// "2025-05-13", "13/05/2025", "05/13/2025". Where day and month could change places, the day is taken to come first.
fn numeric(words: &Words, at: usize) -> Read {
    let mark = words.lower(at + 1);
    let joined = (1..5).all(|step| words.glued(at + step)) && words.lower(at + 3) == mark;
    if !joined || !matches!(mark, "-" | "/" | ".") {
        return dotted(words, at);
    }
    let (a, b, c) = (words.whole(at, 4)?, words.whole(at + 2, 2)?, words.whole(at + 4, 4)?);
    let long = |at: usize| words.lower(at).len() == 4;
    let (year, month, day) = if long(at) {
        (a, b, c)
    } else if long(at + 4) {
        if b > 12 { (c, a, b) } else { (c, b, a) }
    } else {
        return None;
    };
    day_of(YearOf::Exactly(i16::try_from(year).ok()?), month, day).map(|date| (date, at + 5))
}

/// "13.05.2025", which reads as a decimal and a rest.
fn dotted(words: &Words, at: usize) -> Read {
    let first = words.get(at).filter(|word| word.kind == Kind::Digits && word.text.len() <= 5)?;
    let (day, month) = first.text.split_once('.')?;
    let year = words.whole(at + 2, 4).filter(|year| *year > 1000 && words.is(at + 1, &["."]) && words.glued(at + 2))?;
    day_of(YearOf::Exactly(i16::try_from(year).ok()?), month.parse().ok()?, day.parse().ok()?)
        .map(|date| (date, at + 3))
}

fn day_of(year: YearOf, month: i64, day: i64) -> Option<Expression> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Expression::DayOfMonth { year, month, day })
}

/// The number of a day, "7" or "7th".
fn day_number(words: &Words, at: usize) -> Option<(i8, usize)> {
    let plain = || Some((words.whole(at, 2)? as i8, at + 1));
    ordinal_digits(words, at).or_else(plain).filter(|(day, _)| (1..=31).contains(day))
}

/// One day, or the first and last of several ("9–10", "15 and 16").
fn day_numbers(words: &Words, at: usize) -> Option<(i8, Option<i8>, usize)> {
    let (first, next) = day_number(words, at)?;
    let joined =
        words.is(next, &["-", "to", "and", "through", "/", "or"]).then(|| day_number(words, next + 1)).flatten();
    Some(match joined.filter(|(last, end)| *last > first && !words.is(*end, &[":"])) {
        Some((last, end)) => (first, Some(last), end),
        None => (first, None, next),
    })
}

fn month_name(words: &Words, at: usize) -> Option<(i8, usize)> {
    let (number, short) = month(words.lower(at))?;
    Some((number, skip_stop(words, at + 1, short)))
}

fn days_then_month(words: &Words, at: usize) -> Read {
    let (first, last, next) = day_numbers(words, at)?;
    let next = if words.is(next, &["of"]) { next + 1 } else { next };
    let next = if words.is(next, &["-"]) && words.glued(next + 1) { next + 1 } else { next };
    let (month, next) = month_name(words, next)?;
    let (year, end) = year_after(words, next);
    Some((days(year, month, first, last), end))
}

fn month_then_days(words: &Words, at: usize) -> Read {
    let (month, next) = month_name(words, at)?;
    let next = if words.is(next, &["the"]) { next + 1 } else { next };
    let (first, last, next) = day_numbers(words, next)?;
    let (year, end) = year_after(words, next);
    Some((days(year, month, first, last), end))
}

fn days(year: YearOf, month: i8, first: i8, last: Option<i8>) -> Expression {
    let day = |day: i8| Expression::DayOfMonth { year, month, day };
    match last {
        Some(last) => Expression::Range(Box::new(day(first)), Box::new(day(last))),
        None => day(first),
    }
}

/// "August", "August 2016", "last August", "August of last year".
fn month_alone(words: &Words, at: usize) -> Read {
    let (before, start) = year_before(words, at);
    let (month, next) = month_name(words, start)?;
    let (year, end) = year_after(words, next);
    let year = if year == YearOf::Nearest { before } else { year };
    Some((Expression::Month { year, month }, end))
}

/// "The first week of May": seven days each from the first of the month on.
fn week_of_month(words: &Words, at: usize) -> Read {
    let week = vocabulary::ordinal(words.lower(at)).filter(|week| *week <= 4)?;
    let (month, next) = month_name(words, words.any_phrase(at + 1, &["week of", "week in"])?)?;
    let (year, end) = year_after(words, next);
    Some((days(year, month, 7 * week - 6, Some(7 * week)), end))
}

fn year_before(words: &Words, at: usize) -> (YearOf, usize) {
    let year = match words.lower(at) {
        "last" | "past" => YearOf::Latest,
        "next" | "coming" => YearOf::Coming,
        "this" => YearOf::Relative(0),
        _ => return (YearOf::Nearest, at),
    };
    (year, at + 1)
}

fn named(words: &Words, at: usize) -> Read {
    let (rule, next) = named_day(words, at)?;
    // "Waitangi Day - February 6 - this year": the date between the dashes repeats it.
    let dash = |at: usize| words.is(at, &["-", "(", ","]);
    let repeated =
        dash(next).then(|| month_then_days(words, next + 1).or_else(|| days_then_month(words, next + 1))).flatten();
    if let Some((date, end)) = repeated {
        return Some((date, if words.is(end, &[")"]) { end + 1 } else { end }));
    }
    let (year, end) = year_after(words, next);
    Some((Expression::Named { year, rule }, end))
}

/// "the 15th", of the month that the report is in.
fn day_alone(words: &Words, at: usize) -> Read {
    let (day, end) = ordinal_digits(words, at)?;
    let counted = words.get(end).is_some_and(|word| {
        word.kind == Kind::Letters && !words.is(end, &["and", "to", "in", "at", "when", "after", "by", "for"])
    });
    ((1..=31).contains(&day) && words.is(at.wrapping_sub(1), &["the", "on", ""]) && !counted)
        .then_some((Expression::DayAlone(day), end))
}

/// The year that follows a month or a day.
pub(super) fn year_after(words: &Words, at: usize) -> (YearOf, usize) {
    let written =
        |at: usize| words.whole(at, 4).filter(|year| words.lower(at).len() == 4 && (1000..2200).contains(year));
    let next = if words.is(at, &[",", "of", "in", "-"]) { at + 1 } else { at };
    if let Some(year) = written(next).filter(|_| !words.is(next, &["-"])) {
        return (YearOf::Exactly(year as i16), next + 1);
    }
    let next = if words.is(next, &["the", "-"]) { next + 1 } else { next };
    let step = match words.lower(next) {
        "this" | "current" => YearOf::Relative(0),
        "last" => YearOf::Relative(-1),
        "next" => YearOf::Relative(1),
        "following" => YearOf::Previous(1),
        "previous" | "preceding" => YearOf::Previous(-1),
        "that" | "same" => YearOf::Previous(0),
        _ => return (YearOf::Nearest, at),
    };
    if period(words.lower(next + 1)) == Some(Period::Year) { (step, next + 2) } else { (YearOf::Nearest, at) }
}
