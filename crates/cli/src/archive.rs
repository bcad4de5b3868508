//! The archive on the command line: where it is, what is asked of it, and how the answer is shown.

use std::mem::ManuallyDrop;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use verbale::Lookup;
use verbale::archive::views::{Form, View, show};
use verbale::archive::{
    Archive, Author, Batch, EVENTS_MAX, Question, Rules, all_events, happenings, is_cut_short, own_name,
};
use verbale::record::{Occurrence, Told};

use crate::output;

/// Columns of a terminal that does not say, and of a pipe.
const WIDTH: usize = 140;

#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The archive's file
    #[arg(long, value_name = "FILE", default_value = "verbale.db", env = "VERBALE_ARCHIVE")]
    pub(crate) archive: PathBuf,
}

impl Place {
    pub(crate) fn open(&self) -> Result<Archive> {
        Ok(Archive::open(&self.archive)?)
    }

    /// Changes the archive and merges what the change touches: all of it stands, or nothing.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&Batch<'_>) -> Result<T>) -> Result<T> {
        let mut archive = self.open()?;
        let batch = archive.batch()?;
        let done = change(&batch)?;
        batch.merge(&Rules::bundled()?)?;
        batch.commit()?;
        Ok(done)
    }

    pub(crate) fn open_to_read(&self) -> Result<Archive> {
        Ok(Archive::open_to_read(&self.archive)?)
    }
}

/// Whose hand changes an archive, and which.
#[derive(Debug, Args)]
pub(crate) struct Hand {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Who corrects or decides
    #[arg(long, env = "USER", default_value = "unknown")]
    author: String,
    #[arg(long)]
    reason: Option<String>,
}

impl Hand {
    /// The author of a change made at `at`.
    pub(crate) fn author<'a>(&'a self, at: &'a str) -> Author<'a> {
        Author { name: &self.author, at, reason: self.reason.as_deref() }
    }
}

/// What is asked for; everything given must hold.
#[derive(Debug, Default, Args)]
pub(crate) struct Flags {
    /// Who acts or speaks: a country ("RUS"), a sector of it ("RUS MIL"), a name ("Sergey Lavrov")
    #[arg(long, value_name = "WHO")]
    actor: Option<String>,
    /// Who else takes part, in whatever role
    #[arg(long, value_name = "WHO")]
    with: Option<String>,
    /// To whom it is done or said
    #[arg(long, value_name = "WHO")]
    recipient: Option<String>,
    /// Types of events, divided by commas
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// Modes of events, divided by commas
    #[arg(long, value_name = "MODE")]
    mode: Option<String>,
    /// happened, planned, possible, denied; divided by commas
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// First day, month or year
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Last day, month or year
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// A country, a place's name, or a name or position with a radius ("Kursk 50km")
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// Words that must all stand in the sentence
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
    /// Least confidence (0 to 1)
    #[arg(long, value_name = "X")]
    min_confidence: Option<String>,
    /// Least number of independent reports that tell the happening
    #[arg(long, value_name = "N")]
    min_sources: Option<String>,
}

impl Flags {
    fn question(&self, names: [Option<String>; 3], lookup: &Lookup) -> Result<Question> {
        let [actor, with, recipient] = &names;
        let given = [
            ("actor", actor),
            ("with", with),
            ("recipient", recipient),
            ("kind", &self.kind),
            ("mode", &self.mode),
            ("status", &self.status),
            ("since", &self.since),
            ("until", &self.until),
            ("place", &self.place),
            ("about", &self.about),
            ("min-confidence", &self.min_confidence),
            ("min-sources", &self.min_sources),
        ];
        let pairs: Vec<(&str, &str)> =
            given.iter().filter_map(|(flag, value)| value.as_deref().map(|value| (*flag, value))).collect();
        Ok(lookup.filter(&pairs)?.into())
    }

    pub(crate) fn about(&self) -> Option<&str> {
        self.about.as_deref()
    }
}

