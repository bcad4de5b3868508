//! The grammar of time expressions: what may stand at a word, the longest reading first.

use super::expression::Expression;
use super::parse_bounds::{bounded, ranged};
use super::{parse_date, parse_period, parse_relative, vocabulary};
use crate::number::words::{Kind, Words};

/// An expression and the word after it.
pub(super) type Read = Option<(Expression, usize)>;

/// The first expression that stands anywhere in `words`: one that says when before one that says how long ("36 days in
/// 2022"). A part of a day alone ("shortly before dawn") is that of the day spoken of.
pub(super) fn anywhere(words: &Words) -> Option<Expression> {
    let says_when = |expression: &Expression| !matches!(expression, Expression::Duration | Expression::Untold);
    let read = |at: usize| phrase(words, at).map(|(expression, _)| expression);
    (0..words.len())
        .find_map(|at| Some(since_then(words, at, read(at).filter(says_when)?)))
        .or_else(|| (0..words.len()).find_map(read))
        .or_else(|| parse_relative::part_of_that_day(words))
        .or_else(|| parse_period::bare_season(words))
}

/// "Since the war began in 2015" goes on, though other words stand between.
fn since_then(words: &Words, at: usize, found: Expression) -> Expression {
    if at > 0 && words.is(0, &["since"]) && !is_bounded(&found) { Expression::Since(Box::new(found)) } else { found }
}

fn is_bounded(expression: &Expression) -> bool {
    use Expression as E;
    matches!(expression, E::Since(_) | E::Onwards(_) | E::Until(_) | E::Before(_) | E::After(_) | E::Range(..))
}

/// An expression that may be marked in running text, as the words from start to end.
pub(super) fn in_running_text(words: &Words, at: usize) -> Option<(usize, usize)> {
    let (expression, end) = phrase(words, at)?;
    let start =
        if words.is(at, &["the", "a", "an"]) && !matches!(expression, Expression::Ago(_)) { at + 1 } else { at };
    let says_when = !matches!(expression, Expression::Duration | Expression::Untold);
    let several = end - usize::from(words.is(end - 1, &["."])) > start + 1;
    (says_when && (several || stands_alone(words, start))).then_some((start, end))
}

/// An expression with its bounds, a range, or a plain one.
pub(super) fn phrase(words: &Words, at: usize) -> Read {
    bounded(words, at).or_else(|| ranged(words, at)).or_else(|| plain(words, at))
}

/// An expression without bounds or range.
pub(super) fn plain(words: &Words, at: usize) -> Read {
    longest(
        words,
        at,
        &[part, parse_date::date, parse_period::period, parse_relative::weekday, parse_relative::relative],
    )
}

/// An expression that holds no other, so that "the end of the end of …" cannot go on for ever.
pub(super) fn simple(words: &Words, at: usize) -> Read {
    longest(
        words,
        at,
        &[parse_date::date, parse_period::period, parse_relative::one_weekday, parse_relative::unit_of_time],
    )
}

fn longest(words: &Words, at: usize, readers: &[fn(&Words, usize) -> Read]) -> Read {
    let read = |at: usize| readers.iter().filter_map(|read| read(words, at)).max_by_key(|(_, end)| *end);
    read(at).or_else(|| if words.is(at, &["the"]) { read(at + 1) } else { None })
}

/// "early 2019", "end of the year": the codebook gives an approximate time the unit it names.
fn part(words: &Words, at: usize) -> Read {
    const PARTS: &[&str] = &[
        "early",
        "late",
        "mid",
        "earlier",
        "later",
        "beginning",
        "start",
        "end",
        "middle",
        "close",
        "turn",
        "height",
        "first days",
        "first weeks",
        "first months",
        "last days",
        "last weeks",
        "last months",
        "final days",
        "final weeks",
        "final months",
        "halfway through",
        "outset",
        "eve",
    ];
    let mut next = words.any_phrase(at, PARTS)?;
    while words.is(next, &["of", "in", "-", "on", "the"]) {
        next += 1;
    }
    parse_period::this_period(words, next).or_else(|| simple(words, next))
}

/// Words that are times only in the right company: "May", "Sun", "2014".
fn stands_alone(words: &Words, at: usize) -> bool {
    const BEFORE: &[&str] = &[
        "in",
        "since",
        "by",
        "until",
        "till",
        "of",
        "from",
        "to",
        "through",
        "before",
        "after",
        "during",
        "on",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "between",
        "and",
        "or",
        "than",
        "for",
        "around",
        "circa",
        "about",
        "-",
        "(",
        "throughout",
        "as",
    ];
    let word = words.lower(at);
    let led = words.is(at.wrapping_sub(1), BEFORE);
    if words.get(at).is_some_and(|word| word.kind == Kind::Digits) {
        return led && !counts_things(words, at + 1);
    }
    match (vocabulary::month(word), vocabulary::weekday(word)) {
        (Some((_, short)), _) if short || matches!(word, "may" | "march" | "august") => {
            words.capital(at) && led && !words.capital(at + 1)
        }
        (_, Some((_, true))) => words.capital(at) && led,
        (Some(_), _) | (_, Some(_)) => words.capital(at),
        _ => true,
    }
}

/// "1,500 people", "in 1950 cases": a number, not a year.
fn counts_things(words: &Words, at: usize) -> bool {
    let plural = |word: &str| word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    let word = words.lower(at);
    words.is(
        at,
        &[
            "people", "men", "women", "children", "percent", "%", "troops", "million", "km", "metres", "gmt", "hours",
            "kg",
        ],
    ) || (words.get(at).is_some_and(|word| word.kind == Kind::Letters)
        && !words.capital(at)
        && plural(word)
        && !words.is(at, &["was", "has", "elections", "talks"]))
}
