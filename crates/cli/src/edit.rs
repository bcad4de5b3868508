//! `verbale edit`, `verbale undo` and `verbale corrections`: what people know better than the reading.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use verbale::archive::change::{Change, EntityAt, EventAt, Role, entity_at, event_at};
use verbale::clock;
use verbale::record::{Event, Record};

use crate::annotations;
use crate::archive::{Hand, Place, number};
use crate::output;

/// Exit code 0: the correction stands; 2: it fits nothing.
#[derive(Debug, Args)]
pub(crate) struct EditArguments {
    /// The event ("12/E3"), or the report for changes of its entities ("12")
    #[arg(value_name = "WHICH")]
    which: String,
    /// What to change: type=CODE, modes=a,b, aux=future, start=DATE, end=DATE, date=DATE, actors=WORDS;WORDS,
    /// recipients=…, hosts=…, place=WORDS, condition=WORDS, content=WORDS, merge=E4, delete, confirm;
    /// for a report: add=TYPE:WORDS, country=WORDS:CODE, sectors=WORDS:CODE,CODE, office=WORDS:OFFICE, name=WORDS:NAME,
    /// same=WORDS;WORDS. Nothing after "=" takes the value away
    #[arg(required = true, value_name = "FIELD=VALUE")]
    changes: Vec<String>,
    #[command(flatten)]
    hand: Hand,
}

