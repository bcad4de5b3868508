//! Longer units of the calendar: years, decades, centuries, seasons, quarters, halves.

use super::expression::{Expression, Period, YearOf};
use super::parse::Read;
use super::parse_date::year_after;
use super::vocabulary::{self, ordinal, ordinal_digits};
use crate::number::words::{Kind, Words};

pub(super) fn period(words: &Words, at: usize) -> Read {
    let readers: [fn(&Words, usize) -> Read; 5] = [decade, century, season, quarter, year];
    readers.iter().find_map(|read| read(words, at))
}

/// After "the end of the", a bare "year" is the current one.
pub(super) fn this_period(words: &Words, at: usize) -> Read {
    let next = if words.is(at, &["this", "new"]) { at + 1 } else { at };
    let period = vocabulary::period(words.lower(next)).filter(|period| *period != Period::Hour)?;
    let by = i64::from(words.is(at, &["new"]));
    Some((Expression::Relative { period, by }, next + 1))
}

fn year(words: &Words, at: usize) -> Read {
    let word = words.get(at).filter(|word| word.kind == Kind::Digits && word.text.len() == 4)?;
    let year: i16 = word.text.parse().ok().filter(|year| (1500..2101).contains(year))?;
    let money = words.is(at.wrapping_sub(1), &["$", "£", "€", "#", "."]) && words.glued(at);
    let part = words.glued(at + 1) && words.is(at + 1, &[":", "/", "%"]);
    // "2019-20" and "2019/20" are two years.
    if let Some(end) = next_year(words, at, year) {
        let both = Expression::Range(Box::new(exactly(year)), Box::new(exactly(year + 1)));
        return Some((both, end));
    }
    (!money && !part).then(|| (exactly(year), at + 1))
}

fn exactly(year: i16) -> Expression {
    Expression::Year(YearOf::Exactly(year))
}

fn next_year(words: &Words, at: usize, year: i16) -> Option<usize> {
    let joined = words.is(at + 1, &["-", "/"]) && words.glued(at + 1) && words.glued(at + 2);
    let second = words.whole(at + 2, 2).filter(|_| joined && words.lower(at + 2).len() == 2)?;
    (second == i64::from((year + 1) % 100)).then_some(at + 3)
}

/// "1990s", "the 90s", "the nineties".
fn decade(words: &Words, at: usize) -> Read {
    const SPELLED: [&str; 8] =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    if let Some(place) = SPELLED.iter().position(|name| *name == words.lower(at)) {
        let aged = words.is(at.wrapping_sub(1), &["his", "her", "their", "its"]);
        return (!aged).then_some((Expression::Decade(1920 + 10 * place as i16), at + 1));
    }
    let quoted = usize::from(words.is(at, &["'"]));
    let (number, at) = (words.whole(at + quoted, 4)?, at + quoted);
    let plural = if words.is(at + 1, &["'"]) { at + 2 } else { at + 1 };
    if !(words.is(plural, &["s"]) && words.glued(plural) && number % 10 == 0) {
        return None;
    }
    let start = match words.lower(at).len() {
        4 if (1000..2100).contains(&number) => number,
        2 if number >= 20 => 1900 + number,
        _ => return None,
    };
    Some((Expression::Decade(start as i16), plural + 1))
}

/// "the 19th century", "the nineteenth century" is left alone.
fn century(words: &Words, at: usize) -> Read {
    let (number, next) = ordinal_digits(words, at)?;
    let next = if words.is(next, &["-"]) { next + 1 } else { next };
    (words.is(next, &["century"]) && number > 0).then(|| (Expression::Century((i16::from(number) - 1) * 100), next + 1))
}

/// A season with its year, counted from now, or where a time is looked for ("since the spring"); a bare "spring" may be water.
fn season(words: &Words, at: usize) -> Read {
    let (before, next) = match words.lower(at) {
        "last" => (Some(YearOf::Relative(-1)), at + 1),
        "this" => (Some(YearOf::Relative(0)), at + 1),
        "next" => (Some(YearOf::Relative(1)), at + 1),
        _ => (None, at),
    };
    let season = vocabulary::season(words.lower(next))?;
    let (after, end) = year_after(words, next + 1);
    let year = match before {
        _ if after != YearOf::Nearest => after,
        Some(year) => year,
        None if is_led(words, at) && !words.is(end, &["of"]) => YearOf::Nearest,
        None => return None,
    };
    Some((Expression::Season { year, season }, end))
}

/// Whether the words before can only lead to a time.
fn is_led(words: &Words, at: usize) -> bool {
    const LEADS: &[&str] =
        &["in", "since", "by", "until", "till", "before", "during", "early", "late", "mid", "throughout"];
    let start = if words.is(at.wrapping_sub(1), &["the"]) { at - 1 } else { at };
    words.is(start.wrapping_sub(1), LEADS)
}

/// "spring", "the summer" and nothing else: words that were taken for a time.
pub(super) fn bare_season(words: &Words) -> Option<Expression> {
    let at = usize::from(words.is(0, &["the"]));
    let season = vocabulary::season(words.lower(at)).filter(|_| words.len() == at + 1)?;
    Some(Expression::Season { year: YearOf::Nearest, season })
}

/// "Q2 2023", "the second quarter of 2023", "the first half of the year".
fn quarter(words: &Words, at: usize) -> Read {
    let lettered = words.glued(at + 1).then(|| words.whole(at + 1, 1)).flatten();
    let (number, unit, next) = match (words.lower(at), lettered) {
        ("q", Some(number)) => (number as i8, "quarter", at + 2),
        ("h", Some(number)) => (number as i8, "half", at + 2),
        (word, _) => (ordinal(word)?, words.lower(at + 1), at + 2),
    };
    let (year, end) = match year_after(words, next) {
        (YearOf::Nearest, _) => (YearOf::Relative(0), words.any_phrase(next, &["of the year", "of this year"])?),
        written => written,
    };
    let expression = match unit {
        "quarter" if (1..=4).contains(&number) => Expression::Quarter { year, quarter: number },
        "half" if (1..=2).contains(&number) => Expression::Half { year, half: number },
        _ => return None,
    };
    Some((expression, end))
}
