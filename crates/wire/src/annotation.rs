//! A record as an annotation, the form in which people write gold records: every place in the text is told by the number of
//! its sentence and its exact words, with a number behind them where the sentence has the words more than once.
//!
//! An annotation goes with its source: the text and its sentences. Where a place of the record lies across two sentences,
//! the source takes them as one.

mod pointers;
mod read;

use serde::Serialize;
use serde_json::{Number, Value};
use verbale_record::{Content, Entity, Event, Id, Record, Size, Span, When};

use crate::json::{RangeShape, ReportShape, entity_id, event_id, number, report_shape, values};
use crate::offsets::Offsets;
use pointers::{Pointers, ends};
pub use read::from_annotation;

/// An annotation and its source, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    pub source: String,
    pub annotation: String,
    /// What an annotation cannot say, or not quite; a line each.
    pub unsaid: Vec<String>,
}

/// The record as an annotation. Confidences, evidence and coordinates are no part of one.
pub fn annotation(record: &Record) -> Annotation {
    let mut pointers = Pointers::of(record);
    let entities: Vec<EntityLine> = record
        .entities
        .iter()
        .enumerate()
        .map(|(at, entity)| entity_line(entity_id(Id::new(at)), entity, &mut pointers))
        .collect();
    let events: Vec<EventLine> = record
        .events
        .iter()
        .enumerate()
        .map(|(at, event)| event_line(event_id(Id::new(at)), event, &mut pointers))
        .collect();
    let head = Head {
        id: &record.report.id,
        published: record.report.published.map(|day| day.to_string()),
        contexts: values(&record.contexts),
    };
    let head = json(&head);
    let annotation = format!(
        "{},\n \"entities\": {},\n \"events\": {}}}\n",
        head.trim_end_matches('}'),
        lines(&entities),
        lines(&events)
    );
    Annotation { source: source(record, &pointers), annotation, unsaid: pointers.unsaid }
}

fn source(record: &Record, pointers: &Pointers<'_>) -> String {
    let offsets = Offsets::of(&record.report.text);
    let range = |span: &Span| RangeShape { start: offsets.points(span.start), end: offsets.points(span.end) };
    let source = Source {
        report: report_shape(&record.report),
        text: &record.report.text,
        sentences: pointers.sentences.iter().map(range).collect(),
    };
    json(&source) + "\n"
}

/// One member a line, so that people can read and compare.
fn lines<T: Serialize>(members: &[T]) -> String {
    let lines: Vec<String> = members.iter().map(|member| format!("\n  {}", json(member))).collect();
    format!("[{}]", lines.join(","))
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize)]
struct Source<'a> {
    report: ReportShape,
    text: &'a str,
    sentences: Vec<RangeShape>,
}

#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    contexts: Vec<String>,
}

#[derive(Serialize)]
struct EntityLine {
    id: String,
    kind: &'static str,
    name: String,
    country: Option<String>,
    sectors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<String>,
    mentions: Vec<Value>,
}

fn entity_line(id: String, entity: &Entity, pointers: &mut Pointers<'_>) -> EntityLine {
    let mentions = entity.mentions.iter().filter_map(|mention| pointers.to(mention.span, &id, "mention")).collect();
    EntityLine {
        kind: entity.kind.value.name(),
        name: entity.name.clone(),
        country: entity.country.as_ref().map(|country| country.value.clone()),
        sectors: values(&entity.sectors),
        office: entity.office.as_ref().map(|office| office.value.clone()),
        members: entity.members.iter().map(|member| entity_id(*member)).collect(),
        mentions,
        id,
    }
}

#[derive(Serialize)]
struct EventLine {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    modes: Vec<String>,
    aux: Vec<String>,
    triggers: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    actors: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipients: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hosts: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<DateLine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sizes: Vec<SizeLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<ContentLine>,
    /// Stands in the content where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<Value>,
}

fn event_line(id: String, event: &Event, pointers: &mut Pointers<'_>) -> EventLine {
    let ids = |parties: &[verbale_record::Field<Id<Entity>>]| parties.iter().map(|one| entity_id(one.value)).collect();
    let condition = event.condition.as_ref().and_then(|condition| pointers.to(condition.span, &id, "condition"));
    let mut content = event.content.as_ref().and_then(|content| content_line(content, &id, pointers));
    let condition = match &mut content {
        Some(content) => {
            content.condition = condition;
            None
        }
        None => condition,
    };
    EventLine {
        kind: event.kind.value.clone(),
        modes: values(&event.modes),
        aux: values(&event.aux),
        triggers: event.triggers.iter().filter_map(|trigger| pointers.to(trigger.span, &id, "trigger")).collect(),
        actors: ids(&event.actors),
        recipients: ids(&event.recipients),
        hosts: ids(&event.hosts),
        place: event.place.as_ref().map(|place| entity_id(place.value)),
        of: event.of.map(event_id),
        date: event.date.as_ref().and_then(|when| date_line(when, &id, pointers)),
        sizes: event.sizes.iter().filter_map(|size| size_line(size, &id, pointers)).collect(),
        content,
        condition,
        id,
    }
}

#[derive(Serialize)]
struct DateLine {
    text: Value,
    start: Option<String>,
    end: Option<String>,
}

fn date_line(when: &When, id: &str, pointers: &mut Pointers<'_>) -> Option<DateLine> {
    let day = |day: Option<verbale_record::Date>| day.map(|day| day.to_string());
    Some(DateLine { text: pointers.to(when.span, id, "date")?, start: day(when.start), end: day(when.end) })
}

#[derive(Serialize)]
struct SizeLine {
    kind: &'static str,
    value: Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    approx: bool,
    text: Value,
}

fn size_line(size: &Size, id: &str, pointers: &mut Pointers<'_>) -> Option<SizeLine> {
    Some(SizeLine {
        kind: size.kind.name(),
        value: number(size.value),
        unit: size.unit.clone(),
        approx: size.approximate,
        text: pointers.to(size.span, id, "size")?,
    })
}

#[derive(Serialize)]
struct ContentLine {
    from: Value,
    to: Value,
    form: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<Value>,
}

/// What is said may be long: its first words and its last ones stand for it.
fn content_line(content: &Content, id: &str, pointers: &mut Pointers<'_>) -> Option<ContentLine> {
    let (first, last) = ends(pointers.text, &pointers.sentences, content.span)?;
    Some(ContentLine {
        from: pointers.to(first, id, "content")?,
        to: pointers.to(last, id, "content")?,
        form: content.form.name(),
        condition: None,
    })
}
