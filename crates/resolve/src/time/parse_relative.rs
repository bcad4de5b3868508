//! Times counted from the report or from another time: "last week", "three years ago", "Tuesday night", "two days later".

use super::expression::{Expression, HowMany, Length, Period, WeekdayOf, YearOf};
use super::parse::{Read, simple};
use super::parse_bounds::lasting;
use super::vocabulary::{self, PARTS_OF_DAY, skip_stop};
use crate::number::count;
use crate::number::words::{Kind, Words};

/// A weekday, or a night before one.
pub(super) fn weekday(words: &Words, at: usize) -> Read {
    if words.is(at, &["overnight"]) { overnight_into(words, at) } else { one_weekday(words, at) }
}

/// "Tuesday", "last Tuesday", "Tuesday night", "Tuesday last week", "Tuesday week".
pub(super) fn one_weekday(words: &Words, at: usize) -> Read {
    let (of, next) = match words.lower(at) {
        "last" => (WeekdayOf::Last, at + 1),
        "this" | "coming" => (WeekdayOf::Week(0), at + 1),
        "next" => (WeekdayOf::Week(1), at + 1),
        _ => (WeekdayOf::Nearest, at),
    };
    let (weekday, short) = vocabulary::weekday(words.lower(next))?;
    let next = part_of_day(words, skip_stop(words, next + 1, short));
    if of == WeekdayOf::Nearest && words.is(next, &["week"]) {
        return Some((Expression::Weekday { weekday, of: WeekdayOf::WeekOn }, next + 1));
    }
    let (week, end) = week_after(words, next);
    let of = week.map_or(of, WeekdayOf::Week);
    Some((Expression::Weekday { weekday, of }, end))
}

/// "overnight into Saturday", "overnight on Friday".
fn overnight_into(words: &Words, at: usize) -> Read {
    if let Some(next) = words.any_phrase(at + 1, &["into", "to"]) {
        let (day, end) = simple(words, next)?;
        return Some((Expression::OvernightInto(Box::new(day)), end));
    }
    let next = words.any_phrase(at + 1, &["on", ","]).unwrap_or(at + 1);
    one_weekday(words, next)
}

pub(super) fn part_of_day(words: &Words, at: usize) -> usize {
    let qualified = if words.is(at, &["late", "early"]) { at + 1 } else { at };
    if words.is(qualified, PARTS_OF_DAY) { qualified + 1 } else { at }
}

/// A morning, a night or an hour of the clock without a day: of the day that the text spoke of.
pub(super) fn part_of_that_day(words: &Words) -> Option<Expression> {
    let length = Length { count: HowMany::Exactly(0), period: Period::Day };
    let is_part = |at: usize| words.is(at, PARTS_OF_DAY) || words.is(at, &["sunrise", "sunset", "nightfall"]);
    let named = (0..words.len()).any(|at| is_part(at) || is_clock(words, at));
    named.then_some(Expression::Previous { length, back: false })
}

/// "pm" of "4.10 pm", "a.m." of "3 a.m.".
fn is_clock(words: &Words, at: usize) -> bool {
    let follow = |rest: &[&str]| rest.iter().enumerate().all(|(i, part)| words.lower(at + i) == *part);
    let half = words.is(at, &["am", "pm"])
        || [["a", ".", "m"], ["p", ".", "m"], ["o", "'", "clock"]].iter().any(|h| follow(h));
    half && words.get(at.wrapping_sub(1)).is_some_and(|word| word.kind == Kind::Digits)
}

fn week_after(words: &Words, at: usize) -> (Option<i16>, usize) {
    let next = if words.is(at, &["of"]) { at + 1 } else { at };
    let weeks = [("last week", -1), ("this week", 0), ("next week", 1)];
    let hit = weeks.iter().find_map(|(phrase, week)| Some((*week, words.phrase(next, phrase)?)));
    hit.map_or((None, at), |(week, end)| (Some(week), end))
}

pub(super) fn relative(words: &Words, at: usize) -> Read {
    let readers: [fn(&Words, usize) -> Read; 7] =
        [unit_of_time, ago, lasting, measured, previous, from_then_on, soon_after];
    readers.iter().filter_map(|read| read(words, at)).max_by_key(|(_, end)| *end)
}

/// A day or a longer unit counted from publication. Of two readings of the same words the later reader's stands.
pub(super) fn unit_of_time(words: &Words, at: usize) -> Read {
    let readers: [fn(&Words, usize) -> Read; 4] = [fixed, unit, up_to, weekend];
    readers.iter().filter_map(|read| read(words, at)).max_by_key(|(_, end)| *end)
}

