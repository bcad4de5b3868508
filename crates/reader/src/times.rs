//! When: time expressions that the network did not see are added, and each event's expression becomes days.

use std::collections::BTreeSet;

use verbale_record::{Date, Evidence, Note, Span, Stage, When};
use verbale_resolve::time::{self, Days, Frame, Granularity, Lean, Unresolved};

use crate::cast::{Cast, Filler, Role};
use crate::happenings::Happening;
use crate::labels::Scored;
use crate::spotted::{Measure, Spotted};
use crate::text::{Text, Words};
use crate::thresholds as at;

/// The kind of measure that is a date.
const DATE: usize = 0;
/// The labels of events to come, and of those asked for or feared: "on Wednesday" is then the next one.
const AHEAD: [&str; 2] = ["future", "hypothetical"];
const WHEN: &str = "when";
/// The days of an expression that waits for the report's date.
const OPEN: Days = Days { start: None, end: None, granularity: Granularity::Span };
const NO_TIME: Unresolved = Unresolved { reason: "no-time" };
/// What a time expression that only the rules found is trusted with.
const RULE_CONFIDENCE: f32 = 0.5;

/// Adds the time expressions of the rules, so that events can be tied to them too, and completes those that the network
/// saw in part or in parts ("January of" and "last year" of "January of last year", "In" before "April").
pub fn add_unseen(text: &Text, spotted: &mut Spotted) {
    for span in time::find(text.text) {
        let Some(words) = text.words_of(span) else { continue };
        let is_part = |m: &Measure| m.kind == DATE && words.contains(m.words);
        let mut seen = spotted.measures.iter().filter(|m| m.words.overlaps(words)).peekable();
        if seen.peek().is_some() && seen.all(is_part) {
            complete(&mut spotted.measures, words);
        }
        let cut = |m: &&mut Measure| m.kind == DATE && m.words.last + 1 == words.first && m.words.first == m.words.last;
        if let Some(measure) = spotted.measures.iter_mut().find(cut) {
            measure.words = words;
        }
        if !spotted.measures.iter().any(|m| m.words.overlaps(words)) {
            spotted.measures.push(Measure { words, kind: DATE, confidence: RULE_CONFIDENCE });
        }
    }
    spotted.measures.sort_by_key(|m| m.words);
}

/// One measure for all those inside `words`.
fn complete(measures: &mut Vec<Measure>, words: Words) {
    let confidence = measures.iter().filter(|m| words.contains(m.words)).map(|m| m.confidence).fold(0.0, f32::max);
    measures.retain(|m| !words.contains(m.words));
    measures.push(Measure { words, kind: DATE, confidence });
}

/// The days of every happening, one entry a list of labels. What cannot be resolved is a note that says why; where only
/// the report's date is missing, the event keeps the words with both ends open.
pub fn times(
    text: &Text,
    published: Option<Date>,
    spotted: &Spotted,
    cast: &Cast,
    happenings: &[Happening],
    aux: &[Vec<Scored>],
    notes: &mut Vec<Note>,
) -> Vec<Option<When>> {
    let fillers: Vec<Option<&Filler>> = (0..aux.len()).map(|h| filler(spotted, cast, h)).collect();
    let leans: Vec<Lean> = aux.iter().map(|aux| lean(aux, cast.thresholds.aux)).collect();
    let told = told(text, published, spotted, &leans_of_measures(spotted, &fillers, &leans));
    let mut noted = BTreeSet::new();
    let mut resolved = |h: usize| {
        let filler = fillers[h]?;
        let words = spotted.measures[filler.index].words;
        let (span, told) = (text.span(words), &told[filler.index]);
        let is_when = happenings[h].triggers.iter().any(|&t| is_when(text, words, spotted.triggers[t].words));
        let found = if is_when {
            time::resolve_named(span.of(text.text), &told.frame)
        } else {
            days(text, span, told, leans[h])
        };
        if let Err(unresolved) = &found
            && noted.insert(span)
        {
            let message = format!("{:?} stays unresolved: {}", span.of(text.text), unresolved.reason);
            notes.push(Note { code: "time-unresolved", span: Some(span), message });
        }
        let found = found.or_else(|u| if published.is_none() { Ok(OPEN) } else { Err(u) });
        found.ok().map(|days| when(text, span, days, filler.confidence()))
    };
    (0..aux.len()).map(&mut resolved).collect()
}

