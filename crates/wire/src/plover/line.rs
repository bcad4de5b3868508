//! One PLOVER line: the manual's JSON fields, filled from an event.

use serde::Serialize;
use verbale_record::{Entity, EntityKind, Event, Field, Id, Record, SizeKind, Span};

use super::Coded;
use crate::offsets::Offsets;

#[derive(Serialize)]
pub(super) struct Line {
    id: String,
    has_event: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<String>,
    actor: Vec<Party>,
    recipient: Vec<Party>,
    event: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Place>,
    event_text: Vec<String>,
    quad_code: Option<u8>,
    event_scale: Option<f64>,
    mode: Vec<String>,
    context: Vec<String>,
    text: String,
    text_info: TextInfo,
    cite_info: CiteInfo,
    coder: String,
    #[serde(skip_serializing_if = "Size::is_empty")]
    size: Size,
}

#[derive(Serialize)]
struct Party {
    code: Option<String>,
    sector: Vec<String>,
    entity_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<String>,
}

#[derive(Serialize)]
struct Place {
    extracted_place: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolved_place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geonameid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    country_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<&'static str>,
}

/// The sentence of the first trigger, in code points of the story.
#[derive(Serialize)]
struct TextInfo {
    sequence: usize,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct CiteInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publication: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<String>,
    codebook: &'static str,
    version: String,
}

#[derive(Default, Serialize)]
struct Size {
    #[serde(skip_serializing_if = "Option::is_none")]
    dead: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    injured: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arrested: Option<f64>,
}

impl Size {
    fn is_empty(&self) -> bool {
        self.dead.is_none() && self.injured.is_none() && self.arrested.is_none()
    }
}

pub(super) fn line(record: &Record, at: usize, event: &Event, coded: &Coded) -> Line {
    let report = &record.report;
    let (date, enddate) = dates(record, event);
    let (text, text_info) = sentence(record, event);
    Line {
        id: format!("{}-E{}", report.id, at + 1),
        has_event: true,
        date,
        enddate,
        actor: parties(record, &event.actors),
        recipient: parties(record, &event.recipients),
        event: vec![coded.kind.clone()],
        event_loc: event.place.as_ref().and_then(|place| record.entities.get(place.value.index())).map(place_of),
        event_text: event.triggers.iter().map(|trigger| words(record, trigger.span)).collect(),
        quad_code: Some(coded.quad),
        event_scale: Some(coded.score),
        mode: coded.modes.iter().chain(&coded.aux).cloned().collect(),
        context: record.contexts.iter().map(|context| context.value.clone()).collect(),
        text,
        text_info,
        cite_info: CiteInfo {
            title: report.title.clone(),
            publication: report.publisher.clone(),
            url: report.url.clone(),
            license: report.license.clone(),
            codebook: "PLOVER 2.0",
            version: record.versions.model.clone(),
        },
        coder: format!("verbale {}", record.versions.program),
        size: size(event),
    }
}

/// The event's days; those of the report where the text gives none.
fn dates(record: &Record, event: &Event) -> (Option<String>, Option<String>) {
    let published = record.report.published;
    let (start, end) = event.date.as_ref().map_or((published, None), |when| (when.start.or(when.end), when.end));
    let end = end.filter(|end| Some(*end) != start);
    (start.map(|day| day.to_string()), end.map(|day| day.to_string()))
}

fn words(record: &Record, span: Span) -> String {
    record.report.text.get(span.range()).unwrap_or_default().to_owned()
}

fn sentence(record: &Record, event: &Event) -> (String, TextInfo) {
    let first = event.first_span();
    let sequence = record.sentence_of(first.start);
    let span = record.sentences.get(sequence).map_or(first, |sentence| sentence.span);
    let offsets = Offsets::of(&record.report.text);
    (words(record, span), TextInfo { sequence, start: offsets.points(span.start), end: offsets.points(span.end) })
}

fn parties(record: &Record, ids: &[Field<Id<Entity>>]) -> Vec<Party> {
    ids.iter().filter_map(|id| record.entities.get(id.value.index())).map(party).collect()
}

fn party(entity: &Entity) -> Party {
    Party {
        code: entity.country.as_ref().map(|country| country.value.clone()),
        sector: entity.sectors.iter().map(|sector| sector.value.clone()).collect(),
        entity_text: entity.name.clone(),
        office: entity.office.as_ref().map(|office| office.value.clone()),
    }
}

fn place_of(entity: &Entity) -> Place {
    let location = entity.location.as_ref().map(|location| &location.value);
    let degrees = |degrees: f32| degrees.to_string().parse().ok();
    Place {
        extracted_place: entity.name.clone(),
        resolved_place: location.map(|location| location.name.clone()),
        geonameid: location.and_then(|location| location.source.strip_prefix("geonames:")).map(str::to_owned),
        lat: location.and_then(|location| degrees(location.latitude)),
        lon: location.and_then(|location| degrees(location.longitude)),
        country_code: entity.country.as_ref().map(|country| country.value.clone()),
        resolution: location
            .map(|location| location.precision.name())
            .or((entity.kind.value == EntityKind::Country).then_some("country")),
    }
}

fn size(event: &Event) -> Size {
    let of = |kind: SizeKind| event.sizes.iter().find(|size| size.kind == kind).map(|size| size.value);
    Size { dead: of(SizeKind::Killed), injured: of(SizeKind::Injured), arrested: of(SizeKind::Arrested) }
}
