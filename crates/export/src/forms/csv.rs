//! One row an event, for spreadsheets: every field, lists joined by "; ", the words each rests on.

use verbale_record::{Amount, Party, SizeKind, Told, Words};

use super::place::position;
use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::text::{csv_cell, joined, no_formula, shown};
use crate::{Context, Error};

/// What lists are joined by.
const BETWEEN: &str = "; ";

const UNKNOWN: &str = "?";

/// The columns and what stands in them, in order. Text that a spreadsheet would take for a formula stands behind an
/// apostrophe.
const COLUMNS: [(&str, &str); 51] = [
    ("event", "the archive's number of the event"),
    ("occurrence", "the archive's number of the happening that it tells of, where tellings were merged"),
    ("report", "the report's id"),
    ("number", "the event's number in its report, from 1"),
    ("title", "the report's title"),
    ("publisher", "who published the report"),
    ("url", "where the report was"),
    ("published", "day of publication"),
    ("contexts", "contexts of the report as a whole"),
    ("type", "type of the event, a code of the ontology"),
    ("modes", "finer kinds"),
    ("auxiliary", "historical, future, hypothetical, negation"),
    ("status", "happened, planned, possible or denied, from the auxiliary modes"),
    ("confidence", "between 0 and 1"),
    ("quad", "verbal or material, cooperation or conflict, from the ontology"),
    ("score", "from -10, conflict, to 10, cooperation"),
    ("start", "first day, as the text gives it"),
    ("end", "last day, as the text gives it"),
    ("day", "the day by which the event is put in order: start, else end, else published"),
    ("actors", "names in the archive"),
    ("actor_words", "fullest forms in the report"),
    ("actor_kinds", "person, organization, country, group, place"),
    ("actor_countries", "ISO 3166-1 alpha-3, or a code of a body of no country; ? where unknown"),
    ("actor_sectors", "main one first, divided by | in one actor; ? where unknown"),
    ("actor_offices", "? where unknown"),
    ("recipients", "as actors"),
    ("recipient_words", ""),
    ("recipient_kinds", ""),
    ("recipient_countries", ""),
    ("recipient_sectors", ""),
    ("recipient_offices", ""),
    ("hosts", "names of those who host"),
    ("host_countries", ""),
    ("place", "the report's words"),
    ("place_name", "the gazetteer's name"),
    ("place_country", ""),
    ("latitude", "degrees north"),
    ("longitude", "degrees east"),
    ("precision", "exact, town, admin or country: how large the place is that the point stands for"),
    ("gazetteer", "row of the gazetteer"),
    ("absence_from", "the archive's number of the meeting that an absence is one from"),
    ("killed", "persons"),
    ("injured", "persons"),
    ("sizes", "all numbers with kind and unit; ~ where approximate"),
    ("trigger", "the words that stand for the event"),
    ("trigger_at", "their bytes in the report's text, start-end"),
    ("content", "what is said"),
    ("form", "direct, mixed or indirect"),
    ("condition", "the condition laid down"),
    ("sentence", "the sentence of the trigger"),
    ("sentence_at", "number of the sentence, from 0, and its bytes, number:start-end"),
];

/// The columns of [`crate::Format::Csv`], in order, each with what stands in it.
pub fn columns() -> &'static [(&'static str, &'static str)] {
    &COLUMNS
}

pub(super) struct Csv;

impl Form for Csv {
    fn start(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
        run.line(&names.join(","))
    }

    fn add(&mut self, event: &Told, _treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        let cells = row(event, run.context);
        debug_assert_eq!(cells.len(), COLUMNS.len(), "a row has the header's columns");
        run.line(&cells.join(","))?;
        Ok(Ok(1))
    }
}

fn row(event: &Told, context: &Context<'_>) -> Vec<String> {
    let mut cells = head(event);
    cells.extend(coded(event, context));
    cells.extend(side(&event.actors));
    cells.extend(side(&event.recipients));
    cells.push(text(&joined(event.hosts.iter().map(|host| &host.name), BETWEEN)));
    cells.push(text(&list(&event.hosts, |host| host.country.clone())));
    cells.extend(place(event));
    cells.push(shown(event.of));
    cells.push(amount(event, SizeKind::Killed));
    cells.push(amount(event, SizeKind::Injured));
    cells.push(text(&sizes(event)));
    cells.extend(words(event));
    cells
}

