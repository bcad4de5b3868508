//! Which mentions are joined by "and": what is said of one of them is mostly said of all ("hailed by Japan and Chile").

use crate::text::{Text, Words};

/// Words that may stand between two joined mentions, besides a title or adjectives before the second.
const JOINTS: [&str; 6] = [",", "and", "or", "&", "both", "plus"];
const DETERMINERS: [&str; 6] = ["the", "a", "an", "its", "their", "his"];
/// Words of a title or of adjectives before the second mention, capitalised ones only: "and Foreign Minister Lavrov".
const MOST_TITLE_WORDS: u32 = 4;

/// Whether nothing but "and", a comma and a title stands between two mentions, whichever comes first.
pub fn are_joined(text: &Text, a: Words, b: Words) -> bool {
    let (left, right) = if a.first <= b.first { (a, b) } else { (b, a) };
    if left.last + 1 >= right.first || text.sentence(left.last) != text.sentence(right.first) {
        return false;
    }
    let mut at = left.last + 1;
    let joints = at;
    while at < right.first && JOINTS.contains(&text.word(at)) {
        at += 1;
    }
    if at == joints {
        return false;
    }
    while at < right.first && DETERMINERS.contains(&text.word(at)) {
        at += 1;
    }
    right.first - at <= MOST_TITLE_WORDS && (at..right.first).all(|w| is_capitalised(text.word(w)))
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(source: &str, a: &str, b: &str) -> bool {
        let text = Text::new(source);
        let words = |part: &str| {
            let at = source.find(part).expect("the part stands in the text") as u32;
            text.words_of(verbale_record::Span::new(at, at + part.len() as u32)).expect("words")
        };
        let (a, b) = (words(a), words(b));
        assert_eq!(are_joined(&text, a, b), are_joined(&text, b, a));
        are_joined(&text, a, b)
    }

    #[test]
    fn lists_are_joined_and_clauses_are_not() {
        assert!(joined("It was hailed by Japan, Chile and the European Union.", "Japan", "Chile"));
        assert!(joined("It was hailed by Japan, Chile and the European Union.", "Chile", "European Union"));
        assert!(joined("Ann Lee and Foreign Minister Ola Berg met.", "Ann Lee", "Ola Berg"));
        assert!(!joined("Japan hailed it and said Chile agreed.", "Japan", "Chile"));
        assert!(!joined("Japan met Chile.", "Japan", "Chile"));
        assert!(!joined("It met Japan. And Chile left.", "Japan", "Chile"));
    }
}
