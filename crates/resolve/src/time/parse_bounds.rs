//! Bounds and ranges: "since 2011", "by the end of the year", "between May and July", "Monday and Tuesday".

use super::expression::Expression;
use super::parse::{Read, plain};
use super::parse_relative;
use crate::number::words::Words;

/// The words that may govern a time from the left, articles and parts between included.
const GOVERNING: &[&str] = &[
    "since",
    "until",
    "till",
    "by",
    "before",
    "after",
    "from",
    "in",
    "over",
    "during",
    "within",
    "for",
    "the",
    "past",
    "last",
    "next",
    "coming",
    "end",
    "of",
    "beginning",
    "start",
    "early",
    "late",
    "no",
    "later",
    "than",
    "prior",
    "to",
    "through",
    "following",
    "previous",
];

/// Cue phrases, and what they make of the time after them.
type Bound = (&'static [&'static str], fn(Box<Expression>) -> Expression);

/// An expression with an open end.
pub(super) fn bounded(words: &Words, at: usize) -> Read {
    let bounds: [Bound; 5] = [
        (&["since", "ever since"], Expression::Since),
        (
            &["starting", "starting on", "starting in", "beginning in", "beginning on", "as of", "from"],
            Expression::Onwards,
        ),
        (
            &["until", "till", "up to", "up until", "through", "by", "no later than", "not later than"],
            Expression::Until,
        ),
        (&["before", "prior to", "ahead of"], Expression::Before),
        (&["after"], Expression::After),
    ];
    if let Some(range) = from_to(words, at).or_else(|| between(words, at)) {
        return Some(range);
    }
    let (next, bound) = bounds.iter().find_map(|(cues, bound)| Some((words.any_phrase(at, cues)?, bound)))?;
    // What comes before the end of June may still come in June.
    let within =
        words.is(at, &["before"]) && words.any_phrase(next, &["the end of", "end of", "the close of"]).is_some();
    let bound = if within { &(Expression::Until as fn(Box<Expression>) -> Expression) } else { bound };
    let (inner, end) = plain(words, next)?;
    // "after Tuesday's attack": the attack is what it is after.
    let of_something = words.is(end, &["'"]) && words.is(at, &["before", "after", "ahead", "prior", "by"]);
    let measured =
        matches!(inner, Expression::Duration | Expression::Lasting(_) | Expression::Ago(_) | Expression::Untold);
    (!of_something && (!measured || words.is(at, &["since", "until", "from"]))).then(|| (bound(Box::new(inner)), end))
}

fn from_to(words: &Words, at: usize) -> Read {
    let (from, next) = plain(words, words.phrase(at, "from")?)?;
    let next = words.any_phrase(next, &["to", "until", "till", "through", "-"])?;
    let (to, end) = plain(words, next)?;
    Some((Expression::Range(Box::new(from), Box::new(to)), end))
}

fn between(words: &Words, at: usize) -> Read {
    let (from, next) = plain(words, words.phrase(at, "between")?)?;
    let (to, end) = plain(words, words.phrase(next, "and")?)?;
    Some((Expression::Range(Box::new(from), Box::new(to)), end))
}

/// Two times of the same kind joined without "from".
pub(super) fn ranged(words: &Words, at: usize) -> Read {
    let (from, next) = plain(words, at)?;
    let next = words.any_phrase(next, &["to", "through", "until", "-", "and", ", and", "or", "/"])?;
    let (to, end) = plain(words, next)?;
    alike(&from, &to).then(|| (Expression::Range(Box::new(from), Box::new(to)), end))
}

fn alike(from: &Expression, to: &Expression) -> bool {
    let range = matches!(
        from,
        Expression::DayOfMonth { .. }
            | Expression::Month { .. }
            | Expression::Year(_)
            | Expression::Weekday { .. }
            | Expression::Decade(_)
            | Expression::Offset(_)
            | Expression::Season { .. }
            | Expression::Quarter { .. }
    );
    let day = |expression: &Expression| {
        matches!(expression, Expression::DayOfMonth { .. } | Expression::Weekday { .. } | Expression::Offset(_))
    };
    range && (std::mem::discriminant(from) == std::mem::discriminant(to) || (day(from) && day(to)))
}

/// Where in the words before a time its governing words begin, as a byte offset.
pub(super) fn governor(before: &Words) -> Option<usize> {
    let first = (0..before.len()).rev().take_while(|at| before.is(*at, GOVERNING)).last()?;
    before.get(first).map(|word| word.range.start)
}

/// "within 48 hours": from publication on; "in two days" by the lean; "for two days" says how long.
pub(super) fn lasting(words: &Words, at: usize) -> Read {
    let (make, next): (fn(super::expression::Length) -> Expression, usize) = match words.lower(at) {
        "within" => (Expression::From, at + 1),
        "in" | "over" | "during" => (Expression::Lasting, at + 1),
        "for" => (|_| Expression::Duration, at + 1),
        _ => return None,
    };
    let (length, end) = parse_relative::length(words, next)?;
    let time =
        words.phrase(end, "' time").or_else(|| words.phrase(end, "' s time")).or_else(|| words.phrase(end, "from now"));
    Some(match time {
        Some(end) => (Expression::Ahead(length), end),
        None => (make(length), end),
    })
}
