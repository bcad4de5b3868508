//! Numbers tied to events: every measure that is no date goes to the event that claims it most.

use verbale_knowledge::Knowledge;
use verbale_record::{Evidence, Size, SizeKind, Stage};
use verbale_resolve::number;

use crate::cast::{Cast, Filler, Role};
use crate::happenings::Happening;
use crate::spotted::{Measure, Spotted};
use crate::text::Text;
use crate::thresholds as at;

/// Sizes of every happening, in order of the text.
pub fn sizes(
    text: &Text,
    knowledge: &Knowledge,
    spotted: &Spotted,
    cast: &Cast,
    happenings: &[Happening],
) -> Vec<Vec<Size>> {
    let mut found: Vec<Vec<Size>> = vec![Vec::new(); happenings.len()];
    for measure in &spotted.measures {
        let Some(kind) = SizeKind::from_name(&spotted.measure_kinds[measure.kind]) else { continue };
        let kind = if TOLLS.contains(&kind) { toll(text, knowledge, measure).unwrap_or(kind) } else { kind };
        if let Some((h, filler)) = cast.best_claim(Role::Size, measure.words, at::SIZE_CLAIM_MIN) {
            let new = size(text, measure, kind, filler);
            let told = |new: &Size| found[h].iter().any(|old| old.kind == new.kind && old.value == new.value);
            if let Some(new) = new.filter(|new| !told(new)) {
                found[h].push(new);
            }
        }
    }
    found
}

/// Sizes that a word beside the number tells apart: "12 killed and 30 injured".
const TOLLS: [SizeKind; 4] = [SizeKind::Killed, SizeKind::Injured, SizeKind::Arrested, SizeKind::Displaced];
/// What a cue that tells the kind of a size is called in the table, before the kind.
const CUE_PREFIX: &str = "size-";
/// Words on either side of a number in which such a cue is looked for.
const CUE_REACH: u32 = 3;

/// The kind that the nearest cue beside the number tells, the words before it first.
fn toll(text: &Text, knowledge: &Knowledge, measure: &Measure) -> Option<SizeKind> {
    let (first, last) = (measure.words.first, measure.words.last);
    let sentence = text.sentence_range(first);
    let before = (sentence.start.max(first.saturating_sub(CUE_REACH))..first).rev();
    let after = last..sentence.end.min(last + 1 + CUE_REACH);
    let kind = |word: &str| SizeKind::from_name(knowledge.cue(word)?.kind.strip_prefix(CUE_PREFIX)?);
    let phrase = |w: &u32| !ends_phrase(text.word(*w));
    let told = |w: u32| kind(text.word(w));
    before.take_while(phrase).find_map(told).or_else(|| after.take_while(phrase).find_map(told))
}

fn ends_phrase(word: &str) -> bool {
    word == "and" || !word.contains(char::is_alphanumeric)
}

fn size(text: &Text, measure: &Measure, kind: SizeKind, filler: &Filler) -> Option<Size> {
    let span = text.span(measure.words);
    let quantity = number::parse(&hedged(text, measure))?;
    let evidence = Evidence::new(span, Stage::Network, measure.confidence.min(filler.confidence()))
        .with_detail("number read by rule");
    Some(Size { kind, value: quantity.value, unit: quantity.unit, approximate: quantity.approximate, span, evidence })
}

/// The measure's words with the two before them in the sentence, where a hedge ("at least") may stand.
fn hedged(text: &Text, measure: &Measure) -> String {
    let start = text.sentence_range(measure.words.first).start;
    let before = measure.words.first.saturating_sub(2).max(start);
    let lead: Vec<&str> = (before..measure.words.first).map(|w| text.word(w)).collect();
    let words = text.of(measure.words);
    let lead = lead.join(" ").to_lowercase();
    let hedge = HEDGES.iter().find(|hedge| lead.ends_with(**hedge));
    hedge.map_or_else(|| words.to_owned(), |hedge| format!("{hedge} {words}"))
}

/// Words before a number that make it approximate and that annotators leave outside the size.
const HEDGES: [&str; 12] = [
    "at least",
    "more than",
    "less than",
    "up to",
    "around",
    "about",
    "nearly",
    "almost",
    "some",
    "over",
    "roughly",
    "estimated",
];