/// Phrases of a fixed distance from publication.
fn fixed(words: &Words, at: usize) -> Read {
    const OFFSETS: &[(&str, i64)] = &[
        ("today", 0),
        ("tonight", 0),
        ("this morning", 0),
        ("this afternoon", 0),
        ("this evening", 0),
        ("yesterday", -1),
        ("tomorrow", 1),
        ("last night", -1),
        ("last evening", -1),
        ("the day before yesterday", -2),
        ("day before yesterday", -2),
        ("the day after tomorrow", 2),
        ("day after tomorrow", 2),
    ];
    if let Some(end) = words.phrase(at, "overnight") {
        return Some((Expression::Overnight, end));
    }
    let hits = OFFSETS.iter().filter_map(|(phrase, days)| Some((*days, words.phrase(at, phrase)?)));
    let (days, end) = hits.max_by_key(|(_, end)| *end)?;
    Some((Expression::Offset(days), part_of_day(words, end)))
}

/// "last week", "this month", "next year", "previous year".
fn unit(words: &Words, at: usize) -> Read {
    let by = match words.lower(at) {
        "last" | "previous" => -1,
        "this" | "current" => 0,
        "next" | "coming" | "upcoming" => 1,
        "new" if words.is(at + 1, &["year"]) => i64::from(!words.is(at.wrapping_sub(2), &["since"])),
        _ => return None,
    };
    let period = vocabulary::period(words.lower(at + 1))?;
    // "the next day" and "the previous month" count from the time spoken of.
    let told = words.is(at.wrapping_sub(1), &["the"]) || words.is(at, &["previous"]);
    let moved = told && by != 0 && !words.is(at, &["coming", "upcoming", "last", "new"]);
    let plural = words.lower(at + 1).ends_with('s');
    let length = Length { count: HowMany::Exactly(1), period };
    let expression = match period {
        _ if plural => Expression::Open { ahead: by > 0 },
        Period::Hour => return None,
        Period::Year if words.is(at, &["previous"]) && !words.is(at.wrapping_sub(1), &["the"]) => {
            Expression::Relative { period, by }
        }
        _ if moved => Expression::Previous { length, back: by < 0 },
        _ => Expression::Relative { period, by },
    };
    Some((expression, at + 2))
}

/// "the past three months", "the last month", "the next two weeks", "recent days".
fn up_to(words: &Words, at: usize) -> Read {
    let governed = words.is(at.wrapping_sub(1), &["the", "these", "in", "over", "his", "her", "their", "its"]);
    let ahead = words.is(at, &["next", "coming", "upcoming"]);
    let back = words.is(at, &["past", "last", "previous", "preceding", "recent"]);
    if !ahead && !back {
        return None;
    }
    if let Some((length, end)) = length(words, at + 1).filter(|_| !words.is(at + 1, &["a", "an"])) {
        let expression = match (length.count, ahead) {
            (HowMany::Vague, ahead) => Expression::Open { ahead },
            (_, true) => Expression::From(length),
            (_, false) => Expression::UpTo(length),
        };
        return Some((expression, end));
    }
    let period = vocabulary::period(words.lower(at + 1))?;
    let plural = words.lower(at + 1).ends_with('s');
    if plural && words.is(at, &["recent", "coming", "past", "last", "upcoming", "next"]) {
        return Some((Expression::Open { ahead }, at + 2));
    }
    let length = Length { count: HowMany::Exactly(1), period };
    (governed && words.is(at, &["past", "last"]) && !plural || words.is(at, &["past"]))
        .then_some((Expression::UpTo(length), at + 2))
}

/// "nearly three years ago", "two weeks from now", "a week earlier".
fn ago(words: &Words, at: usize) -> Read {
    let at = words
        .any_phrase(
            at,
            &[
                "nearly",
                "almost",
                "about",
                "around",
                "some",
                "just",
                "only",
                "more than",
                "over",
                "less than",
                "roughly",
                "just over",
                "just under",
                "little more than",
            ],
        )
        .unwrap_or(at);
    let bare = vocabulary::period(words.lower(at)).filter(|_| words.lower(at).ends_with('s'));
    let (length, next) =
        length(words, at).or_else(|| Some((Length { count: HowMany::Vague, period: bare? }, at + 1)))?;
    let back = words.is(next, &["earlier", "before", "previously"]);
    if length.period == Period::Hour && words.is(next, &["later", "earlier", "afterwards", "before", "after"]) {
        let days = match length.count {
            HowMany::Exactly(hours) => hours / 24,
            HowMany::Vague => 0,
        };
        let length = Length { count: HowMany::Exactly(days), period: Period::Day };
        return Some((Expression::Previous { length, back }, next + 1));
    }
    match words.lower(next) {
        // "on Saturday, two days after": the words are what the time of what came before is told by.
        "after" if words.get(next + 1).is_none() => Some((Expression::Previous { length, back: true }, next + 1)),
        "ago" => Some((Expression::Ago(length), next + 1)),
        "from" if words.is(next + 1, &["now", "today"]) => Some((Expression::Ahead(length), next + 2)),
        "hence" => Some((Expression::Ahead(length), next + 1)),
        _ => shifted(words, length, next).or_else(|| {
            let after = words.is(next, &["later", "afterwards", "afterward", "earlier", "before", "previously"]);
            after.then_some((Expression::Previous { length, back }, next + 1))
        }),
    }
}