/// The likeliest date of a happening.
fn filler<'a>(spotted: &Spotted, cast: &'a Cast, h: usize) -> Option<&'a Filler> {
    let is_date = |filler: &&Filler| spotted.measures[filler.index].kind == DATE;
    let claimed = cast.claimed(h, Role::Date, at::DATE_CLAIM_MIN).filter(is_date);
    cast.of(h, Role::Date).chain(claimed).max_by(|a, b| a.score.total_cmp(&b.score))
}

/// Whether an event lies ahead, by its labels.
fn lean(aux: &[Scored], least: f32) -> Lean {
    let is_ahead = aux.iter().any(|(label, score)| AHEAD.contains(&label.as_str()) && *score > least);
    if is_ahead { Lean::Future } else { Lean::Past }
}

/// For every measure, the lean of the event whose date it is likeliest.
fn leans_of_measures(spotted: &Spotted, fillers: &[Option<&Filler>], leans: &[Lean]) -> Vec<Option<Lean>> {
    let mut best: Vec<Option<(f32, Lean)>> = vec![None; spotted.measures.len()];
    for (filler, lean) in fillers.iter().zip(leans) {
        let Some(filler) = filler else { continue };
        let known = &mut best[filler.index];
        if known.is_none_or(|(score, _)| filler.score > score) {
            *known = Some((filler.score, *lean));
        }
    }
    best.into_iter().map(|best| best.map(|(_, lean)| lean)).collect()
}

/// What a time expression says where it stands, whatever event it belongs to.
struct Told {
    /// The report's day, and the times that the text spoke of before: what "that year" and "the next day" count from.
    frame: Frame,
    days: Result<Days, Unresolved>,
}

/// For every measure that is a date; in order of the text, as each may count from those before it.
fn told(text: &Text, published: Option<Date>, spotted: &Spotted, leans: &[Option<Lean>]) -> Vec<Told> {
    let mut frame = Frame { published, ..Frame::default() };
    let mut told = Vec::with_capacity(spotted.measures.len());
    for (measure, lean) in spotted.measures.iter().zip(leans) {
        let span = text.span(measure.words);
        frame.lean = lean.unwrap_or_else(|| time::lean_at(text.text, span));
        let days = if measure.kind == DATE { time::resolve_at(text.text, span, &frame) } else { Err(NO_TIME) };
        told.push(Told { frame, days });
        frame.previous = days.ok().or(frame.previous);
        frame.previous_day = days.ok().filter(|days| days.granularity == Granularity::Day).or(frame.previous_day);
    }
    told
}

/// The days of an expression for an event that leans so.
fn days(text: &Text, span: Span, told: &Told, lean: Lean) -> Result<Days, Unresolved> {
    if lean == told.frame.lean { told.days } else { time::resolve_at(text.text, span, &Frame { lean, ..told.frame }) }
}

/// Whether the event is what happened at a time, not since it: "since 19 April, when drones hit two houses".
fn is_when(text: &Text, time: Words, trigger: Words) -> bool {
    let mut after = (time.last + 1..trigger.first).map(|word| text.word(word)).filter(|word| *word != ",");
    text.sentence(time.first) == text.sentence(trigger.first) && after.next() == Some(WHEN)
}

fn when(text: &Text, span: Span, days: Days, confidence: f32) -> When {
    let detail = format!("{}: {:?}", span.of(text.text), days.granularity).to_lowercase();
    let evidence = Evidence::new(span, Stage::Rule, confidence).with_detail(detail);
    When { span, start: days.start, end: days.end, evidence }
}
