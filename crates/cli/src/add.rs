//! `verbale add` and `verbale reread`: reports into the archive.

use std::io::{IsTerminal, stderr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;
use verbale::archive::ingest::{Item, Options};
use verbale::archive::{Added, Adding, Progress, Rules, add, reread};
use verbale::clock;

use crate::archive::Place;
use crate::read::ReaderArguments;

/// Exit code 0: everything was read or passed over on purpose; 1: some inputs could not be read; 2: the call failed.
#[derive(Debug, Args)]
pub(crate) struct AddArguments {
    /// Text, Markdown, HTML, JSON(L), CSV, Parquet, WARC, feeds, ZIP, or folders of them; "-" is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// Columns of a table ("text=body,published=date,url=link"); else they are guessed, and the guess is told
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    map: Option<String>,
    /// Whether 03/04/2024 is the third of April
    #[arg(long)]
    day_first: bool,
    /// Reports read at the same time; else one a core
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
    #[command(flatten)]
    reader: ReaderArguments,
    /// Name every input that is passed over
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RereadArguments {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    reader: ReaderArguments,
}

pub(crate) fn run(arguments: &AddArguments) -> Result<bool> {
    let mut options = Options::default();
    if let Some(map) = &arguments.map {
        options = options.with_map(map)?;
    }
    options.day_first = arguments.day_first.then_some(true);
    let reader = arguments.reader.open()?;
    let mut archive = arguments.place.open()?;
    let adding = Adding { options, threads: arguments.threads, now: clock::now() };
    let stop = stopped_by_hand()?;
    let mut teller = Teller::new(arguments.verbose);
    let rules = Rules::bundled()?;
    let added = add(&mut archive, &reader, &rules, &arguments.paths, &adding, &stop, &mut |told| teller.tell(&told))?;
    teller.end(&added, &arguments.place);
    Ok(added.failed == 0)
}

pub(crate) fn again(arguments: &RereadArguments) -> Result<bool> {
    let reader = arguments.reader.open()?;
    let mut archive = arguments.place.open()?;
    let stop = stopped_by_hand()?;
    let mut teller = Teller::new(false);
    let (added, lost) = reread(&mut archive, &reader, &Rules::bundled()?, &stop, &mut |told| teller.tell(&told))?;
    teller.end(&added, &arguments.place);
    if lost > 0 {
        eprintln!("{lost} corrections fit nothing in the new reading; they are kept, see: verbale corrections");
    }
    Ok(true)
}

/// A flag that Ctrl-C sets: what was read is then written, and the run ends. A second Ctrl-C ends it at once.
pub(crate) fn stopped_by_hand() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        eprintln!("\nverbale: stopping; what was read is written");
    })
    .context("Ctrl-C cannot be caught")?;
    Ok(stop)
}

/// Says on standard error how far it has come: one line that moves on a terminal, nothing but troubles in a pipe.
struct Teller {
    start: Instant,
    moving: bool,
    verbose: bool,
}

impl Teller {
    fn new(verbose: bool) -> Self {
        Teller { start: Instant::now(), moving: stderr().is_terminal(), verbose }
    }

    fn tell(&mut self, told: &Progress<'_>) {
        match told {
            Progress::Item(Item::Failed { error, .. }) => self.line(&error.to_string()),
            Progress::Item(Item::Guessed { origin, columns }) => {
                let columns: Vec<String> =
                    columns.iter().map(|(field, column)| format!("{}={column}", field.name())).collect();
                self.line(&format!("{origin}: read as --map {}", columns.join(",")));
            }
            Progress::Item(Item::Skipped { origin, why }) if self.verbose => {
                self.line(&format!("{origin}: passed over: {}", why.name()));
            }
            Progress::Item(_) => {}
            Progress::Progress(added) if self.moving => eprint!("\r\x1b[K{}", self.sum(added)),
            Progress::Progress(_) => {}
        }
    }

    fn line(&self, text: &str) {
        let clear = if self.moving { "\r\x1b[K" } else { "" };
        eprintln!("{clear}{text}");
    }

    fn sum(&self, added: &Added) -> String {
        let seconds = self.start.elapsed().as_secs_f64().max(0.001);
        let counts = [
            (added.unread, "in other languages or too long, kept unread"),
            (added.known, "known"),
            (added.skipped, "passed over"),
            (added.failed, "failed"),
        ];
        let mut parts = vec![format!("{} reports, {} events", added.reports, added.events)];
        parts.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
        format!("{} ({:.1} reports/s)", parts.join("; "), added.reports as f64 / seconds)
    }

    fn end(&self, added: &Added, place: &Place) {
        let stopped = if added.stopped { ", stopped by hand: run the same command again to go on" } else { "" };
        self.line(&format!("{}: {}{stopped}", place.archive.display(), self.sum(added)));
    }
}
