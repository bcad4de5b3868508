//! A stretch of text as words, with what stands between them.

use verbale_record::Span;

/// What stands before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    Blank,
    Hyphen,
    Comma,
    /// A bracket, quotation mark, dash, colon, full stop.
    Stop,
}

/// A word; a possessive ending is cut off and remembered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    pub text: &'t str,
    pub span: Span,
    pub possessive: bool,
    pub gap: Gap,
}

impl Word<'_> {
    pub fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }
}

/// The words of `span`; those joined by a hyphen are words of their own.
pub(super) fn words(text: &str, span: Span) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let (mut at, mut between) = (span.start as usize, span.start as usize);
    let end = (span.end as usize).min(text.len());
    while at < end {
        let length = word_length(&text[at..end]);
        if length == 0 {
            at += text[at..end].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        words.push(word(text, at, length, gap(&text[between..at])));
        at += length;
        between = at;
    }
    words
}

/// How many bytes of `text` are its first word; apostrophes belong to it, and full stops inside ("U.S.").
fn word_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    let mut length = 0;
    while let Some((at, letter)) = letters.next() {
        let next_is_letter = letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let inside = matches!(letter, '\'' | '’' | '.' | '&') && at > 0 && next_is_letter;
        let abbreviation = letter == '.' && is_abbreviation(&text[..at]);
        if !letter.is_alphanumeric() && !inside && !abbreviation {
            break;
        }
        length = at + letter.len_utf8();
    }
    length
}

/// Whether a full stop after `word` belongs to it: single letters ("U.S.") and short capitalised words ("Gen.").
fn is_abbreviation(word: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or(word);
    let letters = last.chars().count();
    letters == 1 && word.len() > 1 || (2..=3).contains(&letters) && ABBREVIATIONS.contains(&last)
}

/// Ranks that are written short; only these end in a full stop inside a phrase.
const ABBREVIATIONS: [&str; 12] = ["Gen", "Lt", "Col", "Maj", "Adm", "Sen", "Rep", "Gov", "Sgt", "Dr", "Mr", "Mrs"];

fn word(text: &str, at: usize, length: usize, gap: Gap) -> Word<'_> {
    let whole = &text[at..at + length];
    let stem = ["'s", "’s", "'S", "’S"].iter().find_map(|ending| whole.strip_suffix(ending));
    let after = &text[at + length..];
    let plural = whole.ends_with('s') && (after.starts_with('\'') || after.starts_with('’'));
    let word = stem.unwrap_or(whole);
    let span = Span::from(at..at + word.len());
    Word { text: word, span, possessive: stem.is_some() || plural, gap }
}

fn gap(between: &str) -> Gap {
    let marks = between.trim_matches(char::is_whitespace);
    match marks {
        "" | "'" | "’" => Gap::Blank,
        "-" | "‑" | "/" if between == marks => Gap::Hyphen,
        "," => Gap::Comma,
        _ => Gap::Stop,
    }
}

/// The last words of a run that no comma or other mark divides.
pub(super) fn last_run<'a, 't>(words: &'a [Word<'t>]) -> &'a [Word<'t>] {
    let start = words.iter().rposition(|word| word.gap >= Gap::Comma).unwrap_or(0);
    &words[start..]
}

/// The first words, up to the next mark; what stands before the first word does not count.
pub(super) fn first_run<'a, 't>(words: &'a [Word<'t>]) -> &'a [Word<'t>] {
    let end = words.iter().skip(1).position(|word| word.gap >= Gap::Comma).map_or(words.len(), |at| at + 1);
    &words[..end]
}

/// The words as plain texts, for look-ups.
pub(super) fn texts<'t>(words: &[Word<'t>]) -> Vec<&'t str> {
    words.iter().map(|word| word.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = words(text, Span::from(0..text.len()));
        assert_eq!(texts(&words), expected, "{text}");
    }

    #[test]
    fn texts_become_words() {
        check("Russia’s Vice-President, Lt. Gen. X", &["Russia", "Vice", "President", "Lt.", "Gen.", "X"]);
        check("the U.S. Army.", &["the", "U.S.", "Army"]);
        check("N'Djamena’s a&b", &["N'Djamena", "a&b"]);
    }

    #[test]
    fn gaps_divide_runs() {
        let text = "said Iran's foreign minister, Javad Zarif";
        let words = words(text, Span::from(0..text.len()));
        assert_eq!(texts(last_run(&words)), ["Javad", "Zarif"]);
        assert!(words[1].possessive);
        assert_eq!(words[4].gap, Gap::Comma);
    }
}