/// How an answer is shown.
#[derive(Debug, Args)]
pub(crate) struct Shape {
    #[arg(long, short, value_enum, default_value_t = Look::Table)]
    format: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Look {
    /// Aligned text
    Table,
    Json,
    /// A row a line
    Jsonl,
    Csv,
}

impl Shape {
    pub(crate) fn is_table(&self) -> bool {
        self.format == Look::Table
    }

    pub(crate) fn print<V: View>(&self, view: &V) -> Result<bool> {
        let form = match self.format {
            Look::Table => Form::Table,
            Look::Json => Form::Json,
            Look::Jsonl => Form::Jsonl,
            Look::Csv => Form::Csv,
        };
        let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(WIDTH);
        let text = show(view, form, width)?;
        if text.is_empty() {
            eprintln!("nothing in the archive fits");
        }
        output::print(&text)?;
        Ok(true)
    }
}

/// What views need: the tables, the rules of merging, and an open archive.
pub(crate) struct Desk {
    /// Never taken down: the process ends first, and is quicker at that.
    pub(crate) lookup: ManuallyDrop<Lookup>,
    pub(crate) rules: Rules,
    pub(crate) archive: Archive,
}

impl Desk {
    pub(crate) fn open(place: &Place) -> Result<Desk> {
        let (lookup, rules, archive) = (Lookup::bundled()?, Rules::bundled()?, place.open_to_read()?);
        if archive.has_unplaced()? {
            place_actors(place);
        }
        Ok(Desk { lookup: ManuallyDrop::new(lookup), rules, archive })
    }

    /// The words with which an actor is asked for, or its own name where the words are another of its names.
    pub(crate) fn own_name(&self, who: &str) -> Result<String> {
        Ok(own_name(&self.archive, &self.lookup, who)?)
    }

    /// The question that the flags ask.
    pub(crate) fn question(&self, flags: &Flags) -> Result<Question> {
        let own = |who: &Option<String>| who.as_deref().map(|who| self.own_name(who)).transpose();
        let names = [own(&flags.actor)?, own(&flags.with)?, own(&flags.recipient)?];
        flags.question(names, &self.lookup)
    }

    /// All events that fit, the earliest first.
    pub(crate) fn all(&self, question: &Question) -> Result<Vec<Told>> {
        self.warn(question)?;
        Ok(all_events(&self.archive, question)?)
    }

    fn warn(&self, question: &Question) -> Result<()> {
        if is_cut_short(&self.archive, question)? {
            eprintln!("verbale: only the latest {EVENTS_MAX} events are looked at; ask for less");
        }
        Ok(())
    }

    /// The happenings of all events that fit, with all their tellings.
    pub(crate) fn happenings(&self, question: &Question) -> Result<(Vec<Occurrence>, Vec<Told>)> {
        self.warn(question)?;
        Ok(happenings(&self.archive, &self.rules, question)?)
    }
}

/// An archive of an earlier version has no actors yet. Where it may not be written it is asked as it is.
fn place_actors(place: &Place) {
    eprintln!("verbale: the archive's actors and happenings are found anew; this is done once");
    if let Err(error) = place.change(|_| Ok(())) {
        eprintln!("verbale: {error:#}");
    }
}

/// The number of a report, or of an event in one ("12", "12/E3").
pub(crate) fn number(text: &str) -> Result<(i64, Option<usize>)> {
    let (report, event) = text.split_once('/').map_or((text, None), |(report, event)| (report, Some(event)));
    let wrong = || format!("{text}: not a report or an event of one (\"12\", \"12/E3\")");
    let report = report.trim_start_matches(['R', 'r']).parse().with_context(wrong)?;
    let Some(event) = event else { return Ok((report, None)) };
    let event: usize = event.trim_start_matches(['E', 'e']).parse().with_context(wrong)?;
    if event == 0 {
        bail!(wrong());
    }
    Ok((report, Some(event)))
}
