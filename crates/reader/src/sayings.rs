//! What is said: the words of the complement or quotation of every cue, and the conditions laid down.

use verbale_net::Encoded;
use verbale_record::{QuoteForm, Span};

use crate::features;
use crate::happenings::Happening;
use crate::spotted::Trigger;
use crate::tags::{argmax, sigmoid};
use crate::text::{Text, Words};
use crate::thresholds as at;

const OPENERS: [char; 4] = ['“', '"', '‘', '«'];
const CLOSERS: [char; 4] = ['”', '"', '’', '»'];

/// A stretch of the text that a happening's trigger points at.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    pub span: Span,
    pub confidence: f32,
    /// Score over finding nothing.
    pub margin: f32,
}

/// Contents and conditions, one entry a happening.
#[derive(Debug, Default)]
pub struct Sayings {
    pub contents: Vec<Option<Said>>,
    pub conditions: Vec<Option<Said>>,
}

/// Of what every happening's triggers point at, the surest.
pub fn sayings(pointers: &[Pointer], happenings: &[Happening]) -> Sayings {
    let best = |what: fn(&Pointer) -> Option<Said>| {
        happenings
            .iter()
            .map(|h| {
                let found = h.triggers.iter().filter_map(|&t| what(&pointers[t]));
                found.max_by(|a, b| a.margin.total_cmp(&b.margin))
            })
            .collect()
    };
    Sayings { contents: best(|p| p.content), conditions: best(|p| p.condition) }
}

/// What one trigger points at.
#[derive(Clone, Copy, Debug)]
pub struct Pointer {
    pub content: Option<Said>,
    pub condition: Option<Said>,
}

impl Pointer {
    /// Whether both point at one content: two cues of one utterance.
    pub fn agrees(&self, other: &Pointer) -> bool {
        let (Some(a), Some(b)) = (self.content, other.content) else { return false };
        let inside = a.span.end.min(b.span.end).saturating_sub(a.span.start.max(b.span.start));
        let all = a.span.end.max(b.span.end) - a.span.start.min(b.span.start);
        inside as f32 >= at::ONE_UTTERANCE_MIN * all as f32
    }
}

/// Columns of the `content` head: starts and ends of contents, then of conditions.
pub fn pointers(text: &Text, encoded: &Encoded, triggers: &[Trigger]) -> Vec<Pointer> {
    if triggers.is_empty() {
        return Vec::new();
    }
    let left: Vec<(u32, u32)> = triggers.iter().map(|t| t.words.pair()).collect();
    let words: Vec<(u32, u32)> = (0..text.words.len() as u32).map(|w| (w, w)).collect();
    let nulls = encoded.spans("null", &left);
    let mut found = Vec::with_capacity(triggers.len());
    for (i, trigger) in triggers.iter().enumerate() {
        let low = trigger.words.first.saturating_sub(at::CONTENT_REACH);
        let high = (trigger.words.last + at::CONTENT_REACH).min(text.words.len() as u32);
        let pairs: Vec<(u32, u32)> = (low..high).map(|w| (0, w - low)).collect();
        let features: Vec<u16> =
            (low..high).flat_map(|w| features::content(text, trigger.words, trigger.kind as u16, w)).collect();
        let window = &words[low as usize..high as usize];
        let scores = encoded.pairs("content", &left[i..=i], window, &pairs, &features);
        let column = |c: usize| (0..scores.rows()).map(|r| scores.row(r)[c]).collect::<Vec<f32>>();
        let said = |null: f32, first: usize, min: f32| {
            let ends = column(first + 1);
            let (a, b, margin) = best_stretch(&column(first), &ends, null, min)?;
            let words = Words::new(low + a as u32, low + b as u32);
            Some((with_further_clauses(text, words, &ends, low), margin))
        };
        found.push(Pointer {
            content: said(nulls.row(i)[0], 0, at::CONTENT_MIN)
                .and_then(|(w, margin)| content(text, trigger, w, margin)),
            condition: said(nulls.row(i)[1], 2, at::CONDITION_MIN).and_then(|(w, margin)| condition(text, w, margin)),
        });
    }
    found
}

/// The best start over `null` and the best end from there on: (start, end, margin).
fn best_stretch(starts: &[f32], ends: &[f32], null: f32, min: f32) -> Option<(usize, usize, f32)> {
    if starts.is_empty() {
        return None;
    }
    let a = argmax(starts);
    let margin = starts[a] - null;
    let b = a + argmax(&ends[a..]);
    (margin > min).then_some((a, b, margin))
}

/// With the clauses that "and that" adds: each goes up to its best end in the sentence. `ends` has a score for every word
/// from `low` on.
fn with_further_clauses(text: &Text, words: Words, ends: &[f32], low: u32) -> Words {
    let sentence_end = text.sentence_range(words.last).end.min(low + ends.len() as u32);
    let mut last = words.last;
    while let Some(next) = further_clause(text, last, sentence_end) {
        last = next + argmax(&ends[(next - low) as usize..(sentence_end - low) as usize]) as u32;
    }
    Words::new(words.first, last)
}