/// "a week before March 10"; of an untold day where no time follows ("the day after the vote").
fn shifted(words: &Words, length: Length, at: usize) -> Read {
    if !words.is(at, &["before", "after"]) {
        return None;
    }
    let back = words.is(at, &["before"]);
    let Some((from, end)) = simple(words, at + 1) else {
        let told = words.is(at + 1, &["the", "a", "an", "his", "her", "its", "their"]);
        return told.then_some((Expression::Untold, at + 1));
    };
    Some((Expression::Shifted { length, back, from: Box::new(from) }, end))
}

/// A bare length: how long, not when.
fn measured(words: &Words, at: usize) -> Read {
    length(words, at).map(|(_, end)| (Expression::Duration, end))
}

/// "that day", "the following week", "at the time", "the day before".
fn previous(words: &Words, at: usize) -> Read {
    let same = |count: i64, period: Period, back: bool, end: usize| {
        Some((Expression::Previous { length: Length { count: HowMany::Exactly(count), period }, back }, end))
    };
    if let Some(end) = words.any_phrase(at, &["at that time", "at the time", "at the same time", "at this time"]) {
        return Some((Expression::Then, end)).filter(|_| {
            !words.is(end, &["of", "when"]) && !words.is(at + 1, &["this"]) && !words.is(at + 2, &["same"])
        });
    }
    if words.is(at, &["that"]) {
        let year = YearOf::Previous(0);
        let season = vocabulary::season(words.lower(at + 1)).map(|season| Expression::Season { year, season });
        let month = || vocabulary::month(words.lower(at + 1)).map(|(month, _)| Expression::Month { year, month });
        if let Some(named) = season.or_else(month) {
            return Some((named, at + 2));
        }
    }
    if words.is(at + 1, PARTS_OF_DAY) && words.is(at, &["next", "following", "previous", "preceding"]) {
        return same(1, Period::Day, words.is(at, &["previous", "preceding"]), at + 2);
    }
    let period = vocabulary::period(words.lower(at + 1));
    match (words.lower(at), period) {
        ("that" | "same", Some(period)) => same(0, period, false, at + 2),
        ("following", Some(period)) => same(1, period, false, at + 2),
        ("preceding", Some(period)) => same(1, period, true, at + 2),
        ("day", _) if words.is(at + 1, &["before", "after", "earlier"]) => {
            let length = Length { count: HowMany::Exactly(1), period: Period::Day };
            shifted(words, length, at + 1).or_else(|| same(1, Period::Day, !words.is(at + 1, &["after"]), at + 2))
        }
        _ => None,
    }
}

/// "since then", "has since": from the time spoken of on.
fn from_then_on(words: &Words, at: usize) -> Read {
    let then = Expression::Since(Box::new(Expression::Then));
    if let Some(end) = words.phrase(at, "since then") {
        return Some((then, end));
    }
    let has = words.is(at.wrapping_sub(1), &["has", "have", "had", "ever"]);
    let ends = words.get(at + 1).is_none() || words.is(at + 1, &[".", ",", ";"]);
    (words.is(at, &["since"]) && (has || ends)).then_some((then, at + 1))
}

/// "within hours", "within the hour": of the day that the text spoke of.
fn soon_after(words: &Words, at: usize) -> Read {
    const SOON: &[&str] = &["within hours", "within the hour", "within an hour", "within minutes", "within moments"];
    let end = words.any_phrase(at, SOON)?;
    let length = Length { count: HowMany::Exactly(0), period: Period::Day };
    Some((Expression::Previous { length, back: false }, end))
}

/// "over the weekend", "at the weekend".
fn weekend(words: &Words, at: usize) -> Read {
    let led = words.is(at.wrapping_sub(1), &["the", ""]);
    (led && words.is(at, &["weekend"])).then_some((Expression::Relative { period: Period::Weekend, by: 0 }, at + 1))
}

/// A count and a unit: "two weeks", "a decade", "48 hours", "a couple of months".
pub(super) fn length(words: &Words, at: usize) -> Option<(Length, usize)> {
    let article = || words.is(at, &["a", "an"]).then_some((HowMany::Exactly(1), at + 1));
    let pair = || words.any_phrase(at, &["a couple of", "couple of", "a couple"]).map(|end| (HowMany::Exactly(2), end));
    let vague = || words.any_phrase(at, &["several", "a few", "few", "many", "some"]).map(|end| (HowMany::Vague, end));
    let exact = || count::whole(words, at).map(|(count, end)| (HowMany::Exactly(count), end));
    let half = || words.phrase(at, "half a century").map(|end| (HowMany::Exactly(5), end));
    if let Some((count, end)) = half() {
        return Some((Length { count, period: Period::Decade }, end));
    }
    let (count, next) = pair().or_else(vague).or_else(exact).or_else(article)?;
    let next = if words.is(next, &["-", "more", "full"]) { next + 1 } else { next };
    let period = vocabulary::period(words.lower(next))?;
    Some((Length { count, period }, next + 1))
}
