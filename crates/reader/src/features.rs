//! Categorical features of pairs. Twin of `training/verbale_training/pairs.py`: a change here is a change there and a new
//! training.

use std::collections::{HashMap, HashSet};

use crate::text::{Text, Words};

/// Lower bounds of the buckets of a word distance.
const DISTANCES: [i32; 13] = [0, 1, 2, 3, 4, 6, 8, 11, 15, 21, 30, 50, 90];
const FAR: [i32; 6] = [1, 2, 3, 5, 8, 16];
const NEAR: i32 = 3;

const OPEN_QUOTES: [&str; 5] = ["“", "\"", "‘", "'", "«"];
const CLOSE_QUOTES: [&str; 5] = ["”", "\"", "’", "'", "»"];

/// Pronouns and their like by class, 1 to 7; class 0 is everything else.
const ANAPHORS: [&str; 7] = [
    "he him his himself",
    "she her hers herself",
    "they them their theirs themselves",
    "it its itself",
    "we us our ours ourselves i me my mine myself",
    "who whom whose which that",
    "this these those both",
];

/// A mention or a date or size, as the pair features see it.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    pub words: Words,
    /// Names by kind, nominals by kind, then dates and sizes: the `right` feature.
    pub kind: u16,
    pub anaphor: u16,
}

/// Class of a pronoun, 0 for other words; letters that are all capitals ("US") are a name's.
pub fn anaphor_class(words: &str) -> u16 {
    if words.len() > 1 && !words.chars().any(char::is_lowercase) {
        return 0;
    }
    let lower = words.to_lowercase();
    let class = ANAPHORS.iter().position(|group| group.split(' ').any(|w| w == lower));
    class.map_or(0, |n| n as u16 + 1)
}

fn bucket(distance: i32) -> u16 {
    let n = DISTANCES.iter().filter(|&&b| distance.abs() >= b).count() - 1;
    (if distance >= 0 { n } else { n + DISTANCES.len() }) as u16
}

fn far(sentences: i32) -> u16 {
    FAR.iter().filter(|&&b| sentences >= b).count() as u16
}

fn near(sentences: i32) -> u16 {
    (sentences.clamp(-NEAR, NEAR) + NEAR) as u16
}

/// How many of the sorted `starts` lie strictly between the two, at most 5.
fn count_between(starts: &[u32], a: Words, b: Words) -> u16 {
    let low = a.last.min(b.last);
    let high = a.first.max(b.first);
    let count = starts.partition_point(|&s| s < high) as i64 - starts.partition_point(|&s| s <= low) as i64;
    count.clamp(0, 5) as u16
}

fn nested(a: Words, b: Words) -> u16 {
    match (a.contains(b), a.overlaps(b)) {
        (true, _) => 1,
        (false, true) => 2,
        _ => 0,
    }
}

/// Features of (trigger, right side) for `roles`.
pub fn role(text: &Text, trigger: Words, kind: u16, right: Item, starts: &[u32]) -> [u16; 6] {
    let sentences = text.sentence(right.words.first) - text.sentence(trigger.first);
    [
        bucket(trigger.distance(right.words)),
        near(sentences),
        kind,
        right.kind,
        count_between(starts, trigger, right.words),
        nested(trigger, right.words),
    ]
}

/// Features of (earlier mention, later mention) for `coref`; `gap`: mentions between them.
pub fn coref(text: &Text, a: Item, b: Item, forms: (&str, &str), gap: usize) -> [u16; 5] {
    let sentences = text.sentence(b.words.first) - text.sentence(a.words.first);
    let gap = if gap < 3 { gap } else { 3 + usize::from(gap > 6) + usize::from(gap > 15) };
    [far(sentences), a.kind * 10 + b.kind, same_words(forms.0, forms.1), b.anaphor, gap.min(5) as u16]
}

