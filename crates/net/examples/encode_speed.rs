//! How many pieces a second the encoder reads on one core.
//!
//!     cargo run --release -p verbale-net --example encode_speed -- --kernels avx2 --model FILE --texts FILE
//!
//! The texts are one document a line. `pieces` are those of the documents, `rows` those of all windows: what went through
//! the layers, context and special pieces counted each time. Speeds are per second of this thread's processor time where
//! the system tells it, else of the clock.

use std::error::Error;
use std::ops::Range;
use std::time::Instant;

use verbale_net::{Document, Kernels, Model, tokenize};

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse()?;
    let kernels = match &options.kernels {
        Some(name) => Kernels::named(name).ok_or(format!("this machine has no kernels {name}"))?,
        None => Kernels::detect(),
    };
    let before = seconds();
    let model = Model::with_kernels(&std::fs::read(&options.model)?, kernels)?;
    println!("kernels {} load_s {:.3}", kernels.name(), seconds() - before);
    let texts = std::fs::read_to_string(&options.texts)?;
    let documents: Vec<Report> = texts.lines().filter(|line| !line.trim().is_empty()).map(Report::new).collect();
    let rows: usize = documents.iter().map(|d| d.rows(&model)).sum();
    let pieces: usize = documents.iter().map(|d| d.pieces(&model)).sum();
    let mut best = f64::INFINITY;
    for _ in 0..options.passes {
        let before = seconds();
        let words: usize = documents.chunks(options.together).map(|some| words_of(&model, some)).sum();
        let taken = seconds() - before;
        best = best.min(taken);
        println!("pass_s {taken:.3} words {words}");
    }
    println!(
        "documents {} pieces {pieces} rows {rows} pieces_per_s {:.0} rows_per_s {:.0}",
        documents.len(),
        pieces as f64 / best,
        rows as f64 / best
    );
    Ok(())
}

/// Reads some documents and counts their words.
fn words_of(model: &Model, documents: &[Report<'_>]) -> usize {
    match documents {
        [one] => model.encode(one.text, &one.words, &one.sentences).words(),
        many => {
            let many: Vec<Document<'_>> = many.iter().map(Report::document).collect();
            model.encode_all(&many).iter().map(|encoded| encoded.words()).sum()
        }
    }
}

struct Options {
    kernels: Option<String>,
    model: String,
    texts: String,
    passes: usize,
    /// Documents handed in at a time.
    together: usize,
}

impl Options {
    fn parse() -> Result<Options, Box<dyn Error>> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let value = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned();
        Ok(Options {
            kernels: value("--kernels"),
            model: value("--model").ok_or("--model FILE is needed")?,
            texts: value("--texts").ok_or("--texts FILE is needed")?,
            passes: value("--passes").map_or(Ok(3), |passes| passes.parse())?,
            together: value("--together").map_or(Ok(1), |documents| documents.parse())?,
        })
    }
}

struct Report<'a> {
    text: &'a str,
    words: Vec<Range<u32>>,
    sentences: Vec<Range<u32>>,
}

impl<'a> Report<'a> {
    fn new(text: &'a str) -> Report<'a> {
        let words = tokenize(text);
        let sentences = sentences(text, &words);
        Report { text, words, sentences }
    }

    fn document(&self) -> Document<'_> {
        Document { text: self.text, words: &self.words, sentences: &self.sentences }
    }

    fn rows(&self, model: &Model) -> usize {
        model.windows(self.text, &self.words, &self.sentences).iter().map(|window| window.pieces.len()).sum()
    }

    fn pieces(&self, model: &Model) -> usize {
        self.words.iter().map(|word| model.pieces(&self.text[word.start as usize..word.end as usize]).len()).sum()
    }
}

/// Up to each full stop, exclamation or question mark.
fn sentences(text: &str, words: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (number, word) in words.iter().enumerate() {
        if matches!(&text[word.start as usize..word.end as usize], "." | "!" | "?") {
            found.push(start..number as u32 + 1);
            start = number as u32 + 1;
        }
    }
    found.push(start..words.len() as u32);
    found
}

/// Processor time of this thread, from Linux's scheduler; elsewhere a clock.
fn seconds() -> f64 {
    let scheduled = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = scheduled.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(clock, |n| n / 1e9)
}

fn clock() -> f64 {
    thread_local!(static START: Instant = Instant::now());
    START.with(|start| start.elapsed().as_secs_f64())
}
