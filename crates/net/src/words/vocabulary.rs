//! The pieces and the greedy longest match of words against them (WordPiece).

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::characters::{Class, class};
use super::tokenize;

/// Longer words are unknown, as in BERT.
const WORD_CHARS_MAX: usize = 100;
/// Only a handed-in word of many basic tokens can have more pieces; the rest is not seen.
const WORD_PIECES_MAX: usize = 100;

#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Pieces that begin a word.
    initial: FxHashMap<Box<str>, u32>,
    /// Pieces that continue one, without their `##`.
    inner: FxHashMap<Box<str>, u32>,
    /// The longest piece in bytes: no longer match need be tried.
    longest: usize,
    pub start: u32,
    pub end: u32,
    unknown: u32,
}

impl Vocabulary {
    /// The pieces joined by line feeds. `Err` names a special piece that is missing.
    pub fn new(pieces: &str) -> Result<Vocabulary, &'static str> {
        let mut vocabulary = Vocabulary {
            initial: FxHashMap::default(),
            inner: FxHashMap::default(),
            longest: 0,
            start: 0,
            end: 0,
            unknown: 0,
        };
        for (number, piece) in pieces.split('\n').enumerate() {
            vocabulary.insert(piece, number as u32);
        }
        vocabulary.start = vocabulary.special("[CLS]")?;
        vocabulary.end = vocabulary.special("[SEP]")?;
        vocabulary.unknown = vocabulary.special("[UNK]")?;
        Ok(vocabulary)
    }

    fn insert(&mut self, piece: &str, number: u32) {
        self.longest = self.longest.max(piece.len());
        match piece.strip_prefix("##") {
            Some(rest) => self.inner.insert(rest.into(), number),
            None => self.initial.insert(piece.into(), number),
        };
    }

    fn special(&self, name: &'static str) -> Result<u32, &'static str> {
        self.initial.get(name).copied().ok_or(name)
    }

    /// Appends the pieces of a word: at least one.
    pub fn pieces(&self, word: &str, into: &mut Vec<u32>) {
        let start = into.len();
        if word.bytes().all(|b| b.is_ascii_lowercase()) && !word.is_empty() {
            self.token_pieces(word, into);
        } else {
            let normal = normal_form(word);
            for token in tokenize(&normal) {
                self.token_pieces(&normal[token.start as usize..token.end as usize], into);
            }
        }
        into.truncate(start + WORD_PIECES_MAX);
        if into.len() == start {
            into.push(self.unknown);
        }
    }

    fn token_pieces(&self, token: &str, into: &mut Vec<u32>) {
        let first = into.len();
        let mut start = 0;
        let too_long = token.len() > WORD_CHARS_MAX && token.chars().count() > WORD_CHARS_MAX;
        while start < token.len() && !too_long {
            let Some((length, piece)) = self.longest_match(&token[start..], start == 0) else { break };
            into.push(piece);
            start += length;
        }
        if start < token.len() {
            into.truncate(first);
            into.push(self.unknown);
        }
    }

    fn longest_match(&self, rest: &str, is_initial: bool) -> Option<(usize, u32)> {
        let pieces = if is_initial { &self.initial } else { &self.inner };
        (1..=rest.len().min(self.longest)).rev().find_map(|length| {
            let piece = pieces.get(rest.get(..length)?)?;
            Some((length, *piece))
        })
    }
}

/// Decomposed, without marks and controls, lower-cased letter by letter (so a final sigma is a plain one).
fn normal_form(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !matches!(class(*c), Class::Mark | Class::Dropped)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[track_caller]
    fn check(word: &str, expected: &[u32]) {
        let vocabulary =
            Vocabulary::new("[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\n.\nu\ns\n##n").expect("special pieces");
        let mut pieces = Vec::new();
        vocabulary.pieces(word, &mut pieces);
        assert_eq!(pieces, expected, "{word}");
    }

    #[test]
    fn matches() {
        check("unaffable", &[3, 4, 5]);
        check("UN", &[3]);
        check("\u{dc}n\u{ad}", &[3]);
        check("unk", &[0]);
        check("", &[0]);
        check("\u{301}", &[0]);
        check("U.S.", &[7, 6, 8, 6]);
        check(&"u".repeat(101), &[0]);
        check(&".".repeat(200), &[6; 100]);
    }

    #[test]
    fn special_pieces_are_needed() {
        assert_eq!(Vocabulary::new("a\n[CLS]\n[SEP]").err(), Some("[UNK]"));
    }
}
