//! Words, their pieces and their case: the reading of characters that the runtime and the training share.
//!
//! A word is a BERT basic token with its span in the text. Twin of `training/verbale_training/words.py`; the parity
//! fixtures hold the two together, so a change on one side is a change on both.

mod case;
mod characters;
mod vocabulary;

use std::ops::Range;

pub(crate) use case::CASES;
pub use case::case_class;
use characters::{Class, class};
pub(crate) use vocabulary::Vocabulary;

/// The words of a text as byte spans, in order.
///
/// White space parts words; every punctuation character and every ideograph is a word of its own; controls are skipped.
/// A combining mark belongs to the word before it. Of a text beyond 4 GiB the rest is not seen.
pub fn tokenize(text: &str) -> Vec<Range<u32>> {
    let mut found: Vec<Range<u32>> = Vec::with_capacity(text.len() / 5);
    // Whether a letter, and whether a mark, belongs to the last word.
    let (mut joins, mut touches) = (false, false);
    for (start, character) in text.char_indices() {
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(start + character.len_utf8())) else { break };
        match class(character) {
            Class::Space => (joins, touches) = (false, false),
            Class::Dropped => {}
            Class::Mark if touches => extend(&mut found, end),
            Class::Mark => {}
            Class::Letter if joins => extend(&mut found, end),
            kind => {
                found.push(start..end);
                (joins, touches) = (kind == Class::Letter, true);
            }
        }
    }
    found
}

fn extend(words: &mut [Range<u32>], end: u32) {
    if let Some(last) = words.last_mut() {
        last.end = end;
    }
}

#[cfg(test)]
mod tests {
    use super::tokenize;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words: Vec<&str> = tokenize(text).into_iter().map(|w| &text[w.start as usize..w.end as usize]).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn words_of_texts() {
        check("", &[]);
        check("He said: \"No.\"", &["He", "said", ":", "\"", "No", ".", "\""]);
        check("U.S.-led", &["U", ".", "S", ".", "-", "led"]);
        check("a\u{300} cafe\u{301}. x", &["a\u{300}", "cafe\u{301}", ".", "x"]);
        check("\u{feff}soft\u{ad}ly \u{200b} zero", &["soft\u{ad}ly", "zero"]);
        check("北京abc", &["北", "京", "abc"]);
        check("a\u{a0}b\u{2028}c", &["a", "b", "c"]);
        check("x ≠ y, a≠b", &["x", "≠", "y", ",", "a", "≠", "b"]);
    }
}
