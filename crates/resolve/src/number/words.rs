//! Text cut into words, digits and marks, with their places: what numbers and times are read from.
//!
//! Letters and digits part ("15th" is "15" and "th", glued), since "1990s", "5bn" and "7pm" mean something by their halves.

use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Letters,
    Digits,
    Mark,
}

#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
    /// As written.
    pub(crate) text: &'a str,
    /// Lower case, with straight apostrophes and plain hyphens.
    pub(crate) lower: String,
    /// Whether it follows the word before it without white space.
    pub(crate) glued: bool,
}

/// The words of a text. Looking past either end is allowed and finds nothing.
#[derive(Debug)]
pub(crate) struct Words<'a>(Vec<Word<'a>>);

impl<'a> Words<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let mut words: Vec<Word<'a>> = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let end = at + extent(&text[at..], first);
            if !first.is_whitespace() {
                let glued = words.last().is_some_and(|last| last.range.end == at);
                words.push(word(&text[at..end], at..end, first, glued));
            }
            at = end;
        }
        Words(words)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Word<'a>> {
        self.0.get(at)
    }

    /// The lower-case form, empty past the ends.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.0.get(at).map_or("", |word| &word.lower)
    }

    pub(crate) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.lower(before))
    }

    pub(crate) fn is(&self, at: usize, any: &[&str]) -> bool {
        any.contains(&self.lower(at))
    }

    pub(crate) fn glued(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|word| word.glued)
    }

    pub(crate) fn capital(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|word| word.text.starts_with(char::is_uppercase))
    }

    /// Whether the words from `at` on are those of `phrase`, which is lower-case and split at spaces.
    pub(crate) fn phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut next = at;
        for part in phrase.split(' ') {
            if self.lower(next) != part {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// The end of the longest phrase of the list that stands at `at`.
    pub(crate) fn any_phrase(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().filter_map(|phrase| self.phrase(at, phrase)).max()
    }

    /// A whole number in digits of at most `digits` places, without thousands marks.
    pub(crate) fn whole(&self, at: usize, digits: usize) -> Option<i64> {
        let word = self.0.get(at).filter(|word| word.kind == Kind::Digits && word.text.len() <= digits)?;
        word.text.parse().ok()
    }
}

fn word(text: &str, range: Range<usize>, first: char, glued: bool) -> Word<'_> {
    let kind = if first.is_ascii_digit() {
        Kind::Digits
    } else if first.is_alphabetic() {
        Kind::Letters
    } else {
        Kind::Mark
    };
    let lower = match first {
        '’' | '‘' | 'ʼ' => "'".to_owned(),
        '–' | '—' | '‐' | '‑' | '−' => "-".to_owned(),
        _ => text.to_lowercase(),
    };
    Word { kind, range, text, lower, glued }
}

/// How many bytes of `rest` belong to the word that begins with `first`.
fn extent(rest: &str, first: char) -> usize {
    let run = |inside: fn(char) -> bool| rest.find(|c| !inside(c)).unwrap_or(rest.len());
    if first.is_whitespace() {
        run(char::is_whitespace)
    } else if first.is_ascii_digit() {
        digits(rest)
    } else if first.is_alphabetic() {
        run(char::is_alphabetic)
    } else {
        first.len_utf8()
    }
}

/// Digits with their thousands commas ("2,000") and one decimal point ("1.5").
fn digits(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let count = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = count(0);
    while bytes.get(end) == Some(&b',') && count(end + 1) == 3 {
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && count(end + 1) > 0 {
        end += 1 + count(end + 1);
    }
    end
}
