//! What the network spots in the words: mentions, triggers, dates and sizes. Scores become runs here and nowhere else.

use verbale_net::{Encoded, Model};
use verbale_record::{EntityKind, Form};

use crate::features::{self, Item};
use crate::tags::{self, Scheme};
use crate::text::{Text, Words};
use crate::thresholds as at;

/// Words that stand for an entity.
#[derive(Clone, Debug)]
pub struct Mention {
    pub words: Words,
    pub kind: EntityKind,
    /// Probability of each kind, in the order of [`EntityKind::ALL`].
    pub kinds: Vec<f32>,
    pub form: Form,
    pub confidence: f32,
    pub item: Item,
}

/// Words that stand for an event.
#[derive(Clone, Debug)]
pub struct Trigger {
    pub words: Words,
    /// Index into the labels of event types.
    pub kind: usize,
    /// Probability of each type.
    pub kinds: Vec<f32>,
    pub confidence: f32,
}

/// A date or size that the network ties to some event.
#[derive(Clone, Debug)]
pub struct Measure {
    pub words: Words,
    /// Index into the labels of measures; 0 is the date.
    pub kind: usize,
    pub confidence: f32,
}

/// Everything spotted in one report, each list in order of the text.
#[derive(Debug)]
pub struct Spotted {
    pub mentions: Vec<Mention>,
    pub triggers: Vec<Trigger>,
    pub measures: Vec<Measure>,
    pub types: Vec<String>,
    pub measure_kinds: Vec<String>,
}

pub fn spot(text: &Text, model: &Model, encoded: &Encoded) -> Spotted {
    let names = runs(model, encoded, "names", at::NAME_OUTSIDE_BIAS);
    let nominals = runs(model, encoded, "nominals", at::NOMINAL_OUTSIDE_BIAS);
    let triggers = runs(model, encoded, "triggers", at::TRIGGER_OUTSIDE_BIAS);
    let measures = runs(model, encoded, "measures", at::MEASURE_OUTSIDE_BIAS);
    Spotted {
        mentions: mentions(text, names, nominals),
        triggers: triggers.into_iter().filter_map(|run| trigger(text, run)).collect(),
        measures: measures.into_iter().map(measure).collect(),
        types: scheme(model, "triggers").kinds,
        measure_kinds: scheme(model, "measures").kinds,
    }
}

fn scheme(model: &Model, head: &str) -> Scheme {
    Scheme::new(model.head(head).map_or(&[], |head| head.labels()))
}

fn runs(model: &Model, encoded: &Encoded, head: &str, bias: f32) -> Vec<tags::Run> {
    scheme(model, head).decode(&encoded.tokens(head), bias)
}

/// Names, and the nominals that do not cut a name in two; a nominal may hold a name ("Ukrainian officials").
fn mentions(text: &Text, names: Vec<tags::Run>, nominals: Vec<tags::Run>) -> Vec<Mention> {
    let mut found: Vec<Mention> = names.into_iter().filter_map(|run| mention(text, run, true)).collect();
    let names: Vec<Words> = found.iter().map(|m| m.words).collect();
    let fits =
        |words: Words| names.iter().all(|&name| !words.overlaps(name) || (words.contains(name) && words != name));
    found.extend(nominals.into_iter().filter_map(|run| mention(text, run, false)).filter(|m| fits(m.words)));
    found.sort_by_key(|m| m.words);
    found
}

fn mention(text: &Text, run: tags::Run, named: bool) -> Option<Mention> {
    let words = trim(text, run.words)?;
    let words = if named { words } else { whole(text, words) };
    let kind = EntityKind::ALL[run.kind];
    let anaphor = features::anaphor_class(text.of(words));
    let form = match (named, anaphor) {
        (true, _) => Form::Name,
        (false, 0) => Form::Nominal,
        (false, _) => Form::Pronoun,
    };
    let item = Item { words, kind: run.kind as u16 + if named { 0 } else { 5 }, anaphor };
    Some(Mention { words, kind, kinds: run.kinds, form, confidence: run.confidence, item })
}

fn trigger(text: &Text, run: tags::Run) -> Option<Trigger> {
    let words = trim(text, run.words)?;
    Some(Trigger { words, kind: run.kind, kinds: run.kinds, confidence: run.confidence })
}

fn measure(run: tags::Run) -> Measure {
    Measure { words: run.words, kind: run.kind, confidence: run.confidence }
}

/// Without punctuation, articles and "no" at the edges; none where nothing else is left or a sentence ends inside.
fn trim(text: &Text, words: Words) -> Option<Words> {
    let is_edge = |w: u32| {
        let word = text.word(w);
        let signs = !word.chars().any(char::is_alphanumeric);
        signs || matches!(word, "the" | "The" | "a" | "an" | "A" | "An" | "no" | "No")
    };
    let is_stop = |w: u32| !text.word(w).chars().any(char::is_alphanumeric) && text.word(w) != ".";
    let (mut first, mut last) = (words.first, words.last);
    while first < last && is_edge(first) {
        first += 1;
    }
    while last > first && (is_stop(last) || (text.word(last) == "." && !follows_capital(text, last))) {
        last -= 1;
    }
    let kept = Words::new(first, last);
    let real = text.of(kept).chars().any(char::is_alphanumeric);
    (real && text.sentence(first) == text.sentence(last)).then_some(kept)
}

/// A nominal that begins inside a hyphenated word ("six prisoners" of "twenty-six prisoners") takes the whole word.
fn whole(text: &Text, words: Words) -> Words {
    let mut first = words.first;
    while first >= 2
        && text.word(first - 1) == "-"
        && text.touches(first - 1, first)
        && text.touches(first - 2, first - 1)
    {
        first -= 2;
    }
    Words::new(first, words.last)
}

/// A stop after a single capital belongs to an abbreviation such as `U.S.`.
fn follows_capital(text: &Text, stop: u32) -> bool {
    stop > 0 && {
        let before = text.word(stop - 1);
        before.len() == 1 && before.chars().all(|c| c.is_uppercase())
    }
}
