//! When: time expressions of news English, and the days they cover.
//!
//! [`find`] marks the expressions of a text; [`resolve`] turns one into days, counted from the day of publication by the
//! codebook's rules: "three years ago" is that year, "last week" Monday to Sunday of the week before, "since" leaves the
//! end open. News leans backwards: a bare "Tuesday" is the latest one, unless the sentence looks ahead ([`lean_at`]).

mod days;
mod expression;
mod head;
mod lean;
mod named;
mod nearest;
mod parse;
mod parse_bounds;
mod parse_date;
mod parse_period;
mod parse_relative;
mod vocabulary;

use verbale_record::{Date, Span};

pub use head::published_in_head;
pub use lean::lean_at;

use crate::number::words::Words;

/// Which way a time without a year or week is to be looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lean {
    #[default]
    Past,
    Future,
}

/// The calendar unit that an expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Granularity {
    Day,
    Week,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
    /// A range or an open bound.
    Span,
}

/// The days an expression covers, both bounds inclusive; `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub granularity: Granularity,
}

/// Why an expression gives no days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Stable, lower-case, hyphenated.
    pub reason: &'static str,
}

/// What a time is counted from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame {
    pub published: Option<Date>,
    pub lean: Lean,
    /// The time the text spoke of before, which "a year later" counts from.
    pub previous: Option<Days>,
    /// The single day it spoke of before, which "two days later" and "that morning" count from.
    pub previous_day: Option<Days>,
}

/// Every time expression of the text, in order, none inside another.
pub fn find(text: &str) -> Vec<Span> {
    let words = Words::of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match parse::in_running_text(&words, at) {
            Some((start, end)) => {
                found.extend(span(&words, start, end));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The days that `words` cover, for a report of that day.
pub fn resolve(words: &str, published: Option<Date>, lean: Lean) -> Result<Days, Unresolved> {
    resolve_in(words, &Frame { published, lean, ..Frame::default() })
}

/// As [`resolve`], with what the text spoke of before.
pub fn resolve_in(words: &str, frame: &Frame) -> Result<Days, Unresolved> {
    let words = Words::of(words);
    let expression = parse::anywhere(&words).ok_or(Unresolved { reason: "not-a-time" })?;
    days::days(&expression, frame)
}

/// Words that leave the end of a time open.
const OPENING: [&str; 2] = ["since", "from"];

/// As [`resolve_in`], without the word that leaves the time open: the 19th of April, of "since 19 April".
pub fn resolve_named(words: &str, frame: &Frame) -> Result<Days, Unresolved> {
    let opens = |first: &str| OPENING.iter().any(|word| first.eq_ignore_ascii_case(word));
    let named = words.split_once(' ').filter(|(first, _)| opens(first)).map_or(words, |(_, named)| named);
    resolve_in(named, frame)
}

/// As [`resolve_in`], for words in their text: a preposition before them counts too ("since 2011", "by Friday").
pub fn resolve_at(text: &str, at: Span, frame: &Frame) -> Result<Days, Unresolved> {
    resolve_in(widened(text, at).of(text), frame)
}

/// The span with the bound that governs it ("since", "in the past").
fn widened(text: &str, at: Span) -> Span {
    const CONTEXT_BYTES: usize = 48;
    // "after Tuesday's attack": the attack is what the words before govern.
    if text[at.range().end..].starts_with(['\'', '’']) {
        return at;
    }
    let from = text.floor_char_boundary(at.range().start.saturating_sub(CONTEXT_BYTES));
    let before = Words::of(&text[from..at.range().start]);
    let start = parse_bounds::governor(&before).map_or(at.start, |start| (from + start) as u32);
    Span::new(start, at.end)
}

fn span(words: &Words, start: usize, end: usize) -> Option<Span> {
    let (first, last) = (words.get(start)?, words.get(end.checked_sub(1)?)?);
    Some(Span::from(first.range.start..last.range.end))
}
