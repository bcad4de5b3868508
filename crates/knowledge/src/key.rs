//! The form in which names are compared: lower case, no marks, no punctuation, one spelling.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, marks and punctuation dropped, words divided by one blank; "U.S." and "US" meet in "us".
pub fn fold(words: &str) -> String {
    if words.is_ascii() {
        return fold_letters(words.len(), words.chars().map(|letter| letter.to_ascii_lowercase()));
    }
    fold_letters(words.len(), words.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase))
}

fn fold_letters(length: usize, letters: impl Iterator<Item = char>) -> String {
    let mut folded = String::with_capacity(length);
    for letter in letters {
        match letter {
            '\'' | '’' | '‘' | 'ʼ' | '`' | 'ʻ' | '.' | '\u{307}' => {}
            _ if letter.is_alphanumeric() => push_letter(&mut folded, letter),
            _ => push_blank(&mut folded),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push_blank(folded: &mut String) {
    if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// Letters that do not decompose are written as English texts write them.
fn push_letter(folded: &mut String, letter: char) {
    match letter {
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        'đ' | 'ð' => folded.push('d'),
        'ə' => folded.push('e'),
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        _ => folded.push(letter),
    }
}

/// Makes keys: folds words and brings them to one spelling ("defence" to "defense").
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    spellings: HashMap<String, String>,
}

impl Keys {
    pub fn new(spellings: impl IntoIterator<Item = (String, String)>) -> Self {
        Keys { spellings: spellings.into_iter().collect() }
    }

    pub fn key(&self, words: &str) -> String {
        let folded = fold(&without_possessives(words));
        let folded = folded.strip_prefix("the ").unwrap_or(&folded);
        let mut key = String::with_capacity(folded.len());
        for word in folded.split(' ') {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(self.spellings.get(word).map_or(word, String::as_str));
        }
        key
    }
}

/// "People's Assembly" and the words "People" and "Assembly" of a text that was cut into words meet.
fn without_possessives(words: &str) -> Cow<'_, str> {
    if !words.contains(['\'', '’']) {
        return Cow::Borrowed(words);
    }
    let is_possessive = |word: &str| word.ends_with("'s") || word.ends_with("’s");
    if !words.split(' ').any(is_possessive) {
        return Cow::Borrowed(words);
    }
    let bare = |word| str::strip_suffix(word, "'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    Cow::Owned(words.split(' ').map(bare).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold("Recep Tayyip Erdoğan"), "recep tayyip erdogan");
        assert_eq!(fold("Al-Qa’ida"), "al qaida");
        assert_eq!(fold("İstanbul Łódź"), "istanbul lodz");
        let keys = Keys::new([("defence".to_owned(), "defense".to_owned())]);
        assert_eq!(keys.key("the Defence Ministry"), "defense ministry");
        assert_eq!(keys.key("People’s Assembly"), "people assembly");
        assert_eq!(keys.key("the Prosecutor's office's"), "prosecutor office");
    }
}
