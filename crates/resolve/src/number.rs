//! How many: the value, unit and certainty of "at least 12 people", "dozens of airstrikes", "$60bn (£47bn)".
//!
//! Ranges and vague counts give their lower bound and are approximate, as the codebook has it ("dozens" is 24).

pub(crate) mod count;
pub(crate) mod words;

use count::Count;
use words::{Kind, Words};

/// A number read from words.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    pub value: f64,
    /// As written, without the number ("drones", "$", "percent").
    pub unit: Option<String>,
    pub approximate: bool,
}

/// Phrases before a number that make it approximate.
const HEDGES: &[&str] = &[
    "at least",
    "at most",
    "about",
    "around",
    "nearly",
    "almost",
    "more than",
    "less than",
    "fewer than",
    "over",
    "under",
    "up to",
    "some",
    "approximately",
    "roughly",
    "as many as",
    "as much as",
    "as few as",
    "an estimated",
    "estimated",
    "close to",
    "upwards of",
    "in excess of",
    "above",
    "below",
    "well over",
    "just over",
    "just under",
    "no fewer than",
    "no less than",
    "no more than",
    "not more than",
    "perhaps",
    "maybe",
    "possibly",
    "circa",
    "~",
    "an additional some",
];

/// Words before a number that say nothing of its value.
const LEADS: &[&str] = &[
    "the",
    "all",
    "another",
    "other",
    "an additional",
    "a further",
    "a total of",
    "a record",
    "only",
    "just",
    "these",
    "those",
    "its",
    "their",
    "his",
    "her",
];

/// Phrases after a number that make it approximate.
const TAILS: &[&str] = &["or so", "or more", "or less", "or fewer", "plus", "+", "odd", "- odd", "- plus"];

/// Reads the first number of `words`; none where there is no number.
pub fn parse(words: &str) -> Option<Quantity> {
    let list = Words::of(words);
    (0..list.len()).find_map(|at| quantity(&list, words, at))
}

fn quantity(words: &Words, text: &str, at: usize) -> Option<Quantity> {
    let (at, hedged) = leads(words, at);
    let (at, mark) = currency(words, text, at);
    let (first, at) = bounds(words, at)?;
    let tail = words.any_phrase(at, TAILS);
    let unit = mark.map(str::to_owned).or_else(|| unit(words, text, tail.unwrap_or(at)));
    Some(Quantity { value: first.value, unit, approximate: hedged || first.vague || tail.is_some() })
}

/// Steps over what may stand before a number, and says whether it hedged.
fn leads(words: &Words, mut at: usize) -> (usize, bool) {
    let mut hedged = false;
    loop {
        if let Some(next) = words.any_phrase(at, HEDGES) {
            (at, hedged) = (next, true);
        } else if let Some(next) = words.any_phrase(at, LEADS) {
            at = next;
        } else {
            return (at, hedged);
        }
    }
}

/// A currency mark before the number, with the letters glued to it ("US$").
fn currency<'a>(words: &Words, text: &'a str, at: usize) -> (usize, Option<&'a str>) {
    let is_mark = |at: usize| words.is(at, &["$", "£", "€", "¥", "₽", "₴", "₹", "₪", "₩", "₺"]);
    let range = |from: usize, to: usize| match (words.get(from), words.get(to)) {
        (Some(first), Some(last)) => text.get(first.range.start..last.range.end),
        _ => None,
    };
    let letters = words.get(at).is_some_and(|word| word.kind == Kind::Letters);
    let coded = words.is(at, &["usd", "eur", "gbp", "rub", "chf", "rs"]);
    if is_mark(at) {
        (at + 1, range(at, at))
    } else if letters && is_mark(at + 1) && words.glued(at + 1) {
        (at + 2, range(at, at + 1))
    } else if coded && words.get(at + 1).is_some_and(|word| word.kind == Kind::Digits) {
        (at + 1, range(at, at))
    } else {
        (at, None)
    }
}

/// A number or the lower bound of a range of two.
fn bounds(words: &Words, at: usize) -> Option<(Count, usize)> {
    let between = words.is(at, &["between", "from"]);
    let (low, next) = count::count(words, at + usize::from(between))?;
    if !words.is(next, &["to", "-", "and", "or"]) || (words.is(next, &["and"]) && !between) {
        return Some((low, next));
    }
    let (after_mark, _) = currency(words, "", next + 1);
    match count::count(words, after_mark).filter(|(high, _)| count::plain(words, after_mark) && high.value > low.value)
    {
        Some((high, end)) => Some((Count { value: scaled(low.value, high), vague: true }, end)),
        None => Some((low, next)),
    }
}

/// "three to four thousand" means three thousand at the low end.
fn scaled(low: f64, high: Count) -> f64 {
    let scale = [1e12, 1e9, 1e6, 1e3, 1e2].into_iter().find(|scale| high.value >= *scale && high.value % scale == 0.0);
    match scale {
        Some(scale) if low < 100.0 && low < high.value / scale => low * scale,
        _ => low,
    }
}

/// The words that follow the number, up to a bracket, a comma or the end.
fn unit(words: &Words, text: &str, at: usize) -> Option<String> {
    let mut from = at;
    while words.is(from, &["of", "the", "-", "more", "other", "additional", "different", "separate"]) {
        from += 1;
    }
    let stop = |word: &words::Word| {
        word.kind == Kind::Mark && matches!(word.text, "(" | ")" | "," | ";" | ":" | "." | "[" | "\"" | "“" | "”")
    };
    let mut end = from;
    while words.get(end).is_some_and(|word| !stop(word)) {
        end += 1;
    }
    let (first, last) = (words.get(from)?, words.get(end.checked_sub(1)?)?);
    text.get(first.range.start..last.range.end).filter(|unit| !unit.is_empty()).map(str::to_owned)
}
