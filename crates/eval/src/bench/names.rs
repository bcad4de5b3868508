//! Names: spans and kinds as Universal NER has them (Mayhew et al. 2024), in IOB2.

use std::collections::{BTreeMap, HashSet};

use anyhow::Result;
use verbale::record::{EntityKind, Form};
use verbale::{Record, Span};

use super::conll::{self, Document};
use super::figures::Counts;
use super::{Page, Tools};

/// The kinds that are scored, as the benchmark writes them but for the case.
const KINDS: [&str; 3] = ["per", "org", "loc"];

/// A name and its kind.
pub type Name<'a> = (Span, &'a str);

/// The names of a document, from the first column after the word.
pub fn gold(document: &Document) -> Vec<Name<'static>> {
    let mut names: Vec<(Span, &str)> = Vec::new();
    for sentence in &document.sentences {
        let mut open = false;
        for word in &sentence.words {
            let label = word.columns.first().map_or("O", String::as_str);
            match (label.split_once('-'), names.last_mut()) {
                (Some(("I", _)), Some(last)) if open => last.0 = last.0.cover(word.span),
                (Some((_, kind)), _) => names.push((word.span, kind)),
                _ => {}
            }
            open = label != "O";
        }
    }
    let known = |kind: &str| KINDS.into_iter().find(|known| known.eq_ignore_ascii_case(kind));
    names.into_iter().filter_map(|(span, kind)| Some((span, known(kind)?))).collect()
}

/// Mentions by name with the benchmark's kind; a group has no counterpart among them and keeps an empty kind.
pub fn predicted(record: &Record) -> Vec<Name<'static>> {
    let of = |kind| match kind {
        EntityKind::Person => KINDS[0],
        EntityKind::Organization => KINDS[1],
        EntityKind::Country | EntityKind::Place => KINDS[2],
        EntityKind::Group => "",
    };
    let mentions = record
        .entities
        .iter()
        .flat_map(|entity| entity.mentions.iter().map(move |mention| (mention, of(entity.kind.value))));
    mentions.filter(|(mention, _)| mention.form == Form::Name).map(|(mention, kind)| (mention.span, kind)).collect()
}

#[derive(Default)]
struct Figures {
    exact: Counts,
    overlap: Counts,
    kinds: BTreeMap<&'static str, Counts>,
}

pub(super) fn run(text: &str, tools: &Tools) -> Result<Page> {
    let (mut figures, mut cases) = (Figures::default(), Vec::new());
    let documents = super::spread(conll::parse(text), |document| document.sentences.len(), tools.sentences_max);
    for document in &documents {
        let found = predicted(&tools.read(&document.text));
        let wanted = gold(document);
        figures.add(&wanted, &found);
        cases.extend(wrong(document, &wanted, &found));
    }
    Ok(Page { table: figures.table(documents.len()), cases })
}

impl Figures {
    fn add(&mut self, wanted: &[Name], found: &[Name]) {
        let of = |names: &[Name]| names.iter().map(|(span, _)| *span).collect::<HashSet<_>>();
        let (gold, ours) = (of(wanted), of(found));
        self.exact.add(gold.intersection(&ours).count(), gold.len(), ours.len());
        let touched = gold.iter().filter(|span| ours.iter().any(|other| span.overlaps(*other))).count();
        self.overlap.add(touched.min(ours.len()), gold.len(), ours.len());
        for kind in KINDS {
            let of = |names: &[Name]| names.iter().filter(|name| name.1 == kind).map(|name| name.0).collect();
            let (gold, ours): (HashSet<Span>, HashSet<Span>) = (of(wanted), of(found));
            self.kinds.entry(kind).or_default().add(gold.intersection(&ours).count(), gold.len(), ours.len());
        }
    }

    fn table(&self, documents: usize) -> String {
        let mut lines = format!("exact     {}  documents {documents}\noverlap   {}\n", self.exact, self.overlap);
        let mut all = Counts::default();
        for (kind, counts) in &self.kinds {
            all.add(counts.right, counts.gold, counts.predicted);
            lines += &format!("{kind:9} {counts}\n");
        }
        lines + &format!("kinds     {all}\n")
    }
}

fn wrong(document: &Document, wanted: &[Name], found: &[Name]) -> Vec<String> {
    let line = |what: &str, (span, kind): &Name| {
        let (text, at) = (&document.text, span.start as usize);
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        format!("{what} {kind:3} {:?} in: {}", span.of(text), &text[start..end])
    };
    let missing = wanted.iter().filter(|name| !found.contains(name)).map(|name| line("missed", name));
    missing.chain(found.iter().filter(|name| !wanted.contains(name)).map(|name| line("extra ", name))).collect()
}
