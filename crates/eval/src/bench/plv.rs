//! PLV: sentences with a marked pair and the PLOVER type between them (Hu et al. 2024, Zero-Shot-PLOVER, PLV).
//!
//! The sentence is read plain. Of its events the one counts that leads from the one marked party to the other, else one that
//! has them in other roles, or one of them; of several the surest.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;
use verbale::record::{Entity, EntityKind, Field, Id};
use verbale::{Event, Record, Span};

use super::figures::{Counts, Labels};
use super::{Page, Tools};

/// One who takes part.
type Party = Field<Id<Entity>>;

/// A sentence, its marked parties as bytes of it, and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    pub source: Option<Span>,
    pub target: Option<Span>,
    /// The type under the name that the benchmark scores by.
    pub root: String,
    /// The types of today's ontology that are this root.
    pub types: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    marked: String,
    gold: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    #[serde(rename = "type")]
    root: String,
    types_plover2021: Vec<String>,
}

/// One JSON object a line; a line that is none is an error that names it.
pub fn parse(text: &str) -> Result<Vec<Sentence>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| sentence(line).with_context(|| format!("line {}", at + 1))).collect()
}

fn sentence(line: &str) -> Result<Sentence> {
    let row: Row = serde_json::from_str(line)?;
    let gold = row.gold.into_iter().next().context("no gold type")?;
    let (text, source, target) = unmark(&row.marked);
    Ok(Sentence { text, source, target, root: gold.root, types: gold.types_plover2021 })
}

/// The text without its marks, and what stood between `<s>` and `</s>`, `<t>` and `</t>`.
fn unmark(marked: &str) -> (String, Option<Span>, Option<Span>) {
    let (mut text, mut rest) = (String::new(), marked);
    let mut at: BTreeMap<&str, u32> = BTreeMap::new();
    while let Some((mark, start)) = next_mark(rest) {
        text += &rest[..start];
        at.insert(mark, text.len() as u32);
        rest = &rest[start + mark.len()..];
    }
    text += rest;
    let between = |open: &str, close: &str| Some((*at.get(open)?, *at.get(close)?)).filter(|(a, b)| a <= b);
    let span = |open, close| between(open, close).map(|(start, end)| Span::new(start, end));
    let (source, target) = (span("<s>", "</s>"), span("<t>", "</t>"));
    (text, source, target)
}

fn next_mark(text: &str) -> Option<(&'static str, usize)> {
    let marks = ["<s>", "</s>", "<t>", "</t>"];
    marks.into_iter().filter_map(|mark| Some((mark, text.find(mark)?))).min_by_key(|(_, start)| *start)
}

pub(super) fn run(text: &str, tools: &Tools) -> Result<Page> {
    let sentences = parse(text)?;
    let roots: BTreeMap<String, String> = sentences
        .iter()
        .flat_map(|sentence| sentence.types.iter().map(|kind| (kind.clone(), sentence.root.clone())))
        .collect();
    let (mut labels, mut types, mut cases) = (Labels::default(), Counts::default(), Vec::new());
    let mut pairs = 0;
    for sentence in super::spread(sentences, |_| 1, tools.sentences_max) {
        let record = tools.read(&sentence.text);
        let root = |event: &Event| roots.get(event.kind.value.as_str()).map(String::as_str);
        let chosen = choose(&record, &sentence, |event| root(event).is_some());
        let found: BTreeSet<&str> = record.events.iter().filter_map(root).collect();
        types.add(usize::from(found.contains(sentence.root.as_str())), 1, found.len());
        pairs += usize::from(chosen.is_some_and(|event| covers(&record, event, &sentence)));
        let predicted = chosen.and_then(root);
        labels.add(&sentence.root, predicted);
        if predicted != Some(sentence.root.as_str()) {
            cases.push(case(&record, &sentence, chosen));
        }
    }
    Ok(Page { table: table(&labels, types, pairs), cases })
}

/// The event that has most of the marked pair, each in its role before each in another; of several the surest.
fn choose<'a>(record: &'a Record, sentence: &Sentence, known: impl Fn(&Event) -> bool) -> Option<&'a Event> {
    let key = |event: &Event| (fit(record, event, sentence), event.kind.evidence.confidence);
    let events = record.events.iter().filter(|event| known(event));
    events.max_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal))
}

