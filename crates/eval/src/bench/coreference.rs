//! Coreference: which mentions are the same, by OntoGUM (Zhu et al. 2021), a file for each document.
//!
//! OntoGUM marks every noun phrase that is spoken of again and none that is not. The reader knows people, bodies, countries,
//! groups and places alone, and its mentions leave out what follows the head: so the figures are given for exact spans,
//! and for those gold mentions that the reader has as well.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use verbale::{Record, Span};

use super::chains::{self, Chains};
use super::conll::{self, Document, Word};
use super::figures::Counts;
use super::{Page, Tools};

const DOCUMENTS: &str = "dev.txt";
const FOLDER: &str = "ontogum";

/// The chains of a document, from the `Entity=` brackets of its last column: "(1", "1)", "(1)", "(1(2)".
pub fn gold(document: &Document) -> Chains {
    let mut chains: BTreeMap<String, HashSet<Span>> = BTreeMap::new();
    let mut open: Vec<(String, Span)> = Vec::new();
    for word in document.words() {
        for bracket in brackets(word) {
            if let Some(id) = bracket.strip_prefix('(') {
                open.push((name(id).to_owned(), word.span));
            }
            if let Some(at) = bracket.ends_with(')').then(|| last(&open, &bracket)).flatten() {
                let (id, span) = open.remove(at);
                chains.entry(id).or_default().insert(span.cover(word.span));
            }
        }
    }
    chains.into_values().filter(|chain| chain.len() > 1).collect()
}

/// The identity in a bracket: what stands before the attributes ("12" of "(12-person-giv)").
fn name(bracket: &str) -> &str {
    bracket.trim_matches(['(', ')']).split('-').next().unwrap_or_default()
}

fn last(open: &[(String, Span)], bracket: &str) -> Option<usize> {
    open.iter().rposition(|(id, _)| id == name(bracket))
}

/// "(1(2)3)" as "(1", "(2)", "3)".
fn brackets(word: &Word) -> Vec<String> {
    let field =
        word.columns.last().and_then(|column| column.split('|').find_map(|field| field.strip_prefix("Entity=")));
    let mut parts: Vec<String> = Vec::new();
    for letter in field.unwrap_or_default().chars() {
        match parts.last_mut() {
            Some(part) if letter != '(' && !part.ends_with(')') => part.push(letter),
            _ => parts.push(letter.to_string()),
        }
    }
    parts
}

/// The entities with more than one mention, as chains.
pub fn predicted(record: &Record) -> Chains {
    let spans = |entity: &verbale::record::Entity| entity.mentions.iter().map(|mention| mention.span).collect();
    record.entities.iter().map(spans).filter(|chain: &HashSet<Span>| chain.len() > 1).collect()
}

#[derive(Default)]
struct Figures {
    mentions: Counts,
    muc: chains::Sums,
    b_cubed: chains::Sums,
    ceaf: chains::Sums,
}

impl Figures {
    fn add(&mut self, gold: &Chains, found: &Chains) {
        let of = |chains: &Chains| chains.iter().flatten().copied().collect::<HashSet<Span>>();
        let (wanted, ours) = (of(gold), of(found));
        self.mentions.add(wanted.intersection(&ours).count(), wanted.len(), ours.len());
        self.muc.add(chains::muc(gold, found));
        self.b_cubed.add(chains::b_cubed(gold, found));
        self.ceaf.add(chains::ceaf(gold, found));
    }

    fn table(&self, of: &str) -> String {
        let conll = (self.muc.f1() + self.b_cubed.f1() + self.ceaf.f1()) / 3.0;
        let (muc, b_cubed, ceaf) = (&self.muc, &self.b_cubed, &self.ceaf);
        format!(
            "{of}\nmentions  {}\nMUC       {muc}\nB3        {b_cubed}\nCEAFe     {ceaf}\nCoNLL     F1 {conll:.3}\n",
            self.mentions
        )
    }
}

pub(super) fn run(folder: &Path, tools: &Tools) -> Result<Page> {
    let documents = documents(folder)?;
    let (mut exact, mut shared) = (Figures::default(), Figures::default());
    let mut cases = Vec::new();
    for document in super::spread(documents, |document| document.sentences.len(), tools.sentences_max) {
        let record = tools.read(&document.text);
        let (gold, found) = (gold(&document), predicted(&record));
        exact.add(&gold, &found);
        let all: HashSet<Span> =
            record.entities.iter().flat_map(|entity| &entity.mentions).map(|mention| mention.span).collect();
        let wanted: HashSet<Span> = gold.iter().flatten().copied().collect();
        shared.add(&within(&gold, &all), &within(&found, &wanted));
        cases.extend(split(&document, &gold, &record));
    }
    Ok(Page { table: exact.table("all mentions") + &shared.table("mentions that both have"), cases })
}

/// The chains of the mentions in `spans`, those of one mention left out.
fn within(chains: &Chains, spans: &HashSet<Span>) -> Chains {
    let cut = chains.iter().map(|chain| chain.intersection(spans).copied().collect());
    cut.filter(|chain: &HashSet<Span>| chain.len() > 1).collect()
}

fn documents(folder: &Path) -> Result<Vec<Document>> {
    let list = fs::read_to_string(folder.join(DOCUMENTS)).context(DOCUMENTS)?;
    let mut documents = Vec::new();
    for name in list.split_whitespace() {
        let path = folder.join(FOLDER).join(format!("{name}.conllu"));
        let file = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        documents.extend(conll::parse(&file));
    }
    Ok(documents)
}

/// Gold chains that the reader has in several entities.
fn split(document: &Document, gold: &Chains, record: &Record) -> Vec<String> {
    let entity_of: HashMap<Span, usize> = record
        .entities
        .iter()
        .enumerate()
        .flat_map(|(at, entity)| entity.mentions.iter().map(move |mention| (mention.span, at)))
        .collect();
    let mut lines = Vec::new();
    for chain in gold {
        let mut parts: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        let known = chain.iter().filter_map(|span| Some((*span, *entity_of.get(span)?)));
        known.for_each(|(span, at)| parts.entry(at).or_default().push(span));
        if parts.len() > 1 {
            let words =
                |spans: &Vec<Span>| spans.iter().map(|span| span.of(&document.text)).collect::<Vec<_>>().join(", ");
            lines.push(format!("{} split: {}", document.id, parts.values().map(words).collect::<Vec<_>>().join(" | ")));
        }
    }
    lines
}