/// A cell of text.
fn text(words: &str) -> String {
    csv_cell(&no_formula(words))
}

fn optional(words: Option<&String>) -> String {
    words.map(|words| text(words)).unwrap_or_default()
}

fn head(event: &Told) -> Vec<String> {
    let source = &event.source;
    vec![
        event.id.to_string(),
        shown(event.occurrence),
        text(&source.id),
        event.number.to_string(),
        optional(source.title.as_ref()),
        optional(source.publisher.as_ref()),
        optional(source.url.as_ref()),
        shown(source.published),
        text(&joined(&source.contexts, BETWEEN)),
    ]
}

fn coded(event: &Told, context: &Context<'_>) -> Vec<String> {
    vec![
        text(&event.kind),
        text(&joined(&event.modes, BETWEEN)),
        text(&joined(&event.aux, BETWEEN)),
        event.status().name().to_owned(),
        event.confidence.to_string(),
        quad(event, context),
        context.score(event).to_string(),
        shown(event.start),
        shown(event.end),
        shown(event.day()),
    ]
}

/// The quad class in words; empty for a type that the ontology does not know.
pub(super) fn quad(event: &Told, context: &Context<'_>) -> String {
    let Some(kind) = context.kind(event) else { return String::new() };
    let medium = if kind.quad.material { "material" } else { "verbal" };
    let direction = if kind.quad.cooperative { "cooperation" } else { "conflict" };
    format!("{medium} {direction}")
}

fn side(parties: &[Party]) -> Vec<String> {
    let sectors = |party: &Party| (!party.sectors.is_empty()).then(|| party.sectors.join("|"));
    vec![
        text(&joined(parties.iter().map(|party| &party.name), BETWEEN)),
        text(&joined(parties.iter().map(|party| &party.words), BETWEEN)),
        text(&joined(parties.iter().map(|party| party.kind.name()), BETWEEN)),
        text(&list(parties, |party| party.country.clone())),
        text(&list(parties, sectors)),
        text(&list(parties, |party| party.office.clone())),
    ]
}

/// A value of each party; a mark for what is not known keeps the lists in step.
fn list(parties: &[Party], of: impl Fn(&Party) -> Option<String>) -> String {
    joined(parties.iter().map(|party| of(party).unwrap_or_else(|| UNKNOWN.to_owned())), BETWEEN)
}

fn place(event: &Told) -> Vec<String> {
    let Some(spot) = &event.place else { return vec![String::new(); 7] };
    let (latitude, longitude) = position(spot);
    vec![
        text(&spot.words),
        optional(spot.name.as_ref()),
        optional(spot.country.as_ref()),
        latitude,
        longitude,
        spot.precision.map(|precision| precision.name().to_owned()).unwrap_or_default(),
        optional(spot.row.as_ref()),
    ]
}

fn amount(event: &Told, kind: SizeKind) -> String {
    shown(event.sizes.iter().find(|size| size.kind == kind).map(|size| size.value))
}

/// All numbers of an event in words: "killed 38; money ~95000000 dollars".
pub(super) fn sizes(event: &Told) -> String {
    let one = |size: &Amount| {
        let sign = if size.approximate { "~" } else { "" };
        let unit = size.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        format!("{} {sign}{}{unit}", size.kind.name(), size.value)
    };
    joined(event.sizes.iter().map(one), BETWEEN)
}

fn words(event: &Told) -> Vec<String> {
    let at = |words: &Words| format!("{}-{}", words.span.start, words.span.end);
    let said = |words: Option<&Words>| words.map(|words| text(&words.text)).unwrap_or_default();
    vec![
        text(&event.trigger.text),
        at(&event.trigger),
        said(event.content.as_ref()),
        event.form.map(|form| form.name().to_owned()).unwrap_or_default(),
        said(event.condition.as_ref()),
        text(&event.sentence_words.text),
        format!("{}:{}", event.sentence, at(&event.sentence_words)),
    ]
}
