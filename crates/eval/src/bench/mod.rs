//! Public benchmarks: each a loader of its file, the figures it is known by, and the cases that went wrong.
//!
//! Loaders take text and return values, so that they are tested without the data, which no checkout holds.

pub mod chains;
pub mod conll;
pub mod coreference;
pub mod factuality;
pub mod figures;
pub mod names;
pub mod places;
pub mod plv;
pub mod statements;
pub mod triggers;
pub mod xml;

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use clap::ValueEnum;
use verbale::{Lookup, Reader, Record, Report};

/// A sentence of news, in bytes: articles that are not cut into sentences are thinned by their length.
const SENTENCE_BYTES: usize = 130;

/// What is measured, and on which file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Bench {
    /// Event types between a marked pair: a file of JSON lines
    Plv,
    /// Spans and kinds of names: an IOB2 file of Universal NER
    Names,
    /// Coordinates of places: an XML file as TR-News and LGL have it
    Places,
    /// Whether what is told happened: a folder with uds/factuality.test.tsv and ud-ewt/en_ewt-ud-test.conllu
    Factuality,
    /// Which mentions are the same: a folder with ontogum/ and dev.txt
    Coreference,
    /// Who says what: a folder with text/ and attributions/, as PolNeAR has them
    Statements,
    /// Event words and whether they happened: a folder of XML files, as MEANTIME has them
    Triggers,
}

impl fmt::Display for Bench {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_possible_value().as_ref().map_or("", |value| value.get_name()))
    }
}

/// What reads, and how much of it.
#[derive(Debug)]
pub struct Tools {
    pub reader: Reader,
    pub lookup: Lookup,
    /// A set with more sentences is thinned evenly down to these.
    pub sentences_max: usize,
}

impl Tools {
    fn read(&self, text: &str) -> Record {
        self.reader.read(&Report { id: "bench".to_owned(), text: text.to_owned(), ..Report::default() })
    }
}

/// The figures as lines, and a line for each case that went wrong.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub table: String,
    pub cases: Vec<String>,
}

/// Runs a benchmark on the data at `path`; where there is none, the page is one line that says so.
pub fn run(bench: Bench, path: &Path, tools: impl FnOnce() -> Result<Tools>) -> Result<Page> {
    if !path.exists() {
        return Ok(Page { table: format!("{bench}: skipped, no data at {}\n", path.display()), ..Page::default() });
    }
    let tools = tools()?;
    match bench {
        Bench::Plv => plv::run(&text(path)?, &tools),
        Bench::Names => names::run(&text(path)?, &tools),
        Bench::Places => places::run(&text(path)?, &tools),
        Bench::Factuality => factuality::run(path, &tools),
        Bench::Coreference => coreference::run(path, &tools),
        Bench::Statements => statements::run(path, &tools),
        Bench::Triggers => triggers::run(path, &tools),
    }
    .with_context(|| path.display().to_string())
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// Items from all parts of a set, at even distances, with at most `max` sentences together.
pub fn spread<T>(items: Vec<T>, sentences: impl Fn(&T) -> usize, max: usize) -> Vec<T> {
    let total: usize = items.iter().map(&sentences).sum();
    let (mut seen, mut kept) = (0, 0);
    let mut keep = |item: &T| {
        seen += sentences(item);
        let fits = (kept + sentences(item)) * total <= seen * max.min(total);
        kept += if fits { sentences(item) } else { 0 };
        fits
    };
    items.into_iter().filter(|item| keep(item)).collect()
}
