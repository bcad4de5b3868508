//! Factuality: whether what a sentence tells of happened, by UDS 2.0 on the English Web Treebank (White et al. 2020).
//!
//! Only predicates that the reader takes for events of its ontology can be scored; how many these are is a figure too.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use verbale::{Event, Record, Span};

use super::conll::{self, Document, Sentence};
use super::figures::{Labels, share};
use super::{Page, Tools};
use verbale::score::is_open;

const JUDGEMENTS: &str = "uds/factuality.test.tsv";
const TREEBANK: &str = "ud-ewt/en_ewt-ud-test.conllu";

pub(super) const HAPPENED: &str = "happened";
pub(super) const NOT: &str = "not";

/// By sentence and word, from about -3 (did not happen) to 3 (happened).
pub type Judgements = HashMap<(String, String), f64>;

/// Tab-separated with a head: sentence, word, judgement, confidence.
pub fn parse(file: &str) -> Result<Judgements> {
    let lines = file.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty());
    lines.map(|(at, line)| judgement(line).with_context(|| format!("line {}: no judgement", at + 1))).collect()
}

fn judgement(line: &str) -> Option<((String, String), f64)> {
    let mut fields = line.split('\t');
    let (sentence, word) = (fields.next()?, fields.next()?);
    Some(((sentence.to_owned(), word.to_owned()), fields.next()?.parse().ok()?))
}

/// The label of a judgement.
pub fn label(judgement: f64) -> &'static str {
    if judgement > 0.0 { HAPPENED } else { NOT }
}

pub(super) fn run(folder: &Path, tools: &Tools) -> Result<Page> {
    let text = |name| fs::read_to_string(folder.join(name)).with_context(|| String::from(name));
    let judgements = parse(&text(JUDGEMENTS)?)?;
    let documents = super::spread(conll::parse(&text(TREEBANK)?), |one| one.sentences.len(), tools.sentences_max);
    let (mut labels, mut wanted, mut happened, mut cases) = (Labels::default(), 0, 0, Vec::new());
    for document in &documents {
        let record = tools.read(&document.text);
        for (sentence, span, judgement) in predicates(document, &judgements) {
            wanted += 1;
            let Some(event) = event_at(&record, span) else { continue };
            let (gold, found) = (label(judgement), said(event));
            happened += usize::from(gold == HAPPENED);
            labels.add(gold, Some(found));
            if gold != found {
                cases.push(case(document, sentence, span, judgement, event));
            }
        }
    }
    Ok(Page { table: table(&labels, wanted, happened), cases })
}

fn predicates<'a>(
    document: &'a Document,
    judgements: &'a Judgements,
) -> impl Iterator<Item = (&'a Sentence, Span, f64)> {
    document.sentences.iter().flat_map(move |sentence| {
        let judged = |id: &str| judgements.get(&(sentence.id.clone(), id.to_owned())).copied();
        sentence.words.iter().filter_map(move |word| Some((sentence, word.span, judged(&word.id)?)))
    })
}

fn event_at(record: &Record, span: Span) -> Option<&Event> {
    record.events.iter().find(|event| event.triggers.iter().any(|trigger| trigger.span.overlaps(span)))
}

/// The label of an event: without negation, condition or future it happened.
pub(super) fn said(event: &Event) -> &'static str {
    if event.aux.iter().any(|aux| is_open(&aux.value)) { NOT } else { HAPPENED }
}

fn table(labels: &Labels, wanted: usize, happened: usize) -> String {
    let by_label = labels.by_label();
    let scored: usize = by_label.values().map(|counts| counts.gold).sum();
    let mut lines = format!(
        "events    {:.3} of {wanted} predicates\nlabel     accuracy {:.3}  macro-F1 {:.3}  always {HAPPENED} {:.3}\n",
        share(scored, wanted),
        labels.accuracy(),
        labels.macro_f1(),
        share(happened, scored),
    );
    for (label, counts) in by_label {
        lines += &format!("{label:9} {counts}\n");
    }
    lines
}

fn case(document: &Document, sentence: &Sentence, span: Span, judgement: f64, event: &Event) -> String {
    let whole = sentence.words.iter().map(|word| word.span).reduce(Span::cover).unwrap_or(span);
    let aux: Vec<&str> = event.aux.iter().map(|field| field.value.as_str()).collect();
    let (word, text) = (span.of(&document.text), whole.of(&document.text));
    format!("{judgement:.1} {word:?} is {} {aux:?}: {text}", event.kind.value)
}
