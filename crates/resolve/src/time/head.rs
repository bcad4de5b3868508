//! The day of publication where the head of a text gives it: a line of its own, or a dateline.

use verbale_record::Date;

use super::expression::{Expression, YearOf};
use super::{Frame, days, parse_date, span};
use crate::number::words::Words;

/// How much of a text counts as its head.
const HEAD_BYTES: usize = 800;

/// How far into a line a dateline reaches ("KUALA LUMPUR, Malaysia, 18 February 2025 (Agency) —").
const DATELINE_WORDS: usize = 16;

/// The first full date in the head of the text that a line is about, not one told in a sentence.
pub fn published_in_head(text: &str) -> Option<Date> {
    let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
    head.lines().find_map(line_date)
}

fn line_date(line: &str) -> Option<Date> {
    let words = Words::of(line);
    (0..words.len().min(DATELINE_WORDS)).find_map(|at| {
        let (expression, end) = parse_date::date(&words, at)?;
        let date = full(&expression)?;
        (stands_apart(line, &words, end) || leads(&words, at, end)).then_some(date)
    })
}

fn full(expression: &Expression) -> Option<Date> {
    match expression {
        Expression::DayOfMonth { year: YearOf::Exactly(_), .. } => {
            days::days(expression, &Frame::default()).ok()?.start
        }
        _ => None,
    }
}

/// A short line that is no sentence, or a dateline that a dash or bracket closes.
fn stands_apart(line: &str, words: &Words, end: usize) -> bool {
    const SHORT_BYTES: usize = 80;
    let rest = span(words, 0, end).map_or("", |span| &line[span.range().end..]);
    let closed = rest.trim_start().starts_with(['(', '-', '–', '—', '|', '·', ':']);
    closed || (line.len() <= SHORT_BYTES && !line.trim_end().ends_with('.'))
}

/// A weekday and a date that begin the line ("Thursday, May 7, 2015 On Tuesday …").
fn leads(words: &Words, at: usize, end: usize) -> bool {
    at == 0 && super::vocabulary::weekday(words.lower(0)).is_some() && words.capital(end)
}
