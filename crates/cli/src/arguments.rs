//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use verbale::Date;

use crate::add::{AddArguments, RereadArguments};
use crate::agreement::AgreementArguments;
use crate::export::{ExportArguments, ShowArguments};
use crate::follow::FollowArguments;
use crate::gazetteer::GazetteerCommand;
use crate::read::{GazetteerArgument, ReaderArguments};
use crate::{actors, archive, ask, edit, serve};

/// Reads news reports about conflict and diplomacy into sourced records.
#[derive(Debug, Parser)]
#[command(name = "verbale", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read reports and print their records
    Read(ReadArguments),
    /// Say why the fields of an event have their values
    Explain(ExplainArguments),
    /// Print the claims in which two readings of the same reports differ
    Diff(DiffArguments),
    /// Say who a name or an office is, by tables and rules alone
    Who(WhoArguments),
    /// Say where a place is, by the gazetteer alone
    Where(WhereArguments),
    /// Say which days an expression of time covers
    When(WhenArguments),
    /// Bring reports into an archive and read them
    Add(AddArguments),
    /// Look at feeds again and again, and bring what is new into an archive
    Follow(FollowArguments),
    /// Read the archive's reports again with a new model; corrections stay
    Reread(RereadArguments),
    /// Say what the archive holds
    Holdings(archive::Place),
    /// Print the record of a report of the archive
    Show(ShowArguments),
    /// List events of the archive
    Events(ask::RowsArguments),
    /// List who said what to whom
    Statements(ask::RowsArguments),
    /// List who met whom, where, hosted by whom, and who was absent
    Meetings(ask::ViewArguments),
    /// List what is said on which condition, and whether it was met
    Conditions(ask::ViewArguments),
    /// List what was planned, demanded or promised, and what became of it
    Promised(ask::ViewArguments),
    /// Count happenings by day, week or month
    Timeline(ask::TimelineArguments),
    /// Show how two parties deal with each other, by month
    Dyad(ask::DyadArguments),
    /// Show who said what on which issue, and what changed
    Positions(ask::PositionsArguments),
    /// Show an actor's offices, meetings and statements
    Actor(ask::WhoArguments),
    /// List the actors across reports, bring two together or set a name apart
    Actors(actors::ActorsArguments),
    /// Write a page about a subject, every sentence with its source
    Brief(ask::BriefArguments),
    /// Find reports by their words
    Search(ask::SearchArguments),
    /// Run a query of your own over the archive's views
    Sql(ask::SqlArguments),
    /// Correct a reading; author, time and reason are kept
    Edit(edit::EditArguments),
    /// Take a correction back
    Undo(edit::UndoArguments),
    /// List the corrections
    Corrections(edit::CorrectionsArguments),
    /// Say how far two people agree, or two folders of records
    Agreement(AgreementArguments),
    /// Write events in the formats of others
    Export(ExportArguments),
    /// Open the reading room: the archive in a browser
    Serve(serve::ServeArguments),
    /// Make a gazetteer of your own
    #[command(subcommand)]
    Gazetteer(GazetteerCommand),
    /// Say what the network is and what it was trained on
    Model(ModelArguments),
    /// Print the JSON Schema of a record
    Schema,
}

/// Exit code 0: all reports were read; 1: some were not; 2: the call could not be followed.
#[derive(Debug, Args)]
pub(crate) struct ReadArguments {
    /// Text or HTML files of one report each; "-" is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) source: Source,
    /// How to print a record
    #[arg(long, short, value_enum, default_value_t = Format::Pretty)]
    pub(crate) format: Format,
    /// When to colour pretty output; NO_COLOR is kept
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The report, or its record as JSON; "-" is standard input
    pub(crate) file: PathBuf,
    /// The event, as records number them ("E3")
    pub(crate) event: String,
    #[command(flatten)]
    pub(crate) source: Source,
}

/// Exit code 0: the readings agree; 1: they differ.
#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// Records as JSON or JSON Lines, a file or a folder of them
    pub(crate) old: PathBuf,
    /// Records of the same reports from another model, or by another hand
    pub(crate) new: PathBuf,
}

/// Exit code 0: something is known; 1: nothing is.
#[derive(Debug, Args)]
pub(crate) struct WhoArguments {
    /// A person, body, group or office ("Sergey Lavrov", "Kenyan navy", "Hamas")
    pub(crate) name: String,
    /// The day that is asked about; else the latest that the tables know
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
}

/// Exit code 0: something is known; 1: nothing is.
#[derive(Debug, Args)]
pub(crate) struct WhereArguments {
    /// A town, region, water, camp, building ("Rafah")
    pub(crate) name: String,
    /// A country or place that is named beside it; may be given more than once
    #[arg(long, value_name = "PLACE")]
    pub(crate) near: Vec<String>,
    #[command(flatten)]
    pub(crate) places: GazetteerArgument,
}

/// Exit code 0: it covers days; 1: it does not, with the reason.
#[derive(Debug, Args)]
pub(crate) struct WhenArguments {
    /// An expression of time ("last Tuesday", "since the spring of 2014")
    pub(crate) words: String,
    /// Day of publication, from which it is counted
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct ModelArguments {
    /// Weights to describe: "base", "large", or a weights file
    #[arg(long, value_name = "NAME|FILE")]
    pub(crate) model: Option<PathBuf>,
}

/// What reading needs beside the text.
#[derive(Debug, Args)]
pub(crate) struct Source {
    /// Day of publication (2025-02-18), from which "on Tuesday" is counted; else a date in the head of the text
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<Date>,
    #[command(flatten)]
    pub(crate) reader: ReaderArguments,
    /// Leave out what is less sure than this (0 to 1), and say how much that was
    #[arg(long, value_name = "X", value_parser = confidence)]
    pub(crate) min_confidence: Option<f32>,
}

fn confidence(text: &str) -> Result<f32, String> {
    let number: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err("not between 0 and 1".to_owned()) }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One line a happening, for people
    Pretty,
    /// The whole record, schema verbale.record/1
    Json,
    /// The whole record on one line
    Jsonl,
    /// PLOVER lines (manual 2.0), one an event
    Plover,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}
