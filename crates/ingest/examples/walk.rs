//! Walks over files or folders and prints what is in them: `cargo run -p verbale-ingest --example walk -- reports.csv`.
//!
//! With `--quiet` before the paths it prints the counts and the time alone, with `--text` the words of the reports too.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use verbale_ingest::{DateFrom, Item, Options, Skip, sources};

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let show = match arguments.first().map(String::as_str) {
        Some("--quiet") => Show::Counts,
        Some("--text") => Show::Texts,
        _ => Show::Lines,
    };
    arguments.drain(..usize::from(show != Show::Lines));
    for path in &arguments {
        walk(path, show);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Counts,
    Lines,
    Texts,
}

fn walk(path: &str, show: Show) {
    let started = Instant::now();
    let mut bytes = 0;
    let tally = sources(Path::new(path), &Options::default(), &mut |item| {
        if let Item::Found(found) = &item {
            bytes += found.report.text.len();
        }
        if show != Show::Counts {
            let text = match &item {
                Item::Found(found) if show == Show::Texts => format!("\n{}\n", found.report.text),
                _ => String::new(),
            };
            let written = writeln!(std::io::stdout(), "{}{text}", line(&item));
            return if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        }
        ControlFlow::Continue(())
    });
    let seconds = started.elapsed().as_secs_f64();
    let skipped: Vec<String> = Skip::ALL
        .into_iter()
        .filter(|why| tally.skipped_for(*why) > 0)
        .map(|why| format!("{} {}", tally.skipped_for(why), why.name()))
        .collect();
    println!(
        "{path}: {} found, {} failed, skipped: {}; {bytes} bytes of text in {seconds:.2} s, {:.0} reports/s",
        tally.found,
        tally.failed,
        skipped.join(", "),
        tally.found as f64 / seconds
    );
}

fn line(item: &Item) -> String {
    match item {
        Item::Found(found) => {
            let day = found.report.published.map_or("-".to_owned(), |day| day.to_string());
            let from = found.date_from.map_or("-", DateFrom::name);
            let language = found.language.as_ref().map_or("-", |language| language.code());
            let title = found.report.title.as_deref().unwrap_or("-");
            let notes: Vec<&str> = found.notes.iter().map(|note| note.code).collect();
            format!(
                "{}\t{day}\t{from}\t{language}\t{title}\t{}\t{}",
                found.origin,
                found.report.text.len(),
                notes.join(",")
            )
        }
        Item::Skipped { origin, why } => format!("{origin}\tskipped: {}", why.name()),
        Item::Failed { error, .. } => format!("failed: {error}"),
        Item::Guessed { origin, columns } => {
            let columns: Vec<String> = columns.iter().map(|(field, name)| format!("{}={name}", field.name())).collect();
            format!("{origin}\tguessed: {}", columns.join(" "))
        }
    }
}
