//! Places in a text, told by sentence and words.

use serde_json::{Value, json};
use verbale_record::{Record, Span};

/// Words of what is said that are written at either end of it.
const END_WORDS: usize = 3;

pub(super) struct Pointers<'a> {
    pub(super) text: &'a str,
    /// The report's sentences, joined where a place of the record lies across them.
    pub(super) sentences: Vec<Span>,
    pub(super) unsaid: Vec<String>,
}

impl<'a> Pointers<'a> {
    pub(super) fn of(record: &'a Record) -> Self {
        let text = record.report.text.as_str();
        let mut sentences: Vec<Span> = record.sentences.iter().map(|sentence| sentence.span).collect();
        for span in spans(record, text) {
            hold(&mut sentences, span);
        }
        Pointers { text, sentences, unsaid: Vec::new() }
    }

    /// The pointer to a place. One that begins or ends inside a word is told by the whole word, since pointers are matched
    /// by words, and that is noted; none, and a note, where there is no way to tell it.
    pub(super) fn to(&mut self, span: Span, id: &str, what: &str) -> Option<Value> {
        if let Some(pointer) = self.exact(span) {
            return Some(pointer);
        }
        let words = self.text.get(span.range()).unwrap_or_default();
        let whole = whole_words(self.text, span);
        let pointer = self.exact(whole);
        let told = if pointer.is_some() {
            format!("{:?} stands for it", self.text.get(whole.range()).unwrap_or_default())
        } else {
            "left out".to_owned()
        };
        self.unsaid.push(format!("{id}: {what} {words:?} cannot be pointed at; {told}"));
        pointer
    }

    fn exact(&self, span: Span) -> Option<Value> {
        let words = self.text.get(span.range()).filter(|words| !words.is_empty())?;
        let number = self.sentences.iter().position(|sentence| sentence.contains(span))?;
        let sentence = self.sentences[number];
        let start = (span.start - sentence.start) as usize;
        let before = hits(self.text.get(sentence.range())?, words).position(|hit| hit == start)?;
        Some(if before == 0 { json!([number, words]) } else { json!([number, words, before + 1]) })
    }
}

/// All places that are pointed at.
fn spans(record: &Record, text: &str) -> Vec<Span> {
    let mut all: Vec<Span> = record.entities.iter().flat_map(|one| &one.mentions).map(|mention| mention.span).collect();
    for event in &record.events {
        all.extend(event.triggers.iter().map(|trigger| trigger.span));
        all.extend(event.date.iter().map(|when| when.span));
        all.extend(event.sizes.iter().map(|size| size.span));
        all.extend(event.condition.iter().map(|condition| condition.span));
        // What is said may go over many sentences: only its ends are pointed at.
        let said = event.content.iter().filter_map(|content| Some((content.span, text.get(content.span.range())?)));
        for (span, words) in said {
            let first = words.chars().next().map_or(0, char::len_utf8) as u32;
            let last = words.chars().next_back().map_or(0, char::len_utf8) as u32;
            all.extend([Span::new(span.start, span.start + first), Span::new(span.end - last, span.end)]);
        }
    }
    all.into_iter().filter(|span| !span.is_empty()).map(|span| whole_words(text, span)).collect()
}

/// Makes one sentence of all that a place lies across.
fn hold(sentences: &mut Vec<Span>, span: Span) {
    if sentences.iter().any(|sentence| sentence.contains(span)) {
        return;
    }
    let joined = sentences.iter().filter(|sentence| sentence.overlaps(span)).fold(span, |all, one| all.cover(*one));
    sentences.retain(|sentence| !sentence.overlaps(span));
    sentences.push(joined);
    sentences.sort();
}

/// The first words of what is said and the last ones, each within its sentence.
pub(super) fn ends(text: &str, sentences: &[Span], span: Span) -> Option<(Span, Span)> {
    let holds = |at: u32| sentences.iter().find(|sentence| sentence.start <= at && at < sentence.end);
    let (first, last) = (holds(span.start)?, holds(span.end.checked_sub(1)?)?);
    let head = Span::new(span.start, span.end.min(first.end));
    let tail = Span::new(span.start.max(last.start), span.end);
    let (head_words, tail_words) = (text.get(head.range())?, text.get(tail.range())?);
    let stop = words(head_words).nth(END_WORDS - 1).or_else(|| words(head_words).last())?.1;
    let all: Vec<(usize, usize)> = words(tail_words).collect();
    let start = all.get(all.len().saturating_sub(END_WORDS))?.0;
    Some((Span::new(head.start, head.start + stop as u32), Span::new(tail.start + start as u32, tail.end)))
}

/// Where each word begins and ends.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - base;
        (start, start + word.len())
    })
}

/// Where a sentence has these words, as they are counted: from left to right, none across another, and an end that is a
/// letter or digit only where the word ends there.
pub(super) fn hits<'t>(sentence: &'t str, words: &'t str) -> impl Iterator<Item = usize> + 't {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(found) = sentence.get(from..)?.find(words) {
            let at = from + found;
            let stop = at + words.len();
            if is_whole(sentence, words, at, stop) {
                from = stop;
                return Some(at);
            }
            from = at + words.chars().next().map_or(1, char::len_utf8);
        }
        None
    })
}

fn is_whole(sentence: &str, words: &str, at: usize, stop: usize) -> bool {
    let before = words.starts_with(char::is_alphanumeric) && sentence[..at].ends_with(is_word);
    let behind = words.ends_with(char::is_alphanumeric) && sentence[stop..].starts_with(is_word);
    !before && !behind
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The place with the rest of the words that it begins and ends in.
fn whole_words(text: &str, span: Span) -> Span {
    let Some(words) = text.get(span.range()) else { return span };
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    if words.starts_with(char::is_alphanumeric) {
        start = text[..start].trim_end_matches(is_word).len();
    }
    if words.ends_with(char::is_alphanumeric) {
        end = text.len() - text[end..].trim_start_matches(is_word).len();
    }
    Span::from(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_words() {
        for (sentence, words, expected) in [
            ("he said that he and the others", "he", &[0, 13][..]),
            ("a a a a", "a a", &[0, 4]),
            ("US, US-led and USA; _US US_", "US", &[0, 4]),
            ("“no” – no", "no", &[3, 13]),
            ("the $5 and $50", "$5", &[4]),
            ("«» »«", "«", &[0, 7]),
            ("nothing", "else", &[]),
        ] {
            assert_eq!(hits(sentence, words).collect::<Vec<_>>(), expected, "{sentence}: {words}");
        }
    }

    #[test]
    fn sentences_across_which_a_place_lies_are_joined() {
        let mut sentences = vec![Span::new(0, 10), Span::new(11, 20), Span::new(21, 30)];
        hold(&mut sentences, Span::new(12, 18));
        hold(&mut sentences, Span::new(8, 12));
        assert_eq!(sentences, [Span::new(0, 20), Span::new(21, 30)]);
        hold(&mut sentences, Span::new(32, 35));
        assert_eq!(sentences, [Span::new(0, 20), Span::new(21, 30), Span::new(32, 35)]);
    }

    #[test]
    fn the_ends_of_what_is_said() {
        let text = "He said we will not sign. It is over.";
        let sentences = [Span::new(0, 25), Span::new(26, 37)];
        let (first, last) = ends(text, &sentences, Span::new(8, 36)).expect("both ends");
        assert_eq!((first.of(text), last.of(text)), ("we will not", "It is over"));
        let (first, last) = ends(text, &sentences, Span::new(8, 15)).expect("both ends");
        assert_eq!((first.of(text), last.of(text)), ("we will", "we will"));
    }
}
