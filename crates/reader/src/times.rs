//! When: time expressions that the network did not see are added, and each event's expression becomes days.

use verbale_record::{Date, Evidence, Note, Stage, When};
use verbale_resolve::time::{self, Frame, Lean};

use crate::cast::{Cast, Filler, Role};
use crate::labels::Scored;
use crate::spotted::{Measure, Spotted};
use crate::text::Text;
use crate::thresholds as at;

/// The kind of measure that is a date.
const DATE: usize = 0;
/// The label of events to come: "on Wednesday" is then the next one.
const TO_COME: &str = "future";
/// What a time expression that only the rules found is trusted with.
const RULE_CONFIDENCE: f32 = 0.5;

/// Adds the time expressions of the rules, so that events can be tied to them too, and completes those that the network
/// saw in part ("January of" in "January of last year").
pub fn add_unseen(text: &Text, spotted: &mut Spotted) {
    for span in time::find(text.text) {
        let Some(words) = text.words_of(span) else { continue };
        let mut seen = spotted.measures.iter_mut().filter(|m| m.words.overlaps(words));
        if let (Some(measure), None) = (seen.next(), seen.next())
            && measure.kind == DATE
            && words.contains(measure.words)
        {
            measure.words = words;
        }
        if !spotted.measures.iter().any(|m| m.words.overlaps(words)) {
            spotted.measures.push(Measure { words, kind: DATE, confidence: RULE_CONFIDENCE });
        }
    }
    spotted.measures.sort_by_key(|m| m.words);
}

/// The days of every happening, one entry a list of labels; expressions that cannot be resolved become notes.
pub fn times(
    text: &Text,
    published: Option<Date>,
    spotted: &Spotted,
    cast: &Cast,
    aux: &[Vec<Scored>],
    notes: &mut Vec<Note>,
) -> Vec<Option<When>> {
    let claims = claims(spotted, cast);
    (0..aux.len())
        .map(|h| {
            let claimed = claims.iter().filter(|claim| claim.0 == h).map(|claim| claim.1);
            let filler = cast.of(h, Role::Date).chain(claimed).max_by(|a, b| a.score.total_cmp(&b.score))?;
            let measure = &spotted.measures[filler.index];
            let span = text.span(measure.words);
            let words = span.of(text.text);
            let confidence = filler.confidence();
            let is_to_come = aux[h].iter().any(|(label, score)| label == TO_COME && *score > at::AUX_MIN);
            let lean = if is_to_come { Lean::Future } else { time::lean_at(text.text, span) };
            let frame = Frame { published, lean, previous: None };
            match time::resolve_at(text.text, span, &frame) {
                Ok(days) => {
                    let detail = format!("{words}: {:?}", days.granularity).to_lowercase();
                    let evidence = Evidence::new(span, Stage::Rule, confidence).with_detail(detail);
                    Some(When { span, start: days.start, end: days.end, evidence })
                }
                Err(unresolved) => {
                    let message = format!("{words:?} stays unresolved: {}", unresolved.reason);
                    notes.push(Note { code: "time-unresolved", span: Some(span), message });
                    None
                }
            }
        })
        .collect()
}

/// For every time expression, the happening that wants it most.
fn claims<'a>(spotted: &Spotted, cast: &'a Cast) -> Vec<(usize, &'a Filler)> {
    let dates = spotted.measures.iter().enumerate().filter(|(_, measure)| measure.kind == DATE);
    dates.filter_map(|(index, _)| cast.best_claim(Role::Date, index, at::DATE_CLAIM_MIN)).collect()
}
