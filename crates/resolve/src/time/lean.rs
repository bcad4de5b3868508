//! Whether a sentence looks back or ahead at its time: "met on Tuesday", "will meet on Tuesday".

use verbale_record::Span;

use super::Lean;
use crate::number::words::{Kind, Words};

/// Words that look ahead.
const AHEAD: &[&str] = &[
    "will",
    "shall",
    "due",
    "scheduled",
    "planned",
    "plans",
    "plan",
    "planning",
    "expected",
    "upcoming",
    "forthcoming",
    "slated",
    "would",
    "could",
    "may",
    "might",
    "going",
    "next",
    "until",
    "deadline",
    "ahead",
    "tomorrow",
    "intends",
    "hopes",
    "is",
    "are",
    "ll",
    "set",
    "postponed",
    "begins",
    "starts",
    "opens",
];

/// Words that look back, beside words in "-ed".
const BACK: &[&str] = &[
    "said", "told", "was", "were", "had", "did", "met", "held", "spoke", "began", "made", "took", "came", "went",
    "wrote", "has", "have", "been", "broke", "struck", "hit", "fell", "shot", "left", "saw", "gave", "sent", "led",
    "won", "lost", "found", "fought", "fled", "rose", "drove", "became", "says",
];

/// How far from the time a word still governs it.
const REACH_BYTES: usize = 120;

/// The lean of the sentence at a time: the nearest cue before it in its sentence, else the nearest after.
pub fn lean_at(text: &str, at: Span) -> Lean {
    let (start, end) = (at.range().start, at.range().end);
    let from = text.floor_char_boundary(start.saturating_sub(REACH_BYTES));
    let to = text.ceil_char_boundary(end.saturating_add(REACH_BYTES).min(text.len()));
    let before = Words::of(&text[from..start]);
    let after = Words::of(&text[end..to]);
    let back = (0..before.len()).rev().take_while(|at| !ends_sentence(&before, *at)).find_map(|at| cue(&before, at));
    let on = || (0..after.len()).take_while(|at| !ends_sentence(&after, *at)).find_map(|at| cue(&after, at));
    back.or_else(on).unwrap_or_default()
}

fn cue(words: &Words, at: usize) -> Option<Lean> {
    let word = words.lower(at);
    if AHEAD.contains(&word) {
        Some(Lean::Future)
    } else if BACK.contains(&word) || (word.len() > 4 && word.ends_with("ed")) {
        Some(Lean::Past)
    } else {
        None
    }
}

fn ends_sentence(words: &Words, at: usize) -> bool {
    let capital = words
        .get(at + 1)
        .is_none_or(|next| next.kind == Kind::Letters && words.capital(at + 1) || next.kind == Kind::Mark);
    words.is(at, &["!", "?"]) || (words.is(at, &["."]) && capital && words.before(at).len() > 3)
}
