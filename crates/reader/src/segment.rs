//! Sentences of a text, by the rules by which reports are numbered for annotators (but "No." alone ends one).
//!
//! A sentence ends after a run of `.!?…` with its closing quotes before white space, unless the stop belongs to an
//! abbreviation or a lower-case letter follows, and at every line end.

use verbale_record::{Sentence, Span};

const CLOSERS: [char; 7] = ['"', '\'', '”', '’', ')', ']', '»'];

/// Words that end in a stop without ending a sentence. Single capitals and chains of them (`U.S.`) are found by shape.
const ABBREVIATIONS: [&str; 38] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Maj", "Capt", "Sgt", "Adm", "Gov", "Sen", "Rep", "Rev",
    "Hon", "St", "Jr", "Sr", "vs", "etc", "Inc", "Ltd", "Co", "Corp", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug",
    "Sept", "Sep", "Oct", "Nov", "Dec",
];

/// Every sentence of `text` in order, white space trimmed, none empty.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = 0;
    for (end, hard) in stops(text) {
        if hard || ends_sentence(text, start, end) {
            found.extend(trimmed(text, start, end));
            start = end;
        }
    }
    found.extend(trimmed(text, start, text.len()));
    found
}

/// Ends of runs of sentence punctuation before white space (soft), and of line ends (hard), in order.
fn stops(text: &str) -> impl Iterator<Item = (usize, bool)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let c = text[at..].chars().next()?;
            let next = at + c.len_utf8();
            if c == '\n' {
                at = next;
                return Some((next, true));
            }
            if is_stop(c) {
                let run = skip(text, at, is_stop);
                let end = skip(text, run, |c| CLOSERS.contains(&c));
                at = if end > run { end } else { run };
                if text[end..].starts_with(char::is_whitespace) {
                    return Some((end, false));
                }
                continue;
            }
            at = next;
        }
        None
    })
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn skip(text: &str, at: usize, what: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !what(c)).map_or(text.len(), |n| at + n)
}

fn ends_sentence(text: &str, start: usize, end: usize) -> bool {
    let head = text[start..end].trim_end_matches(CLOSERS);
    let next = text[end..].trim_start().chars().next();
    let number_follows = next.is_some_and(|c| c.is_ascii_digit()) && head.ends_with("No.");
    !(is_abbreviated(head) || next.is_some_and(char::is_lowercase) || number_follows)
}

/// Whether `head` ends in an abbreviation's stop.
fn is_abbreviated(head: &str) -> bool {
    let Some(body) = head.strip_suffix('.') else { return false };
    let word_start = body.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |n| n + next_len(body, n));
    let word = &body[word_start..];
    ABBREVIATIONS.contains(&word) || is_capital(word)
}

fn next_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

fn is_capital(word: &str) -> bool {
    word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase())
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<Sentence> {
    let body = &text[start..end];
    let lead = body.len() - body.trim_start().len();
    let kept = body.trim().len();
    (kept > 0).then(|| Sentence { span: Span::from(start + lead..start + lead + kept) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = sentences(text).iter().map(|s| s.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn stops_end_sentences() {
        check("He left. She stayed! Why? \"No.\" Then…", &["He left.", "She stayed!", "Why?", "\"No.\"", "Then…"]);
    }

    #[test]
    fn abbreviations_do_not() {
        check("Gen. Abbas met Mr. Li in the U.S. Senate.", &["Gen. Abbas met Mr. Li in the U.S. Senate."]);
        check("J. Smith left. No. 10 said no.", &["J. Smith left.", "No. 10 said no."]);
        check("He said 3.5 million. then", &["He said 3.5 million. then"]);
    }

    #[test]
    fn lines_end_sentences() {
        check("Talks resume\n\nThe two met. ", &["Talks resume", "The two met."]);
        check("", &[]);
        check(" \n ", &[]);
    }
}
