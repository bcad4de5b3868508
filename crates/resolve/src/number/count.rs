//! Counts in words and digits: "176", "one hundred and fifty", "1.5m", "tens of thousands", "half a dozen".

use super::words::{Kind, Words};

/// A count, and whether the words leave it open ("dozens").
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Count {
    pub(crate) value: f64,
    pub(crate) vague: bool,
}

fn exactly(value: f64) -> Count {
    Count { value, vague: false }
}

fn vaguely(value: f64) -> Count {
    Count { value, vague: true }
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Reads the count at `at` and says where it ends.
pub(crate) fn count(words: &Words, at: usize) -> Option<(Count, usize)> {
    crowds(words, at).or_else(|| fixed(words, at)).or_else(|| amount(words, at)).or_else(|| article(words, at))
}

/// Whether a count of digits or number words (no "a", no "dozens") begins at `at`.
pub(crate) fn plain(words: &Words, at: usize) -> bool {
    digits(words, at).is_some() || spelled(words, at).is_some()
}

/// A whole count that time expressions use: "two", "48"; none for a vague one.
pub(crate) fn whole(words: &Words, at: usize) -> Option<(i64, usize)> {
    let (value, next) = amount(words, at)?;
    let value = Some(value.value).filter(|value| value.fract() == 0.0 && *value < 1e6)?;
    Some((value as i64, next))
}

/// Vague plurals, by the codebook's lower bounds.
fn crowds(words: &Words, at: usize) -> Option<(Count, usize)> {
    let power = |at: usize| {
        Some(match words.lower(at) {
            "hundreds" | "hundred" => 1e2,
            "thousands" | "thousand" => 1e3,
            "millions" | "million" => 1e6,
            "billions" | "billion" => 1e9,
            "dozens" | "dozen" => 12.0,
            _ => return None,
        })
    };
    let of = |at: usize| words.is(at, &["of"]).then_some(at + 1);
    if let Some(start) = words
        .any_phrase(at, &["several", "a few", "few", "many", "a couple of", "a couple", "couple of", "a number of"])
    {
        let couple = words.is(start - 1, &["couple"]) || words.is(start.saturating_sub(2), &["couple"]);
        return Some(match power(start) {
            Some(power) => (vaguely(2.0 * power), start + 1),
            None => (vaguely(if couple { 2.0 } else { 3.0 }), start),
        });
    }
    let (low, next) = match words.lower(at) {
        "tens" => (20.0, at + 1),
        "scores" => (40.0, at + 1),
        "dozens" | "hundreds" | "thousands" | "millions" | "billions" => (2.0 * power(at)?, at + 1),
        _ => return None,
    };
    let step = of(next).and_then(|inner| Some((power(inner)?, inner + 1)));
    let (scale, next) = step.filter(|_| words.lower(next + 1).ends_with('s')).unwrap_or((1.0, next));
    Some((vaguely(low * scale), next))
}

/// Phrases of a fixed value.
fn fixed(words: &Words, at: usize) -> Option<(Count, usize)> {
    const FIXED: &[(&str, f64)] = &[
        ("half a million", 5e5),
        ("half a billion", 5e8),
        ("quarter of a million", 2.5e5),
        ("a quarter of a million", 2.5e5),
        ("half a dozen", 6.0),
        ("half - a - dozen", 6.0),
        ("half a", 0.5),
        ("half an", 0.5),
        ("a dozen", 12.0),
        ("a score of", 20.0),
        ("a hundred", 1e2),
        ("a thousand", 1e3),
        ("a million", 1e6),
        ("a billion", 1e9),
        ("a pair of", 2.0),
        ("a single", 1.0),
        ("both", 2.0),
        ("no", 0.0),
        ("none", 0.0),
        ("nobody", 0.0),
    ];
    let hit = FIXED.iter().filter_map(|(phrase, value)| Some((words.phrase(at, phrase)?, *value)));
    hit.max_by_key(|(end, _)| *end).map(|(end, value)| (exactly(value), end))
}

/// "a soldier": one, where a noun follows.
fn article(words: &Words, at: usize) -> Option<(Count, usize)> {
    let noun = words.get(at + 1).is_some_and(|word| word.kind == Kind::Letters);
    (words.is(at, &["a", "an"]) && noun).then_some((exactly(1.0), at + 1))
}

/// Digits or number words, with scales and "and a half".
fn amount(words: &Words, at: usize) -> Option<(Count, usize)> {
    let (mut value, mut at) = digits(words, at).or_else(|| spelled(words, at))?;
    if let Some(next) = words.phrase(at, "and a half") {
        (value, at) = (value + 0.5, next);
    }
    while let Some(scale) = scale(words, at) {
        (value, at) = (value * scale, at + 1);
    }
    value.is_finite().then_some((exactly(value), at))
}

fn digits(words: &Words, at: usize) -> Option<(f64, usize)> {
    let word = words.get(at).filter(|word| word.kind == Kind::Digits)?;
    let mut written = word.text.replace(',', "");
    let mut next = at + 1;
    // "10 000": thousands set off by spaces.
    while written.len() <= 12
        && !written.contains('.')
        && (next > at + 1 || word.text.len() <= 3)
        && words.get(next).is_some_and(|part| part.kind == Kind::Digits && part.text.len() == 3)
    {
        written.push_str(words.lower(next));
        next += 1;
    }
    Some((written.parse::<f64>().ok().filter(|value| value.is_finite())?, next))
}

/// A scale after a number: a word, or a letter glued to the digits ("1.5m", "$60bn").
fn scale(words: &Words, at: usize) -> Option<f64> {
    Some(match words.lower(at) {
        "dozen" => 12.0,
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        "k" if words.glued(at) => 1e3,
        "m" | "mn" if words.glued(at) => 1e6,
        "mn" | "mln" => 1e6,
        "b" if words.glued(at) => 1e9,
        "bn" => 1e9,
        "tn" => 1e12,
        _ => return None,
    })
}

/// "twenty-one", "one hundred and fifty", "two thousand three hundred".
fn spelled(words: &Words, at: usize) -> Option<(f64, usize)> {
    let (mut total, mut group, mut at) = (0.0, 0.0, at);
    let start = at;
    loop {
        if let Some((value, next)) = below_hundred(words, at) {
            if at > start && group % 100.0 != 0.0 {
                break;
            }
            (group, at) = (group + value, next);
        } else if at > start && words.is(at, &["hundred"]) {
            (group, at) = (f64::max(group, 1.0) * 100.0, at + 1);
        } else if at > start && words.is(at, &["thousand", "million", "billion"]) {
            let scale = scale(words, at).unwrap_or(1.0);
            (total, group, at) = (total + group * scale, 0.0, at + 1);
        } else if at > start
            && words.is(at, &["and"])
            && words.is(at - 1, &["hundred", "thousand"])
            && below_hundred(words, at + 1).is_some()
        {
            at += 1;
        } else {
            break;
        }
    }
    (at > start).then_some((total + group, at))
}

fn below_hundred(words: &Words, at: usize) -> Option<(f64, usize)> {
    let small = |at: usize| SMALL.iter().position(|name| *name == words.lower(at));
    if let Some(value) = small(at) {
        return Some((value as f64, at + 1));
    }
    let tens = 20.0 + 10.0 * TENS.iter().position(|name| *name == words.lower(at))? as f64;
    let ones = if words.is(at + 1, &["-"]) { at + 2 } else { at + 1 };
    match small(ones).filter(|value| (1..10).contains(value)) {
        Some(value) => Some((tens + value as f64, ones + 1)),
        None => Some((tens, at + 1)),
    }
}
