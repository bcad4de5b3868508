//! Sentences of a text, by the rules by which reports are numbered for annotators (but "No." alone ends one).
//!
//! A sentence ends after a run of `.!?…` with its closing quotes before white space, unless the stop belongs to an
//! abbreviation or a lower-case letter follows, and at every line end; but where lines are wrapped, at ends of paragraphs.

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
    let width = width(text);
    for (end, hard) in stops(text) {
        if hard && width.is_some_and(|width| goes_on(text, end, width)) {
            continue;
        }
        if hard || ends_sentence(text, start, end) {
            found.extend(trimmed(text, start, end));
            start = end;
        }
    }
    found.extend(trimmed(text, start, text.len()));
    found
}

/// Characters of a line that may have been wrapped.
const WRAPPED: std::ops::RangeInclusive<usize> = 24..=140;
/// Lines that go on in lower case show that a text is wrapped if there are so many, and if they are this share of all that go on.
const LOWER_MIN: usize = 2;
const LOWER_SHARE_MIN: f32 = 0.3;
/// Characters by which a line may fall short: blanks, and signs of several bytes where bytes were counted.
const ROOM: usize = 8;
/// What begins an item of a list.
const BULLETS: [char; 5] = ['-', '*', '•', '–', '—'];

/// The width at which the lines of a text were broken, as in mails and old wires; none where a line is a paragraph.
fn width(text: &str) -> Option<usize> {
    let lines = text.lines().map(|line| line.trim_end().chars().count());
    let width = lines.filter(|length| WRAPPED.contains(length)).max()?;
    let ends = text.match_indices('\n').map(|(at, _)| at + 1).filter(|end| goes_on(text, *end, width));
    let in_lower_case: Vec<bool> = ends.map(|end| text[end..].starts_with(char::is_lowercase)).collect();
    let lower = in_lower_case.iter().filter(|lower| **lower).count();
    (lower >= LOWER_MIN && lower as f32 >= LOWER_SHARE_MIN * in_lower_case.len() as f32).then_some(width)
}

/// Whether the line that ends before byte `end` goes on in the next one: the next word had no room in it.
fn goes_on(text: &str, end: usize, width: usize) -> bool {
    let before = text[..end - 1].trim_end_matches(['\r', ' ']);
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let next: usize = text[end..].chars().take_while(|c| !c.is_whitespace()).count();
    let length = line.chars().count();
    let is_open = !line.trim_end_matches(CLOSERS).ends_with([':', '.', '!', '?', '…']) || is_abbreviated(line);
    let is_text = next > 0 && !text[end..].starts_with(BULLETS);
    WRAPPED.contains(&length) && length + ROOM + next > width && is_open && is_text
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
    fn wrapped_lines_do_not() {
        let text = "Talks resume in the far north\nThe two foreign ministers met on Monday in the\ncapital and agreed with Deputy Prime Minister\n\
                    Ola Berg to meet again. No aid was sent to the\nnorth.\n- A list\n- of two\n";
        let expected = [
            "Talks resume in the far north",
            "The two foreign ministers met on Monday in the\ncapital and agreed with Deputy Prime Minister\nOla Berg to meet again.",
            "No aid was sent to the\nnorth.",
            "- A list",
            "- of two",
        ];
        check(text, &expected);
        let two = ["A headline that is as long as forty signs are", "A line below it"];
        check(&two.join("\n"), &two);
    }

    #[test]
    fn lines_end_sentences() {
        check("Talks resume\n\nThe two met. ", &["Talks resume", "The two met."]);
        check("", &[]);
        check(" \n ", &[]);
    }
}
