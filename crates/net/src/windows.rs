//! Windows: how a document of any length is cut for an encoder of bounded positions.
//!
//! A window is read as a whole, but only the words of its core are taken from it; the sentences to the left and right
//! are there to be seen. Twin of `training/verbale_training/windows.py`.

use std::ops::Range;

use crate::header::WindowLimits;
use crate::words::{Vocabulary, case_class};

/// One window as the encoder reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    pub pieces: Vec<u32>,
    /// The case class of each piece's word.
    pub cases: Vec<u8>,
    /// The first word of the core.
    pub first_word: u32,
    /// For each word of the core, in order, the row of its first piece.
    pub rows: Vec<u32>,
}

/// The pieces of all words of a document.
struct Pieces {
    pieces: Vec<u32>,
    /// Where each word's pieces begin, and the end.
    starts: Vec<usize>,
    cases: Vec<u8>,
}

/// The windows of a document. Word spans that are none in the text are read as unknown words.
pub(crate) fn windows(
    vocabulary: &Vocabulary,
    limits: &WindowLimits,
    text: &str,
    words: &[Range<u32>],
    sentences: &[Range<u32>],
) -> Vec<Window> {
    let pieces = Pieces::new(vocabulary, text, words);
    let parts = pieces.cut(&covering(sentences, words.len()), limits.max_sentence);
    let sizes: Vec<usize> = parts.iter().map(|part| pieces.count(part)).collect();
    let spans = spans(&sizes, limits);
    spans.into_iter().map(|span| pieces.window(vocabulary, &parts, &span)).collect()
}

impl Pieces {
    fn new(vocabulary: &Vocabulary, text: &str, words: &[Range<u32>]) -> Pieces {
        let mut all = Pieces {
            pieces: Vec::with_capacity(words.len() * 5 / 4),
            starts: vec![0],
            cases: Vec::with_capacity(words.len()),
        };
        for word in words {
            let form = text.get(word.start as usize..word.end as usize).unwrap_or_default();
            vocabulary.pieces(form, &mut all.pieces);
            all.starts.push(all.pieces.len());
            all.cases.push(case_class(form));
        }
        all
    }

    /// How many pieces these words have.
    fn count(&self, words: &Range<usize>) -> usize {
        self.starts[words.end] - self.starts[words.start]
    }

    /// Sentences with the overlong ones cut at word boundaries, greedily.
    fn cut(&self, sentences: &[Range<usize>], limit: usize) -> Vec<Range<usize>> {
        let mut parts = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let mut start = sentence.start;
            for word in sentence.clone() {
                if word > start && self.count(&(start..word + 1)) > limit {
                    parts.push(start..word);
                    start = word;
                }
            }
            parts.push(start..sentence.end);
        }
        parts
    }

    fn window(&self, vocabulary: &Vocabulary, parts: &[Range<usize>], span: &Span) -> Window {
        let read = parts[span.read.start].start..parts[span.read.end - 1].end;
        let core = parts[span.core.start].start..parts[span.core.end - 1].end;
        let size = self.count(&read) + 2;
        let mut window = Window { first_word: core.start as u32, ..Window::default() };
        window.pieces.reserve_exact(size);
        window.pieces.push(vocabulary.start);
        window.pieces.extend_from_slice(&self.pieces[self.starts[read.start]..self.starts[read.end]]);
        window.pieces.push(vocabulary.end);
        window.cases.reserve_exact(size);
        window.cases.push(0);
        for word in read.clone() {
            window.cases.extend(std::iter::repeat_n(self.cases[word], self.count(&(word..word + 1))));
        }
        window.cases.push(0);
        window.rows = core.map(|word| (self.starts[word] - self.starts[read.start] + 1) as u32).collect();
        window
    }
}

/// Sentences made to cover all words once, in order: gaps become sentences, overlaps are cut, empty ones fall away.
fn covering(sentences: &[Range<u32>], words: usize) -> Vec<Range<usize>> {
    let mut covering = Vec::with_capacity(sentences.len());
    let mut end = 0;
    let bounds = sentences.iter().flat_map(|s| [s.start, s.end]).map(|word| word as usize);
    for bound in bounds.chain([words]) {
        let bound = bound.min(words);
        if bound > end {
            covering.push(end..bound);
            end = bound;
        }
    }
    covering
}

/// Part numbers: what a window reads, and which of it is its core.
#[derive(Debug, PartialEq, Eq)]
struct Span {
    read: Range<usize>,
    core: Range<usize>,
}

fn spans(sizes: &[usize], limits: &WindowLimits) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sizes.len() {
        let core_end = (at + within(sizes[at..].iter(), limits.core)).max(at + 1);
        let first = at - within(sizes[..at].iter().rev(), limits.left);
        let end = core_end + within(sizes[core_end..].iter(), limits.right);
        found.push(Span { read: first..end, core: at..core_end });
        at = core_end;
    }
    found
}

/// How many of the sizes sum to no more than the limit.
fn within<'a>(sizes: impl Iterator<Item = &'a usize>, limit: usize) -> usize {
    let mut total = 0;
    sizes
        .take_while(|size| {
            total += **size;
            total <= limit
        })
        .count()
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::{Span, covering, spans};
    use crate::header::WindowLimits;

    #[test]
    fn sentences_are_made_to_cover() {
        assert_eq!(covering(&[0..2, 2..5], 5), [0..2, 2..5]);
        assert_eq!(covering(&[1..3, 2..4, 4..4], 6), [0..1, 1..3, 3..4, 4..6]);
        assert_eq!(covering(&[], 2), vec![Range { start: 0, end: 2 }]);
        assert_eq!(covering(&[3..9, 9..12], 0), []);
    }

    #[test]
    fn cores_follow_one_another() {
        let limits = WindowLimits { core: 10, left: 4, right: 3, max_sentence: 10 };
        let expected =
            [Span { read: 0..3, core: 0..2 }, Span { read: 1..3, core: 2..3 }, Span { read: 3..5, core: 3..5 }];
        assert_eq!(spans(&[6, 4, 3, 9, 1], &limits)[..1], expected[..1]);
        assert_eq!(spans(&[], &limits), []);
        assert_eq!(spans(&[50], &limits), [Span { read: 0..1, core: 0..1 }]);
    }
}