/// 0 none, 1 equal, 2 last words equal, 3 all words of one in the other, 4 acronym of the other, 5 some word shared.
/// Both in lower case.
fn same_words(a: &str, b: &str) -> u16 {
    if a == b {
        return 1;
    }
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    if x.last() == y.last() {
        return 2;
    }
    let (sx, sy): (HashSet<&str>, HashSet<&str>) = (x.iter().copied().collect(), y.iter().copied().collect());
    if sx.is_subset(&sy) || sy.is_subset(&sx) {
        return 3;
    }
    if is_acronym(a, &y) || is_acronym(b, &x) {
        return 4;
    }
    if sx.intersection(&sy).any(|w| w.chars().count() > 3) { 5 } else { 0 }
}

fn is_acronym(short: &str, long: &[&str]) -> bool {
    let initials: String =
        long.iter().filter(|w| !matches!(**w, "of" | "the" | "and" | "for")).filter_map(|w| w.chars().next()).collect();
    long.len() > 1 && short.replace('.', "") == initials
}

/// Features of (earlier trigger, later trigger) for `same_event`; forms in lower case.
pub fn same_event(text: &Text, a: (Words, u16), b: (Words, u16), forms: (&str, &str), types: usize) -> [u16; 3] {
    let sentences = text.sentence(b.0.first) - text.sentence(a.0.first);
    [far(sentences), a.1 * types as u16 + b.1, same_trigger(forms.0, forms.1)]
}

fn same_trigger(a: &str, b: &str) -> u16 {
    let four = |s: &str| s.chars().take(4).collect::<String>();
    if a == b {
        return 1;
    }
    if a.chars().count() > 3 && four(a) == four(b) {
        return 2;
    }
    let shares =
        |x: &str, y: &str| x.split_whitespace().next_back().is_some_and(|w| y.split_whitespace().any(|v| v == w));
    if shares(a, b) || shares(b, a) { 3 } else { 0 }
}

/// Features of (mention, country mention) for `affiliation`.
pub fn affiliation(text: &Text, mention: Item, land: Words) -> [u16; 3] {
    let sentences = text.sentence(land.first) - text.sentence(mention.words.first);
    let gap = mention.words.distance(land);
    let position = match (sentences, gap) {
        _ if mention.words.contains(land) => 0,
        (0, -3..=-1) => 1,
        (0, -9..=-4) => 2,
        (0, 1..=8) => 3,
        (0, _) => 4,
        _ => 5,
    };
    [near(sentences), position, mention.kind]
}

/// Features of (mention, mention of another entity) for `service`.
pub fn service(text: &Text, mention: Item, other: Item) -> [u16; 5] {
    let sentences = text.sentence(other.words.first) - text.sentence(mention.words.first);
    let gap = mention.words.distance(other.words);
    [near(sentences), bucket(gap), mention.kind, other.kind, nested(mention.words, other.words)]
}

/// Features of (trigger, word) for `content`.
pub fn content(text: &Text, trigger: Words, kind: u16, word: u32) -> [u16; 4] {
    let sentences = text.sentence(word) - text.sentence(trigger.first);
    let before = word > 0 && OPEN_QUOTES.contains(&text.word(word - 1));
    let after = (word as usize + 1) < text.words.len() && CLOSE_QUOTES.contains(&text.word(word + 1));
    let quote = u16::from(before) + 2 * u16::from(after);
    [bucket(trigger.distance(Words::new(word, word))), near(sentences), quote, kind]
}

/// Lower-cased forms of runs of words, made once.
#[derive(Debug, Default)]
pub struct Forms {
    known: HashMap<Words, String>,
}

impl Forms {
    pub fn new(text: &Text, runs: impl Iterator<Item = Words>) -> Self {
        Forms { known: runs.map(|words| (words, text.of(words).to_lowercase())).collect() }
    }

    pub fn of(&self, words: Words) -> &str {
        self.known.get(&words).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_fall_into_signed_buckets() {
        assert_eq!([0, 1, 5, 200, -1, -200].map(bucket), [0, 1, 4, 12, 14, 25]);
    }

    #[test]
    fn words_are_compared() {
        let pairs = [
            ("iran", "iran", 1),
            ("mr lavrov", "sergey lavrov", 2),
            ("un council", "un security council", 2),
            ("the un", "un security", 0),
            ("eu", "european union", 4),
            ("army chiefs", "chiefs", 2),
        ];
        for (a, b, expected) in pairs {
            assert_eq!(same_words(a, b), expected, "{a} / {b}");
        }
    }
}
