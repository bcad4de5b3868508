//! A report's text with its sentences and words: the first layer, on which all others point.

use verbale_record::{Sentence, Span};

use crate::segment;

/// A run of words, first to last, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Words {
    pub first: u32,
    pub last: u32,
}

impl Words {
    pub fn new(first: u32, last: u32) -> Self {
        Words { first, last }
    }

    pub fn pair(self) -> (u32, u32) {
        (self.first, self.last)
    }

    pub fn contains(self, other: Words) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    pub fn overlaps(self, other: Words) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Words from the end of `self` to the start of `other`, negative where `other` comes first, 0 where they touch.
    pub fn distance(self, other: Words) -> i32 {
        if other.first > self.last {
            (other.first - self.last) as i32
        } else if self.first > other.last {
            -((self.first - other.last) as i32)
        } else {
            0
        }
    }
}

/// Text, sentences and words.
#[derive(Debug)]
pub struct Text<'a> {
    pub text: &'a str,
    pub sentences: Vec<Sentence>,
    pub words: Vec<Span>,
    /// First word of each stretch of words between two sentence starts; covers all words.
    starts: Vec<u32>,
}

impl<'a> Text<'a> {
    pub fn new(text: &'a str) -> Self {
        let sentences = segment::sentences(text);
        let words: Vec<Span> = verbale_net::tokenize(text).into_iter().map(|r| Span::new(r.start, r.end)).collect();
        let starts = sentence_starts(&sentences, &words);
        Text { text, sentences, words, starts }
    }

    /// Word ranges of the sentences, in order, covering all words.
    pub fn ranges(&self) -> Vec<std::ops::Range<u32>> {
        let ends = self.starts.iter().skip(1).copied().chain([self.words.len() as u32]);
        self.starts.iter().zip(ends).map(|(&start, end)| start..end).collect()
    }

    /// Byte ranges of the words, as the network takes them.
    pub fn word_ranges(&self) -> Vec<std::ops::Range<u32>> {
        self.words.iter().map(|word| word.start..word.end).collect()
    }

    /// Number of the sentence a word lies in.
    pub fn sentence(&self, word: u32) -> i32 {
        self.starts.partition_point(|&start| start <= word) as i32 - 1
    }

    /// First and end word of the sentence a word lies in.
    pub fn sentence_range(&self, word: u32) -> std::ops::Range<u32> {
        let number = self.sentence(word).max(0) as usize;
        let end = self.starts.get(number + 1).copied().unwrap_or(self.words.len() as u32);
        self.starts.get(number).copied().unwrap_or(0)..end
    }

    pub fn word(&self, index: u32) -> &'a str {
        self.words[index as usize].of(self.text)
    }

    /// Whether no white space stands between two neighbouring words.
    pub fn touches(&self, left: u32, right: u32) -> bool {
        self.words[left as usize].end == self.words[right as usize].start
    }

    pub fn span(&self, words: Words) -> Span {
        self.words[words.first as usize].cover(self.words[words.last as usize])
    }

    pub fn of(&self, words: Words) -> &'a str {
        self.span(words).of(self.text)
    }

    /// The words that overlap a byte span, if any.
    pub fn words_of(&self, span: Span) -> Option<Words> {
        let first = self.words.partition_point(|word| word.end <= span.start);
        let end = self.words.partition_point(|word| word.start < span.end);
        (first < end).then(|| Words::new(first as u32, end as u32 - 1))
    }
}

fn sentence_starts(sentences: &[Sentence], words: &[Span]) -> Vec<u32> {
    let first_word = |at: u32| words.partition_point(|word| word.start < at) as u32;
    let mut starts: Vec<u32> = sentences.iter().map(|sentence| first_word(sentence.span.start)).collect();
    starts.push(0);
    starts.sort_unstable();
    starts.dedup();
    starts.retain(|&start| (start as usize) < words.len());
    starts
}
