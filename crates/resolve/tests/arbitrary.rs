//! Arbitrary text is read without a panic, and spans stay inside it.

use verbale_record::Date;
use verbale_resolve::number::parse;
use verbale_resolve::time::{Frame, Lean, find, lean_at, published_in_head, resolve, resolve_at};

/// A small generator (xorshift), so that the test needs no dependency and is the same on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

const PIECES: &[&str] = &[
    "last",
    "next",
    "this",
    "the",
    "a",
    "week",
    "year",
    "years",
    "ago",
    "later",
    "before",
    "after",
    "since",
    "by",
    "between",
    "and",
    "from",
    "to",
    "May",
    "March",
    "Feb",
    ".",
    "Tuesday",
    "overnight",
    "into",
    "early",
    "mid",
    "end",
    "of",
    "31",
    "29",
    "2014",
    "1990",
    "s",
    "th",
    "99999999999999999999",
    "1,000",
    "2.5",
    "-",
    "–",
    "/",
    "’",
    "'",
    "(",
    ")",
    "$",
    "bn",
    "million",
    "hundred",
    "dozens",
    "no",
    "half",
    "في",
    "日本",
    "é",
    "\u{202e}",
    "🙂",
    "\n",
    "Q",
    "2",
    "Easter",
    "Sunday",
    "century",
    "9999",
    "-9999",
    "within",
    "hours",
    "spring",
    "winter",
    "day",
    "that",
    "following",
    "recent",
    "coming",
    "several",
    "two",
];

#[test]
fn never_panics() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let edges = [Date::MIN, Date::MAX, Date::constant(2024, 2, 29), Date::constant(1, 1, 1)];
    for _ in 0..4_000 {
        let count = chance.below(9);
        let mut text = String::new();
        for _ in 0..count {
            text.push_str(PIECES[chance.below(PIECES.len())]);
            if chance.below(3) > 0 {
                text.push(' ');
            }
        }
        let published = Some(edges[chance.below(edges.len())]);
        for lean in [Lean::Past, Lean::Future] {
            if let Ok(days) = resolve(&text, published, lean)
                && let (Some(start), Some(end)) = (days.start, days.end)
            {
                assert!(start <= end, "{text:?} gives {start} to {end}");
            }
        }
        let mut last = 0;
        for span in find(&text) {
            assert!(span.start >= last && !span.is_empty() && !span.of(&text).is_empty());
            last = span.end;
            let _ = lean_at(&text, span);
            let _ = resolve_at(&text, span, &Frame { published, ..Frame::default() });
        }
        let _ = (parse(&text), published_in_head(&text));
    }
}

#[test]
fn long_text_is_read_in_linear_time() {
    let text = "last week and ".repeat(20_000)
        + &"from May to ".repeat(20_000)
        + &"the end of ".repeat(20_000)
        + &"9".repeat(100_000);
    assert!(!find(&text).is_empty());
}