#[derive(Debug, Args)]
pub(crate) struct UndoArguments {
    /// The correction's number, as `verbale corrections` lists it
    correction: i64,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(crate) struct CorrectionsArguments {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Only those of this report
    #[arg(long)]
    pub(crate) report: Option<i64>,
    /// Only those of this person
    #[arg(long, value_name = "AUTHOR")]
    pub(crate) by: Option<String>,
    /// Write the corrected reports into a folder instead of a list
    #[arg(long = "as", value_enum, value_name = "FORM", requires = "folder")]
    form: Option<CorrectionsForm>,
    /// Where to write them
    #[arg(value_name = "FOLDER", requires = "form")]
    folder: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CorrectionsForm {
    /// NAME.ann.json beside NAME.source.json, as gold records are written
    Annotations,
}

pub(crate) fn run(arguments: &EditArguments) -> Result<bool> {
    let (report, event) = number(&arguments.which)?;
    let at = clock::now();
    let author = arguments.hand.author(&at);
    let page = arguments.hand.place.change(|batch| {
        let mut page = String::new();
        for text in &arguments.changes {
            let missing = || format!("report {report}: not in the archive, or not read");
            let record = batch.record(report).with_context(missing)?;
            let change = change(&record, event, text).with_context(|| text.clone())?;
            let correction = batch.correct(report, &change, &author).with_context(|| text.clone())?;
            page.push_str(&format!("correction {correction}: {} {text}\n", arguments.which));
        }
        Ok(page)
    })?;
    output::print(&page)?;
    Ok(true)
}

pub(crate) fn undo(arguments: &UndoArguments) -> Result<bool> {
    arguments.place.change(|batch| Ok(batch.undo(arguments.correction, &clock::now())?))?;
    Ok(true)
}

pub(crate) fn corrections(arguments: &CorrectionsArguments) -> Result<bool> {
    if let (Some(CorrectionsForm::Annotations), Some(folder)) = (arguments.form, &arguments.folder) {
        return annotations::write(arguments, folder);
    }
    let archive = arguments.place.open_to_read()?;
    let mut page = String::new();
    let wanted = |author: &str| arguments.by.as_deref().is_none_or(|by| by == author);
    for correction in archive.corrections(arguments.report)?.into_iter().filter(|one| wanted(&one.author)) {
        let change = serde_json::to_string(&correction.change)?;
        let reason = correction.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
        let undone = correction.undone.map(|at| format!(" undone {at}")).unwrap_or_default();
        let (id, report, author, at) = (correction.id, correction.report, correction.author, correction.at);
        page.push_str(&format!("{id}\treport {report}\t{at}\t{author}{reason}{undone}\t{change}\n"));
    }
    output::print(&page)?;
    Ok(true)
}

/// The change that the words ask for.
fn change(record: &Record, event: Option<usize>, text: &str) -> Result<Change> {
    let (field, value) = text.split_once('=').map_or((text, None), |(field, value)| (field, Some(value.trim())));
    match event {
        Some(number) => event_change(record, number, field, value),
        None => report_change(record, field, value.unwrap_or_default()),
    }
}

fn event_change(record: &Record, number: usize, field: &str, value: Option<&str>) -> Result<Change> {
    let event = event_of(record, number)?;
    let at = event_at(event);
    let text = value.unwrap_or_default();
    let some = (!text.is_empty()).then_some(text);
    Ok(match (field, value) {
        ("delete", None) => Change::DeleteEvent { at },
        ("confirm", None) => Change::Confirm { at },
        (_, None) => bail!("no value; write {field}=VALUE"),
        ("type", _) => Change::SetType { at, kind: text.to_owned() },
        ("modes", _) => Change::SetModes { at, to: list(text) },
        ("aux", _) => Change::SetAux { at, to: list(text) },
        ("date", _) => Change::SetDate { at, start: some.map(str::to_owned), end: some.map(str::to_owned) },
        ("start", _) => Change::SetDate { at, start: some.map(str::to_owned), end: day(event, false) },
        ("end", _) => Change::SetDate { at, start: day(event, true), end: some.map(str::to_owned) },
        ("actors", _) => parties(record, at, Role::Actors, text)?,
        ("recipients", _) => parties(record, at, Role::Recipients, text)?,
        ("hosts", _) => parties(record, at, Role::Hosts, text)?,
        ("place", _) => Change::SetPlace { at, to: some.map(|words| place_of(record, words)).transpose()? },
        ("content", _) => Change::SetContent { at, to: some.map(|words| place_of(record, words)).transpose()? },
        ("condition", _) => Change::SetCondition { at, to: some.map(|words| place_of(record, words)).transpose()? },
        ("merge", _) => Change::MergeEvents { at, with: event_at(event_of(record, event_number(text)?)?) },
        _ => bail!("not a field of an event"),
    })
}

fn report_change(record: &Record, field: &str, value: &str) -> Result<Change> {
    if field == "same" {
        let (one, other) = value.split_once(';').context("write same=WORDS;WORDS")?;
        return Ok(Change::MergeEntities {
            at: entity_of(record, one.trim())?,
            with: entity_of(record, other.trim())?,
        });
    }
    let (words, to) = value.split_once(':').with_context(|| format!("write {field}=WORDS:VALUE"))?;
    let (words, to) = (words.trim(), to.trim());
    if field == "add" {
        return Ok(Change::AddEvent { at: EventAt { place: place_of(record, to)?, kind: words.to_owned() } });
    }
    let at = entity_of(record, words)?;
    let (mut name, mut country, mut sectors, mut office) = (None, None, None, None);
    match field {
        "name" => name = Some(to.to_owned()),
        "country" => country = Some(to.to_owned()),
        "sectors" => sectors = Some(list(to)),
        "office" => office = Some(to.to_owned()),
        _ => bail!("not a field of a report's entities"),
    }
    Ok(Change::SetEntity { at, name, kind: None, country, sectors, office })
}

fn parties(record: &Record, at: EventAt, role: Role, text: &str) -> Result<Change> {
    let words = text.split(';').map(str::trim).filter(|words| !words.is_empty());
    let to = words.map(|words| entity_of(record, words).or_else(|_| place_of(record, words))).collect::<Result<_>>()?;
    Ok(Change::SetParties { at, role, to })
}

/// The entity with a mention of these words, or of this number ("T4").
fn entity_of(record: &Record, words: &str) -> Result<EntityAt> {
    let numbered = words.strip_prefix('T').and_then(|number| number.parse::<usize>().ok());
    if let Some(entity) = numbered.and_then(|number| record.entities.get(number.checked_sub(1)?)) {
        return Ok(entity_at(entity));
    }
    let text = &record.report.text;
    let mentions = record.entities.iter().flat_map(|entity| &entity.mentions);
    let mut same = mentions.filter(|mention| mention.span.of(text).eq_ignore_ascii_case(words));
    same.next().map(|mention| mention.span.into()).with_context(|| format!("no entity is called {words:?}"))
}

/// The first place in the text with these words.
fn place_of(record: &Record, words: &str) -> Result<EntityAt> {
    let start =
        record.report.text.find(words).with_context(|| format!("the report does not have the words {words:?}"))?;
    Ok(EntityAt { start: start as u32, stop: (start + words.len()) as u32 })
}

fn event_of(record: &Record, number: usize) -> Result<&Event> {
    let count = record.events.len();
    record.events.get(number.wrapping_sub(1)).with_context(|| format!("no event E{number}; there are {count}"))
}

fn event_number(text: &str) -> Result<usize> {
    text.trim_start_matches(['E', 'e']).parse().with_context(|| format!("{text}: not an event"))
}

fn day(event: &Event, start: bool) -> Option<String> {
    let when = event.date.as_ref()?;
    if start { when.start } else { when.end }.map(|day| day.to_string())
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