/// The word after "and that" or "but that", where that follows `last` and its closing marks.
fn further_clause(text: &Text, last: u32, end: u32) -> Option<u32> {
    let is_mark = |w: &u32| !text.word(*w).chars().any(char::is_alphanumeric) && text.word(*w) != ".";
    let joint = (last + 1..end).find(|w| !is_mark(w))?;
    let joined = matches!(text.word(joint), "and" | "but") && joint + 2 < end && text.word(joint + 1) == "that";
    joined.then_some(joint + 2)
}

/// The content's span by the codebook: no quotation marks at the edges, no comma before the attribution.
fn content(text: &Text, trigger: &Trigger, words: Words, margin: f32) -> Option<Said> {
    if words.contains(trigger.words) && words.first == trigger.words.first {
        return None;
    }
    let span = trim(text.text, text.span(words))?;
    Some(Said { span, confidence: sigmoid(margin), margin })
}

fn condition(text: &Text, words: Words, margin: f32) -> Option<Said> {
    let span = trim(text.text, text.span(words))?;
    let body = span.of(text.text).trim_end_matches(['.', ',', ';']);
    let span = Span::new(span.start, span.start + body.len() as u32);
    (!span.is_empty()).then(|| Said { span, confidence: sigmoid(margin), margin })
}

fn trim(text: &str, span: Span) -> Option<Span> {
    let body = span.of(text);
    let quoted = text[span.end as usize..].starts_with(CLOSERS) || body.ends_with(CLOSERS);
    let lead =
        body.len() - body.trim_start_matches(|c: char| OPENERS.contains(&c) || matches!(c, ',' | ':' | ' ')).len();
    let body = &body[lead..];
    let body = body.trim_end_matches([' ', ',', ';', ':']);
    let body = if body.starts_with(OPENERS) { body } else { strip_closer(body) };
    let body = body.trim_end_matches([' ', ',', ';', ':']);
    let body = if quoted { body } else { body.trim_end_matches('.') };
    let start = span.start + lead as u32;
    (!body.is_empty()).then(|| with_closer(text, Span::new(start, start + body.len() as u32)))
}

/// With the mark right behind it that closes a quotation opened inside: `over in a “short time”`.
fn with_closer(text: &str, span: Span) -> Span {
    let body = span.of(text);
    let count = |mark: char| body.matches(mark).count();
    let is_open = |&(opener, closer): &(char, char)| match opener == closer {
        true => count(opener) % 2 == 1,
        false => count(opener) > count(closer),
    };
    let closer = OPENERS.into_iter().zip(CLOSERS).find(is_open).map(|(_, closer)| closer);
    let stop = text[span.end as usize..].chars().take_while(|c| matches!(c, '.' | ',')).take(1).count();
    match closer {
        Some(closer) if text[span.end as usize + stop..].starts_with(closer) => {
            Span::new(span.start, span.end + (stop + closer.len_utf8()) as u32)
        }
        _ => span,
    }
}

/// Without a closing mark whose opening mark is not inside.
fn strip_closer(body: &str) -> &str {
    match body.chars().next_back() {
        Some(c) if CLOSERS.contains(&c) && c != '’' && !body[..body.len() - c.len_utf8()].contains(OPENERS) => {
            &body[..body.len() - c.len_utf8()]
        }
        _ => body,
    }
}

/// How much of a content stands in quotation marks.
pub fn quote_form(text: &str, span: Span) -> QuoteForm {
    let opened = text[..span.start as usize].trim_end().ends_with(OPENERS);
    let body = span.of(text);
    let closed = text[span.end as usize..].starts_with(CLOSERS)
        || text[span.end as usize..].starts_with([',', '.']) && text[span.end as usize + 1..].starts_with(CLOSERS);
    let inside = body.contains(['“', '”', '"', '«']);
    match (opened, closed, inside) {
        (true, true, _) => QuoteForm::Direct,
        (false, false, false) => QuoteForm::Indirect,
        _ => QuoteForm::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str, said: &str) -> QuoteForm {
        let at = text.find(said).unwrap();
        quote_form(text, Span::from(at..at + said.len()))
    }

    #[test]
    fn marks_opened_inside_are_closed() {
        for (text, said, expected) in [
            ("It would end in a “short time” soon.", "It would end in a “short time", "It would end in a “short time”"),
            ("He said it was no \"threat.\" They left.", "it was no \"threat.", "it was no \"threat.\""),
            ("He said it was “vital.” They left.", "it was “vital", "it was “vital.”"),
            ("He said it was “vital” to go.", "it was “vital” to go", "it was “vital” to go"),
            ("He said it was vital.", "it was vital", "it was vital"),
        ] {
            let at = text.find(said).unwrap();
            assert_eq!(with_closer(text, Span::from(at..at + said.len())).of(text), expected);
        }
    }

    #[test]
    fn forms_of_quotation() {
        assert_eq!(form("He said: “We will go.”", "We will go."), QuoteForm::Direct);
        assert_eq!(form("He said they would go.", "they would go"), QuoteForm::Indirect);
        assert_eq!(form("He said it was “vital” to go.", "it was “vital” to go"), QuoteForm::Mixed);
    }
}