/// How well the parties of an event are the marked pair: 2 for the source among the actors, for the target among the
/// recipients, or among the actors of an event without recipients; 1 for each that takes part otherwise.
fn fit(record: &Record, event: &Event, sentence: &Sentence) -> u8 {
    let has = |parties: &[Party], span: Option<Span>| span.is_some_and(|span| names(record, parties, span));
    let targets = if event.recipients.is_empty() { &event.actors } else { &event.recipients };
    let worth = |role: bool, other: bool| if role { 2 } else { u8::from(other) };
    worth(has(&event.actors, sentence.source), has(&event.recipients, sentence.source))
        + worth(has(targets, sentence.target), has(&event.actors, sentence.target))
}

/// Whether words in each marked party name somebody of the event.
fn covers(record: &Record, event: &Event, sentence: &Sentence) -> bool {
    let has = |span| names(record, &event.actors, span) || names(record, &event.recipients, span);
    sentence.source.is_some_and(has) && sentence.target.is_some_and(has)
}

/// Whether words in the span name one of the parties.
fn names(record: &Record, parties: &[Party], span: Span) -> bool {
    let entities = parties.iter().filter_map(|party| record.entities.get(party.value.index()));
    entities.flat_map(|entity| &entity.mentions).any(|mention| mention.span.overlaps(span))
}

fn table(labels: &Labels, types: Counts, pairs: usize) -> String {
    let mut lines = format!(
        "event     {:.3} of sentences, {pairs} with both parties\nroot      macro-F1 {:.3}  accuracy {:.3}\ntypes     {types}\n",
        labels.answered(),
        labels.macro_f1(),
        labels.accuracy(),
    );
    for (label, counts) in labels.by_label() {
        lines += &format!("{label:9} {counts}\n");
    }
    lines
}

fn case(record: &Record, sentence: &Sentence, chosen: Option<&Event>) -> String {
    let events: Vec<String> = record.events.iter().map(|event| brief(record, event)).collect();
    let chosen = chosen.map_or("nothing", |event| event.kind.value.as_str());
    format!("{} not {chosen}: {} [{}]", sentence.root, sentence.text, events.join("; "))
}

fn brief(record: &Record, event: &Event) -> String {
    let word = event.first_span().of(&record.report.text);
    let name = |party: &Party| {
        let entity = record.entities.get(party.value.index());
        entity.filter(|entity| entity.kind.value != EntityKind::Place).map(|entity| entity.name.clone())
    };
    let names = |parties: &[_]| parties.iter().filter_map(name).collect::<Vec<_>>().join("+");
    let sure = event.kind.evidence.confidence;
    format!("{} {word:?} {sure:.2} {} > {}", event.kind.value, names(&event.actors), names(&event.recipients))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"schema": "verbale.record/1", "report": {"id": "a"}, "text": "Ann accused Bob; Bob told Ann and Eve.",
        "entities": [{"id": "T1", "kind": "person", "mentions": [{"start": 0, "end": 3}, {"start": 26, "end": 29}]},
                     {"id": "T2", "kind": "person", "mentions": [{"start": 12, "end": 15}, {"start": 17, "end": 20}]},
                     {"id": "T3", "kind": "person", "mentions": [{"start": 34, "end": 37}]}],
        "events": [{"id": "E1", "type": "ACCUSE", "triggers": [{"start": 4, "end": 11}], "actors": ["T1"], "recipients": ["T2"]},
                   {"id": "E2", "type": "STATE", "triggers": [{"start": 21, "end": 25}], "actors": ["T2"], "recipients": ["T1", "T3"]}]}"#;

    #[test]
    fn the_event_counts_that_leads_from_one_to_the_other() {
        let record = verbale::from_json(JSON).expect("a record");
        let chosen = |marked: &str| {
            let (text, source, target) = unmark(marked);
            let sentence = Sentence { text, source, target, root: String::new(), types: Vec::new() };
            choose(&record, &sentence, |_| true).map(|event| event.kind.value.clone())
        };
        let of_pair = |marked| chosen(marked).expect(marked);
        assert_eq!(of_pair("<s>Ann</s> accused <t>Bob</t>; Bob told Ann and Eve."), "ACCUSE");
        assert_eq!(of_pair("<t>Ann</t> accused <s>Bob</s>; Bob told Ann and Eve."), "STATE");
        assert_eq!(of_pair("Ann accused <s>Bob</s>; Bob told Ann and <t>Eve</t>."), "STATE");
        assert_eq!(
            of_pair("<s>Ann</s> accused Bob; Bob told Ann and <t>Eve</t>."),
            "STATE",
            "the one with both, in whatever roles"
        );
    }
}
