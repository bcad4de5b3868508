//! What the archive is asked: events, statements, meetings and the other views.

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use verbale::archive::views::{
    Asked, Issues, Phrases, Step, Who, brief, conditions, csv, dossier, events, meetings, positions, promised,
    statements, timeline,
};
use verbale::archive::{Hit, Table, dyad_of_both, links};
use verbale::clock;
use verbale::record::Told;

use crate::archive::{Desk, Flags, Place, Shape};
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct RowsArguments {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    flags: Flags,
    #[command(flatten)]
    shape: Shape,
    /// At most so many rows, the latest first
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Rows to pass over
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: usize,
}

#[derive(Debug, Args)]
pub(crate) struct ViewArguments {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    flags: Flags,
    #[command(flatten)]
    shape: Shape,
}

#[derive(Debug, Args)]
pub(crate) struct TimelineArguments {
    #[command(flatten)]
    view: ViewArguments,
    /// Length of a step
    #[arg(long, value_enum, default_value_t = Every::Month)]
    by: Every,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Every {
    Day,
    Week,
    Month,
}

#[derive(Debug, Args)]
pub(crate) struct DyadArguments {
    /// A country ("RUS"), a sector of it ("RUS MIL"), a name
    one: String,
    other: String,
    #[command(flatten)]
    view: ViewArguments,
}

#[derive(Debug, Args)]
pub(crate) struct WhoArguments {
    /// A country ("RUS"), a sector of it ("RUS MIL"), a name
    who: String,
    #[command(flatten)]
    view: ViewArguments,
}

#[derive(Debug, Args)]
pub(crate) struct PositionsArguments {
    #[command(flatten)]
    view: ViewArguments,
    /// Issues by their words, divided by commas; else the topics that stand out
    #[arg(long, value_name = "WORDS,…")]
    issues: Option<String>,
    /// How many topics
    #[arg(long, value_name = "N", default_value_t = 12)]
    topics: usize,
}

#[derive(Debug, Args)]
pub(crate) struct BriefArguments {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    flags: Flags,
    #[arg(long, short, value_enum, default_value_t = Paper::Markdown)]
    format: Paper,
    /// Where to write it; else standard output
    #[arg(long, short, value_name = "FILE")]
    out: Option<std::path::PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Paper {
    Markdown,
    Html,
    Docx,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// Words that must all stand in the report; "a phrase" as it is
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    place: Place,
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct SqlArguments {
    /// A query that reads; the views are reports, events, statements, parties, sizes, occurrences, actors, months, corrections
    query: String,
    #[command(flatten)]
    place: Place,
    /// Comma-separated with all cells whole; else tabs
    #[arg(long)]
    csv: bool,
}

/// A count that was broken off says no more than its first digit.
fn rounded_down(count: usize) -> usize {
    let scale = 10usize.pow(count.checked_ilog10().unwrap_or(0));
    count / scale * scale
}

pub(crate) fn list(arguments: &RowsArguments, only: Only) -> Result<bool> {
    let desk = Desk::open(&arguments.place)?;
    let mut question = desk.question(&arguments.flags)?;
    question.statements = only == Only::Statements;
    let found = desk.archive.page(&question, arguments.skip, arguments.limit)?;
    let done = match only {
        Only::Events => print_events(&arguments.shape, &found.events)?,
        Only::Statements => arguments.shape.print(&statements(&found.events))?,
    };
    match (found.rest, found.whole) {
        (0, true) => {}
        (0, false) => eprintln!("there may be more; ask with --limit or --skip"),
        (rest, true) => eprintln!("{rest} more; ask with --limit or --skip"),
        (rest, false) => eprintln!("more than {} more; ask with --limit or --skip", rounded_down(rest)),
    }
    Ok(done)
}

/// As a table, what lies after the day of its own report stands under a heading of its own.
fn print_events(shape: &Shape, found: &[Told]) -> Result<bool> {
    let is_ahead = |told: &Told| told.day().zip(told.source.published).is_some_and(|(day, published)| day > published);
    let past = found.iter().position(is_ahead).unwrap_or(found.len());
    if !shape.is_table() || past == found.len() {
        return shape.print(&events(found));
    }
    if past > 0 {
        shape.print(&events(&found[..past]))?;
        output::print("\n")?;
    }
    output::print("Ahead of the report's day\n\n")?;
    shape.print(&events(&found[past..]))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Only {
    Events,
    Statements,
}

pub(crate) fn timeline_of(arguments: &TimelineArguments) -> Result<bool> {
    let view = &arguments.view;
    let desk = Desk::open(&view.place)?;
    let step = match arguments.by {
        Every::Day => Step::Day,
        Every::Week => Step::Week,
        Every::Month => Step::Month,
    };
    let counts = desk.archive.day_counts(&desk.question(&view.flags)?, step)?;
    view.shape.print(&timeline(counts, step, desk.lookup.knowledge().ontology()))
}

pub(crate) fn meetings_of(view: &ViewArguments) -> Result<bool> {
    let desk = Desk::open(&view.place)?;
    let (happenings, tellings) = desk.happenings(&desk.question(&view.flags)?)?;
    view.shape.print(&meetings(&happenings, &tellings, desk.lookup.knowledge().ontology()))
}

pub(crate) fn conditions_of(view: &ViewArguments) -> Result<bool> {
    let desk = Desk::open(&view.place)?;
    let mut question = desk.question(&view.flags)?;
    question.conditions = true;
    let found = desk.all(&question)?;
    question.conditions = false;
    let (happenings, tellings) = desk.happenings(&question)?;
    view.shape.print(&conditions(&found, &links(&desk.rules, &happenings, &tellings)))
}

pub(crate) fn promised_of(view: &ViewArguments) -> Result<bool> {
    let desk = Desk::open(&view.place)?;
    let (happenings, tellings) = desk.happenings(&desk.question(&view.flags)?)?;
    view.shape.print(&promised(&happenings, &links(&desk.rules, &happenings, &tellings), None))
}

pub(crate) fn dyad_of(arguments: &DyadArguments) -> Result<bool> {
    let view = &arguments.view;
    let desk = Desk::open(&view.place)?;
    let (one, other) = (who(&arguments.one, &desk)?, who(&arguments.other, &desk)?);
    let question = desk.question(&view.flags)?;
    view.shape.print(&dyad_of_both(&desk.archive, &desk.lookup, &desk.rules, &question, [&one, &other])?)
}

pub(crate) fn dossier_of(arguments: &WhoArguments) -> Result<bool> {
    let view = &arguments.view;
    let desk = Desk::open(&view.place)?;
    let who = who(&arguments.who, &desk)?;
    let mut question = desk.question(&view.flags)?;
    question.filter.with = Some(who.clone());
    view.shape.print(&dossier(&who, &desk.all(&question)?, desk.lookup.knowledge().ontology()))
}

fn who(text: &str, desk: &Desk) -> Result<Who> {
    Who::parse(&desk.own_name(text)?, desk.lookup.knowledge())
        .with_context(|| format!("{text}: neither a code nor a name"))
}

pub(crate) fn positions_of(arguments: &PositionsArguments) -> Result<bool> {
    let view = &arguments.view;
    let desk = Desk::open(&view.place)?;
    let issues = match &arguments.issues {
        Some(words) => Issues::Words(words.split(',').map(|issue| issue.trim().to_owned()).collect()),
        None => Issues::Topics(arguments.topics),
    };
    let mut question = desk.question(&view.flags)?;
    question.statements = true;
    view.shape.print(&positions(&desk.all(&question)?, &issues))
}

pub(crate) fn brief_of(arguments: &BriefArguments) -> Result<bool> {
    let desk = Desk::open(&arguments.place)?;
    let question = desk.question(&arguments.flags)?;
    let subject = arguments.flags.about().unwrap_or("All that was asked for");
    let (happenings, tellings) = desk.happenings(&question)?;
    let knowledge = desk.lookup.knowledge();
    let phrases = Phrases::bundled(knowledge)?;
    let page = brief(Asked { subject, as_of: None }, &tellings, &happenings, knowledge, &phrases);
    let bytes = match arguments.format {
        Paper::Markdown => page.markdown().into_bytes(),
        Paper::Html => page.html_page().into_bytes(),
        Paper::Docx => page.docx()?,
    };
    output::write(arguments.out.as_deref(), &bytes, arguments.format == Paper::Docx)?;
    Ok(true)
}

pub(crate) fn search(arguments: &SearchArguments) -> Result<bool> {
    let archive = arguments.place.open_to_read()?;
    let mut page = String::new();
    for hit in archive.search(&arguments.words.join(" "), arguments.limit)? {
        let head = [hit.published, hit.publisher, hit.title].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let snippet = hit.snippet.replace(Hit::OPEN, "[").replace(Hit::CLOSE, "]");
        page.push_str(&format!("{}  {head}\n    {snippet}\n", hit.report));
    }
    if page.is_empty() {
        eprintln!("no report has all these words");
    }
    output::print(&page)?;
    Ok(true)
}

pub(crate) fn sql(arguments: &SqlArguments) -> Result<bool> {
    let table = arguments.place.open_to_read()?.sql(&arguments.query)?;
    output::print(&printed(&table, arguments.csv))?;
    Ok(true)
}

fn printed(table: &Table, in_csv: bool) -> String {
    let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    if in_csv {
        return csv(&table.columns, &rows);
    }
    let plain = |cell: &String| cell.replace(['\t', '\n', '\r'], " ");
    let line = |cells: &Vec<String>| cells.iter().map(plain).collect::<Vec<_>>().join("\t") + "\n";
    std::iter::once(&table.columns).chain(&rows).map(line).collect()
}

/// What the archive holds, in numbers.
pub(crate) fn holdings(place: &Place) -> Result<bool> {
    let archive = place.open_to_read()?;
    let holdings = archive.holdings()?;
    if holdings.reports == 0 {
        bail!("{}: nothing in it yet; bring reports in with: verbale add PATH", place.archive.display());
    }
    let days = [holdings.first_day, holdings.last_day].into_iter().flatten().collect::<Vec<_>>().join(" to ");
    output::print(&format!(
        "{}, {days}\n{:>9} reports, {} unread, of {} families\n{:>9} events, of {} happenings\n{:>9} entities\n{:>9} corrections\nas of {}\n",
        archive.path().display(),
        holdings.reports,
        holdings.unread,
        holdings.families,
        holdings.events,
        holdings.occurrences,
        holdings.entities,
        holdings.corrections,
        clock::today(),
    ))?;
    Ok(true)
}
