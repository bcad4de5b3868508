//! Numbers tied to events: every measure that is no date goes to the event that claims it most.

use verbale_record::{Evidence, Size, SizeKind, Stage};
use verbale_resolve::number;

use crate::cast::{Cast, Filler, Role};
use crate::happenings::Happening;
use crate::spotted::{Measure, Spotted};
use crate::text::Text;
use crate::thresholds as at;

/// Sizes of every happening, in order of the text.
pub fn sizes(text: &Text, spotted: &Spotted, cast: &Cast, happenings: &[Happening]) -> Vec<Vec<Size>> {
    let mut found = vec![Vec::new(); happenings.len()];
    for (index, measure) in spotted.measures.iter().enumerate() {
        let Some(kind) = SizeKind::from_name(&spotted.measure_kinds[measure.kind]) else { continue };
        if let Some((h, filler)) = cast.best_claim(Role::Size, index, at::SIZE_CLAIM_MIN) {
            found[h].extend(size(text, measure, kind, filler));
        }
    }
    found
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
